//! Proposals: the row = the GraphQL object, its filters and orders.

use crate::accounts::model::Contact;
use crate::db::filter::{
    BooleanFilter, Choice, DateFilter, DateTimeFilter, IdFilter, NumberFilter, StringFilter, chosen,
};
use crate::db::id::Id;
use crate::db::schema::proposals;
use crate::deals::model::{Deal, DealFilter};
use crate::fields::filter::CustomFilter;
use crate::fields::values::Custom;
use crate::team::model::{User, Workspace};
use crate::{entity, orders, text_enum};
use async_graphql::{Enum, InputObject, SimpleObject};
use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

text_enum! {
    /// Where a proposal stands.
    pub enum ProposalStatus {
        /// Being written; the only status in which it can be edited.
        Draft = "draft",
        /// Somebody has to approve it before it may be sent.
        InApproval = "in_approval",
        /// It may be sent, as it is.
        Approved = "approved",
        /// The customer has it.
        Sent = "sent",
        /// The customer said yes. The end.
        Accepted = "accepted",
        /// The customer said no.
        Declined = "declined",
        /// It was not approved.
        Rejected = "rejected",
        /// Its last day passed before the customer answered.
        Expired = "expired",
        /// A later revision took its place. The end.
        Superseded = "superseded",
    }
}

/// What can be done with a proposal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum ProposalAction {
    /// Change its fields and lines: `updateProposal`, `addProposalLine` and the like.
    Edit,
    /// Ask for its approval: `submitProposal`.
    Submit,
    /// Take back the request for approval: `recallApproval`.
    Recall,
    /// Make it a draft again: `reopenProposal`.
    Reopen,
    /// Say that the customer has it: `sendProposal`.
    Send,
    /// Say that the customer said yes: `acceptProposal`.
    Accept,
    /// Say that the customer said no: `declineProposal`.
    Decline,
    /// Write a new revision of it: `reviseProposal`.
    Revise,
    /// Put it away, or take it out again: `updateProposal`.
    Archive,
    /// Make an order from it: `createOrder`.
    Order,
}

/// What is offered to a customer. All amounts are in its currency.
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
#[diesel(table_name = proposals, treat_none_as_null = true)]
#[graphql(complex, crate = "crate::api::fields")]
pub struct Proposal {
    #[graphql(skip)]
    pub workspace_id: Id<Workspace>,
    #[graphql(skip)]
    pub id: Id<Proposal>,
    /// The number people quote: `P-2026-0001`, without gaps per year. All revisions share it.
    pub number: String,
    /// Which revision of its number it is, from 1.
    pub revision: i32,
    #[graphql(skip)]
    pub deal_id: Id<Deal>,
    /// Where it stands.
    pub status: ProposalStatus,
    #[graphql(skip)]
    pub contact_id: Option<Id<Contact>>,
    /// The language it is written in: en, cs, de, ru or pl.
    pub language: String,
    /// ISO 4217 code: the deal's when it was made.
    pub currency: String,
    /// What is taken off everything, on top of the lines' own discounts, in percent.
    pub discount_percent: Decimal,
    /// The sum of the lines' totals, after their own discounts.
    pub subtotal: Decimal,
    /// What the customer pays before tax: the sum of the lines' net amounts.
    pub net: Decimal,
    /// The sum of the lines' taxes.
    pub tax: Decimal,
    /// The most that is taken off any line, both discounts together, in percent.
    pub highest_discount_percent: Decimal,
    /// How much of the net amount is left above cost, in percent with two decimals; null unless every line has a cost and there is
    /// something to pay.
    pub margin: Option<Decimal>,
    #[graphql(skip)]
    pub valid_until: NaiveDate,
    /// What stands above the lines, as Markdown.
    pub intro: Option<String>,
    /// What stands below the lines, as Markdown.
    pub terms: Option<String>,
    #[graphql(skip)]
    pub previous_id: Option<Id<Proposal>>,
    #[graphql(skip)]
    pub approved_hash: Option<String>,
    /// When its approval was asked for last.
    pub submitted_at: Option<DateTime<Utc>>,
    /// When the customer got it.
    pub sent_at: Option<DateTime<Utc>>,
    #[graphql(skip)]
    pub sent_by: Option<Id<User>>,
    /// When the customer said yes or no.
    pub decided_at: Option<DateTime<Utc>>,
    /// Why the customer said no.
    pub decline_reason: Option<String>,
    /// Whether it was put away: then nothing can be done with it until it is taken out again.
    pub archived: bool,
    /// Counts changes, also those of its lines; send it back as `expectedVersion`.
    pub version: i32,
    /// When it was made.
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

entity!(Proposal, "prop", "a proposal", proposals, versioned);

/// The year and the count of a number such as `P-2026-0001`, as its index has them.
pub fn parts(number: &str) -> (String, String) {
    let mut parts = number.split('-').skip(1);
    let year = parts.next().unwrap_or_default().to_owned();
    let count = parts.next().map(|count| count.trim_start_matches('0').to_owned());
    (year, count.filter(|count| !count.is_empty()).unwrap_or_else(|| "0".to_owned()))
}

orders! {
    /// What proposals can be sorted by.
    pub enum ProposalOrderField / ProposalOrder for Proposal, or Custom {
        /// By number, and by revision within one.
        Number => [
            ("split_part(proposals.number, '-', 2)", "text", false, |p| Some(parts(&p.number).0)),
            ("(split_part(proposals.number, '-', 3)::int)", "int", false, |p| Some(parts(&p.number).1)),
            ("proposals.revision", "int", false, |p| Some(p.revision.to_string()))
        ],
        /// By the day they were made.
        CreatedAt => [("proposals.created_at", "timestamptz", false, |p| Some(p.created_at.to_rfc3339()))],
        /// By their last change.
        UpdatedAt => [("proposals.updated_at", "timestamptz", false, |p| Some(p.updated_at.to_rfc3339()))],
        /// By what the customer pays before tax, in their own currencies.
        Net => [("proposals.net", "numeric", false, |p| Some(p.net.to_string()))],
        /// By the last day they are valid.
        ValidUntil => [("proposals.valid_until", "date", false, |p| Some(p.valid_until.to_string()))],
    }
}

/// Conditions on where a proposal stands.
#[derive(Debug, Clone, Default, InputObject)]
pub struct ProposalStatusFilter {
    /// Exactly this.
    pub eq: Option<ProposalStatus>,
    /// Anything but this.
    pub ne: Option<ProposalStatus>,
    /// One of these.
    #[graphql(name = "in")]
    pub is_in: Option<Vec<ProposalStatus>>,
    /// None of these.
    pub not_in: Option<Vec<ProposalStatus>>,
}

impl Choice for ProposalStatusFilter {
    fn chosen(&self) -> (Option<Vec<String>>, Option<Vec<String>>) {
        chosen((self.eq, self.is_in.as_deref()), (self.ne, self.not_in.as_deref()), ProposalStatus::as_str)
    }
}

/// Which proposals. All conditions given must hold.
#[derive(Debug, Clone, Default, InputObject)]
pub struct ProposalFilter {
    /// The proposal itself.
    pub id: Option<IdFilter>,
    /// Its number, which its revisions share.
    pub number: Option<StringFilter>,
    /// Where it stands.
    pub status: Option<ProposalStatusFilter>,
    /// Whether something is still to come of it: a draft, in approval, approved or sent, and not put away.
    pub open: Option<BooleanFilter>,
    /// Whether it was put away. Left out of a list of proposals: only those that were not.
    pub archived: Option<BooleanFilter>,
    /// Its deal, by id.
    pub deal_id: Option<IdFilter>,
    /// Conditions on its deal.
    pub deal: Option<Box<DealFilter>>,
    /// Whom it is for, by id.
    pub contact_id: Option<IdFilter>,
    /// What the customer pays before tax, in its own currency.
    pub net: Option<NumberFilter<Decimal>>,
    /// What the customer pays with tax, in its own currency.
    pub total: Option<NumberFilter<Decimal>>,
    /// Its currency's code.
    pub currency: Option<StringFilter>,
    /// The last day it is valid.
    pub valid_until: Option<DateFilter>,
    /// When the customer got it.
    pub sent_at: Option<DateTimeFilter>,
    /// Who made it, by id.
    pub created_by_id: Option<IdFilter>,
    /// When it was made.
    pub created_at: Option<DateTimeFilter>,
    /// When it was changed last.
    pub updated_at: Option<DateTimeFilter>,
    /// Its custom fields; all of these conditions hold.
    pub custom: Option<Vec<CustomFilter>>,
    /// All of these hold.
    pub and: Option<Vec<ProposalFilter>>,
    /// At least one of these holds.
    pub or: Option<Vec<ProposalFilter>>,
    /// This does not hold.
    pub not: Option<Box<ProposalFilter>>,
}
