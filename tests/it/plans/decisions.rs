//! Go or no-go: the decision a stage asks for, and what comes of it in one step.

use super::{done, kinds, made, of_deal, stage, starts};
use crate::harness::house::{House, id_of};
use dealstream::app::actor::Role;
use serde_json::{Value, json};

const DECIDED: &str = "deal { stage { name } owner { name } status version }";

async fn loss_reason(house: &House) -> Value {
    let lists = house.ask(&house.admin, "{ lookups(kind: LOSS_REASON) { id } }", json!({})).await;
    lists["lookups"][0]["id"].clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn going_on_gives_the_deal_to_whoever_is_responsible_and_moves_it() {
    let house = House::new().await;
    let rita = house.person("Rita", Role::Rep).await;
    let items = json!({ "name": "Needs", "items": [{ "title": "Interview" }] });
    let plan = made(&house, &house.admin, "activityPlan", items).await;
    starts(&house, &stage(&house, "Needs analysis").await, Some(&plan)).await;
    let deal = made(&house, &house.admin, "deal", json!({ "name": "D" })).await;
    let told = house.events(0).await.len();
    let input = json!({ "dealId": deal, "decision": "GO", "responsibleId": id_of(&rita), "reason": " Worth it ", "expectedVersion": 1 });
    let decided = done(&house, "decideGoNoGo", input, DECIDED).await;
    assert_eq!(
        decided,
        json!({ "stage": { "name": "Needs analysis" }, "owner": { "name": "Rita" }, "status": "OPEN", "version": 2 })
    );
    assert_eq!(
        kinds(&house, told).await,
        ["deal.stage_changed", "plan_run.started", "task.assigned"],
        "to the new owner"
    );
    let entry =
        of_deal(&house, &deal, "history(first: 1, includeGrace: true) { nodes { changes { field after } } }")
            .await;
    let changes = entry["history"]["nodes"][0]["changes"].as_array().unwrap().clone();
    for said in [
        json!({ "field": "goNoGo", "after": "GO" }),
        json!({ "field": "goNoGoReason", "after": "Worth it" }),
        json!({ "field": "owner", "after": id_of(&rita) }),
    ] {
        assert!(changes.contains(&said), "{said}: {changes:?}");
    }
    let again = json!({ "dealId": deal, "decision": "GO", "expectedVersion": 2 });
    assert_eq!(
        house.refused(&house.admin, "decideGoNoGo", again).await,
        ["INVALID dealId"],
        "no decision here"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn giving_up_needs_the_reason_and_loses_the_deal() {
    let house = House::new().await;
    let deal = made(&house, &house.admin, "deal", json!({ "name": "D" })).await;
    let without = json!({ "dealId": deal, "decision": "NO_GO", "reason": "No budget", "expectedVersion": 1 });
    let told = house.events(0).await.len();
    assert_eq!(
        house.refused(&house.admin, "decideGoNoGo", without).await,
        ["LOSS_REASON_REQUIRED lossReasonId"]
    );
    assert!(kinds(&house, told).await.is_empty(), "nothing was changed");
    let reason = loss_reason(&house).await;
    let wrong = json!({ "dealId": deal, "decision": "NO_GO", "lossReasonId": reason, "stageId": stage(&house, "Proposal").await, "expectedVersion": 1 });
    assert_eq!(house.refused(&house.admin, "decideGoNoGo", wrong).await, ["INVALID stageId"]);
    let input = json!({ "dealId": deal, "decision": "NO_GO", "lossReasonId": reason, "winLossReport": "Too small", "expectedVersion": 1 });
    let select = "deal { stage { name } status lossReason { id } winLossReport }";
    let decided = done(&house, "decideGoNoGo", input, select).await;
    assert_eq!(
        decided,
        json!({ "stage": { "name": "Lost" }, "status": "LOST", "lossReason": { "id": reason }, "winLossReport": "Too small" })
    );
    assert_eq!(kinds(&house, told).await, ["deal.stage_changed"]);
    let later = json!({ "dealId": deal, "decision": "GO", "expectedVersion": 2 });
    assert_eq!(
        house.refused(&house.admin, "decideGoNoGo", later).await,
        ["INVALID dealId"],
        "decided already"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn going_on_passes_the_gate_or_fills_what_it_asks_for() {
    let house = House::new().await;
    let (rita, needs) = (house.person("Rita", Role::Rep).await, stage(&house, "Needs analysis").await);
    let gate = json!([{ "kind": "FIELD", "key": "amount" }, { "kind": "FIELD", "key": "customerNeeds" }]);
    done(&house, "updateStage", json!({ "id": needs, "gate": gate }), "stage { id }").await;
    let deal = made(&house, &rita, "deal", json!({ "name": "D" })).await;
    let input = json!({ "dealId": deal, "decision": "GO", "responsibleId": id_of(&house.admin), "expectedVersion": 1 });
    let document = "mutation($i: DecideGoNoGoInput!) { decideGoNoGo(input: $i) { deal { id } userErrors { code path ... on GateUnmet { stage { name } missing { key } viewerCanOverride } } } }";
    let refused = house.ask(&rita, document, json!({ "i": input })).await["decideGoNoGo"].clone();
    let error = json!([{ "code": "GATE_UNMET", "path": ["stageId"], "stage": { "name": "Needs analysis" }, "missing": [{ "key": "amount" }, { "key": "customerNeeds" }], "viewerCanOverride": false }]);
    assert_eq!(refused, json!({ "deal": null, "userErrors": error }));
    assert_eq!(
        of_deal(&house, &deal, "owner { name } version").await,
        json!({ "owner": { "name": "Rita" }, "version": 1 }),
        "all or nothing"
    );
    let mut filled = input.clone();
    filled["fields"] = json!({ "amount": "-5", "customerNeeds": "Less paper" });
    assert_eq!(house.refused(&rita, "decideGoNoGo", filled.clone()).await, ["INVALID fields.amount"]);
    filled["fields"]["amount"] = json!("5");
    let payload =
        house.change(&rita, "decideGoNoGo", filled, "deal { stage { name } amount owner { name } }").await;
    assert_eq!(
        payload["deal"],
        json!({ "stage": { "name": "Needs analysis" }, "amount": "5.00", "owner": { "name": "Anna" } }),
        "{payload}"
    );
    let nobody = made(&house, &rita, "deal", json!({ "name": "E" })).await;
    let to = |more: Value| {
        let mut input = json!({ "dealId": nobody, "decision": "GO", "expectedVersion": 1 });
        input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        input
    };
    let unknown = to(json!({ "responsibleId": "user_01h455vb4pex5vsknk084sn02q" }));
    assert_eq!(house.refused(&rita, "decideGoNoGo", unknown).await, ["NOT_FOUND responsibleId"]);
    let lost = to(json!({ "stageId": stage(&house, "Lost").await }));
    assert_eq!(house.refused(&rita, "decideGoNoGo", lost).await, ["INVALID stageId"]);
    let stale = json!({ "dealId": nobody, "decision": "GO", "expectedVersion": 7 });
    assert_eq!(house.refused(&rita, "decideGoNoGo", stale).await, ["CONFLICT expectedVersion"]);
    let on = to(json!({ "stageId": stage(&house, "Proposal").await }));
    let payload = house.change(&rita, "decideGoNoGo", on, DECIDED).await;
    assert_eq!(payload["deal"]["stage"]["name"], "Proposal", "{payload}");
    let won = json!({ "id": stage(&house, "Won").await, "goNoGo": true });
    assert_eq!(house.refused(&house.admin, "updateStage", won).await, ["INVALID goNoGo"]);
}
