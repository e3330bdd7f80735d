//! What was chosen in the client as the mapping that the engine runs.

use crate::app::checks::Checks;
use crate::app::error::{Error, Refusal, RefusalCode, Result};
use crate::integrations::import::custom;
use crate::integrations::import::mapping::{Field, FieldRules, Mapping, Source};
use crate::integrations::import::template::Template;
use crate::integrations::import::upload::fields;
use crate::integrations::import::upload::model::{ColumnChoice, FileColumn, ImportFile, ImportKind};
use std::collections::{BTreeMap, BTreeSet};

/// The system that uploaded files come from, when the record itself tells which it is.
pub const UPLOADED: &str = "upload";

/// The name of the file in the folder the engine reads.
pub const FILE: &str = "rows.csv";

/// Most values of one column to be read as others.
const MOST_VALUES: usize = 500;

/// Checks a choice of columns, whatever the file.
///
/// # Errors
/// Refused at `columns`, and below it at the place of the choice.
pub fn check_columns(kind: ImportKind, columns: &[ColumnChoice]) -> Result<()> {
    let known = kind.kind().fields();
    let has_custom = fields::subject(kind.kind()).is_some();
    let (mut named, mut refusals) = (BTreeSet::new(), Vec::new());
    for (place, choice) in columns.iter().enumerate() {
        let mut refuse = |field: &str, message: String| {
            let mut refusal = Refusal::at(RefusalCode::Invalid, "columns", message);
            refusal.path.extend([place.to_string(), field.to_owned()]);
            refusals.push(refusal);
        };
        let custom = has_custom && choice.field.starts_with(custom::PREFIX);
        if !known.contains(&choice.field.as_str()) && !custom {
            refuse("field", format!("There is no field “{:.80}”; importFields names them.", choice.field));
        }
        if !named.insert(choice.field.as_str()) {
            refuse("field", format!("“{}” is chosen twice; one column fills a field.", choice.field));
        }
        if choice.column.is_some() == choice.constant.is_some() {
            refuse("column", "Give either the column a value comes from, or a constant.".to_owned());
        }
        if choice.format.as_deref().is_some_and(|format| !is_format(format)) {
            refuse("format", "Write how days are written with %d, %m and %Y, as in %d.%m.%Y.".to_owned());
        }
        if choice.values.as_ref().is_some_and(|values| values.len() > MOST_VALUES) {
            refuse("values", "At most 500 values can be read as others.".to_owned());
        }
    }
    if let Some(missing) = fields::required(kind).iter().find(|field| !named.contains(**field)) {
        let message = format!("Choose the column of “{missing}”: a new record needs it.");
        refusals.push(Refusal::at(RefusalCode::Required, "columns", message));
    }
    if refusals.is_empty() { Ok(()) } else { Err(Error::Refused(refusals)) }
}

/// Whether days can be written so: with a day, a month and a year, and nothing chrono does not know.
fn is_format(format: &str) -> bool {
    use chrono::format::{Item, StrftimeItems};
    let named = |letters: &[&str]| letters.iter().any(|letter| format.contains(letter));
    let known = StrftimeItems::new(format).all(|item| !matches!(item, Item::Error));
    known
        && format.len() <= 40
        && (named(&["%F", "%D"])
            || (named(&["%d", "%e"]) && named(&["%m", "%b", "%B"]) && named(&["%Y", "%y"])))
}

/// Checks a choice of columns against a file's.
///
/// # Errors
/// Refused where it names a column the file does not have.
pub fn check_file(file: &ImportFile, columns: &[ColumnChoice], key_column: Option<&str>) -> Result<()> {
    let has = |name: &str| file.shown.0.iter().any(|column: &FileColumn| column.name == name);
    for (place, choice) in columns.iter().enumerate() {
        if let Some(missing) = choice.column.as_deref().filter(|name| !has(name)) {
            let message = format!("This file has no column “{missing:.80}”.");
            let mut refusal = Refusal::at(RefusalCode::NotFound, "columns", message);
            refusal.path.extend([place.to_string(), "column".to_owned()]);
            return Err(refusal.into());
        }
    }
    match key_column.filter(|name| !has(name)) {
        Some(missing) => {
            let message = format!("This file has no column “{missing:.80}”.");
            Err(Refusal::at(RefusalCode::NotFound, "keyColumn", message).into())
        }
        None => Ok(()),
    }
}

/// Checks a kept mapping's name.
///
/// # Errors
/// Refused at `name`.
pub fn check_name(name: &str) -> Result<()> {
    let mut checks = Checks::default();
    checks.required_text("name", name, 80);
    checks.done()
}

/// The mapping of an import.
pub fn mapping(
    file: &ImportFile,
    (kind, columns, key_column): (ImportKind, &[ColumnChoice], Option<&str>),
) -> Mapping {
    let fields = columns.iter().map(|choice| (choice.field.clone(), field(choice)));
    let source = Source {
        file: FILE.to_owned(),
        kind: kind.kind(),
        key: key_column.map_or_else(|| Template::of_text(""), Template::of_column),
        repeats: false,
        delimiter: file.delimiter.chars().next(),
        corrections: BTreeMap::new(),
        fields: fields.collect(),
        visits: Vec::new(),
        header: Some(file.shown.0.iter().map(|column| column.name.clone()).collect()),
        called: Some(file.name.clone()),
        uploaded: true,
        natural: key_column.is_none(),
    };
    Mapping {
        source: key_column.map_or_else(|| UPLOADED.to_owned(), |column| format!("{UPLOADED}:{column}")),
        name: Some(file.name.clone()),
        workspace: None,
        pipelines: Vec::new(),
        sources: vec![source],
    }
}

fn field(choice: &ColumnChoice) -> Field {
    let value = match (&choice.column, &choice.constant) {
        (Some(column), _) => Template::of_column(column),
        (None, constant) => Template::of_text(constant.as_deref().unwrap_or_default()),
    };
    let values = choice.values.iter().flatten().map(|value| (value.from.clone(), value.to.clone()));
    Field::Full(FieldRules {
        value,
        otherwise: None,
        values: values.collect(),
        factor: None,
        format: choice.format.clone(),
        currency: None,
        create: choice.create_missing.unwrap_or(false),
        decimal_comma: choice.decimal_comma.unwrap_or(false),
        report_missing: false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn choice(field: &str, column: &str) -> ColumnChoice {
        ColumnChoice { field: field.to_owned(), column: Some(column.to_owned()), ..ColumnChoice::default() }
    }

    #[test]
    fn a_choice_says_what_is_wrong_with_it() {
        let with = |change: fn(&mut ColumnChoice)| {
            let mut one = choice("name", "a");
            change(&mut one);
            vec![one]
        };
        for (columns, part) in [
            (vec![choice("name", "a"), choice("colour", "b")], "no field “colour”"),
            (vec![choice("name", "a"), choice("name", "b")], "chosen twice"),
            (vec![choice("website", "a")], "Choose the column of “name”"),
            (with(|one| one.constant = Some("x".to_owned())), "either the column"),
            (with(|one| one.format = Some("%d.%m".to_owned())), "how days are written"),
            (with(|one| one.format = Some("%d.%m.%Y %Q".to_owned())), "how days are written"),
        ] {
            let told = format!("{:?}", check_columns(ImportKind::Accounts, &columns).err());
            assert!(told.contains(part), "{part}: {told}");
        }
        let fine = [choice("name", "a"), choice("custom.tier", "b")];
        assert!(check_columns(ImportKind::Accounts, &fine).is_ok());
        assert!(check_columns(ImportKind::Products, &fine).is_err(), "products have no custom fields");
        for format in ["%d.%m.%Y", "%m/%d/%y", "%F", "%e %b %Y"] {
            assert!(is_format(format), "{format}");
        }
    }
}
