//! A proposal as PDF: what stands on it, in which language, what marks a draft, and who gets it.

use super::{done, draft, go, made};
use crate::files::Server;
use crate::harness::door::{Answer, Door};
use crate::harness::house::House;
use dealstream::app::actor::Role;
use dealstream::app::config::Limits;
use serde_json::{Value, json};

/// The text of a PDF without spaces: where its lines break is not looked at.
fn text(bytes: &[u8]) -> String {
    let file = lopdf::Document::load_mem(bytes).unwrap();
    let pages: Vec<u32> = file.get_pages().into_keys().collect();
    squeezed(&file.extract_text(&pages).unwrap())
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_whitespace()).collect()
}

/// All of these stand on the paper.
fn tells(paper: &str, texts: &[&str]) {
    for text in texts {
        assert!(paper.contains(&squeezed(text)), "{text} is not in {paper}");
    }
}

/// A deal for a company and a person, with the lines of [`super::deal`].
async fn sold(house: &House) -> String {
    let account = json!({ "name": "Nordwind GmbH", "address": "Hafenstraße 7\n20457 Hamburg", "website": "nordwind.de" });
    let account = made(house, "account", account).await;
    let contact = json!({ "firstName": "Jana", "lastName": "Weiß", "accountId": account });
    let contact = made(house, "contact", contact).await;
    let deal = super::deal(house).await;
    let whose = json!({ "id": deal, "accountId": account, "primaryContactId": contact });
    done(house, "updateDeal", whose, "deal { id }").await;
    deal
}

async fn read(door: &Door, key: &str, id: &str) -> Answer {
    door.get(Some(key), &format!("/proposals/{id}.pdf"), &[]).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_proposal_is_read_as_its_customer_gets_it_and_a_draft_is_marked() {
    let house = House::new().await;
    let (door, key) = (Door::of(&house, Limits::default()), Door::key(&house, &house.admin).await);
    let deal = sold(&house).await;
    let id = draft(&house, &deal).await;
    let contact = json!({ "id": id, "discountPercent": "5", "intro": "Dear **Jana**", "terms": "Net 30" });
    done(&house, "updateProposal", contact, "proposal { id }").await;
    let url = super::proposal(&house, &house.admin, &id, "pdfUrl").await["pdfUrl"].clone();
    assert_eq!(url, format!("/proposals/{id}.pdf"));
    let first = read(&door, &key, &id).await;
    let header = |name: &str| first.headers[name].to_str().unwrap().to_owned();
    assert_eq!(first.status, 200);
    assert_eq!(header("content-type"), "application/pdf");
    assert_eq!(header("content-disposition"), "inline; filename=\"P-2026-0001.pdf\"");
    assert_eq!(header("cache-control"), "private, no-cache");
    assert_eq!(header("x-content-type-options"), "nosniff");
    assert!(header("content-security-policy").starts_with("sandbox; default-src 'none'"));
    let paper = text(&first.bytes());
    let expected = [
        "P-2026-0001",
        "Nordwind GmbH",
        "Jana Weiß",
        "Hafenstraße 7",
        "20457 Hamburg",
        "Dear Jana",
        "Chair",
        "33.35",
        "90.05",
        "Delivery",
        "90.08",
        "4.52",
        "85.56",
        "16.25",
        "101.81",
        "Net 30",
        "Anna",
        "DRAFT",
        "1 April 2026",
    ];
    tells(&paper, &expected);
    assert!(!paper.contains("20.00"), "what it costs the company is nobody's business: {paper}");
    assert_eq!(read(&door, &key, &id).await.bytes(), first.bytes(), "the same bytes each time");
    go(&house, &id, &["submit"]).await;
    assert!(!text(&read(&door, &key, &id).await.bytes()).contains("DRAFT"), "approved");
    let next = go(&house, &id, &["send", "revise"]).await;
    let revised = read(&door, &key, &next).await;
    assert_eq!(revised.headers["content-disposition"], "inline; filename=\"P-2026-0001 v2.pdf\"");
    tells(&text(&revised.bytes()), &["Revision 2", "DRAFT"]);
    assert!(
        !text(&read(&door, &key, &id).await.bytes()).contains("DRAFT"),
        "what was sent stays what it was"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn it_speaks_its_own_language_whoever_reads_it() {
    let house = House::new().await;
    let (door, key) = (Door::of(&house, Limits::default()), Door::key(&house, &house.admin).await);
    let deal = sold(&house).await;
    for (language, words) in [
        ("en", ["Valid until", "DRAFT", "107.19"]),
        ("cs", ["Platí do", "KONCEPT", "107,19"]),
        ("de", ["Gültig bis", "ENTWURF", "107,19"]),
        ("ru", ["Действительно до", "ЧЕРНОВИК", "107,19"]),
        ("pl", ["Ważna do", "PROJEKT", "107,19"]),
    ] {
        let id = made(&house, "proposal", json!({ "dealId": deal, "language": language })).await;
        tells(&text(&read(&door, &key, &id).await.bytes()), &words);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_does_not_see_the_deal_is_told_that_there_is_no_proposal() {
    let house = House::new().await;
    let rita = house.person("Rita", Role::Rep).await;
    let (door, key) = (Door::of(&house, Limits::default()), Door::key(&house, &rita).await);
    let deal = sold(&house).await;
    let id = draft(&house, &deal).await;
    assert_eq!(read(&door, &key, &id).await.status, 200);
    done(&house, "restrictDeal", json!({ "id": deal, "restricted": true }), "deal { id }").await;
    for hidden in [id.as_str(), "prop_01h455vb4pex5vsknk084sn02q", "nonsense"] {
        let answer = read(&door, &key, hidden).await;
        assert_eq!(answer.status, 404, "{hidden}");
        assert_eq!(answer.error(), ("NOT_FOUND".to_owned(), "proposal not found".to_owned()));
    }
    assert_eq!(door.get(None, &format!("/proposals/{id}.pdf"), &[]).await.status, 401);
    let page = door.get(None, &format!("/proposals/{id}"), &[]).await;
    assert_eq!(page.status, 200, "without the ending it is a page of the client");
    assert_eq!(page.headers["content-type"], "text/html; charset=utf-8");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_reads_it_on_our_own_pages_only() {
    let server = Server::start(|_| ()).await;
    let deal = server.deal("Desks").await;
    let id = server.made("proposal", &format!("createProposal(input: {{dealId: \"{deal}\"}})")).await;
    let cookie = server.cookie("anna@firma.cz", "correct horse battery").await;
    let get = async |headers: &[(&str, &str)]| {
        let request = server.http.get(server.url(&format!("/proposals/{id}.pdf"))).header("cookie", &cookie);
        let request = headers.iter().fold(request, |request, (name, value)| request.header(*name, *value));
        request.send().await.unwrap().status().as_u16()
    };
    assert_eq!(get(&[("sec-fetch-site", "same-origin")]).await, 200, "in our own page");
    assert_eq!(get(&[("sec-fetch-site", "cross-site")]).await, 403, "in theirs");
    assert_eq!(get(&[("origin", "https://evil.example")]).await, 403);
    let followed =
        [("sec-fetch-site", "cross-site"), ("sec-fetch-mode", "navigate"), ("sec-fetch-dest", "document")];
    assert_eq!(get(&followed).await, 200, "a link in a letter");
    let posted = server.http.post(server.url(&format!("/proposals/{id}.pdf"))).bearer_auth(&server.key);
    assert_eq!(posted.send().await.unwrap().status().as_u16(), 405);
    let told: Value = server.get("/proposals/nonsense.pdf", &[]).await.json().await.unwrap();
    assert_eq!(told["errors"][0]["extensions"]["code"], "NOT_FOUND");
}
