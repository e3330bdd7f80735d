//! SQL for uploaded files and kept mappings, and who may see them: a file whoever brought it and admins, mappings everybody.

use crate::api::loaders::Asking;
use crate::app::actor::Role;
use crate::app::error::Result;
use crate::app::tx::Tx;
use crate::db::filter::Conditions;
use crate::db::fragment::{Bind, Fragment};
use crate::db::id::Id;
use crate::db::list::{self, Visible};
use crate::db::schema::{import_contents, import_problems};
use crate::integrations::import::model::{Import, ImportProblemSeverity};
use crate::integrations::import::upload::model::{ImportFile, ImportKind, ImportMapping};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use std::collections::HashMap;
use uuid::Uuid;

impl Visible for ImportFile {
    const ID: &'static str = "import_files.id";
    const WORKSPACE: &'static str = "import_files.workspace_id";

    fn see(conditions: &mut Conditions<'_>) {
        match (conditions.viewer.role, conditions.viewer.user_id()) {
            (Role::Admin, _) => {}
            (_, Some(user_id)) => conditions.equals("import_files.created_by", Bind::Uuid(user_id)),
            (_, None) => conditions.and(Fragment::text("false")),
        }
    }

    fn uuid(&self) -> Uuid {
        self.id.0
    }
}

impl Visible for ImportMapping {
    const ID: &'static str = "import_mappings.id";
    const WORKSPACE: &'static str = "import_mappings.workspace_id";

    fn see(_: &mut Conditions<'_>) {}

    fn uuid(&self) -> Uuid {
        self.id.0
    }
}

/// Keeps what is in a file.
pub async fn keep(tx: &mut Tx, file: Id<ImportFile>, content: &[u8]) -> Result<()> {
    let (workspace_id, now) = (tx.workspace_id(), tx.now);
    let row = (
        import_contents::workspace_id.eq(workspace_id),
        import_contents::file_id.eq(file.0),
        import_contents::content.eq(content),
        import_contents::kept_since.eq(now),
    );
    diesel::insert_into(import_contents::table).values(row).execute(tx.conn()).await?;
    Ok(())
}

/// What is in a file; none when it is kept no more.
pub async fn content(
    conn: &mut AsyncPgConnection,
    workspace_id: Uuid,
    file: Id<ImportFile>,
) -> Result<Option<Vec<u8>>> {
    let row = import_contents::table.find((workspace_id, file.0)).select(import_contents::content);
    Ok(row.first(conn).await.optional()?)
}

/// Whether a file is still kept.
pub async fn is_kept(tx: &mut Tx, file: Id<ImportFile>) -> Result<bool> {
    let row = import_contents::table.find((tx.workspace_id(), file.0));
    Ok(diesel::select(diesel::dsl::exists(row)).get_result(tx.conn()).await?)
}

/// Forgets what is in files that came before this.
pub async fn forget(conn: &mut AsyncPgConnection, before: DateTime<Utc>) -> Result<usize> {
    let old = import_contents::table.filter(import_contents::kept_since.lt(before));
    Ok(diesel::delete(old).execute(conn).await?)
}

/// The mappings in use for files of a kind, the last changed first.
pub async fn mappings_of(
    conn: &mut AsyncPgConnection,
    asking: &Asking,
    kind: ImportKind,
) -> Result<Vec<ImportMapping>> {
    let mut conditions = ImportMapping::seen_by(&asking.viewer, asking.now);
    conditions.equals("import_mappings.kind", Bind::Text(kind.as_str().to_owned()));
    conditions.equals("import_mappings.archived", Bind::Bool(false));
    let mut sql = conditions.into_sql();
    sql.push(" ORDER BY import_mappings.updated_at DESC, import_mappings.id LIMIT 200");
    list::all(conn, sql).await
}

/// Why rows of an import were not taken, by line.
pub async fn rejected(conn: &mut AsyncPgConnection, import: &Import) -> Result<HashMap<i32, String>> {
    let rows = import_problems::table
        .filter(
            import_problems::workspace_id
                .eq(import.workspace_id.0)
                .and(import_problems::import_id.eq(import.id.0))
                .and(import_problems::severity.eq(ImportProblemSeverity::Rejected.as_str())),
        )
        .select((import_problems::line, import_problems::reason));
    let rows: Vec<(i32, String)> = rows.load(conn).await?;
    Ok(rows.into_iter().collect())
}

/// Takes back what a dry run that broke off has reported: it begins anew.
pub async fn forget_problems(tx: &mut Tx, import: Id<Import>) -> Result<()> {
    let workspace_id = tx.workspace_id();
    let of = import_problems::table
        .filter(import_problems::workspace_id.eq(workspace_id).and(import_problems::import_id.eq(import.0)));
    diesel::delete(of).execute(tx.conn()).await?;
    Ok(())
}

/// How many problems of an import are kept.
pub async fn count_problems(tx: &mut Tx, import: Id<Import>) -> Result<i32> {
    let of = import_problems::table.filter(
        import_problems::workspace_id.eq(tx.workspace_id()).and(import_problems::import_id.eq(import.0)),
    );
    let count: i64 = of.count().get_result(tx.conn()).await?;
    Ok(i32::try_from(count).unwrap_or(i32::MAX))
}
