//! The timeline of a deal, an account and a contact: everything that happened, as far as one may see it.

use crate::harness::house::{House, id_of};
use dealstream::app::actor::{Role, Viewer};
use serde_json::{Value, json};
use std::sync::Arc;

async fn made(house: &House, viewer: &Arc<Viewer>, mutation: &str, record: &str, input: Value) -> String {
    let payload = house.change(viewer, mutation, input, &format!("{record} {{ id }}")).await;
    payload[record]["id"].as_str().unwrap_or_else(|| panic!("{payload}")).to_owned()
}

/// What a record's timeline tells, as `ABOUT kind`, newest first.
async fn told(house: &House, viewer: &Arc<Viewer>, of: (&str, &str), arguments: &str) -> Vec<String> {
    let (root, id) = of;
    let query = format!(
        "query($id: ID!) {{ {root}(id: $id) {{ timeline{arguments} {{ nodes {{ about kind }} }} }} }}"
    );
    let found = house.ask(viewer, &query, json!({ "id": id })).await;
    let nodes = found[root]["timeline"]["nodes"].as_array().unwrap_or_else(|| panic!("{found}")).clone();
    let text = |node: &Value, field: &str| node[field].as_str().unwrap().to_owned();
    nodes.iter().map(|node| format!("{} {}", text(node, "about"), text(node, "kind"))).collect()
}

/// A deal on which a bit of everything happened.
struct Busy {
    deal: String,
    account: String,
    contact: String,
}

async fn busy(house: &House, viewer: &Arc<Viewer>) -> Busy {
    let account = made(house, viewer, "createAccount", "account", json!({ "name": "Acme" })).await;
    let contact = json!({ "lastName": "Lee", "accountId": account });
    let contact = made(house, viewer, "createContact", "contact", contact).await;
    let deal =
        made(house, viewer, "createDeal", "deal", json!({ "name": "Desks", "accountId": account })).await;
    // Later than its creator is still putting it right.
    house.app.clock.advance(chrono::Duration::days(1));
    let stages = house.ask(viewer, "{ pipelines { stages { id } } }", json!({})).await;
    let stage = stages["pipelines"][0]["stages"][1]["id"].clone();
    made(house, viewer, "createNote", "note", json!({ "body": "N", "dealId": deal })).await;
    let task = made(house, viewer, "createTask", "task", json!({ "title": "T", "dealId": deal })).await;
    house.change(viewer, "completeTask", json!({ "id": task }), "").await;
    let stake = json!({ "dealId": deal, "contactId": contact, "influence": 4 });
    made(house, viewer, "addStakeholder", "stakeholder", stake).await;
    let line = json!({ "dealId": deal, "description": "Desk", "unitPrice": "100" });
    made(house, viewer, "addDealLine", "dealLine", line).await;
    let version =
        house.ask(viewer, "query($id: ID!) { deal(id: $id) { version } }", json!({ "id": deal })).await;
    let step = json!({ "id": deal, "stageId": stage, "expectedVersion": version["deal"]["version"] });
    house.change(viewer, "moveDeal", step, "").await;
    Busy { deal, account, contact }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_deal_s_timeline_tells_of_all_that_hangs_on_it() {
    let house = House::new().await;
    let rita = house.person("Rita", Role::Rep).await;
    let Busy { deal, .. } = busy(&house, &rita).await;
    let all = told(&house, &rita, ("deal", &deal), "").await;
    assert_eq!(
        (&all[0], all.last().unwrap()),
        (&"STAGE deal.stage_changed".to_owned(), &"STAGE deal.created".to_owned())
    );
    for line in [
        "NOTE note.created",
        "TASK task.created",
        "TASK task.completed",
        "STAKEHOLDER stakeholder.added",
        "LINE deal_line.added",
        "DEAL deal.changed",
    ] {
        assert!(all.iter().any(|entry| entry == line), "{line}: {all:?}");
    }
    let tasks = told(&house, &rita, ("deal", &deal), "(kinds: [TASK])").await;
    assert_eq!(tasks, ["TASK task.completed", "TASK task.created"]);
    let moves = told(&house, &rita, ("deal", &deal), "(kinds: [STAGE, NOTE])").await;
    assert_eq!(moves, ["STAGE deal.stage_changed", "NOTE note.created", "STAGE deal.created"]);
    assert_eq!(told(&house, &rita, ("deal", &deal), "(kinds: [])").await, [""; 0]);
    // Page by page it is the same list.
    let query = "query($id: ID!, $after: String) { deal(id: $id) { timeline(first: 2, after: $after) { nodes { about kind } pageInfo { hasNextPage endCursor } } } }";
    let (mut paged, mut after) = (Vec::new(), Value::Null);
    loop {
        let page =
            house.ask(&rita, query, json!({ "id": deal, "after": after })).await["deal"]["timeline"].clone();
        let nodes = page["nodes"].as_array().unwrap();
        paged.extend(
            nodes.iter().map(|node| {
                format!("{} {}", node["about"].as_str().unwrap(), node["kind"].as_str().unwrap())
            }),
        );
        if page["pageInfo"]["hasNextPage"] == false {
            break;
        }
        after = page["pageInfo"]["endCursor"].clone();
    }
    assert_eq!(paged, all);
    let rich = "query($id: ID!) { deal(id: $id) { timeline { nodes { at actor { name } changes { field before after } deal { name } record { id __typename ... on Task { title } ... on Note { body } } } } } }";
    let (rich, statements) = house.db.statements.of(house.ask(&rita, rich, json!({ "id": deal }))).await;
    let nodes = rich["deal"]["timeline"]["nodes"].as_array().unwrap();
    assert!(nodes.iter().any(|node| node["record"]["title"] == "T" && node["actor"]["name"] == "Rita"));
    assert!(nodes.iter().all(|node| node["deal"]["name"] == "Desks"));
    assert!(statements <= 9, "one statement a kind of record, not one an entry: {statements}");
}

#[tokio::test(flavor = "multi_thread")]
async fn timelines_of_accounts_and_contacts_leave_out_what_one_may_not_see() {
    let house = House::new().await;
    let (rita, rolf) = (house.person("Rita", Role::Rep).await, house.person("Rolf", Role::Rep).await);
    let Busy { deal, account, contact } = busy(&house, &rolf).await;
    made(&house, &rolf, "createNote", "note", json!({ "body": "N", "accountId": account })).await;
    let private = json!({ "title": "Private", "accountId": account, "contactId": contact });
    made(&house, &rolf, "createTask", "task", private).await;
    let kind = json!({ "kind": "ACTIVITY_KIND", "label": "Visit" });
    let kind = made(&house, &house.admin, "createLookup", "lookup", kind).await;
    let visit = json!({ "dealId": deal, "kindId": kind, "subject": "V", "startsAt": "2026-03-01T09:00:00Z", "contactIds": [contact] });
    made(&house, &rolf, "createActivity", "activity", visit).await;
    let of_account = told(&house, &rita, ("account", &account), "").await;
    for line in [
        "ACCOUNT account.created",
        "CONTACT contact.created",
        "STAGE deal.stage_changed",
        "NOTE note.created",
        "TASK task.created",
    ] {
        assert!(of_account.iter().any(|entry| entry == line), "{line}: {of_account:?}");
    }
    let of_contact = told(&house, &rita, ("contact", &contact), "").await;
    assert_eq!(
        of_contact,
        [
            "STAKEHOLDER stakeholder.changed",
            "ACTIVITY activity.created",
            "TASK task.created",
            "STAKEHOLDER stakeholder.added",
            "CONTACT contact.created"
        ]
    );
    // What is restricted is gone from both, and what is another's own task under the policy of owners.
    house.change(&house.admin, "restrictDeal", json!({ "id": deal, "restricted": true }), "").await;
    let of_account = told(&house, &rita, ("account", &account), "").await;
    assert_eq!(
        of_account,
        ["TASK task.created", "NOTE note.created", "CONTACT contact.created", "ACCOUNT account.created"]
    );
    let hers = house.seeing(&rita, &[&rita]);
    assert_eq!(
        told(&house, &hers, ("account", &account), "").await,
        ["NOTE note.created", "CONTACT contact.created", "ACCOUNT account.created"]
    );
    assert_eq!(told(&house, &hers, ("contact", &contact), "").await, ["CONTACT contact.created"]);
    assert_eq!(told(&house, &hers, ("contact", &contact), "(first: 1)").await, ["CONTACT contact.created"]);
    let share = json!({ "id": deal, "restricted": true, "userIds": [id_of(&rita)] });
    house.change(&house.admin, "restrictDeal", share, "").await;
    let of_contact = told(&house, &rita, ("contact", &contact), "(kinds: [ACTIVITY, STAKEHOLDER])").await;
    assert_eq!(
        of_contact,
        ["STAKEHOLDER stakeholder.changed", "ACTIVITY activity.created", "STAKEHOLDER stakeholder.added"]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_came_to_a_restricted_deal_later_leaves_the_timelines_it_was_in() {
    let house = House::new().await;
    let (rita, rolf) = (house.person("Rita", Role::Rep).await, house.person("Rolf", Role::Rep).await);
    let contact = made(&house, &rolf, "createContact", "contact", json!({ "lastName": "Lee" })).await;
    let lead = json!({ "topic": "Desks", "company": "Acme", "budget": "1", "authority": "2", "need": "3", "timing": "4" });
    let lead = made(&house, &rolf, "createLead", "lead", lead).await;
    let task = json!({ "title": "Call", "leadId": lead, "contactId": contact });
    made(&house, &rolf, "createTask", "task", task).await;
    let of_contact = ("contact", contact.as_str());
    assert!(told(&house, &rita, of_contact, "").await.contains(&"TASK task.created".to_owned()));
    let convert = json!({ "id": lead, "contactId": contact, "deal": { "restricted": true } });
    house.change(&rolf, "convertLead", convert, "").await;
    let seen = told(&house, &rita, of_contact, "(kinds: [TASK, STAKEHOLDER])").await;
    assert_eq!(seen, [""; 0], "the task is on a deal she may not see");
    assert!(told(&house, &rolf, of_contact, "").await.contains(&"TASK task.created".to_owned()));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_amount_is_told_in_the_currency_of_then() {
    let house = House::new().await;
    let anna = house.admin.clone();
    let rate = json!({ "code": "USD", "rate": "0.9" });
    house.change(&anna, "setCurrency", rate, "").await;
    let deal = made(&house, &anna, "createDeal", "deal", json!({ "name": "Desks", "amount": "100" })).await;
    // Later than its creator is still putting it right.
    house.app.clock.advance(chrono::Duration::days(1));
    for (version, change) in
        [(1, json!({ "amount": "200" })), (2, json!({ "currency": "USD" })), (3, json!({ "amount": "300" }))]
    {
        let mut input = json!({ "id": deal, "expectedVersion": version });
        input.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
        let done = house.change(&anna, "updateDeal", input, "").await;
        assert_eq!(done["userErrors"], json!([]), "{change}");
    }
    let line = json!({ "dealId": deal, "description": "Desk", "unitPrice": "7" });
    let line = made(&house, &anna, "addDealLine", "dealLine", line).await;
    house.change(&anna, "updateDealLine", json!({ "id": line, "unitPrice": "8" }), "").await;
    let proposal = made(&house, &anna, "createProposal", "proposal", json!({ "dealId": deal })).await;
    let discounted = json!({ "id": proposal, "discountPercent": "50" });
    house.change(&anna, "updateProposal", discounted, "").await;
    let query = "query($id: ID!) { deal(id: $id) { timeline(first: 50) { nodes { kind changes { field before after beforeCurrency afterCurrency } } } } }";
    let (told, statements) = house.db.statements.of(house.ask(&anna, query, json!({ "id": deal }))).await;
    let entries = told["deal"]["timeline"]["nodes"].as_array().unwrap();
    let of = |kind: &str, field: &str| -> Vec<String> {
        let changes = entries.iter().rev().filter(|entry| entry["kind"] == kind);
        let changes = changes.flat_map(|entry| entry["changes"].as_array().unwrap());
        let mine = changes.filter(|change| change["field"] == field);
        let side = |change: &Value, side: &str| match change[side].as_str() {
            Some(amount) => format!("{amount} {}", change[format!("{side}Currency")].as_str().unwrap_or("?")),
            None => "-".to_owned(),
        };
        mine.map(|change| format!("{} → {}", side(change, "before"), side(change, "after"))).collect()
    };
    assert_eq!(of("deal.created", "amount"), ["- → 100.00 EUR"]);
    let mut amounts = of("deal.changed", "amount");
    amounts.truncate(2);
    assert_eq!(amounts, ["100.00 EUR → 200.00 EUR", "200.00 USD → 300.00 USD"]);
    assert_eq!(of("deal_line.added", "unitPrice"), ["- → 7.00 USD"]);
    assert_eq!(of("deal_line.changed", "unitPrice"), ["7.00 USD → 8.00 USD"]);
    assert_eq!(of("proposal.changed", "net"), ["8.00 USD → 4.00 USD"]);
    let name = of("deal.created", "name");
    assert_eq!(name, ["- → Desks ?"], "what is no amount is in nothing");
    assert!(statements <= 4, "all currencies in one statement: {statements}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_contact_that_was_taken_off_a_deal_keeps_having_been_on_it() {
    let house = House::new().await;
    let (rita, rolf) = (house.person("Rita", Role::Rep).await, house.person("Rolf", Role::Rep).await);
    let contact = made(&house, &rolf, "createContact", "contact", json!({ "lastName": "Lee" })).await;
    let deal = made(&house, &rolf, "createDeal", "deal", json!({ "name": "Desks" })).await;
    let stake = json!({ "dealId": deal, "contactId": contact });
    let stake = made(&house, &rolf, "addStakeholder", "stakeholder", stake).await;
    house.change(&rolf, "updateStakeholder", json!({ "id": stake, "loyalty": 2 }), "").await;
    house.change(&rolf, "removeStakeholder", json!({ "id": stake }), "").await;
    let called = "query($id: ID!) { deal(id: $id) { timeline(kinds: [STAKEHOLDER]) { nodes { recordLabel record { id } } } } }";
    let called = house.ask(&rita, called, json!({ "id": deal })).await;
    let nodes = called["deal"]["timeline"]["nodes"].as_array().unwrap().clone();
    assert_eq!(nodes, vec![json!({ "recordLabel": "Lee", "record": null }); 3], "also what changed of it");
    let of_contact = ("contact", contact.as_str());
    let all = [
        "STAKEHOLDER stakeholder.removed",
        "STAKEHOLDER stakeholder.changed",
        "STAKEHOLDER stakeholder.added",
    ];
    assert_eq!(told(&house, &rita, of_contact, "(kinds: [STAKEHOLDER])").await, all);
    house.change(&house.admin, "restrictDeal", json!({ "id": deal, "restricted": true }), "").await;
    assert_eq!(told(&house, &rita, of_contact, "(kinds: [STAKEHOLDER])").await, [""; 0]);
    assert_eq!(told(&house, &rolf, of_contact, "(kinds: [STAKEHOLDER])").await, all);
}
