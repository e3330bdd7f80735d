//! Deals on their way: stages, places in a column, putting aside and taking up.

use super::{changed, deal, kinds, lookup, made, names, stage};
use crate::harness::house::{House, id_of};
use chrono::Duration;
use serde_json::{Value, json};

const STATE: &str = "status probability closedAt lossReason { id } version";

/// Moves a deal of this version.
async fn moved(house: &House, id: &str, to: &str, version: i64, more: Value) -> Value {
    let mut input = json!({ "id": id, "stageId": to, "expectedVersion": version });
    input.as_object_mut().unwrap().extend(more.as_object().cloned().unwrap_or_default());
    changed(house, "moveDeal", input, STATE).await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_kind_of_the_stage_decides_the_status() {
    let house = House::new().await;
    let (won, lost) = (stage(&house, 0, "Won").await, stage(&house, 0, "Lost").await);
    let open = stage(&house, 0, "Negotiation").await;
    let reason = lookup(&house, "LOSS_REASON").await;
    let id = made(&house, &house.admin, "deal", json!({ "name": "One" })).await;
    let told = house.events(0).await.len();

    let state = moved(&house, &id, &won, 1, json!({})).await;
    assert_eq!((&state["status"], &state["probability"]), (&json!("WON"), &json!(100)));
    assert!(state["closedAt"].is_string());
    let state = moved(&house, &id, &open, 2, json!({})).await;
    assert_eq!(
        state,
        json!({ "status": "OPEN", "probability": 75, "closedAt": null, "lossReason": null, "version": 3 })
    );
    let without = json!({ "id": id, "stageId": lost, "expectedVersion": 3 });
    assert_eq!(house.refused(&house.admin, "moveDeal", without).await, ["LOSS_REASON_REQUIRED lossReasonId"]);
    let source = lookup(&house, "SOURCE").await;
    let wrong = json!({ "id": id, "stageId": lost, "expectedVersion": 3, "lossReasonId": source });
    assert_eq!(
        house.refused(&house.admin, "moveDeal", wrong).await,
        ["NOT_FOUND lossReasonId"],
        "of another list"
    );
    let state =
        moved(&house, &id, &lost, 3, json!({ "lossReasonId": reason, "winLossReport": " Too dear " })).await;
    assert_eq!((&state["status"], &state["probability"]), (&json!("LOST"), &json!(0)));
    assert_eq!(state["lossReason"]["id"], reason);
    let report = deal(&house, &house.admin, &id, "winLossReport").await;
    assert_eq!(report["winLossReport"], "Too dear");
    let state = moved(&house, &id, &open, 4, json!({})).await;
    assert_eq!(state["lossReason"], Value::Null, "reopening clears the reason");
    let history =
        deal(&house, &house.admin, &id, "history(includeGrace: true) { nodes { changes { field before } } }")
            .await;
    assert!(
        history["history"]["nodes"][0]["changes"]
            .as_array()
            .unwrap()
            .iter()
            .any(|change| change["before"] == *reason),
        "and the history keeps it: {history}"
    );
    assert_eq!(kinds(&house, told).await, ["deal.stage_changed"; 4]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_loss_reason_belongs_to_lost_deals_only() {
    let house = House::new().await;
    let (first, reason) = (stage(&house, 0, "Qualification").await, lookup(&house, "LOSS_REASON").await);
    let id = made(&house, &house.admin, "deal", json!({ "name": "One" })).await;
    let update = json!({ "id": id, "lossReasonId": reason });
    assert_eq!(house.refused(&house.admin, "updateDeal", update).await, ["INVALID lossReasonId"]);
    let state = moved(&house, &id, &first, 1, json!({ "lossReasonId": reason })).await;
    assert_eq!(state["lossReason"], Value::Null, "not even by dragging it within its column");
    let made_up = json!({ "id": id, "stageId": first, "expectedVersion": state["version"], "lossReasonId": "look_01h455vb4pex5vsknk084sn02q" });
    let told = house.ask(
        &house.admin,
        "mutation($input: MoveDealInput!) { moveDeal(input: $input) { userErrors { code path } } }",
        json!({ "input": made_up }),
    );
    assert_eq!(told.await["moveDeal"]["userErrors"][0]["code"], "NOT_FOUND");
}

#[tokio::test(flavor = "multi_thread")]
async fn nought_and_a_hundred_percent_belong_to_the_final_stages() {
    let house = House::new().await;
    let id = made(&house, &house.admin, "deal", json!({ "name": "One" })).await;
    for (probability, named) in [(0, "Lost"), (100, "Won")] {
        let input = json!({ "id": id, "probability": probability, "expectedVersion": 1 });
        let refused = house.change(&house.admin, "updateDeal", input, "").await["userErrors"][0].clone();
        assert_eq!(refused["code"], "FINAL_STAGE");
        assert!(refused["message"].as_str().unwrap().contains(named), "{refused}");
    }
    let input = json!({ "id": id, "probability": 101, "expectedVersion": 1 });
    assert_eq!(house.refused(&house.admin, "updateDeal", input).await, ["INVALID probability"]);
    let input = json!({ "id": id, "probability": 55, "expectedVersion": 1 });
    assert_eq!(changed(&house, "updateDeal", input, "probability").await["probability"], 55);
    let new = json!({ "name": "Two", "probability": 100 });
    assert_eq!(house.refused(&house.admin, "createDeal", new).await, ["FINAL_STAGE probability"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_deal_put_aside_is_taken_up_again_where_it_was() {
    let house = House::new().await;
    let id = made(&house, &house.admin, "deal", json!({ "name": "One" })).await;
    let select = "status inactiveReason stage { name } probability version";
    let blank = json!({ "id": id, "reason": "  ", "expectedVersion": 1 });
    assert_eq!(house.refused(&house.admin, "deactivateDeal", blank).await, ["REQUIRED reason"]);
    let aside = json!({ "id": id, "reason": "Budget frozen", "expectedVersion": 1 });
    let aside = changed(&house, "deactivateDeal", aside, select).await;
    assert_eq!(
        aside,
        json!({ "status": "INACTIVE", "inactiveReason": "Budget frozen", "stage": { "name": "Qualification" }, "probability": 10, "version": 2 })
    );
    let again = json!({ "id": id, "reason": "Again", "expectedVersion": 2 });
    assert_eq!(house.refused(&house.admin, "deactivateDeal", again).await, ["INVALID id"]);
    let up = json!({ "id": id, "expectedVersion": 2 });
    let up = changed(&house, "reactivateDeal", up, select).await;
    assert_eq!((&up["status"], &up["inactiveReason"]), (&json!("OPEN"), &Value::Null));
    assert_eq!(
        house.refused(&house.admin, "reactivateDeal", json!({ "id": id, "expectedVersion": 3 })).await,
        ["INVALID id"]
    );
    let aside = json!({ "id": id, "reason": "Once more", "expectedVersion": 3 });
    changed(&house, "deactivateDeal", aside, select).await;
    moved(&house, &id, &stage(&house, 0, "Proposal").await, 4, json!({})).await;
    let now = deal(&house, &house.admin, &id, "status inactiveReason").await;
    assert_eq!(now, json!({ "status": "OPEN", "inactiveReason": null }), "moving it takes it up as well");
}

/// The cards of a column, top to bottom.
async fn column(house: &House, stage: &str) -> String {
    let query = "query($id: ID!) { deals(filter: {stageId: {eq: $id}}, orderBy: [{field: RANK}]) { nodes { name } } }";
    let all = house.ask(&house.admin, query, json!({ "id": stage })).await;
    names(&all["deals"]).concat()
}

#[tokio::test(flavor = "multi_thread")]
async fn cards_stand_where_they_are_put() {
    let house = House::new().await;
    let (first, second) = (stage(&house, 0, "Qualification").await, stage(&house, 0, "Needs analysis").await);
    let mut ids = std::collections::BTreeMap::new();
    for name in ["E", "D", "C", "B", "A"] {
        ids.insert(name, made(&house, &house.admin, "deal", json!({ "name": name })).await);
    }
    assert_eq!(column(&house, &first).await, "ABCDE", "a new card comes on top");
    let place = async |name: &str, stage: &str, beside: Value| {
        let version = deal(&house, &house.admin, &ids[name], "version").await["version"].as_i64().unwrap();
        moved(&house, &ids[name], stage, version, beside).await;
    };
    let told = house.events(0).await.len();
    place("A", &first, json!({ "afterDealId": ids["C"] })).await;
    assert_eq!(column(&house, &first).await, "BCADE");
    place("E", &first, json!({ "beforeDealId": ids["C"] })).await;
    assert_eq!(column(&house, &first).await, "BECAD");
    place("B", &first, json!({ "afterDealId": ids["D"] })).await;
    assert_eq!(column(&house, &first).await, "ECADB");
    place("D", &first, json!({})).await;
    assert_eq!(column(&house, &first).await, "DECAB", "no card named: the top");
    assert_eq!(kinds(&house, told).await, ["deal.ranked"; 4]);
    place("C", &second, json!({})).await;
    place("A", &second, json!({ "afterDealId": ids["C"] })).await;
    assert_eq!(
        (column(&house, &first).await.as_str(), column(&house, &second).await.as_str()),
        ("DEB", "CA")
    );
    place("B", &first, json!({ "afterDealId": ids["C"] })).await;
    assert_eq!(column(&house, &first).await, "BDE", "the card named has gone to another column: the top");
    place("E", &first, json!({ "beforeDealId": ids["C"] })).await;
    assert_eq!(column(&house, &first).await, "EBD");
}

#[tokio::test(flavor = "multi_thread")]
async fn every_stay_in_a_stage_is_kept() {
    let house = House::new().await;
    let id = made(&house, &house.admin, "deal", json!({ "name": "One" })).await;
    house.app.clock.advance(Duration::hours(2));
    moved(&house, &id, &stage(&house, 0, "Proposal").await, 1, json!({})).await;
    house.app.clock.advance(Duration::hours(1));
    moved(&house, &id, &stage(&house, 1, "Offer").await, 2, json!({})).await;
    house.app.clock.advance(Duration::minutes(1));
    let now = deal(
        &house,
        &house.admin,
        &id,
        "pipeline { name } stageVisits { stage { name } seconds leftAt leftBy { name } }",
    )
    .await;
    assert_eq!(now["pipeline"]["name"], "Simple", "a deal may change pipeline; its visits stay");
    let visits = now["stageVisits"].as_array().unwrap();
    let stays: Vec<(&str, i64)> = visits
        .iter()
        .map(|visit| (visit["stage"]["name"].as_str().unwrap(), visit["seconds"].as_i64().unwrap()))
        .collect();
    assert_eq!(stays, [("Qualification", 7_200), ("Proposal", 3_600), ("Offer", 60)]);
    assert_eq!((&visits[0]["leftBy"]["name"], &visits[2]["leftAt"]), (&json!("Anna"), &Value::Null));
}

#[tokio::test(flavor = "multi_thread")]
async fn of_several_moved_at_once_each_has_its_own_outcome() {
    let house = House::new().await;
    let lost = stage(&house, 0, "Lost").await;
    let (one, two) = (
        made(&house, &house.admin, "deal", json!({ "name": "One" })).await,
        made(&house, &house.admin, "deal", json!({ "name": "Two" })).await,
    );
    let missing = "deal_01h455vb4pex5vsknk084sn02q";
    let told = house.events(0).await.len();
    let select = "changed results { id deal { status } userErrors { code path } }";
    let input = json!({ "ids": [one, missing, two, one], "stageId": lost });
    let refused = house.change(&house.admin, "moveDeals", input, select).await;
    assert_eq!((&refused["changed"], refused["results"].as_array().map(Vec::len)), (&json!(0), Some(3)));
    assert_eq!(
        refused["results"][0]["userErrors"],
        json!([{ "code": "LOSS_REASON_REQUIRED", "path": ["lossReasonId"] }])
    );
    assert_eq!(house.events(told).await, []);
    let reason = lookup(&house, "LOSS_REASON").await;
    let input = json!({ "ids": [one, missing, two], "stageId": lost, "lossReasonId": reason });
    let done = house.change(&house.admin, "moveDeals", input, select).await;
    assert_eq!(
        done["results"],
        json!([
            { "id": one, "deal": { "status": "LOST" }, "userErrors": [] },
            { "id": missing, "deal": null, "userErrors": [{ "code": "NOT_FOUND", "path": ["id"] }] },
            { "id": two, "deal": { "status": "LOST" }, "userErrors": [] }
        ])
    );
    assert_eq!(kinds(&house, told).await, ["deal.stage_changed"; 2]);
    let seqs: Vec<i64> = house.events(told).await.iter().map(|event| event.seq).collect();
    assert_eq!(seqs[1], seqs[0] + 1, "one transaction, one stretch of the log");
    let owner = id_of(&*house.person("Rita", dealstream::app::actor::Role::Rep).await);
    let three = made(&house, &house.admin, "deal", json!({ "name": "Three" })).await;
    let input = json!({ "ids": [one, three], "stageId": lost, "lossReasonId": reason });
    let done = house.change(&house.admin, "moveDeals", input, "changed results { deal { id } }").await;
    assert_eq!((&done["changed"], &done["results"][0]["deal"]["id"]), (&json!(1), &json!(one)), "{done}");
    for expected in [2, 0] {
        let input = json!({ "ids": [one, three], "ownerId": owner });
        let done = house.change(&house.admin, "assignDeals", input, "changed").await;
        assert_eq!(done["changed"], expected, "the second time they are hers already");
    }
}
