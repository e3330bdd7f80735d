//! Pipelines and their stages, and the lists of values admins edit: lookups and currencies.
//!
//! What always holds: exactly one pipeline is the default and in use; a pipeline has at least one open, one won and one lost
//! stage, at places 0 to n-1; a removed stage holds no deals and stays only because visits and history name it; the base
//! currency's rate is 1. Everybody in the workspace sees all of it, admins change it.

pub mod actions;
pub mod gate;
pub mod graphql;
pub mod model;
pub mod rules;
pub mod steps;
pub mod store;
