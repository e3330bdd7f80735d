//! Proposals and orders through the schema: numbers, lines and totals, every step and every refused one, what comes of a yes, who sees
//! it, and what is heard.

mod accept;
mod custom;
mod kept;
mod lines;
mod live;
mod numbers;
mod orders;
mod paper;
mod settings;
mod steps;

use crate::harness::house::House;
use dealstream::app::actor::Viewer;
use serde_json::{Value, json};
use std::sync::Arc;

/// What is selected of what came of a change that is made.
async fn done(house: &House, mutation: &str, input: Value, select: &str) -> Value {
    let payload = house.change(&house.admin, mutation, input, select).await;
    assert_eq!(payload["userErrors"], json!([]), "{mutation}");
    payload
}

/// The id of a new record.
async fn made(house: &House, record: &str, input: Value) -> String {
    let mutation = format!("create{}{}", record[..1].to_uppercase(), &record[1..]);
    let payload = done(house, &mutation, input, &format!("{record} {{ id }}")).await;
    payload[record]["id"].as_str().unwrap().to_owned()
}

/// A deal in euros that sells three chairs at 33.35 less 10 %, and a delivery for 0.05 less 50 %.
async fn deal(house: &House) -> String {
    let prices = json!([{ "currency": "EUR", "unitPrice": "33.35", "unitCost": "20" }]);
    let chair = json!({ "name": "Chair", "taxPercent": "19", "prices": prices });
    let chair = made(house, "product", chair).await;
    let id = made(house, "deal", json!({ "name": "Office" })).await;
    let line = json!({ "dealId": id, "productId": chair, "quantity": 3, "discountPercent": 10 });
    done(house, "addDealLine", line, "dealLine { id }").await;
    let line = json!({ "dealId": id, "description": "Delivery", "unitPrice": "0.05", "discountPercent": 50 });
    done(house, "addDealLine", line, "dealLine { id }").await;
    id
}

/// A draft on a deal.
async fn draft(house: &House, deal: &str) -> String {
    made(house, "proposal", json!({ "dealId": deal })).await
}

/// Goes steps with a proposal: submit, send, decline, revise, reopen; the id of what it is then.
async fn go(house: &House, id: &str, steps: &[&str]) -> String {
    let mut id = id.to_owned();
    for step in steps {
        let payload = done(house, &format!("{step}Proposal"), json!({ "id": id }), "proposal { id }").await;
        id = payload["proposal"]["id"].as_str().unwrap().to_owned();
    }
    id
}

/// What is selected of a proposal.
async fn proposal(house: &House, viewer: &Arc<Viewer>, id: &str, select: &str) -> Value {
    let query = format!("query($id: ID!) {{ proposal(id: $id) {{ {select} }} }}");
    house.ask(viewer, &query, json!({ "id": id })).await["proposal"].clone()
}

async fn status(house: &House, id: &str) -> String {
    proposal(house, &house.admin, id, "status").await["status"].as_str().unwrap().to_owned()
}

/// The kinds of the events after so many.
async fn kinds(house: &House, after: usize) -> Vec<String> {
    house.events(after).await.into_iter().map(|event| event.kind).collect()
}

/// The id of a stage of the first pipeline, by name.
async fn stage(house: &House, name: &str) -> String {
    let all = house.ask(&house.admin, "{ pipelines { stages { id name kind } } }", json!({})).await;
    let stages = all["pipelines"][0]["stages"].as_array().unwrap().clone();
    let found = stages.iter().find(|stage| stage["name"] == name || stage["kind"] == name);
    found.unwrap_or_else(|| panic!("no stage {name}"))["id"].as_str().unwrap().to_owned()
}
