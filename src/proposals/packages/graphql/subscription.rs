//! Contract packages, live.

use crate::api::context::Ask;
use crate::api::fields::List;
use crate::api::scalars::Cursor;
use crate::app::error::Result as AppResult;
use crate::db::id::Id;
use crate::deals::model::Deal;
use crate::history::model::{ActorNode, FieldChange};
use crate::live::event::{Event, SubjectKind};
use crate::live::graphql::{ResyncRequired, batch, changes};
use crate::proposals::packages::model::ContractPackage;
use async_graphql::{Context, Result, SimpleObject, Subscription, Union};
use chrono::{DateTime, Utc};
use futures_util::Stream;
use std::sync::Arc;

/// Something about a contract package: it was made, changed, or went on.
#[derive(Clone, SimpleObject)]
#[graphql(crate = "crate::api::fields")]
pub struct ContractPackageChanged {
    /// The event's number.
    seq: i64,
    /// When it happened.
    at: DateTime<Utc>,
    /// Who caused it.
    actor: Option<ActorNode>,
    /// What happened: `contract_package.created`, `contract_package.voided`, `contract_package.signed`, …
    kind: String,
    /// The package as it is now; null when the viewer may not see it any more.
    contract_package: Option<Arc<ContractPackage>>,
    /// The package.
    contract_package_id: Id<ContractPackage>,
    /// The deal it is on.
    deal_id: Id<Deal>,
    /// The fields that changed.
    changes: Vec<FieldChange>,
}

/// News of a contract package, or the need to load anew.
#[allow(clippy::large_enum_variant)] // made once an event, never kept
#[derive(Union)]
pub enum ContractPackageEvent {
    ContractPackageChanged(ContractPackageChanged),
    ResyncRequired(ResyncRequired),
}

/// News of contract packages that belong together: what happened within some 50 ms.
#[derive(SimpleObject)]
#[graphql(crate = "crate::api::fields")]
pub struct ContractPackageBatch {
    /// Where to continue after a cut.
    cursor: Cursor,
    /// In order; empty in the first message, which says that the subscription is live.
    events: List<ContractPackageEvent>,
}

async fn tell(ctx: &Context<'_>, event: &Event) -> AppResult<Option<ContractPackageChanged>> {
    let (contract_package_id, viewer) = (Id::<ContractPackage>::of(event.subject_id), ctx.viewer()?);
    let Some(deal_id) = event.deal_id.map(Id::of) else { return Ok(None) };
    Ok(Some(ContractPackageChanged {
        seq: event.seq,
        at: event.at,
        actor: Some(ActorNode(event.actor.clone())),
        kind: event.kind.clone(),
        contract_package: ctx.one(Some(contract_package_id)).await?,
        contract_package_id,
        deal_id,
        changes: changes(event, viewer),
    }))
}

#[derive(Default)]
pub struct ContractPackageSubscription;

#[Subscription]
impl ContractPackageSubscription {
    /// Every change of contract packages on deals the viewer may see.
    async fn contract_package_changed(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only of this package.")] id: Option<Id<ContractPackage>>,
        #[graphql(desc = "Only of packages of this deal.")] deal_id: Option<Id<Deal>>,
        #[graphql(desc = "Continue after this cursor; from now on when left out.")] after: Option<Cursor>,
    ) -> Result<impl Stream<Item = ContractPackageBatch> + use<>> {
        drop(after); // where a batch begins is the feed's business
        let batch = batch(ctx)?;
        let viewer = ctx.viewer()?;
        let wanted = batch.events.iter().filter(|event| {
            event.subject_kind == SubjectKind::ContractPackage
                && event.seen_after(viewer)
                && id.is_none_or(|id| id.0 == event.subject_id)
                && deal_id.is_none_or(|deal| Some(deal.0) == event.deal_id)
        });
        // Together, so that the packages of all events are loaded in one statement.
        let told = futures_util::future::try_join_all(wanted.map(|event| tell(ctx, event))).await?;
        let resync = batch.resync().map(ContractPackageEvent::ResyncRequired);
        let told = told.into_iter().flatten().map(ContractPackageEvent::ContractPackageChanged);
        let events: Vec<ContractPackageEvent> = resync.into_iter().chain(told).collect();
        let cursor = batch.cursor();
        Ok(batch.answer(!events.is_empty(), move || ContractPackageBatch { cursor, events: List(events) }))
    }
}
