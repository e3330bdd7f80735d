//! Pipelines and their stages, and the lists of values admins edit: lookups and currencies.

pub mod graphql;
pub mod model;
pub mod store;
