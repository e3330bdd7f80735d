//! Values of custom fields: checked on every way in, told on every way out.

use super::{field, given, made, usual};
use crate::harness::house::{House, id_of};
use dealstream::app::actor::Role;
use serde_json::{Value, json};

/// A type, what more there is to its field, values with what is kept of them, and values that are refused.
type Case = (&'static str, Value, Vec<(Value, Value)>, Vec<Value>);

/// Texts and numbers.
fn plain() -> Vec<Case> {
    let long = "x".repeat(501);
    vec![
        (
            "TEXT",
            json!({}),
            vec![(json!("  a "), json!("a")), (json!(" "), json!(null))],
            vec![json!(1), json!(long), json!("\u{7}")],
        ),
        (
            "TEXT",
            json!({ "pattern": "[A-Z]{2}\\d+" }),
            vec![(json!("AB12"), json!("AB12"))],
            vec![json!("AB12x"), json!("xAB12")],
        ),
        ("LONG_TEXT", json!({}), vec![(json!(long), json!(long))], vec![json!("x".repeat(10_001))]),
        (
            "NUMBER",
            json!({ "minimum": "-2", "maximum": "2.5" }),
            vec![(json!("-1.50"), json!("-1.5")), (json!(2), json!("2")), (json!(0.1), json!("0.1"))],
            vec![json!("many"), json!(2.51), json!(-3), json!(true), json!("0.00000000001")],
        ),
        (
            "MONEY",
            json!({}),
            vec![(json!("10.50"), json!("10.5")), (json!("9999999999999999"), json!("9999999999999999"))],
            vec![json!("1.001"), json!("10000000000000000")],
        ),
        (
            "BOOLEAN",
            json!({}),
            vec![(json!(true), json!(true)), (json!(false), json!(false))],
            vec![json!("true"), json!(1)],
        ),
    ]
}

/// Everything else; `ids` are of a user, an account and a contact.
fn others(ids: &(String, String, String)) -> Vec<Case> {
    vec![
        (
            "DATE",
            json!({}),
            vec![(json!("2026-02-28"), json!("2026-02-28"))],
            vec![json!("2026-02-30"), json!("28.2.2026"), json!("@today")],
        ),
        (
            "DATE_TIME",
            json!({}),
            vec![(json!("2026-03-02T10:00:00+01:00"), json!("2026-03-02T09:00:00.000000Z"))],
            vec![json!("2026-03-02")],
        ),
        (
            "SELECT",
            json!({ "options": [{ "label": "A" }] }),
            vec![(json!("a"), json!("a"))],
            vec![json!("A"), json!("b"), json!(["a"])],
        ),
        (
            "MULTI_SELECT",
            json!({ "options": [{ "label": "A" }, { "label": "B" }] }),
            vec![(json!(["b", "a", "b"]), json!(["a", "b"])), (json!([]), json!(null))],
            vec![json!("a"), json!(["c"])],
        ),
        (
            "URL",
            json!({}),
            vec![(json!("https://a.example/x?y"), json!("https://a.example/x?y"))],
            vec![json!("a.example"), json!("javascript:alert(1)")],
        ),
        ("EMAIL", json!({}), vec![(json!("a@b.cz"), json!("a@b.cz"))], vec![json!("a b@c.cz"), json!("a")]),
        (
            "PHONE",
            json!({}),
            vec![(json!("+420 (2) 123-456"), json!("+420 (2) 123-456"))],
            vec![json!("call me")],
        ),
        (
            "USER",
            json!({}),
            vec![(json!(ids.0), json!(ids.0))],
            vec![json!(ids.1), json!("user_01h455vb4pex5vsknk084sn02q")],
        ),
        (
            "ACCOUNT",
            json!({}),
            vec![(json!(ids.1), json!(ids.1))],
            vec![json!(ids.2), json!("acct_01h455vb4pex5vsknk084sn02q")],
        ),
        ("CONTACT", json!({}), vec![(json!(ids.2), json!(ids.2))], vec![json!(ids.0)]),
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn each_type_takes_its_values_and_no_others() {
    let house = House::new().await;
    let account = made(&house, &house.admin, "account", json!({ "name": "Acme" })).await;
    let contact = made(&house, &house.admin, "contact", json!({ "lastName": "Horák" })).await;
    let ids = (id_of(&house.admin), account, contact);
    for (kind, more, good, bad) in plain().into_iter().chain(others(&ids)) {
        let mut input = json!({ "label": kind, "type": kind });
        input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        let key = field(&house, input).await["key"].as_str().unwrap().to_owned();
        let anna = house.knowing(&house.admin).await;
        let deal = made(&house, &anna, "deal", json!({ "name": kind })).await;
        let value = format!("deal {{ custom(key: \"{key}\") }}");
        for (given, kept) in good {
            let custom = json!([{ "key": key, "value": given }]);
            let done =
                house.change(&anna, "updateDeal", json!({ "id": deal, "custom": custom }), &value).await;
            assert_eq!((&done["deal"]["custom"], &done["userErrors"]), (&kept, &json!([])), "{kind} {given}");
        }
        for wrong in bad {
            let custom = json!([{ "key": key, "value": wrong }]);
            let refused = house.refused(&anna, "updateDeal", json!({ "id": deal, "custom": custom })).await;
            assert_eq!(refused.len(), 1, "{kind} {wrong}: {refused:?}");
            assert!(refused[0].ends_with(&format!(" custom.{key}")), "{kind} {wrong}: {refused:?}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn new_records_get_defaults_and_must_have_what_is_required() {
    let house = House::new().await;
    let without = made(&house, &house.admin, "deal", json!({ "name": "Old" })).await;
    for subject in ["ACCOUNT", "CONTACT", "DEAL", "TASK"] {
        field(&house, json!({ "subject": subject, "label": "Needed", "required": true })).await;
        field(&house, json!({ "subject": subject, "label": "Score", "type": "NUMBER", "defaultValue": 7 }))
            .await;
    }
    for known in [true, false] {
        let anna = if known { house.knowing(&house.admin).await } else { house.admin.clone() };
        for (record, mut input) in [
            ("account", json!({ "name": "A" })),
            ("contact", json!({ "lastName": "C" })),
            ("deal", json!({ "name": "D" })),
            ("task", json!({ "title": "T" })),
        ] {
            let create = format!("create{}{}", record[..1].to_uppercase(), &record[1..]);
            assert_eq!(
                house.refused(&anna, &create, input.clone()).await,
                ["REQUIRED custom.needed"],
                "{record}"
            );
            input["custom"] = given(json!({ "needed": "yes" }));
            let id = made(&house, &anna, record, input.clone()).await;
            let anna = house.knowing(&anna).await;
            let read =
                format!("query($id: ID!) {{ {record}(id: $id) {{ custom(key: \"score\") version }} }}");
            let shown = house.ask(&anna, &read, json!({ "id": id })).await[record].clone();
            assert_eq!(shown["custom"], "7", "{record}");
            let update = format!("update{}{}", record[..1].to_uppercase(), &record[1..]);
            let cleared = json!({ "id": id, "custom": given(json!({ "needed": null })) });
            assert_eq!(house.refused(&anna, &update, cleared).await, ["REQUIRED custom.needed"], "{record}");
            let other = json!({ "id": id, "custom": given(json!({ "score": null })) });
            assert_eq!(house.refused(&anna, &update, other).await, [""; 0], "{record}");
            let unknown = json!({ "id": id, "custom": given(json!({ "nothing": 1 })) });
            assert_eq!(
                house.refused(&anna, &update, unknown).await,
                ["NOT_FOUND custom.nothing"],
                "{record}"
            );
        }
    }
    let renamed = json!({ "id": without, "name": "Older" });
    assert_eq!(
        house.refused(&house.admin, "updateDeal", renamed).await,
        [""; 0],
        "asked of new records only"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_is_told_field_by_field_and_clashes_as_built_in_ones_do() {
    let house = House::new().await;
    let anna = usual(&house).await;
    let custom = given(json!({ "contract_type": "annual", "seats": 5 }));
    let deal = made(&house, &anna, "deal", json!({ "name": "D", "custom": custom })).await;
    let custom = given(json!({ "seats": 8, "contract_type": null, "covers": ["hosting"] }));
    house.change(&anna, "updateDeal", json!({ "id": deal, "custom": custom }), "").await;
    let history = "query($id: ID!) { deal(id: $id) { history(includeGrace: true) { nodes { kind changes { field before after } } } } }";
    let entries = house.ask(&anna, history, json!({ "id": deal })).await["deal"]["history"]["nodes"].clone();
    assert_eq!(
        entries[0]["changes"],
        json!([
            { "field": "custom.contract_type", "before": "annual", "after": null },
            { "field": "custom.covers", "before": null, "after": ["hosting"] },
            { "field": "custom.seats", "before": "5", "after": "8" },
        ])
    );
    let first = entries[1]["changes"].as_array().unwrap();
    assert!(first.contains(&json!({ "field": "custom.seats", "before": null, "after": "5" })), "{first:?}");
    let same = json!({ "id": deal, "custom": given(json!({ "seats": "8.0" })) });
    let told = house.events(0).await.len();
    house.change(&anna, "updateDeal", same, "").await;
    assert_eq!(house.events(0).await.len(), told, "nothing changed, nothing is told");
    let select = "userErrors { ... on Conflict { changed { field before after } } }";
    let late = json!({ "id": deal, "custom": given(json!({ "seats": 9 })), "expectedVersion": 1 });
    let clash = house.change(&anna, "updateDeal", late, select).await;
    let changed = clash["userErrors"][0]["changed"].as_array().unwrap();
    assert!(changed.contains(&json!({ "field": "custom.seats", "before": "5", "after": "8" })), "{clash}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_gate_asks_for_custom_fields_of_the_deal_and_of_its_account() {
    let house = House::new().await;
    usual(&house).await;
    field(&house, json!({ "subject": "ACCOUNT", "label": "Tier" })).await;
    let anna = house.knowing(&house.admin).await;
    let options = house.ask(&anna, "{ gateOptions { key label } }", Value::Null).await["gateOptions"].clone();
    assert!(
        options
            .as_array()
            .unwrap()
            .contains(&json!({ "key": "account.custom.tier", "label": "Account: Tier" }))
    );
    let stages = "{ pipelines { stages { id name gate { key } } } }";
    let stages = house.ask(&anna, stages, Value::Null).await["pipelines"][0]["stages"].clone();
    let proposal =
        stages.as_array().unwrap().iter().find(|stage| stage["name"] == "Proposal").unwrap()["id"].clone();
    let gate = json!([{ "kind": "FIELD", "key": "custom.seats" }, { "kind": "FIELD", "key": "account.custom.tier" }]);
    let set = house
        .change(&anna, "updateStage", json!({ "id": proposal, "gate": gate }), "stage { gate { label } }")
        .await;
    assert_eq!(set["stage"]["gate"], json!([{ "label": "Seats" }, { "label": "Account: Tier" }]));
    let unknown = json!({ "id": proposal, "gate": [{ "kind": "FIELD", "key": "custom.none" }] });
    assert_eq!(house.refused(&anna, "updateStage", unknown).await, ["INVALID gate"]);

    let account = made(&house, &anna, "account", json!({ "name": "Acme" })).await;
    let deal = made(&house, &anna, "deal", json!({ "accountId": account })).await;
    let rita = house.knowing(&house.person("Rita", Role::Rep).await).await;
    let missing = "deal { stage { name } } userErrors { ... on GateUnmet { missing { key } } }";
    let mut input = json!({ "id": deal, "stageId": proposal, "expectedVersion": 1 });
    for viewer in [&rita, &house.admin.clone()] {
        let refused = house.change(viewer, "moveDeal", input.clone(), missing).await;
        assert_eq!(refused["deal"], Value::Null, "{refused}");
    }
    let refused = house.change(&rita, "moveDeal", input.clone(), missing).await;
    assert_eq!(
        refused["userErrors"][0]["missing"],
        json!([{ "key": "custom.seats" }, { "key": "account.custom.tier" }])
    );
    input["fields"] = json!({ "custom": given(json!({ "seats": 0 })) });
    assert_eq!(house.refused(&rita, "moveDeal", input.clone()).await, ["INVALID fields.custom.seats"]);
    input["fields"] = json!({ "custom": given(json!({ "seats": 3 })) });
    input["account"] = json!({ "id": account, "custom": given(json!({ "tier": "gold" })) });
    let moved = house.change(&rita, "moveDeal", input, missing).await;
    assert_eq!(moved["deal"]["stage"]["name"], "Proposal", "{moved}");
}
