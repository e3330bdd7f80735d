//! Products in GraphQL.

use crate::api::ahead::Related;
use crate::api::context::Ask;
use crate::api::loaders::Asking;
use crate::api::page::{Counting, PageArgs, counted};
use crate::api::scalars::Cursor;
use crate::api::user_errors::{UserError, outcome, position, user_actor};
use crate::app::error::Result as AppResult;
use crate::catalogue::products::model::{
    CreateProductInput, Product, ProductFilter, ProductOrder, ProductOrderField, ProductPrice,
    UpdateProductInput,
};
use crate::catalogue::products::{actions, rules, store};
use crate::db::id::Id;
use crate::db::list::{Listing, Page, Visible};
use crate::db::order::{Keyset, OrderDirection};
use crate::deals::lines::model::{DealLine, DealLineFilter, DealLineOrder};
use crate::history::model::{ActorNode, HistoryConnection};
use async_graphql::{ComplexObject, Context, Object, Result, SimpleObject};
use rust_decimal::Decimal;
use std::sync::Arc;

impl Related for Product {}

#[ComplexObject]
impl Product {
    /// Its id, the same everywhere.
    pub async fn id(&self) -> Id<Product> {
        self.id
    }
    /// What one unit costs in each currency it has a price in, by currency.
    async fn prices(&self) -> &[ProductPrice] {
        &self.prices.0
    }
    /// What one unit costs in a currency; null when it has no price in it.
    async fn price(&self, #[graphql(desc = "ISO 4217 code.")] currency: String) -> Option<Decimal> {
        rules::price(self, &currency)
    }
    /// The lines that sell it, on deals the viewer sees: the last added first, unless another order is given.
    #[allow(clippy::too_many_arguments)] // GraphQL arguments
    async fn lines(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which ones; all the viewer may see when left out.")] filter: Option<
            Box<DealLineFilter>,
        >,
        #[graphql(desc = "What to sort by, at most four terms.")] order_by: Option<Vec<DealLineOrder>>,
        #[graphql(desc = "Page size going forward, 1 to 200; 50 when left out.")] first: Option<i32>,
        #[graphql(desc = "Continue after this cursor.")] after: Option<String>,
        #[graphql(desc = "Page size going backward, 1 to 200.")] last: Option<i32>,
        #[graphql(desc = "End before this cursor.")] before: Option<String>,
    ) -> Result<Counting<DealLine>> {
        let args = PageArgs { first, after, last, before };
        let wanted = (filter, order_by.unwrap_or_default());
        Ok(Box::pin(crate::deals::lines::graphql::of_product(ctx, self.id, wanted, args)).await?)
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

/// A list of products as asked for; by name unless another order is given.
fn listing(
    ctx: &Context<'_>,
    filter: Option<&ProductFilter>,
    order: &[ProductOrder],
    search: Option<&str>,
    args: PageArgs,
) -> AppResult<Listing<Product>> {
    let page = args.page(&ctx.app().settings.limits)?;
    listed(&ctx.loaders()?.asking, (filter, order, search), page)
}

/// The same for whoever asks, also outside GraphQL.
pub fn listed(
    asking: &Asking,
    (filter, order, search): (Option<&ProductFilter>, &[ProductOrder], Option<&str>),
    page: Page,
) -> AppResult<Listing<Product>> {
    let mut conditions = Product::seen_by(&asking.viewer, asking.now);
    store::products_where(&mut conditions, filter, search)?;
    let by_name = [(ProductOrderField::Name, OrderDirection::Asc)];
    let terms = ProductOrder::terms(order, &by_name, &asking.viewer)?;
    Ok(Listing {
        conditions: conditions.into_sql().into(),
        keyset: Keyset::new(terms, Product::ID, Product::uuid),
        page,
    })
}

#[derive(Default)]
pub struct ProductQuery;

#[Object]
impl ProductQuery {
    /// One product; null when there is none.
    async fn product(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its id.")] id: Id<Product>,
    ) -> Result<Option<Arc<Product>>> {
        Ok(ctx.one(Some(id)).await?)
    }
    /// The products that match, by name unless another order is given.
    #[allow(clippy::too_many_arguments)] // GraphQL arguments
    async fn products(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which ones; all that are sold when left out.")] filter: Option<Box<ProductFilter>>,
        #[graphql(desc = "What to sort by, at most four terms.")] order_by: Option<Vec<ProductOrder>>,
        #[graphql(
            desc = "Words that all occur in name, code or series, without regard to case and accents."
        )]
        search: Option<String>,
        #[graphql(desc = "Page size going forward, 1 to 200; 50 when left out.")] first: Option<i32>,
        #[graphql(desc = "Continue after this cursor.")] after: Option<String>,
        #[graphql(desc = "Page size going backward, 1 to 200.")] last: Option<i32>,
        #[graphql(desc = "End before this cursor.")] before: Option<String>,
    ) -> Result<Counting<Product>> {
        let args = PageArgs { first, after, last, before };
        let order = order_by.unwrap_or_default();
        Ok(Box::pin(counted(ctx, listing(ctx, filter.as_deref(), &order, search.as_deref(), args)?)).await?)
    }
}

/// What came of a change to a product.
#[derive(SimpleObject)]
#[graphql(complex, crate = "crate::api::fields")]
pub struct ProductPayload {
    /// The product as it is now; null when the change was refused.
    product: Option<Product>,
    /// Why the change was refused; empty when it was made.
    user_errors: Vec<UserError>,
}

#[ComplexObject]
impl ProductPayload {
    /// The log's position after the change.
    async fn event_cursor(&self, ctx: &Context<'_>) -> Result<Option<Cursor>> {
        Ok(position(ctx).await?)
    }
}

impl ProductPayload {
    fn of(done: AppResult<Product>) -> Result<Self> {
        let (product, user_errors) = outcome(done)?;
        Ok(Self { product, user_errors })
    }
}

#[derive(Default)]
pub struct ProductMutation;

#[Object]
impl ProductMutation {
    /// Adds a product to the catalogue. For managers and admins.
    async fn create_product(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The product and its prices.")] input: CreateProductInput,
    ) -> Result<ProductPayload> {
        ProductPayload::of(ctx.write(async |tx| actions::create_product(tx, input.clone()).await).await)
    }
    /// Changes a product: fields left out stay, nulls clear. For managers and admins.
    async fn update_product(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The product and what changes.")] input: UpdateProductInput,
    ) -> Result<ProductPayload> {
        ProductPayload::of(ctx.write(async |tx| actions::update_product(tx, input.clone()).await).await)
    }
}
