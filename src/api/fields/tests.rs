//! Objects and lists of a small schema, and the futures below them.

#![allow(clippy::expect_used)]

use super::{Value, together};
use crate::api::ahead::Related;
use crate::api::connection::Connection;
use crate::db::list::Slice;
use async_graphql::{EmptyMutation, EmptySubscription, Object, Schema, SimpleObject};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

#[derive(SimpleObject, Default)]
#[graphql(complex, crate = "crate::api::fields")]
struct Card {
    name: String,
    count: i32,
}

#[async_graphql::ComplexObject]
impl Card {
    async fn slow(&self) -> i32 {
        tokio::time::sleep(Duration::from_millis(20)).await;
        self.count
    }
    async fn broken(&self) -> async_graphql::Result<i32> {
        Err("broken".into())
    }
    async fn maybe(&self) -> async_graphql::Result<Option<i32>> {
        Err("maybe".into())
    }
    async fn next(&self) -> Option<Card> {
        Some(Card { name: "next".into(), count: self.count + 1 })
    }
    async fn all(&self) -> Connection<Card> {
        let card = |count: i32| (count.to_string(), Card { name: format!("card {count}"), count });
        let page = Slice { rows: (0..40).map(card).collect(), has_previous: false, has_next: true };
        Connection::new(page, async_graphql::connection::EmptyFields)
    }
}

impl Related for Card {}

struct Query;

#[Object]
impl Query {
    async fn card(&self) -> Option<Card> {
        Some(Card { name: "one".into(), count: 1 })
    }
}

async fn asked(query: &str) -> (String, Vec<String>) {
    let schema = Schema::new(Query, EmptyMutation, EmptySubscription);
    let response = schema.execute(query).await;
    let errors = response.errors.iter().map(|error| {
        let path: Vec<String> = error.path.iter().map(|step| format!("{step:?}")).collect();
        format!("{} at {}", error.message, path.join(" "))
    });
    (serde_json::to_string(&response.data).expect("JSON"), errors.collect())
}

#[tokio::test]
async fn fields_come_in_the_order_they_were_asked_for() {
    let (answer, errors) = asked("{ card { slow name __typename again: count next { slow name } } }").await;
    let expected =
        r#"{"card":{"slow":1,"name":"one","__typename":"Card","again":1,"next":{"slow":2,"name":"next"}}}"#;
    assert_eq!((answer.as_str(), errors), (expected, vec![]));
}

#[tokio::test]
async fn what_is_asked_for_twice_comes_together() {
    let query =
        "{ card { next { name } ...More ... { count } all { nodes { count } edges { node { name } } } } }
                 fragment More on Card { next { count next { count } } all { nodes { name } } count }";
    let (answer, _) = asked(query).await;
    let answer: serde_json::Value = serde_json::from_str(&answer).expect("JSON");
    let next = serde_json::json!({ "name": "next", "count": 2, "next": { "count": 3 } });
    assert_eq!(answer["card"]["next"], next);
    assert_eq!(answer["card"]["count"], 1);
    let nodes = answer["card"]["all"]["nodes"].as_array().expect("nodes");
    assert_eq!((nodes.len(), &nodes[39]), (40, &serde_json::json!({ "count": 39, "name": "card 39" })));
}

#[tokio::test]
async fn what_may_not_be_null_takes_its_object_with_it() {
    let (answer, errors) = asked("{ card { name maybe } }").await;
    assert_eq!(answer, r#"{"card":{"name":"one","maybe":null}}"#);
    assert_eq!(errors, [r#"maybe at Field("card") Field("maybe")"#]);
    let (answer, errors) = asked("{ card { name next { name broken } slow } }").await;
    assert_eq!(answer, r#"{"card":{"name":"one","next":null,"slow":1}}"#);
    assert_eq!(errors, [r#"broken at Field("card") Field("next") Field("broken")"#]);
    let (answer, errors) = asked("{ card { name all { nodes { broken } } } }").await;
    assert_eq!(answer, r#"{"card":null}"#);
    assert_eq!(errors, [r#"broken at Field("card") Field("all") Field("nodes") Index(0) Field("broken")"#]);
}

#[tokio::test]
async fn what_waits_waits_side_by_side() {
    let begun = tokio::time::Instant::now();
    let (answer, _) = asked("{ card { slow all { nodes { slow next { slow } } } } }").await;
    assert!(answer.ends_with(r#"{"slow":39,"next":{"slow":40}}]}}}"#), "{answer}");
    assert!(begun.elapsed() < Duration::from_millis(800), "{:?}", begun.elapsed());
}

/// However many wait, every one is asked again until it is ready, and never after.
#[tokio::test]
async fn futures_are_asked_until_they_are_ready() {
    for many in [0, 1, 7, 500] {
        let asked = Arc::new(AtomicUsize::new(0));
        let futures = (0..many).map(|number| {
            let asked = asked.clone();
            async move {
                for _ in 0..number % 3 {
                    tokio::task::yield_now().await;
                }
                asked.fetch_add(1, Ordering::Relaxed);
                Value::from(number)
            }
        });
        let outputs = together(futures).await;
        assert_eq!(outputs, (0..many).map(Value::from).collect::<Vec<_>>());
        assert_eq!(asked.load(Ordering::Relaxed), many);
    }
}

/// What loaders count on: all side by side are asked once, at any depth, before any is asked again.
#[tokio::test]
async fn nobody_is_asked_again_before_everybody_was_asked() {
    for (outer, inner) in [(3, 3), (40, 2), (2, 40), (40, 40)] {
        let begun = Arc::new(AtomicUsize::new(0));
        let lists = (0..outer).map(|_| {
            let begun = begun.clone();
            async move {
                let items = (0..inner).map(|_| async {
                    begun.fetch_add(1, Ordering::Relaxed);
                    tokio::task::yield_now().await;
                    begun.load(Ordering::Relaxed)
                });
                together(items).await
            }
        });
        let seen = together(lists).await.concat();
        assert!(seen.iter().all(|seen| *seen == outer * inner), "{outer} × {inner}: {seen:?}");
    }
}
