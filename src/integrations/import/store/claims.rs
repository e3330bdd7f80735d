//! SQL for the turns of uploaded imports.

use crate::app::error::Result;
use crate::app::tx::Tx;
use crate::db::id::Id;
use crate::db::schema::{import_claims, imports};
use crate::integrations::import::model::{Import, ImportStatus};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

/// Puts an import in line.
pub async fn add(tx: &mut Tx, import: Id<Import>) -> Result<()> {
    let workspace_id = tx.workspace_id();
    let row = (import_claims::workspace_id.eq(workspace_id), import_claims::import_id.eq(import.0));
    diesel::insert_into(import_claims::table).values(row).execute(tx.conn()).await?;
    Ok(())
}

/// Imports of all workspaces that wait or have gone silent, those that began first coming first: workspace and id.
pub async fn waiting(
    conn: &mut AsyncPgConnection,
    silent_since: DateTime<Utc>,
    most: i64,
) -> Result<Vec<(Uuid, Uuid)>> {
    let free = import_claims::table
        .inner_join(
            imports::table.on(imports::workspace_id
                .eq(import_claims::workspace_id)
                .and(imports::id.eq(import_claims::import_id))),
        )
        .filter(imports::status.eq(ImportStatus::Running.as_str()))
        .filter(import_claims::heard_at.is_null().or(import_claims::heard_at.lt(silent_since)))
        .order((imports::started_at, imports::id))
        .limit(most)
        .select((import_claims::workspace_id, import_claims::import_id));
    Ok(free.load(conn).await?)
}

/// Locks the turn of an import when nobody has it, and says how often it was begun.
pub async fn lock_free(tx: &mut Tx, import: Id<Import>, silent_since: DateTime<Utc>) -> Result<Option<i32>> {
    let free = import_claims::table
        .filter(import_claims::workspace_id.eq(tx.workspace_id()).and(import_claims::import_id.eq(import.0)))
        .filter(import_claims::heard_at.is_null().or(import_claims::heard_at.lt(silent_since)))
        .select(import_claims::tries)
        .for_update()
        .skip_locked();
    Ok(free.first(tx.conn()).await.optional()?)
}

/// Gives the turn to a token.
pub async fn set(tx: &mut Tx, import: Id<Import>, (token, tries): (Uuid, i32)) -> Result<()> {
    let (workspace_id, now) = (tx.workspace_id(), tx.now);
    let row = import_claims::table.find((workspace_id, import.0));
    let set = (
        import_claims::token.eq(Some(token)),
        import_claims::heard_at.eq(Some(now)),
        import_claims::tries.eq(tries),
    );
    diesel::update(row).set(set).execute(tx.conn()).await?;
    Ok(())
}

/// Says that the import goes on; false when the turn is another's.
pub async fn hear(tx: &mut Tx, import: Id<Import>, token: Uuid) -> Result<bool> {
    let (workspace_id, now) = (tx.workspace_id(), tx.now);
    let row = import_claims::table.find((workspace_id, import.0)).filter(import_claims::token.eq(token));
    let heard = diesel::update(row).set(import_claims::heard_at.eq(Some(now))).execute(tx.conn()).await?;
    Ok(heard == 1)
}

/// Ends the turn of an import that ended.
pub async fn end(tx: &mut Tx, import: Id<Import>) -> Result<()> {
    let row = import_claims::table.find((tx.workspace_id(), import.0));
    diesel::delete(row).execute(tx.conn()).await?;
    Ok(())
}
