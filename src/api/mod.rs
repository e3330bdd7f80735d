//! HTTP and GraphQL plumbing that belongs to no area.

pub mod credentials;
pub mod engine;
pub mod errors;
pub mod gate;
pub mod guard;
pub mod rate;
