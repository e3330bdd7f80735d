//! Who a lead, an account or a contact may be already: records of the same e-mail address, the same domain, or much the same name.

pub mod store;

use crate::accounts::model::{Account, Contact};
use crate::app::actor::Viewer;
use crate::app::error::Result;
use crate::db::id::Id;
use crate::db::pool::DbConnection;
use crate::leads::model::Lead;
use crate::leads::rules::{company_domain, person};
use async_graphql::SimpleObject;
use chrono::{DateTime, Utc};

/// Most records offered of each kind.
const MOST: i64 = 5;

/// Records that a lead may be about already, the likeliest first, at most five of each kind.
#[derive(SimpleObject)]
#[graphql(crate = "crate::api::fields")]
pub struct LeadDuplicates {
    /// Other leads of the same e-mail address or company, whatever their status.
    pub leads: Vec<Lead>,
    /// Accounts of the same domain, or much the same name. Archived ones are left out.
    pub accounts: Vec<Account>,
    /// Contacts of the same e-mail address, or much the same name. Archived ones are left out.
    pub contacts: Vec<Contact>,
}

/// What is known of somebody who may be in the workspace already.
#[derive(Debug, Clone, Default)]
pub struct Sought {
    /// Their e-mail addresses.
    pub emails: Vec<String>,
    /// Domains of the company, in small letters.
    pub domains: Vec<String>,
    pub company: Option<String>,
    pub person: Option<String>,
    /// The lead itself, which is no duplicate.
    pub except: Option<Id<Lead>>,
    /// The account itself.
    pub account: Option<Id<Account>>,
    /// The contact itself.
    pub contact: Option<Id<Contact>>,
}

/// Texts shorter than this are like too much.
const SHORTEST: usize = 3;

impl Sought {
    /// From what was typed.
    pub fn new(
        (company, website): (Option<&str>, Option<&str>),
        (first_name, last_name): (Option<&str>, Option<&str>),
        email: Option<&str>,
    ) -> Self {
        let long = |text: &String| text.chars().count() >= SHORTEST;
        let some = |text: &str| Some(text.trim().to_owned()).filter(long);
        Self {
            emails: email.and_then(some).filter(|email| email.contains('@')).into_iter().collect(),
            domains: [email, website].into_iter().flatten().filter_map(company_domain).collect(),
            company: company.and_then(some),
            person: person(first_name, last_name).filter(long),
            ..Self::default()
        }
    }

    /// Of a lead.
    pub fn of(lead: &Lead) -> Self {
        let company = (lead.company.as_deref(), lead.website.as_deref());
        let person = (lead.first_name.as_deref(), lead.last_name.as_deref());
        Self { except: Some(lead.id), ..Self::new(company, person, lead.email.as_deref()) }
    }

    /// Of an account.
    pub fn of_account(account: &Account) -> Self {
        let company = (Some(account.name.as_str()), account.website.as_deref());
        Self { account: Some(account.id), ..Self::new(company, (None, None), None) }
    }

    /// Of a contact.
    pub fn of_contact(contact: &Contact) -> Self {
        let person = (Some(contact.first_name.as_str()), Some(contact.last_name.as_str()));
        Self {
            contact: Some(contact.id),
            emails: contact.emails.clone(),
            ..Self::new((None, None), person, None)
        }
    }
}

/// What the viewer may see of them.
pub async fn find(
    conn: &mut DbConnection,
    viewer: &Viewer,
    now: DateTime<Utc>,
    sought: &Sought,
) -> Result<LeadDuplicates> {
    Ok(LeadDuplicates {
        leads: store::leads(conn, (viewer, now), sought, MOST).await?,
        accounts: store::accounts(conn, (viewer, now), sought, MOST).await?,
        contacts: store::contacts(conn, (viewer, now), sought, MOST).await?,
    })
}

/// Accounts that one may be as well, as far as the viewer sees them: the likeliest first, at most five.
pub async fn of_account(
    conn: &mut DbConnection,
    viewer: &Viewer,
    now: DateTime<Utc>,
    account: &Account,
) -> Result<Vec<Account>> {
    store::accounts(conn, (viewer, now), &Sought::of_account(account), MOST).await
}

/// Contacts that one may be as well, as far as the viewer sees them: the likeliest first, at most five.
pub async fn of_contact(
    conn: &mut DbConnection,
    viewer: &Viewer,
    now: DateTime<Utc>,
    contact: &Contact,
) -> Result<Vec<Contact>> {
    store::contacts(conn, (viewer, now), &Sought::of_contact(contact), MOST).await
}
