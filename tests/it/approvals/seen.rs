//! Who sees a deal because they are asked about it, and hears of it.

use super::*;
use crate::harness::node::Node;
use dealstream::app::config::Limits;

const EVENTS: &str = "subscription { dealEvents { cursor events { __typename ... on DealEntered { deal { name } } ... on DealHidden { dealId } ... on DealRecordChanged { kind record { __typename ... on Approval { status } } } ... on DealChanged { kind } } } }";
const REQUESTED: &str = "subscription { approvalRequested { cursor events { ... on ApprovalChange { kind approvalId approval { waitsForViewer deal { name } } } } } }";
const CHANGED: &str = "subscription($d: ID) { approvalChanged(dealId: $d) { cursor events { ... on ApprovalChange { kind approval { status } } } } }";

/// A deal of Rita's that only she sees by policy, waiting for Mona.
async fn waiting(house: &House) -> (Arc<Viewer>, Arc<Viewer>, Arc<Viewer>, String) {
    let [rita, mona, cfo] = people(house).await;
    let steps = json!([{ "name": "Sales", "approvers": [user(&mona)] }]);
    gate(house, "Proposal", &policy(house, steps, Value::Null).await, &[]).await;
    let (rita, mona, cfo) =
        (house.seeing(&rita, &[&rita]), house.seeing(&mona, &[&mona]), house.seeing(&cfo, &[&cfo]));
    let deal = deal(house, &rita, json!({})).await;
    (rita, mona, cfo, deal)
}

async fn sees(house: &House, viewer: &Arc<Viewer>, deal: &str) -> bool {
    let query = "query($id: ID!) { deal(id: $id) { id } deals { totalCount } approvals { totalCount } node(id: $id) { id } }";
    let told = house.ask(viewer, query, json!({ "id": deal })).await;
    let one = told["deal"].is_object();
    assert_eq!(told["node"].is_object(), one, "{told}");
    assert_eq!(told["deals"]["totalCount"], json!(i32::from(one)), "{told}");
    one
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_asked_sees_the_deal_while_it_waits_for_them_and_no_longer() {
    let house = House::new().await;
    let (rita, mona, cfo, deal) = waiting(&house).await;
    assert!(!sees(&house, &mona, &deal).await);
    go(&house, &rita, &deal, "Proposal").await;
    assert!(sees(&house, &mona, &deal).await, "asked");
    assert!(!sees(&house, &cfo, &deal).await, "not asked");
    let unseen = decision(&house, &deal, json!({ "decision": "APPROVE" })).await;
    assert_eq!(house.refused(&cfo, "decideApproval", unseen).await, ["NOT_FOUND id"]);
    let to = decision(&house, &deal, json!({ "toUserId": id_of(&cfo) })).await;
    let handed =
        done(&house, &mona, "delegateApproval", to, "approval { status deal { id } subject { __typename } }")
            .await;
    assert_eq!(
        handed,
        json!({ "status": "PENDING", "deal": null, "subject": null }),
        "not hers to see any more"
    );
    assert!(sees(&house, &cfo, &deal).await && !sees(&house, &mona, &deal).await);
    approve(&house, &cfo, &deal).await;
    assert!(!sees(&house, &cfo, &deal).await);
    let run = "query($d: ID!) { approvals(filter: {dealId: {eq: $d}}) { nodes { status steps { approvers { user { name } decision } } } } }";
    let told = house.ask(&rita, run, json!({ "d": deal })).await;
    assert!(told.to_string().contains("APPROVED"), "decisions stay readable to who sees the deal: {told}");
}

#[tokio::test(flavor = "multi_thread")]
async fn all_of_it_is_heard_at_once_by_who_sees_it_and_by_nobody_else() {
    let house = House::new().await;
    let (rita, mona, cfo, id) = waiting(&house).await;
    let node = Node::start(&house.db, None, Limits::default()).await;
    let mut asked = node.watch_live(&mona, REQUESTED, json!({})).await;
    let mut entered = node.watch_live(&mona, EVENTS, json!({})).await;
    let mut hers = node.watch_live(&rita, EVENTS, json!({})).await;
    let mut run = node.watch_live(&rita, CHANGED, json!({ "d": id })).await;
    let mut others = node.watch_live(&cfo, CHANGED, json!({})).await;
    let mut boss = node.watch_live(&house.admin, EVENTS, json!({})).await;
    let version = of_deal(&house, &id, "version").await["version"].clone();
    let input = json!({ "id": id, "stageId": stage(&house, "Proposal").await, "expectedVersion": version });
    let document = "mutation($i: MoveDealInput!) { moveDeal(input: $i) { deal { id } userErrors { code } } }";
    node.data(&rita, document, json!({ "i": input })).await;
    let news = asked.events(1).await.0;
    assert_eq!(news[0]["kind"], "approval.requested");
    assert_eq!(news[0]["approval"], json!({ "waitsForViewer": true, "deal": { "name": "Turbines" } }));
    assert_eq!(
        entered.events(2).await.0[0],
        json!({ "__typename": "DealEntered", "deal": { "name": "Turbines" } })
    );
    let told = json!({ "__typename": "DealRecordChanged", "kind": "approval.requested", "record": { "__typename": "Approval", "status": "PENDING" } });
    assert_eq!(hers.events(1).await.0, std::slice::from_ref(&told));
    assert_eq!(boss.events(1).await.0, [told]);
    assert_eq!(run.events(1).await.0[0]["kind"], "approval.requested");
    let input = decision(&house, &id, json!({ "decision": "APPROVE" })).await;
    let document = "mutation($i: DecideApprovalInput!) { decideApproval(input: $i) { approval { id } userErrors { code } } }";
    node.data(&mona, document, json!({ "i": input })).await;
    let news = asked.events(1).await.0;
    assert_eq!(
        (&news[0]["kind"], &news[0]["approval"]),
        (&json!("approval.granted"), &Value::Null),
        "no longer hers"
    );
    assert_eq!(entered.events(1).await.0, [json!({ "__typename": "DealHidden", "dealId": id })]);
    let heard: Vec<Value> = hers.events(2).await.0.iter().map(|event| event["kind"].clone()).collect();
    assert_eq!(heard, ["approval.granted", "deal.stage_changed"], "granted, and it went by itself");
    assert_eq!(
        run.events(1).await.0,
        [json!({ "kind": "approval.granted", "approval": { "status": "APPROVED" } })]
    );
    let own = deal(&house, &cfo, json!({})).await;
    go(&house, &cfo, &own, "Proposal").await;
    assert_eq!(
        others.events(1).await.0[0]["kind"],
        "approval.requested",
        "the first the other hears is of their own"
    );
}
