//! Tests of the server from the outside: one binary, one private PostgreSQL.
// Tests may panic, print what they measured, and run things beside each other.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::disallowed_methods, clippy::print_stdout)]

mod access;
mod activities;
mod approvals;
mod client_operations;
mod command_line;
mod contracts;
mod deals;
mod demo;
mod documents;
mod durability;
mod embedded;
mod export;
mod fields;
mod files;
mod harness;
mod harness_itself;
mod import;
mod leads;
mod live;
mod merging;
mod notes;
mod notifications;
mod outside;
mod pipeline;
mod plans;
mod presence;
mod process;
mod proposals;
mod saved_views;
mod schema;
mod search;
mod settings;
mod sizes;
mod standards;
mod task_news;
mod tasks;
mod team;
mod tidy;
mod timeline;
mod traces;
mod transport;
