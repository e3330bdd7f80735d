//! A server with a toy engine, and clients for it.

pub use crate::harness::socket::Socket;
use async_graphql::{Context, Object, Request, Schema, Subscription};
use bytes::Bytes;
use dealstream::api::engine::{Caller, Credentials, Delivery, Engine, Operation};
use dealstream::api::errors::{self, Reader};
use dealstream::api::{run, serve, transport};
use dealstream::app::actor::{Actor, Person, Role, Scope, Viewer};
use dealstream::app::clock::Clock;
use dealstream::app::config::Settings;
use dealstream::app::error::{Error, Result};
use dealstream::app::tasks::Tasks;
use futures_util::future::BoxFuture;
use futures_util::stream::{self, BoxStream};
use futures_util::{FutureExt, Stream, StreamExt};
use parking_lot::Mutex;
use serde_json::{Value, json};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{mpsc, watch};
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::handshake::client::Response as Handshake;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

pub struct Query;
pub struct Mutation;
pub struct Live;

/// Tells when a stream or a future of the engine was dropped.
pub struct Dropped(mpsc::UnboundedSender<()>);

impl Drop for Dropped {
    fn drop(&mut self) {
        let _ = self.0.send(());
    }
}

#[Object]
impl Query {
    async fn hello(&self) -> &str {
        "world"
    }
    async fn viewer(&self, context: &Context<'_>) -> Option<String> {
        context.data_unchecked::<Caller>().viewer.as_ref()?.user_id().map(|id| id.to_string())
    }
    async fn boom(&self) -> i32 {
        assert!(std::hint::black_box(false), "the toy was told to panic");
        1
    }
    async fn secret(&self) -> async_graphql::Result<i32> {
        Err(std::io::Error::other("password=hunter2").into())
    }
    async fn missing(&self) -> async_graphql::Result<i32> {
        Ok(Err(Error::NotFound("deal"))?)
    }
    async fn slow(&self) -> i32 {
        std::future::pending().await
    }
    async fn nearly(&self, context: &Context<'_>) -> i32 {
        let engine = context.data_unchecked::<Toy>();
        let _ = engine.begun.send(());
        engine.release.cancelled().await;
        1
    }
}

#[Object]
impl Mutation {
    async fn sign_in(&self, context: &Context<'_>) -> bool {
        *context.data_unchecked::<Caller>().session.lock() = Some(Some("good".into()));
        true
    }
    async fn sign_out(&self, context: &Context<'_>) -> bool {
        *context.data_unchecked::<Caller>().session.lock() = Some(None);
        true
    }
}

#[Subscription]
impl Live {
    async fn count(&self, to: i32) -> impl Stream<Item = i32> {
        stream::iter(1..=to)
    }
    async fn silence(&self, context: &Context<'_>) -> impl Stream<Item = i32> + use<> {
        let dropped = context.data_unchecked::<Toy>().dropped();
        let _ = context.data_unchecked::<Toy>().begun.send(());
        stream::pending().map(move |n: i32| {
            let _ = &dropped;
            n
        })
    }
    async fn flood(&self, context: &Context<'_>) -> impl Stream<Item = String> + use<> {
        let dropped = context.data_unchecked::<Toy>().dropped();
        let _ = context.data_unchecked::<Toy>().begun.send(());
        stream::repeat("x".repeat(64 << 10)).map(move |text| {
            let _ = &dropped;
            text
        })
    }
    async fn shock(&self) -> impl Stream<Item = i32> {
        stream::iter(0..2).map(|n| if n == 1 { panic!("the toy was told to panic") } else { n })
    }
}

/// The engine, and strings to pull.
#[derive(Clone)]
pub struct Toy {
    schema: Schema<Query, Mutation, Live>,
    pub revoke: CancellationToken,
    pub release: CancellationToken,
    pub ready: Arc<Mutex<std::result::Result<Option<String>, String>>>,
    begun: mpsc::UnboundedSender<()>,
    drops: mpsc::UnboundedSender<()>,
}

impl Toy {
    fn dropped(&self) -> Dropped {
        Dropped(self.drops.clone())
    }

    fn request(&self, operation: Operation, caller: Caller) -> Request {
        let stranger = caller.viewer.is_none();
        let mut request =
            Request::new(&*operation.text).variables(operation.variables).data(caller).data(self.clone());
        request.operation_name = operation.name;
        if stranger { request.disable_introspection() } else { request }
    }
}

impl Engine for Toy {
    fn authenticate(&self, credentials: Credentials) -> BoxFuture<'_, Result<Option<Arc<Viewer>>>> {
        let answer = match credentials.bearer.or(credentials.session) {
            None => Ok(None),
            Some(token) if token == "good" => Ok(Some(Arc::new(viewer()))),
            Some(token) if token == "away" => Err(Error::Unavailable),
            Some(_) => Err(Error::Unauthenticated),
        };
        std::future::ready(answer).boxed()
    }

    fn execute(&self, operation: Operation, caller: Caller) -> BoxFuture<'_, async_graphql::Response> {
        let request = self.request(operation, caller);
        async move { self.schema.execute(request).await }.boxed()
    }

    fn subscribe(&self, operation: Operation, caller: Caller) -> BoxStream<'static, Delivery> {
        let id = caller.request_id.clone();
        let responses = self.schema.execute_stream(self.request(operation, caller));
        let deliveries = responses.map(move |mut response| {
            errors::finish(&mut response, Reader::Known, &id);
            match run::is_request_error(&response) {
                true => Delivery::Error(run::list(&response.errors)),
                false => Delivery::Next(run::body(&response)),
            }
        });
        deliveries.boxed()
    }

    fn revoked(&self, _: Arc<Viewer>) -> BoxFuture<'static, ()> {
        self.revoke.clone().cancelled_owned().boxed()
    }

    fn ready(&self) -> BoxFuture<'_, std::result::Result<Option<String>, String>> {
        std::future::ready(self.ready.lock().clone()).boxed()
    }
}

fn viewer() -> Viewer {
    let user_id = Uuid::from_u128(1);
    Viewer {
        workspace_id: Uuid::from_u128(2),
        role: Role::Rep,
        scope: Scope::Everyone,
        person: Some(Person { user_id, team_ids: Arc::from([]) }),
        actor: Actor::User { user_id },
        credential_id: Some(Uuid::from_u128(3)),
        known: None,
    }
}

/// A running server.
pub struct Server {
    pub address: SocketAddr,
    pub toy: Toy,
    pub tasks: Tasks,
    pub begun: mpsc::UnboundedReceiver<()>,
    pub drops: mpsc::UnboundedReceiver<()>,
    pub ended: watch::Receiver<bool>,
    pub client: reqwest::Client,
}

/// Starts a server with settings changed.
pub async fn start(change: impl FnOnce(&mut Settings)) -> Server {
    start_with(change, |listener, transport, router| serve::serve(listener, transport, router).boxed()).await
}

/// The same with another way to serve.
pub async fn start_with(
    change: impl FnOnce(&mut Settings),
    how: impl FnOnce(
        TcpListener,
        Arc<transport::Transport>,
        axum::Router,
    ) -> BoxFuture<'static, std::io::Result<()>>,
) -> Server {
    crate::harness::choose_tls();
    let mut settings = Settings { listen: "127.0.0.1:0".into(), ..Settings::default() };
    change(&mut settings);
    let ((begun_tx, begun), (drops_tx, drops)) = (mpsc::unbounded_channel(), mpsc::unbounded_channel());
    let schema = Schema::build(Query, Mutation, Live).finish();
    let toy = Toy {
        schema: schema.clone(),
        revoke: CancellationToken::new(),
        release: CancellationToken::new(),
        ready: Arc::new(Mutex::new(Ok(None))),
        begun: begun_tx,
        drops: drops_tx,
    };
    let tasks = Tasks::default();
    let engine: Arc<dyn Engine> = Arc::new(toy.clone());
    let transport =
        transport::transport(engine, &settings, &schema.sdl(), tasks.clone(), Clock::real()).unwrap();
    let listener = TcpListener::bind(&settings.listen).await.unwrap();
    let address = listener.local_addr().unwrap();
    let more = axum::Router::new().route("/files/panic", axum::routing::get(panics));
    let router = transport.router(more);
    let (ended_tx, ended) = watch::channel(false);
    let serving = how(listener, transport, router);
    drop(tasks.spawn(async move {
        serving.await.unwrap();
        let _ = ended_tx.send(true);
    }));
    Server { address, toy, tasks, begun, drops, ended, client: reqwest::Client::new() }
}

async fn panics() -> &'static str {
    panic!("a handler was told to panic")
}

impl Server {
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// A POST of a query, ready for more headers.
    pub fn post(&self, query: &str) -> reqwest::RequestBuilder {
        self.client.post(self.url("/graphql")).json(&json!({ "query": query }))
    }

    pub async fn ask(&self, query: &str) -> Value {
        self.post(query).send().await.unwrap().json().await.unwrap()
    }

    /// A socket before its connection_init.
    pub async fn dial(
        &self,
        headers: &[(&'static str, &str)],
    ) -> std::result::Result<(Socket, Handshake), u16> {
        let mut request = format!("ws://{}/graphql/ws", self.address).into_client_request().unwrap();
        request.headers_mut().insert("sec-websocket-protocol", "graphql-transport-ws".parse().unwrap());
        for (name, value) in headers {
            if value.is_empty() {
                request.headers_mut().remove(*name);
            } else {
                request.headers_mut().insert(*name, value.parse().unwrap());
            }
        }
        match tokio_tungstenite::connect_async(request).await {
            Ok((stream, handshake)) => Ok((Socket { stream }, handshake)),
            Err(tokio_tungstenite::tungstenite::Error::Http(response)) => Err(response.status().as_u16()),
            Err(other) => panic!("{other}"),
        }
    }

    pub async fn raw(&self) -> Socket {
        self.dial(&[]).await.unwrap().0
    }

    /// A socket that is signed in.
    pub async fn socket(&self) -> Socket {
        let mut socket = self.raw().await;
        socket.say(json!({"type": "connection_init", "payload": {"token": "good"}})).await;
        assert_eq!(socket.hear().await["type"], "connection_ack");
        socket
    }
}

/// Sends bytes as they are and returns what comes back until the server closes.
pub async fn raw_exchange(address: SocketAddr, bytes: &[u8]) -> String {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let mut stream = TcpStream::connect(address).await.unwrap();
    let _ = stream.write_all(bytes).await;
    let mut answer = Vec::new();
    let reading = tokio::time::timeout(Duration::from_secs(10), stream.read_to_end(&mut answer));
    let _ = reading.await.expect("the server kept the connection");
    String::from_utf8_lossy(&answer).into_owned()
}

pub fn bytes(text: &str) -> Bytes {
    Bytes::copy_from_slice(text.as_bytes())
}
