//! Slow, silent and greedy clients.

use super::toy::{raw_exchange, start};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

#[tokio::test]
async fn a_client_that_does_not_read_is_closed_for_later() {
    let mut server = start(|settings| settings.limits.write_stalled = Duration::from_millis(100)).await;
    let mut socket = server.socket().await;
    socket.subscribe("a", "subscription { flood }").await;
    server.drops.recv().await.expect("the flood went on into nowhere");
    assert_eq!(socket.closed().await, 1013);
}

#[tokio::test]
async fn rights_that_end_stop_a_write_that_waits() {
    let mut server = start(|_| ()).await;
    let mut socket = server.socket().await;
    socket.subscribe("a", "subscription { silence }").await;
    socket.subscribe("b", "subscription { flood }").await;
    for _ in 0..2 {
        server.begun.recv().await.unwrap();
    }
    server.toy.revoke.cancel();
    for _ in 0..2 {
        let dropped = tokio::time::timeout(Duration::from_secs(2), server.drops.recv()).await;
        dropped.expect("still subscribed after two seconds").unwrap();
    }
}

#[tokio::test]
async fn headers_must_come_in_time_and_be_few() {
    let server = start(|settings| settings.limits.header_timeout = Duration::from_millis(50)).await;
    let told = raw_exchange(server.address, b"GET /healthz HTTP/1.1\r\nHost: loc").await;
    assert!(told.is_empty() || told.starts_with("HTTP/1.1 408"), "{told}");
    let long =
        format!("GET /healthz HTTP/1.1\r\nHost: localhost\r\nX-Long: {}\r\n\r\n", "x".repeat(64 << 10));
    let told = raw_exchange(server.address, long.as_bytes()).await;
    assert!(told.is_empty() || told.starts_with("HTTP/1.1 431"), "{told}");
}

#[tokio::test]
async fn a_body_must_come_in_time() {
    let server = start(|settings| settings.limits.body_timeout = Duration::from_millis(50)).await;
    let head = "POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{";
    let told = raw_exchange(server.address, head.as_bytes()).await;
    assert!(told.starts_with("HTTP/1.1 408"), "{told}");
}

#[tokio::test]
async fn operations_and_requests_end_in_time() {
    let server = start(|settings| settings.limits.operation_timeout = Duration::from_millis(20)).await;
    assert_eq!(server.ask("{ slow }").await["errors"][0]["extensions"]["code"], "TIMEOUT");
    let server = start(|settings| settings.limits.request_timeout = Duration::from_millis(20)).await;
    let response = server.post("{ slow }").send().await.unwrap();
    assert_eq!(response.status(), 504);
}

#[tokio::test]
async fn connections_beyond_the_cap_are_told_so() {
    let server = start(|settings| settings.limits.connections = 1).await;
    let mut first = TcpStream::connect(server.address).await.unwrap();
    first.write_all(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n").await.unwrap();
    let mut byte = [0];
    first.read_exact(&mut byte).await.unwrap();
    let mut second = TcpStream::connect(server.address).await.unwrap();
    let mut told = String::new();
    second.read_to_string(&mut told).await.unwrap();
    assert!(told.starts_with("HTTP/1.1 503"), "{told}");
    drop(first);
}
