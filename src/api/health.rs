//! `/healthz` (the process runs), `/readyz` (it can answer, and what it does without) and `/metrics`.

use crate::api::serve::Peer;
use crate::api::transport::Transport;
use axum::Json;
use axum::extract::{Request, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::json;
use std::sync::Arc;
use std::time::Duration;

/// A dependency that takes longer than this to say that it is there is not there.
const PATIENCE: Duration = Duration::from_secs(2);

/// The process runs.
pub async fn alive() -> Response {
    Json(json!({"status": "ok"})).into_response()
}

/// The server can answer; `degraded` names what is away but not needed. 503 when it cannot, and from the moment it stops.
pub async fn ready(State(transport): State<Arc<Transport>>) -> Response {
    if transport.tasks.stopping().is_cancelled() {
        return unready("stopping");
    }
    match tokio::time::timeout(PATIENCE, transport.engine.ready()).await {
        Ok(Ok(None)) => Json(json!({"status": "ok"})).into_response(),
        Ok(Ok(Some(degraded))) => Json(json!({"status": "degraded", "degraded": degraded})).into_response(),
        Ok(Err(reason)) => {
            tracing::warn!(reason, "not ready");
            unready("a dependency is away")
        }
        Err(_) => unready("a dependency does not answer"),
    }
}

fn unready(reason: &str) -> Response {
    (StatusCode::SERVICE_UNAVAILABLE, Json(json!({"status": "unavailable", "reason": reason})))
        .into_response()
}

/// The counters; for this machine only, unless the settings open them. What came through a proxy is not from this machine.
pub async fn metrics(State(transport): State<Arc<Transport>>, request: Request) -> Response {
    let local = request.extensions().get::<Peer>().is_some_and(|peer| peer.address.is_loopback());
    let proxied = request.headers().contains_key("x-forwarded-for")
        || request.headers().contains_key(header::FORWARDED);
    if !transport.metrics_public && (!local || proxied) {
        return StatusCode::NOT_FOUND.into_response();
    }
    match transport.probes.render() {
        Some(page) => {
            ([(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], page).into_response()
        }
        None => StatusCode::SERVICE_UNAVAILABLE.into_response(),
    }
}
