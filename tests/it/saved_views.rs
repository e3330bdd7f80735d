//! Saved views: kept as the API takes them, shared with whom their owner says.

use crate::harness::house::{House, id_of};
use dealstream::app::actor::{Person, Role, Viewer};
use serde_json::{Value, json};
use std::sync::Arc;
use uuid::Uuid;

async fn saved(house: &House, viewer: &Arc<Viewer>, input: Value) -> String {
    let payload = house.change(viewer, "createSavedView", input, "savedView { id }").await;
    payload["savedView"]["id"].as_str().unwrap_or_else(|| panic!("{payload}")).to_owned()
}

async fn names(house: &House, viewer: &Arc<Viewer>, arguments: &str) -> Vec<String> {
    let found =
        house.ask(viewer, &format!("{{ savedViews{arguments} {{ nodes {{ name }} }} }}"), json!({})).await;
    let nodes = found["savedViews"]["nodes"].as_array().unwrap().iter();
    nodes.map(|node| node["name"].as_str().unwrap().to_owned()).collect()
}

/// The same person as a member of these teams.
fn of_team(viewer: &Arc<Viewer>, team: &str) -> Arc<Viewer> {
    let team: Uuid = dealstream::db::id::split(team).unwrap().1;
    let user_id = viewer.user_id().unwrap();
    Arc::new(Viewer { person: Some(Person { user_id, team_ids: Arc::from([team]) }), ..(**viewer).clone() })
}

#[tokio::test(flavor = "multi_thread")]
async fn a_view_is_kept_as_the_api_takes_it() {
    let house = House::new().await;
    let rita = house.person("Rita", Role::Rep).await;
    let lists = house.ask(&rita, "{ pipelines { id name } }", json!({})).await;
    let pipeline = &lists["pipelines"][0]["id"];
    let filter = json!({ "status": { "eq": "OPEN" }, "ownerId": { "eq": "@me" }, "or": [{ "amount": { "gt": "1000" } }, { "expectedCloseOn": { "lt": "@today+14d" } }] });
    let order = json!([{ "field": "AMOUNT", "direction": "DESC" }]);
    let input = json!({ "name": " Big ones ", "filter": filter, "orderBy": order, "columns": ["name", "amount"], "search": " acme " });
    let id = saved(&house, &rita, input).await;
    let query = "query($id: ID!) { savedView(id: $id) { name layout filter orderBy columns search sharing problems { field } owner { name } viewerCanEdit version } }";
    let found = house.ask(&rita, query, json!({ "id": id })).await["savedView"].clone();
    assert_eq!(
        found,
        json!({ "name": "Big ones", "layout": "TABLE", "filter": filter, "orderBy": order, "columns": ["name", "amount"],
            "search": "acme", "sharing": "PRIVATE", "problems": [], "owner": { "name": "Rita" }, "viewerCanEdit": true, "version": 1 })
    );
    for (input, refused) in [
        (json!({ "name": " ", "filter": {} }), "REQUIRED name"),
        (json!({ "name": "A", "filter": { "status": { "eq": "NONSENSE" } } }), "INVALID filter"),
        (json!({ "name": "A", "filter": { "statsu": { "eq": "OPEN" } } }), "INVALID filter"),
        (
            json!({ "name": "A", "filter": { "stageId": { "eq": "acct_00000000000000000000000000" } } }),
            "INVALID filter",
        ),
        (json!({ "name": "A", "filter": { "custom": [{ "key": "none", "eq": 1 }] } }), "INVALID filter"),
        (json!({ "name": "A", "filter": [] }), "INVALID filter"),
        (json!({ "name": "A", "filter": {}, "orderBy": [{ "field": "SIZE" }] }), "INVALID orderBy"),
        (json!({ "name": "A", "filter": {}, "layout": "BOARD" }), "REQUIRED pipelineId"),
        (json!({ "name": "A", "filter": {}, "sharing": "TEAM" }), "INVALID sharing"),
    ] {
        let knowing = house.knowing(&rita).await;
        assert_eq!(house.refused(&knowing, "createSavedView", input.clone()).await, [refused], "{input}");
    }
    let board =
        json!({ "id": id, "layout": "BOARD", "pipelineId": pipeline, "search": null, "expectedVersion": 1 });
    let board = house
        .change(&rita, "updateSavedView", board, "savedView { layout search version pipeline { name } }")
        .await;
    assert_eq!(
        board["savedView"],
        json!({ "layout": "BOARD", "search": null, "version": 2, "pipeline": { "name": lists["pipelines"][0]["name"] } })
    );
    let stale = json!({ "id": id, "name": "Late", "expectedVersion": 1 });
    assert_eq!(house.refused(&rita, "updateSavedView", stale).await, ["CONFLICT expectedVersion"]);
    house.change(&rita, "updateSavedView", json!({ "id": id, "archived": true }), "").await;
    assert_eq!(names(&house, &rita, "").await, [""; 0]);
    assert_eq!(names(&house, &rita, "(includeArchived: true)").await, ["Big ones"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_view_is_seen_by_those_it_is_shared_with() {
    let house = House::new().await;
    let team = house.change(&house.admin, "createTeam", json!({ "name": "North" }), "team { id }").await;
    let team = team["team"]["id"].as_str().unwrap().to_owned();
    let (rita, rolf) = (house.person("Rita", Role::Rep).await, house.person("Rolf", Role::Rep).await);
    let vera = house.person("Vera", Role::Viewer).await;
    house.change(&house.admin, "updateUser", json!({ "id": id_of(&rita), "teamId": team }), "").await;
    let mate = of_team(&rolf, &team);
    let view = |name: &str, sharing: &str| json!({ "name": name, "filter": {}, "sharing": sharing });
    let private = saved(&house, &rita, view("Mine", "PRIVATE")).await;
    let shared = saved(&house, &rita, view("Ours", "TEAM")).await;
    saved(&house, &rita, view("All", "EVERYONE")).await;
    saved(&house, &vera, view("Hers", "PRIVATE")).await;
    assert_eq!(house.refused(&vera, "createSavedView", view("X", "EVERYONE")).await, ["NOT_ALLOWED"]);
    assert_eq!(names(&house, &rita, "").await, ["All", "Mine", "Ours"]);
    assert_eq!(names(&house, &mate, "").await, ["All", "Ours"]);
    assert_eq!(names(&house, &rolf, "").await, ["All"]);
    assert_eq!(
        names(&house, &house.admin, "").await,
        ["All"],
        "a private view is not even an admin's business"
    );
    for (who, id, refused) in [
        (&mate, &shared, "NOT_ALLOWED id"),
        (&rolf, &shared, "NOT_FOUND id"),
        (&house.admin, &private, "NOT_FOUND id"),
    ] {
        let change = json!({ "id": id, "name": "X" });
        assert_eq!(house.refused(who, "updateSavedView", change).await, [refused]);
    }
    let events = house.events(0).await;
    let of = |id: &str| {
        events.iter().find(|event| event.subject_id == dealstream::db::id::split(id).unwrap().1).unwrap()
    };
    assert!(
        of(&private).concerns(&rita) && !of(&private).concerns(&mate) && !of(&private).concerns(&house.admin)
    );
    assert!(of(&shared).concerns(&mate) && !of(&shared).concerns(&rolf));
    // Taken back, it leaves its readers' lists at once.
    house.change(&rita, "updateSavedView", json!({ "id": shared, "sharing": "PRIVATE" }), "").await;
    assert_eq!(names(&house, &mate, "").await, ["All"]);
    let last = house.events(0).await.pop().unwrap();
    assert!(last.seen_before(&mate) && !last.seen_after(&mate));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_view_says_which_of_its_fields_are_gone() {
    let house = House::new().await;
    let mut fields = Vec::new();
    for label in ["Region", "Seats", "Tier"] {
        let field = json!({ "subject": "DEAL", "type": "TEXT", "label": label });
        let field = house.change(&house.admin, "createCustomField", field, "customField { id }").await;
        fields.push(field["customField"]["id"].clone());
    }
    let rita = house.knowing(&house.person("Rita", Role::Rep).await).await;
    let input = json!({
        "name": "Regions", "filter": { "or": [{ "custom": [{ "key": "region", "eq": "North" }] }, { "custom": [{ "key": "tier", "eq": "A" }] }] },
        "orderBy": [{ "field": "CUSTOM", "customKey": "seats" }], "columns": ["name", "custom.region", "custom.tier"],
    });
    let id = saved(&house, &rita, input).await;
    for field in &fields[..2] {
        house.change(&house.admin, "updateCustomField", json!({ "id": field, "archived": true }), "").await;
    }
    let rita = house.knowing(&rita).await;
    let query = "query($id: ID!) { savedView(id: $id) { problems { part field } } }";
    let problems = house.ask(&rita, query, json!({ "id": id })).await["savedView"]["problems"].clone();
    assert_eq!(
        problems,
        json!([
            { "part": "FILTER", "field": "custom.region" },
            { "part": "ORDER", "field": "custom.seats" },
            { "part": "COLUMNS", "field": "custom.region" },
        ])
    );
    // It can still be renamed, and put right.
    house.change(&rita, "updateSavedView", json!({ "id": id, "name": "Tiers" }), "").await;
    let right = json!({ "id": id, "filter": { "custom": [{ "key": "tier", "eq": "A" }] }, "orderBy": [], "columns": ["name"] });
    house.change(&rita, "updateSavedView", right, "").await;
    assert_eq!(house.ask(&rita, query, json!({ "id": id })).await["savedView"]["problems"], json!([]));
}
