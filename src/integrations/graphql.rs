//! API keys in GraphQL.

use crate::api::auth;
use crate::api::context::Ask;
use crate::api::scalars::Cursor;
use crate::api::user_errors::{UserError, outcome, position};
use crate::db::id::Id;
use crate::integrations::model::{ApiKey, CreateApiKeyInput, RevokeApiKeyInput};
use crate::integrations::{actions, store};
use crate::team::model::User;
use async_graphql::{ComplexObject, Context, Object, Result, SimpleObject};
use std::sync::Arc;

#[ComplexObject]
impl ApiKey {
    /// Its id, the same everywhere.
    pub async fn id(&self) -> Id<ApiKey> {
        self.id
    }
    /// Whose rights it has.
    async fn user(&self, ctx: &Context<'_>) -> Result<Arc<User>> {
        Ok(ctx.the(self.user_id).await?)
    }
}

#[derive(Default)]
pub struct IntegrationQuery;

#[Object]
impl IntegrationQuery {
    /// The caller's API keys, newest first; everybody's for admins.
    async fn api_keys(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Also those that were revoked; left out: only the others.")] include_revoked: Option<
            bool,
        >,
    ) -> Result<Vec<ApiKey>> {
        let asking = (&**ctx.viewer()?, ctx.app().clock.now());
        Ok(store::keys(&mut *ctx.app().read().await?, asking, include_revoked.unwrap_or_default()).await?)
    }
}

/// What came of a change to an API key.
#[derive(SimpleObject)]
#[graphql(complex, crate = "crate::api::fields")]
pub struct ApiKeyPayload {
    /// The key as it is now; null when the change was refused.
    api_key: Option<ApiKey>,
    /// The key's text, for `Authorization: Bearer`, when it was just made: shown this once, also not again under the same
    /// Idempotency-Key.
    secret: Option<String>,
    /// Why the change was refused; empty when it was made.
    user_errors: Vec<UserError>,
}

#[ComplexObject]
impl ApiKeyPayload {
    /// The log's position after the change.
    async fn event_cursor(&self, ctx: &Context<'_>) -> Result<Option<Cursor>> {
        Ok(position(ctx).await?)
    }
}

#[derive(Default)]
pub struct IntegrationMutation;

#[Object]
impl IntegrationMutation {
    /// Makes an API key with the caller's rights. Not open to API keys.
    async fn create_api_key(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What to do.")] input: CreateApiKeyInput,
    ) -> Result<ApiKeyPayload> {
        let done = ctx.write(async |tx| actions::create_key(tx, input.clone(), None).await).await;
        let (issued, user_errors) = outcome(done)?;
        let (api_key, secret) = issued.map_or((None, None), |issued| (Some(issued.key), issued.secret));
        Ok(ApiKeyPayload { api_key, secret, user_errors })
    }
    /// Revokes an API key: requests with it are refused and its sockets closed within two seconds.
    async fn revoke_api_key(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What to do.")] input: RevokeApiKeyInput,
    ) -> Result<ApiKeyPayload> {
        let done = ctx.write(async |tx| actions::revoke_key(tx, input.id).await).await;
        let (api_key, user_errors) = outcome(done)?;
        if let Some(key) = &api_key {
            auth::forget(key.user_id.0);
        }
        Ok(ApiKeyPayload { api_key, secret: None, user_errors })
    }
}
