//! The filter inputs, as clients write them.

use async_graphql::{ID, InputObject};
use rust_decimal::Decimal;

/// Conditions on a text.
#[derive(Debug, Clone, Default, InputObject)]
pub struct StringFilter {
    /// Exactly this.
    pub eq: Option<String>,
    /// Anything but this; also nothing at all.
    pub ne: Option<String>,
    /// One of these.
    #[graphql(name = "in")]
    pub is_in: Option<Vec<String>>,
    /// None of these; also nothing at all.
    pub not_in: Option<Vec<String>>,
    /// Somewhere in it, without regard to case and accents.
    pub contains: Option<String>,
    /// At its beginning, without regard to case and accents.
    pub starts_with: Option<String>,
    /// True: empty. False: not empty.
    pub is_null: Option<bool>,
}

/// Conditions on a reference to a record. `@me` stands for the viewer, `@myTeams` for the teams the viewer belongs to or manages.
#[derive(Debug, Clone, Default, InputObject)]
#[graphql(name = "IDFilter")]
pub struct IdFilter {
    /// This record.
    pub eq: Option<ID>,
    /// Any record but this; also none.
    pub ne: Option<ID>,
    /// One of these records.
    #[graphql(name = "in")]
    pub is_in: Option<Vec<ID>>,
    /// None of these records; also none at all.
    pub not_in: Option<Vec<ID>>,
    /// True: refers to nothing. False: refers to something.
    pub is_null: Option<bool>,
}

/// Conditions on a yes or no.
#[derive(Debug, Clone, Default, InputObject)]
pub struct BooleanFilter {
    /// Exactly this.
    pub eq: Option<bool>,
}

/// Declares the filter input of an ordered kind of value.
#[derive(Debug, Clone, Default, InputObject)]
#[graphql(concrete(name = "IntFilter", params(i32)), concrete(name = "DecimalFilter", params(Decimal)))]
pub struct NumberFilter<T: async_graphql::InputType> {
    /// Exactly this.
    pub eq: Option<T>,
    /// Anything but this; also nothing at all.
    pub ne: Option<T>,
    /// One of these.
    #[graphql(name = "in")]
    pub is_in: Option<Vec<T>>,
    /// None of these; also nothing at all.
    pub not_in: Option<Vec<T>>,
    /// Below this.
    pub lt: Option<T>,
    /// This or below.
    pub lte: Option<T>,
    /// Above this.
    pub gt: Option<T>,
    /// This or above.
    pub gte: Option<T>,
    /// From the first to the second, both included.
    pub between: Option<Vec<T>>,
    /// True: empty. False: not empty.
    pub is_null: Option<bool>,
}

/// Conditions on a day: `YYYY-MM-DD`, or relative to today in UTC: `@today`, `@today+14d`, `@today-2w`, `@today+1m`, `@today-1y`.
#[derive(Debug, Clone, Default, InputObject)]
pub struct DateFilter {
    /// On this day.
    pub eq: Option<String>,
    /// On any other day; also none.
    pub ne: Option<String>,
    /// Before this day.
    pub lt: Option<String>,
    /// On this day or before.
    pub lte: Option<String>,
    /// After this day.
    pub gt: Option<String>,
    /// On this day or after.
    pub gte: Option<String>,
    /// From the first day to the second, both included.
    pub between: Option<Vec<String>>,
    /// True: empty. False: not empty.
    pub is_null: Option<bool>,
}

/// Conditions on an instant: RFC 3339 (`2026-03-01T09:00:00Z`), or relative: `@now`, `@now-7d`, `@today` (midnight UTC), `@today+1d`.
#[derive(Debug, Clone, Default, InputObject)]
pub struct DateTimeFilter {
    /// Before this instant.
    pub lt: Option<String>,
    /// At this instant or before.
    pub lte: Option<String>,
    /// After this instant.
    pub gt: Option<String>,
    /// At this instant or after.
    pub gte: Option<String>,
    /// From the first instant to the second, both included.
    pub between: Option<Vec<String>>,
    /// True: empty. False: not empty.
    pub is_null: Option<bool>,
}

/// A filter on an enum: what it may be, what it may not be.
pub trait Choice {
    fn chosen(&self) -> (Option<Vec<String>>, Option<Vec<String>>);
}

/// Gathers `eq`/`in` and `ne`/`notIn` of an enum's filter.
pub fn chosen<T: Copy>(
    (eq, is_in): (Option<T>, Option<&[T]>),
    (ne, not_in): (Option<T>, Option<&[T]>),
    text: fn(T) -> &'static str,
) -> (Option<Vec<String>>, Option<Vec<String>>) {
    let all = |one: Option<T>, many: Option<&[T]>| match (one, many) {
        (None, None) => None,
        (Some(one), None) => Some(vec![text(one).to_owned()]),
        (None, Some(many)) => Some(many.iter().map(|value| text(*value).to_owned()).collect()),
        // Both given: both must hold.
        (Some(one), Some(many)) => Some(
            many.iter()
                .map(|value| text(*value))
                .filter(|value| *value == text(one))
                .map(str::to_owned)
                .collect(),
        ),
    };
    let not = match (ne, not_in) {
        (None, None) => None,
        (ne, not_in) => Some(
            ne.into_iter()
                .chain(not_in.unwrap_or_default().iter().copied())
                .map(|value| text(value).to_owned())
                .collect(),
        ),
    };
    (all(eq, is_in), not)
}
