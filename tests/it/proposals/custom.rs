//! Custom fields of proposals: filled while one is written, carried on by the next version, compared, found and sorted by.

use super::{deal, done, made};
use crate::fields::{field, given};
use crate::harness::house::House;
use dealstream::app::actor::Viewer;
use serde_json::{Value, json};
use std::sync::Arc;

/// A workspace whose proposals say how goods are delivered and on which day.
async fn house() -> (House, Arc<Viewer>) {
    let house = House::new().await;
    let options = json!([{ "label": "EXW" }, { "label": "DAP" }]);
    let terms = json!({ "subject": "PROPOSAL", "label": "Delivery", "type": "SELECT", "options": options, "required": true });
    field(&house, terms).await;
    let day = json!({ "subject": "PROPOSAL", "label": "Go live", "type": "DATE", "filterable": true });
    field(&house, day).await;
    let anna = house.knowing(&house.admin).await;
    (house, anna)
}

/// A draft with these values.
async fn draft(house: &House, anna: &Arc<Viewer>, deal: &str, custom: Value) -> String {
    let input = json!({ "dealId": deal, "custom": given(custom) });
    let payload = house.change(anna, "createProposal", input, "proposal { id }").await;
    payload["proposal"]["id"].as_str().unwrap_or_else(|| panic!("{payload}")).to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn they_are_asked_for_kept_and_only_edited_in_a_draft() {
    let (house, anna) = house().await;
    let office = deal(&house).await;
    let refused = house.refused(&anna, "createProposal", json!({ "dealId": office })).await;
    assert_eq!(refused, ["REQUIRED custom.delivery"]);
    let id = draft(&house, &anna, &office, json!({ "delivery": "exw" })).await;
    let told = house.events(0).await.len();
    let edit = |value: &str| json!({ "id": id, "custom": given(json!({ "delivery": value })) });
    let select = "proposal { delivery: custom(key: \"delivery\") customFields { key } version }";
    let edited = house.change(&anna, "updateProposal", edit("dap"), select).await;
    let expected = json!({ "delivery": "dap", "customFields": [{ "key": "delivery" }, { "key": "go_live" }], "version": 2 });
    assert_eq!(edited["proposal"], expected);
    let news = house.events(told).await;
    assert_eq!(news.len(), 1);
    assert_eq!(news[0].changes["custom.delivery"], (json!("exw"), json!("dap")));
    done(&house, "submitProposal", json!({ "id": id }), "proposal { id }").await;
    let refused = house.refused(&anna, "updateProposal", edit("exw")).await;
    assert_eq!(refused.len(), 1, "what was approved is not edited: {refused:?}");

    // The next version has what the last one had, and says in what it differs.
    let revised = done(&house, "reviseProposal", json!({ "id": id }), "proposal { id }").await;
    let next = revised["proposal"]["id"].as_str().unwrap();
    let input = json!({ "id": next, "custom": given(json!({ "go_live": "2026-05-01" })) });
    let compared =
        "proposal { delivery: custom(key: \"delivery\") comparison { fields { field before after } } }";
    let compared = house.change(&anna, "updateProposal", input, compared).await;
    let fields = json!([{ "field": "custom.go_live", "before": null, "after": "2026-05-01" }]);
    assert_eq!(compared["proposal"], json!({ "delivery": "dap", "comparison": { "fields": fields } }));
}

#[tokio::test(flavor = "multi_thread")]
async fn lists_are_filtered_and_sorted_by_them() {
    let (house, anna) = house().await;
    let office = made(&house, "deal", json!({ "name": "Office" })).await;
    for custom in [
        json!({ "delivery": "exw", "go_live": "2026-06-01" }),
        json!({ "delivery": "dap" }),
        json!({ "delivery": "exw", "go_live": "2026-05-01" }),
    ] {
        draft(&house, &anna, &office, custom).await;
    }
    let query = "query($filter: ProposalFilter, $order: [ProposalOrder!]) {
        proposals(filter: $filter, orderBy: $order) { totalCount nodes { number } } }";
    let order = json!([{ "field": "CUSTOM", "customKey": "go_live" }]);
    let exw = json!({ "custom": [{ "key": "delivery", "in": ["exw"] }] });
    for (filter, numbers) in [
        (json!(null), vec!["P-2026-0003", "P-2026-0001", "P-2026-0002"]),
        (exw, vec!["P-2026-0003", "P-2026-0001"]),
        (json!({ "custom": [{ "key": "go_live", "gt": "2026-05-15" }] }), vec!["P-2026-0001"]),
    ] {
        let found = house.ask(&anna, query, json!({ "filter": filter, "order": order })).await;
        let nodes = found["proposals"]["nodes"].as_array().unwrap();
        let found: Vec<&str> = nodes.iter().map(|one| one["number"].as_str().unwrap()).collect();
        assert_eq!(found, numbers, "{filter}");
    }
}
