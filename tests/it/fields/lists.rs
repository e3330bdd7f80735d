//! Lists filtered and sorted by custom fields, and those who watch them.

use super::{field, given, made, usual};
use crate::harness::house::House;
use crate::harness::node::Node;
use dealstream::app::actor::Viewer;
use dealstream::app::config::Limits;
use serde_json::{Value, json};
use std::sync::Arc;

/// Five deals: what is in them, and one that has nothing.
async fn filled(house: &House) -> Arc<Viewer> {
    let anna = usual(house).await;
    for (name, custom) in [
        (
            "a",
            json!({ "contract_type": "annual", "seats": 10, "covers": ["support"], "go_live": "2026-03-01" }),
        ),
        (
            "b",
            json!({ "contract_type": "month", "seats": 9, "covers": ["support", "hosting"], "go_live": "2026-03-10" }),
        ),
        ("c", json!({ "contract_type": "annual", "seats": "2.5", "go_live": "2026-04-01" })),
        ("d", json!({ "seats": 100 })),
        ("e", json!({})),
    ] {
        made(house, &anna, "deal", json!({ "name": name, "custom": given(custom) })).await;
    }
    anna
}

async fn names(house: &House, viewer: &Arc<Viewer>, arguments: &str) -> String {
    let query = format!("{{ deals({arguments}) {{ totalCount nodes {{ name }} }} }}");
    let deals = house.ask(viewer, &query, Value::Null).await["deals"].clone();
    let names: String =
        deals["nodes"].as_array().unwrap().iter().map(|deal| deal["name"].as_str().unwrap()).collect();
    assert_eq!(deals["totalCount"], json!(names.len()), "{arguments}");
    names
}

#[tokio::test(flavor = "multi_thread")]
async fn deals_are_found_by_what_stands_in_their_fields() {
    let house = House::new().await;
    let anna = filled(&house).await;
    for (condition, found) in [
        ("{key: \"contract_type\", eq: \"annual\"}", "ac"),
        ("{key: \"contract_type\", ne: \"annual\"}", "bde"),
        ("{key: \"contract_type\", in: [\"annual\", \"month\"]}", "abc"),
        ("{key: \"contract_type\", notIn: [\"month\"]}", "acde"),
        ("{key: \"contract_type\", isNull: true}", "de"),
        ("{key: \"seats\", gt: 9}", "ad"),
        ("{key: \"seats\", gte: \"9.0\"}", "abd"),
        ("{key: \"seats\", lt: 9}", "c"),
        ("{key: \"seats\", between: [2.5, 10]}", "abc"),
        ("{key: \"seats\", in: [100, 2.50]}", "cd"),
        ("{key: \"covers\", eq: \"support\"}", "ab"),
        ("{key: \"covers\", in: [\"hosting\", \"training\"]}", "b"),
        ("{key: \"covers\", notIn: [\"hosting\"]}", "acde"),
        ("{key: \"covers\", isNull: false}", "ab"),
        ("{key: \"go_live\", lte: \"@today+14d\"}", "ab"),
        ("{key: \"go_live\", eq: \"2026-04-01\"}", "c"),
        ("{key: \"seats\", gt: 1}, {key: \"contract_type\", eq: \"annual\"}", "ac"),
    ] {
        let arguments = format!("filter: {{custom: [{condition}]}}, orderBy: [{{field: NAME}}]");
        assert_eq!(names(&house, &anna, &arguments).await, found, "{condition}");
    }
    let either = "filter: {or: [{custom: [{key: \"seats\", eq: 100}]}, {not: {custom: [{key: \"seats\", isNull: false}]}}]}, orderBy: [{field: NAME}]";
    assert_eq!(names(&house, &anna, either).await, "de");
}

#[tokio::test(flavor = "multi_thread")]
async fn words_are_found_without_accents_and_sorted_as_a_dictionary_would() {
    let house = House::new().await;
    field(&house, json!({ "subject": "ACCOUNT", "label": "Region", "filterable": true })).await;
    let anna = house.knowing(&house.admin).await;
    for (name, region) in [("1", "Žilina"), ("2", "cheb"), ("3", "Brno"), ("4", "Čadca")] {
        let custom = given(json!({ "region": region }));
        made(&house, &anna, "account", json!({ "name": name, "custom": custom })).await;
    }
    made(&house, &anna, "account", json!({ "name": "5" })).await;
    let ask = |arguments: &'static str| {
        let (house, anna) = (&house, &anna);
        async move {
            let query = format!("{{ accounts({arguments}) {{ nodes {{ name }} }} }}");
            let found = house.ask(anna, &query, Value::Null).await["accounts"]["nodes"].clone();
            found.as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap()).collect::<String>()
        }
    };
    assert_eq!(ask("filter: {custom: [{key: \"region\", startsWith: \"zil\"}]}").await, "1");
    assert_eq!(
        ask("filter: {custom: [{key: \"region\", contains: \"C\"}]}, orderBy: [{field: NAME}]").await,
        "24"
    );
    assert_eq!(ask("orderBy: [{field: CUSTOM, customKey: \"region\"}]").await, "34215");
    assert_eq!(ask("orderBy: [{field: CUSTOM, customKey: \"region\", direction: DESC}]").await, "12435");
    // From the other side of a relation.
    let account = house.ask(&anna, "{ accounts(search: \"3\") { nodes { id } } }", Value::Null).await["accounts"]["nodes"][0]["id"].clone();
    made(&house, &anna, "deal", json!({ "name": "d", "accountId": account })).await;
    let by_account = "filter: {account: {custom: [{key: \"region\", eq: \"Brno\"}]}}";
    assert_eq!(names(&house, &anna, by_account).await, "d");
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_follow_a_custom_order_to_the_end_and_back() {
    let house = House::new().await;
    let anna = filled(&house).await;
    for (direction, whole) in [("ASC", "cbade"), ("DESC", "dabce")] {
        let mut seen = String::new();
        let mut after = Value::Null;
        loop {
            let query = format!(
                "query($after: String) {{ deals(first: 2, after: $after, orderBy: [{{field: CUSTOM, customKey: \"seats\", direction: {direction}}}]) {{ nodes {{ name }} pageInfo {{ endCursor hasNextPage }} }} }}"
            );
            let page = house.ask(&anna, &query, json!({ "after": after })).await["deals"].clone();
            page["nodes"].as_array().unwrap().iter().for_each(|deal| seen += deal["name"].as_str().unwrap());
            after = page["pageInfo"]["endCursor"].clone();
            if page["pageInfo"]["hasNextPage"] == false {
                break;
            }
        }
        assert_eq!(seen, whole, "{direction}");
        let back = format!(
            "query($before: String) {{ deals(last: 3, before: $before, orderBy: [{{field: CUSTOM, customKey: \"seats\", direction: {direction}}}]) {{ nodes {{ name }} }} }}"
        );
        let page = house.ask(&anna, &back, json!({ "before": after })).await["deals"]["nodes"].clone();
        let names: String =
            page.as_array().unwrap().iter().map(|deal| deal["name"].as_str().unwrap()).collect();
        assert_eq!(names, whole[1..4], "{direction}");
    }
    let (_, statements) = house.db.statements.of(async {
        let query = "{ deals(orderBy: [{field: CUSTOM, customKey: \"seats\"}], filter: {custom: [{key: \"seats\", gt: 1}]}) { nodes { name custom(key: \"seats\") customFields { label json } } } }";
        house.ask(&anna, query, Value::Null).await
    }).await;
    assert_eq!(statements, 1, "definitions come with the viewer");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_watches_a_filter_by_a_custom_field_sees_deals_come_and_go() {
    let house = House::new().await;
    let anna = usual(&house).await;
    let node = Node::start(&house.db, None, Limits::default()).await;
    let deal =
        made(&house, &anna, "deal", json!({ "name": "D", "custom": given(json!({ "seats": 5 })) })).await;
    let watching = "subscription($f: DealFilter) { dealEvents(filter: $f) { cursor events { __typename ... on DealEntered { deal { seats: custom(key: \"seats\") } } ... on DealChanged { changes { field after } } } } }";
    let filter = json!({ "f": { "custom": [{ "key": "seats", "gte": 10 }] } });
    let mut watch = node.watch_live(&anna, watching, filter).await;
    let update = "mutation($i: UpdateDealInput!) { updateDeal(input: $i) { userErrors { message } } }";
    // One after the other: membership is that of the deal as it is when it is asked.
    for (seats, told) in [
        (10, json!({ "__typename": "DealEntered", "deal": { "seats": "10" } })),
        (12, json!({ "__typename": "DealChanged", "changes": [{ "field": "custom.seats", "after": "12" }] })),
        (3, json!({ "__typename": "DealLeft" })),
    ] {
        let custom = given(json!({ "seats": seats }));
        node.data(&anna, update, json!({ "i": { "id": deal, "custom": custom } })).await;
        assert_eq!(watch.events(1).await.0, [told]);
    }
}
