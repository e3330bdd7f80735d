//! Files in an S3-compatible store: a small one in this process, which speaks as much of the protocol as is used.

use super::Server;
use axum::Router;
use axum::body::Bytes;
use axum::extract::{Request, State};
use axum::http::{Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use parking_lot::Mutex;
use serde_json::json;
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::Arc;
use tokio::net::TcpListener;

/// What it holds, and what it was asked.
#[derive(Default)]
struct Bucket {
    objects: BTreeMap<String, Vec<u8>>,
    parts: BTreeMap<u32, Vec<u8>>,
    asked: Vec<String>,
    /// Whether it is there, but cannot be used.
    away: bool,
}

type Shared = Arc<Mutex<Bucket>>;

async fn serve(State(bucket): State<Shared>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let (path, query) = (parts.uri.path().to_owned(), parts.uri.query().unwrap_or_default().to_owned());
    let header = |name: header::HeaderName| {
        parts.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned()
    };
    let signed = header(header::AUTHORIZATION);
    if !signed.starts_with("AWS4-HMAC-SHA256 Credential=key/") || !path.starts_with("/bucket/crm/") {
        return StatusCode::FORBIDDEN.into_response();
    }
    let body = axum::body::to_bytes(body, 64 << 20).await.unwrap();
    let mut bucket = bucket.lock();
    if bucket.away {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    }
    let what = query.split('&').find(|part| !part.starts_with("x-id")).unwrap_or_default();
    bucket.asked.push(format!("{} {}", parts.method, what.split('=').next().unwrap_or_default()));
    let of = |name: &str| {
        query.split('&').find_map(|part| part.strip_prefix(name)?.strip_prefix('=')).map(str::to_owned)
    };
    match (parts.method, of("partNumber"), of("uploadId")) {
        (Method::PUT, Some(number), _) => {
            bucket.parts.insert(number.parse().unwrap(), body.to_vec());
            [(header::ETAG, format!("\"part{number}\""))].into_response()
        }
        (Method::PUT, None, _) => {
            bucket.objects.insert(path, body.to_vec());
            [(header::ETAG, "\"whole\"")].into_response()
        }
        (Method::POST, _, None) => xml(
            "<InitiateMultipartUploadResult><Bucket>bucket</Bucket><Key>k</Key><UploadId>u1</UploadId></InitiateMultipartUploadResult>",
        ),
        (Method::POST, _, Some(_)) => {
            let whole = std::mem::take(&mut bucket.parts).into_values().flatten().collect();
            bucket.objects.insert(path, whole);
            xml(
                "<CompleteMultipartUploadResult><Location>l</Location><Bucket>bucket</Bucket><Key>k</Key><ETag>\"all\"</ETag></CompleteMultipartUploadResult>",
            )
        }
        (Method::DELETE, _, upload) => {
            match upload {
                Some(_) => bucket.parts.clear(),
                None => drop(bucket.objects.remove(&path)),
            }
            StatusCode::NO_CONTENT.into_response()
        }
        (..) => match bucket.objects.get(&path) {
            Some(object) => part(object, &header(header::RANGE)),
            None => StatusCode::NOT_FOUND.into_response(),
        },
    }
}

fn xml(text: &'static str) -> Response {
    ([(header::CONTENT_TYPE, "application/xml")], text).into_response()
}

/// The range of an object, which is always asked for.
fn part(object: &[u8], range: &str) -> Response {
    let (from, to) = range.strip_prefix("bytes=").unwrap().split_once('-').unwrap();
    let (from, to): (usize, usize) = (from.parse().unwrap(), to.parse().unwrap());
    let bytes = Bytes::copy_from_slice(&object[from..=to.min(object.len() - 1)]);
    let headers = [
        (header::CONTENT_RANGE, format!("bytes {from}-{to}/{}", object.len())),
        (header::LAST_MODIFIED, "Mon, 02 Mar 2026 09:00:00 GMT".to_owned()),
        (header::ETAG, "\"whole\"".to_owned()),
    ];
    (StatusCode::PARTIAL_CONTENT, headers, bytes).into_response()
}

/// A store, and where it is.
async fn store() -> (Shared, SocketAddr) {
    let bucket = Shared::default();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let router = Router::new().fallback(serve).with_state(bucket.clone());
    drop(tokio::spawn(async move {
        let service = hyper_util::service::TowerToHyperService::new(router);
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            let io = hyper_util::rt::TokioIo::new(stream);
            let connection = hyper::server::conn::http1::Builder::new().serve_connection(io, service.clone());
            drop(tokio::spawn(connection));
        }
    }));
    (bucket, address)
}

/// A server that keeps its files there.
async fn beside(store: SocketAddr) -> Server {
    Server::start(|settings| {
        let address = format!("s3://key:sec%2Fret@bucket/crm?endpoint=http://{store}&region=eu-central-1");
        settings.files_store = Some(address);
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn files_are_kept_in_an_s3_compatible_store_when_one_is_set() {
    let (bucket, address) = store().await;
    let server = beside(address).await;
    let deal = server.deal("Desks").await;
    let large: Vec<u8> = (0..14_000_000_u32).map(|number| (number * 7 % 251) as u8).collect();
    for (name, content) in [("small.txt", &b"Minutes of the meeting"[..]), ("large.bin", &large)] {
        let file = server.upload(&[("dealId", &deal)], name, content).await;
        let path = format!("/files/{}", file["id"].as_str().unwrap());
        assert_eq!(server.get(&path, &[]).await.bytes().await.unwrap(), content, "{name}");
        let part = server.get(&path, &[("range", "bytes=5-9")]).await;
        assert_eq!((part.status().as_u16(), &part.bytes().await.unwrap()[..]), (206, &content[5..10]));
    }
    assert_eq!(server.kept(), Vec::<std::path::PathBuf>::new(), "nothing in the folder");
    let asked = bucket.lock().asked.clone();
    let times = |what: &str| asked.iter().filter(|one| *one == what).count();
    assert_eq!((times("PUT "), times("PUT partNumber"), times("POST uploads")), (1, 3, 1), "{asked:?}");
    let cut = super::form(&[("dealId", &deal)], "a.bin", &large).slice(..12_900_000);
    let request = server.http.post(server.url("/files")).bearer_auth(&server.key);
    let kind = format!("multipart/form-data; boundary={}", super::BOUNDARY);
    assert_eq!(super::refused(request.header("content-type", kind).body(cut)).await, "400 BAD_USER_INPUT");
    assert!(bucket.lock().asked.contains(&"DELETE ".to_owned()), "also what may stand under its key");
    assert!(bucket.lock().asked.contains(&"DELETE uploadId".to_owned()), "the parts are given up");
    let objects = bucket.lock().objects.len();
    assert_eq!((objects, server.listed().await), (2, 0), "what broke off is gone");
    let files = server.ask(&server.key, "{ files { totalCount } }", json!({})).await;
    assert_eq!(files["files"]["totalCount"], 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_store_that_does_not_answer_is_said_to_pass_and_nothing_is_left_half() {
    let (bucket, address) = store().await;
    let server = beside(address).await;
    let deal = server.deal("Desks").await;
    let file = server.upload(&[("dealId", &deal)], "kept.txt", b"Minutes").await;
    let path = format!("/files/{}", file["id"].as_str().unwrap());
    bucket.lock().away = true;
    let large = vec![7; 7_000_000];
    for content in [&b"More minutes"[..], &large] {
        let request = server.post(&[("dealId", &deal)], "more.bin", content).bearer_auth(&server.key);
        let answer = request.send().await.unwrap();
        assert_eq!(
            (answer.status().as_u16(), &answer.headers()["retry-after"]),
            (503, &"1".parse().unwrap())
        );
        let told: serde_json::Value = answer.json().await.unwrap();
        assert_eq!(told["errors"][0]["extensions"]["code"], "UNAVAILABLE", "{told}");
        assert!(told["errors"][0]["message"].as_str().unwrap().starts_with("the files' store"), "{told}");
    }
    assert_eq!(server.get(&path, &[]).await.status(), 503);
    assert_eq!(server.listed().await, 2, "what may be half there is left to housekeeping");
    bucket.lock().away = false;
    assert_eq!(server.get(&path, &[]).await.text().await.unwrap(), "Minutes");
    server.upload(&[("dealId", &deal)], "more.bin", &large).await;
    let files = server.ask(&server.key, "{ files { totalCount } }", json!({})).await;
    assert_eq!(files["files"]["totalCount"], 2, "those that were taken, and nothing of the others");
}
