//! Custom fields: what a workspace keeps about its accounts, contacts, leads, deals, tasks and proposals besides the built-in fields.
//!
//! What always holds: a field's key, subject and type never change once it is made, and it is archived rather than deleted, so
//! a value on a record can always be read; values are checked on every write ([`actions::fill`]) and kept in the record's own
//! `custom` column, never in a table of attributes; a number or an amount is kept as the text of a decimal, an instant in UTC,
//! so that texts compare as values do ([`expression`]).
//!
//! What a workspace asks of the built-in fields besides ([`standards`]) is kept here too.
//!
//! Every viewer carries the fields and the standards of its workspace ([`model::Known`]), read with the viewer itself: filters, orders
//! and values are typed by them without a statement more.

pub mod actions;
pub mod expression;
pub mod filter;
pub mod graphql;
pub mod model;
pub mod order;
pub mod rules;
pub mod standards;
pub mod store;
pub mod upkeep;
pub mod values;
