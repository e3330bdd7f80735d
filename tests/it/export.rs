//! Lists as files: what one sees and nothing else, in both kinds, streamed.

use crate::harness::door::{Answer, Door};
use crate::harness::house::{House, id_of};
use calamine::{Data, Reader as _, Xlsx, open_workbook_from_rs};
use dealstream::accounts::model::Account;
use dealstream::app::actor::Role;
use dealstream::app::config::Limits;
use dealstream::app::tx::Tx;
use dealstream::db::id::Id;
use dealstream::db::list;
use serde_json::{Value, json};
use std::io::Cursor;

const LISTS: [&str; 11] = [
    "deals",
    "accounts",
    "contacts",
    "leads",
    "products",
    "tasks",
    "competitors",
    "proposals",
    "orders",
    "contract-packages",
    "activities",
];

/// The rows of a workbook's first sheet.
fn sheet(answer: &Answer) -> Vec<Vec<Data>> {
    let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(answer.bytes())).unwrap();
    let range = book.worksheet_range_at(0).unwrap().unwrap();
    range.rows().map(<[Data]>::to_vec).collect()
}

/// One record in each list, called Falcon.
async fn falcon(house: &House) {
    for (mutation, input) in [
        ("createAccount", json!({ "name": "Falcon" })),
        ("createContact", json!({ "lastName": "Falcon" })),
        ("createLead", json!({ "topic": "Falcon", "company": "Works" })),
        ("createTask", json!({ "title": "Falcon" })),
        ("createProduct", json!({ "name": "Falcon" })),
        ("createCompetitor", json!({ "name": "Falcon" })),
    ] {
        let made = house.change(&house.admin, mutation, input, "").await;
        assert_eq!(made["userErrors"], json!([]), "{mutation}");
    }
}

/// A proposal, an order, a contract package and an activity on a new deal of this name.
async fn offered(house: &House, name: &str, more: Value) {
    let mut input = json!({ "name": name });
    input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    let made = house.change(&house.admin, "createDeal", input, "deal { id }").await;
    let deal = made["deal"]["id"].clone();
    let kinds = house.ask(&house.admin, "{ lookups(kind: ACTIVITY_KIND) { id } }", Value::Null).await;
    let kind = &kinds["lookups"][0]["id"];
    for (mutation, input) in [
        ("addDealLine", json!({ "description": name, "unitPrice": "100.05", "taxPercent": "19" })),
        ("createProposal", json!({ "validUntil": "2026-04-01" })),
        ("createOrder", json!({ "note": "By phone" })),
        ("createContractPackage", json!({ "name": format!("{name} papers"), "fileIds": [] })),
        (
            "createActivity",
            json!({ "kindId": kind, "subject": name, "startsAt": "2026-03-01T09:00:00Z", "userIds": [id_of(&house.admin)] }),
        ),
    ] {
        let mut input = input;
        input["dealId"] = deal.clone();
        let made = house.change(&house.admin, mutation, input, "").await;
        assert_eq!(made["userErrors"], json!([]), "{mutation}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_list_comes_out_in_both_kinds() {
    let house = House::new().await;
    falcon(&house).await;
    offered(&house, "Falcon", json!({ "expectedCloseOn": "2026-05-04" })).await;
    let door = Door::of(&house, Limits::default());
    let key = Door::key(&house, &house.admin).await;
    for name in LISTS {
        let told = door.get(Some(&key), &format!("/export/{name}.csv"), &[]).await;
        let attachment = format!("attachment; filename=\"{name}-2026-03-02.csv\"");
        assert_eq!(told.headers["content-disposition"], attachment.as_str());
        assert_eq!(told.headers["content-type"], "text/csv; charset=utf-8");
        let rows = told.rows();
        assert_eq!(rows.len(), 2, "{name}: {rows:?}");
        assert!(rows[1].iter().any(|cell| cell == "Falcon"), "{name}: {rows:?}");
        let book = sheet(&door.get(Some(&key), &format!("/export/{name}.xlsx"), &[]).await);
        let text = |row: &[Data]| row.iter().map(ToString::to_string).collect::<Vec<_>>();
        assert_eq!(text(&book[0]), rows[0], "{name}");
        assert!(text(&book[1]).contains(&"Falcon".to_owned()), "{name}: {book:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn cells_are_exact_and_none_is_run() {
    let house = House::new().await;
    let field = json!({ "subject": "DEAL", "type": "SELECT", "label": "Tier", "options": [{ "label": "Gold", "key": "g" }] });
    house.change(&house.admin, "createCustomField", field, "").await;
    let viewer = house.knowing(&house.admin).await;
    let account = house.change(&viewer, "createAccount", json!({ "name": "=cmd()" }), "account { id }").await;
    let input = json!({
        "name": "-1+1", "amount": "0.10", "accountId": account["account"]["id"], "expectedCloseOn": "2026-05-04",
        "nextStep": "ring, \"soon\"\nor later", "custom": [{ "key": "tier", "value": "g" }],
    });
    assert_eq!(house.change(&viewer, "createDeal", input, "").await["userErrors"], json!([]));
    let zone = json!({ "timeZone": "Europe/Prague" });
    assert_eq!(house.change(&viewer, "updateViewer", zone, "").await["userErrors"], json!([]));
    let (door, key) = (Door::of(&house, Limits::default()), Door::key(&house, &viewer).await);
    let columns = "name,account,amount,expectedCloseOn,nextStep,custom.tier,owner.name,createdAt,restricted";
    let asked = [("columns", columns)];
    let rows = door.get(Some(&key), "/export/deals.csv", &asked).await.rows();
    let header = "Name,Account,Amount,Expected close,Next step,Tier,Owner,Created,Restricted";
    assert_eq!(rows[0].join(","), header);
    let expected = [
        "'-1+1",
        "'=cmd()",
        "0.10",
        "2026-05-04",
        "ring, \"soon\"\nor later",
        "Gold",
        "Anna",
        "2026-03-02T10:00:00+01:00",
        "false",
    ];
    assert_eq!(rows[1], expected);
    let book = sheet(&door.get(Some(&key), "/export/deals.xlsx", &asked).await);
    assert_eq!(book[1][..3], [Data::String("-1+1".into()), Data::String("=cmd()".into()), Data::Float(0.1)]);
    assert!(
        matches!(&book[1][3], Data::DateTime(day) if (day.as_f64() - 46_146.0).abs() < 1e-9),
        "{:?}",
        book[1]
    );
    assert_eq!(book[1][8], Data::Bool(false));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_shows_what_its_list_shows_and_nothing_else() {
    let house = House::new().await;
    let rita = house.person("Rita", Role::Rep).await;
    let admin = &house.admin;
    for (name, restricted) in [("Heron", false), ("Osprey", true), ("Kite", false)] {
        let input = json!({ "name": name, "restricted": restricted, "amount": "5" });
        let deal = house.change(admin, "createDeal", input, "deal { id }").await;
        let task = json!({ "title": format!("{name} task"), "dealId": deal["deal"]["id"], "assigneeId": id_of(&rita) });
        if name == "Kite" {
            house.change(admin, "createTask", task, "").await;
        }
    }
    let sven = house.stranger().await;
    let door = Door::of(&house, Limits::default());
    let (anna, rita, sven) =
        (Door::key(&house, admin).await, Door::key(&house, &rita).await, Door::key(&house, &sven).await);
    let names = async |key: &str, asked: &[(&str, &str)]| -> Vec<String> {
        let asked = [&[("columns", "name")][..], asked].concat();
        let rows = door.get(Some(key), "/export/deals.csv", &asked).await.rows();
        rows.into_iter().skip(1).map(|row| row.concat()).collect()
    };
    let by_name = ("orderBy", r#"[{"field":"NAME"}]"#);
    assert_eq!(names(&anna, &[by_name]).await, ["Heron", "Kite", "Osprey"]);
    assert_eq!(names(&rita, &[by_name]).await, ["Heron", "Kite"], "what is restricted is not hers");
    assert_eq!(names(&sven, &[]).await, [""; 0]);
    let down = ("orderBy", r#"[{"field":"NAME","direction":"DESC"}]"#);
    let two = ("filter", r#"{"name":{"in":["Heron","Osprey"]}}"#);
    assert_eq!(names(&anna, &[down, two]).await, ["Osprey", "Heron"]);
    assert_eq!(names(&anna, &[("search", "kit")]).await, ["Kite"]);
    assert_eq!(names(&anna, &[("filter", r#"{"ownerId":{"eq":"@me"}}"#), by_name]).await.len(), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_hangs_on_a_deal_comes_out_for_whoever_sees_the_deal() {
    let house = House::new().await;
    let rita = house.person("Rita", Role::Rep).await;
    let account =
        house.change(&house.admin, "createAccount", json!({ "name": "Acme" }), "account { id }").await;
    let account = &account["account"]["id"];
    offered(&house, "Heron", json!({ "accountId": account })).await;
    offered(&house, "Osprey", json!({ "accountId": account, "restricted": true })).await;
    let door = Door::of(&house, Limits::default());
    let (anna, rita) = (Door::key(&house, &house.admin).await, Door::key(&house, &rita).await);
    let rows = async |key: &str, list: &str, asked: &[(&str, &str)]| {
        let rows = door.get(Some(key), &format!("/export/{list}.csv"), asked).await.rows();
        rows.into_iter().skip(1).map(|row| row.join("|")).collect::<Vec<_>>()
    };
    for (list, columns, expected) in [
        (
            "proposals",
            "number,revision,deal,deal.account,deal.owner,net,tax,total,currency,validUntil,status",
            "P-2026-0001|1|Heron|Acme|Anna|100.05|19.01|119.06|EUR|2026-04-01|draft",
        ),
        (
            "orders",
            "number,deal,deal.account,deal.owner,proposal.number,total,currency,note",
            "O-2026-0001|Heron|Acme|Anna||119.06|EUR|By phone",
        ),
        (
            "contract-packages",
            "name,deal,deal.account,deal.owner,status",
            "Heron papers|Heron|Acme|Anna|draft",
        ),
        ("activities", "subject,deal,account,owner,attendees,status", "Heron|Heron|Acme|Anna|Anna|held"),
    ] {
        assert_eq!(rows(&rita, list, &[("columns", columns)]).await, [expected], "{list}");
        assert_eq!(rows(&anna, list, &[]).await.len(), 2, "{list}");
        let of_deal = ("filter", r#"{"deal":{"name":{"eq":"Osprey"}}}"#);
        assert_eq!(rows(&anna, list, &[of_deal]).await.len(), 1, "{list}");
        assert_eq!(rows(&rita, list, &[of_deal]).await, [""; 0], "{list}");
        if list != "activities" {
            assert_eq!(rows(&anna, list, &[("search", "ospr")]).await.len(), 1, "{list}");
        }
    }
    let searched = door.get(Some(&anna), "/export/activities.csv", &[("search", "ospr")]).await;
    assert_eq!(searched.error().0, "BAD_USER_INPUT");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_used_is_refused_with_what_can() {
    let house = House::new().await;
    falcon(&house).await;
    house.change(&house.admin, "createDeal", json!({ "name": "First" }), "").await;
    let door = Door::of(&house, Limits { export_rows: 1, exports_at_once: 1, ..Limits::default() });
    let key = Door::key(&house, &house.admin).await;
    for (path, asked, status, code, part) in [
        (
            "/export/deals.csv",
            ("columns", "name,colour"),
            400,
            "BAD_USER_INPUT",
            "known are id, name, account.name",
        ),
        ("/export/deals.csv", ("filter", r#"{"colour":{}}"#), 400, "BAD_USER_INPUT", "Known are id, name"),
        ("/export/deals.csv", ("filter", "{"), 400, "BAD_USER_INPUT", "filter is not JSON"),
        ("/export/deals.csv", ("orderBy", r#"[{"field":"COLOUR"}]"#), 400, "BAD_USER_INPUT", "orderBy"),
        ("/export/deals.csv", ("colour", "red"), 400, "BAD_USER_INPUT", "unknown field"),
        ("/export/lions.csv", ("search", ""), 404, "NOT_FOUND", "list not found"),
        ("/export/deals.pdf", ("search", ""), 404, "NOT_FOUND", "kind of file not found"),
    ] {
        let answer = door.get(Some(&key), path, &[asked]).await;
        let (found, message) = answer.error();
        assert_eq!((answer.status.as_u16(), found.as_str()), (status, code), "{path} {asked:?}: {message}");
        assert!(message.contains(part), "{asked:?}: {message}");
    }
    assert_eq!(door.get(None, "/export/deals.csv", &[]).await.error().0, "UNAUTHENTICATED");
    let first = door.begun(&key, "/export/accounts.csv").await;
    let second = door.get(Some(&key), "/export/accounts.csv", &[]).await;
    assert_eq!((second.status.as_u16(), second.error().0.as_str()), (429, "RATE_LIMITED"));
    assert!(second.headers.contains_key("retry-after"));
    drop(first);
    assert_eq!(door.get(Some(&key), "/export/accounts.csv", &[]).await.rows().len(), 2);
    house.change(&house.admin, "createDeal", json!({ "name": "Second" }), "").await;
    let (code, message) = door.get(Some(&key), "/export/deals.csv", &[]).await.error();
    assert!(code == "BAD_USER_INPUT" && message.contains("2 rows and a file takes 1"), "{message}");
}

#[tokio::test(flavor = "multi_thread")]
async fn ten_thousand_rows_go_out_in_pieces() {
    let house = House::new().await;
    let made = house.change(&house.admin, "createAccount", json!({ "name": "Firm" }), "account { id }").await;
    let id: Id<Account> = Id::parse(made["account"]["id"].as_str().unwrap()).unwrap();
    let work = async |tx: &mut Tx| {
        let first: Account = list::get(tx, id).await?;
        for thousand in 0..20 {
            let named =
                |n: i32| Account { id: Id::new(), name: format!("Firm {thousand} {n}"), ..first.clone() };
            tx.insert_all(&(0..500).map(named).collect::<Vec<_>>()).await?;
        }
        Ok(())
    };
    house.app.write(&house.admin, None, work).await.unwrap();
    let (door, key) = (Door::of(&house, Limits::default()), Door::key(&house, &house.admin).await);
    let asked = [("columns", "name,owner.name")];
    let csv = door.get(Some(&key), "/export/accounts.csv", &asked).await;
    assert_eq!(csv.rows().len(), 10_002);
    let longest = csv.pieces.iter().map(Vec::len).max().unwrap();
    assert!(csv.pieces.len() > 20 && longest < 40_000, "{} pieces, the longest {longest}", csv.pieces.len());
    let mut names: Vec<String> = csv.rows().into_iter().skip(1).map(|row| row[0].clone()).collect();
    names.sort();
    names.dedup();
    assert_eq!(names.len(), 10_001, "each once");
    assert_eq!(sheet(&door.get(Some(&key), "/export/accounts.xlsx", &asked).await).len(), 10_002);
    let told = house.ask(&house.admin, "{ exportColumns(list: ACCOUNTS) { key label } }", Value::Null).await;
    let keys: Vec<&str> =
        told["exportColumns"].as_array().unwrap().iter().map(|one| one["key"].as_str().unwrap()).collect();
    assert_eq!(keys[..3], ["id", "name", "website"]);
}
