//! What lists and boards cost in statements: the same for twenty times as many rows.

use super::{made, names, stage};
use crate::harness::house::House;
use serde_json::{Value, json};

/// As many accounts, each with a contact, a deal, and a task on it.
async fn grow(house: &House, count: usize) {
    let anna = &house.admin;
    for number in 0..count {
        let account = made(house, anna, "account", json!({ "name": format!("Account {number}") })).await;
        let contact =
            made(house, anna, "contact", json!({ "lastName": "Novák", "accountId": account })).await;
        let deal = json!({ "name": format!("Deal {number}"), "primaryContactId": contact, "amount": "10" });
        let deal = made(house, anna, "deal", deal).await;
        made(house, anna, "task", json!({ "title": "Call", "dealId": deal })).await;
    }
}

/// The statements of a query now, and when there is twenty times as much; with the last answer.
async fn statements(query: &str, variables: impl AsyncFn(&House) -> Value) -> (Vec<usize>, Value) {
    let house = House::new().await;
    let (mut counts, mut last) = (Vec::new(), Value::Null);
    for more in [2, 38] {
        grow(&house, more).await;
        let variables = variables(&house).await;
        let (answer, count) = house.db.statements.of(house.ask(&house.admin, query, variables)).await;
        counts.push(count);
        last = answer;
    }
    (counts, last)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_of_deals_with_account_owner_and_next_task_takes_four_statements() {
    let query = "{ deals { nodes { name account { name } owner { name } nextTask { title } } } }";
    let (counts, list) = statements(query, async |_| json!({})).await;
    assert_eq!(counts, [4, 4]);
    assert_eq!(names(&list["deals"]).len(), 40);
    let totals = "{ deals { totalCount totals { amount currency } nodes { name } } }";
    assert_eq!(
        statements(totals, async |_| json!({})).await.0,
        [4, 4],
        "page, count, sums, the base currency"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn accounts_with_their_deals_and_contacts_take_one_statement_a_level() {
    let query = "{ accounts { nodes { name contacts { nodes { name } } deals { nodes { name primaryContact { name account { name } } stage { name pipeline { name } } } } } } }";
    let (counts, list) = statements(query, async |_| json!({})).await;
    assert_eq!(counts[0], counts[1], "no N+1: {counts:?}");
    assert!(counts[1] <= 8, "{counts:?}");
    let first = &list["accounts"]["nodes"][0];
    assert_eq!(first["deals"]["nodes"][0]["primaryContact"]["account"]["name"], first["name"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_board_is_one_statement_for_its_kept_sums_and_one_lateral() {
    let query = "query($p: ID!) { board(pipelineId: $p, first: 3) { columns { stage { name } count amount weighted currency deals { nodes { name } pageInfo { hasNextPage } } } } }";
    let house = House::new().await;
    let pipelines = house.ask(&house.admin, "{ pipelines { id } }", json!({})).await;
    let variables = json!({ "p": pipelines["pipelines"][0]["id"] });
    let mut counts = Vec::new();
    for more in [2, 38] {
        grow(&house, more).await;
        house.db.statements.take();
        let board = house.ask(&house.admin, query, variables.clone()).await;
        let all = house.db.statements.take();
        let about_deals = |sql: &&String| sql.contains("FROM deals") || sql.contains("JOIN LATERAL");
        assert_eq!(all.iter().filter(about_deals).count(), 1, "{all:#?}");
        assert_eq!(all.iter().filter(|sql| sql.contains("FROM deal_sums")).count(), 1, "{all:#?}");
        counts.push(all.len());
        assert_eq!(board["board"]["columns"].as_array().map(Vec::len), Some(8));
    }
    assert_eq!(counts[0], counts[1], "{counts:?}");
    let ids = house.ask(&house.admin, "{ deals(first: 5) { nodes { id } } }", json!({})).await;
    let ids: Vec<&Value> = ids["deals"]["nodes"].as_array().unwrap().iter().map(|node| &node["id"]).collect();
    let input = json!({ "ids": ids, "stageId": stage(&house, 0, "Proposal").await });
    house.change(&house.admin, "moveDeals", input, "changed").await;
    let board = house.ask(&house.admin, query, variables).await["board"]["columns"].clone();
    let column = |place: usize| {
        let column = &board[place];
        json!([
            column["stage"]["name"],
            column["count"],
            column["amount"],
            column["weighted"],
            names(&column["deals"]).len(),
            column["deals"]["pageInfo"]["hasNextPage"]
        ])
    };
    assert_eq!(column(0), json!(["Qualification", 35, "350.00", "35.00", 3, true]));
    assert_eq!(column(3), json!(["Proposal", 5, "50.00", "30.00", 3, true]));
    assert_eq!(column(7), json!(["Lost", 0, "0.00", "0.00", 0, false]));
    assert_eq!(board[0]["currency"], "EUR");
}
