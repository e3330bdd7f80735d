//! Custom fields: defined by admins, filled on every path, found, sorted, watched and gated like built-in ones.

mod definitions;
mod lists;
mod values;

use crate::harness::house::House;
use dealstream::app::actor::Viewer;
use serde_json::{Value, json};
use std::sync::Arc;

/// Adds a field to deals, unless the input says otherwise.
pub async fn field(house: &House, input: Value) -> Value {
    let mut whole = json!({ "subject": "DEAL", "type": "TEXT" });
    whole.as_object_mut().unwrap().extend(input.as_object().unwrap().clone());
    let select = "customField { id key label type position version archived options { key label archived } }";
    let payload = house.change(&house.admin, "createCustomField", whole, select).await;
    assert_eq!(payload["userErrors"], json!([]), "{payload}");
    payload["customField"].clone()
}

/// What most tests work with: how a deal is contracted, how many seats, and what it covers.
pub async fn usual(house: &House) -> Arc<Viewer> {
    let options = json!([{ "label": "Annual" }, { "label": "Monthly", "key": "month" }]);
    field(house, json!({ "label": "Contract type", "type": "SELECT", "options": options })).await;
    field(house, json!({ "label": "Seats", "type": "NUMBER", "minimum": "1", "filterable": true })).await;
    let options = json!([{ "label": "Support" }, { "label": "Training" }, { "label": "Hosting" }]);
    field(house, json!({ "label": "Covers", "type": "MULTI_SELECT", "options": options })).await;
    field(house, json!({ "label": "Go live", "type": "DATE" })).await;
    house.knowing(&house.admin).await
}

/// A new record's id.
pub async fn made(house: &House, viewer: &Arc<Viewer>, record: &str, input: Value) -> String {
    let mutation = format!("create{}{}", record[..1].to_uppercase(), &record[1..]);
    let payload = house.change(viewer, &mutation, input, &format!("{record} {{ id }}")).await;
    payload[record]["id"].as_str().unwrap_or_else(|| panic!("{payload}")).to_owned()
}

/// Values as inputs take them.
pub fn given(values: Value) -> Value {
    let values = values.as_object().unwrap().iter();
    values.map(|(key, value)| json!({ "key": key, "value": value })).collect()
}
