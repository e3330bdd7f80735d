//! One operation, whatever it came by: admitted, paid for, executed within its time, and its answer made fit to be told.
//!
//! HTTP, SSE and sockets all go through [`Transport::admit`] and [`Transport::execute`]; there is no other way to the engine.

use crate::api::engine::{Caller, Delivery, Operation};
use crate::api::errors::{self, Reader, code};
use crate::api::gate::Parameters;
use crate::api::metrics;
use crate::api::rate::{Payer, objects};
use crate::api::transport::Transport;
use async_graphql::parser::types::OperationType;
use async_graphql::{Response, ServerError, Value};
use bytes::Bytes;
use futures_util::stream::BoxStream;
use futures_util::{FutureExt, StreamExt, stream};
use serde::Serialize;
use std::panic::AssertUnwindSafe;
use tokio::time::Instant;
use tracing::Instrument as _;

impl Caller {
    /// Who will read the answer.
    pub fn reader(&self) -> Reader {
        if self.viewer.is_some() { Reader::Known } else { Reader::Stranger }
    }
}

impl Transport {
    /// Lets an operation through the gate and charges for it; the error is ready to be told.
    pub fn admit(&self, parameters: Parameters, caller: &Caller) -> Result<Operation, ServerError> {
        let admitted = self.gate.admit(parameters).map_err(errors::denied).and_then(|operation| {
            self.rate.charge(Payer::of(caller), operation.cost).map_err(|retry_after_s| {
                errors::of(&crate::app::error::Error::RateLimited { retry_after_s })
            })?;
            Ok(operation)
        });
        admitted.map_err(|mut told| {
            errors::finish_one(&mut told, caller.reader(), &caller.request_id);
            metrics::refused(errors::code_in(&told).unwrap_or_default());
            told
        })
    }

    /// Runs an admitted query or mutation. Always answers: late, panicking and failing ones with an error.
    pub async fn execute(&self, operation: Operation, caller: Caller) -> Response {
        let (kind, cost, started) = (operation.kind, operation.cost, Instant::now());
        let name = self.names.label(operation.name.as_deref(), caller.reader());
        let (payer, reader, request_id) = (Payer::of(&caller), caller.reader(), caller.request_id.clone());
        let span =
            tracing::info_span!("operation", graphql.operation.name = &*name, graphql.operation.type = %kind);
        let running = self.engine.execute(operation, caller).instrument(span);
        let running = AssertUnwindSafe(running).catch_unwind();
        let mut response = match tokio::time::timeout(self.limits.operation_timeout, running).await {
            Ok(Ok(response)) => response,
            Ok(Err(_)) => {
                tracing::error!(request_id = &*request_id, operation = &*name, "an operation panicked");
                errors::response(errors::of(&crate::app::error::Error::internal("panic")))
            }
            Err(_) => {
                errors::response(errors::error(code::TIMEOUT, crate::app::error::Error::Timeout.to_string()))
            }
        };
        errors::finish(&mut response, reader, &request_id);
        let actual = surcharge(kind, cost.requested, cost.nodes).saturating_add(objects(&response.data));
        let report = self.rate.settle(payer, cost, actual);
        metrics::operation(&name, kind, started.elapsed(), report.actual, !response.errors.is_empty());
        tracing::info!(
            request_id = &*request_id,
            operation = &*name,
            kind = ?kind,
            cost = report.actual,
            errors = response.errors.len(),
            ms = started.elapsed().as_millis() as u64,
            "operation"
        );
        if let Ok(report) = serde_json::to_value(&report)
            && let Ok(report) = Value::from_json(report)
        {
            response.extensions.insert("cost".into(), report);
        }
        response
    }

    /// Runs an admitted operation of any kind as deliveries that always end in `Complete` or `Error`.
    pub fn deliveries(
        self: &std::sync::Arc<Self>,
        operation: Operation,
        caller: Caller,
    ) -> BoxStream<'static, Delivery> {
        let (reader, request_id) = (caller.reader(), caller.request_id.clone());
        if operation.kind != OperationType::Subscription {
            let transport = self.clone();
            let once = async move {
                let response = transport.execute(operation, caller).await;
                if is_request_error(&response) {
                    stream::iter([Some(Delivery::Error(list(&response.errors))), None])
                } else {
                    stream::iter([Some(Delivery::Next(body(&response))), Some(Delivery::Complete)])
                }
            };
            return once.into_stream().flatten().filter_map(std::future::ready).boxed();
        }
        let name = self.names.label(operation.name.as_deref(), reader);
        let open = metrics::Open::subscription();
        let engine = self.engine.clone();
        let begun = stream::once(async move { engine.subscribe(operation, caller) }).flatten();
        let inner = AssertUnwindSafe(begun).catch_unwind();
        let inner = inner.map(move |delivery| {
            let _ = &open;
            delivery.unwrap_or_else(|_| {
                tracing::error!(request_id = &*request_id, operation = &*name, "a subscription panicked");
                let mut told = errors::of(&crate::app::error::Error::internal("panic"));
                errors::finish_one(&mut told, reader, &request_id);
                Delivery::Error(list(&[told]))
            })
        });
        inner.chain(stream::once(async { Delivery::Complete })).boxed()
    }
}

/// What an operation costs besides the objects in its answer.
fn surcharge(kind: OperationType, requested: u64, nodes: u64) -> u64 {
    if kind == OperationType::Query && nodes > 0 { 0 } else { requested.saturating_sub(nodes) }
}

/// Whether nothing was executed: errors without data, none of them at a place in the answer.
pub fn is_request_error(response: &Response) -> bool {
    response.data == Value::Null
        && !response.errors.is_empty()
        && response.errors.iter().all(|error| error.path.is_empty())
}

#[derive(Serialize)]
struct Wire<'a> {
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    errors: &'a [ServerError],
    #[serde(skip_serializing_if = "Option::is_none")]
    data: Option<&'a Value>,
    #[serde(skip_serializing_if = "std::collections::BTreeMap::is_empty")]
    extensions: &'a std::collections::BTreeMap<String, Value>,
}

/// A response as JSON; `data` is left out when nothing was executed.
pub fn body(response: &Response) -> Bytes {
    let data = (!is_request_error(response)).then_some(&response.data);
    let wire = Wire { errors: &response.errors, data, extensions: &response.extensions };
    serde_json::to_vec(&wire).map_or_else(
        |_| Bytes::from_static(br#"{"errors":[{"message":"the answer cannot be written","extensions":{"code":"INTERNAL"}}]}"#),
        Bytes::from,
    )
}

/// Errors as a JSON list.
pub fn list(told: &[ServerError]) -> Bytes {
    serde_json::to_vec(told).map_or_else(|_| Bytes::from_static(b"[]"), Bytes::from)
}
