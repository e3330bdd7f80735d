//! `GET /proposals/{id}.pdf`: a proposal as the customer gets it, typeset while one waits; as the customer got it, once it was sent.

use crate::api::assets;
use crate::api::doors::{Doors, refused};
use crate::api::files::POLICY;
use crate::app::error::{Error, Result};
use crate::db::entity::Entity as _;
use crate::db::id::Id;
use crate::documents::proposals;
use crate::proposals::model::Proposal;
use axum::Router;
use axum::body::Body;
use axum::extract::{Path, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderValue, header};
use axum::response::Response;
use axum::routing::get;
use std::sync::Arc;

/// What one costs of what its asker may ask for: it is computed.
const POINTS: u64 = 50;

/// The routes of proposals.
pub fn routes() -> Router<Arc<Doors>> {
    Router::new().route("/proposals/{file}", get(read))
}

async fn read(State(doors): State<Arc<Doors>>, Path(file): Path<String>, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    let Some(id) = file.strip_suffix(".pdf") else {
        // A proposal's own page is the client's.
        return assets::serve(parts.method, parts.uri, parts.headers).await;
    };
    match answer(&doors, id, &parts).await {
        Ok(response) => response,
        Err(error) => refused(&error, &parts),
    }
}

async fn answer(doors: &Doors, id: &str, parts: &Parts) -> Result<Response> {
    let viewer = doors.reader(parts).await?;
    doors.charge(&viewer, parts, POINTS)?;
    let id = Id::<Proposal>::parse(id).map_err(|_| Error::NotFound(Proposal::NAME))?;
    let made = proposals::paper((&doors.app, &doors.depot), &viewer, id).await?;
    let mut response = Response::new(Body::from(made.bytes));
    let place = format!("inline; filename=\"{}\"", made.name);
    let headers = response.headers_mut();
    for (name, value) in [
        (header::CONTENT_TYPE, "application/pdf"),
        (header::CONTENT_DISPOSITION, &place),
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::CACHE_CONTROL, "private, no-cache"),
    ] {
        headers.insert(name, HeaderValue::from_str(value).map_err(Error::internal)?);
    }
    Ok(response)
}
