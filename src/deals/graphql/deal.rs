//! The fields of a deal beyond its row.

use crate::accounts::model::{Account, Contact};
use crate::activities::interactions::model::{Activity, ActivityFilter, ActivityOrder};
use crate::activities::model::{Task, TaskFilter, TaskOrder};
use crate::activities::notes::model::{Note, NoteFilter, NoteOrder};
use crate::activities::plans::model::{PlanRun, PlanRunFilter, PlanRunOrder};
use crate::activities::store::NextTaskBatch;
use crate::api::context::Ask;
use crate::api::fields::List;
use crate::api::page::{Counting, PageArgs};
use crate::api::scalars::Date;
use crate::api::user_errors::user_actor;
use crate::app::actor::Role;
use crate::approvals::runs::graphql::{self as approvals, PendingEntry};
use crate::approvals::runs::model::{Approval, ApprovalFilter, ApprovalOrder};
use crate::db::id::Id;
use crate::deals::competitors::model::{DealCompetitor, DealCompetitorFilter, DealCompetitorOrder};
use crate::deals::graphql::parts::{Shares, Texts, Visits};
use crate::deals::lines::model::{DealLine, DealLineFilter, DealLineOrder, LineTotals};
use crate::deals::lines::store::TotalsBatch;
use crate::deals::model::{Deal, DealShare, StageVisit};
use crate::deals::stakeholders::graphql::Coverage;
use crate::deals::stakeholders::model::{InfluenceLink, Stakeholder, StakeholderFilter, StakeholderOrder};
use crate::deals::steps::graphql::DealStep;
use crate::deals::{competitors, lines, rules, stakeholders, steps};
use crate::fields;
use crate::fields::graphql::CustomValue;
use crate::files::model::{File, FileFilter, FileOrder};
use crate::history::model::{ActorNode, HistoryConnection};
use crate::history::timeline::graphql::timeline;
use crate::history::timeline::model::{TimelineConnection, TimelineKind};
use crate::history::timeline::store::Of;
use crate::leads::model::Lead;
use crate::pipeline::model::{Lookup, Pipeline, Stage};
use crate::proposals;
use crate::proposals::model::{Proposal, ProposalFilter, ProposalOrder};
use crate::proposals::orders::model::{Order, OrderFilter, OrderOrder};
use crate::proposals::packages::model::{ContractPackage, ContractPackageFilter, ContractPackageOrder};
use crate::team::model::User;
use async_graphql::{ComplexObject, Context, Json, OutputType, Result};
use rust_decimal::Decimal;
use serde_json::Value;
use std::sync::Arc;

type Which<F> = Option<Box<F>>;
type These<T> = Option<Vec<T>>;

#[ComplexObject]
impl Deal {
    /// Its id, the same everywhere.
    pub async fn id(&self) -> Id<Deal> {
        self.id
    }
    /// The account it is with; null while that is not known.
    async fn account(&self, ctx: &Context<'_>) -> Result<Option<Arc<Account>>> {
        Ok(ctx.one(self.account_id).await?)
    }
    /// Whom one talks to.
    async fn primary_contact(&self, ctx: &Context<'_>) -> Result<Option<Arc<Contact>>> {
        Ok(ctx.one(self.primary_contact_id).await?)
    }
    /// Who works on it.
    async fn owner(&self, ctx: &Context<'_>) -> Result<Arc<User>> {
        Ok(ctx.the(self.owner_id).await?)
    }
    /// The pipeline it goes through.
    async fn pipeline(&self, ctx: &Context<'_>) -> Result<Arc<Pipeline>> {
        Ok(ctx.the(self.pipeline_id).await?)
    }
    /// The stage it is in.
    async fn stage(&self, ctx: &Context<'_>) -> Result<Arc<Stage>> {
        Ok(ctx.the(self.stage_id).await?)
    }
    /// Amount × probability, in the deal's currency.
    async fn weighted_amount(&self) -> Option<Decimal> {
        rules::weighted(self.amount, self.probability)
    }
    /// Amount × probability, in the base currency.
    async fn weighted_base(&self) -> Option<Decimal> {
        rules::weighted(self.amount_base, self.probability)
    }
    /// How sure it is in the forecast.
    async fn forecast_category(&self, ctx: &Context<'_>) -> Result<Option<Arc<Lookup>>> {
        Ok(ctx.one(self.forecast_category_id).await?)
    }
    /// The day it is expected to be decided.
    async fn expected_close_on(&self) -> Date {
        Date(self.expected_close_on)
    }
    /// Where it came from.
    async fn source(&self, ctx: &Context<'_>) -> Result<Option<Arc<Lookup>>> {
        Ok(ctx.one(self.source_id).await?)
    }
    /// Why it was lost.
    async fn loss_reason(&self, ctx: &Context<'_>) -> Result<Option<Arc<Lookup>>> {
        Ok(ctx.one(self.loss_reason_id).await?)
    }
    #[graphql(flatten)]
    async fn texts(&self, _ctx: &Context<'_>) -> Texts {
        Texts(self.id)
    }
    /// Open, and left alone for longer than its stage allows.
    async fn rotting(&self, ctx: &Context<'_>) -> Result<bool> {
        let stage = ctx.the(self.stage_id).await?;
        Ok(rules::is_rotting(self, &stage, ctx.loaders()?.asking.now))
    }
    /// Those it is shared with: they see it whatever the workspace's policy.
    async fn shared_with(&self, ctx: &Context<'_>) -> Result<Vec<DealShare>> {
        Ok(ctx.loaders()?.load::<Shares>(self.id.0).await?.unwrap_or_default())
    }
    /// The open task that is due first.
    async fn next_task(&self, ctx: &Context<'_>) -> Result<Option<Arc<Task>>> {
        Ok(ctx.loaders()?.load::<NextTaskBatch>(self.id.0).await?)
    }
    /// What is to be done on it, and was.
    #[allow(clippy::too_many_arguments)] // GraphQL arguments
    async fn tasks(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which ones; all the viewer may see when left out.")] filter: Which<TaskFilter>,
        #[graphql(desc = "What to sort by, at most four terms.")] order_by: Option<Vec<TaskOrder>>,
        #[graphql(desc = "Page size going forward, 1 to 200; 50 when left out.")] first: Option<i32>,
        #[graphql(desc = "Continue after this cursor.")] after: Option<String>,
        #[graphql(desc = "Page size going backward, 1 to 200.")] last: Option<i32>,
        #[graphql(desc = "End before this cursor.")] before: Option<String>,
    ) -> Result<Counting<Task>> {
        let args = PageArgs { first, after, last, before };
        let wanted = (filter, order_by.unwrap_or_default());
        Ok(Box::pin(crate::activities::graphql::of_deal(ctx, self.id, wanted, args)).await?)
    }
    /// Plans that were started on it, by hand or by its stages: the last started first unless another order is given.
    #[allow(clippy::too_many_arguments)] // GraphQL arguments
    async fn plan_runs(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which ones; all when left out.")] filter: Which<PlanRunFilter>,
        #[graphql(desc = "What to sort by, at most four terms.")] order_by: Option<Vec<PlanRunOrder>>,
        #[graphql(desc = "Page size going forward, 1 to 200; 50 when left out.")] first: Option<i32>,
        #[graphql(desc = "Continue after this cursor.")] after: Option<String>,
        #[graphql(desc = "Page size going backward, 1 to 200.")] last: Option<i32>,
        #[graphql(desc = "End before this cursor.")] before: Option<String>,
    ) -> Result<Counting<PlanRun>> {
        let args = PageArgs { first, after, last, before };
        let wanted = (filter, order_by.unwrap_or_default());
        Ok(Box::pin(crate::activities::plans::graphql::of_deal(ctx, self.id, wanted, args)).await?)
    }
    /// The steps of a stage, and which of them are done on it.
    async fn steps(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The stage; its present one when left out.")] stage_id: Option<Id<Stage>>,
    ) -> Result<List<DealStep>> {
        Ok(Box::pin(steps::graphql::of_deal(ctx, self, stage_id)).await?)
    }
    /// The stage it waits to enter, and the approval it waits for; null when it waits for none. It goes there by itself when the
    /// approval is granted.
    async fn pending_entry(&self, ctx: &Context<'_>) -> Result<Option<PendingEntry>> {
        Ok(approvals::pending_entry(ctx, self.id).await?)
    }
    /// What was asked to be approved about it: the last asked first unless another order is given.
    #[allow(clippy::too_many_arguments)] // GraphQL arguments
    async fn approvals(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which ones; all when left out.")] filter: Which<ApprovalFilter>,
        #[graphql(desc = "What to sort by, at most four terms.")] order_by: Option<Vec<ApprovalOrder>>,
        #[graphql(desc = "Page size going forward, 1 to 200; 50 when left out.")] first: Option<i32>,
        #[graphql(desc = "Continue after this cursor.")] after: Option<String>,
        #[graphql(desc = "Page size going backward, 1 to 200.")] last: Option<i32>,
        #[graphql(desc = "End before this cursor.")] before: Option<String>,
    ) -> Result<Counting<Approval>> {
        let (wanted, args) =
            ((filter, order_by.unwrap_or_default()), PageArgs { first, after, last, before });
        Ok(Box::pin(approvals::of_deal(ctx, self.id, wanted, args)).await?)
    }
    /// The lead it began as; null when it began as a deal, or when the viewer may not see the lead.
    async fn lead(&self, ctx: &Context<'_>) -> Result<Option<Arc<Lead>>> {
        Ok(crate::leads::graphql::of_deal(ctx, self.id).await?)
    }
    /// Who takes part in its decision, whose word counts most first unless another order is given.
    #[allow(clippy::too_many_arguments)] // GraphQL arguments
    async fn stakeholders(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which ones; all when left out.")] filter: Which<StakeholderFilter>,
        #[graphql(desc = "What to sort by, at most four terms.")] order_by: Option<Vec<StakeholderOrder>>,
        #[graphql(desc = "Page size going forward, 1 to 200; 50 when left out.")] first: Option<i32>,
        #[graphql(desc = "Continue after this cursor.")] after: Option<String>,
        #[graphql(desc = "Page size going backward, 1 to 200.")] last: Option<i32>,
        #[graphql(desc = "End before this cursor.")] before: Option<String>,
    ) -> Result<Counting<Stakeholder>> {
        let args = PageArgs { first, after, last, before };
        let wanted = (filter, order_by.unwrap_or_default());
        Ok(Box::pin(stakeholders::graphql::of_deal(ctx, self.id, wanted, args)).await?)
    }
    /// Whose word counts with whom among its stakeholders.
    async fn influence_links(&self, ctx: &Context<'_>) -> Result<List<InfluenceLink>> {
        let links = ctx.loaders()?.load::<stakeholders::store::LinksBatch>(self.id.0).await?;
        Ok(List(links.unwrap_or_default()))
    }
    /// What its stakeholders come to: whether those who decide are known, and for us.
    async fn coverage(&self, ctx: &Context<'_>) -> Result<Coverage> {
        Ok(Coverage::of(ctx, self.id).await?)
    }
    /// What it is about to sell, as the lines stand unless another order is given.
    #[allow(clippy::too_many_arguments)] // GraphQL arguments
    async fn lines(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which ones; all when left out.")] filter: Which<DealLineFilter>,
        #[graphql(desc = "What to sort by, at most four terms.")] order_by: Option<Vec<DealLineOrder>>,
        #[graphql(desc = "Page size going forward, 1 to 200; 50 when left out.")] first: Option<i32>,
        #[graphql(desc = "Continue after this cursor.")] after: Option<String>,
        #[graphql(desc = "Page size going backward, 1 to 200.")] last: Option<i32>,
        #[graphql(desc = "End before this cursor.")] before: Option<String>,
    ) -> Result<Counting<DealLine>> {
        let args = PageArgs { first, after, last, before };
        let wanted = (filter, order_by.unwrap_or_default());
        Ok(Box::pin(lines::graphql::of_deal(ctx, self.id, wanted, args)).await?)
    }
    /// What its lines come to, in its currency. Computed only when selected.
    async fn line_totals(&self, ctx: &Context<'_>) -> Result<LineTotals> {
        Ok(ctx.loaders()?.load::<TotalsBatch>(self.id.0).await?.unwrap_or_default())
    }
    /// Against whom it is fought, the most dangerous first unless another order is given.
    #[allow(clippy::too_many_arguments)] // GraphQL arguments
    async fn competitors(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which ones; all when left out.")] filter: Which<DealCompetitorFilter>,
        #[graphql(desc = "What to sort by, at most four terms.")] order_by: Option<Vec<DealCompetitorOrder>>,
        #[graphql(desc = "Page size going forward, 1 to 200; 50 when left out.")] first: Option<i32>,
        #[graphql(desc = "Continue after this cursor.")] after: Option<String>,
        #[graphql(desc = "Page size going backward, 1 to 200.")] last: Option<i32>,
        #[graphql(desc = "End before this cursor.")] before: Option<String>,
    ) -> Result<Counting<DealCompetitor>> {
        let args = PageArgs { first, after, last, before };
        let wanted = (filter, order_by.unwrap_or_default());
        Ok(Box::pin(competitors::graphql::of_deal(ctx, self.id, wanted, args)).await?)
    }
    /// What was offered on it, the newest first unless another order is given.
    async fn proposals(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which ones; all that were not put away when left out.")] filter: Which<
            ProposalFilter,
        >,
        #[graphql(desc = "What to sort by, at most four terms.")] order_by: Option<Vec<ProposalOrder>>,
        #[graphql(desc = "Page size going forward, 1 to 200; 50 when left out.")] first: Option<i32>,
        #[graphql(desc = "Continue after this cursor.")] after: Option<String>,
    ) -> Result<Counting<Proposal>> {
        let wanted = (filter, order_by.unwrap_or_default());
        let args = PageArgs::forward(first, after);
        Ok(Box::pin(proposals::graphql::of_deal(ctx, self.id, wanted, args)).await?)
    }
    /// What was ordered, the newest first unless another order is given.
    async fn orders(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which ones; all when left out.")] filter: Which<OrderFilter>,
        #[graphql(desc = "What to sort by, at most four terms.")] order_by: Option<Vec<OrderOrder>>,
        #[graphql(desc = "Page size going forward, 1 to 200; 50 when left out.")] first: Option<i32>,
        #[graphql(desc = "Continue after this cursor.")] after: Option<String>,
    ) -> Result<Counting<Order>> {
        let wanted = (filter, order_by.unwrap_or_default());
        let args = PageArgs::forward(first, after);
        Ok(Box::pin(proposals::orders::graphql::of_deal(ctx, self.id, wanted, args)).await?)
    }
    /// What is to be signed, or was: the newest first unless another order is given.
    async fn contract_packages(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which ones; all when left out.")] filter: Which<ContractPackageFilter>,
        #[graphql(desc = "What to sort by, at most four terms.")] order_by: These<ContractPackageOrder>,
        #[graphql(desc = "Page size going forward, 1 to 200; 50 when left out.")] first: Option<i32>,
        #[graphql(desc = "Continue after this cursor.")] after: Option<String>,
    ) -> Result<Counting<ContractPackage>> {
        let wanted = (filter, order_by.unwrap_or_default());
        let args = PageArgs::forward(first, after);
        Ok(Box::pin(proposals::packages::graphql::of_deal(ctx, self.id, wanted, args)).await?)
    }
    /// What people wrote down about it: pinned ones first, then the newest, unless another order is given.
    #[allow(clippy::too_many_arguments)] // GraphQL arguments
    async fn notes(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which ones; all that were not put away when left out.")] filter: Which<NoteFilter>,
        #[graphql(desc = "What to sort by, at most four terms.")] order_by: Option<Vec<NoteOrder>>,
        #[graphql(desc = "Page size going forward, 1 to 200; 50 when left out.")] first: Option<i32>,
        #[graphql(desc = "Continue after this cursor.")] after: Option<String>,
        #[graphql(desc = "Page size going backward, 1 to 200.")] last: Option<i32>,
        #[graphql(desc = "End before this cursor.")] before: Option<String>,
    ) -> Result<Counting<Note>> {
        let args = PageArgs { first, after, last, before };
        let wanted = (filter, order_by.unwrap_or_default());
        Ok(Box::pin(crate::activities::notes::graphql::of_deal(ctx, self.id, wanted, args)).await?)
    }
    /// Documents on it: the newest first, unless another order is given.
    #[allow(clippy::too_many_arguments)] // GraphQL arguments
    async fn files(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which ones; all that were not put away when left out.")] filter: Which<FileFilter>,
        #[graphql(desc = "What to sort by, at most four terms.")] order_by: Option<Vec<FileOrder>>,
        #[graphql(desc = "Page size going forward, 1 to 200; 50 when left out.")] first: Option<i32>,
        #[graphql(desc = "Continue after this cursor.")] after: Option<String>,
        #[graphql(desc = "Page size going backward, 1 to 200.")] last: Option<i32>,
        #[graphql(desc = "End before this cursor.")] before: Option<String>,
    ) -> Result<Counting<File>> {
        let args = PageArgs { first, after, last, before };
        let wanted = (filter, order_by.unwrap_or_default());
        Ok(Box::pin(crate::files::graphql::of_deal(ctx, self.id, wanted, args)).await?)
    }
    /// Meetings, calls and the like on it, planned and past: the latest beginning first, unless another order is given.
    #[allow(clippy::too_many_arguments)] // GraphQL arguments
    async fn activities(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which ones; all that were not put away when left out.")] filter: Which<
            ActivityFilter,
        >,
        #[graphql(desc = "What to sort by, at most four terms.")] order_by: Option<Vec<ActivityOrder>>,
        #[graphql(desc = "Page size going forward, 1 to 200; 50 when left out.")] first: Option<i32>,
        #[graphql(desc = "Continue after this cursor.")] after: Option<String>,
        #[graphql(desc = "Page size going backward, 1 to 200.")] last: Option<i32>,
        #[graphql(desc = "End before this cursor.")] before: Option<String>,
    ) -> Result<Counting<Activity>> {
        let args = PageArgs { first, after, last, before };
        let wanted = (filter, order_by.unwrap_or_default());
        Ok(Box::pin(crate::activities::interactions::graphql::of_deal(ctx, self.id, wanted, args)).await?)
    }
    /// Every stay in a stage, in order.
    async fn stage_visits(&self, ctx: &Context<'_>) -> Result<Vec<StageVisit>> {
        Ok(ctx.loaders()?.load::<Visits>(self.id.0).await?.unwrap_or_default())
    }
    /// Everything that happened on it, newest first: its own changes, and those of all that hangs on it.
    async fn timeline(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only what is about these; everything when left out.")] kinds: These<TimelineKind>,
        #[graphql(desc = "Page size going forward, 1 to 200; 50 when left out.")] first: Option<i32>,
        #[graphql(desc = "Continue after this cursor.")] after: Option<String>,
    ) -> Result<TimelineConnection> {
        let args = PageArgs::forward(first, after);
        Ok(Box::pin(timeline(ctx, Of::Deal(self.id.0), kinds, args)).await?)
    }
    /// Who changed what, newest first. Its creator's own corrections soon after creation only with `includeGrace`.
    async fn history(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Page size going forward, 1 to 200; 50 when left out.")] first: Option<i32>,
        #[graphql(desc = "Continue after this cursor.")] after: Option<String>,
        #[graphql(desc = "Also the creator's own corrections soon after creation.")] include_grace: Option<
            bool,
        >,
    ) -> Result<HistoryConnection> {
        let args = PageArgs::forward(first, after);
        Ok(Box::pin(crate::history::graphql::of(ctx, self.id.0, args, include_grace)).await?)
    }
    /// Whether the viewer may change it.
    async fn viewer_can_edit(&self, ctx: &Context<'_>) -> Result<bool> {
        Ok(ctx.viewer()?.role >= Role::Rep)
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
        #[graphql(desc = "These fields, in this order; left out: all that are in use.")] keys: These<String>,
    ) -> Result<List<CustomValue>> {
        Ok(List(fields::graphql::custom_fields(ctx, self, keys)?))
    }
}
