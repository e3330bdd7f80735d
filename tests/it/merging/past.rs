//! What was before a merge stays to be read on the record that was kept, and files that are imported again find it.

use super::{input, made, merge_accounts};
use crate::harness::house::House;
use crate::harness::node::Node;
use crate::import::uploads::{Desk, columns, counts};
use dealstream::app::config::Limits;
use serde_json::{Value, json};

fn texts(nodes: &Value, field: &str) -> Vec<String> {
    nodes.as_array().unwrap().iter().map(|node| node[field].as_str().unwrap().to_owned()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn history_and_timeline_of_the_kept_one_are_those_of_both() {
    let house = House::new().await;
    let anna = &house.admin;
    let account = async |name: &str| made(&house, anna, "account", json!({ "name": name })).await;
    let (first, second, third) = (account("A").await, account("B").await, account("C").await);
    let note = made(&house, anna, "note", json!({ "body": "N", "accountId": first })).await;
    house.change(anna, "updateNote", json!({ "id": note, "archived": true }), "").await;
    merge_accounts(&house, anna, (&second, &first), json!([]), "id").await;
    merge_accounts(&house, anna, (&third, &second), json!([]), "id").await;
    let query = "query($id: ID!) { account(id: $id) { mergedInto { name } history { nodes { kind recordId changes { field after afterLabel } } } timeline(first: 50) { nodes { kind about } } } }";
    let found = house.ask(anna, query, json!({ "id": third })).await["account"].clone();
    let entries = &found["history"]["nodes"];
    let mut kinds = texts(entries, "kind");
    kinds.sort_unstable();
    let thrice = ["account.created"; 3];
    let merges = ["account.absorbed", "account.absorbed", "account.changed"];
    assert_eq!(kinds, [&merges[..], &thrice[..], &["account.merged"; 2][..]].concat());
    let absorbed =
        entries.as_array().unwrap().iter().find(|entry| entry["recordId"] == third.as_str()).unwrap();
    assert_eq!(
        absorbed["changes"],
        json!([{ "field": "merged", "after": second, "afterLabel": "B" }]),
        "{absorbed}"
    );
    let timeline = texts(&found["timeline"]["nodes"], "kind");
    for kind in ["note.created", "note.archived", "account.merged", "account.absorbed"] {
        assert!(timeline.iter().any(|one| one == kind), "{kind}: {timeline:?}");
    }
    let chain = house.ask(anna, query, json!({ "id": first })).await["account"].clone();
    assert_eq!(chain["mergedInto"]["name"], "C", "not the one in between");
    let merged = &chain["history"]["nodes"][0];
    assert_eq!(
        (&merged["kind"], &merged["changes"][0]["field"]),
        (&json!("account.changed"), &json!("mergedInto"))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_names_the_merged_one_means_the_other() {
    let desk = Desk::new().await;
    let anna = desk.house.admin.clone();
    let chosen = columns(&[("name", "Firm"), ("phone", "Phone")]);
    let of = |kind: &str, columns: Value| json!({ "kind": kind, "dryRun": false, "columns": columns });
    let done = desk.load("Firm,Phone\nAcme,1\nAcme GmbH,2\n", of("ACCOUNTS", chosen.clone())).await;
    assert_eq!(counts(&done), [2, 0, 0, 0]);
    let found = desk.house.ask(&anna, "{ accounts { nodes { id } } }", json!({})).await;
    let ids = texts(&found["accounts"]["nodes"], "id");
    merge_accounts(&desk.house, &anna, (&ids[0], &ids[1]), json!([]), "id").await;
    let done = desk.load("Firm,Phone\nAcme GmbH,3\n", of("ACCOUNTS", chosen)).await;
    assert_eq!(counts(&done), [0, 1, 0, 0], "{done:#}");
    let people = columns(&[("last_name", "Last"), ("account", "Firm")]);
    let done = desk.load("Last,Firm\nLee,Acme GmbH\n", of("CONTACTS", people)).await;
    assert_eq!(counts(&done), [1, 0, 0, 0], "{done:#}");
    let all = "{ accounts { nodes { id phone contacts { nodes { lastName } } } } }";
    let found = desk.house.ask(&anna, all, json!({})).await;
    assert_eq!(
        found["accounts"]["nodes"],
        json!([{ "id": ids[0], "phone": "3", "contacts": { "nodes": [{ "lastName": "Lee" }] } }])
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_has_the_merged_one_open_hears_where_it_went() {
    let house = House::new().await;
    let anna = &house.admin;
    let kept = made(&house, anna, "account", json!({ "name": "Acme" })).await;
    let gone = made(&house, anna, "account", json!({ "name": "Acme GmbH" })).await;
    let node = Node::start(&house.db, None, Limits::default()).await;
    let document = "subscription { events(kinds: [\"account.*\"]) { events { ... on Event { kind subjectId changes { field after } } } } }";
    let mut watch = node.watch_live(anna, document, json!({})).await;
    let wanted = input(&house, "account", (&kept, &gone), json!([])).await;
    let mutation = "mutation($input: MergeAccountsInput!) { mergeAccounts(input: $input) { account { id } userErrors { code } } }";
    let done = node.data(anna, mutation, json!({ "input": wanted })).await;
    assert_eq!(done["mergeAccounts"], json!({ "account": { "id": kept }, "userErrors": [] }));
    let heard = watch.next().await["events"].clone();
    assert_eq!(
        heard,
        json!([
            { "kind": "account.absorbed", "subjectId": kept, "changes": [{ "field": "merged", "after": gone }] },
            { "kind": "account.merged", "subjectId": gone, "changes": [
                { "field": "archived", "after": true },
                { "field": "mergedInto", "after": kept },
            ] },
        ])
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_conflict_after_a_merge_names_what_was_merged_as_the_api_does() {
    let house = House::new().await;
    let anna = &house.admin;
    let account = async |name: &str| made(&house, anna, "account", json!({ "name": name })).await;
    let (gone, kept) = (account("Acme GmbH").await, account("Acme").await);
    merge_accounts(&house, anna, (&kept, &gone), json!([]), "id").await;
    let stale = json!({ "id": kept, "phone": "1", "expectedVersion": 1 });
    let select = "userErrors { ... on Conflict { changed { field after afterLabel afterCurrency } } }";
    let refused = house.change(anna, "updateAccount", stale, select).await;
    let merged =
        json!({ "field": "merged", "after": gone, "afterLabel": "Acme GmbH", "afterCurrency": null });
    assert_eq!(refused["userErrors"][0]["changed"], json!([merged]));
}
