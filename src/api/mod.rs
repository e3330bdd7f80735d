//! HTTP and GraphQL plumbing that belongs to no area.

pub mod engine;
