//! The sample workspace of `dealstream demo`: a sales organisation in the middle of its work.
//!
//! What always holds: it is made once, and kept with whatever people do in it; it is the same everywhere, apart from the day it
//! is made on, which all its dates are told from; its passwords are known to everybody, so it is for trying out only.
//!
//! Its past is written in order, each change by the person who made it at the time it was made: histories and the log read as if
//! people had worked in it for a year.

mod activities;
mod approvals;
mod catalogue;
mod competitors;
mod contracts;
mod customers;
mod deals;
mod dice;
mod fields;
mod files;
mod leads;
mod lines;
mod names;
mod notes;
mod notifications;
mod people;
mod plans;
mod proposals;
mod stakeholders;
mod story;
mod tasks;
mod templates;

use crate::app::App;
use crate::app::actor::{Actor, Person, Role, Scope, Viewer};
use crate::app::clock::Clock;
use crate::app::error::{Error, Result};
use crate::team::actions::{NewWorkspace, create_workspace};
use crate::team::model::User;
use crate::team::store::found;
use chrono::{DateTime, Duration, Utc};
use dice::Dice;
use serde::Serialize;
use std::sync::Arc;
use uuid::Uuid;

/// The workspace's slug.
pub const SLUG: &str = "demo";

/// Everybody's password in it.
pub const PASSWORD: &str = "dealstream-demo";

/// Where the sample's people get their mail: nowhere.
const DOMAIN: &str = "northlight.example";

/// How long ago it was founded.
const AGE: Duration = Duration::days(400);

/// Somebody to sign in as.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Login {
    pub email: String,
    pub password: String,
}

/// One person of each role.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Logins {
    pub admin: Login,
    pub manager: Login,
    pub rep: Login,
    pub viewer: Login,
}

/// Who can sign in to the sample.
pub fn logins() -> Logins {
    let login = |role: Role| {
        let person = names::PEOPLE.iter().find(|person| person.1 == role);
        let email = person.map(|person| address(person.0, DOMAIN)).unwrap_or_default();
        Login { email, password: PASSWORD.to_owned() }
    };
    Logins {
        admin: login(Role::Admin),
        manager: login(Role::Manager),
        rep: login(Role::Rep),
        viewer: login(Role::Viewer),
    }
}

/// Makes the sample unless it is there. True when it was made.
pub async fn prepare(app: &App) -> Result<bool> {
    match found::workspace_called(&mut *app.read().await?, SLUG).await {
        Ok(_) => return Ok(false),
        Err(Error::NotFound(_)) => {}
        Err(error) => return Err(error),
    }
    let past = Past::begin(app);
    let admin = names::PEOPLE[0];
    let new = NewWorkspace {
        name: "Northlight Systems".to_owned(),
        slug: Some(SLUG.to_owned()),
        base_currency: "EUR".to_owned(),
        time_zone: Some("Europe/Prague".to_owned()),
        admin_name: admin.0.to_owned(),
        admin_email: address(admin.0, DOMAIN),
        admin_password: Some(PASSWORD.to_owned()),
    };
    let founded = create_workspace(&past.app, new).await?;
    let system = Arc::new(Viewer::system(founded.workspace.id.0, Actor::System));
    let house = people::settle(&past, &system, &founded.admin).await?;
    fields::define(&past, &system).await?;
    templates::keep(&past, &founded.admin).await?;
    notes::set_gate(&past, &system).await?;
    plans::keep(&past, &system).await?;
    let customers = customers::meet(&past, &system, &house).await?;
    let catalogue = catalogue::stock(&past, &system).await?;
    let mut story = deals::invent(&past, &system, (&house, &customers, &catalogue)).await?;
    stakeholders::invent(&past, &system, (&house, &customers), &mut story).await?;
    competitors::invent(&catalogue, &house, &mut story);
    tasks::invent(&past, &house, &mut story);
    notes::invent(&past, &house, &mut story);
    activities::invent(&past, &system, (&house, &customers), &mut story).await?;
    leads::invent(&past, (&house, &customers), &mut story);
    tracing::debug!(sittings = story.sittings.len(), deals = story.deals.len(), "the sample's story");
    story.tell(&past, &house).await?;
    proposals::write(&past, (&house, &story)).await?;
    let kept = files::keep(&past, &system, (&house, &customers), &story).await?;
    plans::run(&past, &system, (&house, &story)).await?;
    approvals::ask(&past, &system, (&house, &story)).await?;
    contracts::draw_up(&past, &system, (&house, &kept)).await?;
    notes::mention(&past, (&house, &story)).await?;
    proposals::expire(&past).await?;
    notifications::tell(&past, &house).await?;
    Ok(true)
}

/// The application as it was: the same database, at another time.
struct Past {
    app: Arc<App>,
    clock: Clock,
    /// The present.
    now: DateTime<Utc>,
}

impl Past {
    fn begin(app: &App) -> Self {
        let now = app.clock.now();
        let clock = Clock::fixed(now - AGE);
        // Its news reach running servers as another server's would: by the log.
        let app = App::new(app.pool.clone(), (*app.settings).clone(), app.tasks.clone(), clock.clone());
        Self { app, clock, now }
    }

    /// Lets time pass until `at`; it never goes back.
    fn pass_until(&self, at: DateTime<Utc>) {
        let ahead = at - self.clock.now();
        if ahead > Duration::zero() {
            self.clock.advance(ahead);
        }
    }
}

/// Somebody at work, as their own hands would be.
fn as_person(user: &User) -> Arc<Viewer> {
    let user_id: Uuid = user.id.0;
    Arc::new(Viewer {
        workspace_id: user.workspace_id.0,
        role: user.role,
        scope: Scope::All,
        person: Some(Person { user_id, team_ids: Arc::from([]) }),
        actor: Actor::User { user_id },
        credential_id: None,
        known: None,
    })
}

/// `Marek Dvořák` → `marek.dvorak@…`.
fn address(name: &str, domain: &str) -> String {
    let words: Vec<String> = name.split_whitespace().map(plain).collect();
    format!("{}@{domain}", words.join("."))
}

/// Small letters without their marks.
fn plain(text: &str) -> String {
    let letter = |letter: char| match letter {
        'á' | 'ä' => 'a',
        'č' | 'ć' => 'c',
        'é' | 'ě' => 'e',
        'í' => 'i',
        'ł' => 'l',
        'ń' | 'ň' => 'n',
        'ó' | 'ö' => 'o',
        'ř' => 'r',
        'š' | 'ś' => 's',
        'ú' | 'ů' | 'ü' => 'u',
        'ý' => 'y',
        'ž' | 'ź' | 'ż' => 'z',
        other => other,
    };
    text.to_lowercase().chars().map(letter).filter(char::is_ascii_alphanumeric).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everybody_has_an_address_of_their_own() {
        let mut all: Vec<String> = names::PEOPLE.iter().map(|person| address(person.0, DOMAIN)).collect();
        assert_eq!(address("Katarzyna Wiśniewska", DOMAIN), "katarzyna.wisniewska@northlight.example");
        all.sort();
        all.dedup();
        assert_eq!(all.len(), names::PEOPLE.len());
    }
}
