//! Loading related records without N+1: the keys that siblings ask for in one pass become one query.
//!
//! The items of a list are polled in one task. The first to ask for a key queues it and yields; its siblings are polled in the
//! same pass and queue theirs; once a pass brings nothing new, the first runs one query for all. No timer, unlike the library's loader, which
//! waits a millisecond on every level. One set of loaders per request, carrying its viewer: nothing is shared between people.

use crate::api::errors::code;
use crate::app::App;
use crate::app::actor::Viewer;
use crate::app::error::{Error, Result};
use crate::db::list::{self, Visible};
use crate::db::pool::DbConnection;
use chrono::{DateTime, Utc};
use parking_lot::Mutex;
use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::hash::Hash;
use std::marker::PhantomData;
use std::sync::Arc;
use tokio::sync::oneshot;
use uuid::Uuid;

/// For whom and when a batch is loaded.
#[derive(Clone)]
pub struct Asking {
    pub viewer: Arc<Viewer>,
    pub now: DateTime<Utc>,
}

/// A kind of batch: many keys, one statement.
pub trait Batch: 'static {
    type Key: Eq + Hash + Clone + Send + Sync + 'static;
    type Value: Clone + Send + Sync + 'static;

    /// The values of those keys that have one and that the viewer may see.
    fn load(
        conn: &mut DbConnection,
        asking: &Asking,
        keys: Vec<Self::Key>,
    ) -> impl Future<Output = Result<HashMap<Self::Key, Self::Value>>> + Send;
}

/// So many passes that bring nothing new end the gathering of a batch.
const QUIET: usize = 4;

type Waiting<V> = oneshot::Sender<Result<Option<V>>>;

struct Queue<B: Batch> {
    waiting: HashMap<B::Key, Vec<Waiting<B::Value>>>,
    known: HashMap<B::Key, Option<B::Value>>,
    led: bool,
}

impl<B: Batch> Default for Queue<B> {
    fn default() -> Self {
        Self { waiting: HashMap::new(), known: HashMap::new(), led: false }
    }
}

/// All loaders of one request.
pub struct Loaders {
    app: Arc<App>,
    pub asking: Asking,
    queues: Mutex<HashMap<TypeId, Arc<dyn Any + Send + Sync>>>,
}

impl Loaders {
    pub fn new(app: Arc<App>, viewer: Arc<Viewer>) -> Self {
        let now = app.clock.now();
        Self { app, asking: Asking { viewer, now }, queues: Mutex::default() }
    }

    /// Forgets what was loaded: a write has changed what is true.
    pub fn forget(&self) {
        self.queues.lock().clear();
    }

    /// Remembers a record that came along with another.
    pub fn keep<R: Visible>(&self, row: Option<R>) {
        if let (Some(row), Ok(queue)) = (row, self.queue::<ById<R>>()) {
            queue.lock().known.insert(row.uuid(), Some(Arc::new(row)));
        }
    }

    fn queue<B: Batch>(&self) -> Result<Arc<Mutex<Queue<B>>>> {
        let any = self
            .queues
            .lock()
            .entry(TypeId::of::<B>())
            .or_insert_with(|| Arc::new(Mutex::new(Queue::<B>::default())))
            .clone();
        any.downcast().map_err(|_| Error::internal("a loader's queue has another type"))
    }

    /// The value of one key; none when there is none or it is not visible.
    pub async fn load<B: Batch>(&self, key: B::Key) -> Result<Option<B::Value>> {
        let queue = self.queue::<B>()?;
        let (answer, leads) = {
            let mut queue = queue.lock();
            if let Some(known) = queue.known.get(&key) {
                return Ok(known.clone());
            }
            let (sender, answer) = oneshot::channel();
            queue.waiting.entry(key).or_default().push(sender);
            (answer, !std::mem::replace(&mut queue.led, true))
        };
        if leads {
            // One pass may not reach every sibling: tokio ends a task's turn after so many answers, and lists theirs.
            let (mut asked, mut quiet) = (0, 0);
            while quiet < QUIET {
                tokio::task::yield_now().await;
                let now = queue.lock().waiting.len();
                quiet = if now == asked { quiet + 1 } else { 0 };
                asked = now;
            }
            // On a heap of its own: every field that may load holds this future, and nearly none leads.
            Box::pin(self.run(&queue)).await;
        }
        match answer.await {
            Ok(value) => value,
            Err(_) => Err(Error::internal("the request that led this batch was stopped")),
        }
    }

    /// Loads the values of keys before they are asked for one by one.
    pub async fn ahead<B: Batch>(&self, keys: impl Iterator<Item = B::Key>) -> Result<()> {
        let queue = self.queue::<B>()?;
        let last = {
            let mut queue = queue.lock();
            let mut last = None;
            for key in keys {
                if !queue.known.contains_key(&key) {
                    queue.waiting.entry(key.clone()).or_default();
                    last = Some(key);
                }
            }
            last
        };
        // Whoever waits for one of a batch finds the others too.
        match last {
            Some(key) => self.load::<B>(key).await.map(drop),
            None => Ok(()),
        }
    }

    async fn run<B: Batch>(&self, queue: &Mutex<Queue<B>>) {
        let waiting = {
            let mut queue = queue.lock();
            queue.led = false;
            std::mem::take(&mut queue.waiting)
        };
        let keys: Vec<B::Key> = waiting.keys().cloned().collect();
        let loaded = match self.app.read().await {
            Ok(mut conn) => B::load(&mut conn, &self.asking, keys).await,
            Err(error) => Err(error),
        };
        match loaded {
            Ok(mut values) => {
                let mut queue = queue.lock();
                for (key, askers) in waiting {
                    let value = values.remove(&key);
                    for asker in askers {
                        drop(asker.send(Ok(value.clone())));
                    }
                    queue.known.insert(key, value);
                }
            }
            Err(error) => {
                for asker in waiting.into_values().flatten() {
                    drop(asker.send(Err(shared(&error))));
                }
            }
        }
    }
}

/// The error of a batch for one of those who asked: what a client can act on stays what it is.
fn shared(error: &Error) -> Error {
    match error {
        Error::Unauthenticated => Error::Unauthenticated,
        Error::Forbidden(why) => Error::Forbidden(why.clone()),
        Error::NotFound(what) => Error::NotFound(what),
        Error::BadInput(why) => Error::BadInput(why.clone()),
        Error::CursorExpired => Error::CursorExpired,
        Error::Unavailable => Error::Unavailable,
        Error::Timeout => Error::Timeout,
        other => match crate::api::errors::code_of(other) {
            code::UNAVAILABLE => Error::Unavailable,
            code::TIMEOUT => Error::Timeout,
            _ => Error::internal(other),
        },
    }
}

/// The batch of records by id.
pub struct ById<R>(PhantomData<fn() -> R>);

impl<R: Visible> Batch for ById<R> {
    type Key = Uuid;
    type Value = Arc<R>;

    async fn load(conn: &mut DbConnection, asking: &Asking, ids: Vec<Uuid>) -> Result<HashMap<Uuid, Arc<R>>> {
        let rows: Vec<R> = list::by_ids(conn, (&asking.viewer, asking.now), ids).await?;
        Ok(rows.into_iter().map(|row| (row.uuid(), Arc::new(row))).collect())
    }
}
