//! Pipelines, stages, list values and currencies, through the schema.

use crate::harness::house::House;
use dealstream::app::actor::Role;
use serde_json::{Value, json};

const PIPELINES: &str = "{ pipelines { id name isDefault version stages { id name position kind probability color forecastCategory { key } } } }";

async fn pipelines(house: &House) -> Vec<Value> {
    house.ask(&house.admin, PIPELINES, json!({})).await["pipelines"].as_array().unwrap().clone()
}

fn names(stages: &Value) -> Vec<&str> {
    stages.as_array().unwrap().iter().map(|stage| stage["name"].as_str().unwrap()).collect()
}

/// The id of a stage of the default pipeline.
async fn stage(house: &House, name: &str) -> String {
    let all = pipelines(house).await;
    let stages = all[0]["stages"].as_array().unwrap();
    stages.iter().find(|stage| stage["name"] == name).unwrap()["id"].as_str().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_workspace_comes_with_two_pipelines_lists_and_currencies() {
    let house = House::new().await;
    let (all, statements) = house.db.statements.of(pipelines(&house)).await;
    assert_eq!(statements, 3, "pipelines, their stages, the stages' categories: one statement each");
    assert_eq!(
        (all.len(), &all[0]["name"], &all[0]["isDefault"]),
        (2, &json!("Corporate sales"), &json!(true))
    );
    let corporate: Vec<(&str, i64)> = all[0]["stages"]
        .as_array()
        .unwrap()
        .iter()
        .map(|stage| (stage["name"].as_str().unwrap(), stage["probability"].as_i64().unwrap()))
        .collect();
    let expected = [
        ("Qualification", 10),
        ("Needs analysis", 20),
        ("Presentation", 40),
        ("Proposal", 60),
        ("Negotiation", 75),
        ("Contracting", 90),
        ("Won", 100),
        ("Lost", 0),
    ];
    assert_eq!(corporate, expected);
    assert_eq!(names(&all[1]["stages"]), ["Contact", "Enquiry", "Offer", "Closing", "Won", "Lost"]);
    assert_eq!(all[0]["stages"][7]["forecastCategory"]["key"], "omitted");
    let lists = "{ currencies { code rate isBase } lookups(kind: FORECAST_CATEGORY) { key label } }";
    let lists = house.ask(&house.admin, lists, json!({})).await;
    let base = json!({ "code": "EUR", "rate": "1", "isBase": true });
    assert!(lists["currencies"].as_array().unwrap().contains(&base), "{lists}");
    assert_eq!(lists["currencies"].as_array().unwrap().len(), 5);
    assert_eq!(lists["lookups"][0], json!({ "key": "pipeline", "label": "Pipeline" }));
}

#[tokio::test(flavor = "multi_thread")]
async fn one_pipeline_is_always_the_default() {
    let house = House::new().await;
    let copy = json!({ "name": " Partners ", "copyFromId": pipelines(&house).await[1]["id"] });
    let made = house
        .change(&house.admin, "createPipeline", copy, "pipeline { id name isDefault stages { name } }")
        .await;
    let partners = &made["pipeline"];
    assert_eq!(partners["name"], "Partners");
    assert_eq!(names(&partners["stages"]), ["Contact", "Enquiry", "Offer", "Closing", "Won", "Lost"]);
    let taken = json!({ "name": "PARTNERS" });
    assert_eq!(house.refused(&house.admin, "createPipeline", taken).await, ["TAKEN name"]);

    let told = house.events(0).await.len();
    let input = json!({ "id": partners["id"], "isDefault": true });
    house.change(&house.admin, "updatePipeline", input.clone(), "pipeline { id }").await;
    let defaults: Vec<Value> =
        pipelines(&house).await.into_iter().filter(|pipeline| pipeline["isDefault"] == true).collect();
    assert_eq!(defaults.iter().map(|pipeline| &pipeline["name"]).collect::<Vec<_>>(), ["Partners"]);
    assert_eq!(house.events(told).await.len(), 2, "one stops being it, one becomes it");
    house.change(&house.admin, "updatePipeline", input, "pipeline { id }").await;
    assert_eq!(house.events(told).await.len(), 2, "nothing changed, nothing told");

    let mut put_away = json!({ "id": partners["id"], "archived": true });
    assert_eq!(house.refused(&house.admin, "updatePipeline", put_away.clone()).await, ["INVALID archived"]);
    put_away = json!({ "id": partners["id"], "isDefault": false });
    assert_eq!(house.refused(&house.admin, "updatePipeline", put_away).await, ["INVALID isDefault"]);
    let stale = json!({ "id": partners["id"], "name": "X", "expectedVersion": 1 });
    assert_eq!(house.refused(&house.admin, "updatePipeline", stale).await, ["CONFLICT expectedVersion"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn stages_keep_their_places_whatever_happens_to_them() {
    let house = House::new().await;
    let pipeline = pipelines(&house).await[1]["id"].clone();
    let all = "stage { id position } pipeline { stages { id name position } }";
    let places = |payload: &Value| -> Vec<String> {
        let stages = payload["pipeline"]["stages"].as_array().unwrap().iter();
        stages.map(|stage| format!("{} {}", stage["position"], stage["name"].as_str().unwrap())).collect()
    };
    let made = json!({ "pipelineId": pipeline, "name": "Visit", "probability": 30 });
    let made = house.change(&house.admin, "createStage", made, all).await;
    assert_eq!(
        places(&made),
        ["0 Contact", "1 Enquiry", "2 Offer", "3 Closing", "4 Visit", "5 Won", "6 Lost"]
    );
    let told = house.events(0).await.len();
    let moved = json!({ "id": made["stage"]["id"], "position": 1 });
    let moved = house.change(&house.admin, "moveStage", moved, all).await;
    assert_eq!(
        places(&moved),
        ["0 Contact", "1 Visit", "2 Enquiry", "3 Offer", "4 Closing", "5 Won", "6 Lost"]
    );
    let kinds: Vec<String> = house.events(told).await.into_iter().map(|event| event.kind).collect();
    assert_eq!(kinds, ["stage.moved", "stage.changed", "stage.changed", "stage.changed"]);
    let removed = json!({ "id": moved["pipeline"]["stages"][0]["id"] });
    let removed = house
        .change(&house.admin, "removeStage", removed, "pipeline { stages { name position } } movedDeals")
        .await;
    assert_eq!(places(&removed), ["0 Visit", "1 Enquiry", "2 Offer", "3 Closing", "4 Won", "5 Lost"]);
    assert_eq!(removed["movedDeals"], 0);
    let last = json!({ "id": moved["pipeline"]["stages"][5]["id"] });
    assert_eq!(house.refused(&house.admin, "removeStage", last).await, ["INVALID id"], "the only won stage");
    let bad =
        json!({ "pipelineId": pipeline, "name": "visit", "kind": "WON", "probability": 5, "color": "mauve" });
    let expected = ["TAKEN name", "INVALID probability", "INVALID color"];
    assert_eq!(house.refused(&house.admin, "createStage", bad).await, expected);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stage_with_deals_is_removed_only_with_a_place_for_them() {
    let house = House::new().await;
    let (qualification, needs, won) = (
        stage(&house, "Qualification").await,
        stage(&house, "Needs analysis").await,
        stage(&house, "Won").await,
    );
    let deal = json!({ "name": "Big one", "stageId": qualification });
    let deal = house.change(&house.admin, "createDeal", deal, "deal { id }").await;
    let refused = async |to: Option<&str>| {
        let input = json!({ "id": qualification, "moveDealsToStageId": to });
        house.refused(&house.admin, "removeStage", input).await
    };
    assert_eq!(refused(None).await, ["STAGE_HAS_DEALS moveDealsToStageId"]);
    assert_eq!(refused(Some(&won)).await, ["INVALID moveDealsToStageId"], "of another kind");
    assert_eq!(refused(Some(&qualification)).await, ["INVALID moveDealsToStageId"], "itself");
    let input = json!({ "id": qualification, "moveDealsToStageId": needs });
    let done = house.change(&house.admin, "removeStage", input.clone(), "movedDeals").await;
    assert_eq!(done["movedDeals"], 1);
    let query = "query($id: ID!) { deal(id: $id) { stage { id } stageVisits { stage { name } } } }";
    let deal = house.ask(&house.admin, query, json!({ "id": deal["deal"]["id"] })).await;
    assert_eq!(deal["deal"]["stage"]["id"], needs);
    assert_eq!(
        deal["deal"]["stageVisits"][0]["stage"]["name"], "Qualification",
        "its visits name the removed stage"
    );
    assert_eq!(house.refused(&house.admin, "removeStage", input).await, ["NOT_FOUND id"], "gone already");
}

#[tokio::test(flavor = "multi_thread")]
async fn everybody_reads_the_lists_and_only_admins_change_them() {
    let house = House::new().await;
    let manager = house.person("Max", Role::Manager).await;
    let pipeline = pipelines(&house).await[0]["id"].clone();
    let some = stage(&house, "Won").await;
    let told = house.events(0).await.len();
    for (mutation, input) in [
        ("createPipeline", json!({ "name": "Mine" })),
        ("updatePipeline", json!({ "id": pipeline, "name": "Mine" })),
        ("createStage", json!({ "pipelineId": pipeline, "name": "Mine" })),
        ("updateStage", json!({ "id": some, "name": "Mine" })),
        ("moveStage", json!({ "id": some, "position": 0 })),
        ("removeStage", json!({ "id": some })),
        ("createLookup", json!({ "kind": "SOURCE", "label": "Mine" })),
        ("setCurrency", json!({ "code": "JPY", "rate": "0.006" })),
    ] {
        assert_eq!(house.refused(&manager, mutation, input).await, ["NOT_ALLOWED"], "{mutation}");
    }
    assert_eq!(house.events(told).await.len(), 0);
    assert_eq!(house.ask(&manager, PIPELINES, json!({})).await["pipelines"].as_array().unwrap().len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn list_values_are_added_renamed_reordered_and_put_away() {
    let house = House::new().await;
    let made = house
        .change(
            &house.admin,
            "createLookup",
            json!({ "kind": "LOSS_REASON", "label": " Too late " }),
            "lookup { id key label position }",
        )
        .await;
    assert_eq!((&made["lookup"]["key"], &made["lookup"]["label"]), (&json!("too_late"), &json!("Too late")));
    let id = made["lookup"]["id"].clone();
    let taken = json!({ "kind": "LOSS_REASON", "label": "TOO LATE" });
    assert_eq!(house.refused(&house.admin, "createLookup", taken).await, ["TAKEN label"]);
    let first = json!({ "id": id, "position": 0, "label": "Late" });
    let first = house.change(&house.admin, "updateLookup", first, "lookup { key label position }").await;
    assert_eq!(first["lookup"], json!({ "key": "too_late", "label": "Late", "position": 0 }));
    let list =
        "query($all: Boolean) { lookups(kind: LOSS_REASON, includeArchived: $all) { label position } }";
    let all = house.ask(&house.admin, list, json!({})).await;
    let positions: Vec<i64> = all["lookups"]
        .as_array()
        .unwrap()
        .iter()
        .map(|lookup| lookup["position"].as_i64().unwrap())
        .collect();
    assert_eq!(positions, (0..i64::try_from(positions.len()).unwrap()).collect::<Vec<_>>());
    assert_eq!(all["lookups"][0]["label"], "Late");
    house.change(&house.admin, "updateLookup", json!({ "id": id, "archived": true }), "lookup { id }").await;
    assert_ne!(house.ask(&house.admin, list, json!({})).await["lookups"][0]["label"], "Late");
    assert_eq!(house.ask(&house.admin, list, json!({ "all": true })).await["lookups"][0]["label"], "Late");
}

#[tokio::test(flavor = "multi_thread")]
async fn list_values_are_called_otherwise_in_other_languages() {
    let house = House::new().await;
    let shown = "id label czech: label(language: \"cs-CZ\") labels { language text }";
    let list = format!("{{ lookups(kind: STAKEHOLDER_ROLE) {{ {shown} }} }}");
    let champion = house.ask(&house.admin, &list, json!({})).await["lookups"][2].clone();
    assert_eq!((&champion["label"], &champion["czech"]), (&json!("Champion"), &json!("Zastánce")));
    let id = champion["id"].clone();
    let shown = format!("lookup {{ {shown} }}");
    let change = async |more: Value| {
        let mut input = json!({ "id": id });
        input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        house.change(&house.admin, "updateLookup", input, &shown).await["lookup"].clone()
    };
    // What came with the workspace says what the old label said.
    let renamed = change(json!({ "label": "Sponsor" })).await;
    assert_eq!((&renamed["czech"], &renamed["labels"]), (&json!("Sponsor"), &json!([])));
    let own = json!({ "labels": [{ "language": "cs", "text": " Sponzor " }] });
    assert_eq!(change(own).await["czech"], "Sponzor");
    let again = change(json!({ "label": "Our sponsor" })).await;
    assert_eq!((&again["label"], &again["czech"]), (&json!("Our sponsor"), &json!("Sponzor")));
    let wrong = json!({ "id": id, "labels": [{ "language": "čeština", "text": "Sponzor" }] });
    assert_eq!(house.refused(&house.admin, "updateLookup", wrong).await, ["INVALID labels"]);
    let labels = json!([{ "language": "de", "text": "Mein" }]);
    let made = json!({ "kind": "SOURCE", "label": "Mine", "labels": labels });
    let made = house.change(&house.admin, "createLookup", made, "lookup { labels { language text } }").await;
    assert_eq!(made["lookup"]["labels"], labels);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_currency_is_set_and_the_base_currency_stays_one() {
    let house = House::new().await;
    let set = json!({ "code": "JPY", "rate": "0.0060" });
    let made =
        house.change(&house.admin, "setCurrency", set.clone(), "currency { code rate isBase version }").await;
    assert_eq!(made["currency"], json!({ "code": "JPY", "rate": "0.006", "isBase": false, "version": 1 }));
    let told = house.events(0).await.len();
    house.change(&house.admin, "setCurrency", set, "currency { code }").await;
    assert_eq!(house.events(told).await.len(), 0, "the same rate is no change");
    let changed = json!({ "code": "JPY", "rate": "0.0061", "expectedVersion": 1 });
    let changed = house.change(&house.admin, "setCurrency", changed, "currency { rate version }").await;
    assert_eq!(changed["currency"], json!({ "rate": "0.0061", "version": 2 }));
    for (input, refused) in [
        (json!({ "code": "EUR", "rate": "2" }), "INVALID rate"),
        (json!({ "code": "EUR", "rate": "1", "archived": true }), "INVALID archived"),
        (json!({ "code": "euro", "rate": "1" }), "INVALID code"),
        (json!({ "code": "USD", "rate": "0" }), "INVALID rate"),
    ] {
        assert_eq!(house.refused(&house.admin, "setCurrency", input).await, [refused]);
    }
}
