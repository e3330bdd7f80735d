//! Rows that are teams and users.

use crate::app::actor::Role;
use crate::app::error::{RefusalCode, Result};
use crate::app::tx::Tx;
use crate::db::id::Id;
use crate::integrations::import::chunk::{Chunk, Standing, Taken};
use crate::integrations::import::mapping::Kind;
use crate::integrations::import::rows::Row;
use crate::integrations::import::store;
use crate::integrations::import::world::refused;
use crate::team::actions::{new_user, team_news, user_news};
use crate::team::model::{Team, User};
use crate::team::rules;

/// Takes rows that are teams.
pub async fn teams(tx: &mut Tx, chunk: &mut Chunk<'_>, rows: &[Row]) -> Result<()> {
    let all = store::teams(tx).await?;
    let mut fresh: Vec<Team> = Vec::new();
    for row in rows {
        let Some((standing, fingerprint)) = chunk.look(row) else { continue };
        let before = match standing {
            Standing::Changed(id) => store::locked::<Team>(tx, vec![id]).await?.remove(&id),
            Standing::New => None,
        };
        let taken = match (team(tx, chunk, row, before.as_ref()), before.as_ref()) {
            (Ok(team), None) => {
                let id = team.id.0;
                fresh.push(team);
                Ok(Taken::Created(id))
            }
            (Ok(team), Some(before)) => save_team(tx, chunk, before, team, &all).await,
            (Err(error), _) => Err(error),
        };
        chunk.settle(row, fingerprint, taken)?;
    }
    if !chunk.dry_run() {
        tx.insert_all(&fresh).await?;
        for team in &fresh {
            tx.emit(team_news("team.created", team).creating(team));
        }
    }
    Ok(())
}

/// The team a row says.
fn team(tx: &Tx, chunk: &Chunk<'_>, row: &Row, before: Option<&Team>) -> Result<Team> {
    let new = Team {
        workspace_id: Id::of(tx.workspace_id()),
        id: Id::new(),
        name: String::new(),
        parent_id: None,
        manager_id: None,
        version: 1,
        created_at: tx.now,
        created_by: tx.by().map(Id::of),
        updated_at: tx.now,
        updated_by: tx.by().map(Id::of),
    };
    let mut team = before.cloned().unwrap_or(new);
    team.name = row.get("name").unwrap_or_default().to_owned();
    if let Some(parent) = row.get("parent").and_then(|key| chunk.world.refer(Kind::Teams, key)) {
        team.parent_id = Some(Id::of(parent));
    }
    if let Some(manager) = row.get("manager").and_then(|key| chunk.world.refer(Kind::Users, key)) {
        team.manager_id = Some(Id::of(manager));
    }
    rules::check_team(&team)?;
    Ok(team)
}

async fn save_team(
    tx: &mut Tx,
    chunk: &Chunk<'_>,
    before: &Team,
    mut after: Team,
    all: &[Team],
) -> Result<Taken> {
    // Walking up from the new parent must not come back to the team itself.
    let mut above = after.parent_id;
    for _ in 0..all.len() {
        if above == Some(after.id) {
            return Err(refused(RefusalCode::Cycle, "parent", rules::CYCLE));
        }
        above = all.iter().find(|team| Some(team.id) == above).and_then(|team| team.parent_id);
    }
    let id = after.id.0;
    if *before == after {
        return Ok(Taken::Same(id));
    }
    if !chunk.dry_run() && tx.save(before, &mut after).await? {
        tx.emit(team_news("team.changed", &after).changing(before, &after));
    }
    Ok(Taken::Updated(id))
}

/// Takes rows that are users. They have no password: an admin gives them one when they are to sign in.
pub async fn users(tx: &mut Tx, chunk: &mut Chunk<'_>, rows: &[Row]) -> Result<()> {
    let mut fresh: Vec<User> = Vec::new();
    for row in rows {
        let Some((standing, fingerprint)) = chunk.look(row) else { continue };
        let before = match standing {
            Standing::Changed(id) => store::locked::<User>(tx, vec![id]).await?.remove(&id),
            Standing::New => None,
        };
        let taken = match (user(tx, chunk, row, before.as_ref()), before) {
            (Ok(Made::New(user)), _) => {
                let id = user.id.0;
                chunk.world.users.push(user.clone());
                fresh.push(user);
                Ok(Taken::Created(id))
            }
            (Ok(Made::Met(user)), _) => {
                chunk.warn(
                    row.line,
                    format!("email: {} is here already; taken as the same person", user.email),
                );
                Ok(Taken::Same(user.id.0))
            }
            (Ok(Made::Changed(user)), Some(before)) => save_user(tx, chunk, &before, user).await,
            (Ok(Made::Changed(user)), None) => Ok(Taken::Same(user.id.0)),
            (Err(error), _) => Err(error),
        };
        chunk.settle(row, fingerprint, taken)?;
    }
    if chunk.dry_run() {
        chunk.world.planned.users.extend(fresh);
    } else {
        tx.insert_all(&fresh).await.map_err(crate::team::store::taken)?;
        for user in &fresh {
            tx.emit(user_news("user.created", user).creating(user));
        }
    }
    Ok(())
}

/// What a row makes of a person.
enum Made {
    New(User),
    Changed(User),
    /// Somebody with this name and address is here already.
    Met(User),
}

fn user(tx: &Tx, chunk: &mut Chunk<'_>, row: &Row, before: Option<&User>) -> Result<Made> {
    let (name, email) = (row.get("name").unwrap_or_default(), row.get("email").unwrap_or_default());
    let mut user = match before {
        Some(before) => before.clone(),
        None => new_user(tx, &chunk.world.workspace, (name, email)),
    };
    user.name = name.to_owned();
    user.email = rules::email(email);
    if let Some(other) =
        chunk.world.users.iter().find(|other| other.email == user.email && other.id != user.id)
    {
        if before.is_none() && other.name.to_lowercase() == user.name.to_lowercase() {
            return Ok(Made::Met(other.clone()));
        }
        let message = format!("{} has the address {} already", other.name, other.email);
        return Err(refused(RefusalCode::Taken, "email", message));
    }
    if let Some(team) = row.get("team").and_then(|key| chunk.world.refer(Kind::Teams, key)) {
        user.team_id = Some(Id::of(team));
    }
    if let Some(role) = row.get("role") {
        let role = role_called(role)?;
        if user.role == Role::Admin && role != Role::Admin {
            chunk.warn(row.line, format!("role: {} stays an admin", user.name));
        } else {
            user.role = role;
        }
    }
    rules::check_user(&user)?;
    Ok(if before.is_some() { Made::Changed(user) } else { Made::New(user) })
}

fn role_called(name: &str) -> Result<Role> {
    let all = [Role::Viewer, Role::Rep, Role::Manager, Role::Admin];
    let found = all.into_iter().find(|role| role.as_str() == name.to_lowercase());
    let message = format!("“{name}” is no role; use viewer, rep, manager or admin");
    found.ok_or_else(|| refused(RefusalCode::Invalid, "role", message))
}

async fn save_user(tx: &mut Tx, chunk: &Chunk<'_>, before: &User, mut after: User) -> Result<Taken> {
    let id = after.id.0;
    if *before == after {
        return Ok(Taken::Same(id));
    }
    if !chunk.dry_run() && tx.save(before, &mut after).await.map_err(crate::team::store::taken)? {
        tx.emit(user_news("user.changed", &after).changing(before, &after));
    }
    Ok(Taken::Updated(id))
}
