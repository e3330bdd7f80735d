//! Upkeep of files' bytes: those that no file came of, because their server ended half-way, are removed.

use crate::app::App;
use crate::app::error::Result;
use crate::files::depot::Depot;
use crate::files::store;
use std::sync::Arc;
use std::time::Duration;

/// Time between rounds.
const EVERY: Duration = Duration::from_secs(600);

/// How long an upload may be under way before it is taken for abandoned: far longer than the longest may last.
const PATIENCE: u32 = 12;

/// Removes until shutdown. On every server: each round is idempotent.
pub fn start(app: &Arc<App>, depot: &Arc<Depot>) {
    let (tasks, app, depot) = (app.tasks.clone(), app.clone(), depot.clone());
    tasks.every("removing bytes without a file", EVERY, move || {
        let (app, depot) = (app.clone(), depot.clone());
        async move { round(&app, &depot).await.map(drop) }
    });
}

/// One round; how many were removed.
pub async fn round(app: &App, depot: &Depot) -> Result<usize> {
    let horizon = app.clock.now() - app.settings.limits.upload_timeout * PATIENCE;
    let left = store::abandoned(&mut *app.read().await?, horizon).await?;
    for (workspace_id, key) in &left {
        // The bytes first: were it the other way round, a crash between would forget them.
        depot.remove(key).await?;
        store::end_upload(&mut *app.read().await?, *workspace_id, key).await?;
    }
    Ok(left.len())
}
