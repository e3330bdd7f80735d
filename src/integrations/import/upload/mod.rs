//! Import in the client: a file is uploaded, its columns are chosen, and a server reads it in the background.
//!
//! What always holds: what a person chose becomes the mapping that mapping files are, and is run by the same engine; a file is
//! kept for a week; an import whose server dies is taken over by another, which goes on where the last chunk was committed.
//!
//! The way of a file: `sniff` (what it is) → `actions` (kept, and begun) → `plan` (its mapping) → `claims` and `runner` (whose turn it
//! is, and the run) → `rejected` (the rows that were not taken).

pub mod actions;
pub mod claims;
pub mod fields;
pub mod graphql;
pub mod model;
pub mod natural;
pub mod plan;
pub mod rejected;
pub mod runner;
pub mod sniff;
pub mod store;
pub mod suggest;
mod words;
