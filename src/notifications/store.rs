//! SQL for notifications, and who may see them: whoever they are for, nobody else.

use crate::app::actor::Actor;
use crate::app::error::{Error, Result};
use crate::app::tx::Tx;
use crate::db::filter::Conditions;
use crate::db::fragment::{Bind, Fragment, Statement};
use crate::db::list::{self, Visible};
use crate::db::schema::{
    notification_occasions as occasions, notification_positions as positions,
    notification_preferences as preferences_of, notifications,
};
use crate::notifications::follow::Turn;
use crate::notifications::model::{
    Notification, NotificationFilter, NotificationKind, NotificationPreference, Target, TargetKind,
};
use crate::notifications::rules::{GROUPED_WITHIN, TOGETHER_WITHIN, Told, Which, by_default};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types as sql;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

impl Visible for Notification {
    const ID: &'static str = "notifications.id";
    const WORKSPACE: &'static str = "notifications.workspace_id";

    fn see(conditions: &mut Conditions<'_>) {
        match conditions.viewer.user_id() {
            Some(me) => conditions.equals("notifications.user_id", Bind::Uuid(me)),
            None => conditions.and(Fragment::text("false")),
        }
    }

    fn uuid(&self) -> Uuid {
        self.id.0
    }
}

/// Adds a filter on notifications.
pub fn filter_notifications(to: &mut Conditions<'_>, filter: &NotificationFilter) {
    match filter.unread {
        Some(true) => unread(to),
        Some(false) => to.and(Fragment::text("notifications.read_at IS NOT NULL")),
        None => {}
    }
    to.one_of("notifications.kind", filter.kind.as_ref().map(|kind| kind as _));
}

/// Only those that were not read.
pub fn unread(to: &mut Conditions<'_>) {
    to.and(Fragment::text("notifications.read_at IS NULL"));
}

/// How many lines the viewer has not read.
pub async fn count_unread(
    conn: &mut AsyncPgConnection,
    (viewer, now): (&crate::app::actor::Viewer, DateTime<Utc>),
) -> Result<i64> {
    let mut conditions = Notification::seen_by(viewer, now);
    unread(&mut conditions);
    list::count(conn, "notifications", conditions.into_sql()).await
}

/// The viewer's lines that are meant, locked.
pub async fn lock_lines(tx: &mut Tx, which: Which) -> Result<Vec<Notification>> {
    let (viewer, now) = (tx.viewer.clone(), tx.now);
    let mut conditions = Notification::seen_by(&viewer, now);
    let mut these = Fragment::default();
    match which {
        Which::These(ids) => {
            these.push("notifications.id = ANY(").bind(Bind::Uuids(ids)).push(")");
        }
        Which::UpTo(at) => {
            unread(&mut conditions);
            these.push("notifications.at <= ").bind(Bind::Instant(at));
        }
    }
    conditions.and(these);
    list::locked(tx.conn(), conditions.into_sql()).await
}

/// Marks lines that are locked, in one statement however many.
pub async fn mark(tx: &mut Tx, ids: Vec<Uuid>, read_at: Option<DateTime<Utc>>) -> Result<()> {
    let (workspace_id, now, by) = (tx.workspace_id(), tx.now, tx.by());
    let these = notifications::workspace_id.eq(workspace_id).and(notifications::id.eq_any(ids));
    diesel::update(notifications::table.filter(these))
        .set((
            notifications::read_at.eq(read_at),
            notifications::version.eq(notifications::version + 1),
            notifications::updated_at.eq(now),
            notifications::updated_by.eq(by),
        ))
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Somebody's unread line that takes in what they are told, locked: of the same kind on the same deal, without a deal about the same
/// record, and not older than a day. A deal that is handed over goes with those that the same one handed over just before, too.
pub async fn open_line(
    tx: &mut Tx,
    told: &Told,
    (by, at): (&Actor, DateTime<Utc>),
) -> Result<Option<Notification>> {
    let by = serde_json::to_value(by).map_err(Error::internal)?;
    let mut text = Fragment::text("notifications.workspace_id = ");
    text.bind(Bind::Uuid(tx.workspace_id()))
        .push(" AND notifications.user_id = ")
        .bind(Bind::Uuid(told.user));
    text.push(" AND notifications.kind = ").bind(Bind::Text(told.kind.as_str().to_owned()));
    text.push(" AND notifications.read_at IS NULL AND notifications.at > ")
        .bind(Bind::Instant(at - GROUPED_WITHIN));
    match told.target.deal_id {
        Some(deal) if told.kind == NotificationKind::DealAssigned => {
            text.push(" AND (notifications.deal_id = ").bind(Bind::Uuid(deal));
            text.push(" OR notifications.actor = ").bind(Bind::Json(by));
            text.push(" AND notifications.at > ").bind(Bind::Instant(at - TOGETHER_WITHIN)).push(")")
        }
        Some(deal) => text.push(" AND notifications.deal_id = ").bind(Bind::Uuid(deal)),
        None => {
            text.push(" AND notifications.deal_id IS NULL AND notifications.target_id = ");
            text.bind(Bind::Uuid(told.target.id))
        }
    };
    let found: Vec<Notification> = list::locked(tx.conn(), text).await?;
    // There may be several: one that was marked unread again beside a newer one.
    Ok(found.into_iter().max_by_key(|line| line.at))
}

/// Somebody's unread lines that say they were asked to decide on a deal, locked; none while anything on it still waits for them.
pub async fn settled_lines(tx: &mut Tx, user: Uuid, deal: Uuid) -> Result<Vec<Notification>> {
    let asked = NotificationKind::ApprovalRequested.as_str().to_owned();
    let mut text = Fragment::text("notifications.workspace_id = ");
    text.bind(Bind::Uuid(tx.workspace_id())).push(" AND notifications.user_id = ").bind(Bind::Uuid(user));
    text.push(" AND notifications.kind = ").bind(Bind::Text(asked));
    text.push(" AND notifications.read_at IS NULL AND notifications.deal_id = ").bind(Bind::Uuid(deal));
    text.push(
        " AND NOT EXISTS (SELECT FROM approvals a WHERE a.workspace_id = notifications.workspace_id
           AND a.deal_id = notifications.deal_id AND a.waiting_for @> ",
    );
    text.bind(Bind::Uuids(vec![user])).push(")");
    list::locked(tx.conn(), text).await
}

/// How somebody wants to be told of a kind of thing.
pub async fn preference(tx: &mut Tx, user: Uuid, kind: NotificationKind) -> Result<NotificationPreference> {
    let all = preferences(tx, user).await?;
    Ok(all.into_iter().find(|one| one.kind == kind).unwrap_or_else(|| by_default(kind)))
}

/// How somebody wants to be told of each kind of thing.
pub async fn preferences(tx: &mut Tx, user: Uuid) -> Result<Vec<NotificationPreference>> {
    let workspace_id = tx.workspace_id();
    preferences_in(tx.conn(), workspace_id, user).await
}

/// The same outside a transaction.
pub async fn preferences_in(
    conn: &mut AsyncPgConnection,
    workspace_id: Uuid,
    user: Uuid,
) -> Result<Vec<NotificationPreference>> {
    let mine = preferences_of::workspace_id.eq(workspace_id).and(preferences_of::user_id.eq(user));
    let columns = (preferences_of::kind, preferences_of::inbox, preferences_of::email);
    let kept: Vec<(NotificationKind, bool, bool)> =
        preferences_of::table.filter(mine).select(columns).load(conn).await?;
    let one = |kind: NotificationKind| {
        let said = kept.iter().find(|said| said.0 == kind);
        said.map_or_else(
            || by_default(kind),
            |&(kind, inbox, email)| NotificationPreference { kind, inbox, email },
        )
    };
    Ok(NotificationKind::ALL.map(one).into())
}

/// Keeps how somebody wants to be told of a kind of thing.
pub async fn set_preference(tx: &mut Tx, user: Uuid, wanted: &NotificationPreference) -> Result<()> {
    let key = (
        preferences_of::workspace_id.eq(tx.workspace_id()),
        preferences_of::user_id.eq(user),
        preferences_of::kind.eq(wanted.kind),
    );
    let values = (preferences_of::inbox.eq(wanted.inbox), preferences_of::email.eq(wanted.email));
    diesel::insert_into(preferences_of::table)
        .values((key, values))
        .on_conflict((preferences_of::workspace_id, preferences_of::user_id, preferences_of::kind))
        .do_update()
        .set(values)
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Begins to follow the logs that are not followed yet, at their ends.
pub async fn begin(conn: &mut AsyncPgConnection, now: DateTime<Utc>) -> Result<()> {
    let mut text = Fragment::text(
        "INSERT INTO notification_positions (workspace_id, seq, began_at) SELECT h.workspace_id, h.seq, ",
    );
    text.bind(Bind::Instant(now)).push(
        " FROM event_heads h WHERE NOT EXISTS (SELECT FROM notification_positions p WHERE p.workspace_id = h.workspace_id) ON CONFLICT DO NOTHING",
    );
    Statement::<sql::Bool>::new(text).execute(conn).await?;
    Ok(())
}

/// Begins to follow one log where it stood at an instant, unless it is followed.
pub async fn begin_in(
    conn: &mut AsyncPgConnection,
    workspace_id: Uuid,
    (from, now): (DateTime<Utc>, DateTime<Utc>),
) -> Result<()> {
    let mut text = Fragment::text("INSERT INTO notification_positions (workspace_id, seq, began_at) SELECT ");
    text.bind(Bind::Uuid(workspace_id)).push(", coalesce(max(e.seq), 0), ").bind(Bind::Instant(now));
    text.push(" FROM events e WHERE e.workspace_id = ").bind(Bind::Uuid(workspace_id));
    text.push(" AND e.at < ").bind(Bind::Instant(from)).push(" ON CONFLICT DO NOTHING");
    Statement::<sql::Bool>::new(text).execute(conn).await?;
    Ok(())
}

/// Workspaces whose log went on after the position.
pub async fn behind(conn: &mut AsyncPgConnection, most: i64) -> Result<Vec<Uuid>> {
    let mut text = Fragment::text(
        "SELECT p.workspace_id FROM notification_positions p JOIN event_heads h USING (workspace_id) WHERE h.seq <> p.seq LIMIT ",
    );
    text.bind(Bind::BigInt(most));
    Ok(Statement::<sql::Uuid>::new(text).load(conn).await?)
}

/// The position in the workspace's log, locked; none when it is not followed yet, or another server does so at the moment and its
/// turn is not waited for.
pub async fn lock_position(tx: &mut Tx, turn: Turn) -> Result<Option<i64>> {
    let row = positions::table.find(tx.workspace_id()).select(positions::seq).for_no_key_update();
    Ok(match turn {
        Turn::Wait => row.first(tx.conn()).await.optional()?,
        Turn::Skip => row.skip_locked().first(tx.conn()).await.optional()?,
    })
}

/// Moves the position.
pub async fn move_to(tx: &mut Tx, seq: i64) -> Result<()> {
    let row = positions::table.find(tx.workspace_id());
    diesel::update(row).set(positions::seq.eq(seq)).execute(tx.conn()).await?;
    Ok(())
}

/// Something that has come due for somebody.
#[derive(Debug, Clone, Copy)]
pub struct Due {
    pub workspace_id: Uuid,
    pub user_id: Uuid,
    pub target: Target,
    pub at: DateTime<Utc>,
}

/// What has come due within a time and nobody was reminded of: open tasks, and planned activities that are over. Not what was made
/// with its time in the past, nor what came due before the workspace was followed.
pub async fn due(
    conn: &mut AsyncPgConnection,
    (since, now): (DateTime<Utc>, DateTime<Utc>),
    most: i64,
) -> Result<Vec<Due>> {
    type Row = (sql::Uuid, sql::Uuid, sql::Text, sql::Uuid, sql::Nullable<sql::Uuid>, sql::Timestamptz);
    type Found = (Uuid, Uuid, TargetKind, Uuid, Option<Uuid>, DateTime<Utc>);
    let mut text = Fragment::text("SELECT d.workspace_id, d.user_id, d.kind, d.id, d.deal_id, d.at FROM (");
    let tasks = "SELECT t.workspace_id, t.assignee_id AS user_id, 'task' AS kind, t.id, t.deal_id, t.due_at AS at, t.created_at
                 FROM tasks t WHERE t.status = 'open' AND t.due_at IS NOT NULL AND t.due_at <= ";
    let activities = " UNION ALL SELECT a.workspace_id, a.owner_id, 'activity', a.id, a.deal_id, coalesce(a.ends_at, a.starts_at), a.created_at
                 FROM activities a WHERE a.status = 'planned' AND NOT a.archived AND coalesce(a.ends_at, a.starts_at) < ";
    text.push(tasks).bind(Bind::Instant(now)).push(" AND t.due_at > ").bind(Bind::Instant(since));
    text.push(activities).bind(Bind::Instant(now)).push(" AND coalesce(a.ends_at, a.starts_at) > ");
    text.bind(Bind::Instant(since)).push(
        ") AS d JOIN notification_positions p ON p.workspace_id = d.workspace_id
         WHERE d.at > p.began_at AND d.at > d.created_at AND NOT EXISTS (
           SELECT FROM notification_occasions o WHERE o.workspace_id = d.workspace_id AND o.user_id = d.user_id
           AND o.target_id = d.id AND o.due_at = d.at)
         ORDER BY d.at LIMIT ",
    );
    text.bind(Bind::BigInt(most));
    let rows: Vec<Found> = Statement::<Row>::new(text).load(conn).await?;
    let due = |(workspace_id, user_id, kind, id, deal_id, at)| Due {
        workspace_id,
        user_id,
        target: Target { kind, id, deal_id },
        at,
    };
    Ok(rows.into_iter().map(due).collect())
}

/// Writes an occasion down; false when it was, by whomever.
pub async fn is_first(tx: &mut Tx, due: &Due) -> Result<bool> {
    let row = (
        occasions::workspace_id.eq(due.workspace_id),
        occasions::user_id.eq(due.user_id),
        occasions::target_id.eq(due.target.id),
        occasions::due_at.eq(due.at),
    );
    let insert = diesel::insert_into(occasions::table).values(row).on_conflict_do_nothing();
    Ok(insert.execute(tx.conn()).await? == 1)
}

/// Forgets lines read before one instant, and occasions before another.
pub async fn clear(
    conn: &mut AsyncPgConnection,
    read_before: DateTime<Utc>,
    due_before: DateTime<Utc>,
) -> Result<()> {
    diesel::delete(notifications::table.filter(notifications::read_at.lt(read_before))).execute(conn).await?;
    diesel::delete(occasions::table.filter(occasions::due_at.lt(due_before))).execute(conn).await?;
    Ok(())
}
