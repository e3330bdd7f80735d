//! Limits by address behind a proxy.

use crate::harness::{Server, TestDb};
use serde_json::{Value, json};

/// What a stranger is answered whom the proxy on this machine says to be there.
async fn code(server: &Server, forwarded: &str) -> Value {
    let request = reqwest::Client::new().post(server.url("/graphql")).header("x-forwarded-for", forwarded);
    let answer = request.json(&json!({ "query": "{ setup { needed } }" })).send().await.unwrap();
    answer.json::<Value>().await.unwrap()["errors"][0]["extensions"]["code"].clone()
}

/// Asks until it is too much.
async fn exhaust(server: &Server, forwarded: &str) {
    for _ in 0..100 {
        if code(server, forwarded).await == "RATE_LIMITED" {
            return;
        }
    }
    panic!("{forwarded} is never too much");
}

#[tokio::test(flavor = "multi_thread")]
async fn strangers_are_told_apart_by_what_a_trusted_proxy_says_and_by_nothing_else() {
    let db = TestDb::new().await;
    let slow =
        ["--database-url", &db.url, "--set", "limits.cost_bucket=20", "--set", "limits.cost_per_second=1"];
    let trusting = Server::start(&[&slow[..], &["--set", "trusted_proxies=127.0.0.0/8"]].concat());
    exhaust(&trusting, "198.51.100.1").await;
    assert_eq!(code(&trusting, "198.51.100.2").await, Value::Null, "another client of the same proxy");
    assert_eq!(
        code(&trusting, "198.51.100.9, 198.51.100.1").await,
        "RATE_LIMITED",
        "whatever they claim to be"
    );
    let metrics =
        reqwest::Client::new().get(trusting.url("/metrics")).header("x-forwarded-for", "198.51.100.1");
    assert_eq!(metrics.send().await.unwrap().status(), 404);
    assert_eq!(reqwest::get(trusting.url("/metrics")).await.unwrap().status(), 200);
    let doubting = Server::start(&slow);
    exhaust(&doubting, "198.51.100.1").await;
    assert_eq!(code(&doubting, "198.51.100.2").await, "RATE_LIMITED", "nobody is believed by default");
    let wrong = crate::harness::server::run(&[
        "serve",
        "--database-url",
        &db.url,
        "--listen",
        "127.0.0.1:0",
        "--set",
        "trusted_proxies=proxy.example",
    ]);
    assert!(!wrong.status.success());
    assert!(String::from_utf8_lossy(&wrong.stderr).contains("“proxy.example”"), "{wrong:?}");
}
