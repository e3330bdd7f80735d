//! A row's texts as numbers and days.

use crate::app::error::{RefusalCode, Result};
use crate::integrations::import::mapping::Source;
use crate::integrations::import::rows::Row;
use crate::integrations::import::world::refused;
use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, TimeZone as _, Utc};
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
    // Exports say when to the second: the day there was where it was written.
    if let (None, Ok(at)) = (format, DateTime::parse_from_rfc3339(text)) {
        return Ok(at.date_naive());
    }
    let format = format.unwrap_or("%Y-%m-%d");
    let day = NaiveDate::parse_from_str(text, format);
    day.map_err(|_| wrong(field, format!("“{text}” is not a day written as {format}")))
}

/// A field as a day and a time of the workspace's clocks, the day as the mapping says days are written and midnight when no time
/// follows; without a format also as an instant (RFC 3339).
///
/// # Errors
/// Refused when it is none.
pub fn instant_of(
    field: &str,
    text: &str,
    (format, time_zone): (Option<&str>, &str),
) -> Result<DateTime<Utc>> {
    if let (None, Ok(at)) = (format, DateTime::parse_from_rfc3339(text)) {
        return Ok(at.to_utc());
    }
    let day = format.unwrap_or("%Y-%m-%d");
    let timed = |time: &str| NaiveDateTime::parse_from_str(text, &format!("{day}{time}")).ok();
    let midnight = || NaiveDate::parse_from_str(text, day).ok()?.and_hms_opt(0, 0, 0);
    let local = [" %H:%M", " %H:%M:%S", "T%H:%M"].into_iter().find_map(timed).or_else(midnight);
    let zone = time_zone.parse::<chrono_tz::Tz>().unwrap_or(chrono_tz::UTC);
    // In the hour that clocks skip in spring there is no such time; of the two in autumn the first is meant.
    let at = local.and_then(|local| zone.from_local_datetime(&local).earliest());
    let told = || wrong(field, format!("“{text}” is not a day and a time written as {day} %H:%M"));
    at.map(|at| at.to_utc()).ok_or_else(told)
}

/// A field as yes or no, in English as programs write it or in the languages of the client.
///
/// # Errors
/// Refused when it is neither.
pub fn yes_or_no(field: &str, text: &str) -> Result<bool> {
    match text.trim().to_lowercase().as_str() {
        "true" | "yes" | "y" | "1" | "ano" | "ja" | "да" | "tak" => Ok(true),
        "false" | "no" | "n" | "0" | "ne" | "nein" | "нет" | "nie" => Ok(false),
        _ => Err(wrong(field, format!("“{text}” is neither yes nor no"))),
    }
}

/// The instant a day stands for: noon in UTC, which is that day nearly everywhere.
pub fn instant(day: NaiveDate) -> DateTime<Utc> {
    day.and_time(NaiveTime::from_hms_opt(12, 0, 0).unwrap_or_default()).and_utc()
}

fn wrong(field: &str, message: String) -> crate::app::error::Error {
    refused(RefusalCode::Invalid, field, message)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn yes_and_no_are_read_in_the_languages_of_the_client() {
        for (text, expected) in [
            ("Yes", Some(true)),
            ("ano", Some(true)),
            ("Нет", Some(false)),
            ("nie", Some(false)),
            ("maybe", None),
        ] {
            assert_eq!(yes_or_no("active", text).ok(), expected, "{text}");
        }
    }

    #[test]
    fn a_time_is_that_of_the_workspace_s_clocks() {
        let read = |text: &str, format: Option<&str>| {
            let at = instant_of("custom.met", text, (format, "Europe/Prague"));
            at.map(|at| at.to_rfc3339()).unwrap_or_default()
        };
        let dotted = Some("%d.%m.%Y");
        assert_eq!(read("31.12.2024 14:30", dotted), "2024-12-31T13:30:00+00:00");
        assert_eq!(read("1.7.2024 14:30:05", dotted), "2024-07-01T12:30:05+00:00");
        assert_eq!(read("1.7.2024", dotted), "2024-06-30T22:00:00+00:00");
        assert_eq!(read("2024-07-01 14:30", None), "2024-07-01T12:30:00+00:00");
        assert_eq!(read("2024-07-01T14:30:00-05:00", None), "2024-07-01T19:30:00+00:00");
        assert_eq!(read("31.3.2024 02:30", dotted), "", "the clocks skip it");
        assert_eq!(read("soon", dotted), "");
    }

    #[test]
    fn a_day_is_read_from_an_instant_unless_the_mapping_says_how_days_are_written() {
        let day = NaiveDate::from_ymd_opt(2026, 11, 23);
        let text = "2026-11-23T00:30:00+01:00";
        assert_eq!(day_of("created_on", text, None).ok(), day);
        assert_eq!(day_of("created_on", "2026-11-23", None).ok(), day);
        assert!(day_of("created_on", text, Some("%d.%m.%Y")).is_err());
    }
}
