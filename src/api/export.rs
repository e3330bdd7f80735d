//! `GET /export/{list}.{csv|xlsx}`: a list as a file, streamed.

use crate::api::doors::{Doors, refused};
use crate::app::error::{Error, Result};
use crate::integrations::export::model::ExportList;
use crate::integrations::export::run::{Asked, open};
use crate::integrations::export::{comma, sheet};
use axum::Router;
use axum::body::Body;
use axum::extract::{Query, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderValue, header};
use axum::response::Response;
use axum::routing::get;
use futures_util::StreamExt as _;
use serde::Deserialize;
use std::sync::Arc;

/// Seconds after which somebody who found all places taken may try again.
const AGAIN: u64 = 5;

/// The routes of exports.
pub fn routes() -> Router<Arc<Doors>> {
    Router::new().route("/export/{file}", get(export))
}

/// The address's arguments.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Arguments {
    filter: Option<String>,
    order_by: Option<String>,
    search: Option<String>,
    columns: Option<String>,
    locale: Option<String>,
}

/// A kind of file.
#[derive(Clone, Copy)]
enum Form {
    Csv,
    Xlsx,
}

impl Form {
    fn named(ending: &str) -> Option<Self> {
        match ending {
            "csv" => Some(Self::Csv),
            "xlsx" => Some(Self::Xlsx),
            _ => None,
        }
    }

    const fn ending(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
        }
    }

    const fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        }
    }
}

async fn export(State(doors): State<Arc<Doors>>, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    match answer(&doors, &parts).await {
        Ok(response) => response,
        Err(error) => refused(&error, &parts),
    }
}

async fn answer(doors: &Doors, parts: &Parts) -> Result<Response> {
    let viewer = doors.reader(parts).await?;
    let name = parts.uri.path().trim_start_matches("/export/");
    let (list, form) = name.rsplit_once('.').ok_or(Error::NotFound("file"))?;
    let list = ExportList::named(list).ok_or(Error::NotFound("list"))?;
    let form = Form::named(form).ok_or(Error::NotFound("kind of file"))?;
    let Query(given) = Query::<Arguments>::try_from_uri(&parts.uri)
        .map_err(|error| Error::BadInput(error.body_text().into()))?;
    let asked = Asked {
        filter: given.filter,
        order_by: given.order_by,
        search: given.search,
        columns: given.columns,
        locale: given.locale,
    };
    let place = doors.exports.take_for(Some(viewer.workspace_id));
    let place = place.ok_or(Error::RateLimited { retry_after_s: AGAIN })?;
    let opened = open(&doors.app, &viewer, (list, &asked)).await?;
    let file = match form {
        Form::Csv => comma::file(opened),
        Form::Xlsx => sheet::file(opened),
    };
    let told = file.map(move |piece| {
        // The place is free again when the file was sent, or nobody wants it any more.
        let _ = &place;
        piece.inspect_err(|error| tracing::error!(%error, "an export broke off"))
    });
    let mut response = Response::new(Body::from_stream(told));
    let day = doors.app.clock.now().date_naive();
    let attachment = format!("attachment; filename=\"{}-{day}.{}\"", list.as_str(), form.ending());
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(form.media_type()));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::CONTENT_DISPOSITION, HeaderValue::from_str(&attachment).map_err(Error::internal)?);
    Ok(response)
}
