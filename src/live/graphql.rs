//! The event log in GraphQL: the position, pages of events for integrations, and what all live payloads share.

use crate::api::context::Ask;
use crate::api::fields::List;
use crate::api::scalars::Cursor;
use crate::app::actor::Viewer;
use crate::app::error::{Error, Result as AppResult};
use crate::db::id::type_id;
use crate::history::model::{ActorNode, FieldChange};
use crate::history::money::priced;
use crate::live::cursor;
use crate::live::event::Event;
use crate::live::log;
use crate::live::runner::{Batch, Opening};
use async_graphql::{Context, ID, Object, Result, SimpleObject, Subscription, Union};
use chrono::{DateTime, Utc};
use futures_util::{Stream, stream};
use std::sync::Arc;

/// The cursor given could not be resumed from: load what is on screen again, then subscribe from `cursor`.
#[derive(Debug, Clone, SimpleObject)]
#[graphql(crate = "crate::api::fields")]
pub struct ResyncRequired {
    /// Where to continue from after loading.
    pub cursor: Cursor,
    /// Why, for people.
    pub reason: String,
}

/// The batch a subscription's resolver is to answer.
pub fn batch(ctx: &Context<'_>) -> AppResult<Arc<Batch>> {
    ctx.data_opt::<Arc<Batch>>()
        .cloned()
        .ok_or_else(|| Error::BadInput("subscribe over a socket or as an event stream".into()))
}

impl Batch {
    /// Where a client that has this batch continues.
    pub fn cursor(&self) -> Cursor {
        Cursor(cursor::encode(&self.head, self.upto))
    }

    /// What to tell first when the cursor given could not be resumed from.
    pub fn resync(&self) -> Option<ResyncRequired> {
        (self.opening == Opening::Resync).then(|| ResyncRequired {
            cursor: self.cursor(),
            reason: "The cursor is older than the log is kept, or what may be seen has changed since.".into(),
        })
    }

    /// A stream of one answer; none when nothing concerns the subscription and it is not the first message.
    pub fn answer<T: Send + 'static>(
        &self,
        worth_telling: bool,
        make: impl FnOnce() -> T,
    ) -> stream::Iter<std::option::IntoIter<T>> {
        let tell = worth_telling || self.opening != Opening::No;
        stream::iter(tell.then(make))
    }
}

/// An event's changed fields, as far as this viewer may know them: values before only to those who saw the record then.
pub fn changes(event: &Event, viewer: &Viewer) -> Vec<FieldChange> {
    let before_seen = event.audience_before.is_none() || event.seen_before(viewer);
    let null = serde_json::Value::Null;
    let change = |(field, (before, after)): (&String, &(serde_json::Value, serde_json::Value))| {
        FieldChange::about(event.subject_kind, field, if before_seen { before } else { &null }, after)
    };
    priced(event, event.changes.iter().map(change).collect())
}

/// One committed change.
pub struct EventNode {
    event: Arc<Event>,
    cursor: Cursor,
    /// The viewer saw the record before and does not now.
    hidden: bool,
    /// Of a task on a deal that the viewer may not see, they are not told which.
    deal_id: Option<uuid::Uuid>,
    changes: Vec<FieldChange>,
}

impl EventNode {
    /// The event for a viewer; none when it does not concern them.
    pub fn of(event: &Arc<Event>, batch_head: &log::Head, viewer: &Viewer) -> Option<Self> {
        let after = event.seen_after(viewer);
        if !after && !event.seen_before(viewer) {
            return None;
        }
        let changes = if after { changes(event, viewer) } else { Vec::new() };
        let cursor = Cursor(cursor::encode(batch_head, event.seq));
        let deal_seen = event.deal_seen_after(viewer) || event.deal_seen_before(viewer);
        let deal_id = event.deal_id.filter(|_| deal_seen);
        Some(Self { event: event.clone(), cursor, hidden: !after, deal_id, changes })
    }
}

/// One committed change, whatever it is about.
#[Object(name = "Event", crate = "crate::api::fields")]
impl EventNode {
    /// Its number: per workspace without gaps, in the order of commits.
    async fn seq(&self) -> i64 {
        self.event.seq
    }
    /// The position right after it.
    async fn cursor(&self) -> Cursor {
        self.cursor.clone()
    }
    /// What happened, dotted and in the past tense: `deal.stage_changed`.
    async fn kind(&self) -> String {
        self.event.kind.clone()
    }
    /// When it happened.
    async fn at(&self) -> DateTime<Utc> {
        self.event.at
    }
    /// Who caused it; null when the record was hidden by it.
    async fn actor(&self) -> Option<ActorNode> {
        (!self.hidden).then(|| ActorNode(self.event.actor.clone()))
    }
    /// What it is about.
    async fn subject_id(&self) -> ID {
        ID(type_id(self.event.subject_kind.prefix(), self.event.subject_id))
    }
    /// The deal it belongs to; null when the viewer may not see the deal.
    async fn deal_id(&self) -> Option<ID> {
        self.deal_id.map(|id| ID(type_id("deal", id)))
    }
    /// The account it belongs to; null when the record was hidden by it.
    async fn account_id(&self) -> Option<ID> {
        self.event.account_id.filter(|_| !self.hidden).map(|id| ID(type_id("acct", id)))
    }
    /// The fields that changed; none when the record was hidden by it.
    async fn changes(&self) -> Vec<FieldChange> {
        self.changes.clone()
    }
    /// The viewer saw the record before and may not any more: forget it.
    async fn hidden(&self) -> bool {
        self.hidden
    }
}

/// A stretch of the event log.
#[derive(SimpleObject)]
#[graphql(crate = "crate::api::fields")]
pub struct EventPage {
    /// The events the viewer may know of, in order.
    events: List<EventNode>,
    /// Where to continue.
    cursor: Cursor,
    /// Whether there is more right now.
    has_more: bool,
}

#[derive(Default)]
pub struct EventQuery;

#[Object]
impl EventQuery {
    /// The log's position before anything of this request was read: a subscription `after` it misses nothing.
    ///
    /// A client with a normalising cache (Relay, Apollo, urql) keeps one value per field and argument, so another query's later
    /// answer would move the cursor that a page is about to subscribe with. Such a client gives each query a `label` of its own.
    async fn event_cursor(
        &self,
        ctx: &Context<'_>,
        #[graphql(
            name = "label",
            desc = "Any text; keeps this cursor apart from other queries' in a client's cache and changes nothing else."
        )]
        _label: Option<ID>,
    ) -> Result<Cursor> {
        Ok(crate::api::user_errors::read_position(ctx).await?)
    }
    /// Events after a cursor, as far as the viewer may know of them: for integrations that poll.
    async fn events(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "A cursor from eventCursor, an event, or a page before.")] after: Cursor,
        #[graphql(desc = "Events of the log to look through, 1 to 200; 50 when left out.")] first: Option<
            i32,
        >,
    ) -> Result<EventPage> {
        let viewer = ctx.viewer()?;
        let page = crate::api::page::PageArgs::forward(first, None).page(&ctx.app().settings.limits)?;
        let mut conn = ctx.app().read().await?;
        let head = log::head(&mut conn, viewer.workspace_id).await?;
        let position = cursor::decode(&head, &after.0)?;
        let events = log::read(&mut conn, viewer.workspace_id, position, head.seq, page.limit).await?;
        let last = events.last().map_or(position, |event| event.seq);
        let nodes = events.into_iter().filter_map(|event| EventNode::of(&Arc::new(event), &head, viewer));
        let events = List(nodes.collect());
        Ok(EventPage { events, cursor: Cursor(cursor::encode(&head, last)), has_more: last < head.seq })
    }
}

/// An event, or the need to load anew.
#[derive(Union)]
pub enum AnyEvent {
    Event(EventNode),
    ResyncRequired(ResyncRequired),
}

/// Events that belong together: what happened within some 50 ms.
#[derive(SimpleObject)]
#[graphql(crate = "crate::api::fields")]
pub struct EventBatch {
    /// Where to continue after a cut.
    cursor: Cursor,
    /// In order; empty in the first message, which says that the subscription is live.
    events: List<AnyEvent>,
}

#[derive(Default)]
pub struct EventSubscription;

#[Subscription]
impl EventSubscription {
    /// Everything that happens in the workspace and that the viewer may know of.
    async fn events(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only these kinds; a trailing * stands for any ending: deal.*")] kinds: Option<
            Vec<String>,
        >,
        #[graphql(desc = "Continue after this cursor; from now on when left out.")] after: Option<Cursor>,
    ) -> Result<impl Stream<Item = EventBatch> + use<>> {
        drop(after); // where a batch begins is the feed's business
        let batch = batch(ctx)?;
        let viewer = ctx.viewer()?;
        let wanted = |kind: &str| {
            kinds.as_ref().is_none_or(|kinds| {
                kinds.iter().any(|wanted| match wanted.strip_suffix('*') {
                    Some(beginning) => kind.starts_with(beginning),
                    None => kind == wanted,
                })
            })
        };
        let mut events: Vec<AnyEvent> = batch.resync().map(AnyEvent::ResyncRequired).into_iter().collect();
        let matching = batch.events.iter().filter(|event| wanted(&event.kind));
        events.extend(
            matching.filter_map(|event| EventNode::of(event, &batch.head, viewer)).map(AnyEvent::Event),
        );
        let cursor = batch.cursor();
        Ok(batch.answer(!events.is_empty(), move || EventBatch { cursor, events: List(events) }))
    }
}
