//! Pipelines, their stages, and the lists of values admins edit.

use crate::db::id::Id;
use crate::db::schema::{currencies, lookups, pipelines, stages};
use crate::team::model::{User, Workspace};
use crate::{entity, text_enum};
use async_graphql::SimpleObject;
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

text_enum! {
    /// What a stage means for the deals in it.
    pub enum StageKind {
        /// Still being worked on.
        Open = "open",
        /// Won: entering it closes the deal at 100 %.
        Won = "won",
        /// Lost: entering it closes the deal at 0 % and asks for the reason.
        Lost = "lost",
    }
}

text_enum! {
    /// A list of values that admins edit.
    pub enum LookupKind {
        /// Where deals, accounts and contacts come from.
        Source = "source",
        /// Why deals are lost.
        LossReason = "loss_reason",
        /// What accounts do.
        Industry = "industry",
        /// How sure a deal is in the forecast.
        ForecastCategory = "forecast_category",
    }
}

/// The way deals go from first contact to won or lost.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Queryable, Selectable, Insertable, AsChangeset, SimpleObject)]
#[diesel(table_name = pipelines, treat_none_as_null = true)]
#[graphql(complex)]
pub struct Pipeline {
    #[graphql(skip)]
    pub workspace_id: Id<Workspace>,
    #[graphql(skip)]
    pub id: Id<Pipeline>,
    /// As people read it.
    pub name: String,
    /// New deals go here when nothing else is said. Exactly one pipeline is the default.
    pub is_default: bool,
    /// Place among the pipelines, from 0.
    pub position: i32,
    /// Whether a deal may jump over open stages on its way forward.
    pub allow_skip: bool,
    /// Whether a deal may go back to an earlier stage.
    pub allow_back: bool,
    /// Put away: its deals stay, new ones are not made in it.
    pub archived: bool,
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

/// One step of a pipeline.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Queryable, Selectable, Insertable, AsChangeset, SimpleObject)]
#[diesel(table_name = stages, treat_none_as_null = true)]
#[graphql(complex)]
pub struct Stage {
    #[graphql(skip)]
    pub workspace_id: Id<Workspace>,
    #[graphql(skip)]
    pub id: Id<Stage>,
    #[graphql(skip)]
    pub pipeline_id: Id<Pipeline>,
    /// As people read it.
    pub name: String,
    /// Place in the pipeline, from 0.
    pub position: i32,
    /// What it means for its deals.
    pub kind: StageKind,
    /// Chance of winning, in percent, that a deal gets when it enters.
    pub probability: i32,
    #[graphql(skip)]
    pub forecast_category_id: Option<Id<Lookup>>,
    /// Name of the colour it is shown in.
    pub color: String,
    /// Days after which a deal that stays is called rotting.
    pub rotting_days: Option<i32>,
    /// What to clarify and do in this stage, as Markdown.
    pub guidance: Option<String>,
    /// Whether the funnel counts it.
    pub in_funnel: bool,
    /// Whether deals may be created in it.
    pub allow_create: bool,
    #[graphql(skip)]
    pub removed_at: Option<DateTime<Utc>>,
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

/// One value of a list that admins edit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Queryable, Selectable, Insertable, AsChangeset, SimpleObject)]
#[diesel(table_name = lookups, treat_none_as_null = true)]
#[graphql(complex)]
pub struct Lookup {
    #[graphql(skip)]
    pub workspace_id: Id<Workspace>,
    #[graphql(skip)]
    pub id: Id<Lookup>,
    /// The list it is in.
    pub kind: LookupKind,
    /// Stable name for programs; made from the first label.
    pub key: String,
    /// As people read it.
    pub label: String,
    /// Place in the list, from 0.
    pub position: i32,
    /// No longer offered; stays on the records that have it.
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

/// A currency deals can be in, and what it is worth.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Queryable, Selectable, Insertable, AsChangeset, SimpleObject)]
#[diesel(table_name = currencies, treat_none_as_null = true)]
#[graphql(complex)]
pub struct Currency {
    #[graphql(skip)]
    pub workspace_id: Id<Workspace>,
    #[graphql(skip)]
    pub id: Id<Currency>,
    /// ISO 4217 code.
    pub code: String,
    /// Units of the base currency per unit of this one. A deal keeps the rate it was last priced with.
    pub rate: Decimal,
    /// No longer offered; deals in it stay.
    pub archived: bool,
    /// Counts changes; send it back as `expectedVersion`.
    pub version: i32,
    /// When it was added.
    pub created_at: DateTime<Utc>,
    #[graphql(skip)]
    pub created_by: Option<Id<User>>,
    /// When its rate was changed last.
    pub updated_at: DateTime<Utc>,
    #[graphql(skip)]
    pub updated_by: Option<Id<User>>,
}

entity!(Pipeline, "pipe", "a pipeline", pipelines, versioned);
entity!(Stage, "stage", "a stage", stages, versioned);
entity!(Lookup, "look", "a list value", lookups, versioned);
entity!(Currency, "cur", "a currency", currencies, versioned);
