//! Gates in GraphQL, asked in advance.

use crate::api::context::Ask;
use crate::app::actor::Role;
use crate::app::error::Result as AppResult;
use crate::approvals;
use crate::approvals::policies::model::ApprovalSubjectKind;
use crate::db::id::Id;
use crate::deals::gate::rules::{self, Entering};
use crate::deals::gate::store;
use crate::deals::model::Deal;
use crate::pipeline::gate::{self, GateRequirement};
use crate::pipeline::model::Stage;
use async_graphql::{Context, Object, Result, SimpleObject};
use std::sync::Arc;

/// What a stage asks of a deal.
#[derive(SimpleObject)]
#[graphql(crate = "crate::api::fields")]
pub struct DealGate {
    /// The stage.
    stage: Arc<Stage>,
    /// Whether the deal may enter it as it is now. True too where going there asks for nothing, as going back.
    open: bool,
    /// Everything that is missing, in the order it is asked for. When it is approvals alone, moving the deal asks for them.
    missing: Vec<GateRequirement>,
    /// Whether the viewer may move it there all the same, by giving a reason. A reason stands for no approval.
    viewer_can_override: bool,
}

async fn ask(ctx: &Context<'_>, deal: &Deal, stage: &Stage) -> AppResult<Vec<GateRequirement>> {
    let from = ctx.the(deal.stage_id).await?;
    if !rules::applies(Some(&from), stage) {
        return Ok(Vec::new());
    }
    let entering = Entering { deal, brief: None, account: None, lines: &[] };
    let asking = &ctx.loaders()?.asking;
    store::missing(&mut *ctx.app().read().await?, (&asking.viewer, asking.now), entering, stage).await
}

#[derive(Default)]
pub struct GateQuery;

#[Object]
impl GateQuery {
    /// What a deal lacks to enter a stage; null when there is no such deal or stage, or the viewer may not see it.
    async fn deal_gate(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The deal.")] deal_id: Id<Deal>,
        #[graphql(desc = "The stage it is to enter.")] stage_id: Id<Stage>,
    ) -> Result<Option<DealGate>> {
        let (Some(deal), Some(stage)) = (ctx.one(Some(deal_id)).await?, ctx.one(Some(stage_id)).await?)
        else {
            return Ok(None);
        };
        let missing = ask(ctx, &deal, &stage).await?;
        let viewer_can_override = ctx.viewer()?.role >= Role::Manager;
        Ok(Some(DealGate { stage, open: missing.is_empty(), missing, viewer_can_override }))
    }
    /// Everything the gate of a stage can require: fields, facts, and the approval of each policy for stage entries.
    async fn gate_options(&self, ctx: &Context<'_>) -> Result<Vec<GateRequirement>> {
        let workspace_id = ctx.viewer()?.workspace_id;
        let kind = ApprovalSubjectKind::StageEntry;
        let policies =
            approvals::policies::store::of_kind(&mut *ctx.app().read().await?, workspace_id, kind).await?;
        Ok(gate::options(ctx.viewer()?.fields(), &policies))
    }
}
