//! SQL for pipelines, stages, lookup lists and currencies.

use crate::api::loaders::{Asking, Batch};
use crate::app::error::{Error, Refusal, RefusalCode, Result};
use crate::app::tx::Tx;
use crate::db::entity::Entity;
use crate::db::filter::Conditions;
use crate::db::fragment::{Bind, Fragment, Statement};
use crate::db::id::Id;
use crate::db::list::{self, Visible};
use crate::pipeline::model::{Currency, Lookup, LookupKind, Pipeline, Stage};
use diesel::sql_types::Bool;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use std::collections::HashMap;
use std::sync::Arc;
use uuid::Uuid;

impl Visible for Pipeline {
    const ID: &'static str = "pipelines.id";
    const WORKSPACE: &'static str = "pipelines.workspace_id";

    fn see(_: &mut Conditions<'_>) {}

    fn uuid(&self) -> Uuid {
        self.id.0
    }
}

/// Removed stages are still found by id: visits and history name them. Lists leave them out.
impl Visible for Stage {
    const ID: &'static str = "stages.id";
    const WORKSPACE: &'static str = "stages.workspace_id";

    fn see(_: &mut Conditions<'_>) {}

    fn uuid(&self) -> Uuid {
        self.id.0
    }
}

impl Visible for Lookup {
    const ID: &'static str = "lookups.id";
    const WORKSPACE: &'static str = "lookups.workspace_id";

    fn see(_: &mut Conditions<'_>) {}

    fn uuid(&self) -> Uuid {
        self.id.0
    }
}

impl Visible for Currency {
    const ID: &'static str = "currencies.id";
    const WORKSPACE: &'static str = "currencies.workspace_id";

    fn see(_: &mut Conditions<'_>) {}

    fn uuid(&self) -> Uuid {
        self.id.0
    }
}

/// Refuses a list value that is none of this kind, or archived, where it differs from the one before.
pub async fn check_lookup(
    tx: &mut Tx,
    field: &str,
    kind: LookupKind,
    values: (Option<Id<Lookup>>, Option<Id<Lookup>>),
) -> Result<()> {
    lookup(tx, field, kind, values).await.map(drop)
}

/// The list value, where it differs from the one before; refused like there.
pub async fn lookup(
    tx: &mut Tx,
    field: &str,
    kind: LookupKind,
    (before, after): (Option<Id<Lookup>>, Option<Id<Lookup>>),
) -> Result<Option<Lookup>> {
    let Some(id) = after.filter(|_| before != after) else { return Ok(None) };
    let lookup: Lookup = list::get(tx, id).await.map_err(|error| error.at(field))?;
    if lookup.kind != kind {
        return Err(Error::NotFound("value in this list").at(field));
    }
    if lookup.archived {
        return Err(
            Refusal::at(RefusalCode::Invalid, field, "This value is archived; choose another.").into()
        );
    }
    Ok(Some(lookup))
}

/// The stages of a pipeline in order, without the removed ones.
pub async fn stages_of(tx: &mut Tx, pipeline_id: Id<Pipeline>) -> Result<Vec<Stage>> {
    let (viewer, now) = (tx.viewer.clone(), tx.now);
    let mut conditions = Stage::seen_by(&viewer, now);
    conditions.equals("stages.pipeline_id", Bind::Uuid(pipeline_id.0));
    let mut sql = conditions.into_sql();
    sql.push(" AND stages.removed_at IS NULL ORDER BY stages.position");
    list::all(tx.conn(), sql).await
}

/// The pipeline new deals go to when none is named.
pub async fn default_pipeline(tx: &mut Tx) -> Result<Pipeline> {
    let (viewer, now) = (tx.viewer.clone(), tx.now);
    let mut conditions = Pipeline::seen_by(&viewer, now);
    conditions.equals("pipelines.is_default", Bind::Bool(true));
    list::all(tx.conn(), conditions.into_sql()).await?.pop().ok_or(Error::NotFound("default pipeline"))
}

/// A currency of the workspace by its code; refused on `field` when there is none.
pub async fn currency(tx: &mut Tx, field: &str, code: &str) -> Result<Currency> {
    let (viewer, now) = (tx.viewer.clone(), tx.now);
    let mut conditions = Currency::seen_by(&viewer, now);
    conditions.equals("currencies.code", Bind::Text(code.to_owned()));
    let found = list::all(tx.conn(), conditions.into_sql()).await?.pop();
    found.ok_or_else(|| {
        let message =
            format!("The workspace has no rate for {code:.10}; an admin can add it under Currencies.");
        Refusal::at(RefusalCode::NotFound, field, message).into()
    })
}

/// The pipelines in order; archived ones only when asked for.
pub async fn pipelines(
    conn: &mut AsyncPgConnection,
    asking: &Asking,
    include_archived: Option<bool>,
) -> Result<Vec<Pipeline>> {
    let mut conditions = Pipeline::seen_by(&asking.viewer, asking.now);
    if include_archived != Some(true) {
        conditions.equals("pipelines.archived", Bind::Bool(false));
    }
    let mut sql = conditions.into_sql();
    sql.push(" ORDER BY pipelines.position, pipelines.id");
    list::all(conn, sql).await
}

/// The list values, list by list in order; archived ones only when asked for.
pub async fn lookups(
    conn: &mut AsyncPgConnection,
    asking: &Asking,
    (kind, include_archived): (Option<LookupKind>, Option<bool>),
) -> Result<Vec<Lookup>> {
    let mut conditions = Lookup::seen_by(&asking.viewer, asking.now);
    if let Some(kind) = kind {
        conditions.equals("lookups.kind", Bind::Text(kind.as_str().to_owned()));
    }
    if include_archived != Some(true) {
        conditions.equals("lookups.archived", Bind::Bool(false));
    }
    let mut sql = conditions.into_sql();
    sql.push(" ORDER BY lookups.kind, lookups.position, lookups.id");
    list::all(conn, sql).await
}

/// The currencies by code; archived ones only when asked for.
pub async fn currencies(
    conn: &mut AsyncPgConnection,
    asking: &Asking,
    include_archived: Option<bool>,
) -> Result<Vec<Currency>> {
    let mut conditions = Currency::seen_by(&asking.viewer, asking.now);
    if include_archived != Some(true) {
        conditions.equals("currencies.archived", Bind::Bool(false));
    }
    let mut sql = conditions.into_sql();
    sql.push(" ORDER BY currencies.code");
    list::all(conn, sql).await
}

/// The stages of several pipelines, each in order and without the removed ones, in one statement.
pub struct StagesBatch;

impl Batch for StagesBatch {
    type Key = Uuid;
    type Value = Arc<[Stage]>;

    async fn load(
        conn: &mut AsyncPgConnection,
        asking: &Asking,
        pipelines: Vec<Uuid>,
    ) -> Result<HashMap<Uuid, Arc<[Stage]>>> {
        let mut sql = Stage::seen_by(&asking.viewer, asking.now).into_sql();
        sql.push(" AND stages.removed_at IS NULL AND stages.pipeline_id = ANY(").bind(Bind::Uuids(pipelines));
        sql.push(") ORDER BY stages.position, stages.id");
        let mut grouped: HashMap<Uuid, Vec<Stage>> = HashMap::new();
        for stage in list::all::<Stage>(conn, sql).await? {
            grouped.entry(stage.pipeline_id.0).or_default().push(stage);
        }
        Ok(grouped.into_iter().map(|(pipeline, stages)| (pipeline, stages.into())).collect())
    }
}

/// All pipelines in order, locked: which one is the default is decided by one transaction at a time.
pub async fn pipelines_for_update(tx: &mut Tx) -> Result<Vec<Pipeline>> {
    let (viewer, now) = (tx.viewer.clone(), tx.now);
    let mut sql = Pipeline::seen_by(&viewer, now).into_sql();
    sql.push(" ORDER BY pipelines.position, pipelines.id FOR NO KEY UPDATE OF pipelines");
    list::all(tx.conn(), sql).await
}

/// A list in order, archived values included, locked.
pub async fn lookups_for_update(tx: &mut Tx, kind: LookupKind) -> Result<Vec<Lookup>> {
    let (viewer, now) = (tx.viewer.clone(), tx.now);
    let mut conditions = Lookup::seen_by(&viewer, now);
    conditions.equals("lookups.kind", Bind::Text(kind.as_str().to_owned()));
    let mut sql = conditions.into_sql();
    sql.push(" ORDER BY lookups.position, lookups.id FOR NO KEY UPDATE OF lookups");
    list::all(tx.conn(), sql).await
}

/// The currency with this code, locked, if the workspace has it.
pub async fn currency_for_update(tx: &mut Tx, code: &str) -> Result<Option<Currency>> {
    let (viewer, now) = (tx.viewer.clone(), tx.now);
    let mut conditions = Currency::seen_by(&viewer, now);
    conditions.equals("currencies.code", Bind::Text(code.to_owned()));
    Ok(list::locked(tx.conn(), conditions.into_sql()).await?.pop())
}

/// A stage that is to be removed, locked against everybody who wants to put a deal into it: see [`stage_to_enter`].
///
/// # Errors
/// `NotFound` when there is none or it was removed already.
pub async fn stage_to_remove(tx: &mut Tx, id: Id<Stage>) -> Result<Stage> {
    stage_locked(tx, id, " AND stages.removed_at IS NULL FOR UPDATE OF stages").await
}

/// A stage that a deal is to enter, locked against its removal until the deal is in: whoever puts deals into a stage reads it
/// through here, so that a stage being removed ends empty. Moves do not wait for each other.
///
/// # Errors
/// `NotFound` when there is none or it was removed.
pub async fn stage_to_enter(tx: &mut Tx, id: Id<Stage>) -> Result<Stage> {
    stage_locked(tx, id, " AND stages.removed_at IS NULL FOR KEY SHARE OF stages").await
}

async fn stage_locked(tx: &mut Tx, id: Id<Stage>, tail: &'static str) -> Result<Stage> {
    let (viewer, now) = (tx.viewer.clone(), tx.now);
    let mut conditions = Stage::seen_by(&viewer, now);
    conditions.equals("stages.id", Bind::Uuid(id.0));
    let mut sql = conditions.into_sql();
    sql.push(tail);
    list::all(tx.conn(), sql).await?.pop().ok_or(Error::NotFound(Stage::NAME))
}

/// Whether the stage holds deals, also such as the viewer does not see.
pub async fn holds_deals(tx: &mut Tx, id: Id<Stage>) -> Result<bool> {
    let mut sql = Fragment::text("SELECT EXISTS (SELECT 1 FROM deals WHERE deals.workspace_id = ");
    sql.bind(Bind::Uuid(tx.workspace_id())).push(" AND deals.stage_id = ").bind(Bind::Uuid(id.0)).push(")");
    Ok(Statement::<Bool>::new(sql).get_result(tx.conn()).await?)
}
