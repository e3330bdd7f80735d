//! API keys.

use crate::db::id::Id;
use crate::db::schema::api_keys;
use crate::entity;
use crate::team::model::{User, Workspace};
use async_graphql::{InputObject, SimpleObject};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

/// A key a program signs requests with: it has its user's rights and its own name in the history. Its secret is not here: only
/// `createApiKey` shows it, once.
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
#[diesel(table_name = api_keys, treat_none_as_null = true)]
#[graphql(complex, crate = "crate::api::fields")]
pub struct ApiKey {
    #[graphql(skip)]
    pub workspace_id: Id<Workspace>,
    #[graphql(skip)]
    pub id: Id<ApiKey>,
    #[graphql(skip)]
    pub user_id: Id<User>,
    /// What it is for.
    pub name: String,
    /// How it begins, to tell it from others: `dsk_` and eight letters and digits.
    pub prefix: String,
    /// When it stops being good by itself; null: never.
    pub expires_at: Option<DateTime<Utc>>,
    /// When it was used last, to the minute.
    pub last_used_at: Option<DateTime<Utc>>,
    /// When it was revoked; null: it was not.
    pub revoked_at: Option<DateTime<Utc>>,
    #[graphql(skip)]
    pub version: i32,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    #[graphql(skip)]
    pub created_by: Option<Id<User>>,
    #[graphql(skip)]
    pub updated_at: DateTime<Utc>,
    #[graphql(skip)]
    pub updated_by: Option<Id<User>>,
}

entity!(ApiKey, "key", "an API key", api_keys, versioned);

/// A new key with the caller's rights.
#[derive(Debug, Clone, InputObject)]
pub struct CreateApiKeyInput {
    /// What it is for, 1 to 100 characters.
    pub name: String,
    /// When it stops being good by itself; left out: never.
    pub expires_at: Option<DateTime<Utc>>,
}

/// Which key stops being good.
#[derive(Debug, Clone, InputObject)]
pub struct RevokeApiKeyInput {
    /// The key; one's own, or anybody's for admins.
    pub id: Id<ApiKey>,
}
