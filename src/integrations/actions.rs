//! What people can do with API keys.

use crate::app::actor::Actor;
use crate::app::error::{Refusal, RefusalCode, Result};
use crate::app::tx::Tx;
use crate::db::id::Id;
use crate::db::list;
use crate::integrations::model::{ApiKey, CreateApiKeyInput};
use crate::integrations::{rules, store};
use crate::live::event::{Audience, News, SubjectKind};
use crate::team::model::User;
use crate::team::sessions::fingerprint;
use rand::Rng as _;
use serde::{Deserialize, Serialize};

/// A key, and its text. A repetition of the request under its Idempotency-Key knows the text no more: it is kept nowhere.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct IssuedKey {
    pub key: ApiKey,
    #[serde(skip)]
    pub secret: Option<String>,
}

/// Makes a key with a user's rights: the caller's own, or those of the user named (the command line does).
///
/// # Errors
/// Refused to API keys: one that leaked must not make others that outlive it.
pub async fn create_key(tx: &mut Tx, input: CreateApiKeyInput, user: Option<Id<User>>) -> Result<IssuedKey> {
    if let Actor::ApiKey { .. } = tx.viewer.actor {
        let message = "Sign in to make an API key; a key cannot make others.";
        return Err(Refusal::whole(RefusalCode::NotAllowed, message).into());
    }
    let user_id = crate::team::store::owner_or_me(tx, user)?;
    let (prefix, secret) = (format!("dsk_{}", letters(8)), letters(32));
    let text = format!("{prefix}_{secret}");
    let key = ApiKey {
        workspace_id: Id::of(tx.workspace_id()),
        id: Id::new(),
        user_id,
        name: input.name.trim().to_owned(),
        prefix,
        expires_at: input.expires_at,
        last_used_at: None,
        revoked_at: None,
        version: 1,
        created_at: tx.now,
        created_by: tx.by().map(Id::of),
        updated_at: tx.now,
        updated_by: tx.by().map(Id::of),
    };
    rules::check_key(&key)?;
    store::add(tx, &key, &fingerprint(&text)).await?;
    tx.emit(news("api_key.created", &key).creating(&key).heard_by(None, audience(&key)));
    Ok(IssuedKey { key, secret: Some(text) })
}

/// Revokes a key of one's own, or as an admin anybody's. Revoking twice changes nothing.
pub async fn revoke_key(tx: &mut Tx, id: Id<ApiKey>) -> Result<ApiKey> {
    let before: ApiKey = list::get_for_update(tx, id).await?;
    let mut after = before.clone();
    after.revoked_at = after.revoked_at.or(Some(tx.now));
    if tx.save(&before, &mut after).await? {
        tx.emit(news("api_key.revoked", &after).changing(&before, &after));
    }
    Ok(after)
}

fn letters(count: usize) -> String {
    rand::rng().sample_iter(rand::distr::Alphanumeric).take(count).map(char::from).collect()
}

fn news(kind: &'static str, key: &ApiKey) -> News {
    News::of(kind, SubjectKind::ApiKey, key.id.0, key.version).heard_by(audience(key), audience(key))
}

fn audience(key: &ApiKey) -> Option<Audience> {
    Some(Audience::Admins { user_id: Some(key.user_id.0) })
}
