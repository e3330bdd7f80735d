//! Minutes that are to be sent once an activity was held; and deals left alone.

use super::{done, kinds, made, of_deal, step};
use crate::harness::house::{House, id_of};
use chrono::Duration;
use dealstream::app::actor::Role;
use serde_json::{Value, json};

/// The id of a kind of activity.
async fn kind(house: &House, key: &str) -> String {
    let all = house
        .ask(&house.admin, "{ lookups(kind: ACTIVITY_KIND) { id key minutesExpected } }", json!({}))
        .await;
    let found = all["lookups"].as_array().unwrap().iter().find(|one| one["key"] == key).unwrap().clone();
    assert_eq!(found["minutesExpected"], key == "presentation");
    found["id"].as_str().unwrap().to_owned()
}

const TASKS: &str = "tasks { title dueAt assignee { name } deal { name } account { name } }";

#[tokio::test(flavor = "multi_thread")]
async fn holding_a_presentation_gives_its_owner_the_minutes_to_send() {
    let house = House::new().await;
    let rita = house.person("Rita", Role::Rep).await;
    let account = made(&house, &house.admin, "account", json!({ "name": "Acme" })).await;
    let deal = made(&house, &house.admin, "deal", json!({ "name": "D", "accountId": account })).await;
    let input = json!({
        "kindId": kind(&house, "presentation").await, "subject": "Demo day", "dealId": deal, "ownerId": id_of(&rita),
        "startsAt": house.app.clock.now() + Duration::hours(2),
    });
    let planned =
        house.change(&house.admin, "createActivity", input, &format!("activity {{ id }} {TASKS}")).await;
    assert_eq!(planned["tasks"], json!([]), "planned: nothing to send yet");
    house.app.clock.advance(Duration::hours(4));
    let told = house.events(0).await.len();
    let id = planned["activity"]["id"].clone();
    let record = json!({ "id": id, "status": "HELD", "tasks": [{ "title": "Offer" }] });
    let held = house.change(&house.admin, "recordOutcome", record.clone(), TASKS).await;
    let minutes = json!({ "title": "Send the minutes: Demo day", "dueAt": "2026-03-03T23:59:00+00:00", "assignee": { "name": "Rita" }, "deal": { "name": "D" }, "account": { "name": "Acme" } });
    assert_eq!((&held["tasks"][0]["title"], &held["tasks"][1]), (&json!("Offer"), &minutes), "{held}");
    assert_eq!(kinds(&house, told).await.last().map(String::as_str), Some("task.assigned"));
    let again = json!({ "id": id, "status": "HELD", "outcome": "Fine" });
    assert_eq!(
        house.change(&house.admin, "recordOutcome", again.clone(), TASKS).await["tasks"],
        json!([]),
        "held already"
    );
    done(&house, "reopenActivity", json!({ "id": id }), "activity { id }").await;
    assert_eq!(
        house.change(&house.admin, "recordOutcome", again.clone(), TASKS).await["tasks"],
        json!([]),
        "open already"
    );
    done(&house, "reopenActivity", json!({ "id": id }), "activity { id }").await;
    step(&house, "completeTask", &deal, "Send the minutes: Demo day").await;
    assert_eq!(
        house.change(&house.admin, "recordOutcome", again, TASKS).await["tasks"][0],
        minutes,
        "held anew"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_held_is_written_down_with_its_minutes_to_send_where_the_kind_says_so() {
    let house = House::new().await;
    let account = made(&house, &house.admin, "account", json!({ "name": "Acme" })).await;
    let about = |kind: &str| json!({ "kindId": kind, "subject": "x".repeat(300), "accountId": account, "startsAt": house.app.clock.now() });
    let (presentation, call) = (kind(&house, "presentation").await, kind(&house, "call").await);
    let held = house.change(&house.admin, "createActivity", about(&presentation), TASKS).await;
    let title = held["tasks"][0]["title"].as_str().unwrap();
    assert_eq!((title.len(), &held["tasks"][0]["account"]["name"]), (300, &json!("Acme")), "as long as fits");
    assert_eq!(house.change(&house.admin, "createActivity", about(&call), TASKS).await["tasks"], json!([]));
    done(&house, "updateLookup", json!({ "id": call, "minutesExpected": true }), "lookup { id }").await;
    let mut other = about(&call);
    other["subject"] = json!("Call");
    let held = house.change(&house.admin, "createActivity", other, TASKS).await;
    assert_eq!(held["tasks"][0]["title"], "Send the minutes: Call");
    let source = json!({ "kind": "SOURCE", "label": "S", "minutesExpected": true });
    assert_eq!(house.refused(&house.admin, "createLookup", source).await, ["INVALID minutesExpected"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_deal_rots_when_nothing_happened_since_it_came_or_since_the_last_activity() {
    let house = House::new().await;
    let deal = made(&house, &house.admin, "deal", json!({ "name": "D" })).await;
    let rotting = async || of_deal(&house, &deal, "rotting").await["rotting"] == Value::Bool(true);
    let days = |days: i64| house.app.clock.advance(Duration::days(days));
    days(14);
    assert!(!rotting().await, "fourteen days are allowed");
    days(1);
    assert!(rotting().await);
    made(&house, &house.admin, "task", json!({ "title": "Call", "dealId": deal })).await;
    assert!(rotting().await, "what is to be done was not done");
    step(&house, "completeTask", &deal, "Call").await;
    assert!(!rotting().await, "counted from the last activity");
    days(15);
    assert!(rotting().await);
    super::go(&house, &deal, &super::stage(&house, "Proposal").await).await;
    assert!(!rotting().await, "counted from coming into the stage");
    days(15);
    assert!(rotting().await);
    super::go(&house, &deal, &super::stage(&house, "Won").await).await;
    days(100);
    assert!(!rotting().await, "what is won does not rot");
}
