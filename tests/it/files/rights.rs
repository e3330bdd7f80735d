//! Who gets at files over HTTP: nobody, strangers, who may only look, and a rep from whom the deal is hidden.

use super::{PNG, Server, refused};
use crate::harness::client::key_of;
use dealstream::app::actor::{Actor, Role, Viewer};
use dealstream::app::tx::Tx;
use dealstream::team::actions::{NewWorkspace, create_workspace};
use reqwest::RequestBuilder;
use serde_json::{Value, json};
use std::sync::Arc;

const PASSWORD: &str = "correct horse battery";

/// Somebody new: their id and their key.
async fn person(server: &Server, name: &str, role: Role) -> (String, String) {
    let role = role.as_str().to_uppercase();
    let made = format!(
        "createUser(input: {{name: \"{name}\", email: \"{name}@firma.cz\", role: {role}, password: \"{PASSWORD}\"}})"
    );
    let id = server.made("user", &made).await;
    let (url, email) = (server.db.url.clone(), format!("{name}@firma.cz"));
    (id, tokio::task::spawn_blocking(move || key_of(&url, &email)).await.unwrap())
}

async fn status(request: RequestBuilder) -> u16 {
    request.send().await.unwrap().status().as_u16()
}

/// Every way to a file, as (status, body) of each.
async fn ways(server: &Server, key: &str, id: &str) -> Vec<(u16, String)> {
    let mut answers = Vec::new();
    for path in [
        format!("/files/{id}"),
        format!("/files/{id}?inline"),
        format!("/files/{id}/versions/1"),
        format!("/files/{id}/versions/1?inline"),
    ] {
        for method in [reqwest::Method::GET, reqwest::Method::HEAD] {
            let request = server.http.request(method, server.url(&path)).bearer_auth(key);
            let answer = request.header("x-request-id", "same").send().await.unwrap();
            assert!(answer.headers().get("etag").is_none() || answer.status() == 200);
            answers.push((answer.status().as_u16(), answer.text().await.unwrap()));
        }
    }
    let version = server.post(&[("fileId", id)], "x.txt", b"x").bearer_auth(key);
    let answer = version.header("x-request-id", "same").send().await.unwrap();
    answers.push((answer.status().as_u16(), answer.text().await.unwrap()));
    answers
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_gets_a_file_nor_leaves_one() {
    let server = Server::start(|_| ()).await;
    let deal = server.deal("Desks").await;
    let file = server.upload(&[("dealId", &deal)], "a.png", PNG).await;
    let path = format!("/files/{}", file["id"].as_str().unwrap());
    for path in [path.clone(), format!("{path}/versions/1"), "/files/nonsense".to_owned()] {
        assert_eq!(status(server.http.get(server.url(&path))).await, 401, "{path}");
        assert_eq!(status(server.http.get(server.url(&path)).bearer_auth("dsk_wrong")).await, 401, "{path}");
    }
    assert_eq!(refused(server.post(&[("dealId", &deal)], "b.png", PNG)).await, "401 UNAUTHENTICATED");
    assert_eq!(server.kept().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_counts_on_our_own_pages_only() {
    let server = Server::start(|_| ()).await;
    let deal = server.deal("Desks").await;
    let cookie = server.cookie("anna@firma.cz", PASSWORD).await;
    let own = format!("http://{}", server.address);
    let post = || server.post(&[("dealId", &deal)], "a.png", PNG).header("cookie", &cookie);
    assert_eq!(refused(post()).await, "403 FORBIDDEN", "a form can send that");
    let client = || post().header("x-dealstream-client", "web");
    assert_eq!(refused(client().header("origin", "https://evil.example")).await, "403 FORBIDDEN");
    let taken = client().header("origin", &own).header("sec-fetch-site", "same-origin").send().await.unwrap();
    assert_eq!(taken.status(), 201);
    let id = taken.json::<Value>().await.unwrap()["file"]["id"].as_str().unwrap().to_owned();
    let get = || server.http.get(server.url(&format!("/files/{id}?inline"))).header("cookie", &cookie);
    assert_eq!(status(get().header("sec-fetch-site", "same-origin")).await, 200, "an image of our page");
    assert_eq!(status(get()).await, 200);
    assert_eq!(status(get().header("sec-fetch-site", "cross-site")).await, 403, "an image of theirs");
    let followed = get().header("sec-fetch-site", "cross-site").header("sec-fetch-mode", "navigate");
    assert_eq!(status(followed.header("sec-fetch-dest", "document")).await, 200, "a link in a letter");
    assert_eq!(status(get().header("origin", "https://evil.example")).await, 403);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hidden_deal_s_file_does_not_exist() {
    let server = Server::start(|_| ()).await;
    let (_, vera) = person(&server, "vera", Role::Viewer).await;
    let (rita_id, rita) = person(&server, "rita", Role::Rep).await;
    let deal = server.deal("Osprey").await;
    let file = server.upload(&[("dealId", &deal)], "Osprey.txt", b"Osprey").await;
    let (id, made_up) = (file["id"].as_str().unwrap(), "file_01h455vb4pex5vsknk084sn02q");
    let seen = ways(&server, &rita, id).await;
    assert!(seen[..8].iter().all(|(status, _)| *status == 200) && seen[8].0 == 201, "{seen:?}");
    let looks = ways(&server, &vera, id).await;
    assert!(looks[..8].iter().all(|(status, _)| *status == 200) && looks[8].0 == 403, "{looks:?}");
    let restrict = |restricted: bool, shared: &str| {
        format!("restrictDeal(input: {{id: \"{deal}\", restricted: {restricted}{shared}}})")
    };
    server.made("deal", &restrict(true, "")).await;
    assert_eq!(ways(&server, &rita, id).await, ways(&server, &rita, made_up).await);
    assert!(ways(&server, &rita, id).await.iter().all(|(status, _)| *status == 404));
    let stranger = stranger(&server).await;
    assert_eq!(ways(&server, &stranger, id).await, ways(&server, &stranger, made_up).await);
    let on_hidden = server.post(&[("dealId", &deal)], "x.txt", b"x").bearer_auth(&rita);
    assert_eq!(refused(on_hidden).await, "404 NOT_FOUND dealId");
    let found = "query($id: ID!) { node(id: $id) { id } file(id: $id) { name } search(text: \"osprey\") { __typename } files { totalCount } }";
    let found = server.ask(&rita, found, json!({ "id": id })).await;
    assert_eq!(found, json!({ "node": null, "file": null, "search": [], "files": { "totalCount": 0 } }));
    let owns = format!("updateDeal(input: {{id: \"{deal}\", ownerId: \"{rita_id}\"}})");
    server.made("deal", &owns).await;
    assert_eq!(ways(&server, &rita, id).await[0].0, 200, "hers now");
}

/// The key of the admin of another workspace.
async fn stranger(server: &Server) -> String {
    let new = NewWorkspace {
        name: "Jinde".to_owned(),
        slug: Some("jinde".to_owned()),
        base_currency: "EUR".to_owned(),
        time_zone: None,
        admin_name: "Sven".to_owned(),
        admin_email: "sven@jinde.cz".to_owned(),
        admin_password: Some(PASSWORD.to_owned()),
    };
    let founded = create_workspace(server.app(), new).await.unwrap();
    let system = Arc::new(Viewer::system(founded.workspace.id.0, Actor::System));
    let input = dealstream::integrations::model::CreateApiKeyInput { name: "K".to_owned(), expires_at: None };
    let admin = founded.admin.id;
    let work = async |tx: &mut Tx| {
        dealstream::integrations::actions::create_key(tx, input.clone(), Some(admin)).await
    };
    server.app().write(&system, None, work).await.unwrap().secret.unwrap()
}
