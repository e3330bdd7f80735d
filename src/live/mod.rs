//! From a committed change to a connected client.
//!
//! What always holds: an event's number is taken in the transaction that made the change, last before commit, so numbers follow
//! the order of commits without gaps; what travels between servers is a hint that may be lost, and the log is what is true.

pub mod bus;
pub mod cursor;
pub mod event;
pub mod feed;
pub mod graphql;
pub mod group;
pub mod hub;
pub mod log;
pub mod presence;
pub mod retention;
pub mod runner;
pub mod subject;
