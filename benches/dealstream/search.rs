//! The search box over names as companies and people have them: whole words, beginnings of words, and words typed wrong, among
//! the some fifty thousand different words that such names are made of.

use crate::Args;
use crate::harness::Server;
use crate::load::{self, Ask, Target};
use crate::queries::{UNLIMITED, millis};
use crate::setting::{Setting, connect};
use serde_json::json;
use std::sync::Arc;
use std::time::Duration;

/// What 95 of 100 searches may take at most.
const GOAL: Duration = Duration::from_millis(50);

/// Contacts beside the deals.
const CONTACTS: usize = 50_000;

/// Files on the deals.
const FILES: usize = 50_000;

/// What names are made of: 40 × 30 × 25 of companies and of deals, 40 × 40 × 25 of people.
const ROOTS: [&str; 40] = [
    "Škoda",
    "Zeman",
    "Łódzka",
    "Müller",
    "Baltica",
    "Cascade",
    "Corvus",
    "Delphin",
    "Eastgate",
    "Elbe",
    "Fjord",
    "Granit",
    "Horizont",
    "Iberia",
    "Jantar",
    "Krakus",
    "Liberec",
    "Moravia",
    "Nordwind",
    "Ostrava",
    "Praga",
    "Quartz",
    "Rossmann",
    "Silesia",
    "Tatra",
    "Umbria",
    "Vistula",
    "Wolfram",
    "Xenon",
    "Yukon",
    "Zephyr",
    "Aurelia",
    "Belmondo",
    "Cygnus",
    "Drava",
    "Ellipse",
    "Ferrum",
    "Gotland",
    "Halcyon",
    "Ясень",
];
const TRADES: [&str; 30] = [
    "Logistics",
    "Foods",
    "Steel",
    "Textiles",
    "Pharma",
    "Motors",
    "Energy",
    "Papers",
    "Glass",
    "Marine",
    "Air",
    "Rail",
    "Timber",
    "Plastics",
    "Optics",
    "Dairy",
    "Brewery",
    "Ceramics",
    "Chemicals",
    "Robotics",
    "Software",
    "Media",
    "Travel",
    "Hotels",
    "Clinics",
    "Schools",
    "Banks",
    "Insurance",
    "Retail",
    "Farms",
];
const OFFERS: [&str; 25] = [
    "warehouse system",
    "picking by voice",
    "fleet tracking",
    "spare parts",
    "annual licence",
    "training",
    "support renewal",
    "pilot",
    "migration",
    "integration",
    "consulting",
    "hardware refresh",
    "sensors",
    "dashboards",
    "mobile clients",
    "audit",
    "forecasting",
    "planning",
    "maintenance",
    "rollout",
    "second plant",
    "upgrade",
    "workshops",
    "data platform",
    "automation",
];

fn fill(workspace: &str, (contacts, files): (usize, usize)) -> String {
    let list = |words: &[&str]| format!("ARRAY['{}']", words.join("','"));
    let (roots, trades, offers) = (list(&ROOTS), list(&TRADES), list(&OFFERS));
    format!(
        "UPDATE accounts SET name = ({roots})[1 + a.n % 40] || ' ' || ({trades})[1 + a.n / 40 % 30] || ' ' || a.n / 1200
           FROM (SELECT id, row_number() OVER (ORDER BY id) AS n FROM accounts WHERE workspace_id = {workspace}) a
           WHERE accounts.workspace_id = {workspace} AND accounts.id = a.id;
         UPDATE deals SET name = ({roots})[1 + d.n % 40] || ' ' || ({trades})[1 + d.n / 40 % 30] || ': ' || ({offers})[1 + d.n / 1200 % 25] || ' ' || 2020 + d.n % 7
           FROM (SELECT id, row_number() OVER (ORDER BY id) AS n FROM deals WHERE workspace_id = {workspace}) d
           WHERE deals.workspace_id = {workspace} AND deals.id = d.id;
         INSERT INTO contacts (workspace_id, id, first_name, last_name, emails, owner_id, created_at, updated_at)
           SELECT {workspace}, gen_random_uuid(), ({offers})[1 + n % 25], ({roots})[1 + n / 25 % 40] || translate(substr(md5(n::text), 1, 4), '0123456789', 'ghijklmnop'), ARRAY[]::text[], u.id, now(), now()
           FROM generate_series(1, {contacts}) n CROSS JOIN (SELECT id FROM users WHERE workspace_id = {workspace} LIMIT 1) u;
         INSERT INTO files (workspace_id, id, name, deal_id, number, size, media_type, created_at, updated_at)
           SELECT {workspace}, gen_random_uuid(), ({offers})[1 + d.n % 25] || ' ' || ({roots})[1 + d.n / 25 % 40] || '.pdf', d.id, 1, 1, 'application/pdf', now(), now()
           FROM (SELECT id, row_number() OVER (ORDER BY id) AS n FROM deals WHERE workspace_id = {workspace} LIMIT {files}) d;
         VACUUM ANALYZE accounts; VACUUM ANALYZE deals; VACUUM ANALYZE contacts; VACUUM ANALYZE files; VACUUM ANALYZE search_words"
    )
}

/// What is typed, numbered.
type Typed = fn(usize) -> String;

pub async fn measure(args: &Args, database: &str) {
    let setting = Setting::make(database).await;
    setting.fill(0, args.deals).await;
    let client = connect(database).await;
    for statement in fill(&format!("'{}'", setting.workspace_id), (CONTACTS, FILES)).split(';') {
        client.batch_execute(statement).await.unwrap();
    }
    let mut options = UNLIMITED.to_vec();
    options.extend(["--database-url", &setting.database]);
    let server = Server::start(&options);
    let target = Target { port: server.port, path: "/graphql".to_owned(), key: setting.key.clone() };
    println!(
        "\nsearches over {} deals, {CONTACTS} contacts and {FILES} files, {} s each",
        args.deals, args.seconds
    );
    println!(
        "  {:<28} {:>4} {:>10} {:>10} {:>10} │ at most {}",
        "",
        "conn",
        "p50",
        "p95",
        "p99",
        millis(GOAL)
    );
    let texts: [(&str, Typed); 5] = [
        ("a word", |n| ROOTS[n % 40].to_owned()),
        ("two words", |n| format!("{} {}", ROOTS[n % 40], TRADES[n / 40 % 30])),
        ("beginnings of two words", |n| {
            let begin = |word: &str| word.chars().take(4).collect::<String>();
            format!("{} {}", begin(ROOTS[n % 40]), begin(OFFERS[n / 40 % 25]))
        }),
        ("a name typed wrong", |n| format!("{} {}", wrong(ROOTS[n % 40]), TRADES[n / 40 % 30])),
        ("one word typed wrong", |n| wrong(ROOTS[n % 40])),
    ];
    for (what, text) in texts {
        for connections in [1, 4] {
            let ask = ask(text);
            load::run(&target, &ask, "\"search\"", connections, args.time() / 5).await;
            let measured = load::run(&target, &ask, "\"search\"", connections, args.time()).await;
            assert_eq!(measured.wrong, 0, "{:?}", measured.sample);
            println!(
                "  {what:<28} {connections:>4} {:>10} {:>10} {:>10} │ {}",
                millis(measured.p50),
                millis(measured.p95),
                millis(measured.p99),
                if measured.p95 <= GOAL { "reached" } else { "missed" }
            );
        }
    }
}

/// The word with its second and third letter exchanged.
fn wrong(word: &str) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    letters.swap(1, 2);
    letters.into_iter().collect()
}

fn ask(text: Typed) -> Ask {
    let document = "query($text: String!) { search(text: $text, first: 8) { __typename ... on Deal { id name account { name } } ... on Account { id name } ... on Contact { id name } ... on Lead { id topic } ... on File { id name } } }";
    Arc::new(move |count| {
        let number = usize::try_from(count % 1_000_003).unwrap_or(0);
        json!({ "query": document, "variables": { "text": text(number) } }).to_string()
    })
}
