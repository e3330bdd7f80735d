//! Dealstream: a CRM deal-management server.

pub mod api;
pub mod app;
pub mod commands;
pub mod db;
