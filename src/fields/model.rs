//! The definition of a custom field: row = GraphQL object, and its inputs.

use crate::db::id::Id;
use crate::db::jsonb::Jsonb;
use crate::db::schema::custom_fields;
use crate::fields::standards::model::DataStandard;
use crate::team::model::{User, Workspace};
use crate::{entity, text_enum};
use async_graphql::{InputObject, Json, MaybeUndefined, SimpleObject};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;
use std::ops::Deref;
use std::sync::Arc;

text_enum! {
    /// Records that can have custom fields.
    pub enum FieldSubject {
        /// Accounts.
        Account = "account",
        /// Contacts.
        Contact = "contact",
        /// Deals.
        Deal = "deal",
        /// Tasks.
        Task = "task",
        /// Leads.
        Lead = "lead",
        /// Proposals: like the rest of one, they can only be edited in a draft.
        Proposal = "proposal",
    }
}

text_enum! {
    /// What kind of value a custom field holds, and how it is written as JSON.
    pub enum FieldType {
        /// A line of text, at most 500 characters.
        Text = "text",
        /// Text of several lines, at most 10,000 characters.
        LongText = "long_text",
        /// A decimal number, as a string: `"2.5"`. A JSON number is taken too.
        Number = "number",
        /// An amount in the workspace's base currency, as a string: `"10.50"`. A JSON number is taken too.
        Money = "money",
        /// `true` or `false`.
        Boolean = "boolean",
        /// A day: `"2026-03-02"`.
        Date = "date",
        /// An instant, as RFC 3339 has it: `"2026-03-02T09:00:00Z"`.
        DateTime = "date_time",
        /// One of the options, by its key.
        Select = "select",
        /// Any of the options: a list of their keys.
        MultiSelect = "multi_select",
        /// A web address.
        Url = "url",
        /// An e-mail address.
        Email = "email",
        /// A phone number.
        Phone = "phone",
        /// A user, by id.
        User = "user",
        /// An account, by id.
        Account = "account",
        /// A contact, by id.
        Contact = "contact",
    }
}

/// A field that a workspace keeps about its records besides the built-in ones.
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
#[diesel(table_name = custom_fields, treat_none_as_null = true)]
#[graphql(complex, crate = "crate::api::fields")]
pub struct CustomField {
    #[graphql(skip)]
    pub workspace_id: Id<Workspace>,
    #[graphql(skip)]
    pub id: Id<CustomField>,
    /// Which records have it.
    pub subject: FieldSubject,
    /// What it is called in the API: `custom(key:)`, filters and orders name it by this. It never changes.
    pub key: String,
    /// What kind of value it holds. It never changes.
    #[graphql(name = "type")]
    pub kind: FieldType,
    #[graphql(skip)]
    pub label: String,
    #[graphql(skip)]
    pub labels: Jsonb<BTreeMap<String, String>>,
    /// What to enter, for those who fill it in.
    pub help: Option<String>,
    /// Whether new records must have it. It is not asked of records that are there without it, but cannot be cleared.
    pub required: bool,
    /// Whether lists are often filtered or sorted by it: it has indexes of its own then. Filters and orders work either way.
    pub filterable: bool,
    #[graphql(skip)]
    pub default_value: Option<Value>,
    #[graphql(skip)]
    pub options: Jsonb<Vec<FieldOption>>,
    /// A regular expression that the whole of a text must match.
    pub pattern: Option<String>,
    /// The least a number or an amount may be.
    pub minimum: Option<Decimal>,
    /// The most a number or an amount may be.
    pub maximum: Option<Decimal>,
    /// Place among the fields of its records, from 0.
    pub position: i32,
    /// No longer offered: its values stay on the records that have them, and can be cleared.
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

entity!(CustomField, "field", "a custom field", custom_fields, versioned);

/// One choice of a field that offers some.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FieldOption {
    pub key: String,
    pub label: String,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub labels: BTreeMap<String, String>,
    #[serde(default)]
    pub archived: bool,
}

/// What a workspace's records look like: its custom fields, archived ones included, and what it asks of the built-in ones. Cloning
/// shares them.
#[derive(Debug, Clone)]
pub struct Known {
    pub fields: Arc<[CustomField]>,
    pub standards: Arc<[DataStandard]>,
}

impl Default for Known {
    fn default() -> Self {
        Self { fields: Arc::from([]), standards: Arc::from([]) }
    }
}

/// Most of what asks for it asks for the custom fields.
impl Deref for Known {
    type Target = [CustomField];

    fn deref(&self) -> &[CustomField] {
        &self.fields
    }
}

impl CustomField {
    /// What it is called in this language, or in the one it was made in.
    pub fn label_in(&self, language: Option<&str>) -> String {
        text_in(&self.label, &self.labels.0, language)
    }

    /// The option with this key.
    pub fn option(&self, key: &str) -> Option<&FieldOption> {
        self.options.0.iter().find(|option| option.key == key)
    }
}

impl FieldOption {
    /// What it is called in this language, or in the one it was made in.
    pub fn label_in(&self, language: Option<&str>) -> String {
        text_in(&self.label, &self.labels, language)
    }
}

/// The text in this language, or as it was made. `de-AT` finds `de` too.
pub fn text_in(text: &str, others: &BTreeMap<String, String>, language: Option<&str>) -> String {
    let found = language.and_then(|tag| {
        others.get(tag).or_else(|| tag.split_once('-').and_then(|(language, _)| others.get(language)))
    });
    found.map_or_else(|| text.to_owned(), Clone::clone)
}

/// A text in one language.
#[derive(Debug, Clone, PartialEq, Eq, SimpleObject, InputObject)]
#[graphql(input_name = "TranslationInput", crate = "crate::api::fields")]
pub struct Translation {
    /// The language, as a BCP 47 tag: `de`.
    pub language: String,
    /// The text in it.
    pub text: String,
}

/// One choice of a field that offers some, to be set.
#[derive(Debug, Clone, InputObject)]
pub struct FieldOptionInput {
    /// What values keep: letters, digits and `_`, at most 40. Left out: made from the label.
    pub key: Option<String>,
    /// As people read it, 1 to 100 characters.
    pub label: String,
    /// The same in other languages.
    pub labels: Option<Vec<Translation>>,
    /// No longer offered; records that have it keep it.
    pub archived: Option<bool>,
}

/// A new custom field.
#[derive(Debug, Clone, InputObject)]
pub struct CreateCustomFieldInput {
    /// Which records have it.
    pub subject: FieldSubject,
    /// What it is called in the API: a small letter, then small letters, digits and `_`, at most 40. Left out: made from the
    /// label.
    pub key: Option<String>,
    /// What kind of value it holds.
    #[graphql(name = "type")]
    pub kind: FieldType,
    /// As people read it, 1 to 100 characters.
    pub label: String,
    /// The same in other languages.
    pub labels: Option<Vec<Translation>>,
    /// What to enter, for those who fill it in.
    pub help: Option<String>,
    /// Whether new records must have it.
    pub required: Option<bool>,
    /// Whether lists are often filtered or sorted by it.
    pub filterable: Option<bool>,
    /// What new records get when nothing is given, as a value of its type.
    pub default_value: Option<Json<Value>>,
    /// The choices, in order; only of types that offer some, and at least one of those.
    pub options: Option<Vec<FieldOptionInput>>,
    /// A regular expression that the whole of a text must match.
    pub pattern: Option<String>,
    /// The least a number or an amount may be.
    pub minimum: Option<Decimal>,
    /// The most a number or an amount may be.
    pub maximum: Option<Decimal>,
}

/// Changes to a custom field: what is left out stays, a null clears. Its key, its type and its records never change.
#[derive(Debug, Clone, InputObject)]
pub struct UpdateCustomFieldInput {
    /// The field.
    pub id: Id<CustomField>,
    /// As people read it.
    pub label: Option<String>,
    /// The same in other languages; replaces all.
    pub labels: Option<Vec<Translation>>,
    /// What to enter.
    pub help: MaybeUndefined<String>,
    /// Whether new records must have it.
    pub required: Option<bool>,
    /// Whether lists are often filtered or sorted by it.
    pub filterable: Option<bool>,
    /// What new records get when nothing is given.
    pub default_value: MaybeUndefined<Json<Value>>,
    /// The choices, in order; replaces all. One that is left out is archived: records may have it.
    pub options: Option<Vec<FieldOptionInput>>,
    /// A regular expression that the whole of a text must match. Values that are there are not looked at again.
    pub pattern: MaybeUndefined<String>,
    /// The least a number or an amount may be.
    pub minimum: MaybeUndefined<Decimal>,
    /// The most a number or an amount may be.
    pub maximum: MaybeUndefined<Decimal>,
    /// Its place among the fields of its records, from 0; the others make room.
    pub position: Option<i32>,
    /// No longer offered, or offered again.
    pub archived: Option<bool>,
    /// The version the change was decided on; another one is refused as a conflict.
    pub expected_version: Option<i32>,
}

/// A value for a custom field.
#[derive(Debug, Clone, InputObject)]
pub struct CustomValueInput {
    /// The field.
    pub key: String,
    /// Its value, written as its type says; null clears.
    pub value: Option<Json<Value>>,
}
