//! Contract packages through the schema: every step and every refused one, what they pin, what voids an approval, who sees them, and
//! what is heard.

mod life;
mod live;
mod pins;
mod rights;
mod steps;

use crate::files::{on_deal, put};
use crate::harness::house::{House, id_of};
use dealstream::app::actor::{Role, Viewer};
use dealstream::db::id::Id;
use dealstream::files::model::Upload;
use serde_json::{Value, json};
use std::sync::Arc;

/// A change that is made; what is selected of the record.
async fn done(house: &House, viewer: &Arc<Viewer>, mutation: &str, input: Value, select: &str) -> Value {
    let payload = house.change(viewer, mutation, input, select).await;
    assert_eq!(payload["userErrors"], json!([]), "{mutation}: {payload}");
    payload[select.split_whitespace().next().unwrap()].clone()
}

async fn deal(house: &House, viewer: &Arc<Viewer>, input: Value) -> String {
    let made = done(house, viewer, "createDeal", input, "deal { id }").await;
    made["id"].as_str().unwrap().to_owned()
}

/// A file on a deal.
async fn file(house: &House, viewer: &Arc<Viewer>, deal: &str, name: &str) -> String {
    put(house, viewer, name, on_deal(deal)).await.file.id.to_string()
}

/// The next version of a file.
async fn replaced(house: &House, viewer: &Arc<Viewer>, file: &str) {
    let upload = Upload { file_id: Some(Id::parse(file).unwrap()), ..Upload::default() };
    put(house, viewer, "again.txt", upload).await;
}

async fn archived(house: &House, viewer: &Arc<Viewer>, file: &str, archived: bool) {
    done(house, viewer, "updateFile", json!({ "id": file, "archived": archived }), "file { id }").await;
}

/// A draft with these files.
async fn package(house: &House, viewer: &Arc<Viewer>, deal: &str, files: &[&str]) -> String {
    let input = json!({ "dealId": deal, "name": "Frame contract", "fileIds": files });
    let made = done(house, viewer, "createContractPackage", input, "contractPackage { id }").await;
    made["id"].as_str().unwrap().to_owned()
}

/// Goes a step with a package, such as `submit`; what it is then.
async fn step(house: &House, viewer: &Arc<Viewer>, id: &str, name: &str) -> Value {
    let mutation = format!("{name}ContractPackage");
    let done = done(house, viewer, &mutation, json!({ "id": id }), "contractPackage { status }").await;
    done["status"].clone()
}

/// What is selected of a package.
async fn of(house: &House, viewer: &Arc<Viewer>, id: &str, select: &str) -> Value {
    let query = format!("query($id: ID!) {{ contractPackage(id: $id) {{ {select} }} }}");
    house.ask(viewer, &query, json!({ "id": id })).await["contractPackage"].clone()
}

async fn status(house: &House, id: &str) -> String {
    of(house, &house.admin, id, "status").await["status"].as_str().unwrap().to_owned()
}

/// What a package pins: name, version, whether it is the latest.
async fn pinned(house: &House, id: &str) -> Value {
    let select = "files { file { name } version { number } isLatest }";
    let files = of(house, &house.admin, id, select).await["files"].clone();
    let told = |pin: &Value| json!([pin["file"]["name"], pin["version"]["number"], pin["isLatest"]]);
    files.as_array().unwrap().iter().map(told).collect()
}

/// The kinds of the events after so many.
async fn kinds(house: &House, after: usize) -> Vec<String> {
    house.events(after).await.into_iter().map(|event| event.kind).collect()
}

/// A policy for contracts whose steps ask these people, one after the other.
async fn policy(house: &House, people: &[&Arc<Viewer>], condition: Value) {
    let step = |one: &&Arc<Viewer>| json!({ "name": "Step", "approvers": [{ "kind": "USER", "userId": id_of(one) }] });
    let steps: Vec<Value> = people.iter().map(step).collect();
    let mut input = json!({ "name": "Contracts", "subject": "CONTRACT_PACKAGE", "steps": steps });
    if !condition.is_null() {
        input["condition"] = condition;
    }
    done(house, &house.admin, "createApprovalPolicy", input, "approvalPolicy { id }").await;
}

/// The last run of a package with what a decision about it adds, as input.
async fn decision(house: &House, id: &str, more: Value) -> Value {
    let run = of(house, &house.admin, id, "approval { id expectedVersion: version }").await;
    let mut input = run["approval"].clone();
    input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    input
}

async fn approve(house: &House, viewer: &Arc<Viewer>, id: &str) {
    let input = decision(house, id, json!({ "decision": "APPROVE" })).await;
    done(house, viewer, "decideApproval", input, "approval { status }").await;
}

async fn people(house: &House) -> [Arc<Viewer>; 3] {
    [
        house.person("Rita", Role::Rep).await,
        house.person("Mona", Role::Manager).await,
        house.person("Cfo", Role::Manager).await,
    ]
}
