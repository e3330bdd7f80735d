//! Lines of deals in GraphQL.

use crate::api::ahead::{Ahead, Related};
use crate::api::context::Ask;
use crate::api::page::{Counting, PageArgs, ParentColumn, Under, counted_under};
use crate::api::scalars::Cursor;
use crate::api::user_errors::{UserError, outcome, position, user_actor};
use crate::app::error::Result as AppResult;
use crate::catalogue::products::model::Product;
use crate::db::id::Id;
use crate::db::list::{Listing, Visible};
use crate::db::order::{Keyset, OrderDirection};
use crate::deals::lines::input::{
    AddDealLineInput, MoveDealLineInput, RemoveDealLineInput, UpdateDealLineInput,
};
use crate::deals::lines::model::{DealLine, DealLineFilter, DealLineOrder, DealLineOrderField};
use crate::deals::lines::{actions, store};
use crate::deals::model::Deal;
use crate::history::model::{ActorNode, HistoryConnection};
use async_graphql::{ComplexObject, Context, Object, Result, SimpleObject};
use futures_util::try_join;
use rust_decimal::Decimal;
use std::sync::Arc;
use uuid::Uuid;

impl Related for DealLine {
    async fn ahead(page: &Ahead<'_, Self>) -> AppResult<()> {
        try_join!(page.one("deal", |line| Some(line.deal_id)), page.one("product", |line| line.product_id),)
            .map(drop)
    }
}

#[ComplexObject]
impl DealLine {
    /// Its id, the same everywhere.
    pub async fn id(&self) -> Id<DealLine> {
        self.id
    }
    /// The deal it is on.
    async fn deal(&self, ctx: &Context<'_>) -> Result<Arc<Deal>> {
        Ok(ctx.the(self.deal_id).await?)
    }
    /// The product sold; null when it is none of the catalogue.
    async fn product(&self, ctx: &Context<'_>) -> Result<Option<Arc<Product>>> {
        Ok(ctx.one(self.product_id).await?)
    }
    /// Total and tax together.
    async fn total_with_tax(&self) -> Decimal {
        self.total + self.tax
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
    /// Who added it.
    async fn created_by(&self) -> Option<ActorNode> {
        user_actor(self.created_by.map(|id| id.0))
    }
    /// Who changed it last.
    async fn updated_by(&self) -> Option<ActorNode> {
        user_actor(self.updated_by.map(|id| id.0))
    }
}

type Wanted = (Option<Box<DealLineFilter>>, Vec<DealLineOrder>);
type Term = (DealLineOrderField, OrderDirection);

/// The lines of a deal, as they stand there unless another order is given.
pub async fn of_deal(
    ctx: &Context<'_>,
    id: Id<Deal>,
    wanted: Wanted,
    args: PageArgs,
) -> AppResult<Counting<DealLine>> {
    let column: ParentColumn<DealLine> = ("deal_lines.deal_id", |row| Some(row.deal_id.0));
    let default = (DealLineOrderField::Position, OrderDirection::Asc);
    under(ctx, (id.0, column, default), wanted, args).await
}

/// The lines that sell a product, as far as the viewer may see the deals; the last added first unless another order is given.
pub async fn of_product(
    ctx: &Context<'_>,
    id: Id<Product>,
    wanted: Wanted,
    args: PageArgs,
) -> AppResult<Counting<DealLine>> {
    let column: ParentColumn<DealLine> = ("deal_lines.product_id", |row| row.product_id.map(|id| id.0));
    let default = (DealLineOrderField::CreatedAt, OrderDirection::Desc);
    under(ctx, (id.0, column, default), wanted, args).await
}

async fn under(
    ctx: &Context<'_>,
    (parent, column, default): (Uuid, ParentColumn<DealLine>, Term),
    (filter, order): Wanted,
    args: PageArgs,
) -> AppResult<Counting<DealLine>> {
    let shape = format!("{filter:?}{order:?}{args:?}").into();
    let asking = &ctx.loaders()?.asking;
    let mut conditions = DealLine::seen_by(&asking.viewer, asking.now);
    if let Some(filter) = &filter {
        store::filter_lines(&mut conditions, filter)?;
    }
    let terms = DealLineOrder::terms(&order, &[default], &asking.viewer)?;
    let listing = Listing {
        conditions: conditions.into_sql().into(),
        keyset: Keyset::new(terms, DealLine::ID, DealLine::uuid),
        page: args.page(&ctx.app().settings.limits)?,
    };
    counted_under(ctx, Under { parent, column, shape, listing: listing.into() }).await
}

/// What came of a change to a line.
#[derive(SimpleObject)]
#[graphql(complex, crate = "crate::api::fields")]
pub struct DealLinePayload {
    /// The line as it is now, or as it was last when it was removed; null when the change was refused.
    deal_line: Option<DealLine>,
    /// Why the change was refused; empty when it was made.
    user_errors: Vec<UserError>,
}

#[ComplexObject]
impl DealLinePayload {
    /// The deal with all its lines and the amount they come to; null when the change was refused.
    async fn deal(&self, ctx: &Context<'_>) -> Result<Option<Arc<Deal>>> {
        Ok(ctx.one(self.deal_line.as_ref().map(|line| line.deal_id)).await?)
    }
    /// The log's position after the change.
    async fn event_cursor(&self, ctx: &Context<'_>) -> Result<Option<Cursor>> {
        Ok(position(ctx).await?)
    }
}

impl DealLinePayload {
    fn of(done: AppResult<DealLine>) -> Result<Self> {
        let (deal_line, user_errors) = outcome(done)?;
        Ok(Self { deal_line, user_errors })
    }
}

#[derive(Default)]
pub struct DealLineMutation;

#[Object]
impl DealLineMutation {
    /// Adds a line to a deal, whose amount becomes the sum of its lines.
    async fn add_deal_line(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The deal, and what it is about to sell.")] input: AddDealLineInput,
    ) -> Result<DealLinePayload> {
        DealLinePayload::of(ctx.write(async |tx| actions::add_deal_line(tx, input.clone()).await).await)
    }
    /// Changes a line: fields left out stay. The deal's amount follows.
    async fn update_deal_line(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The line and what changes.")] input: UpdateDealLineInput,
    ) -> Result<DealLinePayload> {
        DealLinePayload::of(ctx.write(async |tx| actions::update_deal_line(tx, input.clone()).await).await)
    }
    /// Takes a line off its deal. The amount follows, as long as there are lines.
    async fn remove_deal_line(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The line.")] input: RemoveDealLineInput,
    ) -> Result<DealLinePayload> {
        DealLinePayload::of(ctx.write(async |tx| actions::remove_deal_line(tx, input.clone()).await).await)
    }
    /// Puts a line in another place among those of its deal.
    async fn move_deal_line(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The line, and the one it is to stand below.")] input: MoveDealLineInput,
    ) -> Result<DealLinePayload> {
        DealLinePayload::of(ctx.write(async |tx| actions::move_deal_line(tx, input.clone()).await).await)
    }
}
