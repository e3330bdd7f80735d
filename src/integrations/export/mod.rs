//! Export: a list as a file, with exactly the rows its list would show.
//!
//! What always holds: rows come from the list code of the API, page after page, with the viewer's visibility, filter, order and
//! search; a related record the viewer may not see leaves its cells empty; no more than one page is held at a time; nothing in a
//! file is run by the program that opens it.
//!
//! The way of a row: `run` (a page of the list, and what it refers to) → `columns` (the cells asked for) → `comma` or `sheet`.

mod accounts;
mod activities;
mod around;
pub mod cells;
pub mod columns;
pub mod comma;
mod deals;
pub mod graphql;
pub mod model;
mod offers;
mod others;
mod people;
pub mod run;
pub mod sheet;
