//! Activities: meetings, calls, letters and the like, planned or held, on a deal, an account or a contact.
//!
//! What always holds: an activity is about one record at least, and whoever sees that record sees it, a deal's rights going before
//! the others'; what was held or missed does not lie ahead, and only that has an outcome; the contact it is about takes part in
//! it. One that was held on a deal counts as something done there, and its stakeholders among those who took part as met. Every
//! change of one on a deal happens under the deal's row lock.

pub mod actions;
pub mod graphql;
pub mod input;
pub mod merge;
pub mod minutes;
pub mod model;
pub mod rules;
pub mod store;
