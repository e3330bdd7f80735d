//! Deals in GraphQL: lists and the board. The deal's own fields are in `deal`, the mutations in `mutation`.

pub mod deal;
pub mod mutation;
pub mod parts;
pub mod subscription;
pub mod won;

use crate::accounts::model::{Account, Contact};
use crate::api::connection::Connection;
use crate::api::context::Ask;
use crate::api::fields::List;
use crate::api::loaders::{Asking, Batch};
use crate::api::page::{self, PageArgs, ParentColumn, Under, UnderBatch};
use crate::api::scalars::Cursor;
use crate::api::whole::{Family, Sibling, Whole, families};
use crate::app::error::{Error, Result as AppResult};
use crate::db::fragment::Bind;
use crate::db::id::Id;
use crate::db::list::{Listing, Page, Row, Visible};
use crate::db::order::{Keyset, OrderDirection};
use crate::db::pool::DbConnection;
use crate::deals::model::{Deal, DealFilter, DealOrder, DealOrderField};
use crate::deals::store;
use crate::deals::store::sums::{self, Sums};
use crate::pipeline::model::{Pipeline, Stage};
use async_graphql::{ComplexObject, Context, Object, Result, SimpleObject};
use rust_decimal::Decimal;
use std::collections::HashMap;
use std::sync::Arc;
use uuid::Uuid;

/// A list of deals with its totals.
pub type DealConnection = Connection<Deal, DealTotalsFields>;

/// Count and sums of a list, computed only when asked for.
pub struct DealTotalsFields(pub Whole);

/// The sums of several lists of deals.
struct SumsBatch;

impl Batch for SumsBatch {
    type Key = Sibling;
    type Value = Sums;

    async fn load(
        conn: &mut DbConnection,
        _: &Asking,
        keys: Vec<Sibling>,
    ) -> AppResult<HashMap<Sibling, Sums>> {
        let mut loaded = HashMap::new();
        for Family { column, conditions, members, .. } in families(keys) {
            let sums: HashMap<Uuid, Sums> = sums::by(conn, column, conditions).await?.into_iter().collect();
            loaded.extend(members.into_iter().map(|one| {
                let sum = sums.get(&one.parent).copied().unwrap_or_default();
                (one, sum)
            }));
        }
        Ok(loaded)
    }
}

#[Object(crate = "crate::api::fields")]
impl DealTotalsFields {
    /// How many deals there are in all, over all pages. Counted only when selected.
    async fn total_count(&self, ctx: &Context<'_>) -> Result<i64> {
        Ok(page::count(ctx, &self.0).await?)
    }
    /// Count, sum and weighted sum over all pages, in the base currency. Computed only when selected.
    async fn totals(&self, ctx: &Context<'_>) -> Result<DealTotals> {
        let sums = match &self.0 {
            Whole::Alone { conditions, .. } => {
                sums::of(&mut *ctx.app().read().await?, (**conditions).clone()).await?
            }
            Whole::Sibling(one) => ctx.loaders()?.load::<SumsBatch>(one.clone()).await?.unwrap_or_default(),
        };
        DealTotals::of(ctx, sums).await
    }
}

/// Count and sums of deals, in the workspace's base currency.
#[derive(Debug, Clone, SimpleObject)]
#[graphql(crate = "crate::api::fields")]
pub struct DealTotals {
    /// How many deals.
    pub count: i64,
    /// Sum of their amounts.
    pub amount: Decimal,
    /// Sum of amount × probability.
    pub weighted: Decimal,
    /// ISO 4217 code of the base currency.
    pub currency: String,
}

impl DealTotals {
    async fn of(ctx: &Context<'_>, sums: Sums) -> Result<Self> {
        let currency = base_currency(ctx).await?;
        Ok(Self { count: sums.count, amount: sums.amount, weighted: sums.weighted, currency })
    }
}

/// The workspace's base currency, read once a request.
pub async fn base_currency(ctx: &Context<'_>) -> AppResult<String> {
    let id = Id::<crate::team::model::Workspace>::of(ctx.viewer()?.workspace_id);
    Ok(ctx.the(id).await?.base_currency.clone())
}

/// A list of deals as asked for; the last changed first unless another order is given.
pub fn listing(
    ctx: &Context<'_>,
    filter: Option<&DealFilter>,
    order: &[DealOrder],
    search: Option<&str>,
    args: PageArgs,
) -> AppResult<Listing<Deal>> {
    let page = args.page(&ctx.app().settings.limits)?;
    listed(&ctx.loaders()?.asking, (filter, order, search), page)
}

/// The same for whoever asks, also outside GraphQL.
pub fn listed(
    asking: &Asking,
    (filter, order, search): (Option<&DealFilter>, &[DealOrder], Option<&str>),
    page: Page,
) -> AppResult<Listing<Deal>> {
    let mut conditions = Deal::seen_by(&asking.viewer, asking.now);
    store::deals_where(&mut conditions, filter, search)?;
    let default = [(DealOrderField::UpdatedAt, OrderDirection::Desc)];
    let terms = DealOrder::terms(order, &default, &asking.viewer)?;
    Ok(Listing {
        conditions: conditions.into_sql().into(),
        keyset: Keyset::new(terms, Deal::ID, Deal::uuid),
        page,
    })
}

type Wanted = (Option<Box<DealFilter>>, Vec<DealOrder>);

async fn under(
    ctx: &Context<'_>,
    parent: Uuid,
    column: ParentColumn<Deal>,
    (filter, order): Wanted,
    args: PageArgs,
) -> AppResult<DealConnection> {
    let shape = format!("{filter:?}{order:?}{args:?}").into();
    let listing = listing(ctx, filter.as_deref(), &order, None, args)?.into();
    let under = Under { parent, column, shape, listing };
    let slice = ctx.loaders()?.load::<UnderBatch<Deal>>(under.clone()).await?.unwrap_or_default();
    Ok(DealConnection::new(slice, DealTotalsFields(Whole::from(&under))))
}

/// The deals of an account.
pub async fn of_account(
    ctx: &Context<'_>,
    id: Id<Account>,
    wanted: Wanted,
    args: PageArgs,
) -> AppResult<DealConnection> {
    under(ctx, id.0, ("deals.account_id", |deal| deal.account_id.map(|id| id.0)), wanted, args).await
}

/// The deals a contact is the primary contact of.
pub async fn of_contact(
    ctx: &Context<'_>,
    id: Id<Contact>,
    wanted: Wanted,
    args: PageArgs,
) -> AppResult<DealConnection> {
    let column: (&str, fn(&Deal) -> _) =
        ("deals.primary_contact_id", |deal| deal.primary_contact_id.map(|id| id.0));
    under(ctx, id.0, column, wanted, args).await
}

/// One pipeline as columns of cards.
#[derive(SimpleObject)]
#[graphql(complex, crate = "crate::api::fields")]
pub struct Board {
    /// The pipeline shown.
    pipeline: Arc<Pipeline>,
    /// Its stages in order, with totals and their first cards.
    columns: List<BoardColumn>,
}

#[ComplexObject]
impl Board {
    /// The log's position before the board was read: subscribe `boardChanged` after it and nothing is missed.
    async fn event_cursor(&self, ctx: &Context<'_>) -> Result<Cursor> {
        Ok(crate::api::user_errors::read_position(ctx).await?)
    }
}

/// One stage of a board.
#[derive(SimpleObject)]
#[graphql(crate = "crate::api::fields")]
pub struct BoardColumn {
    /// The stage.
    stage: Stage,
    /// How many deals are in it.
    count: i64,
    /// Sum of their amounts, in the base currency.
    amount: Decimal,
    /// Sum of amount × probability, in the base currency.
    weighted: Decimal,
    /// ISO 4217 code of the base currency.
    currency: String,
    /// Its first cards, top to bottom. Further ones: `deals(filter: {stageId: …}, orderBy: {field: RANK}, after: …)`.
    deals: DealConnection,
}

#[derive(Default)]
pub struct DealQuery;

#[Object]
impl DealQuery {
    /// One deal; null when there is none or the viewer may not see it.
    async fn deal(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its id.")] id: Id<Deal>,
    ) -> Result<Option<Arc<Deal>>> {
        let look = ctx.look_ahead();
        if !look.field("account").exists() && !look.field("owner").exists() {
            return Ok(ctx.one(Some(id)).await?);
        }
        // Nearly always asked for together: one statement instead of three.
        let loaders = ctx.loaders()?;
        let mut conn = ctx.app().read().await?;
        let found = store::find_related(&mut conn, (&loaders.asking.viewer, loaders.asking.now), id).await?;
        drop(conn);
        Ok(found.map(|(deal, account, owner)| {
            loaders.keep(account);
            loaders.keep(owner);
            Arc::new(deal)
        }))
    }
    /// The deals that match and that the viewer may see; the last changed first unless another order is given.
    #[allow(clippy::too_many_arguments)] // GraphQL arguments
    async fn deals(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which deals; all visible ones when left out.")] filter: Option<Box<DealFilter>>,
        #[graphql(desc = "What to sort by, at most four terms.")] order_by: Option<Vec<DealOrder>>,
        #[graphql(desc = "Words that all occur in the name, without regard to case and accents.")]
        search: Option<String>,
        #[graphql(desc = "Page size going forward, 1 to 200; 50 when left out.")] first: Option<i32>,
        #[graphql(desc = "Continue after this cursor.")] after: Option<String>,
        #[graphql(desc = "Page size going backward, 1 to 200.")] last: Option<i32>,
        #[graphql(desc = "End before this cursor.")] before: Option<String>,
    ) -> Result<DealConnection> {
        let args = PageArgs { first, after, last, before };
        let order = order_by.unwrap_or_default();
        let listing = listing(ctx, filter.as_deref(), &order, search.as_deref(), args)?;
        let slice = listing.load(&mut *ctx.app().read().await?).await?;
        Ok(DealConnection::new(
            slice,
            DealTotalsFields(Whole::Alone { table: Deal::TABLE, conditions: listing.conditions }),
        ))
    }
    /// One pipeline as a board: every stage with its totals and first cards, in two statements.
    async fn board(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The pipeline to show.")] pipeline_id: Id<Pipeline>,
        #[graphql(desc = "Which deals; all visible ones of the pipeline when left out.")] filter: Option<
            Box<DealFilter>,
        >,
        #[graphql(desc = "Cards per column, 1 to 200; 50 when left out.")] first: Option<i32>,
    ) -> Result<Board> {
        let pipeline = ctx.the(pipeline_id).await?;
        let stages = crate::pipeline::graphql::stages_of(ctx, pipeline_id).await?;
        let order = [DealOrder::from((DealOrderField::Rank, OrderDirection::Asc))];
        let mut listing = listing(ctx, filter.as_deref(), &order, None, PageArgs::forward(first, None))?;
        let conditions = Arc::make_mut(&mut listing.conditions);
        conditions.push(" AND deals.pipeline_id = ").bind(Bind::Uuid(pipeline_id.0));
        // Two boards in one document are counted apart where pipelines or filters differ.
        let shape = format!("{} {filter:?}", pipeline_id.0).into();
        let columns = columns(ctx, stages, listing, (filter.as_deref(), shape)).await?;
        Ok(Board { pipeline, columns: List(columns) })
    }
}

/// The totals in one statement, the first cards of all columns in one lateral statement.
async fn columns(
    ctx: &Context<'_>,
    stages: Vec<Stage>,
    listing: Listing<Deal>,
    (filter, shape): (Option<&DealFilter>, Arc<str>),
) -> AppResult<Vec<BoardColumn>> {
    let currency = base_currency(ctx).await?;
    let ids: Vec<Uuid> = stages.iter().map(|stage| stage.id.0).collect();
    let parent: ParentColumn<Deal> = ("deals.stage_id", |deal| Some(deal.stage_id.0));
    let mut conn = ctx.app().read().await?;
    let asking = &ctx.loaders()?.asking;
    let sums = sums::of_stages(&mut conn, (&asking.viewer, asking.now), ids.clone(), (filter, None)).await?;
    let sums: HashMap<Uuid, Sums> = sums.into_iter().collect();
    let mut cards = listing.load_under(&mut conn, ids, parent).await?;
    drop(conn);
    let column = |stage: Stage| {
        let Sums { count, amount, weighted } = sums.get(&stage.id.0).copied().unwrap_or_default();
        let slice = cards.remove(&stage.id.0).unwrap_or_default();
        let whole = Whole::Sibling(Sibling {
            table: Deal::TABLE,
            column: parent.0,
            parent: stage.id.0,
            shape: shape.clone(),
            conditions: listing.conditions.clone(),
        });
        let deals = DealConnection::new(slice, DealTotalsFields(whole));
        BoardColumn { stage, count, amount, weighted, currency: currency.clone(), deals }
    };
    Ok(stages.into_iter().map(column).collect())
}

/// At most as many ids as a bulk change takes, none twice.
pub(super) fn bulk<T: Copy + PartialEq>(ctx: &Context<'_>, ids: &[T]) -> AppResult<Vec<T>> {
    let most = ctx.app().settings.limits.bulk_max;
    if ids.is_empty() || ids.len() > most {
        return Err(Error::BadInput(format!("give 1 to {most} ids, not {}", ids.len()).into()));
    }
    let mut once: Vec<T> = Vec::with_capacity(ids.len());
    for id in ids {
        if !once.contains(id) {
            once.push(*id);
        }
    }
    Ok(once)
}
