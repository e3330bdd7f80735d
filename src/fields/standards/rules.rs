//! Which fields can have a data standard, what one must be, and what a record lacks to keep it.

use crate::app::checks::Checks;
use crate::app::error::{Error, Refusal, RefusalCode, Result};
use crate::fields::model::FieldSubject;
use crate::fields::rules::pattern;
use crate::fields::standards::model::StandardType::{Date, Number, Reference, Text};
use crate::fields::standards::model::{DataStandard, StandardField, StandardType};
use crate::history::model::api_name;
use rust_decimal::Decimal;
use serde_json::Value;

type Columns = &'static [(&'static str, StandardType, &'static str)];

const ACCOUNT: Columns = &[
    ("name", Text, "Name"),
    ("website", Text, "Website"),
    ("industry_id", Reference, "Industry"),
    ("source_id", Reference, "Source"),
    ("parent_id", Reference, "Parent account"),
    ("employees", Number, "Employees"),
    ("annual_revenue", Number, "Annual revenue"),
    ("founded_year", Number, "Founded"),
    ("phone", Text, "Phone"),
    ("address", Text, "Address"),
    ("description", Text, "Description"),
];
const CONTACT: Columns = &[
    ("first_name", Text, "First name"),
    ("last_name", Text, "Last name"),
    ("account_id", Reference, "Account"),
    ("job_title", Text, "Job title"),
    ("department", Text, "Department"),
    ("emails", Text, "E-mail addresses"),
    ("phones", Text, "Phone numbers"),
    ("language", Text, "Language"),
    ("source_id", Reference, "Source"),
    ("description", Text, "Description"),
];
const DEAL: Columns = &[
    ("name", Text, "Name"),
    ("account_id", Reference, "Account"),
    ("primary_contact_id", Reference, "Primary contact"),
    ("amount", Number, "Amount"),
    ("budget", Number, "Budget"),
    ("next_step", Text, "Next step"),
    ("source_id", Reference, "Source"),
    ("description", Text, "Description"),
    ("customer_needs", Text, "Customer needs"),
    ("proposed_solution", Text, "Proposed solution"),
    ("tactics", Text, "Tactics"),
];
const LEAD: Columns = &[
    ("topic", Text, "Topic"),
    ("company", Text, "Company"),
    ("first_name", Text, "First name"),
    ("last_name", Text, "Last name"),
    ("job_title", Text, "Job title"),
    ("email", Text, "E-mail address"),
    ("phone", Text, "Phone"),
    ("website", Text, "Website"),
    ("source_id", Reference, "Source"),
    ("budget", Text, "Budget"),
    ("authority", Text, "Authority"),
    ("need", Text, "Need"),
    ("timing", Text, "Timing"),
    ("description", Text, "Description"),
];
const TASK: Columns =
    &[("title", Text, "Title"), ("description", Text, "Description"), ("due_at", Date, "Due date")];

/// The fields of these records that can have a standard, in the order people read them.
pub fn options(subject: FieldSubject) -> impl Iterator<Item = StandardField> {
    let columns = match subject {
        FieldSubject::Account => ACCOUNT,
        FieldSubject::Contact => CONTACT,
        FieldSubject::Deal => DEAL,
        FieldSubject::Lead => LEAD,
        FieldSubject::Task => TASK,
        // What a proposal needs, its own rules ask for.
        FieldSubject::Proposal => &[],
    };
    columns.iter().map(move |&(column, kind, label)| StandardField { subject, column, kind, label })
}

/// The field of this name in the API, when it can have a standard.
pub fn option(subject: FieldSubject, field: &str) -> Option<StandardField> {
    options(subject).find(|option| api_name(option.column) == field)
}

/// What inputs call a column: `annual_revenue` is at `annualRevenue`, `industry_id` at `industryId`.
fn path(column: &str) -> String {
    let name = api_name(column);
    if column.ends_with("_id") { format!("{name}Id") } else { name }
}

/// Checks what is asked of a field.
pub fn check_standard(standard: &DataStandard) -> Result<()> {
    let mut checks = Checks::default();
    let Some(option) = option(standard.subject, &standard.field) else {
        let message = "This field can have no standard; dataStandardOptions lists those that can.";
        return Err(Refusal::at(RefusalCode::Invalid, "field", message).into());
    };
    if let Some(text) = &standard.pattern {
        checks.text("pattern", Some(text), 500);
        checks.that(option.kind == Text, RefusalCode::Invalid, "pattern", "Only texts have a pattern.");
        let message = "This is no regular expression that can be used here.";
        checks.that(pattern(text).is_some(), RefusalCode::Invalid, "pattern", message);
    }
    checks.text("patternHint", standard.pattern_hint.as_deref(), 200);
    let pointless = standard.pattern_hint.is_some() && standard.pattern.is_none();
    let message = "A hint says what the pattern wants: give the pattern too.";
    checks.that(!pointless, RefusalCode::Invalid, "patternHint", message);
    for (bound, at) in [(standard.minimum, "minimum"), (standard.maximum, "maximum")] {
        let holds = bound.is_none() || option.kind == Number;
        checks.that(holds, RefusalCode::Invalid, at, "Only numbers have bounds.");
        let fits = bound.is_none_or(|bound| {
            bound.normalize().scale() <= 10 && bound.abs() < Decimal::from(10_i64.pow(16))
        });
        checks.that(fits, RefusalCode::Invalid, at, "At most 16 digits and 10 decimals fit here.");
    }
    if let (Some(low), Some(high)) = (standard.minimum, standard.maximum) {
        checks.that(low <= high, RefusalCode::Invalid, "maximum", "The most is below the least.");
    }
    checks.done()
}

/// Holds a record to the standards of its kind: a new one to all, of one that is there what differs from before. Records are given
/// as rows' own JSON.
///
/// # Errors
/// All refusals at once, each at the input field that is to be put right.
pub fn check(
    standards: &[DataStandard],
    subject: FieldSubject,
    before: Option<&Value>,
    after: &Value,
) -> Result<()> {
    let standards = standards.iter().filter(|standard| standard.subject == subject && standard.asks());
    let refusals: Vec<Refusal> = standards
        .filter_map(|standard| {
            let option = option(subject, &standard.field)?;
            let value = after.get(option.column).unwrap_or(&Value::Null);
            let same =
                before.is_some_and(|before| before.get(option.column).unwrap_or(&Value::Null) == value);
            if same { None } else { refusal(standard, option, value) }
        })
        .collect();
    if refusals.is_empty() { Ok(()) } else { Err(Error::Refused(refusals)) }
}

/// Why a value does not keep a standard.
fn refusal(standard: &DataStandard, option: StandardField, value: &Value) -> Option<Refusal> {
    let at = |code, message: String| Some(Refusal::at(code, &path(option.column), message));
    let empty = match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(list) => list.is_empty(),
        _ => false,
    };
    if empty {
        let message = || format!("“{}” must be filled in.", option.label);
        return if standard.required { at(RefusalCode::Required, message()) } else { None };
    }
    if let Some(wanted) = &standard.pattern
        && !fits(wanted, value)
    {
        let wanted = || format!("This does not look as it should: {wanted}");
        return at(RefusalCode::Pattern, standard.pattern_hint.clone().unwrap_or_else(wanted));
    }
    let number = number(value)?;
    let (low, high) = (standard.minimum, standard.maximum);
    let outside = low.is_some_and(|low| number < low) || high.is_some_and(|high| number > high);
    let message = match (low, high) {
        (Some(low), Some(high)) => format!("Give a number from {low} to {high}."),
        (Some(low), None) => format!("Give {low} or more."),
        (_, Some(high)) => format!("Give {high} or less."),
        (None, None) => return None,
    };
    if outside { at(RefusalCode::Range, message) } else { None }
}

/// Whether a text, or each of a list, is as the pattern wants. A pattern that cannot be used any more wants nothing.
fn fits(wanted: &str, value: &Value) -> bool {
    let Some(wanted) = pattern(wanted) else { return true };
    let one = |value: &Value| value.as_str().is_none_or(|text| wanted.is_match(text));
    value.as_array().map_or_else(|| one(value), |list| list.iter().all(one))
}

/// A number as rows keep it: a whole one as a number, a decimal as its text.
fn number(value: &Value) -> Option<Decimal> {
    match value {
        Value::String(text) => text.parse().ok(),
        Value::Number(number) => number.as_i64().map(Decimal::from),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::db::id::Id;
    use serde_json::json;

    fn standard(field: &str) -> DataStandard {
        DataStandard {
            workspace_id: Id::new(),
            id: Id::new(),
            subject: FieldSubject::Account,
            field: field.to_owned(),
            required: false,
            pattern: None,
            pattern_hint: None,
            minimum: None,
            maximum: None,
            version: 1,
            created_at: Default::default(),
            created_by: None,
            updated_at: Default::default(),
            updated_by: None,
        }
    }

    fn told(outcome: Result<()>) -> Vec<String> {
        let Err(Error::Refused(refusals)) = outcome else { return Vec::new() };
        refusals.iter().map(|one| format!("{:?} {} {}", one.code, one.path.join("."), one.message)).collect()
    }

    #[test]
    fn every_field_is_named_as_the_api_names_it() {
        use FieldSubject::{Account, Contact, Deal, Lead, Task};
        for subject in [Account, Contact, Deal, Lead, Task] {
            for one in options(subject) {
                assert_eq!(option(subject, &api_name(one.column)), Some(one), "{}", one.column);
            }
        }
        assert_eq!(option(Account, "owner"), None, "one that is always there");
        assert_eq!(
            (path("industry_id"), path("annual_revenue")),
            ("industryId".into(), "annualRevenue".into())
        );
    }

    #[test]
    fn a_standard_asks_only_what_its_field_can_have() {
        let text = |field: &str| standard(field);
        let bounds = |low: i64, high: i64| (Some(Decimal::from(low)), Some(Decimal::from(high)));
        for (standard, refused) in [
            (text("colour"), vec!["field"]),
            (DataStandard { pattern: Some("(".into()), ..text("website") }, vec!["pattern"]),
            (DataStandard { pattern: Some("a".into()), ..text("employees") }, vec!["pattern"]),
            (DataStandard { pattern_hint: Some("a".into()), ..text("website") }, vec!["patternHint"]),
            (DataStandard { minimum: Some(1.into()), ..text("website") }, vec!["minimum"]),
            (
                DataStandard { minimum: bounds(2, 1).0, maximum: bounds(2, 1).1, ..text("employees") },
                vec!["maximum"],
            ),
            (DataStandard { required: true, ..text("industry") }, vec![]),
            (
                DataStandard { pattern: Some("a+".into()), pattern_hint: Some("a".into()), ..text("phone") },
                vec![],
            ),
        ] {
            let told = told(check_standard(&standard));
            let at: Vec<&str> = told.iter().filter_map(|text| text.split(' ').nth(1)).collect();
            assert_eq!(at, refused, "{standard:?}");
        }
    }

    #[test]
    fn a_record_is_told_everything_it_lacks_at_once() {
        let all = [
            DataStandard { required: true, ..standard("industry") },
            DataStandard {
                pattern: Some("https://.+".into()),
                pattern_hint: Some("With https.".into()),
                ..standard("website")
            },
            DataStandard { minimum: Some(10.into()), maximum: Some(99.into()), ..standard("employees") },
            DataStandard { maximum: Some(5.into()), ..standard("annualRevenue") },
            DataStandard { subject: FieldSubject::Lead, required: true, ..standard("topic") },
            standard("phone"),
        ];
        let bad = json!({ "website": "acme.com", "employees": 9, "annual_revenue": "5.01", "phone": "" });
        let expected = [
            "Required industryId “Industry” must be filled in.",
            "Pattern website With https.",
            "Range employees Give a number from 10 to 99.",
            "Range annualRevenue Give 5 or less.",
        ];
        let of = |before, after| told(check(&all, FieldSubject::Account, before, after));
        assert_eq!(of(None, &bad), expected);
        assert_eq!(of(Some(&bad), &bad), [""; 0], "what stays is left alone");
        let cleared = json!({ "website": null, "employees": 9, "annual_revenue": "5.01", "phone": "1" });
        assert_eq!(of(Some(&bad), &cleared), [""; 0], "nothing asks for a website");
        let worse = json!({ "website": "acme.de", "employees": 9, "annual_revenue": "5.01" });
        assert_eq!(of(Some(&bad), &worse), expected[1..2]);
        let good = json!({ "industry_id": "x", "website": "https://acme.com", "employees": 99, "annual_revenue": "5.00" });
        assert_eq!(of(None, &good), [""; 0]);
    }

    #[test]
    fn each_of_several_addresses_is_looked_at() {
        let phones = DataStandard { required: true, pattern: Some(r"\+\d+".into()), ..standard("phones") };
        let all = [DataStandard { subject: FieldSubject::Contact, ..phones }];
        for (phones, refused) in [(json!([]), 1), (json!(["+1", "2"]), 1), (json!(["+1", "+2"]), 0)] {
            let after = json!({ "phones": phones });
            assert_eq!(told(check(&all, FieldSubject::Contact, None, &after)).len(), refused, "{after}");
        }
    }
}
