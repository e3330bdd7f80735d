//! Stakeholders: who takes part in a deal's decision, how they stand to it, and who listens to whom.
//!
//! What always holds: a contact is a stakeholder of a deal once at most; while a deal has stakeholders, exactly one of them is its
//! primary contact, and its primary contact is one of them; influence joins two different stakeholders of one deal. Whoever sees
//! the deal sees its stakeholders. Every change happens under the deal's row lock.

pub mod actions;
pub mod graphql;
pub mod input;
pub mod merge;
pub mod model;
pub mod rules;
pub mod store;
