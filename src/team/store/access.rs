//! SQL for passwords, sessions and failed sign-ins.

use crate::app::error::Result;
use crate::app::tx::Tx;
use crate::db::fragment::{Bind, Fragment, Statement};
use crate::db::schema::{passwords, sessions, sign_in_failures as failures, users, workspaces};
use chrono::{DateTime, Duration, Utc};
use diesel::prelude::*;
use diesel::sql_types::Bool;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

/// Somebody who can sign in.
#[derive(Debug, Clone, Queryable)]
pub struct Login {
    pub workspace_id: Uuid,
    pub user_id: Uuid,
    /// Their password's hash.
    pub hash: String,
}

/// Active people with this address, in the workspace of that slug or in all; two tell that it is not clear whom.
pub async fn logins(conn: &mut AsyncPgConnection, email: &str, slug: Option<&str>) -> Result<Vec<Login>> {
    let email_is =
        diesel::dsl::sql::<Bool>("lower(users.email) = ").bind::<diesel::sql_types::Text, _>(email);
    let mut query = users::table
        .inner_join(workspaces::table.on(workspaces::id.eq(users::workspace_id)))
        .inner_join(
            passwords::table
                .on(passwords::workspace_id.eq(users::workspace_id).and(passwords::user_id.eq(users::id))),
        )
        .filter(users::active)
        .filter(email_is)
        .select((users::workspace_id, users::id, passwords::hash))
        .limit(2)
        .into_boxed();
    if let Some(slug) = slug {
        query = query.filter(workspaces::slug.eq(slug));
    }
    Ok(query.load(conn).await?)
}

/// The hash of one's password; none when there is none.
pub async fn password(
    conn: &mut AsyncPgConnection,
    workspace_id: Uuid,
    user_id: Uuid,
) -> Result<Option<String>> {
    let row = passwords::table.find((workspace_id, user_id)).select(passwords::hash);
    Ok(row.first(conn).await.optional()?)
}

/// Whether somebody's password is still the one of this hash; held so until the transaction ends.
pub async fn has_password(tx: &mut Tx, user_id: Uuid, hash: &str) -> Result<bool> {
    let row = passwords::table.find((tx.workspace_id(), user_id)).select(passwords::hash).for_share();
    Ok(row.first::<String>(tx.conn()).await.optional()?.as_deref() == Some(hash))
}

/// Sets somebody's password.
pub async fn set_password(tx: &mut Tx, user_id: Uuid, hash: &str) -> Result<()> {
    let (workspace_id, now) = (tx.workspace_id(), tx.now);
    let values = (passwords::hash.eq(hash), passwords::changed_at.eq(now));
    diesel::insert_into(passwords::table)
        .values((passwords::workspace_id.eq(workspace_id), passwords::user_id.eq(user_id), values))
        .on_conflict((passwords::workspace_id, passwords::user_id))
        .do_update()
        .set(values)
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Stores a session that ends at `until`; clears away those of the same person that ended by themselves.
pub async fn add_session(
    tx: &mut Tx,
    user_id: Uuid,
    token_hash: &[u8],
    until: DateTime<Utc>,
) -> Result<Uuid> {
    let (workspace_id, now, id) = (tx.workspace_id(), tx.now, Uuid::now_v7());
    let mine = sessions::workspace_id.eq(workspace_id).and(sessions::user_id.eq(user_id));
    diesel::delete(sessions::table.filter(mine).filter(sessions::expires_at.le(now)))
        .execute(tx.conn())
        .await?;
    diesel::insert_into(sessions::table)
        .values((
            sessions::workspace_id.eq(workspace_id),
            sessions::id.eq(id),
            sessions::user_id.eq(user_id),
            sessions::token_hash.eq(token_hash),
            sessions::created_at.eq(now),
            sessions::last_used_at.eq(now),
            sessions::expires_at.eq(until),
        ))
        .execute(tx.conn())
        .await?;
    Ok(id)
}

/// Ends all sessions of a person; which ones.
pub async fn end_sessions(tx: &mut Tx, user_id: Uuid) -> Result<Vec<Uuid>> {
    let mine = sessions::workspace_id.eq(tx.workspace_id()).and(sessions::user_id.eq(user_id));
    let ended = diesel::delete(sessions::table.filter(mine)).returning(sessions::id);
    Ok(ended.get_results(tx.conn()).await?)
}

/// Ends one session; false when it had ended.
pub async fn end_session(tx: &mut Tx, id: Uuid) -> Result<bool> {
    let one = sessions::table.find((tx.workspace_id(), id));
    Ok(diesel::delete(one).execute(tx.conn()).await? == 1)
}

/// Notes a try before it is known whether it fails, and counts the failures within `window` before it.
///
/// Noted first, so that tries made at the same time see each other.
pub async fn note_try(
    conn: &mut AsyncPgConnection,
    subject: &[u8],
    now: DateTime<Utc>,
    window: Duration,
) -> Result<(Uuid, i64)> {
    let (id, since) = (Uuid::now_v7(), now - window);
    diesel::insert_into(failures::table)
        .values((failures::id.eq(id), failures::subject_hash.eq(subject), failures::at.eq(now)))
        .execute(conn)
        .await?;
    let earlier = failures::table
        .filter(failures::subject_hash.eq(subject).and(failures::at.gt(since)).and(failures::id.ne(id)))
        .count()
        .get_result(conn)
        .await?;
    Ok((id, earlier))
}

/// Takes back a try that was not made.
pub async fn forget_try(conn: &mut AsyncPgConnection, id: Uuid) -> Result<()> {
    diesel::delete(failures::table.find(id)).execute(conn).await?;
    Ok(())
}

/// Forgets the failures of somebody who got in, and some that are older than `window`.
pub async fn forget_failures(
    conn: &mut AsyncPgConnection,
    subject: &[u8],
    now: DateTime<Utc>,
    window: Duration,
) -> Result<()> {
    diesel::delete(failures::table.filter(failures::subject_hash.eq(subject))).execute(conn).await?;
    let mut sql = Fragment::text(
        "DELETE FROM sign_in_failures WHERE id IN (SELECT f.id FROM sign_in_failures f WHERE f.at < ",
    );
    sql.bind(Bind::Instant(now - window)).push(" LIMIT 100 FOR UPDATE SKIP LOCKED)");
    Statement::<Bool>::new(sql).execute(conn).await?;
    Ok(())
}
