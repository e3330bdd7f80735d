//! What accounts and contacts are made and changed from.

use crate::accounts::model::{Account, Contact};
use crate::db::id::Id;
use crate::fields::model::CustomValueInput;
use crate::pipeline::model::Lookup;
use crate::team::model::User;
use async_graphql::{InputObject, MaybeUndefined};
use rust_decimal::Decimal;

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
