//! What mutations on plans and their runs take.

use crate::activities::model::TaskPriority;
use crate::activities::plans::model::{
    ActivityPlan, ActivityPlanItem, PlanAssigneeRule, PlanOffset, PlanRun,
};
use crate::db::id::Id;
use crate::deals::model::Deal;
use crate::team::model::{Team, User};
use async_graphql::{InputObject, MaybeUndefined};

/// One task to be of a plan.
#[derive(Debug, Clone, Default, InputObject)]
pub struct ActivityPlanItemInput {
    /// The item it was until now; left out: a new one.
    pub id: Option<Id<ActivityPlanItem>>,
    /// What is to be done, 1 to 300 characters.
    pub title: String,
    /// More about it.
    pub description: Option<String>,
    /// So many days later it is due, 0 to 365; 0 when left out.
    pub offset_days: Option<i32>,
    /// What the days are counted from; the start when left out. The first item has none before it.
    pub offset_from: Option<PlanOffset>,
    /// Who gets the task; the deal's owner when left out.
    pub assignee_rule: Option<PlanAssigneeRule>,
    /// The user, where the rule is `USER`; left aside elsewhere.
    pub user_id: Option<Id<User>>,
    /// The team whose manager gets it, where the rule is `TEAM_MANAGER`; left out: the team of the deal's owner.
    pub team_id: Option<Id<Team>>,
    /// Whether the deal may not go on without it.
    pub mandatory: Option<bool>,
    /// How pressing it is; normal when left out.
    pub priority: Option<TaskPriority>,
}

/// A new activity plan.
#[derive(Debug, Clone, Default, InputObject)]
pub struct CreateActivityPlanInput {
    /// What it is called, 1 to 120 characters.
    pub name: String,
    /// What it is for.
    pub description: Option<String>,
    /// Its tasks to be, in order: 1 to 50.
    pub items: Vec<ActivityPlanItemInput>,
}

/// Changes to an activity plan: a field left out stays, a null clears. Runs that were started go on as they began.
#[derive(Debug, Clone, InputObject)]
pub struct UpdateActivityPlanInput {
    /// The plan.
    pub id: Id<ActivityPlan>,
    /// What it is called.
    pub name: Option<String>,
    /// What it is for.
    pub description: MaybeUndefined<String>,
    /// Put it away, or take it out again.
    pub archived: Option<bool>,
    /// Its tasks to be, in order; replaces all. An item given with its id keeps it.
    pub items: Option<Vec<ActivityPlanItemInput>>,
    /// The version the change was decided on; another one is refused as a conflict.
    pub expected_version: Option<i32>,
}

/// Starts a plan on a deal.
#[derive(Debug, Clone, InputObject)]
pub struct StartActivityPlanInput {
    /// The plan; one in use.
    pub plan_id: Id<ActivityPlan>,
    /// The deal. The plan may not be running on it already.
    pub deal_id: Id<Deal>,
}

/// Calls a run of a plan off.
#[derive(Debug, Clone, InputObject)]
pub struct CancelPlanRunInput {
    /// The run; it must be running.
    pub id: Id<PlanRun>,
    /// The version the change was decided on; another one is refused as a conflict.
    pub expected_version: Option<i32>,
}
