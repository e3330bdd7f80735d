//! The running application: what it holds, and the two doors to the database, [`App::read`] and [`App::write`].

pub mod actor;
pub mod checks;
pub mod clock;
pub mod config;
pub mod error;
pub mod tasks;
pub mod traces;
pub mod tx;

use crate::app::actor::Viewer;
use crate::app::clock::Clock;
use crate::app::config::Settings;
use crate::app::error::{Error, Result};
use crate::app::tasks::Tasks;
use crate::app::tx::Tx;
use crate::db::idempotency::Idempotency;
use crate::db::pool::{Conn, Pool};
use crate::db::watch::Watch;
use crate::live::bus::{Bus, Signal};
use crate::live::presence::Presence;
use crate::notifications::bell::Bell;
use parking_lot::Mutex;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::sync::Arc;
use tokio::sync::{Notify, mpsc};
use tracing::Instrument as _;

/// What a running server holds. One per process; tests make several.
pub struct App {
    pub pool: Pool,
    /// Whether the database answers; nobody asks it until a server starts the watch.
    pub database: Arc<Watch>,
    pub clock: Clock,
    pub settings: Arc<Settings>,
    pub tasks: Tasks,
    pub bus: Bus,
    /// Who is looking at what, as far as this server knows.
    pub presence: Arc<Presence>,
    /// Woken when somebody has asked for an import here: its server need not wait for the next look.
    pub imports: Notify,
    /// Rung by commits that somebody may have to be told of.
    pub bell: Bell,
    /// Until the hub takes it.
    signals: Mutex<Option<mpsc::Receiver<Signal>>>,
}

/// How often a transaction is tried again after a serialization failure or a deadlock.
const TRIES: u32 = 3;

/// An async closure on a [`Tx`] whose future can move between threads. Written out because `AsyncFn` alone cannot say `Send`;
/// diesel-async does the same for its transactions.
pub trait Work<T, R>: AsyncFn(T) -> R + Fn(T) -> <Self as Work<T, R>>::Fut {
    type Fut: Future<Output = R>;
}
impl<F, T, Fut, R> Work<T, R> for F
where
    F: AsyncFn(T) -> R + Fn(T) -> Fut,
    Fut: Future<Output = R>,
{
    type Fut = Fut;
}

impl App {
    /// A running application. Nothing listens to its bus until a hub takes the [`App::signals`].
    pub fn new(pool: Pool, settings: Settings, tasks: Tasks, clock: Clock) -> Arc<Self> {
        let (bus, signals) = Bus::start(&settings, &tasks);
        let signals = Mutex::new(Some(signals));
        let (database, presence) = (Arc::default(), Presence::new(bus.clone(), clock.clone()));
        Arc::new(Self {
            pool,
            database,
            clock,
            settings: Arc::new(settings),
            tasks,
            bus,
            presence,
            imports: Notify::new(),
            bell: Bell::default(),
            signals,
        })
    }

    /// The end of the bus that this server's hub reads from; once.
    pub fn signals(&self) -> Option<mpsc::Receiver<Signal>> {
        self.signals.lock().take()
    }

    /// A connection to read with. Take, query, drop: never hold it while something else may want one.
    pub async fn read(&self) -> Result<Conn> {
        Ok(self.pool.get().await?)
    }

    /// Runs `work` in one transaction and commits what it changed together with its events; then publishes them.
    ///
    /// A serialization failure or a deadlock runs it again, so `work` must not do anything outside the transaction. With an
    /// [`Idempotency`], a repetition gets the stored outcome and `work` does not run.
    ///
    /// # Errors
    /// What `work` returns (nothing is changed then), `Unavailable` without a connection, `IdempotencyKeyReused`.
    pub async fn write<T, F>(
        &self,
        viewer: &Arc<Viewer>,
        idempotency: Option<&Idempotency>,
        work: F,
    ) -> Result<T>
    where
        T: Serialize + DeserializeOwned + Send + Sync,
        for<'t> F: AsyncFn(&'t mut Tx) -> Result<T> + Work<&'t mut Tx, Result<T>, Fut: Send> + Send + Sync,
    {
        let mut tries = 1;
        loop {
            let span = tracing::info_span!("transaction", tries);
            match self.try_write(viewer, idempotency, &work).instrument(span).await {
                Err(error) if tx::is_transient(&error) && tries < TRIES => tries += 1,
                outcome => return outcome,
            }
        }
    }

    async fn try_write<T, F>(
        &self,
        viewer: &Arc<Viewer>,
        idempotency: Option<&Idempotency>,
        work: &F,
    ) -> Result<T>
    where
        T: Serialize + DeserializeOwned + Send + Sync,
        for<'t> F: AsyncFn(&'t mut Tx) -> Result<T> + Work<&'t mut Tx, Result<T>, Fut: Send> + Send + Sync,
    {
        let mut tx = Tx::begin(self, viewer.clone()).await?;
        if let Some(key) = idempotency {
            match key.claim(&mut tx).await {
                Ok(None) => {}
                Ok(Some(outcome)) => {
                    tx.roll_back().await;
                    return serde_json::from_value(outcome).map_err(Error::internal);
                }
                Err(error) => {
                    tx.roll_back().await;
                    return Err(error);
                }
            }
        }
        let done = match work(&mut tx).await {
            Ok(value) => match idempotency {
                Some(key) => key.keep(&mut tx, &value).await.map(|()| value),
                None => Ok(value),
            },
            refused => refused,
        };
        match done {
            Ok(value) => {
                if let Some(published) = tx.commit().await? {
                    self.bell.committed(&published);
                    self.bus.publish(published);
                }
                Ok(value)
            }
            Err(error) => {
                tx.roll_back().await;
                Err(error)
            }
        }
    }
}
