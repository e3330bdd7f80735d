//! Competitors on deals: the row = the GraphQL object, what lists are filtered and sorted by, and what deals against one come to.

use crate::catalogue::competitors::model::Competitor;
use crate::db::filter::{Choice, IdFilter, chosen};
use crate::db::id::Id;
use crate::db::schema::deal_competitors;
use crate::deals::model::{Deal, DealFilter};
use crate::team::model::{User, Workspace};
use crate::{entity, orders, text_enum};
use async_graphql::{InputObject, SimpleObject};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

text_enum! {
    /// How dangerous a competitor is to a deal.
    pub enum CompetitorThreat {
        /// They would have to be lucky.
        Low = "low",
        /// They have a chance.
        Medium = "medium",
        /// They are ahead, or close to it.
        High = "high",
    }
}

text_enum! {
    /// How it went with a competitor on a deal.
    pub enum CompetitorOutcome {
        /// Not decided yet.
        Open = "open",
        /// We are ahead of them for good. Winning the deal says so of all that were open.
        Beaten = "beaten",
        /// They got the deal. Only a lost deal is lost to somebody.
        LostTo = "lost_to",
        /// They gave up by themselves.
        Withdrew = "withdrew",
    }
}

/// A competitor named on a deal.
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
#[diesel(table_name = deal_competitors, treat_none_as_null = true)]
#[graphql(complex, crate = "crate::api::fields")]
pub struct DealCompetitor {
    #[graphql(skip)]
    pub workspace_id: Id<Workspace>,
    #[graphql(skip)]
    pub id: Id<DealCompetitor>,
    #[graphql(skip)]
    pub deal_id: Id<Deal>,
    #[graphql(skip)]
    pub competitor_id: Id<Competitor>,
    /// How dangerous they are to this deal.
    pub threat: CompetitorThreat,
    /// What speaks for them on this deal.
    pub strengths: Option<String>,
    /// What speaks against them on this deal.
    pub weaknesses: Option<String>,
    /// How we mean to win against them.
    pub tactic: Option<String>,
    /// How it went.
    pub outcome: CompetitorOutcome,
    /// Beaten because the deal was won: not told, the outcome is.
    #[graphql(skip)]
    #[serde(skip)]
    pub settled: bool,
    /// Counts changes; send it back as `expectedVersion`.
    pub version: i32,
    /// When they were named.
    pub created_at: DateTime<Utc>,
    #[graphql(skip)]
    pub created_by: Option<Id<User>>,
    /// When the record was changed last.
    pub updated_at: DateTime<Utc>,
    #[graphql(skip)]
    pub updated_by: Option<Id<User>>,
}

entity!(DealCompetitor, "rival", "a competitor on a deal", deal_competitors, versioned);

/// How deals went on which a competitor is named, over those the viewer sees.
#[derive(Debug, Clone, Copy, Default, PartialEq, SimpleObject)]
#[graphql(crate = "crate::api::fields")]
pub struct CompetitorRecord {
    /// How many are open.
    pub open: i32,
    /// How many we won.
    pub won: i32,
    /// How many we lost, to whomever.
    pub lost: i32,
    /// How many we lost to this competitor.
    pub lost_to_them: i32,
    /// Won out of won and lost, from 0 to 1; null while none is closed.
    pub win_rate: Option<f64>,
}

orders! {
    /// What competitors on deals can be sorted by.
    pub enum DealCompetitorOrderField / DealCompetitorOrder for DealCompetitor {
        /// By how dangerous they are.
        Threat => [("(CASE deal_competitors.threat WHEN 'high' THEN 3 WHEN 'medium' THEN 2 ELSE 1 END)", "int", false, |c| {
            Some((c.threat as i32 + 1).to_string())
        })],
        /// By when they were named.
        CreatedAt => [("deal_competitors.created_at", "timestamptz", false, |c| Some(c.created_at.to_rfc3339()))],
    }
}

/// Conditions on how dangerous a competitor is.
#[derive(Debug, Clone, Default, InputObject)]
pub struct CompetitorThreatFilter {
    /// Exactly this.
    pub eq: Option<CompetitorThreat>,
    /// Anything but this.
    pub ne: Option<CompetitorThreat>,
    /// One of these.
    #[graphql(name = "in")]
    pub is_in: Option<Vec<CompetitorThreat>>,
    /// None of these.
    pub not_in: Option<Vec<CompetitorThreat>>,
}

impl Choice for CompetitorThreatFilter {
    fn chosen(&self) -> (Option<Vec<String>>, Option<Vec<String>>) {
        let one_of = (self.eq, self.is_in.as_deref());
        chosen(one_of, (self.ne, self.not_in.as_deref()), CompetitorThreat::as_str)
    }
}

/// Conditions on how it went with a competitor.
#[derive(Debug, Clone, Default, InputObject)]
pub struct CompetitorOutcomeFilter {
    /// Exactly this.
    pub eq: Option<CompetitorOutcome>,
    /// Anything but this.
    pub ne: Option<CompetitorOutcome>,
    /// One of these.
    #[graphql(name = "in")]
    pub is_in: Option<Vec<CompetitorOutcome>>,
    /// None of these.
    pub not_in: Option<Vec<CompetitorOutcome>>,
}

impl Choice for CompetitorOutcomeFilter {
    fn chosen(&self) -> (Option<Vec<String>>, Option<Vec<String>>) {
        let one_of = (self.eq, self.is_in.as_deref());
        chosen(one_of, (self.ne, self.not_in.as_deref()), CompetitorOutcome::as_str)
    }
}

/// Which competitors on deals. All conditions given must hold.
#[derive(Debug, Clone, Default, InputObject)]
pub struct DealCompetitorFilter {
    /// The record itself.
    pub id: Option<IdFilter>,
    /// The competitor, by id.
    pub competitor_id: Option<IdFilter>,
    /// How dangerous they are.
    pub threat: Option<CompetitorThreatFilter>,
    /// How it went.
    pub outcome: Option<CompetitorOutcomeFilter>,
    /// Conditions on the deal.
    pub deal: Option<Box<DealFilter>>,
    /// All of these hold.
    pub and: Option<Vec<DealCompetitorFilter>>,
    /// At least one of these holds.
    pub or: Option<Vec<DealCompetitorFilter>>,
    /// This does not hold.
    pub not: Option<Box<DealCompetitorFilter>>,
}

/// Conditions on a list of competitors on deals. Only those of deals the viewer may see count.
#[derive(Debug, Clone, Default, InputObject)]
pub struct DealCompetitorListFilter {
    /// At least one competitor is like this; `{}`: one is named.
    pub some: Option<DealCompetitorFilter>,
    /// No competitor is like this; `{}`: none is named.
    pub none: Option<DealCompetitorFilter>,
    /// Every competitor is like this; also when none is named.
    pub every: Option<DealCompetitorFilter>,
}
