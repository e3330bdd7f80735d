//! `Idempotency-Key`: the same request twice has one effect, and both times the same outcome.
//!
//! The key is claimed by the first statement of the transaction and its outcome stored by the last, so outcome and effect commit
//! together. A twin that runs at the same time waits on the claim and then finds the outcome. Refusals roll the claim back.

use crate::app::error::{Error, Result};
use crate::app::tx::Tx;
use crate::db::schema::idempotency_keys as keys;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde::Serialize;
use uuid::Uuid;

/// A key as the client sent it, and what it was sent with.
#[derive(Debug, Clone)]
pub struct Idempotency {
    /// The header's value and the response name of the mutation field, at most 255 + 255 bytes.
    pub key: String,
    /// SHA-256 of document and variables.
    pub request_hash: Vec<u8>,
}

impl Idempotency {
    /// Claims the key for this transaction, or finds the outcome of an earlier request.
    pub(crate) async fn claim(&self, tx: &mut Tx) -> Result<Option<serde_json::Value>> {
        let (workspace_id, actor_id, now) = (tx.workspace_id(), actor_id(tx), tx.now);
        let claimed = diesel::insert_into(keys::table)
            .values((
                keys::workspace_id.eq(workspace_id),
                keys::actor_id.eq(actor_id),
                keys::key.eq(&self.key),
                keys::request_hash.eq(&self.request_hash),
                keys::outcome.eq(serde_json::Value::Null),
                keys::created_at.eq(now),
            ))
            .on_conflict_do_nothing()
            .execute(tx.conn())
            .await?;
        if claimed == 1 {
            return Ok(None);
        }
        let (hash, outcome): (Vec<u8>, serde_json::Value) = keys::table
            .find((workspace_id, actor_id, &self.key))
            .select((keys::request_hash, keys::outcome))
            .first(tx.conn())
            .await?;
        if hash == self.request_hash { Ok(Some(outcome)) } else { Err(Error::IdempotencyKeyReused) }
    }

    /// Stores the outcome under the claimed key.
    pub(crate) async fn keep<T: Serialize>(&self, tx: &mut Tx, outcome: &T) -> Result<()> {
        let row = keys::table.find((tx.workspace_id(), actor_id(tx), &self.key));
        let outcome = serde_json::to_value(outcome).map_err(Error::internal)?;
        diesel::update(row).set(keys::outcome.eq(outcome)).execute(tx.conn()).await?;
        Ok(())
    }
}

/// Keys belong to the API key or the user that sent them.
fn actor_id(tx: &Tx) -> Uuid {
    match &tx.viewer.actor {
        crate::app::actor::Actor::ApiKey { key_id, .. } => *key_id,
        actor => actor.user_id().unwrap_or(Uuid::nil()),
    }
}

/// Forgets keys from before `horizon`.
pub async fn forget(
    conn: &mut diesel_async::AsyncPgConnection,
    horizon: chrono::DateTime<chrono::Utc>,
) -> Result<()> {
    diesel::delete(keys::table.filter(keys::created_at.lt(horizon))).execute(conn).await?;
    Ok(())
}
