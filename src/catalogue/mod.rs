//! The catalogue: what the company sells, and against whom.
//!
//! What always holds: everybody of the workspace sees the catalogue; nothing in it is deleted, only taken out of use, because deals
//! name it. What hangs off a deal (its lines, the competitors named on it) is in `deals`.

pub mod competitors;
pub mod products;
