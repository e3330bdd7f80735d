//! Accounts and the contacts at them.
//!
//! What always holds: an account is never its own ancestor; accounts and contacts are seen by everybody in the workspace (the
//! visibility policy speaks of deals); nothing is deleted, only put away; what was merged into another is put away for good, and nothing
//! refers to it any more.

pub mod actions;
pub mod graphql;
pub mod input;
pub mod merge;
pub mod model;
pub mod rules;
pub mod store;
