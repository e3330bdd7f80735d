//! Approval policies: the row = the GraphQL object, its parts, filters, orders.

use crate::app::actor::Role;
use crate::db::entity::Entity;
use crate::db::filter::{BooleanFilter, Choice, IdFilter, StringFilter, chosen};
use crate::db::id::Id;
use crate::db::jsonb::Jsonb;
use crate::db::schema::approval_policies;
use crate::pipeline::model::Pipeline;
use crate::team::model::{Team, User, Workspace};
use crate::{entity, orders, text_enum};
use async_graphql::{InputObject, SimpleObject};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use serde_json::Value;

text_enum! {
    /// What an approval is asked for.
    pub enum ApprovalSubjectKind {
        /// A proposal is to be sent.
        Proposal = "proposal",
        /// A deal is to enter a stage whose gate names the policy.
        StageEntry = "stage_entry",
        /// A contract package is to be signed.
        ContractPackage = "contract_package",
    }
}

text_enum! {
    /// How many of those asked have to approve.
    pub enum ApprovalMode {
        /// One of them.
        Any = "any",
        /// Every one of them. Of the admins who stand in for somebody one is enough.
        All = "all",
        /// As many as `atLeast` says, or all when fewer are asked.
        AtLeast = "at_least",
    }
}

text_enum! {
    /// How approvers are named. Where nobody is found, or who is found cannot decide any more, the admins are asked.
    pub enum ApproverKind {
        /// The user named.
        User = "user",
        /// Everybody of the role named.
        Role = "role",
        /// The manager of the deal owner's team; when that is the owner or who asks, the one above.
        OwnersManager = "owners_manager",
        /// The manager of the team named.
        TeamManager = "team_manager",
    }
}

/// What asks for an approval, and who gives it.
#[derive(
    Debug,
    Clone,
    PartialEq,
    Serialize,
    Deserialize,
    Queryable,
    Selectable,
    Insertable,
    AsChangeset,
    SimpleObject,
)]
#[diesel(table_name = approval_policies, treat_none_as_null = true)]
#[graphql(complex, crate = "crate::api::fields")]
pub struct ApprovalPolicy {
    #[graphql(skip)]
    pub workspace_id: Id<Workspace>,
    #[graphql(skip)]
    pub id: Id<ApprovalPolicy>,
    /// What it is called.
    pub name: String,
    /// What it is for.
    pub description: Option<String>,
    /// What it asks about; stays as it was made.
    pub subject: ApprovalSubjectKind,
    /// False: it asks for nothing. Runs that began go on.
    pub active: bool,
    /// Its place among the policies, from 0: the steps of those that ask come in this order.
    pub position: i32,
    #[graphql(skip)]
    pub condition: Jsonb<Condition>,
    #[graphql(skip)]
    pub steps: Jsonb<Vec<ApprovalPolicyStep>>,
    /// Whether who asks may approve too.
    pub own_requests: bool,
    /// Counts changes; send it back as `expectedVersion`.
    pub version: i32,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    #[graphql(skip)]
    pub created_by: Option<Id<User>>,
    /// When it was changed last.
    pub updated_at: DateTime<Utc>,
    #[graphql(skip)]
    pub updated_by: Option<Id<User>>,
}

/// When a policy asks: all that is given holds.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Condition {
    pub amount_at_least: Option<Decimal>,
    pub discount_at_least: Option<Decimal>,
    pub margin_below: Option<Decimal>,
    pub pipeline_ids: Vec<Id<Pipeline>>,
    /// A list of `CustomFilter` as the API takes it; null: none.
    pub custom: Value,
}

/// One step of a policy: who is asked together.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, SimpleObject)]
#[graphql(complex, crate = "crate::api::fields")]
pub struct ApprovalPolicyStep {
    #[graphql(skip)]
    pub id: Id<ApprovalPolicyStep>,
    /// What it is called.
    pub name: String,
    #[graphql(skip)]
    pub approvers: Vec<ApproverRule>,
    /// How many of those asked have to approve.
    pub mode: ApprovalMode,
    /// With mode `AT_LEAST`: how many.
    pub at_least: Option<i32>,
    /// Hours until those asked are reminded; a day later the admins are asked too. Null: it is never due.
    pub due_hours: Option<i32>,
}

impl Entity for ApprovalPolicyStep {
    const PREFIX: &'static str = "apstep";
    const ARTICLE_NAME: &'static str = "a step of a policy";
    const NAME: &'static str = "step of this policy";
}

/// Whom a step asks.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, SimpleObject)]
#[graphql(complex, crate = "crate::api::fields")]
pub struct ApproverRule {
    /// How they are named.
    pub kind: ApproverKind,
    #[graphql(skip)]
    pub user_id: Option<Id<User>>,
    /// The role, where the kind is `ROLE`.
    pub role: Option<Role>,
    #[graphql(skip)]
    pub team_id: Option<Id<Team>>,
}

entity!(ApprovalPolicy, "apol", "an approval policy", approval_policies, versioned);

orders! {
    /// What approval policies can be sorted by.
    pub enum ApprovalPolicyOrderField / ApprovalPolicyOrder for ApprovalPolicy {
        /// By their place: as they are asked.
        Position => [("approval_policies.position", "int", false, |p| Some(p.position.to_string()))],
        /// By name, as a dictionary would.
        Name => [("approval_policies.name COLLATE \"und-x-icu\"", "text", false, |p| Some(p.name.clone()))],
        /// By their last change.
        UpdatedAt => [("approval_policies.updated_at", "timestamptz", false, |p| Some(p.updated_at.to_rfc3339()))],
    }
}

/// Conditions on what an approval is asked for.
#[derive(Debug, Clone, Default, InputObject)]
pub struct ApprovalSubjectKindFilter {
    /// Exactly this.
    pub eq: Option<ApprovalSubjectKind>,
    /// Anything but this.
    pub ne: Option<ApprovalSubjectKind>,
    /// One of these.
    #[graphql(name = "in")]
    pub is_in: Option<Vec<ApprovalSubjectKind>>,
    /// None of these.
    pub not_in: Option<Vec<ApprovalSubjectKind>>,
}

impl Choice for ApprovalSubjectKindFilter {
    fn chosen(&self) -> (Option<Vec<String>>, Option<Vec<String>>) {
        let one_of = (self.eq, self.is_in.as_deref());
        chosen(one_of, (self.ne, self.not_in.as_deref()), ApprovalSubjectKind::as_str)
    }
}

/// Which approval policies. All conditions given must hold.
#[derive(Debug, Clone, Default, InputObject)]
pub struct ApprovalPolicyFilter {
    /// The policy itself.
    pub id: Option<IdFilter>,
    /// What it is called.
    pub name: Option<StringFilter>,
    /// What it asks about.
    pub subject: Option<ApprovalSubjectKindFilter>,
    /// Whether it asks at all.
    pub active: Option<BooleanFilter>,
    /// All of these hold.
    pub and: Option<Vec<ApprovalPolicyFilter>>,
    /// At least one of these holds.
    pub or: Option<Vec<ApprovalPolicyFilter>>,
    /// This does not hold.
    pub not: Option<Box<ApprovalPolicyFilter>>,
}
