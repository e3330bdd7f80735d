//! People: the workspace, its users and teams, how they sign in, and what they may see.
//!
//! What always holds: a workspace has an active admin; nobody's password leaves `passwords`, nobody's token `sessions`, and the
//! database holds neither, only what cannot be turned back into them; teams form trees.

pub mod actions;
pub mod graphql;
pub mod model;
pub mod passwords;
pub mod rules;
pub mod sessions;
pub mod setup;
pub mod store;
