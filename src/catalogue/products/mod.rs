//! Products: what the company sells, and what it costs in each currency.
//!
//! What always holds: a code names one product, whatever its case; a product has one price a currency at most. A line on a deal
//! takes its price and tax once, when it is added: a price that changes later changes no deal.

pub mod actions;
pub mod graphql;
pub mod model;
pub mod rules;
pub mod store;
