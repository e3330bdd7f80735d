//! The public suites, against the real server: run where node and the packages of `tests/standards` are installed.

use crate::harness::client::settle;
use crate::harness::{Server, TestDb};
use std::path::Path;

#[tokio::test(flavor = "multi_thread")]
async fn the_public_suites_are_satisfied() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/standards");
    if !folder.join("node_modules").exists() {
        return;
    }
    let db = TestDb::new().await;
    let key = settle(&db.url);
    let server = Server::start(&["--database-url", &db.url]);
    for token in ["", key.as_str()] {
        let run = tokio::process::Command::new("node")
            .arg(folder.join("audit.mjs"))
            .arg(server.url("/graphql"))
            .env("AUDIT_TOKEN", token)
            .env("AUDIT_SUBSCRIPTION", "subscription { events { cursor events { __typename } } }")
            .output();
        let output = run.await.unwrap();
        let told = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success(), "{told}\n{}", String::from_utf8_lossy(&output.stderr));
        assert!(told.contains("graphql-http: 61 of 61 ok"), "{told}");
    }
}
