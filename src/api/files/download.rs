//! Content going out.

use super::range::{Part, asked};
use super::{Files, POLICY, Refused};
use crate::api::errors::code;
use crate::api::transport::RequestId;
use crate::app::error::{Error, Result as AppResult};
use crate::db::id::Id;
use crate::db::list;
use crate::files::model::{File, FilePreview, FileVersion};
use crate::files::store;
use axum::body::Body;
use axum::extract::{Path, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::Response;
use std::sync::Arc;

/// What a download costs of what its asker may ask for.
const POINTS: u64 = 10;

/// The handler of `/files/{id}`.
pub(super) async fn latest(
    State(files): State<Arc<Files>>,
    Path(id): Path<String>,
    request: Request,
) -> Response {
    answer(&files, (&id, None), &request.into_parts().0).await
}

/// The handler of `/files/{id}/versions/{number}`.
pub(super) async fn version(
    State(files): State<Arc<Files>>,
    Path((id, number)): Path<(String, String)>,
    request: Request,
) -> Response {
    answer(&files, (&id, Some(&number)), &request.into_parts().0).await
}

async fn answer(files: &Files, which: (&str, Option<&str>), parts: &Parts) -> Response {
    let response = respond(files, which, parts).await;
    response.unwrap_or_else(|refused| refused.respond(&RequestId::of(&parts.extensions)))
}

async fn respond(
    files: &Files,
    (id, number): (&str, Option<&str>),
    parts: &Parts,
) -> Result<Response, Refused> {
    let forged = files.transport.guard.embedded(&parts.headers);
    let viewer = files.admit(parts, forged, POINTS).await?;
    let version = {
        let mut conn = files.app.read().await?;
        let id = Id::<File>::parse(id).map_err(|_| Error::NotFound("file"))?;
        let asking = (&*viewer, files.app.clock.now());
        let file = list::find(&mut conn, asking, id).await?.ok_or(Error::NotFound("file"))?;
        let number = number.map_or(Ok(file.number), str::parse).map_err(|_| Error::NotFound("version"))?;
        store::version(&mut conn, &file, number).await?.ok_or(Error::NotFound("version"))?
    };
    let inline = url::form_urlencoded::parse(parts.uri.query().unwrap_or_default().as_bytes())
        .any(|(name, _)| name == "inline");
    if inline && version.preview == FilePreview::None {
        let told = "this file cannot be shown; leave out inline to download it";
        return Err(Refused::new(StatusCode::BAD_REQUEST, code::BAD_USER_INPUT, told));
    }
    let mut response = content(files, &version, parts).await?;
    describe(response.headers_mut(), &version, inline);
    Ok(response)
}

/// The part asked for, without what is said about it.
async fn content(files: &Files, version: &FileVersion, parts: &Parts) -> AppResult<Response> {
    let size = u64::try_from(version.size).unwrap_or_default();
    let tag = format!("\"{}\"", version.sha256);
    let part = asked(&parts.headers, size, &tag);
    let (status, range) = match part {
        Part::Whole => (StatusCode::OK, 0..size),
        Part::Bytes(range) => (StatusCode::PARTIAL_CONTENT, range),
        Part::Known => (StatusCode::NOT_MODIFIED, 0..0),
        Part::Beyond => (StatusCode::RANGE_NOT_SATISFIABLE, 0..0),
    };
    let length = range.end - range.start;
    let body = match parts.method == Method::HEAD || length == 0 {
        true => Body::empty(),
        false => Body::from_stream(files.depot.open(&version.storage_key, range.clone()).await?),
    };
    let mut response = Response::new(body);
    *response.status_mut() = status;
    let headers = response.headers_mut();
    if status != StatusCode::NOT_MODIFIED {
        headers.insert(header::CONTENT_LENGTH, length.into());
    }
    let extent = match status {
        StatusCode::PARTIAL_CONTENT => Some(format!("bytes {}-{}/{size}", range.start, range.end - 1)),
        StatusCode::RANGE_NOT_SATISFIABLE => Some(format!("bytes */{size}")),
        _ => None,
    };
    if let Some(extent) = extent.and_then(|extent| HeaderValue::from_str(&extent).ok()) {
        headers.insert(header::CONTENT_RANGE, extent);
    }
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        headers.insert(header::ETAG, tag);
    }
    Ok(response)
}

/// What a browser is to do with it: its type, never guessed; its name; nothing run; asked for again each time, for rights end.
fn describe(headers: &mut HeaderMap, version: &FileVersion, inline: bool) {
    let kind = match version.preview {
        FilePreview::Text => "text/plain; charset=utf-8",
        FilePreview::Image | FilePreview::Pdf => &version.media_type,
        FilePreview::None if is_markup(&version.media_type) => "application/octet-stream",
        FilePreview::None => &version.media_type,
    };
    let place = format!("{}; {}", if inline { "inline" } else { "attachment" }, named(&version.file_name));
    for (name, value) in [
        (header::CONTENT_TYPE, kind),
        (header::CONTENT_DISPOSITION, &place),
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::CACHE_CONTROL, "private, no-cache"),
        (header::ACCEPT_RANGES, "bytes"),
    ] {
        if let Ok(value) = HeaderValue::from_str(value) {
            headers.insert(name, value);
        }
    }
}

/// What a browser might read as a page.
fn is_markup(media_type: &str) -> bool {
    media_type.starts_with("text/") || media_type.ends_with("xml") || media_type.contains("script")
}

/// The two forms of a name in a header (RFC 6266): plain letters for old clients, and as it is.
pub fn named(file_name: &str) -> String {
    let plain = |letter: char| match letter {
        ' '..='~' if !matches!(letter, '"' | '\\' | '%') => letter,
        _ => '_',
    };
    let ascii: String = file_name.chars().map(plain).collect();
    let mut exact = String::new();
    for byte in file_name.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                exact.push(char::from(byte))
            }
            _ => exact.push_str(&format!("%{byte:02X}")),
        }
    }
    format!("filename=\"{ascii}\"; filename*=UTF-8''{exact}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_survives_its_header() {
        assert_eq!(named("offer.pdf"), "filename=\"offer.pdf\"; filename*=UTF-8''offer.pdf");
        assert_eq!(
            named("Nabídka \"7\".pdf"),
            "filename=\"Nab_dka _7_.pdf\"; filename*=UTF-8''Nab%C3%ADdka%20%227%22.pdf"
        );
        assert!(HeaderValue::from_str(&named("a\r\nset-cookie: b")).is_ok());
    }
}
