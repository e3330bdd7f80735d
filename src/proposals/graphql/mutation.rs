//! Changing proposals, and what becomes of them.

use crate::api::context::Ask;
use crate::api::scalars::Cursor;
use crate::api::user_errors::{UserError, outcome, position};
use crate::app::error::Result as AppResult;
use crate::deals::model::Deal;
use crate::proposals::accept::Accepted;
use crate::proposals::actions;
use crate::proposals::input::{
    AcceptProposalInput, CreateProposalInput, DeclineProposalInput, ReopenProposalInput, ReviseProposalInput,
    SendProposalInput, SubmitProposalInput, UpdateProposalInput,
};
use crate::proposals::model::Proposal;
use crate::proposals::orders::model::Order;
use async_graphql::{ComplexObject, Context, Object, Result, SimpleObject};

/// What came of a change to a proposal.
#[derive(SimpleObject)]
#[graphql(complex, crate = "crate::api::fields")]
pub struct ProposalPayload {
    /// The proposal as it is now, of two revisions the new one; null when the change was refused.
    proposal: Option<Proposal>,
    /// Why the change was refused; empty when it was made.
    user_errors: Vec<UserError>,
}

#[ComplexObject]
impl ProposalPayload {
    /// The log's position after the change.
    async fn event_cursor(&self, ctx: &Context<'_>) -> Result<Option<Cursor>> {
        Ok(position(ctx).await?)
    }
}

impl ProposalPayload {
    fn of(done: AppResult<Proposal>) -> Result<Self> {
        let (proposal, user_errors) = outcome(done)?;
        Ok(Self { proposal, user_errors })
    }
}

/// What came of a customer's yes.
#[derive(SimpleObject)]
#[graphql(complex, crate = "crate::api::fields")]
pub struct AcceptProposalPayload {
    /// The proposal, accepted; null when that was refused.
    proposal: Option<Proposal>,
    /// The deal with the proposal's lines, won when that was asked for; null when it was refused.
    deal: Option<Deal>,
    /// The order; null too when none was asked for.
    order: Option<Order>,
    /// Why it was refused; empty when it was done. `GateUnmet` says what the won stage asks for.
    user_errors: Vec<UserError>,
}

#[ComplexObject]
impl AcceptProposalPayload {
    /// The log's position after the change.
    async fn event_cursor(&self, ctx: &Context<'_>) -> Result<Option<Cursor>> {
        Ok(position(ctx).await?)
    }
}

#[derive(Default)]
pub struct ProposalMutation;

#[Object]
impl ProposalMutation {
    /// Makes a proposal on an open deal: a draft with the deal's lines as they are now, and the next number.
    async fn create_proposal(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The deal, and what the proposal says.")] input: CreateProposalInput,
    ) -> Result<ProposalPayload> {
        ProposalPayload::of(ctx.write(async |tx| actions::create_proposal(tx, input.clone()).await).await)
    }
    /// Changes a draft: fields left out stay, nulls clear. Puts any proposal away, and takes it out again.
    async fn update_proposal(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The proposal and what changes.")] input: UpdateProposalInput,
    ) -> Result<ProposalPayload> {
        ProposalPayload::of(ctx.write(async |tx| actions::update_proposal(tx, input.clone()).await).await)
    }
    /// Asks for the approval of a draft that has lines; when nobody has to approve it, it is approved at once.
    async fn submit_proposal(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The proposal, and what whoever decides should know.")] input: SubmitProposalInput,
    ) -> Result<ProposalPayload> {
        ProposalPayload::of(ctx.write(async |tx| actions::submit_proposal(tx, input.clone()).await).await)
    }
    /// Makes an approved proposal a draft again, which has to be approved anew.
    async fn reopen_proposal(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The proposal.")] input: ReopenProposalInput,
    ) -> Result<ProposalPayload> {
        ProposalPayload::of(ctx.write(async |tx| actions::reopen_proposal(tx, input.clone()).await).await)
    }
    /// Writes a new revision of a proposal: a draft with the same number and lines, which takes its place. Answers with the new one.
    async fn revise_proposal(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The proposal.")] input: ReviseProposalInput,
    ) -> Result<ProposalPayload> {
        ProposalPayload::of(ctx.write(async |tx| actions::revise_proposal(tx, input.clone()).await).await)
    }
    /// Says that the customer has an approved proposal that is still valid. How it got there is not this server's business.
    async fn send_proposal(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The proposal.")] input: SendProposalInput,
    ) -> Result<ProposalPayload> {
        ProposalPayload::of(ctx.write(async |tx| actions::send_proposal(tx, input.clone()).await).await)
    }
    /// Says that the customer said no.
    async fn decline_proposal(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The proposal and why.")] input: DeclineProposalInput,
    ) -> Result<ProposalPayload> {
        ProposalPayload::of(ctx.write(async |tx| actions::decline_proposal(tx, input.clone()).await).await)
    }
    /// Says that the customer said yes: the deal's lines become the proposal's, an order is made, and the deal can be won in the same
    /// step. All of it happens, or nothing. Other proposals of the deal stay as they are.
    async fn accept_proposal(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The proposal, and what is to come of it.")] input: AcceptProposalInput,
    ) -> Result<AcceptProposalPayload> {
        let done = ctx.write(async |tx| actions::accept_proposal(tx, input.clone()).await).await;
        let (accepted, user_errors) = outcome(done)?;
        let Some(Accepted { proposal, deal, order }) = accepted else {
            return Ok(AcceptProposalPayload { proposal: None, deal: None, order: None, user_errors });
        };
        Ok(AcceptProposalPayload { proposal: Some(proposal), deal: Some(deal), order, user_errors })
    }
}
