//! Proposals that somebody has to approve before they are sent.

use super::*;

/// A submitted proposal of Rita's with a discount that Mona has to approve.
async fn submitted(house: &House, rita: &Arc<Viewer>, discount: &str) -> (String, Value) {
    let deal = deal(house, rita, json!({ "name": "Pumps" })).await;
    let line = json!({ "dealId": deal, "description": "Pump", "unitPrice": "1000" });
    done(house, rita, "addDealLine", line, "dealLine { id }").await;
    let input = json!({ "dealId": deal, "discountPercent": discount });
    let made = done(house, rita, "createProposal", input, "proposal { id }").await;
    let input = json!({ "id": made["id"], "message": "They insist" });
    let select = "proposal { id status approval { status amount discountPercent message subject { ... on Proposal { number } } } }";
    (deal, done(house, rita, "submitProposal", input, select).await)
}

async fn discounts(house: &House, mona: &Arc<Viewer>) {
    let steps = json!([{ "name": "Sales", "approvers": [user(mona)] }]);
    let input = json!({ "name": "Discounts", "subject": "PROPOSAL", "steps": steps, "condition": { "discountAtLeast": "20" } });
    done(house, &house.admin, "createApprovalPolicy", input, "approvalPolicy { id }").await;
}

async fn status(house: &House, proposal: &Value) -> Value {
    let query = "query($id: ID!) { proposal(id: $id) { status approval { status } } }";
    house.ask(&house.admin, query, json!({ "id": proposal["id"] })).await["proposal"].clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_large_discount_waits_and_what_is_decided_becomes_of_it() {
    let house = House::new().await;
    let [rita, mona, _] = people(&house).await;
    discounts(&house, &mona).await;
    let (_, small) = submitted(&house, &rita, "19.99").await;
    assert_eq!((&small["status"], &small["approval"]), (&json!("APPROVED"), &Value::Null), "nobody has to");
    let before = house.events(0).await.len();
    let (deal, asked) = submitted(&house, &rita, "20").await;
    assert_eq!(asked["status"], "IN_APPROVAL");
    let run = json!({ "status": "PENDING", "amount": "800.00", "discountPercent": "20", "message": "They insist", "subject": { "number": "P-2026-0002" } });
    assert_eq!(asked["approval"], run);
    assert_eq!(
        kinds(&house, before).await[3..],
        ["proposal.created", "proposal_line.added", "proposal.submitted", "approval.requested"]
    );
    let send = json!({ "id": asked["id"] });
    assert_eq!(house.refused(&rita, "sendProposal", send.clone()).await, ["INVALID id"], "not yet");
    approve(&house, &mona, &deal).await;
    assert_eq!(
        status(&house, &asked).await,
        json!({ "status": "APPROVED", "approval": { "status": "APPROVED" } })
    );
    done(&house, &rita, "sendProposal", send, "proposal { id }").await;
    let (deal, refused) = submitted(&house, &rita, "30").await;
    let no = decision(&house, &deal, json!({ "decision": "REJECT", "comment": "Too much" })).await;
    done(&house, &mona, "decideApproval", no, STANDS).await;
    assert_eq!(status(&house, &refused).await["status"], "REJECTED");
    let (deal, recalled) = submitted(&house, &rita, "40").await;
    let back = decision(&house, &deal, json!({})).await;
    done(&house, &rita, "recallApproval", back, STANDS).await;
    assert_eq!(
        status(&house, &recalled).await,
        json!({ "status": "DRAFT", "approval": { "status": "RECALLED" } })
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn reopening_voids_what_was_approved() {
    let house = House::new().await;
    let [rita, mona, _] = people(&house).await;
    discounts(&house, &mona).await;
    let (deal, asked) = submitted(&house, &rita, "25").await;
    approve(&house, &mona, &deal).await;
    let before = house.events(0).await.len();
    done(&house, &rita, "reopenProposal", json!({ "id": asked["id"] }), "proposal { id }").await;
    assert_eq!(kinds(&house, before).await, ["proposal.reopened", "approval.voided"]);
    let voided = json!({ "status": "VOIDED", "endCause": "PROPOSAL_REOPENED", "endName": null });
    assert_eq!(last(&house, &deal, "status endCause endName").await, voided);
    let again = json!({ "id": asked["id"] });
    let again = done(&house, &rita, "submitProposal", again, "proposal { status approval { status } }").await;
    assert_eq!(again, json!({ "status": "IN_APPROVAL", "approval": { "status": "PENDING" } }));
}
