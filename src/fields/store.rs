//! SQL for custom fields: their definitions, and the indexes of those that lists are often filtered by.

use crate::app::error::Result;
use crate::app::tx::Tx;
use crate::db::filter::Conditions;
use crate::db::fragment::{Bind, Fragment, Statement};
use crate::db::list::{self, Visible};
use crate::fields::expression;
use crate::fields::model::{CustomField, FieldSubject, FieldType, Known};
use crate::fields::standards::model::DataStandard;
use crate::fields::values::HasCustom;
use crate::{accounts, activities, deals, leads, proposals};
use diesel::sql_types::Text;
use diesel_async::{AsyncPgConnection, RunQueryDsl, SimpleAsyncConnection as _};
use parking_lot::Mutex;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::LazyLock;
use uuid::Uuid;

impl Visible for CustomField {
    const ID: &'static str = "custom_fields.id";
    const WORKSPACE: &'static str = "custom_fields.workspace_id";

    /// What fields there are is no secret; what stands in them is seen with the record.
    fn see(_: &mut Conditions<'_>) {}

    fn uuid(&self) -> Uuid {
        self.id.0
    }
}

/// All fields and standards of the workspace whose id is `workspace`, as one JSON text: part of the statement that finds a viewer.
/// Decimals go as texts, so that none passes through a float.
pub fn as_text(workspace: Fragment) -> Fragment {
    let mut sql = Fragment::text(
        "jsonb_build_object('fields', (SELECT jsonb_agg(to_jsonb(f)
            || jsonb_build_object('minimum', f.minimum::text, 'maximum', f.maximum::text)
            ORDER BY f.subject, f.position, f.id) FROM custom_fields f WHERE f.workspace_id = ",
    );
    sql.append(workspace.clone()).push(
        "), 'standards', (SELECT jsonb_agg(to_jsonb(s)
            || jsonb_build_object('minimum', s.minimum::text, 'maximum', s.maximum::text)
            ORDER BY s.subject, s.field) FROM data_standards s WHERE s.workspace_id = ",
    );
    sql.append(workspace).push("))::text");
    sql
}

/// What such a text says.
#[derive(Deserialize)]
struct Said {
    fields: Option<Vec<CustomField>>,
    standards: Option<Vec<DataStandard>>,
}

/// The fields and standards in such a text. Parsed once for each state a workspace's are in; all its viewers share them.
pub fn parsed(workspace_id: Uuid, text: String) -> Result<Known> {
    static LAST: LazyLock<Mutex<HashMap<Uuid, (String, Known)>>> = LazyLock::new(Mutex::default);
    let mut last = LAST.lock();
    if let Some((same, known)) = last.get(&workspace_id)
        && *same == text
    {
        return Ok(known.clone());
    }
    let said: Said = serde_json::from_str(&text).map_err(crate::app::error::Error::internal)?;
    let known = Known {
        fields: said.fields.unwrap_or_default().into(),
        standards: said.standards.unwrap_or_default().into(),
    };
    last.insert(workspace_id, (text, known.clone()));
    Ok(known)
}

/// The fields and standards of a workspace as they are now.
pub async fn known(conn: &mut AsyncPgConnection, workspace_id: Uuid) -> Result<Known> {
    let mut workspace = Fragment::default();
    workspace.bind(Bind::Uuid(workspace_id));
    let mut sql = Fragment::text("SELECT ");
    sql.append(as_text(workspace));
    parsed(workspace_id, Statement::<Text>::new(sql).get_result(conn).await?)
}

/// The fields of a workspace as they are now, in order.
pub async fn of_workspace(conn: &mut AsyncPgConnection, workspace_id: Uuid) -> Result<Vec<CustomField>> {
    let mut sql = Fragment::text("custom_fields.workspace_id = ");
    sql.bind(Bind::Uuid(workspace_id));
    sql.push(" ORDER BY custom_fields.subject, custom_fields.position, custom_fields.id");
    list::all(conn, sql).await
}

/// The fields of one kind of record in order, locked.
pub async fn for_update(tx: &mut Tx, subject: FieldSubject) -> Result<Vec<CustomField>> {
    let (viewer, now) = (tx.viewer.clone(), tx.now);
    let mut conditions = CustomField::seen_by(&viewer, now);
    conditions.equals("custom_fields.subject", Bind::Text(subject.as_str().to_owned()));
    let mut sql = conditions.into_sql();
    sql.push(" ORDER BY custom_fields.position, custom_fields.id FOR NO KEY UPDATE OF custom_fields");
    list::all(tx.conn(), sql).await
}

/// Keeps two makers of fields apart: the second sees what the first made.
pub async fn lock(tx: &mut Tx) -> Result<()> {
    let mut sql = Fragment::text("SELECT pg_advisory_xact_lock(hashtextextended(");
    sql.bind(Bind::Text(format!("custom_fields:{}", tx.workspace_id()))).push(", 0))::text");
    Statement::<Text>::new(sql).execute(tx.conn()).await?;
    Ok(())
}

/// What every index of a custom field is called by: `<table>_field_<key>_<order>`; `_down` for the way back.
const MARK: &str = "_field_";

/// The table and the column of a kind of record.
fn column(subject: FieldSubject) -> (&'static str, &'static str) {
    match subject {
        FieldSubject::Account => ("accounts", accounts::model::Account::COLUMN),
        FieldSubject::Contact => ("contacts", accounts::model::Contact::COLUMN),
        FieldSubject::Deal => ("deals", deals::model::Deal::COLUMN),
        FieldSubject::Task => ("tasks", activities::model::Task::COLUMN),
        FieldSubject::Lead => ("leads", leads::model::Lead::COLUMN),
        FieldSubject::Proposal => ("proposals", proposals::model::Proposal::COLUMN),
    }
}

/// The statements that make the indexes of these fields, by index. One key has the same indexes whatever the workspace.
fn wanted(fields: &[CustomField]) -> BTreeMap<String, String> {
    let mut wanted = BTreeMap::new();
    // An entry of an index must fit a third of a page: a long text would make the record it stands on impossible to save. Of several
    // options the column's own index knows.
    let fits = |field: &&CustomField| !matches!(field.kind, FieldType::LongText | FieldType::MultiSelect);
    for field in fields.iter().filter(fits) {
        let (table, custom) = column(field.subject);
        let value = expression::of(custom, field).replace(&format!("{table}."), "");
        let order = match field.kind.order() {
            expression::Order::Words => "w",
            expression::Order::Bytes => "b",
            expression::Order::Numbers => "n",
        };
        let name = format!("{table}{MARK}{}_{order}", field.key);
        // The parentheses end the expression before the direction; what is empty comes last either way, as in every list.
        for (name, down) in [(name.clone(), ""), (format!("{name}_down"), " DESC NULLS LAST")] {
            let id = if down.is_empty() { "id" } else { "id DESC" };
            let make = format!(
                "CREATE INDEX CONCURRENTLY IF NOT EXISTS {name} ON {table} (workspace_id, ({value}){down}, {id})"
            );
            wanted.insert(name, make);
        }
    }
    wanted
}

#[derive(diesel::QueryableByName)]
struct IndexName {
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = diesel::sql_types::Bool)]
    is_good: bool,
}

/// Makes the indexes that are wanted and drops those that are not, one after the other and without stopping writers. Returns how
/// many it changed. Only one server at a time does it; another returns at once.
pub async fn keep_indexes(conn: &mut AsyncPgConnection) -> Result<usize> {
    let fields: Vec<CustomField> =
        list::all(conn, Fragment::text("custom_fields.filterable AND NOT custom_fields.archived")).await?;
    let there: Vec<IndexName> = diesel::sql_query(
        "SELECT c.relname::text AS name, i.indisvalid AS is_good FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
         WHERE c.relnamespace = 'public'::regnamespace AND c.relname ~ '^(accounts|contacts|deals|tasks)_field_'",
    )
    .load(conn)
    .await?;
    let wanted = wanted(&fields);
    let good: BTreeSet<&str> =
        there.iter().filter(|index| index.is_good).map(|index| index.name.as_str()).collect();
    // One whose making was cut short is there, but serves nobody: it is made again.
    let drop = there.iter().filter(|index| !index.is_good || !wanted.contains_key(&index.name));
    let drop = drop.map(|index| format!("DROP INDEX CONCURRENTLY IF EXISTS {}", index.name));
    let make = wanted.iter().filter(|(name, _)| !good.contains(name.as_str())).map(|(_, make)| make.clone());
    let statements: Vec<String> = drop.chain(make).collect();
    if statements.is_empty() {
        return Ok(0);
    }
    let locked = diesel::select(diesel::dsl::sql::<diesel::sql_types::Bool>(
        "pg_try_advisory_lock(hashtextextended('custom_field_indexes', 0))",
    ));
    if !locked.get_result::<bool>(conn).await? {
        return Ok(0);
    }
    // A large table takes longer than a statement may.
    let mut done = conn.batch_execute("SET statement_timeout = 0").await;
    for statement in &statements {
        if done.is_ok() {
            done = conn.batch_execute(statement).await;
        }
    }
    conn.batch_execute(
        "SET statement_timeout = '5s'; SELECT pg_advisory_unlock(hashtextextended('custom_field_indexes', 0))",
    )
    .await?;
    done?;
    Ok(statements.len())
}
