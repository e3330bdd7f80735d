//! Policies: what asks for an approval, under which condition, and whom.
//!
//! What always holds: everybody sees policies, admins keep them; a run goes on by the policies as they were when it began; a policy
//! that is not active asks for nothing.

pub mod actions;
pub mod graphql;
pub mod input;
pub mod model;
pub mod rules;
pub mod store;
