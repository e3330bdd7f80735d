//! People: the workspace, its users and teams, how they sign in, and what they may see.

pub mod graphql;
pub mod model;
pub mod store;
