//! Orders in GraphQL.

use crate::api::ahead::{Ahead, Related};
use crate::api::context::Ask;
use crate::api::fields::List;
use crate::api::loaders::Asking;
use crate::api::page::{Counting, PageArgs, ParentColumn, Under, counted, counted_under};
use crate::api::scalars::Cursor;
use crate::api::user_errors::{UserError, outcome, position, user_actor};
use crate::app::error::Result as AppResult;
use crate::catalogue::products::model::Product;
use crate::db::id::Id;
use crate::db::list::{Listing, Page, Visible};
use crate::db::order::{Keyset, OrderDirection};
use crate::deals::model::Deal;
use crate::history::model::{ActorNode, HistoryConnection};
use crate::proposals::model::Proposal;
use crate::proposals::orders::actions;
use crate::proposals::orders::input::{CreateOrderInput, UpdateOrderInput};
use crate::proposals::orders::model::{Order, OrderFilter, OrderLine, OrderOrder, OrderOrderField};
use crate::proposals::orders::store::{LinesBatch, orders_where};
use async_graphql::{ComplexObject, Context, Object, Result, SimpleObject};
use futures_util::try_join;
use rust_decimal::Decimal;
use std::sync::Arc;

impl Related for Order {
    async fn ahead(page: &Ahead<'_, Self>) -> AppResult<()> {
        try_join!(
            page.one("deal", |order| Some(order.deal_id)),
            page.one("proposal", |order| order.proposal_id),
            page.batch::<LinesBatch>("lines", |order| Some(order.id.0)),
        )
        .map(drop)
    }
}

#[ComplexObject]
impl Order {
    /// Its id, the same everywhere.
    pub async fn id(&self) -> Id<Order> {
        self.id
    }
    /// The deal it came of.
    async fn deal(&self, ctx: &Context<'_>) -> Result<Arc<Deal>> {
        Ok(ctx.the(self.deal_id).await?)
    }
    /// The proposal it was made from; null when it was made by hand.
    async fn proposal(&self, ctx: &Context<'_>) -> Result<Option<Arc<Proposal>>> {
        Ok(ctx.one(self.proposal_id).await?)
    }
    /// What was ordered, in order.
    async fn lines(&self, ctx: &Context<'_>) -> Result<List<OrderLine>> {
        let lines = ctx.loaders()?.load::<LinesBatch>(self.id.0).await?;
        Ok(List(lines.map(Arc::unwrap_or_clone).unwrap_or_default()))
    }
    /// What the customer pays with tax.
    async fn total(&self) -> Decimal {
        self.net + self.tax
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
    /// Who made it.
    async fn created_by(&self) -> Option<ActorNode> {
        user_actor(self.created_by.map(|id| id.0))
    }
    /// Who changed it last.
    async fn updated_by(&self) -> Option<ActorNode> {
        user_actor(self.updated_by.map(|id| id.0))
    }
}

#[ComplexObject]
impl OrderLine {
    /// Tells it from every other line.
    pub async fn id(&self) -> Id<OrderLine> {
        self.id
    }
    /// The product ordered; null when it is none of the catalogue.
    async fn product(&self, ctx: &Context<'_>) -> Result<Option<Arc<Product>>> {
        Ok(ctx.one(self.product_id).await?)
    }
}

/// A list of orders as asked for, also outside GraphQL; the newest first unless another order is given.
pub fn listed(
    asking: &Asking,
    (filter, order, search): (Option<&OrderFilter>, &[OrderOrder], Option<&str>),
    page: Page,
) -> AppResult<Listing<Order>> {
    let mut conditions = Order::seen_by(&asking.viewer, asking.now);
    orders_where(&mut conditions, filter, search)?;
    let newest = [(OrderOrderField::CreatedAt, OrderDirection::Desc)];
    let terms = OrderOrder::terms(order, &newest, &asking.viewer)?;
    Ok(Listing {
        conditions: conditions.into_sql().into(),
        keyset: Keyset::new(terms, Order::ID, Order::uuid),
        page,
    })
}

type Wanted = (Option<Box<OrderFilter>>, Vec<OrderOrder>);

/// The orders of a deal, the newest first unless another order is given.
pub async fn of_deal(
    ctx: &Context<'_>,
    id: Id<Deal>,
    (filter, order): Wanted,
    args: PageArgs,
) -> AppResult<Counting<Order>> {
    let shape = format!("{filter:?}{order:?}{args:?}").into();
    let page = args.page(&ctx.app().settings.limits)?;
    let listing = listed(&ctx.loaders()?.asking, (filter.as_deref(), &order, None), page)?;
    let column: ParentColumn<Order> = ("orders.deal_id", |row| Some(row.deal_id.0));
    counted_under(ctx, Under { parent: id.0, column, shape, listing: listing.into() }).await
}

#[derive(Default)]
pub struct OrderQuery;

#[Object]
impl OrderQuery {
    /// One order; null when there is none or the viewer may not see it.
    async fn order(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The order.")] id: Id<Order>,
    ) -> Result<Option<Arc<Order>>> {
        Ok(ctx.one(Some(id)).await?)
    }
    /// The orders that match, the newest first unless another order is given.
    #[allow(clippy::too_many_arguments)] // GraphQL arguments
    async fn orders(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which ones; all the viewer may see when left out.")] filter: Option<
            Box<OrderFilter>,
        >,
        #[graphql(desc = "What to sort by, at most four terms.")] order_by: Option<Vec<OrderOrder>>,
        #[graphql(
            desc = "Words that all occur in the number or the deal's name, without regard to case and accents."
        )]
        search: Option<String>,
        #[graphql(desc = "Page size going forward, 1 to 200; 50 when left out.")] first: Option<i32>,
        #[graphql(desc = "Continue after this cursor.")] after: Option<String>,
        #[graphql(desc = "Page size going backward, 1 to 200.")] last: Option<i32>,
        #[graphql(desc = "End before this cursor.")] before: Option<String>,
    ) -> Result<Counting<Order>> {
        let page = PageArgs { first, after, last, before }.page(&ctx.app().settings.limits)?;
        let order = order_by.unwrap_or_default();
        let asked = (filter.as_deref(), order.as_slice(), search.as_deref());
        Ok(Box::pin(counted(ctx, listed(&ctx.loaders()?.asking, asked, page)?)).await?)
    }
}

/// What came of a change to an order.
#[derive(SimpleObject)]
#[graphql(complex, crate = "crate::api::fields")]
pub struct OrderPayload {
    /// The order as it is now; null when the change was refused.
    order: Option<Order>,
    /// Why the change was refused; empty when it was made.
    user_errors: Vec<UserError>,
}

#[ComplexObject]
impl OrderPayload {
    /// The log's position after the change.
    async fn event_cursor(&self, ctx: &Context<'_>) -> Result<Option<Cursor>> {
        Ok(position(ctx).await?)
    }
}

impl OrderPayload {
    fn of(done: AppResult<Order>) -> Result<Self> {
        let (order, user_errors) = outcome(done)?;
        Ok(Self { order, user_errors })
    }
}

#[derive(Default)]
pub struct OrderMutation;

#[Object]
impl OrderMutation {
    /// Makes an order from an accepted proposal, or by hand from the deal's lines.
    async fn create_order(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The deal, and the proposal if there is one.")] input: CreateOrderInput,
    ) -> Result<OrderPayload> {
        OrderPayload::of(ctx.write(async |tx| actions::create_order(tx, input.clone()).await).await)
    }
    /// Changes an order's note and where it stands: fulfilled, cancelled, or open again. What was ordered does not change.
    async fn update_order(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The order and what changes.")] input: UpdateOrderInput,
    ) -> Result<OrderPayload> {
        OrderPayload::of(ctx.write(async |tx| actions::update_order(tx, input.clone()).await).await)
    }
}
