//! deals
pub mod model;
