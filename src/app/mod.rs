//! The running application: what it holds, and the two doors to the database, `read` and `write`.

pub mod actor;
pub mod clock;
pub mod config;
pub mod error;
pub mod tasks;
