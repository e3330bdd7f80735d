//! Keeping bytes that this program made itself, as an upload's are kept.
//!
//! What always holds: bytes are on the list of what may be removed from before the first one is kept until a file has come of them.

use crate::app::App;
use crate::app::error::Result;
use crate::files::depot::{Depot, new_key};
use crate::files::kind::Look;
use crate::files::model::Content;
use crate::files::store;
use bytes::Bytes;
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// Keeps bytes under a name; `actions::add` makes a file of them, `forget` takes them back.
pub async fn keep(
    (app, depot): (&App, &Depot),
    workspace_id: Uuid,
    (file_name, bytes): (String, Vec<u8>),
) -> Result<Content> {
    let storage_key = new_key(workspace_id);
    let now = app.clock.now();
    store::begin_upload(&mut *app.read().await?, workspace_id, (&storage_key, now)).await?;
    let mut look = Look::default();
    look.at(&bytes);
    let sha256 = hex(&Sha256::digest(&bytes));
    let pouring = async {
        let mut intake = depot.intake(&storage_key).await?;
        if let Err(error) = intake.take(Bytes::from(bytes)).await {
            intake.discard().await?;
            return Err(error);
        }
        intake.settle().await
    };
    if let Err(error) = pouring.await {
        forget((app, depot), workspace_id, &storage_key).await;
        return Err(error);
    }
    let (media_type, preview) = look.tell();
    let size = i64::try_from(look.size()).unwrap_or(i64::MAX);
    Ok(Content { storage_key, file_name, size, media_type, preview, sha256 })
}

/// Removes bytes that no file came of. Should that fail, they are still on the list.
pub async fn forget((app, depot): (&App, &Depot), workspace_id: Uuid, storage_key: &str) {
    let forgetting = async {
        depot.remove(storage_key).await?;
        store::end_upload(&mut *app.read().await?, workspace_id, storage_key).await
    };
    if let Err(error) = forgetting.await {
        tracing::warn!(%error, "bytes that no file came of could not be removed; housekeeping will");
    }
}

/// A digest as the API shows it.
pub fn hex(digest: &[u8]) -> String {
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}
