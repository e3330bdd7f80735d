//! Days and instants, absolute or relative to now, so that a saved view stays true.

use crate::app::error::{Error, Result};
use chrono::{DateTime, Duration, Months, NaiveDate, NaiveTime, Utc};

/// A day, absolute or relative to `now`.
pub fn day(text: &str, now: DateTime<Utc>) -> Result<NaiveDate> {
    let wrong = || Error::BadInput(format!("“{text:.40}” is no day: give YYYY-MM-DD or @today+14d").into());
    match text.strip_prefix("@today") {
        Some(offset) => shift(now.date_naive().and_time(NaiveTime::MIN).and_utc(), offset)
            .map(|at| at.date_naive())
            .ok_or_else(wrong),
        None => NaiveDate::parse_from_str(text, "%Y-%m-%d").map_err(|_| wrong()),
    }
}

/// An instant, absolute or relative to `now`.
pub fn instant(text: &str, now: DateTime<Utc>) -> Result<DateTime<Utc>> {
    let wrong = || Error::BadInput(format!("“{text:.40}” is no instant: give RFC 3339 or @now-7d").into());
    if let Some(offset) = text.strip_prefix("@today") {
        return shift(now.date_naive().and_time(NaiveTime::MIN).and_utc(), offset).ok_or_else(wrong);
    }
    if let Some(offset) = text.strip_prefix("@now") {
        return shift(now, offset).ok_or_else(wrong);
    }
    DateTime::parse_from_rfc3339(text).map(|at| at.to_utc()).map_err(|_| wrong())
}

/// `+14d`, `-2w`, `+1m`, `-1y`, or nothing.
fn shift(at: DateTime<Utc>, offset: &str) -> Option<DateTime<Utc>> {
    if offset.is_empty() {
        return Some(at);
    }
    let (amount, unit) = offset.split_at_checked(offset.len() - 1)?;
    let amount: i32 = amount.parse().ok()?;
    let months = |count: u32| {
        if amount < 0 {
            at.checked_sub_months(Months::new(count))
        } else {
            at.checked_add_months(Months::new(count))
        }
    };
    match unit {
        "d" => at.checked_add_signed(Duration::try_days(amount.into())?),
        "w" => at.checked_add_signed(Duration::try_weeks(amount.into())?),
        "m" => months(amount.unsigned_abs()),
        "y" => months(amount.unsigned_abs().checked_mul(12)?),
        _ => None,
    }
}
