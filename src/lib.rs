//! Dealstream: a CRM deal-management server.

pub mod accounts;
pub mod activities;
pub mod api;
pub mod app;
pub mod commands;
pub mod db;
pub mod deals;
pub mod history;
pub mod integrations;
pub mod live;
pub mod pipeline;
pub mod team;
pub mod views;
