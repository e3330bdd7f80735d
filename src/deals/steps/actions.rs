//! Ticking the steps of a stage off on a deal. Whoever sees the deal may.

use crate::app::actor::Role;
use crate::app::error::{Error, Result};
use crate::app::tx::Tx;
use crate::db::entity::Entity as _;
use crate::db::id::Id;
use crate::deals::change::Change;
use crate::deals::model::Deal;
use crate::deals::steps::model::{DoneStep, SetDealStepInput};
use crate::deals::steps::store;
use crate::pipeline;
use crate::pipeline::steps::StageStep;

/// Says whether a step is done. One that is as said already changes nothing and is no news.
pub async fn set_deal_step(tx: &mut Tx, input: SetDealStepInput) -> Result<Deal> {
    tx.require(Role::Rep)?;
    let mut change = Change::begin(tx, input.deal_id, input.expected_version).await?;
    let stages = pipeline::store::stages_of(tx, change.deal.pipeline_id).await?;
    let step = stages.iter().flat_map(|stage| &stage.steps.0).find(|step| step.id == input.step_id);
    let title = step.ok_or_else(|| Error::NotFound(StageStep::NAME).at("stepId"))?.title.clone();
    let (changed, kind) = match input.done {
        true => {
            let step = DoneStep {
                workspace_id: change.deal.workspace_id,
                deal_id: input.deal_id,
                step_id: input.step_id,
                done_at: tx.now,
                done_by: tx.by().map(Id::of),
            };
            (store::add(tx, &step).await?, "deal.step_done")
        }
        false => (store::remove(tx, input.deal_id, input.step_id).await?, "deal.step_undone"),
    };
    if !changed {
        return Ok(change.deal);
    }
    change.said.push(("step".into(), title));
    change.save_counted(tx, kind).await
}
