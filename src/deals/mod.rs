//! Deals: the records everything else is about.
//!
//! What always holds: the kind of a deal's stage decides its status, except for deals put aside; a deal has exactly one open stay
//! in a stage; every change goes through [`change::Change`], which checks, saves and tells; who may see a deal is said once, in
//! `store` (`impl Visible for Deal`).

pub mod actions;
pub mod bulk;
pub mod change;
pub mod competitors;
pub mod create;
pub mod gate;
pub mod graphql;
pub mod input;
pub mod lines;
pub mod live;
pub mod model;
pub mod moves;
pub mod rank;
pub mod rules;
pub mod stakeholders;
pub mod steps;
pub mod store;
pub mod upkeep;
