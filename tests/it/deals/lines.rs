//! Lines: what they come to, and the deal's amount that follows.

use super::{changed, deal, kinds, made, stage};
use crate::harness::house::House;
use dealstream::app::actor::Role;
use diesel_async::SimpleAsyncConnection as _;
use serde_json::{Value, json};

pub async fn product(house: &House, input: Value) -> String {
    made(house, &house.admin, "product", input).await
}

/// Adds a line; its id.
pub async fn add(house: &House, input: Value) -> String {
    let payload = house.change(&house.admin, "addDealLine", input, "dealLine { id }").await;
    payload["dealLine"]["id"].as_str().unwrap_or_else(|| panic!("{payload}")).to_owned()
}

pub async fn version(house: &House, id: &str) -> i64 {
    deal(house, &house.admin, id, "version").await["version"].as_i64().unwrap()
}

/// A deal in dollars, at 0.86 EUR.
pub async fn in_dollars(house: &House) -> String {
    made(house, &house.admin, "deal", json!({ "name": "D", "currency": "USD", "amount": "7" })).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_line_takes_what_it_does_not_say_from_its_product_and_the_amount_follows() {
    let house = House::new().await;
    let prices = json!([{ "currency": "USD", "unitPrice": "33.35" }, { "currency": "EUR", "unitPrice": 30 }]);
    let chair = json!({ "name": "Chair", "code": "CH", "taxPercent": "19", "prices": prices });
    let chair = product(&house, chair).await;
    let id = in_dollars(&house).await;
    let before = house.events(0).await.len();
    let select = "dealLine { description position quantity unitPrice discountPercent taxPercent total tax totalWithTax product { price(currency: \"CZK\") prices { currency unitPrice } } } \
                  deal { amount amountBase version lineTotals { lines gross discount net tax total } }";
    let input = json!({ "dealId": id, "productId": chair, "quantity": 3, "discountPercent": 10 });
    let done = house.change(&house.admin, "addDealLine", input, select).await;
    assert_eq!(done["userErrors"], json!([]));
    assert_eq!(
        done["dealLine"],
        json!({ "description": "Chair", "position": 1024, "quantity": "3", "unitPrice": "33.35", "discountPercent": "10",
            "taxPercent": "19", "total": "90.05", "tax": "17.11", "totalWithTax": "107.16",
            "product": { "price": null, "prices": [
                { "currency": "EUR", "unitPrice": "30.00" }, { "currency": "USD", "unitPrice": "33.35" }] } })
    );
    let totals = json!({ "lines": 1, "gross": "100.05", "discount": "10.00", "net": "90.05", "tax": "17.11", "total": "107.16" });
    assert_eq!(
        done["deal"],
        json!({ "amount": "90.05", "amountBase": "77.44", "version": 2, "lineTotals": totals })
    );
    assert_eq!(kinds(&house, before).await, ["deal_line.added", "deal.changed"]);
    let told = house.events(before + 1).await;
    assert_eq!(told[0].changes["amount"], (json!("7.00"), json!("90.05")));
    let free = json!({ "dealId": id, "description": "Delivery", "quantity": "0.5", "unitPrice": "0.01" });
    let free = add(&house, free).await;
    let sums = "amount lines { totalCount nodes { description total } } lineTotals { lines net }";
    let state = deal(&house, &house.admin, &id, sums).await;
    assert_eq!(
        state,
        json!({ "amount": "90.06", "lines": { "totalCount": 2, "nodes": [
            { "description": "Chair", "total": "90.05" }, { "description": "Delivery", "total": "0.01" }] },
            "lineTotals": { "lines": 2, "net": "90.06" } })
    );
    // Words alone change no amount, and the same again changes nothing.
    let before = house.events(0).await.len();
    for _ in 0..2 {
        house
            .change(&house.admin, "updateDealLine", json!({ "id": free, "description": "Freight" }), "")
            .await;
    }
    assert_eq!(kinds(&house, before).await, ["deal_line.changed"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_line_may_not_be_is_refused_and_leaves_nothing_behind() {
    let house = House::new().await;
    let id = in_dollars(&house).await;
    let euros = json!({ "name": "Chair", "prices": [{ "currency": "EUR", "unitPrice": "1" }] });
    let (chair, gone) = (product(&house, euros).await, product(&house, json!({ "name": "Gone" })).await);
    house.change(&house.admin, "updateProduct", json!({ "id": gone, "active": false }), "").await;
    let other = in_dollars(&house).await;
    let elsewhere = add(&house, json!({ "dealId": other, "description": "X", "unitPrice": 1 })).await;
    let before = house.events(0).await.len();
    for (input, refusal) in [
        (json!({ "unitPrice": 1 }), "REQUIRED description"),
        (json!({ "description": "  ", "unitPrice": 1 }), "REQUIRED description"),
        (json!({ "description": "X" }), "REQUIRED unitPrice"),
        (json!({ "productId": chair }), "REQUIRED unitPrice"),
        (json!({ "productId": gone, "unitPrice": 1 }), "INVALID productId"),
        (json!({ "description": "X", "unitPrice": -1 }), "INVALID unitPrice"),
        (json!({ "description": "X", "unitPrice": "0.00001" }), "INVALID unitPrice"),
        (json!({ "description": "X", "unitPrice": 1, "quantity": 0 }), "INVALID quantity"),
        (
            json!({ "description": "X", "unitPrice": "999999999999", "quantity": "999999999" }),
            "INVALID unitPrice",
        ),
        (json!({ "description": "X", "unitPrice": 1, "discountPercent": 101 }), "INVALID discountPercent"),
        (json!({ "description": "X", "unitPrice": 1, "taxPercent": "-1" }), "INVALID taxPercent"),
        (json!({ "description": "X", "unitPrice": 1, "afterId": elsewhere }), "NOT_FOUND afterId"),
    ] {
        let mut whole = json!({ "dealId": id });
        whole.as_object_mut().unwrap().extend(input.as_object().unwrap().clone());
        assert_eq!(house.refused(&house.admin, "addDealLine", whole).await, [refusal], "{input}");
    }
    assert_eq!(house.events(before).await.len(), 0);
    let vera = house.person("Vera", Role::Viewer).await;
    let input = json!({ "dealId": id, "description": "X", "unitPrice": 1 });
    assert_eq!(house.refused(&vera, "addDealLine", input).await, ["NOT_ALLOWED"]);
    let rita = house.person("Rita", Role::Rep).await;
    assert_eq!(house.refused(&rita, "createProduct", json!({ "name": "P" })).await, ["NOT_ALLOWED"]);
    for (input, refusal) in [
        (json!({ "name": " " }), "REQUIRED name"),
        (json!({ "name": "P", "taxPercent": "0.001" }), "INVALID taxPercent"),
        (json!({ "name": "P", "prices": [{ "currency": "XXX", "unitPrice": 1 }] }), "NOT_FOUND prices"),
        (
            json!({ "name": "P", "prices": [{ "currency": "EUR", "unitPrice": 1 }, { "currency": "EUR", "unitPrice": 2 }] }),
            "TAKEN prices",
        ),
    ] {
        assert_eq!(house.refused(&house.admin, "createProduct", input).await, [refusal]);
    }
    product(&house, json!({ "name": "One", "code": "Ab-1" })).await;
    let twin = json!({ "name": "Two", "code": "aB-1" });
    assert_eq!(house.refused(&house.admin, "createProduct", twin).await, ["TAKEN code"]);
    assert_eq!(
        house.refused(&house.admin, "updateProduct", json!({ "id": chair, "code": "AB-1" })).await,
        ["TAKEN code"]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_amount_is_typed_only_while_there_are_no_lines() {
    let house = House::new().await;
    let id = in_dollars(&house).await;
    let line = add(&house, json!({ "dealId": id, "description": "X", "unitPrice": 5 })).await;
    let typed = json!({ "id": id, "amount": 6, "expectedVersion": version(&house, &id).await });
    assert_eq!(house.refused(&house.admin, "updateDeal", typed).await, ["INVALID amount"]);
    let next = stage(&house, 0, "Needs analysis").await;
    let moved = json!({ "id": id, "stageId": next, "fields": { "amount": 6 }, "expectedVersion": version(&house, &id).await });
    assert_eq!(house.refused(&house.admin, "moveDeal", moved).await, ["INVALID fields.amount"]);
    // The same amount is no other, and another currency keeps the numbers.
    let same = json!({ "id": id, "amount": "5.0", "currency": "EUR", "expectedVersion": version(&house, &id).await });
    let state = changed(&house, "updateDeal", same, "amount amountBase currency").await;
    assert_eq!(state, json!({ "amount": "5.00", "amountBase": "5.00", "currency": "EUR" }));
    let removed = house
        .change(
            &house.admin,
            "removeDealLine",
            json!({ "id": line }),
            "dealLine { id } deal { amount lineTotals { lines net } }",
        )
        .await;
    assert_eq!(removed["deal"], json!({ "amount": "5.00", "lineTotals": { "lines": 0, "net": "0.00" } }));
    let typed = json!({ "id": id, "amount": 6, "expectedVersion": version(&house, &id).await });
    assert_eq!(changed(&house, "updateDeal", typed, "amount").await["amount"], "6.00");
}

#[tokio::test(flavor = "multi_thread")]
async fn two_who_add_lines_at_once_both_count() {
    let house = House::new().await;
    let id = in_dollars(&house).await;
    let inputs: Vec<Value> =
        (1..=8).map(|price| json!({ "dealId": id, "description": "X", "unitPrice": price })).collect();
    let all = inputs
        .into_iter()
        .map(|input| house.change(&house.admin, "addDealLine", input, "dealLine { position }"));
    let done = futures_util::future::join_all(all).await;
    assert!(done.iter().all(|payload| payload["userErrors"] == json!([])), "{done:?}");
    let state =
        deal(&house, &house.admin, &id, "amount lineTotals { lines net } lines { nodes { position } }").await;
    assert_eq!(
        (&state["amount"], &state["lineTotals"]),
        (&json!("36.00"), &json!({ "lines": 8, "net": "36.00" }))
    );
    let places: Vec<i64> = state["lines"]["nodes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|line| line["position"].as_i64().unwrap())
        .collect();
    assert_eq!(places, (1..=8).map(|place| place * 1024).collect::<Vec<_>>());
    let board = "{ pipelines { id } }";
    let pipeline = house.ask(&house.admin, board, Value::Null).await["pipelines"][0]["id"].clone();
    let board = "query($id: ID!) { board(pipelineId: $id) { columns { amount count } } }";
    let columns = house.ask(&house.admin, board, json!({ "id": pipeline })).await;
    assert_eq!(columns["board"]["columns"][0], json!({ "amount": "30.96", "count": 1 }), "36 USD at 0.86");
}

async fn order(house: &House, id: &str) -> Vec<String> {
    let state = deal(house, &house.admin, id, "lines { nodes { description } }").await;
    let nodes = state["lines"]["nodes"].as_array().unwrap().clone();
    nodes.iter().map(|node| node["description"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn lines_stand_where_they_are_put_however_often() {
    let house = House::new().await;
    let id = in_dollars(&house).await;
    let mut ids = Vec::new();
    for name in ["A", "B", "C"] {
        ids.push(add(&house, json!({ "dealId": id, "description": name, "unitPrice": 1 })).await);
    }
    let [a, b, c] = [&ids[0], &ids[1], &ids[2]];
    let versions = "lines { nodes { version } }";
    for (line, after, expected) in [
        (c, None, ["C", "A", "B"]),
        (c, Some(a), ["A", "C", "B"]),
        (a, Some(b), ["C", "B", "A"]),
        (a, Some(b), ["C", "B", "A"]),
    ] {
        let input = json!({ "id": line, "afterId": after });
        let done = house.change(&house.admin, "moveDealLine", input, "dealLine { id }").await;
        assert_eq!(done["userErrors"], json!([]));
        assert_eq!(order(&house, &id).await, expected);
    }
    let state = deal(&house, &house.admin, &id, versions).await;
    assert_eq!(
        state["lines"]["nodes"],
        json!([{ "version": 3 }, { "version": 1 }, { "version": 2 }]),
        "only what moved"
    );
    let itself = json!({ "id": a, "afterId": a });
    assert_eq!(house.refused(&house.admin, "moveDealLine", itself).await, ["NOT_FOUND afterId"]);
    // More often than there is room between two: all are numbered anew, and the order holds.
    for round in 0..14 {
        let name = format!("N{round}");
        add(&house, json!({ "dealId": id, "description": name, "unitPrice": 1, "afterId": c })).await;
    }
    let found = order(&house, &id).await;
    assert_eq!(
        (found.len(), &found[0], &found[1], &found[16]),
        (17, &"C".to_owned(), &"N13".to_owned(), &"A".to_owned())
    );
    let stale = json!({ "id": a, "afterId": null, "expectedVersion": 1 });
    assert_eq!(house.refused(&house.admin, "moveDealLine", stale).await, ["CONFLICT expectedVersion"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_deal_holds_two_hundred_lines() {
    let house = House::new().await;
    let id = in_dollars(&house).await;
    let text = format!(
        "INSERT INTO deal_lines (workspace_id, id, deal_id, description, position, quantity, unit_price, discount_percent, tax_percent, total, tax, created_at, updated_at) \
        SELECT d.workspace_id, gen_random_uuid(), d.id, 'L', n, 1, 1, 0, 0, 1, 0, now(), now() FROM deals d, generate_series(1, 199) n WHERE d.workspace_id = '{}'",
        house.workspace_id
    );
    house.app.read().await.unwrap().batch_execute(&text).await.unwrap();
    add(&house, json!({ "dealId": id, "description": "Last", "unitPrice": 1 })).await;
    let more = json!({ "dealId": id, "description": "X", "unitPrice": 1 });
    assert_eq!(house.refused(&house.admin, "addDealLine", more).await, ["TOO_LONG dealId"]);
    assert_eq!(deal(&house, &house.admin, &id, "amount").await["amount"], "200.00");
}
