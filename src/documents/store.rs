//! SQL for the papers that are kept: which are to be made, who makes them, and what came of them.

use crate::api::loaders::{Asking, Batch};
use crate::app::error::Result;
use crate::app::tx::Tx;
use crate::db::fragment::{Bind, Fragment, Statement};
use crate::db::id::Id;
use crate::db::pool::DbConnection;
use crate::db::schema::{file_versions, proposal_documents};
use crate::files::model::{File, FileVersion};
use crate::pipeline::model::Lookup;
use crate::proposals::model::Proposal;
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types as sql;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use std::collections::HashMap;
use uuid::Uuid;

/// Asks for the paper of a proposal to be kept.
pub async fn want(tx: &mut Tx, id: Id<Proposal>) -> Result<()> {
    let row = (
        proposal_documents::workspace_id.eq(tx.workspace_id()),
        proposal_documents::proposal_id.eq(id.0),
        proposal_documents::due_at.eq(tx.now),
    );
    let insert = diesel::insert_into(proposal_documents::table).values(row);
    insert.on_conflict_do_nothing().execute(tx.conn()).await?;
    Ok(())
}

/// Takes up a paper of any workspace that is due. Nobody else does until a while has passed: a minute at first, an hour when it
/// has failed often.
pub async fn take_up(conn: &mut AsyncPgConnection, now: DateTime<Utc>) -> Result<Option<(Uuid, Uuid)>> {
    let mut text = Fragment::text("UPDATE proposal_documents d SET attempts = attempts + 1, due_at = ");
    text.bind(Bind::Instant(now));
    text.push(" + least(interval '1 minute' * (2 ^ least(d.attempts, 10)), interval '1 hour') FROM (SELECT workspace_id, proposal_id FROM proposal_documents WHERE file_id IS NULL AND due_at <= ");
    text.bind(Bind::Instant(now));
    text.push(" ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED) one WHERE d.workspace_id = one.workspace_id AND d.proposal_id = one.proposal_id RETURNING d.workspace_id, d.proposal_id");
    Ok(Statement::<(sql::Uuid, sql::Uuid)>::new(text).get_result(conn).await.optional()?)
}

/// Whether the paper is there. The deal's row is locked before, so that it stays so.
pub async fn is_kept(tx: &mut Tx, id: Id<Proposal>) -> Result<bool> {
    let row = proposal_documents::table.find((tx.workspace_id(), id.0)).select(proposal_documents::file_id);
    Ok(row.first::<Option<Uuid>>(tx.conn()).await.optional()?.flatten().is_some())
}

/// Says which file the paper is.
pub async fn keep_as(tx: &mut Tx, id: Id<Proposal>, file: Id<File>) -> Result<()> {
    let row = proposal_documents::table.find((tx.workspace_id(), id.0));
    diesel::update(row).set(proposal_documents::file_id.eq(file.0)).execute(tx.conn()).await?;
    Ok(())
}

/// The category of files that offers are in, where the workspace has kept it.
pub async fn category(tx: &mut Tx) -> Result<Option<Id<Lookup>>> {
    let mut text = Fragment::text("SELECT id FROM lookups WHERE workspace_id = ");
    text.bind(Bind::Uuid(tx.workspace_id()));
    text.push(" AND kind = 'file_category' AND key = 'proposal' AND NOT archived");
    let id: Option<Uuid> = Statement::<sql::Uuid>::new(text).get_result(tx.conn()).await.optional()?;
    Ok(id.map(Id::of))
}

/// The paper of a proposal as it was kept: its bytes never change. The viewer is known to see the proposal.
pub async fn kept(
    conn: &mut AsyncPgConnection,
    workspace_id: Uuid,
    id: Id<Proposal>,
) -> Result<Option<FileVersion>> {
    let file = proposal_documents::table.find((workspace_id, id.0)).select(proposal_documents::file_id);
    let Some(file) = file.first::<Option<Uuid>>(conn).await.optional()?.flatten() else { return Ok(None) };
    let first = file_versions::table
        .filter(file_versions::workspace_id.eq(workspace_id))
        .filter(file_versions::file_id.eq(file))
        .filter(file_versions::number.eq(1));
    Ok(first.select(FileVersion::as_select()).first(conn).await.optional()?)
}

/// The files that proposals' papers are, by proposal.
pub struct KeptBatch;

impl Batch for KeptBatch {
    type Key = Uuid;
    type Value = Id<File>;

    async fn load(
        conn: &mut DbConnection,
        asking: &Asking,
        proposals: Vec<Uuid>,
    ) -> Result<HashMap<Uuid, Id<File>>> {
        let rows = proposal_documents::table
            .filter(proposal_documents::workspace_id.eq(asking.viewer.workspace_id))
            .filter(proposal_documents::proposal_id.eq_any(proposals))
            .select((proposal_documents::proposal_id, proposal_documents::file_id));
        let rows: Vec<(Uuid, Option<Uuid>)> = rows.load(conn).await?;
        Ok(rows.into_iter().filter_map(|(proposal, file)| Some((proposal, Id::of(file?)))).collect())
    }
}
