//! The search box over words typed wrong.

use crate::harness::house::House;
use dealstream::app::actor::{Role, Viewer};
use dealstream::views::upkeep;
use diesel::QueryableByName;
use diesel::sql_types::Text;
use serde_json::{Value, json};
use std::sync::Arc;

async fn made(house: &House, viewer: &Arc<Viewer>, record: &str, input: Value) -> (String, i64) {
    let mutation = format!("create{}{}", record[..1].to_uppercase(), &record[1..]);
    let payload = house.change(viewer, &mutation, input, &format!("{record} {{ id version }}")).await;
    let made = &payload[record];
    (made["id"].as_str().unwrap().to_owned(), made["version"].as_i64().unwrap())
}

/// What a search finds, by name.
async fn found(house: &House, viewer: &Arc<Viewer>, text: &str) -> Vec<String> {
    let query = "query($text: String!) { search(text: $text) {
        ... on Deal { a: name } ... on Account { b: name } ... on Contact { c: name } ... on Lead { d: topic } ... on File { e: name } } }";
    let answer = house.ask(viewer, query, json!({ "text": text })).await;
    let name =
        |hit: &Value| ["a", "b", "c", "d", "e"].iter().find_map(|key| hit[*key].as_str().map(str::to_owned));
    answer["search"].as_array().unwrap().iter().filter_map(name).collect()
}

/// The words the search knows, in order.
async fn words(house: &House) -> Vec<String> {
    use diesel_async::RunQueryDsl as _;

    #[derive(QueryableByName)]
    struct Word {
        #[diesel(sql_type = Text)]
        word: String,
    }
    let mut conn = house.app.read().await.unwrap();
    let words = diesel::sql_query("SELECT word FROM search_words ORDER BY word").load::<Word>(&mut *conn);
    words.await.unwrap().into_iter().map(|row| row.word).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_word_typed_wrong_finds_what_was_meant() {
    let house = House::new().await;
    let anna = house.admin.clone();
    made(&house, &anna, "deal", json!({ "name": "Šroda: picking by voice 2021" })).await;
    made(&house, &anna, "account", json!({ "name": "Nordwind Logistics" })).await;
    made(&house, &anna, "contact", json!({ "firstName": "Łucja", "lastName": "Wiśniewska" })).await;
    made(&house, &anna, "lead", json!({ "topic": "Лагерные весы", "company": "Ясень" })).await;
    for (text, expected) in [
        ("srdoa", "Šroda: picking by voice 2021"),              // swapped
        ("sroda pikcing 2021", "Šroda: picking by voice 2021"), // one of three, beside a number
        ("nrodwind", "Nordwind Logistics"),
        ("Nordwnd Logstics", "Nordwind Logistics"), // missing in each
        ("logitsi", "Nordwind Logistics"),          // swapped, and still being typed
        ("wisneiwska", "Łucja Wiśniewska"),
        ("лагреные", "Лагерные весы"),
    ] {
        assert_eq!(found(&house, &anna, text).await.first().map(String::as_str), Some(expected), "{text}");
    }
    let (_, statements) = house.db.statements.of(found(&house, &anna, "nrodwind")).await;
    assert!(
        statements <= 7 + 1 + 5 + 5,
        "by words, the words meant, by those, and by likeness: {statements}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_name_is_meant_as_soon_as_it_is_there_and_by_those_who_may_see_it() {
    let house = House::new().await;
    let (anna, rita) = (house.admin.clone(), house.person("Rita", Role::Rep).await);
    assert!(found(&house, &anna, "zanizbar").await.is_empty());
    let secret = json!({ "name": "Zanzibar", "restricted": true });
    let (id, version) = made(&house, &anna, "deal", secret).await;
    assert_eq!(found(&house, &anna, "zanizbar").await, ["Zanzibar"]);
    assert!(found(&house, &rita, "zanizbar").await.is_empty());
    let input = json!({ "id": id, "name": "Mauritius", "expectedVersion": version });
    house.change(&anna, "updateDeal", input, "").await;
    assert_eq!(found(&house, &anna, "mauritsiu").await, ["Mauritius"]);
    assert!(found(&house, &anna, "zanizbar").await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn words_no_name_has_any_more_are_forgotten() {
    let house = House::new().await;
    let anna = house.admin.clone();
    let (id, version) = made(&house, &anna, "deal", json!({ "name": "Zanzibar 2024 and Pemba4" })).await;
    made(&house, &anna, "account", json!({ "name": "Pemba, Čaj" })).await;
    assert_eq!(words(&house).await, ["pemba", "zanzibar"], "neither short words nor such with digits");
    let input = json!({ "id": id, "name": "Čajovna", "expectedVersion": version });
    house.change(&anna, "updateDeal", input, "").await;
    assert_eq!(words(&house).await, ["cajovna", "pemba", "zanzibar"]);
    assert_eq!(upkeep::round(&house.app).await.unwrap(), 1);
    assert_eq!(words(&house).await, ["cajovna", "pemba"]);
    assert_eq!(upkeep::round(&house.app).await.unwrap(), 0);
}
