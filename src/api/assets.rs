//! The web client, embedded: pages, scripts, and the explorer.
//!
//! Files under `/assets/` carry a hash in their name and are kept for ever; pages are asked for each time. Every path that is
//! no file is the client's own page, so that an address of the app can be reloaded. Without a built client a plain page says
//! how to build one.

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use rust_embed::{EmbeddedFile, RustEmbed};

#[derive(RustEmbed)]
#[folder = "frontend/dist"]
#[allow_missing = true]
struct Dist;

const UNBUILT: &str = "<!doctype html><meta charset=utf-8><title>Dealstream</title>\
    <h1>The server runs; the web client is not built in.</h1>\
    <p>Run <code>npm ci &amp;&amp; npm run build</code> in <code>frontend/</code>, then build the server again.</p>\
    <p>The API is at <code>/graphql</code>.</p>";

/// Paths of the API: what is not found there is not a page of the client either.
const API: [&str; 6] = ["/graphql", "/files", "/calendar", "/healthz", "/readyz", "/metrics"];

/// A file, or the page that leads to it.
pub async fn serve(method: Method, uri: Uri, headers: HeaderMap) -> Response {
    if method != Method::GET && method != Method::HEAD {
        return (StatusCode::METHOD_NOT_ALLOWED, [(header::ALLOW, "GET, HEAD")]).into_response();
    }
    let path = uri.path();
    if path == "/graphiql" || path == "/graphiql/" {
        return page("explorer.html", &headers);
    }
    let below =
        |root: &str| path.strip_prefix(root).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    if API.iter().any(|root| below(root)) {
        return StatusCode::NOT_FOUND.into_response();
    }
    let name = path.trim_start_matches('/');
    if is_file_name(name)
        && let Some(response) = file(name, &headers)
    {
        return response;
    }
    if path.starts_with("/assets/") {
        return StatusCode::NOT_FOUND.into_response();
    }
    page("index.html", &headers)
}

fn page(name: &str, headers: &HeaderMap) -> Response {
    file(name, headers).unwrap_or_else(|| {
        let kind = [(header::CONTENT_TYPE, "text/html; charset=utf-8"), (header::CACHE_CONTROL, "no-cache")];
        (kind, UNBUILT).into_response()
    })
}

/// Plain names only: no way up, no hidden files, not the compressed copies themselves.
fn is_file_name(name: &str) -> bool {
    !name.is_empty()
        && !name.ends_with(".br")
        && !name.ends_with(".gz")
        && name
            .split('/')
            .all(|part| !part.is_empty() && !part.starts_with('.') && !part.contains(['\\', '%']))
}

fn file(name: &str, headers: &HeaderMap) -> Option<Response> {
    let plain = Dist::get(name)?;
    let (file, encoding) = compressed(name, headers).unwrap_or((plain.clone(), None));
    let tag = tag(&file);
    let kept = if name.starts_with("assets/") { "public, max-age=31536000, immutable" } else { "no-cache" };
    let known = headers.get(header::IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == tag.as_bytes());
    let mut response = if known {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        Response::new(Body::from(file.data.into_owned()))
    };
    let set = response.headers_mut();
    let kind = plain.metadata.mimetype();
    let kind = if kind.starts_with("text/") { format!("{kind}; charset=utf-8") } else { kind.to_owned() };
    set.insert(header::CONTENT_TYPE, HeaderValue::from_str(&kind).ok()?);
    set.insert(header::CACHE_CONTROL, HeaderValue::from_static(kept));
    set.insert(header::ETAG, HeaderValue::from_str(&tag).ok()?);
    set.insert(header::VARY, HeaderValue::from_static("Accept-Encoding"));
    if let Some(encoding) = encoding {
        set.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    Some(response)
}

fn compressed(name: &str, headers: &HeaderMap) -> Option<(EmbeddedFile, Option<&'static str>)> {
    let accepted = headers.get(header::ACCEPT_ENCODING)?.to_str().ok()?.to_ascii_lowercase();
    let takes = |encoding: &str| {
        accepted.split(',').map(str::trim).any(|one| {
            let (name, weight) = one.split_once(';').unwrap_or((one, ""));
            let refused = weight.trim().strip_prefix("q=").is_some_and(|q| q.parse() == Ok(0.0_f32));
            name.trim() == encoding && !refused
        })
    };
    let copy = |suffix: &str| Dist::get(&format!("{name}{suffix}"));
    if takes("br")
        && let Some(file) = copy(".br")
    {
        return Some((file, Some("br")));
    }
    if takes("gzip")
        && let Some(file) = copy(".gz")
    {
        return Some((file, Some("gzip")));
    }
    None
}

fn tag(file: &EmbeddedFile) -> String {
    let hash = file.metadata.sha256_hash();
    let hex: String = hash.iter().take(12).map(|byte| format!("{byte:02x}")).collect();
    format!("\"{hex}\"")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[tokio::test]
    async fn every_path_but_the_api_is_a_page() {
        for (path, status) in [
            ("/", 200),
            ("/deals/deal_01h455vb4pex5vsknk084sn02q", 200),
            ("/graphiql", 200),
            ("/../Cargo.toml", 200),
            ("/assets/missing.js", 404),
            ("/files/x", 404),
            ("/graphql/other", 404),
            ("/metrics", 404),
        ] {
            let response = serve(Method::GET, path.parse().unwrap(), HeaderMap::new()).await;
            assert_eq!(response.status().as_u16(), status, "{path}");
        }
        assert_eq!(serve(Method::POST, Uri::from_static("/"), HeaderMap::new()).await.status().as_u16(), 405);
    }
}
