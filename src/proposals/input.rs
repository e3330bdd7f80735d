//! What mutations on proposals take.

use crate::accounts::input::UpdateAccountInput;
use crate::accounts::model::Contact;
use crate::api::scalars::Date;
use crate::db::id::Id;
use crate::deals::input::DealFieldsInput;
use crate::deals::model::Deal;
use crate::fields::model::CustomValueInput;
use crate::pipeline::model::Stage;
use crate::proposals::model::Proposal;
use async_graphql::{InputObject, MaybeUndefined};
use rust_decimal::Decimal;

/// A new proposal: a draft with the deal's lines as they are now.
#[derive(Debug, Clone, Default, InputObject)]
pub struct CreateProposalInput {
    /// The deal; it must be open.
    pub deal_id: Id<Deal>,
    /// Whom it is for; the deal's primary contact when left out.
    pub contact_id: Option<Id<Contact>>,
    /// The language it is written in: en, cs, de, ru or pl. Left out: the contact's when it is one of them, else the workspace's.
    pub language: Option<String>,
    /// What is taken off everything, 0 to 100 percent with two decimals; 0 when left out.
    pub discount_percent: Option<Decimal>,
    /// The last day it is valid; left out: so many days from today as the settings of proposals say, 30 unless set.
    pub valid_until: Option<Date>,
    /// What stands above the lines, as Markdown, at most 20,000 characters; left out: what the settings of proposals begin with.
    pub intro: Option<String>,
    /// What stands below the lines, as Markdown, at most 20,000 characters; left out: what the settings of proposals begin with.
    pub terms: Option<String>,
    /// Values of custom fields; required ones must be among them.
    pub custom: Option<Vec<CustomValueInput>>,
}

/// Changes to a draft: a field left out stays, a null clears. Only `archived` can be changed in any status but in approval.
#[derive(Debug, Clone, InputObject)]
pub struct UpdateProposalInput {
    /// The proposal.
    pub id: Id<Proposal>,
    /// Whom it is for.
    pub contact_id: MaybeUndefined<Id<Contact>>,
    /// The language it is written in: en, cs, de, ru or pl.
    pub language: Option<String>,
    /// What is taken off everything, 0 to 100 percent with two decimals.
    pub discount_percent: Option<Decimal>,
    /// The last day it is valid.
    pub valid_until: Option<Date>,
    /// What stands above the lines, as Markdown.
    pub intro: MaybeUndefined<String>,
    /// What stands below the lines, as Markdown.
    pub terms: MaybeUndefined<String>,
    /// Values of custom fields: those not named stay.
    pub custom: Option<Vec<CustomValueInput>>,
    /// Put it away, or take it out again. Its number stays taken.
    pub archived: Option<bool>,
    /// The version the change was decided on; another one is refused as a conflict.
    pub expected_version: Option<i32>,
}

/// Asks for the approval of a draft that has lines. When nobody has to approve it, it is approved at once.
#[derive(Debug, Clone, InputObject)]
pub struct SubmitProposalInput {
    /// The proposal.
    pub id: Id<Proposal>,
    /// What whoever decides should know, at most 2,000 characters.
    pub message: Option<String>,
    /// The version the decision was made on; another one is refused as a conflict.
    pub expected_version: Option<i32>,
}

/// Makes an approved proposal a draft again. It has to be approved anew.
#[derive(Debug, Clone, InputObject)]
pub struct ReopenProposalInput {
    /// The proposal.
    pub id: Id<Proposal>,
    /// The version the decision was made on; another one is refused as a conflict.
    pub expected_version: Option<i32>,
}

/// Writes a new revision of a proposal, which takes its place.
#[derive(Debug, Clone, InputObject)]
pub struct ReviseProposalInput {
    /// The proposal: approved, sent, declined, rejected or expired.
    pub id: Id<Proposal>,
    /// The version the decision was made on; another one is refused as a conflict.
    pub expected_version: Option<i32>,
}

/// Says that the customer has an approved proposal.
#[derive(Debug, Clone, InputObject)]
pub struct SendProposalInput {
    /// The proposal; its last day must not be past.
    pub id: Id<Proposal>,
    /// The version the decision was made on; another one is refused as a conflict.
    pub expected_version: Option<i32>,
}

/// Says that the customer said no.
#[derive(Debug, Clone, InputObject)]
pub struct DeclineProposalInput {
    /// The proposal.
    pub id: Id<Proposal>,
    /// Why, at most 1,000 characters.
    pub reason: Option<String>,
    /// The version the decision was made on; another one is refused as a conflict.
    pub expected_version: Option<i32>,
}

/// Says that the customer said yes: the deal's lines become the proposal's, an order is made, and the deal can be won in the same
/// step. All of it happens, or nothing.
#[derive(Debug, Clone, InputObject)]
pub struct AcceptProposalInput {
    /// The proposal.
    pub id: Id<Proposal>,
    /// The won stage the deal goes to; it stays where it is when left out.
    pub won_stage_id: Option<Id<Stage>>,
    /// Whether an order is made; it is when left out.
    pub create_order: Option<bool>,
    /// Fields of the deal to fill in the same step: what the won stage asks for. The amount follows the proposal's lines.
    pub fields: Option<DealFieldsInput>,
    /// Fields of the deal's account to fill in the same step.
    pub account: Option<UpdateAccountInput>,
    /// What was learnt from winning the deal.
    pub win_loss_report: Option<String>,
    /// Why the deal goes to the won stage although its gate asks for more. For managers and admins.
    pub override_reason: Option<String>,
    /// The version the decision was made on; another one is refused as a conflict.
    pub expected_version: Option<i32>,
}
