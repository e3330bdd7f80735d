//! What history reads besides the log.

use crate::api::loaders::{Asking, Batch};
use crate::app::error::Result;
use crate::db::fragment::{Bind, Fragment, Statement};
use crate::deals::store::sees_deal;
use crate::history::money::Priced;
use crate::live::log::{self, Head};
use diesel::sql_types as sql;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use std::collections::HashMap;
use uuid::Uuid;

/// The names of API keys: they stay readable in the history after the key is revoked, to everybody who sees the change.
pub struct KeyNames;

impl Batch for KeyNames {
    type Key = Uuid;
    type Value = String;

    async fn load(
        conn: &mut AsyncPgConnection,
        asking: &Asking,
        keys: Vec<Uuid>,
    ) -> Result<HashMap<Uuid, String>> {
        let mut text = Fragment::text("SELECT k.id, k.name FROM api_keys k WHERE k.workspace_id = ");
        text.bind(Bind::Uuid(asking.viewer.workspace_id))
            .push(" AND k.id = ANY(")
            .bind(Bind::Uuids(keys))
            .push(")");
        let rows: Vec<(Uuid, String)> =
            Statement::<(sql::Uuid, sql::Text)>::new(text).get_results(conn).await?;
        Ok(rows.into_iter().collect())
    }
}

/// The contacts of stakeholders that were taken off deals the viewer sees: only the log still knows who they were.
pub struct RemovedStakeholders;

impl Batch for RemovedStakeholders {
    type Key = Uuid;
    type Value = Uuid;

    async fn load(
        conn: &mut AsyncPgConnection,
        asking: &Asking,
        ids: Vec<Uuid>,
    ) -> Result<HashMap<Uuid, Uuid>> {
        let mut text =
            Fragment::text("SELECT e.subject_id, (e.changes -> 'contact_id' ->> 0)::uuid FROM events e");
        text.push(" WHERE e.kind = 'stakeholder.removed' AND e.changes ? 'contact_id' AND e.workspace_id = ")
            .bind(Bind::Uuid(asking.viewer.workspace_id))
            .push(" AND e.subject_id = ANY(")
            .bind(Bind::Uuids(ids))
            .push(") AND ")
            .append(sees_deal((&asking.viewer, asking.now), "e.deal_id"));
        let rows: Vec<(Uuid, Uuid)> =
            Statement::<(sql::Uuid, sql::Uuid)>::new(text).get_results(conn).await?;
        Ok(rows.into_iter().collect())
    }
}

/// Where the log stands, once for all histories of a request.
pub struct Heads;

impl Batch for Heads {
    type Key = Uuid;
    type Value = Head;

    async fn load(
        conn: &mut AsyncPgConnection,
        _: &Asking,
        workspaces: Vec<Uuid>,
    ) -> Result<HashMap<Uuid, Head>> {
        log::heads(conn, &workspaces).await
    }
}

/// The currencies of amounts in histories. Whoever may read the change may know them.
pub struct Currencies;

impl Batch for Currencies {
    type Key = Priced;
    type Value = String;

    async fn load(
        conn: &mut AsyncPgConnection,
        asking: &Asking,
        asked: Vec<Priced>,
    ) -> Result<HashMap<Priced, String>> {
        let workspace_id = Bind::Uuid(asking.viewer.workspace_id);
        let keys = asked.iter().map(|of| match *of {
            Priced::Deal(id, seq) => ("deal", id, seq),
            Priced::Proposal(id) => ("proposal", id, 0),
            Priced::ProposalLine(id) => ("line", id, 0),
        });
        let keys = keys.map(|(kind, id, seq)| serde_json::json!({ "kind": kind, "id": id, "seq": seq }));
        // A deal's currency at a position is what it was before it was changed next.
        let mut text = Fragment::text(
            "SELECT k.place, CASE k.kind WHEN 'deal' THEN coalesce((SELECT e.changes->'currency'->>0 FROM events e WHERE e.workspace_id = ",
        );
        text.bind(workspace_id.clone());
        text.push(" AND e.subject_id = k.id AND e.seq > k.seq AND e.changes ? 'currency' ORDER BY e.seq LIMIT 1), (SELECT d.currency FROM deals d WHERE d.id = k.id AND d.workspace_id = ");
        text.bind(workspace_id.clone()).push(
            ")) WHEN 'proposal' THEN (SELECT p.currency FROM proposals p WHERE p.id = k.id AND p.workspace_id = ",
        );
        text.bind(workspace_id.clone()).push(") ELSE (SELECT p.currency FROM proposal_lines l JOIN proposals p ON p.workspace_id = l.workspace_id AND p.id = l.proposal_id WHERE l.id = k.id AND l.workspace_id = ");
        text.bind(workspace_id).push(") END FROM (SELECT a.place, a.n->>'kind' AS kind, (a.n->>'id')::uuid AS id, (a.n->>'seq')::bigint AS seq FROM unnest(");
        text.bind(Bind::Jsons(keys.collect())).push(") WITH ORDINALITY AS a(n, place)) AS k");
        let rows: Vec<(i64, Option<String>)> =
            Statement::<(sql::BigInt, sql::Nullable<sql::Text>)>::new(text).get_results(conn).await?;
        let found = rows.into_iter().filter_map(|(place, currency)| {
            let of = asked.get(usize::try_from(place - 1).ok()?)?;
            Some((*of, currency?))
        });
        Ok(found.collect())
    }
}
