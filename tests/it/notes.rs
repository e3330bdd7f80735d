//! Notes: on a deal, an account or a contact; whose they are, and who hears of them.

use crate::harness::house::{House, id_of};
use crate::harness::node::Node;
use dealstream::app::actor::{Role, Viewer};
use dealstream::app::config::Limits;
use dealstream::db::id::Id;
use dealstream::team::model::User;
use serde_json::{Value, json};
use std::sync::Arc;

async fn made(house: &House, viewer: &Arc<Viewer>, record: &str, input: Value) -> String {
    let mutation = format!("create{}{}", record[..1].to_uppercase(), &record[1..]);
    let payload = house.change(viewer, &mutation, input, &format!("{record} {{ id }}")).await;
    payload[record]["id"].as_str().unwrap_or_else(|| panic!("{payload}")).to_owned()
}

/// The notes of a record, as they are listed.
async fn bodies(house: &House, viewer: &Arc<Viewer>, id: &str, arguments: &str) -> Vec<String> {
    let query = format!(
        "query($id: ID!) {{ node(id: $id) {{ ... on Deal {{ notes{arguments} {{ totalCount nodes {{ body }} }} }} ... on Account {{ notes{arguments} {{ totalCount nodes {{ body }} }} }} ... on Contact {{ notes{arguments} {{ totalCount nodes {{ body }} }} }} }} }}"
    );
    let notes = house.ask(viewer, &query, json!({ "id": id })).await["node"]["notes"].clone();
    let bodies: Vec<String> =
        notes["nodes"].as_array().unwrap().iter().map(|note| note["body"].as_str().unwrap().into()).collect();
    assert_eq!(notes["totalCount"], json!(bodies.len()));
    bodies
}

#[tokio::test(flavor = "multi_thread")]
async fn a_note_is_on_one_record_and_listed_there() {
    let house = House::new().await;
    let anna = house.admin.clone();
    let account = made(&house, &anna, "account", json!({ "name": "Acme" })).await;
    let contact = made(&house, &anna, "contact", json!({ "lastName": "Horák", "accountId": account })).await;
    let deal = made(&house, &anna, "deal", json!({ "accountId": account })).await;
    for (field, id) in [("accountId", &account), ("contactId", &contact), ("dealId", &deal)] {
        for body in ["First", "Second", "  Third  "] {
            made(&house, &anna, "note", json!({ "body": body, field: id, "pinned": body == "First" })).await;
            house.app.clock.advance(chrono::Duration::minutes(1));
        }
        assert_eq!(
            bodies(&house, &anna, id, "").await,
            ["First", "Third", "Second"],
            "pinned, then the newest"
        );
        let oldest = "(orderBy: {field: CREATED_AT})";
        assert_eq!(bodies(&house, &anna, id, oldest).await, ["First", "Second", "Third"]);
        assert_eq!(bodies(&house, &anna, id, "(filter: {body: {contains: \"thir\"}})").await, ["Third"]);
    }
    for wrong in [json!({ "body": "X" }), json!({ "body": "X", "dealId": deal, "accountId": account })] {
        assert_eq!(house.refused(&anna, "createNote", wrong).await, ["REQUIRED dealId"]);
    }
    let empty = json!({ "body": "  ", "dealId": deal });
    assert_eq!(house.refused(&anna, "createNote", empty).await, ["REQUIRED body"]);
    let long = json!({ "body": "x".repeat(20_001), "dealId": deal });
    assert_eq!(house.refused(&anna, "createNote", long).await, ["TOO_LONG body"]);
    let touched =
        house.ask(&anna, "query($id: ID!) { deal(id: $id) { lastActivityAt } }", json!({ "id": deal })).await;
    assert!(touched["deal"]["lastActivityAt"].is_string(), "something was done on the deal");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_note_is_its_author_s_and_is_put_away_rather_than_lost() {
    let house = House::new().await;
    let (rita, rolf) = (house.person("Rita", Role::Rep).await, house.person("Rolf", Role::Rep).await);
    let max = house.person("Max", Role::Manager).await;
    let deal = made(&house, &rita, "deal", json!({ "name": "D" })).await;
    let note = made(&house, &rita, "note", json!({ "body": "Mine", "dealId": deal })).await;
    let told = house.events(0).await.len();
    for change in [json!({ "id": note, "body": "Yours" }), json!({ "id": note, "archived": true })] {
        assert_eq!(house.refused(&rolf, "updateNote", change).await, ["NOT_ALLOWED id"]);
    }
    house.change(&rolf, "updateNote", json!({ "id": note, "pinned": true }), "").await;
    let select = "note { body pinned version viewerCanEdit updatedBy { name } }";
    let changed = house.change(&max, "updateNote", json!({ "id": note, "body": "Ours" }), select).await;
    assert_eq!(
        changed["note"],
        json!({ "body": "Ours", "pinned": true, "version": 3, "viewerCanEdit": true, "updatedBy": { "name": "Max" } })
    );
    let stale = json!({ "id": note, "body": "Late", "expectedVersion": 1 });
    assert_eq!(house.refused(&rita, "updateNote", stale).await, ["CONFLICT expectedVersion"]);
    house.change(&rita, "updateNote", json!({ "id": note, "archived": true }), "").await;
    assert_eq!(bodies(&house, &rita, &deal, "").await, Vec::<String>::new());
    assert_eq!(bodies(&house, &rita, &deal, "(filter: {archived: {eq: true}})").await, ["Ours"]);
    house.change(&rita, "updateNote", json!({ "id": note, "archived": false }), "").await;
    assert_eq!(bodies(&house, &rita, &deal, "").await, ["Ours"]);
    let kinds: Vec<String> = house.events(told).await.into_iter().map(|event| event.kind).collect();
    assert_eq!(kinds, ["note.changed", "note.changed", "note.archived", "note.restored"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_sees_the_deal_hears_of_its_notes_and_nobody_else() {
    let house = House::new().await;
    let (rita, rolf) = (house.person("Rita", Role::Rep).await, house.person("Rolf", Role::Rep).await);
    let node = Node::start(&house.db, None, Limits::default()).await;
    let hidden = json!({ "name": "Quiet", "ownerId": id_of(&rita), "restricted": true });
    let hidden = made(&house, &house.admin, "deal", hidden).await;
    let open = made(&house, &house.admin, "deal", json!({ "name": "Open" })).await;
    let watching = "subscription { dealEvents { cursor events { ... on DealRecordChanged { kind record { ... on Note { body deal { name } } } changes { field after } } } } }";
    let (mut hers, mut his) = (
        node.watch_live(&rita, watching, json!({})).await,
        node.watch_live(&rolf, watching, json!({})).await,
    );
    let write =
        "mutation($i: CreateNoteInput!) { createNote(input: $i) { note { id } userErrors { message } } }";
    for (deal, body) in [(&hidden, "Secret"), (&open, "Public")] {
        node.data(&rita, write, json!({ "i": { "dealId": deal, "body": body } })).await;
    }
    let (events, _) = hers.events(2).await;
    assert_eq!(events[0]["record"], json!({ "body": "Secret", "deal": { "name": "Quiet" } }));
    let (events, _) = his.events(1).await;
    assert_eq!(events[0]["record"]["body"], "Public", "the first he hears of");
    let refused = house.refused(&rolf, "createNote", json!({ "dealId": hidden, "body": "X" })).await;
    assert_eq!(refused, ["NOT_FOUND dealId"]);
}

/// What mentions somebody in a body.
fn at(name: &str, id: &str) -> String {
    format!("@[{name}]({id})")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_note_says_whom_it_mentions() {
    let house = House::new().await;
    let (rita, sven) = (house.person("Rita", Role::Rep).await, house.stranger().await);
    let anna = house.admin.clone();
    let deal = made(&house, &anna, "deal", json!({ "name": "D" })).await;
    let (to_rita, to_anna) = (at("R. [Sales]", &id_of(&rita)), at("Anna", &id_of(&anna)));
    let stranger = at("Sven", &id_of(&sven));
    let body = format!("{to_rita}, {to_anna}, {to_rita}: {stranger} {} @[x", at("The deal", &deal));
    let select = "note { id body mentions { name } history { nodes { changes { field after } } } }";
    let input = json!({ "dealId": deal, "body": body });
    let note = house.change(&anna, "createNote", input, select).await["note"].clone();
    assert_eq!(note["body"], body, "as it was written");
    assert_eq!(note["mentions"], json!([{ "name": "Rita" }, { "name": "Anna" }]));
    let changes = note["history"]["nodes"][0]["changes"].as_array().unwrap();
    assert!(changes.contains(&json!({ "field": "body", "after": body })), "{changes:?}");
    let many = |people: usize| -> String {
        (0..people).map(|_| at("P", &Id::<User>::new().to_string())).collect::<Vec<_>>().join(" ")
    };
    let input = |body: String| json!({ "dealId": deal, "body": body });
    let made_up = house.change(&anna, "createNote", input(many(20)), "note { mentions { name } }").await;
    assert_eq!(made_up["note"]["mentions"], json!([]), "of nobody here");
    let refused = house.change(&anna, "createNote", input(many(21)), "note { id }").await;
    let expected = json!([{
        "code": "TOO_LONG", "path": ["body"],
        "message": "A note mentions at most 20 people; take some of them out, or write another note for them.",
    }]);
    assert_eq!((&refused["note"], &refused["userErrors"]), (&Value::Null, &expected));
    let edit = json!({ "id": note["id"], "body": many(21) });
    assert_eq!(house.refused(&anna, "updateNote", edit).await, ["TOO_LONG body"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn many_mentions_take_as_many_statements_as_one() {
    let house = House::new().await;
    let anna = house.admin.clone();
    let deal = made(&house, &anna, "deal", json!({ "name": "D" })).await;
    let query = "query($id: ID!) { deal(id: $id) { notes { nodes { body mentions { name team { name } } createdBy { name } } } } }";
    let (mut counts, mut body) = (Vec::new(), String::new());
    for number in 0..8 {
        let person = house.person(&format!("P{number}"), Role::Rep).await;
        body.push_str(&at("P", &id_of(&person)));
        house.app.clock.advance(chrono::Duration::minutes(1));
        made(&house, &anna, "note", json!({ "dealId": deal, "body": body })).await;
        let asked = house.ask(&anna, query, json!({ "id": deal }));
        let (answer, count) = house.db.statements.of(asked).await;
        let newest = &answer["deal"]["notes"]["nodes"][0]["mentions"];
        assert_eq!(newest.as_array().unwrap().len(), number + 1);
        counts.push(count);
    }
    assert!(counts.iter().all(|count| *count == counts[0]), "{counts:?}");
}
