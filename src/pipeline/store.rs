//! SQL for pipelines, stages, lookup lists and currencies.

use crate::app::error::{Error, Refusal, RefusalCode, Result};
use crate::app::tx::Tx;
use crate::db::filter::Conditions;
use crate::db::fragment::Bind;
use crate::db::id::Id;
use crate::db::list::{self, Visible};
use crate::pipeline::model::{Currency, Lookup, LookupKind, Pipeline, Stage};
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
    (before, after): (Option<Id<Lookup>>, Option<Id<Lookup>>),
) -> Result<()> {
    let Some(id) = after.filter(|_| before != after) else { return Ok(()) };
    let lookup: Lookup = list::get(tx, id).await.map_err(|error| error.at(field))?;
    if lookup.kind != kind {
        return Err(Error::NotFound("value in this list").at(field));
    }
    if lookup.archived {
        return Err(Refusal::at(RefusalCode::Invalid, field, "This value is archived; choose another.").into());
    }
    Ok(())
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
        let message = format!("The workspace has no rate for {code:.10}; an admin can add it under Currencies.");
        Refusal::at(RefusalCode::NotFound, field, message).into()
    })
}
