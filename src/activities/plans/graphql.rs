//! Activity plans and their runs in GraphQL.

pub mod mutation;

use crate::activities::model::Task;
use crate::activities::plans::model::{
    ActivityPlan, ActivityPlanFilter, ActivityPlanItem, ActivityPlanOrder, ActivityPlanOrderField, PlanRun,
    PlanRunFilter, PlanRunOrder, PlanRunOrderField,
};
use crate::activities::plans::store::{self, StagesBatch, TasksBatch};
use crate::api::ahead::{Ahead, Related};
use crate::api::context::Ask;
use crate::api::fields::List;
use crate::api::page::{Counting, PageArgs, ParentColumn, Under, counted, counted_under};
use crate::api::user_errors::user_actor;
use crate::app::error::Result as AppResult;
use crate::db::id::Id;
use crate::db::list::{Listing, Visible};
use crate::db::order::{Keyset, OrderDirection};
use crate::deals::model::Deal;
use crate::history::model::{ActorNode, HistoryConnection};
use crate::pipeline::model::Stage;
use crate::team::model::{Team, User};
use async_graphql::{ComplexObject, Context, Object, Result};
use futures_util::try_join;
use std::sync::Arc;

impl Related for ActivityPlan {
    async fn ahead(page: &Ahead<'_, Self>) -> AppResult<()> {
        page.batch::<StagesBatch>("stages", |plan| Some(plan.id.0)).await
    }
}

impl Related for PlanRun {
    async fn ahead(page: &Ahead<'_, Self>) -> AppResult<()> {
        try_join!(
            page.one("plan", |run| Some(run.plan_id)),
            page.one("deal", |run| Some(run.deal_id)),
            page.one("stage", |run| run.stage_id),
            page.batch::<TasksBatch>("tasks", |run| Some(run.id.0)),
        )
        .map(drop)
    }
}

#[ComplexObject]
impl ActivityPlan {
    /// Its id, the same everywhere.
    pub async fn id(&self) -> Id<ActivityPlan> {
        self.id
    }
    /// Its tasks to be, in order.
    async fn items(&self) -> List<ActivityPlanItem> {
        List(self.items.0.clone())
    }
    /// The stages that start it when a deal comes in.
    async fn stages(&self, ctx: &Context<'_>) -> Result<List<Stage>> {
        let stages = ctx.loaders()?.load::<StagesBatch>(self.id.0).await?;
        Ok(List(stages.map(|stages| stages.to_vec()).unwrap_or_default()))
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
impl ActivityPlanItem {
    /// Its id; stays when the plan changes.
    pub async fn id(&self) -> Id<ActivityPlanItem> {
        self.id
    }
    /// The user who gets it, where the rule names one.
    async fn user(&self, ctx: &Context<'_>) -> Result<Option<Arc<User>>> {
        Ok(ctx.one(self.user_id).await?)
    }
    /// The team whose manager gets it, where the rule names one; null: the team of the deal's owner. Null too when the team is gone.
    async fn team(&self, ctx: &Context<'_>) -> Result<Option<Arc<Team>>> {
        Ok(ctx.one(self.team_id).await?)
    }
}

/// The tasks of a run that the viewer may see, in the order of its plan.
async fn tasks(ctx: &Context<'_>, run: &PlanRun) -> AppResult<Vec<Task>> {
    let tasks = ctx.loaders()?.load::<TasksBatch>(run.id.0).await?;
    let mut tasks = tasks.map(|tasks| tasks.to_vec()).unwrap_or_default();
    let place = |task: &Task| run.items.0.iter().position(|item| Some(item.id) == task.plan_item_id);
    tasks.sort_by_key(place);
    Ok(tasks)
}

fn number(tasks: usize) -> i32 {
    i32::try_from(tasks).unwrap_or(i32::MAX)
}

#[ComplexObject]
impl PlanRun {
    /// Its id, the same everywhere.
    pub async fn id(&self) -> Id<PlanRun> {
        self.id
    }
    /// The plan as it is now; the run goes on as the plan was when it started.
    async fn plan(&self, ctx: &Context<'_>) -> Result<Arc<ActivityPlan>> {
        Ok(ctx.the(self.plan_id).await?)
    }
    /// The deal it runs on.
    async fn deal(&self, ctx: &Context<'_>) -> Result<Arc<Deal>> {
        Ok(ctx.the(self.deal_id).await?)
    }
    /// The stage that started it, also one removed since; null when it was started by hand.
    async fn stage(&self, ctx: &Context<'_>) -> Result<Option<Arc<Stage>>> {
        Ok(ctx.one(self.stage_id).await?)
    }
    /// Who started it, by hand or by moving the deal.
    async fn started_by(&self) -> Option<ActorNode> {
        user_actor(self.started_by.map(|id| id.0))
    }
    /// The tasks it made, in the order of the plan.
    async fn tasks(&self, ctx: &Context<'_>) -> Result<List<Task>> {
        Ok(List(tasks(ctx, self).await?))
    }
    /// How many of its tasks are done.
    async fn done(&self, ctx: &Context<'_>) -> Result<i32> {
        let done = |task: &&Task| task.status == crate::activities::model::TaskStatus::Done;
        Ok(number(tasks(ctx, self).await?.iter().filter(done).count()))
    }
    /// How many tasks it made.
    async fn total(&self) -> i32 {
        number(self.items.0.len())
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
    /// Who changed it last.
    async fn updated_by(&self) -> Option<ActorNode> {
        user_actor(self.updated_by.map(|id| id.0))
    }
}

/// The runs on a deal; the last started first unless another order is given.
pub async fn of_deal(
    ctx: &Context<'_>,
    id: Id<Deal>,
    (filter, order): (Option<Box<PlanRunFilter>>, Vec<PlanRunOrder>),
    args: PageArgs,
) -> AppResult<Counting<PlanRun>> {
    let shape = format!("{filter:?}{order:?}{args:?}").into();
    let asking = &ctx.loaders()?.asking;
    let mut conditions = PlanRun::seen_by(&asking.viewer, asking.now);
    if let Some(filter) = &filter {
        store::filter_runs(&mut conditions, filter)?;
    }
    let latest = [(PlanRunOrderField::StartedAt, OrderDirection::Desc)];
    let terms = PlanRunOrder::terms(&order, &latest, &asking.viewer)?;
    let listing = Listing {
        conditions: conditions.into_sql().into(),
        keyset: Keyset::new(terms, PlanRun::ID, PlanRun::uuid),
        page: args.page(&ctx.app().settings.limits)?,
    };
    let column: ParentColumn<PlanRun> = ("plan_runs.deal_id", |run| Some(run.deal_id.0));
    counted_under(ctx, Under { parent: id.0, column, shape, listing: listing.into() }).await
}

/// A list of plans as asked for; by name unless another order is given.
fn listing(
    ctx: &Context<'_>,
    filter: Option<&ActivityPlanFilter>,
    order: &[ActivityPlanOrder],
    search: Option<&str>,
    args: PageArgs,
) -> AppResult<Listing<ActivityPlan>> {
    let asking = &ctx.loaders()?.asking;
    let mut conditions = ActivityPlan::seen_by(&asking.viewer, asking.now);
    store::plans_where(&mut conditions, filter, search)?;
    let by_name = [(ActivityPlanOrderField::Name, OrderDirection::Asc)];
    let terms = ActivityPlanOrder::terms(order, &by_name, &asking.viewer)?;
    Ok(Listing {
        conditions: conditions.into_sql().into(),
        keyset: Keyset::new(terms, ActivityPlan::ID, ActivityPlan::uuid),
        page: args.page(&ctx.app().settings.limits)?,
    })
}

#[derive(Default)]
pub struct PlanQuery;

#[Object]
impl PlanQuery {
    /// One activity plan; null when there is none.
    async fn activity_plan(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its id.")] id: Id<ActivityPlan>,
    ) -> Result<Option<Arc<ActivityPlan>>> {
        Ok(ctx.one(Some(id)).await?)
    }
    /// The activity plans that match, by name unless another order is given.
    #[allow(clippy::too_many_arguments)] // GraphQL arguments
    async fn activity_plans(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which ones; all in use when left out.")] filter: Option<Box<ActivityPlanFilter>>,
        #[graphql(desc = "What to sort by, at most four terms.")] order_by: Option<Vec<ActivityPlanOrder>>,
        #[graphql(desc = "Words that all occur in the name, without regard to case and accents.")]
        search: Option<String>,
        #[graphql(desc = "Page size going forward, 1 to 200; 50 when left out.")] first: Option<i32>,
        #[graphql(desc = "Continue after this cursor.")] after: Option<String>,
        #[graphql(desc = "Page size going backward, 1 to 200.")] last: Option<i32>,
        #[graphql(desc = "End before this cursor.")] before: Option<String>,
    ) -> Result<Counting<ActivityPlan>> {
        let args = PageArgs { first, after, last, before };
        let order = order_by.unwrap_or_default();
        Ok(Box::pin(counted(ctx, listing(ctx, filter.as_deref(), &order, search.as_deref(), args)?)).await?)
    }
}
