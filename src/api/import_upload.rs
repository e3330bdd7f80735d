//! `POST /imports` brings a file to import; `GET /imports/{id}/rejected.csv` gives back the rows that were not taken.

use crate::api::doors::{Doors, refused};
use crate::app::actor::Role;
use crate::app::config::Limits;
use crate::app::error::{Error, Refusal, RefusalCode, Result};
use crate::app::tx::{Tx, not_allowed};
use crate::integrations::import::upload::{actions, rejected, sniff};
use axum::Router;
use axum::body::Body;
use axum::extract::multipart::{Field, Multipart};
use axum::extract::{DefaultBodyLimit, FromRequest as _, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use axum::routing::{get, post};
use serde_json::json;
use std::sync::Arc;

/// What a form says besides its file.
const AROUND: usize = 64 << 10;

/// The routes of imports.
pub fn routes(limits: &Limits) -> Router<Arc<Doors>> {
    let bring = post(bring).layer(DefaultBodyLimit::max(limits.import_bytes + AROUND));
    Router::new().route("/imports", bring).route("/imports/{id}/rejected.csv", get(not_taken))
}

async fn bring(State(doors): State<Arc<Doors>>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    match kept(&doors, &parts, body).await {
        Ok(response) => response,
        Err(error) => refused(&error, &parts),
    }
}

async fn kept(doors: &Doors, parts: &Parts, body: Body) -> Result<Response> {
    // Whoever may not bring one is told before it has arrived.
    let viewer = doors.bringer(parts).await?;
    if viewer.role < Role::Manager {
        return Err(not_allowed(Role::Manager).into());
    }
    let most = doors.app.settings.limits.import_bytes;
    let request = Request::from_parts(parts.clone(), body);
    let mut form = Multipart::from_request(request, &())
        .await
        .map_err(|_| Error::BadInput("send the file as multipart/form-data, in a part called file".into()))?;
    let file = loop {
        match form.next_field().await {
            Ok(Some(part)) if part.name() == Some("file") => break part,
            Ok(Some(_)) => {}
            Ok(None) => return Err(Error::BadInput("the form has no part called file".into())),
            Err(error) => return Err(broken(&error, most)),
        }
    };
    let name = file.file_name().unwrap_or_default().to_owned();
    let content = collected(file, most).await?;
    let looked = tokio::task::spawn_blocking(move || sniff::sniff(&content).map(|found| (found, content)));
    let (found, content) = looked.await.map_err(Error::internal)??;
    let add = async |tx: &mut Tx| actions::add_file(tx, (&name, &content), &found).await;
    let file = doors.app.write(&viewer, None, add).await?;
    let told = json!({ "importFile": { "id": file.id.to_string() } });
    let mut response = Response::new(Body::from(told.to_string()));
    *response.status_mut() = StatusCode::CREATED;
    response
        .headers_mut()
        .insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json; charset=utf-8"));
    Ok(response)
}

/// The file whole; what is too long is not read to its end.
async fn collected(mut file: Field<'_>, most: usize) -> Result<Vec<u8>> {
    let mut content = Vec::new();
    loop {
        match file.chunk().await {
            Ok(Some(piece)) => content.extend_from_slice(&piece),
            Ok(None) => return Ok(content),
            Err(error) => return Err(broken(&error, most)),
        }
        if content.len() > most {
            return Err(too_long(most));
        }
    }
}

fn broken(error: &axum::extract::multipart::MultipartError, most: usize) -> Error {
    match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => too_long(most),
        _ => Error::BadInput("the upload broke off; try again".into()),
    }
}

fn too_long(most: usize) -> Error {
    let told = format!("A file to import has at most {} MiB. Upload it in parts.", most >> 20);
    Refusal::at(RefusalCode::TooLong, "file", told).into()
}

async fn not_taken(State(doors): State<Arc<Doors>>, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    match rows(&doors, &parts).await {
        Ok(response) => response,
        Err(error) => refused(&error, &parts),
    }
}

async fn rows(doors: &Doors, parts: &Parts) -> Result<Response> {
    let viewer = doors.reader(parts).await?;
    let path = parts.uri.path();
    let id = path.trim_start_matches("/imports/").trim_end_matches("/rejected.csv");
    let id = crate::db::id::Id::parse(id).map_err(|_| Error::NotFound("import"))?;
    let file = rejected::file(&doors.app, &viewer, id).await?;
    let mut response = Response::new(Body::from(file));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    let attachment = HeaderValue::from_static("attachment; filename=\"rejected.csv\"");
    headers.insert(header::CONTENT_DISPOSITION, attachment);
    Ok(response)
}
