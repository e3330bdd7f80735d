//! The public data set, with the figures it is known for.

use super::{counts, files, load};
use crate::harness::house::House;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

fn data_set() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/crm-sales-opportunities");
    folder.is_dir().then_some(folder)
}

#[tokio::test(flavor = "multi_thread")]
async fn the_real_data_set_gives_the_figures_it_is_known_for() {
    let Some(folder) = data_set() else { return };
    let house = House::new().await;
    house.change(&house.admin, "updateWorkspace", json!({ "baseCurrency": "USD" }), "").await;
    let files = files(&folder, include_str!("../../../docs/examples/crm-sales-opportunities.toml"), false);
    let begun = std::time::Instant::now();
    let (report, log) = load(&house, &files).await;
    let spent = begun.elapsed();
    println!("{} records in {spent:?}", report.import.created);
    assert!(spent.as_secs() < 60, "{spent:?}");
    assert_eq!(report.import.failed, 0, "{:?}", log.lines().iter().find(|line| line.contains("rejected")));
    assert_eq!(report.import.created, 3 + 6 + 6 + 35 + 85 + 7 + 8_800);
    let answer = house
        .ask(
            &house.admin,
            "query($q1: DealFilter, $q2: DealFilter, $q3: DealFilter, $q4: DealFilter) {
               all: deals { totalCount }
               won: deals(filter: { status: { eq: WON } }) { totalCount totals { amount } }
               lost: deals(filter: { status: { eq: LOST } }) { totalCount }
               engaging: deals(filter: { status: { eq: OPEN }, probability: { eq: 50 } }) { totalCount }
               prospecting: deals(filter: { status: { eq: OPEN }, probability: { eq: 20 } }) { totalCount }
               q1: deals(filter: $q1) { totals { amount } } q2: deals(filter: $q2) { totals { amount } }
               q3: deals(filter: $q3) { totals { amount } } q4: deals(filter: $q4) { totals { amount } }
               without: deals(filter: { accountId: { isNull: true } }) { totalCount }
               groups: accounts(filter: { parentId: { isNull: false } }) { totalCount }
               lined: deals(filter: { lines: { some: {} } }) { totalCount }
               listed: deals(filter: { status: { eq: OPEN }, amount: { gt: 0 } }) { totalCount }
               products { nodes { name series price(currency: \"USD\") lines { totalCount } } } }",
            json!({
                "q1": quarter("2017-01-01", "2017-04-01"), "q2": quarter("2017-04-01", "2017-07-01"),
                "q3": quarter("2017-07-01", "2017-10-01"), "q4": quarter("2017-10-01", "2018-01-01"),
            }),
        )
        .await;
    let count = |name: &str| answer[name]["totalCount"].as_i64().unwrap();
    assert_eq!(
        ["all", "won", "lost", "engaging", "prospecting"].map(count),
        [8_800, 4_238, 2_473, 1_589, 500]
    );
    assert_eq!((count("without"), count("groups")), (1_425, 15));
    assert_eq!((count("lined"), count("listed")), (8_800, 1_589 + 500), "what is open stands at list price");
    let products = answer["products"]["nodes"].as_array().unwrap();
    let lines = products.iter().map(|product| product["lines"]["totalCount"].as_i64().unwrap());
    assert_eq!((products.len(), lines.sum::<i64>()), (7, 8_800));
    assert_eq!((&products[0]["name"], &products[0]["series"]), (&json!("GTK 500"), &json!("GTK")));
    assert_eq!(products[0]["price"], json!("26768.00"));
    let sum = |name: &str| answer[name]["totals"]["amount"].as_str().unwrap().to_owned();
    assert_eq!(sum("won"), "10005534.00");
    assert_eq!(["q1", "q2", "q3", "q4"].map(sum), ["1134672.00", "3086111.00", "2982255.00", "2802496.00"]);
    assert_eq!(
        leaders(&house).await,
        [
            ("Darcel Schlecht".to_owned(), 1_153_214),
            ("Vicki Laflamme".to_owned(), 478_396),
            ("Kary Hendrixson".to_owned(), 454_298),
        ]
    );
    let before = position(&house).await;
    let (again, _) = load(&house, &files).await;
    assert_eq!(counts(&again.import), [0, 0, report.import.created, 0]);
    assert!(house.events(before).await.iter().all(|event| event.kind.starts_with("import.")));
}

/// How many events there are.
async fn position(house: &House) -> usize {
    let mut conn = house.app.read().await.unwrap();
    usize::try_from(dealstream::live::log::head(&mut conn, house.workspace_id).await.unwrap().seq).unwrap()
}

fn quarter(from: &str, to: &str) -> Value {
    json!({ "status": { "eq": "WON" }, "closedAt": { "gte": format!("{from}T00:00:00Z"), "lt": format!("{to}T00:00:00Z") } })
}

/// Who won most, asked person by person.
async fn leaders(house: &House) -> Vec<(String, i64)> {
    let people = house.ask(&house.admin, "{ users(first: 100) { nodes { id name } } }", Value::Null).await;
    let mut leaders = Vec::new();
    for person in people["users"]["nodes"].as_array().unwrap() {
        let won = "query($id: ID!) { deals(filter: { ownerId: { eq: $id }, status: { eq: WON } }) { totals { amount } } }";
        let won = house.ask(&house.admin, won, json!({ "id": person["id"] })).await;
        let amount: f64 = won["deals"]["totals"]["amount"].as_str().unwrap().parse().unwrap();
        leaders.push((person["name"].as_str().unwrap().to_owned(), amount as i64));
    }
    leaders.sort_by_key(|(_, amount)| -amount);
    leaders.truncate(3);
    leaders
}
