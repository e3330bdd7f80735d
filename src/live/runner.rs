//! Running a subscription's document over a batch of events: what the hub needs of GraphQL.

use crate::api::engine::Operation;
use crate::app::actor::Viewer;
use crate::live::event::Event;
use crate::live::group::GroupKey;
use crate::live::log::Head;
use bytes::Bytes;
use futures_util::future::BoxFuture;
use std::sync::Arc;

/// What equal subscriptions have in common: document, variables, and who looks.
pub struct Topic {
    pub key: GroupKey,
    pub operation: Operation,
    /// The person, or nobody in particular of a scope.
    pub viewer: Arc<Viewer>,
}

/// The events one execution is about. Resolvers find it in their context.
#[derive(Debug, Clone)]
pub struct Batch {
    pub events: Arc<[Arc<Event>]>,
    /// For making cursors.
    pub head: Head,
    /// The position after the batch: where a client that has it continues.
    pub upto: i64,
    /// Answered even when nothing concerns the subscription: the first message, and `ResyncRequired`.
    pub opening: Opening,
}

/// Whether a batch begins a subscription.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Opening {
    /// An ordinary batch.
    No,
    /// The first message: "live now", from this position.
    Live,
    /// The cursor could not be resumed from.
    Resync,
}

/// What came of running a batch.
#[derive(Debug, Clone)]
pub enum Ran {
    /// None of it concerns the subscription.
    Nothing,
    /// The serialised execution result.
    Payload(Bytes),
    /// The document does not run: a serialised list of errors.
    Failed(Bytes),
}

/// Executes subscriptions.
pub trait Runner: Send + Sync + 'static {
    /// Runs the topic's document over the batch.
    fn run(&self, topic: Arc<Topic>, batch: Batch) -> BoxFuture<'_, Ran>;

    /// Whether the topic's viewer sees anything it reaches that their scope alone would not show them, so that they cannot share
    /// an execution.
    fn has_personal(&self, topic: Arc<Topic>) -> BoxFuture<'_, bool>;
}
