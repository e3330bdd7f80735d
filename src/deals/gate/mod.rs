//! Whether a deal may enter a stage: one check for board, form, API, bulk change and import.
//!
//! What always holds: a refusal names everything that is missing and changes nothing; going back, and taking up again what was
//! closed, asks for nothing; a manager's override is told with its reason.

pub mod actions;
pub mod graphql;
pub mod rules;
pub mod store;
