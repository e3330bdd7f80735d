//! Lines as lists, filters, gates, watchers and histories see them.

use super::lines::{add, in_dollars, product, version};
use super::{changed, made, stage};
use crate::harness::house::House;
use crate::harness::node::Node;
use dealstream::app::actor::Role;
use dealstream::app::config::Limits;
use serde_json::{Value, json};

#[tokio::test(flavor = "multi_thread")]
async fn lines_are_seen_with_their_deal_counted_and_filtered_by() {
    let house = House::new().await;
    let (rita, otto) = (house.person("Rita", Role::Rep).await, house.person("Otto", Role::Rep).await);
    let chair = product(&house, json!({ "name": "Chair", "series": "Home" })).await;
    let table = product(&house, json!({ "name": "Table", "series": "Office" })).await;
    for (name, owner, product, price) in
        [("One", &rita, &chair, 10), ("Two", &otto, &chair, 20), ("Three", &otto, &table, 5)]
    {
        let id = made(&house, owner, "deal", json!({ "name": name })).await;
        add(&house, json!({ "dealId": id, "productId": product, "unitPrice": price, "quantity": 2 })).await;
    }
    made(&house, &rita, "deal", json!({ "name": "Zero" })).await;
    for (filter, expected) in [
        (json!({ "lines": { "some": {} } }), vec!["One", "Three", "Two"]),
        (json!({ "lines": { "none": {} } }), vec!["Zero"]),
        (json!({ "lines": { "some": { "productId": { "eq": chair } } } }), vec!["One", "Two"]),
        (json!({ "lines": { "some": { "product": { "series": { "eq": "Office" } } } } }), vec!["Three"]),
        (
            json!({ "lines": { "some": { "total": { "gte": "20" }, "unitPrice": { "lt": "20" } } } }),
            vec!["One"],
        ),
        (
            json!({ "lines": { "every": { "description": { "contains": "hair" } } } }),
            vec!["One", "Two", "Zero"],
        ),
    ] {
        let query = "query($f: DealFilter) { deals(filter: $f, orderBy: {field: NAME}) { nodes { name } totalCount } }";
        let found = house.ask(&house.admin, query, json!({ "f": filter })).await["deals"].clone();
        assert_eq!(super::names(&found), expected, "{filter}");
    }
    let own = house.seeing(&rita, &[&rita]);
    let query = "{ products { nodes { name lines { totalCount nodes { total deal { name } } } } } deals(filter: { lines: { some: {} } }) { totalCount } }";
    let seen = house.ask(&own, query, Value::Null).await;
    assert_eq!(
        seen["products"]["nodes"],
        json!([
            { "name": "Chair", "lines": { "totalCount": 1, "nodes": [{ "total": "20.00", "deal": { "name": "One" } }] } },
            { "name": "Table", "lines": { "totalCount": 0, "nodes": [] } },
        ])
    );
    assert_eq!(seen["deals"]["totalCount"], json!(1));
    let open = "query($id: ID!) { product(id: $id) { lines(filter: {deal: {name: {eq: \"Two\"}}}) { nodes { total } } } }";
    let open = house.ask(&house.admin, open, json!({ "id": chair })).await;
    assert_eq!(open["product"]["lines"]["nodes"], json!([{ "total": "40.00" }]));
}

#[tokio::test(flavor = "multi_thread")]
async fn lines_of_many_deals_take_as_many_statements_as_of_one() {
    let house = House::new().await;
    let chair = product(&house, json!({ "name": "Chair" })).await;
    let query = "{ deals { nodes { name lineTotals { net } lines(first: 5) { totalCount nodes { total product { name } } } competitors { nodes { threat } } } } }";
    let mut counts = Vec::new();
    for _ in 0..2 {
        for number in 0..4 {
            let id = made(&house, &house.admin, "deal", json!({ "name": format!("D{number}") })).await;
            add(&house, json!({ "dealId": id, "productId": chair, "unitPrice": 1 })).await;
        }
        counts.push(house.db.statements.of(house.ask(&house.admin, query, Value::Null)).await.1);
    }
    assert_eq!(counts[0], counts[1]);
    assert!(counts[0] <= 6, "{counts:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_line_is_watched_and_can_bring_its_deal_into_a_filter_and_out() {
    let house = House::new().await;
    let id = in_dollars(&house).await;
    let node = Node::start(&house.db, None, Limits::default()).await;
    let watching = "subscription($filter: DealFilter) { dealEvents(filter: $filter) { cursor events { __typename ... on DealChanged { changes { field after } deal { amount } } ... on DealRecordChanged { kind record { ... on DealLine { total } } deal { lineTotals { net } } } } } }";
    let mut all = node.watch_live(&house.admin, watching, json!({})).await;
    let mut lined =
        node.watch_live(&house.admin, watching, json!({ "filter": { "lines": { "some": {} } } })).await;
    let add = "mutation($i: AddDealLineInput!) { addDealLine(input: $i) { dealLine { id } userErrors { message } } }";
    let input = json!({ "dealId": id, "description": "X", "unitPrice": 5 });
    let added = node.data(&house.admin, add, json!({ "i": input })).await["addDealLine"].clone();
    let line = added["dealLine"]["id"].as_str().unwrap_or_else(|| panic!("{added}")).to_owned();
    let (events, _) = all.events(2).await;
    assert_eq!(
        events[0],
        json!({ "__typename": "DealRecordChanged", "kind": "deal_line.added", "record": { "total": "5.00" },
            "deal": { "lineTotals": { "net": "5.00" } } })
    );
    assert_eq!(
        (&events[1]["__typename"], &events[1]["deal"]["amount"]),
        (&json!("DealChanged"), &json!("5.00"))
    );
    let (events, _) = lined.events(3).await;
    assert_eq!(events[0]["__typename"], "DealEntered", "{events:?}");
    let remove =
        "mutation($i: RemoveDealLineInput!) { removeDealLine(input: $i) { userErrors { message } } }";
    node.data(&house.admin, remove, json!({ "i": { "id": line } })).await;
    let (events, _) = lined.events(1).await;
    assert_eq!(events[0]["__typename"], "DealLeft");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_gate_can_ask_for_lines_and_a_competitor() {
    let house = House::new().await;
    let next = stage(&house, 0, "Needs analysis").await;
    let gate = json!([{ "kind": "FACT", "key": "linesExist" }, { "kind": "FACT", "key": "competitorNamed" }]);
    house.change(&house.admin, "updateStage", json!({ "id": next, "gate": gate }), "").await;
    let id = in_dollars(&house).await;
    let ask = "query($d: ID!, $s: ID!) { dealGate(dealId: $d, stageId: $s) { open missing { label } } }";
    let asked = house.ask(&house.admin, ask, json!({ "d": id, "s": next })).await;
    assert_eq!(
        asked["dealGate"]["missing"],
        json!([{ "label": "There are lines" }, { "label": "A competitor is named" }])
    );
    add(&house, json!({ "dealId": id, "description": "X", "unitPrice": 5 })).await;
    let to = |version: i64| json!({ "id": id, "stageId": next, "expectedVersion": version });
    assert_eq!(
        house.refused(&house.admin, "moveDeal", to(version(&house, &id).await)).await,
        ["GATE_UNMET stageId"]
    );
    let rival = json!({ "dealId": id, "newCompetitor": { "name": "Quantix" } });
    house.change(&house.admin, "addDealCompetitor", rival, "dealCompetitor { id }").await;
    let moved = changed(&house, "moveDeal", to(version(&house, &id).await), "stage { name }").await;
    assert_eq!(moved["stage"]["name"], "Needs analysis");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_history_of_a_line_names_its_product() {
    let house = House::new().await;
    let (chair, table) = (
        product(&house, json!({ "name": "Chair" })).await,
        product(&house, json!({ "name": "Table" })).await,
    );
    let id = in_dollars(&house).await;
    let line = add(&house, json!({ "dealId": id, "productId": chair, "unitPrice": 5 })).await;
    house
        .change(&house.admin, "updateDealLine", json!({ "id": line, "productId": table, "quantity": 2 }), "")
        .await;
    let query = "query($id: ID!) { node(id: $id) { ... on DealLine { description history { nodes { kind changes { field before after beforeLabel afterLabel } } } } } }";
    let found = house.ask(&house.admin, query, json!({ "id": line })).await["node"].clone();
    assert_eq!(found["description"], "Chair", "the words stay until somebody changes them");
    let last = found["history"]["nodes"][0].clone();
    assert_eq!(last["kind"], "deal_line.changed");
    let product =
        last["changes"].as_array().unwrap().iter().find(|change| change["field"] == "product").unwrap();
    assert_eq!(
        product,
        &json!({ "field": "product", "before": chair, "after": table, "beforeLabel": "Chair", "afterLabel": "Table" })
    );
}
