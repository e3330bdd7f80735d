//! A data standard: row = GraphQL object, and the input that sets one.

use crate::db::id::Id;
use crate::db::schema::data_standards;
use crate::entity;
use crate::fields::model::FieldSubject;
use crate::team::model::{User, Workspace};
use async_graphql::{Enum, InputObject, SimpleObject};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// What a workspace asks of one built-in field of its records. It is kept on every way a value can come in; records that were there
/// before it are left alone until somebody changes that field.
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
#[diesel(table_name = data_standards, treat_none_as_null = true)]
#[graphql(complex, crate = "crate::api::fields")]
pub struct DataStandard {
    #[graphql(skip)]
    pub workspace_id: Id<Workspace>,
    #[graphql(skip)]
    pub id: Id<DataStandard>,
    /// Which records it is about.
    pub subject: FieldSubject,
    /// Which field of theirs, by its name in the API.
    pub field: String,
    /// Whether new records must have it, and nobody may clear it.
    pub required: bool,
    /// A regular expression that the whole of a text must match; of a list of texts, each of them.
    pub pattern: Option<String>,
    /// What the pattern wants, for people: it is what they read when they are refused.
    pub pattern_hint: Option<String>,
    /// The least a number may be.
    pub minimum: Option<Decimal>,
    /// The most a number may be.
    pub maximum: Option<Decimal>,
    /// Counts changes; send it back as `expectedVersion`.
    pub version: i32,
    /// When it was set first.
    pub created_at: DateTime<Utc>,
    #[graphql(skip)]
    pub created_by: Option<Id<User>>,
    /// When it was changed last.
    pub updated_at: DateTime<Utc>,
    #[graphql(skip)]
    pub updated_by: Option<Id<User>>,
}

entity!(DataStandard, "standard", "a data standard", data_standards, versioned);

impl DataStandard {
    /// Whether it asks for anything.
    pub fn asks(&self) -> bool {
        self.required || self.pattern.is_some() || self.minimum.is_some() || self.maximum.is_some()
    }
}

/// What a field holds, which decides what can be asked of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(name = "DataStandardType")]
pub enum StandardType {
    /// Words: it can be required and have a pattern.
    Text,
    /// A number or an amount: it can be required and have bounds.
    Number,
    /// A day or an instant: it can be required.
    Date,
    /// Another record, or a value of a list: it can be required.
    Reference,
}

/// A field that can have a data standard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StandardField {
    pub subject: FieldSubject,
    /// Its column, which names it in rows and events.
    pub column: &'static str,
    pub kind: StandardType,
    /// What it is called, in English.
    pub label: &'static str,
}

/// What is asked of a field from now on: it replaces what was asked before, and what is left out is not asked any more.
#[derive(Debug, Clone, InputObject)]
pub struct SetDataStandardInput {
    /// Which records it is about.
    pub subject: FieldSubject,
    /// Which field of theirs; `dataStandardOptions` lists them.
    pub field: String,
    /// Whether new records must have it.
    pub required: Option<bool>,
    /// A regular expression that the whole of a text must match, at most 500 characters.
    pub pattern: Option<String>,
    /// What the pattern wants, for people, at most 200 characters.
    pub pattern_hint: Option<String>,
    /// The least a number may be.
    pub minimum: Option<Decimal>,
    /// The most a number may be.
    pub maximum: Option<Decimal>,
    /// The version the change was decided on; another one is refused as a conflict.
    pub expected_version: Option<i32>,
}
