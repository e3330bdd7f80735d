//! Two servers, one Redis: what one commits, a client of the other hears.

use super::{deal, linked};
use crate::harness::client::{Client, settle};
use crate::harness::socket::Socket;
use crate::harness::{Redis, Server, TestDb};
use serde_json::{Value, json};
use std::time::Instant;

const DEALS: &str = "subscription($after: Cursor) { dealEvents(after: $after) { cursor events { __typename ... on DealEntered { seq deal { name } } ... on DealChanged { seq deal { name } } } } }";

/// A socket on one server hears what is done over HTTP on the other; nothing but Redis can carry it within the test.
async fn heard_across(redis: &Redis, more: &[&str]) {
    let db = TestDb::new().await;
    let key = settle(&db.url);
    let url = redis.url();
    let args = ["--database-url", &db.url, "--redis-url", &url, "--set", "limits.position_check=10m"];
    let args = [&args[..], more].concat();
    let (one, two) = (Server::start(&args), Server::start(&args));
    linked(&[&one, &two]).await;
    let mut socket = Socket::open(one.port, Some(&key), None).await;
    let first = socket.subscribe_live("live", DEALS, json!({})).await;
    assert_eq!(first["events"], json!([]));
    assert!(first["cursor"].is_string());
    let client = Client::new(&two, &key);
    let id = deal(&client, "deal 0").await;
    let (entered, _) = socket.events("live", 1).await;
    assert_eq!(
        (&entered[0]["__typename"], &entered[0]["deal"]["name"]),
        (&json!("DealEntered"), &json!("deal 0"))
    );
    let begun = Instant::now();
    client
        .change(&format!(
            "updateDeal(input: {{id: \"{id}\", name: \"renamed\"}}) {{ userErrors {{ message }} }}"
        ))
        .await;
    let (changed, cursor) = socket.events("live", 1).await;
    println!("mutation on one server to message on the other: {:?}", begun.elapsed());
    assert_eq!(changed[0]["deal"]["name"], "renamed");
    for number in 1..20 {
        deal(&client, &format!("deal {number}")).await;
    }
    let (events, _) = socket.events("live", 19).await;
    let seqs: Vec<i64> = events.iter().map(|event| event["seq"].as_i64().unwrap()).collect();
    assert!(seqs.windows(2).all(|pair| pair[1] == pair[0] + 1), "in order, each once: {seqs:?}");
    let again = json!({ "id": "again", "type": "subscribe",
        "payload": { "query": DEALS, "variables": { "after": cursor } } });
    socket.say(again).await;
    assert_eq!(socket.told("again").await["events"], json!([]));
    assert_eq!(socket.events("again", 19).await.0, events, "from a cursor the same again");
}

fn channels(redis: &Redis, kind: &str) -> usize {
    redis.command(&["PUBSUB", kind]).lines().filter(|line| line.starts_with("dealstream:{")).count()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_of_one_server_hears_what_is_done_on_another() {
    let redis = Redis::start();
    heard_across(&redis, &[]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_redis_cluster_carries_the_news_by_sharded_channels() {
    let redis = Redis::cluster();
    let watcher = watch_channels(&redis);
    heard_across(&redis, &["--set", "redis_cluster=true"]).await;
    let (sharded, plain) = watcher.join().unwrap();
    assert!(sharded > 0, "SSUBSCRIBE was not used");
    assert_eq!(plain, 0, "SUBSCRIBE was used");
}

/// The most channels of ours that Redis had at once, sharded and plain, until there was one.
fn watch_channels(redis: &Redis) -> std::thread::JoinHandle<(usize, usize)> {
    let port = redis.port();
    std::thread::spawn(move || {
        let seen = Redis::at(port);
        crate::harness::eventually("a channel", std::time::Duration::from_secs(60), || {
            let found = (channels(&seen, "SHARDCHANNELS"), channels(&seen, "CHANNELS"));
            (found != (0, 0)).then_some(found)
        })
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn a_socket_goes_on_over_event_streams_and_queries_alike() {
    let db = TestDb::new().await;
    let key = settle(&db.url);
    let server = Server::start(&["--database-url", &db.url]);
    let mut socket = Socket::open(server.port, Some(&key), None).await;
    let query = json!({ "id": "q", "type": "subscribe", "payload": { "query": "{ viewer { name } }" } });
    socket.say(query).await;
    assert_eq!(socket.told("q").await, json!({ "name": "Anna" }));
    let completed: Value = socket.hear().await;
    assert_eq!(completed, json!({ "id": "q", "type": "complete" }));
}
