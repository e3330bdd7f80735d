//! Notes: what people write down about a deal, an account or a contact.
//!
//! What always holds: a note is on exactly one record, and whoever sees that record sees it; only its author and managers change
//! it; one that is put away stays with its history and can be taken out again. Whom it mentions stands in its body and nowhere else.

pub mod actions;
pub mod graphql;
pub mod model;
pub mod rules;
pub mod store;
