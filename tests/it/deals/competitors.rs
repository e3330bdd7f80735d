//! Competitors: named on deals, beaten with them, and what the record says.

use super::{changed, deal, kinds, lookup, made, stage};
use crate::harness::house::{House, id_of};
use dealstream::app::actor::Role;
use serde_json::{Value, json};

async fn name(house: &House, deal: &str, competitor: &str) -> String {
    let input = json!({ "dealId": deal, "competitorId": competitor });
    let payload = house.change(&house.admin, "addDealCompetitor", input, "dealCompetitor { id }").await;
    payload["dealCompetitor"]["id"].as_str().unwrap_or_else(|| panic!("{payload}")).to_owned()
}

/// Moves a deal to a stage by name.
async fn go(house: &House, id: &str, to: &str) {
    let stage = stage(house, 0, to).await;
    let version = deal(house, &house.admin, id, "version").await["version"].clone();
    let mut input = json!({ "id": id, "stageId": stage, "expectedVersion": version });
    if to == "Lost" {
        input["lossReasonId"] = json!(lookup(house, "LOSS_REASON").await);
    }
    changed(house, "moveDeal", input, "id").await;
}

async fn outcomes(house: &House, id: &str) -> Vec<String> {
    let state =
        deal(house, &house.admin, id, "competitors(orderBy: {field: CREATED_AT}) { nodes { outcome } }")
            .await;
    let nodes = state["competitors"]["nodes"].as_array().unwrap().clone();
    nodes.iter().map(|node| node["outcome"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_competitor_is_named_once_and_known_or_new() {
    let house = House::new().await;
    let id = made(&house, &house.admin, "deal", json!({ "name": "D" })).await;
    let before = house.events(0).await.len();
    let select = "dealCompetitor { id threat outcome tactic competitor { id name strengths } } deal { competitors { totalCount } }";
    let new = json!({ "dealId": id, "newCompetitor": { "name": "Quantix", "strengths": "Known" }, "tactic": "Be quick" });
    let done = house.change(&house.admin, "addDealCompetitor", new.clone(), select).await;
    let (rival, quantix) =
        (done["dealCompetitor"]["id"].clone(), done["dealCompetitor"]["competitor"]["id"].clone());
    assert_eq!(
        done["dealCompetitor"],
        json!({ "id": rival, "threat": "MEDIUM", "outcome": "OPEN", "tactic": "Be quick",
            "competitor": { "id": quantix, "name": "Quantix", "strengths": "Known" } })
    );
    assert_eq!(done["deal"]["competitors"]["totalCount"], json!(1));
    assert_eq!(kinds(&house, before).await, ["competitor.created", "deal_competitor.added"]);
    let mut again = new.clone();
    again["newCompetitor"]["name"] = json!("QUANTIX");
    assert_eq!(house.refused(&house.admin, "addDealCompetitor", again).await, ["TAKEN newCompetitor.name"]);
    for (input, refusal) in [
        (json!({ "dealId": id, "competitorId": quantix }), "TAKEN competitorId"),
        (json!({ "dealId": id }), "REQUIRED competitorId"),
    ] {
        assert_eq!(house.refused(&house.admin, "addDealCompetitor", input).await, [refusal]);
    }
    let lost_to = json!({ "id": rival, "outcome": "LOST_TO" });
    assert_eq!(
        house.refused(&house.admin, "updateDealCompetitor", lost_to).await,
        ["INVALID outcome"],
        "it is not lost"
    );
    let rita = house.person("Rita", Role::Rep).await;
    let rename = json!({ "id": quantix, "website": "quantix.example" });
    assert_eq!(house.refused(&rita, "updateCompetitor", rename).await, Vec::<String>::new());
    assert_eq!(
        house.refused(&rita, "updateCompetitor", json!({ "id": quantix, "archived": true })).await,
        ["NOT_ALLOWED"]
    );
    house.change(&house.admin, "updateCompetitor", json!({ "id": quantix, "archived": true }), "").await;
    let other = made(&house, &house.admin, "deal", json!({ "name": "E" })).await;
    let archived = json!({ "dealId": other, "competitorId": quantix });
    assert_eq!(house.refused(&house.admin, "addDealCompetitor", archived).await, ["INVALID competitorId"]);
    let lists = "{ competitors { totalCount } all: competitors(filter: {archived: {eq: true}}, search: \"quan\") { nodes { name deals { totalCount } } } }";
    let lists = house.ask(&house.admin, lists, Value::Null).await;
    assert_eq!(lists["competitors"]["totalCount"], json!(0));
    assert_eq!(
        lists["all"]["nodes"],
        json!([{ "name": "Quantix", "deals": { "totalCount": 1 } }]),
        "where it is named it stays"
    );
    let before = house.events(0).await.len();
    house.change(&house.admin, "removeDealCompetitor", json!({ "id": rival }), "").await;
    assert_eq!(kinds(&house, before).await, ["deal_competitor.removed"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn outcomes_follow_winning_losing_and_reopening() {
    let house = House::new().await;
    let id = made(&house, &house.admin, "deal", json!({ "name": "D" })).await;
    let mut rivals = Vec::new();
    for number in 0..3 {
        let competitor =
            made(&house, &house.admin, "competitor", json!({ "name": format!("C{number}") })).await;
        rivals.push(name(&house, &id, &competitor).await);
    }
    let says = async |rival: &str, outcome: &str| {
        let input = json!({ "id": rival, "outcome": outcome });
        let done = house.change(&house.admin, "updateDealCompetitor", input, "").await;
        assert_eq!(done["userErrors"], json!([]));
    };
    says(&rivals[1], "WITHDREW").await;
    says(&rivals[2], "BEATEN").await;
    let before = house.events(0).await.len();
    go(&house, &id, "Won").await;
    assert_eq!(outcomes(&house, &id).await, ["BEATEN", "WITHDREW", "BEATEN"]);
    assert_eq!(kinds(&house, before).await, ["deal_competitor.changed", "deal.stage_changed"], "in one step");
    let told = house.events(before).await;
    assert_eq!(told[0].changes.keys().collect::<Vec<_>>(), ["outcome"]);
    go(&house, &id, "Negotiation").await;
    assert_eq!(outcomes(&house, &id).await, ["OPEN", "WITHDREW", "BEATEN"], "what people said stays");
    go(&house, &id, "Lost").await;
    assert_eq!(outcomes(&house, &id).await, ["OPEN", "WITHDREW", "BEATEN"]);
    says(&rivals[0], "LOST_TO").await;
    go(&house, &id, "Negotiation").await;
    assert_eq!(
        outcomes(&house, &id).await,
        ["OPEN", "WITHDREW", "BEATEN"],
        "nobody has got what is open again"
    );
    // Several at once go the same way.
    let won = stage(&house, 0, "Won").await;
    let bulk = json!({ "ids": [id], "stageId": won });
    house.change(&house.admin, "moveDeals", bulk, "changed").await;
    assert_eq!(outcomes(&house, &id).await, ["BEATEN", "WITHDREW", "BEATEN"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_record_counts_the_deals_one_sees() {
    let house = House::new().await;
    let (rita, otto) = (house.person("Rita", Role::Rep).await, house.person("Otto", Role::Rep).await);
    let quantix = made(&house, &house.admin, "competitor", json!({ "name": "Quantix" })).await;
    made(&house, &house.admin, "competitor", json!({ "name": "Unknown" })).await;
    for (owner, to, lost_to) in [
        (&rita, "Won", false),
        (&rita, "Qualification", false),
        (&otto, "Won", false),
        (&otto, "Lost", true),
        (&otto, "Lost", false),
    ] {
        let id = made(&house, &house.admin, "deal", json!({ "name": to, "ownerId": id_of(owner) })).await;
        let rival = name(&house, &id, &quantix).await;
        if to != "Qualification" {
            go(&house, &id, to).await;
        }
        if lost_to {
            let input = json!({ "id": rival, "outcome": "LOST_TO" });
            house.change(&house.admin, "updateDealCompetitor", input, "").await;
        }
    }
    let query = "{ competitors { nodes { name record { open won lost lostToThem winRate } deals(filter: {outcome: {in: [BEATEN, LOST_TO]}}) { totalCount } } } }";
    let seen = house.ask(&house.admin, query, Value::Null).await["competitors"]["nodes"].clone();
    assert_eq!(
        seen,
        json!([
            { "name": "Quantix", "record": { "open": 1, "won": 2, "lost": 2, "lostToThem": 1, "winRate": 0.5 }, "deals": { "totalCount": 3 } },
            { "name": "Unknown", "record": { "open": 0, "won": 0, "lost": 0, "lostToThem": 0, "winRate": null }, "deals": { "totalCount": 0 } },
        ])
    );
    let own = house.seeing(&rita, &[&rita]);
    let seen = house.ask(&own, query, Value::Null).await["competitors"]["nodes"][0].clone();
    assert_eq!(seen["record"], json!({ "open": 1, "won": 1, "lost": 0, "lostToThem": 0, "winRate": 1.0 }));
    assert_eq!(seen["deals"]["totalCount"], json!(1));
    for (filter, expected) in [
        (json!({ "competitors": { "some": { "outcome": { "eq": "LOST_TO" } } } }), 1),
        (
            json!({ "competitors": { "some": { "competitorId": { "eq": quantix }, "threat": { "eq": "MEDIUM" } } } }),
            5,
        ),
        (json!({ "competitors": { "none": { "outcome": { "eq": "OPEN" } } } }), 3),
        (json!({ "competitors": { "every": { "threat": { "in": ["HIGH"] } } } }), 0),
    ] {
        let query = "query($f: DealFilter) { deals(filter: $f) { totalCount } }";
        let found = house.ask(&house.admin, query, json!({ "f": filter })).await;
        assert_eq!(found["deals"]["totalCount"], json!(expected), "{filter}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_most_dangerous_come_first() {
    let house = House::new().await;
    let id = made(&house, &house.admin, "deal", json!({ "name": "D" })).await;
    for (name, threat) in [("Low", "LOW"), ("High", "HIGH"), ("Medium", "MEDIUM")] {
        let input = json!({ "dealId": id, "newCompetitor": { "name": name }, "threat": threat });
        house.change(&house.admin, "addDealCompetitor", input, "dealCompetitor { id }").await;
    }
    let page = "competitors(first: 2) { nodes { competitor { name } } pageInfo { endCursor hasNextPage } }";
    let first = deal(&house, &house.admin, &id, page).await["competitors"].clone();
    let names = |page: &Value| {
        page["nodes"]
            .as_array()
            .unwrap()
            .iter()
            .map(|node| node["competitor"]["name"].clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(names(&first), ["High", "Medium"]);
    let next = format!(
        "competitors(first: 2, after: {}) {{ nodes {{ competitor {{ name }} }} }}",
        first["pageInfo"]["endCursor"]
    );
    assert_eq!(names(&deal(&house, &house.admin, &id, &next).await["competitors"]), ["Low"]);
}
