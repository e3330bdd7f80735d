//! The kept sums of a board's columns are those of its deals, whoever looks and whatever happened to them.

use super::{changed, deal, lookup, made, stage};
use crate::harness::house::{House, id_of};
use dealstream::app::actor::{Role, Viewer};
use dealstream::deals::upkeep;
use diesel_async::RunQueryDsl;
use serde_json::{Value, json};
use std::sync::Arc;

/// What the board says of its columns, and what the list of each column's deals adds up to, which reads every deal.
async fn told(house: &House, viewer: &Arc<Viewer>) -> (Vec<Value>, Vec<Value>) {
    let pipeline = house.ask(viewer, "{ pipelines { id } }", json!({})).await["pipelines"][0]["id"].clone();
    let query = "query($id: ID!) { board(pipelineId: $id, first: 1) { columns { stage { id } count amount weighted } } }";
    let board = house.ask(viewer, query, json!({ "id": pipeline })).await;
    let (mut kept, mut read) = (Vec::new(), Vec::new());
    for column in board["board"]["columns"].as_array().expect("columns") {
        kept.push(json!([column["count"], column["amount"], column["weighted"]]));
        let query = "query($id: ID!) { deals(filter: { stageId: { eq: $id } }, first: 1) { totals { count amount weighted } } }";
        let list = house.ask(viewer, query, json!({ "id": column["stage"]["id"] })).await;
        let totals = &list["deals"]["totals"];
        read.push(json!([totals["count"], totals["amount"], totals["weighted"]]));
    }
    (kept, read)
}

#[derive(diesel::QueryableByName)]
struct Rows {
    #[diesel(sql_type = diesel::sql_types::BigInt)]
    rows: i64,
}

async fn rows(house: &House) -> i64 {
    let mut conn = house.app.read().await.expect("a connection");
    let counted = diesel::sql_query("SELECT count(*) AS rows FROM deal_sums");
    counted.get_result::<Rows>(&mut *conn).await.expect("a count").rows
}

/// Something happens to a deal; what is a matter of the round.
async fn happen(house: &House, round: usize, id: &str, people: &[Arc<Viewer>], stages: &[String]) {
    let version = deal(house, &house.admin, id, "version").await["version"].clone();
    let person = id_of(&people[round % people.len()]);
    let to = &stages[round * 7 % stages.len()];
    match round % 6 {
        0 => {
            let input = json!({ "id": id, "stageId": to, "expectedVersion": version });
            changed(house, "moveDeal", input, "id").await;
        }
        1 => {
            let amount = if round % 4 == 1 { Value::Null } else { json!(format!("{round}.37")) };
            let input = json!({ "id": id, "amount": amount, "expectedVersion": version });
            changed(house, "updateDeal", input, "id").await;
        }
        2 => drop(changed(house, "updateDeal", json!({ "id": id, "ownerId": person }), "id").await),
        3 => {
            let input = json!({ "id": id, "restricted": round % 4 != 3, "userIds": [person] });
            changed(house, "restrictDeal", input, "id").await;
        }
        4 => {
            let input = json!({ "title": "Call", "dealId": id, "assigneeId": person });
            made(house, &house.admin, "task", input).await;
        }
        _ => {
            let input = json!({ "ids": [id], "stageId": to });
            house.change(&house.admin, "moveDeals", input, "changed").await;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_columns_of_a_board_come_to_what_their_deals_come_to() {
    let house = House::new().await;
    let mut people = vec![house.admin.clone()];
    for name in ["Rita", "Rolf", "Max"] {
        people.push(house.person(name, if name == "Max" { Role::Manager } else { Role::Rep }).await);
    }
    house.change(&house.admin, "setCurrency", json!({ "code": "USD", "rate": "0.9317" }), "").await;
    let mut stages = Vec::new();
    for name in ["Qualification", "Needs analysis", "Proposal", "Won"] {
        stages.push(stage(&house, 0, name).await);
    }
    let mut ids = Vec::new();
    for number in 0..12_usize {
        let amount = (number % 5 != 0).then(|| format!("{}.{:02}", number * 991, number * 7));
        let currency = if number % 2 == 0 { "EUR" } else { "USD" };
        let input = json!({ "name": format!("Deal {number}"), "amount": amount, "currency": currency,
                            "ownerId": id_of(&people[number % 4]), "stageId": stages[number % 3] });
        ids.push(made(&house, &house.admin, "deal", input).await);
    }
    let narrow = house.seeing(&people[1], &[&people[1], &people[2]]);
    let alone = house.seeing(&people[2], &[]);
    let anybody = Arc::new(people[1].impersonal());
    let viewers = [&people[0], &people[1], &people[3], &narrow, &alone, &anybody];
    let mut different = std::collections::HashSet::new();
    for round in 0..48 {
        happen(&house, round, &ids[round * 5 % ids.len()], &people, &stages).await;
        if round % 8 != 7 {
            continue;
        }
        for viewer in viewers {
            let (kept, read) = told(&house, viewer).await;
            assert_eq!(kept, read, "after {round} rounds, as {viewer:?}");
            different.insert(format!("{round} {kept:?}"));
        }
    }
    assert!(different.len() > 18, "people see different boards, which change: {}", different.len());
}

#[tokio::test(flavor = "multi_thread")]
async fn differences_are_added_up_by_and_by_and_come_to_the_same() {
    let house = House::new().await;
    let (here, there) = (stage(&house, 0, "Qualification").await, stage(&house, 0, "Proposal").await);
    let id = made(&house, &house.admin, "deal", json!({ "name": "Back and forth", "amount": "10" })).await;
    for round in 0..20 {
        let input = json!({ "ids": [id], "stageId": if round % 2 == 0 { &there } else { &here } });
        house.change(&house.admin, "moveDeals", input, "changed").await;
    }
    assert_eq!(rows(&house).await, 41, "one when it was made, two each time it moved");
    let before = told(&house, &house.admin).await.0;
    // Two servers at once: whoever comes second finds nothing to do.
    let (one, two) = tokio::join!(upkeep::round(&house.app), upkeep::round(&house.app));
    one.and(two).expect("both rounds");
    assert_eq!(rows(&house).await, 1, "nothing is left where nothing is");
    let (kept, read) = told(&house, &house.admin).await;
    assert_eq!((&kept, &kept), (&before, &read));
    let reason = lookup(&house, "LOSS_REASON").await;
    let lost = json!({ "ids": [id], "stageId": stage(&house, 0, "Lost").await, "lossReasonId": reason });
    house.change(&house.admin, "moveDeals", lost, "changed").await;
    let (kept, read) = told(&house, &house.admin).await;
    assert_eq!(kept, read);
    assert_eq!(kept.iter().filter(|column| column[0] == 1).count(), 1);
}
