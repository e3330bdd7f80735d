//! How a workspace presents itself on its proposals, and what new ones begin with.
//!
//! What always holds: there is one at most, none until an admin sets it; its logo is an image that can be typeset, kept apart from
//! what is read with every change, and its hash tells in the history that it changed.

pub mod actions;
pub mod graphql;
pub mod model;
pub mod rules;
pub mod store;
