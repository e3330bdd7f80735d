//! SQL for workspaces, users and teams, and who may see them.

pub mod above;
pub mod access;
pub mod found;
pub mod stand_ins;
pub mod viewers;

use crate::api::loaders::{Asking, Batch};
use crate::app::error::{Error, Refusal, RefusalCode, Result};
use crate::app::tx::Tx;
use crate::db::filter::Conditions;
use crate::db::fragment::{Bind, Fragment, Statement};
use crate::db::id::Id;
use crate::db::list::{self, Visible};
use crate::db::schema::teams;
use crate::team::model::{Team, User, UserFilter, Workspace};
use crate::team::rules;
use diesel::prelude::*;
use diesel::result::DatabaseErrorKind;
use diesel::sql_types::Bool;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use std::collections::HashMap;
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

/// What a root list of users holds: filter and search.
pub fn users_where(to: &mut Conditions<'_>, filter: Option<&UserFilter>, search: Option<&str>) -> Result<()> {
    if let Some(filter) = filter {
        filter_users(to, filter)?;
    }
    if let Some(text) = search.map(str::trim).filter(|text| !text.is_empty()) {
        to.search("users.name || ' ' || users.email", text);
    }
    Ok(())
}

/// The batch of the active people of teams, by name.
pub struct Members;

impl Batch for Members {
    type Key = Uuid;
    type Value = Vec<User>;

    async fn load(
        conn: &mut AsyncPgConnection,
        asking: &Asking,
        teams: Vec<Uuid>,
    ) -> Result<HashMap<Uuid, Vec<User>>> {
        let mut conditions = User::seen_by(&asking.viewer, asking.now);
        conditions.equals("users.active", Bind::Bool(true));
        let mut sql = conditions.into_sql();
        sql.push(" AND users.team_id = ANY(").bind(Bind::Uuids(teams));
        sql.push(") ORDER BY users.name COLLATE \"und-x-icu\", users.id");
        let mut members: HashMap<Uuid, Vec<User>> = HashMap::new();
        for user in list::all::<User>(conn, sql).await? {
            members.entry(user.team_id.map(|id| id.0).unwrap_or_default()).or_default().push(user);
        }
        Ok(members)
    }
}

/// The owner named, or the caller.
///
/// # Errors
/// `BadInput` when nobody is named and the caller is no user (an import, the system).
pub fn owner_or_me(tx: &Tx, named: Option<Id<User>>) -> Result<Id<User>> {
    named
        .or_else(|| tx.by().map(Id::of))
        .ok_or(Error::BadInput("name an owner: the caller is not a user".into()))
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

/// The workspace of the transaction, locked: who changes admins or the tree of teams does so one after the other.
pub async fn workspace_for_update(tx: &mut Tx) -> Result<Workspace> {
    let id = Id::of(tx.workspace_id());
    list::get_for_update(tx, id).await
}

/// How many people can administer the workspace besides this one.
pub async fn other_admins(tx: &mut Tx, id: Id<User>) -> Result<i64> {
    let (viewer, now) = (tx.viewer.clone(), tx.now);
    let mut conditions = User::seen_by(&viewer, now);
    conditions.equals("users.active", Bind::Bool(true));
    conditions.equals("users.role", Bind::Text("admin".to_owned()));
    let mut sql = conditions.into_sql();
    sql.push(" AND users.id <> ").bind(Bind::Uuid(id.0));
    list::count(tx.conn(), "users", sql).await
}

/// Why the team cannot be removed; none when nobody belongs to it and no team is part of it.
pub async fn use_of_team(tx: &mut Tx, id: Id<Team>) -> Result<Option<Refusal>> {
    let (viewer, now) = (tx.viewer.clone(), tx.now);
    let mut people = User::seen_by(&viewer, now);
    people.equals("users.team_id", Bind::Uuid(id.0));
    let people = list::count(tx.conn(), "users", people.into_sql()).await?;
    let mut below = Team::seen_by(&viewer, now);
    below.equals("teams.parent_id", Bind::Uuid(id.0));
    let below = list::count(tx.conn(), "teams", below.into_sql()).await?;
    Ok(rules::still_used(people, below))
}

/// Removes a team that nothing refers to any more.
///
/// # Errors
/// Refused as in use when something does after all.
pub async fn remove_team(tx: &mut Tx, id: Id<Team>) -> Result<()> {
    let workspace_id = tx.workspace_id();
    let team = teams::table.filter(teams::workspace_id.eq(workspace_id).and(teams::id.eq(id.0)));
    match diesel::delete(team).execute(tx.conn()).await {
        Err(diesel::result::Error::DatabaseError(DatabaseErrorKind::ForeignKeyViolation, _)) => {
            let message =
                "This team is still in use: people, teams or restricted deals refer to it. Move them first.";
            Err(Refusal::at(RefusalCode::InUse, "id", message).into())
        }
        done => Ok(done.map(drop)?),
    }
}

/// Whether `candidate` is `team` or lies below it.
pub async fn is_below(tx: &mut Tx, candidate: Id<Team>, team: Id<Team>) -> Result<bool> {
    let workspace_id = tx.workspace_id();
    let mut sql = Fragment::text("SELECT ");
    sql.bind(Bind::Uuid(team.0))
        .push(" IN (WITH RECURSIVE up AS (SELECT t.id, t.parent_id FROM teams t WHERE t.workspace_id = ");
    sql.bind(Bind::Uuid(workspace_id)).push(" AND t.id = ").bind(Bind::Uuid(candidate.0)).push(
        " UNION SELECT t.id, t.parent_id FROM teams t JOIN up ON t.id = up.parent_id WHERE t.workspace_id = ",
    );
    sql.bind(Bind::Uuid(workspace_id)).push(") SELECT up.id FROM up)");
    Ok(Statement::<Bool>::new(sql).get_result(tx.conn()).await?)
}

/// A value that must be unique and is not, as a refusal of its field; anything else as it is.
pub fn taken(error: Error) -> Error {
    let Error::Db(diesel::result::Error::DatabaseError(DatabaseErrorKind::UniqueViolation, info)) = &error
    else {
        return error;
    };
    match info.constraint_name() {
        Some("users_email") => {
            Refusal::at(RefusalCode::Taken, "email", "Somebody in this workspace has this address already.")
                .into()
        }
        Some("workspaces_slug_key") => {
            Refusal::at(RefusalCode::Taken, "slug", "Another workspace is called so already.").into()
        }
        _ => error,
    }
}

/// Makes `currency` the base: rates, deals and accounts are converted by its rate so far, in one statement.
///
/// A deal keeps the rate it was priced with, told in the new base. Currencies count a version, so that nobody sets a rate
/// thought of in the old base; deals do not, because nothing people decide on changed.
pub async fn rebase(tx: &mut Tx, currency: &str) -> Result<()> {
    let (workspace, now) = (Bind::Uuid(tx.workspace_id()), Bind::Instant(tx.now));
    let code = Bind::Text(currency.to_owned());
    // Every deal of the workspace in one statement may take its time; this happens once in a company's life.
    diesel::sql_query("SET LOCAL statement_timeout = '60s'").execute(tx.conn()).await?;
    let mut sql = Fragment::text(
        "WITH base AS (SELECT c.rate, c.code, c.workspace_id FROM currencies c WHERE c.workspace_id = ",
    );
    sql.bind(workspace).push(" AND c.code = ").bind(code).push(
        "), rates AS (UPDATE currencies c SET
           rate = CASE WHEN c.code = base.code THEN 1 ELSE greatest(round(c.rate / base.rate, 8), 0.00000001) END,
           version = c.version + 1, updated_at = ",
    );
    sql.bind(now).push(
        " FROM base WHERE c.workspace_id = base.workspace_id
         ), priced AS (UPDATE deals d SET
           rate = CASE WHEN d.currency = base.code THEN 1 ELSE round(d.rate / base.rate, 8) END,
           amount_base = CASE WHEN d.currency = base.code THEN d.amount ELSE round(d.amount * d.rate / base.rate, 2) END
           FROM base WHERE d.workspace_id = base.workspace_id)
         UPDATE accounts a SET annual_revenue = round(a.annual_revenue / base.rate, 2)
         FROM base WHERE a.workspace_id = base.workspace_id AND a.annual_revenue IS NOT NULL",
    );
    Statement::<Bool>::new(sql).execute(tx.conn()).await?;
    Ok(())
}
