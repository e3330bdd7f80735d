//! Tasks, history, the built-in views and search, through the schema.

use crate::harness::house::{House, id_of};
use dealstream::app::actor::{Role, Viewer};
use dealstream::live::event::Audience;
use serde_json::{Value, json};
use std::sync::Arc;

const TASK: &str =
    "task { id title status assignee { name } outcome completedAt account { name } deal { name } version }";

async fn made(house: &House, viewer: &Arc<Viewer>, record: &str, input: Value) -> String {
    let mutation = format!("create{}{}", record[..1].to_uppercase(), &record[1..]);
    let payload = house.change(viewer, &mutation, input, &format!("{record} {{ id }}")).await;
    payload[record]["id"].as_str().unwrap_or_else(|| panic!("{payload}")).to_owned()
}

async fn titles(house: &House, viewer: &Arc<Viewer>, variables: Value) -> Vec<String> {
    let query = "query($filter: TaskFilter, $search: String) { tasks(filter: $filter, search: $search) { nodes { title } totalCount } }";
    let found = house.ask(viewer, query, variables).await;
    let nodes = found["tasks"]["nodes"].as_array().unwrap();
    assert_eq!(found["tasks"]["totalCount"], nodes.len());
    nodes.iter().map(|task| task["title"].as_str().unwrap().to_owned()).collect()
}

async fn kinds(house: &House, after: usize) -> Vec<String> {
    house.events(after).await.into_iter().map(|event| event.kind).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_task_is_given_done_reopened_and_called_off() {
    let house = House::new().await;
    let (anna, rita) = (house.admin.clone(), house.person("Rita", Role::Rep).await);
    let told = house.events(0).await.len();
    let own = made(&house, &anna, "task", json!({ "title": " Call back " })).await;
    let input = json!({ "id": own, "assigneeId": id_of(&rita), "priority": "HIGH" });
    let given = house.change(&anna, "updateTask", input, TASK).await;
    assert_eq!(
        (&given["task"]["title"], &given["task"]["assignee"]["name"]),
        (&json!("Call back"), &json!("Rita"))
    );
    house.change(&anna, "updateTask", json!({ "id": own, "title": "Call them" }), TASK).await;
    house.change(&anna, "updateTask", json!({ "id": own, "title": "Call them" }), TASK).await;
    let done = house.change(&rita, "completeTask", json!({ "id": own, "outcome": "All well" }), TASK).await;
    assert_eq!((&done["task"]["status"], &done["task"]["outcome"]), (&json!("DONE"), &json!("All well")));
    assert_eq!(done["task"]["completedAt"].as_str().map(|at| &at[..16]), Some("2026-03-02T09:00"));
    assert_eq!(house.refused(&rita, "completeTask", json!({ "id": own })).await, ["INVALID id"]);
    let stale = json!({ "id": own, "expectedVersion": 1 });
    assert_eq!(house.refused(&rita, "reopenTask", stale).await, ["CONFLICT expectedVersion"]);
    let reopened = house.change(&rita, "reopenTask", json!({ "id": own }), TASK).await;
    assert_eq!(
        (&reopened["task"]["outcome"], &reopened["task"]["completedAt"]),
        (&Value::Null, &Value::Null)
    );
    house.change(&anna, "cancelTask", json!({ "id": own }), TASK).await;
    made(&house, &anna, "task", json!({ "title": "Visit", "assigneeId": id_of(&rita) })).await;
    let expected = ["created", "assigned", "changed", "completed", "reopened", "cancelled", "assigned"];
    assert_eq!(kinds(&house, told).await, expected.map(|kind| format!("task.{kind}")));
    let viewer = house.person("Vera", Role::Viewer).await;
    assert_eq!(house.refused(&viewer, "createTask", json!({ "title": "X" })).await, ["NOT_ALLOWED"]);
    let wrong = json!({ "title": "X", "assigneeId": "user_01h455vb4pex5vsknk084sn02q" });
    assert_eq!(house.refused(&anna, "createTask", wrong).await, ["NOT_FOUND assigneeId"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_open_task_lets_its_assignee_see_the_deal_and_the_news_says_so() {
    let house = House::new().await;
    let (anna, rita) = (house.admin.clone(), house.person("Rita", Role::Rep).await);
    let account = made(&house, &anna, "account", json!({ "name": "Acme" })).await;
    let deal =
        made(&house, &anna, "deal", json!({ "name": "Secret", "accountId": account, "restricted": true }))
            .await;
    let query = "query($id: ID!) { deal(id: $id) { name lastActivityAt nextTask { title } } }";
    let sees = async || house.ask(&rita, query, json!({ "id": deal })).await["deal"].clone();
    assert_eq!(sees().await, Value::Null);
    let told = house.events(0).await.len();
    let input = json!({ "title": "Look at it", "dealId": deal, "assigneeId": id_of(&rita) });
    let given = house.change(&anna, "createTask", input, TASK).await;
    assert_eq!(
        (&given["task"]["account"]["name"], &given["task"]["deal"]["name"]),
        (&json!("Acme"), &json!("Secret"))
    );
    assert_eq!(sees().await["nextTask"]["title"], "Look at it");
    house.change(&rita, "completeTask", json!({ "id": given["task"]["id"] }), TASK).await;
    assert_eq!(sees().await, Value::Null, "done: no longer hers to see");
    let now = house.ask(&anna, query, json!({ "id": deal })).await;
    assert_eq!(now["deal"]["lastActivityAt"].as_str().map(|at| &at[..10]), Some("2026-03-02"));
    let me = rita.user_id().unwrap();
    let names = |audience: &Option<Audience>| match audience {
        Some(Audience::Deal { users, .. }) => users.contains(&me),
        other => panic!("{other:?}"),
    };
    let heard: Vec<(bool, bool)> = house
        .events(told)
        .await
        .iter()
        .map(|event| (names(&event.audience_before), names(&event.audience_after)))
        .collect();
    assert_eq!(heard, [(false, true), (true, false)]);
}

#[tokio::test(flavor = "multi_thread")]
async fn people_see_the_tasks_they_may_see_in_lists_and_counts_alike() {
    let house = House::new().await;
    let (anna, rita, rolf) =
        (house.admin.clone(), house.person("Rita", Role::Rep).await, house.person("Rolf", Role::Rep).await);
    let secret = made(&house, &anna, "deal", json!({ "name": "Secret", "restricted": true })).await;
    made(&house, &anna, "task", json!({ "title": "On the secret deal", "dealId": secret })).await;
    made(&house, &anna, "task", json!({ "title": "Of Anna" })).await;
    made(&house, &rita, "task", json!({ "title": "For Rolf", "assigneeId": id_of(&rolf) })).await;
    made(&house, &rolf, "task", json!({ "title": "Of Rolf" })).await;
    let sees = async |viewer: &Arc<Viewer>| {
        let mut titles = titles(&house, viewer, json!({})).await;
        titles.sort();
        titles
    };
    assert_eq!(sees(&anna).await, ["For Rolf", "Of Anna", "Of Rolf", "On the secret deal"]);
    assert_eq!(
        sees(&rita).await,
        ["For Rolf", "Of Anna", "Of Rolf"],
        "everybody's, but not on deals she does not see"
    );
    assert_eq!(sees(&house.seeing(&rita, &[&rita])).await, ["For Rolf"], "what she gave out");
    assert_eq!(sees(&house.seeing(&rolf, &[&rolf])).await, ["For Rolf", "Of Rolf"]);
    assert_eq!(
        sees(&house.seeing(&rita, &[&rita, &anna])).await,
        ["For Rolf", "Of Anna", "On the secret deal"][..2]
    );
    assert_eq!(sees(&Arc::new(rita.impersonal())).await, ["For Rolf", "Of Anna", "Of Rolf"]);
    let mine = json!({ "filter": { "assigneeId": { "eq": "@me" }, "status": { "eq": "OPEN" } } });
    assert_eq!(titles(&house, &anna, mine).await.len(), 2);
    assert_eq!(titles(&house, &rita, json!({ "search": "ROLF for" })).await, ["For Rolf"]);
    let on_deals = json!({ "filter": { "deal": { "name": { "contains": "secret" } } } });
    assert_eq!(titles(&house, &anna, on_deals.clone()).await, ["On the secret deal"]);
    assert!(titles(&house, &rita, on_deals).await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_next_task_is_the_open_one_due_first_in_one_statement_for_all_deals() {
    let house = House::new().await;
    let anna = house.admin.clone();
    for number in 0..5 {
        let deal = made(&house, &anna, "deal", json!({ "name": format!("Deal {number}") })).await;
        let task = async |title: &str, due: Option<&str>| {
            made(&house, &anna, "task", json!({ "title": title, "dealId": deal, "dueAt": due })).await
        };
        task("some day", None).await;
        task("later", Some("2026-03-09T09:00:00Z")).await;
        let done = task("done", Some("2026-03-01T09:00:00Z")).await;
        house.change(&anna, "completeTask", json!({ "id": done }), TASK).await;
        task("next", Some("2026-03-03T09:00:00Z")).await;
    }
    let query = "{ deals { nodes { nextTask { title } tasks(first: 1) { nodes { title } } } } }";
    let (deals, statements) = house.db.statements.of(house.ask(&anna, query, json!({}))).await;
    assert_eq!(statements, 3, "deals, next tasks, tasks");
    let deals = deals["deals"]["nodes"].as_array().unwrap();
    assert_eq!(deals.len(), 5);
    assert!(
        deals
            .iter()
            .all(|deal| deal["nextTask"]["title"] == "next" && deal["tasks"]["nodes"][0]["title"] == "done")
    );
    let filter = "query($filter: DealFilter) { deals(filter: $filter) { totalCount } }";
    let with = async |filter_tasks: Value| {
        let variables = json!({ "filter": { "tasks": filter_tasks } });
        house.ask(&anna, filter, variables).await["deals"]["totalCount"].as_i64()
    };
    assert_eq!(with(json!({ "some": { "title": { "eq": "next" } } })).await, Some(5));
    assert_eq!(with(json!({ "none": { "status": { "eq": "DONE" } } })).await, Some(0));
    assert_eq!(with(json!({ "every": { "status": { "in": ["OPEN", "DONE"] } } })).await, Some(5));
}

#[tokio::test(flavor = "multi_thread")]
async fn history_tells_who_changed_what_in_the_api_s_own_words() {
    let house = House::new().await;
    let (anna, rita) = (house.admin.clone(), house.person("Rita", Role::Rep).await);
    let task = made(&house, &anna, "task", json!({ "title": "Call" })).await;
    house
        .change(
            &anna,
            "updateTask",
            json!({ "id": task, "assigneeId": id_of(&rita), "priority": "LOW" }),
            TASK,
        )
        .await;
    house.change(&rita, "completeTask", json!({ "id": task }), TASK).await;
    let query = "query($id: ID!, $after: String) { task(id: $id) { history(first: 2, after: $after) {
        nodes { kind actor { kind name user { name } } withinGrace changes { field before after beforeLabel afterLabel } }
        pageInfo { hasNextPage endCursor } } } }";
    let page = house.ask(&anna, query, json!({ "id": task })).await["task"]["history"].clone();
    assert_eq!(page["nodes"][0]["kind"], "task.completed");
    assert_eq!(
        page["nodes"][0]["actor"],
        json!({ "kind": "USER", "name": "Rita", "user": { "name": "Rita" } })
    );
    let assignee = json!({ "field": "assignee", "before": id_of(&anna), "after": id_of(&rita),
        "beforeLabel": "Anna", "afterLabel": "Rita" });
    let priority = json!({ "field": "priority", "before": "NORMAL", "after": "LOW", "beforeLabel": null, "afterLabel": null });
    assert_eq!(page["nodes"][1]["changes"], json!([assignee, priority]));
    assert_eq!(page["pageInfo"]["hasNextPage"], true);
    let rest = json!({ "id": task, "after": page["pageInfo"]["endCursor"] });
    let rest = house.ask(&anna, query, rest).await["task"]["history"].clone();
    assert_eq!(rest["nodes"].as_array().map(Vec::len), Some(1));
    assert_eq!(
        (&rest["nodes"][0]["kind"], &rest["pageInfo"]["hasNextPage"]),
        (&json!("task.created"), &json!(false))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn every_built_in_view_can_be_asked_for_as_it_is() {
    let house = House::new().await;
    let deal = made(&house, &house.admin, "deal", json!({ "name": "One" })).await;
    let views = house.ask(&house.admin, "{ dealViews { key filter orderBy columns } }", json!({})).await;
    let query = "query($filter: DealFilter, $orderBy: [DealOrder!]) { deals(filter: $filter, orderBy: $orderBy) { nodes { id } } }";
    let mut found = Vec::new();
    for view in views["dealViews"].as_array().unwrap() {
        let variables = json!({ "filter": view["filter"], "orderBy": view["orderBy"] });
        let deals = house.ask(&house.admin, query, variables).await;
        if deals["deals"]["nodes"].as_array().unwrap().iter().any(|node| node["id"] == deal) {
            found.push(view["key"].as_str().unwrap().to_owned());
        }
    }
    assert_eq!(found, ["OPEN", "MY_OPEN", "ALL"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn search_finds_what_one_may_see_best_first() {
    let house = House::new().await;
    let (anna, rita) = (house.admin.clone(), house.person("Rita", Role::Rep).await);
    let acme = made(&house, &anna, "account", json!({ "name": "Škoda Auto" })).await;
    made(&house, &anna, "account", json!({ "name": "Autosalon Nová Škoda" })).await;
    made(&house, &anna, "contact", json!({ "firstName": "Jan", "lastName": "Škoda", "accountId": acme }))
        .await;
    made(&house, &anna, "deal", json!({ "name": "Skoda fleet" })).await;
    made(&house, &anna, "deal", json!({ "name": "Skoda secret", "restricted": true })).await;
    let query = "query($text: String!, $first: Int) { search(text: $text, first: $first) {
        __typename ... on Deal { dealName: name } ... on Account { accountName: name } ... on Contact { contactName: name } } }";
    let found = async |viewer: &Arc<Viewer>, variables: Value| -> Vec<String> {
        let answer = house.ask(viewer, query, variables).await;
        let name = |hit: &Value| {
            ["dealName", "accountName", "contactName"]
                .iter()
                .find_map(|key| hit[*key].as_str().map(str::to_owned))
        };
        answer["search"].as_array().unwrap().iter().filter_map(name).collect()
    };
    let (hits, statements) = house.db.statements.of(found(&rita, json!({ "text": "skoda" }))).await;
    assert_eq!(statements, 7, "one a kind");
    assert_eq!(hits, ["Skoda fleet", "Škoda Auto", "Jan Škoda", "Autosalon Nová Škoda"]);
    assert_eq!(found(&anna, json!({ "text": "skoda" })).await.len(), 5);
    assert_eq!(found(&rita, json!({ "text": "auto škoda", "first": 1 })).await, ["Škoda Auto"]);
    assert!(found(&rita, json!({ "text": "  " })).await.is_empty());
    // Typed wrong: a letter swapped, missing, doubled.
    house.change(&anna, "createLead", json!({ "topic": "Trucks", "company": "Škoda Trucks" }), "").await;
    for (text, best) in
        [("autosaln", "Autosalon Nová Škoda"), ("skdoa fleet", "Skoda fleet"), ("Skooda Auto", "Škoda Auto")]
    {
        let hits = found(&rita, json!({ "text": text })).await;
        assert!(hits.iter().any(|hit| hit == best), "{text}: {hits:?}");
        assert!(!hits.iter().any(|hit| hit == "Skoda secret"), "{text}");
    }
    let lead = house.ask(&rita, "{ search(text: \"truks\") { ... on Lead { topic } } }", json!({})).await;
    assert_eq!(lead["search"], json!([{ "topic": "Trucks" }]));
    assert_eq!(found(&rita, json!({ "text": "zzzzqq" })).await, [""; 0]);
}
