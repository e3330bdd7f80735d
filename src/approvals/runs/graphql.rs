//! Approvals in GraphQL: relations and queries. Mutations are in `mutation`, live news in `subscription`.

pub mod mutation;
pub mod subscription;

use crate::api::ahead::{Ahead, Related};
use crate::api::context::Ask;
use crate::api::fields::List;
use crate::api::page::{Counting, PageArgs, ParentColumn, Under, counted, counted_under};
use crate::api::user_errors::user_actor;
use crate::app::error::Result as AppResult;
use crate::approvals::policies::model::ApprovalSubjectKind;
use crate::approvals::runs::actions::may_recall;
use crate::approvals::runs::model::{
    Approval, ApprovalAssignment, ApprovalFilter, ApprovalOrder, ApprovalOrderField, ApprovalStatus,
    ApprovalStep,
};
use crate::approvals::runs::rules;
use crate::approvals::runs::store::{self, PendingBatch};
use crate::db::id::Id;
use crate::db::list::{self, Listing, Row, Visible};
use crate::db::order::{Keyset, OrderDirection};
use crate::deals::model::Deal;
use crate::history::model::{ActorNode, HistoryConnection};
use crate::pipeline::model::Stage;
use crate::proposals::model::Proposal;
use crate::proposals::packages::model::ContractPackage;
use crate::team::model::User;
use async_graphql::{ComplexObject, Context, Object, Result, SimpleObject, Union};
use futures_util::try_join;
use std::sync::Arc;

impl Related for Approval {
    async fn ahead(page: &Ahead<'_, Self>) -> AppResult<()> {
        try_join!(page.one("deal", |run| Some(run.deal_id)), page.one("stage", |run| run.stage_id)).map(drop)
    }
}

/// What an approval is asked for.
#[derive(Clone, Union)]
pub enum ApprovalSubject {
    /// Of `PROPOSAL`: the proposal.
    Proposal(Proposal),
    /// Of `STAGE_ENTRY`: the deal.
    Deal(Deal),
    /// Of `CONTRACT_PACKAGE`: the contract package.
    ContractPackage(ContractPackage),
}

/// A stage that a deal waits to enter.
#[derive(SimpleObject)]
#[graphql(complex, crate = "crate::api::fields")]
pub struct PendingEntry {
    /// What it waits for.
    approval: Arc<Approval>,
    #[graphql(skip)]
    stage_id: Id<Stage>,
}

#[ComplexObject]
impl PendingEntry {
    /// Where the deal goes when it is granted.
    async fn stage(&self, ctx: &Context<'_>) -> Result<Arc<Stage>> {
        Ok(ctx.the(self.stage_id).await?)
    }
}

/// The stage a deal waits to enter, if it does.
pub async fn pending_entry(ctx: &Context<'_>, deal: Id<Deal>) -> AppResult<Option<PendingEntry>> {
    let approval = ctx.loaders()?.load::<PendingBatch>(deal.0).await?;
    Ok(approval.and_then(|approval| approval.stage_id.map(|stage_id| PendingEntry { approval, stage_id })))
}

#[ComplexObject]
impl Approval {
    /// Its id, the same everywhere.
    pub async fn id(&self) -> Id<Approval> {
        self.id
    }
    /// What it is asked for; null when the viewer may not see it any more, as after deciding about a deal of others.
    async fn subject(&self, ctx: &Context<'_>) -> Result<Option<ApprovalSubject>> {
        Ok(match self.subject_kind {
            ApprovalSubjectKind::Proposal => {
                let proposal = ctx.one(Some(Id::of(self.subject_id))).await?;
                proposal.map(|proposal| ApprovalSubject::Proposal(Arc::unwrap_or_clone(proposal)))
            }
            ApprovalSubjectKind::StageEntry => {
                let deal = ctx.one(Some(self.deal_id)).await?;
                deal.map(|deal| ApprovalSubject::Deal(Arc::unwrap_or_clone(deal)))
            }
            ApprovalSubjectKind::ContractPackage => {
                let package = ctx.one(Some(Id::of(self.subject_id))).await?;
                package.map(|package| ApprovalSubject::ContractPackage(Arc::unwrap_or_clone(package)))
            }
        })
    }
    /// The deal it is about; null when the viewer may not see it any more, as after deciding about a deal of others.
    async fn deal(&self, ctx: &Context<'_>) -> Result<Option<Arc<Deal>>> {
        Ok(ctx.one(Some(self.deal_id)).await?)
    }
    /// Of `STAGE_ENTRY`: the stage the deal is to enter, also one removed since.
    async fn stage(&self, ctx: &Context<'_>) -> Result<Option<Arc<Stage>>> {
        Ok(ctx.one(self.stage_id).await?)
    }
    /// Its steps, in order.
    async fn steps(&self) -> List<ApprovalStep> {
        List(self.steps.0.clone())
    }
    /// The step that is to be decided now; null when it has ended.
    async fn current_step(&self) -> Option<ApprovalStep> {
        rules::current(self).cloned()
    }
    /// Whether the viewer is to decide now.
    async fn waits_for_viewer(&self, ctx: &Context<'_>) -> Result<bool> {
        Ok(ctx.viewer()?.user_id().is_some_and(|me| self.waiting_for.contains(&me)))
    }
    /// Whether the viewer may take it back: who asked, and admins, while it is pending.
    async fn viewer_can_recall(&self, ctx: &Context<'_>) -> Result<bool> {
        let viewer = ctx.viewer()?;
        let pending = self.status == ApprovalStatus::Pending;
        Ok(pending && may_recall(self, viewer.user_id(), viewer.role))
    }
    /// Who asked.
    async fn requested_by(&self) -> Option<ActorNode> {
        user_actor(self.requested_by.map(|id| id.0))
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
}

#[ComplexObject]
impl ApprovalStep {
    /// Its id.
    pub async fn id(&self) -> Id<ApprovalStep> {
        self.id
    }
    /// Who is asked in it, in the order they were named; of a step that has not begun, who would be.
    async fn approvers(&self) -> List<ApprovalAssignment> {
        List(self.approvers.clone())
    }
}

#[ComplexObject]
impl ApprovalAssignment {
    /// Its id.
    pub async fn id(&self) -> Id<ApprovalAssignment> {
        self.id
    }
    /// Who is asked.
    async fn user(&self, ctx: &Context<'_>) -> Result<Arc<User>> {
        Ok(ctx.the(self.user_id).await?)
    }
    /// Who handed it on to them; null when nobody did.
    async fn delegated_by(&self, ctx: &Context<'_>) -> Result<Option<Arc<User>>> {
        Ok(ctx.one(self.delegated_by).await?)
    }
}

const LATEST: [(ApprovalOrderField, OrderDirection); 1] =
    [(ApprovalOrderField::RequestedAt, OrderDirection::Desc)];

/// A list of approvals as asked for; the last asked first unless another order is given.
fn listing(
    ctx: &Context<'_>,
    filter: Option<&ApprovalFilter>,
    order: &[ApprovalOrder],
    args: PageArgs,
) -> AppResult<Listing<Approval>> {
    let asking = &ctx.loaders()?.asking;
    let mut conditions = Approval::seen_by(&asking.viewer, asking.now);
    if let Some(filter) = filter {
        store::filter_approvals(&mut conditions, filter)?;
    }
    let terms = ApprovalOrder::terms(order, &LATEST, &asking.viewer)?;
    Ok(Listing {
        conditions: conditions.into_sql().into(),
        keyset: Keyset::new(terms, Approval::ID, Approval::uuid),
        page: args.page(&ctx.app().settings.limits)?,
    })
}

/// The approvals asked about a deal.
pub async fn of_deal(
    ctx: &Context<'_>,
    id: Id<Deal>,
    (filter, order): (Option<Box<ApprovalFilter>>, Vec<ApprovalOrder>),
    args: PageArgs,
) -> AppResult<Counting<Approval>> {
    let shape = format!("{filter:?}{order:?}{args:?}").into();
    let listing = listing(ctx, filter.as_deref(), &order, args)?.into();
    let column: ParentColumn<Approval> = ("approvals.deal_id", |run| Some(run.deal_id.0));
    counted_under(ctx, Under { parent: id.0, column, shape, listing }).await
}

#[derive(Default)]
pub struct ApprovalQuery;

#[Object]
impl ApprovalQuery {
    /// One approval; null when there is none or the viewer may not see its deal.
    async fn approval(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its id.")] id: Id<Approval>,
    ) -> Result<Option<Arc<Approval>>> {
        Ok(ctx.one(Some(id)).await?)
    }
    /// The approvals that match, the last asked first unless another order is given. Those that wait for the viewer:
    /// `filter: {waitingForId: {eq: "@me"}}`.
    #[allow(clippy::too_many_arguments)] // GraphQL arguments
    async fn approvals(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which ones; all the viewer may see when left out.")] filter: Option<
            Box<ApprovalFilter>,
        >,
        #[graphql(desc = "What to sort by, at most four terms.")] order_by: Option<Vec<ApprovalOrder>>,
        #[graphql(desc = "Page size going forward, 1 to 200; 50 when left out.")] first: Option<i32>,
        #[graphql(desc = "Continue after this cursor.")] after: Option<String>,
        #[graphql(desc = "Page size going backward, 1 to 200.")] last: Option<i32>,
        #[graphql(desc = "End before this cursor.")] before: Option<String>,
    ) -> Result<Counting<Approval>> {
        let args = PageArgs { first, after, last, before };
        let order = order_by.unwrap_or_default();
        Ok(Box::pin(counted(ctx, listing(ctx, filter.as_deref(), &order, args)?)).await?)
    }
    /// How many approvals wait for the viewer's decision.
    async fn approvals_waiting(&self, ctx: &Context<'_>) -> Result<i64> {
        let asking = &ctx.loaders()?.asking;
        let Some(me) = asking.viewer.user_id() else { return Ok(0) };
        let mut conditions = Approval::seen_by(&asking.viewer, asking.now);
        store::waiting_for(&mut conditions, me);
        let mut conn = ctx.app().read().await?;
        Ok(list::count(&mut conn, Approval::TABLE, conditions.into_sql()).await?)
    }
}
