//! Lines of proposals in GraphQL.

use crate::api::context::Ask;
use crate::api::page::PageArgs;
use crate::api::scalars::Cursor;
use crate::api::user_errors::{UserError, outcome, position, user_actor};
use crate::app::error::Result as AppResult;
use crate::catalogue::products::model::Product;
use crate::db::id::Id;
use crate::deals::lines::rules::tax;
use crate::history::model::{ActorNode, HistoryConnection};
use crate::proposals::lines::actions;
use crate::proposals::lines::input::{
    AddProposalLineInput, MoveProposalLineInput, RemoveProposalLineInput, UpdateProposalLineInput,
};
use crate::proposals::lines::model::ProposalLine;
use crate::proposals::model::Proposal;
use crate::proposals::rules;
use async_graphql::{ComplexObject, Context, Object, Result, SimpleObject};
use rust_decimal::Decimal;
use std::sync::Arc;

#[ComplexObject]
impl ProposalLine {
    /// Its id, the same everywhere.
    pub async fn id(&self) -> Id<ProposalLine> {
        self.id
    }
    /// The proposal it is on.
    async fn proposal(&self, ctx: &Context<'_>) -> Result<Arc<Proposal>> {
        Ok(ctx.the(self.proposal_id).await?)
    }
    /// The product offered; null when it is none of the catalogue.
    async fn product(&self, ctx: &Context<'_>) -> Result<Option<Arc<Product>>> {
        Ok(ctx.one(self.product_id).await?)
    }
    /// What the customer pays for it before tax: quantity × unit price less both discounts, to the cent, rounded once.
    async fn net(&self, ctx: &Context<'_>) -> Result<Decimal> {
        Ok(rules::net(self, ctx.the(self.proposal_id).await?.discount_percent))
    }
    /// The tax on the net amount: to the cent, half away from zero.
    async fn tax(&self, ctx: &Context<'_>) -> Result<Decimal> {
        let net = rules::net(self, ctx.the(self.proposal_id).await?.discount_percent);
        Ok(tax(net, self.tax_percent))
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

/// What came of a change to a line of a proposal.
#[derive(SimpleObject)]
#[graphql(complex, crate = "crate::api::fields")]
pub struct ProposalLinePayload {
    /// The line as it is now, or as it was last when it was removed; null when the change was refused.
    proposal_line: Option<ProposalLine>,
    /// Why the change was refused; empty when it was made.
    user_errors: Vec<UserError>,
}

#[ComplexObject]
impl ProposalLinePayload {
    /// The proposal with all its lines and what they come to; null when the change was refused.
    async fn proposal(&self, ctx: &Context<'_>) -> Result<Option<Arc<Proposal>>> {
        Ok(ctx.one(self.proposal_line.as_ref().map(|line| line.proposal_id)).await?)
    }
    /// The log's position after the change.
    async fn event_cursor(&self, ctx: &Context<'_>) -> Result<Option<Cursor>> {
        Ok(position(ctx).await?)
    }
}

impl ProposalLinePayload {
    fn of(done: AppResult<ProposalLine>) -> Result<Self> {
        let (proposal_line, user_errors) = outcome(done)?;
        Ok(Self { proposal_line, user_errors })
    }
}

#[derive(Default)]
pub struct ProposalLineMutation;

#[Object]
impl ProposalLineMutation {
    /// Adds a line to a draft, whose totals follow.
    async fn add_proposal_line(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The proposal, and what it is to offer.")] input: AddProposalLineInput,
    ) -> Result<ProposalLinePayload> {
        let done = ctx.write(async |tx| actions::add_proposal_line(tx, input.clone()).await).await;
        ProposalLinePayload::of(done)
    }
    /// Changes a line of a draft: fields left out stay. The proposal's totals follow.
    async fn update_proposal_line(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The line and what changes.")] input: UpdateProposalLineInput,
    ) -> Result<ProposalLinePayload> {
        let done = ctx.write(async |tx| actions::update_proposal_line(tx, input.clone()).await).await;
        ProposalLinePayload::of(done)
    }
    /// Puts a line in another place among those of its draft.
    async fn move_proposal_line(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The line, and the one it is to stand below.")] input: MoveProposalLineInput,
    ) -> Result<ProposalLinePayload> {
        let done = ctx.write(async |tx| actions::move_proposal_line(tx, input.clone()).await).await;
        ProposalLinePayload::of(done)
    }
    /// Takes a line off a draft. The proposal's totals follow.
    async fn remove_proposal_line(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The line.")] input: RemoveProposalLineInput,
    ) -> Result<ProposalLinePayload> {
        let done = ctx.write(async |tx| actions::remove_proposal_line(tx, input.clone()).await).await;
        ProposalLinePayload::of(done)
    }
}
