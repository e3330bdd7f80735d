//! Approvals: who has to agree before something goes on, and what came of asking them.
//!
//! [`policies`] say what asks for an approval and who gives it; [`runs`] are the askings. The rest of the product meets approvals
//! in `runs::actions` alone: it asks, and is told when a run ends.

pub mod policies;
pub mod runs;
