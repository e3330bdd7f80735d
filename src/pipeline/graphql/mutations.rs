//! Changing pipelines, stages, list values and currencies.

use crate::api::context::Ask;
use crate::api::scalars::Cursor;
use crate::api::user_errors::{UserError, outcome, position};
use crate::pipeline::actions;
use crate::pipeline::model::{
    CreateLookupInput, CreatePipelineInput, CreateStageInput, Currency, Lookup, MoveStageInput, Pipeline,
    RemoveStageInput, SetCurrencyInput, Stage, UpdateLookupInput, UpdatePipelineInput, UpdateStageInput,
};
use async_graphql::{ComplexObject, Context, Object, Result, SimpleObject};
use std::sync::Arc;

/// What came of a change to a pipeline.
#[derive(SimpleObject)]
#[graphql(complex, crate = "crate::api::fields")]
pub struct PipelinePayload {
    /// The pipeline as it is now; null when the change was refused.
    pipeline: Option<Pipeline>,
    /// Why the change was refused; empty when it was made.
    user_errors: Vec<UserError>,
}

#[ComplexObject]
impl PipelinePayload {
    /// The log's position after the change.
    async fn event_cursor(&self, ctx: &Context<'_>) -> Result<Option<Cursor>> {
        Ok(position(ctx).await?)
    }
}

/// What came of a change to a stage.
#[derive(SimpleObject)]
#[graphql(complex, crate = "crate::api::fields")]
pub struct StagePayload {
    /// The stage as it is now; null when the change was refused.
    stage: Option<Stage>,
    /// Why the change was refused; empty when it was made.
    user_errors: Vec<UserError>,
}

#[ComplexObject]
impl StagePayload {
    /// Its pipeline, for the places of the other stages; null when the change was refused.
    async fn pipeline(&self, ctx: &Context<'_>) -> Result<Option<Arc<Pipeline>>> {
        Ok(ctx.one(self.stage.as_ref().map(|stage| stage.pipeline_id)).await?)
    }
    /// The log's position after the change.
    async fn event_cursor(&self, ctx: &Context<'_>) -> Result<Option<Cursor>> {
        Ok(position(ctx).await?)
    }
}

/// What came of removing a stage.
#[derive(SimpleObject)]
#[graphql(complex, crate = "crate::api::fields")]
pub struct RemoveStagePayload {
    /// The pipeline without it; null when the removal was refused.
    pipeline: Option<Pipeline>,
    /// How many deals went to the stage named for them.
    moved_deals: i32,
    /// Why the removal was refused; empty when it was made.
    user_errors: Vec<UserError>,
}

#[ComplexObject]
impl RemoveStagePayload {
    /// The log's position after the change.
    async fn event_cursor(&self, ctx: &Context<'_>) -> Result<Option<Cursor>> {
        Ok(position(ctx).await?)
    }
}

/// What came of a change to a list value.
#[derive(SimpleObject)]
#[graphql(complex, crate = "crate::api::fields")]
pub struct LookupPayload {
    /// The list value as it is now; null when the change was refused.
    lookup: Option<Lookup>,
    /// Why the change was refused; empty when it was made.
    user_errors: Vec<UserError>,
}

#[ComplexObject]
impl LookupPayload {
    /// The log's position after the change.
    async fn event_cursor(&self, ctx: &Context<'_>) -> Result<Option<Cursor>> {
        Ok(position(ctx).await?)
    }
}

/// What came of setting a currency.
#[derive(SimpleObject)]
#[graphql(complex, crate = "crate::api::fields")]
pub struct CurrencyPayload {
    /// The currency as it is now; null when the change was refused.
    currency: Option<Currency>,
    /// Why the change was refused; empty when it was made.
    user_errors: Vec<UserError>,
}

#[ComplexObject]
impl CurrencyPayload {
    /// The log's position after the change.
    async fn event_cursor(&self, ctx: &Context<'_>) -> Result<Option<Cursor>> {
        Ok(position(ctx).await?)
    }
}

#[derive(Default)]
pub struct PipelineMutation;

#[Object]
impl PipelineMutation {
    /// Adds a pipeline. For admins.
    async fn create_pipeline(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The new pipeline.")] input: CreatePipelineInput,
    ) -> Result<PipelinePayload> {
        let done = ctx.write(async |tx| actions::create_pipeline(tx, input.clone()).await).await;
        let (pipeline, user_errors) = outcome(done)?;
        Ok(PipelinePayload { pipeline, user_errors })
    }
    /// Changes a pipeline: fields left out stay. For admins.
    async fn update_pipeline(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The pipeline and what changes.")] input: UpdatePipelineInput,
    ) -> Result<PipelinePayload> {
        let done = ctx.write(async |tx| actions::update_pipeline(tx, input.clone()).await).await;
        let (pipeline, user_errors) = outcome(done)?;
        Ok(PipelinePayload { pipeline, user_errors })
    }
    /// Adds a stage to a pipeline. For admins.
    async fn create_stage(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The new stage.")] input: CreateStageInput,
    ) -> Result<StagePayload> {
        let done = ctx.write(async |tx| actions::create_stage(tx, input.clone()).await).await;
        let (stage, user_errors) = outcome(done)?;
        Ok(StagePayload { stage, user_errors })
    }
    /// Changes a stage: fields left out stay, nulls clear. For admins.
    async fn update_stage(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The stage and what changes.")] input: UpdateStageInput,
    ) -> Result<StagePayload> {
        let done = ctx.write(async |tx| actions::update_stage(tx, input.clone()).await).await;
        let (stage, user_errors) = outcome(done)?;
        Ok(StagePayload { stage, user_errors })
    }
    /// Puts a stage at another place in its pipeline; the others make room. For admins.
    async fn move_stage(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The stage and its new place.")] input: MoveStageInput,
    ) -> Result<StagePayload> {
        let done = ctx.write(async |tx| actions::move_stage(tx, input.clone()).await).await;
        let (stage, user_errors) = outcome(done)?;
        Ok(StagePayload { stage, user_errors })
    }
    /// Takes a stage out of its pipeline. One that holds deals needs a stage for them to go to. For admins.
    async fn remove_stage(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The stage, and where its deals go.")] input: RemoveStageInput,
    ) -> Result<RemoveStagePayload> {
        let done = ctx.write(async |tx| actions::remove_stage(tx, input.clone()).await).await;
        let (removed, user_errors) = outcome(done)?;
        let (pipeline, moved_deals) = removed.unzip();
        Ok(RemoveStagePayload { pipeline, moved_deals: moved_deals.unwrap_or_default(), user_errors })
    }
    /// Adds a value to one of the lists. For admins.
    async fn create_lookup(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The new list value.")] input: CreateLookupInput,
    ) -> Result<LookupPayload> {
        let done = ctx.write(async |tx| actions::create_lookup(tx, input.clone()).await).await;
        let (lookup, user_errors) = outcome(done)?;
        Ok(LookupPayload { lookup, user_errors })
    }
    /// Changes a list value, or its place in the list. For admins.
    async fn update_lookup(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The list value and what changes.")] input: UpdateLookupInput,
    ) -> Result<LookupPayload> {
        let done = ctx.write(async |tx| actions::update_lookup(tx, input.clone()).await).await;
        let (lookup, user_errors) = outcome(done)?;
        Ok(LookupPayload { lookup, user_errors })
    }
    /// Adds a currency, or changes the rate of one. Deals keep the rate they were last priced with. For admins.
    async fn set_currency(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The currency and its rate.")] input: SetCurrencyInput,
    ) -> Result<CurrencyPayload> {
        let done = ctx.write(async |tx| actions::set_currency(tx, input.clone()).await).await;
        let (currency, user_errors) = outcome(done)?;
        Ok(CurrencyPayload { currency, user_errors })
    }
}
