//! Ways to look at the records: the views of deals that come built in, and the search box.

pub mod graphql;
pub mod model;
pub mod saved;
pub mod search;
mod spelling;
pub mod store;
pub mod upkeep;
