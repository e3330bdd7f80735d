//! Partial updates: a field left out stays, an explicit null clears.

use crate::app::checks::tidy;
use async_graphql::MaybeUndefined;

/// Sets what was given.
pub fn set<T>(field: &mut Option<T>, given: MaybeUndefined<T>) {
    match given {
        MaybeUndefined::Undefined => {}
        MaybeUndefined::Null => *field = None,
        MaybeUndefined::Value(value) => *field = Some(value),
    }
}

/// Sets a text that was given; an empty one clears.
pub fn set_text(field: &mut Option<String>, given: MaybeUndefined<String>) {
    if !given.is_undefined() {
        *field = tidy(given.take());
    }
}
