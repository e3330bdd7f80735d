//! Leads: the row = the GraphQL object, its filters and orders.

use crate::accounts::model::{Account, Contact};
use crate::db::filter::{Choice, DateTimeFilter, IdFilter, StringFilter, chosen};
use crate::db::id::Id;
use crate::db::schema::leads;
use crate::deals::model::Deal;
use crate::fields::filter::CustomFilter;
use crate::fields::values::Custom;
use crate::pipeline::model::Lookup;
use crate::team::model::{User, UserFilter, Workspace};
use crate::{entity, orders, text_enum};
use async_graphql::{InputObject, SimpleObject};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

text_enum! {
    /// Where a lead stands.
    pub enum LeadStatus {
        /// Nobody has looked into it yet.
        New = "new",
        /// Somebody is finding out more.
        Working = "working",
        /// Budget, authority, need and timing are answered: it can be converted.
        Qualified = "qualified",
        /// Not worth pursuing, with the reason. Read-only until it is reopened.
        Disqualified = "disqualified",
        /// It became a deal. Read-only.
        Converted = "converted",
    }
}

text_enum! {
    /// What has to be known of a lead before it is worth a deal (BANT).
    pub enum LeadAnswer {
        /// What they can spend.
        Budget = "budget",
        /// Who decides.
        Authority = "authority",
        /// What they need.
        Need = "need",
        /// When they need it.
        Timing = "timing",
    }
}

/// Somebody who may become a customer, and what they asked for.
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
#[diesel(table_name = leads, treat_none_as_null = true)]
#[graphql(complex, crate = "crate::api::fields")]
pub struct Lead {
    #[graphql(skip)]
    pub workspace_id: Id<Workspace>,
    #[graphql(skip)]
    pub id: Id<Lead>,
    /// What they asked for, in a line.
    pub topic: String,
    /// The company, as far as it is known.
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
    #[graphql(skip)]
    pub source_id: Option<Id<Lookup>>,
    #[graphql(skip)]
    pub owner_id: Id<User>,
    /// Where it stands.
    pub status: LeadStatus,
    /// Why it is not worth pursuing; null unless it was disqualified.
    pub disqualify_reason: Option<String>,
    /// What they can spend, and whether it is granted; null while that is not known.
    pub budget: Option<String>,
    /// Who decides, and how one gets to them; null while that is not known.
    pub authority: Option<String>,
    /// What they need, and what for; null while that is not known.
    pub need: Option<String>,
    /// When they need it, and why then; null while that is not known.
    pub timing: Option<String>,
    /// Anything else worth knowing.
    pub description: Option<String>,
    /// When it became a deal.
    pub converted_at: Option<DateTime<Utc>>,
    #[graphql(skip)]
    pub account_id: Option<Id<Account>>,
    #[graphql(skip)]
    pub contact_id: Option<Id<Contact>>,
    #[graphql(skip)]
    pub deal_id: Option<Id<Deal>>,
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

entity!(Lead, "lead", "a lead", leads, versioned);

orders! {
    /// What leads can be sorted by.
    pub enum LeadOrderField / LeadOrder for Lead, or Custom {
        /// By what they asked for, as a dictionary would.
        Topic => [("leads.topic COLLATE \"und-x-icu\"", "text", false, |l| Some(l.topic.clone()))],
        /// By company, as a dictionary would; those without one last.
        Company => [("leads.company COLLATE \"und-x-icu\"", "text", true, |l| l.company.clone())],
        /// By where they stand: new, working, qualified, disqualified, converted.
        Status => [(
            "array_position(ARRAY['new', 'working', 'qualified', 'disqualified', 'converted'], leads.status)", "int", false,
            |l| Some(match l.status {
                LeadStatus::New => "1", LeadStatus::Working => "2", LeadStatus::Qualified => "3",
                LeadStatus::Disqualified => "4", LeadStatus::Converted => "5",
            }.into())
        )],
        /// By the day they were added.
        CreatedAt => [("leads.created_at", "timestamptz", false, |l| Some(l.created_at.to_rfc3339()))],
        /// By their last change.
        UpdatedAt => [("leads.updated_at", "timestamptz", false, |l| Some(l.updated_at.to_rfc3339()))],
    }
}

/// Conditions on where a lead stands.
#[derive(Debug, Clone, Default, InputObject)]
pub struct LeadStatusFilter {
    /// Exactly this.
    pub eq: Option<LeadStatus>,
    /// Anything but this.
    pub ne: Option<LeadStatus>,
    /// One of these.
    #[graphql(name = "in")]
    pub is_in: Option<Vec<LeadStatus>>,
    /// None of these.
    pub not_in: Option<Vec<LeadStatus>>,
}

impl Choice for LeadStatusFilter {
    fn chosen(&self) -> (Option<Vec<String>>, Option<Vec<String>>) {
        chosen((self.eq, self.is_in.as_deref()), (self.ne, self.not_in.as_deref()), LeadStatus::as_str)
    }
}

/// Which leads. All conditions given must hold.
#[derive(Debug, Clone, Default, InputObject)]
pub struct LeadFilter {
    /// The lead itself.
    pub id: Option<IdFilter>,
    /// What they asked for.
    pub topic: Option<StringFilter>,
    /// The company.
    pub company: Option<StringFilter>,
    /// The person's e-mail address.
    pub email: Option<StringFilter>,
    /// Where it stands.
    pub status: Option<LeadStatusFilter>,
    /// Its owner, by id.
    pub owner_id: Option<IdFilter>,
    /// Where it came from, by id.
    pub source_id: Option<IdFilter>,
    /// When it was added.
    pub created_at: Option<DateTimeFilter>,
    /// When it was changed last.
    pub updated_at: Option<DateTimeFilter>,
    /// When it became a deal.
    pub converted_at: Option<DateTimeFilter>,
    /// Conditions on its owner.
    pub owner: Option<Box<UserFilter>>,
    /// Its custom fields; all of these conditions hold.
    pub custom: Option<Vec<CustomFilter>>,
    /// All of these hold.
    pub and: Option<Vec<LeadFilter>>,
    /// At least one of these holds.
    pub or: Option<Vec<LeadFilter>>,
    /// This does not hold.
    pub not: Option<Box<LeadFilter>>,
}
