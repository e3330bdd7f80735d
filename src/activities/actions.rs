//! What a person can do with tasks. Whoever sees a task may work on it.

use crate::accounts::actions::{account_named, contact_named};
use crate::activities::model::{
    CancelTaskInput, CompleteTaskInput, CreateTaskInput, ReopenTaskInput, Task, TaskPriority, TaskStatus,
    UpdateTaskInput,
};
use crate::activities::rules::{self, Step};
use crate::activities::{plans, several, store};
use crate::app::actor::Role;
use crate::app::checks::tidy;
use crate::app::error::{Result, together};
use crate::app::tx::Tx;
use crate::db::id::Id;
use crate::db::list;
use crate::db::patch::{set, set_text};
use crate::deals::model::Deal;
use crate::fields::model::FieldSubject;
use crate::fields::standards::actions::check;
use crate::live::event::Audience;
use crate::{deals, fields, leads, team};

/// Adds a task, for the caller unless somebody else is named; the news of one for somebody else is that it was assigned.
pub async fn create_task(tx: &mut Tx, input: CreateTaskInput) -> Result<Task> {
    tx.require(Role::Rep)?;
    let deal: Option<Deal> = match input.deal_id {
        Some(id) => Some(list::get_for_update(tx, id).await.map_err(|error| error.at("dealId"))?),
        None => None,
    };
    let custom = fields::actions::fill_new(tx, FieldSubject::Task, input.custom).await?;
    let task = Task {
        workspace_id: Id::of(tx.workspace_id()),
        id: Id::new(),
        title: input.title.trim().to_owned(),
        description: tidy(input.description),
        assignee_id: team::store::owner_or_me(tx, input.assignee_id)?,
        due_at: input.due_at,
        priority: input.priority.unwrap_or(TaskPriority::Normal),
        status: TaskStatus::Open,
        mandatory: input.mandatory.unwrap_or(false),
        outcome: None,
        completed_at: None,
        deal_id: input.deal_id,
        account_id: input.account_id.or_else(|| deal.and_then(|deal| deal.account_id)),
        contact_id: input.contact_id,
        version: 1,
        created_at: tx.now,
        created_by: tx.by().map(Id::of),
        updated_at: tx.now,
        updated_by: tx.by().map(Id::of),
        custom,
        lead_id: input.lead_id,
        plan_run_id: None,
        plan_item_id: None,
    };
    let kept = check(tx, FieldSubject::Task, None, &task).await;
    together([rules::check_task(&task), kept])?;
    team::store::check_user(tx, "assigneeId", task.assignee_id).await?;
    if let Some(account) = input.account_id {
        account_named(tx, "accountId", account).await?;
    }
    if let Some(contact) = input.contact_id {
        contact_named(tx, "contactId", contact).await?;
    }
    if let Some(lead) = input.lead_id {
        leads::actions::open_for_update(tx, lead).await?;
    }
    let before = match task.deal_id {
        Some(deal) => Some(deals::store::audience(tx, deal).await?),
        None => None,
    };
    tx.insert(&task).await?;
    let kind = if tx.by() == Some(task.assignee_id.0) { "task.created" } else { "task.assigned" };
    tell(tx, kind, (None, &task), before).await?;
    Ok(task)
}

/// Changes a task. Another assignee hears of it as an assignment.
pub async fn update_task(tx: &mut Tx, input: UpdateTaskInput) -> Result<Task> {
    tx.require(Role::Rep)?;
    let before = store::lock(tx, input.id).await?;
    tx.check_version(&before, input.expected_version).await?;
    let mut after = before.clone();
    if let Some(title) = input.title {
        after.title = title.trim().to_owned();
    }
    set_text(&mut after.description, input.description);
    after.assignee_id = input.assignee_id.unwrap_or(after.assignee_id);
    set(&mut after.due_at, input.due_at);
    after.priority = input.priority.unwrap_or(after.priority);
    after.mandatory = input.mandatory.unwrap_or(after.mandatory);
    let kept = check(tx, FieldSubject::Task, Some(&before), &after).await;
    together([rules::check_task(&after), kept])?;
    fields::actions::fill(tx, FieldSubject::Task, &mut after.custom, input.custom).await?;
    let assigned = after.assignee_id != before.assignee_id;
    if assigned {
        team::store::check_user(tx, "assigneeId", after.assignee_id).await?;
    }
    save(tx, if assigned { "task.assigned" } else { "task.changed" }, &before, &mut after).await?;
    Ok(after)
}

/// Marks a task done, and notes on its deal that something happened.
pub async fn complete_task(tx: &mut Tx, input: CompleteTaskInput) -> Result<Task> {
    let (before, mut after) = step(tx, input.id, input.expected_version, Step::Complete).await?;
    after.outcome = tidy(input.outcome);
    rules::check_task(&after)?;
    save(tx, "task.completed", &before, &mut after).await?;
    plans::follow::settle(tx, &after).await?;
    if let Some(deal) = after.deal_id {
        deals::actions::touch_activity(tx, deal).await?;
    }
    Ok(after)
}

/// Takes a task up again. What came of it the first time stays in the history.
pub async fn reopen_task(tx: &mut Tx, input: ReopenTaskInput) -> Result<Task> {
    let (before, mut after) = step(tx, input.id, input.expected_version, Step::Reopen).await?;
    after.outcome = None;
    save(tx, "task.reopened", &before, &mut after).await?;
    plans::follow::settle(tx, &after).await?;
    Ok(after)
}

/// Calls a task off.
pub async fn cancel_task(tx: &mut Tx, input: CancelTaskInput) -> Result<Task> {
    let (before, mut after) = step(tx, input.id, input.expected_version, Step::Cancel).await?;
    save(tx, "task.cancelled", &before, &mut after).await?;
    plans::follow::settle(tx, &after).await?;
    Ok(after)
}

/// The task, locked after its deal, and as it is after the step.
async fn step(tx: &mut Tx, id: Id<Task>, expected_version: Option<i32>, step: Step) -> Result<(Task, Task)> {
    tx.require(Role::Rep)?;
    let before = store::lock(tx, id).await?;
    tx.check_version(&before, expected_version).await?;
    let status = rules::next(before.status, step)?;
    let completed_at = (status != TaskStatus::Open).then_some(tx.now);
    let after = Task { status, completed_at, ..before.clone() };
    Ok((before, after))
}

/// Saves and tells what changed. The deal's row is locked, when the task is on one.
pub async fn save(tx: &mut Tx, kind: &'static str, before: &Task, after: &mut Task) -> Result<()> {
    let audience = audience(tx, before).await?;
    if tx.save(before, after).await? {
        tell(tx, kind, (Some(before), after), Some(audience)).await?;
    }
    Ok(())
}

/// Who hears of the task as it is in the database now: on a deal, which is locked, those who see the deal, and those two who see
/// the task in any case.
async fn audience(tx: &mut Tx, task: &Task) -> Result<Audience> {
    let of_deal = match task.deal_id {
        Some(deal) => Some(deals::store::audience(tx, deal).await?),
        None => None,
    };
    Ok(several::heard_by(of_deal.as_ref(), task))
}

/// Tells what was written. On a deal the audience before is told for a new task too: it is the deal's, and its assignee may be
/// one who did not see the deal until now.
async fn tell(
    tx: &mut Tx,
    kind: &'static str,
    (before, after): (Option<&Task>, &Task),
    audience_before: Option<Audience>,
) -> Result<()> {
    let news = several::news(kind, after);
    let news = match before {
        Some(before) => news.changing(before, after),
        None => news.creating(after),
    };
    let audience_after = audience(tx, after).await?;
    tx.emit(news.heard_by(audience_before, Some(audience_after)));
    Ok(())
}
