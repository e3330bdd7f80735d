//! What other programs get and give: API keys, imports, the sample workspace.
//!
//! What always holds: a key acts with its user's rights as they are now, under its own name in the history; its secret is shown
//! once and kept as its SHA-256.

pub mod actions;
pub mod export;
pub mod graphql;
pub mod import;
pub mod model;
pub mod rules;
pub mod sample;
pub mod store;
