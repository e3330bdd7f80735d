//! The same from the outside: through the schema, and from the command line.

use super::house::{House, PASSWORD, code};
use crate::harness::{TestDb, server};
use dealstream::accounts::actions as accounts;
use dealstream::accounts::input::CreateAccountInput;
use dealstream::accounts::model::Account;
use dealstream::api::auth;
use dealstream::api::context::Request as Carried;
use dealstream::api::engine::Credentials;
use dealstream::api::loaders::Loaders;
use dealstream::api::roots;
use dealstream::app::App;
use dealstream::app::actor::Viewer;
use dealstream::app::config::Limits;
use dealstream::app::error::RefusalCode;
use dealstream::app::tx::Tx;
use dealstream::db::list;
use dealstream::deals::create::create_deal;
use dealstream::deals::input::CreateDealInput;
use dealstream::deals::model::Deal;
use dealstream::live::log;
use dealstream::pipeline::store as pipelines;
use dealstream::team::actions;
use dealstream::team::model::UpdateWorkspaceInput;
use rust_decimal::Decimal;
use serde_json::{Value, json};
use std::io::Write as _;
use std::process::Stdio;
use std::sync::Arc;

/// What a document answers, and the session it set or cleared.
async fn ask(
    app: &Arc<App>,
    viewer: Option<Arc<Viewer>>,
    text: &str,
    input: Value,
) -> (Value, Option<Option<String>>) {
    let carried = Carried {
        idempotency_key: None,
        hash: Arc::from([0_u8; 32]),
        remote: None,
        session: Arc::default(),
        position: None,
    };
    let variables = async_graphql::Variables::from_json(json!({ "input": input }));
    let mut request =
        async_graphql::Request::new(text).variables(variables).data(app.clone()).data(carried.clone());
    if let Some(viewer) = viewer {
        request = request.data(Arc::new(Loaders::new(app.clone(), viewer.clone()))).data(viewer);
    }
    let response = roots::schema(&Limits::default()).execute(request).await;
    assert!(response.errors.is_empty(), "{:?}", response.errors);
    let session = carried.session.lock().clone();
    (response.data.into_json().unwrap(), session)
}

#[tokio::test(flavor = "multi_thread")]
async fn the_cookie_comes_with_signing_in_and_goes_with_signing_out() {
    let house = House::new().await;
    let app = &house.app;
    let sign_in = "mutation($input: SignInInput!) { signIn(input: $input) {
        viewer { email role team { name } createdBy { name } } userErrors { code path } } }";
    let wrong = json!({ "email": "anna@firma.cz", "password": "wrong horse" });
    let (answer, session) = ask(app, None, sign_in, wrong).await;
    assert_eq!(answer["signIn"]["userErrors"], json!([{ "code": "WRONG_PASSWORD", "path": ["password"] }]));
    assert_eq!(session, None);
    let right = json!({ "email": "anna@firma.cz", "password": PASSWORD });
    let (answer, session) = ask(app, None, sign_in, right).await;
    let viewer = json!({ "email": "anna@firma.cz", "role": "ADMIN", "team": null, "createdBy": null });
    assert_eq!(answer["signIn"]["viewer"], viewer);
    let credentials = Credentials { session: session.unwrap(), bearer: None };
    let viewer = auth::viewer_of(app, &credentials).await.unwrap();

    let everything = "{ setup { needed } viewer { name } workspace { slug baseCurrency } apiKeys { id }
        users(search: \"ann\") { nodes { id name } totalCount } teams { nodes { members { name } } } }";
    let (answer, _) = ask(app, viewer.clone(), everything, Value::Null).await;
    assert_eq!(answer["setup"]["needed"], json!(false));
    assert_eq!(answer["workspace"], json!({ "slug": "firma", "baseCurrency": "EUR" }));
    assert_eq!(answer["users"]["totalCount"], json!(1));
    let (answer, _) = ask(app, None, "{ viewer { name } setup { needed } }", Value::Null).await;
    assert_eq!(answer["viewer"], Value::Null);

    let (answer, session) = ask(app, viewer, "mutation { signOut { ok } }", Value::Null).await;
    assert_eq!((&answer["signOut"]["ok"], session), (&json!(true), Some(None)));
    assert!(auth::viewer_of(app, &credentials).await.is_err(), "at once on the server that was told");
}

#[tokio::test(flavor = "multi_thread")]
async fn people_teams_and_keys_are_made_through_the_schema() {
    let house = House::new().await;
    let (_, viewer) = house.enter("anna@firma.cz").await;
    let ask = async |text: &str, input: Value| ask(&house.app, Some(viewer.clone()), text, input).await.0;
    let create =
        "mutation($input: CreateTeamInput!) { createTeam(input: $input) { team { id } eventCursor } }";
    let team = ask(create, json!({ "name": "Sales" })).await["createTeam"]["team"]["id"].clone();
    let create = "mutation($input: CreateUserInput!) { createUser(input: $input) {
        user { id team { members { name } } createdBy { name } } password userErrors { code path } } }";
    let bert = json!({ "name": "Bert", "email": "bert@firma.cz", "role": "REP", "teamId": team });
    let made = ask(create, bert.clone()).await["createUser"].clone();
    assert_eq!(made["user"]["team"]["members"], json!([{ "name": "Bert" }]));
    assert_eq!(made["user"]["createdBy"]["name"], json!("Anna"));
    assert_eq!(made["password"].as_str().map(str::len), Some(19));
    let taken = ask(create, bert).await["createUser"].clone();
    assert_eq!(taken["userErrors"], json!([{ "code": "TAKEN", "path": ["email"] }]));
    let reset = "mutation($input: ResetPasswordInput!) { resetPassword(input: $input) { password } }";
    let password =
        ask(reset, json!({ "userId": made["user"]["id"] })).await["resetPassword"]["password"].clone();
    assert_ne!(password, made["password"]);
    let create = "mutation($input: CreateApiKeyInput!) { createApiKey(input: $input) { secret apiKey { prefix user { name } } } }";
    let key = ask(create, json!({ "name": "nightly" })).await["createApiKey"].clone();
    assert!(key["secret"].as_str().unwrap().starts_with(key["apiKey"]["prefix"].as_str().unwrap()));
}

#[tokio::test(flavor = "multi_thread")]
async fn another_base_currency_converts_what_was_told_in_the_old_one() {
    let house = House::new().await;
    let (_, viewer) = house.enter("anna@firma.cz").await;
    let account = CreateAccountInput {
        name: "Kunde".to_owned(),
        annual_revenue: Some(Decimal::from(4_100)),
        ..CreateAccountInput::default()
    };
    let deal = |currency: &str| CreateDealInput {
        name: Some("Stroj".to_owned()),
        amount: Some(Decimal::from(1_000)),
        currency: Some(currency.to_owned()),
        ..CreateDealInput::default()
    };
    let (czk, eur) = (deal("CZK"), deal("EUR"));
    let write = async |tx: &mut Tx| -> dealstream::app::error::Result<(Account, Deal, Deal)> {
        let account = accounts::create_account(tx, account.clone()).await?;
        Ok((account, create_deal(tx, czk.clone()).await?, create_deal(tx, eur.clone()).await?))
    };
    let (account, czk, eur) = house.app.write(&viewer, None, write).await.unwrap();
    assert_eq!(czk.amount_base, Some(Decimal::from(41)));
    let change = async |code: &str| {
        let input =
            UpdateWorkspaceInput { base_currency: Some(code.to_owned()), ..UpdateWorkspaceInput::default() };
        house
            .app
            .write(&viewer, None, async |tx: &mut Tx| actions::update_workspace(tx, input.clone()).await)
            .await
    };
    assert_eq!(code(change("CHF").await), RefusalCode::NotFound, "no rate");
    let epoch =
        async || log::head(&mut house.app.read().await.unwrap(), viewer.workspace_id).await.unwrap().epoch;
    let before = epoch().await;
    assert_eq!(change("czk").await.unwrap().base_currency, "CZK");
    assert_eq!(epoch().await, before + 1);
    let read =
        async |tx: &mut Tx| -> dealstream::app::error::Result<(Account, Deal, Deal, Decimal, Decimal)> {
            let rate = pipelines::currency(tx, "code", "EUR").await?.rate;
            let one = pipelines::currency(tx, "code", "CZK").await?.rate;
            Ok((
                list::get(tx, account.id).await?,
                list::get(tx, czk.id).await?,
                list::get(tx, eur.id).await?,
                rate,
                one,
            ))
        };
    let (account, czk, eur, rate, one) = house.app.write(&viewer, None, read).await.unwrap();
    assert_eq!((one, rate.round_dp(4)), (Decimal::ONE, Decimal::new(243_902, 4)));
    assert_eq!((czk.amount_base, czk.rate), (Some(Decimal::from(1_000)), Decimal::ONE));
    assert_eq!(eur.amount_base, Some(Decimal::new(2_439_024, 2)));
    assert_eq!(account.annual_revenue, Some(Decimal::from(100_000)));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_command_line_makes_workspaces_people_and_keys() {
    let db = TestDb::new().await;
    let run = |args: &[&str], input: &str| {
        let mut child = server::program()
            .args(args)
            .env("DATABASE_URL", &db.url)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
        let output = child.wait_with_output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        (output.status.code(), text(output.stdout), text(output.stderr))
    };
    let create =
        ["workspace", "create", "--name", "Firma", "--slug", "firma", "--admin-email", "anna@firma.cz"];
    let create = [&create[..], &["--admin-name", "Anna", "--password-stdin"]].concat();
    let (code, out, err) = run(&create, "correct horse battery\n");
    assert_eq!((code, out.as_str()), (Some(0), "workspace firma with admin anna@firma.cz\n"), "{err}");
    let (code, _, err) = run(&create, "short");
    assert_eq!((code, err.as_str()), (Some(1), "dealstream: password: Use at least 8 characters.\n"));
    let (_, out, err) =
        run(&["user", "create", "--workspace", "firma", "--email", "b@firma.cz", "--name", "Bert"], "");
    assert!(out.starts_with("b@firma.cz (rep)\npassword "), "{out}{err}");
    let (_, key, err) =
        run(&["key", "create", "--workspace", "firma", "--user", "B@firma.cz", "--name", "nightly"], "");
    assert!(key.starts_with("dsk_") && key.trim_end().len() == 45, "{key}{err}");
    let (code, _, err) =
        run(&["key", "create", "--workspace", "none", "--user", "b@firma.cz", "--name", "n"], "");
    assert_eq!((code, err.as_str()), (Some(1), "dealstream: workspace not found\n"));
}
