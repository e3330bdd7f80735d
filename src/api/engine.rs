//! What the transports (HTTP, WebSocket, SSE) need of the rest of the server, and nothing more.
//!
//! A transport turns bytes into an admitted [`Operation`] and a [`Caller`], and what comes back into bytes. It knows no area of
//! the domain; the engine knows no sockets.

use crate::app::actor::Viewer;
use crate::app::error::Result;
use async_graphql::parser::types::{ExecutableDocument, OperationType};
use bytes::Bytes;
use futures_util::future::BoxFuture;
use futures_util::stream::BoxStream;
use parking_lot::Mutex;
use std::net::IpAddr;
use std::sync::Arc;

/// A document that the gate has admitted, with the operation chosen.
#[derive(Debug, Clone)]
pub struct Operation {
    /// The text as it came; with the variables it is what equal subscriptions share.
    pub text: Arc<str>,
    pub document: Arc<ExecutableDocument>,
    pub name: Option<String>,
    pub kind: OperationType,
    pub variables: async_graphql::Variables,
    pub cost: Cost,
}

/// What an operation may cost at most, computed from the document and its page sizes before anything runs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Cost {
    /// Cost points, as in `extensions.cost.requested`.
    pub requested: u64,
    /// Objects the answer may hold.
    pub nodes: u64,
    pub depth: usize,
}

/// What came with a request to say who asks.
#[derive(Debug, Clone, Default)]
pub struct Credentials {
    /// The session cookie's value.
    pub session: Option<String>,
    /// The token of `Authorization: Bearer`, or of `connection_init`.
    pub bearer: Option<String>,
}

/// Who asks, and what the answer may need to tell the transport.
#[derive(Debug, Clone)]
pub struct Caller {
    /// None when nobody is signed in.
    pub viewer: Option<Arc<Viewer>>,
    pub idempotency_key: Option<String>,
    /// In every log line and error of this request.
    pub request_id: Arc<str>,
    pub remote: Option<IpAddr>,
    /// Filled by signing in and out: the session to set (`Some(Some(token))`) or to clear (`Some(None)`).
    pub session: Arc<Mutex<Option<Option<String>>>>,
}

/// One thing to tell a subscriber.
#[derive(Debug, Clone)]
pub enum Delivery {
    /// A serialised execution result (`{"data": …}`), ready to be put into a frame.
    Next(Bytes),
    /// The operation cannot run: the GraphQL errors, serialised as a JSON list. Nothing follows.
    Error(Bytes),
    /// The operation ended.
    Complete,
}

/// The rest of the server, as the transports see it.
pub trait Engine: Send + Sync + 'static {
    /// Who presents these credentials. `Ok(None)`: nothing was presented. `Err(Unauthenticated)`: it is no longer good.
    fn authenticate(&self, credentials: Credentials) -> BoxFuture<'_, Result<Option<Arc<Viewer>>>>;

    /// Runs a query or a mutation. A mutation runs to its end even when the returned future is dropped.
    fn execute(&self, operation: Operation, caller: Caller) -> BoxFuture<'_, async_graphql::Response>;

    /// Runs a subscription; polling is the back-pressure: what is not polled waits in a bounded queue or in the log.
    fn subscribe(&self, operation: Operation, caller: Caller) -> BoxStream<'static, Delivery>;

    /// Resolves when this viewer's rights have changed or ended: the socket is to be closed with 4403.
    fn revoked(&self, viewer: Arc<Viewer>) -> BoxFuture<'static, ()>;

    /// `Ok(degraded)` while the server can answer; degraded names what is away but not needed (Redis).
    fn ready(&self) -> BoxFuture<'_, std::result::Result<Option<String>, String>>;
}
