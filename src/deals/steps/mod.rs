//! Steps of stages on deals: which are done, since when and by whom.
//!
//! What always holds: a row says that a step is done, no row that it is not; a step is ticked under its deal's row lock, and told
//! as a change of the deal. Steps that a stage does not have any more are kept and shown nowhere.

pub mod actions;
pub mod graphql;
pub mod model;
pub mod store;
