//! Approvals: one run of the policies that asked for something, from the asking to its end.
//!
//! What always holds: everything about a run happens under its deal's row lock, taken before its own; one step is current while a
//! run is pending, and none afterwards; nobody decides twice in a step, and nobody about what they asked for themselves unless the
//! policy says so or there is nobody else; a step always asks somebody; whoever is asked sees the deal for as long as it waits for
//! them. What was granted holds for exactly what was asked: a change of it voids the run, visibly.

pub mod actions;
pub mod ask;
pub mod entry;
pub mod graphql;
pub mod input;
pub mod model;
pub mod rules;
pub mod store;
pub mod upkeep;
