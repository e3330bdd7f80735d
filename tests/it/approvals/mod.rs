//! Approvals: who is asked before a deal enters a stage, what their decisions do, and who sees what meanwhile.

mod entries;
mod killed;
mod offer;
mod proposals;
mod runs;
mod seen;
mod upkeep;

use crate::harness::house::{House, id_of};
use dealstream::app::actor::{Role, Viewer};
use dealstream::app::tx::Tx;
use dealstream::db::id::Id;
use dealstream::team::model::User;
use serde_json::{Value, json};
use std::sync::Arc;

/// A change that is made; what is selected of the record.
async fn done(house: &House, viewer: &Arc<Viewer>, mutation: &str, input: Value, select: &str) -> Value {
    let payload = house.change(viewer, mutation, input, select).await;
    assert_eq!(payload["userErrors"], json!([]), "{mutation}: {payload}");
    payload[select.split_whitespace().next().unwrap()].clone()
}

/// The ids of the stages of the default pipeline, by name.
async fn stage(house: &House, name: &str) -> String {
    let all = house.ask(&house.admin, "{ pipelines { stages { id name } } }", json!({})).await;
    let stages = all["pipelines"][0]["stages"].as_array().unwrap().clone();
    let found = stages.iter().find(|stage| stage["name"] == name);
    found.unwrap_or_else(|| panic!("no stage {name}"))["id"].as_str().unwrap().to_owned()
}

fn user(viewer: &Viewer) -> Value {
    json!({ "kind": "USER", "userId": id_of(viewer) })
}

/// A policy for stages with these steps, and this condition when there is one.
async fn policy(house: &House, steps: Value, condition: Value) -> String {
    let mut input = json!({ "name": "Big deals", "subject": "STAGE_ENTRY", "steps": steps });
    if !condition.is_null() {
        input["condition"] = condition;
    }
    let made = done(house, &house.admin, "createApprovalPolicy", input, "approvalPolicy { id }").await;
    made["id"].as_str().unwrap().to_owned()
}

/// Makes the gate of a stage ask for a policy, and for these fields.
async fn gate(house: &House, name: &str, policy: &str, fields: &[&str]) {
    let field = |key: &&str| json!({ "kind": "FIELD", "key": key });
    let mut all: Vec<Value> = fields.iter().map(field).collect();
    all.push(json!({ "kind": "APPROVAL", "key": policy }));
    let input = json!({ "id": stage(house, name).await, "gate": all });
    done(house, &house.admin, "updateStage", input, "stage { id }").await;
}

/// A deal in the first stage.
async fn deal(house: &House, viewer: &Arc<Viewer>, more: Value) -> String {
    let mut input = json!({ "name": "Turbines" });
    input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    let made = done(house, viewer, "createDeal", input, "deal { id }").await;
    made["id"].as_str().unwrap().to_owned()
}

/// What is selected of a deal.
async fn of_deal(house: &House, id: &str, select: &str) -> Value {
    let query = format!("query($id: ID!) {{ deal(id: $id) {{ {select} }} }}");
    house.ask(&house.admin, &query, json!({ "id": id })).await["deal"].clone()
}

const MOVED: &str = "deal { stage { name } version } pendingApproval { id status }";

/// Moves a deal on its present version; the payload.
async fn go(house: &House, viewer: &Arc<Viewer>, deal: &str, name: &str) -> Value {
    let version = of_deal(house, deal, "version").await["version"].clone();
    let input = json!({ "id": deal, "stageId": stage(house, name).await, "expectedVersion": version });
    house.change(viewer, "moveDeal", input, MOVED).await
}

/// The last approval asked about a deal, as the admin sees it.
async fn last(house: &House, deal: &str, select: &str) -> Value {
    let all = of_deal(house, deal, &format!("approvals(first: 1) {{ nodes {{ {select} }} }}")).await;
    all["approvals"]["nodes"][0].clone()
}

/// The input of a decision on the present version.
async fn decision(house: &House, deal: &str, more: Value) -> Value {
    let mut input = last(house, deal, "id expectedVersion: version").await;
    input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    input
}

const STANDS: &str = "approval { status currentStep { name } steps { status } }";

async fn approve(house: &House, viewer: &Arc<Viewer>, deal: &str) -> Value {
    let input = decision(house, deal, json!({ "decision": "APPROVE" })).await;
    done(house, viewer, "decideApproval", input, STANDS).await
}

async fn kinds(house: &House, after: usize) -> Vec<String> {
    house.events(after).await.into_iter().map(|event| event.kind).collect()
}

/// A manager, the place of the team above, and who belongs to it.
type Team<'a> = (&'a Arc<Viewer>, Option<usize>, &'a [&'a Arc<Viewer>]);

/// Puts the people into teams: each its manager, its parent's number, and its members.
async fn teams(house: &House, tree: &[Team<'_>]) {
    let mut ids: Vec<String> = Vec::new();
    for (number, (manager, parent, members)) in tree.iter().enumerate() {
        let input = json!({ "name": format!("Team {number}"), "managerId": id_of(manager), "parentId": parent.map(|at| ids[at].clone()) });
        let team = done(house, &house.admin, "createTeam", input, "team { id }").await;
        for member in *members {
            let input = json!({ "id": id_of(member), "teamId": team["id"] });
            done(house, &house.admin, "updateUser", input, "user { id }").await;
        }
        ids.push(team["id"].as_str().unwrap().to_owned());
    }
}

/// Whether somebody still exists in rows; a person who cannot sign in any more.
async fn leaves(house: &House, viewer: &Arc<Viewer>) {
    let input = json!({ "id": id_of(viewer), "active": false });
    done(house, &house.admin, "updateUser", input, "user { id }").await;
    let id = Id::<User>::of(viewer.user_id().unwrap());
    let look = async |tx: &mut Tx| dealstream::db::list::get(tx, id).await;
    let user: User = house.app.write(&house.admin, None, look).await.unwrap();
    assert!(!user.active);
}

async fn people(house: &House) -> [Arc<Viewer>; 3] {
    [
        house.person("Rita", Role::Rep).await,
        house.person("Mona", Role::Manager).await,
        house.person("Cfo", Role::Manager).await,
    ]
}
