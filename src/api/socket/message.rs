//! The messages of graphql-transport-ws: reading the client's strictly, writing ours with one copy.

use axum::extract::ws::{Message, Utf8Bytes};
use bytes::{BufMut, Bytes, BytesMut};
use serde_json::{Map, Value};

/// The longest operation id; clients use a counter or a UUID.
const LONGEST_ID: usize = 256;

/// What a client can say.
#[derive(Debug, PartialEq)]
pub enum ClientMessage {
    Init { payload: Option<Map<String, Value>> },
    Ping { payload: Option<Value> },
    Pong,
    Subscribe { id: String, payload: Map<String, Value> },
    Complete { id: String },
}

/// Reads a message; the error says what is wrong with it.
pub fn read(text: &str) -> Result<ClientMessage, &'static str> {
    let Ok(Value::Object(mut message)) = serde_json::from_str(text) else {
        return Err("a message must be a JSON object");
    };
    let payload = message.remove("payload").filter(|payload| !payload.is_null());
    let Some(Value::String(kind)) = message.remove("type") else { return Err("a message needs a type") };
    let mut id = || match message.remove("id") {
        Some(Value::String(id)) if !id.is_empty() && id.len() <= LONGEST_ID => Ok(id),
        _ => Err("a message of this type needs an id of 1 to 256 bytes"),
    };
    match (kind.as_str(), payload) {
        ("connection_init", None) => Ok(ClientMessage::Init { payload: None }),
        ("connection_init", Some(Value::Object(payload))) => {
            Ok(ClientMessage::Init { payload: Some(payload) })
        }
        ("connection_init", Some(_)) => Err("the payload of connection_init must be an object"),
        ("ping", payload) => Ok(ClientMessage::Ping { payload }),
        ("pong", _) => Ok(ClientMessage::Pong),
        ("subscribe", Some(Value::Object(payload))) => Ok(ClientMessage::Subscribe { id: id()?, payload }),
        ("subscribe", _) => Err("the payload of subscribe must be an object"),
        ("complete", _) => Ok(ClientMessage::Complete { id: id()? }),
        _ => Err("unknown message type"),
    }
}

/// The frames of one operation: its id is escaped once.
#[derive(Debug, Clone)]
pub struct Frames {
    /// `{"id":"…","type":"`
    head: Bytes,
}

impl Frames {
    pub fn new(id: &str) -> Self {
        let id = Value::from(id).to_string();
        Self { head: Bytes::from(format!("{{\"id\":{id},\"type\":\"")) }
    }

    pub fn next(&self, payload: &[u8]) -> Message {
        self.frame(b"next\",\"payload\":", payload)
    }

    pub fn error(&self, list: &[u8]) -> Message {
        self.frame(b"error\",\"payload\":", list)
    }

    pub fn complete(&self) -> Message {
        self.frame(b"complete\"", b"")
    }

    fn frame(&self, kind: &[u8], payload: &[u8]) -> Message {
        let mut frame = BytesMut::with_capacity(self.head.len() + kind.len() + payload.len() + 1);
        frame.put_slice(&self.head);
        frame.put_slice(kind);
        frame.put_slice(payload);
        frame.put_u8(b'}');
        Message::Text(Utf8Bytes::try_from(frame.freeze()).unwrap_or_default())
    }
}

pub fn ack() -> Message {
    Message::Text(Utf8Bytes::from_static(r#"{"type":"connection_ack"}"#))
}

pub fn pong(payload: Option<Value>) -> Message {
    let text = match payload {
        Some(payload) => format!(r#"{{"type":"pong","payload":{payload}}}"#),
        None => r#"{"type":"pong"}"#.to_owned(),
    };
    Message::Text(text.into())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn only_the_protocols_messages_are_read() {
        for good in [
            r#"{"type":"connection_init"}"#,
            r#"{"type":"connection_init","payload":{"token":"x"}}"#,
            r#"{"type":"ping","payload":{"a":1}}"#,
            r#"{"type":"pong"}"#,
            r#"{"id":"1","type":"subscribe","payload":{"query":"{a}"}}"#,
            r#"{"id":"1","type":"complete"}"#,
        ] {
            assert!(read(good).is_ok(), "{good}");
        }
        for bad in [
            "",
            "[]",
            "{}",
            r#"{"type":1}"#,
            r#"{"type":"start"}"#,
            r#"{"type":"connection_init","payload":1}"#,
            r#"{"id":"","type":"subscribe","payload":{}}"#,
            r#"{"id":1,"type":"subscribe","payload":{}}"#,
            r#"{"id":"1","type":"subscribe"}"#,
            r#"{"type":"complete"}"#,
        ] {
            assert!(read(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn frames_are_json_whatever_the_id() {
        let frames = Frames::new("a\"b\\");
        for (message, expected) in [
            (frames.next(br#"{"data":1}"#), r#"{"id":"a\"b\\","type":"next","payload":{"data":1}}"#),
            (frames.error(b"[]"), r#"{"id":"a\"b\\","type":"error","payload":[]}"#),
            (frames.complete(), r#"{"id":"a\"b\\","type":"complete"}"#),
        ] {
            assert_eq!(message.into_text().unwrap().as_str(), expected);
        }
    }
}
