//! The placeholders there are, and what comes in the place of each.
//!
//! What always holds: there is one list, so that what is offered, what is accepted and what is filled in are the same.

use super::docx::{LINE, Values};
use super::model::DocumentPlaceholder;
use crate::accounts::model::{Account, Contact};
use crate::deals::model::{Brief, Deal};
use crate::documents::pdf::{self, Formats, Language, Line};
use crate::documents::settings::model::ProposalSettings;
use crate::fields::model::{CustomField, FieldSubject, FieldType};
use crate::fields::values::Custom;
use crate::pipeline::model::{Lookup, Stage};
use crate::proposals::model::Proposal;
use crate::team::model::{User, Workspace};
use chrono::{DateTime, NaiveDate};
use serde_json::Value;
use std::collections::HashMap;

/// What a document can say: the deal, and what is around it as far as it was asked for.
pub struct Sheet {
    pub language: Language,
    /// In the workspace's time zone.
    pub today: NaiveDate,
    pub workspace: Workspace,
    pub company: Option<ProposalSettings>,
    /// Who makes it.
    pub user: Option<User>,
    pub deal: Deal,
    pub brief: Option<Brief>,
    pub stage: Option<Stage>,
    pub owner: Option<User>,
    pub source: Option<Lookup>,
    pub account: Option<Account>,
    pub industry: Option<Lookup>,
    pub contact: Option<Contact>,
    pub proposal: Option<Proposal>,
    pub lines: Vec<Line>,
    /// The definitions of custom fields.
    pub fields: Vec<CustomField>,
    /// What the records are called that custom values name.
    pub named: HashMap<String, String>,
}

/// How amounts are written: the deal's, and those of the proposal and the lines.
struct Pens {
    deal: Formats,
    offer: Formats,
}

type Once = (&'static str, &'static str, fn(&Sheet, &Pens) -> Option<String>);
type Each = (&'static str, &'static str, fn(&Line, &Pens) -> String);

/// Those that stand anywhere.
const ONCE: &[Once] = &[
    ("today", "Today's date", |s, p| Some(p.deal.date(s.today))),
    ("user.name", "Your name", |s, _| Some(s.user.as_ref()?.name.clone())),
    ("user.email", "Your e-mail address", |s, _| Some(s.user.as_ref()?.email.clone())),
    ("company.name", "Our company", |s, _| {
        Some(company(s, |c| &c.company).unwrap_or_else(|| s.workspace.name.clone()))
    }),
    ("company.address", "Our address", |s, _| company(s, |c| &c.address)),
    ("company.taxNumber", "Our tax number", |s, _| company(s, |c| &c.tax_number)),
    ("company.registrationNumber", "Our registration number", |s, _| company(s, |c| &c.registration_number)),
    ("company.email", "Our e-mail address", |s, _| company(s, |c| &c.email)),
    ("company.phone", "Our phone number", |s, _| company(s, |c| &c.phone)),
    ("company.website", "Our website", |s, _| company(s, |c| &c.website)),
    ("deal.name", "Deal", |s, _| Some(s.deal.name.clone())),
    ("deal.amount", "Amount of the deal", |s, p| s.deal.amount.map(|amount| p.deal.money(amount))),
    ("deal.currency", "Currency of the deal", |s, _| Some(s.deal.currency.clone())),
    ("deal.budget", "Customer's budget", |s, p| s.deal.budget.map(|amount| p.deal.money(amount))),
    ("deal.closeDate", "Expected close date", |s, p| Some(p.deal.date(s.deal.expected_close_on))),
    ("deal.stage", "Stage", |s, _| Some(s.stage.as_ref()?.name.clone())),
    ("deal.owner", "Owner of the deal", |s, _| Some(s.owner.as_ref()?.name.clone())),
    ("deal.ownerEmail", "E-mail address of the deal's owner", |s, _| Some(s.owner.as_ref()?.email.clone())),
    ("deal.source", "Source of the deal", |s, _| Some(s.source.as_ref()?.label.clone())),
    ("deal.nextStep", "Next step", |s, _| s.deal.next_step.clone()),
    ("deal.description", "Description of the deal", |s, _| s.brief.as_ref()?.description.clone()),
    ("deal.customerNeeds", "Customer's needs", |s, _| s.brief.as_ref()?.customer_needs.clone()),
    ("deal.proposedSolution", "Proposed solution", |s, _| s.brief.as_ref()?.proposed_solution.clone()),
    ("account.name", "Account", |s, _| Some(s.account.as_ref()?.name.clone())),
    ("account.address", "Address of the account", |s, _| s.account.as_ref()?.address.clone()),
    ("account.website", "Website of the account", |s, _| s.account.as_ref()?.website.clone()),
    ("account.phone", "Phone number of the account", |s, _| s.account.as_ref()?.phone.clone()),
    ("account.industry", "Industry of the account", |s, _| Some(s.industry.as_ref()?.label.clone())),
    ("contact.name", "Contact, both names", |s, _| Some(called(s.contact.as_ref()?))),
    ("contact.firstName", "First name of the contact", |s, _| Some(s.contact.as_ref()?.first_name.clone())),
    ("contact.lastName", "Last name of the contact", |s, _| Some(s.contact.as_ref()?.last_name.clone())),
    ("contact.jobTitle", "Job title of the contact", |s, _| s.contact.as_ref()?.job_title.clone()),
    ("contact.department", "Department of the contact", |s, _| s.contact.as_ref()?.department.clone()),
    ("contact.email", "E-mail address of the contact", |s, _| s.contact.as_ref()?.emails.first().cloned()),
    ("contact.phone", "Phone number of the contact", |s, _| s.contact.as_ref()?.phones.first().cloned()),
    ("proposal.number", "Number of the proposal", |s, _| Some(s.proposal.as_ref()?.number.clone())),
    ("proposal.revision", "Revision of the proposal", |s, _| Some(s.proposal.as_ref()?.revision.to_string())),
    ("proposal.subtotal", "Sum of the proposal's lines", |s, p| {
        Some(p.offer.money(s.proposal.as_ref()?.subtotal))
    }),
    ("proposal.discountPercent", "Discount on the whole proposal", |s, p| {
        Some(p.offer.percent(s.proposal.as_ref()?.discount_percent))
    }),
    ("proposal.net", "Proposal without tax", |s, p| Some(p.offer.money(s.proposal.as_ref()?.net))),
    ("proposal.tax", "Tax of the proposal", |s, p| Some(p.offer.money(s.proposal.as_ref()?.tax))),
    ("proposal.total", "Proposal with tax", |s, p| {
        s.proposal.as_ref().map(|one| p.offer.money(one.net + one.tax))
    }),
    ("proposal.validUntil", "Last day of the proposal", |s, p| {
        Some(p.offer.date(s.proposal.as_ref()?.valid_until))
    }),
    ("proposal.intro", "Text above the proposal's lines", |s, _| {
        Some(pdf::plain(s.proposal.as_ref()?.intro.as_deref()?))
    }),
    ("proposal.terms", "Text below the proposal's lines", |s, _| {
        Some(pdf::plain(s.proposal.as_ref()?.terms.as_deref()?))
    }),
];

/// Those that stand in rows of lines.
const EACH: &[Each] = &[
    ("line.position", "Number of the line", |line, _| line.position.to_string()),
    ("line.description", "What the line sells", |line, _| line.description.clone()),
    ("line.productCode", "Code of the line's product", |line, _| {
        line.product_code.clone().unwrap_or_default()
    }),
    ("line.quantity", "Quantity", |line, p| p.offer.number(line.quantity)),
    ("line.unitPrice", "Price of one unit", |line, p| p.offer.money(line.unit_price)),
    ("line.discountPercent", "Discount on the line", |line, p| p.offer.percent(line.discount_percent)),
    ("line.taxPercent", "Tax rate of the line", |line, p| p.offer.percent(line.tax_percent)),
    ("line.total", "Total of the line without tax", |line, p| p.offer.money(line.total)),
];

/// The records whose custom fields can be named, by what their names begin with.
const CUSTOM: [(&str, FieldSubject); 4] = [
    ("deal.custom.", FieldSubject::Deal),
    ("proposal.custom.", FieldSubject::Proposal),
    ("account.custom.", FieldSubject::Account),
    ("contact.custom.", FieldSubject::Contact),
];

/// All there are, as they are offered.
pub fn all(fields: &[CustomField]) -> Vec<DocumentPlaceholder> {
    let told = |key: &str, label: &str| DocumentPlaceholder {
        key: key.to_owned(),
        label: label.to_owned(),
        repeats: key.starts_with(LINE),
    };
    let once = ONCE.iter().map(|(key, label, _)| told(key, label));
    let each = EACH.iter().map(|(key, label, _)| told(key, label));
    let custom = CUSTOM.iter().flat_map(|(prefix, subject)| {
        let own = fields.iter().filter(move |field| field.subject == *subject && !field.archived);
        own.map(move |field| told(&format!("{prefix}{}", field.key), &field.label))
    });
    once.chain(each).chain(custom).collect()
}

/// Whether there is such a placeholder. Fields that are no longer offered count: records still have their values.
pub fn is_known(key: &str, fields: &[CustomField]) -> bool {
    ONCE.iter().any(|one| one.0 == key) || EACH.iter().any(|one| one.0 == key) || field(key, fields).is_some()
}

fn field<'f>(key: &str, fields: &'f [CustomField]) -> Option<&'f CustomField> {
    let (name, subject) =
        CUSTOM.iter().find_map(|(prefix, subject)| Some((key.strip_prefix(prefix)?, *subject)))?;
    fields.iter().find(|field| field.subject == subject && field.key == name)
}

/// What comes in the places of those that are used.
///
/// # Errors
/// When the tables of a language cannot be read.
pub fn values(sheet: &Sheet, used: &[String]) -> Result<Values, pdf::Error> {
    let offered = sheet.proposal.as_ref().map_or(&sheet.deal.currency, |proposal| &proposal.currency);
    let pens = Pens {
        deal: Formats::new(sheet.language, &sheet.deal.currency)?,
        offer: Formats::new(sheet.language, offered)?,
    };
    let base = Formats::new(sheet.language, &sheet.workspace.base_currency)?;
    let mut once = HashMap::new();
    for key in used {
        let value = match ONCE.iter().find(|one| one.0 == key) {
            Some((_, _, value)) => value(sheet, &pens),
            None => field(key, &sheet.fields).and_then(|field| custom(sheet, field, &base)),
        };
        if let Some(value) = value {
            once.insert(key.clone(), value);
        }
    }
    let line = |line: &Line| {
        let used = EACH.iter().filter(|one| used.iter().any(|key| key == one.0));
        used.map(|(key, _, value)| ((*key).to_owned(), value(line, &pens))).collect()
    };
    Ok(Values { once, lines: sheet.lines.iter().map(line).collect() })
}

fn company(sheet: &Sheet, of: fn(&ProposalSettings) -> &Option<String>) -> Option<String> {
    sheet.company.as_ref().and_then(|company| of(company).clone())
}

/// A person's name as people say it.
pub fn called(contact: &Contact) -> String {
    format!("{} {}", contact.first_name, contact.last_name).trim().to_owned()
}

/// A custom field's value as people read it: options and records by what they are called.
fn custom(sheet: &Sheet, field: &CustomField, base: &Formats) -> Option<String> {
    let values: &Custom = match field.subject {
        FieldSubject::Deal => &sheet.deal.custom,
        FieldSubject::Account => &sheet.account.as_ref()?.custom,
        FieldSubject::Contact => &sheet.contact.as_ref()?.custom,
        FieldSubject::Proposal => &sheet.proposal.as_ref()?.custom,
        FieldSubject::Task | FieldSubject::Lead => return None,
    };
    let language = Some(sheet.language.code());
    let option =
        |key: &str| field.option(key).map_or_else(|| key.to_owned(), |option| option.label_in(language));
    let value = values.0.get(&field.key)?;
    let told = match (field.kind, value) {
        (_, Value::Null) => return None,
        (_, Value::Bool(yes)) => said(sheet.language, *yes).to_owned(),
        (FieldType::Number, Value::String(text)) => {
            text.parse().map_or_else(|_| text.clone(), |number| base.number(number))
        }
        (FieldType::Money, Value::String(text)) => {
            text.parse().map_or_else(|_| text.clone(), |amount| base.money(amount))
        }
        (FieldType::Date, Value::String(text)) => {
            text.parse().map_or_else(|_| text.clone(), |day| base.date(day))
        }
        (FieldType::DateTime, Value::String(text)) => {
            instant(sheet, text, base).unwrap_or_else(|| text.clone())
        }
        (FieldType::Select, Value::String(key)) => option(key),
        (FieldType::User | FieldType::Account | FieldType::Contact, Value::String(id)) => {
            sheet.named.get(id)?.clone()
        }
        (_, Value::String(text)) => text.clone(),
        (_, Value::Array(keys)) => {
            keys.iter().filter_map(Value::as_str).map(option).collect::<Vec<_>>().join(", ")
        }
        (_, other) => other.to_string(),
    };
    Some(told)
}

/// An instant by the workspace's clock.
fn instant(sheet: &Sheet, text: &str, base: &Formats) -> Option<String> {
    let zone: chrono_tz::Tz = sheet.workspace.time_zone.parse().unwrap_or(chrono_tz::UTC);
    let at = DateTime::parse_from_rfc3339(text).ok()?.with_timezone(&zone);
    Some(format!("{} {}", base.date(at.date_naive()), at.format("%H:%M")))
}

fn said(language: Language, yes: bool) -> &'static str {
    match (language, yes) {
        (Language::En, true) => "Yes",
        (Language::En, false) => "No",
        (Language::Cs, true) => "Ano",
        (Language::Cs, false) => "Ne",
        (Language::De, true) => "Ja",
        (Language::De, false) => "Nein",
        (Language::Ru, true) => "Да",
        (Language::Ru, false) => "Нет",
        (Language::Pl, true) => "Tak",
        (Language::Pl, false) => "Nie",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_placeholder_has_a_name_of_its_own_and_a_label() {
        let all = all(&[]);
        let mut keys: Vec<&str> = all.iter().map(|one| one.key.as_str()).collect();
        keys.sort_unstable();
        keys.dedup();
        assert_eq!(keys.len(), all.len());
        for one in &all {
            assert!(is_known(&one.key, &[]) && !one.label.is_empty(), "{}", one.key);
            assert_eq!(one.repeats, one.key.starts_with("line."), "{}", one.key);
        }
        for unknown in ["", "deal.nmae", "deal", "Deal.name", "line", "deal.custom.x", "task.custom.x"] {
            assert!(!is_known(unknown, &[]), "{unknown}");
        }
    }
}
