//! What is heard of contract packages, and by whom.

use super::*;
use crate::harness::node::Node;
use dealstream::app::config::Limits;

const CHANGED: &str = "subscription($d: ID) { contractPackageChanged(dealId: $d) { cursor events { ... on ContractPackageChanged { kind dealId contractPackageId actor { name } contractPackage { name status actions } changes { field before after } } } } }";
const DEALS: &str = "subscription { dealEvents { cursor events { ... on DealRecordChanged { kind record { ... on ContractPackage { status } ... on File { name } } } } } }";
const RUNS: &str = "subscription($p: ID) { approvalChanged(contractPackageId: $p) { cursor events { ... on ApprovalChange { kind } } } }";

#[tokio::test(flavor = "multi_thread")]
async fn who_sees_the_deal_hears_of_its_packages_and_nobody_else() {
    let house = House::new().await;
    let node = Node::start(&house.db, None, Limits::default()).await;
    let [rita, mona, cfo] = people(&house).await;
    policy(&house, &[&mona], Value::Null).await;
    let deal = deal(&house, &rita, json!({ "name": "D" })).await;
    let elsewhere = super::deal(&house, &rita, json!({ "name": "E" })).await;
    let one = file(&house, &rita, &deal, "One.pdf").await;
    let mut changed = node.watch_live(&rita, CHANGED, json!({ "d": deal })).await;
    let mut deals = node.watch_live(&house.admin, DEALS, json!({})).await;
    let blind = house.seeing(&cfo, &[&cfo]);
    let mut nothing = node.watch_live(&blind, CHANGED, json!({})).await;
    package(&house, &rita, &elsewhere, &[]).await;
    let id = package(&house, &rita, &deal, &[&one]).await;
    let mut runs = node.watch_live(&rita, RUNS, json!({ "p": id })).await;
    step(&house, &rita, &id, "submit").await;
    replaced(&house, &rita, &one).await;
    let (heard, _) = changed.events(3).await;
    let kinds: Vec<&str> = heard.iter().map(|event| event["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["contract_package.created", "contract_package.submitted", "contract_package.voided"]);
    assert_eq!(
        (&heard[2]["contractPackageId"], &heard[2]["dealId"], &heard[2]["contractPackage"]["name"]),
        (&json!(id), &json!(deal), &json!("Frame contract"))
    );
    assert_eq!(
        heard[2]["contractPackage"]["actions"],
        json!(["EDIT", "SUBMIT", "CANCEL"]),
        "what she may do"
    );
    let status = json!({ "field": "status", "before": "IN_APPROVAL", "after": "DRAFT" });
    assert!(heard[2]["changes"].as_array().unwrap().contains(&status), "{}", heard[2]);
    let (told, _) = deals.events(7).await;
    let kinds: Vec<&str> = told.iter().map(|event| event["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds[2..5], ["contract_package.submitted", "approval.requested", "file.version_added"]);
    assert_eq!(kinds[5..], ["contract_package.voided", "approval.voided"]);
    let told: Vec<Value> = runs.events(2).await.0.iter().map(|event| event["kind"].clone()).collect();
    assert_eq!(told, ["approval.requested", "approval.voided"]);
    // What the other may hear comes after all that they may not.
    let own = super::deal(&house, &cfo, json!({ "name": "Own" })).await;
    let own = package(&house, &cfo, &own, &[]).await;
    assert_eq!(nothing.events(1).await.0[0]["contractPackageId"], json!(own));
}
