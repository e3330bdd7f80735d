//! Uploaded files, what was chosen for their columns, and mappings that are kept: rows = GraphQL objects, and inputs.

use crate::db::filter::BooleanFilter;
use crate::db::id::Id;
use crate::db::jsonb::Jsonb;
use crate::db::schema::{import_files, import_mappings};
use crate::integrations::import::mapping::Kind;
use crate::team::model::{User, Workspace};
use crate::{entity, orders, text_enum};
use async_graphql::{InputObject, SimpleObject};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

text_enum! {
    /// What the rows of an uploaded file become.
    pub enum ImportKind {
        /// Accounts.
        Accounts = "accounts",
        /// Contacts.
        Contacts = "contacts",
        /// Leads.
        Leads = "leads",
        /// Deals.
        Deals = "deals",
        /// Products.
        Products = "products",
    }
}

impl ImportKind {
    /// As the engine knows it.
    pub const fn kind(self) -> Kind {
        match self {
            Self::Accounts => Kind::Accounts,
            Self::Contacts => Kind::Contacts,
            Self::Leads => Kind::Leads,
            Self::Deals => Kind::Deals,
            Self::Products => Kind::Products,
        }
    }

    /// The kind of this of the engine's; none of those that are not uploaded.
    pub fn of(kind: Kind) -> Option<Self> {
        let all = [Self::Accounts, Self::Contacts, Self::Leads, Self::Deals, Self::Products];
        all.into_iter().find(|one| one.kind() == kind)
    }
}

/// A column of an uploaded file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, SimpleObject)]
#[graphql(name = "ImportColumn", crate = "crate::api::fields")]
pub struct FileColumn {
    /// What the header says; numbered where several say the same or nothing.
    pub name: String,
    /// The first few different values.
    pub samples: Vec<String>,
    /// How many rows have a value.
    pub filled: i32,
}

/// A file somebody uploaded to import. It is kept for a week.
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
#[diesel(table_name = import_files, treat_none_as_null = true)]
#[graphql(complex, crate = "crate::api::fields")]
pub struct ImportFile {
    #[graphql(skip)]
    pub workspace_id: Id<Workspace>,
    #[graphql(skip)]
    pub id: Id<ImportFile>,
    /// What it was called where it came from.
    pub name: String,
    /// Its length in bytes.
    pub size: i32,
    /// What parts its values: a comma, a semicolon, a tab or a bar.
    pub delimiter: String,
    /// How its letters are written, as it looks: `utf-8`, `windows-1250`, `windows-1252`, `utf-16le` or `utf-16be`.
    pub encoding: String,
    /// Its rows, without the header.
    pub rows: i32,
    #[graphql(skip)]
    pub shown: Jsonb<Vec<FileColumn>>,
    #[graphql(skip)]
    pub version: i32,
    /// When it was uploaded.
    pub created_at: DateTime<Utc>,
    #[graphql(skip)]
    pub created_by: Option<Id<User>>,
}

entity!(ImportFile, "impf", "an import file", import_files);

/// A wrong value and the right one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, InputObject)]
#[graphql(name = "ImportValueInput")]
pub struct ValueChoice {
    /// What the file says.
    pub from: String,
    /// What is meant.
    pub to: String,
}

/// Where the values of a field come from: a column, or the same text for every row.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, InputObject)]
#[serde(rename_all = "camelCase", default)]
#[graphql(name = "ImportColumnInput")]
pub struct ColumnChoice {
    /// The field's key, as `importFields` has it.
    pub field: String,
    /// The column it comes from. Give either this or `constant`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<String>,
    /// The text it has on every row.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub constant: Option<String>,
    /// How days are written, as `%d.%m.%Y`; `%Y-%m-%d` when left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub format: Option<String>,
    /// Whether numbers have a comma before their decimals, as in `1.234,50`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decimal_comma: Option<bool>,
    /// Values to be read as others, at most 500.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub values: Option<Vec<ValueChoice>>,
    /// Adds what a value names and is not there: a value of a list (for admins), or the account of a contact or deal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub create_missing: Option<bool>,
}

/// A choice of columns that is kept for the next file of its kind. The workspace's, not one person's.
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
#[diesel(table_name = import_mappings, treat_none_as_null = true)]
#[graphql(complex, crate = "crate::api::fields")]
pub struct ImportMapping {
    #[graphql(skip)]
    pub workspace_id: Id<Workspace>,
    #[graphql(skip)]
    pub id: Id<ImportMapping>,
    /// What it is called.
    pub name: String,
    /// What its files hold.
    pub kind: ImportKind,
    #[graphql(skip)]
    #[serde(rename = "columns")]
    pub chosen: Jsonb<Vec<ColumnChoice>>,
    /// The column that tells which record a row is about; null when the record itself tells.
    pub key_column: Option<String>,
    /// Put away: left out of lists, and suggested no more.
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

entity!(ImportMapping, "impm", "an import mapping", import_mappings, versioned);

orders! {
    /// What import mappings can be sorted by.
    pub enum ImportMappingOrderField / ImportMappingOrder for ImportMapping {
        /// By name, as a dictionary would.
        Name => [("import_mappings.name COLLATE \"und-x-icu\"", "text", false, |m| Some(m.name.clone()))],
        /// By their last change.
        UpdatedAt => [("import_mappings.updated_at", "timestamptz", false, |m| Some(m.updated_at.to_rfc3339()))],
    }
}

/// Which import mappings. All conditions given must hold.
#[derive(Debug, Clone, Default, InputObject)]
pub struct ImportMappingFilter {
    /// What their files hold.
    pub kind: Option<ImportKind>,
    /// Whether they were put away; left out: those in use.
    pub archived: Option<BooleanFilter>,
}

/// A mapping to be kept, or changes to one: what is left out stays.
#[derive(Debug, Clone, InputObject)]
pub struct SaveImportMappingInput {
    /// The mapping to change; a new one when left out.
    pub id: Option<Id<ImportMapping>>,
    /// What to call it, 1 to 80 characters.
    pub name: String,
    /// What its files hold; a mapping keeps the kind it was made for.
    pub kind: ImportKind,
    /// What its columns mean, each field once.
    pub columns: Vec<ColumnChoice>,
    /// The column that tells which record a row is about; the record itself when left out.
    pub key_column: Option<String>,
    /// Put it away, or take it out again.
    pub archived: Option<bool>,
    /// The version the change was decided on; another one is refused as a conflict.
    pub expected_version: Option<i32>,
}

/// An import to be begun. A server takes it up at once and reads the file in the background.
#[derive(Debug, Clone, InputObject)]
pub struct StartImportInput {
    /// The uploaded file.
    pub file_id: Id<ImportFile>,
    /// What its rows become.
    pub kind: ImportKind,
    /// What its columns mean, each field once.
    pub columns: Vec<ColumnChoice>,
    /// The column that tells which record a row is about. Left out, the record itself tells: an account's name, or its domain;
    /// a contact's e-mail address; a lead's e-mail address and topic; a deal's name and account; a product's code, or its name.
    pub key_column: Option<String>,
    /// The kept mapping this was made from.
    pub mapping_id: Option<Id<ImportMapping>>,
    /// How the file's letters are written, when it was guessed wrong: `utf-8`, `windows-1250`, `windows-1252`.
    pub encoding: Option<String>,
    /// Checks every row and reports, and changes nothing.
    pub dry_run: bool,
}

/// A field that rows of a kind can have.
#[derive(Debug, Clone, PartialEq, Eq, SimpleObject)]
#[graphql(crate = "crate::api::fields")]
pub struct ImportField {
    /// What `columns` name it by: `annual_revenue`, or `custom.` and the key of a custom field.
    pub key: String,
    /// What people call it, in English; a custom field's own label.
    pub label: String,
    /// Whether a new record needs it.
    pub required: bool,
    /// What its values are: `text`, `number`, `integer`, `date`, `boolean`, `email`, `lookup`, `user`, `reference`, or the type of a
    /// custom field in small letters.
    #[graphql(name = "type")]
    pub of_type: String,
    /// The kind of record it names, by key or as people call it.
    pub reference: Option<ImportKind>,
    /// Whether it is a custom field.
    pub custom: bool,
}

/// A column that looks as if it held a field.
#[derive(Debug, Clone, PartialEq, Eq, SimpleObject)]
#[graphql(name = "ImportColumnChoice", crate = "crate::api::fields")]
pub struct Suggestion {
    /// The field's key.
    pub field: String,
    /// The file's column.
    pub column: String,
}
