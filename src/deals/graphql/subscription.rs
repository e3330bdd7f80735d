//! Deals, live.

use crate::api::context::Ask;
use crate::api::fields::List;
use crate::api::node::{self, Node};
use crate::api::scalars::Cursor;
use crate::app::error::Result as AppResult;
use crate::db::fragment::Bind;
use crate::db::id::{Id, type_id};
use crate::deals::graphql::base_currency;
use crate::deals::live::{Effect, effects};
use crate::deals::model::{Deal, DealFilter};
use crate::deals::store::membership;
use crate::deals::store::sums::{self, Sums};
use crate::history::model::{ActorNode, FieldChange};
use crate::live::event::Event;
use crate::live::graphql::{ResyncRequired, batch, changes};
use crate::live::runner::Batch;
use crate::pipeline::model::{Pipeline, Stage};
use async_graphql::{Context, ID, Result, SimpleObject, Subscription, Union};
use chrono::{DateTime, Utc};
use futures_util::Stream;
use rust_decimal::Decimal;
use std::collections::HashMap;
use std::sync::Arc;
use uuid::Uuid;

/// A deal came among those watched: it was made, or came to meet the filter, or came to be visible. May come for a deal that is
/// there already.
#[derive(Clone, SimpleObject)]
#[graphql(crate = "crate::api::fields")]
pub struct DealEntered {
    /// The event's number.
    seq: i64,
    /// When it happened.
    at: DateTime<Utc>,
    /// Who caused it.
    actor: Option<ActorNode>,
    /// What happened: `deal.created`, `deal.stage_changed`, …
    kind: String,
    /// The deal as it is now; null when it has gone again since.
    deal: Option<Arc<Deal>>,
}

/// A deal among those watched changed.
#[derive(Clone, SimpleObject)]
#[graphql(crate = "crate::api::fields")]
pub struct DealChanged {
    /// The event's number.
    seq: i64,
    /// When it happened.
    at: DateTime<Utc>,
    /// Who caused it.
    actor: Option<ActorNode>,
    /// What happened: `deal.changed`, `deal.stage_changed`, `deal.ranked`, …
    kind: String,
    /// The deal as it is now; null when it has gone since.
    deal: Option<Arc<Deal>>,
    /// The fields that changed.
    changes: Vec<FieldChange>,
}

/// A deal does not meet the filter any more. May come twice, and for a deal never seen: forget it if it is there.
#[derive(Clone, SimpleObject)]
#[graphql(crate = "crate::api::fields")]
pub struct DealLeft {
    /// The event's number.
    seq: i64,
    /// When it happened.
    at: DateTime<Utc>,
    /// Who caused it.
    actor: Option<ActorNode>,
    /// The deal.
    deal_id: Id<Deal>,
}

/// A deal may not be seen by the viewer any more: forget everything of it.
#[derive(Clone, SimpleObject)]
#[graphql(crate = "crate::api::fields")]
pub struct DealHidden {
    /// The event's number.
    seq: i64,
    /// When it happened.
    at: DateTime<Utc>,
    /// The deal.
    deal_id: Id<Deal>,
}

/// Something about a record on a deal among those watched: a task, a stakeholder.
#[derive(Clone, SimpleObject)]
#[graphql(crate = "crate::api::fields")]
pub struct DealRecordChanged {
    /// The event's number.
    seq: i64,
    /// When it happened.
    at: DateTime<Utc>,
    /// Who caused it.
    actor: Option<ActorNode>,
    /// What happened: `task.created`, `task.completed`, `stakeholder.added`, …
    kind: String,
    /// The record's id.
    record_id: ID,
    /// The record as it is now; null when it is gone, or the viewer may not see it.
    record: Option<Node>,
    /// The fields that changed.
    changes: Vec<FieldChange>,
    /// The deal.
    deal_id: Id<Deal>,
    /// The deal as it is now, for what its records come to; null when it has gone since.
    deal: Option<Arc<Deal>>,
}

/// What happened to a deal that is watched.
#[allow(clippy::large_enum_variant)] // made once an event, never kept
#[derive(Clone, Union)]
pub enum DealEvent {
    DealEntered(DealEntered),
    DealChanged(DealChanged),
    DealLeft(DealLeft),
    DealHidden(DealHidden),
    DealRecordChanged(DealRecordChanged),
    ResyncRequired(ResyncRequired),
}

/// News of deals that belong together: what happened within some 50 ms.
#[derive(SimpleObject)]
#[graphql(crate = "crate::api::fields")]
pub struct DealEventBatch {
    /// Where to continue after a cut.
    cursor: Cursor,
    /// In order; empty in the first message, which says that the subscription is live.
    events: List<DealEvent>,
}

/// New totals of a column.
#[derive(SimpleObject)]
#[graphql(crate = "crate::api::fields")]
pub struct BoardColumnTotals {
    /// The column's stage.
    stage_id: Id<Stage>,
    /// How many deals are in it.
    count: i64,
    /// Sum of their amounts, in the base currency.
    amount: Decimal,
    /// Sum of amount × probability, in the base currency.
    weighted: Decimal,
    /// ISO 4217 code of the base currency.
    currency: String,
}

/// News of a board that belong together.
#[derive(SimpleObject)]
#[graphql(crate = "crate::api::fields")]
pub struct BoardBatch {
    /// Where to continue after a cut.
    cursor: Cursor,
    /// In order; empty in the first message, which says that the subscription is live.
    events: List<DealEvent>,
    /// The columns touched, with the totals they have now.
    columns: Vec<BoardColumnTotals>,
}

/// A deal went from one stage to another.
#[derive(Clone, SimpleObject)]
#[graphql(crate = "crate::api::fields")]
pub struct DealStageChange {
    /// The event's number.
    seq: i64,
    /// When it happened.
    at: DateTime<Utc>,
    /// Who moved it.
    by: Option<ActorNode>,
    /// The deal as it is now; null when it has gone since.
    deal: Option<Arc<Deal>>,
    /// The stage it left.
    from: Arc<Stage>,
    /// The stage it went to.
    to: Arc<Stage>,
    /// How long it was in the stage it left.
    seconds_in_stage: i64,
}

/// A move, or the need to load anew.
#[allow(clippy::large_enum_variant)] // made once an event, never kept
#[derive(Union)]
pub enum DealStageEvent {
    DealStageChange(DealStageChange),
    ResyncRequired(ResyncRequired),
}

/// Moves that belong together: what happened within some 50 ms.
#[derive(SimpleObject)]
#[graphql(crate = "crate::api::fields")]
pub struct DealStageBatch {
    /// Where to continue after a cut.
    cursor: Cursor,
    /// In order; empty in the first message, which says that the subscription is live.
    events: List<DealStageEvent>,
}

/// Which deals are watched.
struct Watched<'f> {
    filter: Option<&'f DealFilter>,
    search: Option<&'f str>,
    pipeline: Option<Id<Pipeline>>,
}

impl Watched<'_> {
    async fn effects(&self, ctx: &Context<'_>, batch: &Batch) -> AppResult<Vec<(Arc<Event>, Effect)>> {
        let asking = &ctx.loaders()?.asking;
        let mut conditions = membership::conditions((&asking.viewer, asking.now), self.filter, self.search)?;
        if let Some(pipeline) = self.pipeline {
            conditions.equals("deals.pipeline_id", Bind::Uuid(pipeline.0));
        }
        let elsewhere = |event: &Event| self.pipeline.is_some_and(|pipeline| event.is_outside(pipeline.0));
        let about = batch.events.iter().filter(|event| event.deal_id.is_some() && !elsewhere(event));
        let about: Vec<Arc<Event>> = about.cloned().collect();
        if about.is_empty() {
            return Ok(Vec::new());
        }
        let parts = self.filter.is_some_and(DealFilter::asks_of_parts);
        effects(&mut *ctx.app().read().await?, &asking.viewer, (&conditions, parts), &about).await
    }
}

async fn deal_event(ctx: &Context<'_>, event: &Event, effect: Effect) -> Result<Option<DealEvent>> {
    let Some(deal_id) = event.deal_id.map(Id::<Deal>::of) else { return Ok(None) };
    let (seq, at, kind, actor) =
        (event.seq, event.at, event.kind.clone(), Some(ActorNode(event.actor.clone())));
    let deal = match effect {
        Effect::Left | Effect::Hidden => None,
        _ => ctx.one(Some(deal_id)).await?,
    };
    Ok(Some(match effect {
        Effect::Entered => DealEvent::DealEntered(DealEntered { seq, at, actor, kind, deal }),
        Effect::Changed => {
            let changes = changes(event, ctx.viewer()?);
            DealEvent::DealChanged(DealChanged { seq, at, actor, kind, deal, changes })
        }
        Effect::Left => DealEvent::DealLeft(DealLeft { seq, at, actor, deal_id }),
        Effect::Hidden => DealEvent::DealHidden(DealHidden { seq, at, deal_id }),
        Effect::Part => {
            let prefix = event.subject_kind.prefix();
            let record = node::record(ctx, prefix, event.subject_id).await?;
            let record_id = ID(type_id(prefix, event.subject_id));
            let changes = changes(event, ctx.viewer()?);
            let changed =
                DealRecordChanged { seq, at, actor, kind, record_id, record, changes, deal_id, deal };
            DealEvent::DealRecordChanged(changed)
        }
    }))
}

async fn deal_events(
    ctx: &Context<'_>,
    batch: &Batch,
    effects: &[(Arc<Event>, Effect)],
) -> Result<Vec<DealEvent>> {
    // Together, so that the deals of all events are loaded in one statement.
    let events = effects.iter().map(|(event, effect)| deal_event(ctx, event, *effect));
    let told = futures_util::future::try_join_all(events).await?;
    let resync = batch.resync().map(DealEvent::ResyncRequired);
    Ok(resync.into_iter().chain(told.into_iter().flatten()).collect())
}

/// The stages whose totals a batch changed, with their totals now.
async fn column_totals(
    ctx: &Context<'_>,
    watched: &Watched<'_>,
    effects: &[(Arc<Event>, Effect)],
) -> Result<Vec<BoardColumnTotals>> {
    let mut stages: Vec<Uuid> = Vec::new();
    for (event, effect) in effects.iter().filter(|(_, effect)| *effect != Effect::Part) {
        let moved = event.changes.get("stage_id").map(|(before, after)| [before, after]);
        let ids = moved.iter().flatten().filter_map(|value| value.as_str()?.parse::<Uuid>().ok());
        stages.extend(ids);
        if let (Some(id), Effect::Entered | Effect::Changed | Effect::Left) = (event.deal_id, effect)
            && let Some(deal) = ctx.one(Some(Id::<Deal>::of(id))).await?
        {
            stages.push(deal.stage_id.0);
        }
    }
    // Of a deal that was hidden nothing is known, so any column may have lost it.
    let all = effects.iter().any(|(_, effect)| *effect == Effect::Hidden);
    stages.sort();
    stages.dedup();
    let Some(pipeline) = watched.pipeline.filter(|_| all || !stages.is_empty()) else {
        return Ok(Vec::new());
    };
    let wanted = crate::pipeline::graphql::stages_of(ctx, pipeline).await?;
    let wanted: Vec<Stage> = wanted.into_iter().filter(|stage| all || stages.contains(&stage.id.0)).collect();
    let asking = &ctx.loaders()?.asking;
    let ids = wanted.iter().map(|stage| stage.id.0).collect();
    let which = (watched.filter, watched.search);
    let mut conn = ctx.app().read().await?;
    let sums = sums::of_stages(&mut conn, (&asking.viewer, asking.now), ids, which).await?;
    let sums: HashMap<Uuid, Sums> = sums.into_iter().collect();
    drop(conn);
    let currency = base_currency(ctx).await?;
    let totals = wanted.into_iter().map(|stage| {
        let Sums { count, amount, weighted } = sums.get(&stage.id.0).copied().unwrap_or_default();
        BoardColumnTotals { stage_id: stage.id, count, amount, weighted, currency: currency.clone() }
    });
    Ok(totals.collect())
}

async fn stage_change(ctx: &Context<'_>, event: &Event) -> Result<Option<DealStageChange>> {
    let id = |value: &serde_json::Value| value.as_str().and_then(|text| text.parse::<Uuid>().ok());
    let instant = |value: &serde_json::Value| serde_json::from_value::<DateTime<Utc>>(value.clone()).ok();
    let Some((before, after)) = event.changes.get("stage_id") else { return Ok(None) };
    let (Some(from), Some(to)) = (id(before), id(after)) else { return Ok(None) };
    let entered = event.before("stage_entered_at").and_then(instant);
    Ok(Some(DealStageChange {
        seq: event.seq,
        at: event.at,
        by: Some(ActorNode(event.actor.clone())),
        deal: ctx.one(event.deal_id.map(Id::of)).await?,
        from: ctx.the(Id::of(from)).await?,
        to: ctx.the(Id::of(to)).await?,
        seconds_in_stage: entered.map_or(0, |entered| (event.at - entered).num_seconds().max(0)),
    }))
}

#[derive(Default)]
pub struct DealSubscription;

#[Subscription]
impl DealSubscription {
    /// Moves of deals from stage to stage.
    async fn deal_stage_changed(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which deals; all visible ones when left out.")] filter: Option<Box<DealFilter>>,
        #[graphql(desc = "Words that all occur in the name, without regard to case and accents.")]
        search: Option<String>,
        #[graphql(desc = "Continue after this cursor; from now on when left out.")] after: Option<Cursor>,
    ) -> Result<impl Stream<Item = DealStageBatch> + use<>> {
        drop(after); // where a batch begins is the feed's business
        let batch = batch(ctx)?;
        let watched = Watched { filter: filter.as_deref(), search: search.as_deref(), pipeline: None };
        let moved = watched.effects(ctx, &batch).await?.into_iter().filter(|(event, effect)| {
            event.kind == "deal.stage_changed"
                && matches!(effect, Effect::Entered | Effect::Changed)
                && event.seen_before(ctx.data_unchecked::<Arc<crate::app::actor::Viewer>>())
        });
        let moved: Vec<Arc<Event>> = moved.map(|(event, _)| event).collect();
        let told =
            futures_util::future::try_join_all(moved.iter().map(|event| stage_change(ctx, event))).await?;
        let resync = batch.resync().map(DealStageEvent::ResyncRequired);
        let told = told.into_iter().flatten().map(DealStageEvent::DealStageChange);
        let events: Vec<DealStageEvent> = resync.into_iter().chain(told).collect();
        let cursor = batch.cursor();
        Ok(batch.answer(!events.is_empty(), move || DealStageBatch { cursor, events: List(events) }))
    }

    /// Everything about the deals that match: which enter, change, leave, are hidden, and their tasks.
    async fn deal_events(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which deals; all visible ones when left out.")] filter: Option<Box<DealFilter>>,
        #[graphql(desc = "Words that all occur in the name, without regard to case and accents.")]
        search: Option<String>,
        #[graphql(desc = "Continue after this cursor; from now on when left out.")] after: Option<Cursor>,
    ) -> Result<impl Stream<Item = DealEventBatch> + use<>> {
        drop(after); // where a batch begins is the feed's business
        let batch = batch(ctx)?;
        let watched = Watched { filter: filter.as_deref(), search: search.as_deref(), pipeline: None };
        let effects = watched.effects(ctx, &batch).await?;
        let events = deal_events(ctx, &batch, &effects).await?;
        let cursor = batch.cursor();
        Ok(batch.answer(!events.is_empty(), move || DealEventBatch { cursor, events: List(events) }))
    }

    /// Everything about one board: its cards, and the totals of the columns they touch.
    async fn board_changed(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The pipeline shown.")] pipeline_id: Id<Pipeline>,
        #[graphql(desc = "Which deals; all visible ones of the pipeline when left out.")] filter: Option<
            Box<DealFilter>,
        >,
        #[graphql(desc = "Continue after this cursor; from now on when left out.")] after: Option<Cursor>,
    ) -> Result<impl Stream<Item = BoardBatch> + use<>> {
        drop(after); // where a batch begins is the feed's business
        let batch = batch(ctx)?;
        let watched = Watched { filter: filter.as_deref(), search: None, pipeline: Some(pipeline_id) };
        let effects = watched.effects(ctx, &batch).await?;
        let events = deal_events(ctx, &batch, &effects).await?;
        let columns = column_totals(ctx, &watched, &effects).await?;
        let cursor = batch.cursor();
        Ok(batch.answer(!events.is_empty(), move || BoardBatch { cursor, events: List(events), columns }))
    }
}
