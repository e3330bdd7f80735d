//! Files over plain HTTP: `POST /files` takes content in, `GET /files/{id}` and `/files/{id}/versions/{n}` give it out.
//!
//! What always holds: nothing is told apart for who may not see it (404); content never passes through memory as a whole, and a
//! browser never runs it: it is a download, or an image, a PDF or plain text, in a sandbox and under its own type.

mod download;
mod range;
mod upload;

pub use download::named;

use crate::api::engine::{Caller, Cost};
use crate::api::errors::{self, Reader, code};
use crate::api::http;
use crate::api::rate::Payer;
use crate::api::run;
use crate::api::serve::Peer;
use crate::api::transport::{RequestId, Transport};
use crate::app::App;
use crate::app::actor::Viewer;
use crate::app::error::{Error, RefusalCode};
use crate::files::depot::Depot;
use async_graphql::{ServerError, Value};
use axum::Router;
use axum::body::Body;
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use axum::routing::{get, post};
use parking_lot::Mutex;
use std::sync::Arc;

/// Nothing in it runs, whatever it is and wherever it is opened.
pub const POLICY: &str =
    "sandbox; default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'";

/// What the routes share for as long as the server runs.
struct Files {
    app: Arc<App>,
    transport: Arc<Transport>,
    depot: Arc<Depot>,
}

/// The routes.
pub fn router(app: &Arc<App>, transport: &Arc<Transport>, depot: &Arc<Depot>) -> Router {
    let files = Files { app: app.clone(), transport: transport.clone(), depot: depot.clone() };
    Router::new()
        .route("/files", post(upload::upload))
        .route("/files/{id}", get(download::latest))
        .route("/files/{id}/versions/{number}", get(download::version))
        .with_state(Arc::new(files))
}

impl Files {
    /// Who asks, when they may ask for so much. A cookie does not count on a `forged` request.
    async fn admit(
        &self,
        parts: &Parts,
        forged: Option<&'static str>,
        points: u64,
    ) -> Result<Arc<Viewer>, Refused> {
        let (viewer, _) = http::identify_unless(&self.transport, parts, forged).await?;
        let remote = parts.extensions.get::<Peer>().map(|peer| peer.address);
        let caller = Caller {
            viewer: viewer.clone(),
            idempotency_key: None,
            request_id: RequestId::of(&parts.extensions),
            remote,
            session: Arc::new(Mutex::new(None)),
        };
        let cost = Cost { requested: points, ..Cost::default() };
        let charged = self.transport.rate.charge(Payer::of(&caller), cost);
        charged.map_err(|retry_after_s| Error::RateLimited { retry_after_s })?;
        Ok(viewer.ok_or(Error::Unauthenticated)?)
    }
}

/// Why a request got nothing.
struct Refused {
    status: StatusCode,
    error: Box<ServerError>,
}

impl Refused {
    /// One of the transport's own reasons.
    fn new(status: StatusCode, code: &str, message: impl Into<String>) -> Self {
        Self { status, error: errors::error(code, message).into() }
    }

    /// Something about one part of an upload.
    fn part(part: &str, message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, code::BAD_USER_INPUT, message).at(&[part.to_owned()])
    }

    fn at(mut self, path: &[String]) -> Self {
        if !path.is_empty() {
            let path = path.iter().map(|part| Value::from(part.as_str())).collect();
            self.error.extensions.get_or_insert_default().set("path", Value::List(path));
        }
        self
    }

    /// As the API tells every error.
    fn respond(mut self, request_id: &str) -> Response {
        errors::finish_one(&mut self.error, Reader::Known, request_id);
        let retry_after = match self.error.extensions.as_ref().and_then(|told| told.get("retryAfter")) {
            Some(Value::Number(seconds)) => seconds.as_u64(),
            _ => (self.status == StatusCode::SERVICE_UNAVAILABLE).then_some(1),
        };
        let mut response = Response::new(Body::from(run::body(&errors::response(*self.error))));
        *response.status_mut() = self.status;
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json; charset=utf-8"));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if let Some(seconds) = retry_after {
            headers.insert(header::RETRY_AFTER, seconds.into());
        }
        response
    }
}

impl From<ServerError> for Refused {
    fn from(error: ServerError) -> Self {
        let status = errors::status_of(errors::code_in(&error).unwrap_or_default());
        Self { status, error: error.into() }
    }
}

impl From<Error> for Refused {
    fn from(error: Error) -> Self {
        if let Error::Refused(refusals) = &error {
            let first = refusals.first();
            let (status, code) = match first.map(|refusal| refusal.code) {
                Some(RefusalCode::NotFound) => (StatusCode::NOT_FOUND, code::NOT_FOUND),
                Some(RefusalCode::NotAllowed) => (StatusCode::FORBIDDEN, code::FORBIDDEN),
                _ => (StatusCode::BAD_REQUEST, code::BAD_USER_INPUT),
            };
            let path = first.map(|refusal| refusal.path.clone()).unwrap_or_default();
            let message = first.map(|refusal| refusal.message.to_string()).unwrap_or_default();
            let mut refused = Self::new(status, code, message).at(&path);
            errors::tell(&mut refused.error, refusals);
            return refused;
        }
        let mut told = errors::of(&error);
        let status = match &error {
            Error::NotFound(_) => StatusCode::NOT_FOUND,
            _ => errors::status_of(errors::code_in(&told).unwrap_or_default()),
        };
        // Its cause goes to the log when the error is finished.
        told.source = Some(Arc::new(error));
        Self { status, error: told.into() }
    }
}
