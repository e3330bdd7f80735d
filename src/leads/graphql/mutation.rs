//! Changing leads, and turning them into deals.

use crate::accounts::model::{Account, Contact};
use crate::api::context::Ask;
use crate::api::scalars::Cursor;
use crate::api::user_errors::{UserError, outcome, position};
use crate::app::error::Result as AppResult;
use crate::deals::model::Deal;
use crate::leads::convert::{self, Converted};
use crate::leads::input::{
    ConvertLeadInput, CreateLeadInput, DisqualifyLeadInput, ReopenLeadInput, StartLeadInput, UpdateLeadInput,
};
use crate::leads::{actions, model::Lead};
use async_graphql::{ComplexObject, Context, Object, Result, SimpleObject};

/// What came of a change to a lead.
#[derive(SimpleObject)]
#[graphql(complex, crate = "crate::api::fields")]
pub struct LeadPayload {
    /// The lead as it is now; null when the change was refused.
    lead: Option<Lead>,
    /// Why the change was refused; empty when it was made.
    user_errors: Vec<UserError>,
}

#[ComplexObject]
impl LeadPayload {
    /// The log's position after the change.
    async fn event_cursor(&self, ctx: &Context<'_>) -> Result<Option<Cursor>> {
        Ok(position(ctx).await?)
    }
}

impl LeadPayload {
    fn of(done: AppResult<Lead>) -> Result<Self> {
        let (lead, user_errors) = outcome(done)?;
        Ok(Self { lead, user_errors })
    }
}

/// What a lead became.
#[derive(SimpleObject)]
#[graphql(complex, crate = "crate::api::fields")]
pub struct ConvertLeadPayload {
    /// The lead, converted; null when that was refused.
    lead: Option<Lead>,
    /// The account the deal is with, new or known.
    account: Option<Account>,
    /// The deal's primary contact, new or known; null too when it was made without one.
    contact: Option<Contact>,
    /// The new deal.
    deal: Option<Deal>,
    /// Why it was refused; empty when it was done. Refusals of the records to be made stand below `newAccount`, `newContact` and
    /// `deal`.
    user_errors: Vec<UserError>,
}

#[ComplexObject]
impl ConvertLeadPayload {
    /// The log's position after the change.
    async fn event_cursor(&self, ctx: &Context<'_>) -> Result<Option<Cursor>> {
        Ok(position(ctx).await?)
    }
}

#[derive(Default)]
pub struct LeadMutation;

#[Object]
impl LeadMutation {
    /// Adds a lead. Its owner is the caller unless another is named.
    async fn create_lead(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The new lead.")] input: CreateLeadInput,
    ) -> Result<LeadPayload> {
        LeadPayload::of(ctx.write(async |tx| actions::create_lead(tx, input.clone()).await).await)
    }
    /// Changes a lead: fields left out stay, nulls clear. Answering the last of budget, authority, need and timing qualifies it.
    async fn update_lead(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The lead and what changes.")] input: UpdateLeadInput,
    ) -> Result<LeadPayload> {
        LeadPayload::of(ctx.write(async |tx| actions::update_lead(tx, input.clone()).await).await)
    }
    /// Says that somebody works on a new lead.
    async fn start_lead(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The lead.")] input: StartLeadInput,
    ) -> Result<LeadPayload> {
        LeadPayload::of(ctx.write(async |tx| actions::start_lead(tx, input.clone()).await).await)
    }
    /// Puts a lead aside that is not worth pursuing, with the reason.
    async fn disqualify_lead(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The lead and why.")] input: DisqualifyLeadInput,
    ) -> Result<LeadPayload> {
        LeadPayload::of(ctx.write(async |tx| actions::disqualify_lead(tx, input.clone()).await).await)
    }
    /// Takes a disqualified lead up again.
    async fn reopen_lead(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The lead.")] input: ReopenLeadInput,
    ) -> Result<LeadPayload> {
        LeadPayload::of(ctx.write(async |tx| actions::reopen_lead(tx, input.clone()).await).await)
    }
    /// Turns a qualified lead into an account, a contact and a deal, new or known ones, in one step: all of it happens, or nothing.
    /// A lead is converted once. Its tasks, notes, activities and files go along to the deal.
    async fn convert_lead(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The lead, and what it becomes.")] input: ConvertLeadInput,
    ) -> Result<ConvertLeadPayload> {
        let done = ctx.write(async |tx| convert::convert_lead(tx, input.clone()).await).await;
        let (converted, user_errors) = outcome(done)?;
        let Some(Converted { lead, account, contact, deal }) = converted else {
            return Ok(ConvertLeadPayload {
                lead: None,
                account: None,
                contact: None,
                deal: None,
                user_errors,
            });
        };
        Ok(ConvertLeadPayload {
            lead: Some(lead),
            account: Some(account),
            contact,
            deal: Some(deal),
            user_errors,
        })
    }
}
