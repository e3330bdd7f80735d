//! The timeline: everything that happened on a deal, an account or with a contact, in one list, read from the log.
//!
//! A record's history tells of the record alone; its timeline also of all that hangs on it: tasks, notes, activities,
//! stakeholders, lines, competitors, and of an account the same of its deals. What the viewer may not see is not in it.

pub mod graphql;
pub mod model;
pub mod store;
