//! Saved views: a filter of deals with its order and columns, as a table or a board, for oneself, one's team or everybody.
//!
//! What always holds: a view is kept as what the API takes, and only if it takes it; what people are `@me` and days are `@today` in it
//! are whoever looks and whenever they do; a view shows nobody more than they may see, it is only a question. A private view does
//! not exist for anybody but its owner.

pub mod actions;
pub mod graphql;
pub mod model;
pub mod rules;
pub mod store;
