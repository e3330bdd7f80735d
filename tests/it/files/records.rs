//! Files in GraphQL: on what they hang, what is said of them, and where they are told of.

use super::{on_deal, put};
use crate::harness::house::{House, id_of};
use crate::harness::node::Node;
use dealstream::app::actor::{Role, Viewer};
use dealstream::app::config::Limits;
use dealstream::db::id::Id;
use dealstream::files::model::Upload;
use serde_json::{Value, json};
use std::sync::Arc;

async fn made(house: &House, viewer: &Arc<Viewer>, record: &str, input: Value) -> String {
    let mutation = format!("create{}{}", record[..1].to_uppercase(), &record[1..]);
    let payload = house.change(viewer, &mutation, input, &format!("{record} {{ id }}")).await;
    payload[record]["id"].as_str().unwrap_or_else(|| panic!("{payload}")).to_owned()
}

/// The names of a record's files, as they are listed.
async fn names(house: &House, viewer: &Arc<Viewer>, id: &str, arguments: &str) -> Vec<String> {
    let files = format!("files{arguments} {{ totalCount nodes {{ name }} }}");
    let query = format!(
        "query($id: ID!) {{ node(id: $id) {{ ... on Deal {{ {files} }} ... on Account {{ {files} }} ... on Contact {{ {files} }} ... on Lead {{ {files} }} ... on Activity {{ {files} }} }} }}"
    );
    let files = house.ask(viewer, &query, json!({ "id": id })).await["node"]["files"].clone();
    let names: Vec<String> =
        files["nodes"].as_array().unwrap().iter().map(|file| file["name"].as_str().unwrap().into()).collect();
    assert_eq!(files["totalCount"], json!(names.len()));
    names
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_hangs_on_one_record_and_is_listed_there() {
    let house = House::new().await;
    let anna = house.admin.clone();
    let account = made(&house, &anna, "account", json!({ "name": "Acme" })).await;
    let contact = made(&house, &anna, "contact", json!({ "lastName": "Lee", "accountId": account })).await;
    let deal = made(&house, &anna, "deal", json!({ "name": "Desks", "accountId": account })).await;
    let lead = made(&house, &anna, "lead", json!({ "topic": "T", "company": "C" })).await;
    let kind = made(&house, &anna, "lookup", json!({ "kind": "ACTIVITY_KIND", "label": "Visit" })).await;
    let visit =
        json!({ "kindId": kind, "subject": "S", "startsAt": "2026-03-01T09:00:00Z", "accountId": account });
    let visit = made(&house, &anna, "activity", visit).await;
    let nothing = Upload::default;
    let places = [
        (&account, Upload { account_id: Some(Id::parse(&account).unwrap()), ..nothing() }),
        (&contact, Upload { contact_id: Some(Id::parse(&contact).unwrap()), ..nothing() }),
        (&deal, on_deal(&deal)),
        (&lead, Upload { lead_id: Some(Id::parse(&lead).unwrap()), ..nothing() }),
        (&visit, Upload { activity_id: Some(Id::parse(&visit).unwrap()), ..nothing() }),
    ];
    for (id, place) in places {
        for name in ["b.txt", "a.txt"] {
            put(&house, &anna, name, place.clone()).await;
            house.app.clock.advance(chrono::Duration::minutes(1));
        }
        assert_eq!(names(&house, &anna, id, "").await, ["a.txt", "b.txt"], "the newest first");
        let by_name =
            "(orderBy: {field: NAME, direction: DESC}, filter: {mediaType: {startsWith: \"text/\"}})";
        assert_eq!(names(&house, &anna, id, by_name).await, ["b.txt", "a.txt"]);
        assert_eq!(names(&house, &anna, id, "(filter: {name: {contains: \"A.\"}})").await, ["a.txt"]);
    }
    let all = "{ files(search: \"b.t\", orderBy: {field: SIZE}, first: 3) { totalCount nodes { versionCount current { number size mediaType preview url sha256 createdBy { name } } } } }";
    let found = house.ask(&anna, all, json!({})).await["files"].clone();
    assert_eq!((&found["totalCount"], found["nodes"].as_array().unwrap().len()), (&json!(5), 3));
    let current = &found["nodes"][0]["current"];
    assert_eq!(
        (&current["number"], &current["size"], &current["preview"]),
        (&json!(1), &json!(7), &json!("TEXT"))
    );
    assert!(current["url"].as_str().unwrap().ends_with("/versions/1"));
    assert_eq!(current["createdBy"]["name"], "Anna");
    let touched = "query($id: ID!) { deal(id: $id) { lastActivityAt } }";
    let touched = house.ask(&anna, touched, json!({ "id": deal })).await;
    assert!(touched["deal"]["lastActivityAt"].is_string(), "something was done on the deal");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_of_files_with_all_about_them_takes_few_statements() {
    let house = House::new().await;
    let anna = house.admin.clone();
    let mut counts = Vec::new();
    let query = "{ files { nodes { name category { label } current { size } versions { number createdBy { name } } deal { name } createdBy { name } } } }";
    for _ in 0..2 {
        for number in 0..5 {
            let deal = made(&house, &anna, "deal", json!({ "name": format!("D{number}") })).await;
            put(&house, &anna, "f.txt", on_deal(&deal)).await;
        }
        house.db.statements.take();
        house.ask(&anna, query, json!({})).await;
        counts.push(house.db.statements.take().len());
    }
    assert_eq!(counts[0], counts[1], "as many files as there are cost the same");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_is_changed_put_away_and_told_of() {
    let house = House::new().await;
    let (rita, vera) = (house.person("Rita", Role::Rep).await, house.person("Vera", Role::Viewer).await);
    let deal = made(&house, &rita, "deal", json!({ "name": "Desks" })).await;
    let file = put(&house, &rita, "offer.txt", on_deal(&deal)).await.file.id.to_string();
    let category = "{ lookups(kind: FILE_CATEGORY) { id label } source: lookups(kind: SOURCE) { id } }";
    let category = house.ask(&rita, category, json!({})).await;
    let labels: Vec<&str> =
        category["lookups"].as_array().unwrap().iter().map(|one| one["label"].as_str().unwrap()).collect();
    assert_eq!(labels.len(), 8, "{labels:?}");
    let contract = category["lookups"][4]["id"].clone();
    let select = "file { name version description category { label } archived }";
    let change = json!({ "id": file, "name": " Offer ", "categoryId": contract, "description": "Final" });
    let changed = house.change(&rita, "updateFile", change, select).await;
    assert_eq!(
        changed["file"],
        json!({ "name": "Offer", "version": 2, "description": "Final", "category": { "label": "Contract" }, "archived": false })
    );
    for (change, refused) in [
        (json!({ "id": file, "name": " " }), "REQUIRED name"),
        (json!({ "id": file, "name": "x".repeat(256) }), "TOO_LONG name"),
        (json!({ "id": file, "categoryId": category["source"][0]["id"] }), "NOT_FOUND categoryId"),
        (json!({ "id": file, "archived": true, "expectedVersion": 1 }), "CONFLICT expectedVersion"),
    ] {
        assert_eq!(house.refused(&rita, "updateFile", change).await, [refused]);
    }
    assert_eq!(house.refused(&vera, "updateFile", json!({ "id": file })).await, ["NOT_ALLOWED"]);
    let found = async || {
        let found = house.ask(&rita, "{ search(text: \"offer\") { ... on File { name } } }", json!({})).await;
        found["search"].clone()
    };
    assert_eq!(found().await, json!([{ "name": "Offer" }]));
    house.change(&rita, "updateFile", json!({ "id": file, "archived": true }), "").await;
    assert_eq!(names(&house, &rita, &deal, "").await, Vec::<String>::new());
    assert_eq!(names(&house, &rita, &deal, "(filter: {archived: {eq: true}})").await, ["Offer"]);
    assert_eq!(found().await, json!([]), "not found by searching either");
    house.change(&rita, "updateFile", json!({ "id": file, "archived": false }), "").await;
    let version = Upload {
        file_id: Some(Id::parse(&file).unwrap()),
        comment: Some("Signed".into()),
        ..Upload::default()
    };
    put(&house, &rita, "offer v2.txt", version).await;
    let timeline = "query($id: ID!) { deal(id: $id) { timeline(kinds: [FILE]) { nodes { about kind record { ... on File { name versionCount versions(first: 1) { number fileName comment } } } } } } }";
    let timeline =
        house.ask(&rita, timeline, json!({ "id": deal })).await["deal"]["timeline"]["nodes"].clone();
    let kinds: Vec<&str> =
        timeline.as_array().unwrap().iter().map(|one| one["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["file.version_added", "file.restored", "file.archived", "file.changed", "file.added"]);
    assert_eq!(
        timeline[0]["record"],
        json!({ "name": "Offer", "versionCount": 2, "versions": [{ "number": 2, "fileName": "offer v2.txt", "comment": "Signed" }] })
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_leads_files_go_along_to_its_deal() {
    let house = House::new().await;
    let rita = house.person("Rita", Role::Rep).await;
    let lead = json!({ "topic": "Desks", "company": "Acme", "budget": "1", "authority": "A", "need": "N", "timing": "T" });
    let lead = made(&house, &rita, "lead", lead).await;
    let place = Upload { lead_id: Some(Id::parse(&lead).unwrap()), ..Upload::default() };
    put(&house, &rita, "request.txt", place.clone()).await;
    let told = house.events(0).await.len();
    let done = house.change(&rita, "convertLead", json!({ "id": lead }), "deal { id }").await;
    let deal = done["deal"]["id"].as_str().unwrap().to_owned();
    assert_eq!(names(&house, &rita, &deal, "").await, ["request.txt"]);
    assert_eq!(names(&house, &rita, &lead, "").await, ["request.txt"], "and still where it began");
    let kinds: Vec<String> = house.events(told).await.into_iter().map(|event| event.kind).collect();
    assert_eq!(kinds.iter().filter(|kind| *kind == "file.changed").count(), 1, "{kinds:?}");
    let elbe = made(&house, &rita, "lead", json!({ "topic": "T", "company": "Elbe" })).await;
    house.change(&rita, "disqualifyLead", json!({ "id": elbe, "reason": "R" }), "").await;
    let late = Upload { lead_id: Some(Id::parse(&elbe).unwrap()), ..Upload::default() };
    let work = async |tx: &mut dealstream::app::tx::Tx| {
        dealstream::files::actions::check_upload(tx, &late, (1, u64::MAX)).await
    };
    assert!(house.app.write(&rita, None, work).await.is_err(), "a lead that is read-only takes no file");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_sees_the_deal_hears_of_its_files_and_nobody_else() {
    let house = House::new().await;
    let (rita, rolf) = (house.person("Rita", Role::Rep).await, house.person("Rolf", Role::Rep).await);
    let node = Node::start(&house.db, None, Limits::default()).await;
    let hidden = json!({ "name": "Quiet", "ownerId": id_of(&rita), "restricted": true });
    let hidden = made(&house, &house.admin, "deal", hidden).await;
    let open = made(&house, &house.admin, "deal", json!({ "name": "Open" })).await;
    let watching = "subscription { dealEvents { cursor events { ... on DealRecordChanged { kind record { ... on File { name deal { name } } } changes { field after } } } } }";
    let (mut hers, mut his) = (
        node.watch_live(&rita, watching, json!({})).await,
        node.watch_live(&rolf, watching, json!({})).await,
    );
    let secret = put(&house, &rita, "Secret.txt", on_deal(&hidden)).await;
    put(&house, &rita, "Public.txt", on_deal(&open)).await;
    let (events, _) = hers.events(2).await;
    assert_eq!(events[0]["record"], json!({ "name": "Secret.txt", "deal": { "name": "Quiet" } }));
    let (events, _) = his.events(1).await;
    assert_eq!(events[0]["record"]["name"], "Public.txt", "the first he hears of");
    let query = "query($id: ID!) { node(id: $id) { id } search(text: \"secret\") { __typename } files { nodes { name } } }";
    let seen = house.ask(&rolf, query, json!({ "id": secret.file.id.to_string() })).await;
    assert_eq!(seen, json!({ "node": null, "search": [], "files": { "nodes": [{ "name": "Public.txt" }] } }));
    let change = json!({ "id": secret.file.id.to_string(), "name": "X" });
    assert_eq!(house.refused(&rolf, "updateFile", change).await, ["NOT_FOUND id"]);
}
