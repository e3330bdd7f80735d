//! The columns of accounts.

use crate::accounts::model::{Account, AccountFilter, AccountOrder};
use crate::api::loaders::Asking;
use crate::app::error::Result;
use crate::db::list::{Listing, Page};
use crate::fields::model::FieldSubject;
use crate::fields::values::Custom;
use crate::integrations::export::around::{Around, Refers};
use crate::integrations::export::cells::Cell;
use crate::integrations::export::columns::{Column, Exported};

/// A column as its key, its label, whether it is usual, and its cell.
const fn column(
    key: &'static str,
    label: &'static str,
    usual: bool,
    cell: fn(&Account, &Around) -> Cell,
) -> Column<Account> {
    Column { key, label, usual, cell }
}

#[rustfmt::skip] // one column a line
const COLUMNS: &[Column<Account>] = &[
    column("id", "Id", false, |x, _| Cell::Text(x.id.to_string())),
    column("name", "Name", true, |x, _| Cell::text(Some(&x.name))),
    column("website", "Website", true, |x, _| Cell::text(x.website.as_deref())),
    column("industry", "Industry", true, |x, a| a.lookup(x.industry_id)),
    column("source", "Source", true, |x, a| a.lookup(x.source_id)),
    column("owner.name", "Owner", true, |x, a| a.person(Some(x.owner_id))),
    column("owner.email", "Owner e-mail", false, |x, a| Cell::text(a.user(x.owner_id).map(|x| x.email.as_str()))),
    column("parent.name", "Parent account", true, |x, a| Cell::text(a.account(x.parent_id).map(|x| x.name.as_str()))),
    column("employees", "Employees", true, |x, _| Cell::number(x.employees)),
    column("annualRevenue", "Annual revenue", true, |x, _| Cell::number(x.annual_revenue)),
    column("foundedYear", "Founded", false, |x, _| Cell::number(x.founded_year)),
    column("phone", "Phone", true, |x, _| Cell::text(x.phone.as_deref())),
    column("address", "Address", true, |x, _| Cell::text(x.address.as_deref())),
    column("description", "Description", false, |x, _| Cell::text(x.description.as_deref())),
    column("archived", "Archived", false, |x, _| Cell::Bool(x.archived)),
    column("createdAt", "Created", true, |x, a| a.at(Some(x.created_at))),
    column("createdBy", "Created by", false, |x, a| a.person(x.created_by)),
    column("updatedAt", "Changed", false, |x, a| a.at(Some(x.updated_at))),
    column("updatedBy", "Changed by", false, |x, a| a.person(x.updated_by)),
];

impl Exported for Account {
    type Filter = AccountFilter;
    type Order = AccountOrder;
    const COLUMNS: &'static [Column<Self>] = COLUMNS;
    const SUBJECT: Option<FieldSubject> = Some(FieldSubject::Account);

    fn listed(
        asking: &Asking,
        asked: (Option<&AccountFilter>, &[AccountOrder], Option<&str>),
        page: Page,
    ) -> Result<Listing<Self>> {
        crate::accounts::graphql::account_listed(asking, asked, page)
    }

    fn refers(&self) -> Refers {
        Refers { accounts: self.parent_id.iter().map(|id| id.0).collect(), ..Refers::default() }
    }

    fn custom(&self) -> Option<&Custom> {
        Some(&self.custom)
    }
}
