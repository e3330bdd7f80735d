//! Notifications: what somebody is told because it is theirs to know, in an inbox that is live, and by e-mail.
//!
//! What always holds: nothing that people do waits for telling others of it. A follower reads the event log of each workspace after
//! a position of its own, and moves the position in the transaction that writes what it tells: each event is told once, on any
//! number of servers and also after a crash. Who is told of an event, [`rules::told`] says and nothing else. Nobody is told
//! of what they did themselves, of what they may not see at that moment, or of what they do not want to be told. What is in
//! somebody's inbox is nobody else's business, not even an admin's.

pub mod actions;
pub mod bell;
pub mod deliver;
pub mod follow;
pub mod graphql;
pub mod mail;
pub mod model;
pub mod reminders;
pub mod rules;
pub mod store;
pub mod upkeep;
