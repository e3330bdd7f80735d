//! SQL for finding and founding workspaces: what happens before there is a viewer.

use crate::app::actor::{Actor, Viewer};
use crate::app::error::{Error, Result};
use crate::app::tx::Tx;
use crate::db::fragment::{Bind, Fragment, Statement};
use crate::db::list::{self, Visible};
use crate::db::schema::workspaces;
use crate::live::log;
use crate::team::model::{User, Workspace};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::Bool;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

/// Whoever sets up a server holds this until commit, so that two at once cannot both be first.
const SET_UP_LOCK: i64 = 0x6465_616c_7365_7475;

/// Whether there is any workspace yet.
pub async fn any_workspace(conn: &mut AsyncPgConnection) -> Result<bool> {
    let sql = Fragment::text("SELECT EXISTS (SELECT FROM workspaces)");
    Ok(Statement::<Bool>::new(sql).get_result(conn).await?)
}

/// Waits for everybody else who is setting up this server.
pub async fn lock_set_up(tx: &mut Tx) -> Result<()> {
    let mut sql = Fragment::text("SELECT pg_advisory_xact_lock(");
    sql.bind(Bind::BigInt(SET_UP_LOCK)).push(")");
    Statement::<Bool>::new(sql).execute(tx.conn()).await?;
    Ok(())
}

/// Stores a new workspace and begins its event log.
pub async fn add_workspace(tx: &mut Tx, workspace: &Workspace) -> Result<()> {
    tx.insert(workspace).await.map_err(super::taken)?;
    log::begin(tx.conn(), workspace.id.0).await
}

/// The workspace called `slug`.
///
/// # Errors
/// `NotFound` when there is none.
pub async fn workspace_called(conn: &mut AsyncPgConnection, slug: &str) -> Result<Workspace> {
    let found =
        workspaces::table.filter(workspaces::slug.eq(slug)).select(Workspace::as_select()).first(conn).await;
    found.optional()?.ok_or(Error::NotFound("workspace"))
}

/// The person with this address.
///
/// # Errors
/// `NotFound` when there is none in the workspace.
pub async fn user_called(
    conn: &mut AsyncPgConnection,
    workspace: &Workspace,
    email: &str,
    now: DateTime<Utc>,
) -> Result<User> {
    let viewer = Viewer::system(workspace.id.0, Actor::System);
    let mut conditions = User::seen_by(&viewer, now);
    conditions.equals("lower(users.email)", Bind::Text(crate::team::rules::email(email)));
    list::all(conn, conditions.into_sql()).await?.pop().ok_or(Error::NotFound("user"))
}
