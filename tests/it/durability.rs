//! What was answered stays, also when the server is killed in the middle of the work.

use crate::harness::client::{Client, settle};
use crate::harness::{Server, TestDb};
use parking_lot::Mutex;
use serde_json::{Value, json};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

const WRITERS: usize = 6;

/// Renames and moves one deal until the server is gone. What was acknowledged goes to `kept` with its version.
async fn write(
    client: Client,
    deal: String,
    stages: Vec<String>,
    kept: Arc<Mutex<Vec<(String, i64)>>>,
    done: Arc<AtomicUsize>,
) {
    let rename = "mutation($id: ID!, $name: String) { updateDeal(input: {id: $id, name: $name}) { deal { version } } }";
    let step = "mutation($id: ID!, $stage: ID!, $version: Int!) { moveDeal(input: {id: $id, stageId: $stage, expectedVersion: $version}) { deal { version } } }";
    let mut version = 1;
    for round in 0.. {
        let answer = if round % 2 == 0 {
            client.data(rename, json!({ "id": deal, "name": format!("round {round}") })).await
        } else {
            let stage = &stages[round / 2 % 2];
            client.data(step, json!({ "id": deal, "stage": stage, "version": version })).await
        };
        let Some(answer) = answer else { return };
        let payload = answer.as_object().unwrap().values().next().unwrap();
        version = payload["deal"]["version"].as_i64().unwrap_or_else(|| panic!("refused: {answer}"));
        kept.lock().push((deal.clone(), version));
        done.fetch_add(1, Ordering::Relaxed);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_acknowledged_survives_kill_minus_nine_exactly_once() {
    let db = TestDb::new().await;
    let key = settle(&db.url);
    let args = ["--database-url", db.url.as_str()];
    let (doomed, other) = (Server::start(&args), Server::start(&args));
    let (client, second) = (Client::new(&doomed, &key), Client::new(&other, &key));
    let lists = client.data("{ pipelines { stages { id } } eventCursor }", json!({})).await.unwrap();
    let stage = |place: usize| lists["pipelines"][0]["stages"][place]["id"].as_str().unwrap().to_owned();
    let stages = vec![stage(1), stage(2)];
    let (kept, done) = (Arc::new(Mutex::new(Vec::new())), Arc::new(AtomicUsize::new(0)));
    let mut writers = Vec::new();
    for number in 0..WRITERS {
        let make = "mutation($name: String) { createDeal(input: {name: $name}) { deal { id } } }";
        let made = client.data(make, json!({ "name": format!("deal {number}") })).await.unwrap();
        let deal = made["createDeal"]["deal"]["id"].as_str().unwrap().to_owned();
        writers.push(tokio::spawn(write(client.clone(), deal, stages.clone(), kept.clone(), done.clone())));
    }
    let under_way = done.clone();
    tokio::task::spawn_blocking(move || {
        crate::harness::eventually("some work under way", Duration::from_secs(60), || {
            (under_way.load(Ordering::Relaxed) >= 60).then_some(())
        });
        doomed.kill();
    })
    .await
    .unwrap();
    for writer in writers {
        writer.await.unwrap();
    }
    let kept = kept.lock().clone();
    assert!(kept.len() >= 60);
    let read = all_events(&second, &lists["eventCursor"]).await;
    check(&read, &kept);
    let restarted = Server::start(&args);
    let client = Client::new(&restarted, &key);
    assert_eq!(
        all_events(&client, &lists["eventCursor"]).await,
        read,
        "the one started again tells the same"
    );
    let told = subscribed(&client, &lists["eventCursor"], read.len()).await;
    assert_eq!(told, read, "so does a subscription continued from before the work");
}

/// The log after a cursor, page by page.
async fn all_events(client: &Client, after: &Value) -> Vec<Value> {
    let query = "query($after: Cursor!) { events(after: $after, first: 50) { events { seq kind subjectId changes { field after } } cursor hasMore } }";
    let (mut all, mut after) = (Vec::new(), after.clone());
    loop {
        let page = client.data(query, json!({ "after": after })).await.unwrap()["events"].clone();
        all.extend(page["events"].as_array().unwrap().iter().cloned());
        after = page["cursor"].clone();
        if page["hasMore"] == false {
            return all;
        }
    }
}

/// Every number once and in order; of every deal one event for each version, and no acknowledged one missing.
fn check(events: &[Value], kept: &[(String, i64)]) {
    let seqs: Vec<i64> = events.iter().map(|event| event["seq"].as_i64().unwrap()).collect();
    assert!(seqs.windows(2).all(|pair| pair[1] == pair[0] + 1), "{seqs:?}");
    let mut versions: std::collections::BTreeMap<&str, i64> = std::collections::BTreeMap::new();
    for event in events {
        *versions.entry(event["subjectId"].as_str().unwrap()).or_default() += 1;
    }
    for (deal, version) in kept {
        assert!(
            versions[deal.as_str()] >= *version,
            "version {version} of {deal} was acknowledged and is not in the log"
        );
    }
    for (deal, count) in versions {
        let acknowledged =
            kept.iter().filter(|(id, _)| id == deal).map(|(_, version)| *version).max().unwrap_or(1);
        assert!(
            count <= acknowledged + 1,
            "{deal}: {count} events, {acknowledged} acknowledged and one at most under way"
        );
    }
}

/// The first so many events that a subscription over an event stream tells.
async fn subscribed(client: &Client, after: &Value, count: usize) -> Vec<Value> {
    let query = "subscription($after: Cursor) { events(after: $after) { events { ... on Event { seq kind subjectId changes { field after } } } } }";
    let request =
        client.http.post(&client.url).bearer_auth(&client.key).header("accept", "text/event-stream");
    let mut answer =
        request.json(&json!({ "query": query, "variables": { "after": after } })).send().await.unwrap();
    let (mut text, mut events) = (String::new(), Vec::new());
    while events.len() < count {
        let chunk =
            tokio::time::timeout(Duration::from_secs(10), answer.chunk()).await.expect("a message in time");
        text.push_str(std::str::from_utf8(&chunk.unwrap().expect("the stream goes on")).unwrap());
        while let Some((message, rest)) =
            text.split_once("\n\n").map(|(one, two)| (one.to_owned(), two.to_owned()))
        {
            text = rest;
            let Some(body) = message.lines().find_map(|line| line.strip_prefix("data:")) else { continue };
            let Ok(body) = serde_json::from_str::<Value>(body.trim()) else { continue };
            let told =
                body["data"]["events"]["events"].as_array().unwrap_or_else(|| panic!("{body}")).clone();
            events.extend(told);
        }
    }
    events
}
