//! SQL for imports and external ids, and who may see imports: admins, and whoever started them.

pub mod claims;
pub mod natural;

use crate::api::loaders::{Asking, Batch};
use crate::app::actor::Role;
use crate::app::error::Result;
use crate::app::tx::Tx;
use crate::db::filter::Conditions;
use crate::db::fragment::{Bind, Fragment, Statement};
use crate::db::id::Id;
use crate::db::list::{self, Visible};
use crate::db::schema::{events, external_ids, import_problems, imports};
use crate::integrations::import::mapping::Kind;
use crate::integrations::import::model::{Import, ImportProblemSeverity, ImportStatus, Problem};
use crate::pipeline::model::{Currency, Lookup, Pipeline, Stage};
use crate::team::model::{Team, User};
use diesel::prelude::*;
use diesel::sql_types as sql;
use diesel::upsert::excluded;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use std::collections::HashMap;
use uuid::Uuid;

impl Visible for Import {
    const ID: &'static str = "imports.id";
    const WORKSPACE: &'static str = "imports.workspace_id";

    fn see(conditions: &mut Conditions<'_>) {
        match (conditions.viewer.role, conditions.viewer.user_id()) {
            (Role::Admin, _) => {}
            (_, Some(user_id)) => conditions.equals("imports.started_by", Bind::Uuid(user_id)),
            (_, None) => conditions.and(Fragment::text("false")),
        }
    }

    fn uuid(&self) -> Uuid {
        self.id.0
    }
}

/// Writes an import's row back. Its version counts how often that happened.
pub async fn save(tx: &mut Tx, import: &Import) -> Result<()> {
    let row = imports::table.find((import.workspace_id.0, import.id.0));
    diesel::update(row).set(import).execute(tx.conn()).await?;
    Ok(())
}

/// Imports of all workspaces that run and have told nothing since: workspace, id and version.
pub async fn silent_since(
    conn: &mut AsyncPgConnection,
    since: chrono::DateTime<chrono::Utc>,
) -> Result<Vec<(Uuid, Uuid, i32)>> {
    let told = events::table.filter(
        events::workspace_id
            .eq(imports::workspace_id)
            .and(events::subject_id.eq(imports::id))
            .and(events::at.ge(since)),
    );
    let silent = imports::table
        // Those of uploaded files are taken over by another server.
        .filter(imports::file_id.is_null())
        .filter(imports::status.eq(ImportStatus::Running.as_str()).and(imports::started_at.lt(since)))
        .filter(diesel::dsl::not(diesel::dsl::exists(told)))
        .select((imports::workspace_id, imports::id, imports::version));
    Ok(silent.load(conn).await?)
}

/// Keeps problems, numbered from `first`.
pub async fn add_problems(tx: &mut Tx, import: Id<Import>, first: i32, problems: &[Problem]) -> Result<()> {
    let workspace_id = tx.workspace_id();
    let rows: Vec<_> = (first..)
        .zip(problems)
        .map(|(position, problem)| {
            (
                import_problems::workspace_id.eq(workspace_id),
                import_problems::import_id.eq(import.0),
                import_problems::position.eq(position),
                import_problems::file.eq(&problem.file),
                import_problems::line.eq(problem.line),
                import_problems::severity.eq(problem.severity.as_str()),
                import_problems::reason.eq(&problem.reason),
                import_problems::code.eq(&problem.code),
                import_problems::field.eq(&problem.field),
                import_problems::refusals.eq(&problem.refusals),
            )
        })
        .collect();
    diesel::insert_into(import_problems::table).values(rows).execute(tx.conn()).await?;
    Ok(())
}

/// Which page of problems: of which import, how many, after which place, and of which severity; of all when left out.
pub type ProblemPage = (Uuid, i64, i32, Option<ImportProblemSeverity>);

/// The batch of pages of imports' problems.
pub struct Problems;

impl Batch for Problems {
    type Key = ProblemPage;
    type Value = Vec<Problem>;

    async fn load(
        conn: &mut AsyncPgConnection,
        asking: &Asking,
        keys: Vec<ProblemPage>,
    ) -> Result<HashMap<ProblemPage, Vec<Problem>>> {
        let most = keys.iter().map(|(_, most, ..)| *most).max().unwrap_or_default();
        let ids = keys.iter().map(|(id, ..)| *id).collect();
        let afters = keys.iter().map(|(_, _, after, _)| *after).collect();
        let severities = keys.iter().map(|(.., severity)| named(*severity)).collect();
        let mut text = Fragment::text("SELECT parent.id, parent.after, parent.severity,");
        text.push(" p.position, p.file, p.line, p.severity, p.reason, p.code, p.field, p.refusals");
        text.push(" FROM unnest(").bind(Bind::Uuids(ids)).push(", ").bind(Bind::Ints(afters));
        text.push(", ").bind(Bind::Texts(severities));
        text.push(") AS parent(id, after, severity) CROSS JOIN LATERAL (SELECT * FROM import_problems");
        text.push(" WHERE import_id = parent.id AND position > parent.after AND workspace_id = ")
            .bind(Bind::Uuid(asking.viewer.workspace_id));
        text.push(" AND (parent.severity = '' OR import_problems.severity = parent.severity)");
        text.push(" ORDER BY position LIMIT ").bind(Bind::BigInt(most)).push(") AS p ORDER BY p.position");
        type Maybe = sql::Nullable<sql::Text>;
        type Row = (sql::Int4, sql::Text, sql::Int4, sql::Text, sql::Text, Maybe, Maybe, sql::Jsonb);
        type Columns = (sql::Uuid, sql::Int4, sql::Text, Row);
        let rows: Vec<(Uuid, i32, String, Problem)> = Statement::<Columns>::new(text).load(conn).await?;
        let mut grouped: HashMap<(Uuid, i32, String), Vec<Problem>> = HashMap::new();
        for (import, after, severity, problem) in rows {
            grouped.entry((import, after, severity)).or_default().push(problem);
        }
        let of = |key: ProblemPage| {
            let (id, most, after, severity) = key;
            let most = usize::try_from(most).unwrap_or_default();
            let all = grouped.get(&(id, after, named(severity)));
            (key, all.map(|all| all.iter().take(most).cloned().collect()).unwrap_or_default())
        };
        Ok(keys.into_iter().map(of).collect())
    }
}

/// As the database has it; nothing for problems of every severity.
fn named(severity: Option<ImportProblemSeverity>) -> String {
    severity.map(|severity| severity.as_str().to_owned()).unwrap_or_default()
}

/// A record's id and the fingerprint of the row it was last made from.
pub type Known = (Uuid, Vec<u8>);

/// Which of these external ids are known, and for which records.
pub async fn known(
    tx: &mut Tx,
    source: &str,
    wanted: &[(Kind, String)],
) -> Result<HashMap<(Kind, String), Known>> {
    let mut text = Fragment::text("SELECT w.place, x.record_id, x.fingerprint FROM unnest(");
    text.bind(Bind::Texts(wanted.iter().map(|(kind, _)| kind.as_str().to_owned()).collect())).push(", ");
    text.bind(Bind::Texts(wanted.iter().map(|(_, key)| key.clone()).collect()));
    text.push(") WITH ORDINALITY AS w(kind, key, place) JOIN external_ids x ON x.kind = w.kind AND x.external_id = w.key");
    text.push(" AND x.workspace_id = ").bind(Bind::Uuid(tx.workspace_id()));
    text.push(" AND x.source = ").bind(Bind::Text(source.to_owned()));
    let rows: Vec<(i64, Uuid, Vec<u8>)> =
        Statement::<(sql::BigInt, sql::Uuid, sql::Bytea)>::new(text).load(tx.conn()).await?;
    let found = rows.into_iter().filter_map(|(place, id, fingerprint)| {
        let wanted = usize::try_from(place - 1).ok().and_then(|place| wanted.get(place))?;
        Some((wanted.clone(), (id, fingerprint)))
    });
    Ok(found.collect())
}

/// Makes the external ids of a record, and the keys of uploaded rows about it, stand for another of its kind.
pub async fn stand_for(tx: &mut Tx, (from, into): (Uuid, Uuid)) -> Result<()> {
    let ids = external_ids::table
        .filter(external_ids::workspace_id.eq(tx.workspace_id()).and(external_ids::record_id.eq(from)));
    diesel::update(ids).set(external_ids::record_id.eq(into)).execute(tx.conn()).await?;
    Ok(())
}

/// Keeps which record each external id stands for, and what its row said.
pub async fn remember(tx: &mut Tx, source: &str, kind: Kind, rows: &[(String, Uuid, Vec<u8>)]) -> Result<()> {
    if rows.is_empty() {
        return Ok(());
    }
    let workspace_id = tx.workspace_id();
    let rows: Vec<_> = rows
        .iter()
        .map(|(key, record_id, fingerprint)| {
            (
                external_ids::workspace_id.eq(workspace_id),
                external_ids::source.eq(source),
                external_ids::kind.eq(kind.as_str()),
                external_ids::external_id.eq(key),
                external_ids::record_id.eq(record_id),
                external_ids::fingerprint.eq(fingerprint),
            )
        })
        .collect();
    let key =
        (external_ids::workspace_id, external_ids::source, external_ids::kind, external_ids::external_id);
    diesel::insert_into(external_ids::table)
        .values(rows)
        .on_conflict(key)
        .do_update()
        .set((
            external_ids::record_id.eq(excluded(external_ids::record_id)),
            external_ids::fingerprint.eq(excluded(external_ids::fingerprint)),
        ))
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Everybody of the workspace, who joined first coming first.
pub async fn users(tx: &mut Tx) -> Result<Vec<User>> {
    every(tx, " ORDER BY users.created_at, users.id").await
}

/// All teams.
pub async fn teams(tx: &mut Tx) -> Result<Vec<Team>> {
    every(tx, " ORDER BY teams.id").await
}

/// All values of all lists, archived ones too.
pub async fn lookups(tx: &mut Tx) -> Result<Vec<Lookup>> {
    every(tx, " ORDER BY lookups.kind, lookups.position").await
}

/// All currencies.
pub async fn currencies(tx: &mut Tx) -> Result<Vec<Currency>> {
    every(tx, " ORDER BY currencies.code").await
}

/// All pipelines, those in use first.
pub async fn pipelines(tx: &mut Tx) -> Result<Vec<Pipeline>> {
    every(tx, " ORDER BY pipelines.archived, pipelines.position").await
}

/// All stages that deals can enter, held against removal until the deals are in.
pub async fn stages(tx: &mut Tx) -> Result<Vec<Stage>> {
    every(tx, " AND stages.removed_at IS NULL ORDER BY stages.position FOR KEY SHARE OF stages").await
}

async fn every<R: Visible>(tx: &mut Tx, tail: &'static str) -> Result<Vec<R>> {
    let (viewer, now) = (tx.viewer.clone(), tx.now);
    let mut sql = R::seen_by(&viewer, now).into_sql();
    sql.push(tail);
    list::all(tx.conn(), sql).await
}

/// Has PostgreSQL look at the tables that just grew. Its plans for checking references date from when they were empty, may walk a
/// whole workspace for each row, and are only made anew when it has looked.
pub async fn look_again(conn: &mut AsyncPgConnection) -> Result<()> {
    let sql = Fragment::text(
        "ANALYZE teams, users, accounts, contacts, leads, products, deals, deal_lines, stage_visits, tasks, external_ids",
    );
    Statement::<sql::Bool>::new(sql).execute(conn).await?;
    Ok(())
}

/// Those of the records that exist, by id, locked until the transaction ends.
pub async fn locked<R: Visible>(tx: &mut Tx, ids: Vec<Uuid>) -> Result<HashMap<Uuid, R>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let (viewer, now) = (tx.viewer.clone(), tx.now);
    let mut sql = R::seen_by(&viewer, now).into_sql();
    sql.push(" AND ").push(R::ID).push(" = ANY(").bind(Bind::Uuids(ids)).push(")");
    let rows: Vec<R> = list::locked(tx.conn(), sql).await?;
    Ok(rows.into_iter().map(|row| (row.uuid(), row)).collect())
}

/// Those of the records that exist, by id.
pub async fn found<R: Visible>(tx: &mut Tx, ids: Vec<Uuid>) -> Result<HashMap<Uuid, R>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let (viewer, now) = (tx.viewer.clone(), tx.now);
    let rows: Vec<R> = list::by_ids(tx.conn(), (&viewer, now), ids).await?;
    Ok(rows.into_iter().map(|row| (row.uuid(), row)).collect())
}
