//! `/proposal-logo`: the picture on the workspace's proposals. `PUT` takes it in whole, `GET` gives it out.

use crate::api::doors::{Doors, refused};
use crate::api::files::POLICY;
use crate::app::actor::Role;
use crate::app::error::{Error, Result};
use crate::app::tx::{Tx, not_allowed};
use crate::documents::settings::{actions, rules, store};
use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderValue, header};
use axum::response::Response;
use axum::routing::get;
use http_body_util::{BodyExt as _, LengthLimitError, Limited};
use serde_json::json;
use std::sync::Arc;

/// The routes of the logo.
pub fn routes() -> Router<Arc<Doors>> {
    Router::new().route("/proposal-logo", get(read).put(bring))
}

async fn bring(State(doors): State<Arc<Doors>>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    kept(&doors, &parts, body).await.unwrap_or_else(|error| refused(&error, &parts))
}

async fn kept(doors: &Doors, parts: &Parts, body: Body) -> Result<Response> {
    // Whoever may not bring one is told before it has arrived.
    let viewer = doors.bringer(parts).await?;
    if viewer.role < Role::Admin {
        return Err(not_allowed(Role::Admin).into());
    }
    let content = Limited::new(body, rules::LOGO_BYTES).collect().await.map_err(|error| {
        match error.is::<LengthLimitError>() {
            true => rules::too_long().into(),
            false => Error::BadInput("the upload broke off; try again".into()),
        }
    })?;
    let content = content.to_bytes();
    let work = async |tx: &mut Tx| actions::put_logo(tx, &content).await;
    let settings = doors.app.write(&viewer, None, work).await?;
    let told = json!({ "proposalSettings": { "id": settings.id.to_string(), "version": settings.version } });
    let mut response = Response::new(Body::from(told.to_string()));
    let kind = HeaderValue::from_static("application/json; charset=utf-8");
    response.headers_mut().insert(header::CONTENT_TYPE, kind);
    Ok(response)
}

async fn read(State(doors): State<Arc<Doors>>, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    given(&doors, &parts).await.unwrap_or_else(|error| refused(&error, &parts))
}

async fn given(doors: &Doors, parts: &Parts) -> Result<Response> {
    let viewer = doors.reader(parts).await?;
    let logo = store::logo(&mut *doors.app.read().await?, viewer.workspace_id).await?;
    let logo = logo.ok_or(Error::NotFound("logo"))?;
    let kind = if logo.starts_with(b"\x89PNG") { "image/png" } else { "image/jpeg" };
    let mut response = Response::new(Body::from(logo));
    let headers = response.headers_mut();
    for (name, value) in [
        (header::CONTENT_TYPE, kind),
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::CACHE_CONTROL, "private, no-cache"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    Ok(response)
}
