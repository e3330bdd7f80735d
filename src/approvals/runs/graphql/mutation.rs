//! Deciding, handing on, taking back.

use crate::api::context::Ask;
use crate::api::scalars::Cursor;
use crate::api::user_errors::{UserError, outcome, position};
use crate::app::error::Result as AppResult;
use crate::approvals::runs::actions;
use crate::approvals::runs::input::{DecideApprovalInput, DelegateApprovalInput, RecallApprovalInput};
use crate::approvals::runs::model::Approval;
use async_graphql::{ComplexObject, Context, Object, Result, SimpleObject};

/// What came of a change to an approval.
#[derive(SimpleObject)]
#[graphql(complex, crate = "crate::api::fields")]
pub struct ApprovalPayload {
    /// The approval as it is now; null when the change was refused.
    approval: Option<Approval>,
    /// Why the change was refused; empty when it was made.
    user_errors: Vec<UserError>,
}

#[ComplexObject]
impl ApprovalPayload {
    /// The log's position after the change.
    async fn event_cursor(&self, ctx: &Context<'_>) -> Result<Option<Cursor>> {
        Ok(position(ctx).await?)
    }
}

impl ApprovalPayload {
    fn of(done: AppResult<Approval>) -> Result<Self> {
        let (approval, user_errors) = outcome(done)?;
        Ok(Self { approval, user_errors })
    }
}

#[derive(Default)]
pub struct ApprovalMutation;

#[Object]
impl ApprovalMutation {
    /// Approves or rejects what waits for the viewer. With the last approval it takes, what was asked for happens in the same
    /// step: a deal goes into its stage. Of two who decide at once the second gets a conflict.
    async fn decide_approval(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The approval and the decision.")] input: DecideApprovalInput,
    ) -> Result<ApprovalPayload> {
        ApprovalPayload::of(ctx.write(async |tx| actions::decide_approval(tx, input.clone()).await).await)
    }
    /// Hands on to somebody else what waits for the viewer. They see the deal from then on, for as long as it waits for them.
    async fn delegate_approval(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The approval and who is to decide.")] input: DelegateApprovalInput,
    ) -> Result<ApprovalPayload> {
        ApprovalPayload::of(ctx.write(async |tx| actions::delegate_approval(tx, input.clone()).await).await)
    }
    /// Takes back a pending approval. For who asked for it, and for admins.
    async fn recall_approval(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The approval.")] input: RecallApprovalInput,
    ) -> Result<ApprovalPayload> {
        ApprovalPayload::of(ctx.write(async |tx| actions::recall_approval(tx, input.clone()).await).await)
    }
}
