//! Changing deals.

use crate::api::context::Ask;
use crate::api::scalars::Cursor;
use crate::api::user_errors::{UserError, outcome, position};
use crate::app::error::Refusal;
use crate::app::tx::{Savepoint, Tx};
use crate::approvals::runs::model::Approval;
use crate::approvals::runs::store::PendingBatch;
use crate::db::id::Id;
use crate::deals::actions;
use crate::deals::graphql::bulk;
use crate::deals::input::{
    AssignDealsInput, CreateDealInput, DeactivateDealInput, MoveDealInput, MoveDealsInput,
    ReactivateDealInput, RestrictDealInput, UpdateDealInput,
};
use crate::deals::model::Deal;
use async_graphql::{ComplexObject, Context, Object, Result, SimpleObject};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// What came of a change to a deal.
#[derive(SimpleObject)]
#[graphql(complex, crate = "crate::api::fields")]
pub struct DealPayload {
    /// The deal as it is now; null when the change was refused.
    deal: Option<Deal>,
    /// Why the change was refused; empty when it was made.
    user_errors: Vec<UserError>,
}

#[ComplexObject]
impl DealPayload {
    /// What the deal's entry into a stage waits for: a move that lacked nothing but approvals asked for them, and the deal stayed.
    /// Null when it waits for nothing.
    async fn pending_approval(&self, ctx: &Context<'_>) -> Result<Option<Arc<Approval>>> {
        Ok(pending_approval(ctx, self.deal.as_ref()).await?)
    }
    /// The log's position after the change.
    async fn event_cursor(&self, ctx: &Context<'_>) -> Result<Option<Cursor>> {
        Ok(position(ctx).await?)
    }
}

/// What came of a change to several deals. One that is refused does not keep the others from being changed.
#[derive(SimpleObject)]
#[graphql(complex, crate = "crate::api::fields")]
pub struct DealsPayload {
    /// One result per deal, in the order given.
    results: Vec<BulkDealResult>,
    /// How many were changed; those that were as asked for already do not count.
    changed: i32,
    /// Why the whole was refused; empty when each deal has its own result.
    user_errors: Vec<UserError>,
}

#[ComplexObject]
impl DealsPayload {
    /// The log's position after the change.
    async fn event_cursor(&self, ctx: &Context<'_>) -> Result<Option<Cursor>> {
        Ok(position(ctx).await?)
    }
}

/// What came of one deal of several.
#[derive(SimpleObject)]
#[graphql(complex, crate = "crate::api::fields")]
pub struct BulkDealResult {
    /// The id that was given.
    id: Id<Deal>,
    /// The deal as it is now; null when its change was refused.
    deal: Option<Deal>,
    /// Why its change was refused.
    user_errors: Vec<UserError>,
}

#[ComplexObject]
impl BulkDealResult {
    /// What its entry into a stage waits for; null when it waits for nothing.
    async fn pending_approval(&self, ctx: &Context<'_>) -> Result<Option<Arc<Approval>>> {
        Ok(pending_approval(ctx, self.deal.as_ref()).await?)
    }
}

async fn pending_approval(
    ctx: &Context<'_>,
    deal: Option<&Deal>,
) -> crate::app::error::Result<Option<Arc<Approval>>> {
    match deal {
        Some(deal) => ctx.loaders()?.load::<PendingBatch>(deal.id.0).await,
        None => Ok(None),
    }
}

/// The outcome of one of several, as an Idempotency-Key remembers it.
#[derive(Serialize, Deserialize)]
struct Item {
    id: Id<Deal>,
    outcome: std::result::Result<Deal, Vec<Refusal>>,
    /// False when the deal was as asked for already.
    #[serde(default)]
    changed: bool,
}

/// Ends the attempt at one of several.
async fn item(
    tx: &mut Tx,
    (id, mark): (Id<Deal>, Savepoint),
    attempt: crate::app::error::Result<Deal>,
) -> crate::app::error::Result<Item> {
    let changed = attempt.is_ok() && tx.told_since(&mark);
    Ok(Item { id, outcome: tx.settle(mark, attempt).await?, changed })
}

impl DealPayload {
    /// From what came of the change.
    pub fn of(done: crate::app::error::Result<Deal>) -> Result<Self> {
        let (deal, user_errors) = outcome(done)?;
        Ok(Self { deal, user_errors })
    }
}

fn deals_payload(done: crate::app::error::Result<Vec<Item>>) -> Result<DealsPayload> {
    let (items, user_errors) = outcome(done)?;
    let items = items.unwrap_or_default();
    let changed = items.iter().filter(|item| item.changed).count();
    let result = |item: Item| match item.outcome {
        Ok(deal) => BulkDealResult { id: item.id, deal: Some(deal), user_errors: Vec::new() },
        Err(refusals) => {
            let user_errors = refusals.into_iter().map(UserError::from).collect();
            BulkDealResult { id: item.id, deal: None, user_errors }
        }
    };
    let results: Vec<BulkDealResult> = items.into_iter().map(result).collect();
    Ok(DealsPayload { changed: i32::try_from(changed)?, results, user_errors })
}

#[derive(Default)]
pub struct DealMutation;

#[Object]
impl DealMutation {
    /// Makes a deal. What is left out comes from its account, its pipeline and the workspace.
    async fn create_deal(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What to do.")] input: CreateDealInput,
    ) -> Result<DealPayload> {
        DealPayload::of(ctx.write(async |tx| actions::create_deal(tx, input.clone()).await).await)
    }
    /// Changes a deal's fields: those left out stay, nulls clear. Its stage changes by `moveDeal`.
    async fn update_deal(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What to do.")] input: UpdateDealInput,
    ) -> Result<DealPayload> {
        DealPayload::of(ctx.write(async |tx| actions::update_deal(tx, input.clone()).await).await)
    }
    /// Moves a deal to a stage and a place in its column. Entering a won or lost stage closes it, leaving one reopens it.
    async fn move_deal(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What to do.")] input: MoveDealInput,
    ) -> Result<DealPayload> {
        DealPayload::of(ctx.write(async |tx| actions::move_deal(tx, input.clone()).await).await)
    }
    /// Puts an open deal aside with a reason; different from losing it.
    async fn deactivate_deal(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What to do.")] input: DeactivateDealInput,
    ) -> Result<DealPayload> {
        DealPayload::of(ctx.write(async |tx| actions::deactivate_deal(tx, input.clone()).await).await)
    }
    /// Takes a deal up again that was put aside.
    async fn reactivate_deal(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What to do.")] input: ReactivateDealInput,
    ) -> Result<DealPayload> {
        DealPayload::of(ctx.write(async |tx| actions::reactivate_deal(tx, input.clone()).await).await)
    }
    /// Says who may see a deal. For its owner, managers and admins.
    async fn restrict_deal(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What to do.")] input: RestrictDealInput,
    ) -> Result<DealPayload> {
        DealPayload::of(ctx.write(async |tx| actions::restrict_deal(tx, input.clone()).await).await)
    }
    /// Moves several deals to one stage; reports on each.
    async fn move_deals(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What to do.")] input: MoveDealsInput,
    ) -> Result<DealsPayload> {
        let ids = bulk(ctx, &input.ids)?;
        let done = ctx.write(async |tx| {
            let mut items = Vec::with_capacity(ids.len());
            for id in ids.iter().copied() {
                let mark = tx.savepoint().await?;
                let attempt = {
                    let reasons = (input.loss_reason_id, input.override_reason.clone());
                    actions::move_one(tx, id, input.stage_id, reasons).await
                };
                items.push(item(tx, (id, mark), attempt).await?);
            }
            Ok(items)
        });
        deals_payload(done.await)
    }
    /// Gives several deals to one owner; reports on each.
    async fn assign_deals(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What to do.")] input: AssignDealsInput,
    ) -> Result<DealsPayload> {
        let ids = bulk(ctx, &input.ids)?;
        let done = ctx.write(async |tx| {
            let mut items = Vec::with_capacity(ids.len());
            for id in ids.iter().copied() {
                let mark = tx.savepoint().await?;
                let attempt = actions::assign_one(tx, id, input.owner_id).await;
                items.push(item(tx, (id, mark), attempt).await?);
            }
            Ok(items)
        });
        deals_payload(done.await)
    }
}
