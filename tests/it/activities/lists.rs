//! Lists of activities, who hears of them, and two who change one at once.

use super::{made, on_deal};
use crate::harness::house::{House, id_of};
use crate::harness::node::Node;
use dealstream::app::actor::Role;
use dealstream::app::config::Limits;
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn lists_of_activities_take_as_many_statements_however_long_they_are() {
    let house = House::new().await;
    let anna = house.admin.clone();
    let account = made(&house, &anna, "account", json!({ "name": "Acme" })).await;
    let query = "{ contacts { nodes { activities(first: 3) { totalCount nodes { subject kind { label } owner { name } deal { name } attendees { contact { name } user { name } } } } } } }";
    let mut took = Vec::new();
    for round in 1..=3 {
        let contact = json!({ "lastName": format!("C{round}"), "accountId": account });
        let contact = made(&house, &anna, "contact", contact).await;
        for hours in 1..=4 {
            let deal = made(&house, &anna, "deal", json!({ "accountId": account })).await;
            let with = json!({ "contactIds": [contact], "userIds": [id_of(&anna)] });
            made(&house, &anna, "activity", on_deal(&house, &deal, -hours, with).await).await;
        }
        let (answer, statements) = house.db.statements.of(house.ask(&anna, query, json!({}))).await;
        let contacts = answer["contacts"]["nodes"].as_array().unwrap();
        assert!(contacts.iter().all(|one| one["activities"]["totalCount"] == 4
            && one["activities"]["nodes"].as_array().unwrap().len() == 3));
        took.push(statements);
    }
    assert!(took.windows(2).all(|pair| pair[0] == pair[1]), "{took:?}");
    let page = "query($id: ID!, $after: String) { node(id: $id) { ... on Contact { activities(first: 3, after: $after) { nodes { subject } pageInfo { hasNextPage endCursor } } } } }";
    let contact = house.ask(&anna, "{ contacts(first: 1) { nodes { id } } }", json!({})).await;
    let id = contact["contacts"]["nodes"][0]["id"].clone();
    let first = house.ask(&anna, page, json!({ "id": id })).await["node"]["activities"].clone();
    assert_eq!(first["pageInfo"]["hasNextPage"], true);
    let rest = json!({ "id": id, "after": first["pageInfo"]["endCursor"] });
    let rest = house.ask(&anna, page, rest).await["node"]["activities"].clone();
    assert_eq!(
        (rest["nodes"].as_array().unwrap().len(), &rest["pageInfo"]["hasNextPage"]),
        (1, &json!(false))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn who_sees_the_deal_hears_of_its_activities_and_nobody_else() {
    let house = House::new().await;
    let (rita, rolf) = (house.person("Rita", Role::Rep).await, house.person("Rolf", Role::Rep).await);
    let node = Node::start(&house.db, None, Limits::default()).await;
    let hidden = json!({ "name": "Quiet", "ownerId": id_of(&rita), "restricted": true });
    let hidden = made(&house, &house.admin, "deal", hidden).await;
    let open = made(&house, &house.admin, "deal", json!({ "name": "Open" })).await;
    let watching = "subscription { dealEvents { cursor events { ... on DealRecordChanged { kind record { ... on Activity { subject deal { name } } } changes { field after } } } } }";
    let (mut hers, mut his) = (
        node.watch_live(&rita, watching, json!({})).await,
        node.watch_live(&rolf, watching, json!({})).await,
    );
    let write = "mutation($i: CreateActivityInput!) { createActivity(input: $i) { activity { id } userErrors { message } } }";
    for (deal, subject) in [(&hidden, "Secret"), (&open, "Public")] {
        let input = on_deal(&house, deal, -1, json!({ "subject": subject, "userIds": [id_of(&rolf)] })).await;
        node.data(&rita, write, json!({ "i": input })).await;
    }
    let (events, _) = hers.events(2).await;
    assert_eq!(events[0]["kind"], "activity.created");
    assert_eq!(events[0]["record"], json!({ "subject": "Secret", "deal": { "name": "Quiet" } }));
    let (events, _) = his.events(1).await;
    assert_eq!(events[0]["record"]["subject"], "Public", "the first he hears of, though he took part");
    let seen = house.ask(&rolf, "{ activities { totalCount } }", json!({})).await;
    assert_eq!(seen["activities"]["totalCount"], 1);
    let refused = on_deal(&house, &hidden, -1, json!({})).await;
    assert_eq!(house.refused(&rolf, "createActivity", refused).await, ["NOT_FOUND dealId"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn two_who_say_what_came_of_it_at_once_do_not_say_two_things() {
    let house = House::new().await;
    let (rita, rolf) = (house.person("Rita", Role::Rep).await, house.person("Rolf", Role::Rep).await);
    let deal = made(&house, &rita, "deal", json!({ "name": "D" })).await;
    let plan = on_deal(&house, &deal, -1, json!({ "status": "PLANNED" })).await;
    let id = made(&house, &rita, "activity", plan).await;
    let say = |status: &str| json!({ "id": id, "status": status, "expectedVersion": 1, "tasks": [{ "title": status }] });
    let (one, other) = tokio::join!(
        house.change(&rita, "recordOutcome", say("HELD"), "activity { status }"),
        house.change(&rolf, "recordOutcome", say("MISSED"), "activity { status }"),
    );
    let refused = [&one, &other].iter().filter(|payload| payload["activity"].is_null()).count();
    assert_eq!(refused, 1, "{one} {other}");
    let tasks = house.ask(&rita, "{ tasks { totalCount } }", json!({})).await;
    assert_eq!(tasks["tasks"]["totalCount"], 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn deals_are_found_by_their_activities_and_come_and_go_with_them() {
    let house = House::new().await;
    let anna = house.admin.clone();
    let node = Node::start(&house.db, None, Limits::default()).await;
    let (talked, quiet) = (
        made(&house, &anna, "deal", json!({ "name": "Talked" })).await,
        made(&house, &anna, "deal", json!({ "name": "Quiet" })).await,
    );
    let held = on_deal(&house, &talked, -1, json!({})).await;
    let held = made(&house, &anna, "activity", held).await;
    let found = async |filter: &str| {
        let query = format!("{{ deals(filter: {{activities: {filter}}}) {{ nodes {{ name }} }} }}");
        let deals = house.ask(&anna, &query, json!({})).await["deals"]["nodes"].clone();
        let names: Vec<String> =
            deals.as_array().unwrap().iter().map(|deal| deal["name"].as_str().unwrap().into()).collect();
        names
    };
    let recent = "{none: {status: {eq: HELD}, startsAt: {gte: \"@today-30d\"}}}";
    assert_eq!(found("{some: {status: {eq: HELD}}}").await, ["Talked"]);
    assert_eq!(found(recent).await, ["Quiet"]);
    assert_eq!(found("{every: {status: {eq: PLANNED}}}").await, ["Quiet"], "it has none");
    let watching = "subscription { dealEvents(filter: {activities: {none: {status: {eq: HELD}}}}) { cursor events { __typename ... on DealEntered { deal { name } } ... on DealLeft { dealId } } } }";
    let mut watch = node.watch_live(&anna, watching, json!({})).await;
    let write = "mutation($i: CreateActivityInput!) { createActivity(input: $i) { activity { id } } }";
    let input = on_deal(&house, &quiet, -1, json!({})).await;
    node.data(&anna, write, json!({ "i": input })).await;
    let (events, _) = watch.events(1).await;
    assert_eq!(events[0], json!({ "__typename": "DealLeft", "dealId": quiet }));
    let away = "mutation($i: UpdateActivityInput!) { updateActivity(input: $i) { activity { id } } }";
    node.data(&anna, away, json!({ "i": { "id": held, "archived": true } })).await;
    let (events, _) = watch.events(2).await;
    assert_eq!(events[0], json!({ "__typename": "DealEntered", "deal": { "name": "Talked" } }));
    assert_eq!(found("{some: {status: {eq: HELD}}}").await, ["Quiet"], "what was put away does not count");
}
