//! HTTP and GraphQL plumbing that belongs to no area.
//!
//! A request's way: [`serve`] (connection, time-outs) → [`transport`] (id, host, panics, headers) → [`http`], [`sse`] or
//! [`socket`] (protocol, [`credentials`], [`guard`]) → [`gate`] (is the document harmless, what does it cost) → [`rate`] (may
//! they spend it) → [`run`] → the [`engine`].
//!
//! The whole, as `main` puts it together:
//!
//! ```text
//! let transport = transport::transport(engine, &settings, &schema.sdl(), tasks, Clock::real())?;
//! let router = transport.router(files);
//! serve::until_signal(TcpListener::bind(&settings.listen).await?, transport, router).await?;
//! ```
//!
//! The engine owes the transports two things: [`errors::finish`] on every response it serialises itself (subscriptions), and
//! no introspection for callers without a viewer.

pub mod ahead;
pub mod assemble;
pub mod assets;
pub mod auth;
pub mod connection;
pub mod context;
pub mod credentials;
pub mod document_templates;
pub mod doors;
pub mod engine;
pub mod errors;
pub mod execute;
pub mod export;
pub mod fields;
pub mod files;
pub mod gate;
pub mod guard;
pub mod health;
pub mod http;
pub mod import_upload;
pub mod loaders;
pub mod metrics;
pub mod negotiation;
pub mod node;
pub mod page;
pub mod parameters;
pub mod proposal_logo;
pub mod proposal_pdf;
pub mod proxies;
pub mod rate;
pub mod roots;
pub mod run;
pub mod scalars;
pub mod seats;
pub mod serve;
pub mod socket;
pub mod sse;
pub mod transport;
pub mod user_errors;
pub mod whole;
