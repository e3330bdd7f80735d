//! HTTP and GraphQL plumbing that belongs to no area.
//!
//! A request's way: [`serve`] (connection, time-outs) → [`transport`] (id, host, panics, headers) → [`http`], [`sse`] or
//! [`socket`] (protocol, [`credentials`], [`guard`]) → [`gate`] (is the document harmless, what does it cost) → [`rate`] (may
//! they spend it) → [`run`] → the [`engine`].

pub mod assets;
pub mod credentials;
pub mod engine;
pub mod errors;
pub mod gate;
pub mod guard;
pub mod health;
pub mod http;
pub mod metrics;
pub mod negotiation;
pub mod parameters;
pub mod rate;
pub mod run;
pub mod seats;
pub mod serve;
pub mod socket;
pub mod sse;
pub mod transport;
