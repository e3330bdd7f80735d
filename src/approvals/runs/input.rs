//! What mutations on approvals take.

use crate::approvals::runs::model::Approval;
use crate::db::id::Id;
use crate::team::model::User;
use crate::text_enum;
use async_graphql::InputObject;

text_enum! {
    /// What to decide.
    pub enum ApprovalVerdict {
        /// Yes.
        Approve = "approve",
        /// No: the approval ends.
        Reject = "reject",
    }
}

/// Decides about what one was asked for.
#[derive(Debug, Clone, InputObject)]
pub struct DecideApprovalInput {
    /// The approval; it must wait for the viewer.
    pub id: Id<Approval>,
    /// Yes or no.
    pub decision: ApprovalVerdict,
    /// Why, at most 2000 characters; needed to reject.
    pub comment: Option<String>,
    /// The version the decision was made on; another one is refused as a conflict.
    pub expected_version: i32,
}

/// Hands on to somebody else what one was asked for.
#[derive(Debug, Clone, InputObject)]
pub struct DelegateApprovalInput {
    /// The approval; it must wait for the viewer.
    pub id: Id<Approval>,
    /// Who is to decide instead: somebody who can sign in and change things, and is not asked in this step already.
    pub to_user_id: Id<User>,
    /// Why, at most 2000 characters.
    pub comment: Option<String>,
    /// The version the change was decided on; another one is refused as a conflict.
    pub expected_version: i32,
}

/// Takes back what one asked for.
#[derive(Debug, Clone, InputObject)]
pub struct RecallApprovalInput {
    /// The approval; it must be pending. For who asked, and for admins.
    pub id: Id<Approval>,
    /// Why, at most 2000 characters.
    pub comment: Option<String>,
    /// The version the change was decided on; another one is refused as a conflict.
    pub expected_version: i32,
}
