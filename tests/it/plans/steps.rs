//! Steps of stages: what is ticked off on a deal, and the gate that asks for it.

use super::{done, go, kinds, made, of_deal, stage};
use crate::harness::house::House;
use crate::harness::node::Node;
use dealstream::app::actor::Role;
use dealstream::app::config::Limits;
use serde_json::{Value, json};

const STEPS: &str = "steps { step { id title } done doneAt doneBy { name } } version";

/// Gives a stage these steps; their ids.
async fn steps(house: &House, stage: &str, steps: Value) -> Vec<Value> {
    let input = json!({ "id": stage, "steps": steps });
    let kept = done(house, "updateStage", input, "stage { steps { id title position hint } }").await;
    kept["steps"].as_array().unwrap().iter().map(|step| step["id"].clone()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_step_is_ticked_off_and_taken_back_and_the_history_says_which() {
    let house = House::new().await;
    let (qualification, rita) = (stage(&house, "Qualification").await, house.person("Rita", Role::Rep).await);
    let ids =
        steps(&house, &qualification, json!([{ "title": "Ask", "hint": "Kindly" }, { "title": "Tell" }]))
            .await;
    let deal = made(&house, &house.admin, "deal", json!({ "name": "D" })).await;
    let told = house.events(0).await.len();
    let tick = |done: bool| json!({ "dealId": deal, "stepId": ids[1], "done": done });
    let payload =
        house.change(&rita, "setDealStep", tick(true), &format!("deal {{ {STEPS} }} eventCursor")).await;
    assert_eq!(payload["userErrors"], json!([]));
    let (asked, tell) = (&payload["deal"]["steps"][0], &payload["deal"]["steps"][1]);
    assert_eq!(
        *asked,
        json!({ "step": { "id": ids[0], "title": "Ask" }, "done": false, "doneAt": null, "doneBy": null })
    );
    assert_eq!(
        (&tell["done"], &tell["doneBy"]["name"], &payload["deal"]["version"]),
        (&json!(true), &json!("Rita"), &json!(2))
    );
    house.change(&rita, "setDealStep", tick(true), "").await;
    assert_eq!(kinds(&house, told).await, ["deal.step_done"], "done already: no news");
    let stale = json!({ "dealId": deal, "stepId": ids[1], "done": false, "expectedVersion": 1 });
    assert_eq!(house.refused(&rita, "setDealStep", stale).await, ["CONFLICT expectedVersion"]);
    done(&house, "setDealStep", tick(false), "deal { id }").await;
    let entries = "history(first: 2, includeGrace: true) { nodes { kind changes { field before after } } }";
    let entries = of_deal(&house, &deal, entries).await["history"]["nodes"].clone();
    let change = json!([{ "field": "step", "before": null, "after": "Tell" }]);
    assert_eq!(
        entries,
        json!([{ "kind": "deal.step_undone", "changes": change }, { "kind": "deal.step_done", "changes": change }])
    );
    let unknown = json!({ "dealId": deal, "stepId": "step_01h455vb4pex5vsknk084sn02q", "done": true });
    assert_eq!(house.refused(&rita, "setDealStep", unknown).await, ["NOT_FOUND stepId"]);
    let vera = house.person("Vera", Role::Viewer).await;
    assert_eq!(house.refused(&vera, "setDealStep", tick(true)).await, ["NOT_ALLOWED"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn steps_keep_what_is_done_of_them_when_their_stage_changes() {
    let house = House::new().await;
    let (qualification, proposal) = (stage(&house, "Qualification").await, stage(&house, "Proposal").await);
    let ids = steps(&house, &qualification, json!([{ "title": "Ask" }, { "title": "Tell" }])).await;
    let deal = made(&house, &house.admin, "deal", json!({ "name": "D" })).await;
    done(&house, "setDealStep", json!({ "dealId": deal, "stepId": ids[1], "done": true }), "deal { id }")
        .await;
    let again =
        steps(&house, &qualification, json!([{ "id": ids[1], "title": "Tell all" }, { "title": "New" }]))
            .await;
    assert_eq!(again[0], ids[1]);
    let select = "steps { step { title } done }";
    let now = json!([{ "step": { "title": "Tell all" }, "done": true }, { "step": { "title": "New" }, "done": false }]);
    assert_eq!(of_deal(&house, &deal, select).await["steps"], now);
    go(&house, &deal, &proposal).await;
    let select = format!(
        "steps(stageId: \"{qualification}\") {{ step {{ title }} done }} present: steps {{ step {{ title }} }}"
    );
    let found = of_deal(&house, &deal, &select).await;
    assert_eq!((&found["steps"], &found["present"][0]["step"]["title"]), (&now, &json!("Send the proposal")));
    let gone = json!({ "id": qualification, "steps": [{ "id": ids[0], "title": "Back" }] });
    assert_eq!(house.refused(&house.admin, "updateStage", gone).await, ["NOT_FOUND steps.0.id"]);
    let many: Vec<Value> = (0..21).map(|_| json!({ "title": "S" })).collect();
    let many = json!({ "id": qualification, "steps": many });
    assert_eq!(house.refused(&house.admin, "updateStage", many).await, ["TOO_LONG steps"]);
    let history = "query($id: ID!) { events: deal(id: $id) { id } pipelines { id } }";
    house.ask(&house.admin, history, json!({ "id": deal })).await;
    let told = house.events(0).await;
    let changed = told.iter().rev().find(|event| event.kind == "stage.changed").unwrap();
    assert_eq!(changed.after("steps"), Some(&json!(["Tell all", "New"])), "in people's words");
    let input = json!({ "name": "Copy", "copyFromId": of_deal(&house, &deal, "pipeline { id }").await["pipeline"]["id"] });
    let copy =
        done(&house, "createPipeline", input, "pipeline { stages { name goNoGo steps { id title } } }").await;
    assert_eq!(
        (&copy["stages"][0]["steps"][0]["title"], &copy["stages"][0]["goNoGo"]),
        (&json!("Tell all"), &json!(true))
    );
    assert_ne!(copy["stages"][0]["steps"][0]["id"], ids[1], "steps of its own");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_gate_asks_that_the_steps_of_the_stage_left_are_done() {
    let house = House::new().await;
    let (qualification, needs) =
        (stage(&house, "Qualification").await, stage(&house, "Needs analysis").await);
    let ids = steps(&house, &qualification, json!([{ "title": "Ask" }, { "title": "Tell" }])).await;
    let gate = json!([{ "kind": "FACT", "key": "stepsDone" }]);
    done(&house, "updateStage", json!({ "id": needs, "gate": gate }), "stage { id }").await;
    let deal = made(&house, &house.admin, "deal", json!({ "name": "D" })).await;
    let asked =
        "query($d: ID!, $s: ID!) { dealGate(dealId: $d, stageId: $s) { open missing { key label } } }";
    let open =
        async || house.ask(&house.admin, asked, json!({ "d": deal, "s": needs })).await["dealGate"].clone();
    let label = "All steps of the stage it leaves are done";
    assert_eq!(open().await, json!({ "open": false, "missing": [{ "key": "stepsDone", "label": label }] }));
    for id in &ids {
        assert_eq!(open().await["open"], false);
        done(&house, "setDealStep", json!({ "dealId": deal, "stepId": id, "done": true }), "deal { id }")
            .await;
    }
    assert_eq!(open().await["open"], true);
    go(&house, &deal, &needs).await;
    let born = json!({ "name": "New", "stageId": needs });
    made(&house, &house.admin, "deal", born).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_step_is_told_live_as_a_change_of_its_deal() {
    let house = House::new().await;
    let node = Node::start(&house.db, None, Limits::default()).await;
    let ids = steps(&house, &stage(&house, "Qualification").await, json!([{ "title": "Ask" }])).await;
    let deal = made(&house, &house.admin, "deal", json!({ "name": "D" })).await;
    let watch = "subscription { dealEvents { cursor events { __typename ... on DealChanged { kind changes { field after } deal { steps { done } } } } } }";
    let mut watch = node.watch_live(&house.admin, watch, json!({})).await;
    let line =
        "mutation($i: SetDealStepInput!) { setDealStep(input: $i) { deal { id } userErrors { code } } }";
    node.data(&house.admin, line, json!({ "i": { "dealId": deal, "stepId": ids[0], "done": true } })).await;
    let (heard, _) = watch.events(1).await;
    let expected = json!({ "__typename": "DealChanged", "kind": "deal.step_done", "changes": [{ "field": "step", "after": "Ask" }], "deal": { "steps": [{ "done": true }] } });
    assert_eq!(heard, [expected]);
}
