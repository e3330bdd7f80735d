//! SQL for accounts and contacts, and who may see them.

use crate::accounts::model::{Account, AccountFilter, Contact, ContactFilter, ContactListFilter};
use crate::app::error::Result;
use crate::app::tx::Tx;
use crate::db::filter::{Conditions, OF_CONTACT, Relation};
use crate::db::fragment::{Bind, Fragment, Statement};
use crate::db::id::Id;
use crate::db::list::Visible;
use crate::fields::filter::filter_custom;
use crate::pipeline::model::Lookup;
use crate::team::model::User;
use diesel::sql_types::Bool;
use diesel_async::RunQueryDsl;
use uuid::Uuid;

impl Visible for Account {
    const ID: &'static str = "accounts.id";
    const WORKSPACE: &'static str = "accounts.workspace_id";

    fn see(_: &mut Conditions<'_>) {}

    fn uuid(&self) -> Uuid {
        self.id.0
    }
}

impl Visible for Contact {
    const ID: &'static str = "contacts.id";
    const WORKSPACE: &'static str = "contacts.workspace_id";

    fn see(_: &mut Conditions<'_>) {}

    fn uuid(&self) -> Uuid {
        self.id.0
    }
}

const DEALS: Relation = Relation {
    column: "accounts.id",
    select: "SELECT deals.account_id FROM deals WHERE ",
    workspace: "deals.workspace_id",
};
const CONTACTS: Relation = Relation {
    column: "accounts.id",
    select: "SELECT contacts.account_id FROM contacts WHERE ",
    workspace: "contacts.workspace_id",
};
const OWNER: Relation = Relation {
    column: "accounts.owner_id",
    select: "SELECT users.id FROM users WHERE ",
    workspace: "users.workspace_id",
};
const CONTACT_ACCOUNT: Relation = Relation {
    column: "contacts.account_id",
    select: "SELECT accounts.id FROM accounts WHERE ",
    workspace: "accounts.workspace_id",
};
const CONTACT_OWNER: Relation = Relation {
    column: "contacts.owner_id",
    select: "SELECT users.id FROM users WHERE ",
    workspace: "users.workspace_id",
};
const CONTACT_DEALS: Relation = Relation {
    column: "contacts.id",
    select: "SELECT deals.primary_contact_id FROM deals WHERE ",
    workspace: "deals.workspace_id",
};

/// Adds a filter on accounts.
pub fn filter_accounts(to: &mut Conditions<'_>, filter: &AccountFilter) -> Result<()> {
    to.id::<Account>("accounts.id", filter.id.as_ref())?;
    to.text("accounts.name", filter.name.as_ref());
    to.text("accounts.website", filter.website.as_ref());
    to.id::<Lookup>("accounts.industry_id", filter.industry_id.as_ref())?;
    to.id::<Lookup>("accounts.source_id", filter.source_id.as_ref())?;
    to.id::<User>("accounts.owner_id", filter.owner_id.as_ref())?;
    to.id::<Account>("accounts.parent_id", filter.parent_id.as_ref())?;
    to.int("accounts.employees", filter.employees.as_ref())?;
    to.decimal("accounts.annual_revenue", filter.annual_revenue.as_ref())?;
    to.int("accounts.founded_year", filter.founded_year.as_ref())?;
    to.boolean("accounts.archived", filter.archived.as_ref());
    to.instant("accounts.created_at", filter.created_at.as_ref())?;
    to.instant("accounts.updated_at", filter.updated_at.as_ref())?;
    if let Some(owner) = &filter.owner {
        to.some(OWNER, |inner| crate::team::store::filter_users(inner, owner))?;
    }
    if let Some(deals) = &filter.deals {
        crate::deals::store::filter_list(to, DEALS, deals)?;
    }
    if let Some(contacts) = &filter.contacts {
        filter_contact_list(to, CONTACTS, contacts)?;
    }
    filter_custom::<Account>(to, filter.custom.as_deref())?;
    to.logic((filter.and.as_deref(), filter.or.as_deref(), filter.not.as_deref()), filter_accounts)
}

/// Adds a filter on contacts.
pub fn filter_contacts(to: &mut Conditions<'_>, filter: &ContactFilter) -> Result<()> {
    to.id::<Contact>("contacts.id", filter.id.as_ref())?;
    to.text("contacts.first_name", filter.first_name.as_ref());
    to.text("contacts.last_name", filter.last_name.as_ref());
    to.text("contacts.job_title", filter.job_title.as_ref());
    to.text("contacts.department", filter.department.as_ref());
    to.text("array_to_string(contacts.emails, ' ')", filter.email.as_ref());
    to.id::<Account>("contacts.account_id", filter.account_id.as_ref())?;
    to.id::<User>("contacts.owner_id", filter.owner_id.as_ref())?;
    to.id::<Lookup>("contacts.source_id", filter.source_id.as_ref())?;
    to.boolean("contacts.archived", filter.archived.as_ref());
    to.instant("contacts.created_at", filter.created_at.as_ref())?;
    to.instant("contacts.updated_at", filter.updated_at.as_ref())?;
    if let Some(account) = &filter.account {
        to.some(CONTACT_ACCOUNT, |inner| filter_accounts(inner, account))?;
    }
    if let Some(owner) = &filter.owner {
        to.some(CONTACT_OWNER, |inner| crate::team::store::filter_users(inner, owner))?;
    }
    if let Some(deals) = &filter.deals {
        crate::deals::store::filter_list(to, CONTACT_DEALS, deals)?;
    }
    filter_custom::<Contact>(to, filter.custom.as_deref())?;
    to.logic((filter.and.as_deref(), filter.or.as_deref(), filter.not.as_deref()), filter_contacts)
}

fn filter_contact_list(
    to: &mut Conditions<'_>,
    relation: Relation,
    filter: &ContactListFilter,
) -> Result<()> {
    if let Some(some) = &filter.some {
        to.some(relation, |inner| filter_contacts(inner, some))?;
    }
    if let Some(none) = &filter.none {
        to.none(relation, |inner| filter_contacts(inner, none))?;
    }
    if let Some(every) = &filter.every {
        to.every(relation, |_| Ok(()), |inner| filter_contacts(inner, every))?;
    }
    Ok(())
}

/// What a root list of accounts holds: filter, search, and only those in use unless the filter says otherwise; never one
/// that was merged into another.
pub fn accounts_where(
    conditions: &mut Conditions<'_>,
    filter: Option<&AccountFilter>,
    search: Option<&str>,
) -> Result<()> {
    if filter.is_none_or(|filter| filter.archived.is_none()) {
        conditions.equals("accounts.archived", Bind::Bool(false));
    } else {
        conditions.and(Fragment::text("accounts.merged_into_id IS NULL"));
    }
    if let Some(filter) = filter {
        filter_accounts(conditions, filter)?;
    }
    if let Some(text) = search.map(str::trim).filter(|text| !text.is_empty()) {
        conditions.search("accounts.name", text);
    }
    Ok(())
}

/// What a root list of contacts holds.
pub fn contacts_where(
    conditions: &mut Conditions<'_>,
    filter: Option<&ContactFilter>,
    search: Option<&str>,
) -> Result<()> {
    if filter.is_none_or(|filter| filter.archived.is_none()) {
        conditions.equals("contacts.archived", Bind::Bool(false));
    } else {
        conditions.and(Fragment::text("contacts.merged_into_id IS NULL"));
    }
    if let Some(filter) = filter {
        filter_contacts(conditions, filter)?;
    }
    if let Some(text) = search.map(str::trim).filter(|text| !text.is_empty()) {
        conditions.search(OF_CONTACT, text);
    }
    Ok(())
}

/// Whether `candidate` is `account` or lies below it.
pub async fn is_below(tx: &mut Tx, candidate: Id<Account>, account: Id<Account>) -> Result<bool> {
    let workspace_id = tx.workspace_id();
    let mut sql = Fragment::text("SELECT ");
    sql.bind(Bind::Uuid(account.0))
        .push(" IN (WITH RECURSIVE up AS (SELECT a.id, a.parent_id FROM accounts a WHERE a.workspace_id = ");
    sql.bind(Bind::Uuid(workspace_id)).push(" AND a.id = ").bind(Bind::Uuid(candidate.0)).push(
        " UNION SELECT a.id, a.parent_id FROM accounts a JOIN up ON a.id = up.parent_id WHERE a.workspace_id = ",
    );
    sql.bind(Bind::Uuid(workspace_id)).push(") SELECT up.id FROM up)");
    Ok(Statement::<Bool>::new(sql).get_result(tx.conn()).await?)
}
