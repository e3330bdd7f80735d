//! Deals: the records everything else is about.

pub mod graphql;
pub mod model;
pub mod store;
