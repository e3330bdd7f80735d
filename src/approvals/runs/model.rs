//! Approvals: the row = the GraphQL object, its steps, filters, orders.

use crate::app::actor::Role;
use crate::approvals::policies::model::{
    ApprovalMode, ApprovalPolicy, ApprovalSubjectKind, ApprovalSubjectKindFilter, ApproverRule,
};
use crate::db::entity::Entity;
use crate::db::filter::{Choice, DateTimeFilter, IdFilter, chosen};
use crate::db::id::Id;
use crate::db::jsonb::Jsonb;
use crate::db::schema::approvals;
use crate::deals::model::{Deal, DealFilter};
use crate::pipeline::model::{Lookup, Stage};
use crate::team::model::{User, Workspace};
use crate::{entity, orders, text_enum};
use async_graphql::{InputObject, SimpleObject};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

text_enum! {
    /// Where an approval stands.
    pub enum ApprovalStatus {
        /// Somebody is still to decide.
        Pending = "pending",
        /// Granted: all steps approved.
        Approved = "approved",
        /// Somebody rejected it, which ended it.
        Rejected = "rejected",
        /// Taken back by who asked, or because the deal went elsewhere, as `endCause` says.
        Recalled = "recalled",
        /// What it was asked for changed; `endCause` says how.
        Voided = "voided",
    }
}

text_enum! {
    /// What ended an approval that nobody decided about.
    pub enum ApprovalEndCause {
        /// The deal went to another stage: `endName`.
        DealMoved = "deal_moved",
        /// The deal was put aside.
        DealPutAside = "deal_put_aside",
        /// The deal has another amount, or another currency.
        DealAmountChanged = "deal_amount_changed",
        /// The deal's lines were changed.
        DealLinesChanged = "deal_lines_changed",
        /// More is asked for to enter the stage: `endName`.
        StageAsksMore = "stage_asks_more",
        /// The stage was removed: `endName`.
        StageRemoved = "stage_removed",
        /// The proposal was made a draft again.
        ProposalReopened = "proposal_reopened",
        /// The contract package was made a draft again.
        ContractPackageReopened = "contract_package_reopened",
        /// The contract package was cancelled.
        ContractPackageCancelled = "contract_package_cancelled",
        /// A file of the contract package got a new version: `endName`.
        FileReplaced = "file_replaced",
        /// A file of the contract package was put away: `endName`.
        FilePutAway = "file_put_away",
    }
}

/// What ended an approval, and what that was about was called then.
pub type Cause = (ApprovalEndCause, Option<String>);

text_enum! {
    /// Where a step of an approval stands.
    pub enum ApprovalStepStatus {
        /// The steps before it come first.
        Waiting = "waiting",
        /// Those asked are to decide now.
        Current = "current",
        /// Enough of them approved.
        Approved = "approved",
        /// Somebody rejected.
        Rejected = "rejected",
        /// The approval ended without it.
        Cancelled = "cancelled",
    }
}

text_enum! {
    /// What somebody who was asked did.
    pub enum ApprovalDecision {
        /// Approved.
        Approved = "approved",
        /// Rejected, which ends the approval.
        Rejected = "rejected",
        /// Handed on to somebody else.
        Delegated = "delegated",
    }
}

text_enum! {
    /// Why somebody is asked.
    pub enum ApproverVia {
        /// The policy names them.
        User = "user",
        /// The policy names their role.
        Role = "role",
        /// They manage the deal owner's team, or one above.
        OwnersManager = "owners_manager",
        /// They manage the team the policy names.
        TeamManager = "team_manager",
        /// As an admin, because who the policy names is not found or cannot decide.
        Admins = "admins",
        /// As the only admin there is, although they asked themselves: there is nobody else.
        LoneAdmin = "lone_admin",
        /// As an admin, because it was overdue for a day.
        Escalated = "escalated",
        /// Somebody who was asked handed it on to them.
        Delegated = "delegated",
    }
}

/// One asking for approval: what for, whom, and what came of it.
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
#[diesel(table_name = approvals, treat_none_as_null = true)]
#[graphql(complex, crate = "crate::api::fields")]
pub struct Approval {
    #[graphql(skip)]
    pub workspace_id: Id<Workspace>,
    #[graphql(skip)]
    pub id: Id<Approval>,
    /// What it is asked for.
    pub subject_kind: ApprovalSubjectKind,
    #[graphql(skip)]
    pub subject_id: Uuid,
    #[graphql(skip)]
    pub deal_id: Id<Deal>,
    #[graphql(skip)]
    pub stage_id: Option<Id<Stage>>,
    /// Where it stands.
    pub status: ApprovalStatus,
    /// What who asked said to it.
    pub message: Option<String>,
    /// What ended it although nobody decided so: it was taken back or voided by itself. Null otherwise.
    pub end_cause: Option<ApprovalEndCause>,
    /// What the stage or the file that ended it was called then; null where the cause says everything.
    pub end_name: Option<String>,
    /// What it was about when it was asked: the amount, in `currency`.
    pub amount: Option<Decimal>,
    /// ISO 4217 code of the amount.
    pub currency: Option<String>,
    /// The highest discount of any line when it was asked, in percent.
    pub discount_percent: Option<Decimal>,
    /// The margin when it was asked, in percent; null when it was not known.
    pub margin: Option<Decimal>,
    #[graphql(skip)]
    pub hash: Option<String>,
    #[graphql(skip)]
    pub entry: Jsonb<Entry>,
    #[graphql(skip)]
    pub steps: Jsonb<Vec<ApprovalStep>>,
    #[graphql(skip)]
    pub waiting_for: Vec<Uuid>,
    /// When the current step is due; null when it is never, or when nothing is waited for.
    pub due_at: Option<DateTime<Utc>>,
    #[graphql(skip)]
    pub attend_at: Option<DateTime<Utc>>,
    /// When the deal came into the stage by it; null while it has not, and for anything but stage entries.
    pub used_at: Option<DateTime<Utc>>,
    #[graphql(skip)]
    pub requested_by: Option<Id<User>>,
    /// When it was asked.
    pub requested_at: DateTime<Utc>,
    /// When it ended; null while somebody is to decide.
    pub ended_at: Option<DateTime<Utc>>,
    /// Counts changes; send it back as `expectedVersion`.
    pub version: i32,
    #[graphql(skip)]
    pub updated_at: DateTime<Utc>,
    #[graphql(skip)]
    pub updated_by: Option<Id<User>>,
}

/// What a deal takes along into the stage it waits for.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Entry {
    /// Why a manager lets it in although the gate asks for more.
    pub override_reason: Option<String>,
    pub loss_reason_id: Option<Id<Lookup>>,
    /// What is told with the move: field and text.
    pub said: Vec<(String, String)>,
}

/// One step of an approval: who is asked together.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, SimpleObject)]
#[graphql(complex, crate = "crate::api::fields")]
pub struct ApprovalStep {
    #[graphql(skip)]
    pub id: Id<ApprovalStep>,
    /// Its place, from 0.
    pub position: i32,
    /// What it is called.
    pub name: String,
    #[graphql(skip)]
    pub policy_id: Id<ApprovalPolicy>,
    /// The policy it comes from, as it was called when it was asked.
    pub policy_name: String,
    /// How many of those asked have to approve.
    pub mode: ApprovalMode,
    #[graphql(skip)]
    pub at_least: Option<i32>,
    /// How many approvals it takes.
    pub needed: i32,
    /// Where it stands.
    pub status: ApprovalStepStatus,
    #[graphql(skip)]
    pub own_requests: bool,
    #[graphql(skip)]
    pub due_hours: Option<i32>,
    #[graphql(skip)]
    pub rules: Vec<ApproverRule>,
    /// When those asked were asked; null while the steps before it come first.
    pub started_at: Option<DateTime<Utc>>,
    /// When it is due; null when it is never.
    pub due_at: Option<DateTime<Utc>>,
    /// When those asked were reminded.
    pub reminded_at: Option<DateTime<Utc>>,
    /// When the admins were asked too.
    pub escalated_at: Option<DateTime<Utc>>,
    /// When it ended.
    pub ended_at: Option<DateTime<Utc>>,
    #[graphql(skip)]
    pub approvers: Vec<ApprovalAssignment>,
}

impl Entity for ApprovalStep {
    const PREFIX: &'static str = "astep";
    const ARTICLE_NAME: &'static str = "a step of an approval";
    const NAME: &'static str = "step of this approval";
}

/// Somebody asked in a step, and what they decided.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, SimpleObject)]
#[graphql(complex, crate = "crate::api::fields")]
pub struct ApprovalAssignment {
    #[graphql(skip)]
    pub id: Id<ApprovalAssignment>,
    #[graphql(skip)]
    pub user_id: Id<User>,
    /// Why they are asked.
    pub via: ApproverVia,
    #[graphql(skip)]
    pub delegated_by: Option<Id<User>>,
    /// As an admin in somebody's place; kept when it is handed on.
    #[graphql(skip)]
    pub stands_in: bool,
    /// What they decided; null while they have not.
    pub decision: Option<ApprovalDecision>,
    /// What they said to it.
    pub comment: Option<String>,
    /// When they decided.
    pub decided_at: Option<DateTime<Utc>>,
}

impl Entity for ApprovalAssignment {
    const PREFIX: &'static str = "asked";
    const ARTICLE_NAME: &'static str = "somebody asked";
    const NAME: &'static str = "approver";
}

/// Somebody who may be asked, with what rules ask about them. Only those who can decide: active, and no viewers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Candidate {
    pub id: Id<User>,
    pub role: Role,
}

entity!(Approval, "appr", "an approval", approvals, versioned);

orders! {
    /// What approvals can be sorted by.
    pub enum ApprovalOrderField / ApprovalOrder for Approval {
        /// By when they were asked.
        RequestedAt => [("approvals.requested_at", "timestamptz", false, |a| Some(a.requested_at.to_rfc3339()))],
        /// By when their current step is due.
        DueAt => [("approvals.due_at", "timestamptz", true, |a| a.due_at.map(|at| at.to_rfc3339()))],
        /// By when they ended.
        EndedAt => [("approvals.ended_at", "timestamptz", true, |a| a.ended_at.map(|at| at.to_rfc3339()))],
    }
}

/// Conditions on where an approval stands.
#[derive(Debug, Clone, Default, InputObject)]
pub struct ApprovalStatusFilter {
    /// Exactly this.
    pub eq: Option<ApprovalStatus>,
    /// Anything but this.
    pub ne: Option<ApprovalStatus>,
    /// One of these.
    #[graphql(name = "in")]
    pub is_in: Option<Vec<ApprovalStatus>>,
    /// None of these.
    pub not_in: Option<Vec<ApprovalStatus>>,
}

impl Choice for ApprovalStatusFilter {
    fn chosen(&self) -> (Option<Vec<String>>, Option<Vec<String>>) {
        let one_of = (self.eq, self.is_in.as_deref());
        chosen(one_of, (self.ne, self.not_in.as_deref()), ApprovalStatus::as_str)
    }
}

/// Which approvals. All conditions given must hold.
#[derive(Debug, Clone, Default, InputObject)]
pub struct ApprovalFilter {
    /// The approval itself.
    pub id: Option<IdFilter>,
    /// Where it stands.
    pub status: Option<ApprovalStatusFilter>,
    /// What it is asked for.
    pub subject_kind: Option<ApprovalSubjectKindFilter>,
    /// Its deal, by id.
    pub deal_id: Option<IdFilter>,
    /// Conditions on its deal.
    pub deal: Option<Box<DealFilter>>,
    /// Who asked, by id.
    pub requested_by_id: Option<IdFilter>,
    /// Who is to decide now, by id; `@me` for the viewer. Several are to decide: it is among them.
    pub waiting_for_id: Option<IdFilter>,
    /// When it was asked.
    pub requested_at: Option<DateTimeFilter>,
    /// When its current step is due.
    pub due_at: Option<DateTimeFilter>,
    /// All of these hold.
    pub and: Option<Vec<ApprovalFilter>>,
    /// At least one of these holds.
    pub or: Option<Vec<ApprovalFilter>>,
    /// This does not hold.
    pub not: Option<Box<ApprovalFilter>>,
}
