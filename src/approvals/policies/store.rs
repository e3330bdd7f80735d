//! SQL for approval policies, which everybody sees, and for the conditions only the database can ask.

use crate::api::loaders::{Asking, Batch};
use crate::app::actor::Viewer;
use crate::app::error::{Error, Result};
use crate::app::tx::Tx;
use crate::approvals::policies::model::{
    ApprovalPolicy, ApprovalPolicyFilter, ApprovalSubjectKind, Condition,
};
use crate::db::filter::Conditions;
use crate::db::fragment::{Bind, Fragment, Statement};
use crate::db::id::Id;
use crate::db::list::{self, Visible};
use crate::db::pool::DbConnection;
use crate::deals::model::Deal;
use crate::fields;
use crate::fields::filter::{CustomFilter, filter_custom};
use crate::fields::model::Known;
use crate::pipeline::gate::approval_text;
use crate::pipeline::model::Stage;
use crate::views::saved::model::read;
use diesel::sql_types::{Bool, Nullable, Numeric};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use rust_decimal::Decimal;
use std::collections::HashMap;
use std::sync::Arc;
use uuid::Uuid;

impl Visible for ApprovalPolicy {
    const ID: &'static str = "approval_policies.id";
    const WORKSPACE: &'static str = "approval_policies.workspace_id";

    fn see(_: &mut Conditions<'_>) {}

    fn uuid(&self) -> Uuid {
        self.id.0
    }
}

/// Adds a filter on policies.
pub fn filter_policies(to: &mut Conditions<'_>, filter: &ApprovalPolicyFilter) -> Result<()> {
    to.id::<ApprovalPolicy>("approval_policies.id", filter.id.as_ref())?;
    to.text("approval_policies.name", filter.name.as_ref());
    to.one_of("approval_policies.subject", filter.subject.as_ref().map(|subject| subject as _));
    to.boolean("approval_policies.active", filter.active.as_ref());
    to.logic((filter.and.as_deref(), filter.or.as_deref(), filter.not.as_deref()), filter_policies)
}

const IN_ORDER: &str = " ORDER BY approval_policies.position, approval_policies.id";

/// All policies of a workspace that ask about this, in order.
pub async fn of_kind(
    conn: &mut AsyncPgConnection,
    workspace_id: Uuid,
    kind: ApprovalSubjectKind,
) -> Result<Vec<ApprovalPolicy>> {
    let mut sql = Fragment::text("approval_policies.workspace_id = ");
    sql.bind(Bind::Uuid(workspace_id)).push(" AND approval_policies.subject = ");
    sql.bind(Bind::Text(kind.as_str().to_owned())).push(IN_ORDER);
    list::all(conn, sql).await
}

/// All policies, locked, in order: whoever changes their places waits for whoever else does.
pub async fn for_update(tx: &mut Tx) -> Result<Vec<ApprovalPolicy>> {
    let mut sql = Fragment::text("approval_policies.workspace_id = ");
    sql.bind(Bind::Uuid(tx.workspace_id())).push(IN_ORDER).push(" FOR NO KEY UPDATE OF approval_policies");
    list::all(tx.conn(), sql).await
}

/// The conditions on custom fields as the API takes them.
///
/// # Errors
/// Refused at `custom` when the API would not take them.
fn custom_filters(condition: &Condition) -> Result<Vec<CustomFilter>> {
    if condition.custom.is_null() { Ok(Vec::new()) } else { read("custom", &condition.custom) }
}

/// Refuses conditions on custom fields that cannot be asked.
pub fn check_custom(viewer: &Viewer, tx: &Tx, condition: &Condition) -> Result<()> {
    let filters = custom_filters(condition)?;
    let mut conditions = Conditions::on(Deal::WORKSPACE, viewer, tx.now);
    filter_custom::<Deal>(&mut conditions, Some(&filters)).map_err(|error| match error {
        Error::BadInput(message) => {
            crate::app::error::Refusal::at(crate::app::error::RefusalCode::Invalid, "custom", message).into()
        }
        other => other,
    })
}

/// The viewer with the custom fields there are, read when they did not come along.
pub async fn knowing(conn: &mut AsyncPgConnection, viewer: &Viewer) -> Result<Viewer> {
    let known: Known = match &viewer.known {
        Some(known) => known.clone(),
        None => fields::store::known(conn, viewer.workspace_id).await?,
    };
    Ok(Viewer { known: Some(known), ..viewer.clone() })
}

/// Whether the conditions on custom fields hold for a deal as it is at hand, also one that is not there yet. What cannot be asked
/// any more, as a choice that is gone, counts as holding: it is the safe side.
pub async fn custom_holds(
    conn: &mut AsyncPgConnection,
    (viewer, now): (&Viewer, chrono::DateTime<chrono::Utc>),
    condition: &Condition,
    deal: &Deal,
) -> Result<bool> {
    let Ok(filters) = custom_filters(condition) else { return Ok(true) };
    if filters.is_empty() {
        return Ok(true);
    }
    let viewer = knowing(conn, viewer).await?;
    let mut conditions = Conditions::on(Deal::WORKSPACE, &viewer, now);
    if filter_custom::<Deal>(&mut conditions, Some(&filters)).is_err() {
        return Ok(true);
    }
    let row = serde_json::json!({ "workspace_id": deal.workspace_id, "custom": deal.custom });
    let mut sql = Fragment::text("SELECT EXISTS (SELECT FROM jsonb_populate_record(NULL::deals, ");
    sql.bind(Bind::Json(row)).push(") AS deals WHERE ").append(conditions.into_sql()).push(")");
    Ok(Statement::<Bool>::new(sql).get_result(conn).await?)
}

/// The highest discount of any line of a deal, in percent; none without lines.
pub async fn highest_discount(conn: &mut AsyncPgConnection, deal: &Deal) -> Result<Option<Decimal>> {
    let mut sql = Fragment::text("SELECT max(l.discount_percent) FROM deal_lines l WHERE l.workspace_id = ");
    sql.bind(Bind::Uuid(deal.workspace_id.0)).push(" AND l.deal_id = ").bind(Bind::Uuid(deal.id.0));
    Ok(Statement::<Nullable<Numeric>>::new(sql).get_result(conn).await?)
}

/// The stages whose gates name several policies, pipeline by pipeline, without the removed ones.
pub struct StagesBatch;

impl Batch for StagesBatch {
    type Key = Uuid;
    type Value = Arc<[Stage]>;

    async fn load(
        conn: &mut DbConnection,
        asking: &Asking,
        policies: Vec<Uuid>,
    ) -> Result<HashMap<Uuid, Arc<[Stage]>>> {
        let texts: Vec<(Uuid, String)> =
            policies.into_iter().map(|id| (id, approval_text(Id::of(id)))).collect();
        let mut sql = Stage::seen_by(&asking.viewer, asking.now).into_sql();
        sql.push(" AND stages.removed_at IS NULL AND stages.gate && ")
            .bind(Bind::Texts(texts.iter().map(|(_, text)| text.clone()).collect()));
        sql.push(" ORDER BY stages.pipeline_id, stages.position, stages.id");
        let stages: Vec<Stage> = list::all(conn, sql).await?;
        let naming =
            |text: &String| stages.iter().filter(|stage| stage.gate.contains(text)).cloned().collect();
        Ok(texts.iter().map(|(id, text)| (*id, naming(text))).collect())
    }
}
