//! Nothing is overwritten blindly, told twice, or done twice.

use super::{changed, deal, kinds, made, stage};
use crate::harness::house::{House, id_of};
use crate::harness::node::{Node, caller};
use chrono::Duration;
use dealstream::app::actor::Role;
use dealstream::app::config::Limits;
use serde_json::{Value, json};
use std::sync::Arc;

#[tokio::test(flavor = "multi_thread")]
async fn amounts_are_not_changed_without_saying_which_version() {
    let house = House::new().await;
    let id = made(&house, &house.admin, "deal", json!({ "name": "One" })).await;
    for (field, value) in [
        ("amount", json!("5")),
        ("currency", json!("USD")),
        ("probability", json!(20)),
        ("amount", json!(null)),
    ] {
        let input = json!({ "id": id, field: value });
        assert_eq!(
            house.refused(&house.admin, "updateDeal", input).await,
            ["REQUIRED expectedVersion"],
            "{field}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_conflict_tells_what_changed_since_by_whom() {
    let house = House::new().await;
    let rita = house.person("Rita", Role::Rep).await;
    let id = made(&house, &house.admin, "deal", json!({ "name": "One", "nextStep": "Call" })).await;
    house.change(&rita, "updateDeal", json!({ "id": id, "name": "Two", "nextStep": "Visit" }), "").await;
    house.change(&rita, "updateDeal", json!({ "id": id, "name": "Three" }), "").await;
    let stale = json!({ "id": id, "amount": "9", "expectedVersion": 1 });
    let document = "mutation($input: UpdateDealInput!) { updateDeal(input: $input) { deal { id } userErrors { __typename code path ... on Conflict { currentVersion changedBy { name } changed { field before after } } } } }";
    let answer = house.ask(&house.admin, document, json!({ "input": stale })).await["updateDeal"].clone();
    assert_eq!(
        answer,
        json!({ "deal": null, "userErrors": [{
            "__typename": "Conflict", "code": "CONFLICT", "path": ["expectedVersion"], "currentVersion": 3,
            "changedBy": { "name": "Rita" },
            "changed": [
                { "field": "name", "before": "One", "after": "Three" },
                { "field": "nextStep", "before": "Call", "after": "Visit" }
            ]
        }] })
    );
    let move_on = json!({ "id": id, "stageId": stage(&house, 0, "Proposal").await, "expectedVersion": 2 });
    assert_eq!(house.refused(&house.admin, "moveDeal", move_on).await, ["CONFLICT expectedVersion"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_that_changes_nothing_is_not_news() {
    let house = House::new().await;
    let id =
        made(&house, &house.admin, "deal", json!({ "name": "One", "amount": "5", "description": "Long" }))
            .await;
    let told = house.events(0).await.len();
    let same = json!({ "id": id, "name": " One ", "amount": "5.00", "description": "Long ", "nextStep": null, "expectedVersion": 1 });
    assert_eq!(changed(&house, "updateDeal", same, "version").await["version"], 1);
    assert_eq!(kinds(&house, told).await, [""; 0]);
    let rita = house.person("Rita", Role::Rep).await;
    let text = json!({ "id": id, "description": "Longer" });
    assert_eq!(
        changed(&house, "updateDeal", text, "version description").await,
        json!({ "version": 2, "description": "Longer" })
    );
    let owner = json!({ "id": id, "ownerId": id_of(&rita) });
    changed(&house, "updateDeal", owner, "version").await;
    let last = kinds(&house, told).await;
    assert_eq!(
        (last.first().map(String::as_str), last.last().map(String::as_str)),
        (Some("deal.changed"), Some("deal.owner_changed"))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_creators_first_corrections_are_kept_but_not_shown() {
    let house = House::new().await;
    let rita = house.person("Rita", Role::Rep).await;
    let id = made(&house, &rita, "deal", json!({ "name": "One" })).await;
    let rename = async |viewer, name: &str| {
        house.change(viewer, "updateDeal", json!({ "id": id, "name": name }), "").await
    };
    rename(&rita, "Two").await;
    rename(&house.admin, "Three").await;
    house.app.clock.advance(Duration::minutes(121));
    rename(&rita, "Four").await;
    let history = async |grace: bool| -> Vec<String> {
        let select =
            format!("history(includeGrace: {grace}) {{ nodes {{ withinGrace changes {{ field after }} }} }}");
        let found = deal(&house, &rita, &id, &select).await;
        let nodes = found["history"]["nodes"].as_array().unwrap().clone();
        let name = |node: &Value| {
            let changes = node["changes"].as_array().unwrap().clone();
            changes
                .iter()
                .find(|change| change["field"] == "name")
                .map(|change| change["after"].as_str().unwrap().to_owned())
        };
        nodes.iter().filter_map(name).collect()
    };
    assert_eq!(history(false).await, ["Four", "Three", "One"]);
    assert_eq!(history(true).await, ["Four", "Three", "Two", "One"]);
}

/// Makes a deal under a key; the answer.
async fn under(node: &Node, house: &House, key: &str, name: &str) -> Value {
    let mut who = caller(Some(&house.admin));
    who.idempotency_key = Some(key.to_owned());
    let document = "mutation($name: String) { createDeal(input: {name: $name}) { deal { id name version } userErrors { code } } }";
    node.ask_as(who, document, json!({ "name": name })).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_repeated_under_its_key_is_done_once() {
    let house = House::new().await;
    let node = Node::start(&house.db, None, Limits::default()).await;
    let told = house.events(0).await.len();
    let first = under(&node, &house, "k1", "One").await;
    assert_eq!(under(&node, &house, "k1", "One").await["data"], first["data"], "the same answer");
    let other = under(&node, &house, "k1", "Other").await;
    assert_eq!(other["errors"][0]["extensions"]["code"], "IDEMPOTENCY_KEY_REUSED", "{other}");
    assert_ne!(under(&node, &house, "k2", "One").await["data"], first["data"], "another key, another deal");
    assert_eq!(kinds(&house, told).await, ["deal.created"; 2]);
    let refused = under(&node, &house, "k3", " ").await;
    assert_eq!(refused["data"]["createDeal"]["userErrors"][0]["code"], "REQUIRED");
    let put_right = under(&node, &house, "k3", "Right").await;
    assert_eq!(put_right["data"]["createDeal"]["deal"]["name"], "Right", "a refusal does not use up its key");
}

#[tokio::test(flavor = "multi_thread")]
async fn twins_under_one_key_at_the_same_time_are_one() {
    let house = Arc::new(House::new().await);
    let nodes = [
        Arc::new(Node::start(&house.db, None, Limits::default()).await),
        Arc::new(Node::start(&house.db, None, Limits::default()).await),
    ];
    let told = house.events(0).await.len();
    let twins: Vec<_> = (0..8)
        .map(|number| {
            let (node, house) = (nodes[number % 2].clone(), house.clone());
            tokio::spawn(async move { under(&node, &house, "twins", "One").await["data"].clone() })
        })
        .collect();
    let mut answers = Vec::new();
    for twin in twins {
        answers.push(twin.await.unwrap());
    }
    assert!(answers.iter().all(|answer| answer["createDeal"]["deal"]["id"].is_string()), "{answers:?}");
    assert!(answers.windows(2).all(|pair| pair[0] == pair[1]), "{answers:?}");
    assert_eq!(kinds(&house, told).await, ["deal.created"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_who_decide_at_once_one_gets_a_conflict() {
    let house = Arc::new(House::new().await);
    let id = made(&house, &house.admin, "deal", json!({ "name": "One" })).await;
    let (proposal, won) = (stage(&house, 0, "Proposal").await, stage(&house, 0, "Won").await);
    let told = house.events(0).await.len();
    let both: Vec<_> = [proposal, won]
        .into_iter()
        .map(|stage| {
            let (house, input) = (house.clone(), json!({ "id": id, "stageId": stage, "expectedVersion": 1 }));
            tokio::spawn(async move { house.refused(&house.admin, "moveDeal", input).await })
        })
        .collect();
    let mut refused = Vec::new();
    for one in both {
        refused.extend(one.await.unwrap());
    }
    assert_eq!(refused, ["CONFLICT expectedVersion"]);
    assert_eq!(kinds(&house, told).await, ["deal.stage_changed"]);
}
