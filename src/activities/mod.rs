//! Work: tasks.

pub mod graphql;
pub mod model;
pub mod store;
