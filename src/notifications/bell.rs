//! The bell that a commit of this server rings for the follower, so that nobody waits for its next round.

use crate::live::bus::Published;
use crate::notifications::rules;
use parking_lot::Mutex;
use std::collections::HashSet;
use tokio::sync::Notify;
use uuid::Uuid;

/// The workspaces in which something was committed here that somebody may have to be told of.
#[derive(Default)]
pub struct Bell {
    waiting: Mutex<HashSet<Uuid>>,
    rung: Notify,
}

impl Bell {
    /// Looks at what was committed. Without waiting: it stands between a commit and its answer.
    pub fn committed(&self, published: &Published) {
        if published
            .events
            .iter()
            .any(|event| !rules::news(event).is_empty() || rules::settled(event).is_some())
        {
            self.waiting.lock().insert(published.workspace_id);
            self.rung.notify_one();
        }
    }

    /// Waits until it was rung; for which workspaces.
    pub async fn next(&self) -> HashSet<Uuid> {
        loop {
            let waiting = std::mem::take(&mut *self.waiting.lock());
            if !waiting.is_empty() {
                return waiting;
            }
            self.rung.notified().await;
        }
    }
}
