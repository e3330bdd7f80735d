//! What mutations on approval policies take.

use crate::app::actor::Role;
use crate::approvals::policies::model::{
    ApprovalMode, ApprovalPolicy, ApprovalPolicyStep, ApprovalSubjectKind, ApproverKind,
};
use crate::db::id::Id;
use crate::fields::filter::CustomFilter;
use crate::pipeline::model::Pipeline;
use crate::team::model::{Team, User};
use async_graphql::{InputObject, MaybeUndefined};
use rust_decimal::Decimal;

/// When a policy asks: all that is given holds; nothing given: always.
#[derive(Debug, Clone, Default, InputObject)]
pub struct ApprovalConditionInput {
    /// At least so much, in the workspace's base currency: of what is asked about, else of the deal.
    pub amount_at_least: Option<Decimal>,
    /// At least so many percent discount on any line.
    pub discount_at_least: Option<Decimal>,
    /// Less margin than so many percent; one that is not known counts as less. Only for proposals: deals have no margin.
    pub margin_below: Option<Decimal>,
    /// In one of these pipelines: the one a deal is to go to.
    pub pipeline_ids: Option<Vec<Id<Pipeline>>>,
    /// The deal's custom fields; all of these conditions hold.
    pub custom: Option<Vec<CustomFilter>>,
}

/// Whom a step asks.
#[derive(Debug, Clone, InputObject)]
pub struct ApproverRuleInput {
    /// How they are named.
    pub kind: ApproverKind,
    /// The user, where the kind is `USER`; left aside elsewhere.
    pub user_id: Option<Id<User>>,
    /// The role, where the kind is `ROLE`; left aside elsewhere. Viewers cannot approve.
    pub role: Option<Role>,
    /// The team, where the kind is `TEAM_MANAGER`; left aside elsewhere.
    pub team_id: Option<Id<Team>>,
}

/// One step of a policy.
#[derive(Debug, Clone, InputObject)]
pub struct ApprovalPolicyStepInput {
    /// The step it was until now; left out: a new one.
    pub id: Option<Id<ApprovalPolicyStep>>,
    /// What it is called, 1 to 120 characters.
    pub name: String,
    /// Whom it asks, 1 to 20.
    pub approvers: Vec<ApproverRuleInput>,
    /// How many of them have to approve; one when left out.
    pub mode: Option<ApprovalMode>,
    /// With mode `AT_LEAST`: how many, 1 to 20.
    pub at_least: Option<i32>,
    /// Hours until those asked are reminded, 1 to 8760; never when left out.
    pub due_hours: Option<i32>,
}

/// A new approval policy.
#[derive(Debug, Clone, InputObject)]
pub struct CreateApprovalPolicyInput {
    /// What it is called, 1 to 120 characters.
    pub name: String,
    /// What it is for.
    pub description: Option<String>,
    /// What it asks about.
    pub subject: ApprovalSubjectKind,
    /// Whether it asks from now on; true when left out.
    pub active: Option<bool>,
    /// When it asks; always when left out.
    pub condition: Option<ApprovalConditionInput>,
    /// Who approves, in order: 1 to 10 steps.
    pub steps: Vec<ApprovalPolicyStepInput>,
    /// Whether who asks may approve too; false when left out.
    pub own_requests: Option<bool>,
}

/// Changes to an approval policy: a field left out stays, a null clears. Runs that began go on as they were.
#[derive(Debug, Clone, InputObject)]
pub struct UpdateApprovalPolicyInput {
    /// The policy.
    pub id: Id<ApprovalPolicy>,
    /// What it is called.
    pub name: Option<String>,
    /// What it is for.
    pub description: MaybeUndefined<String>,
    /// Whether it asks from now on.
    pub active: Option<bool>,
    /// When it asks; replaces the whole condition.
    pub condition: Option<ApprovalConditionInput>,
    /// Who approves, in order; replaces all. A step given with its id keeps it.
    pub steps: Option<Vec<ApprovalPolicyStepInput>>,
    /// Whether who asks may approve too.
    pub own_requests: Option<bool>,
    /// The version the change was decided on; another one is refused as a conflict.
    pub expected_version: Option<i32>,
}

/// Puts an approval policy in another place.
#[derive(Debug, Clone, InputObject)]
pub struct MoveApprovalPolicyInput {
    /// The policy.
    pub id: Id<ApprovalPolicy>,
    /// The policy it is to stand below; left out: the first place.
    pub after_id: Option<Id<ApprovalPolicy>>,
    /// The version the change was decided on; another one is refused as a conflict.
    pub expected_version: Option<i32>,
}
