//! What a custom field is, and who may say so.

use super::{field, given, made, usual};
use crate::harness::Server;
use crate::harness::client::{Client, settle};
use crate::harness::house::House;
use crate::harness::postgres::Postgres;
use dealstream::app::actor::Role;
use dealstream::fields::store;
use diesel_async::{RunQueryDsl as _, SimpleAsyncConnection as _};
use serde_json::{Value, json};

#[tokio::test(flavor = "multi_thread")]
async fn a_field_is_made_with_what_it_is_called_and_keeps_its_key() {
    let house = House::new().await;
    let made = field(&house, json!({ "label": "  Délka smlouvy (let) ", "type": "NUMBER" })).await;
    assert_eq!((&made["key"], &made["label"]), (&json!("d_lka_smlouvy_let"), &json!("Délka smlouvy (let)")));
    assert_eq!(field(&house, json!({ "label": "délka smlouvy, let" })).await["key"], "d_lka_smlouvy_let_2");
    assert_eq!(field(&house, json!({ "label": "3 years?" })).await["key"], "f_3_years");
    assert_eq!(field(&house, json!({ "label": "X", "key": "x_1" })).await["position"], 3);
    assert_eq!(field(&house, json!({ "label": "X", "key": "x_1", "subject": "TASK" })).await["position"], 0);
    for (wrong, refusals) in [
        (json!({ "label": "X", "key": "x_1" }), vec!["TAKEN key"]),
        (json!({ "label": "X", "key": "1x" }), vec!["INVALID key"]),
        (json!({ "label": "X", "key": "x'; DROP" }), vec!["INVALID key"]),
        (json!({ "label": " " }), vec!["REQUIRED label"]),
        (json!({ "label": "X", "type": "SELECT" }), vec!["REQUIRED options"]),
        (json!({ "label": "X", "options": [{ "label": "A" }] }), vec!["INVALID options"]),
        (json!({ "label": "X", "minimum": "1" }), vec!["INVALID minimum"]),
        (json!({ "label": "X", "type": "MONEY", "minimum": "2", "maximum": "1" }), vec!["INVALID maximum"]),
        (json!({ "label": "X", "pattern": "(" }), vec!["INVALID pattern"]),
        (json!({ "label": "X", "type": "DATE", "pattern": "a" }), vec!["INVALID pattern"]),
        (json!({ "label": "X", "type": "NUMBER", "defaultValue": "many" }), vec!["INVALID defaultValue"]),
        (json!({ "label": "X", "labels": [{ "language": "d e", "text": "X" }] }), vec!["INVALID labels"]),
    ] {
        let mut input = json!({ "subject": "DEAL", "type": "TEXT" });
        input.as_object_mut().unwrap().extend(wrong.as_object().unwrap().clone());
        assert_eq!(house.refused(&house.admin, "createCustomField", input).await, refusals, "{wrong}");
    }
    let max = house.person("Max", Role::Manager).await;
    let input = json!({ "subject": "DEAL", "type": "TEXT", "label": "X" });
    assert_eq!(house.refused(&max, "createCustomField", input).await, ["NOT_ALLOWED"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_field_changes_its_texts_its_place_and_its_options_but_nothing_is_lost() {
    let house = House::new().await;
    let anna = usual(&house).await;
    let deal = made(
        &house,
        &anna,
        "deal",
        json!({ "name": "D", "custom": given(json!({ "contract_type": "month" })) }),
    )
    .await;
    let all = "{ customFieldDefinitions(subject: DEAL) { id key label(language: \"de-AT\") labels { language text } } }";
    let fields = house.ask(&anna, all, Value::Null).await["customFieldDefinitions"].clone();
    let contract = fields[0]["id"].clone();
    let select = "customField { version position options { key label archived } }";
    let input = json!({
        "id": contract, "labels": [{ "language": "de", "text": "Vertragsart" }], "position": 2,
        "options": [{ "label": "Annual" }, { "label": "Per use" }], "expectedVersion": 1,
    });
    let changed = house.change(&anna, "updateCustomField", input, select).await["customField"].clone();
    assert_eq!((&changed["version"], &changed["position"]), (&json!(2), &json!(2)));
    assert_eq!(
        changed["options"],
        json!([
            { "key": "annual", "label": "Annual", "archived": false },
            { "key": "per_use", "label": "Per use", "archived": false },
            { "key": "month", "label": "Monthly", "archived": true },
        ]),
        "one that is left out is archived"
    );
    let fields = house.ask(&anna, all, Value::Null).await["customFieldDefinitions"].clone();
    let keys: Vec<&Value> = fields.as_array().unwrap().iter().map(|field| &field["key"]).collect();
    assert_eq!(keys, ["seats", "covers", "contract_type", "go_live"]);
    assert_eq!(fields[2]["label"], "Vertragsart");
    let anna = house.knowing(&anna).await;
    let value = "query($id: ID!) { deal(id: $id) { custom(key: \"contract_type\") customFields { key value { ... on OptionsValue { options { label archived } } } } } }";
    let shown = house.ask(&anna, value, json!({ "id": deal })).await["deal"].clone();
    assert_eq!(shown["custom"], "month");
    assert_eq!(
        shown["customFields"][2]["value"]["options"],
        json!([{ "label": "Monthly", "archived": true }])
    );
    let again = json!({ "id": deal, "custom": given(json!({ "contract_type": "month" })) });
    assert_eq!(house.refused(&anna, "updateDeal", again).await, ["INVALID custom.contract_type"]);

    house.change(&anna, "updateCustomField", json!({ "id": contract, "archived": true }), "").await;
    let anna = house.knowing(&anna).await;
    let shown = house.ask(&anna, value, json!({ "id": deal })).await["deal"].clone();
    assert_eq!(shown["custom"], "month", "what is archived can be read where it stands");
    assert_eq!(shown["customFields"].as_array().unwrap().len(), 3, "and is offered no more");
    let set = json!({ "id": deal, "custom": given(json!({ "contract_type": "annual" })) });
    assert_eq!(house.refused(&anna, "updateDeal", set).await, ["INVALID custom.contract_type"]);
    let cleared = json!({ "id": deal, "custom": given(json!({ "contract_type": null })) });
    house.change(&anna, "updateDeal", cleared, "").await;
    assert_eq!(house.ask(&anna, value, json!({ "id": deal })).await["deal"]["custom"], Value::Null);
    let stale = json!({ "id": contract, "label": "Late", "expectedVersion": 1 });
    assert_eq!(house.refused(&anna, "updateCustomField", stale).await, ["CONFLICT expectedVersion"]);
    let told = house.events(0).await;
    let kinds = told.iter().filter(|event| event.kind.starts_with("custom_field.")).count();
    assert_eq!(kinds, 4 + 3 + 1, "made, changed with the two that made room, archived");
}

#[derive(Debug, diesel::QueryableByName)]
struct Line {
    #[diesel(sql_type = diesel::sql_types::Text, column_name = "QUERY PLAN")]
    text: String,
}

#[tokio::test(flavor = "multi_thread")]
async fn often_filtered_fields_have_indexes_as_long_as_they_are() {
    let house = House::new().await;
    let anna = usual(&house).await;
    let mut conn = house.app.read().await.unwrap();
    let story = json!({ "label": "Story", "type": "LONG_TEXT", "filterable": true });
    field(&house, story).await;
    assert_eq!(store::keep_indexes(&mut conn).await.unwrap(), 2, "there and back");
    assert_eq!(store::keep_indexes(&mut conn).await.unwrap(), 0);
    conn.batch_execute("SET enable_seqscan = off; SET enable_sort = off; SET enable_bitmapscan = off")
        .await
        .unwrap();
    let explain = "EXPLAIN SELECT id FROM deals WHERE workspace_id = '01890a5d-ac96-774b-bcce-b302099a8057'
        AND custom_number(deals.custom ->> 'seats') >= 5 ORDER BY custom_number(deals.custom ->> 'seats'), id LIMIT 5";
    let plan: Vec<Line> = diesel::sql_query(explain).load(&mut conn).await.unwrap();
    assert!(plan.iter().any(|line| line.text.contains("deals_field_seats_n")), "{plan:#?}");
    let all = "{ customFieldDefinitions(subject: DEAL) { id key } }";
    let fields = house.ask(&anna, all, Value::Null).await["customFieldDefinitions"].clone();
    let seats =
        fields.as_array().unwrap().iter().find(|field| field["key"] == "seats").unwrap()["id"].clone();
    house.change(&anna, "updateCustomField", json!({ "id": seats, "filterable": false }), "").await;
    assert_eq!(store::keep_indexes(&mut conn).await.unwrap(), 2, "taken down again");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_running_server_knows_a_new_field_at_once() {
    let postgres = tokio::task::spawn_blocking(Postgres::start).await.unwrap();
    let key = settle(&postgres.url);
    let server = Server::start(&["--database-url", &postgres.url]);
    let client = Client::new(&server, &key);
    let make = "mutation { createCustomField(input: {subject: DEAL, type: MONEY, label: \"Fee\", filterable: true}) { userErrors { message } } }";
    assert!(client.answer(make, json!({})).await.unwrap().get("errors").is_none());
    let deal = "mutation { createDeal(input: {name: \"D\", custom: [{key: \"fee\", value: 12.50}]}) { deal { fee: custom(key: \"fee\") } userErrors { message path } } }";
    let answer = client.answer(deal, json!({})).await.unwrap();
    assert_eq!(answer["data"]["createDeal"]["deal"]["fee"], "12.5", "{answer:#}");
    let list = "{ deals(filter: {custom: [{key: \"fee\", between: [\"12.5\", 13]}]}, orderBy: [{field: CUSTOM, customKey: \"fee\", direction: DESC}]) { nodes { name customFields(keys: [\"fee\"]) { label value { ... on NumberValue { number } } } } } }";
    let answer = client.answer(list, json!({})).await.unwrap();
    let fee = json!([{ "label": "Fee", "value": { "number": "12.5" } }]);
    assert_eq!(answer["data"]["deals"]["nodes"], json!([{ "name": "D", "customFields": fee }]), "{answer:#}");
    for (wrong, part) in [
        ("{key: \"fees\", eq: 1}", "no custom field “fees”"),
        ("{key: \"fee\", contains: \"1\"}", "only texts"),
        ("{key: \"fee\", eq: \"much\"}", "no value of its type"),
    ] {
        let query = format!("{{ deals(filter: {{custom: [{wrong}]}}) {{ totalCount }} }}");
        let answer = client.answer(&query, json!({})).await.unwrap();
        assert_eq!(answer["errors"][0]["extensions"]["code"], "BAD_USER_INPUT", "{answer:#}");
        assert!(answer["errors"][0]["message"].as_str().unwrap().contains(part), "{answer:#}");
    }
}
