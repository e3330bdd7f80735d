//! Who gets in where: every field of the schema is tried by nobody, by a stranger from another workspace, by somebody who may
//! only look, and by a rep from whom a deal is hidden. A field that is not in the table fails.

mod answers;
mod table;
mod world;

use crate::harness::house::id_of;
use answers::codes;
use async_graphql::parser::parse_schema;
use async_graphql::parser::types::{TypeKind, TypeSystemDefinition};
use dealstream::api::roots;
use dealstream::app::actor::Viewer;
use serde_json::json;
use std::collections::BTreeSet;
use std::sync::Arc;
use table::{ABOUT_ONESELF, MUTATIONS, OPEN, QUERIES, SUBSCRIPTIONS, field};
use world::World;

const KINDS: [(&str, &str, &[&str]); 3] = [
    ("query", "Query", QUERIES),
    ("mutation", "Mutation", MUTATIONS),
    ("subscription", "Subscription", SUBSCRIPTIONS),
];

/// What is hidden with the hidden deal.
const HIDDEN: [&str; 18] = [
    "approval",
    "deal",
    "task",
    "stakeholder",
    "stakeholder2",
    "influence",
    "note",
    "activity",
    "line",
    "rival",
    "file",
    "paper",
    "run",
    "proposal",
    "proposal2",
    "pline",
    "order",
    "package",
];

/// The fields of a root type.
fn fields_of(root: &str) -> BTreeSet<String> {
    let schema = parse_schema(roots::sdl()).unwrap();
    let types = schema.definitions.iter().filter_map(|definition| match definition {
        TypeSystemDefinition::Type(about) if about.node.name.node == root => Some(&about.node.kind),
        _ => None,
    });
    let fields = types.flat_map(|kind| match kind {
        TypeKind::Object(object) => object.fields.iter(),
        _ => [].iter(),
    });
    fields.map(|field| field.node.name.node.to_string()).collect()
}

#[test]
fn every_field_of_the_schema_is_in_the_table() {
    for (_, root, lines) in KINDS {
        let tried: BTreeSet<String> = lines.iter().map(|line| field(line).to_owned()).collect();
        assert_eq!(tried, fields_of(root), "{root}: the table and the schema differ");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_gets_anything_but_the_door() {
    let world = World::new().await;
    let before = world.house.events(0).await.len();
    for (kind, _, lines) in KINDS {
        for line in lines.iter().filter(|line| !OPEN.contains(&field(line))) {
            let answer = world.answer_to_nobody(kind, line).await;
            assert_eq!(codes(&answer), ["UNAUTHENTICATED"], "{line}: {answer:#}");
            let data = answer.get("data").and_then(|data| data.as_object());
            assert!(data.is_none_or(|data| data.values().all(|value| value.is_null())), "{line}: {answer:#}");
        }
    }
    let door = world
        .node
        .ask_as(crate::harness::node::caller(None), "{ setup { needed } viewer { name } }", json!({}))
        .await;
    assert_eq!(door["data"], json!({ "setup": { "needed": false }, "viewer": null }));
    assert_eq!(codes(&world.answer_to_nobody("mutation", MUTATIONS[0]).await).len(), 1, "set up already");
    assert_eq!(codes(&world.answer_to_nobody("mutation", MUTATIONS[1]).await), ["WRONG_PASSWORD"]);
    assert_eq!(world.house.events(before).await, []);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stranger_learns_nothing_from_ids_of_another_workspace() {
    let world = World::new().await;
    let sven = world.house.stranger().await;
    let (before, made_up) = (world.house.events(0).await.len(), world.made_up());
    for (kind, _, lines) in KINDS {
        for line in lines {
            let known = world.answer(kind, line, &world.ids, &sven).await;
            let unknown = world.answer(kind, line, &made_up, &sven).await;
            assert_eq!(known, unknown, "{line}: an id that exists answers differently");
            assert!(!known.to_lowercase().contains("falcon"), "{line}: {known}");
        }
    }
    assert_eq!(world.house.events(before).await, [], "nothing was changed");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stranger_hears_nothing_of_another_workspace() {
    let world = World::new().await;
    let sven = world.house.stranger().await;
    let lines = ["dealEvents", "dealStageChanged", "events", "myTasks"];
    let task = "createTask(input: {title: \"Sentinel task\"})";
    let id = world.change(&sven, "createDeal(input: {name: \"Sentinel\"})", "deal").await;
    let stages = world.node.data(&sven, "{ pipelines { stages { id } } }", json!({})).await;
    let stage = stages["pipelines"][0]["stages"][1]["id"].as_str().unwrap();
    let step = format!("moveDeal(input: {{id: \"{id}\", stageId: \"{stage}\", expectedVersion: 1}})");
    world.change(&sven, &step, "deal").await;
    world.change(&sven, task, "task").await;
    for line in SUBSCRIPTIONS.iter().filter(|line| lines.contains(&field(line)) && !line.contains("<deal>")) {
        let heard = heard(&world, line, &sven).await;
        assert!(!heard.to_lowercase().contains("falcon"), "{line}: {heard}");
        assert!(world.ids.values().all(|id| !heard.contains(id)), "{line}: {heard}");
    }
}

/// Everything a subscription tells until it tells of the sentinel.
async fn heard(world: &World, line: &str, viewer: &Arc<Viewer>) -> String {
    let document = world.document("subscription", line, &world.ids, viewer).await;
    let mut watch = world.node.watch(viewer, &document, json!({}));
    let mut heard = String::new();
    while !heard.contains("Sentinel") {
        let message = watch.message().await;
        assert!(message.get("errors").is_none(), "{line}: {message:#}");
        heard.push_str(&message.to_string());
    }
    heard
}

#[tokio::test(flavor = "multi_thread")]
async fn who_may_only_look_changes_nothing() {
    let world = World::new().await;
    let before = world.house.events(0).await.len();
    for line in MUTATIONS.iter().filter(|line| !ABOUT_ONESELF.contains(&field(line))) {
        let document = world.document("mutation", line, &world.ids, &world.vera).await;
        let answer = world.node.ask(&world.vera, &document, json!({})).await;
        let codes = codes(&answer);
        let refused =
            !codes.is_empty() && codes.iter().all(|code| code == "NOT_ALLOWED" || code == "FORBIDDEN");
        assert!(refused, "{line}: {answer:#}");
    }
    assert_eq!(world.house.events(before).await, []);
    let key = world.answer("mutation", "revokeApiKey(input: {id: <key>})", &world.ids, &world.vera).await;
    assert!(key.contains("NOT_FOUND"), "somebody else's key: {key}");
}

/// Rita under each policy a workspace can have.
fn policies(world: &World) -> [(&'static str, Arc<Viewer>); 3] {
    let (rita, otto) = (&world.rita, &world.otto);
    [
        ("EVERYONE", rita.clone()),
        ("TEAM", world.house.seeing(rita, &[rita, otto])),
        ("OWNER", world.house.seeing(rita, &[rita])),
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hidden_deal_does_not_exist_for_a_rep() {
    let mut world = World::new().await;
    let public = world.ids.clone();
    let mut absent = public.clone();
    for name in HIDDEN {
        absent.insert(name, world.made_up()[name].clone());
    }
    let mut before = Vec::new();
    for (policy, rita) in policies(&world) {
        for line in QUERIES.iter().filter(|line| field(line) != "eventCursor") {
            before.push((policy, *line, world.answer("query", line, &absent, &rita).await));
        }
    }
    world.hide_deal().await;
    let mut before = before.into_iter();
    for (_, rita) in policies(&world) {
        for _ in QUERIES.iter().filter(|line| field(line) != "eventCursor") {
            let (policy, line, without) = before.next().unwrap();
            let with = world.answer("query", line, &world.ids, &rita).await;
            assert_eq!(with, without, "{policy}: {line}: the hidden deal shows");
        }
    }
    let seen = world.answer("query", "deal(id: <deal>) { name }", &world.ids, &world.otto).await;
    assert!(seen.contains("Osprey deal"), "its owner sees it: {seen}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hidden_deal_cannot_be_changed_nor_found_out_by_trying() {
    let mut world = World::new().await;
    let own = world.change(&world.rita, "createDeal(input: {name: \"Own\"})", "deal").await;
    world.hide_deal().await;
    let (made_up, before) = (world.made_up(), world.house.events(0).await.len());
    let mut absent = world.ids.clone();
    for name in HIDDEN {
        absent.insert(name, made_up[name].clone());
    }
    let about_it = |line: &&&str| HIDDEN.iter().any(|name| line.contains(&format!("<{name}>")));
    for (policy, rita) in policies(&world) {
        for line in MUTATIONS.iter().filter(about_it) {
            let hidden = world.answer("mutation", line, &world.ids, &rita).await;
            let missing = world.answer("mutation", line, &absent, &rita).await;
            assert_eq!(hidden, missing, "{policy}: {line}");
            assert!(hidden.contains("NOT_FOUND"), "{policy}: {line}: {hidden}");
        }
    }
    assert_eq!(world.house.events(before).await, []);
    // Beside a hidden card is nowhere: the same place as beside none.
    let mut ranks = Vec::new();
    for (version, ids) in [(1, &world.ids), (2, &absent)] {
        let line = format!(
            "moveDeal(input: {{id: \"{own}\", stageId: <stage2>, afterDealId: <deal>, expectedVersion: {version}}}) {{ deal {{ rank }} userErrors {{ message }} }}"
        );
        ranks.push(world.answer("mutation", &line, ids, &world.rita).await);
    }
    assert_eq!(ranks[0], ranks[1]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rep_hears_nothing_of_a_hidden_deal() {
    let mut world = World::new().await;
    world.hide_deal().await;
    let rita = id_of(&world.rita);
    let admin = world.house.admin.clone();
    let deal = format!("createDeal(input: {{name: \"Sentinel\", ownerId: \"{rita}\", amount: \"1\"}})");
    let deal = world.change(&admin, &deal, "deal").await;
    let step = format!("moveDeal(input: {{id: \"{deal}\", stageId: <stage2>, expectedVersion: 1}})");
    world.change(&admin, &step, "deal").await;
    let offer = format!("createProposal(input: {{dealId: \"{deal}\", intro: \"Sentinel offer\"}})");
    world.change(&admin, &offer, "proposal").await;
    let contract = format!(
        "createContractPackage(input: {{dealId: \"{deal}\", name: \"Sentinel contract\", fileIds: []}})"
    );
    world.change(&admin, &contract, "contractPackage").await;
    world.win(&format!("name: \"Sentinel win\", ownerId: \"{rita}\"")).await;
    let task = format!("createTask(input: {{title: \"Sentinel task\", assigneeId: \"{rita}\"}})");
    world.change(&admin, &task, "task").await;
    let policy = format!(
        "createApprovalPolicy(input: {{name: \"Sentinel policy\", subject: STAGE_ENTRY, steps: [{{name: \"S\", approvers: [{{kind: USER, userId: \"{rita}\"}}]}}]}})"
    );
    let policy = world.change(&admin, &policy, "approvalPolicy").await;
    let gate = format!("updateStage(input: {{id: <stage3>, gate: [{{kind: APPROVAL, key: \"{policy}\"}}]}})");
    world.change(&admin, &gate, "stage").await;
    let ask = format!("moveDeal(input: {{id: \"{deal}\", stageId: <stage3>, expectedVersion: 2}})");
    world.change(&admin, &ask, "pendingApproval").await;
    world.follow().await;
    for (policy, rita) in policies(&world) {
        for line in
            SUBSCRIPTIONS.iter().filter(|line| field(line) != "importProgress" && !line.contains("<deal>"))
        {
            let heard = heard(&world, line, &rita).await;
            let mut told = HIDDEN.iter().map(|name| world.ids[name].as_str()).chain(["Osprey", "9876"]);
            assert!(told.all(|secret| !heard.contains(secret)), "{policy}: {line}: {heard}");
        }
        let first = world.answer("subscription", SUBSCRIPTIONS[1], &world.ids, &rita).await;
        assert!(first.contains(r#""events":[]"#), "{policy}: watching it by its id: {first}");
    }
}
