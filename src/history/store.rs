//! What history reads besides the log.

use crate::api::loaders::{Asking, Batch};
use crate::app::error::Result;
use crate::db::fragment::{Bind, Fragment, Statement};
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
