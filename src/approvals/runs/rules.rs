//! How a run goes: what decisions do to its steps, who can decide, and what it comes to.

pub mod people;

#[cfg(test)]
mod tests;

use crate::app::checks::{Checks, tidy};
use crate::app::error::{Refusal, RefusalCode, Result};
use crate::approvals::policies::model::{ApprovalMode, ApprovalPolicy, ApprovalPolicyStep};
use crate::approvals::runs::input::ApprovalVerdict;
use crate::approvals::runs::model::{
    Approval, ApprovalAssignment, ApprovalDecision, ApprovalStatus, ApprovalStep, ApprovalStepStatus,
    ApproverVia,
};
use crate::approvals::runs::rules::people::{Asked, People, asking, in_place_of, needed, resolve};
use crate::db::id::Id;
use crate::team::model::User;
use chrono::{DateTime, Duration, Utc};
use uuid::Uuid;

/// How long after a step is due the admins are asked too.
pub const PATIENCE: Duration = Duration::hours(24);

/// What can end a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    Grant,
    Reject,
    Recall,
    Void,
}

/// Where an end leads from: the one transition table of runs.
///
/// # Errors
/// Refused when a run that stands there cannot end like that.
pub fn next(status: ApprovalStatus, end: End) -> Result<ApprovalStatus> {
    match (status, end) {
        (ApprovalStatus::Pending, End::Grant) => Ok(ApprovalStatus::Approved),
        (ApprovalStatus::Pending, End::Reject) => Ok(ApprovalStatus::Rejected),
        (ApprovalStatus::Pending, End::Recall) => Ok(ApprovalStatus::Recalled),
        (ApprovalStatus::Pending | ApprovalStatus::Approved, End::Void) => Ok(ApprovalStatus::Voided),
        (status, _) => Err(ended(status)),
    }
}

fn ended(status: ApprovalStatus) -> crate::app::error::Error {
    let stands = match status {
        ApprovalStatus::Pending => "still waits for a decision",
        ApprovalStatus::Approved => "was granted",
        ApprovalStatus::Rejected => "was rejected",
        ApprovalStatus::Recalled => "was recalled",
        ApprovalStatus::Voided => "was voided",
    };
    let message = format!("This approval {stands}; nothing is to be decided about it any more.");
    Refusal::at(RefusalCode::Invalid, "id", message).into()
}

/// The steps of several policies as one run goes through them, the first of them begun.
pub fn steps(policies: &[ApprovalPolicy], (asked, people): (&Asked, &People)) -> Vec<ApprovalStep> {
    let of = policies.iter().flat_map(|policy| policy.steps.0.iter().map(move |step| (policy, step.clone())));
    of.enumerate().map(|(place, step)| begin(place, step, (asked, people))).collect()
}

fn begin(
    place: usize,
    (policy, step): (&ApprovalPolicy, ApprovalPolicyStep),
    (asked, people): (&Asked, &People),
) -> ApprovalStep {
    let mut step = ApprovalStep {
        id: Id::new(),
        position: i32::try_from(place).unwrap_or(i32::MAX),
        name: step.name,
        policy_id: policy.id,
        policy_name: policy.name.clone(),
        mode: step.mode,
        at_least: step.at_least,
        needed: 1,
        status: ApprovalStepStatus::Waiting,
        own_requests: policy.own_requests,
        due_hours: step.due_hours,
        rules: step.approvers,
        started_at: None,
        due_at: None,
        reminded_at: None,
        escalated_at: None,
        ended_at: None,
        approvers: Vec::new(),
    };
    ask(&mut step, *asked, people);
    step
}

/// Asks those whom the rules of a step name by now.
pub fn ask(step: &mut ApprovalStep, asked: Asked, people: &People) {
    let asked = Asked { own_requests: step.own_requests, ..asked };
    step.approvers = resolve(&step.rules, &asked, people);
    step.needed = needed(step.mode, step.at_least, &step.approvers);
}

/// Begins the first step that has not begun; none when all are over.
pub fn advance(run: &mut Approval, (asked, people): (Asked, &People), now: DateTime<Utc>) -> bool {
    let next = run.steps.0.iter_mut().find(|step| step.status == ApprovalStepStatus::Waiting);
    let Some(step) = next else { return false };
    ask(step, asked, people);
    step.status = ApprovalStepStatus::Current;
    step.started_at = Some(now);
    step.due_at = step.due_hours.map(|hours| now + Duration::hours(i64::from(hours)));
    let due = step.due_at;
    run.due_at = due;
    run.attend_at = due;
    settle(run);
    true
}

/// Works out anew whom the run waits for.
pub fn settle(run: &mut Approval) {
    let mut waiting: Vec<Uuid> =
        current(run).map(open).into_iter().flatten().map(|one| one.user_id.0).collect();
    waiting.sort_unstable();
    run.waiting_for = waiting;
}

fn open(step: &ApprovalStep) -> impl Iterator<Item = &ApprovalAssignment> {
    step.approvers.iter().filter(|one| one.decision.is_none())
}

/// The step that is to be decided now.
pub fn current(run: &Approval) -> Option<&ApprovalStep> {
    run.steps.0.iter().find(|step| step.status == ApprovalStepStatus::Current)
}

fn current_mut(run: &mut Approval) -> Result<&mut ApprovalStep> {
    let status = run.status;
    let step = run.steps.0.iter_mut().find(|step| step.status == ApprovalStepStatus::Current);
    step.ok_or_else(|| ended(status))
}

/// What somebody asked is to decide now.
fn assignment(run: &mut Approval, user: Option<Uuid>) -> Result<&mut ApprovalAssignment> {
    let step = current_mut(run)?;
    let mine = step.approvers.iter_mut().find(|one| Some(one.user_id.0) == user && one.decision.is_none());
    mine.ok_or_else(|| {
        let message = "This does not wait for you; only those asked in the current step decide.";
        Refusal::whole(RefusalCode::NotAllowed, message).into()
    })
}

/// What a decision came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// The step takes more approvals.
    Counted,
    /// The step is over, and others may come.
    StepDone,
    /// The run is over.
    Rejected,
}

/// Writes down what somebody decided.
///
/// # Errors
/// Refused when the run has ended or does not wait for them, and for a rejection without a comment.
pub fn decide(
    run: &mut Approval,
    user: Option<Uuid>,
    (verdict, comment): (ApprovalVerdict, Option<String>),
    now: DateTime<Utc>,
) -> Result<Outcome> {
    let comment = checked(comment)?;
    let mine = assignment(run, user)?;
    if verdict == ApprovalVerdict::Reject && comment.is_none() {
        let message = "Say why it is rejected.";
        return Err(Refusal::at(RefusalCode::Required, "comment", message).into());
    }
    let approved = verdict == ApprovalVerdict::Approve;
    mine.decision = Some(if approved { ApprovalDecision::Approved } else { ApprovalDecision::Rejected });
    mine.comment = comment;
    mine.decided_at = Some(now);
    let step = current_mut(run)?;
    let outcome = match approved {
        false => Outcome::Rejected,
        true if approvals(step) >= step.needed => Outcome::StepDone,
        true => Outcome::Counted,
    };
    if outcome != Outcome::Counted {
        let status = if approved { ApprovalStepStatus::Approved } else { ApprovalStepStatus::Rejected };
        (step.status, step.ended_at) = (status, Some(now));
    }
    settle(run);
    Ok(outcome)
}

/// How many approvals a step has: where all have to approve, the admins who stand in for somebody count as one.
fn approvals(step: &ApprovalStep) -> i32 {
    let given = |stands_in: bool| {
        let yes = |one: &&ApprovalAssignment| {
            one.decision == Some(ApprovalDecision::Approved) && one.stands_in == stands_in
        };
        i32::try_from(step.approvers.iter().filter(yes).count()).unwrap_or(i32::MAX)
    };
    let standing_in = if step.mode == ApprovalMode::All { given(true).min(1) } else { given(true) };
    given(false).saturating_add(standing_in)
}

/// Hands on what somebody was asked to somebody else.
///
/// # Errors
/// Refused when it does not wait for them, or the other is asked already or asked for it themselves.
pub fn delegate(
    run: &mut Approval,
    (from, to): (Option<Uuid>, Id<User>),
    comment: Option<String>,
    now: DateTime<Utc>,
) -> Result<()> {
    let (comment, requester) = (checked(comment)?, run.requested_by);
    let mine = assignment(run, from)?;
    mine.decision = Some(ApprovalDecision::Delegated);
    mine.comment = comment;
    mine.decided_at = Some(now);
    let (by, stands_in) = (mine.user_id, mine.stands_in);
    let step = current_mut(run)?;
    let refused = |code, message: &'static str| Err(Refusal::at(code, "toUserId", message).into());
    if step.approvers.iter().any(|one| one.user_id == to) {
        return refused(RefusalCode::Taken, "They are asked in this step already; choose somebody else.");
    }
    if !step.own_requests && requester == Some(to) {
        return refused(RefusalCode::Invalid, "They asked for it themselves; choose somebody else.");
    }
    let other =
        ApprovalAssignment { delegated_by: Some(by), stands_in, ..asking(to, ApproverVia::Delegated) };
    step.approvers.push(other);
    settle(run);
    Ok(())
}

/// Ends a run: what has not been decided is not decided any more.
///
/// # Errors
/// Refused when the run has ended.
pub fn end(run: &mut Approval, how: End, now: DateTime<Utc>) -> Result<()> {
    run.status = next(run.status, how)?;
    run.ended_at = run.ended_at.or(Some(now));
    for step in &mut run.steps.0 {
        if matches!(step.status, ApprovalStepStatus::Waiting | ApprovalStepStatus::Current) {
            (step.status, step.ended_at) = (ApprovalStepStatus::Cancelled, Some(now));
        }
    }
    run.waiting_for.clear();
    (run.due_at, run.attend_at) = (None, None);
    Ok(())
}

/// What upkeep does about a run that is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Attention {
    Remind,
    Escalate,
}

/// Reminds those asked when a step is due, and asks the admins too a day later; none when it is neither yet.
pub fn attend(run: &mut Approval, admins: &[Id<User>], now: DateTime<Utc>) -> Option<Attention> {
    if run.attend_at.is_none_or(|at| at > now) {
        return None;
    }
    let step = current_mut(run).ok()?;
    let attention = if step.reminded_at.is_none() {
        step.reminded_at = Some(now);
        run.attend_at = run.due_at.map(|due| due + PATIENCE);
        Attention::Remind
    } else {
        step.escalated_at = Some(now);
        let here = |admin: &Id<User>| step.approvers.iter().any(|one| one.user_id == *admin);
        let more: Vec<_> = admins.iter().filter(|admin| !here(admin)).copied().collect();
        step.approvers.extend(more.into_iter().map(|admin| asking(admin, ApproverVia::Escalated)));
        run.attend_at = None;
        Attention::Escalate
    };
    settle(run);
    Some(attention)
}

/// Asks the admins in the place of somebody who is asked now and cannot decide any more. False when they are not asked.
pub fn replace(run: &mut Approval, gone: Id<User>, (asked, people): (Asked, &People)) -> bool {
    let Ok(step) = current_mut(run) else { return false };
    let asked = Asked { own_requests: step.own_requests, ..asked };
    let before = step.approvers.len();
    step.approvers.retain(|one| one.user_id != gone || one.decision.is_some());
    if step.approvers.len() == before {
        return false;
    }
    in_place_of(&mut step.approvers, &asked, people);
    step.needed = needed(step.mode, step.at_least, &step.approvers);
    settle(run);
    true
}

/// What who asks says to it, as it is kept.
///
/// # Errors
/// Refused when it is too long.
pub fn checked_message(message: Option<String>) -> Result<Option<String>> {
    let message = tidy(message);
    let mut checks = Checks::default();
    checks.text("message", message.as_deref(), 2_000);
    checks.done().map(|()| message)
}

/// A comment as it is kept.
///
/// # Errors
/// Refused when it is too long.
pub fn checked(comment: Option<String>) -> Result<Option<String>> {
    let comment = tidy(comment);
    let mut checks = Checks::default();
    checks.text("comment", comment.as_deref(), 2_000);
    checks.done().map(|()| comment)
}
