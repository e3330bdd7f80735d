//! Gates: what a stage asks of a deal, the same on every path.

use super::{changed, deal, kinds, made, stage};
use crate::harness::house::{House, id_of};
use dealstream::app::actor::{Role, Viewer};
use serde_json::{Value, json};
use std::sync::Arc;

/// Makes the stage Proposal ask for these.
async fn gated(house: &House, requirements: Value) -> String {
    let proposal = stage(house, 0, "Proposal").await;
    let input = json!({ "id": proposal, "gate": requirements });
    let payload = house.change(&house.admin, "updateStage", input, "stage { gate { kind key label } }").await;
    assert_eq!(payload["userErrors"], json!([]), "{payload}");
    proposal
}

fn needs() -> Value {
    json!([
        { "kind": "FIELD", "key": "amount" },
        { "kind": "FIELD", "key": "customerNeeds" },
        { "kind": "FIELD", "key": "account.industry" },
        { "kind": "FACT", "key": "decisionMakerKnown" },
    ])
}

const REFUSAL: &str = "deal { id stage { name } version amount } userErrors { code message path ... on GateUnmet { stage { name } missing { kind key } viewerCanOverride } }";

async fn try_move(house: &House, viewer: &Arc<Viewer>, input: Value) -> Value {
    let query = format!("mutation($i: MoveDealInput!) {{ moveDeal(input: $i) {{ {REFUSAL} }} }}");
    house.ask(viewer, &query, json!({ "i": input })).await["moveDeal"].clone()
}

fn keys(missing: &Value) -> Vec<&str> {
    missing.as_array().unwrap().iter().map(|one| one["key"].as_str().unwrap()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_move_names_everything_and_changes_nothing() {
    let house = House::new().await;
    let proposal = gated(&house, needs()).await;
    let account = made(&house, &house.admin, "account", json!({ "name": "Acme" })).await;
    let id = made(&house, &house.admin, "deal", json!({ "accountId": account })).await;
    let before = house.events(0).await.len();
    let refused =
        try_move(&house, &house.admin, json!({ "id": id, "stageId": proposal, "expectedVersion": 1 })).await;
    assert_eq!(
        refused,
        json!({ "deal": null, "userErrors": [{
            "code": "GATE_UNMET", "path": ["stageId"], "stage": { "name": "Proposal" }, "viewerCanOverride": true,
            "message": "“Proposal” asks for: Amount, Customer needs, Account: industry, A decision maker is among the stakeholders.",
            "missing": [
                { "kind": "FIELD", "key": "amount" }, { "kind": "FIELD", "key": "customerNeeds" },
                { "kind": "FIELD", "key": "account.industry" }, { "kind": "FACT", "key": "decisionMakerKnown" },
            ],
        }]})
    );
    let asked = "query($d: ID!, $s: ID!) { dealGate(dealId: $d, stageId: $s) { open missing { key } stage { name gate { label } } viewerCanOverride } }";
    let gate = house.ask(&house.admin, asked, json!({ "d": id, "s": proposal })).await["dealGate"].clone();
    assert_eq!(keys(&gate["missing"]), keys(&refused["userErrors"][0]["missing"]), "asked in advance");
    assert_eq!(gate["open"], false);
    // The same on every path.
    let bulk = json!({ "ids": [id], "stageId": proposal });
    let results = "results { userErrors { ... on GateUnmet { missing { key } } } } changed";
    let bulk = house.change(&house.admin, "moveDeals", bulk, results).await;
    assert_eq!(keys(&bulk["results"][0]["userErrors"][0]["missing"]), keys(&gate["missing"]));
    let born = json!({ "name": "New", "stageId": proposal, "amount": "1" });
    assert_eq!(house.refused(&house.admin, "createDeal", born).await, ["GATE_UNMET stageId"]);
    assert_eq!(house.events(0).await.len(), before, "nothing was changed or told");
    let wrong = json!({ "id": proposal, "gate": [{ "kind": "FIELD", "key": "colour" }] });
    assert_eq!(house.refused(&house.admin, "updateStage", wrong).await, ["INVALID gate"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn one_change_fills_what_is_missing_and_moves_or_does_neither() {
    let house = House::new().await;
    let proposal = gated(&house, needs()).await;
    let account = made(&house, &house.admin, "account", json!({ "name": "Acme" })).await;
    let id = made(&house, &house.admin, "deal", json!({ "accountId": account })).await;
    let lists = house.ask(&house.admin, "{ industries: lookups(kind: INDUSTRY) { id } roles: lookups(kind: STAKEHOLDER_ROLE) { id key } }", json!({})).await;
    let industry = &lists["industries"][0]["id"];
    let input = |amount: &str| {
        json!({ "id": id, "stageId": proposal, "expectedVersion": 1,
                "fields": { "amount": amount, "customerNeeds": "Less paper" },
                "account": { "id": account, "industryId": industry } })
    };
    let before = house.events(0).await.len();
    let refused = try_move(&house, &house.admin, input("10")).await;
    assert_eq!(keys(&refused["userErrors"][0]["missing"]), ["decisionMakerKnown"], "the rest is filled");
    let wrong = try_move(&house, &house.admin, input("-1")).await;
    let refused = (&wrong["userErrors"][0]["code"], &wrong["userErrors"][0]["path"]);
    assert_eq!(refused, (&json!("INVALID"), &json!(["fields", "amount"])), "at the field it was given in");
    let state =
        deal(&house, &house.admin, &id, "amount customerNeeds account { industry { id } } version").await;
    assert_eq!(
        state,
        json!({ "amount": null, "customerNeeds": null, "account": { "industry": null }, "version": 1 }),
        "all or nothing"
    );
    let role =
        lists["roles"].as_array().unwrap().iter().find(|role| role["key"] == "decision_maker").unwrap();
    let who = json!({ "dealId": id, "newContact": { "lastName": "Horák" }, "roleId": role["id"] });
    house.change(&house.admin, "addStakeholder", who, "").await;
    assert_eq!(kinds(&house, before).await, ["contact.created", "stakeholder.added", "deal.changed"]);
    let mut last = input("10");
    last["expectedVersion"] = json!(2);
    let moved = try_move(&house, &house.admin, last).await;
    assert_eq!(moved["userErrors"], json!([]), "{moved}");
    assert_eq!(
        (&moved["deal"]["stage"]["name"], &moved["deal"]["amount"]),
        (&json!("Proposal"), &json!("10.00"))
    );
    let told = house.events(before).await;
    let told: Vec<_> = told.iter().skip(3).map(|event| event.kind.as_str()).collect();
    assert_eq!(told, ["account.changed", "deal.stage_changed"]);
    let foreign = made(&house, &house.admin, "account", json!({ "name": "Other" })).await;
    let other = json!({ "id": id, "stageId": proposal, "expectedVersion": 3, "account": { "id": foreign } });
    let other = try_move(&house, &house.admin, other).await;
    assert_eq!(other["userErrors"][0]["path"], json!(["account", "id"]));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_manager_overrides_with_a_reason_that_the_history_keeps() {
    let house = House::new().await;
    let proposal = gated(&house, json!([{ "kind": "FIELD", "key": "budget" }])).await;
    let rita = house.person("Rita", Role::Rep).await;
    let max = house.person("Max", Role::Manager).await;
    let id = made(&house, &rita, "deal", json!({ "name": "D" })).await;
    let input =
        json!({ "id": id, "stageId": proposal, "expectedVersion": 1, "overrideReason": "Board decided" });
    let refused = try_move(&house, &rita, input.clone()).await;
    assert_eq!(refused["userErrors"][0]["code"], "NOT_ALLOWED");
    let blank = json!({ "id": id, "stageId": proposal, "expectedVersion": 1, "overrideReason": "  " });
    assert_eq!(
        try_move(&house, &max, blank).await["userErrors"][0]["code"],
        "GATE_UNMET",
        "a reason is needed"
    );
    let moved = try_move(&house, &max, input).await;
    assert_eq!(moved["deal"]["stage"]["name"], "Proposal", "{moved}");
    let history = "history(first: 1) { nodes { actor { name } changes { field after } } }";
    let entry = deal(&house, &max, &id, history).await["history"]["nodes"][0].clone();
    let said = entry["changes"].as_array().unwrap().iter().find(|change| change["field"] == "overrideReason");
    assert_eq!(
        (&entry["actor"]["name"], said.map(|said| &said["after"])),
        (&json!("Max"), Some(&json!("Board decided")))
    );
    // What passes by itself needs no override, and tells none.
    let free = made(&house, &max, "deal", json!({ "name": "E", "budget": "5" })).await;
    let input =
        json!({ "id": free, "stageId": proposal, "expectedVersion": 1, "overrideReason": "Just in case" });
    try_move(&house, &max, input).await;
    let entry = deal(&house, &max, &free, history).await["history"]["nodes"][0].to_string();
    assert!(!entry.contains("overrideReason"), "{entry}");
    assert_ne!(id_of(&rita), id_of(&max));
}

#[tokio::test(flavor = "multi_thread")]
async fn going_back_asks_for_nothing_and_each_fact_is_looked_up() {
    let house = House::new().await;
    let facts = json!([
        { "kind": "FACT", "key": "mandatoryTasksDone" }, { "kind": "FACT", "key": "nextTaskPlanned" },
        { "kind": "FIELD", "key": "primaryContact" },
    ]);
    let proposal = gated(&house, facts).await;
    let id = made(&house, &house.admin, "deal", json!({ "name": "D" })).await;
    let task = json!({ "title": "Sign", "dealId": id, "mandatory": true });
    let task = made(&house, &house.admin, "task", task).await;
    let gate = async || {
        let asked = "query($d: ID!, $s: ID!) { dealGate(dealId: $d, stageId: $s) { missing { key } } }";
        let gate = house.ask(&house.admin, asked, json!({ "d": id, "s": proposal })).await;
        gate["dealGate"]["missing"].clone()
    };
    assert_eq!(keys(&gate().await), ["mandatoryTasksDone", "nextTaskPlanned", "primaryContact"]);
    house.change(&house.admin, "completeTask", json!({ "id": task }), "").await;
    made(
        &house,
        &house.admin,
        "task",
        json!({ "title": "Call", "dealId": id, "dueAt": "2026-03-09T10:00:00Z" }),
    )
    .await;
    assert_eq!(keys(&gate().await), ["primaryContact"]);
    // Behind the gate already, by way of a later stage: coming back is free, and so is reopening.
    let negotiation = stage(&house, 0, "Negotiation").await;
    let version = deal(&house, &house.admin, &id, "version").await["version"].clone();
    let on = json!({ "id": id, "stageId": negotiation, "expectedVersion": version });
    let version = changed(&house, "moveDeal", on, "version").await["version"].clone();
    assert_eq!(keys(&gate().await), Vec::<&str>::new());
    let back = json!({ "id": id, "stageId": proposal, "expectedVersion": version });
    assert_eq!(changed(&house, "moveDeal", back, "stage { name }").await["stage"]["name"], "Proposal");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stage_without_a_gate_costs_a_move_no_statement_more() {
    let house = House::new().await;
    let proposal = stage(&house, 0, "Proposal").await;
    let id = made(&house, &house.admin, "deal", json!({ "name": "D" })).await;
    house.db.statements.take();
    let input = json!({ "id": id, "stageId": proposal, "expectedVersion": 1 });
    house.change(&house.admin, "moveDeal", input, "").await;
    let asked = house.db.statements.take();
    assert!(asked.iter().all(|sql| !sql.contains("stakeholders")), "{asked:#?}");
}
