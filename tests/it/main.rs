//! Tests of the server from the outside: one binary, one private PostgreSQL.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod access;
mod command_line;
mod deals;
mod demo;
mod durability;
mod embedded;
mod harness;
mod harness_itself;
mod import;
mod live;
mod pipeline;
mod schema;
mod settings;
mod tasks;
mod team;
mod tidy;
mod transport;
