//! How runs go: steps, decisions, delegation, conflicts.

use super::*;
use crate::harness::node::{Node, caller};
use dealstream::app::config::Limits;

#[tokio::test(flavor = "multi_thread")]
async fn two_steps_with_delegation_lead_to_the_stage_and_all_of_it_is_history() {
    let house = House::new().await;
    let [rita, mona, cfo] = people(&house).await;
    let otto = house.person("Otto", Role::Rep).await;
    let steps = json!([
        { "name": "Sales", "approvers": [user(&mona)] },
        { "name": "Finance", "approvers": [user(&cfo), user(&mona)], "mode": "ALL", "dueHours": 8 },
    ]);
    gate(&house, "Proposal", &policy(&house, steps, Value::Null).await, &[]).await;
    let deal = deal(&house, &rita, json!({ "amount": "500" })).await;
    let before = house.events(0).await.len();
    let moved = go(&house, &rita, &deal, "Proposal").await;
    assert_eq!(moved["deal"]["stage"]["name"], "Qualification", "it stays: {moved}");
    assert_eq!(moved["pendingApproval"]["status"], "PENDING");
    let step = approve(&house, &mona, &deal).await;
    assert_eq!(step["currentStep"]["name"], "Finance");
    let to = json!({ "toUserId": id_of(&otto), "comment": "On leave" });
    let input = decision(&house, &deal, to).await;
    done(&house, &cfo, "delegateApproval", input, STANDS).await;
    assert_eq!(approve(&house, &otto, &deal).await["status"], "PENDING", "Mona is to approve here too");
    assert_eq!(approve(&house, &mona, &deal).await["status"], "APPROVED");
    assert_eq!(of_deal(&house, &deal, "stage { name }").await["stage"]["name"], "Proposal");
    let told = kinds(&house, before).await;
    assert_eq!(
        told,
        [
            "approval.requested",
            "approval.decided",
            "approval.delegated",
            "approval.decided",
            "approval.granted",
            "deal.stage_changed"
        ]
    );
    let run = last(&house, &deal, "amount currency usedAt dueAt requestedBy { user { name } } steps { name needed approvers { user { name } via decision comment delegatedBy { name } } } history { nodes { kind changes { field after } } }").await;
    assert_eq!(
        (&run["amount"], &run["currency"], &run["dueAt"]),
        (&json!("500.00"), &json!("EUR"), &Value::Null)
    );
    assert!(run["usedAt"].is_string());
    let finance = &run["steps"][1];
    assert_eq!(finance["needed"], 2);
    assert_eq!(
        finance["approvers"][2],
        json!({ "user": { "name": "Otto" }, "via": "DELEGATED", "decision": "APPROVED", "comment": null, "delegatedBy": { "name": "Cfo" } })
    );
    let delegated = &run["history"]["nodes"][2]["changes"];
    assert!(
        delegated.as_array().unwrap().contains(&json!({ "field": "comment", "after": "On leave" })),
        "{delegated}"
    );
    let timeline = of_deal(&house, &deal, "timeline(kinds: [APPROVAL]) { nodes { kind about } }").await;
    assert_eq!(timeline["timeline"]["nodes"].as_array().unwrap().len(), 5, "{timeline}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rejection_needs_a_reason_and_ends_it_and_moving_again_asks_again() {
    let house = House::new().await;
    let [rita, mona, cfo] = people(&house).await;
    let steps = json!([{ "name": "Sales", "approvers": [user(&mona)] }, { "name": "Finance", "approvers": [user(&cfo)] }]);
    gate(&house, "Proposal", &policy(&house, steps, Value::Null).await, &[]).await;
    let deal = deal(&house, &rita, json!({})).await;
    go(&house, &rita, &deal, "Proposal").await;
    let mute = decision(&house, &deal, json!({ "decision": "REJECT", "comment": " " })).await;
    assert_eq!(house.refused(&mona, "decideApproval", mute).await, ["REQUIRED comment"]);
    for other in [&rita, &cfo] {
        let early = decision(&house, &deal, json!({ "decision": "APPROVE" })).await;
        assert_eq!(house.refused(other, "decideApproval", early).await, ["NOT_ALLOWED"], "not asked now");
    }
    let no = decision(&house, &deal, json!({ "decision": "REJECT", "comment": "Too early" })).await;
    let run = done(&house, &mona, "decideApproval", no, STANDS).await;
    assert_eq!(
        run,
        json!({ "status": "REJECTED", "currentStep": null, "steps": [{ "status": "REJECTED" }, { "status": "CANCELLED" }] })
    );
    let late = decision(&house, &deal, json!({ "decision": "APPROVE" })).await;
    assert_eq!(house.refused(&cfo, "decideApproval", late).await, ["INVALID id"]);
    assert_eq!(of_deal(&house, &deal, "pendingEntry { stage { name } }").await["pendingEntry"], Value::Null);
    let again = go(&house, &rita, &deal, "Proposal").await;
    assert_eq!(again["pendingApproval"]["status"], "PENDING");
    let input = decision(&house, &deal, json!({ "comment": "Not now" })).await;
    assert_eq!(house.refused(&mona, "recallApproval", input.clone()).await, ["NOT_ALLOWED"]);
    let run = done(&house, &rita, "recallApproval", input, STANDS).await;
    assert_eq!(run["status"], "RECALLED");
}

#[tokio::test(flavor = "multi_thread")]
async fn two_who_decide_at_once_decide_once_and_a_key_repeats_the_answer() {
    let house = House::new().await;
    let [rita, mona, cfo] = people(&house).await;
    let steps = json!([{ "name": "Any", "approvers": [user(&mona), user(&cfo)] }]);
    gate(&house, "Proposal", &policy(&house, steps, Value::Null).await, &[]).await;
    let deal = deal(&house, &rita, json!({})).await;
    go(&house, &rita, &deal, "Proposal").await;
    let input = decision(&house, &deal, json!({ "decision": "APPROVE" })).await;
    let before = house.events(0).await.len();
    let node = Node::start(&house.db, None, Limits::default()).await;
    let document = "mutation($i: DecideApprovalInput!) { decideApproval(input: $i) { approval { status version } userErrors { code } } }";
    let ask = |viewer: &Arc<Viewer>| {
        let mut caller = caller(Some(viewer));
        caller.idempotency_key = Some("once".to_owned());
        node.ask_as(caller, document, json!({ "i": input }))
    };
    let (one, other) = tokio::join!(ask(&mona), ask(&cfo));
    let codes = |answer: &Value| answer["data"]["decideApproval"]["userErrors"].clone();
    let mut both = [codes(&one), codes(&other)];
    both.sort_by_key(|errors| errors.as_array().unwrap().len());
    assert_eq!(both, [json!([]), json!([{ "code": "CONFLICT" }])], "{one:#} {other:#}");
    let winner = if codes(&one) == json!([]) { (&mona, &one) } else { (&cfo, &other) };
    assert_eq!(ask(winner.0).await["data"], winner.1["data"], "the same key, the same answer");
    assert_eq!(kinds(&house, before).await, ["approval.granted", "deal.stage_changed"], "one decision");
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_approves_their_own_and_without_a_manager_the_admins_are_asked() {
    let house = House::new().await;
    let [rita, mona, _] = people(&house).await;
    let steps = json!([{ "name": "Manager", "approvers": [{ "kind": "OWNERS_MANAGER" }] }]);
    gate(&house, "Proposal", &policy(&house, steps, Value::Null).await, &[]).await;
    let asked = async |viewer: &Arc<Viewer>| {
        let deal = deal(&house, viewer, json!({})).await;
        go(&house, viewer, &deal, "Proposal").await;
        let run = last(&house, &deal, "currentStep { approvers { user { name } via } }").await;
        let all = run["currentStep"]["approvers"].as_array().unwrap().clone();
        let one = |one: &Value| {
            format!("{} {}", one["user"]["name"].as_str().unwrap(), one["via"].as_str().unwrap())
        };
        all.iter().map(one).collect::<Vec<_>>()
    };
    assert_eq!(asked(&rita).await, ["Anna ADMINS"], "no team, no manager");
    let boss = house.person("Boss", Role::Manager).await;
    teams(&house, &[(&boss, None, &[]), (&mona, Some(0), &[&rita, &mona])]).await;
    assert_eq!(asked(&rita).await, ["Mona OWNERS_MANAGER"]);
    assert_eq!(asked(&mona).await, ["Boss OWNERS_MANAGER"], "her own: the one above");
    leaves(&house, &boss).await;
    assert_eq!(asked(&mona).await, ["Anna ADMINS"], "who left decides nothing");
    assert_eq!(asked(&house.admin).await, ["Anna LONE_ADMIN"], "there is nobody else");
}

#[tokio::test(flavor = "multi_thread")]
async fn when_somebody_asked_leaves_the_admins_are_asked_in_their_place() {
    let house = House::new().await;
    let [rita, mona, cfo] = people(&house).await;
    let steps = json!([{ "name": "Both", "approvers": [user(&mona), user(&cfo)], "mode": "ALL" }]);
    gate(&house, "Proposal", &policy(&house, steps, Value::Null).await, &[]).await;
    let deal = deal(&house, &rita, json!({})).await;
    go(&house, &rita, &deal, "Proposal").await;
    let before = house.events(0).await.len();
    leaves(&house, &mona).await;
    assert_eq!(kinds(&house, before).await, ["user.changed", "approval.reassigned"]);
    let run =
        last(&house, &deal, "waitsForViewer currentStep { needed approvers { user { name } via } }").await;
    let asked = json!([{ "user": { "name": "Cfo" }, "via": "USER" }, { "user": { "name": "Anna" }, "via": "ADMINS" }]);
    assert_eq!(run, json!({ "waitsForViewer": true, "currentStep": { "needed": 2, "approvers": asked } }));
    assert_eq!(approve(&house, &cfo, &deal).await["status"], "PENDING");
    assert_eq!(approve(&house, &house.admin, &deal).await["status"], "APPROVED");
}

#[tokio::test(flavor = "multi_thread")]
async fn policies_are_checked_ordered_and_kept_by_admins() {
    let house = House::new().await;
    let [rita, mona, _] = people(&house).await;
    let step = |approvers: Value| json!([{ "name": "S", "approvers": approvers }]);
    let new = |steps: Value, condition: Value| json!({ "name": "P", "subject": "STAGE_ENTRY", "steps": steps, "condition": condition });
    let good = step(json!([user(&mona)]));
    for (input, expected) in [
        (new(json!([]), json!({})), "REQUIRED steps"),
        (new(step(json!([])), json!({})), "REQUIRED steps.0.approvers"),
        (new(step(json!([{ "kind": "USER" }])), json!({})), "REQUIRED steps.0.approvers.0.userId"),
        (
            new(step(json!([{ "kind": "ROLE", "role": "VIEWER" }])), json!({})),
            "INVALID steps.0.approvers.0.role",
        ),
        (
            new(step(json!([{ "kind": "USER", "userId": "user_01h455vb4pex5vsknk084sn02q" }])), json!({})),
            "NOT_FOUND steps.0.approvers.0.userId",
        ),
        (new(good.clone(), json!({ "amountAtLeast": "-1" })), "INVALID condition.amountAtLeast"),
        (new(good.clone(), json!({ "marginBelow": "10" })), "INVALID condition.marginBelow"),
        (new(good.clone(), json!({ "custom": [{ "key": "none", "eq": 1 }] })), "INVALID condition.custom"),
        (
            new(good.clone(), json!({ "pipelineIds": ["pipe_01h455vb4pex5vsknk084sn02q"] })),
            "NOT_FOUND condition.pipelineIds",
        ),
    ] {
        assert_eq!(house.refused(&house.admin, "createApprovalPolicy", input).await, [expected]);
    }
    let input = new(good.clone(), json!({}));
    for viewer in [&rita, &mona] {
        assert_eq!(house.refused(viewer, "createApprovalPolicy", input.clone()).await, ["NOT_ALLOWED"]);
    }
    let (first, second) =
        (policy(&house, good.clone(), json!({})).await, policy(&house, good, json!({})).await);
    let select = "approvalPolicy { id position version steps { id name } history { nodes { kind } } }";
    let kept = done(&house, &house.admin, "moveApprovalPolicy", json!({ "id": second }), select).await;
    assert_eq!(kept["position"], 0);
    let below = json!({ "id": second, "afterId": first, "expectedVersion": kept["version"] });
    assert_eq!(done(&house, &house.admin, "moveApprovalPolicy", below, select).await["position"], 1);
    let id = kept["steps"][0]["id"].clone();
    let steps =
        json!([{ "id": id, "name": "T", "approvers": [user(&mona)], "mode": "AT_LEAST", "atLeast": 2 }]);
    let changed = json!({ "id": second, "steps": steps, "active": false });
    let changed = done(&house, &house.admin, "updateApprovalPolicy", changed, select).await;
    assert_eq!(changed["steps"], json!([{ "id": id, "name": "T" }]), "the step is the same");
    let list = house
        .ask(
            &rita,
            "{ approvalPolicies(filter: {active: {eq: true}}) { totalCount nodes { id } } }",
            json!({}),
        )
        .await;
    assert_eq!(list["approvalPolicies"], json!({ "totalCount": 1, "nodes": [{ "id": first }] }));
}
