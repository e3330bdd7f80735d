//! What is heard of proposals, and by whom.

use super::{deal, done, draft, go, proposal};
use crate::harness::house::House;
use crate::harness::node::Node;
use dealstream::app::actor::Role;
use dealstream::app::config::Limits;
use serde_json::{Value, json};

const CHANGED: &str = "subscription($d: ID) { proposalChanged(dealId: $d) { cursor events { ... on ProposalChanged { kind proposalId dealId actor { name } proposal { number status } changes { field after } } } } }";
const DEALS: &str = "subscription { dealEvents { cursor events { ... on DealRecordChanged { kind dealId record { ... on Proposal { number } ... on ProposalLine { description } ... on Order { number } } } } } }";

#[tokio::test(flavor = "multi_thread")]
async fn who_sees_the_deal_hears_of_its_proposals_and_nobody_else() {
    let house = House::new().await;
    let node = Node::start(&house.db, None, Limits::default()).await;
    let (rita, otto) = (house.person("Rita", Role::Rep).await, house.person("Otto", Role::Rep).await);
    let deal = deal(&house).await;
    let elsewhere = super::deal(&house).await;
    let mut changed = node.watch_live(&rita, CHANGED, json!({ "d": deal })).await;
    let mut deals = node.watch_live(&rita, DEALS, json!({})).await;
    let blind = house.seeing(&otto, &[&otto]);
    let mut nothing = node.watch_live(&blind, CHANGED, json!({})).await;
    let id = draft(&house, &deal).await;
    draft(&house, &elsewhere).await;
    go(&house, &id, &["submit", "send"]).await;
    done(&house, "declineProposal", json!({ "id": id, "reason": "Too dear" }), "").await;
    let (heard, _) = changed.events(4).await;
    let kinds: Vec<&Value> = heard.iter().map(|event| &event["kind"]).collect();
    assert_eq!(kinds, ["proposal.created", "proposal.approved", "proposal.sent", "proposal.declined"]);
    assert_eq!(heard[3]["actor"]["name"], "Anna");
    assert_eq!(heard[3]["proposal"]["number"], "P-2026-0001");
    assert!(
        heard[3]["changes"]
            .as_array()
            .unwrap()
            .contains(&json!({ "field": "declineReason", "after": "Too dear" }))
    );
    let (told, _) = deals.events(9).await;
    assert_eq!(told[0]["record"], json!({ "number": "P-2026-0001" }));
    assert_eq!(told[1]["record"], json!({ "description": "Chair" }));
    // What Otto may hear comes after all that he may not.
    let own = json!({ "name": "Own", "ownerId": crate::harness::house::id_of(&otto) });
    let own = super::made(&house, "deal", own).await;
    let own = draft(&house, &own).await;
    let (heard, _) = nothing.events(1).await;
    assert_eq!(heard[0]["proposalId"], json!(own));
    let history = proposal(&house, &rita, &id, "history { nodes { kind changes { field after } } }").await;
    let newest = &history["history"]["nodes"][0];
    assert_eq!(newest["kind"], "proposal.declined");
    assert!(
        newest["changes"].as_array().unwrap().contains(&json!({ "field": "status", "after": "DECLINED" }))
    );
}
