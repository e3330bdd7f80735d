//! graphql-transport-ws on one task a socket.
//!
//! Nothing is spawned per operation: all operations of a socket are polled by its task, and only those that woke. What is
//! ready together is written together. The write buffer holds one batch; while a client does not take it, nothing more is
//! polled, so what waits for it waits in the engine's bounded queue or in the log. Every await on the network has a limit.

mod close;
mod message;
mod session;

use crate::api::engine::Credentials;
use crate::api::guard;
use crate::api::metrics;
use crate::api::serve::Peer;
use crate::api::transport::{RequestId, Transport, plain};
use crate::api::{credentials, errors::code};
use axum::extract::ws::{WebSocket, WebSocketUpgrade};
use axum::extract::{FromRequestParts, Request, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use close::Close;
use std::sync::Arc;
use std::time::Duration;

const PROTOCOL: &str = "graphql-transport-ws";
/// Bytes of the buffers a socket keeps while it is idle.
const BUFFER: usize = 4 << 10;
/// Bytes of one result to a client at most.
const LARGEST: usize = 16 << 20;
/// Time for both sides' close frames to pass; more for a client that has a full buffer to read before.
const FAREWELL: Duration = Duration::from_secs(1);
const FAREWELL_STALLED: Duration = Duration::from_secs(5);

/// The handler of `/graphql/ws`.
pub async fn upgrade(State(transport): State<Arc<Transport>>, request: Request) -> Response {
    let (mut parts, _) = request.into_parts();
    let id = RequestId(RequestId::of(&parts.extensions));
    if transport.tasks.stopping().is_cancelled() {
        return plain(StatusCode::SERVICE_UNAVAILABLE, code::UNAVAILABLE, "the server is stopping", &id);
    }
    if !transport.guard.allows_origin(&parts.headers) {
        return plain(StatusCode::FORBIDDEN, code::FORBIDDEN, "pages of this origin may not connect", &id);
    }
    let mut presented = credentials::of(&parts.headers, transport.https);
    if !parts.headers.contains_key(header::ORIGIN) {
        // Whoever sends no Origin is no browser, and a cookie is a browser's way.
        presented.session = None;
    }
    let upgrade = match WebSocketUpgrade::from_request_parts(&mut parts, &()).await {
        Ok(upgrade) => upgrade,
        Err(rejection) => return rejection.into_response(),
    };
    let peer = parts.extensions.get::<Peer>().cloned();
    let biggest = transport.limits.message_bytes;
    let upgrade = upgrade
        .protocols([PROTOCOL])
        .read_buffer_size(BUFFER)
        .write_buffer_size(BUFFER)
        .max_write_buffer_size(2 * LARGEST)
        // Somewhat too big is read, so that the reason for closing arrives; far too big is not.
        .max_message_size(biggest.saturating_mul(4))
        .max_frame_size(biggest.saturating_mul(4));
    let mut response = upgrade.on_upgrade(move |socket| async move {
        let tasks = transport.tasks.clone();
        drop(tasks.spawn(run(socket, transport, presented, peer, id.0)));
    });
    guard::protect(response.headers_mut(), "/graphql/ws", false);
    response
}

async fn run(
    mut socket: WebSocket,
    transport: Arc<Transport>,
    presented: Credentials,
    peer: Option<Peer>,
    request_id: Arc<str>,
) {
    let open = metrics::Open::socket();
    let ended = if socket.protocol().is_none() {
        Some(Close::Subprotocol)
    } else {
        session::Session::new(&mut socket, transport, presented, peer, request_id.clone()).run().await
    };
    if let Some(close) = ended {
        metrics::closed(close.code());
        tracing::info!(
            request_id = &*request_id,
            code = close.code(),
            reason = close.reason(),
            "socket closed"
        );
    }
    farewell(&mut socket, ended).await;
    drop(open);
}

/// Sends the reason, if it is ours, and lets both sides' close frames pass, so that the connection ends in order; not for long.
async fn farewell(socket: &mut WebSocket, ended: Option<Close>) {
    let goodbye = async {
        let told = match ended {
            Some(close) => socket.send(close.message()).await,
            None => Ok(()),
        };
        if told.is_ok() {
            while let Some(Ok(_)) = socket.recv().await {}
        }
    };
    let patience = if ended == Some(Close::Stalled) { FAREWELL_STALLED } else { FAREWELL };
    let _ = tokio::time::timeout(patience, goodbye).await;
}
