//! Approvals, live.

use crate::api::context::Ask;
use crate::api::fields::List;
use crate::api::scalars::Cursor;
use crate::app::error::Result as AppResult;
use crate::approvals::runs::model::Approval;
use crate::db::id::{Id, type_id};
use crate::deals::model::Deal;
use crate::history::model::{ActorNode, FieldChange};
use crate::live::event::{Event, SubjectKind};
use crate::live::graphql::{ResyncRequired, batch, changes};
use crate::live::runner::Batch;
use crate::proposals::model::Proposal;
use crate::proposals::packages::model::ContractPackage;
use async_graphql::{Context, Result, SimpleObject, Subscription, Union};
use chrono::{DateTime, Utc};
use futures_util::Stream;
use serde_json::Value;
use std::sync::Arc;

/// Something about an approval.
#[derive(Clone, SimpleObject)]
#[graphql(crate = "crate::api::fields")]
pub struct ApprovalChange {
    /// The event's number.
    seq: i64,
    /// When it happened.
    at: DateTime<Utc>,
    /// Who caused it.
    actor: Option<ActorNode>,
    /// What happened: `approval.requested`, `approval.decided`, `approval.granted`, …
    kind: String,
    /// The approval as it is now; null when the viewer may not see it any more.
    approval: Option<Arc<Approval>>,
    /// The approval.
    approval_id: Id<Approval>,
    /// The fields that changed.
    changes: Vec<FieldChange>,
}

/// News of an approval, or the need to load anew.
#[allow(clippy::large_enum_variant)] // made once an event, never kept
#[derive(Union)]
pub enum ApprovalEvent {
    ApprovalChange(ApprovalChange),
    ResyncRequired(ResyncRequired),
}

/// News of approvals that belong together: what happened within some 50 ms.
#[derive(SimpleObject)]
#[graphql(crate = "crate::api::fields")]
pub struct ApprovalBatch {
    /// Where to continue after a cut.
    cursor: Cursor,
    /// In order; empty in the first message, which says that the subscription is live.
    events: List<ApprovalEvent>,
}

async fn tell(ctx: &Context<'_>, event: &Event) -> AppResult<ApprovalChange> {
    let (approval_id, viewer) = (Id::<Approval>::of(event.subject_id), ctx.viewer()?);
    Ok(ApprovalChange {
        seq: event.seq,
        at: event.at,
        actor: Some(ActorNode(event.actor.clone())),
        kind: event.kind.clone(),
        approval: ctx.one(Some(approval_id)).await?,
        approval_id,
        // Who lost sight of it by this change is not told what it became.
        changes: if event.seen_after(viewer) { changes(event, viewer) } else { Vec::new() },
    })
}

fn about_approvals(batch: &Batch) -> impl Iterator<Item = &Event> {
    batch.events.iter().filter(|event| event.subject_kind == SubjectKind::Approval).map(AsRef::as_ref)
}

fn answer(batch: &Batch, told: Vec<ApprovalChange>) -> impl Stream<Item = ApprovalBatch> + use<> {
    let resync = batch.resync().map(ApprovalEvent::ResyncRequired);
    let events: Vec<ApprovalEvent> =
        resync.into_iter().chain(told.into_iter().map(ApprovalEvent::ApprovalChange)).collect();
    let cursor = batch.cursor();
    batch.answer(!events.is_empty(), move || ApprovalBatch { cursor, events: List(events) })
}

/// Whether an event makes an approval wait for somebody, or not any more, or reminds them of it.
fn asks(event: &Event, me: &str) -> bool {
    let waits = |value: Option<&Value>| {
        let ids = value.and_then(Value::as_array);
        ids.is_some_and(|ids| ids.iter().any(|id| id.as_str() == Some(me)))
    };
    waits(event.before("waiting_for")) != waits(event.after("waiting_for"))
}

#[derive(Default)]
pub struct ApprovalSubscription;

#[Subscription]
impl ApprovalSubscription {
    /// What comes to wait for the viewer's decision, by being asked, handed on or escalated to them, and what does so no more;
    /// and reminders of what does. `waitsForViewer` of the approval says which.
    async fn approval_requested(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Continue after this cursor; from now on when left out.")] after: Option<Cursor>,
    ) -> Result<impl Stream<Item = ApprovalBatch> + use<>> {
        drop(after); // where a batch begins is the feed's business
        let batch = batch(ctx)?;
        let Some(me) = ctx.viewer()?.user_id() else { return Ok(answer(&batch, Vec::new())) };
        let id = type_id("user", me);
        let mine = about_approvals(&batch).filter(|event| asks(event, &id));
        let told = futures_util::future::try_join_all(mine.map(|event| tell(ctx, event))).await?;
        Ok(answer(&batch, told))
    }

    /// Everything about the approvals the viewer may see: how one goes, or those of a deal, a proposal or a contract package.
    #[allow(clippy::too_many_arguments)] // GraphQL arguments
    async fn approval_changed(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only this one.")] id: Option<Id<Approval>>,
        #[graphql(desc = "Only those about this deal.")] deal_id: Option<Id<Deal>>,
        #[graphql(desc = "Only those about this proposal.")] proposal_id: Option<Id<Proposal>>,
        #[graphql(desc = "Only those about this contract package.")] contract_package_id: Option<
            Id<ContractPackage>,
        >,
        #[graphql(desc = "Continue after this cursor; from now on when left out.")] after: Option<Cursor>,
    ) -> Result<impl Stream<Item = ApprovalBatch> + use<>> {
        drop(after); // where a batch begins is the feed's business
        let batch = batch(ctx)?;
        let viewer = ctx.viewer()?;
        let wanted = |event: &&Event| {
            event.concerns(viewer)
                && id.is_none_or(|id| id.0 == event.subject_id)
                && deal_id.is_none_or(|deal| event.deal_id == Some(deal.0))
        };
        let seen = about_approvals(&batch).filter(wanted);
        let told = futures_util::future::try_join_all(seen.map(|event| tell(ctx, event))).await?;
        let about = |change: &ApprovalChange| {
            let subject = change.approval.as_ref().map(|approval| approval.subject_id);
            proposal_id.is_none_or(|proposal| subject == Some(proposal.0))
                && contract_package_id.is_none_or(|package| subject == Some(package.0))
        };
        Ok(answer(&batch, told.into_iter().filter(about).collect()))
    }
}
