//! From draft to signed, with and without somebody who has to approve.

use super::*;

#[tokio::test(flavor = "multi_thread")]
async fn a_package_nobody_has_to_approve_goes_from_draft_to_signed_and_says_what_happened() {
    let house = House::new().await;
    let anna = house.admin.clone();
    let deal = deal(&house, &anna, json!({ "name": "Turbines" })).await;
    let frame = file(&house, &anna, &deal, "Frame.pdf").await;
    let annex = file(&house, &anna, &deal, "Annex.pdf").await;
    let paper = file(&house, &anna, &deal, "Signed.pdf").await;
    let before = house.events(0).await.len();
    let input = json!({ "dealId": deal, "name": " Frame ", "note": " ", "fileIds": [annex, frame, annex] });
    let select = "contractPackage { id name note status version actions deal { name } files { file { id } version { number sha256 } isLatest } approval { id } }";
    let made = done(&house, &anna, "createContractPackage", input, select).await;
    let id = made["id"].as_str().unwrap().to_owned();
    let pin = |file: &str| json!({ "file": { "id": file }, "version": { "number": 1, "sha256": "00".repeat(32) }, "isLatest": true });
    assert_eq!(
        made,
        json!({ "id": id, "name": "Frame", "note": null, "status": "DRAFT", "version": 1,
            "actions": ["EDIT", "SUBMIT", "CANCEL"], "deal": { "name": "Turbines" },
            "files": [pin(&annex), pin(&frame)], "approval": null })
    );
    let edit = json!({ "id": id, "note": "Two copies", "fileIds": [frame, annex], "expectedVersion": 1 });
    done(&house, &anna, "updateContractPackage", edit, "contractPackage { id }").await;
    let same = json!({ "id": id, "note": "Two copies", "fileIds": [frame, annex] });
    done(&house, &anna, "updateContractPackage", same, "contractPackage { id }").await;
    let submit = json!({ "id": id, "message": "As agreed", "expectedVersion": 2 });
    let select = "contractPackage { status submittedBy { name } approval { id } actions }";
    let approved = done(&house, &anna, "submitContractPackage", submit, select).await;
    assert_eq!(
        approved,
        json!({ "status": "APPROVED", "submittedBy": { "name": "Anna" }, "approval": null, "actions": ["REOPEN", "SIGN", "CANCEL"] })
    );
    let sign = json!({ "id": id, "signedFileId": paper });
    let select =
        "contractPackage { status signedOn signedAt signedBy { name } signedFile { name } actions version }";
    let signed = done(&house, &anna, "signContractPackage", sign, select).await;
    assert_eq!(
        signed,
        json!({ "status": "SIGNED", "signedOn": "2026-03-02", "signedAt": "2026-03-02T09:00:00+00:00",
            "signedBy": { "name": "Anna" }, "signedFile": { "name": "Signed.pdf" }, "actions": [], "version": 4 })
    );
    let told = ["created", "changed", "approved", "signed"].map(|kind| format!("contract_package.{kind}"));
    assert_eq!(kinds(&house, before).await, told, "and nothing of what changed nothing");
    let events = house.events(before).await;
    assert_eq!(events[1].after("files"), Some(&json!(["Frame.pdf (1)", "Annex.pdf (1)"])));
    assert_eq!(events[2].after("message"), Some(&json!("As agreed")));
    assert_eq!(events[2].after("approved_hash"), None, "nobody's business");
    let history = "history(first: 1) { nodes { kind changes { field after afterLabel } } }";
    let newest = of(&house, &anna, &id, history).await["history"]["nodes"][0].clone();
    let changes = newest["changes"].as_array().unwrap();
    assert!(
        changes.contains(&json!({ "field": "signedFile", "after": paper, "afterLabel": "Signed.pdf" }))
            && changes.contains(&json!({ "field": "signedBy", "after": id_of(&anna), "afterLabel": "Anna" })),
        "{newest}"
    );
    let query = "query($d: ID!) { deal(id: $d) { contractPackages(filter: {status: {in: [SIGNED]}}) { totalCount nodes { name } } timeline(kinds: [CONTRACT_PACKAGE], first: 1) { nodes { about kind record { ... on ContractPackage { name } } } } } }";
    let seen = house.ask(&anna, query, json!({ "d": deal })).await["deal"].clone();
    assert_eq!(
        seen,
        json!({ "contractPackages": { "totalCount": 1, "nodes": [{ "name": "Frame" }] },
            "timeline": { "nodes": [{ "about": "CONTRACT_PACKAGE", "kind": "contract_package.signed", "record": { "name": "Frame" } }] } })
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn two_steps_are_asked_and_what_is_decided_becomes_of_it() {
    let house = House::new().await;
    let [rita, mona, cfo] = people(&house).await;
    policy(&house, &[&mona, &mona], json!({ "amountAtLeast": "50000" })).await;
    let small = deal(&house, &rita, json!({ "name": "Small", "amount": "49999.99" })).await;
    let one = file(&house, &rita, &small, "One.pdf").await;
    let free = package(&house, &rita, &small, &[&one]).await;
    assert_eq!(step(&house, &rita, &free, "submit").await, "APPROVED", "the policy does not ask");
    let big = deal(&house, &rita, json!({ "name": "Big", "amount": "50000" })).await;
    let one = file(&house, &rita, &big, "One.pdf").await;
    let id = package(&house, &rita, &big, &[&one]).await;
    let before = house.events(0).await.len();
    let input = json!({ "id": id, "message": "Please" });
    let select = "contractPackage { status actions approval { status subjectKind amount currency message subject { ... on ContractPackage { name } } steps { status } } }";
    let asked = done(&house, &rita, "submitContractPackage", input, select).await;
    assert_eq!(
        asked,
        json!({ "status": "IN_APPROVAL", "actions": ["RECALL", "CANCEL"], "approval": {
            "status": "PENDING", "subjectKind": "CONTRACT_PACKAGE", "amount": "50000.00", "currency": "EUR", "message": "Please",
            "subject": { "name": "Frame contract" }, "steps": [{ "status": "CURRENT" }, { "status": "WAITING" }] } })
    );
    approve(&house, &mona, &id).await;
    assert_eq!(status(&house, &id).await, "IN_APPROVAL", "one of two");
    let to = decision(&house, &id, json!({ "toUserId": id_of(&cfo) })).await;
    done(&house, &mona, "delegateApproval", to, "approval { id }").await;
    approve(&house, &cfo, &id).await;
    assert_eq!(status(&house, &id).await, "APPROVED");
    assert_eq!(
        kinds(&house, before).await,
        [
            "contract_package.submitted",
            "approval.requested",
            "approval.decided",
            "approval.delegated",
            "approval.granted",
            "contract_package.approved"
        ]
    );
    assert_eq!(step(&house, &rita, &id, "sign").await, "SIGNED");
    let refused = package(&house, &rita, &big, &[&one]).await;
    step(&house, &rita, &refused, "submit").await;
    let no = decision(&house, &refused, json!({ "decision": "REJECT", "comment": "Not so" })).await;
    done(&house, &mona, "decideApproval", no, "approval { id }").await;
    assert_eq!(status(&house, &refused).await, "REJECTED");
    assert_eq!(step(&house, &rita, &refused, "reopen").await, "DRAFT");
    step(&house, &rita, &refused, "submit").await;
    let back = decision(&house, &refused, json!({})).await;
    done(&house, &rita, "recallApproval", back, "approval { id }").await;
    let now = of(&house, &rita, &refused, "status approval { status }").await;
    assert_eq!(now, json!({ "status": "DRAFT", "approval": { "status": "RECALLED" } }));
}

#[tokio::test(flavor = "multi_thread")]
async fn cancelling_takes_back_what_was_asked_and_what_was_granted() {
    let house = House::new().await;
    let [rita, mona, _] = people(&house).await;
    policy(&house, &[&mona], Value::Null).await;
    let deal = deal(&house, &rita, json!({ "name": "D" })).await;
    let one = file(&house, &rita, &deal, "One.pdf").await;
    for (granted, ended) in [(false, "RECALLED"), (true, "VOIDED")] {
        let id = package(&house, &rita, &deal, &[&one]).await;
        step(&house, &rita, &id, "submit").await;
        if granted {
            approve(&house, &mona, &id).await;
        }
        let input = json!({ "id": id, "reason": "They went elsewhere" });
        let select = "contractPackage { status cancelReason actions approval { status } }";
        let cancelled = done(&house, &rita, "cancelContractPackage", input, select).await;
        let expected = json!({ "status": "CANCELLED", "cancelReason": "They went elsewhere", "actions": [], "approval": { "status": ended } });
        assert_eq!(cancelled, expected);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stage_asks_for_a_signed_contract() {
    let house = House::new().await;
    let anna = house.admin.clone();
    let deal = deal(&house, &anna, json!({ "name": "D" })).await;
    let one = file(&house, &anna, &deal, "One.pdf").await;
    let stages = house.ask(&anna, "{ pipelines { stages { id } } }", json!({})).await;
    let next = stages["pipelines"][0]["stages"][2]["id"].clone();
    let gate = json!([{ "kind": "FACT", "key": "contractSigned" }]);
    done(&house, &anna, "updateStage", json!({ "id": next, "gate": gate }), "stage { id }").await;
    let asked = "query($d: ID!, $s: ID!) { dealGate(dealId: $d, stageId: $s) { missing { key label } } }";
    let missing = async || {
        let gate = house.ask(&anna, asked, json!({ "d": deal, "s": next })).await;
        gate["dealGate"]["missing"].clone()
    };
    let id = package(&house, &anna, &deal, &[&one]).await;
    let lacks = json!([{ "key": "contractSigned", "label": "A contract was signed" }]);
    for (name, expected) in [("submit", &lacks), ("sign", &json!([]))] {
        assert_eq!(missing().await, lacks, "before {name}");
        step(&house, &anna, &id, name).await;
        assert_eq!(missing().await, *expected, "after {name}");
    }
}
