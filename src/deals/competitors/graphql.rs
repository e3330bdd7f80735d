//! Competitors of deals in GraphQL.

use crate::api::ahead::{Ahead, Related};
use crate::api::context::Ask;
use crate::api::page::{Counting, PageArgs, ParentColumn, Under, counted_under};
use crate::api::scalars::Cursor;
use crate::api::user_errors::{UserError, outcome, position, user_actor};
use crate::app::error::Result as AppResult;
use crate::catalogue::competitors::model::Competitor;
use crate::db::id::Id;
use crate::db::list::{Listing, Visible};
use crate::db::order::{Keyset, OrderDirection};
use crate::deals::competitors::input::{
    AddDealCompetitorInput, RemoveDealCompetitorInput, UpdateDealCompetitorInput,
};
use crate::deals::competitors::model::{
    DealCompetitor, DealCompetitorFilter, DealCompetitorOrder, DealCompetitorOrderField,
};
use crate::deals::competitors::{actions, store};
use crate::deals::model::Deal;
use crate::history::model::{ActorNode, HistoryConnection};
use async_graphql::{ComplexObject, Context, Object, Result, SimpleObject};
use futures_util::try_join;
use std::sync::Arc;
use uuid::Uuid;

impl Related for DealCompetitor {
    async fn ahead(page: &Ahead<'_, Self>) -> AppResult<()> {
        try_join!(
            page.one("deal", |rival| Some(rival.deal_id)),
            page.one("competitor", |rival| Some(rival.competitor_id)),
        )
        .map(drop)
    }
}

#[ComplexObject]
impl DealCompetitor {
    /// Its id, the same everywhere.
    pub async fn id(&self) -> Id<DealCompetitor> {
        self.id
    }
    /// The deal they are named on.
    async fn deal(&self, ctx: &Context<'_>) -> Result<Arc<Deal>> {
        Ok(ctx.the(self.deal_id).await?)
    }
    /// Who it is, also one that was put away since.
    async fn competitor(&self, ctx: &Context<'_>) -> Result<Arc<Competitor>> {
        Ok(ctx.the(self.competitor_id).await?)
    }
    /// Who changed what, newest first.
    async fn history(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many entries at most, 1 to 200; 50 when left out.")] first: Option<i32>,
        #[graphql(desc = "Only entries older than this cursor of an edge.")] after: Option<String>,
        #[graphql(desc = "Also what its creator corrected soon after creation.")] include_grace: Option<bool>,
    ) -> Result<HistoryConnection> {
        let args = PageArgs::forward(first, after);
        Ok(Box::pin(crate::history::graphql::of(ctx, self.id.0, args, include_grace)).await?)
    }
    /// Who named them.
    async fn created_by(&self) -> Option<ActorNode> {
        user_actor(self.created_by.map(|id| id.0))
    }
    /// Who changed the record last.
    async fn updated_by(&self) -> Option<ActorNode> {
        user_actor(self.updated_by.map(|id| id.0))
    }
}

type Wanted = (Option<Box<DealCompetitorFilter>>, Vec<DealCompetitorOrder>);
type Term = (DealCompetitorOrderField, OrderDirection);

/// The competitors of a deal; the most dangerous first unless another order is given.
pub async fn of_deal(
    ctx: &Context<'_>,
    id: Id<Deal>,
    wanted: Wanted,
    args: PageArgs,
) -> AppResult<Counting<DealCompetitor>> {
    let column: ParentColumn<DealCompetitor> = ("deal_competitors.deal_id", |row| Some(row.deal_id.0));
    let default = (DealCompetitorOrderField::Threat, OrderDirection::Desc);
    under(ctx, (id.0, column, default), wanted, args).await
}

/// The deals a competitor is named on, as far as the viewer may see them; the last named first unless another order is given.
pub async fn of_competitor(
    ctx: &Context<'_>,
    id: Id<Competitor>,
    wanted: Wanted,
    args: PageArgs,
) -> AppResult<Counting<DealCompetitor>> {
    let column: ParentColumn<DealCompetitor> =
        ("deal_competitors.competitor_id", |row| Some(row.competitor_id.0));
    let default = (DealCompetitorOrderField::CreatedAt, OrderDirection::Desc);
    under(ctx, (id.0, column, default), wanted, args).await
}

async fn under(
    ctx: &Context<'_>,
    (parent, column, default): (Uuid, ParentColumn<DealCompetitor>, Term),
    (filter, order): Wanted,
    args: PageArgs,
) -> AppResult<Counting<DealCompetitor>> {
    let shape = format!("{filter:?}{order:?}{args:?}").into();
    let asking = &ctx.loaders()?.asking;
    let mut conditions = DealCompetitor::seen_by(&asking.viewer, asking.now);
    if let Some(filter) = &filter {
        store::filter_rivals(&mut conditions, filter)?;
    }
    let terms = DealCompetitorOrder::terms(&order, &[default], &asking.viewer)?;
    let listing = Listing {
        conditions: conditions.into_sql().into(),
        keyset: Keyset::new(terms, DealCompetitor::ID, DealCompetitor::uuid),
        page: args.page(&ctx.app().settings.limits)?,
    };
    counted_under(ctx, Under { parent, column, shape, listing: listing.into() }).await
}

/// What came of a change to a competitor on a deal.
#[derive(SimpleObject)]
#[graphql(complex, crate = "crate::api::fields")]
pub struct DealCompetitorPayload {
    /// The record as it is now, or as it was last when it was removed; null when the change was refused.
    deal_competitor: Option<DealCompetitor>,
    /// Why the change was refused; empty when it was made.
    user_errors: Vec<UserError>,
}

#[ComplexObject]
impl DealCompetitorPayload {
    /// The deal with all its competitors; null when the change was refused.
    async fn deal(&self, ctx: &Context<'_>) -> Result<Option<Arc<Deal>>> {
        Ok(ctx.one(self.deal_competitor.as_ref().map(|rival| rival.deal_id)).await?)
    }
    /// The log's position after the change.
    async fn event_cursor(&self, ctx: &Context<'_>) -> Result<Option<Cursor>> {
        Ok(position(ctx).await?)
    }
}

impl DealCompetitorPayload {
    fn of(done: AppResult<DealCompetitor>) -> Result<Self> {
        let (deal_competitor, user_errors) = outcome(done)?;
        Ok(Self { deal_competitor, user_errors })
    }
}

#[derive(Default)]
pub struct DealCompetitorMutation;

#[Object]
impl DealCompetitorMutation {
    /// Names a competitor on a deal: one of the catalogue, or a new one added to it in the same step.
    async fn add_deal_competitor(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The deal, who it is, and what is known.")] input: AddDealCompetitorInput,
    ) -> Result<DealCompetitorPayload> {
        DealCompetitorPayload::of(
            ctx.write(async |tx| actions::add_deal_competitor(tx, input.clone()).await).await,
        )
    }
    /// Changes what is known of a competitor on a deal, or says how it went: fields left out stay, nulls clear.
    async fn update_deal_competitor(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The record and what changes.")] input: UpdateDealCompetitorInput,
    ) -> Result<DealCompetitorPayload> {
        DealCompetitorPayload::of(
            ctx.write(async |tx| actions::update_deal_competitor(tx, input.clone()).await).await,
        )
    }
    /// Takes a competitor off a deal. It stays in the catalogue.
    async fn remove_deal_competitor(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The record.")] input: RemoveDealCompetitorInput,
    ) -> Result<DealCompetitorPayload> {
        DealCompetitorPayload::of(
            ctx.write(async |tx| actions::remove_deal_competitor(tx, input.clone()).await).await,
        )
    }
}
