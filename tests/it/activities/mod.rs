//! Activities: what they are about, how they go from planned to held, and what follows from them.

mod lists;

use crate::harness::house::{House, id_of};
use chrono::{DateTime, Duration, Utc};
use dealstream::app::actor::{Role, Viewer};
use dealstream::db::id::type_id;
use serde_json::{Value, json};
use std::sync::Arc;
use uuid::Uuid;

async fn made(house: &House, viewer: &Arc<Viewer>, record: &str, input: Value) -> String {
    let mutation = format!("create{}{}", record[..1].to_uppercase(), &record[1..]);
    let payload = house.change(viewer, &mutation, input, &format!("{record} {{ id }}")).await;
    payload[record]["id"].as_str().unwrap_or_else(|| panic!("{payload}")).to_owned()
}

/// The id of a kind.
async fn kind(house: &House, key: &str) -> String {
    let all = house.ask(&house.admin, "{ lookups(kind: ACTIVITY_KIND) { id key } }", json!({})).await;
    let found = all["lookups"].as_array().unwrap().iter().find(|one| one["key"] == key);
    found.unwrap_or_else(|| panic!("no kind {key}: {all}"))["id"].as_str().unwrap().to_owned()
}

/// An activity on a deal, this many hours from now.
async fn on_deal(house: &House, deal: &str, hours: i64, more: Value) -> Value {
    let mut input = json!({
        "kindId": kind(house, "meeting").await, "subject": "Workshop", "dealId": deal,
        "startsAt": house.app.clock.now() + Duration::hours(hours),
    });
    input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    input
}

const LISTED: &str = "totalCount nodes { subject status }";

/// The activities of a record, as they are listed.
async fn subjects(house: &House, viewer: &Arc<Viewer>, id: &str, arguments: &str) -> Vec<String> {
    let list = format!("activities{arguments} {{ {LISTED} }}");
    let query = format!(
        "query($id: ID!) {{ node(id: $id) {{ ... on Deal {{ {list} }} ... on Account {{ {list} }} ... on Contact {{ {list} }} }} }}"
    );
    let list = house.ask(viewer, &query, json!({ "id": id })).await["node"]["activities"].clone();
    let subjects: Vec<String> =
        list["nodes"].as_array().unwrap().iter().map(|one| one["subject"].as_str().unwrap().into()).collect();
    assert_eq!(list["totalCount"], json!(subjects.len()));
    subjects
}

async fn activity(house: &House, id: &str, select: &str) -> Value {
    let query = format!("query($id: ID!) {{ activity(id: $id) {{ {select} }} }}");
    house.ask(&house.admin, &query, json!({ "id": id })).await["activity"].clone()
}

fn instant(value: &Value) -> DateTime<Utc> {
    value.as_str().unwrap_or_else(|| panic!("{value}")).parse().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_activity_stands_on_all_records_it_is_about() {
    let house = House::new().await;
    let anna = house.admin.clone();
    let account = made(&house, &anna, "account", json!({ "name": "Acme" })).await;
    let (horak, mala) = (
        made(&house, &anna, "contact", json!({ "lastName": "Horák", "accountId": account })).await,
        made(&house, &anna, "contact", json!({ "lastName": "Malá", "accountId": account })).await,
    );
    let deal = made(&house, &anna, "deal", json!({ "accountId": account })).await;
    let held =
        on_deal(&house, &deal, -2, json!({ "contactIds": [mala, mala], "userIds": [id_of(&anna)] })).await;
    let held = made(&house, &anna, "activity", held).await;
    let mut ahead = on_deal(&house, &deal, 5, json!({ "subject": "Demo", "contactId": horak })).await;
    made(&house, &anna, "activity", ahead.clone()).await;
    ahead["subject"] = json!("Call");
    ahead["startsAt"] = json!(house.app.clock.now() - Duration::hours(1));
    ahead.as_object_mut().unwrap().remove("dealId");
    made(&house, &anna, "activity", ahead).await;

    assert_eq!(subjects(&house, &anna, &deal, "").await, ["Demo", "Workshop"], "the latest first");
    assert_eq!(subjects(&house, &anna, &account, "").await, ["Demo", "Call", "Workshop"], "its deals' too");
    assert_eq!(subjects(&house, &anna, &horak, "").await, ["Demo", "Call"], "who it is about takes part");
    assert_eq!(subjects(&house, &anna, &mala, "").await, ["Workshop"]);
    assert_eq!(
        subjects(&house, &anna, &account, "(filter: {status: {eq: HELD}})").await,
        ["Call", "Workshop"]
    );
    let oldest = "(orderBy: {field: STARTS_AT}, filter: {startsAt: {gte: \"@today-1d\"}})";
    assert_eq!(subjects(&house, &anna, &account, oldest).await, ["Workshop", "Call", "Demo"]);
    let found = activity(
        &house,
        &held,
        "status kind { key } owner { name } account { name } attendees { contact { lastName } user { name } }",
    )
    .await;
    let expected = json!({ "status": "HELD", "kind": { "key": "meeting" }, "owner": { "name": "Anna" },
    "account": { "name": "Acme" }, "attendees": [
        { "contact": { "lastName": "Malá" }, "user": null }, { "contact": null, "user": { "name": "Anna" } },
    ]});
    assert_eq!(found, expected, "what began is held, at the deal's account, each person once");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_activity_that_cannot_be_is_refused() {
    let house = House::new().await;
    let (anna, source) = (house.admin.clone(), "{ lookups(kind: SOURCE) { id } }");
    let source = house.ask(&anna, source, json!({})).await["lookups"][0]["id"].clone();
    let deal = made(&house, &anna, "deal", json!({ "name": "D" })).await;
    let told = house.events(0).await.len();
    let before = house.app.clock.now() - Duration::hours(9);
    let nobody = type_id("cont", Uuid::now_v7());
    for (more, expected) in [
        (json!({ "subject": " " }), &["REQUIRED subject"][..]),
        (json!({ "subject": "x".repeat(301) }), &["TOO_LONG subject"]),
        (json!({ "status": "HELD", "startsAt": before + Duration::days(2) }), &["INVALID startsAt"]),
        (json!({ "status": "PLANNED", "outcome": "Fine" }), &["INVALID outcome"]),
        (json!({ "endsAt": before }), &["INVALID endsAt"]),
        (json!({ "dealId": null }), &["REQUIRED dealId"]),
        (json!({ "kindId": source }), &["NOT_FOUND kindId"]),
        (json!({ "tasks": [{ "title": "Send" }, { "title": "" }] }), &["REQUIRED tasks.1.title"]),
        (json!({ "contactIds": [nobody] }), &["NOT_FOUND contactIds"]),
    ] {
        let mut input = on_deal(&house, &deal, -2, json!({})).await;
        input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        assert_eq!(house.refused(&anna, "createActivity", input).await, expected, "{more}");
    }
    let many: Vec<Value> = (0..21).map(|number| json!({ "title": format!("T{number}") })).collect();
    let input = on_deal(&house, &deal, -2, json!({ "tasks": many })).await;
    assert_eq!(house.refused(&anna, "createActivity", input).await, ["TOO_LONG tasks"]);
    assert_eq!(house.events(told).await, [], "nothing of it was written, nor the first of two tasks");
}

#[tokio::test(flavor = "multi_thread")]
async fn minutes_make_tasks_in_the_same_step_or_nothing_happens() {
    let house = House::new().await;
    let anna = house.admin.clone();
    let rita = house.person("Rita", Role::Rep).await;
    let deal = made(&house, &anna, "deal", json!({ "name": "D" })).await;
    let plan = on_deal(&house, &deal, 3, json!({})).await;
    let plan = made(&house, &anna, "activity", plan).await;
    let early = json!({ "id": plan, "status": "HELD" });
    assert_eq!(house.refused(&anna, "recordOutcome", early).await, ["INVALID startsAt"], "it lies ahead");
    house.app.clock.advance(Duration::hours(4));
    let told = house.events(0).await.len();
    let tasks =
        json!([{ "title": "Send the offer", "assigneeId": id_of(&rita) }, { "title": "x".repeat(301) }]);
    let mut input = json!({ "id": plan, "status": "HELD", "outcome": "They want an offer", "minutes": "# Agreed\n- price", "tasks": tasks, "expectedVersion": 1 });
    assert_eq!(house.refused(&anna, "recordOutcome", input.clone()).await, ["TOO_LONG tasks.1.title"]);
    assert_eq!(house.events(told).await, [], "neither the outcome nor the first task");
    input["tasks"][1]["title"] = json!("Call Prague");
    let select = "activity { status outcome minutes version awaitsOutcome } tasks { title assignee { name } deal { name } }";
    let done = house.change(&anna, "recordOutcome", input.clone(), select).await;
    assert_eq!(
        done["activity"],
        json!({ "status": "HELD", "outcome": "They want an offer", "minutes": "# Agreed\n- price", "version": 2, "awaitsOutcome": false })
    );
    assert_eq!(
        done["tasks"],
        json!([
            { "title": "Send the offer", "assignee": { "name": "Rita" }, "deal": { "name": "D" } },
            { "title": "Call Prague", "assignee": { "name": "Anna" }, "deal": { "name": "D" } },
        ])
    );
    let kinds: Vec<String> = house.events(told).await.into_iter().map(|event| event.kind).collect();
    assert_eq!(kinds, ["activity.held", "task.assigned", "task.created"]);
    assert_eq!(house.refused(&anna, "recordOutcome", input).await, ["CONFLICT expectedVersion"]);
    let again = json!({ "id": plan, "status": "MISSED" });
    let again = house.change(&anna, "recordOutcome", again, "activity { status outcome }").await;
    assert_eq!(again["activity"], json!({ "status": "MISSED", "outcome": "They want an offer" }));
    let planned = json!({ "id": plan, "status": "PLANNED" });
    assert_eq!(house.refused(&anna, "recordOutcome", planned).await, ["INVALID status"]);
    let open =
        house.change(&anna, "reopenActivity", json!({ "id": plan }), "activity { status outcome }").await;
    assert_eq!(open["activity"], json!({ "status": "PLANNED", "outcome": null }));
    assert_eq!(house.refused(&anna, "reopenActivity", json!({ "id": plan })).await, ["INVALID id"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_held_counts_on_the_deal_and_its_stakeholders() {
    let house = House::new().await;
    let anna = house.admin.clone();
    let contact = made(&house, &anna, "contact", json!({ "lastName": "Horák" })).await;
    let deal = made(&house, &anna, "deal", json!({ "name": "D", "primaryContactId": contact })).await;
    let state = async || {
        let query = "query($id: ID!) { deal(id: $id) { lastActivityAt stakeholders { nodes { lastMetOn } } coverage { notMetLately { id } } } }";
        let deal = house.ask(&anna, query, json!({ "id": deal })).await["deal"].clone();
        let met = deal["stakeholders"]["nodes"][0]["lastMetOn"].clone();
        (deal["lastActivityAt"].clone(), met, deal["coverage"]["notMetLately"].as_array().unwrap().len())
    };
    house.change(&anna, "updateWorkspace", json!({ "timeZone": "Asia/Tokyo" }), "").await;
    let with = json!({ "contactIds": [contact] });
    let plan = made(&house, &anna, "activity", on_deal(&house, &deal, 1, with.clone()).await).await;
    assert_eq!(state().await, (json!(null), json!(null), 1), "planning is not doing");
    house.app.clock.advance(Duration::hours(8));
    house.change(&anna, "recordOutcome", json!({ "id": plan, "status": "MISSED" }), "").await;
    assert_eq!(state().await, (json!(null), json!(null), 1), "nor is missing");
    house.change(&anna, "recordOutcome", json!({ "id": plan, "status": "HELD" }), "").await;
    let (at, met, lately) = state().await;
    let held = instant(&activity(&house, &plan, "startsAt").await["startsAt"]);
    assert_eq!((instant(&at), lately), (held, 0));
    let tokyo = (held + Duration::hours(9)).date_naive().to_string();
    assert_eq!(met, json!(tokyo), "the day it was in the workspace's time zone");
    made(&house, &anna, "activity", on_deal(&house, &deal, -24 * 40, with).await).await;
    let (at, met, _) = state().await;
    assert_eq!((instant(&at), met), (held, json!(tokyo)), "what was later stands");
    let late = on_deal(&house, &deal, -1, json!({ "subject": "Call" })).await;
    let late = made(&house, &anna, "activity", late).await;
    let before = state().await;
    assert!(instant(&before.0) > held);
    house.app.clock.advance(Duration::days(2));
    let told = house.events(0).await.len();
    let moved = json!({ "id": late, "contactIds": [contact], "startsAt": house.app.clock.now() - Duration::hours(1) });
    house.change(&anna, "updateActivity", moved, "").await;
    let kinds: Vec<String> = house.events(told).await.into_iter().map(|event| event.kind).collect();
    assert_eq!(kinds, ["activity.changed", "stakeholder.changed"]);
    assert!(state().await.1.as_str() > before.1.as_str());
}

#[tokio::test(flavor = "multi_thread")]
async fn an_activity_ahead_is_a_next_step_for_gates() {
    let house = House::new().await;
    let anna = house.admin.clone();
    let lists = house.ask(&anna, "{ pipelines { id stages { id } } }", json!({})).await;
    let stage = &lists["pipelines"][0]["stages"][2]["id"];
    let gate = json!([{ "kind": "FACT", "key": "nextTaskPlanned" }]);
    house.change(&anna, "updateStage", json!({ "id": stage, "gate": gate }), "").await;
    let deal = made(&house, &anna, "deal", json!({ "name": "D" })).await;
    let open = async || {
        let query = "query($deal: ID!, $stage: ID!) { dealGate(dealId: $deal, stageId: $stage) { open } }";
        let gate = house.ask(&anna, query, json!({ "deal": deal, "stage": stage })).await;
        gate["dealGate"]["open"].as_bool().unwrap()
    };
    assert!(!open().await);
    let past = on_deal(&house, &deal, -1, json!({ "status": "PLANNED" })).await;
    made(&house, &anna, "activity", past).await;
    assert!(!open().await, "what is over is no next step");
    let ahead = made(&house, &anna, "activity", on_deal(&house, &deal, 1, json!({})).await).await;
    assert!(open().await);
    house.change(&anna, "updateActivity", json!({ "id": ahead, "archived": true }), "").await;
    assert!(!open().await, "what was put away is none either");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_activity_is_changed_in_part_and_its_people_as_a_whole() {
    let house = House::new().await;
    let anna = house.admin.clone();
    let rolf = house.person("Rolf", Role::Rep).await;
    let (horak, mala) = (
        made(&house, &anna, "contact", json!({ "lastName": "Horák" })).await,
        made(&house, &anna, "contact", json!({ "lastName": "Malá" })).await,
    );
    let input = json!({ "kindId": kind(&house, "call").await, "subject": "Call", "contactId": horak,
        "startsAt": house.app.clock.now() + Duration::hours(1), "minutes": "Agenda" });
    let id = made(&house, &anna, "activity", input).await;
    let told = house.events(0).await.len();
    let select = "activity { version subject minutes attendees { contact { lastName } user { name } } }";
    let same = house.change(&rolf, "updateActivity", json!({ "id": id, "subject": "Call " }), select).await;
    assert_eq!(same["activity"]["version"], 1);
    assert_eq!(house.events(told).await, [], "what changes nothing tells nothing");
    let change = json!({ "id": id, "minutes": null, "contactIds": [mala], "userIds": [id_of(&rolf)], "expectedVersion": 1 });
    let changed = house.change(&rolf, "updateActivity", change.clone(), select).await;
    let people = json!([{ "contact": { "lastName": "Horák" }, "user": null }, { "contact": { "lastName": "Malá" }, "user": null }, { "contact": null, "user": { "name": "Rolf" } }]);
    assert_eq!(
        changed["activity"],
        json!({ "version": 2, "subject": "Call", "minutes": null, "attendees": people }),
        "the contact it is about stays in it"
    );
    assert_eq!(house.refused(&anna, "updateActivity", change).await, ["CONFLICT expectedVersion"]);
    let alone = house.change(&anna, "updateActivity", json!({ "id": id, "userIds": [] }), select).await;
    assert_eq!(alone["activity"]["version"], 3, "other people are another version");
    for archived in [true, false] {
        house.change(&anna, "updateActivity", json!({ "id": id, "archived": archived }), "").await;
        let listed = subjects(&house, &anna, &horak, "").await;
        assert_eq!(listed.is_empty(), archived);
    }
    let events = house.events(told).await;
    let kinds: Vec<&str> = events.iter().map(|event| event.kind.as_str()).collect();
    assert_eq!(kinds, ["activity.changed", "activity.changed", "activity.archived", "activity.restored"]);
    let (before, after) = &events[1].changes["attendees"];
    assert_eq!((before.as_array().unwrap().len(), after.as_array().unwrap().len()), (3, 2));
    let history =
        activity(&house, &id, "history { nodes { kind changes { field beforeLabel afterLabel } } }").await;
    let change = &history["history"]["nodes"][2]["changes"][0];
    assert_eq!(change["field"], "attendees");
    let names = |label: &str| {
        let mut names: Vec<&str> = change[label].as_str().unwrap().split(", ").collect();
        names.sort_unstable();
        names
    };
    assert_eq!(
        (names("beforeLabel"), names("afterLabel")),
        (vec!["Horák", "Malá", "Rolf"], vec!["Horák", "Malá"])
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_over_awaits_its_owner_s_word() {
    let house = House::new().await;
    let (rita, rolf) = (house.person("Rita", Role::Rep).await, house.person("Rolf", Role::Rep).await);
    let deal = made(&house, &rita, "deal", json!({ "name": "D" })).await;
    let now = house.app.clock.now();
    for (subject, hours, more) in [
        ("Over", 1, json!({ "endsAt": now + Duration::hours(2) })),
        ("Over too", 2, json!({})),
        ("Going on", 2, json!({ "endsAt": now + Duration::hours(9) })),
        ("Ahead", 8, json!({})),
        ("Rolf's", 1, json!({ "ownerId": id_of(&rolf) })),
    ] {
        let mut input = on_deal(&house, &deal, hours, more).await;
        input["subject"] = json!(subject);
        made(&house, &rita, "activity", input).await;
    }
    house.app.clock.advance(Duration::hours(3));
    let awaiting = async |viewer: &Arc<Viewer>| {
        let query = "{ activitiesAwaitingOutcome { totalCount nodes { id subject awaitsOutcome } } }";
        house.ask(viewer, query, json!({})).await["activitiesAwaitingOutcome"].clone()
    };
    let hers = awaiting(&rita).await;
    assert_eq!(hers["totalCount"], 2);
    assert_eq!(
        (&hers["nodes"][0]["subject"], &hers["nodes"][1]["subject"]),
        (&json!("Over"), &json!("Over too"))
    );
    assert_eq!(hers["nodes"][0]["awaitsOutcome"], true);
    assert_eq!(awaiting(&rolf).await["nodes"][0]["subject"], "Rolf's");
    house
        .change(&rolf, "recordOutcome", json!({ "id": hers["nodes"][0]["id"], "status": "MISSED" }), "")
        .await;
    house
        .change(&rita, "updateActivity", json!({ "id": hers["nodes"][1]["id"], "archived": true }), "")
        .await;
    assert_eq!(awaiting(&rita).await["totalCount"], 0, "somebody else may say it too");
}
