//! Merging accounts and contacts: everything goes along, nobody learns what they may not see, nothing comes back.

mod contacts;
mod past;
mod refused;

use crate::files::put;
use crate::harness::house::House;
use dealstream::app::actor::{Role, Viewer};
use dealstream::db::id::Id;
use dealstream::files::model::Upload;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A new record's id.
pub async fn made(house: &House, viewer: &Arc<Viewer>, record: &str, input: Value) -> String {
    let mutation = format!("create{}{}", record[..1].to_uppercase(), &record[1..]);
    let payload = house.change(viewer, &mutation, input, &format!("{record} {{ id }}")).await;
    payload[record]["id"].as_str().unwrap_or_else(|| panic!("{payload}")).to_owned()
}

/// The input of a merge of two records as they are now.
pub async fn input(house: &House, record: &str, (keep, merge): (&str, &str), fields: Value) -> Value {
    let document = format!(
        "query($keep: ID!, $merge: ID!) {{ keep: {record}(id: $keep) {{ version }} merge: {record}(id: $merge) {{ version }} }}"
    );
    let found = house.ask(&house.admin, &document, json!({ "keep": keep, "merge": merge })).await;
    json!({
        "keepId": keep, "mergeId": merge, "fields": fields,
        "expectedVersion": found["keep"]["version"], "mergeExpectedVersion": found["merge"]["version"],
    })
}

/// Merges two accounts, which must work.
pub async fn merge_accounts(
    house: &House,
    viewer: &Arc<Viewer>,
    both: (&str, &str),
    fields: Value,
    select: &str,
) -> Value {
    let input = input(house, "account", both, fields).await;
    let payload = house.change(viewer, "mergeAccounts", input, &format!("account {{ {select} }}")).await;
    assert_eq!(payload["userErrors"], json!([]), "{payload}");
    payload["account"].clone()
}

/// How many events there were of each kind after so many.
pub async fn kinds(house: &House, after: usize) -> BTreeMap<String, usize> {
    let mut kinds = BTreeMap::new();
    for event in house.events(after).await {
        *kinds.entry(event.kind).or_default() += 1;
    }
    kinds
}

/// An account with something of everything on it.
struct Busy {
    account: String,
    contact: String,
    deal: String,
    task: String,
    visit: String,
}

async fn busy(house: &House, viewer: &Arc<Viewer>) -> Busy {
    let account = json!({ "name": "Acme GmbH", "website": "acme.example", "employees": 12 });
    let account = made(house, viewer, "account", account).await;
    let contact = made(house, viewer, "contact", json!({ "lastName": "Lee", "accountId": account })).await;
    let deal = json!({ "name": "Desks", "accountId": account, "primaryContactId": contact });
    let deal = made(house, viewer, "deal", deal).await;
    made(house, viewer, "account", json!({ "name": "Acme Wien", "parentId": account })).await;
    let task = json!({ "title": "Call", "dealId": deal });
    let task = made(house, viewer, "task", task).await;
    made(house, viewer, "note", json!({ "body": "Old friends", "accountId": account })).await;
    let kind =
        made(house, &house.admin, "lookup", json!({ "kind": "ACTIVITY_KIND", "label": "Visit" })).await;
    let visit = json!({ "kindId": kind, "subject": "Tour", "startsAt": "2026-03-01T09:00:00Z", "accountId": account });
    let visit = made(house, viewer, "activity", visit).await;
    let lead = json!({ "topic": "Chairs", "company": "Acme", "budget": "1", "authority": "2", "need": "3", "timing": "4" });
    let lead = made(house, viewer, "lead", lead).await;
    let converted = json!({ "id": lead, "accountId": account, "withoutContact": true });
    let converted = house.change(viewer, "convertLead", converted, "").await;
    assert_eq!(converted["userErrors"], json!([]));
    let upload = Upload { account_id: Id::parse(&account).ok(), ..Upload::default() };
    put(house, viewer, "plan.txt", upload).await;
    Busy { account, contact, deal, task, visit }
}

const WHAT: &str = "id name website employees archived contacts { nodes { lastName } } deals(orderBy: [{field: NAME, direction: ASC}]) { nodes { name } } subsidiaries { nodes { name } } tasks { nodes { title } } notes { nodes { body } } activities { nodes { subject } } files { nodes { name } }";

#[tokio::test(flavor = "multi_thread")]
async fn everything_on_an_account_goes_along_in_one_step() {
    let house = House::new().await;
    let (mia, rolf) = (house.person("Mia", Role::Manager).await, house.person("Rolf", Role::Rep).await);
    let kept = made(&house, &rolf, "account", json!({ "name": "Acme", "employees": 40 })).await;
    let gone = busy(&house, &rolf).await;
    let told = house.events(0).await.len();
    let merging = merge_accounts(&house, &mia, (&kept, &gone.account), json!(["website"]), WHAT);
    let (done, statements) = house.db.statements.of(merging).await;
    assert!(statements <= 50, "some for each kind, and one for each record: {statements}");
    assert_eq!(
        done,
        json!({
            "id": kept, "name": "Acme", "website": "acme.example", "employees": 40, "archived": false,
            "contacts": { "nodes": [{ "lastName": "Lee" }] },
            "deals": { "nodes": [{ "name": "Chairs" }, { "name": "Desks" }] },
            "subsidiaries": { "nodes": [{ "name": "Acme Wien" }] },
            "tasks": { "nodes": [{ "title": "Call" }] },
            "notes": { "nodes": [{ "body": "Old friends" }] },
            "activities": { "nodes": [{ "subject": "Tour" }] },
            "files": { "nodes": [{ "name": "plan.txt" }] },
        })
    );
    let expected = [
        ("account.absorbed", 1),
        ("account.changed", 1),
        ("account.merged", 1),
        ("activity.changed", 1),
        ("contact.changed", 1),
        ("deal.changed", 2),
        ("file.changed", 1),
        ("lead.changed", 1),
        ("note.changed", 1),
        ("task.changed", 1),
    ];
    assert_eq!(kinds(&house, told).await, BTreeMap::from(expected.map(|(kind, n)| (kind.to_owned(), n))));
    let news = house.events(told).await;
    for id in [&gone.contact, &gone.deal, &gone.task, &gone.visit] {
        let event = news.iter().find(|event| id.ends_with(&suffix(event.subject_id))).unwrap();
        assert_eq!(
            event.account_id,
            Some(Id::<dealstream::accounts::model::Account>::parse(&kept).unwrap().0)
        );
    }
}

/// The part of a TypeID behind its prefix.
fn suffix(id: uuid::Uuid) -> String {
    dealstream::db::id::type_id("x", id)[2..].to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_merged_one_is_put_away_and_leads_to_the_other() {
    let house = House::new().await;
    let rita = house.person("Rita", Role::Rep).await;
    let kept = made(&house, &rita, "account", json!({ "name": "Acme" })).await;
    let gone = made(&house, &rita, "account", json!({ "name": "Acme GmbH" })).await;
    merge_accounts(&house, &rita, (&kept, &gone), json!([]), "id").await;
    let query = "query($id: ID!) { account(id: $id) { archived mergedInto { id } } node(id: $id) { id } }";
    let found = house.ask(&rita, query, json!({ "id": gone })).await;
    assert_eq!(found["account"], json!({ "archived": true, "mergedInto": { "id": kept } }));
    assert_eq!(found["node"]["id"], gone.as_str());
    let lists = "{ accounts { nodes { id } } away: accounts(filter: {archived: {eq: true}}) { nodes { id } } search(text: \"Acme\") { ... on Account { id } } former: search(text: \"GmbH\") { ... on Account { id } } }";
    let found = house.ask(&rita, lists, json!({})).await;
    assert_eq!(found["accounts"]["nodes"], json!([{ "id": kept }]));
    assert_eq!(found["away"]["nodes"], json!([]));
    assert_eq!(found["search"], json!([{ "id": kept }]), "once");
    assert_eq!(found["former"], json!([{ "id": kept }]), "by the name it had besides");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_merger_may_not_see_goes_along_unseen() {
    let house = House::new().await;
    let (mia, rolf) = (house.person("Mia", Role::Manager).await, house.person("Rolf", Role::Rep).await);
    let kept = made(&house, &rolf, "account", json!({ "name": "Acme" })).await;
    let gone = busy(&house, &rolf).await;
    let hide = json!({ "id": gone.deal, "restricted": true });
    house.change(&house.admin, "restrictDeal", hide, "").await;
    let hers = house.seeing(&mia, &[&mia]);
    let told = house.events(0).await.len();
    let done = merge_accounts(&house, &hers, (&kept, &gone.account), json!([]), WHAT).await;
    assert_eq!((&done["deals"]["nodes"], &done["tasks"]["nodes"]), (&json!([]), &json!([])));
    let query = "query($id: ID!) { deal(id: $id) { account { id } tasks { nodes { account { id } } } } }";
    let deal = house.ask(&rolf, query, json!({ "id": gone.deal })).await["deal"].clone();
    assert_eq!(
        deal,
        json!({ "account": { "id": kept }, "tasks": { "nodes": [{ "account": { "id": kept } }] } })
    );
    let news = house.events(told).await;
    let of = |id: &str| news.iter().find(|event| id.ends_with(&suffix(event.subject_id))).unwrap();
    for id in [&gone.deal, &gone.task] {
        assert!(of(id).concerns(&rolf) && !of(id).concerns(&hers), "{id}");
    }
    assert!(of(&kept).concerns(&hers) && of(&gone.contact).concerns(&hers));
}

#[tokio::test(flavor = "multi_thread")]
async fn custom_fields_that_refer_to_the_merged_one_refer_to_the_other() {
    let house = House::new().await;
    for subject in ["DEAL", "ACCOUNT", "LEAD", "TASK", "CONTACT", "PROPOSAL"] {
        let field = json!({ "subject": subject, "type": "ACCOUNT", "label": "Partner" });
        house.change(&house.admin, "createCustomField", field, "").await;
    }
    let anna = house.knowing(&house.admin).await;
    let kept = made(&house, &anna, "account", json!({ "name": "Acme" })).await;
    let gone = made(&house, &anna, "account", json!({ "name": "Acme GmbH" })).await;
    let custom = json!([{ "key": "partner", "value": gone }]);
    let mut records = Vec::new();
    for (record, mut input) in [
        ("deal", json!({ "name": "Desks" })),
        ("account", json!({ "name": "Elbe" })),
        ("lead", json!({ "topic": "T", "company": "C" })),
        ("task", json!({ "title": "Call" })),
        ("contact", json!({ "lastName": "Lee" })),
    ] {
        input["custom"] = custom.clone();
        records.push((record, made(&house, &anna, record, input).await));
    }
    let proposal = json!({ "dealId": records[0].1, "custom": custom });
    records.push(("proposal", made(&house, &anna, "proposal", proposal).await));
    let own = json!({ "id": gone, "custom": custom });
    house.change(&anna, "updateAccount", own, "").await;
    let select = "partner: custom(key: \"partner\")";
    let done = merge_accounts(&house, &anna, (&kept, &gone), json!(["custom.partner"]), select).await;
    assert_eq!(done["partner"], kept.as_str(), "what referred to itself does");
    for (record, id) in records {
        let query = format!("query($id: ID!) {{ {record}(id: $id) {{ {select} }} }}");
        let found = house.ask(&anna, &query, json!({ "id": id })).await;
        assert_eq!(found[record]["partner"], kept.as_str(), "{record}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_comes_to_lie_below_itself() {
    let house = House::new().await;
    let anna = &house.admin;
    let account = async |name: &str, parent: Option<&String>| {
        made(&house, anna, "account", json!({ "name": name, "parentId": parent })).await
    };
    let top = account("Top", None).await;
    let gone = account("Gone", Some(&top)).await;
    let between = account("Between", Some(&gone)).await;
    let kept = account("Kept", Some(&between)).await;
    let upward = input(&house, "account", (&gone, &kept), json!(["parent"])).await;
    let refused = house.refused(anna, "mergeAccounts", upward).await;
    assert_eq!(refused, ["CYCLE fields.parentId"], "its parent lies below the one that is kept");
    let select = "parent { name } subsidiaries { nodes { name } }";
    let done = merge_accounts(&house, anna, (&kept, &gone), json!([]), select).await;
    assert_eq!(
        done,
        json!({ "parent": { "name": "Top" }, "subsidiaries": { "nodes": [{ "name": "Between" }] } })
    );
    let done = merge_accounts(&house, anna, (&top, &kept), json!([]), select).await;
    assert_eq!(done, json!({ "parent": null, "subsidiaries": { "nodes": [{ "name": "Between" }] } }));
}
