//! Workspaces, users, teams.

use crate::app::actor::Role;
use crate::db::filter::{BooleanFilter, Choice, IdFilter, StringFilter, chosen};
use crate::db::id::Id;
use crate::db::schema::{teams, users, workspaces};
use crate::{entity, orders, text_enum};
use async_graphql::{InputObject, MaybeUndefined, SimpleObject};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

text_enum! {
    /// Which deals the people of a workspace see. Restricted deals are seen only by those they are shared with.
    pub enum DealVisibility {
        /// Everybody sees every deal.
        Everyone = "everyone",
        /// One's own, and those of the teams one belongs to or manages.
        Team = "team",
        /// One's own, and those owned by the teams one manages.
        Owner = "owner",
    }
}

/// One company: everything in Dealstream belongs to a workspace and never leaves it.
#[derive(
    Debug,
    Clone,
    PartialEq,
    Serialize,
    Deserialize,
    Queryable,
    Selectable,
    Insertable,
    AsChangeset,
    SimpleObject,
)]
#[diesel(table_name = workspaces, treat_none_as_null = true)]
#[graphql(complex, crate = "crate::api::fields")]
pub struct Workspace {
    #[graphql(skip)]
    pub id: Id<Workspace>,
    /// Short name for the command line and for signing in when an address belongs to several workspaces.
    pub slug: String,
    /// The company's name.
    pub name: String,
    /// ISO 4217 code all totals are in.
    pub base_currency: String,
    /// Language of documents and of new users.
    pub locale: String,
    /// IANA time zone of documents and of new users.
    pub time_zone: String,
    /// Which deals people see.
    pub deal_visibility: DealVisibility,
    /// Days from creation to a new deal's expected close date.
    pub default_days_to_close: i32,
    /// Minutes after creation in which the creator's own corrections are kept out of the history shown.
    pub history_grace_minutes: i32,
    /// Counts changes; send it back as `expectedVersion`.
    pub version: i32,
    /// When it was set up.
    pub created_at: DateTime<Utc>,
    #[graphql(skip)]
    pub created_by: Option<Id<User>>,
    /// When it was changed last.
    pub updated_at: DateTime<Utc>,
    #[graphql(skip)]
    pub updated_by: Option<Id<User>>,
}

/// A person who signs in.
#[derive(
    Debug,
    Clone,
    PartialEq,
    Serialize,
    Deserialize,
    Queryable,
    Selectable,
    Insertable,
    AsChangeset,
    SimpleObject,
)]
#[diesel(table_name = users, treat_none_as_null = true)]
#[graphql(complex, crate = "crate::api::fields")]
pub struct User {
    #[graphql(skip)]
    pub workspace_id: Id<Workspace>,
    #[graphql(skip)]
    pub id: Id<User>,
    /// The address they sign in with.
    pub email: String,
    /// As colleagues read it.
    pub name: String,
    /// What they may do.
    pub role: Role,
    #[graphql(skip)]
    pub team_id: Option<Id<Team>>,
    /// Language of the client: en, cs, de, ru or pl.
    pub locale: String,
    /// IANA time zone.
    pub time_zone: String,
    /// False: cannot sign in; their records stay.
    pub active: bool,
    /// Name of the colour that marks them on boards and in lists.
    pub avatar_color: String,
    /// Counts changes; send it back as `expectedVersion`.
    pub version: i32,
    /// When they were added.
    pub created_at: DateTime<Utc>,
    #[graphql(skip)]
    pub created_by: Option<Id<User>>,
    /// When the record was changed last.
    pub updated_at: DateTime<Utc>,
    #[graphql(skip)]
    pub updated_by: Option<Id<User>>,
}

/// A team, in a tree of teams.
#[derive(
    Debug,
    Clone,
    PartialEq,
    Serialize,
    Deserialize,
    Queryable,
    Selectable,
    Insertable,
    AsChangeset,
    SimpleObject,
)]
#[diesel(table_name = teams, treat_none_as_null = true)]
#[graphql(complex, crate = "crate::api::fields")]
pub struct Team {
    #[graphql(skip)]
    pub workspace_id: Id<Workspace>,
    #[graphql(skip)]
    pub id: Id<Team>,
    /// As people read it.
    pub name: String,
    #[graphql(skip)]
    pub parent_id: Option<Id<Team>>,
    #[graphql(skip)]
    pub manager_id: Option<Id<User>>,
    /// Counts changes; send it back as `expectedVersion`.
    pub version: i32,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    #[graphql(skip)]
    pub created_by: Option<Id<User>>,
    /// When it was changed last.
    pub updated_at: DateTime<Utc>,
    #[graphql(skip)]
    pub updated_by: Option<Id<User>>,
}

entity!(Workspace, "ws", "a workspace", workspaces, versioned);
entity!(User, "user", "a user", users, versioned);
entity!(Team, "team", "a team", teams, versioned);

orders! {
    /// What users can be sorted by.
    pub enum UserOrderField / UserOrder for User {
        /// By name, as a dictionary would.
        Name => [("users.name COLLATE \"und-x-icu\"", "text", false, |u| Some(u.name.clone()))],
    }
}

orders! {
    /// What teams can be sorted by.
    pub enum TeamOrderField / TeamOrder for Team {
        /// By name, as a dictionary would.
        Name => [("teams.name COLLATE \"und-x-icu\"", "text", false, |t| Some(t.name.clone()))],
    }
}

/// Conditions on a role.
#[derive(Debug, Clone, Default, InputObject)]
pub struct RoleFilter {
    /// Exactly this.
    pub eq: Option<Role>,
    /// Anything but this.
    pub ne: Option<Role>,
    /// One of these.
    #[graphql(name = "in")]
    pub is_in: Option<Vec<Role>>,
    /// None of these.
    pub not_in: Option<Vec<Role>>,
}

impl Choice for RoleFilter {
    fn chosen(&self) -> (Option<Vec<String>>, Option<Vec<String>>) {
        chosen((self.eq, self.is_in.as_deref()), (self.ne, self.not_in.as_deref()), Role::as_str)
    }
}

/// Which users. All conditions given must hold.
#[derive(Debug, Clone, Default, InputObject)]
pub struct UserFilter {
    /// The user, by id.
    pub id: Option<IdFilter>,
    /// Their name.
    pub name: Option<StringFilter>,
    /// Their address.
    pub email: Option<StringFilter>,
    /// What they may do.
    pub role: Option<RoleFilter>,
    /// Their team, by id.
    pub team_id: Option<IdFilter>,
    /// Whether they can sign in.
    pub active: Option<BooleanFilter>,
    /// All of these hold.
    pub and: Option<Vec<UserFilter>>,
    /// At least one of these holds.
    pub or: Option<Vec<UserFilter>>,
    /// This does not hold.
    pub not: Option<Box<UserFilter>>,
}

/// The first workspace of a new server, and its first admin.
#[derive(Debug, Clone, InputObject)]
pub struct SetUpWorkspaceInput {
    /// The company's name, 1 to 100 characters.
    pub workspace_name: String,
    /// ISO 4217 code all totals will be in.
    pub base_currency: String,
    /// IANA time zone, such as Europe/Prague; left out: UTC.
    pub time_zone: Option<String>,
    /// The admin's name.
    pub admin_name: String,
    /// The address the admin will sign in with.
    pub admin_email: String,
    /// The admin's password, 8 to 128 characters.
    pub password: String,
}

/// Who signs in.
#[derive(Debug, Clone, InputObject)]
pub struct SignInInput {
    /// The address, in any case.
    pub email: String,
    /// The password.
    pub password: String,
    /// The workspace's slug; needed only when the address belongs to several workspaces.
    pub workspace: Option<String>,
}

/// A new password of one's own.
#[derive(Debug, Clone, InputObject)]
pub struct ChangePasswordInput {
    /// The password so far.
    pub current_password: String,
    /// The new one, 8 to 128 characters, not one of the common ones.
    pub new_password: String,
}

/// Changes to oneself: a field left out stays.
#[derive(Debug, Clone, Default, InputObject)]
pub struct UpdateViewerInput {
    /// As colleagues read it.
    pub name: Option<String>,
    /// Language of the client: en, cs, de, ru or pl.
    pub locale: Option<String>,
    /// IANA time zone, such as Europe/Prague.
    pub time_zone: Option<String>,
    /// The version the change was decided on; another one is refused as a conflict.
    pub expected_version: Option<i32>,
}

/// Changes to the workspace's settings: a field left out stays.
#[derive(Debug, Clone, Default, InputObject)]
pub struct UpdateWorkspaceInput {
    /// The company's name.
    pub name: Option<String>,
    /// ISO 4217 code all totals are in. It needs a rate; all rates and base amounts are converted with it.
    pub base_currency: Option<String>,
    /// Language of documents and of new users: en, cs, de, ru or pl.
    pub locale: Option<String>,
    /// IANA time zone of documents and of new users.
    pub time_zone: Option<String>,
    /// Which deals people see. Live subscriptions start afresh when it changes.
    pub deal_visibility: Option<DealVisibility>,
    /// Days from creation to a new deal's expected close date, 0 to 3650.
    pub default_days_to_close: Option<i32>,
    /// Minutes in which the creator's own corrections are kept out of the history shown, 0 to 10080.
    pub history_grace_minutes: Option<i32>,
    /// The version the change was decided on; another one is refused as a conflict.
    pub expected_version: Option<i32>,
}

/// A new person.
#[derive(Debug, Clone, InputObject)]
pub struct CreateUserInput {
    /// As colleagues read it.
    pub name: String,
    /// The address they sign in with; one person per address and workspace.
    pub email: String,
    /// What they may do.
    pub role: Role,
    /// The team they belong to.
    pub team_id: Option<Id<Team>>,
    /// Their first password; left out: one is made and returned, once.
    pub password: Option<String>,
}

/// Changes to a person: a field left out stays, a null clears.
#[derive(Debug, Clone, InputObject)]
pub struct UpdateUserInput {
    /// The person.
    pub id: Id<User>,
    /// As colleagues read it.
    pub name: Option<String>,
    /// The address they sign in with.
    pub email: Option<String>,
    /// What they may do.
    pub role: Option<Role>,
    /// The team they belong to.
    pub team_id: MaybeUndefined<Id<Team>>,
    /// False ends their sessions and keeps them from signing in; their records stay.
    pub active: Option<bool>,
    /// The version the change was decided on; another one is refused as a conflict.
    pub expected_version: Option<i32>,
}

/// Whose password is replaced by a generated one.
#[derive(Debug, Clone, InputObject)]
pub struct ResetPasswordInput {
    /// The person.
    pub user_id: Id<User>,
}

/// A new team.
#[derive(Debug, Clone, InputObject)]
pub struct CreateTeamInput {
    /// As people read it.
    pub name: String,
    /// The team it is part of.
    pub parent_id: Option<Id<Team>>,
    /// Who looks after it and the teams below it.
    pub manager_id: Option<Id<User>>,
}

/// Changes to a team: a field left out stays, a null clears.
#[derive(Debug, Clone, InputObject)]
pub struct UpdateTeamInput {
    /// The team.
    pub id: Id<Team>,
    /// As people read it.
    pub name: Option<String>,
    /// The team it is part of; never itself or one below it.
    pub parent_id: MaybeUndefined<Id<Team>>,
    /// Who looks after it and the teams below it.
    pub manager_id: MaybeUndefined<Id<User>>,
    /// The version the change was decided on; another one is refused as a conflict.
    pub expected_version: Option<i32>,
}

/// Which team goes.
#[derive(Debug, Clone, InputObject)]
pub struct RemoveTeamInput {
    /// The team; nobody may belong to it any more, and no team be part of it.
    pub id: Id<Team>,
}
