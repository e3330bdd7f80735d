//! One cell of a file, before it is known what kind of file.

use chrono::{DateTime, FixedOffset, NaiveDate};
use rust_decimal::Decimal;

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    Empty,
    Text(String),
    Number(Decimal),
    Day(NaiveDate),
    /// In the viewer's zone.
    Instant(DateTime<FixedOffset>),
    Bool(bool),
}

impl Cell {
    /// A text, or nothing.
    pub fn text(text: Option<&str>) -> Self {
        text.filter(|text| !text.is_empty()).map_or(Self::Empty, |text| Self::Text(text.to_owned()))
    }

    /// A number, or nothing.
    pub fn number<N: Into<Decimal>>(number: Option<N>) -> Self {
        number.map_or(Self::Empty, |number| Self::Number(number.into()))
    }

    /// Several texts in one cell.
    pub fn list(texts: &[String]) -> Self {
        Self::text(Some(&texts.join("; ")))
    }

    /// As text: numbers exact, days and instants as ISO 8601 has them.
    pub fn plain(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) => text.clone(),
            Self::Number(number) => number.to_string(),
            Self::Day(day) => day.to_string(),
            Self::Instant(at) => at.to_rfc3339_opts(chrono::SecondsFormat::Secs, false),
            Self::Bool(yes) => yes.to_string(),
        }
    }

    /// As text that no spreadsheet runs: what would begin a formula gets an apostrophe. Numbers stay numbers.
    pub fn guarded(&self) -> String {
        match self {
            Self::Text(text) => guarded(text),
            other => other.plain(),
        }
    }
}

/// How a formula begins.
const RUN: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// A text that no spreadsheet runs.
pub fn guarded(text: &str) -> String {
    match text.starts_with(RUN) {
        true => format!("'{text}"),
        false => text.to_owned(),
    }
}

/// The text before it was guarded: what was exported is read as it was.
pub fn unguarded(text: &str) -> &str {
    text.strip_prefix('\'').filter(|bare| bare.starts_with(RUN)).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_that_would_be_run_are_guarded_and_numbers_are_not() {
        for (cell, expected) in [
            (Cell::text(Some("=1+1")), "'=1+1"),
            (Cell::text(Some("+420 1")), "'+420 1"),
            (Cell::text(Some("-x")), "'-x"),
            (Cell::text(Some("@SUM(A1)")), "'@SUM(A1)"),
            (Cell::text(Some("\tx")), "'\tx"),
            (Cell::text(Some("\rx")), "'\rx"),
            (Cell::text(Some("a=b")), "a=b"),
            (Cell::text(Some("")), ""),
            (Cell::Number(Decimal::new(-1050, 2)), "-10.50"),
            (Cell::Bool(true), "true"),
            (Cell::Empty, ""),
        ] {
            assert_eq!(cell.guarded(), expected, "{cell:?}");
            assert_eq!(unguarded(expected), cell.plain(), "and back");
        }
    }
}
