//! What people can do with the workspace, its users and its teams. Settings, users and teams are an admin's business.

pub use crate::team::setup::{Founded, NewWorkspace, create_workspace, set_up_workspace};

use crate::app::actor::{Role, Viewer};
use crate::app::error::{Refusal, RefusalCode, Result};
use crate::app::tx::{Tx, not_allowed};
use crate::db::id::Id;
use crate::db::list;
use crate::db::patch::set;
use crate::live::event::{News, SubjectKind};
use crate::live::log;
use crate::pipeline;
use crate::team::model::{
    CreateTeamInput, CreateUserInput, Team, UpdateTeamInput, UpdateUserInput, UpdateViewerInput,
    UpdateWorkspaceInput, User, Workspace,
};
use crate::team::passwords::NewPassword;
use crate::team::store::access;
use crate::team::{rules, sessions, store};
use serde::{Deserialize, Serialize};

/// A person, and the password that was made for them. A repetition of the request under its Idempotency-Key knows it no more:
/// it is kept nowhere.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Issued {
    pub user: User,
    #[serde(skip)]
    pub password: Option<String>,
}

/// Refuses everybody but admins, before anything costly is begun.
pub fn require_admin(viewer: &Viewer) -> Result<()> {
    if viewer.role == Role::Admin { Ok(()) } else { Err(not_allowed(Role::Admin).into()) }
}

/// Changes the caller's own name, language or time zone.
pub async fn update_viewer(tx: &mut Tx, input: UpdateViewerInput) -> Result<User> {
    let id = tx.viewer.user_id().map(Id::of).ok_or(crate::app::error::Error::Unauthenticated)?;
    let before: User = list::get_for_update(tx, id).await?;
    tx.check_version(&before, input.expected_version).await?;
    let mut after = before.clone();
    after.name = input.name.map_or(after.name, trimmed);
    after.locale = input.locale.unwrap_or(after.locale);
    after.time_zone = input.time_zone.unwrap_or(after.time_zone);
    rules::check_user(&after)?;
    save_user(tx, &before, after).await
}

/// Changes the workspace's settings.
///
/// Another base currency converts every rate and base amount. It and another visibility renew the log's epoch: what older
/// events say of amounts and audiences no longer holds, so every client loads afresh.
pub async fn update_workspace(tx: &mut Tx, input: UpdateWorkspaceInput) -> Result<Workspace> {
    tx.require(Role::Admin)?;
    let before = store::workspace_for_update(tx).await?;
    tx.check_version(&before, input.expected_version).await?;
    let mut after = before.clone();
    after.name = input.name.map_or(after.name, trimmed);
    after.base_currency =
        input.base_currency.map_or(after.base_currency, |code| trimmed(code).to_uppercase());
    after.locale = input.locale.unwrap_or(after.locale);
    after.time_zone = input.time_zone.unwrap_or(after.time_zone);
    after.deal_visibility = input.deal_visibility.unwrap_or(after.deal_visibility);
    after.default_days_to_close = input.default_days_to_close.unwrap_or(after.default_days_to_close);
    after.history_grace_minutes = input.history_grace_minutes.unwrap_or(after.history_grace_minutes);
    rules::check_workspace(&after)?;
    let rebased = before.base_currency != after.base_currency;
    if rebased {
        rebase(tx, &after.base_currency).await?;
    }
    if tx.save(&before, &mut after).await? {
        let news = News::of("workspace.changed", SubjectKind::Workspace, after.id.0, after.version);
        tx.emit(news.changing(&before, &after));
    }
    if rebased || before.deal_visibility != after.deal_visibility {
        // Last: it holds the log's head, which everybody else takes last.
        log::renew_epoch(tx.conn(), after.id.0).await?;
    }
    Ok(after)
}

async fn rebase(tx: &mut Tx, code: &str) -> Result<()> {
    let currency = pipeline::store::currency(tx, "baseCurrency", code).await?;
    if currency.archived {
        let message = "This currency is archived; take it out again under Currencies first.";
        return Err(Refusal::at(RefusalCode::Invalid, "baseCurrency", message).into());
    }
    store::rebase(tx, code).await
}

/// A person as they begin: a rep without a team, at home where the workspace is.
pub fn new_user(tx: &Tx, workspace: &Workspace, (name, email): (&str, &str)) -> User {
    let id = Id::new();
    User {
        workspace_id: workspace.id,
        id,
        email: rules::email(email),
        name: name.trim().to_owned(),
        role: Role::Rep,
        team_id: None,
        locale: workspace.locale.clone(),
        time_zone: workspace.time_zone.clone(),
        active: true,
        avatar_color: rules::color(id.0),
        version: 1,
        created_at: tx.now,
        created_by: tx.by().map(Id::of),
        updated_at: tx.now,
        updated_by: tx.by().map(Id::of),
    }
}

/// Adds a person with a password.
pub async fn create_user(tx: &mut Tx, input: CreateUserInput, password: &NewPassword) -> Result<Issued> {
    tx.require(Role::Admin)?;
    let workspace = store::workspace(tx).await?;
    let mut user = new_user(tx, &workspace, (&input.name, &input.email));
    user.role = input.role;
    user.team_id = input.team_id;
    rules::check_user(&user)?;
    if let Some(team) = user.team_id {
        store::check_team(tx, "teamId", team).await?;
    }
    tx.insert(&user).await.map_err(store::taken)?;
    access::set_password(tx, user.id.0, &password.hash).await?;
    tx.emit(user_news("user.created", &user).creating(&user));
    Ok(Issued { user, password: password.generated.clone() })
}

/// Changes a person.
pub async fn update_user(tx: &mut Tx, input: UpdateUserInput) -> Result<User> {
    tx.require(Role::Admin)?;
    // One change of admins at a time: two who demote each other at once would leave none.
    store::workspace_for_update(tx).await?;
    let before: User = list::get_for_update(tx, input.id).await?;
    tx.check_version(&before, input.expected_version).await?;
    let mut after = before.clone();
    after.name = input.name.map_or(after.name, trimmed);
    after.email = input.email.map_or(after.email, |email| rules::email(&email));
    after.role = input.role.unwrap_or(after.role);
    set(&mut after.team_id, input.team_id);
    after.active = input.active.unwrap_or(after.active);
    rules::check_user(&after)?;
    if let Some(team) = after.team_id.filter(|team| before.team_id != Some(*team)) {
        store::check_team(tx, "teamId", team).await?;
    }
    let administers = |user: &User| user.active && user.role == Role::Admin;
    if administers(&before) && !administers(&after) && store::other_admins(tx, after.id).await? == 0 {
        return Err(rules::last_admin(if after.active { "role" } else { "active" }).into());
    }
    let ends = before.active && !after.active;
    let decides = |user: &User| user.active && user.role >= Role::Rep;
    let after = save_user(tx, &before, after).await?;
    if decides(&before) && !decides(&after) {
        crate::approvals::runs::actions::leaves(tx, after.id).await?;
    }
    if ends {
        sessions::end_all(tx, &after).await?;
    }
    Ok(after)
}

async fn save_user(tx: &mut Tx, before: &User, mut after: User) -> Result<User> {
    if tx.save(before, &mut after).await.map_err(store::taken)? {
        tx.emit(user_news("user.changed", &after).changing(before, &after));
    }
    Ok(after)
}

/// Gives somebody a new password, made here, and ends their sessions.
pub async fn reset_password(tx: &mut Tx, id: Id<User>, password: &NewPassword) -> Result<Issued> {
    tx.require(Role::Admin)?;
    let user: User = list::get_for_update(tx, id).await.map_err(|error| error.at("userId"))?;
    sessions::replace_password(tx, &user, password).await?;
    Ok(Issued { user, password: password.generated.clone() })
}

/// Adds a team.
pub async fn create_team(tx: &mut Tx, input: CreateTeamInput) -> Result<Team> {
    tx.require(Role::Admin)?;
    let team = Team {
        workspace_id: Id::of(tx.workspace_id()),
        id: Id::new(),
        name: trimmed(input.name),
        parent_id: input.parent_id,
        manager_id: input.manager_id,
        version: 1,
        created_at: tx.now,
        created_by: tx.by().map(Id::of),
        updated_at: tx.now,
        updated_by: tx.by().map(Id::of),
    };
    rules::check_team(&team)?;
    check_team_references(tx, None, &team).await?;
    tx.insert(&team).await?;
    tx.emit(team_news("team.created", &team).creating(&team));
    Ok(team)
}

/// Changes a team: its name, its place in the tree, its manager.
pub async fn update_team(tx: &mut Tx, input: UpdateTeamInput) -> Result<Team> {
    tx.require(Role::Admin)?;
    // One change of the tree at a time: two that are harmless alone can close a circle together.
    store::workspace_for_update(tx).await?;
    let before: Team = list::get_for_update(tx, input.id).await?;
    tx.check_version(&before, input.expected_version).await?;
    let mut after = before.clone();
    after.name = input.name.map_or(after.name, trimmed);
    set(&mut after.parent_id, input.parent_id);
    set(&mut after.manager_id, input.manager_id);
    rules::check_team(&after)?;
    check_team_references(tx, Some(&before), &after).await?;
    if tx.save(&before, &mut after).await? {
        tx.emit(team_news("team.changed", &after).changing(&before, &after));
    }
    Ok(after)
}

/// The records a team refers to exist, where it refers to others than before, and the tree stays one.
async fn check_team_references(tx: &mut Tx, before: Option<&Team>, after: &Team) -> Result<()> {
    let (parent, manager) = before.map_or((None, None), |before| (before.parent_id, before.manager_id));
    if let Some(manager) = after.manager_id.filter(|id| manager != Some(*id)) {
        store::check_user(tx, "managerId", manager).await?;
    }
    if let Some(parent) = after.parent_id.filter(|id| parent != Some(*id)) {
        store::check_team(tx, "parentId", parent).await?;
        if store::is_below(tx, parent, after.id).await? {
            return Err(Refusal::at(RefusalCode::Cycle, "parentId", rules::CYCLE).into());
        }
    }
    Ok(())
}

/// Removes a team nobody belongs to and no team is part of.
pub async fn remove_team(tx: &mut Tx, id: Id<Team>) -> Result<Id<Team>> {
    tx.require(Role::Admin)?;
    let team: Team = list::get_for_update(tx, id).await?;
    if let Some(refusal) = store::use_of_team(tx, id).await? {
        return Err(refusal.into());
    }
    store::remove_team(tx, id).await?;
    let mut news = team_news("team.removed", &team);
    news.subject_version += 1;
    news.audience_after = None;
    tx.emit(news);
    Ok(id)
}

fn trimmed(text: String) -> String {
    text.trim().to_owned()
}

/// News of a person.
pub fn user_news(kind: &'static str, user: &User) -> News {
    News::of(kind, SubjectKind::User, user.id.0, user.version)
}

/// News of a team.
pub fn team_news(kind: &'static str, team: &Team) -> News {
    News::of(kind, SubjectKind::Team, team.id.0, team.version)
}
