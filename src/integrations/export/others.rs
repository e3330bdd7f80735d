//! The columns of products, tasks and competitors.

use crate::activities::model::{Task, TaskFilter, TaskOrder};
use crate::api::loaders::Asking;
use crate::app::error::Result;
use crate::catalogue::competitors::model::{Competitor, CompetitorFilter, CompetitorOrder};
use crate::catalogue::products::model::{Product, ProductFilter, ProductOrder, ProductPrice};
use crate::db::list::{Listing, Page};
use crate::fields::model::FieldSubject;
use crate::fields::values::Custom;
use crate::integrations::export::around::{Around, Refers, full_name};
use crate::integrations::export::cells::Cell;
use crate::integrations::export::columns::{Column, Exported};

/// A column as its key, its label, whether it is usual, and its cell.
const fn column<R>(
    key: &'static str,
    label: &'static str,
    usual: bool,
    cell: fn(&R, &Around) -> Cell,
) -> Column<R> {
    Column { key, label, usual, cell }
}

fn price(price: &ProductPrice) -> String {
    format!("{} {}", price.unit_price, price.currency)
}

#[rustfmt::skip] // one column a line
const PRODUCTS: &[Column<Product>] = &[
    column("id", "Id", false, |x, _| Cell::Text(x.id.to_string())),
    column("name", "Name", true, |x, _| Cell::text(Some(&x.name))),
    column("code", "Code", true, |x, _| Cell::text(x.code.as_deref())),
    column("series", "Series", true, |x, _| Cell::text(x.series.as_deref())),
    column("prices", "Prices", true, |x, _| Cell::list(&x.prices.0.iter().map(price).collect::<Vec<_>>())),
    column("taxPercent", "Tax in percent", true, |x, _| Cell::number(Some(x.tax_percent))),
    column("active", "Sold", true, |x, _| Cell::Bool(x.active)),
    column("description", "Description", true, |x, _| Cell::text(x.description.as_deref())),
    column("createdAt", "Created", true, |x, a| a.at(Some(x.created_at))),
    column("createdBy", "Created by", false, |x, a| a.person(x.created_by)),
    column("updatedAt", "Changed", false, |x, a| a.at(Some(x.updated_at))),
    column("updatedBy", "Changed by", false, |x, a| a.person(x.updated_by)),
];

impl Exported for Product {
    type Filter = ProductFilter;
    type Order = ProductOrder;
    const COLUMNS: &'static [Column<Self>] = PRODUCTS;
    const SUBJECT: Option<FieldSubject> = None;

    fn listed(
        asking: &Asking,
        asked: (Option<&ProductFilter>, &[ProductOrder], Option<&str>),
        page: Page,
    ) -> Result<Listing<Self>> {
        crate::catalogue::products::graphql::listed(asking, asked, page)
    }

    fn refers(&self) -> Refers {
        Refers::default()
    }

    fn custom(&self) -> Option<&Custom> {
        None
    }
}

#[rustfmt::skip] // one column a line
const TASKS: &[Column<Task>] = &[
    column("id", "Id", false, |x, _| Cell::Text(x.id.to_string())),
    column("title", "Title", true, |x, _| Cell::text(Some(&x.title))),
    column("description", "Description", true, |x, _| Cell::text(x.description.as_deref())),
    column("assignee.name", "Assignee", true, |x, a| a.person(Some(x.assignee_id))),
    column("assignee.email", "Assignee e-mail", false, |x, a| Cell::text(a.user(x.assignee_id).map(|x| x.email.as_str()))),
    column("dueAt", "Due", true, |x, a| a.at(x.due_at)),
    column("priority", "Priority", true, |x, _| Cell::text(Some(x.priority.as_str()))),
    column("status", "Status", true, |x, _| Cell::text(Some(x.status.as_str()))),
    column("mandatory", "Mandatory", false, |x, _| Cell::Bool(x.mandatory)),
    column("outcome", "Outcome", true, |x, _| Cell::text(x.outcome.as_deref())),
    column("completedAt", "Completed", true, |x, a| a.at(x.completed_at)),
    column("deal.name", "Deal", true, |x, a| Cell::text(a.deal(x.deal_id).map(|x| x.name.as_str()))),
    column("account.name", "Account", true, |x, a| Cell::text(a.account(x.account_id).map(|x| x.name.as_str()))),
    column("contact.name", "Contact", true, |x, a| Cell::text(a.contact(x.contact_id).map(full_name).as_deref())),
    column("lead.topic", "Lead", true, |x, a| Cell::text(a.lead(x.lead_id).map(|x| x.topic.as_str()))),
    column("createdAt", "Created", true, |x, a| a.at(Some(x.created_at))),
    column("createdBy", "Created by", false, |x, a| a.person(x.created_by)),
    column("updatedAt", "Changed", false, |x, a| a.at(Some(x.updated_at))),
    column("updatedBy", "Changed by", false, |x, a| a.person(x.updated_by)),
];

impl Exported for Task {
    type Filter = TaskFilter;
    type Order = TaskOrder;
    const COLUMNS: &'static [Column<Self>] = TASKS;
    const SUBJECT: Option<FieldSubject> = Some(FieldSubject::Task);

    fn listed(
        asking: &Asking,
        asked: (Option<&TaskFilter>, &[TaskOrder], Option<&str>),
        page: Page,
    ) -> Result<Listing<Self>> {
        crate::activities::graphql::listed(asking, asked, page)
    }

    fn refers(&self) -> Refers {
        Refers {
            accounts: self.account_id.iter().map(|id| id.0).collect(),
            contacts: self.contact_id.iter().map(|id| id.0).collect(),
            deals: self.deal_id.iter().map(|id| id.0).collect(),
            leads: self.lead_id.iter().map(|id| id.0).collect(),
            ..Refers::default()
        }
    }

    fn custom(&self) -> Option<&Custom> {
        Some(&self.custom)
    }
}

#[rustfmt::skip] // one column a line
const COMPETITORS: &[Column<Competitor>] = &[
    column("id", "Id", false, |x, _| Cell::Text(x.id.to_string())),
    column("name", "Name", true, |x, _| Cell::text(Some(&x.name))),
    column("website", "Website", true, |x, _| Cell::text(x.website.as_deref())),
    column("strengths", "Strengths", true, |x, _| Cell::text(x.strengths.as_deref())),
    column("weaknesses", "Weaknesses", true, |x, _| Cell::text(x.weaknesses.as_deref())),
    column("archived", "Archived", false, |x, _| Cell::Bool(x.archived)),
    column("createdAt", "Created", true, |x, a| a.at(Some(x.created_at))),
    column("createdBy", "Created by", false, |x, a| a.person(x.created_by)),
    column("updatedAt", "Changed", false, |x, a| a.at(Some(x.updated_at))),
    column("updatedBy", "Changed by", false, |x, a| a.person(x.updated_by)),
];

impl Exported for Competitor {
    type Filter = CompetitorFilter;
    type Order = CompetitorOrder;
    const COLUMNS: &'static [Column<Self>] = COMPETITORS;
    const SUBJECT: Option<FieldSubject> = None;

    fn listed(
        asking: &Asking,
        asked: (Option<&CompetitorFilter>, &[CompetitorOrder], Option<&str>),
        page: Page,
    ) -> Result<Listing<Self>> {
        crate::catalogue::competitors::graphql::listed(asking, asked, page)
    }

    fn refers(&self) -> Refers {
        Refers::default()
    }

    fn custom(&self) -> Option<&Custom> {
        None
    }
}
