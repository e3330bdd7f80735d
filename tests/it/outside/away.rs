//! PostgreSQL goes away under a running server and comes back: refusals with a code, and nothing is missed.

use super::deal;
use crate::harness::client::{Client, settle};
use crate::harness::postgres::Postgres;
use crate::harness::socket::Socket;
use crate::harness::{Server, eventually};
use serde_json::{Value, json};
use std::time::{Duration, Instant};

const DEALS: &str = "subscription { dealEvents { cursor events { __typename ... on DealEntered { deal { name owner { name } } } } } }";
const RENAME: &str = "mutation($id: ID!, $name: String) { updateDeal(input: {id: $id, name: $name}) { deal { name } userErrors { code } } }";

fn code(answer: &Value) -> &Value {
    &answer["errors"][0]["extensions"]["code"]
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_that_goes_away_and_comes_back_costs_nobody_anything() {
    let mut postgres = tokio::task::spawn_blocking(Postgres::start).await.unwrap();
    let key = settle(&postgres.url);
    // News that follows other news waits longer than it takes to stop the database.
    let server = Server::start(&["--database-url", &postgres.url, "--set", "limits.gather=1500ms"]);
    let client = Client::new(&server, &key);
    let mut socket = Socket::open(server.port, Some(&key), None).await;
    socket.subscribe_live("deals", DEALS, json!({})).await;
    let id = deal(&client, "before").await;
    let heard = socket.events("deals", 1).await.0;
    assert_eq!(heard[0]["deal"]["name"], "before");
    let told = Instant::now();
    deal(&client, "just before").await;
    postgres = tokio::task::spawn_blocking(move || {
        postgres.stop();
        postgres
    })
    .await
    .unwrap();
    println!("{:?} between the commit and the database being away", told.elapsed());

    for (query, variables) in
        [(RENAME, json!({ "id": id, "name": "refused" })), ("{ deals { nodes { name } } }", json!({}))]
    {
        let begun = Instant::now();
        let answer = client.answer(query, variables).await.expect("an answer");
        let spent = begun.elapsed();
        assert_eq!(code(&answer), "UNAVAILABLE", "{answer:#}");
        println!("refused after {spent:?}");
        assert!(spent < Duration::from_secs(3), "{spent:?}");
    }
    let ready = reqwest::get(server.url("/readyz")).await.unwrap();
    assert_eq!(ready.status(), 503);
    assert_eq!(reqwest::get(server.url("/healthz")).await.unwrap().status(), 200, "the process lives");
    // The waiting news is due while the database is away.
    tokio::task::spawn_blocking(move || {
        eventually("the news is due", Duration::from_secs(5), || {
            (told.elapsed() > Duration::from_secs(2)).then_some(())
        });
        postgres.resume();
        postgres
    })
    .await
    .map(|postgres| postgres_is_back(postgres, client, socket, server, id))
    .unwrap()
    .await;
}

async fn postgres_is_back(
    postgres: Postgres,
    client: Client,
    mut socket: Socket,
    server: Server,
    id: String,
) {
    let back = Instant::now();
    loop {
        let answer = client.answer(RENAME, json!({ "id": id, "name": "again" })).await.expect("an answer");
        if answer.get("errors").is_none() {
            break;
        }
        assert_eq!(code(&answer), "UNAVAILABLE", "{answer:#}");
        assert!(back.elapsed() < Duration::from_secs(5), "not by itself: {answer:#}");
        super::pause().await;
    }
    println!("changes again after {:?}", back.elapsed());
    assert_eq!(reqwest::get(server.url("/readyz")).await.unwrap().status(), 200);
    deal(&client, "after").await;
    let heard = socket.events("deals", 3).await.0;
    let names: Vec<&Value> = heard.iter().map(|event| &event["deal"]["name"]).collect();
    assert_eq!(names, [&json!("just before"), &Value::Null, &json!("after")], "{heard:#?}");
    assert_eq!(heard[0]["deal"]["owner"]["name"], "Anna");
    assert_eq!(heard[1]["__typename"], "DealChanged");
    println!("news again after {:?}", back.elapsed());
    drop(postgres);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_that_falls_silent_is_not_waited_for() {
    let postgres = tokio::task::spawn_blocking(Postgres::start).await.unwrap();
    let key = settle(&postgres.url);
    let server = Server::start(&["--database-url", &postgres.url]);
    let client = Client::new(&server, &key);
    let mut socket = Socket::open(server.port, Some(&key), None).await;
    socket.subscribe_live("deals", DEALS, json!({})).await;
    let id = deal(&client, "before").await;
    assert_eq!(socket.events("deals", 1).await.0[0]["deal"]["name"], "before");
    postgres.freeze();
    let begun = Instant::now();
    let rename = client.answer(RENAME, json!({ "id": id, "name": "begun" }));
    let (reading, changing) = tokio::join!(client.answer("{ deals { nodes { name } } }", json!({})), rename);
    let spent = begun.elapsed();
    assert_eq!(code(&reading.expect("an answer")), "UNAVAILABLE");
    assert_eq!(code(&changing.expect("an answer")), "TIMEOUT", "it may yet be done");
    println!("noticed after {spent:?}");
    assert!(spent < Duration::from_secs(3), "{spent:?}");

    let begun = Instant::now();
    let answer = client.answer(RENAME, json!({ "id": id, "name": "never begun" })).await.expect("an answer");
    assert_eq!(code(&answer), "UNAVAILABLE");
    assert!(begun.elapsed() < Duration::from_millis(500), "{:?}", begun.elapsed());

    postgres.thaw();
    let back = Instant::now();
    while client
        .answer("{ deals { nodes { name } } }", json!({}))
        .await
        .expect("an answer")
        .get("errors")
        .is_some()
    {
        assert!(back.elapsed() < Duration::from_secs(5), "not by itself");
        super::pause().await;
    }
    println!("answers again after {:?}", back.elapsed());
    assert_eq!(socket.events("deals", 1).await.0[0]["__typename"], "DealChanged", "what was begun is done");
    let found = client.answer("{ deals { nodes { name } } }", json!({})).await.expect("an answer");
    assert_eq!(found["data"]["deals"]["nodes"], json!([{ "name": "begun" }]), "and nothing twice");
}
