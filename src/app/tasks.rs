//! Background tasks: every one is tracked and told when the server shuts down.

use crate::app::error::Result;
use std::future::Future;
use std::time::Duration;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

/// The tasks of one running application. Cloning shares them.
#[derive(Clone, Default)]
pub struct Tasks {
    tracker: TaskTracker,
    stop: CancellationToken,
}

impl Tasks {
    /// Runs `work` to its end, tracked: shutdown waits for it.
    pub fn spawn<F>(&self, work: F) -> JoinHandle<F::Output>
    where
        F: Future + Send + 'static,
        F::Output: Send + 'static,
    {
        #[allow(clippy::disallowed_methods)] // the one place
        tokio::spawn(self.tracker.track_future(work))
    }

    /// Runs `work` until shutdown begins, then drops it.
    pub fn spawn_until_stop<F>(&self, work: F)
    where
        F: Future<Output = ()> + Send + 'static,
    {
        let stop = self.stop.clone();
        drop(self.spawn(async move {
            tokio::select! { () = stop.cancelled() => {}, () = work => {} }
        }));
    }

    /// Runs `round` again and again until shutdown, with a `pause` after each. A round that fails is told in the log as `what`, and
    /// the next one tries again: on every server, so a round must do no harm when another server does the same.
    pub fn every<F>(&self, what: &'static str, pause: Duration, round: impl Fn() -> F + Send + 'static)
    where
        F: Future<Output = Result<()>> + Send,
    {
        self.spawn_until_stop(async move {
            loop {
                if let Err(error) = round().await {
                    tracing::warn!(%error, "{what} failed; it is tried again");
                }
                tokio::time::sleep(pause).await;
            }
        });
    }

    /// Runs `work` outside the tracking, for what lives as long as the process: shutdown does not wait for it.
    pub fn spawn_untracked<F>(&self, work: F)
    where
        F: Future<Output = ()> + Send + 'static,
    {
        #[allow(clippy::disallowed_methods)] // the one place
        drop(tokio::spawn(work));
    }

    /// Resolves once shutdown has begun.
    pub fn stopping(&self) -> CancellationToken {
        self.stop.clone()
    }

    /// Tells every task to end and waits for them, at most `within`. True when all ended.
    pub async fn shut_down(&self, within: Duration) -> bool {
        self.stop.cancel();
        self.tracker.close();
        tokio::time::timeout(within, self.tracker.wait()).await.is_ok()
    }
}
