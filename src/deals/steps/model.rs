//! A step done on a deal: the row, and what the mutation takes.

use crate::db::id::Id;
use crate::db::schema::deal_steps;
use crate::deals::model::Deal;
use crate::pipeline::steps::StageStep;
use crate::team::model::{User, Workspace};
use async_graphql::InputObject;
use chrono::{DateTime, Utc};
use diesel::prelude::*;

/// A step of a stage that is done on a deal.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable)]
#[diesel(table_name = deal_steps)]
pub struct DoneStep {
    pub workspace_id: Id<Workspace>,
    pub deal_id: Id<Deal>,
    pub step_id: Id<StageStep>,
    pub done_at: DateTime<Utc>,
    pub done_by: Option<Id<User>>,
}

/// Says whether a step is done on a deal.
#[derive(Debug, Clone, InputObject)]
pub struct SetDealStepInput {
    /// The deal.
    pub deal_id: Id<Deal>,
    /// A step of a stage of the deal's pipeline.
    pub step_id: Id<StageStep>,
    /// Whether it is done.
    pub done: bool,
    /// The version of the deal the change was decided on; another one is refused as a conflict.
    pub expected_version: Option<i32>,
}
