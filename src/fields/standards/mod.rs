//! Data standards: what a workspace asks of the built-in fields of its records: that they are filled in, look as they should, and lie
//! within bounds.
//!
//! What always holds: a record is held to them by the one [`actions::check`] its area calls before it writes, whatever way the change
//! came; of a record that is there only what the change changes is looked at, so that one from before a standard can be worked on;
//! a field has one standard at most, and one of which nothing is asked any more keeps its row, its version and its history.

pub mod actions;
pub mod graphql;
pub mod model;
pub mod rules;
pub mod store;
