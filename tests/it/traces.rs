//! Traces reach a collector, under the caller's span, and hold no customer's data.

use crate::harness::{Server, TestDb, server};
use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::routing::post;
use std::process::Stdio;
use std::sync::{Arc, Mutex};

type Received = Arc<Mutex<Vec<u8>>>;

/// An address that takes whatever is posted to it.
async fn collector() -> (String, Received) {
    let received = Received::default();
    let take = |State(received): State<Received>, body: Bytes| async move {
        received.lock().unwrap().extend_from_slice(&body);
    };
    let router = Router::new().route("/v1/traces", post(take)).with_state(received.clone());
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}/v1/traces", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    (address, received)
}

fn run(db: &TestDb, args: &[&str]) -> String {
    let mut command = server::program();
    let output = command.args(args).env("DATABASE_URL", &db.url).stdin(Stdio::null()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_is_traced_from_its_caller_to_its_statements() {
    let db = TestDb::new().await;
    let admin = ["--admin-name", "Ada", "--admin-email", "ada@firma.cz"];
    run(&db, &[&["workspace", "create", "--name", "Firma", "--slug", "firma"], &admin[..]].concat());
    let key = run(&db, &["key", "create", "--workspace", "firma", "--user", "ada@firma.cz", "--name", "k"]);
    let (address, received) = collector().await;
    let traces = format!("traces={address}");
    let server = Server::start(&["--database-url", &db.url, "--set", &traces]);
    let asked = reqwest::Client::new()
        .post(server.url("/graphql"))
        .bearer_auth(key)
        .header("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
        .json(&serde_json::json!({
            "query": "mutation Secretly($n: String!) { createAccount(input: { name: $n }) { account { name } } }",
            "variables": { "n": "Zmrzlina-4711" },
        }))
        .send()
        .await
        .unwrap();
    let answer = asked.text().await.unwrap();
    assert!(answer.contains("Zmrzlina-4711"), "{answer}");
    assert!(server.terminate().success(), "the last traces are sent on the way out");
    let bytes = received.lock().unwrap().clone();
    let has = |part: &[u8]| bytes.windows(part.len()).any(|window| window == part);
    let caller =
        [0x0a, 0xf7, 0x65, 0x19, 0x16, 0xcd, 0x43, 0xdd, 0x84, 0x48, 0xeb, 0x21, 0x1c, 0x80, 0x31, 0x9c];
    assert!(has(&caller), "the caller's trace goes on");
    for part in [
        "dealstream",
        "request",
        "operation",
        "Secretly",
        "transaction",
        "statement",
        "INSERT INTO \"accounts\"",
    ] {
        assert!(has(part.as_bytes()), "{part}");
    }
    assert!(!has(b"Zmrzlina"), "values stay here");
}
