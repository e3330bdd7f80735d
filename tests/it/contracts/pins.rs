//! What a package pins, and what becomes of an approval when a file changes.

use super::*;

#[tokio::test(flavor = "multi_thread")]
async fn a_new_version_voids_what_was_approved_and_the_draft_takes_it_in_by_hand() {
    let house = House::new().await;
    let [rita, mona, _] = people(&house).await;
    policy(&house, &[&mona], Value::Null).await;
    let deal = deal(&house, &rita, json!({ "name": "D" })).await;
    let (frame, annex) =
        (file(&house, &rita, &deal, "Frame.pdf").await, file(&house, &rita, &deal, "Annex.pdf").await);
    let id = package(&house, &rita, &deal, &[&frame, &annex]).await;
    step(&house, &rita, &id, "submit").await;
    approve(&house, &mona, &id).await;
    let before = house.events(0).await.len();
    replaced(&house, &rita, &frame).await;
    let told = ["file.version_added", "contract_package.voided", "approval.voided"];
    assert_eq!(kinds(&house, before).await, told);
    let events = house.events(before + 1).await;
    assert_eq!(events[0].after("end_cause"), Some(&json!("file_replaced")));
    assert_eq!(events[0].after("end_name"), Some(&json!("Frame.pdf")));
    let now = of(&house, &rita, &id, "status approval { status endCause endName }").await;
    let voided = json!({ "status": "VOIDED", "endCause": "FILE_REPLACED", "endName": "Frame.pdf" });
    assert_eq!(now, json!({ "status": "DRAFT", "approval": voided }));
    let outdated = json!([["Frame.pdf", 1, false], ["Annex.pdf", 1, true]]);
    assert_eq!(pinned(&house, &id).await, outdated, "what was approved stays to be seen");
    let refused = house.change(&rita, "submitContractPackage", json!({ "id": id }), "").await;
    let message = "“Frame.pdf” has a newer version: take that in first, by choosing the files again.";
    assert_eq!(refused["userErrors"], json!([{ "code": "INVALID", "message": message, "path": ["id"] }]));
    let anew = json!({ "id": id, "fileIds": [frame, annex] });
    done(&house, &rita, "updateContractPackage", anew, "contractPackage { id }").await;
    assert_eq!(pinned(&house, &id).await, json!([["Frame.pdf", 2, true], ["Annex.pdf", 1, true]]));
    assert_eq!(step(&house, &rita, &id, "submit").await, "IN_APPROVAL");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_is_put_away_ends_a_pending_approval_and_nobody_decides_about_it_any_more() {
    let house = House::new().await;
    let [rita, mona, _] = people(&house).await;
    policy(&house, &[&mona], Value::Null).await;
    let deal = deal(&house, &rita, json!({ "name": "D" })).await;
    let (one, beside) =
        (file(&house, &rita, &deal, "One.pdf").await, file(&house, &rita, &deal, "Beside.pdf").await);
    let id = package(&house, &rita, &deal, &[&one]).await;
    step(&house, &rita, &id, "submit").await;
    let before = house.events(0).await.len();
    let late = decision(&house, &id, json!({ "decision": "APPROVE" })).await;
    replaced(&house, &rita, &beside).await;
    done(&house, &rita, "updateFile", json!({ "id": one, "name": "First.pdf" }), "file { id }").await;
    assert_eq!(status(&house, &id).await, "IN_APPROVAL", "neither another file nor a name matters");
    archived(&house, &rita, &one, true).await;
    assert_eq!(
        kinds(&house, before).await[2..],
        ["file.archived", "contract_package.voided", "approval.voided"]
    );
    assert_eq!(status(&house, &id).await, "DRAFT");
    let decided = house.refused(&mona, "decideApproval", late).await;
    assert_eq!(decided, ["CONFLICT expectedVersion"]);
    assert_eq!(house.refused(&rita, "submitContractPackage", json!({ "id": id })).await, ["INVALID id"]);
    archived(&house, &rita, &one, false).await;
    assert_eq!(step(&house, &rita, &id, "submit").await, "IN_APPROVAL", "it was taken out again");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_signed_keeps_its_versions_and_a_draft_is_left_alone() {
    let house = House::new().await;
    let anna = house.admin.clone();
    let deal = deal(&house, &anna, json!({ "name": "D" })).await;
    let one = file(&house, &anna, &deal, "One.pdf").await;
    let signed = package(&house, &anna, &deal, &[&one]).await;
    step(&house, &anna, &signed, "submit").await;
    step(&house, &anna, &signed, "sign").await;
    let draft = package(&house, &anna, &deal, &[&one]).await;
    let before = house.events(0).await.len();
    replaced(&house, &anna, &one).await;
    archived(&house, &anna, &one, true).await;
    assert_eq!(kinds(&house, before).await, ["file.version_added", "file.archived"]);
    for (id, stands) in [(&signed, "SIGNED"), (&draft, "DRAFT")] {
        assert_eq!(status(&house, id).await, stands);
        assert_eq!(pinned(&house, id).await, json!([["One.pdf", 1, false]]));
    }
    let bytes = of(&house, &anna, &signed, "files { version { url } }").await;
    let url = bytes["files"][0]["version"]["url"].as_str().unwrap();
    assert!(url.ends_with("/versions/1"), "the bytes that were signed: {url}");
    let uuid = dealstream::db::id::split(&one).unwrap().1;
    let gone = format!("DELETE FROM file_versions WHERE file_id = '{uuid}' AND number = 1");
    use diesel_async::SimpleAsyncConnection as _;
    let refused = house.app.read().await.unwrap().batch_execute(&gone).await;
    assert!(refused.unwrap_err().to_string().contains("contract_package_files"), "it cannot disappear");
}

#[tokio::test(flavor = "multi_thread")]
async fn reopening_takes_the_latest_versions_and_voids_a_grant() {
    let house = House::new().await;
    let [rita, mona, _] = people(&house).await;
    policy(&house, &[&mona], Value::Null).await;
    let deal = deal(&house, &rita, json!({ "name": "D" })).await;
    let one = file(&house, &rita, &deal, "One.pdf").await;
    let id = package(&house, &rita, &deal, &[&one]).await;
    step(&house, &rita, &id, "submit").await;
    approve(&house, &mona, &id).await;
    let before = house.events(0).await.len();
    step(&house, &rita, &id, "reopen").await;
    assert_eq!(kinds(&house, before).await, ["contract_package.reopened", "approval.voided"]);
    step(&house, &rita, &id, "submit").await;
    let no = decision(&house, &id, json!({ "decision": "REJECT", "comment": "No" })).await;
    done(&house, &mona, "decideApproval", no, "approval { id }").await;
    replaced(&house, &rita, &one).await;
    assert_eq!(pinned(&house, &id).await, json!([["One.pdf", 1, false]]), "what was rejected");
    let before = house.events(0).await.len();
    step(&house, &rita, &id, "reopen").await;
    assert_eq!(kinds(&house, before).await, ["contract_package.reopened"]);
    let told = &house.events(before).await[0];
    assert_eq!(
        (told.before("files"), told.after("files")),
        (Some(&json!(["One.pdf (1)"])), Some(&json!(["One.pdf (2)"])))
    );
    assert_eq!(pinned(&house, &id).await, json!([["One.pdf", 2, true]]));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_of_packages_with_all_about_them_takes_few_statements() {
    let house = House::new().await;
    let [rita, mona, _] = people(&house).await;
    policy(&house, &[&mona], Value::Null).await;
    let query = "{ contractPackages(orderBy: [{field: NAME}], filter: {deal: {name: {contains: \"D\"}}, status: {ne: SIGNED}}) { totalCount nodes { name deal { name } files { isLatest file { name } version { number } } approval { status } } } }";
    let mut counts = Vec::new();
    for more in [1, 4] {
        for _ in 0..more {
            let deal = deal(&house, &rita, json!({ "name": "D" })).await;
            let one = file(&house, &rita, &deal, "One.pdf").await;
            let two = file(&house, &rita, &deal, "Two.pdf").await;
            let id = package(&house, &rita, &deal, &[&one, &two]).await;
            step(&house, &rita, &id, "submit").await;
        }
        let (list, count) = house.db.statements.of(house.ask(&rita, query, json!({}))).await;
        assert_eq!(list["contractPackages"]["nodes"][0]["approval"]["status"], "PENDING", "{list}");
        counts.push(count);
    }
    assert_eq!(counts, [7, 7], "page, count, deals, pins, approvals, files, versions");
    let list = house.ask(&rita, query, json!({})).await;
    assert_eq!(list["contractPackages"]["totalCount"], 5);
}
