//! A customer's yes: the deal's lines, the order and the won stage in one step, or nothing.

use super::{deal, done, draft, go, kinds, proposal, stage, status};
use crate::harness::house::House;
use serde_json::{Value, json};
use std::sync::Arc;

const ALL: &str = "proposal { status decidedAt } deal { amount status stage { kind } lines { nodes { description discountPercent total tax } } lineTotals { net tax } } order { number net tax total status lines { description discountPercent total tax } proposal { number } }";

/// A sent proposal with a header discount of 5 %.
async fn sent(house: &House, deal: &str) -> String {
    let id = draft(house, deal).await;
    done(house, "updateProposal", json!({ "id": id, "discountPercent": "5" }), "").await;
    go(house, &id, &["submit", "send"]).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_yes_makes_the_deal_what_was_offered_wins_it_and_orders_it() {
    let house = House::new().await;
    let deal = deal(&house).await;
    let id = sent(&house, &deal).await;
    let other = sent(&house, &deal).await;
    let (before, won) = (house.events(0).await.len(), stage(&house, "WON").await);
    let accepted =
        done(&house, "acceptProposal", json!({ "id": id, "wonStageId": won, "winLossReport": "Price" }), ALL)
            .await;
    let lines = json!([
        { "description": "Chair", "discountPercent": "14.5", "total": "85.54", "tax": "16.25" },
        { "description": "Delivery", "discountPercent": "52.5", "total": "0.02", "tax": "0.00" }
    ]);
    assert_eq!(accepted["deal"]["lines"]["nodes"], lines);
    assert_eq!(accepted["order"]["lines"], lines);
    assert_eq!(accepted["deal"]["lineTotals"], json!({ "net": "85.56", "tax": "16.25" }));
    assert_eq!((&accepted["deal"]["amount"], &accepted["deal"]["status"]), (&json!("85.56"), &json!("WON")));
    let order = &accepted["order"];
    assert_eq!(
        (&order["number"], &order["net"], &order["total"], &order["proposal"]["number"]),
        (&json!("O-2026-0001"), &json!("85.56"), &json!("101.81"), &json!("P-2026-0001"))
    );
    assert_eq!(status(&house, &other).await, "SENT", "others stay");
    assert_eq!(
        kinds(&house, before).await,
        [
            "proposal.accepted",
            "deal_line.removed",
            "deal_line.removed",
            "deal_line.added",
            "deal_line.added",
            "order.created",
            "deal.stage_changed"
        ]
    );
    // A line that came with a yes can be changed without touching its discount.
    let query = "query($id: ID!) { deal(id: $id) { lines { nodes { id } } } }";
    let lines = house.ask(&house.admin, query, json!({ "id": deal })).await;
    let line = lines["deal"]["lines"]["nodes"][1]["id"].clone();
    let changed = json!({ "id": line, "quantity": 2 });
    done(&house, "updateDealLine", changed, "dealLine { total }").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unmet_gate_of_the_won_stage_changes_nothing_and_can_be_met_in_the_same_step() {
    let house = House::new().await;
    let deal = deal(&house).await;
    let id = sent(&house, &deal).await;
    let won = stage(&house, "WON").await;
    let gate = json!([{ "kind": "FACT", "key": "proposalAccepted" }, { "kind": "FIELD", "key": "nextStep" }]);
    done(&house, "updateStage", json!({ "id": won, "gate": gate }), "").await;
    let before = house.events(0).await.len();
    let input = json!({ "id": id, "wonStageId": won });
    let refused = house.change(&house.admin, "acceptProposal", input.clone(), "").await;
    assert_eq!(refused["userErrors"][0]["code"], "GATE_UNMET");
    assert_eq!(refused["userErrors"][0]["path"], json!(["wonStageId"]));
    let message = refused["userErrors"][0]["message"].as_str().unwrap();
    assert!(message.contains("Next step") && !message.contains("accepted"), "{message}");
    assert_eq!(house.events(before).await, []);
    assert_eq!(status(&house, &id).await, "SENT");
    let query = "query($id: ID!) { deal(id: $id) { amount orders { totalCount } lines { nodes { discountPercent } } } }";
    let now = house.ask(&house.admin, query, json!({ "id": deal })).await["deal"].clone();
    assert_eq!(
        now,
        json!({ "amount": "90.08", "orders": { "totalCount": 0 },
            "lines": { "nodes": [{ "discountPercent": "10" }, { "discountPercent": "50" }] } })
    );
    let open = json!({ "id": id, "wonStageId": stage(&house, "Proposal").await });
    assert_eq!(house.refused(&house.admin, "acceptProposal", open).await, ["INVALID wonStageId"]);
    let filled = json!({ "id": id, "wonStageId": won, "fields": { "nextStep": "Deliver" } });
    let accepted = done(&house, "acceptProposal", filled, ALL).await;
    assert_eq!(accepted["deal"]["status"], "WON");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stage_asks_for_a_proposal_that_has_come_far_enough() {
    let house = House::new().await;
    let deal = deal(&house).await;
    let next = stage(&house, "Proposal").await;
    let keys = ["proposalApproved", "proposalSent", "proposalAccepted"];
    let gate: Vec<Value> = keys.iter().map(|key| json!({ "kind": "FACT", "key": key })).collect();
    done(&house, "updateStage", json!({ "id": next, "gate": gate }), "").await;
    let id = draft(&house, &deal).await;
    let asked = "query($d: ID!, $s: ID!) { dealGate(dealId: $d, stageId: $s) { missing { key } } }";
    let missing = async || {
        let gate = house.ask(&house.admin, asked, json!({ "d": deal, "s": next })).await;
        gate["dealGate"]["missing"].as_array().unwrap().len()
    };
    assert_eq!(missing().await, 3);
    for (step, left) in [("submit", 2), ("send", 1), ("accept", 0)] {
        go(&house, &id, &[step]).await;
        assert_eq!(missing().await, left, "{step}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_who_accept_at_once_the_second_finds_it_accepted() {
    let house = Arc::new(House::new().await);
    let deal = deal(&house).await;
    let id = sent(&house, &deal).await;
    let tries = (0..2).map(|_| {
        let (house, input) = (house.clone(), json!({ "id": id }));
        tokio::spawn(async move { house.refused(&house.admin, "acceptProposal", input).await })
    });
    let mut refused: Vec<Vec<String>> =
        futures_util::future::join_all(tries).await.into_iter().map(Result::unwrap).collect();
    refused.sort();
    assert_eq!(refused, [vec![], vec!["INVALID id".to_owned()]]);
    let orders = proposal(&house, &house.admin, &id, "orders { number }").await;
    assert_eq!(orders["orders"], json!([{ "number": "O-2026-0001" }]));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_deal_sells_already_stays_as_it_is() {
    let house = House::new().await;
    let deal = deal(&house).await;
    let id = draft(&house, &deal).await;
    go(&house, &id, &["submit", "send"]).await;
    let before = house.events(0).await.len();
    let input = json!({ "id": id, "createOrder": false });
    let accepted = done(&house, "acceptProposal", input, ALL).await;
    assert_eq!((&accepted["order"], &accepted["deal"]["status"]), (&json!(null), &json!("OPEN")));
    assert_eq!(kinds(&house, before).await, ["proposal.accepted"]);
}
