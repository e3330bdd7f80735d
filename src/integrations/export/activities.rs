//! The columns of activities.

use crate::activities::interactions::model::{Activity, ActivityFilter, ActivityOrder};
use crate::api::loaders::Asking;
use crate::app::error::{Error, Result};
use crate::db::list::{Listing, Page};
use crate::fields::model::FieldSubject;
use crate::fields::values::Custom;
use crate::integrations::export::around::{Around, Refers, full_name};
use crate::integrations::export::cells::Cell;
use crate::integrations::export::columns::{Column, Exported};

/// A column as its key, its label, whether it is usual, and its cell.
const fn column(
    key: &'static str,
    label: &'static str,
    usual: bool,
    cell: fn(&Activity, &Around) -> Cell,
) -> Column<Activity> {
    Column { key, label, usual, cell }
}

#[rustfmt::skip] // one column a line
const COLUMNS: &[Column<Activity>] = &[
    column("id", "Id", false, |x, _| Cell::Text(x.id.to_string())),
    column("subject", "Subject", true, |x, _| Cell::text(Some(&x.subject))),
    column("kind", "Kind", true, |x, a| a.lookup(Some(x.kind_id))),
    column("startsAt", "Begins", true, |x, a| a.at(Some(x.starts_at))),
    column("endsAt", "Ends", true, |x, a| a.at(x.ends_at)),
    column("status", "Status", true, |x, _| Cell::text(Some(x.status.as_str()))),
    column("outcome", "Outcome", true, |x, _| Cell::text(x.outcome.as_deref())),
    column("owner.name", "Owner", true, |x, a| a.person(Some(x.owner_id))),
    column("owner.email", "Owner e-mail", false, |x, a| Cell::text(a.user(x.owner_id).map(|x| x.email.as_str()))),
    column("attendees", "Attendees", true, |x, a| a.attendees(x.id)),
    column("deal.name", "Deal", true, |x, a| Cell::text(a.deal(x.deal_id).map(|x| x.name.as_str()))),
    column("account.name", "Account", true, |x, a| Cell::text(a.account(x.account_id).map(|x| x.name.as_str()))),
    column("contact.name", "Contact", true, |x, a| Cell::text(a.contact(x.contact_id).map(full_name).as_deref())),
    column("lead.topic", "Lead", true, |x, a| Cell::text(a.lead(x.lead_id).map(|x| x.topic.as_str()))),
    column("minutes", "Minutes", false, |x, _| Cell::text(x.minutes.as_deref())),
    column("archived", "Archived", false, |x, _| Cell::Bool(x.archived)),
    column("createdAt", "Created", true, |x, a| a.at(Some(x.created_at))),
    column("createdBy", "Created by", false, |x, a| a.person(x.created_by)),
    column("updatedAt", "Changed", false, |x, a| a.at(Some(x.updated_at))),
    column("updatedBy", "Changed by", false, |x, a| a.person(x.updated_by)),
];

impl Exported for Activity {
    type Filter = ActivityFilter;
    type Order = ActivityOrder;
    const COLUMNS: &'static [Column<Self>] = COLUMNS;
    const SUBJECT: Option<FieldSubject> = None;
    const ATTENDED: &'static [&'static str] = &["attendees"];

    fn listed(
        asking: &Asking,
        (filter, order, search): (Option<&ActivityFilter>, &[ActivityOrder], Option<&str>),
        page: Page,
    ) -> Result<Listing<Self>> {
        if search.is_some_and(|text| !text.trim().is_empty()) {
            return Err(Error::BadInput("activities have no search: filter them by subject".into()));
        }
        crate::activities::interactions::graphql::listed(asking, (filter, order), page)
    }

    fn refers(&self) -> Refers {
        Refers {
            accounts: self.account_id.iter().map(|id| id.0).collect(),
            contacts: self.contact_id.iter().map(|id| id.0).collect(),
            deals: self.deal_id.iter().map(|id| id.0).collect(),
            leads: self.lead_id.iter().map(|id| id.0).collect(),
            attended: Some(self.id.0),
            ..Refers::default()
        }
    }

    fn custom(&self) -> Option<&Custom> {
        None
    }
}
