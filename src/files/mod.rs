//! Files: documents that hang on a deal, an account, a contact, a lead or an activity, with their earlier versions.
//!
//! What always holds: a file hangs on exactly one record, and whoever sees that record sees it; a version that was uploaded is never
//! changed; what a file is, is told by its content and not by its name; bytes without a file do not stay: they are on a list from before
//! the first byte until the transaction that makes the file, and `upkeep` removes what was left on it;
//! what is approved on the strength of a file does not outlast a change to it (`proposals/packages/follow`).

pub mod actions;
pub mod depot;
pub mod graphql;
pub mod keep;
pub mod kind;
pub mod model;
pub mod rules;
pub mod store;
pub mod upkeep;
