//! SQL that turns a credential into the viewer it stands for: one round trip for session or key, person, teams and scope.

use crate::app::actor::{Actor, Person, Role, Scope, Viewer};
use crate::app::error::Result;
use crate::db::fragment::{Bind, Fragment, Statement};
use crate::fields;
use crate::team::model::DealVisibility;
use crate::team::sessions::IDLE;
use chrono::{DateTime, Duration, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Array, Nullable, Text, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

/// What somebody is known by.
#[derive(Debug, Clone, Copy)]
pub enum Credential<'a> {
    /// SHA-256 of a session's token.
    Token(&'a [u8; 32]),
    /// SHA-256 of an API key.
    Key(&'a [u8; 32]),
    /// A session met before; looking at it does not count as using it.
    Session { workspace_id: Uuid, id: Uuid },
    /// An API key met before.
    ApiKey { workspace_id: Uuid, id: Uuid },
    /// Somebody whose import is read in the background: with the rights they have now.
    Importer { workspace_id: Uuid, id: Uuid },
}

/// How often the time of last use is written down.
const NOTED_EVERY: Duration = Duration::minutes(1);

type Columns =
    (SqlUuid, SqlUuid, SqlUuid, Text, Nullable<SqlUuid>, Text, Array<SqlUuid>, Array<SqlUuid>, Text);

#[derive(Queryable)]
struct Found {
    workspace_id: Uuid,
    credential_id: Uuid,
    user_id: Uuid,
    role: Role,
    team_id: Option<Uuid>,
    deal_visibility: DealVisibility,
    /// Teams they manage, with all below.
    managed: Vec<Uuid>,
    /// Whose deals they see when the policy is not everyone's.
    owners: Vec<Uuid>,
    /// The custom fields and data standards of the workspace.
    fields: String,
}

/// The viewer of a credential that is good now.
pub async fn find(
    conn: &mut AsyncPgConnection,
    credential: Credential<'_>,
    now: DateTime<Utc>,
) -> Result<Option<Viewer>> {
    let found: Option<Found> =
        Statement::<Columns>::new(statement(credential, now)).get_result(conn).await.optional()?;
    found.map(|found| found.viewer(credential)).transpose()
}

/// Somebody who does not ask, with the rights they have now: who may be told of something. None when they cannot sign in.
pub async fn of_person(
    conn: &mut AsyncPgConnection,
    (workspace_id, id): (Uuid, Uuid),
    now: DateTime<Utc>,
) -> Result<Option<Viewer>> {
    let found = find(conn, Credential::Importer { workspace_id, id }, now).await?;
    Ok(found.map(|viewer| Viewer { actor: Actor::User { user_id: id }, ..viewer }))
}

impl Found {
    fn viewer(self, credential: Credential<'_>) -> Result<Viewer> {
        let user_id = self.user_id;
        let mut team_ids: Vec<Uuid> = self.managed.into_iter().chain(self.team_id).collect();
        team_ids.sort_unstable();
        team_ids.dedup();
        let mut owners: Vec<Uuid> = self.owners.into_iter().chain([user_id]).collect();
        owners.sort_unstable();
        owners.dedup();
        let scope = match (self.role, self.deal_visibility) {
            (Role::Admin, _) => Scope::All,
            (_, DealVisibility::Everyone) => Scope::Everyone,
            _ => Scope::Owners(owners.into()),
        };
        let actor = match credential {
            Credential::Token(_) | Credential::Session { .. } => Actor::User { user_id },
            Credential::Key(_) | Credential::ApiKey { .. } => {
                Actor::ApiKey { key_id: self.credential_id, user_id }
            }
            Credential::Importer { .. } => Actor::Import { user_id: Some(user_id) },
        };
        Ok(Viewer {
            workspace_id: self.workspace_id,
            role: self.role,
            scope,
            person: Some(Person { user_id, team_ids: team_ids.into() }),
            actor,
            credential_id: Some(self.credential_id),
            known: Some(fields::store::parsed(self.workspace_id, self.fields)?),
        })
    }
}

fn statement(credential: Credential<'_>, now: DateTime<Utc>) -> Fragment {
    let mut sql = Fragment::text("WITH RECURSIVE who AS (");
    sql.append(who(credential, now)).push("), used AS (").append(used(credential, now)).push(
        "), managed AS (
           SELECT t.id, t.workspace_id FROM teams t
           JOIN who ON t.workspace_id = who.workspace_id AND t.manager_id = who.user_id
           UNION
           SELECT t.id, t.workspace_id FROM teams t
           JOIN managed ON t.workspace_id = managed.workspace_id AND t.parent_id = managed.id
         )
         SELECT who.workspace_id, who.id, u.id, u.role, u.team_id, w.deal_visibility,
           ARRAY(SELECT managed.id FROM managed),
           CASE WHEN w.deal_visibility = 'everyone' OR u.role = 'admin' THEN '{}'::uuid[] ELSE ARRAY(
             SELECT m.id FROM users m WHERE m.workspace_id = who.workspace_id
             AND (m.team_id IN (SELECT managed.id FROM managed)
                  OR (w.deal_visibility = 'team' AND m.team_id = u.team_id))) END, ",
    );
    sql.append(fields::store::as_text(Fragment::text("who.workspace_id"))).push(
        " FROM who
         JOIN users u ON u.workspace_id = who.workspace_id AND u.id = who.user_id AND u.active
         JOIN workspaces w ON w.id = who.workspace_id",
    );
    sql
}

/// The session or key, while it is good.
fn who(credential: Credential<'_>, now: DateTime<Utc>) -> Fragment {
    let mut sql = Fragment::text("SELECT c.workspace_id, c.id, c.user_id, c.last_used_at FROM ");
    match credential {
        Credential::Token(hash) => sql.push("sessions c WHERE c.token_hash = ").append(bytes(hash)),
        Credential::Key(hash) => sql.push("api_keys c WHERE c.secret_hash = ").append(bytes(hash)),
        Credential::Session { workspace_id, id } => {
            sql.push("sessions c WHERE ").append(key(workspace_id, id))
        }
        Credential::ApiKey { workspace_id, id } => {
            sql.push("api_keys c WHERE ").append(key(workspace_id, id))
        }
        Credential::Importer { workspace_id, id } => {
            sql.push("(SELECT p.workspace_id, p.id, p.id AS user_id, NULL::timestamptz AS last_used_at");
            sql.push(" FROM users p) AS c WHERE ").append(key(workspace_id, id))
        }
    };
    match credential {
        Credential::Token(_) | Credential::Session { .. } => {
            sql.push(" AND c.expires_at > ").bind(Bind::Instant(now));
            sql.push(" AND c.last_used_at > ").bind(Bind::Instant(now - IDLE));
        }
        Credential::Key(_) | Credential::ApiKey { .. } => {
            sql.push(" AND c.revoked_at IS NULL AND (c.expires_at IS NULL OR c.expires_at > ");
            sql.bind(Bind::Instant(now)).push(")");
        }
        Credential::Importer { .. } => {}
    }
    sql
}

/// Notes the use of a credential that was presented, once a minute.
fn used(credential: Credential<'_>, now: DateTime<Utc>) -> Fragment {
    let mut sql = Fragment::text(match credential {
        Credential::Token(_) => "UPDATE sessions c SET last_used_at = ",
        Credential::Key(_) => "UPDATE api_keys c SET last_used_at = ",
        Credential::Session { .. } | Credential::ApiKey { .. } | Credential::Importer { .. } => {
            return Fragment::text("SELECT");
        }
    });
    sql.bind(Bind::Instant(now)).push(
        " FROM who WHERE c.workspace_id = who.workspace_id AND c.id = who.id
          AND (who.last_used_at IS NULL OR who.last_used_at <= ",
    );
    sql.bind(Bind::Instant(now - NOTED_EVERY)).push(")");
    sql
}

fn bytes(hash: &[u8; 32]) -> Fragment {
    let hex: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
    let mut sql = Fragment::text("decode(");
    sql.bind(Bind::Text(hex)).push(", 'hex')");
    sql
}

fn key(workspace_id: Uuid, id: Uuid) -> Fragment {
    let mut sql = Fragment::text("c.workspace_id = ");
    sql.bind(Bind::Uuid(workspace_id)).push(" AND c.id = ").bind(Bind::Uuid(id));
    sql
}
