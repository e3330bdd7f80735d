//! Approval policies in GraphQL.

use crate::api::ahead::{Ahead, Related};
use crate::api::context::Ask;
use crate::api::fields::List;
use crate::api::page::{Counting, PageArgs, counted};
use crate::api::scalars::Cursor;
use crate::api::user_errors::{UserError, outcome, position, user_actor};
use crate::app::error::Result as AppResult;
use crate::approvals::policies::actions;
use crate::approvals::policies::input::{
    CreateApprovalPolicyInput, MoveApprovalPolicyInput, UpdateApprovalPolicyInput,
};
use crate::approvals::policies::model::{
    ApprovalPolicy, ApprovalPolicyFilter, ApprovalPolicyOrder, ApprovalPolicyOrderField, ApprovalPolicyStep,
    ApproverRule, Condition,
};
use crate::approvals::policies::store::{StagesBatch, filter_policies};
use crate::db::id::Id;
use crate::db::list::{Listing, Visible};
use crate::db::order::{Keyset, OrderDirection};
use crate::history::model::{ActorNode, HistoryConnection};
use crate::pipeline::model::{Pipeline, Stage};
use crate::team::model::{Team, User};
use async_graphql::{ComplexObject, Context, Json, Object, Result, SimpleObject};
use rust_decimal::Decimal;
use serde_json::Value;
use std::sync::Arc;

impl Related for ApprovalPolicy {
    async fn ahead(page: &Ahead<'_, Self>) -> AppResult<()> {
        page.batch::<StagesBatch>("stages", |policy| Some(policy.id.0)).await
    }
}

/// When a policy asks: all that is given holds; nothing given: always.
#[derive(SimpleObject)]
#[graphql(complex, crate = "crate::api::fields")]
pub struct ApprovalCondition {
    /// At least so much, in the workspace's base currency: of what is asked about, else of the deal.
    amount_at_least: Option<Decimal>,
    /// At least so many percent discount on any line.
    discount_at_least: Option<Decimal>,
    /// Less margin than so many percent; one that is not known counts as less.
    margin_below: Option<Decimal>,
    /// The deal's custom fields, as a list of `CustomFilter`; all of these conditions hold.
    custom: Option<Json<Value>>,
    #[graphql(skip)]
    pipeline_ids: Vec<Id<Pipeline>>,
}

impl ApprovalCondition {
    fn of(condition: &Condition) -> Self {
        Self {
            amount_at_least: condition.amount_at_least,
            discount_at_least: condition.discount_at_least,
            margin_below: condition.margin_below,
            custom: (!condition.custom.is_null()).then(|| Json(condition.custom.clone())),
            pipeline_ids: condition.pipeline_ids.clone(),
        }
    }
}

#[ComplexObject]
impl ApprovalCondition {
    /// In one of these pipelines: the one a deal is to go to. None given: in any.
    async fn pipelines(&self, ctx: &Context<'_>) -> Result<List<Pipeline>> {
        let found = self.pipeline_ids.iter().map(|id| ctx.one(Some(*id)));
        let found = futures_util::future::try_join_all(found).await?;
        Ok(List(found.into_iter().flatten().map(Arc::unwrap_or_clone).collect()))
    }
}

#[ComplexObject]
impl ApprovalPolicy {
    /// Its id, the same everywhere.
    pub async fn id(&self) -> Id<ApprovalPolicy> {
        self.id
    }
    /// When it asks.
    async fn condition(&self) -> ApprovalCondition {
        ApprovalCondition::of(&self.condition.0)
    }
    /// Who approves, in order.
    async fn steps(&self) -> List<ApprovalPolicyStep> {
        List(self.steps.0.clone())
    }
    /// The stages whose gates ask for it.
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
impl ApprovalPolicyStep {
    /// Its id; stays when the policy changes.
    pub async fn id(&self) -> Id<ApprovalPolicyStep> {
        self.id
    }
    /// Whom it asks, in the order they were named.
    async fn approvers(&self) -> List<ApproverRule> {
        List(self.approvers.clone())
    }
}

#[ComplexObject]
impl ApproverRule {
    /// The user, where the kind is `USER`.
    async fn user(&self, ctx: &Context<'_>) -> Result<Option<Arc<User>>> {
        Ok(ctx.one(self.user_id).await?)
    }
    /// The team, where the kind is `TEAM_MANAGER`; null too when it is gone.
    async fn team(&self, ctx: &Context<'_>) -> Result<Option<Arc<Team>>> {
        Ok(ctx.one(self.team_id).await?)
    }
}

/// A list of policies as asked for; as they are asked unless another order is given.
fn listing(
    ctx: &Context<'_>,
    filter: Option<&ApprovalPolicyFilter>,
    order: &[ApprovalPolicyOrder],
    args: PageArgs,
) -> AppResult<Listing<ApprovalPolicy>> {
    let asking = &ctx.loaders()?.asking;
    let mut conditions = ApprovalPolicy::seen_by(&asking.viewer, asking.now);
    if let Some(filter) = filter {
        filter_policies(&mut conditions, filter)?;
    }
    let by_place = [(ApprovalPolicyOrderField::Position, OrderDirection::Asc)];
    let terms = ApprovalPolicyOrder::terms(order, &by_place, &asking.viewer)?;
    Ok(Listing {
        conditions: conditions.into_sql().into(),
        keyset: Keyset::new(terms, ApprovalPolicy::ID, ApprovalPolicy::uuid),
        page: args.page(&ctx.app().settings.limits)?,
    })
}

#[derive(Default)]
pub struct ApprovalPolicyQuery;

#[Object]
impl ApprovalPolicyQuery {
    /// One approval policy; null when there is none.
    async fn approval_policy(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its id.")] id: Id<ApprovalPolicy>,
    ) -> Result<Option<Arc<ApprovalPolicy>>> {
        Ok(ctx.one(Some(id)).await?)
    }
    /// The approval policies that match, in the order they are asked unless another is given; also those that are not active,
    /// unless the filter says otherwise.
    #[allow(clippy::too_many_arguments)] // GraphQL arguments
    async fn approval_policies(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which ones; all when left out.")] filter: Option<Box<ApprovalPolicyFilter>>,
        #[graphql(desc = "What to sort by, at most four terms.")] order_by: Option<Vec<ApprovalPolicyOrder>>,
        #[graphql(desc = "Page size going forward, 1 to 200; 50 when left out.")] first: Option<i32>,
        #[graphql(desc = "Continue after this cursor.")] after: Option<String>,
        #[graphql(desc = "Page size going backward, 1 to 200.")] last: Option<i32>,
        #[graphql(desc = "End before this cursor.")] before: Option<String>,
    ) -> Result<Counting<ApprovalPolicy>> {
        let args = PageArgs { first, after, last, before };
        let order = order_by.unwrap_or_default();
        Ok(Box::pin(counted(ctx, listing(ctx, filter.as_deref(), &order, args)?)).await?)
    }
}

/// What came of a change to an approval policy.
#[derive(SimpleObject)]
#[graphql(complex, crate = "crate::api::fields")]
pub struct ApprovalPolicyPayload {
    /// The policy as it is now; null when the change was refused.
    approval_policy: Option<ApprovalPolicy>,
    /// Why the change was refused; empty when it was made.
    user_errors: Vec<UserError>,
}

#[ComplexObject]
impl ApprovalPolicyPayload {
    /// The log's position after the change.
    async fn event_cursor(&self, ctx: &Context<'_>) -> Result<Option<Cursor>> {
        Ok(position(ctx).await?)
    }
}

impl ApprovalPolicyPayload {
    fn of(done: AppResult<ApprovalPolicy>) -> Result<Self> {
        let (approval_policy, user_errors) = outcome(done)?;
        Ok(Self { approval_policy, user_errors })
    }
}

#[derive(Default)]
pub struct ApprovalPolicyMutation;

#[Object]
impl ApprovalPolicyMutation {
    /// Adds an approval policy, below all others. For admins.
    async fn create_approval_policy(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The policy, its condition and its steps.")] input: CreateApprovalPolicyInput,
    ) -> Result<ApprovalPolicyPayload> {
        let done = ctx.write(async |tx| actions::create_approval_policy(tx, input.clone()).await).await;
        ApprovalPolicyPayload::of(done)
    }
    /// Changes an approval policy: fields left out stay, nulls clear. For admins.
    async fn update_approval_policy(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The policy and what changes.")] input: UpdateApprovalPolicyInput,
    ) -> Result<ApprovalPolicyPayload> {
        let done = ctx.write(async |tx| actions::update_approval_policy(tx, input.clone()).await).await;
        ApprovalPolicyPayload::of(done)
    }
    /// Puts an approval policy in another place: the steps of those that ask together come in this order. For admins.
    async fn move_approval_policy(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The policy and its place.")] input: MoveApprovalPolicyInput,
    ) -> Result<ApprovalPolicyPayload> {
        let done = ctx.write(async |tx| actions::move_approval_policy(tx, input.clone()).await).await;
        ApprovalPolicyPayload::of(done)
    }
}
