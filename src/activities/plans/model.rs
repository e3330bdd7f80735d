//! Activity plans and their runs: the rows = the GraphQL objects, filters, orders.

use crate::activities::model::TaskPriority;
use crate::db::entity::Entity;
use crate::db::filter::{BooleanFilter, Choice, IdFilter, StringFilter, chosen};
use crate::db::id::Id;
use crate::db::jsonb::Jsonb;
use crate::db::schema::{activity_plans, plan_runs};
use crate::deals::model::Deal;
use crate::pipeline::model::Stage;
use crate::team::model::{Team, User, Workspace};
use crate::{entity, orders, text_enum};
use async_graphql::{InputObject, SimpleObject};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

text_enum! {
    /// What the days of a plan's item are counted from.
    pub enum PlanOffset {
        /// The day the plan starts.
        Start = "start",
        /// The day the task before it is done or called off. Until then it has no due date.
        PreviousDone = "previous_done",
    }
}

text_enum! {
    /// Who gets a task of a plan. Where nobody is found, or who is found cannot sign in, the deal's owner does.
    pub enum PlanAssigneeRule {
        /// The deal's owner.
        Owner = "owner",
        /// The user named.
        User = "user",
        /// The manager of the team named; of the owner's team when none is named.
        TeamManager = "team_manager",
    }
}

text_enum! {
    /// Where a run of a plan stands.
    pub enum PlanRunStatus {
        /// A task of it is open.
        Running = "running",
        /// No task of it is open any more.
        Done = "done",
        /// Called off, by hand or because the deal left the stage that started it.
        Cancelled = "cancelled",
    }
}

/// Tasks in order, made together when the plan starts on a deal.
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
#[diesel(table_name = activity_plans, treat_none_as_null = true)]
#[graphql(complex, crate = "crate::api::fields")]
pub struct ActivityPlan {
    #[graphql(skip)]
    pub workspace_id: Id<Workspace>,
    #[graphql(skip)]
    pub id: Id<ActivityPlan>,
    /// What it is called.
    pub name: String,
    /// What it is for.
    pub description: Option<String>,
    #[graphql(skip)]
    pub items: Jsonb<Vec<ActivityPlanItem>>,
    /// Put away: nobody starts it any more, and neither does a stage.
    pub archived: bool,
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
}

/// One task to be of a plan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, SimpleObject)]
#[graphql(complex, crate = "crate::api::fields")]
pub struct ActivityPlanItem {
    #[graphql(skip)]
    pub id: Id<ActivityPlanItem>,
    /// Place among the plan's items, from 0.
    pub position: i32,
    /// What is to be done.
    pub title: String,
    /// More about it.
    pub description: Option<String>,
    /// So many days later it is due, at 17:00 in the workspace's time zone.
    pub offset_days: i32,
    /// What the days are counted from.
    pub offset_from: PlanOffset,
    /// Who gets the task.
    pub assignee_rule: PlanAssigneeRule,
    #[graphql(skip)]
    pub user_id: Option<Id<User>>,
    #[graphql(skip)]
    pub team_id: Option<Id<Team>>,
    /// Whether the deal may not go on without it.
    pub mandatory: bool,
    /// How pressing it is.
    pub priority: TaskPriority,
}

impl Entity for ActivityPlanItem {
    const PREFIX: &'static str = "planitem";
    const ARTICLE_NAME: &'static str = "a plan's item";
    const NAME: &'static str = "item of this plan";
}

/// One run of a plan on a deal, with the tasks it made.
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
#[diesel(table_name = plan_runs, treat_none_as_null = true)]
#[graphql(complex, crate = "crate::api::fields")]
pub struct PlanRun {
    #[graphql(skip)]
    pub workspace_id: Id<Workspace>,
    #[graphql(skip)]
    pub id: Id<PlanRun>,
    #[graphql(skip)]
    pub plan_id: Id<ActivityPlan>,
    #[graphql(skip)]
    pub deal_id: Id<Deal>,
    #[graphql(skip)]
    pub stage_id: Option<Id<Stage>>,
    /// Where it stands.
    pub status: PlanRunStatus,
    #[graphql(skip)]
    pub items: Jsonb<Vec<RunItem>>,
    #[graphql(skip)]
    pub set_aside: Vec<Uuid>,
    /// When it was started.
    pub started_at: DateTime<Utc>,
    #[graphql(skip)]
    pub started_by: Option<Id<User>>,
    /// When it was done or called off; null while it runs.
    pub ended_at: Option<DateTime<Utc>>,
    /// Counts changes; send it back as `expectedVersion`.
    pub version: i32,
    /// When it was changed last.
    pub updated_at: DateTime<Utc>,
    #[graphql(skip)]
    pub updated_by: Option<Id<User>>,
}

/// What a run keeps of an item of its plan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RunItem {
    pub id: Id<ActivityPlanItem>,
    pub offset_days: i32,
    pub offset_from: PlanOffset,
}

entity!(ActivityPlan, "plan", "an activity plan", activity_plans, versioned);
entity!(PlanRun, "planrun", "a run of a plan", plan_runs, versioned);

orders! {
    /// What activity plans can be sorted by.
    pub enum ActivityPlanOrderField / ActivityPlanOrder for ActivityPlan {
        /// By name, as a dictionary would.
        Name => [("activity_plans.name COLLATE \"und-x-icu\"", "text", false, |p| Some(p.name.clone()))],
        /// By the day they were made.
        CreatedAt => [("activity_plans.created_at", "timestamptz", false, |p| Some(p.created_at.to_rfc3339()))],
        /// By their last change.
        UpdatedAt => [("activity_plans.updated_at", "timestamptz", false, |p| Some(p.updated_at.to_rfc3339()))],
    }
}

orders! {
    /// What runs of plans can be sorted by.
    pub enum PlanRunOrderField / PlanRunOrder for PlanRun {
        /// By when they were started.
        StartedAt => [("plan_runs.started_at", "timestamptz", false, |r| Some(r.started_at.to_rfc3339()))],
        /// By their last change.
        UpdatedAt => [("plan_runs.updated_at", "timestamptz", false, |r| Some(r.updated_at.to_rfc3339()))],
    }
}

/// Which activity plans. All conditions given must hold.
#[derive(Debug, Clone, Default, InputObject)]
pub struct ActivityPlanFilter {
    /// The plan itself.
    pub id: Option<IdFilter>,
    /// What it is called.
    pub name: Option<StringFilter>,
    /// Whether it was put away. Left out of a list of plans: only those in use.
    pub archived: Option<BooleanFilter>,
    /// All of these hold.
    pub and: Option<Vec<ActivityPlanFilter>>,
    /// At least one of these holds.
    pub or: Option<Vec<ActivityPlanFilter>>,
    /// This does not hold.
    pub not: Option<Box<ActivityPlanFilter>>,
}

/// Conditions on where a run stands.
#[derive(Debug, Clone, Default, InputObject)]
pub struct PlanRunStatusFilter {
    /// Exactly this.
    pub eq: Option<PlanRunStatus>,
    /// Anything but this.
    pub ne: Option<PlanRunStatus>,
    /// One of these.
    #[graphql(name = "in")]
    pub is_in: Option<Vec<PlanRunStatus>>,
    /// None of these.
    pub not_in: Option<Vec<PlanRunStatus>>,
}

impl Choice for PlanRunStatusFilter {
    fn chosen(&self) -> (Option<Vec<String>>, Option<Vec<String>>) {
        let one_of = (self.eq, self.is_in.as_deref());
        chosen(one_of, (self.ne, self.not_in.as_deref()), PlanRunStatus::as_str)
    }
}

/// Which runs of plans. All conditions given must hold.
#[derive(Debug, Clone, Default, InputObject)]
pub struct PlanRunFilter {
    /// The run itself.
    pub id: Option<IdFilter>,
    /// The plan, by id.
    pub plan_id: Option<IdFilter>,
    /// The stage that started it, by id.
    pub stage_id: Option<IdFilter>,
    /// Where it stands.
    pub status: Option<PlanRunStatusFilter>,
    /// All of these hold.
    pub and: Option<Vec<PlanRunFilter>>,
    /// At least one of these holds.
    pub or: Option<Vec<PlanRunFilter>>,
    /// This does not hold.
    pub not: Option<Box<PlanRunFilter>>,
}
