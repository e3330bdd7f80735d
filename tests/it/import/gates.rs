//! What a stage asks for is asked of imported rows too.

use super::{Shop, counts, load};
use crate::harness::house::House;
use serde_json::{Value, json};

const HEADER: &str = "id,what,firm,who,state,begun,ended,worth\n";

#[tokio::test(flavor = "multi_thread")]
async fn rows_that_lack_what_their_stage_asks_for_are_reported_with_all_of_it() {
    let (house, shop) = (House::new().await, Shop::new());
    shop.write("sales.csv", &format!("{HEADER}1,Lamps,Mala,Bert Bos,Asked,2017-01-10,,\n"));
    load(&house, &shop.files(false)).await;
    let stages = house.ask(&house.admin, "{ pipelines { name stages { id name } } }", Value::Null).await;
    let all = stages["pipelines"].as_array().unwrap().iter();
    let stages = all.flat_map(|pipeline| pipeline["stages"].as_array().unwrap().clone());
    let offered = stages.into_iter().find(|stage| stage["name"] == "Offered").unwrap()["id"].clone();
    let gate = json!([{ "kind": "FIELD", "key": "amount" }, { "kind": "FIELD", "key": "account.website" }]);
    house.change(&house.admin, "updateStage", json!({ "id": offered, "gate": gate }), "").await;

    // One that is there and moves on, one that is new, and one that only lacks the one thing.
    let rows = "1,Lamps,Mala,Bert Bos,Offered,2017-01-10,,\n2,Beds,Mala,Bert Bos,Offered,2017-01-10,,\n\
                3,Rugs,Mala,Bert Bos,Offered,2017-01-10,,7\n";
    shop.write("sales.csv", &format!("{HEADER}{rows}"));
    let expected = [
        "sales.csv:2 rejected stageId: “Offered” asks for: Amount, Account: website.",
        "sales.csv:3 rejected stageId: “Offered” asks for: Amount, Account: website.",
        "sales.csv:4 rejected stageId: “Offered” asks for: Account: website.",
    ];
    for dry_run in [true, false] {
        let (_, log) = load(&house, &shop.files(dry_run)).await;
        let lines: Vec<String> = log.lines().into_iter().filter(|line| line.contains("sales.csv")).collect();
        assert_eq!(lines, expected, "dry run: {dry_run}");
    }
    // The same list as data, as a refused move has it.
    let told =
        "{ imports(first: 1) { nodes { problems(severity: REJECTED) { file refusals { __typename code path
        ... on GateUnmet { stage { name } missing { kind key } } } } } } }";
    let told = house.ask(&house.admin, told, Value::Null).await;
    let missing =
        json!([{ "kind": "FIELD", "key": "amount" }, { "kind": "FIELD", "key": "account.website" }]);
    let refusal = json!({ "__typename": "GateUnmet", "code": "GATE_UNMET", "path": ["stageId"],
        "stage": { "name": "Offered" }, "missing": missing });
    let mut told = told["imports"]["nodes"][0]["problems"].as_array().unwrap().iter();
    let first = told.find(|one| one["file"] == "sales.csv").unwrap();
    assert_eq!(first["refusals"], json!([refusal]));
    // What is missing is filled in; the rows go through.
    let mala = house.ask(&house.admin, "{ accounts(search: \"Mala\") { nodes { id } } }", Value::Null).await;
    let mala = mala["accounts"]["nodes"][0]["id"].clone();
    house.change(&house.admin, "updateAccount", json!({ "id": mala, "website": "mala.example" }), "").await;
    shop.write("sales.csv", &format!("{HEADER}{}", rows.replace(",,\n", ",,5\n")));
    let (report, log) = load(&house, &shop.files(false)).await;
    assert!(log.lines().iter().all(|line| !line.contains("sales.csv")), "{:?}", log.lines());
    assert_eq!(counts(&report.import)[..2], [2, 1]);
}
