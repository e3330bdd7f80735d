//! Lists of deals: filters over two hops, orders, pages and totals.

use super::{made, names};
use crate::harness::house::House;
use crate::harness::node::Node;
use chrono::Duration;
use dealstream::app::config::Limits;
use serde_json::{Value, json};
use std::collections::BTreeSet;

const LIST: &str = "query($filter: DealFilter, $orderBy: [DealOrder!], $search: String) { deals(filter: $filter, orderBy: $orderBy, search: $search) { nodes { name } totalCount totals { count amount weighted currency } } }";

async fn found(house: &House, filter: Value) -> String {
    let variables = json!({ "filter": filter, "orderBy": [{ "field": "NAME" }] });
    let list = house.ask(&house.admin, LIST, variables).await["deals"].clone();
    let names = names(&list);
    assert_eq!(list["totalCount"], names.len(), "the count is the list's");
    names.concat()
}

/// Deals A to D with Acme (A, B) and Bolt (C, D has none), amounts 1, 2, 3 and none; tasks on A and C.
async fn furnished() -> House {
    let house = House::new().await;
    let anna = house.admin.clone();
    let acme = made(&house, &anna, "account", json!({ "name": "Acme" })).await;
    let bolt = made(&house, &anna, "account", json!({ "name": "Bolt", "employees": 50 })).await;
    made(&house, &anna, "account", json!({ "name": "Cold" })).await;
    let jan = made(&house, &anna, "contact", json!({ "lastName": "Jan", "accountId": bolt })).await;
    for (name, more) in [
        ("A", json!({ "accountId": acme, "amount": "1" })),
        ("B", json!({ "accountId": acme, "amount": "2", "currency": "USD" })),
        ("C", json!({ "primaryContactId": jan, "amount": "3", "probability": 50 })),
        ("D", json!({})),
    ] {
        let mut input = json!({ "name": name });
        input.as_object_mut().unwrap().extend(more.as_object().cloned().unwrap());
        let id = made(&house, &anna, "deal", input).await;
        if name == "A" || name == "C" {
            made(&house, &anna, "task", json!({ "title": format!("Call {name}"), "dealId": id })).await;
        }
        house.app.clock.advance(Duration::days(1));
    }
    house
}

#[tokio::test(flavor = "multi_thread")]
async fn filters_reach_over_two_hops_in_both_directions() {
    let house = furnished().await;
    for (filter, expected) in [
        (json!({}), "ABCD"),
        (json!({ "account": { "name": { "eq": "Acme" } } }), "AB"),
        (json!({ "account": { "contacts": { "some": { "lastName": { "eq": "Jan" } } } } }), "C"),
        (json!({ "account": { "contacts": { "none": {} } } }), "AB"),
        (json!({ "account": { "deals": { "some": { "name": { "eq": "A" } } } } }), "AB"),
        (json!({ "account": { "deals": { "every": { "name": { "in": ["A", "B"] } } } } }), "AB"),
        (json!({ "primaryContact": { "account": { "employees": { "gte": 50 } } } }), "C"),
        (json!({ "owner": { "name": { "startsWith": "ann" } } }), "ABCD"),
        (json!({ "ownerId": { "eq": "@me" } }), "ABCD"),
        (json!({ "tasks": { "some": { "title": { "contains": "call a" } } } }), "A"),
        (json!({ "tasks": { "none": {} } }), "BD"),
        (json!({ "tasks": { "every": { "title": { "eq": "Call C" } } } }), "BCD"),
        (json!({ "not": { "account": { "name": { "eq": "Acme" } } } }), "CD"),
        (json!({ "accountId": { "isNull": true } }), "D"),
        (json!({ "or": [{ "amount": { "gt": "2.5" } }, { "name": { "eq": "A" } }] }), "AC"),
        (json!({ "and": [{ "amount": { "lte": "2" } }, { "currency": { "ne": "EUR" } }] }), "B"),
        (json!({ "amount": { "between": ["1", "2"] } }), "AB"),
        (json!({ "amount": { "isNull": true } }), "D"),
        (json!({ "amount": { "ne": "1" } }), "BCD"),
        (json!({ "createdAt": { "gte": "2026-03-04T00:00:00Z" } }), "CD"),
        (json!({ "expectedCloseOn": { "eq": "2026-04-13" } }), "A"),
        (json!({ "probability": { "in": [50] } }), "C"),
        (json!({ "status": { "notIn": ["OPEN"] } }), ""),
        (json!({ "id": { "in": [] } }), ""),
    ] {
        assert_eq!(found(&house, filter.clone()).await, expected, "{filter}");
    }
    let accounts = "query($filter: AccountFilter) { accounts(filter: $filter, orderBy: [{field: NAME}]) { nodes { name } } }";
    for (filter, expected) in [
        (json!({ "deals": { "some": { "amount": { "gte": "2" } } } }), "AcmeBolt"),
        (json!({ "deals": { "none": {} } }), "Cold"),
        (json!({ "deals": { "every": { "tasks": { "some": {} } } } }), "BoltCold"),
        (json!({ "contacts": { "some": { "deals": { "some": { "name": { "eq": "C" } } } } } }), "Bolt"),
    ] {
        let list = house.ask(&house.admin, accounts, json!({ "filter": filter })).await;
        assert_eq!(names(&list["accounts"]).concat(), expected, "{filter}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn totals_are_those_of_all_pages_in_the_base_currency() {
    let house = furnished().await;
    let rate = json!({ "code": "USD", "rate": "0.5" });
    house.change(&house.admin, "setCurrency", rate, "").await;
    made(
        &house,
        &house.admin,
        "deal",
        json!({ "name": "E", "amount": "100.01", "currency": "USD", "probability": 50 }),
    )
    .await;
    let filter = json!({ "filter": { "name": { "in": ["A", "C", "D", "E"] } } });
    let one = LIST.replace("search: $search)", "search: $search, first: 1)");
    let list = house.ask(&house.admin, &one, filter).await["deals"].clone();
    assert_eq!(list["nodes"].as_array().map(Vec::len), Some(1));
    let totals = json!({ "count": 4, "amount": "54.01", "weighted": "26.61", "currency": "EUR" });
    assert_eq!(
        (&list["totals"], &list["totalCount"]),
        (&totals, &json!(4)),
        "1 × 10 %, 3 × 50 %, 50.01 × 50 %"
    );
    let none =
        house.ask(&house.admin, LIST, json!({ "filter": { "name": { "eq": "Z" } } })).await["deals"].clone();
    assert_eq!(
        none["totals"],
        json!({ "count": 0, "amount": "0.00", "weighted": "0.00", "currency": "EUR" })
    );
    let search = house.ask(&house.admin, LIST, json!({ "search": " e " })).await["deals"].clone();
    assert_eq!(names(&search), ["E"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_has_no_value_comes_last_in_either_direction() {
    let house = furnished().await;
    for (order, expected) in [
        (json!([{ "field": "AMOUNT" }]), "ABCD"),
        (json!([{ "field": "AMOUNT", "direction": "DESC" }]), "CBAD"),
        (
            json!([{ "field": "PROBABILITY", "direction": "DESC" }, { "field": "AMOUNT", "direction": "DESC" }]),
            "CBAD",
        ),
        (json!([{ "field": "CLOSED_AT" }, { "field": "NAME", "direction": "DESC" }]), "DCBA"),
        (json!([{ "field": "CREATED_AT", "direction": "DESC" }]), "DCBA"),
        (json!([]), "DCBA"),
    ] {
        let list = house.ask(&house.admin, LIST, json!({ "orderBy": order })).await;
        assert_eq!(names(&list["deals"]).concat(), expected, "{order}");
    }
}

/// Reads a list page by page; the ids in the order met, from the list's beginning.
async fn paged(house: &House, order: &Value, size: usize, backward: bool) -> Vec<String> {
    let (count, from, flag, cursor) = if backward {
        ("last", "before", "hasPreviousPage", "startCursor")
    } else {
        ("first", "after", "hasNextPage", "endCursor")
    };
    let query = format!(
        "query($n: Int, $c: String, $o: [DealOrder!]) {{ deals({count}: $n, {from}: $c, orderBy: $o) {{ nodes {{ id }} pageInfo {{ {flag} {cursor} }} }} }}"
    );
    let (mut ids, mut at) = (Vec::new(), Value::Null);
    loop {
        let variables = json!({ "n": size, "c": at, "o": order });
        let page = house.ask(&house.admin, &query, variables).await["deals"].clone();
        let mut nodes: Vec<String> = page["nodes"]
            .as_array()
            .unwrap()
            .iter()
            .map(|node| node["id"].as_str().unwrap().to_owned())
            .collect();
        assert!(nodes.len() <= size && !nodes.is_empty());
        if backward {
            nodes.append(&mut ids);
            ids = nodes;
        } else {
            ids.append(&mut nodes);
        }
        if page["pageInfo"][flag] == false {
            return ids;
        }
        at = page["pageInfo"][cursor].clone();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_show_every_row_once_whatever_the_order_and_the_size() {
    let house = House::new().await;
    let mut seed = 11_u32;
    for _ in 0..23 {
        seed = seed.wrapping_mul(1_103_515_245).wrapping_add(12_345) % 2_147_483_648;
        // Few values, so that there are ties in every order; a third without an amount.
        let amount = (!seed.is_multiple_of(3)).then(|| (seed / 7 % 3).to_string());
        let input = json!({ "name": format!("N{}", seed / 16 % 3), "amount": amount, "probability": 10 + seed / 64 % 2 });
        made(&house, &house.admin, "deal", input).await;
        if seed.is_multiple_of(2) {
            house.app.clock.advance(Duration::microseconds(1));
        }
    }
    let orders = [
        json!([]),
        json!([{ "field": "AMOUNT" }]),
        json!([{ "field": "AMOUNT", "direction": "DESC" }]),
        json!([{ "field": "NAME" }, { "field": "AMOUNT", "direction": "DESC" }]),
        json!([{ "field": "CLOSED_AT", "direction": "DESC" }, { "field": "PROBABILITY" }, { "field": "NAME", "direction": "DESC" }]),
        json!([{ "field": "CREATED_AT" }, { "field": "AMOUNT" }]),
        json!([{ "field": "RANK" }]),
        json!([{ "field": "LAST_ACTIVITY_AT" }]),
    ];
    for order in orders {
        let whole = paged(&house, &order, 200, false).await;
        assert_eq!(whole.iter().collect::<BTreeSet<_>>().len(), 23);
        for size in [1, 4, 23] {
            for backward in [false, true] {
                assert_eq!(
                    paged(&house, &order, size, backward).await,
                    whole,
                    "{order} by {size}, backward: {backward}"
                );
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_makes_no_sense_is_the_askers_mistake_at_any_depth() {
    let house = furnished().await;
    let node =
        crate::harness::node::Node::start(&house.db, None, dealstream::app::config::Limits::default()).await;
    let by_name = house
        .ask(
            &house.admin,
            "{ deals(orderBy: [{field: NAME}], first: 1) { pageInfo { endCursor } } }",
            json!({}),
        )
        .await;
    let cursor = by_name["deals"]["pageInfo"]["endCursor"].as_str().unwrap();
    for query in [
        "{ deals(first: 0) { totalCount } }".to_owned(),
        "{ deals(first: 201) { totalCount } }".to_owned(),
        "{ deals(first: 1, last: 1) { totalCount } }".to_owned(),
        "{ deals(after: \"nonsense\") { totalCount } }".to_owned(),
        format!("{{ deals(after: \"{cursor}\", orderBy: [{{field: AMOUNT}}]) {{ totalCount }} }}"),
        "{ accounts { nodes { deals(after: \"nonsense\") { nodes { id } } } } }".to_owned(),
        "{ deals(filter: {id: {eq: \"acct_01h455vb4pex5vsknk084sn02q\"}}) { totalCount } }".to_owned(),
        "{ deals(filter: {amount: {between: [\"1\"]}}) { totalCount } }".to_owned(),
        "{ deals(filter: {createdAt: {gte: \"yesterday\"}}) { totalCount } }".to_owned(),
    ] {
        let answer = node.ask(&house.admin, &query, json!({})).await;
        assert_eq!(answer["errors"][0]["extensions"]["code"], "BAD_USER_INPUT", "{query}: {answer}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn more_than_four_things_to_sort_by_are_refused_rather_than_left_out() {
    let house = House::new().await;
    let node = Node::start(&house.db, None, Limits::default()).await;
    for (list, field) in [
        ("deals", "NAME"),
        ("accounts", "NAME"),
        ("contacts", "NAME"),
        ("tasks", "DUE_AT"),
        ("accounts { nodes { deals", "NAME"),
    ] {
        let by = |count: usize| {
            let terms = vec![format!("{{field: {field}}}"); count].join(", ");
            let close = if list.contains('{') { "} }" } else { "" };
            format!("{{ {list}(orderBy: [{terms}]) {{ nodes {{ id }} }} {close} }}")
        };
        made(&house, &house.admin, "account", json!({ "name": list })).await;
        node.data(&house.admin, &by(4), json!({})).await;
        let refused = node.ask(&house.admin, &by(5), json!({})).await;
        assert_eq!(refused["errors"][0]["extensions"]["code"], "BAD_USER_INPUT", "{list}: {refused}");
        let message = refused["errors"][0]["message"].as_str().unwrap();
        assert!(message.contains("at most four"), "{message}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn boards_in_one_document_are_counted_apart() {
    let house = furnished().await;
    let query = "{ pipelines { id stages { id } } }";
    let pipelines = house.ask(&house.admin, query, json!({})).await["pipelines"].clone();
    let elsewhere = json!({ "name": "P", "amount": "7", "stageId": pipelines[1]["stages"][0]["id"] });
    made(&house, &house.admin, "deal", elsewhere).await;
    let column = "columns { count amount deals { totalCount totals { amount } nodes { name } } }";
    let document = format!(
        "query($here: ID!, $there: ID!) {{
            small: board(pipelineId: $here, filter: {{ amount: {{ lte: \"1\" }} }}) {{ {column} }}
            all: board(pipelineId: $here) {{ {column} }}
            other: board(pipelineId: $there) {{ {column} }}
        }}"
    );
    let variables = json!({ "here": pipelines[0]["id"], "there": pipelines[1]["id"] });
    let boards = house.ask(&house.admin, &document, variables).await;
    for (board, expected) in [("small", "A"), ("all", "ABCD"), ("other", "P")] {
        let columns = boards[board]["columns"].as_array().expect("columns");
        let filled: Vec<_> = columns.iter().filter(|column| column["count"] != 0).collect();
        let mut shown: Vec<_> = filled.iter().flat_map(|column| names(&column["deals"])).collect();
        shown.sort_unstable();
        assert_eq!(shown.concat(), expected, "{board}: {columns:?}");
        for column in filled {
            assert_eq!(column["deals"]["totalCount"], column["count"], "{board}");
            assert_eq!(column["deals"]["totals"]["amount"], column["amount"], "{board}");
        }
    }
}
