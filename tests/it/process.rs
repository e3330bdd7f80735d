//! The corporate sales process as two people play it through the API alone: from a lead to a needs analysis that everybody signs off
//! by letting the deal on, while a third looks on live.

use crate::harness::house::{House, id_of};
use crate::harness::node::Node;
use dealstream::app::actor::{Role, Viewer};
use dealstream::app::config::Limits;
use serde_json::{Value, json};
use std::sync::Arc;

const WATCH: &str = "subscription($after: Cursor) { dealEvents(after: $after) { cursor events { __typename
    ... on DealEntered { deal { name } } ... on DealChanged { kind } ... on DealRecordChanged { kind } } } }";

/// The play: its server, and the two who play.
struct Play {
    node: Node,
    /// Finds the lead and qualifies it.
    rita: Arc<Viewer>,
    /// Is made responsible, and analyses the needs.
    ben: Arc<Viewer>,
}

impl Play {
    async fn asked(&self, viewer: &Arc<Viewer>, query: &str, variables: Value) -> Value {
        self.node.data(viewer, query, variables).await
    }

    /// A mutation that is made; the record selected.
    async fn done(&self, viewer: &Arc<Viewer>, mutation: &str, input: Value, select: &str) -> Value {
        let payload = self.payload(viewer, mutation, input, select).await;
        assert_eq!(payload["userErrors"], json!([]), "{mutation}");
        payload[select.split_whitespace().next().unwrap()].clone()
    }

    async fn payload(&self, viewer: &Arc<Viewer>, mutation: &str, input: Value, select: &str) -> Value {
        let kind = format!("{}{}Input", mutation[..1].to_uppercase(), &mutation[1..]);
        let document = format!(
            "mutation($input: {kind}!) {{ {mutation}(input: $input) {{ {select} userErrors {{ code message ... on GateUnmet {{ missing {{ kind key }} }} }} }} }}"
        );
        let answer = self.node.ask(viewer, &document, json!({ "input": input })).await;
        answer["data"][mutation].clone()
    }

    /// What is selected of the deal.
    async fn deal(&self, id: &Value, select: &str) -> Value {
        let query = format!("query($id: ID!) {{ deal(id: $id) {{ {select} }} }}");
        self.asked(&self.ben, &query, json!({ "id": id })).await["deal"].clone()
    }

    /// Ticks all steps of the deal's present stage.
    async fn tick(&self, viewer: &Arc<Viewer>, id: &Value) -> usize {
        let steps = self.deal(id, "steps { done step { id } }").await["steps"].clone();
        for step in steps.as_array().unwrap() {
            let input = json!({ "dealId": id, "stepId": step["step"]["id"], "done": true });
            self.done(viewer, "setDealStep", input, "deal { id }").await;
        }
        steps.as_array().unwrap().len()
    }

    async fn stage(&self, name: &str) -> Value {
        let all = self.asked(&self.rita, "{ pipelines { name stages { id name } } }", json!({})).await;
        let pipelines = all["pipelines"].as_array().unwrap().clone();
        let corporate = pipelines.iter().find(|one| one["name"] == "Corporate sales").unwrap();
        let stages = corporate["stages"].as_array().unwrap();
        stages.iter().find(|stage| stage["name"] == name).unwrap()["id"].clone()
    }

    async fn lookup(&self, kind: &str, key: &str) -> Value {
        let query = format!("{{ lookups(kind: {kind}) {{ id key }} }}");
        let all = self.asked(&self.rita, &query, json!({})).await;
        all["lookups"].as_array().unwrap().iter().find(|one| one["key"] == key).unwrap()["id"].clone()
    }
}

/// A lead, its four answers, and the deal it becomes.
async fn qualify(play: &Play) -> Value {
    let lead = json!({ "topic": "New hall next year", "company": "Mala", "firstName": "Nora", "lastName": "Novak",
        "email": "nora@mala.cz", "budget": "200 000" });
    let lead = play.done(&play.rita, "createLead", lead, "lead { id missing }").await;
    assert_eq!(lead["missing"], json!(["AUTHORITY", "NEED", "TIMING"]));
    let early = play.payload(&play.rita, "convertLead", json!({ "id": lead["id"] }), "deal { id }").await;
    assert_eq!(early["userErrors"].as_array().unwrap().len(), 3, "three answers are missing: {early}");
    let answers =
        json!({ "id": lead["id"], "authority": "The board", "need": "Room for 40", "timing": "By May" });
    let lead = play.done(&play.rita, "updateLead", answers, "lead { id status }").await;
    assert_eq!(lead["status"], "QUALIFIED");
    let deal = json!({ "id": lead["id"], "deal": { "amount": "180000" } });
    let select = "deal { id stage { name } account { name } primaryContact { lastName } lead { topic } customerNeeds }";
    let deal = play.done(&play.rita, "convertLead", deal, select).await;
    assert_eq!(
        (&deal["stage"]["name"], &deal["account"]["name"], &deal["primaryContact"]["lastName"]),
        (&json!("Qualification"), &json!("Mala"), &json!("Novak"))
    );
    assert_eq!(
        (&deal["lead"]["topic"], &deal["customerNeeds"]),
        (&json!("New hall next year"), &json!("Room for 40"))
    );
    deal["id"].clone()
}

/// Ben talks to those who decide, writes the minutes, and does what follows from them.
async fn analyse(play: &Play, deal: &Value) {
    let roles = play.lookup("STAKEHOLDER_ROLE", "decision_maker").await;
    let boss = json!({ "dealId": deal, "newContact": { "firstName": "Petr", "lastName": "Velky" }, "roleId": roles,
        "influence": 5, "loyalty": 1 });
    play.done(&play.ben, "addStakeholder", boss, "stakeholder { id }").await;
    let meeting = json!({ "dealId": deal, "kindId": play.lookup("ACTIVITY_KIND", "meeting").await,
        "subject": "What they need", "startsAt": "2026-03-02T08:00:00Z" });
    let meeting = play.done(&play.ben, "createActivity", meeting, "activity { id }").await;
    let held = json!({ "id": meeting["id"], "status": "HELD", "outcome": "They want it by May",
        "minutes": "## Needs\n- room for 40", "tasks": [{ "title": "Check the permits", "mandatory": true }] });
    let told = "activity { status } tasks { id title }";
    let held = play.payload(&play.ben, "recordOutcome", held, told).await;
    assert_eq!(held["userErrors"], json!([]));
    let task = held["tasks"][0]["id"].clone();

    let missing = move_on(play, deal, json!({})).await;
    let missing: Vec<&str> = missing["userErrors"][0]["missing"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["key"].as_str().unwrap())
        .collect();
    assert_eq!(missing, ["proposedSolution", "stepsDone", "mandatoryTasksDone"], "all of it at once");
    play.done(&play.ben, "completeTask", json!({ "id": task }), "task { status }").await;
    assert!(play.tick(&play.ben, deal).await > 0, "the stage has its steps");
    // What is left is said with the move itself.
    let moved = move_on(play, deal, json!({ "proposedSolution": "The hall of type B" })).await;
    assert_eq!((&moved["userErrors"], &moved["deal"]["stage"]["name"]), (&json!([]), &json!("Presentation")));
}

async fn move_on(play: &Play, deal: &Value, fields: Value) -> Value {
    let version = play.deal(deal, "version").await["version"].clone();
    let input = json!({ "id": deal, "stageId": play.stage("Presentation").await, "expectedVersion": version,
        "fields": fields });
    play.payload(&play.ben, "moveDeal", input, "deal { stage { name } }").await
}

#[tokio::test(flavor = "multi_thread")]
async fn from_a_lead_to_needs_that_are_signed_off() {
    let house = House::new().await;
    let node = Node::start(&house.db, None, Limits::default()).await;
    let (rita, ben) = (house.person("Rita", Role::Rep).await, house.person("Ben", Role::Rep).await);
    let play = Play { node, rita, ben };
    let gate = json!({ "id": play.stage("Presentation").await, "gate": [
        { "kind": "FIELD", "key": "proposedSolution" }, { "kind": "FACT", "key": "decisionMakerKnown" },
        { "kind": "FACT", "key": "stepsDone" }, { "kind": "FACT", "key": "mandatoryTasksDone" } ] });
    play.done(&house.admin, "updateStage", gate, "stage { id }").await;
    let mut watch = play.node.watch_live(&house.admin, WATCH, json!({})).await;

    let deal = qualify(&play).await;
    assert!(play.tick(&play.rita, &deal).await > 0);
    let version = play.deal(&deal, "version").await["version"].clone();
    let go = json!({ "dealId": deal, "decision": "GO", "responsibleId": id_of(&play.ben), "reason": "They have the money",
        "expectedVersion": version });
    let went = play.done(&play.rita, "decideGoNoGo", go, "deal { stage { name } owner { name } }").await;
    assert_eq!((&went["stage"]["name"], &went["owner"]["name"]), (&json!("Needs analysis"), &json!("Ben")));
    analyse(&play, &deal).await;

    let of_deal = "timeline(first: 50) { nodes { kind } } history(first: 50) { nodes { actor { name } } } stageVisits { stage { name } leftAt }";
    let end = play.deal(&deal, of_deal).await;
    let kinds: Vec<&str> = end["timeline"]["nodes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["kind"].as_str().unwrap())
        .collect();
    for kind in
        ["deal.stage_changed", "deal.step_done", "task.completed", "activity.held", "stakeholder.added"]
    {
        assert!(kinds.contains(&kind), "{kind} is in {kinds:?}");
    }
    assert_eq!(end["stageVisits"].as_array().unwrap().len(), 3);

    // Whoever looked on saw it come, change hands and stages, and all that hangs on it.
    let mut seen: Vec<String> = Vec::new();
    while seen.iter().filter(|kind| *kind == "deal.stage_changed").count() < 2 {
        let batch = watch.next().await;
        let name = |event: &Value| event["kind"].as_str().unwrap_or("entered").to_owned();
        seen.extend(batch["events"].as_array().unwrap().iter().map(name));
    }
    assert_eq!(seen.first().map(String::as_str), Some("entered"));
    for kind in ["deal.step_done", "stakeholder.added", "activity.held", "task.completed"] {
        assert!(seen.iter().any(|one| one == kind), "{kind} is in {seen:?}");
    }
}
