//! One unit of work: a connection in a transaction, who acts, when, and what happened. The only commit.
//!
//! What always holds: the events of a transaction are stored by its last statement before COMMIT, and published only after it. A
//! transaction without events changes nothing a client can see.

use crate::app::App;
use crate::app::actor::{Actor, Role, Viewer};
use crate::app::error::{Conflict, Error, Refusal, RefusalCode, Result};
use crate::db::entity::Versioned;
use crate::db::list::{Row, SavedRow};
use crate::db::pool::Conn;
use crate::live::bus::Published;
use crate::live::event::{Changes, Event, News};
use crate::live::log;
use chrono::{DateTime, Utc};
use diesel_async::{AsyncPgConnection, TransactionManager};
use std::sync::Arc;
use uuid::Uuid;

type Manager = <AsyncPgConnection as diesel_async::AsyncConnection>::TransactionManager;

/// A transaction of one viewer in one workspace.
pub struct Tx {
    conn: Conn,
    pub viewer: Arc<Viewer>,
    /// The instant of everything this transaction does.
    pub now: DateTime<Utc>,
    news: Vec<News>,
}

impl Tx {
    /// Begins one.
    pub(super) async fn begin(app: &App, viewer: Arc<Viewer>) -> Result<Self> {
        let mut conn = app.pool.get().await?;
        Manager::begin_transaction(&mut *conn).await?;
        Ok(Self { conn, viewer, now: app.clock.now(), news: Vec::new() })
    }

    /// The connection, for stores.
    pub fn conn(&mut self) -> &mut AsyncPgConnection {
        &mut self.conn
    }

    /// The workspace everything happens in.
    pub fn workspace_id(&self) -> Uuid {
        self.viewer.workspace_id
    }

    /// Whose name goes into `created_by` and `updated_by`.
    pub fn by(&self) -> Option<Uuid> {
        self.viewer.actor.user_id()
    }

    /// Refuses viewers below `role`.
    pub fn require(&self, role: Role) -> Result<()> {
        if self.viewer.role >= role { Ok(()) } else { Err(not_allowed(role).into()) }
    }

    /// Adds a piece of news; it is stored and told when the transaction commits.
    pub fn emit(&mut self, news: News) {
        self.news.push(news);
    }

    /// Inserts a new row. The caller emits its news.
    pub async fn insert<R: Row>(&mut self, row: &R) -> Result<()> {
        row.insert(&mut self.conn).await
    }

    /// Inserts several new rows in one statement; none when there are none. The caller emits their news.
    pub async fn insert_all<R: Row>(&mut self, rows: &[R]) -> Result<()> {
        if rows.is_empty() { Ok(()) } else { R::insert_all(rows, &mut self.conn).await }
    }

    /// Saves a changed row, counting its version; the caller emits its news. False, and nothing is written, when nothing
    /// differs.
    pub async fn save<R: SavedRow>(&mut self, before: &R, after: &mut R) -> Result<bool> {
        if before == after {
            return Ok(false);
        }
        after.touch(self.now, self.by());
        after.save(&mut self.conn).await?;
        Ok(true)
    }

    /// Refuses when the caller decided on an older version of the record, telling what changed since.
    pub async fn check_version<T: Versioned>(&mut self, record: &T, expected: Option<i32>) -> Result<()> {
        let Some(expected) = expected.filter(|expected| *expected != record.version()) else { return Ok(()) };
        let workspace_id = self.workspace_id();
        let since = log::since_version(&mut self.conn, workspace_id, record.uuid(), expected).await?;
        let changed_by = since.last().map(|event| event.actor.clone());
        Err(Refusal {
            code: RefusalCode::Conflict,
            message: "Somebody else changed this first; look at the change and decide again.".into(),
            path: vec!["expectedVersion".into()],
            conflict: Some(Box::new(Conflict {
                subject: record.uuid(),
                kind: since.last().map(|event| event.subject_kind),
                current_version: record.version(),
                changed_by,
                changed_at: record.updated_at(),
                changed: merge(since),
            })),
            gate: None,
            reason: None,
        }
        .into())
    }

    /// Begins one of several attempts whose refusal must not take back the others.
    pub async fn savepoint(&mut self) -> Result<Savepoint> {
        Manager::begin_transaction(&mut *self.conn).await?;
        Ok(Savepoint { news: self.news.len() })
    }

    /// Whether anything was told since the attempt began, which is to say whether it changed anything.
    pub fn told_since(&self, begun: &Savepoint) -> bool {
        self.news.len() > begun.news
    }

    /// Ends an attempt: keeps what it did, or takes it back when it was refused. Anything but a refusal ends the transaction.
    pub async fn settle<T>(
        &mut self,
        since: Savepoint,
        attempt: Result<T>,
    ) -> Result<std::result::Result<T, Vec<Refusal>>> {
        let refusals = match attempt {
            Ok(value) => {
                Manager::commit_transaction(&mut *self.conn).await?;
                return Ok(Ok(value));
            }
            Err(Error::Refused(refusals)) => refusals,
            Err(Error::NotFound(what)) => {
                vec![Refusal::at(RefusalCode::NotFound, "id", format!("There is no such {what}."))]
            }
            Err(error) => return Err(error),
        };
        self.news.truncate(since.news);
        Manager::rollback_transaction(&mut *self.conn).await?;
        Ok(Err(refusals))
    }

    /// Numbers and stores the events, commits, and hands over what to publish. The only commit there is.
    pub(super) async fn commit(mut self) -> Result<Option<Published>> {
        if self.news.is_empty() {
            Manager::commit_transaction(&mut *self.conn).await?;
            return Ok(None);
        }
        let actor = self.viewer.actor.clone();
        let workspace_id = self.viewer.workspace_id;
        let first = log::append(&mut self.conn, workspace_id, &actor, self.now, &self.news).await?;
        Manager::commit_transaction(&mut *self.conn).await?;
        let at = self.now;
        let events = (first..)
            .zip(self.news)
            .map(|(seq, news)| Arc::new(numbered(seq, at, actor.clone(), news)))
            .collect();
        Ok(Some(Published { workspace_id, first_seq: first, events }))
    }

    /// Takes everything back. A connection that cannot is thrown away with its transaction.
    pub(super) async fn roll_back(mut self) {
        // A connection still inside a transaction is not reused: the pool looks at the manager's state.
        if let Err(error) = Manager::rollback_transaction(&mut *self.conn).await {
            tracing::warn!(%error, "rollback failed; the connection is dropped");
        }
    }
}

/// Where an attempt began.
pub struct Savepoint {
    /// How much news there was.
    news: usize,
}

/// The refusal of somebody whose role is below `role`.
pub fn not_allowed(role: Role) -> Refusal {
    let who = match role {
        Role::Admin => "Only admins can do this.",
        Role::Manager => "Only managers and admins can do this.",
        Role::Rep | Role::Viewer => "Viewers can look but not change anything.",
    };
    Refusal::whole(RefusalCode::NotAllowed, who)
}

fn numbered(seq: i64, at: DateTime<Utc>, actor: Actor, news: News) -> Event {
    Event {
        seq,
        at,
        kind: news.kind.to_owned(),
        actor,
        subject_kind: news.subject_kind,
        subject_id: news.subject_id,
        subject_version: news.subject_version,
        deal_id: news.deal_id,
        account_id: news.account_id,
        changes: news.changes,
        audience_before: news.audience_before,
        audience_after: news.audience_after,
        within_grace: news.within_grace,
        pipeline_id: news.pipeline_id,
    }
}

/// Several changes as one: per field the first value before and the last after.
fn merge(events: Vec<Event>) -> Vec<(String, serde_json::Value, serde_json::Value)> {
    let mut merged = Changes::new();
    for (field, (before, after)) in events.into_iter().flat_map(|event| event.changes) {
        merged.entry(field).and_modify(|(_, last)| *last = after.clone()).or_insert((before, after));
    }
    merged.into_iter().map(|(field, (before, after))| (field, before, after)).collect()
}

/// Whether trying the whole transaction again can help: serialization failures and deadlocks.
pub(super) fn is_transient(error: &Error) -> bool {
    match error {
        Error::Db(diesel::result::Error::DatabaseError(kind, info)) => {
            matches!(kind, diesel::result::DatabaseErrorKind::SerializationFailure)
                || info.message().contains("deadlock detected")
        }
        _ => false,
    }
}
