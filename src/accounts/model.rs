//! Accounts and contacts: rows = GraphQL objects, their orders and filters.

use crate::db::filter::{BooleanFilter, DateTimeFilter, IdFilter, NumberFilter, StringFilter};
use crate::db::id::Id;
use crate::db::schema::{accounts, contacts};
use crate::deals::model::DealListFilter;
use crate::fields::filter::CustomFilter;
use crate::fields::values::Custom;
use crate::pipeline::model::Lookup;
use crate::team::model::{User, UserFilter, Workspace};
use crate::{entity, orders};
use async_graphql::{InputObject, SimpleObject};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A company one sells to, or may.
#[derive(
    Debug,
    Clone,
    PartialEq,
    Serialize,
    Deserialize,
    Queryable,
    Selectable,
    Insertable,
    AsChangeset,
    SimpleObject,
)]
#[diesel(table_name = accounts, treat_none_as_null = true)]
#[graphql(complex, crate = "crate::api::fields")]
pub struct Account {
    #[graphql(skip)]
    pub workspace_id: Id<Workspace>,
    #[graphql(skip)]
    pub id: Id<Account>,
    /// The company's name.
    pub name: String,
    /// Its web address or domain.
    pub website: Option<String>,
    #[graphql(skip)]
    pub industry_id: Option<Id<Lookup>>,
    #[graphql(skip)]
    pub source_id: Option<Id<Lookup>>,
    #[graphql(skip)]
    pub owner_id: Id<User>,
    #[graphql(skip)]
    pub parent_id: Option<Id<Account>>,
    /// Number of people who work there.
    pub employees: Option<i32>,
    /// Yearly revenue in the workspace's base currency.
    pub annual_revenue: Option<Decimal>,
    /// The year it was founded.
    pub founded_year: Option<i32>,
    /// Its main phone number.
    pub phone: Option<String>,
    /// Its postal address, as one writes it on a letter.
    pub address: Option<String>,
    /// Anything worth knowing about it.
    pub description: Option<String>,
    /// Put away: kept with its history, left out of pickers and lists unless asked for.
    pub archived: bool,
    /// Counts changes; send it back as `expectedVersion`.
    pub version: i32,
    /// When it was added.
    pub created_at: DateTime<Utc>,
    #[graphql(skip)]
    pub created_by: Option<Id<User>>,
    /// When it was changed last.
    pub updated_at: DateTime<Utc>,
    #[graphql(skip)]
    pub updated_by: Option<Id<User>>,
    #[graphql(skip)]
    pub custom: Custom,
    #[graphql(skip)]
    pub merged_into_id: Option<Id<Account>>,
    #[graphql(skip)]
    pub absorbed: Option<Vec<Uuid>>,
}

/// A person at an account, or on their own.
#[derive(
    Debug,
    Clone,
    PartialEq,
    Serialize,
    Deserialize,
    Queryable,
    Selectable,
    Insertable,
    AsChangeset,
    SimpleObject,
)]
#[diesel(table_name = contacts, treat_none_as_null = true)]
#[graphql(complex, crate = "crate::api::fields")]
pub struct Contact {
    #[graphql(skip)]
    pub workspace_id: Id<Workspace>,
    #[graphql(skip)]
    pub id: Id<Contact>,
    #[graphql(skip)]
    pub account_id: Option<Id<Account>>,
    /// Given name; may be empty.
    pub first_name: String,
    /// Family name.
    pub last_name: String,
    /// What they are at their company.
    pub job_title: Option<String>,
    /// Where in their company they work.
    pub department: Option<String>,
    /// E-mail addresses, the preferred one first.
    pub emails: Vec<String>,
    /// Phone numbers, the preferred one first.
    pub phones: Vec<String>,
    /// Language to write to them in, as a BCP 47 tag.
    pub language: Option<String>,
    #[graphql(skip)]
    pub source_id: Option<Id<Lookup>>,
    #[graphql(skip)]
    pub owner_id: Id<User>,
    /// Anything worth knowing about them.
    pub description: Option<String>,
    /// Put away: kept with its history, left out of pickers and lists unless asked for.
    pub archived: bool,
    /// Counts changes; send it back as `expectedVersion`.
    pub version: i32,
    /// When they were added.
    pub created_at: DateTime<Utc>,
    #[graphql(skip)]
    pub created_by: Option<Id<User>>,
    /// When the record was changed last.
    pub updated_at: DateTime<Utc>,
    #[graphql(skip)]
    pub updated_by: Option<Id<User>>,
    #[graphql(skip)]
    pub custom: Custom,
    #[graphql(skip)]
    pub merged_into_id: Option<Id<Contact>>,
    #[graphql(skip)]
    pub absorbed: Option<Vec<Uuid>>,
}

impl Account {
    /// It and the accounts that were merged into it: their past is its past.
    pub fn and_absorbed(&self) -> Vec<Uuid> {
        [self.id.0].into_iter().chain(self.absorbed.iter().flatten().copied()).collect()
    }
}

impl Contact {
    /// They and the contacts that were merged into them: their past is its past.
    pub fn and_absorbed(&self) -> Vec<Uuid> {
        [self.id.0].into_iter().chain(self.absorbed.iter().flatten().copied()).collect()
    }
}

entity!(Account, "acct", "an account", accounts, versioned);
entity!(Contact, "cont", "a contact", contacts, versioned);

orders! {
    /// What accounts can be sorted by.
    pub enum AccountOrderField / AccountOrder for Account, or Custom {
        /// By name, as a dictionary would.
        Name => [("accounts.name COLLATE \"und-x-icu\"", "text", false, |a| Some(a.name.clone()))],
        /// By the day they were added.
        CreatedAt => [("accounts.created_at", "timestamptz", false, |a| Some(a.created_at.to_rfc3339()))],
        /// By their last change.
        UpdatedAt => [("accounts.updated_at", "timestamptz", false, |a| Some(a.updated_at.to_rfc3339()))],
        /// By yearly revenue.
        AnnualRevenue => [("accounts.annual_revenue", "numeric", true, |a| a.annual_revenue.map(|n| n.to_string()))],
        /// By number of employees.
        Employees => [("accounts.employees", "int", true, |a| a.employees.map(|n| n.to_string()))],
    }
}

orders! {
    /// What contacts can be sorted by.
    pub enum ContactOrderField / ContactOrder for Contact, or Custom {
        /// By family name, then given name, as a dictionary would.
        Name => [
            ("contacts.last_name COLLATE \"und-x-icu\"", "text", false, |c| Some(c.last_name.clone())),
            ("contacts.first_name COLLATE \"und-x-icu\"", "text", false, |c| Some(c.first_name.clone()))
        ],
        /// By the day they were added.
        CreatedAt => [("contacts.created_at", "timestamptz", false, |c| Some(c.created_at.to_rfc3339()))],
        /// By their last change.
        UpdatedAt => [("contacts.updated_at", "timestamptz", false, |c| Some(c.updated_at.to_rfc3339()))],
    }
}

/// Which accounts. All conditions given must hold.
#[derive(Debug, Clone, Default, InputObject)]
pub struct AccountFilter {
    /// The account itself.
    pub id: Option<IdFilter>,
    /// Its name.
    pub name: Option<StringFilter>,
    /// Its web address.
    pub website: Option<StringFilter>,
    /// Its industry, by id.
    pub industry_id: Option<IdFilter>,
    /// Where it came from, by id.
    pub source_id: Option<IdFilter>,
    /// Its owner, by id.
    pub owner_id: Option<IdFilter>,
    /// The account it belongs to, by id.
    pub parent_id: Option<IdFilter>,
    /// Its number of employees.
    pub employees: Option<NumberFilter<i32>>,
    /// Its yearly revenue.
    pub annual_revenue: Option<NumberFilter<Decimal>>,
    /// The year it was founded.
    pub founded_year: Option<NumberFilter<i32>>,
    /// Whether it was put away. Left out: only accounts in use.
    pub archived: Option<BooleanFilter>,
    /// When it was added.
    pub created_at: Option<DateTimeFilter>,
    /// When it was changed last.
    pub updated_at: Option<DateTimeFilter>,
    /// Conditions on its owner.
    pub owner: Option<Box<UserFilter>>,
    /// Conditions on its deals.
    pub deals: Option<Box<DealListFilter>>,
    /// Conditions on its contacts.
    pub contacts: Option<Box<ContactListFilter>>,
    /// Its custom fields; all of these conditions hold.
    pub custom: Option<Vec<CustomFilter>>,
    /// All of these hold.
    pub and: Option<Vec<AccountFilter>>,
    /// At least one of these holds.
    pub or: Option<Vec<AccountFilter>>,
    /// This does not hold.
    pub not: Option<Box<AccountFilter>>,
}

/// Which contacts. All conditions given must hold.
#[derive(Debug, Clone, Default, InputObject)]
pub struct ContactFilter {
    /// The contact itself.
    pub id: Option<IdFilter>,
    /// Given name.
    pub first_name: Option<StringFilter>,
    /// Family name.
    pub last_name: Option<StringFilter>,
    /// What they are at their company.
    pub job_title: Option<StringFilter>,
    /// Where they work in it.
    pub department: Option<StringFilter>,
    /// Any of their e-mail addresses.
    pub email: Option<StringFilter>,
    /// Their account, by id.
    pub account_id: Option<IdFilter>,
    /// Their owner, by id.
    pub owner_id: Option<IdFilter>,
    /// Where they came from, by id.
    pub source_id: Option<IdFilter>,
    /// Whether they were put away. Left out: only contacts in use.
    pub archived: Option<BooleanFilter>,
    /// When they were added.
    pub created_at: Option<DateTimeFilter>,
    /// When they were changed last.
    pub updated_at: Option<DateTimeFilter>,
    /// Conditions on their account.
    pub account: Option<Box<AccountFilter>>,
    /// Conditions on their owner.
    pub owner: Option<Box<UserFilter>>,
    /// Conditions on the deals they are the primary contact of.
    pub deals: Option<Box<DealListFilter>>,
    /// Its custom fields; all of these conditions hold.
    pub custom: Option<Vec<CustomFilter>>,
    /// All of these hold.
    pub and: Option<Vec<ContactFilter>>,
    /// At least one of these holds.
    pub or: Option<Vec<ContactFilter>>,
    /// This does not hold.
    pub not: Option<Box<ContactFilter>>,
}

/// Conditions on a list of contacts.
#[derive(Debug, Clone, Default, InputObject)]
pub struct ContactListFilter {
    /// At least one contact is like this.
    pub some: Option<ContactFilter>,
    /// No contact is like this.
    pub none: Option<ContactFilter>,
    /// Every contact is like this; also when there is none.
    pub every: Option<ContactFilter>,
}
