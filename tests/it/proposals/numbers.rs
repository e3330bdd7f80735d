//! Numbers: given once, without gaps, whatever happens at once.

use super::{deal, done, draft, go, made, proposal};
use crate::harness::house::House;
use dealstream::app::actor::Role;
use serde_json::json;
use std::sync::Arc;

#[tokio::test(flavor = "multi_thread")]
async fn twenty_proposals_at_once_get_twenty_numbers_without_a_gap() {
    let house = Arc::new(House::new().await);
    let mut deals = Vec::new();
    for number in 0..4 {
        deals.push(made(&house, "deal", json!({ "name": format!("D{number}") })).await);
    }
    let created = (0..20).map(|index| {
        let (house, deal) = (house.clone(), deals[index % 4].clone());
        tokio::spawn(async move {
            // Every fifth is refused and takes none.
            let language = if index % 5 == 4 { "xx" } else { "en" };
            let input = json!({ "dealId": deal, "language": language });
            house.change(&house.admin, "createProposal", input, "proposal { number }").await
        })
    });
    let mut numbers = Vec::new();
    for one in futures_util::future::join_all(created).await {
        numbers.extend(one.unwrap()["proposal"]["number"].as_str().map(str::to_owned));
    }
    numbers.sort();
    let expected: Vec<String> = (1..=16).map(|count| format!("P-2026-{count:04}")).collect();
    assert_eq!(numbers, expected);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_year_begins_anew_in_the_workspace_s_own_zone() {
    let house = House::new().await;
    done(&house, "updateWorkspace", json!({ "timeZone": "Europe/Prague" }), "workspace { timeZone }").await;
    let deal = deal(&house).await;
    let first = draft(&house, &deal).await;
    let now = house.app.clock.now();
    let late = "2026-12-31T23:30:00Z".parse::<chrono::DateTime<chrono::Utc>>().unwrap();
    house.app.clock.advance(late - now);
    let second = draft(&house, &deal).await;
    let third = draft(&house, &deal).await;
    let mut told = Vec::new();
    for id in [first, second, third] {
        told.push(proposal(&house, &house.admin, &id, "number validUntil").await);
    }
    assert_eq!(told[0], json!({ "number": "P-2026-0001", "validUntil": "2026-04-01" }));
    assert_eq!(told[1], json!({ "number": "P-2027-0001", "validUntil": "2027-01-31" }));
    assert_eq!(told[2]["number"], "P-2027-0002");
}

#[tokio::test(flavor = "multi_thread")]
async fn proposals_are_listed_by_number_found_by_it_and_seen_as_their_deal_is() {
    let house = House::new().await;
    let (rita, otto) = (house.person("Rita", Role::Rep).await, house.person("Otto", Role::Rep).await);
    let deal = deal(&house).await;
    let ids = [draft(&house, &deal).await, draft(&house, &deal).await];
    let sent = go(&house, &ids[1], &["submit", "send", "revise"]).await;
    let put_away = draft(&house, &deal).await;
    done(&house, "updateProposal", json!({ "id": put_away, "archived": true }), "proposal { archived }")
        .await;
    let list = "query($f: ProposalFilter, $s: String) { proposals(filter: $f, search: $s, orderBy: [{field: NUMBER, direction: DESC}]) { totalCount nodes { number revision status } } }";
    let found = async |filter, search: Option<&str>| {
        let list = house.ask(&rita, list, json!({ "f": filter, "s": search })).await["proposals"].clone();
        let nodes = list["nodes"].as_array().unwrap().clone();
        nodes
            .iter()
            .map(|one| format!("{} {} {}", one["number"], one["revision"], one["status"]))
            .collect::<Vec<_>>()
            .join(", ")
            .replace('"', "")
    };
    let all = "P-2026-0002 2 DRAFT, P-2026-0002 1 SUPERSEDED, P-2026-0001 1 DRAFT";
    assert_eq!(found(json!({}), None).await, all);
    assert_eq!(found(json!({ "open": { "eq": true } }), Some("offi 0002")).await, "P-2026-0002 2 DRAFT");
    assert_eq!(found(json!({ "archived": { "eq": true } }), None).await, "P-2026-0003 1 DRAFT");
    assert_eq!(found(json!({ "net": { "gt": "90.08" } }), None).await, "");
    assert_eq!(found(json!({ "total": { "eq": "107.19" }, "dealId": { "eq": deal } }), None).await, all);
    let search = "{ search(text: \"p-2026-0002\") { ... on Proposal { id } } }";
    assert_eq!(house.ask(&rita, search, json!({})).await["search"], json!([{ "id": sent }]));
    let blind = house.seeing(&otto, &[&otto]);
    assert_eq!(proposal(&house, &blind, &sent, "number").await, json!(null));
    let none = house.ask(&blind, "{ proposals { totalCount } orders { totalCount } }", json!({})).await;
    assert_eq!(none, json!({ "proposals": { "totalCount": 0 }, "orders": { "totalCount": 0 } }));
    assert_eq!(house.refused(&blind, "reviseProposal", json!({ "id": sent })).await, ["NOT_FOUND id"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_of_proposals_with_all_about_them_takes_as_many_statements_however_many_there_are() {
    let house = House::new().await;
    let query = "{ proposals { nodes { number actions deal { name } contact { lastName } lines { net tax product { name } } orders { number } previous { number } next { number } revisions { revision } comparison { netDifference lines { kind } } } } }";
    let mut counts = Vec::new();
    for more in [2, 8] {
        for _ in 0..more {
            let deal = deal(&house).await;
            let draft = draft(&house, &deal).await;
            go(&house, &draft, &["submit", "send", "revise"]).await;
        }
        counts.push(house.db.statements.of(house.ask(&house.admin, query, json!({}))).await.1);
    }
    assert_eq!(counts[0], counts[1], "no N+1: {counts:?}");
    assert!(counts[1] <= 14, "{counts:?}");
}
