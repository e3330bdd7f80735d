//! Tasks, live.

use crate::activities::model::Task;
use crate::api::context::Ask;
use crate::api::fields::List;
use crate::api::scalars::Cursor;
use crate::app::error::Result as AppResult;
use crate::db::id::Id;
use crate::history::model::{ActorNode, FieldChange};
use crate::live::event::{Event, SubjectKind};
use crate::live::graphql::{ResyncRequired, batch, changes};
use crate::live::runner::Batch;
use async_graphql::{Context, Result, SimpleObject, Subscription, Union};
use chrono::{DateTime, Utc};
use futures_util::Stream;
use std::sync::Arc;
use uuid::Uuid;

/// Something about a task.
#[derive(Clone, SimpleObject)]
#[graphql(crate = "crate::api::fields")]
pub struct TaskChange {
    /// The event's number.
    seq: i64,
    /// When it happened.
    at: DateTime<Utc>,
    /// Who caused it.
    actor: Option<ActorNode>,
    /// What happened: `task.assigned`, `task.completed`, …
    kind: String,
    /// The task as it is now; null when the viewer may not see it any more.
    task: Option<Arc<Task>>,
    /// The task.
    task_id: Id<Task>,
    /// The fields that changed.
    changes: Vec<FieldChange>,
}

/// News of a task, or the need to load anew.
#[allow(clippy::large_enum_variant)] // made once an event, never kept
#[derive(Union)]
pub enum TaskEvent {
    TaskChange(TaskChange),
    ResyncRequired(ResyncRequired),
}

/// News of tasks that belong together: what happened within some 50 ms.
#[derive(SimpleObject)]
#[graphql(crate = "crate::api::fields")]
pub struct TaskBatch {
    /// Where to continue after a cut.
    cursor: Cursor,
    /// In order; empty in the first message, which says that the subscription is live.
    events: List<TaskEvent>,
}

/// Whose task an event made it, or it was before.
fn assignee(event: &Event) -> (Option<Uuid>, Option<Uuid>) {
    let id = |value: Option<&serde_json::Value>| value.and_then(|value| value.as_str()?.parse().ok());
    (id(event.before("assignee_id")), id(event.after("assignee_id")))
}

async fn tell(ctx: &Context<'_>, event: &Event) -> AppResult<TaskChange> {
    let (task_id, viewer) = (Id::<Task>::of(event.subject_id), ctx.viewer()?);
    Ok(TaskChange {
        seq: event.seq,
        at: event.at,
        actor: Some(ActorNode(event.actor.clone())),
        kind: event.kind.clone(),
        task: ctx.one(Some(task_id)).await?,
        task_id,
        // Who lost sight of it by this change is not told what it became.
        changes: if event.seen_after(viewer) { changes(event, viewer) } else { Vec::new() },
    })
}

fn about_tasks(batch: &Batch) -> impl Iterator<Item = &Event> {
    batch.events.iter().filter(|event| event.subject_kind == SubjectKind::Task).map(AsRef::as_ref)
}

fn answer(batch: &Batch, told: Vec<TaskChange>) -> impl Stream<Item = TaskBatch> + use<> {
    let resync = batch.resync().map(TaskEvent::ResyncRequired);
    let events: Vec<TaskEvent> =
        resync.into_iter().chain(told.into_iter().map(TaskEvent::TaskChange)).collect();
    let cursor = batch.cursor();
    batch.answer(!events.is_empty(), move || TaskBatch { cursor, events: List(events) })
}

#[derive(Default)]
pub struct ActivitySubscription;

#[Subscription]
impl ActivitySubscription {
    /// Tasks newly assigned to the viewer, by whomever.
    async fn task_assigned(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Continue after this cursor; from now on when left out.")] after: Option<Cursor>,
    ) -> Result<impl Stream<Item = TaskBatch> + use<>> {
        drop(after); // where a batch begins is the feed's business
        let batch = batch(ctx)?;
        let me = ctx.viewer()?.user_id();
        let mine = about_tasks(&batch).filter(|event| me.is_some() && assignee(event).1 == me);
        let told = futures_util::future::try_join_all(mine.map(|event| tell(ctx, event))).await?;
        Ok(answer(&batch, told))
    }

    /// Every change of tasks assigned to the viewer, or made by them.
    async fn my_tasks(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Continue after this cursor; from now on when left out.")] after: Option<Cursor>,
    ) -> Result<impl Stream<Item = TaskBatch> + use<>> {
        drop(after); // where a batch begins is the feed's business
        let batch = batch(ctx)?;
        let viewer = ctx.viewer()?;
        let me = viewer.user_id();
        let seen = about_tasks(&batch).filter(|event| event.concerns(viewer));
        let told = futures_util::future::try_join_all(seen.map(async |event| {
            let change = tell(ctx, event).await?;
            let now = change
                .task
                .as_ref()
                .is_some_and(|task| Some(task.assignee_id.0) == me || task.created_by.map(|id| id.0) == me);
            let (before, after) = assignee(event);
            Ok::<_, crate::app::error::Error>((now || before == me || after == me).then_some(change))
        }));
        let told = told.await?.into_iter().flatten().collect();
        Ok(answer(&batch, told))
    }
}
