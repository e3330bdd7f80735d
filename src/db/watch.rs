//! Whether the database answers, asked all the time on a connection of its own.
//!
//! A database that refuses connections is noticed by whoever asks for one. One that is frozen, or behind a network that swallows
//! packets, accepts everything and answers nothing: without this watch each operation would find that out by itself, and only
//! at the end of its own time.

use crate::app::tasks::Tasks;
use crate::db::pool;
use diesel_async::{AsyncPgConnection, SimpleAsyncConnection as _};
use std::time::Duration;
use tokio::sync::watch;

/// Between two questions; with [`PATIENCE`] it makes the most that passes until the silence is noticed.
const EVERY: Duration = Duration::from_millis(500);

/// A database that needs longer than this for `SELECT 1` is away. Long enough for one that is merely at its limits.
const PATIENCE: Duration = Duration::from_secs(2);

/// What is known of the database.
pub struct Watch(watch::Sender<bool>);

impl Default for Watch {
    /// Nobody asks yet: taken to be there.
    fn default() -> Self {
        Self(watch::Sender::new(false))
    }
}

impl Watch {
    /// Whether the database is known to be away.
    pub fn is_away(&self) -> bool {
        *self.0.borrow()
    }

    /// Resolves once the database is known to be away; at once when it is.
    pub async fn away(&self) {
        // The sender lives as long as this.
        let _ = self.0.subscribe().wait_for(|away| *away).await;
    }

    /// Resolves `work`, or `None` as soon as the database is away.
    pub async fn unless_away<F: Future>(&self, work: F) -> Option<F::Output> {
        tokio::select! {
            biased;
            () = self.away() => None,
            done = work => Some(done),
        }
    }

    /// Asks until shutdown begins.
    pub fn start(this: &std::sync::Arc<Self>, url: String, tasks: &Tasks) {
        let this = this.clone();
        tasks.spawn_until_stop(async move {
            let mut connection = None;
            loop {
                let answered = tokio::time::timeout(PATIENCE, ask(&url, &mut connection)).await;
                if answered.is_err() {
                    // Its answer may come at any time, to a question nobody asks any more.
                    connection = None;
                }
                // One that refuses is found out at once by whoever asks; it may still have time for those it knows.
                this.tell(answered.is_ok());
                tokio::time::sleep(EVERY).await;
            }
        });
    }

    fn tell(&self, there: bool) {
        let changed = self.0.send_if_modified(|away| std::mem::replace(away, !there) == there);
        match (changed, there) {
            (true, false) => tracing::error!("the database does not answer"),
            (true, true) => tracing::info!("the database answers again"),
            _ => {}
        }
    }
}

/// Returns when the database said anything at all. A connection that broke is replaced by the next question.
async fn ask(url: &str, connection: &mut Option<AsyncPgConnection>) {
    if connection.is_none() {
        *connection = pool::open(url).await.ok();
    }
    if let Some(open) = connection
        && open.batch_execute("SELECT 1").await.is_err()
    {
        *connection = None;
    }
}
