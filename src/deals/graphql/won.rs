//! Wins, live: what a leaderboard is moved by.

use crate::api::context::Ask;
use crate::api::fields::List;
use crate::api::loaders::{Asking, Batch};
use crate::api::scalars::Cursor;
use crate::app::error::Result as AppResult;
use crate::db::fragment::{Bind, Fragment};
use crate::db::id::Id;
use crate::db::list::Visible as _;
use crate::db::pool::DbConnection;
use crate::deals::live::is_win;
use crate::deals::model::{Deal, DealStatus};
use crate::deals::rules::month;
use crate::deals::store::sums::{self, Sums};
use crate::history::model::ActorNode;
use crate::live::event::Event;
use crate::live::graphql::{ResyncRequired, batch};
use crate::team::model::{User, Workspace};
use async_graphql::{ComplexObject, Context, Result, SimpleObject, Subscription, Union};
use chrono::{DateTime, Utc};
use futures_util::Stream;
use rust_decimal::Decimal;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use uuid::Uuid;

/// A deal was won.
#[derive(Clone, SimpleObject)]
#[graphql(complex, crate = "crate::api::fields")]
pub struct DealWon {
    /// The event's number.
    seq: i64,
    /// When it was won.
    at: DateTime<Utc>,
    /// The deal as it is now.
    deal: Arc<Deal>,
    /// Who brought it into the won stage: by moving it, by a customer's yes, by the approval it waited for.
    won_by: ActorNode,
}

impl DealWon {
    /// What its owner won in the month it was won in.
    async fn sums(&self, ctx: &Context<'_>) -> AppResult<Sums> {
        let workspace = ctx.the(Id::<Workspace>::of(ctx.viewer()?.workspace_id)).await?;
        let (from, to) = month(&workspace.time_zone, self.at);
        let won = ctx.loaders()?.load::<WonBatch>((self.deal.owner_id.0, from, to)).await?;
        Ok(won.unwrap_or_default())
    }
}

#[ComplexObject]
impl DealWon {
    /// Whose deal it is: who is celebrated.
    async fn owner(&self, ctx: &Context<'_>) -> Result<Arc<User>> {
        Ok(ctx.the(self.deal.owner_id).await?)
    }
    /// What it is worth, in its own currency.
    async fn amount(&self) -> Option<Decimal> {
        self.deal.amount
    }
    /// ISO 4217 code of the amount.
    async fn currency(&self) -> String {
        self.deal.currency.clone()
    }
    /// How many deals its owner won in the same month of the workspace's time zone, this one among them, as far as the viewer sees
    /// them. Computed only when selected.
    async fn owner_won_this_month(&self, ctx: &Context<'_>) -> Result<i64> {
        Ok(self.sums(ctx).await?.count)
    }
    /// What those come to, in the workspace's base currency. Computed only when selected.
    async fn owner_won_amount_this_month(&self, ctx: &Context<'_>) -> Result<Decimal> {
        Ok(self.sums(ctx).await?.amount)
    }
}

/// What owners won from one instant up to another, as far as the viewer sees it.
struct WonBatch;

type Stretch = (DateTime<Utc>, DateTime<Utc>);

impl Batch for WonBatch {
    type Key = (Uuid, DateTime<Utc>, DateTime<Utc>);
    type Value = Sums;

    async fn load(
        conn: &mut DbConnection,
        asking: &Asking,
        keys: Vec<(Uuid, DateTime<Utc>, DateTime<Utc>)>,
    ) -> AppResult<HashMap<(Uuid, DateTime<Utc>, DateTime<Utc>), Sums>> {
        let mut loaded = HashMap::new();
        // One month, but for news about the turn of it.
        let months: HashSet<Stretch> = keys.iter().map(|(_, from, to)| (*from, *to)).collect();
        for (from, to) in months {
            let owners = keys.iter().filter(|key| (key.1, key.2) == (from, to)).map(|key| key.0).collect();
            let mut conditions = Deal::seen_by(&asking.viewer, asking.now);
            conditions.equals("deals.status", Bind::Text(DealStatus::Won.as_str().to_owned()));
            let mut within = Fragment::text("deals.owner_id = ANY(");
            within.bind(Bind::Uuids(owners)).push(") AND deals.closed_at >= ").bind(Bind::Instant(from));
            within.push(" AND deals.closed_at < ").bind(Bind::Instant(to));
            conditions.and(within);
            let won = sums::by(conn, "deals.owner_id", conditions.into_sql()).await?;
            loaded.extend(won.into_iter().map(|(owner, sums)| ((owner, from, to), sums)));
        }
        Ok(loaded)
    }
}

/// A win, or the need to begin anew.
#[derive(Union)]
pub enum DealWonEvent {
    DealWon(DealWon),
    ResyncRequired(ResyncRequired),
}

/// Wins that belong together: what happened within some 50 ms.
#[derive(SimpleObject)]
#[graphql(crate = "crate::api::fields")]
pub struct DealWonBatch {
    /// Where to continue after a cut.
    cursor: Cursor,
    /// In order; empty in the first message, which says that the subscription is live.
    events: List<DealWonEvent>,
}

async fn tell(ctx: &Context<'_>, event: &Event) -> AppResult<Option<DealWon>> {
    let deal = ctx.one(event.deal_id.map(Id::of)).await?;
    let won_by = ActorNode(event.actor.clone());
    Ok(deal.map(|deal| DealWon { seq: event.seq, at: event.at, deal, won_by }))
}

#[derive(Default)]
pub struct DealWonSubscription;

#[Subscription]
impl DealWonSubscription {
    /// Deals that are won, each once a win, as far as the viewer sees them: by being moved, by a customer's yes, by an approval. What
    /// an import brings was won before.
    async fn deal_won(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Continue after this cursor; from now on when left out.")] after: Option<Cursor>,
    ) -> Result<impl Stream<Item = DealWonBatch> + use<>> {
        drop(after); // where a batch begins is the feed's business
        let batch = batch(ctx)?;
        let viewer = ctx.viewer()?;
        let wins = batch.events.iter().filter(|event| is_win(event) && event.deal_seen_after(viewer));
        // Together, so that the deals of all events are loaded in one statement.
        let told = futures_util::future::try_join_all(wins.map(|event| tell(ctx, event))).await?;
        let resync = batch.resync().map(DealWonEvent::ResyncRequired);
        let told = told.into_iter().flatten().map(DealWonEvent::DealWon);
        let events: Vec<DealWonEvent> = resync.into_iter().chain(told).collect();
        let cursor = batch.cursor();
        Ok(batch.answer(!events.is_empty(), move || DealWonBatch { cursor, events: List(events) }))
    }
}
