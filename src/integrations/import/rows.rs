//! The rows of a CSV file, one after the other, as their mapping reads them.
//!
//! What always holds: a file is read once for counting and once for loading, never whole into memory; every row ends up either
//! mapped or with the reason why it is not.

use crate::app::error::{Refusal, RefusalCode};
use crate::integrations::export::cells::unguarded;
use crate::integrations::import::mapping::{Field, Kind, Source};
use crate::integrations::import::model::Problem;
use crate::integrations::import::place::{Lines, is_blank};
use crate::integrations::import::upload::natural;
use csv::{Reader, ReaderBuilder, StringRecord};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::collections::{BTreeMap, HashMap};
use std::fs::File;
use std::io::{Read as _, Seek as _, SeekFrom};
use std::path::Path;

/// A row as its mapping reads it: fields by name, as texts.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Row {
    pub line: i32,
    /// Its external id.
    pub key: String,
    pub values: BTreeMap<String, String>,
    /// Stage and date of each earlier stay.
    pub visits: Vec<(String, String)>,
    /// What was put right or is missing.
    pub problems: Vec<Problem>,
}

impl Row {
    /// A field's text.
    pub fn get(&self, field: &str) -> Option<&str> {
        self.values.get(field).map(String::as_str)
    }

    /// Tells whether the row says the same as last time. `unknown` are the references that lead nowhere today.
    pub fn fingerprint(&self, unknown: &[&str]) -> Vec<u8> {
        let text = serde_json::to_vec(&(&self.values, &self.visits, unknown)).unwrap_or_default();
        Sha256::digest(text).to_vec()
    }
}

/// Why a row without a key is not taken.
const KEYLESS: &str = "this row has no key: the columns that make it are empty";

/// What comes out of a file for one of its rows.
pub enum Read {
    Row(Row),
    /// It cannot be read or means nothing.
    Bad(Problem),
    /// One more row about a record that was there already.
    Repeated,
}

/// The rows of one file.
pub struct Rows<'m> {
    source: &'m Source,
    reader: Reader<File>,
    headers: HashMap<String, usize>,
    record: StringRecord,
    lines: Lines,
}

/// The keys met so far, with file and line of the first: a key is one record, whatever the files say.
pub type Seen = HashMap<(Kind, String), (String, i32)>;

/// The byte before a place in a file and the one at it; fewer where there are none.
fn around(path: &Path, at: u64) -> std::io::Result<Vec<u8>> {
    let mut file = File::open(path)?;
    file.seek(SeekFrom::Start(at.saturating_sub(1)))?;
    let mut found = Vec::new();
    file.take(2).read_to_end(&mut found)?;
    Ok(found)
}

impl<'m> Rows<'m> {
    /// Opens the file in its folder and looks for the columns the mapping names.
    ///
    /// # Errors
    /// The reason, when it cannot be read or a column is missing.
    pub fn open(folder: &Path, source: &'m Source) -> Result<Self, String> {
        let path = folder.join(&source.file);
        let told = |reason: String| format!("{}: {reason}", path.display());
        let delimiter = source.delimiter.and_then(|delimiter| u8::try_from(delimiter).ok()).unwrap_or(b',');
        let mut reader = ReaderBuilder::new();
        let reader = reader.flexible(true).delimiter(delimiter).from_path(&path);
        let mut reader = reader.map_err(|error| told(error.to_string()))?;
        let first = reader.headers().map_err(|error| told(error.to_string()))?;
        let names: Vec<&str> = match &source.header {
            Some(names) => names.iter().map(String::as_str).collect(),
            None => first.iter().collect(),
        };
        let headers: HashMap<String, usize> =
            names.iter().enumerate().map(|(at, name)| (name.trim().to_owned(), at)).collect();
        if let Some(missing) = source.columns().find(|column| !headers.contains_key(*column)) {
            return Err(told(format!("there is no column “{missing}”")));
        }
        let at = reader.position().byte();
        let lines = Lines::of(&around(&path, at).map_err(|error| told(error.to_string()))?);
        Ok(Self { source, reader, headers, record: StringRecord::new(), lines })
    }

    /// The next row; none at the end.
    pub fn next(&mut self, seen: &mut Seen) -> Option<Read> {
        let read = loop {
            match self.reader.read_record(&mut self.record) {
                Ok(true) if is_blank(&self.record) => {}
                read => break read,
            }
        };
        match read {
            Ok(false) => None,
            Ok(true) => Some(self.row(seen)),
            Err(error) => {
                let line = error.position().map_or(0, |at| self.lines.begin(at));
                // What cannot be skipped would come back for ever.
                if matches!(error.kind(), csv::ErrorKind::Io(_)) {
                    return None;
                }
                Some(self.rejected(line, Refusal::whole(RefusalCode::Invalid, "this is not UTF-8 text")))
            }
        }
    }

    fn warning(&self, line: u64, reason: String) -> Problem {
        Problem::warning(self.source.name(), i32::try_from(line).unwrap_or(i32::MAX), reason)
    }

    fn rejected(&self, line: u64, refusal: Refusal) -> Read {
        let line = i32::try_from(line).unwrap_or(i32::MAX);
        Read::Bad(Problem::rejected(self.source.name(), line, &[refusal]))
    }

    fn row(&self, seen: &mut Seen) -> Read {
        let line = self.lines.line(self.reader.position(), &self.record);
        let (found, wanted) = (self.record.len(), self.headers.len());
        if found != wanted {
            let reason = format!("this row has {found} values, the header {wanted} columns");
            return self.rejected(line, Refusal::whole(RefusalCode::Invalid, reason));
        }
        let mut problems = Vec::new();
        let corrected = self.corrected(line, &mut problems);
        let column = |name: &str| {
            let raw = self.headers.get(name).and_then(|at| self.record.get(*at)).map(unguarded);
            corrected.get(name).copied().or(raw)
        };
        let mut values = BTreeMap::new();
        for (name, field) in &self.source.fields {
            match value(field, column) {
                Some(value) => drop(values.insert(name.clone(), value)),
                None if field.rules().is_some_and(|rules| rules.report_missing) => {
                    let reason = format!("there is no {}; taken without one", name.replace('_', " "));
                    problems.push(self.warning(line, reason));
                }
                None => {}
            }
        }
        let key = match self.source.natural {
            true => natural::key(self.source.kind, &values),
            false => self.source.key.fill(column),
        };
        let Some(key) = key else {
            let missing = match self.source.natural {
                true => natural::missing(self.source.kind),
                false => Refusal::whole(RefusalCode::Required, KEYLESS),
            };
            return self.rejected(line, missing);
        };
        let here = (self.source.name().to_owned(), i32::try_from(line).unwrap_or(i32::MAX));
        if let Some((file, first)) = seen.get(&(self.source.kind, key.clone())) {
            return match self.source.repeats {
                true => Read::Repeated,
                false => {
                    let key = natural::shown(&key);
                    let reason = format!("“{key}” was on line {first} of {file} already; that row counts");
                    self.rejected(line, Refusal::whole(RefusalCode::Taken, reason))
                }
            };
        }
        seen.insert((self.source.kind, key.clone()), here.clone());
        let visits = self.source.visits.iter();
        let visits =
            visits.filter_map(|visit| Some((visit.stage.fill(column)?, visit.entered_on.fill(column)?)));
        Read::Row(Row { line: here.1, key, values, visits: visits.collect(), problems })
    }

    /// The columns whose value the mapping puts right.
    fn corrected(&self, line: u64, problems: &mut Vec<Problem>) -> HashMap<&'m str, &'m str> {
        let mut corrected = HashMap::new();
        for (column, values) in &self.source.corrections {
            let raw =
                self.headers.get(column).and_then(|at| self.record.get(*at)).map(str::trim).map(unguarded);
            if let Some((wrong, right)) = raw.and_then(|raw| values.get_key_value(raw)) {
                let reason = format!("{column}: “{wrong}” was read as “{right}”");
                problems.push(self.warning(line, reason));
                corrected.insert(column.as_str(), right.as_str());
            }
        }
        corrected
    }
}

/// A field's value for a row: translated, and a number in the unit meant.
fn value<'a>(field: &Field, column: impl Fn(&str) -> Option<&'a str>) -> Option<String> {
    let (first, otherwise) = field.templates();
    let value = first.fill(&column).or_else(|| otherwise.and_then(|template| template.fill(&column)))?;
    let Some(rules) = field.rules() else { return Some(value) };
    let value = rules.values.get(&value).cloned().unwrap_or(value);
    let value = if rules.decimal_comma { with_point(&value) } else { value };
    Some(match (rules.factor, value.parse::<Decimal>()) {
        (Some(factor), Ok(number)) => number.saturating_mul(factor).normalize().to_string(),
        _ => value,
    })
}

/// A number with a comma before its decimals as one with a point: `1.234,50` and `1 234,50` → `1234.50`. Anything else stays.
fn with_point(text: &str) -> String {
    let bare: String = text.chars().filter(|letter| !letter.is_whitespace() && *letter != '\'').collect();
    let is_number = bare.chars().all(|letter| letter.is_ascii_digit() || ",.-+".contains(letter));
    if is_number { bare.replace('.', "").replace(',', ".") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_decimal_comma_becomes_a_point() {
        for (text, expected) in [
            ("1.234,50", "1234.50"),
            ("1 234,5", "1234.5"),
            ("1\u{a0}234", "1234"),
            ("-0,5", "-0.5"),
            ("12'000,00", "12000.00"),
            ("no, thanks", "no, thanks"),
        ] {
            assert_eq!(with_point(text), expected);
        }
    }
}
