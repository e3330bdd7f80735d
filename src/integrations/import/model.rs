//! Imports, how far they are, and what they came across.

use crate::app::error::Refusal;
use crate::db::id::Id;
use crate::db::jsonb::Jsonb;
use crate::db::schema::{import_problems, imports};
use crate::integrations::import::upload::model::{ColumnChoice, ImportFile, ImportKind, ImportMapping};
use crate::team::model::{User, Workspace};
use crate::{entity, orders, text_enum};
use async_graphql::{InputObject, InputType as _, SimpleObject, Value};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

text_enum! {
    /// How far an import is.
    pub enum ImportStatus {
        /// Rows are being read.
        Running = "running",
        /// Every row was read.
        Done = "done",
        /// It ended early; what was loaded stays, and running it again goes on.
        Failed = "failed",
        /// Somebody stopped it; what was loaded stays, and running it again goes on.
        Cancelled = "cancelled",
    }
}

text_enum! {
    /// What a problem meant for its row.
    pub enum ImportProblemSeverity {
        /// The row was taken; something in it was put right or left out.
        Warning = "warning",
        /// The row was not taken.
        Rejected = "rejected",
    }
}

/// One run of an import: files of another system, read row by row.
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
#[diesel(table_name = imports, treat_none_as_null = true)]
#[graphql(complex, crate = "crate::api::fields")]
pub struct Import {
    #[graphql(skip)]
    pub workspace_id: Id<Workspace>,
    #[graphql(skip)]
    pub id: Id<Import>,
    /// What is imported.
    pub name: String,
    /// How far it is.
    pub status: ImportStatus,
    /// Whether it only checks and reports, and changes nothing.
    pub dry_run: bool,
    /// Records in the files.
    pub total: i32,
    /// How many of them were read.
    pub done: i32,
    /// Records added.
    pub created: i32,
    /// Records changed.
    pub updated: i32,
    /// Records that were there as the files have them.
    pub unchanged: i32,
    /// Rows that could not be taken.
    pub failed: i32,
    /// When it began.
    pub started_at: DateTime<Utc>,
    /// When it ended; null while it runs.
    pub finished_at: Option<DateTime<Utc>>,
    #[graphql(skip)]
    pub started_by: Option<Id<User>>,
    #[graphql(skip)]
    pub version: i32,
    /// What the rows of its file become; null for files named by a mapping file.
    pub kind: Option<ImportKind>,
    #[graphql(skip)]
    pub file_id: Option<Id<ImportFile>>,
    #[graphql(skip)]
    #[serde(rename = "columns")]
    pub chosen: Option<Jsonb<Vec<ColumnChoice>>>,
    /// The column that tells which record a row is about; null when the record itself tells.
    pub key_column: Option<String>,
    #[graphql(skip)]
    pub encoding: Option<String>,
    #[graphql(skip)]
    pub mapping_id: Option<Id<ImportMapping>>,
}

/// Something about a row that its owner should know.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Queryable, Selectable, SimpleObject)]
#[diesel(table_name = import_problems)]
#[graphql(name = "ImportProblem", complex, crate = "crate::api::fields")]
pub struct Problem {
    /// Its place among the import's problems: with `after` one goes on from here.
    pub position: i32,
    /// The file it is in.
    pub file: String,
    /// The row's line in it, the header being 1.
    pub line: i32,
    /// What it meant for the row.
    pub severity: ImportProblemSeverity,
    /// What it is, for people.
    pub reason: String,
    #[graphql(skip)]
    pub code: Option<String>,
    /// The field that is about, by its name in the API or its key in `importFields`; null when it is about the whole row, and for
    /// warnings.
    pub field: Option<String>,
    #[graphql(skip)]
    pub refusals: Jsonb<Vec<Refusal>>,
}

impl Problem {
    /// Something about a row that is taken all the same.
    pub fn warning(file: &str, line: i32, reason: String) -> Self {
        let severity = ImportProblemSeverity::Warning;
        let (file, refusals) = (file.to_owned(), Jsonb::default());
        Self { position: 0, file, line, severity, reason, code: None, field: None, refusals }
    }

    /// Why a row is not taken: all that is wrong as text, the first of it for programs.
    pub fn rejected(file: &str, line: i32, refusals: &[Refusal]) -> Self {
        let told = refusals.iter().map(|refusal| match refusal.path.join(".") {
            path if path.is_empty() => refusal.message.to_string(),
            path => format!("{path}: {}", refusal.message),
        });
        let reason = told.collect::<Vec<_>>().join("; ");
        let first = refusals.first();
        let code = first.and_then(|first| match first.code.to_value() {
            Value::Enum(name) => Some(name.to_string()),
            _ => None,
        });
        let field = first.map(|first| first.path.join(".")).filter(|path| !path.is_empty());
        let severity = ImportProblemSeverity::Rejected;
        let refusals = Jsonb(refusals.to_vec());
        Self { severity, code, field, refusals, ..Self::warning(file, line, reason) }
    }
}

/// Stops an import.
#[derive(Debug, Clone, InputObject)]
pub struct CancelImportInput {
    /// The import; it must be running.
    pub id: Id<Import>,
}

entity!(Import, "imp", "an import", imports);

orders! {
    /// What imports can be sorted by.
    pub enum ImportOrderField / ImportOrder for Import {
        /// By when they began.
        StartedAt => [("imports.started_at", "timestamptz", false, |i| Some(i.started_at.to_rfc3339()))],
    }
}
