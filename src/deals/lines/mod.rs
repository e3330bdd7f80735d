//! Lines: what a deal is about to sell, how many, at what price.
//!
//! What always holds: a line's total and tax follow from its numbers, to the cent, half away from zero (the database checks it
//! too); while a deal has lines, its amount is the sum of their totals; its lines are in its currency. Whoever sees the deal sees
//! its lines. Every change happens under the deal's row lock, so that two who add lines at once both count.

pub mod actions;
pub mod graphql;
pub mod input;
pub mod model;
pub mod rules;
pub mod store;
