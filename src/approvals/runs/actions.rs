//! What those who are asked, and those who ask, can do with approvals; and how the rest of the product ends them.

use crate::app::actor::Role;
use crate::app::error::{Error, Refusal, RefusalCode, Result};
use crate::app::tx::Tx;
use crate::approvals::policies::model::ApprovalSubjectKind;
use crate::approvals::runs::ask::Subject;
use crate::approvals::runs::entry;
use crate::approvals::runs::input::{
    ApprovalVerdict, DecideApprovalInput, DelegateApprovalInput, RecallApprovalInput,
};
use crate::approvals::runs::model::{Approval, ApprovalStatus, ApprovalStepStatus, Cause};
use crate::approvals::runs::rules::people::Asked;
use crate::approvals::runs::rules::{self, Attention, End, Outcome};
use crate::approvals::runs::store;
use crate::db::id::{Id, type_id};
use crate::db::list;
use crate::deals;
use crate::deals::change::part_news;
use crate::deals::model::Deal;
use crate::live::event::{Audience, News, SubjectKind};
use crate::proposals;
use crate::proposals::packages::actions as packages;
use crate::team::model::User;
use serde_json::Value;

/// What is told with a change without being kept in the row: field and value.
type Said = Vec<(&'static str, Value)>;

/// Decides. The last decision ends the run, and what was asked for happens in the same step.
pub async fn decide_approval(tx: &mut Tx, input: DecideApprovalInput) -> Result<Approval> {
    tx.require(Role::Rep)?;
    let (deal, before) = lock(tx, input.id, input.expected_version).await?;
    let mut after = before.clone();
    let said = said_by(&after, &input);
    let (user, now) = (tx.viewer.user_id(), tx.now);
    let kind = match rules::decide(&mut after, user, (input.decision, input.comment), now)? {
        Outcome::Rejected => {
            rules::end(&mut after, End::Reject, now)?;
            "approval.refused"
        }
        Outcome::Counted => "approval.decided",
        Outcome::StepDone if go_on(tx, &deal, &mut after).await? => "approval.decided",
        Outcome::StepDone => {
            rules::end(&mut after, End::Grant, now)?;
            "approval.granted"
        }
    };
    save(tx, (&deal, kind), (&before, &mut after), said).await?;
    follow(tx, kind, &after).await?;
    Ok(after)
}

/// Does what was asked for, or what its refusal means.
async fn follow(tx: &mut Tx, kind: &'static str, run: &Approval) -> Result<()> {
    match (kind, run.subject_kind) {
        ("approval.granted", ApprovalSubjectKind::StageEntry) => entry::granted(tx, run).await,
        ("approval.granted", ApprovalSubjectKind::Proposal) => {
            proposals::actions::granted(tx, Id::of(run.subject_id)).await.map(drop)
        }
        ("approval.granted", ApprovalSubjectKind::ContractPackage) => {
            packages::granted(tx, Id::of(run.subject_id)).await.map(drop)
        }
        ("approval.refused", ApprovalSubjectKind::ContractPackage) => {
            packages::refused(tx, Id::of(run.subject_id)).await.map(drop)
        }
        ("approval.recalled", ApprovalSubjectKind::ContractPackage) => {
            packages::recalled(tx, Id::of(run.subject_id)).await.map(drop)
        }
        ("approval.refused", ApprovalSubjectKind::Proposal) => {
            proposals::actions::refused(tx, Id::of(run.subject_id)).await.map(drop)
        }
        ("approval.recalled", ApprovalSubjectKind::Proposal) => {
            proposals::actions::recalled(tx, Id::of(run.subject_id)).await.map(drop)
        }
        // It goes on; or a deal that was refused a stage stays where it is.
        _ => Ok(()),
    }
}

fn said_by(run: &Approval, input: &DecideApprovalInput) -> Said {
    let verdict = match input.decision {
        ApprovalVerdict::Approve => "APPROVED",
        ApprovalVerdict::Reject => "REJECTED",
    };
    let mut said = vec![("decision", Value::from(verdict))];
    said.extend(rules::current(run).map(|step| ("step", step.name.clone().into())));
    let comment = crate::app::checks::tidy(input.comment.clone());
    said.extend(comment.map(|comment| ("comment", comment.into())));
    said
}

/// Begins the next step, if there is one.
async fn go_on(tx: &mut Tx, deal: &Deal, run: &mut Approval) -> Result<bool> {
    if !run.steps.0.iter().any(|step| step.status == ApprovalStepStatus::Waiting) {
        return Ok(false);
    }
    let people = store::people(tx, deal.owner_id).await?;
    let asked = Asked { owner: deal.owner_id, requester: run.requested_by, own_requests: false };
    Ok(rules::advance(run, (asked, &people), tx.now))
}

/// Hands on what one was asked to somebody else, who sees the deal from then on, as long as it waits for them.
pub async fn delegate_approval(tx: &mut Tx, input: DelegateApprovalInput) -> Result<Approval> {
    tx.require(Role::Rep)?;
    let (deal, before) = lock(tx, input.id, input.expected_version).await?;
    let mut after = before.clone();
    let (user, now) = (tx.viewer.user_id(), tx.now);
    rules::delegate(&mut after, (user, input.to_user_id), input.comment.clone(), now)?;
    let people = store::people(tx, deal.owner_id).await?;
    if !people.able.iter().any(|one| one.id == input.to_user_id) {
        let message = "They cannot decide: choose somebody who can sign in and change things.";
        return Err(Refusal::at(RefusalCode::Invalid, "toUserId", message).into());
    }
    let mut said: Said =
        vec![("decision", "DELEGATED".into()), ("user_id", Value::from(input.to_user_id.0.to_string()))];
    said.extend(rules::checked(input.comment)?.map(|comment| ("comment", comment.into())));
    save(tx, (&deal, "approval.delegated"), (&before, &mut after), said).await?;
    Ok(after)
}

/// Takes back what one asked for.
pub async fn recall_approval(tx: &mut Tx, input: RecallApprovalInput) -> Result<Approval> {
    tx.require(Role::Rep)?;
    let (deal, before) = lock(tx, input.id, input.expected_version).await?;
    if !may_recall(&before, tx.viewer.user_id(), tx.viewer.role) {
        let message = "Only who asked for it, and admins, can take it back.";
        return Err(Refusal::whole(RefusalCode::NotAllowed, message).into());
    }
    let mut after = before.clone();
    rules::end(&mut after, End::Recall, tx.now)?;
    let said = rules::checked(input.comment)?.map(|comment| ("comment", Value::from(comment)));
    save(tx, (&deal, "approval.recalled"), (&before, &mut after), said.into_iter().collect()).await?;
    follow(tx, "approval.recalled", &after).await?;
    Ok(after)
}

/// Whether this person may take a run back that has not ended.
pub fn may_recall(run: &Approval, user: Option<uuid::Uuid>, role: Role) -> bool {
    let asked = user.is_some() && run.requested_by.map(|id| id.0) == user;
    role == Role::Admin || (asked && role >= Role::Rep)
}

/// Locks the approval after its deal, for somebody who sees them, on the version they decided on.
async fn lock(tx: &mut Tx, id: Id<Approval>, expected_version: i32) -> Result<(Deal, Approval)> {
    let found: Approval = list::get(tx, id).await?;
    let deal: Deal = list::get_for_update(tx, found.deal_id).await.map_err(|error| match error {
        // Not to be told apart from an approval that is not there.
        Error::NotFound(_) => Error::NotFound("approval"),
        other => other,
    })?;
    let run = store::lock(tx, id).await?;
    tx.check_version(&run, Some(expected_version)).await?;
    Ok((deal, run))
}

/// Ends a run because of what happened to what it was asked about. The deal's row is locked.
pub async fn stop(tx: &mut Tx, deal: &Deal, before: Approval, (how, why): (End, Cause)) -> Result<()> {
    let mut after = before.clone();
    rules::end(&mut after, how, tx.now)?;
    (after.end_cause, after.end_name) = (Some(why.0), why.1);
    let kind = if how == End::Void { "approval.voided" } else { "approval.recalled" };
    save(tx, (deal, kind), (&before, &mut after), Said::new()).await
}

/// Ends what is asked or was granted about this, if anything: it does not hold any more. The deal's row is locked.
pub async fn void(tx: &mut Tx, deal: &Deal, subject: Subject, why: Cause) -> Result<()> {
    match store::standing(tx.conn(), deal.workspace_id.0, (subject.kind(), subject.id())).await? {
        Some(run) => stop(tx, deal, run, (End::Void, why)).await,
        None => Ok(()),
    }
}

/// Ends what is asked or was granted about something of which nothing comes. The deal's row is locked.
pub async fn withdraw(tx: &mut Tx, deal: &Deal, subject: Subject, why: Cause) -> Result<()> {
    let found = store::standing(tx.conn(), deal.workspace_id.0, (subject.kind(), subject.id())).await?;
    let Some(run) = found else { return Ok(()) };
    let how = if run.status == ApprovalStatus::Pending { End::Recall } else { End::Void };
    stop(tx, deal, run, (how, why)).await
}

/// Tells that a deal stayed although it was granted the stage, and why.
pub async fn stayed(tx: &mut Tx, deal: &Deal, run: &Approval, why: String) -> Result<()> {
    let audience = deals::store::audience(tx, deal.id).await?;
    let mut news = run_news("approval.stayed", deal, run, audience);
    news.changes.insert("reason".to_owned(), (Value::Null, why.into()));
    tx.emit(news);
    Ok(())
}

/// Reminds those asked, or asks the admins too, if that is due and nobody else does so at the moment.
pub async fn attend(tx: &mut Tx, id: Id<Approval>, deal: Id<Deal>) -> Result<()> {
    let Some(deal) = deals::store::lock_free(tx, deal).await? else { return Ok(()) };
    let before = store::lock(tx, id).await?;
    let people = store::people(tx, deal.owner_id).await?;
    let own_requests = rules::current(&before).is_some_and(|step| step.own_requests);
    let asked = Asked { owner: deal.owner_id, requester: before.requested_by, own_requests };
    let admins: Vec<_> = people.admins(&asked).collect();
    let mut after = before.clone();
    let kind = match rules::attend(&mut after, &admins, tx.now) {
        Some(Attention::Remind) => "approval.reminded",
        Some(Attention::Escalate) => "approval.escalated",
        None => return Ok(()),
    };
    let mut said = Said::new();
    said.extend(rules::current(&after).map(|step| ("step", Value::from(step.name.clone()))));
    if kind == "approval.reminded" {
        // Who is late is said with the reminder: it may wait for others by the time it is read.
        said.push(("waiting_for", waiting_for(&after)));
    }
    save(tx, (&deal, kind), (&before, &mut after), said).await
}

/// Somebody cannot decide any more: the admins are asked in their place wherever something waits for them.
pub async fn leaves(tx: &mut Tx, user: Id<User>) -> Result<()> {
    for found in store::that_wait_for(tx, user).await? {
        let deal = deals::store::lock(tx, found.deal_id).await?;
        let before = store::lock(tx, found.id).await?;
        let people = store::people(tx, deal.owner_id).await?;
        let asked = Asked { owner: deal.owner_id, requester: before.requested_by, own_requests: false };
        let mut after = before.clone();
        if rules::replace(&mut after, user, (asked, &people)) {
            let said = vec![("user_id", Value::from(user.0.to_string()))];
            save(tx, (&deal, "approval.reassigned"), (&before, &mut after), said).await?;
        }
    }
    Ok(())
}

/// Adds a new run, and tells it: those who are asked see the deal from now on.
pub async fn insert(tx: &mut Tx, deal: &Deal, run: &Approval) -> Result<()> {
    let before = deals::store::audience(tx, deal.id).await?;
    tx.insert(run).await?;
    let after = deals::store::audience(tx, deal.id).await?;
    let news = run_news("approval.requested", deal, run, after.clone()).creating(run);
    tx.emit(told(news, (None, run), Said::new()).heard_by(Some(before), Some(after)));
    Ok(())
}

/// Saves a run of a deal whose row is locked, and tells what changed.
async fn save(
    tx: &mut Tx,
    (deal, kind): (&Deal, &'static str),
    (before, after): (&Approval, &mut Approval),
    said: Said,
) -> Result<()> {
    let was = deals::store::audience(tx, deal.id).await?;
    if tx.save(before, after).await? {
        let same = before.waiting_for == after.waiting_for;
        let is = if same { was.clone() } else { deals::store::audience(tx, deal.id).await? };
        let news = run_news(kind, deal, after, is.clone()).changing(before, after);
        tx.emit(told(news, (Some(before), after), said).heard_by(Some(was), Some(is)));
    }
    Ok(())
}

fn run_news(kind: &'static str, deal: &Deal, run: &Approval, audience: Audience) -> News {
    part_news(kind, deal, (SubjectKind::Approval, run.id.0, run.version), audience)
}

/// The ids of those a run waits for.
fn waiting_for(run: &Approval) -> Value {
    run.waiting_for.iter().map(|id| type_id("user", *id)).collect()
}

/// How a run is kept says nothing to people; whom it waits for, and what was said, does.
fn told(mut news: News, (before, after): (Option<&Approval>, &Approval), said: Said) -> News {
    const KEPT: [&str; 6] = ["steps", "entry", "attend_at", "hash", "subject_id", "used_at"];
    news.changes.retain(|field, _| !KEPT.contains(&field.as_str()));
    if let Some(change) = news.changes.get_mut("waiting_for") {
        *change = (before.map_or(Value::Null, waiting_for), waiting_for(after));
    }
    news.changes.extend(said.into_iter().map(|(field, value)| (field.to_owned(), (Value::Null, value))));
    news
}
