//! The doors for files of a whole server, asked without a socket: what `/export` and `/imports` answer.

use super::house::House;
use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode, header};
use axum::response::Response;
use dealstream::api::assemble::assemble;
use dealstream::app::App;
use dealstream::app::actor::Viewer;
use dealstream::app::config::{Limits, Settings};
use dealstream::app::tasks::Tasks;
use http_body_util::BodyExt as _;
use serde_json::{Value, json};
use std::sync::Arc;
use tower::ServiceExt as _;

pub struct Door {
    pub app: Arc<App>,
    router: Router,
}

/// What a door answered.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    /// The body's pieces as they came.
    pub pieces: Vec<Vec<u8>>,
}

impl Answer {
    pub fn bytes(&self) -> Vec<u8> {
        self.pieces.concat()
    }

    /// Code and message of the error it is.
    pub fn error(&self) -> (String, String) {
        let body: Value = serde_json::from_slice(&self.bytes()).unwrap();
        let error = &body["errors"][0];
        assert!(error["extensions"]["requestId"].is_string(), "{body:#}");
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        (text(&error["extensions"]["code"]), text(&error["message"]))
    }

    /// A CSV file's rows, the header first.
    pub fn rows(&self) -> Vec<Vec<String>> {
        assert_eq!(self.status, StatusCode::OK, "{}", String::from_utf8_lossy(&self.bytes()));
        let bytes = self.bytes();
        let text = bytes.strip_prefix(b"\xef\xbb\xbf").expect("a mark that says UTF-8");
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text);
        reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
    }
}

impl Door {
    /// Of a server on the house's database, at its time.
    pub fn of(house: &House, limits: Limits) -> Self {
        let settings = Settings { limits, ..Settings::default() };
        let app = App::new(house.db.pool.clone(), settings, Tasks::default(), house.app.clock.clone());
        let router = assemble(app.clone()).unwrap().router();
        Self { app, router }
    }

    /// A key somebody may come in with.
    pub async fn key(house: &House, viewer: &Arc<Viewer>) -> String {
        let made = house.change(viewer, "createApiKey", json!({ "name": "Files" }), "secret").await;
        made["secret"].as_str().unwrap().to_owned()
    }

    async fn answer(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, mut body) = response.into_parts();
        let mut pieces = Vec::new();
        while let Some(frame) = body.frame().await {
            pieces.extend(frame.unwrap().into_data().map(|piece| piece.to_vec()));
        }
        Answer { status: parts.status, headers: parts.headers, pieces }
    }

    /// Asks for a file and does not read it yet.
    pub async fn begun(&self, key: &str, path: &str) -> Response {
        let request = Request::get(path).header(header::HOST, "localhost");
        let request = request.header(header::AUTHORIZATION, format!("Bearer {key}"));
        self.router.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap()
    }

    /// Asks for a file; the address's arguments are encoded.
    pub async fn get(&self, key: Option<&str>, path: &str, arguments: &[(&str, &str)]) -> Answer {
        let query = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(arguments).finish();
        let mut request = Request::get(format!("{path}?{query}")).header(header::HOST, "localhost");
        if let Some(key) = key {
            request = request.header(header::AUTHORIZATION, format!("Bearer {key}"));
        }
        self.answer(request.body(Body::empty()).unwrap()).await
    }

    /// Brings a file in a part of this name.
    pub async fn bring(&self, key: Option<&str>, part: &str, (name, content): (&str, &[u8])) -> Answer {
        let head = format!(
            "--edge\r\ncontent-disposition: form-data; name=\"{part}\"; filename=\"{name}\"\r\ncontent-type: text/csv\r\n\r\n"
        );
        let body = [head.as_bytes(), content, b"\r\n--edge--\r\n"].concat();
        let mut request = Request::post("/imports").header(header::HOST, "localhost");
        request = request.header(header::CONTENT_TYPE, "multipart/form-data; boundary=edge");
        if let Some(key) = key {
            request = request.header(header::AUTHORIZATION, format!("Bearer {key}"));
        }
        self.answer(request.body(Body::from(body)).unwrap()).await
    }

    /// Brings a file that is taken; its id.
    pub async fn brought(&self, key: &str, content: &str) -> String {
        let answer = self.bring(Some(key), "file", ("rows.csv", content.as_bytes())).await;
        let body: Value = serde_json::from_slice(&answer.bytes()).unwrap();
        assert_eq!(answer.status, StatusCode::CREATED, "{body:#}");
        body["importFile"]["id"].as_str().unwrap().to_owned()
    }
}
