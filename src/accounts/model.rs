//! Accounts and contacts: rows = GraphQL objects, and their inputs.

use crate::db::filter::{BooleanFilter, DateTimeFilter, IdFilter, NumberFilter, StringFilter};
use crate::db::id::Id;
use crate::db::schema::{accounts, contacts};
use crate::deals::model::DealListFilter;
use crate::fields::filter::CustomFilter;
use crate::fields::model::CustomValueInput;
use crate::fields::values::Custom;
use crate::pipeline::model::Lookup;
use crate::team::model::{User, UserFilter, Workspace};
use crate::{entity, orders};
use async_graphql::{InputObject, MaybeUndefined, SimpleObject};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

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

/// A new account.
#[derive(Debug, Clone, Default, InputObject)]
pub struct CreateAccountInput {
    /// The company's name, 1 to 200 characters.
    pub name: String,
    /// Its web address or domain.
    pub website: Option<String>,
    /// Its industry.
    pub industry_id: Option<Id<Lookup>>,
    /// Where it came from.
    pub source_id: Option<Id<Lookup>>,
    /// Who looks after it; left out: the caller.
    pub owner_id: Option<Id<User>>,
    /// The account it belongs to.
    pub parent_id: Option<Id<Account>>,
    /// Number of people who work there.
    pub employees: Option<i32>,
    /// Yearly revenue in the workspace's base currency.
    pub annual_revenue: Option<Decimal>,
    /// The year it was founded.
    pub founded_year: Option<i32>,
    /// Its main phone number.
    pub phone: Option<String>,
    /// Its postal address.
    pub address: Option<String>,
    /// Anything worth knowing about it.
    pub description: Option<String>,
    /// Values of custom fields; required ones must be among them.
    pub custom: Option<Vec<CustomValueInput>>,
}

/// Changes to an account: a field left out stays, a null clears.
#[derive(Debug, Clone, InputObject)]
pub struct UpdateAccountInput {
    /// The account.
    pub id: Id<Account>,
    /// The company's name.
    pub name: Option<String>,
    /// Its web address or domain.
    pub website: MaybeUndefined<String>,
    /// Its industry.
    pub industry_id: MaybeUndefined<Id<Lookup>>,
    /// Where it came from.
    pub source_id: MaybeUndefined<Id<Lookup>>,
    /// Who looks after it.
    pub owner_id: Option<Id<User>>,
    /// The account it belongs to.
    pub parent_id: MaybeUndefined<Id<Account>>,
    /// Number of people who work there.
    pub employees: MaybeUndefined<i32>,
    /// Yearly revenue in the workspace's base currency.
    pub annual_revenue: MaybeUndefined<Decimal>,
    /// The year it was founded.
    pub founded_year: MaybeUndefined<i32>,
    /// Its main phone number.
    pub phone: MaybeUndefined<String>,
    /// Its postal address.
    pub address: MaybeUndefined<String>,
    /// Anything worth knowing about it.
    pub description: MaybeUndefined<String>,
    /// Put it away, or take it out again.
    pub archived: Option<bool>,
    /// Values of custom fields: those not named stay.
    pub custom: Option<Vec<CustomValueInput>>,
    /// The version the change was decided on; another one is refused as a conflict.
    pub expected_version: Option<i32>,
}

/// A new contact.
#[derive(Debug, Clone, Default, InputObject)]
pub struct CreateContactInput {
    /// The account they belong to.
    pub account_id: Option<Id<Account>>,
    /// Given name.
    pub first_name: Option<String>,
    /// Family name, 1 to 100 characters.
    pub last_name: String,
    /// What they are at their company.
    pub job_title: Option<String>,
    /// Where they work in it.
    pub department: Option<String>,
    /// E-mail addresses, the preferred one first; at most ten.
    pub emails: Option<Vec<String>>,
    /// Phone numbers, the preferred one first; at most ten.
    pub phones: Option<Vec<String>>,
    /// Language to write to them in, as a BCP 47 tag.
    pub language: Option<String>,
    /// Where they came from.
    pub source_id: Option<Id<Lookup>>,
    /// Who looks after them; left out: the caller.
    pub owner_id: Option<Id<User>>,
    /// Anything worth knowing about them.
    pub description: Option<String>,
    /// Values of custom fields; required ones must be among them.
    pub custom: Option<Vec<CustomValueInput>>,
}

/// Changes to a contact: a field left out stays, a null clears.
#[derive(Debug, Clone, InputObject)]
pub struct UpdateContactInput {
    /// The contact.
    pub id: Id<Contact>,
    /// The account they belong to.
    pub account_id: MaybeUndefined<Id<Account>>,
    /// Given name.
    pub first_name: MaybeUndefined<String>,
    /// Family name.
    pub last_name: Option<String>,
    /// What they are at their company.
    pub job_title: MaybeUndefined<String>,
    /// Where they work in it.
    pub department: MaybeUndefined<String>,
    /// E-mail addresses, the preferred one first; replaces all.
    pub emails: Option<Vec<String>>,
    /// Phone numbers, the preferred one first; replaces all.
    pub phones: Option<Vec<String>>,
    /// Language to write to them in.
    pub language: MaybeUndefined<String>,
    /// Where they came from.
    pub source_id: MaybeUndefined<Id<Lookup>>,
    /// Who looks after them.
    pub owner_id: Option<Id<User>>,
    /// Anything worth knowing about them.
    pub description: MaybeUndefined<String>,
    /// Put them away, or take them out again.
    pub archived: Option<bool>,
    /// Values of custom fields: those not named stay.
    pub custom: Option<Vec<CustomValueInput>>,
    /// The version the change was decided on; another one is refused as a conflict.
    pub expected_version: Option<i32>,
}
