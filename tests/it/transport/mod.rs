//! The transports over the wire, around an engine that is a toy.

mod abuse;
mod http;
mod shutdown;
mod socket;
mod sse;
mod standards;
mod toy;
