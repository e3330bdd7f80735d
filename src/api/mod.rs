//! HTTP and GraphQL plumbing that belongs to no area.

pub mod context;
pub mod engine;
pub mod loaders;
pub mod page;
pub mod scalars;
pub mod user_errors;
