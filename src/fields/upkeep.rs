//! Upkeep of custom fields: the indexes of those that lists are often filtered or sorted by.

use crate::app::App;
use crate::fields::store;
use std::sync::Arc;
use std::time::Duration;

/// Time between rounds: a field is as fast as a built-in one this long after it was made, and works before.
const EVERY: Duration = Duration::from_secs(5);

/// Keeps the indexes until shutdown. On every server: they take turns.
pub fn start(app: &Arc<App>) {
    let app = app.clone();
    app.tasks.clone().spawn_until_stop(async move {
        loop {
            tokio::time::sleep(EVERY).await;
            let done = async { store::keep_indexes(&mut *app.read().await?).await };
            match done.await {
                Ok(0) => {}
                Ok(changed) => tracing::info!(changed, "indexes of custom fields"),
                Err(error) => {
                    tracing::warn!(%error, "the indexes of custom fields could not be kept; it is tried again");
                }
            }
        }
    });
}
