//! The event log: appending (the numbering statement), reading after a position, retention.

use crate::app::actor::Actor;
use crate::app::error::{Error, Result};
use crate::db::fragment::{Bind, Fragment};
use crate::db::schema::{event_heads, events};
use crate::live::event::{Audience, Changes, Event, News, SubjectKind};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Bool, Jsonb, Timestamptz, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde::Serialize;
use serde_json::Value;
use std::collections::HashMap;
use uuid::Uuid;

/// Where a workspace's log stands.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = event_heads)]
pub struct Head {
    pub workspace_id: Uuid,
    pub epoch: i32,
    /// Number of the last event.
    pub seq: i64,
    /// Positions below this can no longer be resumed from.
    pub floor_seq: i64,
    /// Signs the workspace's cursors.
    pub cursor_key: Vec<u8>,
}

/// Numbers and stores the events: one statement, the last before COMMIT, so that the head's lock lives for one round trip and
/// the commit. Returns the number of the first.
///
/// A plain sequence would lose events: its numbers are taken before commit, so a reader that has seen 7 can miss a 6 that
/// commits later.
pub async fn append(
    conn: &mut AsyncPgConnection,
    workspace_id: Uuid,
    actor: &Actor,
    at: DateTime<Utc>,
    news: &[News],
) -> Result<i64> {
    #[derive(QueryableByName)]
    struct Numbered {
        #[diesel(sql_type = BigInt)]
        seq: i64,
    }
    let rows: Vec<Value> = news.iter().map(row).collect::<Result<_>>()?;
    let count = i64::try_from(rows.len()).map_err(Error::internal)?;
    let numbered: Numbered = diesel::sql_query(
        "WITH head AS (
           UPDATE event_heads SET seq = seq + $2 WHERE workspace_id = $1 RETURNING seq - $2 AS seq
         ), stored AS (
           INSERT INTO events (workspace_id, seq, at, kind, actor, subject_kind, subject_id, subject_version,
                               deal_id, account_id, changes, audience_before, audience_after, within_grace, pipeline_id)
           SELECT $1, head.seq + e.ordinality, $3, e.n->>'kind', $4, e.n->>'subject_kind', (e.n->>'subject_id')::uuid,
                  (e.n->>'subject_version')::int, (e.n->>'deal_id')::uuid, (e.n->>'account_id')::uuid, e.n->'changes',
                  nullif(e.n->'audience_before', 'null'), nullif(e.n->'audience_after', 'null'), (e.n->>'within_grace')::bool,
                  (e.n->>'pipeline_id')::uuid
           FROM head, unnest($5) WITH ORDINALITY AS e(n, ordinality)
         )
         SELECT seq + 1 AS seq FROM head",
    )
    .bind::<SqlUuid, _>(workspace_id)
    .bind::<BigInt, _>(count)
    .bind::<Timestamptz, _>(at)
    .bind::<Jsonb, _>(json(actor)?)
    .bind::<Array<Jsonb>, _>(rows)
    .get_result(conn)
    .await?;
    Ok(numbered.seq)
}

fn row(news: &News) -> Result<Value> {
    Ok(serde_json::json!({
        "kind": news.kind,
        "subject_kind": news.subject_kind,
        "subject_id": news.subject_id,
        "subject_version": news.subject_version,
        "deal_id": news.deal_id,
        "account_id": news.account_id,
        "changes": json(&news.changes)?,
        "audience_before": json(&news.audience_before)?,
        "audience_after": json(&news.audience_after)?,
        "within_grace": news.within_grace,
        "pipeline_id": news.pipeline_id,
    }))
}

fn json<T: Serialize>(value: &T) -> Result<Value> {
    serde_json::to_value(value).map_err(Error::internal)
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = events)]
struct Stored {
    seq: i64,
    at: DateTime<Utc>,
    kind: String,
    actor: Value,
    subject_kind: String,
    subject_id: Uuid,
    subject_version: i32,
    deal_id: Option<Uuid>,
    account_id: Option<Uuid>,
    changes: Value,
    audience_before: Option<Value>,
    audience_after: Option<Value>,
    within_grace: bool,
    pipeline_id: Option<Uuid>,
}

impl Stored {
    fn event(self) -> Result<Event> {
        let audience = |value: Option<Value>| value.map(serde_json::from_value::<Audience>).transpose();
        Ok(Event {
            seq: self.seq,
            at: self.at,
            kind: self.kind,
            actor: serde_json::from_value(self.actor).map_err(Error::internal)?,
            subject_kind: serde_json::from_value::<SubjectKind>(Value::String(self.subject_kind))
                .map_err(Error::internal)?,
            subject_id: self.subject_id,
            subject_version: self.subject_version,
            deal_id: self.deal_id,
            account_id: self.account_id,
            changes: serde_json::from_value::<Changes>(self.changes).map_err(Error::internal)?,
            audience_before: audience(self.audience_before).map_err(Error::internal)?,
            audience_after: audience(self.audience_after).map_err(Error::internal)?,
            within_grace: self.within_grace,
            pipeline_id: self.pipeline_id,
        })
    }
}

/// Events numbered above `after`, at most up to `upto`, in order, at most `limit`.
pub async fn read(
    conn: &mut AsyncPgConnection,
    workspace_id: Uuid,
    after: i64,
    upto: i64,
    limit: usize,
) -> Result<Vec<Event>> {
    let rows: Vec<Stored> = events::table
        .filter(events::workspace_id.eq(workspace_id).and(events::seq.gt(after)).and(events::seq.le(upto)))
        .order(events::seq)
        .limit(i64::try_from(limit).unwrap_or(i64::MAX))
        .select(Stored::as_select())
        .load(conn)
        .await?;
    rows.into_iter().map(Stored::event).collect()
}

/// Events about these records, newest first, numbered below `before`.
pub async fn of_subjects(
    conn: &mut AsyncPgConnection,
    workspace_id: Uuid,
    subject_ids: &[Uuid],
    (before, with_grace): (i64, bool),
    limit: usize,
) -> Result<Vec<Event>> {
    let rows: Vec<Stored> = events::table
        .filter(events::workspace_id.eq(workspace_id))
        .filter(of_any("events.subject_id", subject_ids).typed::<Bool>())
        .filter(events::seq.lt(before).and(events::within_grace.eq_any(if with_grace {
            vec![true, false]
        } else {
            vec![false]
        })))
        .order(events::seq.desc())
        .limit(i64::try_from(limit).unwrap_or(i64::MAX))
        .select(Stored::as_select())
        .load(conn)
        .await?;
    rows.into_iter().map(Stored::event).collect()
}

/// That a column is one of the ids. Of one alone it is told so that the index gives its rows in their order.
pub fn of_any(column: &'static str, ids: &[Uuid]) -> Fragment {
    let mut sql = Fragment::text(column);
    match ids {
        [only] => drop(sql.push(" = ").bind(Bind::Uuid(*only))),
        several => drop(sql.push(" = ANY(").bind(Bind::Uuids(several.to_vec())).push(")")),
    }
    sql
}

/// Events that meet the condition, newest first.
pub async fn newest(conn: &mut AsyncPgConnection, condition: Fragment, limit: usize) -> Result<Vec<Event>> {
    let rows: Vec<Stored> = events::table
        .filter(condition.typed::<Bool>())
        .order(events::seq.desc())
        .limit(i64::try_from(limit).unwrap_or(i64::MAX))
        .select(Stored::as_select())
        .load(conn)
        .await?;
    rows.into_iter().map(Stored::event).collect()
}

/// What happened to a record since a version of it: for telling a stale writer what they missed.
pub async fn since_version(
    conn: &mut AsyncPgConnection,
    workspace_id: Uuid,
    subject_id: Uuid,
    version: i32,
) -> Result<Vec<Event>> {
    let rows: Vec<Stored> = events::table
        .filter(events::workspace_id.eq(workspace_id).and(events::subject_id.eq(subject_id)))
        .filter(events::subject_version.gt(version))
        .order(events::seq)
        .select(Stored::as_select())
        .load(conn)
        .await?;
    rows.into_iter().map(Stored::event).collect()
}

/// Where one workspace's log stands.
pub async fn head(conn: &mut AsyncPgConnection, workspace_id: Uuid) -> Result<Head> {
    Ok(event_heads::table.find(workspace_id).select(Head::as_select()).first(conn).await?)
}

/// Where several workspaces' logs stand: the position check, one statement for all of them.
pub async fn heads(conn: &mut AsyncPgConnection, workspaces: &[Uuid]) -> Result<HashMap<Uuid, Head>> {
    let rows: Vec<Head> = event_heads::table
        .filter(event_heads::workspace_id.eq_any(workspaces))
        .select(Head::as_select())
        .load(conn)
        .await?;
    Ok(rows.into_iter().map(|head| (head.workspace_id, head)).collect())
}

/// Begins the log of a new workspace.
pub async fn begin(conn: &mut AsyncPgConnection, workspace_id: Uuid) -> Result<()> {
    let epoch = i32::from_be_bytes(rand::random::<[u8; 4]>()) & i32::MAX;
    diesel::insert_into(event_heads::table)
        .values((
            event_heads::workspace_id.eq(workspace_id),
            event_heads::epoch.eq(epoch),
            event_heads::seq.eq(0),
            event_heads::floor_seq.eq(0),
            event_heads::cursor_key.eq(rand::random::<[u8; 32]>().to_vec()),
        ))
        .execute(conn)
        .await?;
    Ok(())
}

/// Makes every cursor handed out so far need a resync: what older events say of visibility no longer holds.
pub async fn renew_epoch(conn: &mut AsyncPgConnection, workspace_id: Uuid) -> Result<()> {
    diesel::update(event_heads::table.find(workspace_id))
        .set(event_heads::epoch.eq(event_heads::epoch + 1))
        .execute(conn)
        .await?;
    Ok(())
}

/// Raises every workspace's floor to its last event older than `horizon`. The events stay: they are the history.
pub async fn retain(conn: &mut AsyncPgConnection, horizon: DateTime<Utc>) -> Result<usize> {
    Ok(diesel::sql_query(
        "UPDATE event_heads h SET floor_seq = old.seq
         FROM (SELECT h2.workspace_id, (SELECT e.seq FROM events e WHERE e.workspace_id = h2.workspace_id AND e.at < $1
                                        ORDER BY e.at DESC, e.seq DESC LIMIT 1) AS seq FROM event_heads h2) old
         WHERE old.workspace_id = h.workspace_id AND old.seq > h.floor_seq",
    )
    .bind::<Timestamptz, _>(horizon)
    .execute(conn)
    .await?)
}
