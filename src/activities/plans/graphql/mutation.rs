//! Changing plans, starting them and calling them off.

use crate::activities::plans::actions;
use crate::activities::plans::input::{
    CancelPlanRunInput, CreateActivityPlanInput, StartActivityPlanInput, UpdateActivityPlanInput,
};
use crate::activities::plans::model::{ActivityPlan, PlanRun};
use crate::api::context::Ask;
use crate::api::scalars::Cursor;
use crate::api::user_errors::{UserError, outcome, position};
use crate::app::error::Result as AppResult;
use async_graphql::{ComplexObject, Context, Object, Result, SimpleObject};

/// What came of a change to an activity plan.
#[derive(SimpleObject)]
#[graphql(complex, crate = "crate::api::fields")]
pub struct ActivityPlanPayload {
    /// The plan as it is now; null when the change was refused.
    activity_plan: Option<ActivityPlan>,
    /// Why the change was refused; empty when it was made.
    user_errors: Vec<UserError>,
}

#[ComplexObject]
impl ActivityPlanPayload {
    /// The log's position after the change.
    async fn event_cursor(&self, ctx: &Context<'_>) -> Result<Option<Cursor>> {
        Ok(position(ctx).await?)
    }
}

impl ActivityPlanPayload {
    fn of(done: AppResult<ActivityPlan>) -> Result<Self> {
        let (activity_plan, user_errors) = outcome(done)?;
        Ok(Self { activity_plan, user_errors })
    }
}

/// What came of starting a plan, or of calling a run off.
#[derive(SimpleObject)]
#[graphql(complex, crate = "crate::api::fields")]
pub struct PlanRunPayload {
    /// The run as it is now; null when the change was refused.
    plan_run: Option<PlanRun>,
    /// Why the change was refused; empty when it was made.
    user_errors: Vec<UserError>,
}

#[ComplexObject]
impl PlanRunPayload {
    /// The log's position after the change.
    async fn event_cursor(&self, ctx: &Context<'_>) -> Result<Option<Cursor>> {
        Ok(position(ctx).await?)
    }
}

impl PlanRunPayload {
    fn of(done: AppResult<PlanRun>) -> Result<Self> {
        let (plan_run, user_errors) = outcome(done)?;
        Ok(Self { plan_run, user_errors })
    }
}

#[derive(Default)]
pub struct PlanMutation;

#[Object]
impl PlanMutation {
    /// Adds an activity plan. For managers and admins.
    async fn create_activity_plan(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The plan and its tasks to be.")] input: CreateActivityPlanInput,
    ) -> Result<ActivityPlanPayload> {
        let done = ctx.write(async |tx| actions::create_activity_plan(tx, input.clone()).await).await;
        ActivityPlanPayload::of(done)
    }
    /// Changes an activity plan: fields left out stay, nulls clear. For managers and admins.
    async fn update_activity_plan(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The plan and what changes.")] input: UpdateActivityPlanInput,
    ) -> Result<ActivityPlanPayload> {
        let done = ctx.write(async |tx| actions::update_activity_plan(tx, input.clone()).await).await;
        ActivityPlanPayload::of(done)
    }
    /// Starts a plan on a deal: all its tasks are made at once, and those who get one hear of it.
    async fn start_activity_plan(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The plan and the deal.")] input: StartActivityPlanInput,
    ) -> Result<PlanRunPayload> {
        PlanRunPayload::of(ctx.write(async |tx| actions::start_activity_plan(tx, input.clone()).await).await)
    }
    /// Calls a run off, and every task of it that is open. A task reopened afterwards makes it run again.
    async fn cancel_plan_run(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The run.")] input: CancelPlanRunInput,
    ) -> Result<PlanRunPayload> {
        PlanRunPayload::of(ctx.write(async |tx| actions::cancel_plan_run(tx, input.clone()).await).await)
    }
}
