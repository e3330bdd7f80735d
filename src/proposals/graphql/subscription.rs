//! Proposals, live.

use crate::api::context::Ask;
use crate::api::fields::List;
use crate::api::scalars::Cursor;
use crate::app::error::Result as AppResult;
use crate::db::id::Id;
use crate::deals::model::Deal;
use crate::history::model::{ActorNode, FieldChange};
use crate::live::event::{Event, SubjectKind};
use crate::live::graphql::{ResyncRequired, batch, changes};
use crate::proposals::model::Proposal;
use async_graphql::{Context, Result, SimpleObject, Subscription, Union};
use chrono::{DateTime, Utc};
use futures_util::Stream;
use std::sync::Arc;

/// Something about a proposal: it was made, changed, or went on. Every change of its lines is one of it too.
#[derive(Clone, SimpleObject)]
#[graphql(crate = "crate::api::fields")]
pub struct ProposalChanged {
    /// The event's number.
    seq: i64,
    /// When it happened.
    at: DateTime<Utc>,
    /// Who caused it.
    actor: Option<ActorNode>,
    /// What happened: `proposal.created`, `proposal.sent`, `proposal.accepted`, …
    kind: String,
    /// The proposal as it is now; null when the viewer may not see it any more.
    proposal: Option<Arc<Proposal>>,
    /// The proposal.
    proposal_id: Id<Proposal>,
    /// The deal it is made on.
    deal_id: Id<Deal>,
    /// The fields that changed.
    changes: Vec<FieldChange>,
}

/// News of a proposal, or the need to load anew.
#[allow(clippy::large_enum_variant)] // made once an event, never kept
#[derive(Union)]
pub enum ProposalEvent {
    ProposalChanged(ProposalChanged),
    ResyncRequired(ResyncRequired),
}

/// News of proposals that belong together: what happened within some 50 ms.
#[derive(SimpleObject)]
#[graphql(crate = "crate::api::fields")]
pub struct ProposalBatch {
    /// Where to continue after a cut.
    cursor: Cursor,
    /// In order; empty in the first message, which says that the subscription is live.
    events: List<ProposalEvent>,
}

async fn tell(ctx: &Context<'_>, event: &Event) -> AppResult<Option<ProposalChanged>> {
    let (proposal_id, viewer) = (Id::<Proposal>::of(event.subject_id), ctx.viewer()?);
    let Some(deal_id) = event.deal_id.map(Id::of) else { return Ok(None) };
    Ok(Some(ProposalChanged {
        seq: event.seq,
        at: event.at,
        actor: Some(ActorNode(event.actor.clone())),
        kind: event.kind.clone(),
        proposal: ctx.one(Some(proposal_id)).await?,
        proposal_id,
        deal_id,
        changes: changes(event, viewer),
    }))
}

#[derive(Default)]
pub struct ProposalSubscription;

#[Subscription]
impl ProposalSubscription {
    /// Every change of proposals on deals the viewer may see.
    async fn proposal_changed(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only of this proposal.")] id: Option<Id<Proposal>>,
        #[graphql(desc = "Only of proposals of this deal.")] deal_id: Option<Id<Deal>>,
        #[graphql(desc = "Continue after this cursor; from now on when left out.")] after: Option<Cursor>,
    ) -> Result<impl Stream<Item = ProposalBatch> + use<>> {
        drop(after); // where a batch begins is the feed's business
        let batch = batch(ctx)?;
        let viewer = ctx.viewer()?;
        let wanted = batch.events.iter().filter(|event| {
            event.subject_kind == SubjectKind::Proposal
                && event.seen_after(viewer)
                && id.is_none_or(|id| id.0 == event.subject_id)
                && deal_id.is_none_or(|deal| Some(deal.0) == event.deal_id)
        });
        // Together, so that the proposals of all events are loaded in one statement.
        let told = futures_util::future::try_join_all(wanted.map(|event| tell(ctx, event))).await?;
        let resync = batch.resync().map(ProposalEvent::ResyncRequired);
        let told = told.into_iter().flatten().map(ProposalEvent::ProposalChanged);
        let events: Vec<ProposalEvent> = resync.into_iter().chain(told).collect();
        let cursor = batch.cursor();
        Ok(batch.answer(!events.is_empty(), move || ProposalBatch { cursor, events: List(events) }))
    }
}
