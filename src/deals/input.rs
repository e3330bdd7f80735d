//! What mutations on deals take.

use crate::accounts::input::UpdateAccountInput;
use crate::accounts::model::{Account, Contact};
use crate::api::scalars::Date;
use crate::db::id::Id;
use crate::deals::model::Deal;
use crate::fields::model::CustomValueInput;
use crate::pipeline::model::{Lookup, Pipeline, Stage};
use crate::team::model::{Team, User};
use crate::text_enum;
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
    /// Why it begins in that stage although the stage's gate asks for more; for managers. Kept in the history.
    pub override_reason: Option<String>,
    /// Values of custom fields; required ones must be among them.
    pub custom: Option<Vec<CustomValueInput>>,
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
    /// What it is worth; prices the deal anew at today's rate. Needs `expectedVersion`. Refused while the deal has lines: the amount
    /// follows them.
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
    /// Values of custom fields: those not named stay.
    pub custom: Option<Vec<CustomValueInput>>,
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
    /// Fields to fill in the same step, such as those the stage's gate asks for: all of it happens, or nothing.
    pub fields: Option<DealFieldsInput>,
    /// Fields of the deal's account to change in the same step.
    pub account: Option<UpdateAccountInput>,
    /// Why the deal goes there although the stage's gate asks for more; for managers. Kept in the history.
    pub override_reason: Option<String>,
    /// The version the move was decided on; another one is refused as a conflict.
    pub expected_version: i32,
}

text_enum! {
    /// What was decided about a deal.
    pub enum GoNoGo {
        /// It is worth going on with.
        Go = "go",
        /// It is given up.
        NoGo = "no_go",
    }
}

/// Decides whether a deal goes on, in a stage that asks for it.
#[derive(Debug, Clone, InputObject)]
pub struct DecideGoNoGoInput {
    /// The deal; it must be open, and in a stage with `goNoGo`.
    pub deal_id: Id<Deal>,
    /// What is decided.
    pub decision: GoNoGo,
    /// Whose the deal is from then on when it goes on; left out: its owner's as before.
    pub responsible_id: Option<Id<User>>,
    /// Where it goes: an open stage when it goes on, the next one when left out; a lost stage when it does not, the first one when
    /// left out.
    pub stage_id: Option<Id<Stage>>,
    /// Why it is given up; needed then.
    pub loss_reason_id: Option<Id<Lookup>>,
    /// What speaks for the decision, at most 1000 characters. Kept in the history.
    pub reason: Option<String>,
    /// What was learnt, when it is given up.
    pub win_loss_report: Option<String>,
    /// Fields to fill in the same step, such as those the stage's gate asks for: all of it happens, or nothing.
    pub fields: Option<DealFieldsInput>,
    /// Fields of the deal's account to change in the same step.
    pub account: Option<UpdateAccountInput>,
    /// Why the deal goes there although the stage's gate asks for more; for managers. Kept in the history.
    pub override_reason: Option<String>,
    /// The version the decision was made on; another one is refused as a conflict.
    pub expected_version: i32,
}

/// Fields of a deal to fill: those left out stay.
#[derive(Debug, Clone, Default, InputObject)]
pub struct DealFieldsInput {
    /// The account it is with.
    pub account_id: Option<Id<Account>>,
    /// Whom one talks to.
    pub primary_contact_id: Option<Id<Contact>>,
    /// What it is worth; prices the deal anew at today's rate. Refused while the deal has lines: the amount follows them.
    pub amount: Option<Decimal>,
    /// ISO 4217 code of its amounts; prices the deal anew at today's rate.
    pub currency: Option<String>,
    /// What the customer has to spend.
    pub budget: Option<Decimal>,
    /// How sure it is in the forecast; a stage with a forecast category of its own has the last word.
    pub forecast_category_id: Option<Id<Lookup>>,
    /// The day it is expected to be decided.
    pub expected_close_on: Option<Date>,
    /// What happens next, in a few words.
    pub next_step: Option<String>,
    /// Where it comes from.
    pub source_id: Option<Id<Lookup>>,
    /// Anything worth knowing about it.
    pub description: Option<String>,
    /// What the customer needs.
    pub customer_needs: Option<String>,
    /// What is proposed to them.
    pub proposed_solution: Option<String>,
    /// How to win it.
    pub tactics: Option<String>,
    /// Values of custom fields.
    pub custom: Option<Vec<CustomValueInput>>,
}

impl DealFieldsInput {
    /// The same as a change of the deal.
    pub fn into_update(self, id: Id<Deal>) -> UpdateDealInput {
        fn given<T>(value: Option<T>) -> MaybeUndefined<T> {
            value.map_or(MaybeUndefined::Undefined, MaybeUndefined::Value)
        }
        UpdateDealInput {
            id,
            name: None,
            account_id: given(self.account_id),
            primary_contact_id: given(self.primary_contact_id),
            owner_id: None,
            amount: given(self.amount),
            currency: self.currency,
            budget: given(self.budget),
            probability: None,
            forecast_category_id: given(self.forecast_category_id),
            expected_close_on: self.expected_close_on,
            next_step: given(self.next_step),
            source_id: given(self.source_id),
            loss_reason_id: None,
            description: given(self.description),
            customer_needs: given(self.customer_needs),
            proposed_solution: given(self.proposed_solution),
            tactics: given(self.tactics),
            win_loss_report: MaybeUndefined::Undefined,
            custom: self.custom,
            expected_version: None,
        }
    }
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
    /// Why they go there although the stage's gate asks for more; for managers. Kept in the history of those that needed it.
    pub override_reason: Option<String>,
}

/// Gives several deals to one owner.
#[derive(Debug, Clone, InputObject)]
pub struct AssignDealsInput {
    /// The deals, at most 200.
    pub ids: Vec<Id<Deal>>,
    /// Who works on them from now on.
    pub owner_id: Id<User>,
}
