//! Who may not merge, what cannot be merged, and what a merged record no longer takes.

use super::{input, made, merge_accounts};
use crate::harness::house::{House, id_of};
use dealstream::app::actor::Role;
use serde_json::{Value, json};

#[tokio::test(flavor = "multi_thread")]
async fn reps_merge_what_they_look_after_themselves() {
    let house = House::new().await;
    let (rita, rolf) = (house.person("Rita", Role::Rep).await, house.person("Rolf", Role::Rep).await);
    let vera = house.person("Vera", Role::Viewer).await;
    let kept = made(&house, &rita, "account", json!({ "name": "Acme" })).await;
    let gone = made(&house, &rolf, "account", json!({ "name": "Acme GmbH" })).await;
    let wanted = input(&house, "account", (&kept, &gone), json!([])).await;
    let told = house.events(0).await.len();
    for viewer in [&rita, &rolf, &vera] {
        assert_eq!(house.refused(viewer, "mergeAccounts", wanted.clone()).await, ["NOT_ALLOWED"]);
    }
    assert_eq!(house.events(told).await, []);
    let give = json!({ "id": gone, "ownerId": id_of(&rita) });
    house.change(&rolf, "updateAccount", give, "").await;
    merge_accounts(&house, &rita, (&kept, &gone), json!([]), "id").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_choice_made_on_older_versions_is_a_conflict() {
    let house = House::new().await;
    let anna = &house.admin;
    let kept = made(&house, anna, "account", json!({ "name": "Acme" })).await;
    let gone = made(&house, anna, "account", json!({ "name": "Acme GmbH" })).await;
    let wanted = input(&house, "account", (&kept, &gone), json!([])).await;
    let told = house.events(0).await.len();
    let but = |field: &str, value: Value| {
        let mut input = wanted.clone();
        input[field] = value;
        input
    };
    for (input, refused) in [
        (but("expectedVersion", json!(7)), "CONFLICT expectedVersion"),
        (but("mergeExpectedVersion", json!(7)), "CONFLICT mergeExpectedVersion"),
        (but("mergeId", json!(kept)), "INVALID mergeId"),
        (but("mergeId", json!("acct_01h455vb4pex5vsknk084sn02q")), "NOT_FOUND mergeId"),
        (but("keepId", json!("acct_01h455vb4pex5vsknk084sn02q")), "NOT_FOUND keepId"),
        (but("fields", json!(["name", "colour"])), "INVALID fields"),
        (but("fields", json!(["custom.colour"])), "NOT_FOUND fields.custom.colour"),
    ] {
        assert_eq!(house.refused(anna, "mergeAccounts", input.clone()).await, [refused], "{input}");
    }
    assert_eq!(house.events(told).await, []);
    house.change(anna, "updateAccount", json!({ "id": kept, "archived": true }), "").await;
    let away = input(&house, "account", (&kept, &gone), json!([])).await;
    assert_eq!(house.refused(anna, "mergeAccounts", away).await, ["INVALID keepId"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_asked_of_records_is_asked_of_what_goes_along() {
    let house = House::new().await;
    let field = json!({ "subject": "ACCOUNT", "type": "TEXT", "label": "Segment", "required": true });
    let standard =
        json!({ "subject": "ACCOUNT", "field": "website", "required": true, "pattern": ".+\\.example" });
    let gone = made(&house, &house.admin, "account", json!({ "name": "Acme GmbH", "website": "acme" })).await;
    house.change(&house.admin, "createCustomField", field, "").await;
    house.change(&house.admin, "setDataStandard", standard, "").await;
    let anna = house.knowing(&house.admin).await;
    let custom = json!([{ "key": "segment", "value": "B" }]);
    let kept = json!({ "name": "Acme", "website": "acme.example", "custom": custom });
    let kept = made(&house, &anna, "account", kept).await;
    for (fields, refused) in [
        (json!(["custom.segment"]), "REQUIRED fields.custom.segment"),
        (json!(["website"]), "PATTERN fields.website"),
    ] {
        let wanted = input(&house, "account", (&kept, &gone), fields).await;
        assert_eq!(house.refused(&anna, "mergeAccounts", wanted).await, [refused]);
    }
    let select = "name website segment: custom(key: \"segment\")";
    let done = merge_accounts(&house, &anna, (&kept, &gone), json!(["name"]), select).await;
    assert_eq!(done, json!({ "name": "Acme GmbH", "website": "acme.example", "segment": "B" }));
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_refers_to_a_merged_record_any_more() {
    let house = House::new().await;
    let anna = &house.admin;
    let kept = made(&house, anna, "account", json!({ "name": "Acme" })).await;
    let gone = made(&house, anna, "account", json!({ "name": "Acme GmbH" })).await;
    let kind = made(&house, anna, "lookup", json!({ "kind": "ACTIVITY_KIND", "label": "Visit" })).await;
    merge_accounts(&house, anna, (&kept, &gone), json!([]), "id").await;
    let start = "2026-03-01T09:00:00Z";
    for (mutation, input, refused) in [
        ("updateAccount", json!({ "id": gone, "archived": false }), "INVALID id"),
        ("createAccount", json!({ "name": "N", "parentId": gone }), "INVALID parentId"),
        ("createContact", json!({ "lastName": "N", "accountId": gone }), "INVALID accountId"),
        ("createDeal", json!({ "name": "N", "accountId": gone }), "INVALID accountId"),
        ("createTask", json!({ "title": "N", "accountId": gone }), "INVALID accountId"),
        ("createNote", json!({ "body": "N", "accountId": gone }), "INVALID accountId"),
        (
            "createActivity",
            json!({ "kindId": kind, "subject": "N", "startsAt": start, "accountId": gone }),
            "INVALID accountId",
        ),
    ] {
        assert_eq!(house.refused(anna, mutation, input).await, [refused], "{mutation}");
    }
    let again = input(&house, "account", (&kept, &gone), json!([])).await;
    assert_eq!(house.refused(anna, "mergeAccounts", again).await, ["INVALID mergeId"]);
    let back = input(&house, "account", (&gone, &kept), json!([])).await;
    assert_eq!(house.refused(anna, "mergeAccounts", back).await, ["INVALID keepId"]);
    let contact = async |name: &str| made(&house, anna, "contact", json!({ "lastName": name })).await;
    let (lee, gone) = (contact("Lee").await, contact("Leigh").await);
    let wanted = input(&house, "contact", (&lee, &gone), json!([])).await;
    assert_eq!(house.change(anna, "mergeContacts", wanted, "").await["userErrors"], json!([]));
    let visit =
        json!({ "kindId": kind, "subject": "N", "startsAt": start, "accountId": kept, "contactIds": [gone] });
    for (mutation, input, refused) in [
        ("updateContact", json!({ "id": gone, "lastName": "N" }), "INVALID id"),
        ("createDeal", json!({ "name": "N", "primaryContactId": gone }), "INVALID primaryContactId"),
        ("createActivity", visit, "INVALID contactIds"),
    ] {
        assert_eq!(house.refused(anna, mutation, input).await, [refused], "{mutation}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_comes_in_at_the_same_moment_is_not_left_behind() {
    let house = House::new().await;
    let anna = &house.admin;
    for round in 0..6 {
        let kept = made(&house, anna, "account", json!({ "name": "Acme" })).await;
        let gone = made(&house, anna, "account", json!({ "name": "Acme GmbH" })).await;
        let wanted = input(&house, "account", (&kept, &gone), json!([])).await;
        let deal = json!({ "name": format!("D{round}"), "accountId": gone });
        let task = json!({ "title": format!("T{round}"), "accountId": gone });
        let (merged, deal, task) = tokio::join!(
            house.change(anna, "mergeAccounts", wanted, "account { id }"),
            house.change(anna, "createDeal", deal, "deal { id }"),
            house.change(anna, "createTask", task, "task { id }"),
        );
        assert_eq!(merged["userErrors"], json!([]));
        for (payload, record) in [(&deal, "deal"), (&task, "task")] {
            let Some(id) = payload[record]["id"].as_str() else {
                assert_eq!(payload["userErrors"][0]["code"], "INVALID", "{payload}");
                continue;
            };
            let query = format!("query($id: ID!) {{ {record}(id: $id) {{ account {{ id }} }} }}");
            let found = house.ask(anna, &query, json!({ "id": id })).await;
            assert_eq!(found[record]["account"]["id"], kept.as_str());
        }
    }
}
