//! Upkeep of approvals: those asked are reminded when a step is due, and a day later the admins are asked too.
//!
//! What always holds: each happens once, whatever the number of servers: it is done under the deal's row lock, after looking
//! again whether it is still to be done. A deal that somebody else holds is left for the next round.

use crate::app::App;
use crate::app::actor::{Actor, Viewer};
use crate::app::error::Result;
use crate::app::tx::Tx;
use crate::approvals::runs::{actions, store};
use crate::db::id::Id;
use std::sync::Arc;
use std::time::Duration;

/// Time between rounds.
const EVERY: Duration = Duration::from_secs(30);

/// The most that one round looks after; the next one goes on.
const MOST: i64 = 200;

/// Looks until shutdown. On every server.
pub fn start(app: &Arc<App>) {
    let (tasks, app) = (app.tasks.clone(), app.clone());
    tasks.every("reminding of approvals", EVERY, move || {
        let app = app.clone();
        async move { round(&app).await }
    });
}

/// One round.
pub async fn round(app: &App) -> Result<()> {
    let due = store::to_attend(&mut *app.read().await?, app.clock.now(), MOST).await?;
    for (workspace_id, id, deal) in due {
        let viewer = Arc::new(Viewer::system(workspace_id, Actor::System));
        let work = async |tx: &mut Tx| actions::attend(tx, Id::of(id), Id::of(deal)).await;
        if let Err(error) = app.write(&viewer, None, work).await {
            // One that fails must not keep the others waiting.
            tracing::warn!(%error, approval = %id, "an overdue approval was not looked after");
        }
    }
    Ok(())
}
