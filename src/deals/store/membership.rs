//! Which events concern the deals a subscription is about: before the change, and after it.

use crate::app::error::Result;
use crate::db::filter::Conditions;
use crate::db::fragment::{Bind, Fragment, Statement};
use crate::db::list::Visible;
use crate::deals::model::Deal;
use crate::live::event::{CUSTOM, Event, SubjectKind};
use diesel::sql_types as sql;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use std::collections::HashSet;
use std::sync::Arc;

/// The numbers of those events whose deal meets the filter.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Membership {
    /// In the state before the change.
    pub before: HashSet<i64>,
    /// In the state after it.
    pub after: HashSet<i64>,
}

/// Asks the database, in one statement, about all events at once.
///
/// The state after is the deal as it is now: if it changed again since, the event of that change corrects the answer. The state
/// before is the same row with the changed fields put back (`jsonb_populate_record`), under the same filter: so a filter is
/// written once, and holds for both.
pub async fn of(
    conn: &mut AsyncPgConnection,
    conditions: &Conditions<'_>,
    events: &[Arc<Event>],
) -> Result<Membership> {
    let about: Vec<&Arc<Event>> = events.iter().filter(|event| event.deal_id.is_some()).collect();
    if about.is_empty() {
        return Ok(Membership::default());
    }
    let docs = about.iter().map(|event| document(event)).collect::<Vec<_>>();
    let mut text = Fragment::text("SELECT b.place, false FROM unnest(");
    text.bind(Bind::Jsons(docs.clone()))
        .push(") WITH ORDINALITY AS b(doc, place) JOIN deals ON deals.id = (b.doc->>'id')::uuid WHERE ");
    text.append(conditions.sql());
    text.push(" UNION ALL SELECT b.place, true FROM unnest(").bind(Bind::Jsons(docs));
    text.push(") WITH ORDINALITY AS b(doc, place) JOIN deals d ON d.id = (b.doc->>'id')::uuid AND d.workspace_id = ");
    text.bind(Bind::Uuid(conditions.viewer.workspace_id));
    // Of custom fields only those that changed are put back; one that was empty is taken out. What the database computes of the
    // name is computed of that one.
    text.push(" CROSS JOIN LATERAL jsonb_populate_record(d, b.doc || jsonb_build_object('custom', jsonb_strip_nulls(d.custom || coalesce(b.doc->'custom', '{}')), ");
    text.push("'folded', fold(coalesce(b.doc->>'name', d.name)))) AS deals WHERE ");
    text.append(conditions.sql());
    let rows: Vec<(i64, bool)> = Statement::<(sql::BigInt, sql::Bool)>::new(text).load(conn).await?;
    let mut membership = Membership::default();
    for (place, before) in rows {
        let event = usize::try_from(place - 1).ok().and_then(|place| about.get(place));
        let Some(event) = event else { continue };
        let set = if before { &mut membership.before } else { &mut membership.after };
        set.insert(event.seq);
    }
    // What was made by the event was not there before it.
    for event in about
        .iter()
        .filter(|event| event.subject_kind == SubjectKind::Deal && event.audience_before.is_none())
    {
        membership.before.remove(&event.seq);
    }
    Ok(membership)
}

/// The deal's id with the values its changed fields had.
fn document(event: &Event) -> serde_json::Value {
    let mut document = serde_json::Map::new();
    if event.subject_kind == SubjectKind::Deal {
        let mut custom = serde_json::Map::new();
        for (field, (before, _)) in &event.changes {
            match field.strip_prefix("custom.") {
                Some(key) => custom.insert(key.to_owned(), before.clone()),
                None => document.insert(field.clone(), before.clone()),
            };
        }
        document.insert(CUSTOM.into(), custom.into());
    }
    document.insert("id".into(), serde_json::json!(event.deal_id));
    document.into()
}

/// Conditions for membership: the workspace, the filter and the search. Visibility comes from the events' audiences, for the state before
/// and the state after separately.
pub fn conditions<'v>(
    (viewer, now): (&'v crate::app::actor::Viewer, chrono::DateTime<chrono::Utc>),
    filter: Option<&crate::deals::model::DealFilter>,
    search: Option<&str>,
) -> Result<Conditions<'v>> {
    let mut conditions = Conditions::on(Deal::WORKSPACE, viewer, now);
    crate::deals::store::deals_where(&mut conditions, filter, search)?;
    Ok(conditions)
}
