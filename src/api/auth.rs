//! From what a request presents to the viewer it stands for.
//!
//! What always holds: a credential that ended counts at most one second longer, which is how long a viewer is remembered; the
//! memory knows credentials by their SHA-256 only, and is bounded.

use crate::api::engine::Credentials;
use crate::app::App;
use crate::app::actor::{Actor, Viewer};
use crate::app::error::{Error, Result};
use crate::team::sessions::fingerprint;
use crate::team::store::viewers::{self, Credential};
use parking_lot::Mutex;
use std::collections::HashMap;
use std::sync::{Arc, LazyLock};
use std::time::{Duration, Instant};
use uuid::Uuid;

/// How long a viewer is remembered. Revocation must take effect within two seconds, also without the bus.
const REMEMBERED: Duration = Duration::from_secs(1);

/// Most viewers remembered at once.
const MOST: usize = 10_000;

type Memory = HashMap<[u8; 32], (Instant, Arc<Viewer>)>;

/// Filled by [`viewer_of`], emptied by time and by [`forget`]. One for the process: a fingerprint is of one server's token.
static MEMORY: LazyLock<Mutex<Memory>> = LazyLock::new(Mutex::default);

/// Who presents these credentials; none when nothing was presented.
///
/// # Errors
/// `Unauthenticated` when what was presented is not, or no longer, good.
pub async fn viewer_of(app: &App, credentials: &Credentials) -> Result<Option<Arc<Viewer>>> {
    let (text, is_key) = match (&credentials.bearer, &credentials.session) {
        (Some(key), _) => (key, true),
        (None, Some(token)) => (token, false),
        (None, None) => return Ok(None),
    };
    if !(if is_key { looks_like_key(text) } else { looks_like_token(text) }) {
        return Err(Error::Unauthenticated);
    }
    let hash = fingerprint(text);
    if let Some(viewer) = remembered(&hash) {
        return Ok(Some(viewer));
    }
    let credential = if is_key { Credential::Key(&hash) } else { Credential::Token(&hash) };
    let found = viewers::find(&mut *app.read().await?, credential, app.clock.now()).await?;
    let viewer = Arc::new(found.ok_or(Error::Unauthenticated)?);
    remember(hash, viewer.clone());
    Ok(Some(viewer))
}

/// The same credential as it stands now: an open socket's viewer, looked at again.
///
/// # Errors
/// `Unauthenticated` when the session or key has ended, or its user cannot sign in any more.
pub async fn still(app: &App, viewer: &Viewer) -> Result<Arc<Viewer>> {
    let workspace_id = viewer.workspace_id;
    let credential = match (&viewer.actor, viewer.credential_id) {
        (Actor::User { .. }, Some(id)) => Credential::Session { workspace_id, id },
        (Actor::ApiKey { .. }, Some(id)) => Credential::ApiKey { workspace_id, id },
        _ => return Err(Error::Unauthenticated),
    };
    let found = viewers::find(&mut *app.read().await?, credential, app.clock.now()).await?;
    if found.is_none() {
        forget(viewer.user_id().unwrap_or_default());
    }
    found.map(Arc::new).ok_or(Error::Unauthenticated)
}

/// Forgets the viewers of a user whose rights or credentials have just changed.
pub fn forget(user_id: Uuid) {
    MEMORY.lock().retain(|_, (_, viewer)| viewer.user_id() != Some(user_id));
}

/// Forgets the viewers of a workspace: what its records look like has just changed.
pub fn forget_workspace(workspace_id: Uuid) {
    MEMORY.lock().retain(|_, (_, viewer)| viewer.workspace_id != workspace_id);
}

fn remembered(hash: &[u8; 32]) -> Option<Arc<Viewer>> {
    let memory = MEMORY.lock();
    let (since, viewer) = memory.get(hash)?;
    (since.elapsed() < REMEMBERED).then(|| viewer.clone())
}

fn remember(hash: [u8; 32], viewer: Arc<Viewer>) {
    let mut memory = MEMORY.lock();
    if memory.len() >= MOST {
        memory.retain(|_, (since, _)| since.elapsed() < REMEMBERED);
    }
    if memory.len() < MOST {
        memory.insert(hash, (Instant::now(), viewer));
    }
}

/// `dsk_`, eight letters and digits, `_`, thirty-two of them.
fn looks_like_key(text: &str) -> bool {
    let Some((prefix, secret)) = text.strip_prefix("dsk_").and_then(|rest| rest.split_once('_')) else {
        return false;
    };
    let of = |text: &str, length: usize| {
        text.len() == length && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    of(prefix, 8) && of(secret, 32)
}

/// 256 bits in base64url.
fn looks_like_token(text: &str) -> bool {
    text.len() == 43 && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_could_be_a_credential_reaches_the_database() {
        let key = format!("dsk_abCD1234_{}", "x".repeat(32));
        assert!(looks_like_key(&key));
        for wrong in ["", "dsk_", "dsk_abCD1234_short", &key[1..], &format!("{key}x"), &key.replace('x', "é")]
        {
            assert!(!looks_like_key(wrong), "{wrong}");
        }
        assert!(looks_like_token(&"a-_9".repeat(11)[..43]));
        assert!(!looks_like_token(&"a".repeat(42)) && !looks_like_token(&"=".repeat(43)));
    }
}
