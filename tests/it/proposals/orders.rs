//! Orders: made from what was accepted or by hand, and where they go.

use super::{deal, done, draft, go, kinds, made};
use crate::harness::house::House;
use dealstream::app::actor::Role;
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn an_order_is_made_by_hand_and_goes_from_open_and_back() {
    let house = House::new().await;
    let (deal, empty) = (deal(&house).await, made(&house, "deal", json!({ "name": "Empty" })).await);
    let before = house.events(0).await.len();
    let select = "order { id number status net total proposal { id } lines { description discountPercent product { name } } version }";
    let made = done(&house, "createOrder", json!({ "dealId": deal, "note": " By phone " }), select).await;
    let order = &made["order"];
    assert_eq!(
        (&order["number"], &order["net"], &order["total"], &order["proposal"]),
        (&json!("O-2026-0001"), &json!("90.08"), &json!("107.19"), &json!(null))
    );
    assert_eq!(
        order["lines"][0],
        json!({ "description": "Chair", "discountPercent": "10", "product": { "name": "Chair" } })
    );
    let id = &order["id"];
    for (input, refusal) in [
        (json!({ "id": id, "status": "CANCELLED" }), "REQUIRED cancelReason"),
        (json!({ "id": id, "cancelReason": "No" }), "INVALID cancelReason"),
        (json!({ "id": id, "note": "N", "expectedVersion": 7 }), "CONFLICT expectedVersion"),
    ] {
        assert_eq!(house.refused(&house.admin, "updateOrder", input).await, [refusal]);
    }
    assert_eq!(
        house.refused(&house.admin, "createOrder", json!({ "dealId": empty })).await,
        ["REQUIRED dealId"]
    );
    let select = "order { status fulfilledAt cancelledAt cancelReason note }";
    let go = async |input| done(&house, "updateOrder", input, select).await["order"].clone();
    let cancelled = go(json!({ "id": id, "status": "CANCELLED", "cancelReason": "Too late" })).await;
    assert_eq!((&cancelled["cancelReason"], &cancelled["note"]), (&json!("Too late"), &json!("By phone")));
    assert_eq!(
        house.refused(&house.admin, "updateOrder", json!({ "id": id, "status": "FULFILLED" })).await,
        ["INVALID status"]
    );
    let open = go(json!({ "id": id, "status": "OPEN" })).await;
    assert_eq!((&open["cancelReason"], &open["cancelledAt"]), (&json!(null), &json!(null)));
    let fulfilled = go(json!({ "id": id, "status": "FULFILLED" })).await;
    assert!(fulfilled["fulfilledAt"].is_string(), "{fulfilled}");
    assert_eq!(
        kinds(&house, before).await,
        ["order.created", "order.changed", "order.changed", "order.changed"]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn orders_are_made_from_accepted_proposals_of_the_same_deal_and_listed() {
    let house = House::new().await;
    let (here, there) = (deal(&house).await, deal(&house).await);
    let id = draft(&house, &here).await;
    let input = json!({ "dealId": here, "proposalId": id });
    assert_eq!(house.refused(&house.admin, "createOrder", input.clone()).await, ["INVALID proposalId"]);
    go(&house, &id, &["submit", "send", "accept"]).await;
    let elsewhere = json!({ "dealId": there, "proposalId": id });
    assert_eq!(house.refused(&house.admin, "createOrder", elsewhere).await, ["NOT_FOUND proposalId"]);
    done(&house, "createOrder", input, "order { number }").await;
    done(&house, "createOrder", json!({ "dealId": there }), "order { number }").await;
    let query = "query($f: OrderFilter) { orders(filter: $f, orderBy: [{field: NUMBER}]) { totalCount nodes { number deal { name } } } }";
    let listed = async |filter| {
        let orders = house.ask(&house.admin, query, json!({ "f": filter })).await["orders"].clone();
        orders["nodes"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| one["number"].as_str().unwrap()[7..].to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(listed(json!({})).await, ["0001", "0002", "0003"]);
    assert_eq!(listed(json!({ "proposalId": { "eq": id } })).await, ["0001", "0002"]);
    assert_eq!(listed(json!({ "dealId": { "eq": there }, "status": { "eq": "OPEN" } })).await, ["0003"]);
    let of_deal = "query($id: ID!) { deal(id: $id) { orders(first: 1) { totalCount nodes { number } } timeline(kinds: [ORDER, PROPOSAL], first: 2) { nodes { kind about record { ... on Order { number } } } } } }";
    let found = house.ask(&house.admin, of_deal, json!({ "id": here })).await["deal"].clone();
    assert_eq!(found["orders"], json!({ "totalCount": 2, "nodes": [{ "number": "O-2026-0002" }] }));
    assert_eq!(
        found["timeline"]["nodes"][0],
        json!({ "kind": "order.created", "about": "ORDER", "record": { "number": "O-2026-0002" } })
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn orders_are_found_by_number_and_by_their_deals_name_and_seen_as_it_is() {
    let house = House::new().await;
    let (rita, otto) = (house.person("Rita", Role::Rep).await, house.person("Otto", Role::Rep).await);
    let (office, lobby) = (deal(&house).await, deal(&house).await);
    let lobby_named = json!({ "id": lobby, "name": "Lóbby" });
    done(&house, "updateDeal", lobby_named, "deal { id }").await;
    for id in [&office, &lobby] {
        done(&house, "createOrder", json!({ "dealId": id }), "order { number }").await;
    }
    let list = "query($s: String) { orders(search: $s) { totalCount nodes { number } } }";
    let found = async |viewer, search: &str| {
        let orders = house.ask(viewer, list, json!({ "s": search })).await["orders"].clone();
        let nodes = orders["nodes"].as_array().unwrap().clone();
        assert_eq!(orders["totalCount"], json!(nodes.len()));
        nodes.iter().map(|one| one["number"].as_str().unwrap()[7..].to_owned()).collect::<Vec<_>>()
    };
    for (search, expected) in [
        ("", &["0002", "0001"][..]),
        ("o-2026", &["0002", "0001"]),
        ("0001", &["0001"]),
        ("lobby", &["0002"]),
        ("LOB 0002", &["0002"]),
        ("lobby 0001", &[]),
    ] {
        assert_eq!(found(&rita, search).await, expected, "{search}");
    }
    let blind = house.seeing(&otto, &[&otto]);
    assert_eq!(found(&blind, "0001").await, [""; 0]);
    let search = "{ search(text: \"o-2026-0002\") { ... on Order { number } } }";
    let hits = house.ask(&rita, search, json!({})).await;
    assert_eq!(hits["search"], json!([{ "number": "O-2026-0002" }]));
    assert_eq!(house.ask(&blind, search, json!({})).await["search"], json!([]));
}
