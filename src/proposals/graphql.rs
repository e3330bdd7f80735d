//! Proposals in GraphQL: their fields and lists. The mutations are in `mutation`, what is live in `subscription`.

pub mod mutation;
pub mod subscription;

use crate::accounts::model::Contact;
use crate::api::ahead::{Ahead, Related};
use crate::api::context::Ask;
use crate::api::fields::List;
use crate::api::loaders::Asking;
use crate::api::page::{Counting, PageArgs, ParentColumn, Under, counted, counted_under};
use crate::api::scalars::Date;
use crate::api::user_errors::user_actor;
use crate::app::actor::Role;
use crate::app::error::Result as AppResult;
use crate::approvals::runs::model::Approval;
use crate::approvals::runs::store::LatestBatch;
use crate::db::id::Id;
use crate::db::list::{Listing, Page, Visible};
use crate::db::order::{Keyset, OrderDirection};
use crate::deals::model::Deal;
use crate::documents::store::KeptBatch;
use crate::fields;
use crate::fields::graphql::CustomValue;
use crate::files::model::File;
use crate::history::model::{ActorNode, HistoryConnection};
use crate::proposals::comparison::{ProposalComparison, compare};
use crate::proposals::lines::model::ProposalLine;
use crate::proposals::lines::store::LinesBatch;
use crate::proposals::model::{Proposal, ProposalAction, ProposalFilter, ProposalOrder, ProposalOrderField};
use crate::proposals::orders::model::Order;
use crate::proposals::orders::store::OfProposalBatch;
use crate::proposals::rules;
use crate::proposals::store::{NextBatch, RevisionsBatch, proposals_where};
use async_graphql::{ComplexObject, Context, Json, Object, Result};
use futures_util::try_join;
use rust_decimal::Decimal;
use serde_json::Value;
use std::sync::Arc;

impl Related for Proposal {
    async fn ahead(page: &Ahead<'_, Self>) -> AppResult<()> {
        try_join!(
            page.one("deal", |proposal| Some(proposal.deal_id)),
            page.one("contact", |proposal| proposal.contact_id),
            page.one("previous", |proposal| proposal.previous_id),
            page.batch::<LinesBatch>("lines", |proposal| Some(proposal.id.0)),
            page.batch::<OfProposalBatch>("orders", |proposal| Some(proposal.id.0)),
            page.batch::<LatestBatch>("approval", |proposal| Some(proposal.id.0)),
        )
        .map(drop)
    }
}

async fn lines_of(ctx: &Context<'_>, id: Id<Proposal>) -> AppResult<Arc<Vec<ProposalLine>>> {
    Ok(ctx.loaders()?.load::<LinesBatch>(id.0).await?.unwrap_or_default())
}

#[ComplexObject]
impl Proposal {
    /// Its id, the same everywhere; each revision has its own.
    pub async fn id(&self) -> Id<Proposal> {
        self.id
    }
    /// The deal it is made on.
    async fn deal(&self, ctx: &Context<'_>) -> Result<Arc<Deal>> {
        Ok(ctx.the(self.deal_id).await?)
    }
    /// Whom it is for.
    async fn contact(&self, ctx: &Context<'_>) -> Result<Option<Arc<Contact>>> {
        Ok(ctx.one(self.contact_id).await?)
    }
    /// Where it is read as the customer gets it, as a PDF; one that was not approved carries a mark, one that was sent is `document`.
    async fn pdf_url(&self) -> String {
        format!("/proposals/{}.pdf", self.id)
    }
    /// Its paper as it was sent, among the deal's files; null before, and for the moment it takes to make it.
    async fn document(&self, ctx: &Context<'_>) -> Result<Option<Arc<File>>> {
        Ok(ctx.one(ctx.loaders()?.load::<KeptBatch>(self.id.0).await?).await?)
    }
    /// What its own discount takes off: subtotal less net.
    async fn discount(&self) -> Decimal {
        self.subtotal - self.net
    }
    /// What the customer pays with tax.
    async fn total(&self) -> Decimal {
        self.net + self.tax
    }
    /// The last day it is valid, in the workspace's time zone. When it is over, an approved or sent proposal expires.
    async fn valid_until(&self) -> Date {
        Date(self.valid_until)
    }
    /// What it offers, in order: at most 200 lines.
    async fn lines(&self, ctx: &Context<'_>) -> Result<List<ProposalLine>> {
        Ok(List(Arc::unwrap_or_clone(lines_of(ctx, self.id).await?)))
    }
    /// The revision whose place it took.
    async fn previous(&self, ctx: &Context<'_>) -> Result<Option<Arc<Proposal>>> {
        Ok(ctx.one(self.previous_id).await?)
    }
    /// The revision that took its place.
    async fn next(&self, ctx: &Context<'_>) -> Result<Option<Arc<Proposal>>> {
        Ok(ctx.loaders()?.load::<NextBatch>(self.id.0).await?)
    }
    /// All revisions of its number, newest first; itself among them.
    async fn revisions(&self, ctx: &Context<'_>) -> Result<List<Proposal>> {
        let revisions = ctx.loaders()?.load::<RevisionsBatch>(self.number.clone()).await?;
        Ok(List(revisions.map(Arc::unwrap_or_clone).unwrap_or_default()))
    }
    /// The approval that was asked for it last; null when none was. `recallApproval` takes it back.
    async fn approval(&self, ctx: &Context<'_>) -> Result<Option<Arc<Approval>>> {
        Ok(ctx.loaders()?.load::<LatestBatch>(self.id.0).await?)
    }
    /// What the viewer may do with it now.
    async fn actions(&self, ctx: &Context<'_>) -> Result<Vec<ProposalAction>> {
        let works = ctx.viewer()?.role >= Role::Rep;
        Ok(if works { rules::actions(self) } else { Vec::new() })
    }
    /// In what it differs from another proposal of its deal; null when there is none to compare with.
    async fn comparison(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The other proposal, or revision; the previous revision when left out.")]
        with: Option<Id<Proposal>>,
    ) -> Result<Option<ProposalComparison>> {
        let other = ctx.one(with.or(self.previous_id)).await?;
        let Some(other) = other.filter(|other| other.deal_id == self.deal_id) else { return Ok(None) };
        let (before, after) = try_join!(lines_of(ctx, other.id), lines_of(ctx, self.id))?;
        Ok(Some(compare((other, &before), (Arc::new(self.clone()), &after))))
    }
    /// The orders made from it, the first made first.
    async fn orders(&self, ctx: &Context<'_>) -> Result<List<Order>> {
        let orders = ctx.loaders()?.load::<OfProposalBatch>(self.id.0).await?;
        Ok(List(orders.map(Arc::unwrap_or_clone).unwrap_or_default()))
    }
    /// Who said that the customer has it.
    async fn sent_by(&self) -> Option<ActorNode> {
        user_actor(self.sent_by.map(|id| id.0))
    }
    /// Who changed what in this revision, newest first.
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

/// A list of proposals as asked for, also outside GraphQL; the newest first unless another order is given.
pub fn listed(
    asking: &Asking,
    (filter, order, search): (Option<&ProposalFilter>, &[ProposalOrder], Option<&str>),
    page: Page,
) -> AppResult<Listing<Proposal>> {
    let mut conditions = Proposal::seen_by(&asking.viewer, asking.now);
    proposals_where(&mut conditions, filter, search)?;
    let newest = [(ProposalOrderField::CreatedAt, OrderDirection::Desc)];
    let terms = ProposalOrder::terms(order, &newest, &asking.viewer)?;
    Ok(Listing {
        conditions: conditions.into_sql().into(),
        keyset: Keyset::new(terms, Proposal::ID, Proposal::uuid),
        page,
    })
}

type Wanted = (Option<Box<ProposalFilter>>, Vec<ProposalOrder>);

/// The proposals of a deal, the newest first unless another order is given.
pub async fn of_deal(
    ctx: &Context<'_>,
    id: Id<Deal>,
    (filter, order): Wanted,
    args: PageArgs,
) -> AppResult<Counting<Proposal>> {
    let shape = format!("{filter:?}{order:?}{args:?}").into();
    let page = args.page(&ctx.app().settings.limits)?;
    let listing = listed(&ctx.loaders()?.asking, (filter.as_deref(), &order, None), page)?;
    let column: ParentColumn<Proposal> = ("proposals.deal_id", |row| Some(row.deal_id.0));
    counted_under(ctx, Under { parent: id.0, column, shape, listing: listing.into() }).await
}

#[derive(Default)]
pub struct ProposalQuery;

#[Object]
impl ProposalQuery {
    /// One proposal; null when there is none or the viewer may not see it.
    async fn proposal(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The proposal; each revision has its own id.")] id: Id<Proposal>,
    ) -> Result<Option<Arc<Proposal>>> {
        Ok(ctx.one(Some(id)).await?)
    }
    /// The proposals that match, the newest first unless another order is given.
    #[allow(clippy::too_many_arguments)] // GraphQL arguments
    async fn proposals(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which ones; all that were not put away when left out.")] filter: Option<
            Box<ProposalFilter>,
        >,
        #[graphql(desc = "What to sort by, at most four terms.")] order_by: Option<Vec<ProposalOrder>>,
        #[graphql(
            desc = "Words that all occur in the number or the deal's name, without regard to case and accents."
        )]
        search: Option<String>,
        #[graphql(desc = "Page size going forward, 1 to 200; 50 when left out.")] first: Option<i32>,
        #[graphql(desc = "Continue after this cursor.")] after: Option<String>,
        #[graphql(desc = "Page size going backward, 1 to 200.")] last: Option<i32>,
        #[graphql(desc = "End before this cursor.")] before: Option<String>,
    ) -> Result<Counting<Proposal>> {
        let page = PageArgs { first, after, last, before }.page(&ctx.app().settings.limits)?;
        let order = order_by.unwrap_or_default();
        let asked = (filter.as_deref(), order.as_slice(), search.as_deref());
        Ok(Box::pin(counted(ctx, listed(&ctx.loaders()?.asking, asked, page)?)).await?)
    }
}
