//! Workspaces, users, teams.

use crate::app::actor::Role;
use crate::db::id::Id;
use crate::db::schema::{teams, users, workspaces};
use crate::db::filter::{BooleanFilter, Choice, IdFilter, StringFilter, chosen};
use crate::{entity, orders, text_enum};
use async_graphql::{InputObject, SimpleObject};
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
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Queryable, Selectable, Insertable, AsChangeset, SimpleObject)]
#[diesel(table_name = workspaces, treat_none_as_null = true)]
#[graphql(complex)]
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
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Queryable, Selectable, Insertable, AsChangeset, SimpleObject)]
#[diesel(table_name = users, treat_none_as_null = true)]
#[graphql(complex)]
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
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Queryable, Selectable, Insertable, AsChangeset, SimpleObject)]
#[diesel(table_name = teams, treat_none_as_null = true)]
#[graphql(complex)]
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
