//! GraphQL over server-sent events.

use super::toy::start;
use futures_util::StreamExt;
use std::time::Duration;

async fn text(request: reqwest::RequestBuilder) -> String {
    let response = request.header("accept", "text/event-stream").send().await.unwrap();
    assert_eq!(response.status(), 200);
    assert!(response.headers()["content-type"].to_str().unwrap().starts_with("text/event-stream"));
    let body = tokio::time::timeout(Duration::from_secs(10), response.text());
    body.await.expect("the stream did not end").unwrap()
}

#[tokio::test]
async fn operations_of_every_kind_are_events_that_end() {
    let server = start(|_| ()).await;
    let live = text(server.post("subscription { count(to: 2) }")).await;
    let expected = "event: next\ndata: {\"data\":{\"count\":1}}\n\nevent: next\ndata: {\"data\":{\"count\":2}}\n\n\
        event: complete\ndata: \n\n";
    assert_eq!(live, expected);
    let query = text(server.post("{ hello }")).await;
    assert!(query.starts_with("event: next\ndata: {\"data\":{\"hello\":\"world\"}"), "{query}");
    assert!(query.ends_with("event: complete\ndata: \n\n"));
    for (bad, code) in [
        ("{", "BAD_USER_INPUT"),
        ("subscription { nonsense }", "BAD_USER_INPUT"),
        ("subscription { shock }", "INTERNAL"),
    ] {
        let told = text(server.post(bad)).await;
        assert!(told.contains(code) && told.ends_with("event: complete\ndata: \n\n"), "{told}");
    }
    let get = server.client.get(server.url("/graphql?query=subscription%7Bcount(to:1)%7D"));
    assert!(text(get).await.contains("\"count\":1"));
}

#[tokio::test]
async fn a_quiet_stream_has_a_heartbeat_and_ends_when_the_client_goes() {
    let mut server = start(|settings| settings.limits.ping_every = Duration::from_millis(20)).await;
    let response =
        server.post("subscription { silence }").header("accept", "text/event-stream").send().await.unwrap();
    let mut body = response.bytes_stream();
    assert_eq!(&body.next().await.unwrap().unwrap()[..3], b":\n\n");
    drop(body);
    server.drops.recv().await.expect("the subscription went on");
}

#[tokio::test]
async fn a_stream_ends_without_completing_when_rights_end_or_the_server_stops() {
    for stop in [false, true] {
        let mut server = start(|settings| settings.limits.drain = Duration::from_millis(400)).await;
        let request =
            server.post("subscription { silence }").bearer_auth("good").header("accept", "text/event-stream");
        let response = request.send().await.unwrap();
        server.begun.recv().await.unwrap();
        if stop {
            server.tasks.stopping().cancel();
        } else {
            server.toy.revoke.cancel();
        }
        let body = tokio::time::timeout(Duration::from_secs(2), response.text()).await.expect("it went on");
        assert_eq!(body.unwrap(), "");
    }
}
