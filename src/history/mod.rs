//! History: what happened to a record, read from the event log. Nothing here is written; the log is the history.

pub mod graphql;
pub mod model;
pub mod money;
pub mod store;
pub mod timeline;
