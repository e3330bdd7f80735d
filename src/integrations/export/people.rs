//! The columns of contacts and leads.

use crate::accounts::model::{Contact, ContactFilter, ContactOrder};
use crate::api::loaders::Asking;
use crate::app::error::Result;
use crate::db::list::{Listing, Page};
use crate::fields::model::FieldSubject;
use crate::fields::values::Custom;
use crate::integrations::export::around::{Around, Refers, full_name};
use crate::integrations::export::cells::Cell;
use crate::integrations::export::columns::{Column, Exported};
use crate::leads::model::{Lead, LeadFilter, LeadOrder};
use crate::leads::rules::person;

/// A column as its key, its label, whether it is usual, and its cell.
const fn column<R>(
    key: &'static str,
    label: &'static str,
    usual: bool,
    cell: fn(&R, &Around) -> Cell,
) -> Column<R> {
    Column { key, label, usual, cell }
}

#[rustfmt::skip] // one column a line
const CONTACTS: &[Column<Contact>] = &[
    column("id", "Id", false, |x, _| Cell::Text(x.id.to_string())),
    column("name", "Name", false, |x, _| Cell::text(Some(&full_name(x)))),
    column("firstName", "First name", true, |x, _| Cell::text(Some(&x.first_name))),
    column("lastName", "Last name", true, |x, _| Cell::text(Some(&x.last_name))),
    column("account.name", "Account", true, |x, a| Cell::text(a.account(x.account_id).map(|x| x.name.as_str()))),
    column("account.website", "Account website", false, |x, a| Cell::text(a.account(x.account_id).and_then(|x| x.website.as_deref()))),
    column("jobTitle", "Job title", true, |x, _| Cell::text(x.job_title.as_deref())),
    column("department", "Department", true, |x, _| Cell::text(x.department.as_deref())),
    column("email", "E-mail", false, |x, _| Cell::text(x.emails.first().map(String::as_str))),
    column("emails", "E-mails", true, |x, _| Cell::list(&x.emails)),
    column("phone", "Phone", false, |x, _| Cell::text(x.phones.first().map(String::as_str))),
    column("phones", "Phones", true, |x, _| Cell::list(&x.phones)),
    column("language", "Language", true, |x, _| Cell::text(x.language.as_deref())),
    column("source", "Source", true, |x, a| a.lookup(x.source_id)),
    column("owner.name", "Owner", true, |x, a| a.person(Some(x.owner_id))),
    column("owner.email", "Owner e-mail", false, |x, a| Cell::text(a.user(x.owner_id).map(|x| x.email.as_str()))),
    column("description", "Description", false, |x, _| Cell::text(x.description.as_deref())),
    column("archived", "Archived", false, |x, _| Cell::Bool(x.archived)),
    column("createdAt", "Created", true, |x, a| a.at(Some(x.created_at))),
    column("createdBy", "Created by", false, |x, a| a.person(x.created_by)),
    column("updatedAt", "Changed", false, |x, a| a.at(Some(x.updated_at))),
    column("updatedBy", "Changed by", false, |x, a| a.person(x.updated_by)),
];

impl Exported for Contact {
    type Filter = ContactFilter;
    type Order = ContactOrder;
    const COLUMNS: &'static [Column<Self>] = CONTACTS;
    const SUBJECT: Option<FieldSubject> = Some(FieldSubject::Contact);

    fn listed(
        asking: &Asking,
        asked: (Option<&ContactFilter>, &[ContactOrder], Option<&str>),
        page: Page,
    ) -> Result<Listing<Self>> {
        crate::accounts::graphql::contact_listed(asking, asked, page)
    }

    fn refers(&self) -> Refers {
        Refers { accounts: self.account_id.iter().map(|id| id.0).collect(), ..Refers::default() }
    }

    fn custom(&self) -> Option<&Custom> {
        Some(&self.custom)
    }
}

#[rustfmt::skip] // one column a line
const LEADS: &[Column<Lead>] = &[
    column("id", "Id", false, |x, _| Cell::Text(x.id.to_string())),
    column("topic", "Topic", true, |x, _| Cell::text(Some(&x.topic))),
    column("company", "Company", true, |x, _| Cell::text(x.company.as_deref())),
    column("person", "Person", false, |x, _| Cell::text(person(x.first_name.as_deref(), x.last_name.as_deref()).as_deref())),
    column("firstName", "First name", true, |x, _| Cell::text(x.first_name.as_deref())),
    column("lastName", "Last name", true, |x, _| Cell::text(x.last_name.as_deref())),
    column("jobTitle", "Job title", true, |x, _| Cell::text(x.job_title.as_deref())),
    column("email", "E-mail", true, |x, _| Cell::text(x.email.as_deref())),
    column("phone", "Phone", true, |x, _| Cell::text(x.phone.as_deref())),
    column("website", "Website", true, |x, _| Cell::text(x.website.as_deref())),
    column("status", "Status", true, |x, _| Cell::text(Some(x.status.as_str()))),
    column("source", "Source", true, |x, a| a.lookup(x.source_id)),
    column("owner.name", "Owner", true, |x, a| a.person(Some(x.owner_id))),
    column("owner.email", "Owner e-mail", false, |x, a| Cell::text(a.user(x.owner_id).map(|x| x.email.as_str()))),
    column("budget", "Budget", true, |x, _| Cell::text(x.budget.as_deref())),
    column("authority", "Authority", true, |x, _| Cell::text(x.authority.as_deref())),
    column("need", "Need", true, |x, _| Cell::text(x.need.as_deref())),
    column("timing", "Timing", true, |x, _| Cell::text(x.timing.as_deref())),
    column("disqualifyReason", "Reason for putting aside", false, |x, _| Cell::text(x.disqualify_reason.as_deref())),
    column("description", "Description", false, |x, _| Cell::text(x.description.as_deref())),
    column("convertedAt", "Converted", false, |x, a| a.at(x.converted_at)),
    column("account.name", "Account", false, |x, a| Cell::text(a.account(x.account_id).map(|x| x.name.as_str()))),
    column("contact.name", "Contact", false, |x, a| Cell::text(a.contact(x.contact_id).map(full_name).as_deref())),
    column("deal.name", "Deal", false, |x, a| Cell::text(a.deal(x.deal_id).map(|x| x.name.as_str()))),
    column("createdAt", "Created", true, |x, a| a.at(Some(x.created_at))),
    column("createdBy", "Created by", false, |x, a| a.person(x.created_by)),
    column("updatedAt", "Changed", false, |x, a| a.at(Some(x.updated_at))),
    column("updatedBy", "Changed by", false, |x, a| a.person(x.updated_by)),
];

impl Exported for Lead {
    type Filter = LeadFilter;
    type Order = LeadOrder;
    const COLUMNS: &'static [Column<Self>] = LEADS;
    const SUBJECT: Option<FieldSubject> = Some(FieldSubject::Lead);

    fn listed(
        asking: &Asking,
        asked: (Option<&LeadFilter>, &[LeadOrder], Option<&str>),
        page: Page,
    ) -> Result<Listing<Self>> {
        crate::leads::graphql::listed(asking, asked, page)
    }

    fn refers(&self) -> Refers {
        Refers {
            accounts: self.account_id.iter().map(|id| id.0).collect(),
            contacts: self.contact_id.iter().map(|id| id.0).collect(),
            deals: self.deal_id.iter().map(|id| id.0).collect(),
            ..Refers::default()
        }
    }

    fn custom(&self) -> Option<&Custom> {
        Some(&self.custom)
    }
}
