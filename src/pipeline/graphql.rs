//! Pipelines, stages, list values and currencies in GraphQL.

mod mutations;

pub use mutations::PipelineMutation;

use crate::activities::plans::model::ActivityPlan;
use crate::api::context::Ask;
use crate::api::fields::List;
use crate::api::user_errors::user_actor;
use crate::db::id::Id;
use crate::fields::graphql::translations;
use crate::fields::model::{Translation, text_in};
use crate::history::model::ActorNode;
use crate::pipeline::gate::{self, GateRequirement};
use crate::pipeline::model::{Currency, Lookup, LookupKind, Pipeline, Stage};
use crate::pipeline::steps::StageStep;
use crate::pipeline::store;
use crate::team::model::Workspace;
use async_graphql::{ComplexObject, Context, Object, Result};
use rust_decimal::Decimal;
use std::sync::Arc;

/// The stages of a pipeline in order; siblings' come in one statement.
pub async fn stages_of(ctx: &Context<'_>, pipeline: Id<Pipeline>) -> crate::app::error::Result<Vec<Stage>> {
    let stages = ctx.loaders()?.load::<store::StagesBatch>(pipeline.0).await?;
    Ok(stages.map(|stages| stages.to_vec()).unwrap_or_default())
}

#[ComplexObject]
impl Pipeline {
    /// Its id, the same everywhere.
    pub async fn id(&self) -> Id<Pipeline> {
        self.id
    }
    /// Its stages in order.
    async fn stages(&self, ctx: &Context<'_>) -> Result<Vec<Stage>> {
        Ok(stages_of(ctx, self.id).await?)
    }
    /// Who made it.
    async fn created_by(&self) -> Option<ActorNode> {
        user_actor(self.created_by.map(|id| id.0))
    }
    /// Who changed it last.
    async fn updated_by(&self) -> Option<ActorNode> {
        user_actor(self.updated_by.map(|id| id.0))
    }
}

/// A gate's requirements, with the policies it names.
pub async fn requirements(
    ctx: &Context<'_>,
    kept: &[String],
) -> crate::app::error::Result<Vec<GateRequirement>> {
    let named = gate::policies_named(kept).into_iter().map(|id| ctx.one(Some(id)));
    let policies = futures_util::future::try_join_all(named).await?;
    let policies: Vec<_> = policies.into_iter().flatten().map(Arc::unwrap_or_clone).collect();
    Ok(gate::requirements(kept, ctx.viewer()?.fields(), &policies))
}

#[ComplexObject]
impl Stage {
    /// Its id, the same everywhere.
    pub async fn id(&self) -> Id<Stage> {
        self.id
    }
    /// The pipeline it belongs to.
    async fn pipeline(&self, ctx: &Context<'_>) -> Result<Arc<Pipeline>> {
        Ok(ctx.the(self.pipeline_id).await?)
    }
    /// Forecast category that a deal gets when it enters; null: it keeps its own.
    async fn forecast_category(&self, ctx: &Context<'_>) -> Result<Option<Arc<Lookup>>> {
        Ok(ctx.one(self.forecast_category_id).await?)
    }
    /// What a deal must have before it may enter, in the order it is asked for.
    async fn gate(&self, ctx: &Context<'_>) -> Result<Vec<GateRequirement>> {
        Ok(requirements(ctx, &self.gate).await?)
    }
    /// Plan that starts when a deal comes in; null: none does. One that was put away does not start.
    async fn activity_plan(&self, ctx: &Context<'_>) -> Result<Option<Arc<ActivityPlan>>> {
        Ok(ctx.one(self.activity_plan_id).await?)
    }
    /// What is to be done while a deal is in it, in order.
    async fn steps(&self) -> List<StageStep> {
        List(self.steps.0.clone())
    }
    /// Who made it.
    async fn created_by(&self) -> Option<ActorNode> {
        user_actor(self.created_by.map(|id| id.0))
    }
    /// Who changed it last.
    async fn updated_by(&self) -> Option<ActorNode> {
        user_actor(self.updated_by.map(|id| id.0))
    }
}

#[ComplexObject]
impl Lookup {
    /// Its id, the same everywhere.
    pub async fn id(&self) -> Id<Lookup> {
        self.id
    }
    /// As people read it.
    async fn label(
        &self,
        #[graphql(desc = "In this language, a BCP 47 tag; where there is no text in it, as it was made.")]
        language: Option<String>,
    ) -> String {
        text_in(&self.label, &self.labels.0, language.as_deref())
    }
    /// What people call it in other languages.
    async fn labels(&self) -> Vec<Translation> {
        translations(&self.labels.0)
    }
    /// Who added it.
    async fn created_by(&self) -> Option<ActorNode> {
        user_actor(self.created_by.map(|id| id.0))
    }
    /// Who changed it last.
    async fn updated_by(&self) -> Option<ActorNode> {
        user_actor(self.updated_by.map(|id| id.0))
    }
}

#[ComplexObject]
impl Currency {
    /// Its id, the same everywhere.
    pub async fn id(&self) -> Id<Currency> {
        self.id
    }
    /// Units of the base currency per unit of this one. A deal keeps the rate it was last priced with.
    async fn rate(&self) -> Decimal {
        self.rate.normalize()
    }
    /// Whether it is the workspace's base currency, which all totals are in.
    async fn is_base(&self, ctx: &Context<'_>) -> Result<bool> {
        let workspace = ctx.the::<Workspace>(self.workspace_id).await?;
        Ok(workspace.base_currency == self.code)
    }
    /// Who added it.
    async fn created_by(&self) -> Option<ActorNode> {
        user_actor(self.created_by.map(|id| id.0))
    }
    /// Who changed its rate last.
    async fn updated_by(&self) -> Option<ActorNode> {
        user_actor(self.updated_by.map(|id| id.0))
    }
}

#[derive(Default)]
pub struct PipelineQuery;

#[Object]
impl PipelineQuery {
    /// One pipeline; null when there is none.
    async fn pipeline(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The pipeline; archived ones are found too.")] id: Id<Pipeline>,
    ) -> Result<Option<Arc<Pipeline>>> {
        Ok(ctx.one(Some(id)).await?)
    }
    /// All pipelines in order.
    async fn pipelines(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Also those that were put away.")] include_archived: Option<bool>,
    ) -> Result<Vec<Pipeline>> {
        let asking = &ctx.loaders()?.asking;
        Ok(store::pipelines(&mut *ctx.app().read().await?, asking, include_archived).await?)
    }
    /// The values of the lists that admins edit, list by list in order.
    async fn lookups(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only this list; left out: all of them.")] kind: Option<LookupKind>,
        #[graphql(desc = "Also values no longer offered.")] include_archived: Option<bool>,
    ) -> Result<Vec<Lookup>> {
        let asking = &ctx.loaders()?.asking;
        Ok(store::lookups(&mut *ctx.app().read().await?, asking, (kind, include_archived)).await?)
    }
    /// The currencies deals can be in, by code.
    async fn currencies(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Also those no longer offered.")] include_archived: Option<bool>,
    ) -> Result<Vec<Currency>> {
        let asking = &ctx.loaders()?.asking;
        Ok(store::currencies(&mut *ctx.app().read().await?, asking, include_archived).await?)
    }
}
