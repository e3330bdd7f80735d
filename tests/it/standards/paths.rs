//! One test for each way a value comes in besides the plain change of a record.

use super::{made, set, told};
use crate::harness::house::House;
use dealstream::app::App;
use dealstream::app::actor::{Actor, Viewer};
use dealstream::integrations::import::mapping::Mapping;
use dealstream::integrations::import::model::{Import, Problem};
use dealstream::integrations::import::{Files, Watch, run};
use serde_json::{Value, json};
use std::sync::Arc;
use tempfile::TempDir;

#[tokio::test(flavor = "multi_thread")]
async fn people_leads_and_tasks_are_held_to_theirs() {
    let house = House::new().await;
    let lead = made(&house, "lead", json!({ "topic": "Desks", "company": "Acme" })).await;
    let task = made(&house, "task", json!({ "title": "Call" })).await;
    let contact = made(&house, "contact", json!({ "lastName": "Lee" })).await;
    for asked in [
        json!({ "subject": "CONTACT", "field": "phones", "required": true, "pattern": "\\+.+" }),
        json!({ "subject": "CONTACT", "field": "firstName", "required": true }),
        json!({ "subject": "LEAD", "field": "source", "required": true }),
        json!({ "subject": "LEAD", "field": "need", "pattern": ".{10,}", "patternHint": "Say it in a sentence." }),
        json!({ "subject": "TASK", "field": "dueAt", "required": true }),
    ] {
        set(&house, asked).await;
    }
    let admin = &house.admin;
    for (mutation, input, refused) in [
        ("createContact", json!({ "lastName": "L" }), vec!["REQUIRED firstName", "REQUIRED phones"]),
        (
            "createContact",
            json!({ "firstName": "A", "lastName": "L", "phones": ["+1", "2"] }),
            vec!["PATTERN phones"],
        ),
        ("updateContact", json!({ "id": contact, "phones": ["2"] }), vec!["PATTERN phones"]),
        ("updateContact", json!({ "id": contact, "jobTitle": "Buyer" }), vec![]),
        (
            "createLead",
            json!({ "topic": "T", "company": "C", "need": "Desks" }),
            vec!["PATTERN need", "REQUIRED sourceId"],
        ),
        ("updateLead", json!({ "id": lead, "need": "Desks" }), vec!["PATTERN need"]),
        ("updateLead", json!({ "id": lead, "need": "Fifty good desks" }), vec![]),
        ("createTask", json!({ "title": "T" }), vec!["REQUIRED dueAt"]),
        ("updateTask", json!({ "id": task, "title": "Ring" }), vec![]),
        ("completeTask", json!({ "id": task }), vec![]),
    ] {
        assert_eq!(house.refused(admin, mutation, input.clone()).await, refused, "{mutation} {input}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_move_fills_in_is_held_to_them_at_its_place() {
    let house = House::new().await;
    let stages = house.ask(&house.admin, "{ pipelines { stages { id } } }", json!({})).await;
    let stage = |at: usize| stages["pipelines"][0]["stages"][at]["id"].clone();
    let account = made(&house, "account", json!({ "name": "Acme" })).await;
    let deal = made(&house, "deal", json!({ "name": "Desks", "accountId": account })).await;
    for asked in [
        json!({ "subject": "DEAL", "field": "amount", "required": true, "minimum": "100" }),
        json!({ "subject": "DEAL", "field": "tactics", "pattern": ".{5,}" }),
        json!({ "subject": "ACCOUNT", "field": "website", "pattern": ".+\\..+" }),
    ] {
        set(&house, asked).await;
    }
    let step = |fields: Value, account_fields: Value| json!({ "id": deal, "stageId": stage(1), "expectedVersion": 1, "fields": fields, "account": account_fields });
    let plain = json!({ "id": account });
    let refused = house.refused(
        &house.admin,
        "moveDeal",
        step(json!({ "amount": "5", "tactics": "Ask" }), plain.clone()),
    );
    assert_eq!(refused.await, ["RANGE fields.amount", "PATTERN fields.tactics"]);
    let wrong = json!({ "id": account, "website": "acme" });
    let refused = house.refused(&house.admin, "moveDeal", step(json!({}), wrong)).await;
    assert_eq!(refused, ["PATTERN account.website"]);
    // One from before goes on without an amount, alone or among many.
    let many = json!({ "ids": [deal], "stageId": stage(1) });
    let results =
        house.change(&house.admin, "moveDeals", many, "changed results { userErrors { code } }").await;
    assert_eq!((&results["changed"], &results["results"][0]["userErrors"]), (&json!(1), &json!([])));
    let mut back = step(json!({ "amount": "100" }), plain);
    (back["stageId"], back["expectedVersion"]) = (stage(0), json!(2));
    assert_eq!(house.refused(&house.admin, "moveDeal", back).await, [""; 0]);
    assert_eq!(
        house.refused(&house.admin, "createDeal", json!({ "name": "New", "tactics": "No" })).await,
        ["REQUIRED amount", "PATTERN tactics"]
    );
    // The amount that lines come to is one too.
    let line = json!({ "dealId": deal, "description": "One", "unitPrice": "5" });
    assert_eq!(house.refused(&house.admin, "addDealLine", line).await, ["RANGE amount"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_lead_becomes_is_held_to_them_too() {
    let house = House::new().await;
    for asked in [
        json!({ "subject": "ACCOUNT", "field": "website", "required": true }),
        json!({ "subject": "CONTACT", "field": "emails", "required": true }),
        json!({ "subject": "DEAL", "field": "amount", "required": true }),
    ] {
        set(&house, asked).await;
    }
    let lead = json!({ "topic": "Desks", "company": "Acme", "lastName": "Lee", "budget": "b", "authority": "a", "need": "n", "timing": "t" });
    let id = made(&house, "lead", lead).await;
    let before = house.events(0).await.len();
    let convert = |more: Value| {
        let mut input = json!({ "id": id });
        input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        input
    };
    let account = json!({ "name": "Acme", "website": "acme.example" });
    let contact = json!({ "lastName": "Lee", "emails": ["lee@acme.example"] });
    for (input, refused) in [
        (json!({}), "REQUIRED newAccount.website"),
        (json!({ "newAccount": account }), "REQUIRED newContact.emails"),
        (json!({ "newAccount": account, "newContact": contact }), "REQUIRED deal.amount"),
    ] {
        assert_eq!(house.refused(&house.admin, "convertLead", convert(input)).await, [refused]);
    }
    assert_eq!(house.events(0).await.len(), before, "all or nothing");
    let whole = json!({ "newAccount": account, "newContact": contact, "deal": { "amount": "5" } });
    assert_eq!(told(&house, "convertLead", convert(whole)).await, [""; 0]);
}

const MAPPING: &str = r#"
source = "shop"
[[sources]]
file = "firms.csv"
kind = "accounts"
key = "{firm}"
fields = { name = "{firm}", website = "{site}", parent = "{group}" }
[[sources]]
file = "sales.csv"
kind = "deals"
key = "{id}"
fields = { name = "{id}", account = "{firm}", owner = "anna@firma.cz", stage = "Qualification", amount = "{worth}" }
"#;

#[derive(Default)]
struct Log(Vec<String>);

impl Watch for Log {
    fn chunk(&mut self, _: &Import, problems: &[Problem]) {
        let told = |p: &Problem| format!("{}:{} {} {}", p.file, p.line, p.severity.as_str(), p.reason);
        self.0.extend(problems.iter().map(told));
    }
}

async fn load(app: &Arc<App>, viewer: &Arc<Viewer>, folder: &TempDir, dry_run: bool) -> Vec<String> {
    let files =
        Files { folder: folder.path().to_owned(), mapping: Mapping::parse(MAPPING).unwrap(), dry_run };
    let mut log = Log::default();
    run(app, viewer, &files, &mut log).await.unwrap();
    log.0
}

#[tokio::test(flavor = "multi_thread")]
async fn rows_that_break_one_are_reported_and_left_out() {
    let (house, folder) = (House::new().await, TempDir::new().unwrap());
    let system = Arc::new(Viewer::system(house.workspace_id, Actor::Import { user_id: None }));
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    write("firms.csv", "firm,site,group\nAlt,alt,\n");
    write("sales.csv", "id,firm,worth\na,Alt,5\n");
    assert_eq!(load(&house.app, &system, &folder, false).await, [""; 0]);
    for asked in [
        json!({ "subject": "ACCOUNT", "field": "website", "required": true, "pattern": ".+\\..+", "patternHint": "Such as acme.com" }),
        json!({ "subject": "ACCOUNT", "field": "parent", "required": true }),
        json!({ "subject": "DEAL", "field": "amount", "required": true, "minimum": "10" }),
    ] {
        set(&house, asked).await;
    }
    // One from before keeps its website; a group that comes later in the file is a group.
    write("firms.csv", "firm,site,group\nAlt,alt,Neu\nKind,kind.de,Neu\nNeu,neu,Alt\nLos,,\n");
    write("sales.csv", "id,firm,worth\na,Alt,6\nb,Kind,\nc,Kind,10\n");
    let expected = [
        "firms.csv:4 rejected website: Such as acme.com",
        "firms.csv:5 rejected parentId: “Parent account” must be filled in.; website: “Website” must be filled in.",
        "sales.csv:2 rejected amount: Give 10 or more.",
        "sales.csv:3 rejected amount: “Amount” must be filled in.",
    ];
    for dry_run in [true, false] {
        let mut lines = load(&house.app, &system, &folder, dry_run).await;
        lines.retain(|line| line.contains("rejected"));
        assert_eq!(lines, expected, "dry run: {dry_run}");
    }
}
