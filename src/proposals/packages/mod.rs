//! Contract packages: files of a deal that are approved together and then signed.
//!
//! What always holds: a package pins versions of files, which never change and cannot disappear; every change of status goes by the
//! one table in `rules`, under the locks of the deal and then of the package; only a draft is edited; what was approved is exactly
//! the pinned bytes: a pinned file that gets a new version or is put away makes it a draft again ([`follow`]), unless it is signed.
//! Whoever sees the deal sees its packages. Nothing is deleted: a package that is not wanted is cancelled.

pub mod actions;
pub mod change;
pub mod follow;
pub mod graphql;
pub mod input;
pub mod model;
pub mod pins;
pub mod rules;
pub mod store;
