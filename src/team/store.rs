//! SQL for workspaces, users and teams, and who may see them.

use crate::app::error::{Error, Result};
use crate::app::tx::Tx;
use crate::db::filter::Conditions;
use crate::db::id::Id;
use crate::db::list::{self, Visible};
use crate::team::model::{Team, User, UserFilter, Workspace};
use uuid::Uuid;

impl Visible for User {
    const ID: &'static str = "users.id";
    const WORKSPACE: &'static str = "users.workspace_id";

    fn see(_: &mut Conditions<'_>) {}

    fn uuid(&self) -> Uuid {
        self.id.0
    }
}

impl Visible for Team {
    const ID: &'static str = "teams.id";
    const WORKSPACE: &'static str = "teams.workspace_id";

    fn see(_: &mut Conditions<'_>) {}

    fn uuid(&self) -> Uuid {
        self.id.0
    }
}

impl Visible for Workspace {
    const ID: &'static str = "workspaces.id";
    const WORKSPACE: &'static str = "workspaces.id";

    fn see(_: &mut Conditions<'_>) {}

    fn uuid(&self) -> Uuid {
        self.id.0
    }
}

/// Adds a filter on users.
pub fn filter_users(to: &mut Conditions<'_>, filter: &UserFilter) -> Result<()> {
    to.id::<User>("users.id", filter.id.as_ref())?;
    to.text("users.name", filter.name.as_ref());
    to.text("users.email", filter.email.as_ref());
    to.one_of("users.role", filter.role.as_ref().map(|role| role as _));
    to.id::<Team>("users.team_id", filter.team_id.as_ref())?;
    to.boolean("users.active", filter.active.as_ref());
    to.logic((filter.and.as_deref(), filter.or.as_deref(), filter.not.as_deref()), filter_users)
}

/// The owner named, or the caller.
///
/// # Errors
/// `BadInput` when nobody is named and the caller is no user (an import, the system).
pub fn owner_or_me(tx: &Tx, named: Option<Id<User>>) -> Result<Id<User>> {
    named.or_else(|| tx.by().map(Id::of)).ok_or(Error::BadInput("name an owner: the caller is not a user".into()))
}

/// Refuses a user who does not exist or cannot sign in, on the input field that names them.
pub async fn check_user(tx: &mut Tx, field: &str, id: Id<User>) -> Result<()> {
    let user: User = list::get(tx, id).await.map_err(|error| error.at(field))?;
    if user.active { Ok(()) } else { Err(Error::NotFound("active user").at(field)) }
}

/// Refuses a team that does not exist, on the input field that names it.
pub async fn check_team(tx: &mut Tx, field: &str, id: Id<Team>) -> Result<()> {
    list::get::<Team>(tx, id).await.map(drop).map_err(|error| error.at(field))
}

/// The workspace of the transaction.
pub async fn workspace(tx: &mut Tx) -> Result<Workspace> {
    let id = Id::of(tx.workspace_id());
    list::get(tx, id).await
}
