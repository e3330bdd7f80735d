//! Competitors: who sells to the same customers, what they are good at and what they are not.
//!
//! What always holds: a name is one competitor, whatever its case. Whoever may change deals may add one, because that is where
//! competitors turn up; managers put them away.

pub mod actions;
pub mod graphql;
pub mod model;
pub mod rules;
pub mod store;
