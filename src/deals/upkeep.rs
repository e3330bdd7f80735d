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
    let app = app.clone();
    app.tasks.clone().spawn_until_stop(async move {
        loop {
            if let Err(error) = round(&app).await {
                tracing::warn!(%error, "the sums of deals could not be added up; it is tried again");
            }
            tokio::time::sleep(EVERY).await;
        }
    });
}

/// One round.
pub async fn round(app: &App) -> Result<()> {
    sums::fold(&mut *app.read().await?).await.map(drop)
}
