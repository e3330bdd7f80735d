//! Products, and deals that say what they sell.

use super::{Log, counts, files, load};
use crate::harness::house::House;
use serde_json::{Value, json};
use tempfile::TempDir;

const MAPPING: &str = r#"
source = "shop"
[[sources]]
file = "products.csv"
kind = "products"
key = "{code}"
[sources.fields]
name = "{name}"
code = "{code}"
series = "{series}"
price = "{price}"
tax_percent = "{tax}"
[[sources]]
file = "sales.csv"
kind = "deals"
key = "{id}"
[sources.fields]
name = "{id}"
owner = "anna@example.com"
stage = "{stage}"
amount = "{worth}"
product = "{code}"
quantity = "{many}"
unit_price = "{each}"
loss_reason = "Other"
"#;

const PRODUCTS: &str =
    "code,name,series,price,tax\nA,Chair,Home,10,21\nB,Table,Home,55.5,\na,Again,Home,1,\nC,Lamp,,,\n";
const SALES: &str = "id,stage,worth,code,many,each\n1,Qualification,,A,3,9.99\n2,Won,70,B,,\n3,Qualification,,A,,\n\
                     4,Qualification,,B,2,list\n5,Qualification,,C,1,list\n6,Qualification,12,Z,,\n7,Qualification,,A,-1,5\n";

fn write(folder: &TempDir, name: &str, text: &str) {
    std::fs::write(folder.path().join(name), text).unwrap();
}

async fn state(house: &House) -> Value {
    let deals = "{ deals(orderBy: [{ field: NAME }]) { nodes { name amount lines { nodes { description quantity unitPrice taxPercent total product { code } } } } } }";
    house.ask(&house.admin, deals, Value::Null).await["deals"]["nodes"].clone()
}

fn line(name: &str, code: &str, [quantity, price, tax, total]: [&str; 4]) -> Value {
    json!({ "nodes": [{ "description": name, "quantity": quantity, "unitPrice": price, "taxPercent": tax, "total": total,
        "product": { "code": code } }] })
}

async fn settle(house: &House) -> (TempDir, String) {
    let folder = TempDir::new().unwrap();
    write(&folder, "products.csv", PRODUCTS);
    write(&folder, "sales.csv", SALES);
    let me = house.ask(&house.admin, "{ viewer { email } }", Value::Null).await;
    (folder, MAPPING.replace("anna@example.com", me["viewer"]["email"].as_str().unwrap()))
}

#[tokio::test(flavor = "multi_thread")]
async fn rows_become_products_and_lines_and_amounts_follow() {
    let house = House::new().await;
    let (folder, mapping) = settle(&house).await;
    let (dry, told) = load(&house, &files(folder.path(), &mapping, true)).await;
    let (report, log): (_, Log) = load(&house, &files(folder.path(), &mapping, false)).await;
    assert_eq!((counts(&dry.import), told.lines()), (counts(&report.import), log.lines()));
    assert_eq!(counts(&report.import), [8, 0, 0, 3]);
    assert_eq!(
        log.lines(),
        [
            "products.csv:4 rejected code: another product has “a” already",
            "sales.csv:6 rejected unit_price: “Lamp” has no price in EUR",
            "sales.csv:7 warning product: there is no “Z”; left empty",
            "sales.csv:8 rejected quantity: Give a number above 0.",
        ]
    );
    let expected = json!([
        { "name": "1", "amount": "29.97", "lines": line("Chair", "A", ["3", "9.99", "21", "29.97"]) },
        { "name": "2", "amount": "70.00", "lines": line("Table", "B", ["1", "70.00", "0", "70.00"]) },
        { "name": "3", "amount": null, "lines": { "nodes": [] } },
        { "name": "4", "amount": "111.00", "lines": line("Table", "B", ["2", "55.50", "0", "111.00"]) },
        { "name": "6", "amount": "12.00", "lines": { "nodes": [] } },
    ]);
    assert_eq!(state(&house).await, expected);
    let before = house.events(0).await.len();
    let (again, _) = load(&house, &files(folder.path(), &mapping, false)).await;
    assert_eq!(counts(&again.import), [0, 0, 8, 3]);
    assert!(house.events(before).await.iter().all(|event| event.kind.starts_with("import.")));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_changed_row_changes_its_line_and_leaves_those_of_people() {
    let house = House::new().await;
    let (folder, mapping) = settle(&house).await;
    load(&house, &files(folder.path(), &mapping, false)).await;
    let ids =
        house.ask(&house.admin, "{ deals(orderBy: [{ field: NAME }]) { nodes { id } } }", Value::Null).await;
    let second =
        json!({ "dealId": ids["deals"]["nodes"][1]["id"], "description": "Delivery", "unitPrice": "5" });
    house.change(&house.admin, "addDealLine", second, "dealLine { id }").await;
    let sales = SALES
        .replace("A,3,9.99", "A,4,9.99")
        .replace("2,Won,70", "2,Won,71")
        .replace("6,Qualification,12,Z", "6,Qualification,12,A");
    write(&folder, "sales.csv", &sales);
    let before = house.events(0).await.len();
    let (report, log) = load(&house, &files(folder.path(), &mapping, false)).await;
    assert_eq!(counts(&report.import), [0, 2, 5, 4], "{:?}", log.lines());
    assert!(
        log.lines().iter().any(|line| line.starts_with("sales.csv:3 rejected amount:")),
        "{:?}",
        log.lines()
    );
    let kinds: Vec<String> = house.events(before).await.into_iter().map(|event| event.kind).collect();
    let about: Vec<&str> = kinds.iter().map(String::as_str).filter(|kind| kind.starts_with("deal")).collect();
    assert_eq!(
        about,
        ["deal_line.changed", "deal.changed", "deal_line.added"],
        "the amount of the last was the same"
    );
    let now = state(&house).await;
    assert_eq!(
        (&now[0]["amount"], &now[1]["amount"], &now[4]["amount"]),
        (&json!("39.96"), &json!("75.00"), &json!("12.00"))
    );
    assert_eq!(now[4]["lines"], line("Chair", "A", ["1", "12.00", "21", "12.00"]));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_row_that_wins_its_deal_beats_the_competitors_on_it() {
    let house = House::new().await;
    let (folder, mapping) = settle(&house).await;
    load(&house, &files(folder.path(), &mapping, false)).await;
    let ids =
        house.ask(&house.admin, "{ deals(orderBy: [{ field: NAME }]) { nodes { id } } }", Value::Null).await;
    let rival = json!({ "dealId": ids["deals"]["nodes"][0]["id"], "newCompetitor": { "name": "Quantix" } });
    house.change(&house.admin, "addDealCompetitor", rival, "dealCompetitor { id }").await;
    for (sales, outcome) in
        [(SALES.replace("1,Qual", "1,Won,,A,3,9.99\n0,Qual"), "BEATEN"), (SALES.to_owned(), "OPEN")]
    {
        write(&folder, "sales.csv", &sales);
        load(&house, &files(folder.path(), &mapping, false)).await;
        let found = "{ competitors { nodes { deals { nodes { outcome deal { name amount } } } } } }";
        let found = house.ask(&house.admin, found, Value::Null).await;
        let expected = json!([{ "outcome": outcome, "deal": { "name": "1", "amount": "29.97" } }]);
        assert_eq!(found["competitors"]["nodes"][0]["deals"]["nodes"], expected);
    }
}
