//! Documents: what leaves the house on paper.
//!
//! What always holds: a document says what the screen says, to whoever may see the record, and no more (no costs, no margins); what
//! was not approved is marked as a draft; the same record gives the same bytes; nothing is typeset on a thread that answers requests;
//! what was sent is kept once, among the files of its deal, and read from there ever after.

pub mod keep;
pub mod pdf;
pub mod press;
pub mod proposals;
pub mod rules;
pub mod settings;
pub mod store;
pub mod templates;
