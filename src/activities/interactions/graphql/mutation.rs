//! Changes to activities.

use crate::activities::interactions::actions::{self, Done};
use crate::activities::interactions::input::{
    CreateActivityInput, RecordOutcomeInput, ReopenActivityInput, UpdateActivityInput,
};
use crate::activities::interactions::model::Activity;
use crate::activities::model::Task;
use crate::api::context::Ask;
use crate::api::scalars::Cursor;
use crate::api::user_errors::{UserError, outcome, position};
use crate::app::error::Result as AppResult;
use async_graphql::{ComplexObject, Context, Object, Result, SimpleObject};

/// What came of a change to an activity.
#[derive(SimpleObject)]
#[graphql(complex, crate = "crate::api::fields")]
pub struct ActivityPayload {
    /// The activity as it is now; null when the change was refused.
    activity: Option<Activity>,
    /// The tasks made in the same step, in the order given; last the one to send the minutes, when its kind asks for it.
    tasks: Vec<Task>,
    /// Why the change was refused; empty when it was made.
    user_errors: Vec<UserError>,
}

#[ComplexObject]
impl ActivityPayload {
    /// The log's position after the change.
    async fn event_cursor(&self, ctx: &Context<'_>) -> Result<Option<Cursor>> {
        Ok(position(ctx).await?)
    }
}

impl ActivityPayload {
    fn of(done: AppResult<Done>) -> Result<Self> {
        let (done, user_errors) = outcome(done)?;
        let (activity, tasks) = done.unzip();
        Ok(Self { activity, tasks: tasks.unwrap_or_default(), user_errors })
    }
}

#[derive(Default)]
pub struct InteractionMutation;

#[Object]
impl InteractionMutation {
    /// Writes down an activity that took place, or plans one, on a deal, an account or a contact; with tasks that follow from it.
    async fn create_activity(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The activity, what it is about and who takes part.")] input: CreateActivityInput,
    ) -> Result<ActivityPayload> {
        ActivityPayload::of(ctx.write(async |tx| actions::create_activity(tx, input.clone()).await).await)
    }
    /// Changes an activity: fields left out stay, nulls clear. Puts it away or takes it out again.
    async fn update_activity(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The activity and what changes.")] input: UpdateActivityInput,
    ) -> Result<ActivityPayload> {
        ActivityPayload::of(ctx.write(async |tx| actions::update_activity(tx, input.clone()).await).await)
    }
    /// Says whether an activity was held or missed and what came of it, and makes the tasks that follow, all in one step.
    async fn record_outcome(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The activity, its outcome, and the tasks.")] input: RecordOutcomeInput,
    ) -> Result<ActivityPayload> {
        ActivityPayload::of(ctx.write(async |tx| actions::record_outcome(tx, input.clone()).await).await)
    }
    /// Takes back that an activity was held or missed: it is planned again, without an outcome.
    async fn reopen_activity(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The activity.")] input: ReopenActivityInput,
    ) -> Result<ActivityPayload> {
        ActivityPayload::of(ctx.write(async |tx| actions::reopen_activity(tx, input.clone()).await).await)
    }
}
