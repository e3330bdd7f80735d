//! Who is on a record: told at once, on every server, to those who see it and to nobody else.

use crate::harness::Redis;
use crate::harness::house::House;
use crate::harness::node::Node;
use dealstream::app::actor::{Role, Viewer};
use dealstream::app::config::Limits;
use dealstream::db::id::split;
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Duration;
use uuid::Uuid;

const PRESENCE: &str =
    "subscription($id: ID!) { presence(subjectId: $id) { people { since editing user { name } } } }";
const EDIT: &str = "mutation($id: ID!, $field: String!, $editing: Boolean!) { setEditing(input: {subjectId: $id, field: $field, editing: $editing}) { editing userErrors { code path } } }";

async fn deal(node: &Node, viewer: &Arc<Viewer>, restricted: bool) -> String {
    let query = "mutation($restricted: Boolean) { createDeal(input: {name: \"Seen\", restricted: $restricted}) { deal { id } userErrors { message } } }";
    let data = node.data(viewer, query, json!({ "restricted": restricted })).await;
    data["createDeal"]["deal"]["id"].as_str().unwrap().to_owned()
}

fn place(house: &House, id: &str) -> (Uuid, Uuid) {
    (house.workspace_id, split(id).unwrap().1)
}

async fn until(what: &str, mut check: impl FnMut() -> bool) {
    for _ in 0..400 {
        if check() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    panic!("not in ten seconds: {what}");
}

/// Names, and what each edits.
fn people(update: &Value) -> Vec<(String, Vec<String>)> {
    let person = |one: &Value| {
        let fields =
            one["editing"].as_array().unwrap().iter().map(|field| field.as_str().unwrap().to_owned());
        (one["user"]["name"].as_str().unwrap().to_owned(), fields.collect())
    };
    update["people"].as_array().unwrap().iter().map(person).collect()
}

async fn edit(node: &Node, viewer: &Arc<Viewer>, (id, field, editing): (&str, &str, bool)) -> Value {
    let variables = json!({ "id": id, "field": field, "editing": editing });
    node.data(viewer, EDIT, variables).await["setEditing"]["editing"].clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn people_come_edit_and_go_before_each_others_eyes() {
    let house = House::new().await;
    let node = Node::start(&house.db, None, Limits::default()).await;
    let id = deal(&node, &house.admin, false).await;
    let ben = house.person("Ben", Role::Rep).await;
    let mut anna = node.watch(&house.admin, PRESENCE, json!({ "id": id }));
    assert_eq!(people(&anna.next().await), [], "oneself is not somebody else");
    let mut bens = node.watch(&ben, PRESENCE, json!({ "id": id }));
    assert_eq!(people(&bens.next().await).len(), 1, "who is there already is told at once");
    assert_eq!(people(&anna.next().await), [("Ben".to_owned(), vec![])]);

    assert_eq!(edit(&node, &ben, (&id, "amount", true)).await, json!(["amount"]));
    assert_eq!(people(&anna.next().await), [("Ben".to_owned(), vec!["amount".to_owned()])]);
    assert_eq!(edit(&node, &ben, (&id, "amount", false)).await, json!([]));
    assert_eq!(people(&anna.next().await), [("Ben".to_owned(), vec![])]);

    let second = node.watch(&ben, PRESENCE, json!({ "id": id }));
    drop((second, bens));
    while !people(&anna.next().await).is_empty() {}

    drop(anna);
    assert!(node.app().presence.present(place(&house, &id)).is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn who_does_not_see_the_record_learns_nothing_and_may_say_nothing() {
    let house = House::new().await;
    let node = Node::start(&house.db, None, Limits::default()).await;
    let ben = house.person("Ben", Role::Rep).await;
    let id = deal(&node, &house.admin, true).await;
    assert_eq!(node.watch(&ben, PRESENCE, json!({ "id": id })).error_code().await, "NOT_FOUND");
    let answer = node.ask(&ben, EDIT, json!({ "id": id, "field": "name", "editing": true })).await;
    assert_eq!(answer["data"]["setEditing"]["userErrors"][0]["code"], "NOT_FOUND", "{answer}");

    let open = deal(&node, &house.admin, false).await;
    let olivia = house.person("Olivia", Role::Viewer).await;
    let answer = node.ask(&olivia, EDIT, json!({ "id": open, "field": "name", "editing": true })).await;
    assert_eq!(answer["data"]["setEditing"]["userErrors"][0]["code"], "NOT_ALLOWED", "{answer}");
    let mut bens = node.watch(&ben, PRESENCE, json!({ "id": open }));
    bens.next().await;
    let restrict =
        "mutation($id: ID!) { restrictDeal(input: {id: $id, restricted: true}) { userErrors { message } } }";
    node.data(&house.admin, restrict, json!({ "id": open })).await;
    let mut anna = node.watch(&house.admin, PRESENCE, json!({ "id": open }));
    anna.next().await;
    assert!(bens.is_over().await, "the next news finds that it is not to be told");
}

#[tokio::test(flavor = "multi_thread")]
async fn servers_tell_one_another_who_is_there() {
    let house = House::new().await;
    let redis = Redis::start();
    let one = Node::start(&house.db, Some(redis.url()), Limits::default()).await;
    let two = Node::start(&house.db, Some(redis.url()), Limits::default()).await;
    until("both are linked", || one.app().bus.trouble().is_none() && two.app().bus.trouble().is_none()).await;
    let id = deal(&one, &house.admin, false).await;
    let ben = house.person("Ben", Role::Rep).await;
    // What keeps a server listening to a workspace is any open socket of it.
    let _first = one.server.hub.attend(house.admin.workspace_id).await.unwrap();
    let _second = two.server.hub.attend(house.admin.workspace_id).await.unwrap();
    let mut anna = one.watch(&house.admin, PRESENCE, json!({ "id": id }));
    assert_eq!(people(&anna.next().await), []);
    let place = place(&house, &id);
    until("one server hears who is on the other", || {
        // Its channel may stand a moment after the first word was said.
        one.app().presence.repeat();
        two.app().presence.present(place).len() == 1
    })
    .await;
    let mut bens = two.watch(&ben, PRESENCE, json!({ "id": id }));
    assert_eq!(people(&bens.next().await), [("Anna".to_owned(), vec![])]);
    assert_eq!(people(&anna.next().await), [("Ben".to_owned(), vec![])]);
    edit(&two, &ben, (&id, "nextStep", true)).await;
    assert_eq!(people(&anna.next().await), [("Ben".to_owned(), vec!["nextStep".to_owned()])]);
    drop(bens);
    assert_eq!(people(&anna.next().await), []);
}

#[tokio::test(flavor = "multi_thread")]
async fn people_meet_on_proposals_and_contract_packages_of_deals_they_see() {
    let house = House::new().await;
    let node = Node::start(&house.db, None, Limits::default()).await;
    let ben = house.person("Ben", Role::Rep).await;
    let (open, closed) = (deal(&node, &house.admin, false).await, deal(&node, &house.admin, true).await);
    let make = async |kind: &str, input: Value| {
        let mutation = format!("create{}{}", kind[..1].to_uppercase(), &kind[1..]);
        let made = house.change(&house.admin, &mutation, input, &format!("{kind} {{ id }}")).await;
        made[kind]["id"].as_str().unwrap().to_owned()
    };
    for kind in ["proposal", "contractPackage"] {
        let input = |deal: &str| match kind {
            "proposal" => json!({ "dealId": deal }),
            _ => json!({ "dealId": deal, "name": "Frame contract", "fileIds": [] }),
        };
        let (id, hidden) = (make(kind, input(&open)).await, make(kind, input(&closed)).await);
        let mut anna = node.watch(&house.admin, PRESENCE, json!({ "id": id }));
        assert_eq!(people(&anna.next().await), []);
        let mut bens = node.watch(&ben, PRESENCE, json!({ "id": id }));
        assert_eq!(people(&bens.next().await), [("Anna".to_owned(), vec![])], "{kind}");
        assert_eq!(people(&anna.next().await), [("Ben".to_owned(), vec![])], "{kind}");
        assert_eq!(edit(&node, &ben, (&id, "note", true)).await, json!(["note"]));
        assert_eq!(people(&anna.next().await), [("Ben".to_owned(), vec!["note".to_owned()])]);
        let unseen = node.watch(&ben, PRESENCE, json!({ "id": hidden })).error_code().await;
        assert_eq!(unseen, "NOT_FOUND", "{kind}");
    }
    let task = make("task", json!({ "title": "Call" })).await;
    assert_eq!(node.watch(&ben, PRESENCE, json!({ "id": task })).error_code().await, "BAD_USER_INPUT");
}
