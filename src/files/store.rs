//! SQL for files, and who may see them: whoever sees the record they hang on.

use crate::activities::interactions::model::Activity;
use crate::api::loaders::{Asking, Batch};
use crate::app::actor::Scope;
use crate::app::error::{Error, Result};
use crate::app::tx::Tx;
use crate::db::filter::Conditions;
use crate::db::fragment::{Bind, Fragment, Select};
use crate::db::list::{Row, Visible};
use crate::db::pool::DbConnection;
use crate::db::schema::{file_uploads, file_usage};
use crate::deals::store::sees_deal;
use crate::files::model::{File, FileFilter, FileVersion};
use crate::leads::store::on_visible_lead;
use crate::pipeline::model::Lookup;
use crate::team::model::User;
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::upsert::excluded;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use std::collections::HashMap;
use uuid::Uuid;

impl Visible for File {
    const ID: &'static str = "files.id";
    const WORKSPACE: &'static str = "files.workspace_id";

    fn see(conditions: &mut Conditions<'_>) {
        let (viewer, now) = (conditions.viewer, conditions.now);
        if viewer.scope == Scope::All {
            return;
        }
        let mut sql = Fragment::text("files.deal_id IS NULL AND files.activity_id IS NULL");
        if let Some(lead) = on_visible_lead(conditions, "files.lead_id") {
            sql.push(" AND ").append(lead);
        }
        sql.push(" OR ").append(sees_deal((viewer, now), "files.deal_id"));
        sql.push(" OR (SELECT true FROM activities WHERE activities.id = files.activity_id AND ");
        sql.append(Activity::seen_by(viewer, now).into_sql()).push(")");
        conditions.and(sql);
    }

    fn uuid(&self) -> Uuid {
        self.id.0
    }
}

/// Adds a filter on files.
pub fn filter_files(to: &mut Conditions<'_>, filter: &FileFilter) -> Result<()> {
    to.id::<File>("files.id", filter.id.as_ref())?;
    to.text("files.name", filter.name.as_ref());
    to.id::<Lookup>("files.category_id", filter.category_id.as_ref())?;
    to.boolean("files.archived", filter.archived.as_ref());
    to.id::<User>("files.created_by", filter.created_by_id.as_ref())?;
    to.instant("files.created_at", filter.created_at.as_ref())?;
    to.instant("files.updated_at", filter.updated_at.as_ref())?;
    to.text("files.media_type", filter.media_type.as_ref());
    to.logic((filter.and.as_deref(), filter.or.as_deref(), filter.not.as_deref()), filter_files)
}

/// What a list of files holds: filter and search; put away ones only when the filter speaks of them.
pub fn files_where(
    conditions: &mut Conditions<'_>,
    filter: Option<&FileFilter>,
    search: Option<&str>,
) -> Result<()> {
    if filter.is_none_or(|filter| filter.archived.is_none()) {
        conditions.equals("files.archived", Bind::Bool(false));
    }
    if let Some(filter) = filter {
        filter_files(conditions, filter)?;
    }
    if let Some(text) = search.map(str::trim).filter(|text| !text.is_empty()) {
        conditions.search("files.name", text);
    }
    Ok(())
}

/// The version of this number, of a file that the viewer is known to see.
pub async fn version(conn: &mut AsyncPgConnection, file: &File, number: i32) -> Result<Option<FileVersion>> {
    let mut sql = Fragment::text("FROM file_versions WHERE workspace_id = ");
    sql.bind(Bind::Uuid(file.workspace_id.0)).push(" AND file_id = ").bind(Bind::Uuid(file.id.0));
    sql.push(" AND number = ").bind(Bind::Int(number));
    Ok(<FileVersion as Row>::load(conn, Select::new(sql)).await?.pop())
}

/// The versions of these files and numbers, of files that the viewer is known to see.
pub async fn numbered(
    conn: &mut AsyncPgConnection,
    workspace_id: Uuid,
    keys: Vec<(Uuid, i32)>,
) -> Result<Vec<FileVersion>> {
    let (files, numbers) = keys.into_iter().unzip();
    let mut sql = Fragment::text("FROM file_versions WHERE workspace_id = ");
    sql.bind(Bind::Uuid(workspace_id));
    sql.push(" AND (file_id, number) IN (SELECT * FROM unnest(").bind(Bind::Uuids(files));
    sql.push(", ").bind(Bind::Ints(numbers)).push("))");
    <FileVersion as Row>::load(conn, Select::new(sql)).await
}

/// Versions of files that the viewer is known to see, by file and number.
pub struct NumberBatch;

impl Batch for NumberBatch {
    type Key = (Uuid, i32);
    type Value = FileVersion;

    async fn load(
        conn: &mut DbConnection,
        asking: &Asking,
        keys: Vec<(Uuid, i32)>,
    ) -> Result<HashMap<(Uuid, i32), FileVersion>> {
        let rows = numbered(conn, asking.viewer.workspace_id, keys).await?.into_iter();
        Ok(rows.map(|version| ((version.file_id.0, version.number), version)).collect())
    }
}

/// All versions of files that the viewer is known to see, the newest first.
pub struct VersionsBatch;

impl Batch for VersionsBatch {
    type Key = Uuid;
    type Value = Vec<FileVersion>;

    async fn load(
        conn: &mut DbConnection,
        asking: &Asking,
        files: Vec<Uuid>,
    ) -> Result<HashMap<Uuid, Vec<FileVersion>>> {
        let mut sql = Fragment::text("FROM file_versions WHERE workspace_id = ");
        sql.bind(Bind::Uuid(asking.viewer.workspace_id));
        sql.push(" AND file_id = ANY(").bind(Bind::Uuids(files)).push(") ORDER BY number DESC");
        let mut grouped: HashMap<Uuid, Vec<FileVersion>> = HashMap::new();
        for row in <FileVersion as Row>::load(conn, Select::new(sql)).await? {
            grouped.entry(row.file_id.0).or_default().push(row);
        }
        Ok(grouped)
    }
}

/// Puts bytes that are about to be kept on the list of what no file may come of.
pub async fn begin_upload(
    conn: &mut AsyncPgConnection,
    workspace_id: Uuid,
    (storage_key, now): (&str, DateTime<Utc>),
) -> Result<()> {
    let row = (
        file_uploads::workspace_id.eq(workspace_id),
        file_uploads::storage_key.eq(storage_key),
        file_uploads::begun_at.eq(now),
    );
    diesel::insert_into(file_uploads::table).values(row).execute(conn).await?;
    Ok(())
}

/// Takes bytes off the list: a file came of them, or they are gone. False when they were not on it.
pub async fn end_upload(conn: &mut AsyncPgConnection, workspace_id: Uuid, storage_key: &str) -> Result<bool> {
    let row = file_uploads::table.find((workspace_id, storage_key));
    Ok(diesel::delete(row).execute(conn).await? == 1)
}

/// Bytes that have been on the list since before `horizon`, of all workspaces: of a server that ended.
pub async fn abandoned(conn: &mut AsyncPgConnection, horizon: DateTime<Utc>) -> Result<Vec<(Uuid, String)>> {
    let rows = file_uploads::table.filter(file_uploads::begun_at.lt(horizon));
    let rows = rows.order(file_uploads::begun_at).limit(1_000);
    Ok(rows.select((file_uploads::workspace_id, file_uploads::storage_key)).load(conn).await?)
}

/// Bytes of all files of the workspace.
pub async fn used(tx: &mut Tx) -> Result<i64> {
    let workspace_id = tx.workspace_id();
    let row = file_usage::table.find(workspace_id).select(file_usage::bytes);
    Ok(row.first(tx.conn()).await.optional()?.unwrap_or(0))
}

/// Counts bytes of the workspace's files; other uploads of the workspace wait until the transaction ends.
///
/// # Errors
/// `StorageFull` when that is more than `quota`.
pub async fn take_room(tx: &mut Tx, size: i64, quota: u64) -> Result<()> {
    let row = (file_usage::workspace_id.eq(tx.workspace_id()), file_usage::bytes.eq(size));
    let taken: i64 = diesel::insert_into(file_usage::table)
        .values(row)
        .on_conflict(file_usage::workspace_id)
        .do_update()
        .set(file_usage::bytes.eq(file_usage::bytes + excluded(file_usage::bytes)))
        .returning(file_usage::bytes)
        .get_result(tx.conn())
        .await?;
    if u64::try_from(taken).is_ok_and(|taken| taken <= quota) { Ok(()) } else { Err(Error::StorageFull) }
}
