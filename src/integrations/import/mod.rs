//! Import: files of another system, read row by row as a mapping says, by the rules everything else goes by.
//!
//! What always holds: a record is known by the id it has in its source, so a second run of the same files changes nothing; each
//! chunk of rows is one transaction with its events and the import's own progress; a bad row is reported with its line and stops
//! nobody; a dry run goes the same way and writes nothing but its report.
//!
//! The way of a row: `rows` (a line of the file as fields) → `chunk` (new, changed or as before?) → `people`, `accounts`,
//! `contacts`, `leads`, `products`, `deals` and `lines` (the record, by its area's rules) → `progress`.

pub mod abandoned;
mod accounts;
pub mod chunk;
mod contacts;
mod custom;
mod deals;
pub mod graphql;
mod leads;
mod lines;
pub mod mapping;
pub mod model;
mod people;
mod place;
mod products;
pub mod progress;
mod rows;
mod run;
pub mod store;
mod template;
pub mod upload;
mod values;
mod world;

pub use run::{Files, Report, Watch, resume, run};
