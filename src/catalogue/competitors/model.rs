//! Competitors: the row = the GraphQL object, filters, orders, inputs.

use crate::db::filter::{BooleanFilter, DateTimeFilter, IdFilter, StringFilter};
use crate::db::id::Id;
use crate::db::schema::competitors;
use crate::team::model::{User, Workspace};
use crate::{entity, orders};
use async_graphql::{InputObject, MaybeUndefined, SimpleObject};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

/// A company that sells to the same customers.
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
#[diesel(table_name = competitors, treat_none_as_null = true)]
#[graphql(complex, crate = "crate::api::fields")]
pub struct Competitor {
    #[graphql(skip)]
    pub workspace_id: Id<Workspace>,
    #[graphql(skip)]
    pub id: Id<Competitor>,
    /// What it is called; no two competitors share a name, whatever its case.
    pub name: String,
    /// Its web address or domain.
    pub website: Option<String>,
    /// What it is good at, whatever the deal.
    pub strengths: Option<String>,
    /// Where it can be beaten, whatever the deal.
    pub weaknesses: Option<String>,
    /// Put away: left out of lists unless asked for, and named on no new deal.
    pub archived: bool,
    /// Counts changes; send it back as `expectedVersion`.
    pub version: i32,
    /// When it was added.
    pub created_at: DateTime<Utc>,
    #[graphql(skip)]
    pub created_by: Option<Id<User>>,
    /// When it was changed last.
    pub updated_at: DateTime<Utc>,
    #[graphql(skip)]
    pub updated_by: Option<Id<User>>,
}

entity!(Competitor, "comp", "a competitor", competitors, versioned);

orders! {
    /// What competitors can be sorted by.
    pub enum CompetitorOrderField / CompetitorOrder for Competitor {
        /// By name, as a dictionary would.
        Name => [("competitors.name COLLATE \"und-x-icu\"", "text", false, |c| Some(c.name.clone()))],
        /// By the day they were added.
        CreatedAt => [("competitors.created_at", "timestamptz", false, |c| Some(c.created_at.to_rfc3339()))],
        /// By their last change.
        UpdatedAt => [("competitors.updated_at", "timestamptz", false, |c| Some(c.updated_at.to_rfc3339()))],
    }
}

/// Which competitors. All conditions given must hold.
#[derive(Debug, Clone, Default, InputObject)]
pub struct CompetitorFilter {
    /// The competitor itself.
    pub id: Option<IdFilter>,
    /// What it is called.
    pub name: Option<StringFilter>,
    /// Whether it was put away. Left out of a list of competitors: only those in use.
    pub archived: Option<BooleanFilter>,
    /// When it was added.
    pub created_at: Option<DateTimeFilter>,
    /// When it was changed last.
    pub updated_at: Option<DateTimeFilter>,
    /// All of these hold.
    pub and: Option<Vec<CompetitorFilter>>,
    /// At least one of these holds.
    pub or: Option<Vec<CompetitorFilter>>,
    /// This does not hold.
    pub not: Option<Box<CompetitorFilter>>,
}

/// A new competitor.
#[derive(Debug, Clone, Default, InputObject)]
pub struct CreateCompetitorInput {
    /// What it is called, 1 to 200 characters; no other competitor may have the name.
    pub name: String,
    /// Its web address or domain.
    pub website: Option<String>,
    /// What it is good at, whatever the deal.
    pub strengths: Option<String>,
    /// Where it can be beaten, whatever the deal.
    pub weaknesses: Option<String>,
}

/// Changes to a competitor: a field left out stays, a null clears.
#[derive(Debug, Clone, InputObject)]
pub struct UpdateCompetitorInput {
    /// The competitor.
    pub id: Id<Competitor>,
    /// What it is called.
    pub name: Option<String>,
    /// Its web address or domain.
    pub website: MaybeUndefined<String>,
    /// What it is good at, whatever the deal.
    pub strengths: MaybeUndefined<String>,
    /// Where it can be beaten, whatever the deal.
    pub weaknesses: MaybeUndefined<String>,
    /// Put it away, or take it out again. For managers and admins.
    pub archived: Option<bool>,
    /// The version the change was decided on; another one is refused as a conflict.
    pub expected_version: Option<i32>,
}
