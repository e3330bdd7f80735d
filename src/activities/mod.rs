//! Work: tasks; notes in `notes`; meetings, calls and the like in `interactions`; tasks that are made together in `plans`.
//!
//! What always holds: a task goes from one status to another by the table in `rules`, under its row's lock; who may see a task is
//! said once, in `store`; an open task makes its assignee see the deal it is on, so the news of a task on a deal carries who saw
//! the deal before and who sees it after.

pub mod actions;
pub mod graphql;
pub mod interactions;
pub mod model;
pub mod notes;
pub mod of_lead;
pub mod plans;
pub mod rules;
pub mod several;
pub mod store;
