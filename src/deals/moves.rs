//! The ways of deals from stage to stage, and what follows when one is left and the next is entered.
//!
//! What always holds: whatever leads a deal into another stage, its stay there is counted and the stages' activity plans follow:
//! what the one left had started is called off, what the one entered starts is started. Only a stage that is removed hands over
//! what goes on, and an import starts nothing: what it brings has been there before. A deal that lacks nothing but approvals
//! stays until they are granted, and then goes by itself.

use crate::accounts::actions::update_account;
use crate::accounts::input::UpdateAccountInput;
use crate::activities::plans::follow;
use crate::app::actor::Role;
use crate::app::checks::tidy;
use crate::app::error::{Refusal, RefusalCode, Result};
use crate::app::tx::Tx;
use crate::approvals::runs::entry;
use crate::approvals::runs::model::Entry;
use crate::db::filter::Conditions;
use crate::db::fragment::Bind;
use crate::db::id::Id;
use crate::db::list::{self, Visible};
use crate::deals::actions::fill;
use crate::deals::change::Change;
use crate::deals::gate::actions::{Override, Passed};
use crate::deals::input::{DealFieldsInput, DecideGoNoGoInput, GoNoGo, MoveDealInput};
use crate::deals::model::{Deal, DealStatus};
use crate::deals::{gate, rank, rules, store};
use crate::pipeline::model::{LookupKind, Pipeline, Stage, StageKind};
use crate::{pipeline, team};

/// Moves a deal to a stage and a place in its column.
pub async fn move_deal(tx: &mut Tx, input: MoveDealInput) -> Result<Deal> {
    tx.require(Role::Rep)?;
    let mut change = Change::begin(tx, input.id, Some(input.expected_version)).await?;
    fill_all(tx, &mut change, input.fields, input.account).await?;
    if let Some(report) = input.win_loss_report {
        change.brief(tx).await?.win_loss_report = tidy(Some(report));
    }
    change.deal.loss_reason_id = input.loss_reason_id.or(change.deal.loss_reason_id);
    let over = Override { reason: input.override_reason, given_before: false };
    let way = Way { place: (input.after_deal_id, input.before_deal_id), over };
    move_to(tx, change, input.stage_id, way).await
}

/// Fills fields of the deal and of its account in the same step.
pub async fn fill_all(
    tx: &mut Tx,
    change: &mut Change,
    fields: Option<DealFieldsInput>,
    account: Option<UpdateAccountInput>,
) -> Result<()> {
    if let Some(fields) = fields {
        let fields = fields.into_update(change.deal.id);
        let filled = match fill(tx, change, &fields).await {
            Ok(()) => change.check(tx).await,
            refused => refused,
        };
        filled.map_err(|error| error.below("fields"))?;
    }
    match account {
        Some(account) => {
            fill_account(tx, &change.deal, account).await.map_err(|error| error.below("account"))
        }
        None => Ok(()),
    }
}

async fn fill_account(tx: &mut Tx, deal: &Deal, account: UpdateAccountInput) -> Result<()> {
    if deal.account_id != Some(account.id) {
        let message = "This is not the account the deal is with.";
        return Err(Refusal::at(RefusalCode::Invalid, "id", message).into());
    }
    update_account(tx, account).await.map(drop)
}

/// Decides whether a deal goes on: whose it is from then on and where it goes, or that it is lost and why.
pub async fn decide_go_no_go(tx: &mut Tx, input: DecideGoNoGoInput) -> Result<Deal> {
    tx.require(Role::Rep)?;
    let mut change = Change::begin(tx, input.deal_id, Some(input.expected_version)).await?;
    let stages = pipeline::store::stages_of(tx, change.deal.pipeline_id).await?;
    let from = stages.iter().find(|stage| stage.id == change.deal.stage_id);
    rules::check_decision(&change.deal, from)?;
    fill_all(tx, &mut change, input.fields, input.account).await?;
    let target = rules::decided_stage(input.decision, input.stage_id, (from, &stages))?;
    match input.decision {
        GoNoGo::Go => {
            if let Some(responsible) = input.responsible_id.filter(|id| *id != change.deal.owner_id) {
                team::store::check_user(tx, "responsibleId", responsible).await?;
                change.deal.owner_id = responsible;
            }
        }
        GoNoGo::NoGo => change.deal.loss_reason_id = input.loss_reason_id,
    }
    let reason = rules::decision_reason(input.reason)?;
    change.said.push(("go_no_go".into(), input.decision.as_str().to_uppercase()));
    change.said.extend(reason.map(|reason| ("go_no_go_reason".into(), reason)));
    if let Some(report) = input.win_loss_report {
        change.brief(tx).await?.win_loss_report = tidy(Some(report));
    }
    move_to(tx, change, target, Way::to_the_top(input.override_reason)).await
}

/// How a deal goes to a stage.
struct Way {
    /// The cards between which it is to stand.
    place: (Option<Id<Deal>>, Option<Id<Deal>>),
    /// Why it goes although the gate asks for more.
    over: Override,
}

impl Way {
    fn to_the_top(reason: Option<String>) -> Self {
        Self { place: (None, None), over: Override { reason, given_before: false } }
    }
}

/// Moves a deal that is changed in the same step to the top of a stage.
pub async fn move_changed(
    tx: &mut Tx,
    change: Change,
    stage_id: Id<Stage>,
    override_reason: Option<String>,
) -> Result<Deal> {
    move_to(tx, change, stage_id, Way::to_the_top(override_reason)).await
}

/// The one way a deal changes its stage, for board, form, API and bulk alike.
async fn move_to(tx: &mut Tx, mut change: Change, stage_id: Id<Stage>, way: Way) -> Result<Deal> {
    let to = open_stage(tx, stage_id).await?;
    let before = change.before().clone();
    let reason = (before.loss_reason_id, change.deal.loss_reason_id);
    pipeline::store::check_lookup(tx, "lossReasonId", LookupKind::LossReason, reason).await?;
    if to.kind != StageKind::Lost {
        change.deal.loss_reason_id = None;
    }
    let kind = if before.stage_id == to.id {
        "deal.ranked"
    } else {
        check_move(tx, &before, &to).await?;
        let passed = pass_gate(tx, &change, &to, way.over).await?;
        if !passed.approvals.is_empty() {
            return wait(tx, change, &to, passed).await;
        }
        change.said.extend(passed.reason.map(|reason| ("override_reason".into(), reason)));
        // Moving a deal that was put aside takes it up again.
        if before.status == DealStatus::Inactive {
            change.brief(tx).await?.inactive_reason = None;
        }
        let now = tx.now;
        rules::enter_stage(&mut change.deal, &to, now)?;
        "deal.stage_changed"
    };
    let (low, high) = store::neighbours(tx, (before.id, to.id), way.place).await?;
    change.deal.rank = rank::between(low.as_deref(), high.as_deref());
    if before.stage_id == to.id {
        return change.save(tx, kind).await;
    }
    let left = store::change_visit(tx, &change.deal).await?;
    let deal = change.save(tx, kind).await?;
    if left.plan_runs {
        follow::leave(tx, &deal, before.stage_id).await?;
    }
    follow::enter(tx, &deal, &to).await?;
    Ok(deal)
}

/// The deal has what the stage asks for, or a manager says why it may go all the same; but for approvals, for which it waits.
async fn pass_gate(tx: &mut Tx, change: &Change, to: &Stage, over: Override) -> Result<Passed> {
    if to.gate.is_empty() {
        return Ok(Passed::default());
    }
    let from: Stage = list::get(tx, change.before().stage_id).await?;
    if !gate::rules::applies(Some(&from), to) {
        return Ok(Passed::default());
    }
    let entering =
        gate::rules::Entering { deal: &change.deal, brief: change.brief.as_ref(), account: None, lines: &[] };
    gate::actions::pass(tx, entering, to, over).await
}

/// The deal stays where it is until the approvals are granted; what was filled in the same step is kept.
async fn wait(tx: &mut Tx, mut change: Change, to: &Stage, passed: Passed) -> Result<Deal> {
    // What would be refused later is refused before anybody is asked.
    rules::enter_stage(&mut change.deal.clone(), to, tx.now)?;
    let before = change.before();
    let kind = if before.owner_id == change.deal.owner_id { "deal.changed" } else { "deal.owner_changed" };
    let reason = change.deal.loss_reason_id;
    change.deal.loss_reason_id = before.loss_reason_id;
    let said = std::mem::take(&mut change.said).into_iter().map(|(field, text)| (field.into_owned(), text));
    let taken = Entry { override_reason: passed.reason, loss_reason_id: reason, said: said.collect() };
    let deal = change.save(tx, kind).await?;
    entry::ask(tx, &deal, to, (taken, passed.approvals)).await?;
    Ok(deal)
}

/// Moves a deal, whose row is locked, into the stage it waited for: what it took along counts as if it were said now.
pub async fn enter_granted(tx: &mut Tx, deal: Deal, stage_id: Id<Stage>, taken: Entry) -> Result<Deal> {
    let mut change = Change::of(tx, deal).await?;
    change.deal.loss_reason_id = taken.loss_reason_id.or(change.deal.loss_reason_id);
    change.said.extend(taken.said.into_iter().map(|(field, text)| (field.into(), text)));
    let over = Override { reason: taken.override_reason, given_before: true };
    move_to(tx, change, stage_id, Way { place: (None, None), over }).await
}

/// A stage that deals can go to.
async fn open_stage(tx: &mut Tx, id: Id<Stage>) -> Result<Stage> {
    pipeline::store::stage_to_enter(tx, id).await.map_err(|error| error.at("stageId"))
}

/// The pipeline's own rules about moving. A deal that changes pipeline begins anew there, wherever it is put.
async fn check_move(tx: &mut Tx, deal: &Deal, to: &Stage) -> Result<()> {
    if deal.pipeline_id != to.pipeline_id {
        return Ok(());
    }
    let pipeline: Pipeline = list::get(tx, deal.pipeline_id).await?;
    let stages = pipeline::store::stages_of(tx, pipeline.id).await?;
    let from: Stage = list::get(tx, deal.stage_id).await?;
    Ok(pipeline::rules::check_move(&pipeline, &stages, &from, to)?)
}

/// Moves one of several deals to the top of a stage, on its present version.
pub async fn move_one(
    tx: &mut Tx,
    id: Id<Deal>,
    stage_id: Id<Stage>,
    (reason, override_reason): (Option<Id<pipeline::model::Lookup>>, Option<String>),
) -> Result<Deal> {
    tx.require(Role::Rep)?;
    let mut change = Change::begin(tx, id, None).await?;
    if change.deal.stage_id == stage_id {
        return Ok(change.deal);
    }
    change.deal.loss_reason_id = reason.or(change.deal.loss_reason_id);
    move_to(tx, change, stage_id, Way::to_the_top(override_reason)).await
}

/// Moves every deal of a stage to another, whoever may see them: the admin who removes a stage decides for all. Returns how many.
pub async fn move_all_between_stages(tx: &mut Tx, from: &Stage, to: &Stage) -> Result<i32> {
    tx.require(Role::Admin)?;
    let viewer = tx.viewer.clone();
    let mut conditions = Conditions::on(Deal::WORKSPACE, &viewer, tx.now);
    conditions.equals("deals.stage_id", Bind::Uuid(from.id.0));
    let deals: Vec<Deal> = list::locked(tx.conn(), conditions.into_sql()).await?;
    let mut moved = 0;
    for deal in deals {
        let mut change = Change::begin(tx, deal.id, None).await?;
        let status = change.deal.status;
        let now = tx.now;
        rules::enter_stage(&mut change.deal, to, now)?;
        // A deal put aside stays aside, and a closed one keeps the day it was closed.
        if status == DealStatus::Inactive {
            change.deal.status = status;
        }
        change.deal.closed_at = deal.closed_at.or(change.deal.closed_at);
        let left = store::change_visit(tx, &change.deal).await?;
        let deal = change.save(tx, "deal.stage_changed").await?;
        // The stage goes, the deal does not: its work goes on as it is.
        if left.plan_runs {
            follow::hand_over(tx, &deal, from.id, to.id).await?;
        }
        moved += 1;
    }
    Ok(moved)
}
