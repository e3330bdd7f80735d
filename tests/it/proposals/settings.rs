//! How a workspace presents itself on its proposals, what new ones begin with, and the logo.

use super::{deal, done, draft, kinds, made, proposal};
use crate::files::Server;
use crate::harness::door::{Answer, Door};
use crate::harness::house::House;
use base64::Engine as _;
use dealstream::app::actor::Role;
use dealstream::app::config::Limits;
use serde_json::{Value, json};

const ALL: &str = "proposalSettings { id company address taxNumber registrationNumber email phone website accentColor logoUrl intro terms validDays version }";

async fn settings(house: &House) -> Value {
    let asked = house.ask(&house.admin, &format!("{{ workspace {{ {ALL} }} }}"), json!({})).await;
    asked["workspace"]["proposalSettings"].clone()
}

async fn paper(house: &House, id: &str) -> String {
    let (door, key) = (Door::of(house, Limits::default()), Door::key(house, &house.admin).await);
    let answer: Answer = door.get(Some(&key), &format!("/proposals/{id}.pdf"), &[]).await;
    let file = lopdf::Document::load_mem(&answer.bytes()).unwrap();
    let pages: Vec<u32> = file.get_pages().into_keys().collect();
    file.extract_text(&pages).unwrap().chars().filter(|letter| !letter.is_whitespace()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_set_stands_on_the_paper_and_begins_new_proposals() {
    let house = House::new().await;
    let deal = deal(&house).await;
    assert_eq!(settings(&house).await, json!(null), "nobody set any");
    let before = house.events(0).await.len();
    let input = json!({ "company": " Nordwind s.r.o. ", "address": "Náměstí 1\nPraha", "taxNumber": "CZ123",
        "registrationNumber": "456", "email": "sales@nordwind.cz", "phone": "+420 1", "website": "nordwind.cz",
        "accentColor": "#1F6FEB", "intro": "Hello", "terms": "Net 14", "validDays": 10 });
    let first = done(&house, "updateProposalSettings", input, ALL).await["proposalSettings"].clone();
    assert_eq!(first["company"], "Nordwind s.r.o.");
    assert_eq!((&first["accentColor"], &first["version"]), (&json!("#1f6feb"), &json!(1)));
    assert_eq!(settings(&house).await, first);
    let id = draft(&house, &deal).await;
    let begun = proposal(&house, &house.admin, &id, "intro terms validUntil").await;
    assert_eq!(begun, json!({ "intro": "Hello", "terms": "Net 14", "validUntil": "2026-03-12" }));
    let own = made(&house, "proposal", json!({ "dealId": deal, "terms": "Ours" })).await;
    assert_eq!(proposal(&house, &house.admin, &own, "terms").await["terms"], "Ours");
    let paper = paper(&house, &id).await;
    for text in ["Nordwinds.r.o.", "Náměstí1", "CZ123", "456", "sales@nordwind.cz", "Hello", "Net14"] {
        assert!(paper.contains(text), "{text} is not in {paper}");
    }
    let change = json!({ "terms": null, "expectedVersion": 1 });
    done(&house, "updateProposalSettings", change.clone(), "").await;
    assert_eq!(
        house.refused(&house.admin, "updateProposalSettings", change).await,
        ["CONFLICT expectedVersion"]
    );
    let told = kinds(&house, before).await;
    assert_eq!(
        (told[0].as_str(), told.last().unwrap().as_str()),
        ("proposal_settings.created", "proposal_settings.changed")
    );
    assert_eq!(proposal(&house, &house.admin, &id, "terms").await["terms"], "Net 14", "what was made stays");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_no_paper_can_carry_is_refused_and_only_admins_set_anything() {
    let house = House::new().await;
    for (input, refusal) in [
        (json!({ "company": "x".repeat(201) }), "TOO_LONG company"),
        (json!({ "email": "nobody" }), "INVALID email"),
        (json!({ "accentColor": "red" }), "INVALID accentColor"),
        (json!({ "terms": "x".repeat(20_001) }), "TOO_LONG terms"),
        (json!({ "validDays": 0 }), "INVALID validDays"),
        (json!({ "validDays": 731 }), "INVALID validDays"),
        (json!({ "phone": "1", "expectedVersion": 1 }), "NOT_FOUND expectedVersion"),
    ] {
        assert_eq!(house.refused(&house.admin, "updateProposalSettings", input).await, [refusal]);
    }
    let rita = house.person("Rita", Role::Manager).await;
    let refused = house.refused(&rita, "updateProposalSettings", json!({ "phone": "1" })).await;
    assert_eq!(refused, ["NOT_ALLOWED"]);
    assert_eq!(settings(&house).await, json!(null));
}

/// One dot.
const DOT: &str =
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII=";

#[tokio::test(flavor = "multi_thread")]
async fn a_logo_is_brought_whole_read_and_taken_away() {
    let server = Server::start(|_| ()).await;
    let dot = base64::engine::general_purpose::STANDARD.decode(DOT).unwrap();
    let put = async |content: Vec<u8>, key: Option<&str>| {
        let request = server.http.put(server.url("/proposal-logo")).body(content);
        let request = match key {
            Some(key) => request.bearer_auth(key),
            None => request.header("cookie", server.cookie("anna@firma.cz", "correct horse battery").await),
        };
        request.send().await.unwrap().status().as_u16()
    };
    let got = async || server.get("/proposal-logo", &[]).await;
    assert_eq!(got().await.status().as_u16(), 404);
    assert_eq!(put(b"<svg/>".to_vec(), Some(&server.key)).await, 400);
    assert_eq!(put(vec![0; (512 << 10) + 1], Some(&server.key)).await, 413);
    assert_eq!(put(dot.clone(), None).await, 403, "a form of another page can send that");
    assert_eq!(put(dot.clone(), Some("dsk_wrong")).await, 401);
    assert_eq!(put(dot.clone(), Some(&server.key)).await, 200);
    let read = got().await;
    assert_eq!(read.headers()["content-type"], "image/png");
    assert_eq!(read.bytes().await.unwrap(), dot);
    let deal = server.deal("Desks").await;
    let id = server.made("proposal", &format!("createProposal(input: {{dealId: \"{deal}\"}})")).await;
    let paper = server.get(&format!("/proposals/{id}.pdf"), &[]).await.bytes().await.unwrap();
    let objects = lopdf::Document::load_mem(&paper).unwrap().objects;
    let image = |object: &lopdf::Object| {
        object.as_stream().is_ok_and(|stream| {
            stream.dict.get(b"Subtype").is_ok_and(|kind| kind.as_name().is_ok_and(|name| name == b"Image"))
        })
    };
    assert!(objects.values().any(image), "the logo is on the paper");
    server.made("proposalSettings", "updateProposalSettings(input: {removeLogo: true})").await;
    assert_eq!(got().await.status().as_u16(), 404);
}
