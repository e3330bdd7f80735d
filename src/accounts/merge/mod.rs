//! Merging two accounts, or two contacts, that are the same.
//!
//! What always holds: everything that hung on the merged one hangs on the kept one afterwards, in one transaction and each with its
//! event, whoever may see it; the merged one is put away for good and says which one it is now. The rows are locked in one order:
//! deals by their ids, then the two records by theirs, then what hangs on them, kind by kind and by ids. From the second step on
//! nothing can refer to the merged one any more (`FOR UPDATE` keeps foreign keys out, and
//! [`account_named`](super::actions::account_named) looks again).

pub mod actions;
mod follow;
pub mod input;
pub mod rules;
mod store;
