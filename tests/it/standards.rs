//! Data standards: set by admins, kept on every way a value comes in, without holding up records from before them.

mod paths;

use crate::harness::Server;
use crate::harness::client::{Client, settle};
use crate::harness::house::House;
use crate::harness::postgres::Postgres;
use dealstream::app::actor::Role;
use serde_json::{Value, json};
use std::time::{Duration, Instant};

const STANDARD: &str = "dataStandard { id field label required pattern patternHint minimum maximum version }";

/// Sets a standard, which must work.
async fn set(house: &House, input: Value) -> Value {
    let payload = house.change(&house.admin, "setDataStandard", input, STANDARD).await;
    assert_eq!(payload["userErrors"], json!([]), "{payload}");
    payload["dataStandard"].clone()
}

/// A new record's id.
async fn made(house: &House, record: &str, input: Value) -> String {
    let mutation = format!("create{}{}", record[..1].to_uppercase(), &record[1..]);
    let payload = house.change(&house.admin, &mutation, input, &format!("{record} {{ id }}")).await;
    payload[record]["id"].as_str().unwrap_or_else(|| panic!("{payload}")).to_owned()
}

/// Codes, paths and messages of what was refused.
async fn told(house: &House, mutation: &str, input: Value) -> Vec<String> {
    let payload = house.change(&house.admin, mutation, input, "").await;
    let errors = payload["userErrors"].as_array().unwrap().iter();
    errors
        .map(|error| format!("{} {} {}", error["code"], error["path"], error["message"]).replace('"', ""))
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn admins_say_what_is_asked_of_a_field() {
    let house = House::new().await;
    let website = json!({ "subject": "ACCOUNT", "field": "website", "required": true, "pattern": " https://.+ ", "patternHint": "With https." });
    let standard = set(&house, website).await;
    let id = standard["id"].clone();
    assert_eq!(
        standard,
        json!({ "id": id, "field": "website", "label": "Website", "required": true, "pattern": "https://.+",
            "patternHint": "With https.", "minimum": null, "maximum": null, "version": 1 })
    );
    let input = |more: Value| {
        let mut input = json!({ "subject": "ACCOUNT", "field": "website" });
        input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        input
    };
    for (wrong, refused) in [
        (json!({ "field": "colour", "required": true }), "INVALID field"),
        (json!({ "field": "owner", "required": true }), "INVALID field"),
        (json!({ "pattern": "(" }), "INVALID pattern"),
        (json!({ "minimum": "1" }), "INVALID minimum"),
        (json!({ "patternHint": "?" }), "INVALID patternHint"),
        (json!({ "field": "employees", "minimum": "2", "maximum": "1" }), "INVALID maximum"),
        (json!({ "required": true, "expectedVersion": 7 }), "CONFLICT expectedVersion"),
        (json!({ "field": "phone", "required": true, "expectedVersion": 1 }), "NOT_FOUND expectedVersion"),
    ] {
        assert_eq!(
            house.refused(&house.admin, "setDataStandard", input(wrong.clone())).await,
            [refused],
            "{wrong}"
        );
    }
    let rita = house.person("Rita", Role::Manager).await;
    assert_eq!(house.refused(&rita, "setDataStandard", input(json!({}))).await, ["NOT_ALLOWED"]);
    // The same once more is no change; nothing asked takes it away, and it comes back with its history.
    let same = json!({ "required": true, "pattern": "https://.+", "patternHint": "With https.", "expectedVersion": 1 });
    assert_eq!(set(&house, input(same)).await["version"], 1);
    assert_eq!(set(&house, input(json!({ "expectedVersion": 1 }))).await["version"], 2);
    assert_eq!(set(&house, input(json!({ "field": "phone" }))).await, Value::Null, "nothing was asked");
    let list = "{ dataStandards(subject: ACCOUNT) { field version history { nodes { kind changes { field after } } } } dataStandardOptions(subject: TASK) { field label type } }";
    let found = house.ask(&rita, list, json!({})).await;
    assert_eq!(found["dataStandards"], json!([]));
    assert_eq!(
        found["dataStandardOptions"],
        json!([{ "field": "title", "label": "Title", "type": "TEXT" }, { "field": "description", "label": "Description", "type": "TEXT" },
            { "field": "dueAt", "label": "Due date", "type": "DATE" }])
    );
    assert_eq!(set(&house, input(json!({ "required": true }))).await["id"], id);
    let found = house.ask(&rita, list, json!({})).await["dataStandards"][0].clone();
    let kinds = found["history"]["nodes"].as_array().unwrap().iter().map(|entry| entry["kind"].clone());
    assert_eq!(
        kinds.collect::<Vec<_>>(),
        ["data_standard.set", "data_standard.removed", "data_standard.set"]
    );
    assert_eq!(found["history"]["nodes"][0]["changes"], json!([{ "field": "required", "after": true }]));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_record_is_told_everything_it_lacks_at_once() {
    let house = House::new().await;
    for (field, asked) in [
        ("website", json!({ "required": true, "pattern": "https://.+", "patternHint": "With https." })),
        ("industry", json!({ "required": true })),
        ("employees", json!({ "minimum": "10", "maximum": "5000" })),
        ("phone", json!({ "pattern": "\\+[0-9 ]+" })),
    ] {
        let mut input = json!({ "subject": "ACCOUNT", "field": field });
        input.as_object_mut().unwrap().extend(asked.as_object().unwrap().clone());
        set(&house, input).await;
    }
    let before = house.events(0).await.len();
    let bad = json!({ "name": " ", "website": "acme.com", "employees": 9, "phone": "123" });
    let mut refused = told(&house, "createAccount", bad).await;
    refused.sort();
    assert_eq!(
        refused,
        [
            "PATTERN [phone] This does not look as it should: \\\\+[0-9 ]+",
            "PATTERN [website] With https.",
            "RANGE [employees] Give a number from 10 to 5000.",
            "REQUIRED [industryId] “Industry” must be filled in.",
            "REQUIRED [name] This cannot be empty.",
        ]
    );
    assert_eq!(house.events(0).await.len(), before, "nothing was made");
    let industry = house.ask(&house.admin, "{ lookups(kind: INDUSTRY) { id } }", json!({})).await;
    let good = json!({ "name": "Acme", "website": "https://acme.com", "industryId": industry["lookups"][0]["id"], "employees": 10 });
    let id = made(&house, "account", good).await;
    for (change, refused) in [
        (json!({ "website": null }), vec!["REQUIRED website"]),
        (json!({ "website": "x", "industryId": null }), vec!["REQUIRED industryId", "PATTERN website"]),
        (json!({ "employees": 5001 }), vec!["RANGE employees"]),
        (json!({ "employees": null, "phone": "+1 2" }), vec![]),
    ] {
        let mut input = json!({ "id": id });
        input.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
        let mut told = house.refused(&house.admin, "updateAccount", input).await;
        let mut refused = refused;
        told.sort();
        refused.sort();
        assert_eq!(told, refused, "{change}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_record_from_before_a_standard_can_be_worked_on() {
    let house = House::new().await;
    let account = made(&house, "account", json!({ "name": "Acme", "website": "acme", "employees": 1 })).await;
    let deal = made(&house, "deal", json!({ "name": "Desks", "accountId": account })).await;
    for asked in [
        json!({ "subject": "ACCOUNT", "field": "website", "required": true, "pattern": ".+\\..+" }),
        json!({ "subject": "ACCOUNT", "field": "phone", "required": true }),
        json!({ "subject": "DEAL", "field": "amount", "required": true, "minimum": "100" }),
        json!({ "subject": "DEAL", "field": "customerNeeds", "required": true }),
    ] {
        set(&house, asked).await;
    }
    // What stays as it was is not looked at, named or not; what changes is.
    let change =
        json!({ "id": account, "name": "Acme & Sons", "website": "acme", "phone": null, "description": "D" });
    assert_eq!(house.refused(&house.admin, "updateAccount", change).await, [""; 0]);
    let change = json!({ "id": account, "website": "acme2" });
    assert_eq!(house.refused(&house.admin, "updateAccount", change).await, ["PATTERN website"]);
    let change = json!({ "id": deal, "nextStep": "Call", "description": "Long" });
    assert_eq!(house.refused(&house.admin, "updateDeal", change).await, [""; 0]);
    let change = json!({ "id": deal, "amount": "99", "expectedVersion": 2 });
    assert_eq!(house.refused(&house.admin, "updateDeal", change).await, ["RANGE amount"]);
    let change = json!({ "id": deal, "amount": "100", "customerNeeds": "Needs", "expectedVersion": 2 });
    assert_eq!(house.refused(&house.admin, "updateDeal", change).await, [""; 0]);
    let change = json!({ "id": deal, "customerNeeds": " " });
    assert_eq!(house.refused(&house.admin, "updateDeal", change).await, ["REQUIRED customerNeeds"]);
    // Who comes with the workspace's standards asks for none of them again.
    let anna = house.knowing(&house.admin).await;
    house.db.statements.take();
    let change = json!({ "id": account, "description": "E" });
    house.change(&anna, "updateAccount", change, "").await;
    let read = house.db.statements.take().iter().filter(|sql| sql.contains("data_standards")).count();
    assert_eq!(read, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn every_server_knows_a_new_standard_and_tells_it() {
    let postgres = tokio::task::spawn_blocking(Postgres::start).await.unwrap();
    let key = settle(&postgres.url);
    let servers = [0, 1].map(|_| Server::start(&["--database-url", &postgres.url]));
    let [one, other] = servers.each_ref().map(|server| Client::new(server, &key));
    let cursor = one.answer("{ eventCursor }", json!({})).await.unwrap()["data"]["eventCursor"].clone();
    let account = "mutation { createAccount(input: {name: \"A\"}) { userErrors { code path } } }";
    let made = other.answer(account, json!({})).await.unwrap();
    assert_eq!(made["data"]["createAccount"]["userErrors"], json!([]));
    let ask = "mutation { setDataStandard(input: {subject: ACCOUNT, field: \"website\", required: true}) { userErrors { message } } }";
    let asked = one.answer(ask, json!({})).await.unwrap();
    assert_eq!(asked["data"]["setDataStandard"]["userErrors"], json!([]), "{asked:#}");
    let refused = json!([{ "code": "REQUIRED", "path": ["website"] }]);
    let made = one.answer(account, json!({})).await.unwrap();
    assert_eq!(made["data"]["createAccount"]["userErrors"], refused, "where it was set, at once");
    // Elsewhere a viewer is remembered for a second.
    let begun = Instant::now();
    loop {
        let made = other.answer(account, json!({})).await.unwrap();
        if made["data"]["createAccount"]["userErrors"] == refused {
            break;
        }
        assert!(begun.elapsed() < Duration::from_secs(5), "on another server: {made:#}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let events =
        "query($after: Cursor!) { events(after: $after) { events { kind changes { field after } } } }";
    let events = other.answer(events, json!({ "after": cursor })).await.unwrap();
    let events = events["data"]["events"]["events"].as_array().unwrap();
    assert!(events.iter().any(|event| event["kind"] == "data_standard.set"), "{events:#?}");
}
