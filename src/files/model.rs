//! Files and their versions: the rows = the GraphQL objects, filters, orders, inputs, and what is uploaded.

use crate::accounts::model::{Account, Contact};
use crate::activities::interactions::model::Activity;
use crate::db::filter::{BooleanFilter, DateTimeFilter, IdFilter, StringFilter};
use crate::db::id::Id;
use crate::db::schema::{file_versions, files};
use crate::deals::model::Deal;
use crate::leads::model::Lead;
use crate::pipeline::model::Lookup;
use crate::team::model::{User, Workspace};
use crate::{entity, orders, text_enum};
use async_graphql::{InputObject, MaybeUndefined, SimpleObject};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

/// A document that hangs on a deal, an account, a contact, a lead or an activity.
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
#[diesel(table_name = files, treat_none_as_null = true)]
#[graphql(complex, crate = "crate::api::fields")]
pub struct File {
    #[graphql(skip)]
    pub workspace_id: Id<Workspace>,
    #[graphql(skip)]
    pub id: Id<File>,
    /// What it is called here; the uploaded file's name to begin with.
    pub name: String,
    #[graphql(skip)]
    pub category_id: Option<Id<Lookup>>,
    /// What it is about.
    pub description: Option<String>,
    /// Put away: left out of lists and searches unless asked for.
    pub archived: bool,
    #[graphql(skip)]
    pub deal_id: Option<Id<Deal>>,
    #[graphql(skip)]
    pub account_id: Option<Id<Account>>,
    #[graphql(skip)]
    pub contact_id: Option<Id<Contact>>,
    #[graphql(skip)]
    pub lead_id: Option<Id<Lead>>,
    #[graphql(skip)]
    pub activity_id: Option<Id<Activity>>,
    /// How many times it was uploaded; the latest version has this number.
    #[graphql(name = "versionCount")]
    pub number: i32,
    #[graphql(skip)]
    pub size: i64,
    #[graphql(skip)]
    pub media_type: String,
    /// Counts changes; send it back as `expectedVersion`.
    pub version: i32,
    /// When it was added.
    pub created_at: DateTime<Utc>,
    #[graphql(skip)]
    pub created_by: Option<Id<User>>,
    /// When it, or what is said about it, was changed last.
    pub updated_at: DateTime<Utc>,
    #[graphql(skip)]
    pub updated_by: Option<Id<User>>,
}

text_enum! {
    /// How a browser can show a version of a file without harm. Told by its content.
    pub enum FilePreview {
        /// Not at all: it can be downloaded.
        None = "none",
        /// As an image.
        Image = "image",
        /// Page by page.
        Pdf = "pdf",
        /// As plain text: UTF-8 of at most 1 MiB.
        Text = "text",
    }
}

/// A file as it was uploaded once. Never changed.
#[derive(
    Debug, Clone, PartialEq, Serialize, Deserialize, Queryable, Selectable, Insertable, SimpleObject,
)]
#[diesel(table_name = file_versions)]
#[graphql(complex, crate = "crate::api::fields")]
pub struct FileVersion {
    #[graphql(skip)]
    pub workspace_id: Id<Workspace>,
    #[graphql(skip)]
    pub id: Id<FileVersion>,
    #[graphql(skip)]
    pub file_id: Id<File>,
    /// Counts the file's versions, from 1.
    pub number: i32,
    /// What the uploaded file was called.
    pub file_name: String,
    /// How many bytes it has.
    pub size: i64,
    /// What it is, by its content: `application/pdf`.
    pub media_type: String,
    /// How it can be shown: then its address also takes `?inline`.
    pub preview: FilePreview,
    #[graphql(skip)]
    pub storage_key: String,
    /// SHA-256 of its content, in hexadecimal digits.
    pub sha256: String,
    /// What was said about it when it was uploaded.
    pub comment: Option<String>,
    /// When it was uploaded.
    pub created_at: DateTime<Utc>,
    #[graphql(skip)]
    pub created_by: Option<Id<User>>,
}

entity!(File, "file", "a file", files, versioned);
entity!(FileVersion, "filever", "a version of a file", file_versions);

orders! {
    /// What files can be sorted by.
    pub enum FileOrderField / FileOrder for File {
        /// By name, as a dictionary would.
        Name => [("files.name COLLATE \"und-x-icu\"", "text", false, |f| Some(f.name.clone()))],
        /// By when they were added.
        CreatedAt => [("files.created_at", "timestamptz", false, |f| Some(f.created_at.to_rfc3339()))],
        /// By their last change.
        UpdatedAt => [("files.updated_at", "timestamptz", false, |f| Some(f.updated_at.to_rfc3339()))],
        /// By the size of the latest version.
        Size => [("files.size", "bigint", false, |f| Some(f.size.to_string()))],
    }
}

/// Which files. All conditions given must hold.
#[derive(Debug, Clone, Default, InputObject)]
pub struct FileFilter {
    /// The file itself.
    pub id: Option<IdFilter>,
    /// What it is called.
    pub name: Option<StringFilter>,
    /// What kind of document it is, by id of the list value.
    pub category_id: Option<IdFilter>,
    /// Whether it was put away. Left out: only those that were not.
    pub archived: Option<BooleanFilter>,
    /// Who added it, by id.
    pub created_by_id: Option<IdFilter>,
    /// When it was added.
    pub created_at: Option<DateTimeFilter>,
    /// When it was changed last.
    pub updated_at: Option<DateTimeFilter>,
    /// What the latest version is, by its content: `application/pdf`, or beginning with `image/`.
    pub media_type: Option<StringFilter>,
    /// All of these hold.
    pub and: Option<Vec<FileFilter>>,
    /// At least one of these holds.
    pub or: Option<Vec<FileFilter>>,
    /// This does not hold.
    pub not: Option<Box<FileFilter>>,
}

/// Changes to a file: a field left out stays, a null clears. New content is uploaded to `POST /files`.
#[derive(Debug, Clone, InputObject)]
pub struct UpdateFileInput {
    /// The file.
    pub id: Id<File>,
    /// What it is to be called, 1 to 255 characters.
    pub name: Option<String>,
    /// What kind of document it is: a value of the list `FILE_CATEGORY`.
    pub category_id: MaybeUndefined<Id<Lookup>>,
    /// What it is about.
    pub description: MaybeUndefined<String>,
    /// Put it away, or take it out again.
    pub archived: Option<bool>,
    /// The version the change was decided on; another one is refused as a conflict.
    pub expected_version: Option<i32>,
}

/// What comes with an upload besides the content: where the file is to hang, or which one gets a new version.
#[derive(Debug, Clone, Default)]
pub struct Upload {
    pub file_id: Option<Id<File>>,
    pub deal_id: Option<Id<Deal>>,
    pub account_id: Option<Id<Account>>,
    pub contact_id: Option<Id<Contact>>,
    pub lead_id: Option<Id<Lead>>,
    pub activity_id: Option<Id<Activity>>,
    pub category_id: Option<Id<Lookup>>,
    pub description: Option<String>,
    pub comment: Option<String>,
}

/// Content that has arrived, and where it is kept.
#[derive(Debug, Clone)]
pub struct Content {
    pub storage_key: String,
    pub file_name: String,
    pub size: i64,
    pub media_type: String,
    pub preview: FilePreview,
    pub sha256: String,
}

/// What came of an upload.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Added {
    pub file: File,
    pub version: FileVersion,
}
