//! Upkeep of what is kept about deals: the differences their sums gather are added up.

use crate::app::App;
use crate::app::error::Result;
use crate::deals::store::sums;
use std::sync::Arc;
use std::time::Duration;

/// Time between rounds. A busy workspace adds some hundred rows a second, which a board reads in a millisecond.
const EVERY: Duration = Duration::from_secs(10);

/// Adds up until shutdown. On every server: each round is idempotent.
pub fn start(app: &Arc<App>) {
    let (tasks, app) = (app.tasks.clone(), app.clone());
    tasks.every("adding up the sums of deals", EVERY, move || {
        let app = app.clone();
        async move { round(&app).await }
    });
}

/// One round.
pub async fn round(app: &App) -> Result<()> {
    sums::fold(&mut *app.read().await?).await.map(drop)
}
