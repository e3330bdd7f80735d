//! Custom fields come in with the rows, by the rules they have everywhere.

use super::{Shop, counts, files, load};
use crate::harness::house::{House, id_of};
use serde_json::{Value, json};

const MAPPING: &str = r#"
source = "shop"
[[sources]]
file = "firms.csv"
kind = "accounts"
key = "{firm}"
fields = { name = "{firm}", "custom.tier" = "{tier}", "custom.pays_late" = "{late}" }
[[sources]]
file = "sales.csv"
kind = "deals"
key = "{id}"
[sources.fields]
name = "{id}"
account = "{firm}"
owner = "anna@firma.cz"
stage = "Qualification"
"custom.seats" = "{seats}"
"custom.covers" = "{covers}"
"custom.coach" = "{coach}"
"custom.go_live" = { value = "{live}", format = "%d.%m.%Y" }
"#;

#[tokio::test(flavor = "multi_thread")]
async fn rows_bring_values_of_custom_fields() {
    let (house, shop) = (House::new().await, Shop::new());
    let options = json!([{ "label": "Key account", "key": "key" }, { "label": "Other" }]);
    for input in [
        json!({ "subject": "ACCOUNT", "type": "SELECT", "label": "Tier", "options": options, "required": true }),
        json!({ "subject": "ACCOUNT", "type": "BOOLEAN", "label": "Pays late" }),
        json!({ "subject": "DEAL", "type": "NUMBER", "label": "Seats", "minimum": "1", "defaultValue": 3 }),
        json!({ "subject": "DEAL", "type": "MULTI_SELECT", "label": "Covers", "options": options }),
        json!({ "subject": "DEAL", "type": "USER", "label": "Coach" }),
        json!({ "subject": "DEAL", "type": "DATE", "label": "Go live" }),
    ] {
        let made = house.change(&house.admin, "createCustomField", input, "").await;
        assert_eq!(made["userErrors"], json!([]));
    }
    shop.write(
        "firms.csv",
        "firm,tier,late\nMala,key ACCOUNT,yes\nVelka,Gold,no\nNova,,no\nSama,other,perhaps\nBoth,Gold,perhaps\n",
    );
    let header = "id,firm,seats,covers,coach,live\n";
    shop.write(
        "sales.csv",
        &format!("{header}a,Mala,2.50,Other;key,anna@firma.cz,24.12.2026\nb,Mala,0,,,\nc,Mala,,,,\nd,Mala,5,,Nemo,\n"),
    );
    let expected = [
        "firms.csv:3 rejected custom.tier: This is not among the options offered.",
        "firms.csv:4 rejected custom.tier: “Tier” must be filled in.",
        "firms.csv:5 rejected custom.pays_late: “perhaps” is neither yes nor no",
        "firms.csv:6 rejected custom.pays_late: “perhaps” is neither yes nor no; custom.tier: This is not among the options offered.",
        "sales.csv:3 rejected custom.seats: Give 1 or more.",
        "sales.csv:5 rejected custom.coach: there is nobody called “Nemo”",
    ];
    for dry_run in [true, false] {
        let (_, log) = load(&house, &files(shop.folder.path(), MAPPING, dry_run)).await;
        assert_eq!(log.lines(), expected, "dry run: {dry_run}");
    }
    let anna = house.knowing(&house.admin).await;
    let all = "{ accounts { nodes { name tier: custom(key: \"tier\") late: custom(key: \"pays_late\") } }
                 deals(orderBy: [{field: NAME}]) { nodes { name customFields { key json } } } }";
    let found = house.ask(&anna, all, Value::Null).await;
    assert_eq!(found["accounts"]["nodes"], json!([{ "name": "Mala", "tier": "key", "late": true }]));
    let value = |deal: usize, key: &str| {
        let fields = found["deals"]["nodes"][deal]["customFields"].as_array().unwrap();
        fields.iter().find(|field| field["key"] == key).unwrap()["json"].clone()
    };
    assert_eq!(value(0, "seats"), "2.5");
    assert_eq!(value(0, "covers"), json!(["key", "other"]));
    assert_eq!(value(0, "coach"), json!(id_of(&anna)));
    assert_eq!(value(0, "go_live"), "2026-12-24");
    assert_eq!((value(1, "seats"), value(1, "covers")), (json!("3"), Value::Null), "a default");

    // A second run changes nothing; a changed row changes its fields and leaves the others.
    let (report, _) = load(&house, &files(shop.folder.path(), MAPPING, false)).await;
    assert_eq!(counts(&report.import)[..2], [0, 0], "{:?}", report.import);
    shop.write("sales.csv", &format!("{header}a,Mala,4,,,\n"));
    load(&house, &files(shop.folder.path(), MAPPING, false)).await;
    let found = house.ask(&anna, "{ deals(filter: {name: {eq: \"a\"}}) { nodes { seats: custom(key: \"seats\") covers: custom(key: \"covers\") } } }", Value::Null).await;
    assert_eq!(found["deals"]["nodes"], json!([{ "seats": "4", "covers": ["key", "other"] }]));
}
