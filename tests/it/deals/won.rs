//! Wins, live: each once, by whatever way it comes, for those who see the deal.

use super::{deal, made, stage};
use crate::harness::house::{House, id_of};
use crate::harness::node::{Node, Watch};
use dealstream::app::actor::{Role, Viewer};
use dealstream::app::config::Limits;
use serde_json::{Value, json};
use std::sync::Arc;

const WON: &str = "subscription { dealWon { cursor events { ... on DealWon { at deal { name status } owner { name } wonBy { name } amount currency ownerWonThisMonth ownerWonAmountThisMonth } } } }";

/// A change that is made.
async fn done(house: &House, viewer: &Arc<Viewer>, mutation: &str, input: Value, select: &str) -> Value {
    let payload = house.change(viewer, mutation, input, select).await;
    assert_eq!(payload["userErrors"], json!([]), "{mutation}: {payload}");
    payload
}

async fn go(house: &House, viewer: &Arc<Viewer>, id: &str, to: &str) -> Value {
    let version = deal(house, &house.admin, id, "version").await["version"].clone();
    let input = json!({ "id": id, "stageId": stage(house, 0, to).await, "expectedVersion": version });
    done(house, viewer, "moveDeal", input, "pendingApproval { id version }").await
}

/// The one win that is heard: deal, who won it, whose it is, and what the owner has won this month.
async fn heard(watch: &mut Watch) -> Value {
    let (events, _) = watch.events(1).await;
    let one = &events[0];
    json!([
        one["deal"]["name"],
        one["wonBy"]["name"],
        one["owner"]["name"],
        one["amount"],
        one["ownerWonThisMonth"],
        one["ownerWonAmountThisMonth"]
    ])
}

async fn make(house: &House, owner: &Arc<Viewer>, name: &str, amount: &str) -> String {
    made(house, owner, "deal", json!({ "name": name, "amount": amount })).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_win_is_told_once_by_moving_one_or_several_and_again_when_won_again() {
    let house = House::new().await;
    let node = Node::start(&house.db, None, Limits::default()).await;
    let rita = house.person("Rita", Role::Rep).await;
    let mut wins = node.watch_live(&house.admin, WON, json!({})).await;
    let one = make(&house, &rita, "One", "10.50").await;
    go(&house, &rita, &one, "Proposal").await;
    go(&house, &house.admin, &one, "Won").await;
    let (events, _) = wins.events(1).await;
    assert_eq!(
        events[0],
        json!({ "at": "2026-03-02T09:00:00+00:00", "deal": { "name": "One", "status": "WON" }, "owner": { "name": "Rita" },
            "wonBy": { "name": "Anna" }, "amount": "10.50", "currency": "EUR",
            "ownerWonThisMonth": 1, "ownerWonAmountThisMonth": "10.50" })
    );
    let two = make(&house, &rita, "Two", "5").await;
    let input = json!({ "ids": [two, one], "stageId": stage(&house, 0, "Won").await });
    done(&house, &rita, "moveDeals", input, "changed").await;
    assert_eq!(heard(&mut wins).await, json!(["Two", "Rita", "Rita", "5.00", 2, "15.50"]));
    // Neither a change of what is won, nor losing and reopening it, is a win.
    let rename = json!({ "id": one, "name": "First" });
    done(&house, &rita, "updateDeal", rename, "deal { id }").await;
    go(&house, &rita, &one, "Proposal").await;
    house.app.clock.advance(chrono::Duration::days(30));
    go(&house, &rita, &one, "Won").await;
    assert_eq!(
        heard(&mut wins).await,
        json!(["First", "Rita", "Rita", "10.50", 1, "10.50"]),
        "once more, in another month"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_yes_and_a_granted_approval_win_deals_too() {
    let house = House::new().await;
    let node = Node::start(&house.db, None, Limits::default()).await;
    let (rita, mona) = (house.person("Rita", Role::Rep).await, house.person("Mona", Role::Manager).await);
    let mut wins = node.watch_live(&rita, WON, json!({})).await;
    let one = made(&house, &rita, "deal", json!({ "name": "One" })).await;
    let line = json!({ "dealId": one, "description": "Pump", "unitPrice": "7" });
    done(&house, &rita, "addDealLine", line, "dealLine { id }").await;
    let offer = made(&house, &rita, "proposal", json!({ "dealId": one })).await;
    for step in ["submitProposal", "sendProposal"] {
        done(&house, &rita, step, json!({ "id": offer }), "proposal { id }").await;
    }
    let won = stage(&house, 0, "Won").await;
    let yes = json!({ "id": offer, "wonStageId": won });
    done(&house, &rita, "acceptProposal", yes, "deal { id }").await;
    assert_eq!(heard(&mut wins).await, json!(["One", "Rita", "Rita", "7.00", 1, "7.00"]));
    let steps = json!([{ "name": "Sales", "approvers": [{ "kind": "USER", "userId": id_of(&mona) }] }]);
    let policy = json!({ "name": "Wins", "subject": "STAGE_ENTRY", "steps": steps });
    let policy = done(&house, &house.admin, "createApprovalPolicy", policy, "approvalPolicy { id }").await;
    let gate = json!([{ "kind": "APPROVAL", "key": policy["approvalPolicy"]["id"] }]);
    done(&house, &house.admin, "updateStage", json!({ "id": won, "gate": gate }), "stage { id }").await;
    let two = make(&house, &rita, "Two", "3").await;
    let run = go(&house, &rita, &two, "Won").await["pendingApproval"].clone();
    assert_eq!(deal(&house, &rita, &two, "status").await["status"], "OPEN", "it waits");
    let decision = json!({ "id": run["id"], "decision": "APPROVE", "expectedVersion": run["version"] });
    done(&house, &mona, "decideApproval", decision, "approval { id }").await;
    assert_eq!(heard(&mut wins).await, json!(["Two", "Mona", "Rita", "3.00", 2, "10.00"]));
}

#[tokio::test(flavor = "multi_thread")]
async fn only_those_who_see_a_deal_hear_that_it_was_won_and_count_it() {
    let house = House::new().await;
    let node = Node::start(&house.db, None, Limits::default()).await;
    let (rita, otto) = (house.person("Rita", Role::Rep).await, house.person("Otto", Role::Rep).await);
    let elsewhere = house.seeing(&otto, &[&otto]);
    let mut everybody = node.watch_live(&otto, WON, json!({})).await;
    let mut team = node.watch_live(&elsewhere, WON, json!({})).await;
    let mut boss = node.watch_live(&house.admin, WON, json!({})).await;
    let secret = json!({ "name": "Secret", "amount": "100", "restricted": true });
    let secret = made(&house, &rita, "deal", secret).await;
    go(&house, &rita, &secret, "Won").await;
    assert_eq!(heard(&mut boss).await, json!(["Secret", "Rita", "Rita", "100.00", 1, "100.00"]));
    let open = make(&house, &rita, "Open", "1").await;
    go(&house, &rita, &open, "Won").await;
    assert_eq!(heard(&mut boss).await, json!(["Open", "Rita", "Rita", "1.00", 2, "101.00"]));
    assert_eq!(
        heard(&mut everybody).await,
        json!(["Open", "Rita", "Rita", "1.00", 1, "1.00"]),
        "nothing of the other"
    );
    let own = make(&house, &otto, "Own", "2").await;
    go(&house, &otto, &own, "Won").await;
    assert_eq!(
        heard(&mut team).await,
        json!(["Own", "Otto", "Otto", "2.00", 1, "2.00"]),
        "the first they hear of"
    );
}
