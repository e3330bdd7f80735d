//! Accounts and the contacts at them.
//!
//! What always holds: an account is never its own ancestor; accounts and contacts are seen by everybody in the workspace (the
//! visibility policy speaks of deals); nothing is deleted, only put away.

pub mod actions;
pub mod graphql;
pub mod model;
pub mod rules;
pub mod store;
