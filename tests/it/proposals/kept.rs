//! The paper of a proposal that was sent: kept once among the deal's files, and read from there ever after.

use crate::files::Server;
use chrono::TimeDelta;
use dealstream::api::assemble::{Assembled, assemble};
use dealstream::app::App;
use dealstream::app::config::Settings;
use dealstream::app::tasks::Tasks;
use dealstream::db::pool;
use dealstream::documents::{keep, store};
use dealstream::files;
use serde_json::{Value, json};

/// A proposal on a new deal, with one line; its id and the deal's.
async fn offered(server: &Server) -> (String, String) {
    let deal = server.deal("Desks").await;
    let line = format!(
        "addDealLine(input: {{dealId: \"{deal}\", description: \"Desk\", unitPrice: \"100\", quantity: \"2\"}})"
    );
    server.made("dealLine", &line).await;
    let id = server.made("proposal", &format!("createProposal(input: {{dealId: \"{deal}\"}})")).await;
    (deal, id)
}

async fn go(server: &Server, id: &str, step: &str) {
    server.made("proposal", &format!("{step}Proposal(input: {{id: \"{id}\"}})")).await;
}

/// Another server on the same data, whose housekeeping is to be run by hand.
async fn beside(server: &Server, files_quota: u64) -> Assembled {
    let folder = Some(server.folder.path().to_owned());
    let mut settings = Settings { pool_size: 2, files_dir: folder, ..Settings::default() };
    settings.limits.files_quota = files_quota;
    let pool = pool::connect(&server.db.url, &settings).await.unwrap();
    assemble(App::new(pool, settings, Tasks::default(), server.app().clock.clone())).unwrap()
}

async fn round(server: &Assembled) -> usize {
    keep::round(&server.app, &server.depot).await.unwrap()
}

async fn paper(server: &Server, id: &str) -> Vec<u8> {
    let answer = server.get(&format!("/proposals/{id}.pdf"), &[]).await;
    assert_eq!(answer.status().as_u16(), 200);
    answer.bytes().await.unwrap().to_vec()
}

async fn document(server: &Server, id: &str) -> Value {
    let query = format!(
        "{{ proposal(id: \"{id}\") {{ version document {{ id name versionCount category {{ label }} deal {{ name }} createdBy {{ __typename }} }} history {{ nodes {{ kind changes {{ field after afterLabel }} }} }} }} }}"
    );
    server.ask(&server.key, &query, json!({})).await["proposal"].clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_sent_is_kept_once_and_stays_what_it_was() {
    let server = Server::start(|_| ()).await;
    let (_, id) = offered(&server).await;
    go(&server, &id, "submit").await;
    let approved = paper(&server, &id).await;
    assert_eq!(round(&server.assembled).await, 0, "only what is sent is kept");
    go(&server, &id, "send").await;
    let sent = document(&server, &id).await;
    assert_eq!(sent["document"], json!(null));
    let other = beside(&server, u64::MAX).await;
    let (one, two) = tokio::join!(round(&server.assembled), round(&other));
    assert_eq!(one + two, 1, "one of two servers makes it");
    let kept = document(&server, &id).await;
    let file = &kept["document"];
    assert_eq!(
        (&file["name"], &file["versionCount"], &file["category"]["label"], &file["deal"]["name"]),
        (&json!("P-2026-0001.pdf"), &json!(1), &json!("Proposal"), &json!("Desks"))
    );
    assert_eq!(kept["version"], sent["version"], "nobody's change meets it as a conflict");
    let told = &kept["history"]["nodes"][0];
    assert_eq!(told["kind"], "proposal.documented");
    assert_eq!(told["changes"][0]["after"], file["id"]);
    let path = format!("/files/{}", file["id"].as_str().unwrap());
    let bytes = server.get(&path, &[]).await.bytes().await.unwrap();
    assert_eq!(bytes.as_ref(), approved, "it is what was approved");
    let company = "updateProposalSettings(input: {company: \"Somebody else\"})";
    server.made("proposalSettings", company).await;
    assert_eq!(paper(&server, &id).await, approved, "what the customer has does not change");
    let (_, later) = offered(&server).await;
    assert_ne!(paper(&server, &later).await, approved);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_server_left_half_done_and_what_found_no_room_is_taken_up_later() {
    let server = Server::start(|_| ()).await;
    let full = beside(&server, 1).await;
    let (_, id) = offered(&server).await;
    go(&server, &id, "submit").await;
    go(&server, &id, "send").await;
    assert_eq!(round(&full).await, 0, "no room");
    let far = server.app().clock.now() + TimeDelta::days(1);
    let left = files::store::abandoned(&mut server.app().read().await.unwrap(), far).await.unwrap();
    assert!(left.is_empty(), "and nothing of it is left behind");
    assert_eq!(round(&server.assembled).await, 0, "whoever has taken it up has a minute");
    server.app().clock.advance(TimeDelta::seconds(61));
    let taken = store::take_up(&mut server.app().read().await.unwrap(), server.app().clock.now()).await;
    assert!(taken.unwrap().is_some(), "a server takes it up, and ends");
    assert_eq!(round(&server.assembled).await, 0);
    server.app().clock.advance(TimeDelta::seconds(121));
    assert_eq!(round(&server.assembled).await, 1);
    assert_eq!(document(&server, &id).await["document"]["name"], "P-2026-0001.pdf");
}
