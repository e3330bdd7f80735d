//! Files: on what they hang, who sees them, and their content over HTTP, in a folder and in an S3-compatible store.

mod content;
mod records;
mod rights;
mod s3;

use crate::harness::TestDb;
use crate::harness::client::settle;
use crate::harness::house::House;
use axum::body::Bytes;
use chrono::{DateTime, Utc};
use dealstream::api::assemble::{Assembled, assemble};
use dealstream::api::serve;
use dealstream::app::App;
use dealstream::app::actor::Viewer;
use dealstream::app::clock::Clock;
use dealstream::app::config::Settings;
use dealstream::app::tasks::Tasks;
use dealstream::app::tx::Tx;
use dealstream::db::id::Id;
use dealstream::db::pool;
use dealstream::files::model::{Added, Content, FilePreview, Upload};
use dealstream::files::{actions, depot, store};
use reqwest::{RequestBuilder, Response};
use serde_json::{Value, json};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use tempfile::TempDir;
use tokio::net::TcpListener;

/// A file as if it had been uploaded, without its bytes.
pub async fn put(house: &House, viewer: &Arc<Viewer>, name: &str, upload: Upload) -> Added {
    let key = depot::new_key(house.workspace_id);
    let now = house.app.clock.now();
    let mut conn = house.app.read().await.unwrap();
    store::begin_upload(&mut conn, house.workspace_id, (&key, now)).await.unwrap();
    drop(conn);
    let content = Content {
        storage_key: key,
        file_name: name.to_owned(),
        size: 7,
        media_type: "text/plain".to_owned(),
        preview: FilePreview::Text,
        sha256: "00".repeat(32),
    };
    let work = async |tx: &mut Tx| actions::add(tx, &upload, (&content, u64::MAX)).await;
    house.app.write(viewer, None, work).await.unwrap()
}

/// On a deal.
pub fn on_deal(id: &str) -> Upload {
    Upload { deal_id: Some(Id::parse(id).unwrap()), ..Upload::default() }
}

/// A server with files in a folder of its own, and Anna's key.
pub struct Server {
    pub address: SocketAddr,
    pub db: TestDb,
    pub assembled: Assembled,
    pub key: String,
    pub folder: TempDir,
    pub http: reqwest::Client,
}

impl Server {
    pub async fn start(change: impl FnOnce(&mut Settings)) -> Self {
        let db = TestDb::new().await;
        let url = db.url.clone();
        let key = tokio::task::spawn_blocking(move || settle(&url)).await.unwrap();
        let folder = tempfile::tempdir().unwrap();
        let mut settings = Settings {
            pool_size: 6,
            listen: "127.0.0.1:0".into(),
            files_dir: Some(folder.path().to_owned()),
            ..Settings::default()
        };
        change(&mut settings);
        let pool = pool::connect(&db.url, &settings).await.unwrap();
        let clock = Clock::fixed("2026-03-02T09:00:00Z".parse::<DateTime<Utc>>().unwrap());
        let app = App::new(pool, settings, Tasks::default(), clock);
        let assembled = assemble(app).unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (transport, router) = (assembled.transport.clone(), assembled.router());
        drop(assembled.app.tasks.spawn(async move { serve::serve(listener, transport, router).await }));
        Self { address, db, assembled, key, folder, http: reqwest::Client::new() }
    }

    pub fn app(&self) -> &Arc<App> {
        &self.assembled.app
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// The data of an answer without errors.
    pub async fn ask(&self, key: &str, query: &str, variables: Value) -> Value {
        let body = json!({ "query": query, "variables": variables });
        let answer = self.http.post(self.url("/graphql")).bearer_auth(key).json(&body).send().await.unwrap();
        let answer: Value = answer.json().await.unwrap();
        assert!(answer.get("errors").is_none(), "{answer:#}");
        answer["data"].clone()
    }

    /// Makes a record; its id.
    pub async fn made(&self, record: &str, mutation: &str) -> String {
        let text =
            format!("mutation {{ {mutation} {{ {record} {{ id }} userErrors {{ code path message }} }} }}");
        let data = self.ask(&self.key, &text, json!({})).await;
        let payload = data.as_object().unwrap().values().next().unwrap();
        payload[record]["id"].as_str().unwrap_or_else(|| panic!("{payload}")).to_owned()
    }

    pub async fn deal(&self, name: &str) -> String {
        self.made("deal", &format!("createDeal(input: {{name: \"{name}\"}})")).await
    }

    /// An upload, ready to be sent or to get more headers.
    pub fn post(&self, fields: &[(&str, &str)], name: &str, content: &[u8]) -> RequestBuilder {
        let request = self.http.post(self.url("/files"));
        let request = request.header("content-type", format!("multipart/form-data; boundary={BOUNDARY}"));
        request.body(form(fields, name, content))
    }

    /// An upload by Anna that is taken; what is told of the file.
    pub async fn upload(&self, fields: &[(&str, &str)], name: &str, content: &[u8]) -> Value {
        let answer = self.post(fields, name, content).bearer_auth(&self.key).send().await.unwrap();
        let (status, told) = (answer.status().as_u16(), answer.json::<Value>().await.unwrap());
        assert_eq!(status, 201, "{told:#}");
        assert!(told["eventCursor"].is_string(), "{told:#}");
        told["file"].clone()
    }

    pub async fn get(&self, path: &str, headers: &[(&str, &str)]) -> Response {
        let request = self.http.get(self.url(path)).bearer_auth(&self.key);
        let request = headers.iter().fold(request, |request, (name, value)| request.header(*name, *value));
        request.send().await.unwrap()
    }

    /// A session of somebody, as a cookie.
    pub async fn cookie(&self, email: &str, password: &str) -> String {
        let sign_in = format!(
            "mutation {{ signIn(input: {{email: \"{email}\", password: \"{password}\"}}) {{ userErrors {{ code }} }} }}"
        );
        let answer =
            self.http.post(self.url("/graphql")).json(&json!({ "query": sign_in })).send().await.unwrap();
        answer.headers()["set-cookie"].to_str().unwrap().split(';').next().unwrap().to_owned()
    }

    /// Every file below the folder that bytes are kept in.
    pub fn kept(&self) -> Vec<PathBuf> {
        let (mut folders, mut found) = (vec![self.folder.path().to_owned()], Vec::new());
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() { folders.push(path) } else { found.push(path) }
            }
        }
        found
    }

    /// How many uploads are on the list of what may be removed.
    pub async fn listed(&self) -> usize {
        let later = self.app().clock.now() + chrono::Duration::days(1);
        store::abandoned(&mut self.app().read().await.unwrap(), later).await.unwrap().len()
    }
}

pub const BOUNDARY: &str = "----dealstream";

/// A body of `multipart/form-data`.
pub fn form(fields: &[(&str, &str)], name: &str, content: &[u8]) -> Bytes {
    let mut body = Vec::new();
    for (field, value) in fields {
        let part =
            format!("--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n");
        body.extend(part.into_bytes());
    }
    let head = format!(
        "--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"file\"; filename=\"{name}\"\r\ncontent-type: application/x-lie\r\n\r\n"
    );
    body.extend(head.into_bytes());
    body.extend(content);
    body.extend(format!("\r\n--{BOUNDARY}--\r\n").into_bytes());
    body.into()
}

/// Status, code and path of a refused upload.
pub async fn refused(request: RequestBuilder) -> String {
    let answer = request.send().await.unwrap();
    let (status, told) = (answer.status().as_u16(), answer.json::<Value>().await.unwrap());
    let error = &told["errors"][0];
    assert!(error["message"].is_string() && error["extensions"]["requestId"].is_string(), "{told:#}");
    let path = error["extensions"]["path"][0].as_str().unwrap_or_default();
    format!("{status} {} {path}", error["extensions"]["code"].as_str().unwrap()).trim().to_owned()
}

/// A small image.
pub const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0";
