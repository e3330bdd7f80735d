//! Whose turn an uploaded import is.
//!
//! What always holds: an import is read by one server at a time; one that has not been heard of for a minute may be taken over;
//! whoever was only slow finds that out with its next chunk, which is taken back. One that was begun too often without end has
//! something in it that no server survives, and is given up.

use crate::app::error::{Refusal, RefusalCode, Result};
use crate::app::tx::Tx;
use crate::db::id::Id;
use crate::integrations::import::model::Import;
use crate::integrations::import::store::claims as sql;
use chrono::Duration;
use uuid::Uuid;

/// How long a server may tell nothing of an import it reads.
pub const SILENCE: Duration = Duration::seconds(60);

/// How often an import is begun at most.
pub const MOST_TRIES: i32 = 5;

/// A turn: which import, and the token that says it is ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Claim {
    pub import: Id<Import>,
    pub token: Uuid,
    /// Which turn it is, the first being 1.
    pub tries: i32,
}

/// Takes an import up, unless another server has meanwhile.
pub async fn take(tx: &mut Tx, import: Id<Import>) -> Result<Option<Claim>> {
    let silent_since = tx.now - SILENCE;
    let Some(tries) = sql::lock_free(tx, import, silent_since).await? else { return Ok(None) };
    let claim = Claim { import, token: Uuid::now_v7(), tries: tries + 1 };
    sql::set(tx, import, (claim.token, claim.tries)).await?;
    Ok(Some(claim))
}

/// Says that the import goes on.
///
/// # Errors
/// Refused when it is another server's by now: the chunk is taken back.
pub async fn hear(tx: &mut Tx, claim: Claim) -> Result<()> {
    match sql::hear(tx, claim.import, claim.token).await? {
        true => Ok(()),
        false => {
            let message = "Another server goes on with this import.";
            Err(Refusal::whole(RefusalCode::Conflict, message).into())
        }
    }
}
