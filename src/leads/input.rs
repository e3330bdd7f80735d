//! What mutations on leads take.

use crate::accounts::input::{CreateAccountInput, CreateContactInput};
use crate::accounts::model::{Account, Contact};
use crate::db::id::Id;
use crate::deals::input::CreateDealInput;
use crate::fields::model::CustomValueInput;
use crate::leads::model::Lead;
use crate::pipeline::model::Lookup;
use crate::team::model::User;
use async_graphql::{InputObject, MaybeUndefined};

/// A new lead.
#[derive(Debug, Clone, Default, InputObject)]
pub struct CreateLeadInput {
    /// What they asked for, 1 to 300 characters.
    pub topic: String,
    /// The company.
    pub company: Option<String>,
    /// The person's given name.
    pub first_name: Option<String>,
    /// The person's family name.
    pub last_name: Option<String>,
    /// What the person is at their company.
    pub job_title: Option<String>,
    /// The person's e-mail address.
    pub email: Option<String>,
    /// The person's phone number.
    pub phone: Option<String>,
    /// The company's web address or domain.
    pub website: Option<String>,
    /// Where it came from.
    pub source_id: Option<Id<Lookup>>,
    /// Who looks after it; left out: the caller.
    pub owner_id: Option<Id<User>>,
    /// What they can spend.
    pub budget: Option<String>,
    /// Who decides.
    pub authority: Option<String>,
    /// What they need.
    pub need: Option<String>,
    /// When they need it.
    pub timing: Option<String>,
    /// Anything else worth knowing.
    pub description: Option<String>,
    /// Values of custom fields; required ones must be among them.
    pub custom: Option<Vec<CustomValueInput>>,
}

/// Changes to a lead: a field left out stays, a null clears. Answering the last of budget, authority, need and timing qualifies it.
#[derive(Debug, Clone, InputObject)]
pub struct UpdateLeadInput {
    /// The lead.
    pub id: Id<Lead>,
    /// What they asked for.
    pub topic: Option<String>,
    /// The company.
    pub company: MaybeUndefined<String>,
    /// The person's given name.
    pub first_name: MaybeUndefined<String>,
    /// The person's family name.
    pub last_name: MaybeUndefined<String>,
    /// What the person is at their company.
    pub job_title: MaybeUndefined<String>,
    /// The person's e-mail address.
    pub email: MaybeUndefined<String>,
    /// The person's phone number.
    pub phone: MaybeUndefined<String>,
    /// The company's web address or domain.
    pub website: MaybeUndefined<String>,
    /// Where it came from.
    pub source_id: MaybeUndefined<Id<Lookup>>,
    /// Who looks after it.
    pub owner_id: Option<Id<User>>,
    /// What they can spend.
    pub budget: MaybeUndefined<String>,
    /// Who decides.
    pub authority: MaybeUndefined<String>,
    /// What they need.
    pub need: MaybeUndefined<String>,
    /// When they need it.
    pub timing: MaybeUndefined<String>,
    /// Anything else worth knowing.
    pub description: MaybeUndefined<String>,
    /// Values of custom fields: those not named stay.
    pub custom: Option<Vec<CustomValueInput>>,
    /// The version the change was decided on; another one is refused as a conflict.
    pub expected_version: Option<i32>,
}

/// Says that somebody works on a new lead.
#[derive(Debug, Clone, InputObject)]
pub struct StartLeadInput {
    /// The lead.
    pub id: Id<Lead>,
    /// The version the change was decided on; another one is refused as a conflict.
    pub expected_version: Option<i32>,
}

/// Puts a lead aside that is not worth pursuing.
#[derive(Debug, Clone, InputObject)]
pub struct DisqualifyLeadInput {
    /// The lead.
    pub id: Id<Lead>,
    /// Why, 1 to 1,000 characters.
    pub reason: String,
    /// The version the change was decided on; another one is refused as a conflict.
    pub expected_version: Option<i32>,
}

/// Takes a disqualified lead up again.
#[derive(Debug, Clone, InputObject)]
pub struct ReopenLeadInput {
    /// The lead.
    pub id: Id<Lead>,
    /// The version the change was decided on; another one is refused as a conflict.
    pub expected_version: Option<i32>,
}

/// Turns a qualified lead into a deal with its account and contact, new or known ones, in one step.
#[derive(Debug, Clone, InputObject)]
pub struct ConvertLeadInput {
    /// The lead.
    pub id: Id<Lead>,
    /// The account it turned out to be. Give either this or `newAccount`.
    pub account_id: Option<Id<Account>>,
    /// The account to add. Left out with `accountId`: one named after the lead's company, with its website and source.
    pub new_account: Option<CreateAccountInput>,
    /// The contact it turned out to be. Give either this or `newContact`.
    pub contact_id: Option<Id<Contact>>,
    /// The contact to add, at the account unless another is named. Left out with `contactId`: the lead's person, when it names one.
    pub new_contact: Option<CreateContactInput>,
    /// Makes the deal without a contact, also when the lead names a person.
    pub without_contact: Option<bool>,
    /// The deal. Left out parts come from the lead: its topic as the name, its owner, its source, its need as the customer's needs.
    /// Account and primary contact are always those of the conversion.
    pub deal: Option<CreateDealInput>,
    /// The version the change was decided on; another one is refused as a conflict.
    pub expected_version: Option<i32>,
}
