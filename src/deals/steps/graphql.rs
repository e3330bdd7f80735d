//! Steps of deals in GraphQL, and the two changes that belong to a deal's way through its stages.

use crate::api::context::Ask;
use crate::api::fields::List;
use crate::api::user_errors::user_actor;
use crate::app::error::Result as AppResult;
use crate::db::id::Id;
use crate::deals::graphql::mutation::DealPayload;
use crate::deals::input::DecideGoNoGoInput;
use crate::deals::model::Deal;
use crate::deals::moves;
use crate::deals::steps::actions;
use crate::deals::steps::model::SetDealStepInput;
use crate::deals::steps::store::DoneBatch;
use crate::history::model::ActorNode;
use crate::pipeline::model::Stage;
use crate::pipeline::steps::StageStep;
use async_graphql::{Context, Object, Result, SimpleObject};
use chrono::{DateTime, Utc};

/// A step of a stage, and whether it is done on a deal.
#[derive(SimpleObject)]
#[graphql(crate = "crate::api::fields")]
pub struct DealStep {
    /// The step.
    step: StageStep,
    /// Whether it is done.
    done: bool,
    /// Since when; null while it is not done.
    done_at: Option<DateTime<Utc>>,
    /// Who said so.
    done_by: Option<ActorNode>,
}

/// The steps of a stage, of the deal's own when none is named, as they stand on a deal that the viewer sees.
pub async fn of_deal(ctx: &Context<'_>, deal: &Deal, stage: Option<Id<Stage>>) -> AppResult<List<DealStep>> {
    let Some(stage) = ctx.one(Some(stage.unwrap_or(deal.stage_id))).await? else {
        return Ok(List(Vec::new()));
    };
    let done = match stage.steps.0.is_empty() {
        true => None,
        false => ctx.loaders()?.load::<DoneBatch>(deal.id.0).await?,
    };
    let steps = stage.steps.0.iter().map(|step| {
        let done = done.iter().flat_map(|done| done.iter()).find(|done| done.step_id == step.id);
        DealStep {
            step: step.clone(),
            done: done.is_some(),
            done_at: done.map(|done| done.done_at),
            done_by: done.and_then(|done| user_actor(done.done_by.map(|id| id.0))),
        }
    });
    Ok(List(steps.collect()))
}

#[derive(Default)]
pub struct StepMutation;

#[Object]
impl StepMutation {
    /// Ticks a step of a stage off on a deal, or takes that back.
    async fn set_deal_step(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The deal, the step, and whether it is done.")] input: SetDealStepInput,
    ) -> Result<DealPayload> {
        DealPayload::of(ctx.write(async |tx| actions::set_deal_step(tx, input.clone()).await).await)
    }
    /// Decides in a stage that asks for it whether a deal goes on or is given up: whose it is from then on, where it goes, or why it
    /// is lost, all in one step.
    async fn decide_go_no_go(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The deal and the decision.")] input: DecideGoNoGoInput,
    ) -> Result<DealPayload> {
        DealPayload::of(ctx.write(async |tx| moves::decide_go_no_go(tx, input.clone()).await).await)
    }
}
