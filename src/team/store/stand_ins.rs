//! SQL for finding people who do something in an owner's place.

use crate::app::error::Result;
use crate::app::tx::Tx;
use crate::db::fragment::{Bind, Fragment, Statement};
use crate::db::id::Id;
use crate::team::model::{Team, User};
use diesel::sql_types as sql;
use diesel_async::RunQueryDsl;
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// People who can sign in, as far as they were asked for.
#[derive(Debug, Default)]
pub struct StandIns {
    /// Of the users asked for, those who can.
    pub active: HashSet<Id<User>>,
    /// The managers of the teams asked for.
    pub managers: HashMap<Id<Team>, Id<User>>,
    /// The manager of the owner's team.
    pub owners_manager: Option<Id<User>>,
}

/// Finds those of the users, and of the managers of the teams and of the owner's own, who can sign in; in one statement.
pub async fn stand_ins(tx: &mut Tx, owner: Id<User>, users: Vec<Uuid>, teams: Vec<Uuid>) -> Result<StandIns> {
    let workspace = Bind::Uuid(tx.workspace_id());
    let mut text = Fragment::text("SELECT u.id, NULL::uuid, false FROM users u WHERE u.workspace_id = ");
    text.bind(workspace.clone()).push(" AND u.active AND u.id = ANY(").bind(Bind::Uuids(users));
    text.push(") UNION ALL SELECT u.id, t.id, t.id = o.team_id FROM teams t JOIN users u ON u.workspace_id = t.workspace_id AND u.id = t.manager_id");
    text.push(" JOIN users o ON o.workspace_id = t.workspace_id AND o.id = ").bind(Bind::Uuid(owner.0));
    text.push(" WHERE t.workspace_id = ")
        .bind(workspace)
        .push(" AND u.active AND (t.id = o.team_id OR t.id = ANY(");
    text.bind(Bind::Uuids(teams)).push("))");
    type Row = (sql::Uuid, sql::Nullable<sql::Uuid>, sql::Nullable<sql::Bool>);
    let rows: Vec<(Uuid, Option<Uuid>, Option<bool>)> = Statement::<Row>::new(text).load(tx.conn()).await?;
    let mut found = StandIns::default();
    for (user, team, owners) in rows {
        match team {
            Some(team) => drop(found.managers.insert(Id::of(team), Id::of(user))),
            None => drop(found.active.insert(Id::of(user))),
        }
        if owners == Some(true) {
            found.owners_manager = Some(Id::of(user));
        }
    }
    Ok(found)
}
