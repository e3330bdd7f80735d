//! `/document-templates`: the content of document templates. `POST` brings a new one, `PUT` another content of one, `GET` gives it out.

use crate::api::doors::{Doors, refused};
use crate::api::files::{POLICY, named};
use crate::app::actor::{Role, Viewer};
use crate::app::error::{Error, Refusal, RefusalCode, Result};
use crate::app::tx::{Tx, not_allowed};
use crate::db::entity::Entity as _;
use crate::db::id::Id;
use crate::db::list;
use crate::documents::templates::actions::{Brought, create_document_template, replace_document_template};
use crate::documents::templates::docx::{MEDIA_TYPE, MOST_BYTES};
use crate::documents::templates::model::DocumentTemplate;
use crate::documents::templates::{make, rules, store};
use crate::live::{cursor, log};
use axum::Router;
use axum::body::Body;
use axum::extract::{Path, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use axum::routing::{get, post};
use http_body_util::{BodyExt as _, LengthLimitError, Limited};
use serde_json::json;
use std::sync::Arc;

/// What bringing one costs of what its asker may ask for, and what reading one does.
const POINTS: (u64, u64) = (50, 10);

/// The routes of document templates.
pub fn routes() -> Router<Arc<Doors>> {
    let one = get(read).put(replace);
    Router::new().route("/document-templates", post(bring)).route("/document-templates/{file}", one)
}

async fn bring(State(doors): State<Arc<Doors>>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    created(&doors, &parts, body).await.unwrap_or_else(|error| refused(&error, &parts))
}

async fn replace(State(doors): State<Arc<Doors>>, Path(file): Path<String>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    replaced(&doors, &file, (&parts, body)).await.unwrap_or_else(|error| refused(&error, &parts))
}

async fn read(State(doors): State<Arc<Doors>>, Path(file): Path<String>, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    given(&doors, &file, &parts).await.unwrap_or_else(|error| refused(&error, &parts))
}

async fn created(doors: &Doors, parts: &Parts, body: Body) -> Result<Response> {
    let (viewer, brought) = brought(doors, parts, body).await?;
    let name = said(parts, "name").unwrap_or_default();
    let language = said(parts, "language");
    let work = async |tx: &mut Tx| create_document_template(tx, (&name, language.as_deref()), &brought).await;
    let template = doors.app.write(&viewer, None, work).await?;
    told(doors, StatusCode::CREATED, &template).await
}

async fn replaced(doors: &Doors, file: &str, (parts, body): (&Parts, Body)) -> Result<Response> {
    let (viewer, brought) = brought(doors, parts, body).await?;
    let id = id_of(file)?;
    let expected = match said(parts, "expectedVersion").map(|text| text.parse::<i32>()) {
        None => None,
        Some(Ok(version)) => Some(version),
        Some(Err(_)) => return Err(Error::BadInput("expectedVersion is a whole number".into())),
    };
    let work = async |tx: &mut Tx| replace_document_template(tx, (id, expected), &brought).await;
    let template = doors.app.write(&viewer, None, work).await?;
    told(doors, StatusCode::OK, &template).await
}

/// Who brings something, and what it is. Whoever may not bring one is told before it has arrived.
async fn brought(doors: &Doors, parts: &Parts, body: Body) -> Result<(Arc<Viewer>, Brought)> {
    let viewer = doors.bringer(parts).await?;
    if viewer.role < Role::Admin {
        return Err(not_allowed(Role::Admin).into());
    }
    doors.charge(&viewer, parts, POINTS.0)?;
    let missing =
        || Refusal::at(RefusalCode::Required, "fileName", "Say what the file is called: ?fileName=…");
    let file_name = said(parts, "fileName").ok_or_else(missing)?;
    let content = Limited::new(body, MOST_BYTES).collect().await.map_err(|error| {
        match error.is::<LengthLimitError>() {
            true => rules::too_long().into(),
            false => Error::BadInput("the upload broke off; try again".into()),
        }
    })?;
    let brought = make::look_through(file_name, content.to_bytes().to_vec()).await?;
    Ok((viewer, brought))
}

/// What stands in the address's query.
fn said(parts: &Parts, name: &str) -> Option<String> {
    let query = parts.uri.query().unwrap_or_default();
    let mut pairs = url::form_urlencoded::parse(query.as_bytes());
    pairs.find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
}

fn id_of(file: &str) -> Result<Id<DocumentTemplate>> {
    let id = file.strip_suffix(".docx").unwrap_or(file);
    Id::parse(id).map_err(|_| Error::NotFound(DocumentTemplate::NAME))
}

async fn told(doors: &Doors, status: StatusCode, template: &DocumentTemplate) -> Result<Response> {
    let head = log::head(&mut *doors.app.read().await?, template.workspace_id.0).await?;
    let told = json!({
        "documentTemplate": { "id": template.id.to_string(), "version": template.version },
        "eventCursor": cursor::encode(&head, head.seq),
    });
    let mut response = Response::new(Body::from(told.to_string()));
    *response.status_mut() = status;
    let kind = HeaderValue::from_static("application/json; charset=utf-8");
    response.headers_mut().insert(header::CONTENT_TYPE, kind);
    Ok(response)
}

async fn given(doors: &Doors, file: &str, parts: &Parts) -> Result<Response> {
    let viewer = doors.reader(parts).await?;
    doors.charge(&viewer, parts, POINTS.1)?;
    let id = id_of(file)?;
    let (template, content) = {
        let mut conn = doors.app.read().await?;
        let found = list::find(&mut conn, (&viewer, doors.app.clock.now()), id).await?;
        let template: DocumentTemplate = found.ok_or(Error::NotFound(DocumentTemplate::NAME))?;
        let content = store::content(&mut conn, &template).await?;
        (template, content)
    };
    let mut response = Response::new(Body::from(content));
    let place = format!("attachment; {}", named(&template.file_name));
    let headers = response.headers_mut();
    for (name, value) in [
        (header::CONTENT_TYPE, MEDIA_TYPE),
        (header::CONTENT_DISPOSITION, &place),
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::CACHE_CONTROL, "private, no-cache"),
    ] {
        headers.insert(name, HeaderValue::from_str(value).map_err(Error::internal)?);
    }
    Ok(response)
}
