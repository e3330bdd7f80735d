//! Lines of drafts: their totals, their places, and what the proposal comes to.

use super::{deal, done, draft, go, kinds, made, proposal};
use crate::harness::house::House;
use serde_json::{Value, json};

const TOTALS: &str = "proposalLine { id description position unitCost total net tax } proposal { net tax total margin version lines { description } }";

#[tokio::test(flavor = "multi_thread")]
async fn every_change_of_a_line_counts_the_totals_anew() {
    let house = House::new().await;
    let deal = made(&house, "deal", json!({ "name": "D" })).await;
    let id = draft(&house, &deal).await;
    let prices = json!([{ "currency": "EUR", "unitPrice": "12.5", "unitCost": "5" }]);
    let desk = made(&house, "product", json!({ "name": "Desk", "taxPercent": 20, "prices": prices })).await;
    let before = house.events(0).await.len();
    let input = json!({ "proposalId": id, "productId": desk, "quantity": 4 });
    let added = done(&house, "addProposalLine", input, TOTALS).await;
    assert_eq!(added["proposalLine"]["unitCost"], "5.00");
    let totals = json!({ "net": "50.00", "tax": "10.00", "total": "60.00", "margin": "60.00", "version": 2,
        "lines": [{ "description": "Desk" }] });
    assert_eq!(added["proposal"], totals);
    let line = added["proposalLine"]["id"].clone();
    let free = json!({ "proposalId": id, "description": "Delivery", "unitPrice": "7" });
    let free = done(&house, "addProposalLine", free, TOTALS).await;
    assert_eq!(free["proposal"]["margin"], json!(null), "nobody knows what it costs");
    let changed = json!({ "id": line, "discountPercent": "33.33", "expectedVersion": 1 });
    let changed = done(&house, "updateProposalLine", changed, TOTALS).await;
    assert_eq!(
        (&changed["proposalLine"]["net"], &changed["proposal"]["net"]),
        (&json!("33.34"), &json!("40.34"))
    );
    let chosen = json!({ "id": free["proposalLine"]["id"], "productId": desk });
    let chosen = done(&house, "updateProposalLine", chosen, TOTALS).await;
    assert_eq!(chosen["proposalLine"]["description"], "Delivery");
    assert_eq!(chosen["proposal"]["margin"], "38.03", "40.34 less 25");
    let moved = done(&house, "moveProposalLine", json!({ "id": free["proposalLine"]["id"] }), TOTALS).await;
    let order = json!([{ "description": "Delivery" }, { "description": "Desk" }]);
    assert_eq!((&moved["proposal"]["lines"], &moved["proposal"]["version"]), (&order, &json!(6)));
    let gone = done(&house, "removeProposalLine", json!({ "id": line }), TOTALS).await;
    assert_eq!((&gone["proposal"]["net"], &gone["proposal"]["version"]), (&json!("7.00"), &json!(7)));
    let told = kinds(&house, before).await;
    let expected = ["added", "added", "changed", "changed", "changed", "removed"];
    let lines: Vec<&str> = told.iter().filter_map(|kind| kind.strip_prefix("proposal_line.")).collect();
    assert_eq!(lines, expected);
    assert_eq!(told.len(), 12, "and the proposal with each: {told:?}");
    // The same again changes nothing.
    let same = json!({ "id": free["proposalLine"]["id"], "description": " Delivery " });
    done(&house, "updateProposalLine", same, "").await;
    assert_eq!(house.events(before).await.len(), 12);
}

#[tokio::test(flavor = "multi_thread")]
async fn lines_of_a_proposal_rest_once_it_was_submitted() {
    let house = House::new().await;
    let deal = deal(&house).await;
    let id = draft(&house, &deal).await;
    let line = proposal(&house, &house.admin, &id, "lines { id }").await["lines"][0]["id"].clone();
    go(&house, &id, &["submit"]).await;
    let before = house.events(0).await.len();
    for (mutation, input, refusal) in [
        (
            "addProposalLine",
            json!({ "proposalId": id, "description": "X", "unitPrice": 1 }),
            "INVALID proposalId",
        ),
        ("updateProposalLine", json!({ "id": line, "quantity": 9 }), "INVALID id"),
        ("moveProposalLine", json!({ "id": line }), "INVALID id"),
        ("removeProposalLine", json!({ "id": line }), "INVALID id"),
    ] {
        assert_eq!(house.refused(&house.admin, mutation, input).await, [refusal]);
    }
    assert_eq!(house.events(before).await, []);
    go(&house, &id, &["reopen"]).await;
    done(&house, "removeProposalLine", json!({ "id": line }), "").await;
    let other = draft(&house, &deal).await;
    let elsewhere = proposal(&house, &house.admin, &other, "lines { id }").await["lines"][0]["id"].clone();
    let input = json!({ "proposalId": id, "description": "X", "unitPrice": 1, "afterId": elsewhere });
    assert_eq!(house.refused(&house.admin, "addProposalLine", input).await, ["NOT_FOUND afterId"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn two_who_add_lines_at_once_both_count() {
    let house = std::sync::Arc::new(House::new().await);
    let deal = made(&house, "deal", json!({ "name": "D" })).await;
    let id = draft(&house, &deal).await;
    let added = (1..=8).map(|price| {
        let (house, input) =
            (house.clone(), json!({ "proposalId": id, "description": "X", "unitPrice": price }));
        tokio::spawn(async move { house.change(&house.admin, "addProposalLine", input, "").await })
    });
    for one in futures_util::future::join_all(added).await {
        assert_eq!(one.unwrap()["userErrors"], json!([]));
    }
    let found = proposal(&house, &house.admin, &id, "net version lines { position }").await;
    let places: Vec<Value> = (1..=8).map(|place| json!({ "position": place * 1024 })).collect();
    assert_eq!(found, json!({ "net": "36.00", "version": 9, "lines": places }));
}
