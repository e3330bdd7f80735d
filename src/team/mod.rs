//! team
pub mod model;
