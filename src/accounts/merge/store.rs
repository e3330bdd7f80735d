//! SQL of merging: what refers to a record, in whatever table, whoever may see it; locked.

use crate::accounts::merge::rules::Merge;
use crate::activities::interactions::model::Activity;
use crate::app::error::Result;
use crate::app::tx::Tx;
use crate::db::fragment::{Bind, Fragment, Select};
use crate::db::id::Id;
use crate::db::list::{self, Visible};
use crate::deals::model::Deal;
use crate::fields::model::{CustomField, FieldSubject};
use crate::fields::values::HasCustom;
use crate::leads::model::Lead;
use serde_json::{Map, Value};
use uuid::Uuid;

/// The records of these ids that the viewer may see, in the order of their ids, locked so that nothing new can refer to them.
pub async fn lock_both<R: Visible>(tx: &mut Tx, ids: [Uuid; 2]) -> Result<Vec<R>> {
    let (viewer, now) = (tx.viewer.clone(), tx.now);
    let mut conditions = R::seen_by(&viewer, now);
    let mut these = Fragment::text(R::ID);
    these.push(" = ANY(").bind(Bind::Uuids(ids.to_vec())).push(")");
    conditions.and(these);
    let mut sql = Fragment::text("FROM ");
    sql.push(R::TABLE).push(" WHERE ").append(conditions.into_sql());
    sql.push(" ORDER BY ").push(R::ID).push(" FOR UPDATE OF ").push(R::TABLE);
    R::load(tx.conn(), Select::new(sql)).await
}

/// Deals that refer to an account, or on which something does: beginning of a subselect, and its end before the account's id.
const OF_ACCOUNT: &[(&str, &str)] = &[
    ("SELECT d.id FROM deals d WHERE d.workspace_id = ", " AND d.account_id = "),
    (
        "SELECT t.deal_id FROM tasks t WHERE t.deal_id IS NOT NULL AND t.workspace_id = ",
        " AND t.account_id = ",
    ),
    (
        "SELECT a.deal_id FROM activities a WHERE a.deal_id IS NOT NULL AND a.workspace_id = ",
        " AND a.account_id = ",
    ),
];

/// The same of a contact.
const OF_CONTACT: &[(&str, &str)] = &[
    ("SELECT d.id FROM deals d WHERE d.workspace_id = ", " AND d.primary_contact_id = "),
    ("SELECT s.deal_id FROM stakeholders s WHERE s.workspace_id = ", " AND s.contact_id = "),
    ("SELECT p.deal_id FROM proposals p WHERE p.workspace_id = ", " AND p.contact_id = "),
    (
        "SELECT t.deal_id FROM tasks t WHERE t.deal_id IS NOT NULL AND t.workspace_id = ",
        " AND t.contact_id = ",
    ),
    (
        "SELECT a.deal_id FROM activities a WHERE a.deal_id IS NOT NULL AND a.workspace_id = ",
        " AND a.contact_id = ",
    ),
    (
        "SELECT a.deal_id FROM activity_attendees p JOIN activities a ON a.workspace_id = p.workspace_id AND a.id = p.activity_id WHERE a.deal_id IS NOT NULL AND p.workspace_id = ",
        " AND p.contact_id = ",
    ),
];

/// Locks every deal that a merge has to do with, in the order of their ids.
pub async fn lock_deals(tx: &mut Tx, merge: Merge, known: &[CustomField]) -> Result<()> {
    let workspace = Bind::Uuid(tx.workspace_id());
    let mut sql = Fragment::text("deals.workspace_id = ");
    sql.bind(workspace.clone()).push(" AND deals.id = ANY(ARRAY(SELECT NULL::uuid");
    for (select, of_record) in merge.of(OF_ACCOUNT, OF_CONTACT) {
        sql.push(" UNION ").push(select).bind(workspace.clone());
        sql.push(of_record).bind(Bind::Uuid(merge.gone()));
    }
    for (subject, select, of_record) in [
        (FieldSubject::Deal, "SELECT d.id FROM deals d WHERE d.workspace_id = ", " AND d.custom @> "),
        (
            FieldSubject::Task,
            "SELECT t.deal_id FROM tasks t WHERE t.deal_id IS NOT NULL AND t.workspace_id = ",
            " AND t.custom @> ",
        ),
    ] {
        for key in merge.keys(known, subject) {
            sql.push(" UNION ").push(select).bind(workspace.clone());
            sql.push(of_record).bind(holding(merge, key));
        }
    }
    sql.push(")) ORDER BY deals.id");
    list::locked::<Deal>(tx.conn(), sql).await.map(drop)
}

/// Custom values in which the field of this key refers to the merged record.
fn holding(merge: Merge, key: String) -> Bind {
    Bind::Json(Value::Object(Map::from_iter([(key, Value::String(merge.gone_text()))])))
}

/// The rows one of whose columns names the merged record, locked.
pub async fn naming<R: Visible>(tx: &mut Tx, merge: Merge, columns: &[&'static str]) -> Result<Vec<R>> {
    referring(tx, in_columns(merge, columns)).await
}

/// The rows one of whose columns, or of whose custom fields, names the merged record, locked.
pub async fn naming_or_holding<R: Visible + HasCustom>(
    tx: &mut Tx,
    merge: Merge,
    columns: &[&'static str],
    keys: &[String],
) -> Result<Vec<R>> {
    let mut any = in_columns(merge, columns);
    for key in keys {
        any.push(" OR ").push(R::COLUMN).push(" @> ").bind(holding(merge, key.clone()));
    }
    if columns.is_empty() && keys.is_empty() {
        return Ok(Vec::new());
    }
    referring(tx, any).await
}

/// The activities that are about the merged record, or that it takes part in, locked.
pub async fn activities(tx: &mut Tx, merge: Merge) -> Result<Vec<Activity>> {
    let mut any = in_columns(merge, &[merge.of("activities.account_id", "activities.contact_id")]);
    if let Merge::Contacts { gone, .. } = merge {
        any.push(
            " OR activities.id = ANY(ARRAY(SELECT p.activity_id FROM activity_attendees p WHERE p.workspace_id = ",
        );
        any.bind(Bind::Uuid(tx.workspace_id())).push(" AND p.contact_id = ").bind(Bind::Uuid(gone.0));
        any.push("))");
    }
    referring(tx, any).await
}

fn in_columns(merge: Merge, columns: &[&'static str]) -> Fragment {
    let mut any = Fragment::text("false");
    for column in columns {
        any.push(" OR ").push(column).push(" = ").bind(Bind::Uuid(merge.gone()));
    }
    any
}

async fn referring<R: Visible>(tx: &mut Tx, any: Fragment) -> Result<Vec<R>> {
    let mut sql = Fragment::text(R::WORKSPACE);
    sql.push(" = ").bind(Bind::Uuid(tx.workspace_id())).push(" AND (").append(any);
    sql.push(") ORDER BY ").push(R::ID);
    list::locked(tx.conn(), sql).await
}

/// The lead, whoever may see it.
pub async fn lead(tx: &mut Tx, id: Id<Lead>) -> Result<Option<Lead>> {
    let mut sql = Fragment::text("leads.workspace_id = ");
    sql.bind(Bind::Uuid(tx.workspace_id())).push(" AND leads.id = ").bind(Bind::Uuid(id.0));
    Ok(list::all::<Lead>(tx.conn(), sql).await?.pop())
}
