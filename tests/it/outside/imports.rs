//! An import on the command line, watched from a client of the server.

use crate::harness::client::{command, settle};
use crate::harness::socket::Socket;
use crate::harness::{Redis, Server, TestDb};
use serde_json::json;
use std::fmt::Write as _;

const MAPPING: &str = "source = \"shop\"\nname = \"Shop\"\n[[sources]]\nfile = \"firms.csv\"\nkind = \"accounts\"\nkey = \"{firm}\"\nfields = { name = \"{firm}\" }\n";
const ROWS: i64 = 3_000;

#[tokio::test(flavor = "multi_thread")]
async fn an_import_is_told_as_it_goes_on() {
    let (db, redis) = (TestDb::new().await, Redis::start());
    let key = settle(&db.url);
    let server = Server::start(&["--database-url", &db.url, "--redis-url", &redis.url()]);
    super::linked(&[&server]).await;
    let folder = tempfile::TempDir::new().unwrap();
    let mut rows = String::from("firm\n");
    for number in 0..ROWS {
        writeln!(rows, "Firm {number}").unwrap();
    }
    std::fs::write(folder.path().join("firms.csv"), rows).unwrap();
    let mapping = folder.path().join("mapping.toml");
    std::fs::write(&mapping, MAPPING).unwrap();
    let mut socket = Socket::open(server.port, Some(&key), None).await;
    let begins = "subscription { events(kinds: [\"import.started\"]) { cursor events { ... on Event { subjectId cursor } } } }";
    socket.subscribe_live("begins", begins, json!({})).await;
    let (database, address) = (db.url.clone(), redis.url());
    let importing = tokio::task::spawn_blocking(move || {
        let (path, mapping) = (folder.path().to_str().unwrap(), mapping.to_str().unwrap());
        command(
            &database,
            &["import", path, "--workspace", "firma", "--mapping", mapping, "--redis-url", &address],
            "",
        )
    });
    let (begun, _) = socket.events("begins", 1).await;
    let mut watch = Socket::open(server.port, Some(&key), None).await;
    let progress = "subscription($id: ID!, $after: Cursor) { importProgress(id: $id, after: $after) { import { status done total created finishedAt } rowsPerSecond secondsLeft } }";
    let from = json!({ "id": begun[0]["subjectId"], "after": begun[0]["cursor"] });
    let mut told = vec![watch.subscribe_live("progress", progress, from).await];
    while told.last().unwrap()["import"]["status"] == "RUNNING" {
        told.push(watch.told("progress").await);
    }
    let done: Vec<i64> = told.iter().map(|message| message["import"]["done"].as_i64().unwrap()).collect();
    println!("told {} times: {done:?}", told.len());
    assert!(done.windows(2).all(|pair| pair[0] <= pair[1]), "{done:?}");
    let under_way = told.iter().filter(|message| {
        let done = message["import"]["done"].as_i64().unwrap();
        message["import"]["status"] == "RUNNING" && 0 < done && done < ROWS
    });
    let under_way: Vec<_> = under_way.collect();
    assert!(under_way.len() >= 2, "while it ran: {told:#?}");
    assert!(under_way.iter().all(|message| message["rowsPerSecond"].as_f64().unwrap() > 0.0));
    assert!(under_way.iter().all(|message| message["secondsLeft"].is_i64()));
    let end = told.pop().unwrap();
    assert_eq!((&end["import"]["status"], &end["import"]["created"]), (&json!("DONE"), &json!(ROWS)));
    assert_eq!((&end["secondsLeft"], end["import"]["finishedAt"].is_string()), (&json!(null), true));
    assert!(importing.await.unwrap().contains("3000 rows"));
}
