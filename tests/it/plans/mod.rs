//! Activity plans, steps, decisions and minutes: what is to be done by itself as deals go their way.

mod decisions;
mod minutes;
mod runs;
mod stages;
mod steps;

use crate::harness::house::House;
use dealstream::app::actor::Viewer;
use serde_json::{Value, json};
use std::sync::Arc;

/// The id of a new record.
async fn made(house: &House, viewer: &Arc<Viewer>, record: &str, input: Value) -> String {
    let mutation = format!("create{}{}", record[..1].to_uppercase(), &record[1..]);
    let payload = house.change(viewer, &mutation, input, &format!("{record} {{ id }}")).await;
    payload[record]["id"].as_str().unwrap_or_else(|| panic!("{payload}")).to_owned()
}

/// A change that is made; what is selected of the record.
async fn done(house: &House, mutation: &str, input: Value, select: &str) -> Value {
    let payload = house.change(&house.admin, mutation, input, select).await;
    assert_eq!(payload["userErrors"], json!([]), "{mutation}: {payload}");
    let record = select.split_whitespace().next().unwrap();
    payload[record].clone()
}

/// The id of a stage of the default pipeline.
async fn stage(house: &House, name: &str) -> String {
    let all = house.ask(&house.admin, "{ pipelines { stages { id name } } }", json!({})).await;
    let stages = all["pipelines"][0]["stages"].as_array().unwrap().clone();
    let found = stages.iter().find(|stage| stage["name"] == name);
    found.unwrap_or_else(|| panic!("no stage {name}"))["id"].as_str().unwrap().to_owned()
}

/// A plan of three tasks: two from the start, the third a day after the second is done.
async fn plan(house: &House) -> String {
    let items = json!([
        { "title": "Book a room", "mandatory": true },
        { "title": "Invite", "offsetDays": 2, "priority": "HIGH", "description": "All who decide" },
        { "title": "Call them", "offsetDays": 1, "offsetFrom": "PREVIOUS_DONE" },
    ]);
    made(house, &house.admin, "activityPlan", json!({ "name": "Prepare", "items": items })).await
}

/// Makes a stage start a plan.
async fn starts(house: &House, stage: &str, plan: Option<&str>) {
    done(house, "updateStage", json!({ "id": stage, "activityPlanId": plan }), "stage { id }").await;
}

/// Moves a deal on its present version.
async fn go(house: &House, deal: &str, stage: &str) {
    let version = of_deal(house, deal, "version").await["version"].clone();
    let input = json!({ "id": deal, "stageId": stage, "expectedVersion": version });
    done(house, "moveDeal", input, "deal { id }").await;
}

/// What is selected of a deal.
async fn of_deal(house: &House, id: &str, select: &str) -> Value {
    let query = format!("query($id: ID!) {{ deal(id: $id) {{ {select} }} }}");
    house.ask(&house.admin, &query, json!({ "id": id })).await["deal"].clone()
}

/// The runs on a deal, the first started first: `Prepare RUNNING 0/3 Presentation`.
async fn runs(house: &House, deal: &str) -> Vec<String> {
    let select = "planRuns(orderBy: [{field: STARTED_AT}]) { totalCount nodes { plan { name } status done total stage { name } endedAt } }";
    let found = of_deal(house, deal, select).await["planRuns"].clone();
    let nodes = found["nodes"].as_array().unwrap();
    assert_eq!(found["totalCount"], json!(nodes.len()));
    let one = |run: &Value| {
        let text = |value: &Value| value.as_str().unwrap_or("by hand").to_owned();
        assert_eq!(run["endedAt"].is_null(), run["status"] == "RUNNING", "{run}");
        let (plan, status, stage) =
            (text(&run["plan"]["name"]), text(&run["status"]), text(&run["stage"]["name"]));
        format!("{plan} {status} {}/{} {stage}", run["done"], run["total"])
    };
    nodes.iter().map(one).collect()
}

/// The id of the run that was started last.
async fn last_run(house: &House, deal: &str) -> String {
    let found = of_deal(house, deal, "planRuns(first: 1) { nodes { id } }").await;
    found["planRuns"]["nodes"][0]["id"].as_str().unwrap().to_owned()
}

/// The tasks of the last run in order: title, status, due.
async fn tasks(house: &House, deal: &str) -> Vec<(String, String, Option<String>)> {
    let select = "planRuns(first: 1) { nodes { tasks { title status dueAt planRun { id } } } }";
    let found = of_deal(house, deal, select).await;
    let tasks = found["planRuns"]["nodes"][0]["tasks"].as_array().unwrap().clone();
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let one = |task: &Value| {
        assert!(task["planRun"]["id"].is_string());
        (text(&task["title"]).unwrap(), text(&task["status"]).unwrap(), text(&task["dueAt"]))
    };
    tasks.iter().map(one).collect()
}

/// How the tasks of the last run stand: `OPEN DONE CANCELLED`.
async fn stand(house: &House, deal: &str) -> String {
    tasks(house, deal).await.into_iter().map(|task| task.1).collect::<Vec<_>>().join(" ")
}

/// The id of a task on a deal.
async fn task(house: &House, deal: &str, title: &str) -> String {
    let select = "tasks { nodes { id title } }";
    let found = of_deal(house, deal, select).await["tasks"]["nodes"].clone();
    let task = found.as_array().unwrap().iter().find(|task| task["title"] == title).cloned();
    task.unwrap_or_else(|| panic!("no {title}: {found}"))["id"].as_str().unwrap().to_owned()
}

/// Completes, reopens or cancels a task on a deal.
async fn step(house: &House, mutation: &str, deal: &str, title: &str) {
    let id = task(house, deal, title).await;
    done(house, mutation, json!({ "id": id }), "task { id }").await;
}

/// The kinds of the events after so many.
async fn kinds(house: &House, after: usize) -> Vec<String> {
    house.events(after).await.into_iter().map(|event| event.kind).collect()
}
