//! Stakeholders: who decides, who is primary, who listens to whom, and what lists and watchers make of it.

use super::{changed, deal, kinds, made};
use crate::harness::house::House;
use crate::harness::node::Node;
use dealstream::app::config::Limits;
use serde_json::{Value, json};

/// The id of a role.
async fn role(house: &House, label: &str) -> String {
    let all = house.ask(&house.admin, "{ lookups(kind: STAKEHOLDER_ROLE) { id label } }", json!({})).await;
    let found = all["lookups"].as_array().unwrap().iter().find(|role| role["label"] == label);
    found.unwrap_or_else(|| panic!("no role {label}: {all}"))["id"].as_str().unwrap().to_owned()
}

/// Adds a stakeholder; its id.
async fn add(house: &House, input: Value) -> String {
    let payload = house.change(&house.admin, "addStakeholder", input, "stakeholder { id } deal { id }").await;
    payload["stakeholder"]["id"].as_str().unwrap_or_else(|| panic!("{payload}")).to_owned()
}

/// A deal at an account.
async fn at_account(house: &House, name: &str) -> (String, String) {
    let account = made(house, &house.admin, "account", json!({ "name": name })).await;
    let deal = made(house, &house.admin, "deal", json!({ "accountId": account })).await;
    (account, deal)
}

const WHO: &str = "primaryContact { lastName } version stakeholders { totalCount nodes { id primary influence contact { lastName account { name } } } }";

#[tokio::test(flavor = "multi_thread")]
async fn the_first_is_primary_and_one_always_is() {
    let house = House::new().await;
    let (account, id) = at_account(&house, "Acme").await;
    let contact =
        made(&house, &house.admin, "contact", json!({ "lastName": "Horák", "accountId": account })).await;
    let horak = add(&house, json!({ "dealId": id, "contactId": contact, "influence": 2 })).await;
    let input = json!({ "dealId": id, "newContact": { "lastName": "Kovář" }, "influence": 5, "loyalty": -1 });
    let kovar = add(&house, input).await;
    let state = deal(&house, &house.admin, &id, WHO).await;
    assert_eq!(
        state,
        json!({ "primaryContact": { "lastName": "Horák" }, "version": 2, "stakeholders": { "totalCount": 2, "nodes": [
            { "id": kovar, "primary": false, "influence": 5, "contact": { "lastName": "Kovář", "account": { "name": "Acme" } } },
            { "id": horak, "primary": true, "influence": 2, "contact": { "lastName": "Horák", "account": { "name": "Acme" } } },
        ]}}),
        "the new contact is at the deal's account"
    );
    let twice = json!({ "dealId": id, "contactId": contact });
    assert_eq!(house.refused(&house.admin, "addStakeholder", twice).await, ["TAKEN contactId"]);
    let no = json!({ "id": horak, "primary": false });
    assert_eq!(house.refused(&house.admin, "updateStakeholder", no).await, ["INVALID primary"]);
    let clear = json!({ "id": id, "primaryContactId": null });
    assert_eq!(house.refused(&house.admin, "updateDeal", clear.clone()).await, ["IN_USE primaryContactId"]);
    house.change(&house.admin, "updateStakeholder", json!({ "id": kovar, "primary": true }), "").await;
    let state = deal(&house, &house.admin, &id, WHO).await;
    assert_eq!(state["primaryContact"]["lastName"], "Kovář");
    // Taken off, the one whose word counts most of the others takes the place.
    house.change(&house.admin, "removeStakeholder", json!({ "id": kovar }), "").await;
    let state = deal(&house, &house.admin, &id, WHO).await;
    assert_eq!(state["primaryContact"]["lastName"], "Horák");
    house.change(&house.admin, "removeStakeholder", json!({ "id": horak }), "").await;
    let state = deal(&house, &house.admin, &id, WHO).await;
    assert_eq!((&state["primaryContact"], &state["stakeholders"]["totalCount"]), (&json!(null), &json!(0)));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_primary_contact_is_a_stakeholder_however_it_came_to_be_one() {
    let house = House::new().await;
    let contact = made(&house, &house.admin, "contact", json!({ "lastName": "Horák" })).await;
    let other = made(&house, &house.admin, "contact", json!({ "lastName": "Malá" })).await;
    let id = made(&house, &house.admin, "deal", json!({ "name": "D", "primaryContactId": contact })).await;
    let names = async |expected: &[&str]| {
        let select = "stakeholders(orderBy: {field: CREATED_AT}) { nodes { contact { lastName } } }";
        let state = deal(&house, &house.admin, &id, select).await;
        let nodes = state["stakeholders"]["nodes"].as_array().unwrap().clone();
        let names: Vec<&str> =
            nodes.iter().map(|node| node["contact"]["lastName"].as_str().unwrap()).collect();
        assert_eq!(names, expected);
    };
    names(&["Horák"]).await;
    // Cleared while nothing but who it is is known: the stakeholder goes with it, and nothing is lost.
    changed(&house, "updateDeal", json!({ "id": id, "primaryContactId": null }), "id").await;
    names(&[]).await;
    changed(&house, "updateDeal", json!({ "id": id, "primaryContactId": contact }), "id").await;
    changed(&house, "updateDeal", json!({ "id": id, "primaryContactId": other }), "id").await;
    names(&["Horák", "Malá"]).await;
    let told = kinds(&house, 0).await;
    let about: Vec<&str> = told.iter().map(String::as_str).filter(|kind| kind.starts_with("stake")).collect();
    assert_eq!(
        about,
        ["stakeholder.added", "stakeholder.removed", "stakeholder.added", "stakeholder.added"],
        "each of them is told"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn influence_joins_two_of_one_deal_and_goes_with_either() {
    let house = House::new().await;
    let (_, id) = at_account(&house, "Acme").await;
    let (_, elsewhere) = at_account(&house, "Borex").await;
    let new = |deal: &str, name: &str| json!({ "dealId": deal, "newContact": { "lastName": name } });
    let (one, two) = (add(&house, new(&id, "One")).await, add(&house, new(&id, "Two")).await);
    let far = add(&house, new(&elsewhere, "Far")).await;
    let link =
        |from: &str, to: &str, strength: i32| json!({ "fromId": from, "toId": to, "strength": strength });
    for (input, refusal) in [
        (link(&one, &one, 1), "INVALID toId"),
        (link(&one, &far, 1), "INVALID toId"),
        (link(&one, &two, 4), "INVALID strength"),
    ] {
        assert_eq!(house.refused(&house.admin, "linkStakeholders", input).await, [refusal]);
    }
    let before = house.events(0).await.len();
    for strength in [3, 1, 1] {
        let select = "influenceLink { strength } deal { influenceLinks { strength from { id } to { id } } }";
        let done = house.change(&house.admin, "linkStakeholders", link(&one, &two, strength), select).await;
        let expected = json!([{ "strength": strength, "from": { "id": one }, "to": { "id": two } }]);
        assert_eq!(done["deal"]["influenceLinks"], expected, "drawn once, then changed");
    }
    let of_version = |version: i32| {
        let mut input = link(&one, &two, 2);
        input["expectedVersion"] = version.into();
        input
    };
    assert_eq!(
        house.refused(&house.admin, "linkStakeholders", of_version(1)).await,
        ["CONFLICT expectedVersion"]
    );
    let mut anew = of_version(1);
    (anew["fromId"], anew["toId"]) = (json!(two), json!(one));
    assert_eq!(house.refused(&house.admin, "linkStakeholders", anew).await, ["NOT_FOUND expectedVersion"]);
    let links = deal(&house, &house.admin, &id, "influenceLinks { id version }").await;
    let stale = json!({ "id": links["influenceLinks"][0]["id"], "expectedVersion": 1 });
    assert_eq!(links["influenceLinks"][0]["version"], 2);
    assert_eq!(house.refused(&house.admin, "unlinkStakeholders", stale).await, ["CONFLICT expectedVersion"]);
    house.change(&house.admin, "removeStakeholder", json!({ "id": two }), "").await;
    assert_eq!(
        kinds(&house, before).await,
        ["influence.drawn", "influence.changed", "influence.removed", "stakeholder.removed"]
    );
    assert_eq!(deal(&house, &house.admin, &id, "influenceLinks { id }").await["influenceLinks"], json!([]));
}

#[tokio::test(flavor = "multi_thread")]
async fn coverage_is_told_and_filtered_by_alike() {
    let house = House::new().await;
    let (_, covered) = at_account(&house, "Covered").await;
    let (_, open) = at_account(&house, "Open").await;
    let (_, bare) = at_account(&house, "Bare").await;
    let decides = role(&house, "Decision maker").await;
    let who = |deal: &str, more: Value| {
        let mut input = json!({ "dealId": deal, "newContact": { "lastName": "N" } });
        input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        input
    };
    let met = json!({ "roleId": decides, "influence": 5, "loyalty": 2, "lastMetOn": "2026-02-20" });
    add(&house, who(&covered, met)).await;
    add(&house, who(&covered, json!({ "influence": 1, "loyalty": -2, "lastMetOn": "2026-01-05" }))).await;
    add(&house, who(&open, json!({ "influence": 4, "loyalty": -1 }))).await;
    let select = "coverage { decisionMakerKnown weightedLoyalty stakeholders missingRoles { key } notMetLately { influence } quarter: notMetLately(days: 90) { id } }";
    let state = deal(&house, &house.admin, &covered, select).await["coverage"].clone();
    assert_eq!(
        state,
        json!({ "decisionMakerKnown": true, "weightedLoyalty": "1.33", "stakeholders": 2,
            "missingRoles": [{ "key": "economic_buyer" }, { "key": "champion" }, { "key": "technical_evaluator" }, { "key": "end_user" }],
            "notMetLately": [{ "influence": 1 }], "quarter": [] })
    );
    let state = deal(&house, &house.admin, &bare, select).await["coverage"].clone();
    assert_eq!((&state["decisionMakerKnown"], &state["weightedLoyalty"]), (&json!(false), &json!(null)));
    for (filter, expected) in [
        (json!({ "coverage": { "decisionMakerKnown": { "eq": true } } }), vec!["Covered"]),
        (json!({ "coverage": { "decisionMakerKnown": { "eq": false } } }), vec!["Bare", "Open"]),
        (json!({ "coverage": { "weightedLoyalty": { "gte": "1.33" } } }), vec!["Covered"]),
        (json!({ "coverage": { "weightedLoyalty": { "isNull": true } } }), vec!["Bare"]),
        (json!({ "coverage": { "stakeholders": { "gt": 1 } } }), vec!["Covered"]),
        (json!({ "coverage": { "allMetSince": { "gte": "2026-01-01" } } }), vec!["Covered"]),
        (json!({ "coverage": { "allMetSince": { "isNull": true } } }), vec!["Bare", "Open"]),
        (
            json!({ "stakeholders": { "some": { "loyalty": { "lt": 0 }, "influence": { "gte": 4 } } } }),
            vec!["Open"],
        ),
        (json!({ "stakeholders": { "none": { "roleId": { "eq": decides } } } }), vec!["Bare", "Open"]),
        (json!({ "stakeholders": { "every": { "lastMetOn": { "gte": "@today-30d" } } } }), vec!["Bare"]),
        (
            json!({ "stakeholders": { "some": { "contact": { "account": { "name": { "eq": "Open" } } } } } }),
            vec!["Open"],
        ),
    ] {
        let query = "query($f: DealFilter) { deals(filter: $f, orderBy: {field: NAME}) { nodes { name } totalCount } }";
        let found = house.ask(&house.admin, query, json!({ "f": filter })).await["deals"].clone();
        assert_eq!(super::names(&found), expected, "{filter}");
        assert_eq!(found["totalCount"], json!(expected.len()), "{filter}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stakeholder_is_watched_and_can_bring_its_deal_into_a_filter_and_out() {
    let house = House::new().await;
    let (_, id) = at_account(&house, "Acme").await;
    let decides = role(&house, "Decision maker").await;
    let node = Node::start(&house.db, None, Limits::default()).await;
    let watching = "subscription($filter: DealFilter) { dealEvents(filter: $filter) { cursor events { __typename ... on DealLeft { dealId } ... on DealRecordChanged { kind recordId changes { field before after } record { id ... on Stakeholder { influence contact { lastName } } } deal { coverage { decisionMakerKnown } } } } } }";
    let mut all = node.watch_live(&house.admin, watching, json!({})).await;
    let filter = json!({ "coverage": { "decisionMakerKnown": { "eq": true } } });
    let mut covered = node.watch_live(&house.admin, watching, json!({ "filter": filter })).await;
    let add = "mutation($i: AddStakeholderInput!) { addStakeholder(input: $i) { stakeholder { id } userErrors { message } } }";
    let input =
        json!({ "dealId": id, "newContact": { "lastName": "Horák" }, "roleId": decides, "influence": 4 });
    let added = node.data(&house.admin, add, json!({ "i": input })).await["addStakeholder"].clone();
    let horak = added["stakeholder"]["id"].as_str().unwrap_or_else(|| panic!("{added}")).to_owned();
    let (events, _) = all.events(2).await;
    let heard = &events[0];
    assert_eq!(
        (&heard["kind"], &heard["recordId"], &heard["record"]["contact"]["lastName"], &heard["deal"]),
        (
            &json!("stakeholder.added"),
            &json!(horak),
            &json!("Horák"),
            &json!({ "coverage": { "decisionMakerKnown": true } })
        )
    );
    assert_eq!(events[1]["__typename"], "DealChanged", "it has a primary contact now");
    let (events, _) = covered.events(3).await;
    assert_eq!(events[0]["__typename"], "DealEntered", "{events:?}");
    let update =
        "mutation($i: UpdateStakeholderInput!) { updateStakeholder(input: $i) { userErrors { message } } }";
    node.data(&house.admin, update, json!({ "i": { "id": horak, "roleId": null } })).await;
    let (events, _) = covered.events(1).await;
    assert_eq!(events[0], json!({ "__typename": "DealLeft", "dealId": id }));
    let (events, _) = all.events(1).await;
    assert_eq!(events[0]["changes"][0]["field"], "role");
    let remove =
        "mutation($i: RemoveStakeholderInput!) { removeStakeholder(input: $i) { userErrors { message } } }";
    node.data(&house.admin, remove, json!({ "i": { "id": horak } })).await;
    let (events, _) = all.events(2).await;
    assert_eq!((&events[0]["kind"], &events[0]["record"]), (&json!("stakeholder.removed"), &json!(null)));
}
