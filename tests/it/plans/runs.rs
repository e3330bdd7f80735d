//! Plans, started by hand: what they make, for whom, and when they end.

use super::{done, kinds, last_run, made, of_deal, plan, runs, stand, step, task, tasks};
use crate::harness::house::{House, id_of};
use crate::harness::node::Node;
use dealstream::app::actor::{Role, Viewer};
use dealstream::app::config::Limits;
use serde_json::{Value, json};
use std::sync::Arc;

const RUN: &str = "planRun { id status startedBy { name } tasks { title assignee { name } mandatory priority description } }";

async fn start(house: &House, plan: &str, deal: &str) -> Value {
    done(house, "startActivityPlan", json!({ "planId": plan, "dealId": deal }), RUN).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_plan_makes_all_its_tasks_at_once_and_ends_with_the_last() {
    let house = House::new().await;
    let plan = plan(&house).await;
    let deal = made(&house, &house.admin, "deal", json!({ "name": "D" })).await;
    let told = house.events(0).await.len();
    house.db.statements.take();
    let run = start(&house, &plan, &deal).await;
    let asked = house.db.statements.take().len();
    assert!(asked <= 20, "{asked} statements");
    assert_eq!(run["startedBy"]["name"], "Anna");
    assert_eq!(
        run["tasks"][1],
        json!({ "title": "Invite", "assignee": { "name": "Anna" }, "mandatory": false, "priority": "HIGH", "description": "All who decide" })
    );
    assert_eq!(
        kinds(&house, told).await,
        ["plan_run.started", "task.created", "task.created", "task.created"]
    );
    let due = |at: &str| Some(format!("2026-03-{at}:00:00+00:00"));
    let expected = [("Book a room", due("02T17")), ("Invite", due("04T17")), ("Call them", None)];
    let found = tasks(&house, &deal).await;
    let found: Vec<_> = found.iter().map(|task| (task.0.as_str(), task.2.clone())).collect();
    assert_eq!(found, expected);
    house.app.clock.advance(chrono::Duration::days(3));
    step(&house, "completeTask", &deal, "Invite").await;
    assert_eq!(tasks(&house, &deal).await[2].2, due("06T17"), "a day after it was done");
    step(&house, "cancelTask", &deal, "Book a room").await;
    assert_eq!(runs(&house, &deal).await, ["Prepare RUNNING 1/3 by hand"]);
    step(&house, "completeTask", &deal, "Call them").await;
    assert_eq!(runs(&house, &deal).await, ["Prepare DONE 2/3 by hand"]);
    step(&house, "reopenTask", &deal, "Call them").await;
    assert_eq!(runs(&house, &deal).await, ["Prepare RUNNING 1/3 by hand"]);
    step(&house, "cancelTask", &deal, "Call them").await;
    let told = kinds(&house, told).await;
    let about_run: Vec<&str> = told.iter().filter_map(|kind| kind.strip_prefix("plan_run.")).collect();
    assert_eq!(about_run, ["started", "done", "resumed", "done"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn calling_a_run_off_calls_off_what_is_open_and_a_reopened_task_makes_it_go_on() {
    let house = House::new().await;
    let plan = plan(&house).await;
    let deal = made(&house, &house.admin, "deal", json!({ "name": "D" })).await;
    let run = start(&house, &plan, &deal).await["id"].clone();
    let twice = json!({ "planId": plan, "dealId": deal });
    assert_eq!(house.refused(&house.admin, "startActivityPlan", twice).await, ["TAKEN planId"]);
    step(&house, "completeTask", &deal, "Book a room").await;
    let stale = json!({ "id": run, "expectedVersion": 7 });
    assert_eq!(house.refused(&house.admin, "cancelPlanRun", stale).await, ["CONFLICT expectedVersion"]);
    let told = house.events(0).await.len();
    done(&house, "cancelPlanRun", json!({ "id": run, "expectedVersion": 1 }), "planRun { id }").await;
    assert_eq!(stand(&house, &deal).await, "DONE CANCELLED CANCELLED");
    assert_eq!(kinds(&house, told).await, ["task.cancelled", "task.cancelled", "plan_run.cancelled"]);
    assert_eq!(house.refused(&house.admin, "cancelPlanRun", json!({ "id": run })).await, ["INVALID id"]);
    step(&house, "reopenTask", &deal, "Invite").await;
    assert_eq!(runs(&house, &deal).await, ["Prepare RUNNING 1/3 by hand"]);
    assert_eq!(stand(&house, &deal).await, "DONE OPEN CANCELLED");
    let select = "planRuns(filter: {status: {eq: DONE}}) { totalCount } timeline(kinds: [TASK], first: 3) { nodes { kind record { ... on PlanRun { plan { name } } } } }";
    let found = of_deal(&house, &deal, select).await;
    assert_eq!(found["planRuns"]["totalCount"], 0);
    let told = &found["timeline"]["nodes"];
    assert_eq!(told[0], json!({ "kind": "plan_run.resumed", "record": { "plan": { "name": "Prepare" } } }));
    let query = "query($id: ID!) { node(id: $id) { ... on PlanRun { history { nodes { kind changes { field after afterLabel } } } } } }";
    let history =
        house.ask(&house.admin, query, json!({ "id": run })).await["node"]["history"]["nodes"].clone();
    let status = json!({ "field": "status", "after": "CANCELLED", "afterLabel": null });
    assert!(history[1]["changes"].as_array().unwrap().contains(&status), "{history:#}");
    assert!(history.to_string().contains("\"afterLabel\":\"Prepare\""), "{history:#}");
}

/// Whom the tasks of a plan of one item each of these rules go to.
async fn assignees(house: &House, deal: &str, rules: Value) -> Vec<String> {
    let item = |rule: &Value| {
        let mut item = json!({ "title": "T" });
        item.as_object_mut().unwrap().extend(rule.as_object().unwrap().clone());
        item
    };
    let items: Vec<Value> = rules.as_array().unwrap().iter().map(item).collect();
    let plan = made(house, &house.admin, "activityPlan", json!({ "name": "Who", "items": items })).await;
    let run = start(house, &plan, deal).await;
    let tasks = run["tasks"].as_array().unwrap().iter();
    tasks.map(|task| task["assignee"]["name"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn tasks_go_to_whom_their_rule_names_and_else_to_the_owner() {
    let house = House::new().await;
    let (rita, max, eva) = (
        house.person("Rita", Role::Rep).await,
        house.person("Max", Role::Manager).await,
        house.person("Eva", Role::Rep).await,
    );
    let team = async |name: &str, manager: Option<&Arc<Viewer>>| {
        let input = json!({ "name": name, "managerId": manager.map(|viewer| id_of(viewer)) });
        made(&house, &house.admin, "team", input).await
    };
    let (led, alone) = (team("Led", Some(&max)).await, team("Alone", None).await);
    let deal = made(&house, &house.admin, "deal", json!({ "name": "D", "ownerId": id_of(&rita) })).await;
    let rules = json!([
        {},
        { "assigneeRule": "USER", "userId": id_of(&eva) },
        { "assigneeRule": "TEAM_MANAGER", "teamId": led },
        { "assigneeRule": "TEAM_MANAGER", "teamId": alone },
        { "assigneeRule": "TEAM_MANAGER" },
    ]);
    assert_eq!(assignees(&house, &deal, rules.clone()).await, ["Rita", "Eva", "Max", "Rita", "Rita"]);
    done(&house, "updateUser", json!({ "id": id_of(&rita), "teamId": led }), "user { id }").await;
    assert_eq!(assignees(&house, &deal, rules.clone()).await, ["Rita", "Eva", "Max", "Rita", "Max"]);
    let plan = of_deal(&house, &deal, "planRuns(first: 1) { nodes { plan { id } } }").await;
    for gone in [&eva, &max] {
        done(&house, "updateUser", json!({ "id": id_of(gone), "active": false }), "user { id }").await;
    }
    done(&house, "cancelPlanRun", json!({ "id": last_run(&house, &deal).await }), "planRun { id }").await;
    let plan = plan["planRuns"]["nodes"][0]["plan"]["id"].as_str().unwrap().to_owned();
    let run = start(&house, &plan, &deal).await;
    let who: Vec<&str> = run["tasks"]
        .as_array()
        .unwrap()
        .iter()
        .map(|task| task["assignee"]["name"].as_str().unwrap())
        .collect();
    assert_eq!(who, ["Rita"; 5], "who cannot sign in gets nothing");
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_gets_a_task_of_a_plan_hears_of_it_live_and_sees_the_deal() {
    let house = House::new().await;
    let node = Node::start(&house.db, None, Limits::default()).await;
    let (rita, eva) = (house.person("Rita", Role::Rep).await, house.person("Eva", Role::Rep).await);
    let items = json!([
        { "title": "Ask legal", "assigneeRule": "USER", "userId": id_of(&rita) },
        { "title": "Write", "assigneeRule": "USER", "userId": id_of(&rita) },
    ]);
    let plan = made(&house, &house.admin, "activityPlan", json!({ "name": "Legal", "items": items })).await;
    let deal = made(&house, &house.admin, "deal", json!({ "name": "Secret", "restricted": true })).await;
    let assigned = "subscription { taskAssigned { cursor events { ... on TaskChange { kind task { title deal { name } } } } } }";
    let events = "subscription { events { cursor events { ... on Event { kind } } } }";
    let mut mine = node.watch_live(&rita, assigned, json!({})).await;
    let mut hers = node.watch_live(&eva, events, json!({})).await;
    let line = "mutation($i: StartActivityPlanInput!) { startActivityPlan(input: $i) { planRun { id } userErrors { code } eventCursor } }";
    let payload = node.data(&house.admin, line, json!({ "i": { "planId": plan, "dealId": deal } })).await;
    assert!(payload["startActivityPlan"]["eventCursor"].is_string());
    let (heard, _) = mine.events(2).await;
    let told = |title: &str| json!({ "kind": "task.assigned", "task": { "title": title, "deal": { "name": "Secret" } } });
    assert_eq!(heard, [told("Ask legal"), told("Write")]);
    made(&house, &house.admin, "account", json!({ "name": "Sentinel" })).await;
    assert_eq!(hers.events(1).await.0, [json!({ "kind": "account.created" })], "nobody else does");
    let query = "query($id: ID!) { deal(id: $id) { planRuns { nodes { status } } } node(id: $run) { id } }"
        .replace("$id: ID!", "$id: ID!, $run: ID!");
    let run = payload["startActivityPlan"]["planRun"]["id"].clone();
    let asked = json!({ "id": deal, "run": run });
    assert_eq!(house.ask(&eva, &query, asked.clone()).await, json!({ "deal": null, "node": null }));
    assert_eq!(house.ask(&rita, &query, asked.clone()).await["node"]["id"], run);
    assert_eq!(house.refused(&eva, "cancelPlanRun", json!({ "id": run })).await, ["NOT_FOUND id"]);
    // Doing the last of hers she loses sight of the deal, and the run ends all the same.
    for title in ["Ask legal", "Write"] {
        let id = task(&house, &deal, title).await;
        house.change(&rita, "completeTask", json!({ "id": id }), "").await;
    }
    assert_eq!(house.ask(&rita, &query, asked).await["node"], Value::Null);
    assert_eq!(runs(&house, &deal).await, ["Legal DONE 2/2 by hand"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn two_who_do_the_last_two_tasks_at_once_end_the_run_once() {
    let house = Arc::new(House::new().await);
    let items =
        json!([{ "title": "One" }, { "title": "Two" }, { "title": "Then", "offsetFrom": "PREVIOUS_DONE" }]);
    let plan = made(&house, &house.admin, "activityPlan", json!({ "name": "Race", "items": items })).await;
    for round in 0..4 {
        let deal = made(&house, &house.admin, "deal", json!({ "name": format!("D{round}") })).await;
        start(&house, &plan, &deal).await;
        step(&house, "cancelTask", &deal, "Then").await;
        let told = house.events(0).await.len();
        let mut both = Vec::new();
        for title in ["One", "Two"] {
            let (house, id) = (house.clone(), task(&house, &deal, title).await);
            both.push(tokio::spawn(async move {
                house.change(&house.admin, "completeTask", json!({ "id": id }), "").await["userErrors"]
                    .clone()
            }));
        }
        for one in both {
            assert_eq!(one.await.unwrap(), json!([]));
        }
        let ends = kinds(&house, told).await.into_iter().filter(|kind| kind == "plan_run.done").count();
        assert_eq!((ends, runs(&house, &deal).await), (1, vec!["Race DONE 2/3 by hand".to_owned()]));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn plans_are_kept_by_managers_and_listed_by_name() {
    let house = House::new().await;
    let (rita, max) = (house.person("Rita", Role::Rep).await, house.person("Max", Role::Manager).await);
    let input = json!({ "name": "Zeta", "items": [{ "title": "Go" }] });
    assert_eq!(house.refused(&rita, "createActivityPlan", input.clone()).await, ["NOT_ALLOWED"]);
    let zeta = made(&house, &max, "activityPlan", input).await;
    let alpha = made(
        &house,
        &max,
        "activityPlan",
        json!({ "name": "Alpha", "items": [{ "title": "A" }, { "title": "B" }] }),
    )
    .await;
    let list = "query($f: ActivityPlanFilter, $s: String) { activityPlans(filter: $f, search: $s) { totalCount nodes { name } } }";
    let names = async |filter: Value, search: Value| {
        let found =
            house.ask(&rita, list, json!({ "f": filter, "s": search })).await["activityPlans"].clone();
        found["nodes"]
            .as_array()
            .unwrap()
            .iter()
            .map(|plan| plan["name"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(names(Value::Null, Value::Null).await, ["Alpha", "Zeta"]);
    assert_eq!(names(Value::Null, json!("zet")).await, ["Zeta"]);
    let read = "query($id: ID!) { activityPlan(id: $id) { version items { id title position } history { nodes { kind changes { field before after } } } } }";
    let before = house.ask(&rita, read, json!({ "id": alpha })).await["activityPlan"].clone();
    let second = &before["items"][1]["id"];
    let changed =
        json!({ "id": alpha, "items": [{ "id": second, "title": "B first" }], "expectedVersion": 1 });
    house.change(&max, "updateActivityPlan", changed.clone(), "").await;
    let after = house.ask(&rita, read, json!({ "id": alpha })).await["activityPlan"].clone();
    assert_eq!(after["items"], json!([{ "id": second, "title": "B first", "position": 0 }]));
    let told = &after["history"]["nodes"][0]["changes"][0];
    assert_eq!(
        (&told["field"], &told["before"][0]["title"], &told["after"][0]["offsetFrom"]),
        (&json!("items"), &json!("A"), &json!("START"))
    );
    assert_eq!(house.refused(&max, "updateActivityPlan", changed).await, ["CONFLICT expectedVersion"]);
    house.change(&max, "updateActivityPlan", json!({ "id": zeta, "archived": true }), "").await;
    assert_eq!(names(Value::Null, Value::Null).await, ["Alpha"]);
    assert_eq!(names(json!({ "archived": { "eq": true } }), Value::Null).await, ["Zeta"]);
    let deal = made(&house, &rita, "deal", json!({ "name": "D" })).await;
    let start = json!({ "planId": zeta, "dealId": deal });
    assert_eq!(house.refused(&rita, "startActivityPlan", start).await, ["INVALID planId"], "put away");
    let wrong = json!({ "name": " ", "items": [{ "title": "A", "offsetFrom": "PREVIOUS_DONE" }, { "title": "", "assigneeRule": "USER" }] });
    let refused =
        ["REQUIRED name", "INVALID items.0.offsetFrom", "REQUIRED items.1.title", "REQUIRED items.1.userId"];
    assert_eq!(house.refused(&max, "createActivityPlan", wrong).await, refused);
    let nobody = json!({ "name": "N", "items": [{ "title": "A", "assigneeRule": "USER", "userId": "user_01h455vb4pex5vsknk084sn02q" }] });
    assert_eq!(house.refused(&max, "createActivityPlan", nobody).await, ["NOT_FOUND items.0.userId"]);
}
