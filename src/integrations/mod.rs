//! What other programs get: API keys.
//!
//! What always holds: a key acts with its user's rights as they are now, under its own name in the history; its secret is shown
//! once and kept as its SHA-256.

pub mod actions;
pub mod graphql;
pub mod model;
pub mod rules;
pub mod store;
