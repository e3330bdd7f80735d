//! A client of a real server, and the commands that make it a workspace to work in.

use super::{Server, server};
use serde_json::{Value, json};
use std::io::Write as _;
use std::process::{Command, Stdio};
use std::time::Duration;

/// A client of one server with an API key.
#[derive(Clone)]
pub struct Client {
    pub http: reqwest::Client,
    pub url: String,
    pub key: String,
}

impl Client {
    pub fn new(server: &Server, key: &str) -> Self {
        Self { http: reqwest::Client::new(), url: server.url("/graphql"), key: key.to_owned() }
    }

    /// The data of an answer that came whole; none when the server went away or refused.
    pub async fn data(&self, query: &str, variables: Value) -> Option<Value> {
        let answer = self.answer(query, variables).await?;
        assert!(answer.get("errors").is_none(), "{answer:#}");
        Some(answer["data"].clone())
    }

    /// The whole answer; none when the server went away.
    pub async fn answer(&self, query: &str, variables: Value) -> Option<Value> {
        let request = self.http.post(&self.url).bearer_auth(&self.key).timeout(Duration::from_secs(20));
        let answer = request.json(&json!({ "query": query, "variables": variables })).send().await.ok()?;
        answer.json().await.ok()
    }

    /// Makes a change that must succeed; its payload.
    pub async fn change(&self, mutation: &str) -> Value {
        let data = self.data(&format!("mutation {{ {mutation} }}"), json!({})).await.expect("an answer");
        let payload = data.as_object().unwrap().values().next().unwrap().clone();
        let refused = payload.get("userErrors").is_some_and(|errors| !errors.as_array().unwrap().is_empty());
        assert!(!refused, "{mutation}: {payload:#}");
        payload
    }
}

/// Runs a command of the program against the database; what it printed.
pub fn command(database_url: &str, args: &[&str], input: &str) -> String {
    let mut command: Command = server::program();
    command.args(["--database-url", database_url]).args(args);
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

/// A workspace, and an API key of its admin.
pub fn settle(database_url: &str) -> String {
    let workspace = ["workspace", "create", "--name", "Firma", "--slug", "firma", "--admin-name", "Anna"];
    let workspace = [&workspace[..], &["--admin-email", "anna@firma.cz", "--password-stdin"]].concat();
    command(database_url, &workspace, "correct horse battery\n");
    key_of(database_url, "anna@firma.cz")
}

/// An API key of somebody of that workspace.
pub fn key_of(database_url: &str, email: &str) -> String {
    let key = ["key", "create", "--workspace", "firma", "--user", email, "--name", "writer"];
    command(database_url, &key, "")
}
