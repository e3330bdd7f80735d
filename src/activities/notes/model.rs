//! Notes: the row = the GraphQL object, filters, orders, inputs.

use crate::accounts::model::{Account, Contact};
use crate::db::filter::{BooleanFilter, DateTimeFilter, IdFilter, StringFilter};
use crate::db::id::Id;
use crate::db::schema::notes;
use crate::deals::model::Deal;
use crate::leads::model::Lead;
use crate::team::model::{User, Workspace};
use crate::{entity, orders};
use async_graphql::{InputObject, SimpleObject};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

/// Something written down about a deal, an account, a contact or a lead.
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
#[diesel(table_name = notes, treat_none_as_null = true)]
#[graphql(complex, crate = "crate::api::fields")]
pub struct Note {
    #[graphql(skip)]
    pub workspace_id: Id<Workspace>,
    #[graphql(skip)]
    pub id: Id<Note>,
    /// What was written: plain text; line breaks and links are shown as such, and `@[Anna Lindqvist](user_…)` as a mention of that person.
    pub body: String,
    /// Kept at the top of its record's notes.
    pub pinned: bool,
    /// Put away: left out of lists unless asked for.
    pub archived: bool,
    #[graphql(skip)]
    pub deal_id: Option<Id<Deal>>,
    #[graphql(skip)]
    pub account_id: Option<Id<Account>>,
    #[graphql(skip)]
    pub contact_id: Option<Id<Contact>>,
    /// Counts changes; send it back as `expectedVersion`.
    pub version: i32,
    /// When it was written.
    pub created_at: DateTime<Utc>,
    #[graphql(skip)]
    pub created_by: Option<Id<User>>,
    /// When it was changed last.
    pub updated_at: DateTime<Utc>,
    #[graphql(skip)]
    pub updated_by: Option<Id<User>>,
    #[graphql(skip)]
    pub lead_id: Option<Id<Lead>>,
}

entity!(Note, "note", "a note", notes, versioned);

orders! {
    /// What notes can be sorted by.
    pub enum NoteOrderField / NoteOrder for Note {
        /// Pinned ones by themselves.
        Pinned => [("notes.pinned::int", "int", false, |n| Some(i32::from(n.pinned).to_string()))],
        /// By when they were written.
        CreatedAt => [("notes.created_at", "timestamptz", false, |n| Some(n.created_at.to_rfc3339()))],
        /// By their last change.
        UpdatedAt => [("notes.updated_at", "timestamptz", false, |n| Some(n.updated_at.to_rfc3339()))],
    }
}

/// Which notes. All conditions given must hold.
#[derive(Debug, Clone, Default, InputObject)]
pub struct NoteFilter {
    /// The note itself.
    pub id: Option<IdFilter>,
    /// What was written, mentions as they stand in it.
    pub body: Option<StringFilter>,
    /// Whether it is kept at the top.
    pub pinned: Option<BooleanFilter>,
    /// Whether it was put away. Left out: only those that were not.
    pub archived: Option<BooleanFilter>,
    /// Who wrote it, by id.
    pub created_by_id: Option<IdFilter>,
    /// When it was written.
    pub created_at: Option<DateTimeFilter>,
    /// All of these hold.
    pub and: Option<Vec<NoteFilter>>,
    /// At least one of these holds.
    pub or: Option<Vec<NoteFilter>>,
    /// This does not hold.
    pub not: Option<Box<NoteFilter>>,
}

/// A new note. Name exactly one record that it is about.
#[derive(Debug, Clone, Default, InputObject)]
pub struct CreateNoteInput {
    /// What to write, 1 to 20,000 characters of plain text. `@[Anna Lindqvist](user_…)` mentions somebody, who is told; at most 20 people.
    pub body: String,
    /// Keep it at the top of the record's notes.
    pub pinned: Option<bool>,
    /// The deal it is about.
    pub deal_id: Option<Id<Deal>>,
    /// The account it is about.
    pub account_id: Option<Id<Account>>,
    /// The contact it is about.
    pub contact_id: Option<Id<Contact>>,
    /// The lead it is about; it goes along when the lead becomes a deal.
    pub lead_id: Option<Id<Lead>>,
}

/// Changes to a note: a field left out stays. For its author, and for managers.
#[derive(Debug, Clone, InputObject)]
pub struct UpdateNoteInput {
    /// The note.
    pub id: Id<Note>,
    /// What is to stand there instead. Who is mentioned in it and was not before is told.
    pub body: Option<String>,
    /// Keep it at the top, or not any more. For everybody who may change the record.
    pub pinned: Option<bool>,
    /// Put it away, or take it out again.
    pub archived: Option<bool>,
    /// The version the change was decided on; another one is refused as a conflict.
    pub expected_version: Option<i32>,
}
