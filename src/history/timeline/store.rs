//! The SQL of timelines. The log is asked by the record things belong to; whether a deal is visible is asked of the deal as it is now.

use crate::app::actor::{Scope, Viewer};
use crate::app::error::Result;
use crate::db::fragment::{Bind, Fragment};
use crate::db::pool::DbConnection;
use crate::deals::store::sees_deal;
use crate::history::timeline::model::{SILENT, STAGE_EVENTS, TimelineKind};
use crate::live::event::Event;
use crate::live::log;
use chrono::{DateTime, Utc};
use uuid::Uuid;

/// Whose timeline; of accounts and contacts first the one itself, then those that were merged into it.
#[derive(Debug, Clone)]
pub enum Of {
    Deal(Uuid),
    Account(Vec<Uuid>),
    Contact(Vec<Uuid>),
}

/// Records that have to do with a contact, by table and column.
const OF_CONTACT: [(&str, &str); 8] = [
    ("SELECT n.id FROM notes n WHERE n.workspace_id = ", " AND n.contact_id = "),
    ("SELECT f.id FROM files f WHERE f.workspace_id = ", " AND f.contact_id = "),
    ("SELECT t.id FROM tasks t WHERE t.workspace_id = ", " AND t.contact_id = "),
    ("SELECT s.id FROM stakeholders s WHERE s.workspace_id = ", " AND s.contact_id = "),
    ("SELECT l.id FROM leads l WHERE l.workspace_id = ", " AND l.contact_id = "),
    ("SELECT a.activity_id FROM activity_attendees a WHERE a.workspace_id = ", " AND a.contact_id = "),
    ("SELECT p.id FROM proposals p WHERE p.workspace_id = ", " AND p.contact_id = "),
    ("SELECT a.id FROM activities a WHERE a.workspace_id = ", " AND a.contact_id = "),
];

/// Who took part in deals and no longer does, also because they were merged with another who does: the log alone knows of them.
const REMOVED: &str =
    "SELECT e.subject_id FROM events e WHERE e.kind = 'stakeholder.removed' AND e.workspace_id = ";
const OF_REMOVED: &str = " AND (e.changes -> 'contact_id' ->> 0)::uuid = ANY(";

/// Events of a timeline numbered below `before`, newest first, at most `limit` of them; one of a record that hung on no deal then may
/// still be hidden from the viewer.
pub async fn page(
    conn: &mut DbConnection,
    (viewer, now): (&Viewer, DateTime<Utc>),
    of: &Of,
    kinds: Option<&[TimelineKind]>,
    (before, limit): (i64, usize),
) -> Result<Vec<Event>> {
    let workspace = Bind::Uuid(viewer.workspace_id);
    let mut sql = Fragment::text("events.workspace_id = ");
    sql.bind(workspace.clone());
    match of {
        Of::Deal(id) => drop(sql.push(" AND events.deal_id = ").bind(Bind::Uuid(*id))),
        Of::Account(ids) => drop(sql.push(" AND ").append(log::of_any("events.account_id", ids))),
        Of::Contact(ids) => {
            sql.push(" AND events.subject_id = ANY(ARRAY(SELECT unnest(").bind(Bind::Uuids(ids.clone()));
            sql.push(")");
            for (select, of_contact) in OF_CONTACT {
                sql.push(" UNION ALL ").push(select).bind(workspace.clone());
                sql.push(of_contact).bind(Bind::Uuid(ids.first().copied().unwrap_or_default()));
            }
            sql.push(" UNION ALL ").push(REMOVED).bind(workspace);
            sql.push(OF_REMOVED).bind(Bind::Uuids(ids.clone())).push(")))");
        }
    }
    sql.push(" AND NOT events.within_grace AND events.kind <> ALL(").bind(texts(&SILENT)).push(")");
    sql.push(" AND events.seq < ").bind(Bind::BigInt(before));
    if viewer.scope != Scope::All && !matches!(of, Of::Deal(_)) {
        sql.push(" AND (events.deal_id IS NULL OR ")
            .append(sees_deal((viewer, now), "events.deal_id"))
            .push(")");
    }
    if let Some(kinds) = kinds {
        sql.push(" AND (false");
        for kind in kinds {
            sql.push(" OR events.subject_kind = ANY(");
            let subjects = kind.subjects().iter().map(|subject| subject.text()).collect();
            sql.bind(Bind::Texts(subjects)).push(")");
            match kind {
                TimelineKind::Stage => {
                    sql.push(" AND events.kind = ANY(").bind(texts(&STAGE_EVENTS)).push(")");
                }
                TimelineKind::Deal => {
                    sql.push(" AND events.kind <> ALL(").bind(texts(&STAGE_EVENTS)).push(")");
                }
                _ => {}
            }
        }
        sql.push(")");
    }
    log::newest(conn, sql, limit).await
}

fn texts(list: &[&str]) -> Bind {
    Bind::Texts(list.iter().map(|text| (*text).to_owned()).collect())
}
