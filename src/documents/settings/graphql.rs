//! The settings of proposals in GraphQL.

use crate::api::context::Ask;
use crate::api::page::PageArgs;
use crate::api::scalars::Cursor;
use crate::api::user_errors::{UserError, outcome, position, user_actor};
use crate::db::id::Id;
use crate::documents::settings::actions;
use crate::documents::settings::model::{ProposalSettings, UpdateProposalSettingsInput};
use crate::history::model::{ActorNode, HistoryConnection};
use async_graphql::{ComplexObject, Context, Object, Result, SimpleObject};

#[ComplexObject]
impl ProposalSettings {
    /// Its id, the same everywhere.
    pub async fn id(&self) -> Id<ProposalSettings> {
        self.id
    }
    /// Where the logo is read; null without one. Another logo has another address.
    async fn logo_url(&self) -> Option<String> {
        let hash = self.logo_hash.as_deref()?;
        Some(format!("/proposal-logo?of={}", hash.get(..16).unwrap_or(hash)))
    }
    /// Who changed what, newest first.
    async fn history(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many entries at most, 1 to 200; 50 when left out.")] first: Option<i32>,
        #[graphql(desc = "Only entries older than this cursor of an edge.")] after: Option<String>,
        #[graphql(desc = "Also what its creator corrected soon after creation.")] include_grace: Option<bool>,
    ) -> Result<HistoryConnection> {
        let args = PageArgs::forward(first, after);
        Ok(Box::pin(crate::history::graphql::of(ctx, self.id.0, args, include_grace)).await?)
    }
    /// Who set them first.
    async fn created_by(&self) -> Option<ActorNode> {
        user_actor(self.created_by.map(|id| id.0))
    }
    /// Who changed them last.
    async fn updated_by(&self) -> Option<ActorNode> {
        user_actor(self.updated_by.map(|id| id.0))
    }
}

/// What came of changing the settings of proposals.
#[derive(SimpleObject)]
#[graphql(complex, crate = "crate::api::fields")]
pub struct ProposalSettingsPayload {
    /// The settings as they are now; null when the change was refused.
    proposal_settings: Option<ProposalSettings>,
    /// Why the change was refused; empty when it was made.
    user_errors: Vec<UserError>,
}

#[ComplexObject]
impl ProposalSettingsPayload {
    /// The log's position after the change.
    async fn event_cursor(&self, ctx: &Context<'_>) -> Result<Option<Cursor>> {
        Ok(position(ctx).await?)
    }
}

#[derive(Default)]
pub struct ProposalSettingsMutation;

#[Object]
impl ProposalSettingsMutation {
    /// Changes how the workspace presents itself on its proposals, and what new ones begin with: fields left out stay, nulls clear.
    /// Admins only. The logo is brought by `PUT /proposal-logo`.
    async fn update_proposal_settings(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What to change.")] input: UpdateProposalSettingsInput,
    ) -> Result<ProposalSettingsPayload> {
        let done = ctx.write(async |tx| actions::update_proposal_settings(tx, input.clone()).await).await;
        let (proposal_settings, user_errors) = outcome(done)?;
        Ok(ProposalSettingsPayload { proposal_settings, user_errors })
    }
}
