//! Several tasks at once that the program makes or changes by itself: told as any task's, in few statements.

use crate::activities::model::Task;
use crate::app::error::Result;
use crate::app::tx::Tx;
use crate::db::id::Id;
use crate::deals;
use crate::deals::model::Deal;
use crate::live::event::{Audience, News, SubjectKind};

/// Adds tasks that hang on the same records. A deal's row is locked. The news of one for somebody else is that it was assigned.
pub async fn add(tx: &mut Tx, tasks: &[Task]) -> Result<()> {
    let Some(deal) = tasks.first().map(|task| task.deal_id) else { return Ok(()) };
    let mut before = of_deal(tx, deal).await?;
    tx.insert_all(tasks).await?;
    let after = of_deal(tx, deal).await?;
    for task in tasks {
        let kind = if tx.by() == Some(task.assignee_id.0) { "task.created" } else { "task.assigned" };
        let news = news(kind, task).creating(task);
        tx.emit(news.heard_by(before, Some(heard_by(after.as_ref(), task))));
        before = after.clone();
    }
    Ok(())
}

/// Saves what changed of tasks on a deal, whose row is locked: before and after.
pub async fn save(
    tx: &mut Tx,
    (deal, kind): (Id<Deal>, &'static str),
    changed: Vec<(Task, Task)>,
) -> Result<()> {
    if changed.is_empty() {
        return Ok(());
    }
    let was = of_deal(tx, Some(deal)).await?;
    let mut saved = Vec::with_capacity(changed.len());
    for (before, mut after) in changed {
        if tx.save(&before, &mut after).await? {
            saved.push((before, after));
        }
    }
    let is = of_deal(tx, Some(deal)).await?;
    for (before, after) in &saved {
        let news = news(kind, after).changing(before, after);
        let audiences = (heard_by(was.as_ref(), before), heard_by(is.as_ref(), after));
        tx.emit(news.heard_by(Some(audiences.0), Some(audiences.1)));
    }
    Ok(())
}

async fn of_deal(tx: &mut Tx, deal: Option<Id<Deal>>) -> Result<Option<Audience>> {
    match deal {
        Some(deal) => deals::store::audience(tx, deal).await.map(Some),
        None => Ok(None),
    }
}

/// Who hears of a task: those who see its deal, and those two who see the task in any case.
pub fn heard_by(of_deal: Option<&Audience>, task: &Task) -> Audience {
    let (assignee_id, creator_id) = (task.assignee_id.0, task.created_by.map(|id| id.0));
    match of_deal {
        Some(audience) => {
            audience.clone().with_task_of([Some(assignee_id), creator_id].into_iter().flatten())
        }
        None => Audience::Task { assignee_id, creator_id },
    }
}

/// News of a task.
pub fn news(kind: &'static str, task: &Task) -> News {
    News::of(kind, SubjectKind::Task, task.id.0, task.version)
        .on(task.deal_id.map(|id| id.0), task.account_id.map(|id| id.0))
}
