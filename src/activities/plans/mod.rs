//! Activity plans: ordered tasks that are made together when somebody, or a stage, starts the plan on a deal.
//!
//! What always holds: a run is done as soon as no task of it is open, and not before; everything about a run happens under its
//! deal's row lock; a run goes on by the offsets the plan had when it started; leaving the stage that started a run calls off what
//! is open of it, and coming back takes up exactly that. Everybody sees plans, managers and admins keep them; whoever sees a deal
//! sees its runs.

pub mod actions;
pub mod follow;
pub mod graphql;
pub mod input;
pub mod model;
pub mod rules;
pub mod store;
