//! Competitors on deals: against whom a deal is fought, how we mean to win, and how it went.
//!
//! What always holds: a competitor is named on a deal once at most; only a lost deal is lost to somebody. Winning a deal beats
//! those whose outcome was open; reopening it opens them again, and takes back to whom it was lost. Whoever sees the deal sees
//! them. Every change happens under the deal's row lock.

pub mod actions;
pub mod graphql;
pub mod input;
pub mod model;
pub mod rules;
pub mod store;
