//! Stage entries: what asks, what waits, what goes by itself, what is recalled or voided.

use super::*;

/// A gate before "Proposal" for deals of at least 1000, which Mona opens.
async fn big_deals(house: &House, mona: &Arc<Viewer>, fields: &[&str]) -> String {
    let steps = json!([{ "name": "Sales", "approvers": [user(mona)] }]);
    let policy = policy(house, steps, json!({ "amountAtLeast": "1000" })).await;
    gate(house, "Proposal", &policy, fields).await;
    policy
}

async fn stands(house: &House, deal: &str) -> Value {
    last(house, deal, "status endCause endName").await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_condition_that_does_not_hold_asks_nobody() {
    let house = House::new().await;
    let [rita, mona, _] = people(&house).await;
    let policy = big_deals(&house, &mona, &[]).await;
    let small = deal(&house, &rita, json!({ "amount": "999.99" })).await;
    let moved = go(&house, &rita, &small, "Proposal").await;
    assert_eq!(moved["deal"]["stage"]["name"], "Proposal");
    assert_eq!(moved["pendingApproval"], Value::Null);
    let big = deal(&house, &rita, json!({ "amount": "1000" })).await;
    let ask = "query($d: ID!, $s: ID!) { dealGate(dealId: $d, stageId: $s) { open missing { kind key label } } gateOptions { kind key } }";
    let ids = json!({ "d": big, "s": stage(&house, "Proposal").await });
    let told = house.ask(&rita, ask, ids).await;
    let missing = json!([{ "kind": "APPROVAL", "key": policy, "label": "Big deals" }]);
    assert_eq!(told["dealGate"], json!({ "open": false, "missing": missing }));
    assert!(told["gateOptions"].as_array().unwrap().contains(&json!({ "kind": "APPROVAL", "key": policy })));
    let off = json!({ "id": policy, "active": false });
    done(&house, &house.admin, "updateApprovalPolicy", off, "approvalPolicy { id }").await;
    assert_eq!(
        go(&house, &rita, &big, "Proposal").await["deal"]["stage"]["name"],
        "Proposal",
        "it asks no more"
    );
    let direct = json!({ "name": "New", "amount": "5000", "stageId": stage(&house, "Proposal").await });
    done(
        &house,
        &house.admin,
        "updateApprovalPolicy",
        json!({ "id": policy, "active": true }),
        "approvalPolicy { id }",
    )
    .await;
    assert_eq!(
        house.refused(&rita, "createDeal", direct).await,
        ["GATE_UNMET stageId"],
        "it cannot wait anywhere"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn other_things_missing_are_told_first_and_an_override_stands_for_no_approval() {
    let house = House::new().await;
    let [rita, mona, _] = people(&house).await;
    big_deals(&house, &mona, &["nextStep"]).await;
    let deal = deal(&house, &rita, json!({ "amount": "5000" })).await;
    let refused = go(&house, &rita, &deal, "Proposal").await;
    assert_eq!(refused["userErrors"][0]["code"], "GATE_UNMET");
    let message = refused["userErrors"][0]["message"].as_str().unwrap();
    assert!(message.contains("Next step") && message.contains("Big deals"), "{message}");
    let forced = json!({ "id": deal, "stageId": stage(&house, "Proposal").await, "expectedVersion": 1, "overrideReason": "In a hurry" });
    let moved = done(&house, &house.admin, "moveDeal", forced, MOVED).await;
    assert_eq!(moved["stage"]["name"], "Qualification", "the approval is asked for all the same");
    approve(&house, &mona, &deal).await;
    let there =
        of_deal(&house, &deal, "stage { name } history(first: 1) { nodes { changes { field after } } }")
            .await;
    assert_eq!(there["stage"]["name"], "Proposal", "and the reason given counts");
    let changes = there["history"]["nodes"][0]["changes"].as_array().unwrap().clone();
    assert!(changes.contains(&json!({ "field": "overrideReason", "after": "In a hurry" })), "{changes:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn board_bulk_and_decision_all_wait_alike() {
    let house = House::new().await;
    let [rita, mona, _] = people(&house).await;
    let policy = big_deals(&house, &mona, &[]).await;
    gate(&house, "Needs analysis", &policy, &[]).await;
    let (big, small, decided) = (
        deal(&house, &rita, json!({ "amount": "2000" })).await,
        deal(&house, &rita, json!({ "amount": "2" })).await,
        deal(&house, &rita, json!({ "amount": "3000" })).await,
    );
    let input = json!({ "ids": [big, small], "stageId": stage(&house, "Proposal").await });
    let select = "changed results { deal { stage { name } } pendingApproval { status } userErrors { code } }";
    let bulk = house.change(&rita, "moveDeals", input.clone(), select).await;
    assert_eq!(
        bulk["results"],
        json!([
            { "deal": { "stage": { "name": "Qualification" } }, "pendingApproval": { "status": "PENDING" }, "userErrors": [] },
            { "deal": { "stage": { "name": "Proposal" } }, "pendingApproval": null, "userErrors": [] },
        ])
    );
    assert_eq!(house.change(&rita, "moveDeals", input, select).await["changed"], 0, "asked already");
    let go = json!({ "dealId": decided, "decision": "GO", "reason": "Fits", "responsibleId": id_of(&mona), "expectedVersion": 1 });
    let payload = house
        .change(
            &rita,
            "decideGoNoGo",
            go,
            "deal { owner { name } stage { name } } pendingApproval { stage { name } }",
        )
        .await;
    assert_eq!(
        payload["deal"],
        json!({ "owner": { "name": "Mona" }, "stage": { "name": "Qualification" } }),
        "{payload}"
    );
    assert_eq!(payload["pendingApproval"]["stage"]["name"], "Needs analysis");
    for deal in [&big, &decided] {
        approve(&house, &mona, deal).await;
    }
    assert_eq!(of_deal(&house, &big, "stage { name }").await["stage"]["name"], "Proposal");
    let there =
        of_deal(&house, &decided, "stage { name } history(first: 1) { nodes { changes { field after } } }")
            .await;
    assert_eq!(there["stage"]["name"], "Needs analysis");
    assert!(
        there["history"].to_string().contains("goNoGoReason"),
        "what was decided is told with the move: {there}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_missing_when_it_is_granted_keeps_the_deal_and_the_grant() {
    let house = House::new().await;
    let [rita, mona, _] = people(&house).await;
    big_deals(&house, &mona, &["nextStep"]).await;
    let deal = deal(&house, &rita, json!({ "amount": "5000", "nextStep": "Call" })).await;
    go(&house, &rita, &deal, "Proposal").await;
    let cleared = json!({ "id": deal, "nextStep": null });
    done(&house, &rita, "updateDeal", cleared, "deal { id }").await;
    let before = house.events(0).await.len();
    assert_eq!(approve(&house, &mona, &deal).await["status"], "APPROVED");
    assert_eq!(kinds(&house, before).await, ["approval.granted", "approval.stayed"]);
    let stayed = of_deal(
        &house,
        &deal,
        "stage { name } approvals { nodes { usedAt history(first: 1) { nodes { changes { after } } } } }",
    )
    .await;
    assert_eq!(stayed["stage"]["name"], "Qualification");
    assert!(stayed.to_string().contains("Next step"), "what is missing is told: {stayed}");
    done(&house, &rita, "updateDeal", json!({ "id": deal, "nextStep": "Visit" }), "deal { id }").await;
    let moved = go(&house, &rita, &deal, "Proposal").await;
    assert_eq!(moved["deal"]["stage"]["name"], "Proposal", "the grant is as good as before: {moved}");
    assert!(last(&house, &deal, "usedAt").await["usedAt"].is_string());
    go(&house, &rita, &deal, "Qualification").await;
    assert_eq!(
        go(&house, &rita, &deal, "Proposal").await["pendingApproval"]["status"],
        "PENDING",
        "but once"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn going_elsewhere_recalls_and_another_amount_voids() {
    let house = House::new().await;
    let [rita, mona, _] = people(&house).await;
    big_deals(&house, &mona, &["nextStep"]).await;
    let wait = async |more: Value| {
        let mut input = json!({ "amount": "5000", "nextStep": "Call" });
        input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        let deal = deal(&house, &rita, input).await;
        go(&house, &rita, &deal, "Proposal").await;
        deal
    };
    let version = async |deal: &str| of_deal(&house, deal, "version").await["version"].clone();
    let elsewhere = wait(json!({})).await;
    go(&house, &rita, &elsewhere, "Needs analysis").await;
    let ended = |status: &str, cause: &str, name: Value| json!({ "status": status, "endCause": cause, "endName": name });
    let moved = ended("RECALLED", "DEAL_MOVED", json!("Needs analysis"));
    assert_eq!(stands(&house, &elsewhere).await, moved);
    let aside = wait(json!({})).await;
    let input = json!({ "id": aside, "reason": "Later", "expectedVersion": version(&aside).await });
    done(&house, &rita, "deactivateDeal", input, "deal { id }").await;
    assert_eq!(stands(&house, &aside).await, ended("RECALLED", "DEAL_PUT_ASIDE", Value::Null));
    let dearer = wait(json!({})).await;
    let input = json!({ "id": dearer, "amount": "6000", "expectedVersion": version(&dearer).await });
    done(&house, &rita, "updateDeal", input, "deal { id }").await;
    let voided = ended("VOIDED", "DEAL_AMOUNT_CHANGED", Value::Null);
    assert_eq!(stands(&house, &dearer).await, voided);
    let lines = wait(json!({})).await;
    let line = json!({ "dealId": lines, "description": "All", "unitPrice": "5000" });
    done(&house, &rita, "addDealLine", line, "dealLine { id }").await;
    assert_eq!(stands(&house, &lines).await["endCause"], "DEAL_LINES_CHANGED");
    let granted = wait(json!({})).await;
    done(&house, &rita, "updateDeal", json!({ "id": granted, "nextStep": null }), "deal { id }").await;
    approve(&house, &mona, &granted).await;
    let input = json!({ "id": granted, "amount": "1", "expectedVersion": version(&granted).await });
    done(&house, &rita, "updateDeal", input, "deal { id }").await;
    assert_eq!(stands(&house, &granted).await, voided, "what was granted was for another amount");
    let gone = wait(json!({})).await;
    let remove = json!({ "id": stage(&house, "Proposal").await, "moveDealsToStageId": stage(&house, "Needs analysis").await });
    house.change(&house.admin, "removeStage", remove, "").await;
    assert_eq!(stands(&house, &gone).await, ended("VOIDED", "STAGE_REMOVED", json!("Proposal")));
    let told = last(&house, &gone, "history { nodes { kind changes { field after } } }").await;
    let cause = json!({ "field": "endCause", "after": "STAGE_REMOVED" });
    let entry = &told["history"]["nodes"][0];
    assert_eq!(entry["kind"], "approval.voided");
    assert!(entry["changes"].as_array().unwrap().contains(&cause), "{entry}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_board_asks_as_many_statements_whatever_waits_on_it() {
    let house = House::new().await;
    let [rita, mona, _] = people(&house).await;
    big_deals(&house, &mona, &[]).await;
    let board = "{ deals(first: 50) { nodes { name pendingEntry { stage { name } approval { status dueAt waitsForViewer currentStep { name approvers { user { name } } } } } } } }";
    let mut counts = Vec::new();
    for _ in 0..3 {
        for _ in 0..2 {
            let deal = deal(&house, &rita, json!({ "amount": "5000" })).await;
            go(&house, &rita, &deal, "Proposal").await;
        }
        house.db.statements.take();
        let told = house.ask(&mona, board, json!({})).await;
        counts.push(house.db.statements.take().len());
        let nodes = told["deals"]["nodes"].as_array().unwrap();
        assert!(
            nodes.iter().all(|deal| deal["pendingEntry"]["approval"]["waitsForViewer"] == true),
            "{told}"
        );
    }
    assert_eq!(counts, [4, 4, 4], "deals, approvals, stages, people");
    let waiting = house
        .ask(
            &mona,
            "{ approvalsWaiting approvals(filter: {waitingForId: {eq: \"@me\"}}) { totalCount } }",
            json!({}),
        )
        .await;
    assert_eq!(waiting, json!({ "approvalsWaiting": 6, "approvals": { "totalCount": 6 } }));
}
