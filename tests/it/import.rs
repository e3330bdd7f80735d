//! Import: rows become records by a mapping; what is odd is reported; a second run changes nothing.

mod custom;
mod gates;
mod lines;
mod real;
mod turns;
pub mod uploads;

use crate::harness::house::House;
use dealstream::app::App;
use dealstream::app::actor::{Actor, Viewer};
use dealstream::app::tx::Tx;
use dealstream::integrations::import::mapping::Mapping;
use dealstream::integrations::import::model::{Import, Problem};
use dealstream::integrations::import::{Files, Report, Watch, abandoned, progress, run};
use serde_json::{Value, json};
use std::path::Path;
use std::sync::Arc;
use tempfile::TempDir;

const MAPPING: &str = r#"
source = "shop"
name = "Shop"
[[pipelines]]
name = "Shop sales"
stages = [
  { name = "Asked", kind = "open", probability = 20 },
  { name = "Offered", kind = "open", probability = 60 },
  { name = "Won", kind = "won" },
  { name = "Lost", kind = "lost" },
]
[[sources]]
file = "people.csv"
kind = "teams"
key = "{office}"
repeats = true
fields = { name = "{office}" }
[[sources]]
file = "people.csv"
kind = "users"
key = "{name}"
fields = { name = "{name}", email = "{name|slug}@example.com", role = "rep", team = "{office}" }
[[sources]]
file = "firms.csv"
kind = "accounts"
key = "{firm}"
corrections = { sector = { "technolgy" = "technology" } }
[sources.fields]
name = "{firm}"
employees = "{staff}"
parent = "{owner}"
industry = { value = "{sector}", create = true }
annual_revenue = { value = "{revenue}", factor = 1000000 }
[[sources]]
file = "sales.csv"
kind = "deals"
key = "{id}"
visits = [{ stage = "Offered", entered_on = "{begun}" }]
[sources.fields]
name = { value = "{what} · {firm}", otherwise = "{what}" }
account = { value = "{firm}", report_missing = true }
owner = "{who}"
pipeline = "Shop sales"
stage = "{state}"
amount = "{worth}"
loss_reason = { value = "Not recorded", create = true }
created_on = "{begun}"
closed_on = "{ended}"
stage_entered_on = { value = "{ended}", otherwise = "{begun}" }
expected_close_on = "{ended}"
"#;

/// Files as untidy as real ones.
struct Shop {
    folder: TempDir,
}

impl Shop {
    fn new() -> Self {
        let shop = Self { folder: TempDir::new().unwrap() };
        shop.write("people.csv", "name,office\nBert Bos,North\nCyril Čech,North\nDora Dahl,South\n");
        shop.write(
            "firms.csv",
            "firm,sector,staff,revenue,owner\nMala,retail,10,1.5,Velka\nVelka,technolgy,2000,110.25,\n\
             Zla,retail,many,1,\nSama,hats,5,2,Nobody\n",
        );
        shop.write(
            "sales.csv",
            "id,what,firm,who,state,begun,ended,worth\n1,Chairs,Mala,Bert Bos,Won,2017-01-10,2017-03-01,1054\n\
             2,Tables,,Cyril Čech,Lost,2017-01-11,2017-03-02,0\n3,Beds,Velka,Dora Dahl,Offered,2017-02-01,,\n\
             4,Lamps,Unknown,Bert Bos,Asked,,,\n5,Rugs,Mala,Nobody,Asked,,,\n6,Rugs,Mala,Bert Bos,Gone,,,\n\
             7,Rugs,Mala,Bert Bos,Won,10/1/2017,2017-03-01,5\n7,Rugs,Mala,Bert Bos,Won,,,5\n8,too,few\n",
        );
        shop
    }

    fn write(&self, name: &str, text: &str) {
        std::fs::write(self.folder.path().join(name), text).unwrap();
    }

    fn files(&self, dry_run: bool) -> Files {
        files(self.folder.path(), MAPPING, dry_run)
    }
}

fn files(folder: &Path, mapping: &str, dry_run: bool) -> Files {
    Files { folder: folder.to_owned(), mapping: Mapping::parse(mapping).unwrap(), dry_run }
}

#[derive(Default)]
struct Log(Vec<Problem>);

impl Watch for Log {
    fn chunk(&mut self, _: &Import, problems: &[Problem]) {
        self.0.extend(problems.iter().cloned());
    }
}

impl Log {
    fn lines(&self) -> Vec<String> {
        let told = |p: &Problem| format!("{}:{} {} {}", p.file, p.line, p.severity.as_str(), p.reason);
        self.0.iter().map(told).collect()
    }
}

async fn load(house: &House, files: &Files) -> (Report, Log) {
    let viewer = Arc::new(Viewer::system(house.workspace_id, Actor::Import { user_id: None }));
    let mut log = Log::default();
    let report = run(&house.app, &viewer, files, &mut log).await.unwrap();
    (report, log)
}

fn counts(import: &Import) -> [i32; 4] {
    [import.created, import.updated, import.unchanged, import.failed]
}

const EXPECTED: [&str; 12] = [
    "firms.csv:3 warning sector: “technolgy” was read as “technology”",
    "firms.csv:4 rejected employees: “many” is not a whole number",
    "firms.csv:5 warning industry: “hats” was not in the list; it was added",
    "firms.csv:5 warning parent: there is no “Nobody”; left empty",
    "sales.csv:10 rejected this row has 3 values, the header 8 columns",
    "sales.csv:3 warning loss_reason: “Not recorded” was not in the list; it was added",
    "sales.csv:3 warning there is no account; taken without one",
    "sales.csv:5 warning account: there is no “Unknown”; left empty",
    "sales.csv:6 rejected owner: there is nobody called “Nobody”",
    "sales.csv:7 rejected stage: Shop sales has no stage “Gone”",
    "sales.csv:8 rejected created_on: “10/1/2017” is not a day written as %Y-%m-%d",
    "sales.csv:9 rejected “7” was on line 8 of sales.csv already; that row counts",
];

#[tokio::test(flavor = "multi_thread")]
async fn rows_become_records_and_every_oddity_is_reported_with_its_line() {
    let (house, shop) = (House::new().await, Shop::new());
    let (report, log) = load(&house, &shop.files(false)).await;
    let mut lines = log.lines();
    lines.sort();
    assert_eq!(lines, EXPECTED);
    assert_eq!(counts(&report.import), [12, 0, 0, 6]);
    let answer = house
        .ask(
            &house.admin,
            "{ accounts(orderBy: [{ field: NAME }]) { nodes { name employees annualRevenue industry { key } parent { name } owner { name } } }
               deals(orderBy: [{ field: NAME }]) { nodes { name status amount closedAt createdAt expectedCloseOn
                 account { name } owner { name team { name } } stage { name } lossReason { label }
                 stageVisits { enteredAt leftAt stage { name } } } }
               imports { nodes { status dryRun total done created failed problems(first: 3) { file line severity reason } } } }",
            Value::Null,
        )
        .await;
    let velka = json!({ "name": "Velka", "employees": 2000, "annualRevenue": "110250000.00",
        "industry": { "key": "technology" }, "parent": null, "owner": { "name": "Anna" } });
    let mala = json!({ "name": "Mala", "employees": 10, "annualRevenue": "1500000.00",
        "industry": { "key": "retail" }, "parent": { "name": "Velka" }, "owner": { "name": "Anna" } });
    let firms = answer["accounts"]["nodes"].as_array().unwrap();
    assert_eq!((&firms[0], &firms[2]), (&mala, &velka));
    let deals = answer["deals"]["nodes"].as_array().unwrap();
    let chairs = deals.iter().find(|deal| deal["name"] == "Chairs · Mala").unwrap();
    assert_eq!(chairs["createdAt"], json!("2017-01-10T12:00:00+00:00"));
    assert_eq!(chairs["closedAt"], json!("2017-03-01T12:00:00+00:00"));
    assert_eq!(chairs["owner"], json!({ "name": "Bert Bos", "team": { "name": "North" } }));
    assert_eq!(
        chairs["stageVisits"],
        json!([
            { "enteredAt": "2017-01-10T12:00:00+00:00", "leftAt": "2017-03-01T12:00:00+00:00", "stage": { "name": "Offered" } },
            { "enteredAt": "2017-03-01T12:00:00+00:00", "leftAt": null, "stage": { "name": "Won" } },
        ])
    );
    let tables = deals.iter().find(|deal| deal["name"] == "Tables").unwrap();
    assert_eq!((&tables["account"], &tables["status"]), (&Value::Null, &json!("LOST")));
    assert_eq!(tables["lossReason"]["label"], json!("Not recorded"));
    let import = &answer["imports"]["nodes"][0];
    assert_eq!(
        (&import["status"], &import["done"], &import["total"]),
        (&json!("DONE"), &json!(18), &json!(18))
    );
    assert_eq!(import["problems"].as_array().unwrap().len(), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_run_changes_nothing_and_a_changed_row_changes_its_record() {
    let (house, shop) = (House::new().await, Shop::new());
    load(&house, &shop.files(false)).await;
    let before = house.events(0).await.len();
    let (report, log) = load(&house, &shop.files(false)).await;
    assert_eq!(counts(&report.import), [0, 0, 12, 6]);
    let news = house.events(before).await;
    assert!(news.iter().all(|event| event.kind.starts_with("import.")), "{news:?}");
    assert_eq!(log.lines().len(), 10, "what was added to the lists is there now: {:?}", log.lines());

    let sales = std::fs::read_to_string(shop.folder.path().join("sales.csv")).unwrap();
    shop.write("sales.csv", &sales.replace("Offered,2017-02-01,,", "Won,2017-02-01,2017-04-01,70"));
    let before = house.events(0).await.len();
    let (report, _) = load(&house, &shop.files(false)).await;
    assert_eq!(counts(&report.import), [0, 1, 11, 6]);
    let news = house.events(before).await;
    let moved: Vec<_> = news.iter().filter(|event| event.kind == "deal.stage_changed").collect();
    assert_eq!(moved.len(), 1);
    assert_eq!(moved[0].actor, Actor::Import { user_id: None });
    let beds = "{ deals(filter: { name: { eq: \"Beds · Velka\" } }) { nodes { status amount version stageVisits { leftAt } } } }";
    let beds = house.ask(&house.admin, beds, Value::Null).await["deals"]["nodes"][0].clone();
    assert_eq!(
        (&beds["status"], &beds["amount"], &beds["version"]),
        (&json!("WON"), &json!("70.00"), &json!(2))
    );
    assert_eq!(beds["stageVisits"].as_array().unwrap().len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dry_run_reports_the_same_and_writes_nothing_else() {
    let (house, shop) = (House::new().await, Shop::new());
    let before = house.events(0).await.len();
    let (dry, told) = load(&house, &shop.files(true)).await;
    assert!(house.events(before).await.iter().all(|event| event.kind.starts_with("import.")));
    let answer = "{ accounts { totalCount } deals { totalCount } users { totalCount } pipelines { name } }";
    let answer = house.ask(&house.admin, answer, Value::Null).await;
    let nothing =
        [&answer["accounts"]["totalCount"], &answer["deals"]["totalCount"], &answer["users"]["totalCount"]];
    assert_eq!(nothing, [&json!(0), &json!(0), &json!(1)]);
    assert_eq!(answer["pipelines"].as_array().unwrap().len(), 2);
    let (real, log) = load(&house, &shop.files(false)).await;
    assert_eq!((counts(&dry.import), told.lines()), (counts(&real.import), log.lines()));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_parent_that_turns_up_later_changes_the_account_below_it() {
    let (house, shop) = (House::new().await, Shop::new());
    load(&house, &shop.files(false)).await;
    let firms = std::fs::read_to_string(shop.folder.path().join("firms.csv")).unwrap();
    shop.write("firms.csv", &format!("{firms}Nobody,retail,1,1,\n"));
    let before = house.events(0).await.len();
    let (report, _) = load(&house, &shop.files(false)).await;
    assert_eq!(counts(&report.import), [1, 1, 11, 6], "Nobody is new, and Sama is below it now");
    let firms = report.counts.iter().find(|count| count.file == "firms.csv").unwrap();
    assert_eq!((firms.created, firms.updated, firms.unchanged), (1, 1, 2));
    let kinds: Vec<_> = house.events(before).await.into_iter().map(|event| event.kind).collect();
    assert_eq!(kinds.iter().filter(|kind| *kind == "account.changed").count(), 1);
    assert_eq!(counts(&load(&house, &shop.files(false)).await.0.import), [0, 0, 13, 6]);
}

async fn statuses(house: &House) -> Vec<Value> {
    let all = house.ask(&house.admin, "{ imports { nodes { status finishedAt } } }", Value::Null).await;
    let nodes = all["imports"]["nodes"].as_array().unwrap().iter();
    nodes.map(|node| json!([node["status"], node["finishedAt"].is_string()])).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_import_whose_program_was_killed_does_not_run_for_ever() {
    let house = House::new().await;
    let begin = async |tx: &mut Tx| progress::begin(tx, ("Cut short", 10), false).await;
    let import = house.app.write(&house.admin, None, begin).await.unwrap();
    house.app.clock.advance(chrono::Duration::seconds(100));
    let advance = async |tx: &mut Tx| {
        let mut after = Import { done: 1, created: 1, ..import.clone() };
        progress::advance(tx, (&import, &mut after), (0, &[])).await
    };
    house.app.write(&house.admin, None, advance).await.unwrap();
    house.app.clock.advance(chrono::Duration::seconds(100));
    abandoned::round(&house.app).await.unwrap();
    assert_eq!(statuses(&house).await, [json!(["RUNNING", false])], "it was heard of just now");
    house.app.clock.advance(chrono::Duration::seconds(100));
    let before = house.events(0).await.len();
    abandoned::round(&house.app).await.unwrap();
    abandoned::round(&house.app).await.unwrap();
    assert_eq!(statuses(&house).await, [json!(["FAILED", true])]);
    let kinds: Vec<_> = house.events(before).await.into_iter().map(|event| event.kind).collect();
    assert_eq!(kinds, ["import.finished"], "told once");
    assert!(house.app.write(&house.admin, None, advance).await.is_err(), "a slow program finds out");
}

/// Cancels the import at its first chunk.
struct Impatient(Arc<App>, Arc<Viewer>);

impl Watch for Impatient {
    fn chunk(&mut self, import: &Import, _: &[Problem]) {
        let cancel = async |tx: &mut Tx| progress::cancel(tx, import.id).await;
        let cancel = self.0.write(&self.1, None, cancel);
        tokio::task::block_in_place(|| tokio::runtime::Handle::current().block_on(cancel)).unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_import_that_is_cancelled_keeps_what_was_loaded_and_goes_on_when_run_again() {
    let (house, shop) = (House::new().await, Shop::new());
    let viewer = Arc::new(Viewer::system(house.workspace_id, Actor::Import { user_id: None }));
    let mut watch = Impatient(house.app.clone(), house.admin.clone());
    assert!(run(&house.app, &viewer, &shop.files(false), &mut watch).await.is_err());
    assert_eq!(statuses(&house).await, [json!(["CANCELLED", true])]);
    let found = "{ teams { totalCount } accounts { totalCount } imports { nodes { id } } }";
    let found = house.ask(&house.admin, found, Value::Null).await;
    assert_eq!((&found["teams"]["totalCount"], &found["accounts"]["totalCount"]), (&json!(2), &json!(0)));
    let again = json!({ "id": found["imports"]["nodes"][0]["id"] });
    assert_eq!(house.refused(&house.admin, "cancelImport", again).await, ["INVALID id"]);
    assert_eq!(counts(&load(&house, &shop.files(false)).await.0.import), [10, 0, 2, 6]);
}
