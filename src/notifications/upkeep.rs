//! What goes on by itself: the follower, reminders, e-mails, and clearing away.

use crate::app::App;
use crate::app::error::Result;
use crate::notifications::follow::{self, Turn};
use crate::notifications::mail::post::{self, Post};
use crate::notifications::{mail, reminders, store};
use chrono::Duration as Span;
use std::sync::Arc;
use std::time::Duration;

/// Time between rounds for what a server that is gone left behind, and what needed no bell.
const FOLLOWED_EVERY: Duration = Duration::from_secs(3);

/// What follows a commit within this time is told together with it.
const GATHER: Duration = Duration::from_millis(50);

/// Time between looks for what has come due.
const REMINDED_EVERY: Duration = Duration::from_secs(20);

/// Time between looks for e-mails that are due.
const SENT_EVERY: Duration = Duration::from_secs(5);

/// Time between rounds of clearing away.
const CLEARED_EVERY: Duration = Duration::from_secs(3_600);

/// How long a line is kept after it was read.
const READ_KEPT: Span = Span::days(90);

/// How long an occasion is kept: longer than anybody is reminded of it.
const OCCASIONS_KEPT: Span = Span::days(30);

/// Goes on until shutdown. On every server.
pub fn start(app: &Arc<App>) {
    heed_bell(app);
    let every = |what, pause, round: fn(Arc<App>) -> futures_util::future::BoxFuture<'static, Result<()>>| {
        let app = app.clone();
        app.tasks.clone().every(what, pause, move || round(app.clone()));
    };
    every("following the log", FOLLOWED_EVERY, |app| Box::pin(async move { follow::round(&app).await }));
    every("reminding people", REMINDED_EVERY, |app| Box::pin(async move { reminders::round(&app).await }));
    match Post::of(&app.settings) {
        Ok(Some(post)) => send(app, Arc::new(post)),
        Ok(None) => {}
        // The settings are checked when they are read: a certificate store that is not there, most likely.
        Err(error) => tracing::error!(%error, "no e-mails can be sent"),
    }
    every("clearing notifications", CLEARED_EVERY, |app| Box::pin(async move { clear(&app).await }));
}

/// Tells at once of what this server commits, until shutdown.
pub fn heed_bell(app: &Arc<App>) {
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
}

/// Sends e-mails until shutdown.
fn send(app: &Arc<App>, post: Arc<Post>) {
    let (tasks, app) = (app.tasks.clone(), app.clone());
    tasks.every("sending e-mails", SENT_EVERY, move || {
        let (app, post) = (app.clone(), post.clone());
        async move { post::round(&app, &post).await }
    });
}

/// Forgets what was read, and what was sent, long ago. Without news: nobody looks at it any more.
pub async fn clear(app: &App) -> Result<()> {
    let now = app.clock.now();
    let mut conn = app.read().await?;
    mail::store::clear(&mut conn, now - mail::rules::KEPT).await?;
    store::clear(&mut conn, now - READ_KEPT, now - OCCASIONS_KEPT).await
}
