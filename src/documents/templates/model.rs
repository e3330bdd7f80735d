//! Document templates: the row = the GraphQL object, filters, orders, inputs.

use crate::db::filter::{BooleanFilter, DateTimeFilter, IdFilter, StringFilter};
use crate::db::id::Id;
use crate::db::schema::document_templates;
use crate::deals::model::Deal;
use crate::pipeline::model::Lookup;
use crate::proposals::model::Proposal;
use crate::team::model::{User, Workspace};
use crate::{entity, orders};
use async_graphql::{InputObject, MaybeUndefined, SimpleObject};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

/// A Word document with placeholders such as `{{deal.name}}`, that documents of deals are made from.
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
#[diesel(table_name = document_templates, treat_none_as_null = true)]
#[graphql(complex, crate = "crate::api::fields")]
pub struct DocumentTemplate {
    #[graphql(skip)]
    pub workspace_id: Id<Workspace>,
    #[graphql(skip)]
    pub id: Id<DocumentTemplate>,
    /// What it is called, and what its documents' names begin with; no two templates share a name, whatever its case.
    pub name: String,
    /// What it is for.
    pub description: Option<String>,
    /// How numbers, amounts and dates are written in its documents: en, cs, de, ru or pl.
    pub language: String,
    #[graphql(skip)]
    pub category_id: Option<Id<Lookup>>,
    /// What the file was called that was brought last.
    pub file_name: String,
    /// How many bytes its content has.
    pub size: i32,
    #[graphql(skip)]
    pub content_hash: String,
    /// The placeholders it uses, without braces, each once, in the order of their first use.
    pub placeholders: Vec<String>,
    /// Put away: left out of lists unless asked for, and nothing is made from it.
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

entity!(DocumentTemplate, "tmpl", "a document template", document_templates, versioned);

orders! {
    /// What document templates can be sorted by.
    pub enum DocumentTemplateOrderField / DocumentTemplateOrder for DocumentTemplate {
        /// By name, as a dictionary would.
        Name => [("document_templates.name COLLATE \"und-x-icu\"", "text", false, |t| Some(t.name.clone()))],
        /// By the day they were added.
        CreatedAt => [("document_templates.created_at", "timestamptz", false, |t| Some(t.created_at.to_rfc3339()))],
        /// By their last change.
        UpdatedAt => [("document_templates.updated_at", "timestamptz", false, |t| Some(t.updated_at.to_rfc3339()))],
    }
}

/// Which document templates. All conditions given must hold.
#[derive(Debug, Clone, Default, InputObject)]
pub struct DocumentTemplateFilter {
    /// The template itself.
    pub id: Option<IdFilter>,
    /// What it is called.
    pub name: Option<StringFilter>,
    /// Whether it was put away. Left out: only those in use.
    pub archived: Option<BooleanFilter>,
    /// How its documents write numbers and dates.
    pub language: Option<StringFilter>,
    /// When it was added.
    pub created_at: Option<DateTimeFilter>,
    /// When it was changed last.
    pub updated_at: Option<DateTimeFilter>,
    /// All of these hold.
    pub and: Option<Vec<DocumentTemplateFilter>>,
    /// At least one of these holds.
    pub or: Option<Vec<DocumentTemplateFilter>>,
    /// This does not hold.
    pub not: Option<Box<DocumentTemplateFilter>>,
}

/// Changes to a document template: a field left out stays, a null clears. New content comes by `PUT /document-templates/{id}`.
#[derive(Debug, Clone, InputObject)]
pub struct UpdateDocumentTemplateInput {
    /// The template.
    pub id: Id<DocumentTemplate>,
    /// What it is called, 1 to 200 characters; no other template may have the name.
    pub name: Option<String>,
    /// What it is for, at most 5,000 characters.
    pub description: MaybeUndefined<String>,
    /// How numbers, amounts and dates are written in its documents: en, cs, de, ru or pl.
    pub language: Option<String>,
    /// The category of the files that are made from it: a value of the list `FILE_CATEGORY`.
    pub category_id: MaybeUndefined<Id<Lookup>>,
    /// Put it away, or take it out again.
    pub archived: Option<bool>,
    /// The version the change was decided on; another one is refused as a conflict.
    pub expected_version: Option<i32>,
}

/// A document that is to be made of a deal.
#[derive(Debug, Clone, InputObject)]
pub struct CreateDocumentInput {
    /// What it is made from.
    pub template_id: Id<DocumentTemplate>,
    /// The deal it tells of, and that it becomes a file of.
    pub deal_id: Id<Deal>,
    /// A proposal of the deal, whose lines are taken instead of the deal's. Needed when the template speaks of a proposal.
    pub proposal_id: Option<Id<Proposal>>,
    /// What the file is called; the template's name and the deal's when left out. It ends with `.docx` either way.
    pub name: Option<String>,
}

/// Something a template can name.
#[derive(Debug, Clone, PartialEq, Eq, SimpleObject)]
#[graphql(crate = "crate::api::fields")]
pub struct DocumentPlaceholder {
    /// What is written between two pairs of braces: `deal.name`.
    pub key: String,
    /// What comes in its place, in English; for a custom field, its label.
    pub label: String,
    /// Whether it stands in a table's row, which is repeated for every line.
    pub repeats: bool,
}
