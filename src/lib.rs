//! Dealstream: a CRM deal-management server.

pub mod api;
pub mod app;
pub mod db;
pub mod live;
pub mod accounts;
pub mod activities;
pub mod deals;
pub mod history;
pub mod pipeline;
pub mod team;
