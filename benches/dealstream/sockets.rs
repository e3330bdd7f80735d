//! Sockets that watch a board by graphql-transport-ws and count what they are told.

use futures_util::{SinkExt as _, StreamExt as _};
use memchr::memmem;
use parking_lot::Mutex;
use serde_json::json;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest as _;
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;

/// One of so many sockets takes the times; all count.
const SAMPLED: usize = 20;

/// What all sockets have been told so far.
#[derive(Default)]
pub struct Told {
    pub events: AtomicU64,
    pub messages: AtomicU64,
    pub bytes: AtomicU64,
    /// From an event's instant to here, of some sockets.
    pub times: Mutex<Vec<Duration>>,
    /// The payloads of the first socket of the first board.
    pub payloads: Mutex<Vec<Vec<u8>>>,
}

const WATCH: &str = "subscription($id: ID!) { boardChanged(pipelineId: $id) { cursor events { __typename
    ... on DealChanged { seq at kind actor { __typename } changes { field } deal { id name version amount stage { id } owner { id name } } } }
    columns { stageId count amount weighted } } }";

/// Opens the n-th socket on a board; gives when it is live, and counts in the background from then on.
pub async fn watch(port: u16, key: &str, board: &str, number: usize, told: Arc<Told>) {
    let stream = TcpStream::connect(("127.0.0.1", port)).await.unwrap();
    stream.set_nodelay(true).unwrap();
    let mut request = format!("ws://127.0.0.1:{port}/graphql/ws").into_client_request().unwrap();
    request.headers_mut().insert("sec-websocket-protocol", "graphql-transport-ws".parse().unwrap());
    let config = WebSocketConfig::default().read_buffer_size(8 << 10).write_buffer_size(0);
    let (mut socket, _) =
        tokio_tungstenite::client_async_with_config(request, stream, Some(config)).await.unwrap();
    let init = json!({ "type": "connection_init", "payload": { "token": key } });
    socket.send(Message::text(init.to_string())).await.unwrap();
    let subscribe = json!({ "id": "1", "type": "subscribe", "payload": { "query": WATCH, "variables": { "id": board } } });
    socket.send(Message::text(subscribe.to_string())).await.unwrap();
    loop {
        let message = socket.next().await.expect("the socket stays open").unwrap();
        let text = message.to_text().unwrap_or_default();
        assert!(!text.contains("\"error\""), "{text}");
        if text.contains("\"next\"") {
            break;
        }
    }
    tokio::spawn(async move {
        let marker = memmem::Finder::new(b"\"__typename\":\"DealChanged\"");
        while let Some(Ok(message)) = socket.next().await {
            let bytes = match &message {
                Message::Text(text) => text.as_bytes(),
                Message::Ping(_) => {
                    let _ = socket.flush().await;
                    continue;
                }
                _ => continue,
            };
            let events = marker.find_iter(bytes).count() as u64;
            told.messages.fetch_add(1, Ordering::Relaxed);
            told.bytes.fetch_add(bytes.len() as u64, Ordering::Relaxed);
            if number == 0 {
                told.payloads.lock().push(bytes.to_vec());
            }
            if number.is_multiple_of(SAMPLED) {
                let mut times = ages(bytes);
                told.times.lock().append(&mut times);
            }
            // Last: whoever waits for the count finds the rest complete.
            told.events.fetch_add(events, Ordering::Release);
        }
    });
}

/// How long ago each event of a message happened, by its own clock.
fn ages(bytes: &[u8]) -> Vec<Duration> {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    memmem::find_iter(bytes, b"\"at\":\"")
        .filter_map(|place| {
            let rest = std::str::from_utf8(&bytes[place + 6..]).ok()?;
            let at: chrono::DateTime<chrono::Utc> = rest.split('"').next()?.parse().ok()?;
            let since = Duration::from_nanos(u64::try_from(at.timestamp_nanos_opt()?).ok()?);
            Some(now.saturating_sub(since))
        })
        .collect()
}
