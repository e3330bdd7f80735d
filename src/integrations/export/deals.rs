//! The columns of deals.

use crate::api::loaders::Asking;
use crate::app::error::Result;
use crate::db::list::{Listing, Page};
use crate::deals::model::{Brief, Deal, DealFilter, DealOrder};
use crate::deals::rules::weighted;
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
    cell: fn(&Deal, &Around) -> Cell,
) -> Column<Deal> {
    Column { key, label, usual, cell }
}

fn brief(deal: &Deal, around: &Around, text: fn(&Brief) -> &Option<String>) -> Cell {
    Cell::text(around.brief(deal.id).and_then(|brief| text(brief).as_deref()))
}

#[rustfmt::skip] // one column a line
const COLUMNS: &[Column<Deal>] = &[
    column("id", "Id", false, |d, _| Cell::Text(d.id.to_string())),
    column("name", "Name", true, |d, _| Cell::text(Some(&d.name))),
    column("account.name", "Account", true, |d, a| Cell::text(a.account(d.account_id).map(|x| x.name.as_str()))),
    column("account.website", "Account website", false, |d, a| Cell::text(a.account(d.account_id).and_then(|x| x.website.as_deref()))),
    column("account.industry", "Account industry", false, |d, a| a.lookup(a.account(d.account_id).and_then(|x| x.industry_id))),
    column("primaryContact.name", "Primary contact", false, |d, a| Cell::text(a.contact(d.primary_contact_id).map(full_name).as_deref())),
    column("primaryContact.email", "Primary contact e-mail", false, |d, a| Cell::text(a.contact(d.primary_contact_id).and_then(|x| x.emails.first()).map(String::as_str))),
    column("owner.name", "Owner", true, |d, a| a.person(Some(d.owner_id))),
    column("owner.email", "Owner e-mail", false, |d, a| Cell::text(a.user(d.owner_id).map(|x| x.email.as_str()))),
    column("pipeline.name", "Pipeline", true, |d, a| Cell::text(a.pipeline(d.pipeline_id).map(|x| x.name.as_str()))),
    column("stage.name", "Stage", true, |d, a| Cell::text(a.stage(d.stage_id).map(|x| x.name.as_str()))),
    column("status", "Status", true, |d, _| Cell::text(Some(d.status.as_str()))),
    column("amount", "Amount", true, |d, _| Cell::number(d.amount)),
    column("currency", "Currency", true, |d, _| Cell::text(Some(&d.currency))),
    column("amountBase", "Amount in base currency", false, |d, _| Cell::number(d.amount_base)),
    column("weightedAmount", "Weighted amount", false, |d, _| Cell::number(weighted(d.amount, d.probability))),
    column("budget", "Budget", false, |d, _| Cell::number(d.budget)),
    column("probability", "Probability in percent", true, |d, _| Cell::number(Some(d.probability))),
    column("forecastCategory", "Forecast category", false, |d, a| a.lookup(d.forecast_category_id)),
    column("expectedCloseOn", "Expected close", true, |d, _| Cell::Day(d.expected_close_on)),
    column("closedAt", "Closed", true, |d, a| a.at(d.closed_at)),
    column("nextStep", "Next step", true, |d, _| Cell::text(d.next_step.as_deref())),
    column("source", "Source", true, |d, a| a.lookup(d.source_id)),
    column("lossReason", "Loss reason", true, |d, a| a.lookup(d.loss_reason_id)),
    column("inactiveReason", "Reason for putting aside", false, |d, a| brief(d, a, |b| &b.inactive_reason)),
    column("description", "Description", false, |d, a| brief(d, a, |b| &b.description)),
    column("customerNeeds", "Customer's needs", false, |d, a| brief(d, a, |b| &b.customer_needs)),
    column("proposedSolution", "Proposed solution", false, |d, a| brief(d, a, |b| &b.proposed_solution)),
    column("tactics", "Tactics", false, |d, a| brief(d, a, |b| &b.tactics)),
    column("lastActivityAt", "Last activity", false, |d, a| a.at(d.last_activity_at)),
    column("stageEnteredAt", "In stage since", false, |d, a| a.at(Some(d.stage_entered_at))),
    column("restricted", "Restricted", false, |d, _| Cell::Bool(d.restricted)),
    column("createdAt", "Created", true, |d, a| a.at(Some(d.created_at))),
    column("createdBy", "Created by", false, |d, a| a.person(d.created_by)),
    column("updatedAt", "Changed", false, |d, a| a.at(Some(d.updated_at))),
    column("updatedBy", "Changed by", false, |d, a| a.person(d.updated_by)),
];

impl Exported for Deal {
    type Filter = DealFilter;
    type Order = DealOrder;
    const COLUMNS: &'static [Column<Self>] = COLUMNS;
    const SUBJECT: Option<FieldSubject> = Some(FieldSubject::Deal);
    const BRIEF: &'static [&'static str] =
        &["inactiveReason", "description", "customerNeeds", "proposedSolution", "tactics"];

    fn listed(
        asking: &Asking,
        asked: (Option<&DealFilter>, &[DealOrder], Option<&str>),
        page: Page,
    ) -> Result<Listing<Self>> {
        crate::deals::graphql::listed(asking, asked, page)
    }

    fn refers(&self) -> Refers {
        Refers {
            accounts: self.account_id.iter().map(|id| id.0).collect(),
            contacts: self.primary_contact_id.iter().map(|id| id.0).collect(),
            brief: Some(self.id.0),
            ..Refers::default()
        }
    }

    fn custom(&self) -> Option<&Custom> {
        Some(&self.custom)
    }
}
