//! The inbox, live.

use crate::api::context::Ask;
use crate::api::fields::List;
use crate::api::scalars::Cursor;
use crate::db::id::Id;
use crate::live::event::{Event, SubjectKind};
use crate::live::graphql::{ResyncRequired, batch};
use crate::live::runner::Batch;
use crate::notifications::graphql::unread;
use crate::notifications::model::Notification;
use async_graphql::{Context, Result, SimpleObject, Subscription, Union};
use chrono::{DateTime, Utc};
use futures_util::Stream;
use futures_util::future::try_join_all;
use std::sync::Arc;

/// A line of the viewer's inbox is new, took something in, was read, or is unread again; in whichever window.
#[derive(Clone, SimpleObject)]
#[graphql(crate = "crate::api::fields")]
pub struct NotificationReceived {
    /// The event's number.
    seq: i64,
    /// When it happened.
    at: DateTime<Utc>,
    /// What happened: `notification.created`, `notification.grouped`, `notification.read` or `notification.unread`.
    kind: String,
    /// The line as it is now; null when it was cleared away.
    notification: Option<Arc<Notification>>,
    /// The line.
    notification_id: Id<Notification>,
    /// How many lines the viewer has not read now.
    unread: i64,
}

/// News of the inbox, or the need to load anew.
#[allow(clippy::large_enum_variant)] // made once an event, never kept
#[derive(Union)]
pub enum NotificationEvent {
    NotificationReceived(NotificationReceived),
    ResyncRequired(ResyncRequired),
}

/// News of the inbox that belongs together: what happened within some 50 ms.
#[derive(SimpleObject)]
#[graphql(crate = "crate::api::fields")]
pub struct NotificationBatch {
    /// Where to continue after a cut.
    cursor: Cursor,
    /// In order; empty in the first message, which says that the subscription is live.
    events: List<NotificationEvent>,
}

fn answer(batch: &Batch, told: Vec<NotificationReceived>) -> impl Stream<Item = NotificationBatch> + use<> {
    let resync = batch.resync().map(NotificationEvent::ResyncRequired);
    let told = told.into_iter().map(NotificationEvent::NotificationReceived);
    let events: Vec<NotificationEvent> = resync.into_iter().chain(told).collect();
    let cursor = batch.cursor();
    batch.answer(!events.is_empty(), move || NotificationBatch { cursor, events: List(events) })
}

#[derive(Default)]
pub struct NotificationSubscription;

#[Subscription]
impl NotificationSubscription {
    /// The viewer's inbox as it changes, whatever changes it: what they are told, and what they read in another window.
    async fn notification_received(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Continue after this cursor; from now on when left out.")] after: Option<Cursor>,
    ) -> Result<impl Stream<Item = NotificationBatch> + use<>> {
        drop(after); // where a batch begins is the feed's business
        let batch = batch(ctx)?;
        let viewer = ctx.viewer()?;
        let is_mine =
            |event: &&Event| event.subject_kind == SubjectKind::Notification && event.seen_after(viewer);
        let mine: Vec<&Event> = batch.events.iter().map(AsRef::as_ref).filter(is_mine).collect();
        if mine.is_empty() {
            return Ok(answer(&batch, Vec::new()));
        }
        // Once for all of them: it is how it stands now, not how it stood then.
        let unread = unread(ctx).await?;
        let told = try_join_all(mine.into_iter().map(async |event| {
            let notification_id = Id::<Notification>::of(event.subject_id);
            Ok::<_, crate::app::error::Error>(NotificationReceived {
                seq: event.seq,
                at: event.at,
                kind: event.kind.clone(),
                notification: ctx.one(Some(notification_id)).await?,
                notification_id,
                unread,
            })
        }));
        let told = told.await?;
        Ok(answer(&batch, told))
    }
}
