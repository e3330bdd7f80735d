//! Turning a lead into an account, a contact and a deal, in the one transaction of its caller.

use crate::accounts::actions::{account_named, contact_named, create_account, create_contact};
use crate::accounts::input::{CreateAccountInput, CreateContactInput};
use crate::accounts::model::{Account, Contact};
use crate::app::error::{Refusal, RefusalCode, Result};
use crate::app::tx::Tx;
use crate::deals::create::create_deal;
use crate::deals::input::CreateDealInput;
use crate::deals::model::Deal;
use crate::leads::actions::{begin, save};
use crate::leads::input::ConvertLeadInput;
use crate::leads::model::{Lead, LeadStatus};
use crate::leads::rules;
use crate::{activities, db::id::Id, files};
use serde::{Deserialize, Serialize};

/// What a lead became.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Converted {
    pub lead: Lead,
    pub account: Account,
    pub contact: Option<Contact>,
    pub deal: Deal,
}

/// Converts a qualified lead. The lead's row is locked first: of two who convert it at once the second finds it converted.
/// Its tasks, notes, activities and files go along: they are on the deal afterwards, and still say which lead they began on.
pub async fn convert_lead(tx: &mut Tx, input: ConvertLeadInput) -> Result<Converted> {
    let before = begin(tx, input.id, input.expected_version).await?;
    rules::check_open(&before, "id")?;
    rules::check_qualified(&before)?;
    let account = account(tx, &before, &input).await?;
    let contact = contact(tx, &before, &account, &input).await?;
    let deal = deal(&before, (&account, contact.as_ref()), input.deal);
    let deal = create_deal(tx, deal).await.map_err(|error| error.below("deal"))?;
    let after = Lead {
        status: LeadStatus::Converted,
        converted_at: Some(tx.now),
        account_id: Some(account.id),
        contact_id: contact.as_ref().map(|contact| contact.id),
        deal_id: Some(deal.id),
        ..before.clone()
    };
    let lead = save(tx, "lead.converted", before, after).await?;
    activities::of_lead::carry(tx, &lead, &deal).await?;
    files::actions::carry(tx, &lead, &deal).await?;
    Ok(Converted { lead, account, contact, deal })
}

async fn account(tx: &mut Tx, lead: &Lead, input: &ConvertLeadInput) -> Result<Account> {
    let given = match (input.account_id, input.new_account.clone()) {
        (Some(_), Some(_)) => return Err(either("accountId", "Name an account or add one, not both.")),
        (Some(id), None) => return account_named(tx, "accountId", id).await,
        (None, given) => given,
    };
    let missing = || {
        let message = "The lead names no company: choose the account it is, or give the new one's name.";
        Refusal::at(RefusalCode::Required, "newAccount", message)
    };
    let given = match given {
        Some(given) => given,
        None => CreateAccountInput {
            name: lead.company.clone().ok_or_else(missing)?,
            website: lead.website.clone(),
            ..CreateAccountInput::default()
        },
    };
    let given = CreateAccountInput {
        owner_id: given.owner_id.or(Some(lead.owner_id)),
        source_id: given.source_id.or(lead.source_id),
        ..given
    };
    create_account(tx, given).await.map_err(|error| error.below("newAccount"))
}

async fn contact(
    tx: &mut Tx,
    lead: &Lead,
    account: &Account,
    input: &ConvertLeadInput,
) -> Result<Option<Contact>> {
    if input.without_contact == Some(true) {
        if input.contact_id.is_some() || input.new_contact.is_some() {
            return Err(either("withoutContact", "Name a contact, or none."));
        }
        return Ok(None);
    }
    let given = match (input.contact_id, input.new_contact.clone()) {
        (Some(_), Some(_)) => return Err(either("contactId", "Name a contact or add one, not both.")),
        (Some(id), None) => {
            return contact_named(tx, "contactId", id).await.map(Some);
        }
        (None, given) => given,
    };
    let Some(given) = given.or_else(|| of_lead(lead)) else { return Ok(None) };
    let given = CreateContactInput {
        account_id: given.account_id.or(Some(account.id)),
        owner_id: given.owner_id.or(Some(lead.owner_id)),
        source_id: given.source_id.or(lead.source_id),
        ..given
    };
    create_contact(tx, given).await.map(Some).map_err(|error| error.below("newContact"))
}

/// The lead's person as a contact; none when it names nobody. Who has one name only has it as the family name.
fn of_lead(lead: &Lead) -> Option<CreateContactInput> {
    let (first_name, last_name) = match (lead.first_name.clone(), lead.last_name.clone()) {
        (first_name, Some(last_name)) => (first_name, last_name),
        (Some(only), None) => (None, only),
        (None, None) => return None,
    };
    Some(CreateContactInput {
        first_name,
        last_name,
        job_title: lead.job_title.clone(),
        emails: lead.email.clone().map(|email| vec![email]),
        phones: lead.phone.clone().map(|phone| vec![phone]),
        ..CreateContactInput::default()
    })
}

fn deal(
    lead: &Lead,
    (account, contact): (&Account, Option<&Contact>),
    given: Option<CreateDealInput>,
) -> CreateDealInput {
    let given = given.unwrap_or_default();
    let contact: Option<Id<Contact>> = contact.map(|contact| contact.id);
    CreateDealInput {
        name: given.name.or_else(|| Some(lead.topic.clone())),
        account_id: Some(account.id),
        primary_contact_id: contact,
        owner_id: given.owner_id.or(Some(lead.owner_id)),
        source_id: given.source_id.or(lead.source_id),
        description: given.description.or_else(|| lead.description.clone()),
        customer_needs: given.customer_needs.or_else(|| lead.need.clone()),
        ..given
    }
}

fn either(field: &str, message: &'static str) -> crate::app::error::Error {
    Refusal::at(RefusalCode::Invalid, field, message).into()
}
