//! Merging contacts: who takes part twice does so once, with all that is known of either.

use super::{input, kinds, made};
use crate::harness::house::House;
use serde_json::{Value, json};

async fn merge(house: &House, both: (&str, &str), fields: Value, select: &str) -> Value {
    let input = input(house, "contact", both, fields).await;
    let payload =
        house.change(&house.admin, "mergeContacts", input, &format!("contact {{ {select} }}")).await;
    assert_eq!(payload["userErrors"], json!([]), "{payload}");
    payload["contact"].clone()
}

async fn stakeholder(house: &House, input: Value) -> String {
    let payload = house.change(&house.admin, "addStakeholder", input, "stakeholder { id }").await;
    payload["stakeholder"]["id"].as_str().unwrap_or_else(|| panic!("{payload}")).to_owned()
}

async fn link(house: &House, from: &str, to: &str, strength: i32) {
    let input = json!({ "fromId": from, "toId": to, "strength": strength });
    let payload = house.change(&house.admin, "linkStakeholders", input, "").await;
    assert_eq!(payload["userErrors"], json!([]));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_deal_that_has_both_keeps_one_row_and_the_influence_of_both() {
    let house = House::new().await;
    let contact = async |name: &str| made(&house, &house.admin, "contact", json!({ "lastName": name })).await;
    let (kept, gone, third) = (contact("Lee").await, contact("Leigh").await, contact("Novák").await);
    let deal = made(&house, &house.admin, "deal", json!({ "name": "Desks", "primaryContactId": gone })).await;
    let on = |contact: &str, more: Value| {
        let mut input = json!({ "dealId": deal, "contactId": contact });
        input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        input
    };
    let stays = stakeholder(&house, on(&kept, json!({ "influence": 5, "loyalty": 1 }))).await;
    let other = stakeholder(&house, on(&third, json!({}))).await;
    let query = "query($id: ID!) { deal(id: $id) { primaryContact { id } stakeholders { nodes { id primary influence loyalty notes contact { id } } } influenceLinks { from { id } to { id } strength } } }";
    let found = house.ask(&house.admin, query, json!({ "id": deal })).await;
    let nodes = found["deal"]["stakeholders"]["nodes"].as_array().unwrap().clone();
    let merged = nodes.iter().find(|node| node["contact"]["id"] == gone.as_str()).unwrap();
    let merged = merged["id"].as_str().unwrap().to_owned();
    let notes = json!({ "id": merged, "notes": "Signs" });
    house.change(&house.admin, "updateStakeholder", notes, "").await;
    link(&house, &merged, &other, 3).await;
    link(&house, &stays, &other, 1).await;
    link(&house, &other, &merged, 2).await;
    link(&house, &stays, &merged, 2).await;
    let told = house.events(0).await.len();
    merge(&house, (&kept, &gone), json!([]), "id").await;
    let mut found = house.ask(&house.admin, query, json!({ "id": deal })).await["deal"].clone();
    assert_eq!(found["primaryContact"]["id"], kept.as_str());
    let nodes = found["stakeholders"]["nodes"].take();
    assert_eq!(nodes.as_array().unwrap().len(), 2, "{nodes}");
    let one = nodes.as_array().unwrap().iter().find(|node| node["id"] == stays.as_str()).unwrap();
    assert_eq!(
        *one,
        json!({ "id": stays, "primary": true, "influence": 5, "loyalty": 1, "notes": "Signs", "contact": { "id": kept } })
    );
    let mut links = found["influenceLinks"].as_array().unwrap().clone();
    links.sort_by_key(|link| link["strength"].as_i64());
    assert_eq!(
        links,
        [
            json!({ "from": { "id": other }, "to": { "id": stays }, "strength": 2 }),
            json!({ "from": { "id": stays }, "to": { "id": other }, "strength": 3 }),
        ]
    );
    let kinds = kinds(&house, told).await;
    let counted = |kind: &str| kinds.get(kind).copied().unwrap_or_default();
    assert_eq!((counted("stakeholder.removed"), counted("stakeholder.changed")), (1, 1), "{kinds:?}");
    let past = "query($id: ID!) { contact(id: $id) { timeline(kinds: [STAKEHOLDER]) { nodes { kind } } } }";
    let past = house.ask(&house.admin, past, json!({ "id": kept })).await;
    let past = past["contact"]["timeline"]["nodes"].to_string();
    let times = |kind: &str| past.matches(kind).count();
    assert_eq!((times("stakeholder.added"), times("stakeholder.removed")), (2, 1), "of both: {past}");
    assert_eq!((counted("influence.removed"), counted("influence.changed")), (2, 2), "{kinds:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_contact_takes_their_place_in_deals_activities_and_on_everything_else() {
    let house = House::new().await;
    let anna = &house.admin;
    let account = made(&house, anna, "account", json!({ "name": "Acme" })).await;
    let kept = json!({ "lastName": "Lee", "emails": ["lee@acme.example"] });
    let kept = made(&house, anna, "contact", kept).await;
    let gone = json!({ "firstName": "Ann", "lastName": "Leigh", "emails": ["ann@acme.example"], "accountId": account });
    let gone = made(&house, anna, "contact", gone).await;
    let deal = made(&house, anna, "deal", json!({ "name": "Desks", "primaryContactId": gone })).await;
    made(&house, anna, "note", json!({ "body": "Plays chess", "contactId": gone })).await;
    made(&house, anna, "task", json!({ "title": "Write", "contactId": gone })).await;
    let kind = made(&house, anna, "lookup", json!({ "kind": "ACTIVITY_KIND", "label": "Visit" })).await;
    let visit = |subject: &str, contacts: Value| json!({ "kindId": kind, "subject": subject, "startsAt": "2026-03-01T09:00:00Z", "accountId": account, "contactIds": contacts });
    made(&house, anna, "activity", visit("Both", json!([gone, kept]))).await;
    made(&house, anna, "activity", visit("One", json!([gone]))).await;
    let told = house.events(0).await.len();
    let select = "name emails account { name } notes { nodes { body } } stakes { nodes { deal { id } } } deals { nodes { id } } activities { nodes { subject attendees { contact { id } user { id } } } }";
    let done = merge(&house, (&kept, &gone), json!(["firstName", "account"]), select).await;
    assert_eq!((&done["name"], &done["emails"]), (&json!("Ann Lee"), &json!(["lee@acme.example"])));
    assert_eq!(done["account"]["name"], "Acme");
    assert_eq!(done["notes"]["nodes"], json!([{ "body": "Plays chess" }]));
    assert_eq!(done["deals"]["nodes"], json!([{ "id": deal }]));
    assert_eq!(done["stakes"]["nodes"], json!([{ "deal": { "id": deal } }]));
    let visits = done["activities"]["nodes"].as_array().unwrap();
    assert_eq!(visits.len(), 2, "{done}");
    for visit in visits {
        assert_eq!(visit["attendees"], json!([{ "contact": { "id": kept }, "user": null }]), "{visit}");
    }
    let kinds = kinds(&house, told).await;
    let counted = |kind: &str| kinds.get(kind).copied().unwrap_or_default();
    assert_eq!((counted("activity.changed"), counted("task.changed")), (2, 1), "{kinds:?}");
    assert_eq!((counted("stakeholder.changed"), counted("deal.changed")), (1, 1), "{kinds:?}");
    let query =
        "query($id: ID!) { contact(id: $id) { archived mergedInto { id } } contacts { nodes { id } } }";
    let found = house.ask(anna, query, json!({ "id": gone })).await;
    assert_eq!(found["contact"], json!({ "archived": true, "mergedInto": { "id": kept } }));
    assert_eq!(found["contacts"]["nodes"], json!([{ "id": kept }]));
}

#[tokio::test(flavor = "multi_thread")]
async fn likely_the_same_are_offered_and_the_one_itself_is_not() {
    let house = House::new().await;
    let anna = &house.admin;
    let acme = json!({ "name": "Škoda Works", "website": "skoda-works.example" });
    let acme = made(&house, anna, "account", acme).await;
    let same_name = made(&house, anna, "account", json!({ "name": "Skoda Works s.r.o." })).await;
    let same_domain = json!({ "name": "Elbe", "website": "https://www.skoda-works.example/cz" });
    let same_domain = made(&house, anna, "account", same_domain).await;
    made(&house, anna, "account", json!({ "name": "Vltava Logistics" })).await;
    let query = "query($id: ID!) { accountDuplicates(id: $id) { id } }";
    let found = house.ask(anna, query, json!({ "id": acme })).await;
    let mut ids: Vec<&str> = found["accountDuplicates"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["id"].as_str().unwrap())
        .collect();
    ids.sort_unstable();
    let mut expected = [same_name.as_str(), same_domain.as_str()];
    expected.sort_unstable();
    assert_eq!(ids, expected);
    let jana =
        json!({ "firstName": "Jana", "lastName": "Nováková", "emails": ["x@y.example", "jana@y.example"] });
    let jana = made(&house, anna, "contact", jana).await;
    let other = json!({ "firstName": "J.", "lastName": "Dvořáková", "emails": ["JANA@y.example"] });
    let other = made(&house, anna, "contact", other).await;
    made(&house, anna, "contact", json!({ "firstName": "Petr", "lastName": "Svoboda" })).await;
    let query = "query($id: ID!) { contactDuplicates(id: $id) { id } }";
    let found = house.ask(anna, query, json!({ "id": jana })).await;
    assert_eq!(found["contactDuplicates"], json!([{ "id": other }]));
    merge(&house, (&jana, &other), json!([]), "id").await;
    let found = house.ask(anna, query, json!({ "id": jana })).await;
    assert_eq!(found["contactDuplicates"], json!([]));
}
