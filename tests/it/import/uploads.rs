//! Files brought by people: each kind by its columns, bad rows told, twice is once.

use crate::harness::door::Door;
use crate::harness::house::House;
use dealstream::app::actor::{Role, Viewer};
use dealstream::app::config::Limits;
use dealstream::integrations::import::upload::runner;
use serde_json::{Value, json};
use std::sync::Arc;

pub const WHAT: &str = "id status dryRun kind total done created updated unchanged failed rejectedUrl finishedAt \
    file { name rows } columns keyColumn startedBy { name } mapping { name } \
    problems(first: 200) { position file line severity reason code field }";

/// A house with a door, and the key of its admin.
pub struct Desk {
    pub house: House,
    pub door: Door,
    pub key: String,
}

impl Desk {
    pub async fn new() -> Self {
        let house = House::new().await;
        let (door, key) = (Door::of(&house, Limits::default()), Door::key(&house, &house.admin).await);
        Self { house, door, key }
    }

    /// Begins an import of this text; the id, or what refuses it.
    pub async fn begin(&self, viewer: &Arc<Viewer>, text: &str, mut input: Value) -> Value {
        input["fileId"] = json!(self.door.brought(&self.key, text).await);
        self.house.change(viewer, "startImport", input, "import { id status total }").await
    }

    /// The import as it is.
    pub async fn import(&self, id: &Value) -> Value {
        let document = format!("query($id: ID!) {{ import(id: $id) {{ {WHAT} }} }}");
        self.house.ask(&self.house.admin, &document, json!({ "id": id })).await["import"].clone()
    }

    /// The lines that a page of its problems is about.
    async fn lines_of(&self, id: &Value, page: &str) -> Vec<i64> {
        let document = format!("query($id: ID!) {{ import(id: $id) {{ problems({page}) {{ line }} }} }}");
        let found = self.house.ask(&self.house.admin, &document, json!({ "id": id })).await;
        let problems = found["import"]["problems"].as_array().unwrap();
        problems.iter().map(|one| one["line"].as_i64().unwrap()).collect()
    }

    /// Imports a text to its end.
    pub async fn load(&self, text: &str, input: Value) -> Value {
        let begun = self.begin(&self.house.admin, text, input).await;
        assert_eq!(begun["userErrors"], json!([]));
        while runner::round(&self.house.app).await.unwrap() {}
        self.import(&begun["import"]["id"]).await
    }
}

pub fn counts(import: &Value) -> [i64; 4] {
    ["created", "updated", "unchanged", "failed"].map(|name| import[name].as_i64().unwrap())
}

pub fn told(import: &Value) -> Vec<String> {
    let line = |one: &Value| {
        format!("{} {} {}", one["line"], one["severity"].as_str().unwrap(), one["reason"].as_str().unwrap())
    };
    import["problems"].as_array().unwrap().iter().map(line).collect()
}

/// Columns by field.
pub fn columns(pairs: &[(&str, &str)]) -> Value {
    pairs.iter().map(|(field, column)| json!({ "field": field, "column": column })).collect()
}

fn input(kind: &str, dry_run: bool, columns: Value) -> Value {
    json!({ "kind": kind, "dryRun": dry_run, "columns": columns })
}

#[tokio::test(flavor = "multi_thread")]
async fn accounts_come_in_by_their_columns_and_twice_is_once() {
    let desk = Desk::new().await;
    let field = json!({ "subject": "ACCOUNT", "type": "DATE", "label": "Since" });
    desk.house.change(&desk.house.admin, "createCustomField", field, "").await;
    let text = "Firm;Boss;Sector;Turnover;Since\nMala;Velka;hats;1.234,50;24.12.2020\nVelka;;shops;2;\n\
        ;;;1;\nBad;;;many;1.1.2020\nMala;;;;\n";
    let chosen = json!([
        { "field": "name", "column": "Firm" }, { "field": "parent", "column": "Boss" },
        { "field": "industry", "column": "Sector", "values": [{ "from": "shops", "to": "hats" }], "createMissing": true },
        { "field": "annual_revenue", "column": "Turnover", "decimalComma": true },
        { "field": "custom.since", "column": "Since", "format": "%d.%m.%Y" },
    ]);
    let expected = [
        "2 WARNING industry: “hats” was not in the list; it was added",
        "4 REJECTED name: this row has none",
        "5 REJECTED annual_revenue: “many” is not a number",
        "6 REJECTED “mala” was on line 2 of rows.csv already; that row counts",
    ];
    let dry = desk.load(text, input("ACCOUNTS", true, chosen.clone())).await;
    let mut codes: Vec<Value> = dry["problems"].as_array().unwrap().clone();
    codes.sort_by_key(|one| one["line"].as_i64());
    let codes: Vec<Value> = codes.iter().map(|one| json!([one["code"], one["field"]])).collect();
    let expected_codes =
        json!([[null, null], ["REQUIRED", "name"], ["INVALID", "annual_revenue"], ["TAKEN", null]]);
    assert_eq!(json!(codes), expected_codes);
    assert_eq!(desk.lines_of(&dry["id"], "first: 200, severity: WARNING").await, [2]);
    let refused = desk.lines_of(&dry["id"], "first: 2, severity: REJECTED").await;
    let second = dry["problems"].as_array().unwrap().iter().find(|one| one["line"] == refused[1]).unwrap();
    let rest = desk.lines_of(&dry["id"], &format!("severity: REJECTED, after: {}", second["position"])).await;
    let mut all = [refused, rest].concat();
    all.sort();
    assert_eq!(all, [4, 5, 6], "pages of what was refused alone");
    let mut lines = told(&dry);
    lines.sort();
    assert_eq!((counts(&dry), lines), ([2, 0, 0, 3], expected.map(str::to_owned).to_vec()));
    let all = "{ accounts { nodes { name annualRevenue parent { name } industry { label } since: custom(key: \"since\") } } }";
    let nothing = desk.house.ask(&desk.house.admin, all, Value::Null).await;
    assert_eq!(nothing["accounts"]["nodes"], json!([]), "a dry run writes nothing");
    let real = desk.load(text, input("ACCOUNTS", false, chosen.clone())).await;
    assert_eq!(
        (counts(&real), &real["status"], &real["kind"]),
        ([2, 0, 0, 3], &json!("DONE"), &json!("ACCOUNTS"))
    );
    assert_eq!((&real["file"]["name"], &real["columns"]), (&json!("rows.csv"), &chosen));
    assert_eq!(real["startedBy"]["name"], "Anna");
    let anna = desk.house.knowing(&desk.house.admin).await;
    let found = desk.house.ask(&anna, all, Value::Null).await;
    assert_eq!(
        found["accounts"]["nodes"],
        json!([
            { "name": "Mala", "annualRevenue": "1234.50", "parent": { "name": "Velka" }, "industry": { "label": "hats" }, "since": "2020-12-24" },
            { "name": "Velka", "annualRevenue": "2.00", "parent": null, "industry": { "label": "hats" }, "since": null },
        ])
    );
    let again = desk.load(text, input("ACCOUNTS", false, chosen)).await;
    assert_eq!(counts(&again), [0, 0, 2, 3], "{again:#}");
}

#[tokio::test(flavor = "multi_thread")]
async fn people_deals_and_products_come_in_and_know_each_other() {
    let desk = Desk::new().await;
    let contacts = "Last,First,Firm,Mail\nBos,Bert,Mala,b@mala.cz; bert@x.cz\nDahl,Dora,Mala,bad\n";
    let mut chosen =
        columns(&[("last_name", "Last"), ("first_name", "First"), ("account", "Firm"), ("email", "Mail")]);
    chosen[2]["createMissing"] = json!(true);
    let done = desk.load(contacts, input("CONTACTS", false, chosen.clone())).await;
    assert_eq!(counts(&done), [1, 0, 0, 1], "{done:#}");
    assert_eq!(counts(&desk.load(contacts, input("CONTACTS", false, chosen)).await), [0, 0, 1, 1]);
    let leads = "Topic,Mail,Budget\nChairs,x@y.cz,100\n,z@y.cz,\n";
    let chosen = columns(&[("topic", "Topic"), ("email", "Mail"), ("budget", "Budget")]);
    assert_eq!(counts(&desk.load(leads, input("LEADS", false, chosen.clone())).await), [1, 0, 0, 1]);
    assert_eq!(counts(&desk.load(leads, input("LEADS", false, chosen)).await), [0, 0, 1, 1]);
    let products = "Code,Name,Price\nC-1,Chair,10\nC-1,Stool,11\n,Table,12\n";
    let chosen = columns(&[("code", "Code"), ("name", "Name"), ("price", "Price")]);
    assert_eq!(counts(&desk.load(products, input("PRODUCTS", false, chosen)).await), [2, 0, 0, 1]);
    let deals = "What,Firm,Worth,Product\nOffice,Mala,20,c-1\nOffice,Nobody,5,\n";
    let chosen =
        columns(&[("name", "What"), ("account", "Firm"), ("amount", "Worth"), ("product", "Product")]);
    let done = desk.load(deals, input("DEALS", false, chosen.clone())).await;
    assert_eq!(counts(&done), [2, 0, 0, 0], "{done:#}");
    assert_eq!(counts(&desk.load(deals, input("DEALS", false, chosen)).await), [0, 0, 2, 0]);
    // Another file about the same deal: its worth alone changes, and its stage stays.
    let worth = "What,Firm,Step\nOffice,Mala,call\n";
    let chosen = columns(&[("name", "What"), ("account", "Firm"), ("next_step", "Step")]);
    assert_eq!(counts(&desk.load(worth, input("DEALS", false, chosen)).await), [0, 1, 0, 0]);
    let all = "{ deals(orderBy: [{field: AMOUNT, direction: DESC}]) { nodes { name amount nextStep account { name contacts { nodes { name emails } } } owner { name } lines { nodes { product { name } } } } } }";
    let found = desk.house.ask(&desk.house.admin, all, Value::Null).await;
    let first = &found["deals"]["nodes"][0];
    assert_eq!(
        (&first["amount"], &first["nextStep"], &first["owner"]["name"]),
        (&json!("20.00"), &json!("call"), &json!("Anna"))
    );
    assert_eq!(first["lines"]["nodes"][0]["product"]["name"], "Chair");
    assert_eq!(first["account"]["contacts"]["nodes"][0]["emails"], json!(["b@mala.cz", "bert@x.cz"]));
    assert_eq!(found["deals"]["nodes"][1]["account"], Value::Null);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_workspace_asks_of_fields_is_asked_of_uploaded_rows_too() {
    let desk = Desk::new().await;
    for (subject, field) in [("CONTACT", "jobTitle"), ("LEAD", "company"), ("ACCOUNT", "website")] {
        let standard = json!({ "subject": subject, "field": field, "required": true });
        let set = desk.house.change(&desk.house.admin, "setDataStandard", standard, "").await;
        assert_eq!(set["userErrors"], json!([]));
    }
    let contacts = "First,Last,Job,Firm\nAda,Byron,Analyst,\nBen,Cole,,\nCai,Dorn,Buyer,Nowhere\n";
    let mut chosen =
        columns(&[("first_name", "First"), ("last_name", "Last"), ("job_title", "Job"), ("account", "Firm")]);
    chosen[3]["createMissing"] = json!(true);
    let done = desk.load(contacts, input("CONTACTS", false, chosen)).await;
    assert_eq!(counts(&done), [1, 0, 0, 2], "{done:#}");
    let leads = "Topic,Mail,Firm\nChairs,x@y.cz,Mala\nTables,z@y.cz,\n";
    let chosen = columns(&[("topic", "Topic"), ("email", "Mail"), ("company", "Firm")]);
    let done = desk.load(leads, input("LEADS", false, chosen)).await;
    assert_eq!((counts(&done), told(&done).len()), ([1, 0, 0, 1], 1), "{done:#}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_column_tells_records_apart_and_the_rejected_rows_come_back() {
    let desk = Desk::new().await;
    let text = "Id,Firm,Staff\n1,Same,5\n2,Same,many\n3,Same,7\n";
    let mut asked = input("ACCOUNTS", false, columns(&[("name", "Firm"), ("employees", "Staff")]));
    asked["keyColumn"] = json!("Id");
    let done = desk.load(text, asked.clone()).await;
    assert_eq!(counts(&done), [2, 0, 0, 1]);
    let url = done["rejectedUrl"].as_str().unwrap();
    let rows = desk.door.get(Some(&desk.key), url, &[]).await.rows();
    let expected =
        [["Id", "Firm", "Staff", "reason"], ["2", "Same", "many", "employees: “many” is not a whole number"]];
    assert_eq!(rows, expected);
    // Without the key nobody knows which of the two is meant.
    asked["keyColumn"] = Value::Null;
    let lost = desk.load("Id,Firm,Staff\n1,Same,6\n", asked).await;
    assert_eq!(counts(&lost), [0, 0, 0, 1]);
    assert!(told(&lost)[0].contains("may be any of 2 records"), "{lost:#}");
    let sven = desk.house.stranger().await;
    let stranger = Door::key(&desk.house, &sven).await;
    let answer = desk.door.get(Some(&stranger), url, &[]).await;
    assert_eq!((answer.status.as_u16(), answer.error().0.as_str()), (404, "NOT_FOUND"));
}

#[tokio::test(flavor = "multi_thread")]
async fn who_may_bring_files_and_what_is_refused() {
    let desk = Desk::new().await;
    let (rita, mona) =
        (desk.house.person("Rita", Role::Rep).await, desk.house.person("Mona", Role::Manager).await);
    let reps = Door::key(&desk.house, &rita).await;
    let file: (&str, &[u8]) = ("rows.csv", b"Firm\nMala\n");
    for (key, part, content, status, code) in [
        (None, "file", file, 401, "UNAUTHENTICATED"),
        (Some(reps.as_str()), "file", file, 403, "BAD_USER_INPUT"),
        (Some(desk.key.as_str()), "other", file, 400, "BAD_USER_INPUT"),
        (Some(desk.key.as_str()), "file", ("x.csv", b"Firm\n".as_slice()), 400, "BAD_USER_INPUT"),
    ] {
        let answer = desk.door.bring(key, part, content).await;
        assert_eq!((answer.status.as_u16(), answer.error().0.as_str()), (status, code), "{part}");
    }
    let small = Door::of(&desk.house, Limits { import_bytes: 8, ..Limits::default() });
    assert_eq!(small.bring(Some(&desk.key), "file", file).await.status.as_u16(), 413);
    let asked = input("ACCOUNTS", false, columns(&[("name", "Firm")]));
    let refused = desk.begin(&rita, "Firm\nMala\n", asked.clone()).await;
    assert_eq!(refused["userErrors"][0]["code"], "NOT_ALLOWED");
    let foreign = desk.begin(&desk.house.stranger().await, "Firm\nMala\n", asked.clone()).await;
    assert_eq!(
        (&foreign["userErrors"][0]["code"], &foreign["userErrors"][0]["path"]),
        (&json!("NOT_FOUND"), &json!(["fileId"]))
    );
    let another = desk.begin(&mona, "Firm\nMala\n", asked).await;
    assert_eq!(another["userErrors"][0]["code"], "NOT_FOUND", "a manager sees her own files");
    let missing = desk
        .begin(&desk.house.admin, "Firm\nMala\n", input("ACCOUNTS", false, columns(&[("name", "Name")])))
        .await;
    assert_eq!(missing["userErrors"][0]["path"], json!(["columns", "0", "column"]));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_spreadsheet_makes_of_a_file_is_read_as_it_was_meant() {
    let desk = Desk::new().await;
    let chosen = columns(&[("name", "Firm"), ("phone", "Phone")]);
    // Its line ends, empty lines, rows without anything, and the apostrophe that keeps a phone from being a formula.
    let text = "Firm;Phone\r\nMala;'+420 1\r\n\r\n;\r\n;5\r\n ; \r\n'Quoted;'6\r\n;;\r\n";
    let done = desk.load(text, input("ACCOUNTS", false, chosen)).await;
    assert_eq!(told(&done), ["5 REJECTED name: this row has none"], "blank rows are none");
    assert_eq!((counts(&done), &done["total"]), ([2, 0, 0, 1], &json!(3)));
    let all = "{ accounts(orderBy: [{field: NAME}]) { nodes { name phone } } }";
    let found = desk.house.ask(&desk.house.admin, all, Value::Null).await;
    let mut found = found["accounts"]["nodes"].as_array().unwrap().clone();
    let expected =
        [json!({ "name": "Mala", "phone": "+420 1" }), json!({ "name": "'Quoted", "phone": "'6" })];
    found.sort_by_key(|one| one["name"] != "Mala");
    assert_eq!(found, expected, "only what an export guards is taken off");
}
