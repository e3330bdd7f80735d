//! Tasks in GraphQL.

pub mod subscription;

use crate::accounts::model::{Account, Contact};
use crate::activities::model::{
    CancelTaskInput, CompleteTaskInput, CreateTaskInput, ReopenTaskInput, Task, TaskFilter, TaskOrder,
    TaskOrderField, UpdateTaskInput,
};
use crate::activities::plans::model::PlanRun;
use crate::activities::{actions, store};
use crate::api::ahead::{Ahead, Related};
use crate::api::context::Ask;
use crate::api::fields::List;
use crate::api::loaders::Asking;
use crate::api::page::{Counting, PageArgs, ParentColumn, Under, counted, counted_under};
use crate::api::scalars::Cursor;
use crate::api::user_errors::{UserError, outcome, position, user_actor};
use crate::app::error::Result as AppResult;
use crate::db::id::Id;
use crate::db::list::{Listing, Page, Visible};
use crate::db::order::Keyset;
use crate::db::order::OrderDirection;
use crate::deals::model::Deal;
use crate::fields;
use crate::fields::graphql::CustomValue;
use crate::history::model::{ActorNode, HistoryConnection};
use crate::leads::model::Lead;
use crate::team::model::User;
use async_graphql::Json;
use async_graphql::{ComplexObject, Context, Object, Result, SimpleObject};
use futures_util::try_join;
use serde_json::Value;
use std::sync::Arc;
use uuid::Uuid;

impl Related for Task {
    async fn ahead(page: &Ahead<'_, Self>) -> AppResult<()> {
        try_join!(
            page.one("assignee", |task| Some(task.assignee_id)),
            page.one("deal", |task| task.deal_id),
            page.one("account", |task| task.account_id),
            page.one("contact", |task| task.contact_id),
            page.one("lead", |task| task.lead_id),
            page.one("planRun", |task| task.plan_run_id),
        )
        .map(drop)
    }
}

#[ComplexObject]
impl Task {
    /// Its id, the same everywhere.
    pub async fn id(&self) -> Id<Task> {
        self.id
    }
    /// Who is to do it.
    async fn assignee(&self, ctx: &Context<'_>) -> Result<Arc<User>> {
        Ok(ctx.the(self.assignee_id).await?)
    }
    /// Who gave it out; the same as `createdBy`.
    async fn creator(&self) -> Option<ActorNode> {
        user_actor(self.created_by.map(|id| id.0))
    }
    /// The deal it is for; null too when the viewer may not see the deal.
    async fn deal(&self, ctx: &Context<'_>) -> Result<Option<Arc<Deal>>> {
        Ok(ctx.one(self.deal_id).await?)
    }
    /// The account it is for.
    async fn account(&self, ctx: &Context<'_>) -> Result<Option<Arc<Account>>> {
        Ok(ctx.one(self.account_id).await?)
    }
    /// The contact it is for.
    async fn contact(&self, ctx: &Context<'_>) -> Result<Option<Arc<Contact>>> {
        Ok(ctx.one(self.contact_id).await?)
    }
    /// The lead it is for, or began on before the lead became a deal; null too when the viewer may not see the lead.
    async fn lead(&self, ctx: &Context<'_>) -> Result<Option<Arc<Lead>>> {
        Ok(ctx.one(self.lead_id).await?)
    }
    /// The run of a plan that made it; null when somebody did, and when the viewer may not see the deal.
    async fn plan_run(&self, ctx: &Context<'_>) -> Result<Option<Arc<PlanRun>>> {
        Ok(ctx.one(self.plan_run_id).await?)
    }
    /// Who changed what, newest first.
    async fn history(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many entries at most, 1 to 200; 50 when left out.")] first: Option<i32>,
        #[graphql(desc = "Only entries older than this cursor of an edge.")] after: Option<String>,
        #[graphql(desc = "Also what its creator corrected soon after creation.")] include_grace: Option<bool>,
    ) -> Result<HistoryConnection> {
        Ok(Box::pin(crate::history::graphql::of(
            ctx,
            self.id.0,
            PageArgs::forward(first, after),
            include_grace,
        ))
        .await?)
    }
    /// Who made it.
    async fn created_by(&self) -> Option<ActorNode> {
        user_actor(self.created_by.map(|id| id.0))
    }
    /// Who changed it last.
    async fn updated_by(&self) -> Option<ActorNode> {
        user_actor(self.updated_by.map(|id| id.0))
    }
    /// One custom field's value as JSON, written as the field's type says; null when it is empty. Alias it as you like.
    async fn custom(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The field's key.")] key: String,
    ) -> Result<Option<Json<Value>>> {
        Ok(fields::graphql::custom(ctx, self, &key)?)
    }
    /// Custom fields with their typed values.
    async fn custom_fields(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "These fields, in this order; left out: all that are in use.")] keys: Option<
            Vec<String>,
        >,
    ) -> Result<List<CustomValue>> {
        Ok(List(fields::graphql::custom_fields(ctx, self, keys)?))
    }
}

/// A list of tasks as asked for; by due date unless another order is given.
fn listing(
    ctx: &Context<'_>,
    (filter, search): (Option<&TaskFilter>, Option<&str>),
    order: &[TaskOrder],
    args: PageArgs,
) -> AppResult<Listing<Task>> {
    let page = args.page(&ctx.app().settings.limits)?;
    listed(&ctx.loaders()?.asking, (filter, order, search), page)
}

/// The same for whoever asks, also outside GraphQL.
pub fn listed(
    asking: &Asking,
    (filter, order, search): (Option<&TaskFilter>, &[TaskOrder], Option<&str>),
    page: Page,
) -> AppResult<Listing<Task>> {
    let mut conditions = Task::seen_by(&asking.viewer, asking.now);
    store::tasks_where(&mut conditions, filter, search)?;
    let terms = TaskOrder::terms(order, &[(TaskOrderField::DueAt, OrderDirection::Asc)], &asking.viewer)?;
    Ok(Listing {
        conditions: conditions.into_sql().into(),
        keyset: Keyset::new(terms, Task::ID, Task::uuid),
        page,
    })
}

/// The tasks of a lead that the viewer may see.
pub async fn of_lead(
    ctx: &Context<'_>,
    id: Id<Lead>,
    asked: (Option<Box<TaskFilter>>, Vec<TaskOrder>),
    args: PageArgs,
) -> AppResult<Counting<Task>> {
    under(ctx, (id.0, ("tasks.lead_id", |task| task.lead_id.map(|id| id.0))), asked, args).await
}

/// The tasks of an account that the viewer may see.
pub async fn of_account(
    ctx: &Context<'_>,
    id: Id<Account>,
    asked: (Option<Box<TaskFilter>>, Vec<TaskOrder>),
    args: PageArgs,
) -> AppResult<Counting<Task>> {
    let column: (&str, fn(&Task) -> _) = ("tasks.account_id", |task| task.account_id.map(|id| id.0));
    under(ctx, (id.0, column), asked, args).await
}

/// The tasks on a deal that the viewer may see.
pub async fn of_deal(
    ctx: &Context<'_>,
    id: Id<Deal>,
    asked: (Option<Box<TaskFilter>>, Vec<TaskOrder>),
    args: PageArgs,
) -> AppResult<Counting<Task>> {
    let column: (&str, fn(&Task) -> _) = ("tasks.deal_id", |task| task.deal_id.map(|id| id.0));
    under(ctx, (id.0, column), asked, args).await
}

async fn under(
    ctx: &Context<'_>,
    (parent, column): (Uuid, ParentColumn<Task>),
    (filter, order): (Option<Box<TaskFilter>>, Vec<TaskOrder>),
    args: PageArgs,
) -> AppResult<Counting<Task>> {
    let shape = format!("{filter:?}{order:?}{args:?}").into();
    let list = listing(ctx, (filter.as_deref(), None), &order, args)?;
    counted_under(ctx, Under { parent, column, shape, listing: list.into() }).await
}

#[derive(Default)]
pub struct ActivityQuery;

#[Object]
impl ActivityQuery {
    /// One task; null when there is none or the viewer may not see it.
    async fn task(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The task.")] id: Id<Task>,
    ) -> Result<Option<Arc<Task>>> {
        Ok(ctx.one(Some(id)).await?)
    }
    /// The tasks that match, the first due first unless another order is given; those without a date come last.
    #[allow(clippy::too_many_arguments)] // GraphQL arguments
    async fn tasks(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which tasks; left out: all, also done and cancelled ones.")] filter: Option<
            Box<TaskFilter>,
        >,
        #[graphql(desc = "At most four things to sort by.")] order_by: Option<Vec<TaskOrder>>,
        #[graphql(desc = "Words that all occur in the title, without regard to case and accents.")]
        search: Option<String>,
        #[graphql(desc = "How many from the beginning, 1 to 200; 50 when left out.")] first: Option<i32>,
        #[graphql(desc = "Only those behind this cursor.")] after: Option<String>,
        #[graphql(desc = "How many from the end, 1 to 200.")] last: Option<i32>,
        #[graphql(desc = "Only those ahead of this cursor.")] before: Option<String>,
    ) -> Result<Counting<Task>> {
        let args = PageArgs { first, after, last, before };
        let order = order_by.unwrap_or_default();
        Ok(Box::pin(counted(ctx, listing(ctx, (filter.as_deref(), search.as_deref()), &order, args)?))
            .await?)
    }
}

/// What came of a change to a task.
#[derive(SimpleObject)]
#[graphql(complex, crate = "crate::api::fields")]
pub struct TaskPayload {
    /// The task as it is now; null when the change was refused.
    task: Option<Task>,
    /// Why the change was refused; empty when it was made.
    user_errors: Vec<UserError>,
}

#[ComplexObject]
impl TaskPayload {
    /// The log's position after the change.
    async fn event_cursor(&self, ctx: &Context<'_>) -> Result<Option<Cursor>> {
        Ok(position(ctx).await?)
    }
}

impl TaskPayload {
    fn of(done: AppResult<Task>) -> Result<Self> {
        let (task, user_errors) = outcome(done)?;
        Ok(Self { task, user_errors })
    }
}

#[derive(Default)]
pub struct ActivityMutation;

#[Object]
impl ActivityMutation {
    /// Adds a task, for the caller unless somebody else is named; they hear of it at once.
    async fn create_task(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The new task.")] input: CreateTaskInput,
    ) -> Result<TaskPayload> {
        TaskPayload::of(ctx.write(async |tx| actions::create_task(tx, input.clone()).await).await)
    }
    /// Changes a task: fields left out stay, nulls clear. Another assignee hears of it at once.
    async fn update_task(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The task and what changes.")] input: UpdateTaskInput,
    ) -> Result<TaskPayload> {
        TaskPayload::of(ctx.write(async |tx| actions::update_task(tx, input.clone()).await).await)
    }
    /// Marks an open task done.
    async fn complete_task(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The task and what came of it.")] input: CompleteTaskInput,
    ) -> Result<TaskPayload> {
        TaskPayload::of(ctx.write(async |tx| actions::complete_task(tx, input.clone()).await).await)
    }
    /// Takes a task up again that was done or cancelled.
    async fn reopen_task(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The task.")] input: ReopenTaskInput,
    ) -> Result<TaskPayload> {
        TaskPayload::of(ctx.write(async |tx| actions::reopen_task(tx, input.clone()).await).await)
    }
    /// Calls an open task off.
    async fn cancel_task(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The task.")] input: CancelTaskInput,
    ) -> Result<TaskPayload> {
        TaskPayload::of(ctx.write(async |tx| actions::cancel_task(tx, input.clone()).await).await)
    }
}
