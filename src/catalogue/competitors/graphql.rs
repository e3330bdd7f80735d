//! Competitors in GraphQL.

use crate::api::ahead::{Ahead, Related};
use crate::api::context::Ask;
use crate::api::loaders::Asking;
use crate::api::page::{Counting, PageArgs, counted};
use crate::api::scalars::Cursor;
use crate::api::user_errors::{UserError, outcome, position, user_actor};
use crate::app::error::Result as AppResult;
use crate::catalogue::competitors::model::{
    Competitor, CompetitorFilter, CompetitorOrder, CompetitorOrderField, CreateCompetitorInput,
    UpdateCompetitorInput,
};
use crate::catalogue::competitors::{actions, store};
use crate::db::id::Id;
use crate::db::list::{Listing, Page, Visible};
use crate::db::order::{Keyset, OrderDirection};
use crate::deals::competitors::model::{
    CompetitorRecord, DealCompetitor, DealCompetitorFilter, DealCompetitorOrder,
};
use crate::deals::competitors::store::RecordBatch;
use crate::history::model::{ActorNode, HistoryConnection};
use async_graphql::{ComplexObject, Context, Object, Result, SimpleObject};
use std::sync::Arc;

impl Related for Competitor {
    async fn ahead(page: &Ahead<'_, Self>) -> AppResult<()> {
        page.batch::<RecordBatch>("record", |competitor| Some(competitor.id.0)).await
    }
}

#[ComplexObject]
impl Competitor {
    /// Its id, the same everywhere.
    pub async fn id(&self) -> Id<Competitor> {
        self.id
    }
    /// How deals against it went, over those the viewer sees.
    async fn record(&self, ctx: &Context<'_>) -> Result<CompetitorRecord> {
        Ok(ctx.loaders()?.load::<RecordBatch>(self.id.0).await?.unwrap_or_default())
    }
    /// The deals it is named on that the viewer sees: the last named first, unless another order is given.
    #[allow(clippy::too_many_arguments)] // GraphQL arguments
    async fn deals(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which ones; all the viewer may see when left out.")] filter: Option<
            Box<DealCompetitorFilter>,
        >,
        #[graphql(desc = "What to sort by, at most four terms.")] order_by: Option<Vec<DealCompetitorOrder>>,
        #[graphql(desc = "Page size going forward, 1 to 200; 50 when left out.")] first: Option<i32>,
        #[graphql(desc = "Continue after this cursor.")] after: Option<String>,
        #[graphql(desc = "Page size going backward, 1 to 200.")] last: Option<i32>,
        #[graphql(desc = "End before this cursor.")] before: Option<String>,
    ) -> Result<Counting<DealCompetitor>> {
        let args = PageArgs { first, after, last, before };
        let wanted = (filter, order_by.unwrap_or_default());
        Ok(Box::pin(crate::deals::competitors::graphql::of_competitor(ctx, self.id, wanted, args)).await?)
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

/// A list of competitors as asked for; by name unless another order is given.
fn listing(
    ctx: &Context<'_>,
    filter: Option<&CompetitorFilter>,
    order: &[CompetitorOrder],
    search: Option<&str>,
    args: PageArgs,
) -> AppResult<Listing<Competitor>> {
    let page = args.page(&ctx.app().settings.limits)?;
    listed(&ctx.loaders()?.asking, (filter, order, search), page)
}

/// The same for whoever asks, also outside GraphQL.
pub fn listed(
    asking: &Asking,
    (filter, order, search): (Option<&CompetitorFilter>, &[CompetitorOrder], Option<&str>),
    page: Page,
) -> AppResult<Listing<Competitor>> {
    let mut conditions = Competitor::seen_by(&asking.viewer, asking.now);
    store::competitors_where(&mut conditions, filter, search)?;
    let by_name = [(CompetitorOrderField::Name, OrderDirection::Asc)];
    let terms = CompetitorOrder::terms(order, &by_name, &asking.viewer)?;
    Ok(Listing {
        conditions: conditions.into_sql().into(),
        keyset: Keyset::new(terms, Competitor::ID, Competitor::uuid),
        page,
    })
}

#[derive(Default)]
pub struct CompetitorQuery;

#[Object]
impl CompetitorQuery {
    /// One competitor; null when there is none.
    async fn competitor(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its id.")] id: Id<Competitor>,
    ) -> Result<Option<Arc<Competitor>>> {
        Ok(ctx.one(Some(id)).await?)
    }
    /// The competitors that match, by name unless another order is given.
    #[allow(clippy::too_many_arguments)] // GraphQL arguments
    async fn competitors(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which ones; all in use when left out.")] filter: Option<Box<CompetitorFilter>>,
        #[graphql(desc = "What to sort by, at most four terms.")] order_by: Option<Vec<CompetitorOrder>>,
        #[graphql(desc = "Words that all occur in the name, without regard to case and accents.")]
        search: Option<String>,
        #[graphql(desc = "Page size going forward, 1 to 200; 50 when left out.")] first: Option<i32>,
        #[graphql(desc = "Continue after this cursor.")] after: Option<String>,
        #[graphql(desc = "Page size going backward, 1 to 200.")] last: Option<i32>,
        #[graphql(desc = "End before this cursor.")] before: Option<String>,
    ) -> Result<Counting<Competitor>> {
        let args = PageArgs { first, after, last, before };
        let order = order_by.unwrap_or_default();
        Ok(Box::pin(counted(ctx, listing(ctx, filter.as_deref(), &order, search.as_deref(), args)?)).await?)
    }
}

/// What came of a change to a competitor.
#[derive(SimpleObject)]
#[graphql(complex, crate = "crate::api::fields")]
pub struct CompetitorPayload {
    /// The competitor as it is now; null when the change was refused.
    competitor: Option<Competitor>,
    /// Why the change was refused; empty when it was made.
    user_errors: Vec<UserError>,
}

#[ComplexObject]
impl CompetitorPayload {
    /// The log's position after the change.
    async fn event_cursor(&self, ctx: &Context<'_>) -> Result<Option<Cursor>> {
        Ok(position(ctx).await?)
    }
}

impl CompetitorPayload {
    fn of(done: AppResult<Competitor>) -> Result<Self> {
        let (competitor, user_errors) = outcome(done)?;
        Ok(Self { competitor, user_errors })
    }
}

#[derive(Default)]
pub struct CompetitorMutation;

#[Object]
impl CompetitorMutation {
    /// Adds a competitor to the catalogue.
    async fn create_competitor(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is known of it.")] input: CreateCompetitorInput,
    ) -> Result<CompetitorPayload> {
        CompetitorPayload::of(ctx.write(async |tx| actions::create_competitor(tx, input.clone()).await).await)
    }
    /// Changes a competitor: fields left out stay, nulls clear. Putting it away is for managers and admins.
    async fn update_competitor(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The competitor and what changes.")] input: UpdateCompetitorInput,
    ) -> Result<CompetitorPayload> {
        CompetitorPayload::of(ctx.write(async |tx| actions::update_competitor(tx, input.clone()).await).await)
    }
}
