//! activities
pub mod model;
