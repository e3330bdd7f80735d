//! Housekeeping of the log: cursors older than retention expire, old idempotency keys are forgotten. The events stay: they are
//! the history.

use crate::app::App;
use crate::app::error::Result;
use crate::live::log;
use std::sync::Arc;
use std::time::Duration;

/// Time between rounds.
const EVERY: Duration = Duration::from_secs(600);

/// Keeps house until shutdown. On every server: each round is idempotent.
pub fn start(app: &Arc<App>) {
    let (tasks, app) = (app.tasks.clone(), app.clone());
    tasks.every("housekeeping of the log", EVERY, move || {
        let app = app.clone();
        async move { round(&app).await }
    });
}

/// One round.
pub async fn round(app: &App) -> Result<()> {
    let now = app.clock.now();
    let (retention, remembered) = (app.settings.limits.retention, app.settings.limits.idempotency);
    let mut conn = app.read().await?;
    log::retain(&mut conn, now - retention).await?;
    crate::db::idempotency::forget(&mut conn, now - remembered).await
}
