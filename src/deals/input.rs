//! What mutations on deals take.

use crate::accounts::model::{Account, Contact};
use crate::api::scalars::Date;
use crate::db::id::Id;
use crate::deals::model::Deal;
use crate::pipeline::model::{Lookup, Pipeline, Stage};
use crate::team::model::{Team, User};
use async_graphql::{InputObject, MaybeUndefined};
use rust_decimal::Decimal;

/// A new deal. What is left out comes from its account, its pipeline and the workspace.
#[derive(Debug, Clone, Default, InputObject)]
pub struct CreateDealInput {
    /// What it is about, at most 300 characters; the account's name when left out.
    pub name: Option<String>,
    /// The account it is with.
    pub account_id: Option<Id<Account>>,
    /// Whom one talks to.
    pub primary_contact_id: Option<Id<Contact>>,
    /// Who works on it; left out: the caller.
    pub owner_id: Option<Id<User>>,
    /// The pipeline; left out: that of the stage, or the default one.
    pub pipeline_id: Option<Id<Pipeline>>,
    /// The stage to begin in; left out: the first open one that takes new deals.
    pub stage_id: Option<Id<Stage>>,
    /// What it is worth.
    pub amount: Option<Decimal>,
    /// ISO 4217 code; left out: the base currency.
    pub currency: Option<String>,
    /// What the customer has to spend.
    pub budget: Option<Decimal>,
    /// Chance of winning, 1 to 99; left out: the stage's.
    pub probability: Option<i32>,
    /// How sure it is in the forecast; left out: the stage's.
    pub forecast_category_id: Option<Id<Lookup>>,
    /// The day it is expected to be decided; left out: today and the workspace's days to close.
    pub expected_close_on: Option<Date>,
    /// What happens next, in a few words.
    pub next_step: Option<String>,
    /// Where it comes from; left out: the account's source.
    pub source_id: Option<Id<Lookup>>,
    /// Why it is lost; needed when it is created in a lost stage.
    pub loss_reason_id: Option<Id<Lookup>>,
    /// Anything worth knowing about it.
    pub description: Option<String>,
    /// What the customer needs.
    pub customer_needs: Option<String>,
    /// What is proposed to them.
    pub proposed_solution: Option<String>,
    /// How to win it.
    pub tactics: Option<String>,
    /// Seen only by its owner, admins, and those it is shared with.
    pub restricted: Option<bool>,
}

/// Changes to a deal: a field left out stays, a null clears. Its stage changes by `moveDeal`.
#[derive(Debug, Clone, InputObject)]
pub struct UpdateDealInput {
    /// The deal.
    pub id: Id<Deal>,
    /// What it is about.
    pub name: Option<String>,
    /// The account it is with.
    pub account_id: MaybeUndefined<Id<Account>>,
    /// Whom one talks to.
    pub primary_contact_id: MaybeUndefined<Id<Contact>>,
    /// Who works on it.
    pub owner_id: Option<Id<User>>,
    /// What it is worth; prices the deal anew at today's rate. Needs `expectedVersion`.
    pub amount: MaybeUndefined<Decimal>,
    /// ISO 4217 code; prices the deal anew at today's rate. Needs `expectedVersion`.
    pub currency: Option<String>,
    /// What the customer has to spend.
    pub budget: MaybeUndefined<Decimal>,
    /// Chance of winning, 1 to 99. Needs `expectedVersion`.
    pub probability: Option<i32>,
    /// How sure it is in the forecast.
    pub forecast_category_id: MaybeUndefined<Id<Lookup>>,
    /// The day it is expected to be decided.
    pub expected_close_on: Option<Date>,
    /// What happens next, in a few words.
    pub next_step: MaybeUndefined<String>,
    /// Where it comes from.
    pub source_id: MaybeUndefined<Id<Lookup>>,
    /// Why it was lost; only on a lost deal, and not to be cleared there.
    pub loss_reason_id: Option<Id<Lookup>>,
    /// Anything worth knowing about it.
    pub description: MaybeUndefined<String>,
    /// What the customer needs.
    pub customer_needs: MaybeUndefined<String>,
    /// What is proposed to them.
    pub proposed_solution: MaybeUndefined<String>,
    /// How to win it.
    pub tactics: MaybeUndefined<String>,
    /// What was learnt from winning or losing it.
    pub win_loss_report: MaybeUndefined<String>,
    /// The version the change was decided on; another one is refused as a conflict. Required with amount, currency, probability.
    pub expected_version: Option<i32>,
}

/// Moves a deal to a stage, also of another pipeline, and to a place in its column.
#[derive(Debug, Clone, InputObject)]
pub struct MoveDealInput {
    /// The deal.
    pub id: Id<Deal>,
    /// Where it goes; its present stage to change only its place.
    pub stage_id: Id<Stage>,
    /// The card it is to stand below. Neither card given: the top of the column.
    pub after_deal_id: Option<Id<Deal>>,
    /// The card it is to stand above.
    pub before_deal_id: Option<Id<Deal>>,
    /// Why it was lost; needed when it goes to a lost stage.
    pub loss_reason_id: Option<Id<Lookup>>,
    /// What was learnt from winning or losing it.
    pub win_loss_report: Option<String>,
    /// The version the move was decided on; another one is refused as a conflict.
    pub expected_version: i32,
}

/// Puts a deal aside.
#[derive(Debug, Clone, InputObject)]
pub struct DeactivateDealInput {
    /// The deal; it must be open.
    pub id: Id<Deal>,
    /// Why it is put aside.
    pub reason: String,
    /// The version the change was decided on; another one is refused as a conflict.
    pub expected_version: i32,
}

/// Takes a deal up again that was put aside.
#[derive(Debug, Clone, InputObject)]
pub struct ReactivateDealInput {
    /// The deal; it must be inactive.
    pub id: Id<Deal>,
    /// The version the change was decided on; another one is refused as a conflict.
    pub expected_version: i32,
}

/// Says who may see a deal besides its owner.
#[derive(Debug, Clone, InputObject)]
pub struct RestrictDealInput {
    /// The deal.
    pub id: Id<Deal>,
    /// True: only its owner, admins and those named see it. False: the workspace's policy decides, and those named see it too.
    pub restricted: bool,
    /// Users it is shared with; left out: as before.
    pub user_ids: Option<Vec<Id<User>>>,
    /// Teams it is shared with; left out: as before.
    pub team_ids: Option<Vec<Id<Team>>>,
    /// The version the change was decided on; another one is refused as a conflict.
    pub expected_version: Option<i32>,
}

/// Moves several deals to one stage, to the top of its column.
#[derive(Debug, Clone, InputObject)]
pub struct MoveDealsInput {
    /// The deals, at most 200.
    pub ids: Vec<Id<Deal>>,
    /// Where they go.
    pub stage_id: Id<Stage>,
    /// Why they were lost; needed when they go to a lost stage.
    pub loss_reason_id: Option<Id<Lookup>>,
}

/// Gives several deals to one owner.
#[derive(Debug, Clone, InputObject)]
pub struct AssignDealsInput {
    /// The deals, at most 200.
    pub ids: Vec<Id<Deal>>,
    /// Who works on them from now on.
    pub owner_id: Id<User>,
}
