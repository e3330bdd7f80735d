//! A row's texts as numbers and days.

use crate::app::error::{RefusalCode, Result};
use crate::integrations::import::mapping::Source;
use crate::integrations::import::rows::Row;
use crate::integrations::import::world::refused;
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use rust_decimal::Decimal;

/// A field as a number.
///
/// # Errors
/// Refused when it is none.
pub fn decimal(row: &Row, field: &str) -> Result<Option<Decimal>> {
    let Some(text) = row.get(field) else { return Ok(None) };
    match text.parse() {
        Ok(number) => Ok(Some(number)),
        Err(_) => Err(wrong(field, format!("“{text}” is not a number"))),
    }
}

/// A field as a whole number.
///
/// # Errors
/// Refused when it is none.
pub fn int(row: &Row, field: &str) -> Result<Option<i32>> {
    let Some(text) = row.get(field) else { return Ok(None) };
    match text.parse() {
        Ok(number) => Ok(Some(number)),
        Err(_) => Err(wrong(field, format!("“{text}” is not a whole number"))),
    }
}

/// A field as a day, written as the mapping says.
///
/// # Errors
/// Refused when it is none.
pub fn day(source: &Source, row: &Row, field: &str) -> Result<Option<NaiveDate>> {
    let format = source.rules(field).and_then(|rules| rules.format.as_deref());
    row.get(field).map(|text| day_of(field, text, format)).transpose()
}

/// A text as a day.
///
/// # Errors
/// Refused when it is none.
pub fn day_of(field: &str, text: &str, format: Option<&str>) -> Result<NaiveDate> {
    let format = format.unwrap_or("%Y-%m-%d");
    let day = NaiveDate::parse_from_str(text, format);
    day.map_err(|_| wrong(field, format!("“{text}” is not a day written as {format}")))
}

/// The instant a day stands for: noon in UTC, which is that day nearly everywhere.
pub fn instant(day: NaiveDate) -> DateTime<Utc> {
    day.and_time(NaiveTime::from_hms_opt(12, 0, 0).unwrap_or_default()).and_utc()
}

fn wrong(field: &str, message: String) -> crate::app::error::Error {
    refused(RefusalCode::Invalid, field, message)
}
