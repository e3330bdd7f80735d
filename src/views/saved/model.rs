//! Saved views: row = GraphQL object, and inputs.

use crate::app::error::{Refusal, RefusalCode, Result};
use crate::db::id::Id;
use crate::db::jsonb::Jsonb;
use crate::db::schema::saved_views;
use crate::deals::model::{DealFilter, DealOrder};
use crate::pipeline::model::Pipeline;
use crate::team::model::{Team, User, Workspace};
use crate::views::saved::rules::all_known;
use crate::{entity, orders, text_enum};
use async_graphql::{InputObject, InputType, Json, MaybeUndefined, SimpleObject};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::Value;

text_enum! {
    /// How a view shows its deals.
    pub enum ViewLayout {
        /// Row by row.
        Table = "table",
        /// As cards in the stages of one pipeline.
        Board = "board",
    }
}

text_enum! {
    /// Who has a saved view in their list. What they see in it is what they may see.
    pub enum ViewSharing {
        /// Its owner alone.
        Private = "private",
        /// The team its owner belonged to when it was shared.
        Team = "team",
        /// Everybody in the workspace.
        Everyone = "everyone",
    }
}

/// A view of deals that somebody keeps, beside those that come built in.
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
#[diesel(table_name = saved_views, treat_none_as_null = true)]
#[graphql(complex, crate = "crate::api::fields")]
pub struct SavedView {
    #[graphql(skip)]
    pub workspace_id: Id<Workspace>,
    #[graphql(skip)]
    pub id: Id<SavedView>,
    /// What it is called.
    pub name: String,
    /// How it shows its deals.
    pub layout: ViewLayout,
    #[graphql(skip)]
    pub pipeline_id: Option<Id<Pipeline>>,
    #[graphql(skip)]
    pub filter: Jsonb<Value>,
    #[graphql(skip)]
    pub order_by: Jsonb<Value>,
    /// The deal's fields it shows, by their names in the API, in order; `custom.` and the key for a custom field.
    #[graphql(name = "columns")]
    #[serde(rename = "columns")]
    pub shown: Vec<String>,
    /// Words that occur in the deals' names; null when it does not search.
    pub search: Option<String>,
    /// Who has it in their list.
    pub sharing: ViewSharing,
    #[graphql(skip)]
    pub owner_id: Id<User>,
    #[graphql(skip)]
    pub team_id: Option<Id<Team>>,
    /// Put away: left out of lists.
    pub archived: bool,
    /// Counts changes; send it back as `expectedVersion`.
    pub version: i32,
    /// When it was saved first.
    pub created_at: DateTime<Utc>,
    #[graphql(skip)]
    pub created_by: Option<Id<User>>,
    /// When it was changed last.
    pub updated_at: DateTime<Utc>,
    #[graphql(skip)]
    pub updated_by: Option<Id<User>>,
}

entity!(SavedView, "view", "a saved view", saved_views, versioned);

orders! {
    /// What saved views can be sorted by.
    pub enum SavedViewOrderField / SavedViewOrder for SavedView {
        /// By name, as a dictionary would.
        Name => [("saved_views.name COLLATE \"und-x-icu\"", "text", false, |v| Some(v.name.clone()))],
        /// By their last change.
        UpdatedAt => [("saved_views.updated_at", "timestamptz", false, |v| Some(v.updated_at.to_rfc3339()))],
    }
}

/// What a view asks for, as the API takes it.
pub struct Asked {
    pub filter: DealFilter,
    pub order_by: Vec<DealOrder>,
}

impl SavedView {
    /// Its filter and order read as the API would.
    ///
    /// # Errors
    /// Refused at `filter` or `orderBy` when the API would not take it.
    pub fn asked(&self) -> Result<Asked> {
        Ok(Asked { filter: read("filter", &self.filter.0)?, order_by: read("orderBy", &self.order_by.0)? })
    }
}

/// `json` as an input of the API, in which no field is unknown to it.
///
/// # Errors
/// Refused at `field` with the reason.
pub fn read<T: InputType>(field: &str, json: &Value) -> Result<T> {
    let refused = |why: &str| Refusal::at(RefusalCode::Invalid, field, format!("This cannot be used: {why}"));
    let value = async_graphql::Value::from_json(json.clone()).map_err(|error| refused(&error.to_string()))?;
    let input = T::parse(Some(value))
        .map_err(|error| refused(&error.into_server_error(Default::default()).message))?;
    // What `parse` does not know it leaves out.
    let kept = input.to_value().into_json().map_err(|error| refused(&error.to_string()))?;
    match all_known(json, &kept) {
        Ok(()) => Ok(input),
        Err(unknown) => Err(refused(&format!("there is no field “{unknown}” here.")).into()),
    }
}

/// A view to be kept.
#[derive(Debug, Clone, InputObject)]
pub struct CreateSavedViewInput {
    /// What to call it, 1 to 80 characters.
    pub name: String,
    /// How it shows its deals; a table when left out.
    pub layout: Option<ViewLayout>,
    /// The pipeline of a board.
    pub pipeline_id: Option<Id<Pipeline>>,
    /// Which deals: a `DealFilter`. `@me`, `@myTeams` and `@today+14d` mean whoever looks, and when.
    pub filter: Json<Value>,
    /// How they are sorted: a list of `DealOrder`, at most four; the last changed first when left out.
    pub order_by: Option<Json<Value>>,
    /// The deal's fields to show, by their names in the API, at most 40; the usual ones when left out.
    pub columns: Option<Vec<String>>,
    /// Words that occur in the deals' names.
    pub search: Option<String>,
    /// Who has it in their list; its owner alone when left out.
    pub sharing: Option<ViewSharing>,
}

/// Changes to a saved view: a field left out stays, a null clears. For its owner, and for admins where it is shared.
#[derive(Debug, Clone, InputObject)]
pub struct UpdateSavedViewInput {
    /// The view.
    pub id: Id<SavedView>,
    /// What to call it.
    pub name: Option<String>,
    /// How it shows its deals.
    pub layout: Option<ViewLayout>,
    /// The pipeline of a board.
    pub pipeline_id: MaybeUndefined<Id<Pipeline>>,
    /// Which deals: a `DealFilter`.
    pub filter: Option<Json<Value>>,
    /// How they are sorted: a list of `DealOrder`.
    pub order_by: Option<Json<Value>>,
    /// The deal's fields to show.
    pub columns: Option<Vec<String>>,
    /// Words that occur in the deals' names.
    pub search: MaybeUndefined<String>,
    /// Who has it in their list.
    pub sharing: Option<ViewSharing>,
    /// Put it away, or take it out again.
    pub archived: Option<bool>,
    /// The version the change was decided on; another one is refused as a conflict.
    pub expected_version: Option<i32>,
}
