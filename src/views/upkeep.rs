//! Upkeep of the words the search box knows: those that no name has any more are forgotten, those of an erased contact among them.

use crate::app::App;
use crate::app::error::Result;
use crate::views::store;
use std::sync::Arc;
use std::time::Duration;

/// Time between rounds.
const EVERY: Duration = Duration::from_secs(24 * 3_600);

/// Renews until shutdown. On every server: each round is idempotent.
pub fn start(app: &Arc<App>) {
    let (tasks, app) = (app.tasks.clone(), app.clone());
    tasks.every("renewing the words of the search", EVERY, move || {
        let app = app.clone();
        async move { round(&app).await.map(drop) }
    });
}

/// One round; how many words were forgotten.
pub async fn round(app: &App) -> Result<usize> {
    let mut forgotten = 0;
    let workspaces = store::workspaces(&mut *app.read().await?).await?;
    for workspace_id in workspaces {
        forgotten += store::renew_words(&mut *app.read().await?, workspace_id).await?;
    }
    Ok(forgotten)
}
