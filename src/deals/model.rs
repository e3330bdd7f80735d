//! Deals: the row = the GraphQL object, and what lists of deals are filtered and sorted by.

use crate::accounts::model::{Account, AccountFilter, Contact, ContactFilter};
use crate::activities::interactions::model::ActivityListFilter;
use crate::activities::model::TaskListFilter;
use crate::db::filter::{
    BooleanFilter, Choice, DateFilter, DateTimeFilter, IdFilter, NumberFilter, StringFilter, chosen,
};
use crate::db::id::Id;
use crate::db::schema::{deal_briefs, deal_shares, deals, stage_visits};
use crate::deals::competitors::model::DealCompetitorListFilter;
use crate::deals::lines::model::DealLineListFilter;
use crate::deals::stakeholders::model::{CoverageFilter, StakeholderListFilter};
use crate::fields::filter::CustomFilter;
use crate::fields::values::Custom;
use crate::pipeline::model::{Lookup, Pipeline, Stage};
use crate::team::model::{Team, User, UserFilter, Workspace};
use crate::{entity, orders, text_enum};
use async_graphql::{InputObject, SimpleObject};
use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

text_enum! {
    /// Where a deal stands. The kind of its stage decides, except for `INACTIVE`.
    pub enum DealStatus {
        /// Being worked on.
        Open = "open",
        /// Won.
        Won = "won",
        /// Lost.
        Lost = "lost",
        /// Put aside with a reason; can be taken up again.
        Inactive = "inactive",
    }
}

/// A chance to sell something to somebody.
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
#[diesel(table_name = deals, treat_none_as_null = true)]
#[graphql(complex, crate = "crate::api::fields")]
pub struct Deal {
    #[graphql(skip)]
    pub workspace_id: Id<Workspace>,
    #[graphql(skip)]
    pub id: Id<Deal>,
    /// What it is about; the account's name when none was given.
    pub name: String,
    #[graphql(skip)]
    pub account_id: Option<Id<Account>>,
    #[graphql(skip)]
    pub primary_contact_id: Option<Id<Contact>>,
    #[graphql(skip)]
    pub owner_id: Id<User>,
    #[graphql(skip)]
    pub pipeline_id: Id<Pipeline>,
    #[graphql(skip)]
    pub stage_id: Id<Stage>,
    /// Where it stands.
    pub status: DealStatus,
    /// What it is worth, in its own currency: the sum of its lines' totals while it has lines, else what was typed.
    pub amount: Option<Decimal>,
    /// ISO 4217 code of its amounts.
    pub currency: String,
    #[graphql(skip)]
    pub rate: Decimal,
    /// The amount in the workspace's base currency, at the rate of the day it was last priced.
    pub amount_base: Option<Decimal>,
    /// What the customer has to spend, in the deal's currency.
    pub budget: Option<Decimal>,
    /// Chance of winning in percent: 0 when lost, 100 when won, 1 to 99 while open.
    pub probability: i32,
    #[graphql(skip)]
    pub forecast_category_id: Option<Id<Lookup>>,
    /// The day it is expected to be decided.
    #[graphql(skip)]
    pub expected_close_on: NaiveDate,
    /// When it was won or lost.
    pub closed_at: Option<DateTime<Utc>>,
    /// What happens next, in a few words.
    pub next_step: Option<String>,
    #[graphql(skip)]
    pub source_id: Option<Id<Lookup>>,
    #[graphql(skip)]
    pub loss_reason_id: Option<Id<Lookup>>,
    /// When something was last done on it.
    pub last_activity_at: Option<DateTime<Utc>>,
    /// When it came into its present stage.
    pub stage_entered_at: DateTime<Utc>,
    /// Its place in its column: texts compare as the cards stand, byte by byte.
    pub rank: String,
    /// Seen only by its owner, admins, and those it is shared with.
    pub restricted: bool,
    /// Counts changes; send it back as `expectedVersion`.
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

/// A deal with its long texts, as one record.
#[derive(Serialize)]
pub struct Whole<'a> {
    #[serde(flatten)]
    pub deal: &'a Deal,
    /// None where they are not at hand, or there are none.
    #[serde(flatten)]
    pub brief: Option<&'a Brief>,
}

/// A deal's long texts, read on its page only.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = deal_briefs, treat_none_as_null = true)]
pub struct Brief {
    pub workspace_id: Id<Workspace>,
    pub id: Id<Deal>,
    pub description: Option<String>,
    pub customer_needs: Option<String>,
    pub proposed_solution: Option<String>,
    pub tactics: Option<String>,
    pub win_loss_report: Option<String>,
    pub inactive_reason: Option<String>,
}

/// One stay of a deal in a stage.
#[derive(
    Debug, Clone, PartialEq, Serialize, Deserialize, Queryable, Selectable, Insertable, SimpleObject,
)]
#[diesel(table_name = stage_visits)]
#[graphql(complex, crate = "crate::api::fields")]
pub struct StageVisit {
    #[graphql(skip)]
    pub workspace_id: Id<Workspace>,
    #[graphql(skip)]
    pub id: Id<StageVisit>,
    #[graphql(skip)]
    pub deal_id: Id<Deal>,
    #[graphql(skip)]
    pub stage_id: Id<Stage>,
    /// When the deal came in.
    pub entered_at: DateTime<Utc>,
    #[graphql(skip)]
    pub entered_by: Option<Id<User>>,
    /// When it left; null while it is there.
    pub left_at: Option<DateTime<Utc>>,
    #[graphql(skip)]
    pub left_by: Option<Id<User>>,
}

/// Somebody a deal is shared with: a user or a team.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Queryable, Selectable, Insertable)]
#[diesel(table_name = deal_shares)]
pub struct DealShare {
    pub workspace_id: Id<Workspace>,
    pub id: Id<DealShare>,
    pub deal_id: Id<Deal>,
    pub user_id: Option<Id<User>>,
    pub team_id: Option<Id<Team>>,
}

entity!(Deal, "deal", "a deal", deals, versioned);
entity!(StageVisit, "visit", "a stage visit", stage_visits);
entity!(DealShare, "share", "a share", deal_shares);

orders! {
    /// What deals can be sorted by.
    pub enum DealOrderField / DealOrder for Deal, or Custom {
        /// By name, as a dictionary would.
        Name => [("deals.name COLLATE \"und-x-icu\"", "text", false, |d| Some(d.name.clone()))],
        /// By amount in the base currency.
        Amount => [("deals.amount_base", "numeric", true, |d| d.amount_base.map(|n| n.to_string()))],
        /// By the day they are expected to be decided.
        ExpectedCloseOn => [("deals.expected_close_on", "date", false, |d| Some(d.expected_close_on.to_string()))],
        /// By the day they were made.
        CreatedAt => [("deals.created_at", "timestamptz", false, |d| Some(d.created_at.to_rfc3339()))],
        /// By their last change.
        UpdatedAt => [("deals.updated_at", "timestamptz", false, |d| Some(d.updated_at.to_rfc3339()))],
        /// By the day they were won or lost.
        ClosedAt => [("deals.closed_at", "timestamptz", true, |d| d.closed_at.map(|at| at.to_rfc3339()))],
        /// By when something was last done on them.
        LastActivityAt => [("deals.last_activity_at", "timestamptz", true, |d| d.last_activity_at.map(|at| at.to_rfc3339()))],
        /// By how long they have been in their stage.
        StageEnteredAt => [("deals.stage_entered_at", "timestamptz", false, |d| Some(d.stage_entered_at.to_rfc3339()))],
        /// By chance of winning.
        Probability => [("deals.probability", "int", false, |d| Some(d.probability.to_string()))],
        /// By place in their column.
        Rank => [("deals.rank", "text", false, |d| Some(d.rank.clone()))],
    }
}

/// Conditions on where a deal stands.
#[derive(Debug, Clone, Default, InputObject)]
pub struct DealStatusFilter {
    /// Exactly this.
    pub eq: Option<DealStatus>,
    /// Anything but this.
    pub ne: Option<DealStatus>,
    /// One of these.
    #[graphql(name = "in")]
    pub is_in: Option<Vec<DealStatus>>,
    /// None of these.
    pub not_in: Option<Vec<DealStatus>>,
}

impl Choice for DealStatusFilter {
    fn chosen(&self) -> (Option<Vec<String>>, Option<Vec<String>>) {
        chosen((self.eq, self.is_in.as_deref()), (self.ne, self.not_in.as_deref()), DealStatus::as_str)
    }
}

/// Which deals. All conditions given must hold.
#[derive(Debug, Clone, Default, InputObject)]
pub struct DealFilter {
    /// The deal itself.
    pub id: Option<IdFilter>,
    /// Its name.
    pub name: Option<StringFilter>,
    /// Where it stands.
    pub status: Option<DealStatusFilter>,
    /// Its owner, by id.
    pub owner_id: Option<IdFilter>,
    /// Its account, by id.
    pub account_id: Option<IdFilter>,
    /// Its primary contact, by id.
    pub primary_contact_id: Option<IdFilter>,
    /// Its pipeline, by id.
    pub pipeline_id: Option<IdFilter>,
    /// Its stage, by id.
    pub stage_id: Option<IdFilter>,
    /// Where it came from, by id.
    pub source_id: Option<IdFilter>,
    /// Why it was lost, by id.
    pub loss_reason_id: Option<IdFilter>,
    /// How sure it is in the forecast, by id.
    pub forecast_category_id: Option<IdFilter>,
    /// Its amount, in its own currency.
    pub amount: Option<NumberFilter<Decimal>>,
    /// Its amount, in the base currency.
    pub amount_base: Option<NumberFilter<Decimal>>,
    /// Its chance of winning, in percent.
    pub probability: Option<NumberFilter<i32>>,
    /// Its currency's code.
    pub currency: Option<StringFilter>,
    /// The day it is expected to be decided.
    pub expected_close_on: Option<DateFilter>,
    /// When it was won or lost.
    pub closed_at: Option<DateTimeFilter>,
    /// When something was last done on it.
    pub last_activity_at: Option<DateTimeFilter>,
    /// When it came into its stage.
    pub stage_entered_at: Option<DateTimeFilter>,
    /// When it was made.
    pub created_at: Option<DateTimeFilter>,
    /// When it was changed last.
    pub updated_at: Option<DateTimeFilter>,
    /// What happens next.
    pub next_step: Option<StringFilter>,
    /// Whether it is seen only by those it is shared with.
    pub restricted: Option<BooleanFilter>,
    /// Conditions on its account.
    pub account: Option<Box<AccountFilter>>,
    /// Conditions on its primary contact.
    pub primary_contact: Option<Box<ContactFilter>>,
    /// Conditions on its owner.
    pub owner: Option<Box<UserFilter>>,
    /// Conditions on its tasks.
    pub tasks: Option<Box<TaskListFilter>>,
    /// Conditions on its meetings, calls and the like.
    pub activities: Option<Box<ActivityListFilter>>,
    /// Conditions on its stakeholders.
    pub stakeholders: Option<Box<StakeholderListFilter>>,
    /// Conditions on its lines.
    pub lines: Option<Box<DealLineListFilter>>,
    /// Conditions on the competitors named on it.
    pub competitors: Option<Box<DealCompetitorListFilter>>,
    /// Conditions on how well its stakeholders are covered.
    pub coverage: Option<CoverageFilter>,
    /// Its custom fields; all of these conditions hold.
    pub custom: Option<Vec<CustomFilter>>,
    /// All of these hold.
    pub and: Option<Vec<DealFilter>>,
    /// At least one of these holds.
    pub or: Option<Vec<DealFilter>>,
    /// This does not hold.
    pub not: Option<Box<DealFilter>>,
}

impl DealFilter {
    /// Whether news of something on a deal (a task, a stakeholder) can change which deals it admits.
    pub fn asks_of_parts(&self) -> bool {
        let mut inner = self.and.iter().flatten().chain(self.or.iter().flatten()).chain(self.not.as_deref());
        self.tasks.is_some()
            || self.activities.is_some()
            || self.stakeholders.is_some()
            || self.coverage.is_some()
            || self.lines.is_some()
            || self.competitors.is_some()
            || inner.any(Self::asks_of_parts)
    }
}

/// Conditions on a list of deals. Only deals the viewer may see count.
#[derive(Debug, Clone, Default, InputObject)]
pub struct DealListFilter {
    /// At least one deal is like this.
    pub some: Option<DealFilter>,
    /// No deal is like this.
    pub none: Option<DealFilter>,
    /// Every deal is like this; also when there is none.
    pub every: Option<DealFilter>,
}
