//! The entry of deals into stages whose gates ask for an approval.
//!
//! What always holds: a deal waits for one stage at most; wherever else it goes, what it waited for is recalled; what is granted
//! holds for the deal as it was asked about, until it has come into the stage.

use crate::app::actor::Viewer;
use crate::app::error::{Refusal, Result};
use crate::app::tx::Tx;
use crate::approvals::policies;
use crate::approvals::policies::model::{ApprovalPolicy, ApprovalSubjectKind};
use crate::approvals::policies::rules::Measured;
use crate::approvals::runs::actions::{stayed, stop};
use crate::approvals::runs::ask::{Request, Subject, begin, matching};
use crate::approvals::runs::model::{Approval, ApprovalEndCause, ApprovalStatus, Cause, Entry};
use crate::approvals::runs::rules::End;
use crate::approvals::runs::store;
use crate::db::list;
use crate::db::pool::DbConnection;
use crate::deals::model::{Deal, DealStatus};
use crate::deals::{self, moves};
use crate::pipeline::gate::{GateRequirement, GateRequirementInput, GateRequirementKind, policies_named};
use crate::pipeline::model::Stage;
use chrono::{DateTime, Utc};
use uuid::Uuid;

const KIND: ApprovalSubjectKind = ApprovalSubjectKind::StageEntry;

/// The policies a gate can ask for, read when it is to ask for any.
pub async fn policies(tx: &mut Tx, gate: &[GateRequirementInput]) -> Result<Vec<ApprovalPolicy>> {
    let workspace_id = tx.workspace_id();
    match gate.iter().any(|one| one.kind == GateRequirementKind::Approval) {
        true => policies::store::of_kind(tx.conn(), workspace_id, KIND).await,
        false => Ok(Vec::new()),
    }
}

/// The policies a gate names, read when it names any; in the order they are asked.
pub async fn named(
    conn: &mut DbConnection,
    workspace_id: Uuid,
    gate: &[String],
) -> Result<Vec<ApprovalPolicy>> {
    let ids = policies_named(gate);
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut all = policies::store::of_kind(conn, workspace_id, KIND).await?;
    all.retain(|policy| ids.contains(&policy.id));
    Ok(all)
}

/// The ids of those policies of a stage's gate that ask for an approval of this deal which was not granted.
pub async fn open(
    conn: &mut DbConnection,
    asking: (&Viewer, DateTime<Utc>),
    (deal, to): (&Deal, &Stage),
    policies: &[ApprovalPolicy],
) -> Result<Vec<String>> {
    if policies.is_empty() {
        return Ok(Vec::new());
    }
    let asks_discount = policies.iter().any(|policy| policy.condition.0.discount_at_least.is_some());
    let discount = match asks_discount {
        true => policies::store::highest_discount(conn, deal).await?,
        false => None,
    };
    let measured = Measured { amount: deal.amount_base, discount, margin: None, pipeline: to.pipeline_id };
    let asking_now = matching(conn, asking, (policies.to_vec(), deal), &measured).await?;
    if asking_now.is_empty() {
        return Ok(Vec::new());
    }
    let granted = store::standing(conn, deal.workspace_id.0, (KIND, deal.id.0)).await?;
    let granted = granted.filter(|run| run.status == ApprovalStatus::Approved && run.stage_id == Some(to.id));
    // A grant holds for what was asked about: the amount may have been changed in this very step.
    let granted = granted.filter(|run| run.amount == deal.amount && run.currency == currency(deal));
    let covered = |policy: &ApprovalPolicy| {
        granted.as_ref().is_some_and(|run| run.steps.0.iter().any(|step| step.policy_id == policy.id))
    };
    let open = asking_now.into_iter().filter(|policy| !covered(policy));
    Ok(open.map(|policy| policy.id.to_string()).collect())
}

fn currency(deal: &Deal) -> Option<String> {
    deal.amount.map(|_| deal.currency.clone())
}

/// Asks for the approvals a deal, whose row is locked, lacks to enter a stage. What is asked for that stage already is not asked
/// again; for another, it is recalled.
pub async fn ask(
    tx: &mut Tx,
    deal: &Deal,
    to: &Stage,
    (entry, missing): (Entry, Vec<GateRequirement>),
) -> Result<()> {
    let workspace_id = deal.workspace_id.0;
    if let Some(standing) = store::standing(tx.conn(), workspace_id, (KIND, deal.id.0)).await? {
        match standing.status {
            ApprovalStatus::Pending if standing.stage_id == Some(to.id) => return Ok(()),
            ApprovalStatus::Pending => {
                let why = (ApprovalEndCause::DealMoved, Some(to.name.clone()));
                stop(tx, deal, standing, (End::Recall, why)).await?;
            }
            _ => {
                let why = (ApprovalEndCause::StageAsksMore, Some(to.name.clone()));
                stop(tx, deal, standing, (End::Void, why)).await?;
            }
        }
    }
    let mut policies = named(tx.conn(), workspace_id, &to.gate).await?;
    policies.retain(|policy| missing.iter().any(|one| one.key == policy.id.to_string()));
    let discount = policies::store::highest_discount(tx.conn(), deal).await?;
    let request = Request {
        subject: Subject::StageEntry(deal.id, to.id),
        deal,
        amount: deal.amount,
        currency: &deal.currency,
        discount,
        margin: None,
        hash: None,
        message: None,
        entry,
    };
    begin(tx, request, &policies).await.map(drop)
}

/// A deal, whose row is locked, was granted the stage it waited for: it goes there, unless something else is missing by now.
pub async fn granted(tx: &mut Tx, run: &Approval) -> Result<()> {
    let Some(stage) = run.stage_id else { return Ok(()) };
    let deal = deals::store::lock(tx, run.deal_id).await?;
    let begun = tx.savepoint().await?;
    let attempt = moves::enter_granted(tx, deal.clone(), stage, run.entry.0.clone()).await;
    if let Err(refusals) = tx.settle(begun, attempt.map(drop)).await? {
        let told: Vec<String> =
            refusals.into_iter().map(|Refusal { message, .. }| message.into_owned()).collect();
        stayed(tx, &deal, run, told.join(" ")).await?;
    }
    Ok(())
}

/// A deal, whose row is locked, changed while its entry into a stage was asked or granted.
pub async fn followed(tx: &mut Tx, before: &Deal, after: &Deal) -> Result<()> {
    let moved = before.stage_id != after.stage_id;
    let aside = before.status != DealStatus::Inactive && after.status == DealStatus::Inactive;
    let repriced = before.amount != after.amount || before.currency != after.currency;
    if !moved && !aside && !repriced {
        return Ok(());
    }
    let found = store::standing(tx.conn(), after.workspace_id.0, (KIND, after.id.0)).await?;
    let Some(run) = found else { return Ok(()) };
    let pending = run.status == ApprovalStatus::Pending;
    if moved && !pending && run.stage_id == Some(after.stage_id) {
        return store::mark_used(tx, run.id).await;
    }
    let how = match (moved || aside, pending) {
        (true, true) => (End::Recall, why_left(tx, (moved, after)).await?),
        (true, false) => (End::Void, why_left(tx, (moved, after)).await?),
        (false, _) => (End::Void, (ApprovalEndCause::DealAmountChanged, None)),
    };
    stop(tx, after, run, how).await
}

async fn why_left(tx: &mut Tx, (moved, deal): (bool, &Deal)) -> Result<Cause> {
    if !moved {
        return Ok((ApprovalEndCause::DealPutAside, None));
    }
    let stage: Stage = list::get(tx, deal.stage_id).await?;
    Ok((ApprovalEndCause::DealMoved, Some(stage.name)))
}

/// The lines of a deal, whose row is locked, changed while its entry into a stage was asked or granted; its amount did not.
pub async fn lines_changed(tx: &mut Tx, deal: &Deal) -> Result<()> {
    match store::standing(tx.conn(), deal.workspace_id.0, (KIND, deal.id.0)).await? {
        Some(run) => stop(tx, deal, run, (End::Void, (ApprovalEndCause::DealLinesChanged, None))).await,
        None => Ok(()),
    }
}

/// A stage was removed: no deal waits for it any more.
pub async fn stage_removed(tx: &mut Tx, stage: &Stage) -> Result<()> {
    for found in store::for_stage(tx, stage.id).await? {
        let deal = deals::store::lock(tx, found.deal_id).await?;
        let run = store::lock(tx, found.id).await?;
        if matches!(run.status, ApprovalStatus::Pending | ApprovalStatus::Approved) && run.used_at.is_none() {
            let why = (ApprovalEndCause::StageRemoved, Some(stage.name.clone()));
            stop(tx, &deal, run, (End::Void, why)).await?;
        }
    }
    Ok(())
}
