//! SQL for e-mails that are to be sent.

use crate::app::actor::Actor;
use crate::app::error::Result;
use crate::app::tx::Tx;
use crate::db::fragment::{Bind, Fragment, Statement};
use crate::db::jsonb::Jsonb;
use crate::db::schema::notification_mails as mails;
use crate::notifications::mail::rules::{QUIET_FOR, WAITS};
use crate::notifications::model::{NotificationKind, TargetKind};
use crate::notifications::rules::{TOGETHER_WITHIN, Told};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types as sql;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

/// An e-mail that is to be sent.
#[derive(Debug, Clone)]
pub struct Mail {
    pub workspace_id: Uuid,
    pub id: Uuid,
    pub user_id: Uuid,
    pub kind: NotificationKind,
    pub target_kind: TargetKind,
    pub target_id: Uuid,
    pub deal_id: Option<Uuid>,
    pub actor: Jsonb<Actor>,
    pub created_at: DateTime<Utc>,
    /// How often it was tried, this time included.
    pub attempts: i32,
    /// Of deals handed over together: how many.
    pub count: i32,
    /// Whether the line in the inbox was read.
    pub read: bool,
}

/// Adds a deal to the e-mail that tells of those the same one handed over just before; false when there is none, or it was sent.
async fn joins(tx: &mut Tx, told: &Told, actor: &Actor, line: Option<Uuid>) -> Result<bool> {
    if told.kind != NotificationKind::DealAssigned {
        return Ok(false);
    }
    let to = mails::workspace_id.eq(tx.workspace_id()).and(mails::user_id.eq(told.user));
    let same = mails::kind.eq(told.kind).and(mails::notification_id.is_not_distinct_from(line));
    let waits = mails::attempts.eq(0).and(mails::due_at.is_not_null());
    let by = mails::actor.eq(Jsonb(actor.clone())).and(mails::created_at.gt(tx.now - TOGETHER_WITHIN));
    let other = diesel::dsl::sql::<sql::Int4>("CASE WHEN target_id = ")
        .bind::<sql::Uuid, _>(told.target.id)
        .sql(" THEN 0 ELSE 1 END");
    let joined = diesel::update(mails::table.filter(to.and(same).and(waits).and(by)))
        .set((
            mails::count.eq(mails::count + other),
            mails::target_id.eq(told.target.id),
            mails::deal_id.eq(told.target.deal_id),
        ))
        .execute(tx.conn())
        .await?;
    Ok(joined > 0)
}

/// Writes an e-mail down; not when one about the same line was a moment ago. Of how requests end each is told, unless one about
/// the same still waits to be sent: it says how that stands by then. So does one about deals handed over together.
pub async fn add(tx: &mut Tx, told: &Told, actor: &Actor, line: Option<Uuid>) -> Result<()> {
    let (workspace_id, now) = (tx.workspace_id(), tx.now);
    if joins(tx, told, actor, line).await? {
        return Ok(());
    }
    if let Some(line) = line {
        let before = mails::workspace_id.eq(workspace_id).and(mails::notification_id.eq(line));
        let lately = mails::table.filter(before.and(mails::created_at.gt(now - QUIET_FOR)));
        let quiet = match told.kind {
            NotificationKind::ApprovalDecided => {
                let same = mails::target_id.eq(told.target.id).and(mails::due_at.is_not_null());
                diesel::select(diesel::dsl::exists(lately.filter(same))).get_result::<bool>(tx.conn()).await?
            }
            _ => diesel::select(diesel::dsl::exists(lately)).get_result::<bool>(tx.conn()).await?,
        };
        if quiet {
            return Ok(());
        }
    }
    diesel::insert_into(mails::table)
        .values((
            mails::workspace_id.eq(workspace_id),
            mails::id.eq(Uuid::now_v7()),
            mails::user_id.eq(told.user),
            mails::notification_id.eq(line),
            mails::kind.eq(told.kind),
            mails::target_kind.eq(told.target.kind),
            mails::target_id.eq(told.target.id),
            mails::deal_id.eq(told.target.deal_id),
            mails::actor.eq(Jsonb(actor.clone())),
            mails::created_at.eq(now),
            mails::due_at.eq(now + WAITS),
        ))
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Takes the next e-mail that is due; nobody else takes it before `until`.
pub async fn take(
    conn: &mut AsyncPgConnection,
    now: DateTime<Utc>,
    until: DateTime<Utc>,
) -> Result<Option<Mail>> {
    type Row = (
        (sql::Uuid, sql::Uuid, sql::Uuid, sql::Text, sql::Text, sql::Uuid),
        (sql::Nullable<sql::Uuid>, sql::Jsonb, sql::Timestamptz, sql::Int4, sql::Int4, sql::Bool),
    );
    let mut text = Fragment::text("UPDATE notification_mails m SET attempts = m.attempts + 1, due_at = ");
    text.bind(Bind::Instant(until))
        .push(" FROM (SELECT d.workspace_id, d.id FROM notification_mails d WHERE d.due_at <= ");
    text.bind(Bind::Instant(now)).push(
        " ORDER BY d.due_at LIMIT 1 FOR UPDATE SKIP LOCKED) next
         WHERE m.workspace_id = next.workspace_id AND m.id = next.id
         RETURNING m.workspace_id, m.id, m.user_id, m.kind, m.target_kind, m.target_id, m.deal_id, m.actor, m.created_at, m.attempts, m.count,
           EXISTS (SELECT FROM notifications n WHERE n.workspace_id = m.workspace_id AND n.id = m.notification_id
                   AND n.read_at IS NOT NULL)",
    );
    type First = (Uuid, Uuid, Uuid, NotificationKind, TargetKind, Uuid);
    type Rest = (Option<Uuid>, Jsonb<Actor>, DateTime<Utc>, i32, i32, bool);
    let row: Option<(First, Rest)> = Statement::<Row>::new(text).get_result(conn).await.optional()?;
    Ok(row.map(|(first, rest)| Mail {
        workspace_id: first.0,
        id: first.1,
        user_id: first.2,
        kind: first.3,
        target_kind: first.4,
        target_id: first.5,
        deal_id: rest.0,
        actor: rest.1,
        created_at: rest.2,
        attempts: rest.3,
        count: rest.4,
        read: rest.5,
    }))
}

/// It was sent.
pub async fn sent(conn: &mut AsyncPgConnection, mail: &Mail, now: DateTime<Utc>) -> Result<()> {
    let nothing: Option<DateTime<Utc>> = None;
    diesel::update(mails::table.find((mail.workspace_id, mail.id)))
        .set((mails::sent_at.eq(now), mails::due_at.eq(nothing)))
        .execute(conn)
        .await?;
    Ok(())
}

/// It is tried again then; or never.
pub async fn put_off(conn: &mut AsyncPgConnection, mail: &Mail, until: Option<DateTime<Utc>>) -> Result<()> {
    diesel::update(mails::table.find((mail.workspace_id, mail.id)))
        .set(mails::due_at.eq(until))
        .execute(conn)
        .await?;
    Ok(())
}

/// Forgets those written down before an instant that are not to be sent any more.
pub async fn clear(conn: &mut AsyncPgConnection, before: DateTime<Utc>) -> Result<()> {
    let old = mails::created_at.lt(before).and(mails::due_at.is_null());
    diesel::delete(mails::table.filter(old)).execute(conn).await?;
    Ok(())
}
