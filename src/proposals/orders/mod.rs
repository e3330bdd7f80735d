//! Orders: what was ordered, from an accepted proposal or by hand from a deal's lines.
//!
//! What always holds: a number is given once, without gaps per workspace and year; its lines are copies that never change; a
//! cancelled order says why, and an order that was fulfilled or cancelled can be opened again. Whoever sees the deal sees its orders.

pub mod actions;
pub mod graphql;
pub mod input;
pub mod model;
pub mod rules;
pub mod store;
