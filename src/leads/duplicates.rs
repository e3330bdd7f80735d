//! Who a lead may be already: leads, accounts and contacts of the same e-mail address, the same domain, or much the same name.

pub mod store;

use crate::accounts::model::{Account, Contact};
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
    pub email: Option<String>,
    /// Domains of the company, in small letters.
    pub domains: Vec<String>,
    pub company: Option<String>,
    pub person: Option<String>,
    /// The lead itself, which is no duplicate.
    pub except: Option<Id<Lead>>,
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
            email: email.and_then(some).filter(|email| email.contains('@')),
            domains: [email, website].into_iter().flatten().filter_map(company_domain).collect(),
            company: company.and_then(some),
            person: person(first_name, last_name).filter(long),
            except: None,
        }
    }

    /// Of a lead.
    pub fn of(lead: &Lead) -> Self {
        let company = (lead.company.as_deref(), lead.website.as_deref());
        let person = (lead.first_name.as_deref(), lead.last_name.as_deref());
        Self { except: Some(lead.id), ..Self::new(company, person, lead.email.as_deref()) }
    }
}

/// What the viewer may see of them.
pub async fn find(
    conn: &mut DbConnection,
    viewer: &crate::app::actor::Viewer,
    now: DateTime<Utc>,
    sought: &Sought,
) -> Result<LeadDuplicates> {
    Ok(LeadDuplicates {
        leads: store::leads(conn, (viewer, now), sought, MOST).await?,
        accounts: store::accounts(conn, (viewer, now), sought, MOST).await?,
        contacts: store::contacts(conn, (viewer, now), sought, MOST).await?,
    })
}
