//! A whole server in this process: application, hub and engine on the test's database, with its own pool, as one of several.

use super::TestDb;
use dealstream::api::assemble::{Assembled, assemble};
use dealstream::api::engine::{Caller, Delivery, Engine as _};
use dealstream::api::gate::Parameters;
use dealstream::app::App;
use dealstream::app::actor::Viewer;
use dealstream::app::clock::Clock;
use dealstream::app::config::{Limits, Settings};
use dealstream::app::tasks::Tasks;
use dealstream::db::pool;
use futures_util::StreamExt as _;
use futures_util::stream::BoxStream;
use parking_lot::Mutex;
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Duration;

/// How long a test waits for a live message before it fails.
const PATIENCE: Duration = Duration::from_secs(10);

pub struct Node {
    pub server: Assembled,
}

impl Node {
    /// A server on the database; with Redis when an address is given.
    pub async fn start(db: &TestDb, redis: Option<String>, limits: Limits) -> Self {
        let settings = Settings { pool_size: 6, redis_url: redis, limits, ..Settings::default() };
        let pool = pool::connect(&db.url, &settings).await.unwrap();
        let app = App::new(pool, settings, Tasks::default(), Clock::real());
        Self { server: assemble(app).unwrap() }
    }

    /// A server whose position check does not come to the rescue within a test.
    pub fn without_checks() -> Limits {
        Limits { position_check: Duration::from_secs(600), ..Limits::default() }
    }

    pub fn app(&self) -> &Arc<App> {
        &self.server.app
    }

    /// The whole answer, through the gate.
    pub async fn ask(&self, viewer: &Arc<Viewer>, query: &str, variables: Value) -> Value {
        self.ask_as(caller(Some(viewer)), query, variables).await
    }

    /// The same for a caller who may be nobody, or bring an Idempotency-Key.
    pub async fn ask_as(&self, caller: Caller, query: &str, variables: Value) -> Value {
        match self.server.transport.admit(parameters(query, variables), &caller) {
            Ok(operation) => {
                let response = self.server.transport.execute(operation, caller).await;
                serde_json::to_value(response).unwrap()
            }
            Err(refused) => json!({ "data": null, "errors": [refused] }),
        }
    }

    /// The data of an answer without errors and refusals.
    pub async fn data(&self, viewer: &Arc<Viewer>, query: &str, variables: Value) -> Value {
        let answer = self.ask(viewer, query, variables).await;
        assert!(
            answer.get("errors").is_none_or(|errors| errors.as_array().unwrap().is_empty()),
            "{answer:#}"
        );
        for payload in answer["data"].as_object().unwrap().values() {
            let refused =
                payload.get("userErrors").is_some_and(|errors| !errors.as_array().unwrap().is_empty());
            assert!(!refused, "{answer:#}");
        }
        answer["data"].clone()
    }

    /// Watches a subscription; the first message has not been read yet.
    pub fn watch(&self, viewer: &Arc<Viewer>, query: &str, variables: Value) -> Watch {
        self.watch_as(caller(Some(viewer)), query, variables)
    }

    /// The same for a caller who may be nobody.
    pub fn watch_as(&self, caller: Caller, query: &str, variables: Value) -> Watch {
        let operation = self.server.transport.admit(parameters(query, variables), &caller).unwrap();
        Watch { stream: self.server.executor.subscribe(operation, caller) }
    }

    /// Watches, and waits until the subscription is live.
    pub async fn watch_live(&self, viewer: &Arc<Viewer>, query: &str, variables: Value) -> Watch {
        let mut watch = self.watch(viewer, query, variables);
        let first = watch.next().await;
        assert_eq!(first["events"], json!([]), "the first message is empty");
        watch
    }
}

fn parameters(query: &str, variables: Value) -> Parameters {
    Parameters { query: Some(query.to_owned()), operation_name: None, variables, extensions: Value::Null }
}

/// Somebody asking, as the transports tell the engine.
pub fn caller(viewer: Option<&Arc<Viewer>>) -> Caller {
    Caller {
        viewer: viewer.cloned(),
        idempotency_key: None,
        request_id: "test".into(),
        remote: None,
        session: Arc::new(Mutex::new(None)),
    }
}

/// A subscription being read.
pub struct Watch {
    stream: BoxStream<'static, Delivery>,
}

impl Watch {
    /// The next message's root field.
    pub async fn next(&mut self) -> Value {
        match self.delivery().await {
            Delivery::Next(bytes) => {
                let message: Value = serde_json::from_slice(&bytes).unwrap();
                assert!(message.get("errors").is_none(), "{message:#}");
                message["data"].as_object().unwrap().values().next().unwrap().clone()
            }
            other => panic!("no payload: {other:?}"),
        }
    }

    /// The code of the error that ends it.
    pub async fn error_code(&mut self) -> String {
        match self.delivery().await {
            Delivery::Error(bytes) => {
                let errors: Value = serde_json::from_slice(&bytes).unwrap();
                errors[0]["extensions"]["code"].as_str().unwrap_or_default().to_owned()
            }
            other => panic!("no error: {other:?}"),
        }
    }

    /// Whether it ended by itself.
    pub async fn is_over(&mut self) -> bool {
        let next = tokio::time::timeout(PATIENCE, self.stream.next()).await;
        next.expect("an end in time").is_none()
    }

    /// The next message whatever it is: a payload, or the errors that end it.
    pub async fn message(&mut self) -> Value {
        match self.delivery().await {
            Delivery::Next(bytes) => serde_json::from_slice(&bytes).unwrap(),
            Delivery::Error(bytes) => {
                json!({ "errors": serde_json::from_slice::<Value>(&bytes).unwrap() })
            }
            other => panic!("no message: {other:?}"),
        }
    }

    async fn delivery(&mut self) -> Delivery {
        let next = tokio::time::timeout(PATIENCE, self.stream.next()).await;
        next.expect("a live message in time").expect("the subscription goes on")
    }

    /// Events, over as many messages as it takes to have this many; and the last cursor.
    pub async fn events(&mut self, count: usize) -> (Vec<Value>, String) {
        let (mut events, mut cursor) = (Vec::new(), String::new());
        while events.len() < count {
            let message = self.next().await;
            cursor = message["cursor"].as_str().unwrap().to_owned();
            events.extend(message["events"].as_array().unwrap().iter().cloned());
        }
        assert_eq!(events.len(), count, "{events:#?}");
        (events, cursor)
    }
}
