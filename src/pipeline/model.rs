//! Pipelines, their stages, and the lists of values admins edit.

use crate::activities::plans::model::ActivityPlan;
use crate::db::id::Id;
use crate::db::jsonb::Jsonb;
use crate::db::schema::{currencies, lookups, pipelines, stages};
use crate::fields::model::Translation;
use crate::pipeline::gate::GateRequirementInput;
use crate::pipeline::steps::{StageStep, StageStepInput};
use crate::team::model::{User, Workspace};
use crate::{entity, text_enum};
use async_graphql::{InputObject, MaybeUndefined, SimpleObject};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

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
        /// What part people play in a deal's decision.
        StakeholderRole = "stakeholder_role",
        /// What activities are: meetings, calls.
        ActivityKind = "activity_kind",
        /// What documents are: minutes, contracts.
        FileCategory = "file_category",
    }
}

/// The way deals go from first contact to won or lost.
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
#[diesel(table_name = pipelines, treat_none_as_null = true)]
#[graphql(complex, crate = "crate::api::fields")]
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
#[diesel(table_name = stages, treat_none_as_null = true)]
#[graphql(complex, crate = "crate::api::fields")]
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
    #[graphql(skip)]
    pub gate: Vec<String>,
    #[graphql(skip)]
    pub activity_plan_id: Option<Id<ActivityPlan>>,
    #[graphql(skip)]
    pub steps: Jsonb<Vec<StageStep>>,
    /// Whether it ends with a decision: to go on with the deal, or to give it up. See `decideGoNoGo`.
    pub go_no_go: bool,
}

/// One value of a list that admins edit.
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
#[diesel(table_name = lookups, treat_none_as_null = true)]
#[graphql(complex, crate = "crate::api::fields")]
pub struct Lookup {
    #[graphql(skip)]
    pub workspace_id: Id<Workspace>,
    #[graphql(skip)]
    pub id: Id<Lookup>,
    /// The list it is in.
    pub kind: LookupKind,
    /// Stable name for programs; made from the first label.
    pub key: String,
    #[graphql(skip)]
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
    /// Of a kind of activity: once one was held, its owner gets the task to send the minutes.
    pub minutes_expected: bool,
    #[graphql(skip)]
    pub labels: Jsonb<BTreeMap<String, String>>,
}

/// A currency deals can be in, and what it is worth.
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
#[diesel(table_name = currencies, treat_none_as_null = true)]
#[graphql(complex, crate = "crate::api::fields")]
pub struct Currency {
    #[graphql(skip)]
    pub workspace_id: Id<Workspace>,
    #[graphql(skip)]
    pub id: Id<Currency>,
    /// ISO 4217 code.
    pub code: String,
    #[graphql(skip)]
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

/// A new pipeline.
#[derive(Debug, Clone, InputObject)]
pub struct CreatePipelineInput {
    /// As people read it, 1 to 60 characters; no other pipeline has this name.
    pub name: String,
    /// Begins with the rules and stages of this pipeline; left out: with one open, one won and one lost stage.
    pub copy_from_id: Option<Id<Pipeline>>,
}

/// Changes to a pipeline: a field left out stays.
#[derive(Debug, Clone, InputObject)]
pub struct UpdatePipelineInput {
    /// The pipeline.
    pub id: Id<Pipeline>,
    /// As people read it.
    pub name: Option<String>,
    /// True makes it the default instead of the present one. There is always one, so false is refused on it.
    pub is_default: Option<bool>,
    /// Whether a deal may jump over open stages on its way forward.
    pub allow_skip: Option<bool>,
    /// Whether a deal may go back to an earlier stage.
    pub allow_back: Option<bool>,
    /// Put it away, or take it out again. The default cannot be put away.
    pub archived: Option<bool>,
    /// The version the change was decided on; another one is refused as a conflict.
    pub expected_version: Option<i32>,
}

/// A new stage.
#[derive(Debug, Clone, InputObject)]
pub struct CreateStageInput {
    /// The pipeline it belongs to.
    pub pipeline_id: Id<Pipeline>,
    /// As people read it, 1 to 60 characters; no other stage of the pipeline has this name.
    pub name: String,
    /// What it means for its deals; open when left out.
    pub kind: Option<StageKind>,
    /// Chance of winning in percent: 1 to 99, and 50 when left out, for an open stage; 100 for a won and 0 for a lost one.
    pub probability: Option<i32>,
    /// Forecast category its deals get when they enter.
    pub forecast_category_id: Option<Id<Lookup>>,
    /// gray, red, pink, grape, violet, indigo, blue, cyan, teal, green, lime, yellow or orange; gray when left out.
    pub color: Option<String>,
    /// Days after which a deal that stays is called rotting, 1 to 3650; left out: never.
    pub rotting_days: Option<i32>,
    /// Place in the pipeline, from 0; those from there on move up. Left out: after the last stage of its kind.
    pub position: Option<i32>,
    /// What to clarify and do in this stage, as Markdown.
    pub guidance: Option<String>,
    /// Plan that starts when a deal comes in.
    pub activity_plan_id: Option<Id<ActivityPlan>>,
    /// What is to be done while a deal is in it, in order; at most 20.
    pub steps: Option<Vec<StageStepInput>>,
    /// Whether it ends with a decision to go on or not; only an open stage does. No when left out.
    pub go_no_go: Option<bool>,
}

/// Changes to a stage: a field left out stays, a null clears. Its kind never changes.
#[derive(Debug, Clone, InputObject)]
pub struct UpdateStageInput {
    /// The stage.
    pub id: Id<Stage>,
    /// As people read it.
    pub name: Option<String>,
    /// Chance of winning in percent that deals get when they enter. Those already there keep theirs.
    pub probability: Option<i32>,
    /// Name of the colour it is shown in.
    pub color: Option<String>,
    /// Days after which a deal that stays is called rotting; null: never.
    pub rotting_days: MaybeUndefined<i32>,
    /// What to clarify and do in this stage, as Markdown.
    pub guidance: MaybeUndefined<String>,
    /// Whether the funnel counts it.
    pub in_funnel: Option<bool>,
    /// Whether deals may be created in it.
    pub allow_create: Option<bool>,
    /// Forecast category its deals get when they enter; null: they keep theirs.
    pub forecast_category_id: MaybeUndefined<Id<Lookup>>,
    /// What a deal must have before it may enter, in the order it is to be asked for; replaces what was required before.
    pub gate: Option<Vec<GateRequirementInput>>,
    /// Plan that starts when a deal comes in; null: none does. What was started goes on.
    pub activity_plan_id: MaybeUndefined<Id<ActivityPlan>>,
    /// What is to be done while a deal is in it, in order, at most 20; replaces all. A step given with its id stays done where it is.
    pub steps: Option<Vec<StageStepInput>>,
    /// Whether it ends with a decision to go on or not; only an open stage does.
    pub go_no_go: Option<bool>,
    /// The version the change was decided on; another one is refused as a conflict.
    pub expected_version: Option<i32>,
}

/// Puts a stage at another place in its pipeline.
#[derive(Debug, Clone, InputObject)]
pub struct MoveStageInput {
    /// The stage.
    pub id: Id<Stage>,
    /// Its new place, from 0; beyond the end means last.
    pub position: i32,
}

/// Takes a stage out of its pipeline.
#[derive(Debug, Clone, InputObject)]
pub struct RemoveStageInput {
    /// The stage.
    pub id: Id<Stage>,
    /// Where its deals go: a stage of the same pipeline and kind. Needed when it holds any.
    pub move_deals_to_stage_id: Option<Id<Stage>>,
}

/// A new list value.
#[derive(Debug, Clone, InputObject)]
pub struct CreateLookupInput {
    /// The list it goes into, at the end.
    pub kind: LookupKind,
    /// As people read it, 1 to 80 characters; no other value of the list reads the same.
    pub label: String,
    /// The same in other languages.
    pub labels: Option<Vec<Translation>>,
    /// Of a kind of activity: whether minutes are to be sent once one was held. No when left out.
    pub minutes_expected: Option<bool>,
}

/// Changes to a list value: a field left out stays.
#[derive(Debug, Clone, InputObject)]
pub struct UpdateLookupInput {
    /// The list value.
    pub id: Id<Lookup>,
    /// As people read it. Its key stays; what the workspace came with in other languages goes.
    pub label: Option<String>,
    /// The same in other languages; replaces all.
    pub labels: Option<Vec<Translation>>,
    /// Its place in the list, from 0; beyond the end means last.
    pub position: Option<i32>,
    /// No longer offer it, or offer it again.
    pub archived: Option<bool>,
    /// Of a kind of activity: whether minutes are to be sent once one was held.
    pub minutes_expected: Option<bool>,
    /// The version the change was decided on; another one is refused as a conflict.
    pub expected_version: Option<i32>,
}

/// Adds a currency, or changes the rate of one.
#[derive(Debug, Clone, InputObject)]
pub struct SetCurrencyInput {
    /// ISO 4217 code.
    pub code: String,
    /// Units of the base currency per unit of this one, above 0, at most eight decimals; 1 for the base currency itself.
    pub rate: Decimal,
    /// No longer offer it, or offer it again; the base currency is always offered.
    pub archived: Option<bool>,
    /// The version the change was decided on; another one is refused as a conflict.
    pub expected_version: Option<i32>,
}
