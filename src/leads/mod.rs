//! Leads: who may become a customer, what they asked for, and what is known of them, until they are turned into an account, a
//! contact and a deal.
//!
//! What always holds: a lead is qualified exactly while budget, authority, need and timing (BANT) are all answered; only a qualified
//! one is converted, once, in one transaction with what it becomes; converted and disqualified leads stay, read-only. A lead is seen
//! as an unrestricted deal of its owner would be.

pub mod actions;
pub mod convert;
pub mod duplicates;
pub mod graphql;
pub mod input;
pub mod model;
pub mod rules;
pub mod store;
