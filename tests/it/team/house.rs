//! A workspace to try things in, and short ways to do things in it.

use crate::harness::TestDb;
use chrono::{DateTime, Utc};
use dealstream::api::auth;
use dealstream::api::engine::Credentials;
use dealstream::app::App;
use dealstream::app::actor::{Actor, Role, Viewer};
use dealstream::app::clock::Clock;
use dealstream::app::config::Settings;
use dealstream::app::error::{Error, RefusalCode, Result};
use dealstream::app::tasks::Tasks;
use dealstream::app::tx::Tx;
use dealstream::db::id::Id;
use dealstream::live::log;
use dealstream::team::actions::{self, Founded, NewWorkspace};
use dealstream::team::model::{
    CreateTeamInput, CreateUserInput, DealVisibility, SignInInput, Team, UpdateUserInput,
    UpdateWorkspaceInput, User,
};
use dealstream::team::passwords::NewPassword;
use dealstream::team::sessions;
use std::sync::Arc;

pub const PASSWORD: &str = "correct horse battery";

/// A workspace on a database of its own, at a fixed time.
pub struct House {
    pub app: Arc<App>,
    pub founded: Founded,
    _db: TestDb,
}

pub fn start() -> DateTime<Utc> {
    "2026-03-02T09:00:00Z".parse().unwrap()
}

pub async fn empty() -> (Arc<App>, TestDb) {
    let db = TestDb::new().await;
    let clock = Clock::fixed(start());
    (App::new(db.pool.clone(), Settings::default(), Tasks::default(), clock), db)
}

pub fn new_workspace(slug: &str) -> NewWorkspace {
    NewWorkspace {
        name: "Firma".to_owned(),
        slug: Some(slug.to_owned()),
        base_currency: "EUR".to_owned(),
        time_zone: None,
        admin_name: "Anna".to_owned(),
        admin_email: "Anna@Firma.cz".to_owned(),
        admin_password: Some(PASSWORD.to_owned()),
    }
}

impl House {
    pub async fn new() -> Self {
        let (app, db) = empty().await;
        let founded = actions::create_workspace(&app, new_workspace("firma")).await.unwrap();
        Self { app, founded, _db: db }
    }

    pub fn system(&self) -> Arc<Viewer> {
        Arc::new(Viewer::system(self.founded.workspace.id.0, Actor::System))
    }

    pub async fn user(&self, name: &str, role: Role, team_id: Option<Id<Team>>) -> User {
        let email = format!("{name}@firma.cz");
        let input = CreateUserInput { name: name.to_owned(), email, role, team_id, password: None };
        let password = NewPassword::of("password", Some(PASSWORD.to_owned()), &input.email).await.unwrap();
        let work = async |tx: &mut Tx| actions::create_user(tx, input.clone(), &password).await;
        self.app.write(&self.system(), None, work).await.unwrap().user
    }

    pub async fn team(&self, name: &str, parent: Option<Id<Team>>, manager: Option<Id<User>>) -> Id<Team> {
        let input = CreateTeamInput { name: name.to_owned(), parent_id: parent, manager_id: manager };
        let work = async |tx: &mut Tx| actions::create_team(tx, input.clone()).await;
        self.app.write(&self.system(), None, work).await.unwrap().id
    }

    pub async fn update_user(&self, input: UpdateUserInput) -> Result<User> {
        let work = async |tx: &mut Tx| actions::update_user(tx, input.clone()).await;
        self.app.write(&self.system(), None, work).await
    }

    pub async fn policy(&self, deal_visibility: DealVisibility) {
        let input = UpdateWorkspaceInput { deal_visibility: Some(deal_visibility), ..Default::default() };
        let work = async |tx: &mut Tx| actions::update_workspace(tx, input.clone()).await;
        self.app.write(&self.system(), None, work).await.unwrap();
    }

    pub async fn enter(&self, email: &str) -> (String, Arc<Viewer>) {
        let token = sessions::sign_in(&self.app, login(email, PASSWORD), None).await.unwrap().token;
        let viewer = auth::viewer_of(&self.app, &cookie(&token)).await.unwrap().unwrap();
        (token, viewer)
    }

    /// What comes of presenting credentials, without what was remembered of them.
    pub async fn presents(&self, credentials: &Credentials) -> Result<Option<Arc<Viewer>>> {
        auth::forget(self.founded.admin.id.0);
        auth::viewer_of(&self.app, credentials).await
    }

    pub async fn kinds(&self) -> Vec<String> {
        let mut conn = self.app.read().await.unwrap();
        let events = log::read(&mut conn, self.founded.workspace.id.0, 0, i64::MAX, 1_000).await.unwrap();
        events.into_iter().map(|event| event.kind).collect()
    }
}

pub fn login(email: &str, password: &str) -> SignInInput {
    SignInInput { email: email.to_owned(), password: password.to_owned(), workspace: None }
}

pub fn cookie(token: &str) -> Credentials {
    Credentials { session: Some(token.to_owned()), bearer: None }
}

pub fn bearer(key: &str) -> Credentials {
    Credentials { session: None, bearer: Some(key.to_owned()) }
}

pub fn change(id: Id<User>) -> UpdateUserInput {
    let team_id = async_graphql::MaybeUndefined::Undefined;
    UpdateUserInput { id, name: None, email: None, role: None, team_id, active: None, expected_version: None }
}

#[track_caller]
pub fn code<T>(result: Result<T>) -> RefusalCode {
    match result {
        Err(Error::Refused(refusals)) => refusals[0].code,
        Err(error) => panic!("{error}"),
        Ok(_) => panic!("not refused"),
    }
}
