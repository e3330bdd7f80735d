//! Lines of proposals: what is offered, how many, at what price.
//!
//! What always holds: a line's total follows from its numbers, to the cent, half away from zero (the database checks it too), and its
//! net amount from those and the proposal's own discount, rounded once; lines are changed while the proposal is a draft, and every
//! change counts a version of the proposal and its totals anew. A line remembers the line it began as, through all revisions.

pub mod actions;
pub mod graphql;
pub mod input;
pub mod model;
pub mod store;
