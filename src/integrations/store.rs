//! SQL for API keys, and who may see them: their user, and admins.

use crate::app::actor::{Role, Viewer};
use crate::app::error::Result;
use crate::app::tx::Tx;
use crate::db::filter::Conditions;
use crate::db::fragment::{Bind, Fragment};
use crate::db::list::{self, Visible};
use crate::db::schema::api_keys;
use crate::integrations::model::ApiKey;
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

impl Visible for ApiKey {
    const ID: &'static str = "api_keys.id";
    const WORKSPACE: &'static str = "api_keys.workspace_id";

    fn see(conditions: &mut Conditions<'_>) {
        match (conditions.viewer.role, conditions.viewer.user_id()) {
            (Role::Admin, _) => {}
            (_, Some(user_id)) => conditions.equals("api_keys.user_id", Bind::Uuid(user_id)),
            (_, None) => conditions.and(Fragment::text("false")),
        }
    }

    fn uuid(&self) -> Uuid {
        self.id.0
    }
}

/// Stores a new key with the SHA-256 of its text.
pub async fn add(tx: &mut Tx, key: &ApiKey, hash: &[u8]) -> Result<()> {
    let row = (key, api_keys::secret_hash.eq(hash));
    diesel::insert_into(api_keys::table).values(row).execute(tx.conn()).await?;
    Ok(())
}

/// The keys the viewer sees, newest first; those no longer good only when asked for.
pub async fn keys(
    conn: &mut AsyncPgConnection,
    (viewer, now): (&Viewer, DateTime<Utc>),
    with_revoked: bool,
) -> Result<Vec<ApiKey>> {
    let mut conditions = ApiKey::seen_by(viewer, now);
    if !with_revoked {
        conditions.and(Fragment::text("api_keys.revoked_at IS NULL"));
    }
    let mut sql = conditions.into_sql();
    sql.push(" ORDER BY api_keys.created_at DESC, api_keys.id DESC LIMIT 1000");
    list::all(conn, sql).await
}
