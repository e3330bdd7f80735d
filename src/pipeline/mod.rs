//! pipeline
pub mod model;
