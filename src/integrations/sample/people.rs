//! The sample's people and teams.

use super::names::{PEOPLE, TEAMS};
use super::{DOMAIN, PASSWORD, Past, address};
use crate::app::actor::{Role, Viewer};
use crate::app::error::Result;
use crate::app::tx::Tx;
use crate::db::id::Id;
use crate::team::actions::{new_user, team_news, user_news};
use crate::team::model::{Team, User};
use crate::team::passwords;
use crate::team::store::{self, access};
use std::sync::Arc;

/// Who is there.
pub struct House {
    pub people: Vec<User>,
}

impl House {
    /// Those who sell.
    pub fn sellers(&self) -> Vec<&User> {
        self.people.iter().filter(|user| matches!(user.role, Role::Rep | Role::Manager)).collect()
    }

    /// Those who give others work.
    pub fn managers(&self) -> Vec<&User> {
        self.people.iter().filter(|user| user.role == Role::Manager).collect()
    }
}

/// Brings in everybody besides the founder, with teams and passwords.
pub async fn settle(past: &Past, system: &Arc<Viewer>, founder: &User) -> Result<House> {
    // One password for all: hashing it for each would take longer than all the rest.
    let hash = passwords::hash(PASSWORD.to_owned()).await?;
    let work = async |tx: &mut Tx| bring_in(tx, founder, &hash).await;
    let people = past.app.write(system, None, work).await?;
    Ok(House { people })
}

async fn bring_in(tx: &mut Tx, founder: &User, hash: &str) -> Result<Vec<User>> {
    let workspace = store::workspace(tx).await?;
    let mut people = vec![founder.clone()];
    for (name, role, _, locale, time_zone) in PEOPLE.iter().skip(1) {
        let email = address(name, DOMAIN);
        let (locale, time_zone) = ((*locale).to_owned(), (*time_zone).to_owned());
        people.push(User { role: *role, locale, time_zone, ..new_user(tx, &workspace, (name, &email)) });
    }
    tx.insert_all(&people[1..]).await?;
    for user in &people[1..] {
        access::set_password(tx, user.id.0, hash).await?;
        tx.emit(user_news("user.created", user).creating(user));
    }
    let teams = teams(tx, &people);
    tx.insert_all(&teams).await?;
    for team in &teams {
        tx.emit(team_news("team.created", team).creating(team));
    }
    for (user, person) in people.iter_mut().zip(&PEOPLE) {
        let before = user.clone();
        user.team_id = teams.iter().find(|team| team.name == person.2).map(|team| team.id);
        if tx.save(&before, user).await? {
            tx.emit(user_news("user.changed", user).changing(&before, user));
        }
    }
    Ok(people)
}

fn teams(tx: &Tx, people: &[User]) -> Vec<Team> {
    let mut teams: Vec<Team> = Vec::new();
    for (name, above, manager) in TEAMS {
        teams.push(Team {
            workspace_id: Id::of(tx.workspace_id()),
            id: Id::new(),
            name: name.to_owned(),
            parent_id: above
                .and_then(|above| teams.iter().find(|team| team.name == above))
                .map(|team| team.id),
            manager_id: people.iter().find(|user| user.name == manager).map(|user| user.id),
            version: 1,
            created_at: tx.now,
            created_by: None,
            updated_at: tx.now,
            updated_by: None,
        });
    }
    teams
}
