//! Stopping: nothing that was begun is lost, and nobody is left hanging.

use super::toy::{start, start_with};
use dealstream::api::serve;
use futures_util::FutureExt;
use std::time::Duration;

#[tokio::test]
async fn a_stop_finishes_what_was_begun_and_sends_sockets_elsewhere() {
    let mut server = start(|settings| settings.limits.drain = Duration::from_secs(4)).await;
    let mut socket = server.socket().await;
    let running = server.post("{ nearly }").send();
    let running = server.tasks.spawn(running);
    server.begun.recv().await.unwrap();
    server.tasks.stopping().cancel();
    let ready = reqwest::Client::new().get(server.url("/readyz")).send().await.unwrap();
    assert_eq!(ready.status(), 503);
    assert_eq!(server.dial(&[]).await.err(), Some(503));
    assert_eq!(socket.closed().await, 1012);
    drop(socket);
    assert!(!*server.ended.borrow());
    server.toy.release.cancel();
    let answer: serde_json::Value = running.await.unwrap().unwrap().json().await.unwrap();
    assert_eq!(answer["data"]["nearly"], 1);
    let ended = tokio::time::timeout(Duration::from_secs(5), server.ended.wait_for(|ended| *ended)).await;
    ended.expect("it went on").unwrap();
    assert!(server.tasks.shut_down(Duration::from_secs(1)).await);
}

#[tokio::test]
async fn a_stop_does_not_wait_for_ever() {
    let mut server = start(|settings| settings.limits.drain = Duration::from_millis(100)).await;
    let running = server.tasks.spawn(server.post("{ nearly }").send());
    server.begun.recv().await.unwrap();
    server.tasks.stopping().cancel();
    let ended = tokio::time::timeout(Duration::from_secs(5), server.ended.wait_for(|ended| *ended)).await;
    ended.expect("it went on").unwrap();
    running.abort();
}

#[tokio::test]
async fn a_signal_stops_in_order() {
    let mut server = start_with(
        |settings| settings.limits.drain = Duration::from_millis(400),
        |listener, transport, router| serve::until_signal(listener, transport, router).boxed(),
    )
    .await;
    let mut socket = server.socket().await;
    // SAFETY: sends this process a signal that the server above handles.
    unsafe { libc::kill(libc::getpid(), libc::SIGTERM) };
    assert_eq!(socket.closed().await, 1012);
    drop(socket);
    let ended = tokio::time::timeout(Duration::from_secs(5), server.ended.wait_for(|ended| *ended)).await;
    ended.expect("it went on").unwrap();
}
