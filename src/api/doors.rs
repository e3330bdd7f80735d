//! The doors for files, beside `/graphql`: who comes in, and how a refusal reads.
//!
//! What always holds: whoever may not see something is told that it does not exist; errors have the shape `/graphql` gives them.

use crate::api::engine::{Caller, Cost};
use crate::api::errors::{self, code};
use crate::api::rate::Payer;
use crate::api::seats::Seats;
use crate::api::serve::Peer;
use crate::api::transport::{RequestId, Transport, failed};
use crate::api::{credentials, document_templates, export, http, import_upload, proposal_logo, proposal_pdf};
use crate::app::App;
use crate::app::actor::Viewer;
use crate::app::error::{Error, RefusalCode, Result};
use crate::files::depot::Depot;
use axum::Router;
use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use axum::response::Response;
use std::sync::Arc;

/// What the doors share for as long as the server runs.
pub struct Doors {
    pub app: Arc<App>,
    pub transport: Arc<Transport>,
    /// Where files' bytes are.
    pub depot: Arc<Depot>,
    /// Exports under way, by workspace.
    pub exports: Seats,
}

/// The routes of all doors.
pub fn routes(app: &Arc<App>, transport: &Arc<Transport>, depot: &Arc<Depot>) -> Router {
    let exports = Seats::new(app.settings.limits.exports_at_once);
    let doors = Doors { app: app.clone(), transport: transport.clone(), depot: depot.clone(), exports };
    let doors = Arc::new(doors);
    let brought = import_upload::routes(&app.settings.limits);
    let offered = proposal_pdf::routes().merge(proposal_logo::routes()).merge(document_templates::routes());
    export::routes().merge(brought).merge(offered).with_state(doors)
}

impl Doors {
    /// Whoever asks to read something, also by a link on our own page.
    ///
    /// # Errors
    /// `Unauthenticated`, and `Forbidden` when a foreign page asks.
    pub async fn reader(&self, parts: &Parts) -> Result<Arc<Viewer>> {
        let presented = credentials::of(&parts.headers, self.transport.https);
        let by_cookie = presented.session.is_some();
        if by_cookie && let Some(reason) = self.transport.guard.embedded(&parts.headers) {
            return Err(Error::Forbidden(reason.into()));
        }
        self.transport.engine.authenticate(presented).await?.ok_or(Error::Unauthenticated)
    }

    /// Takes so many points of what the viewer may ask for.
    ///
    /// # Errors
    /// `RateLimited` when they have none left.
    pub fn charge(&self, viewer: &Arc<Viewer>, parts: &Parts, points: u64) -> Result<()> {
        let caller = Caller {
            viewer: Some(viewer.clone()),
            idempotency_key: None,
            request_id: RequestId::of(&parts.extensions),
            remote: parts.extensions.get::<Peer>().map(|peer| peer.address),
            session: Arc::default(),
        };
        let cost = Cost { requested: points, ..Cost::default() };
        let charged = self.transport.rate.charge(Payer::of(&caller), cost);
        charged.map_err(|retry_after_s| Error::RateLimited { retry_after_s })
    }

    /// Whoever asks to bring something, by the rules of `/graphql`.
    ///
    /// # Errors
    /// `Unauthenticated`, and `Forbidden` when a foreign page asks.
    pub async fn bringer(&self, parts: &Parts) -> Result<Arc<Viewer>> {
        match http::identify(&self.transport, parts).await {
            Ok((Some(viewer), _)) => Ok(viewer),
            Ok((None, _)) => Err(Error::Unauthenticated),
            Err(told) => match errors::code_in(&told) {
                Some(code::FORBIDDEN) => Err(Error::Forbidden(told.message.into())),
                Some(code::UNAUTHENTICATED) => Err(Error::Unauthenticated),
                _ => Err(Error::Unavailable),
            },
        }
    }
}

/// The answer to a request that is refused.
pub fn refused(cause: &Error, parts: &Parts) -> Response {
    let id = RequestId(RequestId::of(&parts.extensions));
    let code = errors::code_of(cause);
    if code == code::INTERNAL {
        tracing::error!(request_id = &*id.0, %cause, "a file could not be answered");
    }
    let status = match cause {
        Error::NotFound(_) => StatusCode::NOT_FOUND,
        Error::Refused(refusals) if refusals.iter().any(|one| one.code == RefusalCode::NotAllowed) => {
            StatusCode::FORBIDDEN
        }
        Error::Refused(refusals) if refusals.iter().any(|one| one.code == RefusalCode::TooLong) => {
            StatusCode::PAYLOAD_TOO_LARGE
        }
        _ => errors::status_of(code),
    };
    let mut response = failed(status, errors::of(cause), &id);
    let again = match cause {
        Error::RateLimited { retry_after_s } => Some(*retry_after_s),
        Error::Unavailable | Error::StoreAway(_) => Some(1),
        _ => None,
    };
    if let Some(seconds) = again {
        response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
    }
    response
}
