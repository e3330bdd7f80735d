//! What goes on by itself: the follower, reminders, and clearing away.

use crate::app::App;
use crate::app::error::Result;
use crate::notifications::follow::{self, Turn};
use crate::notifications::{reminders, store};
use chrono::Duration as Span;
use std::sync::Arc;
use std::time::Duration;

/// Time between rounds for what a server that is gone left behind, and what needed no bell.
const FOLLOWED_EVERY: Duration = Duration::from_secs(3);

/// What follows a commit within this time is told together with it.
const GATHER: Duration = Duration::from_millis(50);

/// Time between looks for what has come due.
const REMINDED_EVERY: Duration = Duration::from_secs(20);

/// Time between rounds of clearing away.
const CLEARED_EVERY: Duration = Duration::from_secs(3_600);

/// How long a line is kept after it was read.
const READ_KEPT: Span = Span::days(90);

/// How long an occasion is kept: longer than anybody is reminded of it.
const OCCASIONS_KEPT: Span = Span::days(30);

/// Goes on until shutdown. On every server.
pub fn start(app: &Arc<App>) {
    let follower = app.clone();
    app.tasks.spawn_until_stop(async move {
        loop {
            for workspace_id in follower.bell.next().await {
                if let Err(error) = follow::catch_up(&follower, workspace_id, Turn::Wait).await {
                    tracing::warn!(%error, "notifications wait for the next round");
                }
            }
            tokio::time::sleep(GATHER).await;
        }
    });
    let every = |what, pause, round: fn(Arc<App>) -> futures_util::future::BoxFuture<'static, Result<()>>| {
        let app = app.clone();
        app.tasks.clone().every(what, pause, move || round(app.clone()));
    };
    every("following the log", FOLLOWED_EVERY, |app| Box::pin(async move { follow::round(&app).await }));
    every("reminding people", REMINDED_EVERY, |app| Box::pin(async move { reminders::round(&app).await }));
    every("clearing notifications", CLEARED_EVERY, |app| Box::pin(async move { clear(&app).await }));
}

/// Forgets what was read long ago. Without news: nobody looks at it any more.
pub async fn clear(app: &App) -> Result<()> {
    let now = app.clock.now();
    store::clear(&mut *app.read().await?, now - READ_KEPT, now - OCCASIONS_KEPT).await
}
