//! The public suites, against the toy: run where node and the packages of `tests/standards` are installed.

use super::toy::start;
use std::path::Path;

#[tokio::test]
async fn the_public_suites_are_satisfied() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/standards");
    if !folder.join("node_modules").exists() {
        return;
    }
    let server = start(|_| ()).await;
    for token in ["", "good"] {
        let run = tokio::process::Command::new("node")
            .arg(folder.join("audit.mjs"))
            .arg(server.url("/graphql"))
            .env("AUDIT_TOKEN", token)
            .env("AUDIT_SUBSCRIPTION", "subscription { count(to: 3) }")
            .output();
        let output = run.await.unwrap();
        let told = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success(), "{told}\n{}", String::from_utf8_lossy(&output.stderr));
        assert!(told.contains("graphql-http: 61 of 61 ok"), "{told}");
    }
}
