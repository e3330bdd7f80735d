//! The sample's approvals: what is asked for big contracts and for large discounts, and what came of it so far.

use super::people::House;
use super::story::Story;
use super::{Past, as_person};
use crate::api::scalars::Date;
use crate::app::actor::{Role, Viewer};
use crate::app::error::Result;
use crate::app::tx::Tx;
use crate::approvals::policies::actions::create_approval_policy;
use crate::approvals::policies::input::{
    ApprovalConditionInput, ApprovalPolicyStepInput, ApproverRuleInput, CreateApprovalPolicyInput,
};
use crate::approvals::policies::model::{ApprovalSubjectKind, ApproverKind};
use crate::approvals::runs::actions::decide_approval;
use crate::approvals::runs::input::{ApprovalVerdict, DecideApprovalInput};
use crate::approvals::runs::model::{Approval, ApprovalStatus};
use crate::approvals::runs::store::standing;
use crate::db::id::Id;
use crate::deals::actions::move_one;
use crate::deals::model::{Deal, DealStatus};
use crate::integrations::import::store as lists;
use crate::pipeline::actions::update_stage;
use crate::pipeline::gate::{GateRequirementInput, GateRequirementKind};
use crate::pipeline::model::{Stage, UpdateStageInput};
use crate::proposals::actions::{create_proposal, submit_proposal};
use crate::proposals::input::{CreateProposalInput, SubmitProposalInput};
use async_graphql::MaybeUndefined;
use chrono::Duration;
use rust_decimal::Decimal;
use std::collections::BTreeSet;
use std::sync::Arc;
use uuid::Uuid;

/// What is said to each request in turn; the last are still waited for.
const VERDICTS: [Option<(ApprovalVerdict, &str)>; 4] = [
    Some((ApprovalVerdict::Approve, "The margin holds, go ahead.")),
    Some((ApprovalVerdict::Reject, "Not before legal has read their terms.")),
    None,
    None,
];

/// Adds the policies, asks for some approvals within the last hour, and lets people decide about the first of them.
pub async fn ask(past: &Past, system: &Arc<Viewer>, (house, story): (&House, &Story)) -> Result<()> {
    past.pass_until(past.now - Duration::minutes(50));
    let stage = past.app.write(system, None, async |tx: &mut Tx| keep(tx).await).await?;
    let Some(stage) = stage else { return Ok(()) };
    let near = |deal: &&Deal| deal.status == DealStatus::Open && deal.probability == 75;
    let big = |deal: &&Deal| deal.amount_base.is_some_and(|amount| amount >= Decimal::from(50_000));
    let manager = house.managers().first().map(|user| as_person(user));
    let Some(manager) = manager else { return Ok(()) };
    let waiting = story.deals.iter().filter(near).filter(big);
    for (deal, verdict) in waiting.zip(VERDICTS) {
        let reason = Some("Agreed in the weekly round; the missing papers follow.".to_owned());
        let go = async |tx: &mut Tx| move_one(tx, deal.id, stage.id, (None, reason.clone())).await;
        past.app.write(&manager, None, go).await?;
        past.pass_until(past.clock.now() + Duration::minutes(3));
        decide(past, system, house, ((ApprovalSubjectKind::StageEntry, deal.id.0), verdict)).await?;
    }
    offer(past, system, (house, story)).await
}

async fn keep(tx: &mut Tx) -> Result<Option<Stage>> {
    let manager = |name: &str| step(name, ApproverKind::OwnersManager, None);
    let contracts = CreateApprovalPolicyInput {
        name: "Big contracts".to_owned(),
        description: Some("Contracts of 50 000 and more are read by the owner's manager.".to_owned()),
        subject: ApprovalSubjectKind::StageEntry,
        active: None,
        condition: Some(ApprovalConditionInput {
            amount_at_least: Some(Decimal::from(50_000)),
            ..ApprovalConditionInput::default()
        }),
        steps: vec![manager("Sales")],
        own_requests: None,
    };
    let policy = create_approval_policy(tx, contracts).await?;
    let discounts = CreateApprovalPolicyInput {
        name: "Large discounts".to_owned(),
        description: Some("Whoever gives away a fifth or more asks first.".to_owned()),
        subject: ApprovalSubjectKind::Proposal,
        active: None,
        condition: Some(ApprovalConditionInput {
            discount_at_least: Some(Decimal::from(20)),
            ..ApprovalConditionInput::default()
        }),
        steps: vec![manager("Sales"), step("Management", ApproverKind::Role, Some(Role::Admin))],
        own_requests: None,
    };
    create_approval_policy(tx, discounts).await?;
    let stages = lists::stages(tx).await?;
    let Some(stage) = stages.into_iter().find(|stage| stage.name == "Contracting") else { return Ok(None) };
    let kept = crate::pipeline::gate::requirements(&stage.gate, &[], &[]);
    let mut gate: Vec<GateRequirementInput> =
        kept.into_iter().map(|one| GateRequirementInput { kind: one.kind, key: one.key }).collect();
    gate.push(GateRequirementInput { kind: GateRequirementKind::Approval, key: policy.id.to_string() });
    update_stage(tx, gated(&stage, gate)).await.map(Some)
}

fn gated(stage: &Stage, gate: Vec<GateRequirementInput>) -> UpdateStageInput {
    UpdateStageInput {
        id: stage.id,
        name: None,
        probability: None,
        color: None,
        rotting_days: MaybeUndefined::Undefined,
        guidance: MaybeUndefined::Undefined,
        in_funnel: None,
        allow_create: None,
        forecast_category_id: MaybeUndefined::Undefined,
        gate: Some(gate),
        activity_plan_id: MaybeUndefined::Undefined,
        steps: None,
        go_no_go: None,
        expected_version: None,
    }
}

fn step(name: &str, kind: ApproverKind, role: Option<Role>) -> ApprovalPolicyStepInput {
    ApprovalPolicyStepInput {
        id: None,
        name: name.to_owned(),
        approvers: vec![ApproverRuleInput { kind, user_id: None, role, team_id: None }],
        mode: None,
        at_least: None,
        due_hours: Some(24),
    }
}

/// Offers with a large discount: one is through the first step, one has just been asked for.
async fn offer(past: &Past, system: &Arc<Viewer>, (house, story): (&House, &Story)) -> Result<()> {
    let sold: BTreeSet<Id<Deal>> =
        story.sittings.values().flat_map(|deeds| deeds.lines.iter().map(|line| line.deal_id)).collect();
    let fitting = |deal: &&Deal| deal.status == DealStatus::Open && sold.contains(&deal.id);
    let yes = Some((ApprovalVerdict::Approve, "They buy for three years; fine with me."));
    for (deal, verdict) in story.deals.iter().rev().filter(fitting).zip([yes, None]) {
        let Some(owner) = house.people.iter().find(|user| user.id == deal.owner_id) else { continue };
        let work = async |tx: &mut Tx| {
            let input = CreateProposalInput {
                deal_id: deal.id,
                discount_percent: Some(Decimal::from(20)),
                valid_until: Some(Date((tx.now + Duration::days(45)).date_naive())),
                ..CreateProposalInput::default()
            };
            let proposal = create_proposal(tx, input).await?;
            let message = Some("They have an offer of a competitor that is a fifth below ours.".to_owned());
            let submit = SubmitProposalInput { id: proposal.id, message, expected_version: None };
            submit_proposal(tx, submit).await
        };
        let proposal = past.app.write(&as_person(owner), None, work).await?;
        past.pass_until(past.clock.now() + Duration::minutes(3));
        decide(past, system, house, ((ApprovalSubjectKind::Proposal, proposal.id.0), verdict)).await?;
    }
    Ok(())
}

/// Somebody who is asked decides, when there is a verdict.
async fn decide(
    past: &Past,
    system: &Arc<Viewer>,
    house: &House,
    (subject, verdict): ((ApprovalSubjectKind, Uuid), Option<(ApprovalVerdict, &str)>),
) -> Result<()> {
    let Some((decision, comment)) = verdict else { return Ok(()) };
    let workspace_id = system.workspace_id;
    let found: Option<Approval> = standing(&mut *past.app.read().await?, workspace_id, subject).await?;
    let Some(run) = found.filter(|run| run.status == ApprovalStatus::Pending) else { return Ok(()) };
    let asked = house.people.iter().find(|user| run.waiting_for.first() == Some(&user.id.0));
    let Some(asked) = asked else { return Ok(()) };
    let input = DecideApprovalInput {
        id: run.id,
        decision,
        comment: Some(comment.to_owned()),
        expected_version: run.version,
    };
    let work = async |tx: &mut Tx| decide_approval(tx, input.clone()).await;
    past.app.write(&as_person(asked), None, work).await.map(drop)
}
