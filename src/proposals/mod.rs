//! Proposals: what is offered to a customer, from the first draft to their answer, and the orders and contracts that come of it.
//!
//! What always holds: a number is given once, without gaps per workspace and year, and stays the same through all revisions; every
//! change of status goes by the one table in `rules`, under the locks of the deal and then of the proposal; only a draft is edited,
//! and only what was approved is sent; totals follow from the lines to the cent, each line rounded once; whoever sees the deal sees
//! its proposals and orders. Nothing is deleted: a draft that is not wanted is put away.

pub mod accept;
pub mod actions;
pub mod change;
pub mod comparison;
pub mod create;
pub mod graphql;
pub mod input;
pub mod lines;
pub mod model;
pub mod orders;
pub mod packages;
pub mod rules;
pub mod store;
pub mod upkeep;
