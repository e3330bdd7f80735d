//! SQL for who looks after whom: the managers of teams and of those above them.

use crate::app::error::Result;
use crate::app::tx::Tx;
use crate::db::fragment::{Bind, Fragment, Statement};
use diesel::sql_types::Uuid as SqlUuid;
use diesel_async::RunQueryDsl;
use uuid::Uuid;

/// The managers of somebody's team, of these teams, and of all teams above them; each once.
pub async fn managers(tx: &mut Tx, (user, teams): (Uuid, &[Uuid])) -> Result<Vec<Uuid>> {
    let workspace = Bind::Uuid(tx.workspace_id());
    let mut text = Fragment::text(
        "WITH RECURSIVE above AS (
           SELECT t.id, t.parent_id, t.manager_id FROM teams t WHERE t.workspace_id = ",
    );
    text.bind(workspace.clone()).push(" AND (t.id = ANY(").bind(Bind::Uuids(teams.to_vec()));
    text.push(") OR t.id = (SELECT u.team_id FROM users u WHERE u.workspace_id = ").bind(workspace.clone());
    text.push(" AND u.id = ").bind(Bind::Uuid(user)).push(
        "))
           UNION
           SELECT t.id, t.parent_id, t.manager_id FROM teams t JOIN above ON t.id = above.parent_id AND t.workspace_id = ",
    );
    text.bind(workspace).push(") SELECT DISTINCT manager_id FROM above WHERE manager_id IS NOT NULL");
    Ok(Statement::<SqlUuid>::new(text).load(tx.conn()).await?)
}
