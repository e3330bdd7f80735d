//! Tests of the server from the outside: one binary, one private PostgreSQL.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod command_line;
mod embedded;
mod harness;
mod harness_itself;
mod live;
mod pipeline;
mod settings;
mod tasks;
mod team;
mod tidy;
mod transport;
