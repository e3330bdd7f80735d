//! What mutations on the competitors of deals take.

use crate::catalogue::competitors::model::{Competitor, CreateCompetitorInput};
use crate::db::id::Id;
use crate::deals::competitors::model::{CompetitorOutcome, CompetitorThreat, DealCompetitor};
use crate::deals::model::Deal;
use async_graphql::{InputObject, MaybeUndefined};

/// Names a competitor on a deal: one of the catalogue, or a new one.
#[derive(Debug, Clone, Default, InputObject)]
pub struct AddDealCompetitorInput {
    /// The deal.
    pub deal_id: Id<Deal>,
    /// Who it is. Give either this or `newCompetitor`.
    pub competitor_id: Option<Id<Competitor>>,
    /// Who it is, added to the catalogue in the same step.
    pub new_competitor: Option<CreateCompetitorInput>,
    /// How dangerous they are to this deal; `MEDIUM` when left out.
    pub threat: Option<CompetitorThreat>,
    /// What speaks for them on this deal.
    pub strengths: Option<String>,
    /// What speaks against them on this deal.
    pub weaknesses: Option<String>,
    /// How we mean to win against them.
    pub tactic: Option<String>,
}

/// Changes to a competitor on a deal: a field left out stays, a null clears.
#[derive(Debug, Clone, InputObject)]
pub struct UpdateDealCompetitorInput {
    /// The record.
    pub id: Id<DealCompetitor>,
    /// How dangerous they are to this deal.
    pub threat: Option<CompetitorThreat>,
    /// What speaks for them on this deal.
    pub strengths: MaybeUndefined<String>,
    /// What speaks against them on this deal.
    pub weaknesses: MaybeUndefined<String>,
    /// How we mean to win against them.
    pub tactic: MaybeUndefined<String>,
    /// How it went. `LOST_TO` only on a lost deal.
    pub outcome: Option<CompetitorOutcome>,
    /// The version the change was decided on; another one is refused as a conflict.
    pub expected_version: Option<i32>,
}

/// Takes a competitor off a deal. It stays in the catalogue.
#[derive(Debug, Clone, InputObject)]
pub struct RemoveDealCompetitorInput {
    /// The record.
    pub id: Id<DealCompetitor>,
    /// The version the change was decided on; another one is refused as a conflict.
    pub expected_version: Option<i32>,
}
