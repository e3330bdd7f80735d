//! Notifications: who is told of what, once each, live in every window, and by e-mail.

mod kinds;
mod live;
mod mail;
mod mentions;
mod once;
mod owners;
mod seen;
mod sink;

use crate::harness::house::{House, id_of};
use dealstream::app::actor::{Role, Viewer};
use dealstream::notifications::{follow, reminders};
use serde_json::{Value, json};
use std::sync::Arc;

const INBOX: &str = "{ notifications { totalCount nodes { id kind count at readAt version actor { name } deal { name } subject { __typename ... on Task { title } ... on Activity { about: subject } ... on Approval { status } ... on Deal { name } ... on Note { body mentions { name } } } } } }";

/// A house whose log is followed, with Rita (a rep) and Mona (a manager).
async fn followed() -> (House, Arc<Viewer>, Arc<Viewer>) {
    let house = House::new().await;
    let (rita, mona) = (house.person("Rita", Role::Rep).await, house.person("Mona", Role::Manager).await);
    follow::round(&house.app).await.unwrap();
    (house, rita, mona)
}

/// What happened is told, and what came due.
async fn catch_up(house: &House) {
    follow::round(&house.app).await.unwrap();
    reminders::round(&house.app).await.unwrap();
}

/// Somebody's inbox, the latest first.
async fn inbox(house: &House, viewer: &Arc<Viewer>) -> Vec<Value> {
    let all = house.ask(viewer, INBOX, json!({})).await;
    let nodes = all["notifications"]["nodes"].as_array().unwrap().clone();
    assert_eq!(all["notifications"]["totalCount"], nodes.len());
    nodes
}

/// The same in short: what, how often, about what, by whom.
async fn told(house: &House, viewer: &Arc<Viewer>) -> Vec<String> {
    let short = |line: &Value| {
        let subject = &line["subject"];
        let names = ["title", "about", "status", "name", "body"];
        let name = names.iter().find_map(|field| subject[*field].as_str()).unwrap_or("nothing");
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        format!("{} {name} x{} by {}", text(&line["kind"]), line["count"], text(&line["actor"]["name"]))
    };
    inbox(house, viewer).await.iter().map(short).collect()
}

/// A change that is made; what is selected of the record.
async fn done(house: &House, viewer: &Arc<Viewer>, mutation: &str, input: Value, select: &str) -> Value {
    let payload = house.change(viewer, mutation, input, select).await;
    assert_eq!(payload["userErrors"], json!([]), "{mutation}: {payload}");
    payload[select.split_whitespace().next().unwrap()].clone()
}

/// Gives a task to somebody; its id.
async fn give(house: &House, by: &Arc<Viewer>, to: &Viewer, more: Value) -> String {
    let mut input = json!({ "title": "Call", "assigneeId": id_of(to) });
    input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    done(house, by, "createTask", input, "task { id }").await["id"].as_str().unwrap().to_owned()
}

async fn deal(house: &House, owner: &Arc<Viewer>, name: &str) -> String {
    let made = done(house, owner, "createDeal", json!({ "name": name }), "deal { id }").await;
    made["id"].as_str().unwrap().to_owned()
}

async fn stage(house: &House, name: &str) -> String {
    let all = house.ask(&house.admin, "{ pipelines { stages { id name } } }", json!({})).await;
    let stages = all["pipelines"][0]["stages"].as_array().unwrap().clone();
    let found = stages.iter().find(|stage| stage["name"] == name);
    found.unwrap_or_else(|| panic!("no stage {name}"))["id"].as_str().unwrap().to_owned()
}

/// Moves a deal on its present version.
async fn go(house: &House, viewer: &Arc<Viewer>, deal: &str, to: &str) {
    let query = "query($id: ID!) { deal(id: $id) { version } }";
    let version = house.ask(&house.admin, query, json!({ "id": deal })).await["deal"]["version"].clone();
    let input = json!({ "id": deal, "stageId": stage(house, to).await, "expectedVersion": version });
    let payload = house.change(viewer, "moveDeal", input, "deal { id }").await;
    assert_eq!(payload["userErrors"], json!([]), "{payload}");
}

/// Makes entering a stage ask this person, in one step that is due after some hours.
async fn ask_before(house: &House, name: &str, asked: &Viewer) {
    let steps = json!([{ "name": "Sales", "approvers": [{ "kind": "USER", "userId": id_of(asked) }], "dueHours": 2 }]);
    let input = json!({ "name": "Big deals", "subject": "STAGE_ENTRY", "steps": steps });
    let policy = done(house, &house.admin, "createApprovalPolicy", input, "approvalPolicy { id }").await;
    let gate = json!([{ "kind": "APPROVAL", "key": policy["id"] }]);
    let input = json!({ "id": stage(house, name).await, "gate": gate });
    done(house, &house.admin, "updateStage", input, "stage { id }").await;
}

/// Decides the last approval asked about a deal.
async fn decide(house: &House, by: &Arc<Viewer>, deal: &str, input: Value) {
    let query = "query($id: ID!) { deal(id: $id) { approvals(first: 1) { nodes { id version } } } }";
    let all = house.ask(&house.admin, query, json!({ "id": deal })).await;
    let last = &all["deal"]["approvals"]["nodes"][0];
    let mut all = json!({ "id": last["id"], "expectedVersion": last["version"] });
    all.as_object_mut().unwrap().extend(input.as_object().unwrap().clone());
    done(house, by, "decideApproval", all, "approval { id }").await;
}

/// Lets time pass.
fn pass(house: &House, time: chrono::Duration) {
    house.app.clock.advance(time);
}

async fn unread(house: &House, viewer: &Arc<Viewer>) -> Value {
    house.ask(viewer, "{ unreadNotifications }", json!({})).await["unreadNotifications"].clone()
}
