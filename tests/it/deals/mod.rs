//! Deals through the schema: how they are made, moved, shared, listed and kept safe.

mod competitors;
mod cost;
mod gates;
mod line_lists;
mod lines;
mod lists;
mod made;
mod moves;
mod safety;
mod stakeholders;
mod sums;
mod won;

use crate::harness::house::House;
use dealstream::app::actor::Viewer;
use serde_json::{Value, json};
use std::sync::Arc;

/// The id of a new record.
async fn made(house: &House, viewer: &Arc<Viewer>, record: &str, input: Value) -> String {
    let mutation = format!("create{}{}", record[..1].to_uppercase(), &record[1..]);
    let payload = house.change(viewer, &mutation, input, &format!("{record} {{ id }}")).await;
    payload[record]["id"].as_str().unwrap_or_else(|| panic!("{payload}")).to_owned()
}

/// A change of a deal that is made; what is selected of it.
async fn changed(house: &House, mutation: &str, input: Value, select: &str) -> Value {
    let payload = house.change(&house.admin, mutation, input, &format!("deal {{ {select} }}")).await;
    assert_eq!(payload["userErrors"], json!([]), "{mutation}");
    payload["deal"].clone()
}

/// What is selected of a deal.
async fn deal(house: &House, viewer: &Arc<Viewer>, id: &str, select: &str) -> Value {
    let query = format!("query($id: ID!) {{ deal(id: $id) {{ {select} }} }}");
    house.ask(viewer, &query, json!({ "id": id })).await["deal"].clone()
}

/// The id of a stage, by pipeline and name.
async fn stage(house: &House, pipeline: usize, name: &str) -> String {
    let all = house.ask(&house.admin, "{ pipelines { stages { id name } } }", json!({})).await;
    let stages = all["pipelines"][pipeline]["stages"].as_array().unwrap().clone();
    let found = stages.iter().find(|stage| stage["name"] == name);
    found.unwrap_or_else(|| panic!("no stage {name}"))["id"].as_str().unwrap().to_owned()
}

/// The id of a list value, the first of its kind.
async fn lookup(house: &House, kind: &str) -> String {
    let query = format!("{{ lookups(kind: {kind}) {{ id }} }}");
    house.ask(&house.admin, &query, json!({})).await["lookups"][0]["id"].as_str().unwrap().to_owned()
}

/// The kinds of the events after so many.
async fn kinds(house: &House, after: usize) -> Vec<String> {
    house.events(after).await.into_iter().map(|event| event.kind).collect()
}

/// The names of a list of nodes.
fn names(nodes: &Value) -> Vec<&str> {
    nodes["nodes"].as_array().unwrap().iter().map(|node| node["name"].as_str().unwrap()).collect()
}
