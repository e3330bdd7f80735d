//! Accepting a proposal: it, the deal's lines, the order and the won stage, in the one transaction of its caller.

use crate::app::actor::Role;
use crate::app::checks::tidy;
use crate::app::error::{Error, Refusal, RefusalCode, Result};
use crate::app::tx::Tx;
use crate::db::id::Id;
use crate::deals;
use crate::deals::lines::model::DealLine;
use crate::deals::model::Deal;
use crate::pipeline;
use crate::pipeline::model::{Stage, StageKind};
use crate::proposals::change::Change;
use crate::proposals::input::AcceptProposalInput;
use crate::proposals::lines::model::ProposalLine;
use crate::proposals::lines::store as line_store;
use crate::proposals::model::Proposal;
use crate::proposals::orders;
use crate::proposals::orders::model::Order;
use crate::proposals::rules::{self, Step};
use serde::{Deserialize, Serialize};

/// What came of a yes.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Accepted {
    pub proposal: Proposal,
    pub deal: Deal,
    pub order: Option<Order>,
}

/// Says that the customer said yes. The deal's row is locked first, so of two who accept at once the second finds it accepted.
pub async fn accept_proposal(tx: &mut Tx, input: AcceptProposalInput) -> Result<Accepted> {
    tx.require(Role::Rep)?;
    let mut change = Change::begin(tx, input.id, input.expected_version).await?;
    change.step(Step::Accept)?;
    change.proposal.decided_at = Some(tx.now);
    let deal = change.deal.id;
    let proposal = change.save(tx, "proposal.accepted").await?;
    let lines = line_store::of_proposal(tx, proposal.id).await?;
    let mut change = deals::change::Change::begin(tx, deal, None).await?;
    deals::moves::fill_all(tx, &mut change, input.fields, input.account).await?;
    let taken = lines.iter().map(|line| taken(&proposal, line)).collect::<Vec<DealLine>>();
    deals::lines::actions::replace(tx, &mut change, &proposal.currency, taken).await?;
    if let Some(report) = input.win_loss_report {
        change.brief(tx).await?.win_loss_report = tidy(Some(report));
    }
    let order = match input.create_order {
        Some(false) => None,
        _ => Some(orders::actions::from_proposal(tx, &change.deal, (&proposal, &lines), None).await?),
    };
    let deal = match input.won_stage_id {
        Some(stage) => win(tx, change, stage, input.override_reason).await.map_err(named)?,
        None => change.save(tx, "deal.changed").await?,
    };
    Ok(Accepted { proposal, deal, order })
}

/// The deal is won, by the very way it would be moved.
async fn win(
    tx: &mut Tx,
    change: deals::change::Change,
    stage: Id<Stage>,
    override_reason: Option<String>,
) -> Result<Deal> {
    let to = pipeline::store::stage_to_enter(tx, stage).await.map_err(|error| error.at("stageId"))?;
    if to.kind != StageKind::Won {
        let message = format!("“{}” is not a won stage: choose one that is.", to.name);
        return Err(Refusal::at(RefusalCode::Invalid, "stageId", message).into());
    }
    deals::moves::move_changed(tx, change, stage, override_reason).await
}

/// A refusal of the stage, at the field that names it here.
fn named(error: Error) -> Error {
    let Error::Refused(mut refusals) = error else { return error };
    let first = |refusal: &mut Refusal| match refusal.path.first_mut() {
        Some(field) if field == "stageId" => "wonStageId".clone_into(field),
        _ => {}
    };
    refusals.iter_mut().for_each(first);
    Error::Refused(refusals)
}

/// A line of the proposal as one of the deal: both discounts are one. Its place and its making are the caller's.
fn taken(proposal: &Proposal, line: &ProposalLine) -> DealLine {
    let total = rules::net(line, proposal.discount_percent);
    DealLine {
        workspace_id: line.workspace_id,
        id: Id::new(),
        deal_id: line.deal_id,
        product_id: line.product_id,
        description: line.description.clone(),
        position: 0,
        quantity: line.quantity,
        unit_price: line.unit_price,
        discount_percent: rules::both(line.discount_percent, proposal.discount_percent),
        tax_percent: line.tax_percent,
        total,
        tax: deals::lines::rules::tax(total, line.tax_percent),
        version: 1,
        created_at: proposal.updated_at,
        created_by: proposal.updated_by,
        updated_at: proposal.updated_at,
        updated_by: proposal.updated_by,
    }
}
