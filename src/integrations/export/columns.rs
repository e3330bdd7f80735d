//! The columns a file can have, and which were asked for.

use crate::api::loaders::Asking;
use crate::app::actor::Viewer;
use crate::app::error::{Error, Result};
use crate::db::list::{Listing, Page, Visible};
use crate::fields::model::{CustomField, FieldSubject, FieldType};
use crate::fields::values::Custom;
use crate::integrations::export::around::{Around, Refers};
use crate::integrations::export::cells::Cell;
use crate::integrations::export::model::ExportColumn;
use chrono::DateTime;
use serde_json::Value;

/// A column of our own.
pub struct Column<R> {
    /// As the API names it.
    pub key: &'static str,
    pub label: &'static str,
    /// In a file whose columns nobody chose.
    pub usual: bool,
    pub cell: fn(&R, &Around) -> Cell,
}

/// A record there are files of.
pub trait Exported: Visible {
    /// A condition on its list.
    type Filter: async_graphql::InputType;
    /// One thing its list is sorted by.
    type Order: async_graphql::InputType;
    /// Its own columns, in the order they are offered in.
    const COLUMNS: &'static [Column<Self>];
    /// Whose custom fields it has.
    const SUBJECT: Option<FieldSubject>;
    /// Columns that need a deal's long texts.
    const BRIEF: &'static [&'static str] = &[];
    /// Columns that need who takes part.
    const ATTENDED: &'static [&'static str] = &[];

    /// The list as the API lists it.
    fn listed(
        asking: &Asking,
        asked: (Option<&Self::Filter>, &[Self::Order], Option<&str>),
        page: Page,
    ) -> Result<Listing<Self>>;

    /// The records it refers to; the page's are loaded together.
    fn refers(&self) -> Refers;

    /// Its custom values.
    fn custom(&self) -> Option<&Custom>;
}

/// A column of a file.
pub enum Chosen<R: 'static> {
    Own(&'static Column<R>),
    Custom(Box<CustomField>),
}

/// The custom fields in use on these records.
fn fields(viewer: &Viewer, subject: Option<FieldSubject>) -> impl Iterator<Item = &CustomField> {
    viewer.fields().iter().filter(move |field| Some(field.subject) == subject && !field.archived)
}

/// Every column a file of this list can have.
pub fn known<R: Exported>(viewer: &Viewer, language: Option<&str>) -> Vec<ExportColumn> {
    let own = R::COLUMNS.iter().map(|column| (column.key.to_owned(), column.label.to_owned()));
    let custom =
        fields(viewer, R::SUBJECT).map(|field| (format!("custom.{}", field.key), field.label_in(language)));
    own.chain(custom).map(|(key, label)| ExportColumn { key, label }).collect()
}

/// The columns asked for, or the usual ones with all custom fields.
///
/// # Errors
/// `BadInput` that names the columns there are.
pub fn choose<R: Exported>(viewer: &Viewer, asked: Option<&str>) -> Result<Vec<Chosen<R>>> {
    let Some(asked) = asked.map(str::trim).filter(|asked| !asked.is_empty()) else {
        let own = R::COLUMNS.iter().filter(|column| column.usual).map(Chosen::Own);
        return Ok(own
            .chain(fields(viewer, R::SUBJECT).cloned().map(Box::new).map(Chosen::Custom))
            .collect());
    };
    let mut chosen = Vec::new();
    for key in asked.split(',').map(str::trim) {
        let custom = key.strip_prefix("custom.");
        let custom = custom.and_then(|key| fields(viewer, R::SUBJECT).find(|field| field.key == key));
        let named = |column: &&Column<R>| column.key == key || column.key.strip_suffix(".name") == Some(key);
        match (custom, R::COLUMNS.iter().find(named)) {
            (Some(field), _) => chosen.push(Chosen::Custom(Box::new(field.clone()))),
            (None, Some(column)) => chosen.push(Chosen::Own(column)),
            (None, None) => {
                let known = known::<R>(viewer, None).into_iter().map(|column| column.key);
                let known = known.collect::<Vec<_>>().join(", ");
                let told = format!("there is no column “{key:.80}”; known are {known}");
                return Err(Error::BadInput(told.into()));
            }
        }
    }
    Ok(chosen)
}

impl<R: Exported> Chosen<R> {
    /// What the first row says.
    pub fn label(&self, language: Option<&str>) -> String {
        match self {
            Self::Own(column) => column.label.to_owned(),
            Self::Custom(field) => field.label_in(language),
        }
    }

    /// Whether it needs a deal's long texts.
    pub fn needs_brief(&self) -> bool {
        matches!(self, Self::Own(column) if R::BRIEF.contains(&column.key))
    }

    /// Whether it needs who takes part.
    pub fn needs_attendees(&self) -> bool {
        matches!(self, Self::Own(column) if R::ATTENDED.contains(&column.key))
    }

    /// The records its value on a row names.
    pub fn names(&self, row: &R, refers: &mut Refers) {
        let Self::Custom(field) = self else { return };
        if let Some(Value::String(text)) = row.custom().and_then(|custom| custom.0.get(&field.key)) {
            refers.named(text);
        }
    }

    /// Its cell on a row.
    pub fn cell(&self, row: &R, around: &Around, language: Option<&str>) -> Cell {
        match self {
            Self::Own(column) => (column.cell)(row, around),
            Self::Custom(field) => {
                let value = row.custom().and_then(|custom| custom.0.get(&field.key));
                value.map_or(Cell::Empty, |value| of_value(field, value, around, language))
            }
        }
    }
}

/// A custom field's value as people read it: options and records by what they are called.
fn of_value(field: &CustomField, value: &Value, around: &Around, language: Option<&str>) -> Cell {
    let option =
        |key: &str| field.option(key).map_or_else(|| key.to_owned(), |option| option.label_in(language));
    match (field.kind, value) {
        (_, Value::Null) => Cell::Empty,
        (_, Value::Bool(yes)) => Cell::Bool(*yes),
        (FieldType::Number | FieldType::Money, Value::String(text)) => {
            text.parse().map_or_else(|_| Cell::text(Some(text)), Cell::Number)
        }
        (FieldType::Date, Value::String(text)) => {
            text.parse().map_or_else(|_| Cell::text(Some(text)), Cell::Day)
        }
        (FieldType::DateTime, Value::String(text)) => match DateTime::parse_from_rfc3339(text) {
            Ok(at) => around.at(Some(at.to_utc())),
            Err(_) => Cell::text(Some(text)),
        },
        (FieldType::Select, Value::String(key)) => Cell::Text(option(key)),
        (FieldType::User | FieldType::Account | FieldType::Contact, Value::String(id)) => around.called(id),
        (_, Value::String(text)) => Cell::text(Some(text)),
        (_, Value::Array(keys)) => {
            Cell::list(&keys.iter().filter_map(Value::as_str).map(option).collect::<Vec<_>>())
        }
        (_, other) => Cell::Text(other.to_string()),
    }
}
