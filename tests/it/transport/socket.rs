//! graphql-transport-ws: the conversation, and every way it can end.

use super::toy::start;
use serde_json::{Value, json};
use std::time::Duration;
use tokio_tungstenite::tungstenite::Message;

#[tokio::test]
async fn subscriptions_queries_and_mutations_run_side_by_side() {
    let server = start(|_| ()).await;
    let mut socket = server.socket().await;
    socket.subscribe("a", "subscription { count(to: 3) }").await;
    for n in 1..=3 {
        let expected = json!({"id": "a", "type": "next", "payload": {"data": {"count": n}}});
        assert_eq!(socket.hear().await, expected);
    }
    assert_eq!(socket.hear().await, json!({"id": "a", "type": "complete"}));
    socket.subscribe("a", "{ viewer }").await;
    let next = socket.hear().await;
    assert!(next["payload"]["data"]["viewer"].is_string());
    assert!(next["payload"]["extensions"]["cost"]["limit"].is_u64());
    assert_eq!(socket.hear().await, json!({"id": "a", "type": "complete"}));
    socket.subscribe("m", "mutation { signOut }").await;
    assert_eq!(socket.hear().await["payload"]["data"], json!({"signOut": true}));
    assert_eq!(socket.hear().await["type"], "complete");
    socket.say(json!({"type": "ping", "payload": {"n": 1}})).await;
    assert_eq!(socket.hear().await, json!({"type": "pong", "payload": {"n": 1}}));
}

#[tokio::test]
async fn what_cannot_run_is_one_error_message() {
    let server = start(|_| ()).await;
    let mut socket = server.socket().await;
    let many = format!("{{ {} }}", "hello ".repeat(21));
    for (query, code) in [
        ("{", "BAD_USER_INPUT"),
        ("{ nonsense }", "BAD_USER_INPUT"),
        ("subscription { nonsense }", "BAD_USER_INPUT"),
        (many.as_str(), "QUERY_TOO_COMPLEX"),
    ] {
        socket.subscribe("e", query).await;
        let told = socket.hear().await;
        assert_eq!((&told["type"], &told["id"]), (&json!("error"), &json!("e")), "{query}");
        assert_eq!(told["payload"][0]["extensions"]["code"], code, "{query}");
    }
    socket.subscribe("p", "subscription { shock }").await;
    assert_eq!(socket.hear().await["type"], "next");
    let told = socket.hear().await;
    assert_eq!(
        (&told["type"], &told["payload"][0]["extensions"]["code"]),
        (&json!("error"), &json!("INTERNAL"))
    );
    socket.subscribe("e", "{ hello }").await;
    assert_eq!(socket.hear().await["type"], "next", "nothing follows an error");
}

#[tokio::test]
async fn completing_ends_a_subscription_and_frees_its_id() {
    let mut server = start(|_| ()).await;
    let mut socket = server.socket().await;
    socket.subscribe("a", "subscription { silence }").await;
    server.begun.recv().await.unwrap();
    socket.say(json!({"id": "a", "type": "complete"})).await;
    server.drops.recv().await.expect("the subscription went on");
    socket.subscribe("a", "{ hello }").await;
    assert_eq!(socket.hear().await["type"], "next");
    socket.say(json!({"id": "unknown", "type": "complete"})).await;
    socket.subscribe("b", "subscription { silence }").await;
    server.begun.recv().await.unwrap();
    drop(socket);
    server.drops.recv().await.expect("the subscription outlived its socket");
}

async fn closes_with(code: u16, change: impl FnOnce(&mut dealstream::app::config::Limits), says: &[Value]) {
    let server = start(|settings| change(&mut settings.limits)).await;
    let mut socket = server.raw().await;
    for message in says {
        socket.say(message.clone()).await;
    }
    assert_eq!(socket.closed().await, code, "{says:?}");
}

#[tokio::test]
async fn each_breach_of_the_protocol_has_its_code() {
    let init = json!({"type": "connection_init", "payload": {"Authorization": "Bearer good"}});
    let subscribe = json!({"id": "a", "type": "subscribe", "payload": {"query": "subscription { silence }"}});
    closes_with(4408, |limits| limits.init_timeout = Duration::from_millis(10), &[]).await;
    closes_with(4429, |_| (), &[init.clone(), init.clone()]).await;
    closes_with(4401, |_| (), std::slice::from_ref(&subscribe)).await;
    closes_with(4409, |_| (), &[init.clone(), subscribe.clone(), subscribe]).await;
    for bad in [
        json!({"type": "start"}),
        json!([]),
        json!({"id": "", "type": "complete"}),
        json!({"type": "subscribe", "id": "1"}),
    ] {
        closes_with(4400, |_| (), &[init.clone(), bad]).await;
    }
    let no_query = json!({"id": "1", "type": "subscribe", "payload": {"query": 1}});
    closes_with(4400, |_| (), &[init.clone(), no_query]).await;
    closes_with(4403, |_| (), &[json!({"type": "connection_init"})]).await;
    closes_with(4403, |_| (), &[json!({"type": "connection_init", "payload": {"token": "bad"}})]).await;
    closes_with(1013, |_| (), &[json!({"type": "connection_init", "payload": {"token": "away"}})]).await;
    let long = json!({"type": "ping", "payload": {"x": "x".repeat(200 << 10)}});
    closes_with(1009, |_| (), &[long]).await;
}

#[tokio::test]
async fn binary_messages_and_other_subprotocols_are_refused() {
    let server = start(|_| ()).await;
    let mut socket = server.socket().await;
    socket.send(Message::Binary(vec![1].into())).await;
    assert_eq!(socket.closed().await, 4400);
    let dialled =
        tokio_tungstenite::connect_async(format!("ws://{}/graphql/ws", server.address)).await.unwrap();
    let mut socket = super::toy::Socket { stream: dialled.0 };
    assert_eq!(socket.closed().await, 4406);
}

#[tokio::test]
async fn a_flood_of_messages_is_cut_off() {
    let server = start(|_| ()).await;
    let mut socket = server.socket().await;
    use futures_util::SinkExt;
    for _ in 0..400 {
        if socket.stream.feed(Message::Text("{\"type\":\"pong\"}".into())).await.is_err() {
            break;
        }
    }
    let _ = socket.stream.flush().await;
    assert_eq!(socket.closed().await, 4429);
}

#[tokio::test]
async fn a_user_has_so_many_sockets_and_a_socket_so_many_operations() {
    let mut server = start(|settings| {
        settings.limits.sockets_per_user = 1;
        settings.limits.operations_per_socket = 1;
    })
    .await;
    let mut first = server.socket().await;
    let mut second = server.raw().await;
    second.say(json!({"type": "connection_init", "payload": {"token": "good"}})).await;
    assert_eq!(second.closed().await, 1013);
    first.subscribe("a", "subscription { silence }").await;
    server.begun.recv().await.unwrap();
    first.subscribe("b", "{ hello }").await;
    let told = first.hear().await;
    assert_eq!(
        (&told["type"], &told["payload"][0]["extensions"]["code"]),
        (&json!("error"), &json!("RATE_LIMITED"))
    );
    drop(first);
    server.drops.recv().await.unwrap();
}

#[tokio::test]
async fn rights_that_end_close_the_socket() {
    let server = start(|_| ()).await;
    let mut socket = server.socket().await;
    server.toy.revoke.cancel();
    let closed = tokio::time::timeout(Duration::from_secs(2), socket.closed()).await;
    assert_eq!(closed.expect("still open after two seconds"), 4403);
}

#[tokio::test]
async fn cookies_count_with_our_own_origin_only() {
    let server = start(|_| ()).await;
    let own = format!("http://{}", server.address);
    let cookie = ("cookie", "dealstream=good");
    assert_eq!(server.dial(&[cookie, ("origin", "https://evil.example")]).await.err(), Some(403));
    assert_eq!(server.dial(&[("host", "evil.example")]).await.err(), Some(421));
    for (headers, welcome) in [(vec![cookie, ("origin", own.as_str())], true), (vec![cookie], false)] {
        let (mut socket, _) = server.dial(&headers).await.unwrap_or_else(|status| panic!("{status}"));
        socket.say(json!({"type": "connection_init"})).await;
        if welcome {
            assert_eq!(socket.hear().await["type"], "connection_ack");
        } else {
            assert_eq!(socket.closed().await, 4403);
        }
    }
}

#[tokio::test]
async fn whoever_does_not_answer_pings_is_let_go() {
    let server = start(|settings| {
        settings.limits.ping_every = Duration::from_millis(10);
        settings.limits.pong_within = Duration::from_millis(50);
    })
    .await;
    let mut socket = server.socket().await;
    // Reading answers pings; so say nothing until the server has given up: it then closes what it has counted.
    let mut raw = socket.stream.get_mut();
    let tokio_tungstenite::MaybeTlsStream::Plain(stream) = &mut raw else { panic!("not plain") };
    let mut heard = Vec::new();
    let reading = tokio::io::AsyncReadExt::read_to_end(stream, &mut heard);
    tokio::time::timeout(Duration::from_secs(10), reading).await.expect("kept").unwrap();
    let code = 1013_u16.to_be_bytes();
    assert!(heard.windows(2).any(|two| two == code), "{heard:?}");
}
