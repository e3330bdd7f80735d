//! The transports put together: what they share, the routes, and what happens to every request whatever its route.

use crate::api::engine::Engine;
use crate::api::errors::{self, Reader, code};
use crate::api::gate::Gate;
use crate::api::guard::{self, Guard};
use crate::api::metrics::{self, Names, Probes};
use crate::api::proxies::Proxies;
use crate::api::rate::Rate;
use crate::api::seats::Seats;
use crate::api::{assets, health, http, run, socket};
use crate::app::clock::Clock;
use crate::app::config::{Limits, Settings};
use crate::app::error::{Error, Result};
use crate::app::tasks::Tasks;
use crate::app::traces;
use async_graphql::ServerError;
use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{Extensions, HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{any, get};
use futures_util::FutureExt;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use tokio::time::Instant;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{NotForContentType, Predicate, SizeAbove};
use tracing::Instrument as _;

/// What all transports share for as long as the server runs.
pub struct Transport {
    pub engine: Arc<dyn Engine>,
    pub gate: Gate,
    pub rate: Rate,
    pub guard: Guard,
    pub proxies: Proxies,
    pub seats: Seats,
    pub names: Names,
    pub limits: Limits,
    pub https: bool,
    pub metrics_public: bool,
    pub tasks: Tasks,
    /// Gauges to read when the metrics are asked for; the pool and the hub add theirs.
    pub probes: Probes,
}

/// The id of a request: in its log lines, its errors and its answer.
#[derive(Debug, Clone)]
pub struct RequestId(pub Arc<str>);

impl RequestId {
    /// The id the frame gave to this request.
    pub fn of(extensions: &Extensions) -> Arc<str> {
        extensions.get::<Self>().map_or_else(|| "-".into(), |id| id.0.clone())
    }

    /// The client's own id if it is a plain word, else a new one.
    fn from_headers(headers: &HeaderMap) -> Self {
        let given = headers.get("x-request-id").and_then(|value| value.to_str().ok());
        let plain = |id: &&str| {
            (1..=64).contains(&id.len())
                && id.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b))
        };
        match given.filter(plain) {
            Some(id) => Self(id.into()),
            None => Self(uuid::Uuid::new_v4().simple().to_string().into()),
        }
    }
}

/// Builds the transports around an engine. Fails only when `sdl` is not a schema, or a setting is wrong.
pub fn transport(
    engine: Arc<dyn Engine>,
    settings: &Settings,
    sdl: &str,
    tasks: Tasks,
    clock: Clock,
) -> Result<Arc<Transport>> {
    metrics::install();
    let limits = settings.limits.clone();
    Ok(Arc::new(Transport {
        engine,
        gate: Gate::new(sdl, &limits).map_err(Error::internal)?,
        rate: Rate::new(&limits, clock),
        guard: Guard::new(settings),
        proxies: Proxies::new(settings).map_err(Error::Internal)?,
        seats: Seats::new(limits.sockets_per_user),
        names: Names::default(),
        limits,
        https: settings.https,
        metrics_public: settings.metrics_public,
        tasks,
        probes: Probes::default(),
    }))
}

impl Transport {
    /// All routes. `more` adds those of other areas (`/files`, `/calendar`), which then get the same frame.
    pub fn router(self: &Arc<Self>, more: Router) -> Router {
        let worth = SizeAbove::new(1_024)
            .and(NotForContentType::new("text/event-stream"))
            .and(NotForContentType::const_new("application/octet-stream"));
        let graphql = Router::new()
            .route("/graphql", any(http::graphql))
            .layer(CompressionLayer::new().compress_when(worth))
            .route("/graphql/ws", get(socket::upgrade))
            .route("/healthz", get(health::alive))
            .route("/readyz", get(health::ready))
            .route("/metrics", get(health::metrics))
            .fallback(assets::serve)
            .with_state(self.clone());
        more.merge(graphql).layer(middleware::from_fn_with_state(self.clone(), frame))
    }
}

/// Around every request: its id, its host, its time, its panics, its log line, and the headers of every answer.
async fn frame(State(transport): State<Arc<Transport>>, mut request: Request, next: Next) -> Response {
    let started = Instant::now();
    let id = RequestId::from_headers(request.headers());
    request.extensions_mut().insert(id.clone());
    let (method, path) = (request.method().clone(), request.uri().path().to_owned());
    let asked = request.headers().clone();
    let span = tracing::info_span!(
        "request",
        otel.kind = "server",
        http.request.method = %method,
        http.route = route(&path),
        http.response.status_code = tracing::field::Empty,
        request_id = &*id.0,
    );
    traces::continue_from(&asked, &span);
    let mut response = answer(&transport, request, next, &id).instrument(span.clone()).await;
    span.record("http.response.status_code", response.status().as_u16());
    let headers = response.headers_mut();
    guard::protect(headers, &path, transport.https);
    if path.starts_with("/graphql") && method != axum::http::Method::OPTIONS {
        transport.guard.cors(&asked, headers);
    }
    if let Ok(value) = HeaderValue::from_str(&id.0) {
        headers.insert("x-request-id", value);
    }
    if transport.tasks.stopping().is_cancelled() && response.status() != StatusCode::SWITCHING_PROTOCOLS {
        response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    }
    let (status, took, route) = (response.status().as_u16(), started.elapsed(), route(&path));
    metrics::request(route, status, took);
    tracing::info!(request_id = &*id.0, %method, route, status, ms = took.as_millis() as u64, "request");
    response
}

async fn answer(transport: &Arc<Transport>, request: Request, next: Next, id: &RequestId) -> Response {
    let probe = matches!(request.uri().path(), "/healthz" | "/readyz");
    if !probe && !transport.guard.knows_host(request.headers()) {
        let told = "this server does not answer to that host name; see the setting allowed_hosts";
        return plain(StatusCode::MISDIRECTED_REQUEST, code::FORBIDDEN, told, id);
    }
    let mut preflight = HeaderMap::new();
    if transport.guard.preflight(request.method(), request.headers(), &mut preflight) {
        return (StatusCode::NO_CONTENT, preflight).into_response();
    }
    // An upload has its own time, and ends by itself.
    let uploads = ["/files", "/imports"].contains(&request.uri().path())
        && request.method() == axum::http::Method::POST;
    let limits = &transport.limits;
    let within =
        if uploads { limits.upload_timeout + limits.request_timeout } else { limits.request_timeout };
    let running = AssertUnwindSafe(next.run(request)).catch_unwind();
    match tokio::time::timeout(within, running).await {
        Ok(Ok(response)) => response,
        Ok(Err(_)) => {
            tracing::error!(request_id = &*id.0, "a request panicked");
            let told = "something went wrong on our side; try again, and tell us the request id if it stays";
            plain(StatusCode::INTERNAL_SERVER_ERROR, code::INTERNAL, told, id)
        }
        Err(_) => {
            plain(StatusCode::GATEWAY_TIMEOUT, code::TIMEOUT, "the request took too long and was stopped", id)
        }
    }
}

/// An error as every client of the API reads them.
pub fn plain(status: StatusCode, code: &str, told: &str, id: &RequestId) -> Response {
    failed(status, errors::error(code, told), id)
}

/// The same with all the error says.
pub fn failed(status: StatusCode, mut error: ServerError, id: &RequestId) -> Response {
    errors::finish_one(&mut error, Reader::Stranger, &id.0);
    let mut response = Response::new(Body::from(run::body(&errors::response(error))));
    *response.status_mut() = status;
    response
        .headers_mut()
        .insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json; charset=utf-8"));
    response
}

/// The route of a path, for labels: few, and without anything a client made up.
fn route(path: &str) -> &'static str {
    match path {
        "/graphql" => "/graphql",
        "/graphql/ws" => "/graphql/ws",
        "/graphiql" => "/graphiql",
        "/healthz" => "/healthz",
        "/readyz" => "/readyz",
        "/metrics" => "/metrics",
        _ if path.starts_with("/export/") => "/export",
        _ if path.starts_with("/imports") => "/imports",
        _ if path.starts_with("/assets/") => "/assets",
        _ if path.starts_with("/proposals/") && path.ends_with(".pdf") => "/proposals",
        _ if path.starts_with("/document-templates") => "/document-templates",
        "/proposal-logo" => "/proposal-logo",
        _ if path.starts_with("/files") => "/files",
        _ if path.starts_with("/calendar") => "/calendar",
        _ => "/",
    }
}
