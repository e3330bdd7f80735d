//! A client of graphql-transport-ws that waits for nothing longer than ten seconds.

use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use std::time::Duration;
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream};

/// A client's end of a socket. Every wait ends within ten seconds.
pub struct Socket {
    pub stream: WebSocketStream<MaybeTlsStream<TcpStream>>,
}

impl Socket {
    /// A socket of a real server, signed in with the API key, or with the session of a cookie.
    pub async fn open(port: u16, key: Option<&str>, cookie: Option<&str>) -> Self {
        let mut request = format!("ws://127.0.0.1:{port}/graphql/ws").into_client_request().unwrap();
        let headers = request.headers_mut();
        headers.insert("sec-websocket-protocol", "graphql-transport-ws".parse().unwrap());
        if let Some(cookie) = cookie {
            headers.insert("cookie", cookie.parse().unwrap());
            headers.insert("origin", format!("http://127.0.0.1:{port}").parse().unwrap());
        }
        let (stream, _) = tokio_tungstenite::connect_async(request).await.unwrap();
        let mut socket = Self { stream };
        let payload = key.map(|key| json!({"token": key}));
        socket.say(json!({"type": "connection_init", "payload": payload})).await;
        assert_eq!(socket.hear().await["type"], "connection_ack");
        socket
    }

    pub async fn say(&mut self, message: Value) {
        self.send(Message::Text(message.to_string().into())).await;
    }

    pub async fn send(&mut self, message: Message) {
        self.stream.send(message).await.unwrap();
    }

    pub async fn subscribe(&mut self, id: &str, query: &str) {
        self.say(json!({"id": id, "type": "subscribe", "payload": {"query": query}})).await;
    }

    /// Subscribes, and waits until the subscription is live; its first message.
    pub async fn subscribe_live(&mut self, id: &str, query: &str, variables: Value) -> Value {
        let payload = json!({"query": query, "variables": variables});
        self.say(json!({"id": id, "type": "subscribe", "payload": payload})).await;
        self.told(id).await
    }

    /// The data of the next message of an operation.
    pub async fn told(&mut self, id: &str) -> Value {
        let message = self.hear().await;
        assert_eq!((&message["type"], &message["id"]), (&json!("next"), &json!(id)), "{message:#}");
        assert!(message["payload"].get("errors").is_none(), "{message:#}");
        message["payload"]["data"].as_object().unwrap().values().next().unwrap().clone()
    }

    /// The events an operation tells, over as many messages as it takes to have this many; and the last cursor.
    pub async fn events(&mut self, id: &str, count: usize) -> (Vec<Value>, Value) {
        let (mut events, mut cursor) = (Vec::new(), Value::Null);
        while events.len() < count {
            let message = self.told(id).await;
            cursor = message["cursor"].clone();
            events.extend(message["events"].as_array().unwrap().iter().cloned());
        }
        assert_eq!(events.len(), count, "{events:#?}");
        (events, cursor)
    }

    async fn next(&mut self) -> Option<Message> {
        let next = tokio::time::timeout(Duration::from_secs(10), self.stream.next()).await;
        next.expect("nothing came for ten seconds").and_then(std::result::Result::ok)
    }

    /// The next message.
    pub async fn hear(&mut self) -> Value {
        loop {
            match self.next().await {
                Some(Message::Text(text)) => return serde_json::from_str(&text).unwrap(),
                Some(Message::Ping(_) | Message::Pong(_)) => {}
                other => panic!("{other:?}"),
            }
        }
    }

    /// The code the socket closes with, whatever comes before.
    pub async fn closed(&mut self) -> u16 {
        loop {
            match self.next().await {
                Some(Message::Close(Some(frame))) => return frame.code.into(),
                Some(Message::Close(None)) | None => return 1006,
                Some(_) => {}
            }
        }
    }
}
