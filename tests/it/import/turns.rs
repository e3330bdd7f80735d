//! Whose turn an uploaded import is: servers die, people change their minds, mappings are kept for next time.

use super::uploads::{Desk, columns, counts};
use chrono::Duration;
use dealstream::app::actor::{Actor, Viewer};
use dealstream::app::tx::Tx;
use dealstream::db::id::Id;
use dealstream::db::list;
use dealstream::integrations::import::chunk::ROWS;
use dealstream::integrations::import::model::Import;
use dealstream::integrations::import::progress;
use dealstream::integrations::import::upload::{claims, runner};
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::sync::Arc;

fn asked(dry_run: bool) -> Value {
    json!({ "kind": "ACCOUNTS", "dryRun": dry_run, "columns": columns(&[("name", "Firm")]) })
}

fn firms(count: usize) -> String {
    (0..count).fold("Firm\n".to_owned(), |mut text, number| {
        writeln!(text, "Firm {number}").unwrap();
        text
    })
}

/// A server's try to take an import up.
async fn turn(desk: &Desk, server: &Arc<Viewer>, id: Id<Import>) -> Option<claims::Claim> {
    let take = async |tx: &mut Tx| claims::take(tx, id).await;
    desk.house.app.write(server, None, take).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn another_server_goes_on_where_one_died() {
    let desk = Desk::new().await;
    let begun = desk.begin(&desk.house.admin, &firms(ROWS + 50), asked(false)).await;
    let id: Id<Import> = Id::parse(begun["import"]["id"].as_str().unwrap()).unwrap();
    let system = Arc::new(Viewer::system(desk.house.workspace_id, Actor::System));
    let dead = turn(&desk, &system, id).await.expect("nobody has it yet");
    assert_eq!(turn(&desk, &system, id).await, None, "it is taken");
    assert!(!runner::round(&desk.house.app).await.unwrap(), "nobody else takes it while it is heard of");
    // The dead server committed one chunk; its rows are there by another way, so that they would count as unchanged.
    let chunk = async |tx: &mut Tx| {
        let before: Import = list::get_for_update(tx, id).await?;
        let rows = i32::try_from(ROWS).unwrap();
        let mut after = Import { done: rows, created: rows, ..before.clone() };
        claims::hear(tx, dead).await?;
        progress::advance(tx, (&before, &mut after), (0, &[])).await
    };
    desk.house.app.write(&system, None, chunk).await.unwrap();
    desk.house.app.clock.advance(Duration::seconds(61));
    assert!(runner::round(&desk.house.app).await.unwrap());
    let done = desk.import(&begun["import"]["id"]).await;
    assert_eq!((&done["status"], counts(&done)), (&json!("DONE"), [250, 0, 0, 0]), "{done:#}");
    let found = desk.house.ask(&desk.house.admin, "{ accounts { totalCount } }", Value::Null).await;
    assert_eq!(found["accounts"]["totalCount"], 50, "only the rows that were left were read");
    assert!(
        desk.house.app.write(&system, None, async |tx: &mut Tx| claims::hear(tx, dead).await).await.is_err()
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_import_that_is_cancelled_is_read_by_nobody() {
    let desk = Desk::new().await;
    let begun = desk.begin(&desk.house.admin, &firms(3), asked(false)).await;
    let id = begun["import"]["id"].clone();
    let cancelled = desk.house.change(&desk.house.admin, "cancelImport", json!({ "id": id }), "").await;
    assert_eq!(cancelled["userErrors"], json!([]));
    assert!(!runner::round(&desk.house.app).await.unwrap());
    assert_eq!(desk.import(&id).await["status"], "CANCELLED");
}

#[tokio::test(flavor = "multi_thread")]
async fn files_are_kept_for_a_week() {
    let desk = Desk::new().await;
    let file = desk.door.brought(&desk.key, &firms(2)).await;
    desk.house.app.clock.advance(Duration::days(6));
    assert_eq!(runner::sweep(&desk.house.app).await.unwrap(), 0);
    desk.house.app.clock.advance(Duration::days(2));
    assert_eq!(runner::sweep(&desk.house.app).await.unwrap(), 1);
    let mut input = asked(false);
    input["fileId"] = json!(file);
    assert_eq!(desk.house.refused(&desk.house.admin, "startImport", input).await, ["INVALID fileId"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_kept_mapping_is_suggested_for_the_next_file_of_its_columns() {
    let desk = Desk::new().await;
    let admin = &desk.house.admin;
    let suggested = async |file: &str| {
        let document =
            "query($file: ID!) { suggestImportColumns(fileId: $file, kind: ACCOUNTS) { field column } }";
        desk.house.ask(admin, document, json!({ "file": file })).await["suggestImportColumns"].clone()
    };
    let file = desk.door.brought(&desk.key, "Company name,Web,X\nMala,mala.cz,y\n").await;
    let by_name =
        json!([{ "field": "name", "column": "Company name" }, { "field": "website", "column": "Web" }]);
    assert_eq!(suggested(&file).await, by_name);
    let mut input = json!({ "name": "Shop", "kind": "ACCOUNTS", "columns": columns(&[("name", "X")]) });
    let kept = desk
        .house
        .change(admin, "saveImportMapping", input.clone(), "importMapping { id version columns }")
        .await;
    assert_eq!(kept["importMapping"]["columns"], columns(&[("name", "X")]));
    assert_eq!(suggested(&file).await, columns(&[("name", "X")]));
    input["id"] = kept["importMapping"]["id"].clone();
    input["archived"] = json!(true);
    input["expectedVersion"] = json!(1);
    let away = desk
        .house
        .change(
            admin,
            "saveImportMapping",
            input.clone(),
            "importMapping { archived history { nodes { kind } } }",
        )
        .await;
    assert_eq!(away["importMapping"]["history"]["nodes"][0]["kind"], "import_mapping.archived");
    assert_eq!(suggested(&file).await, by_name);
    input["name"] = json!("Other");
    assert_eq!(desk.house.refused(admin, "saveImportMapping", input).await, ["CONFLICT expectedVersion"]);
    let fields = desk
        .house
        .ask(admin, "{ importFields(kind: CONTACTS) { key required reference } }", Value::Null)
        .await;
    assert_eq!(fields["importFields"][0], json!({ "key": "last_name", "required": true, "reference": null }));
}
