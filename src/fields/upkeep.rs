//! Upkeep of custom fields: the indexes of those that lists are often filtered or sorted by.

use crate::app::App;
use crate::app::error::Result;
use crate::fields::store;
use std::sync::Arc;
use std::time::Duration;

/// Time between rounds: a field is as fast as a built-in one this long after it was made, and works before.
const EVERY: Duration = Duration::from_secs(5);

/// Keeps the indexes until shutdown. On every server: they take turns.
pub fn start(app: &Arc<App>) {
    let (tasks, app) = (app.tasks.clone(), app.clone());
    tasks.every("keeping the indexes of custom fields", EVERY, move || {
        let app = app.clone();
        async move { round(&app).await }
    });
}

/// One round.
async fn round(app: &App) -> Result<()> {
    match store::keep_indexes(&mut *app.read().await?).await? {
        0 => {}
        changed => tracing::info!(changed, "indexes of custom fields"),
    }
    Ok(())
}
