//! Lists filtered and sorted by a custom field, beside the same by a built-in column that holds the same values.

use crate::Args;
use crate::harness::Server;
use crate::load::{self, Ask, Target};
use crate::queries::{UNLIMITED, millis};
use crate::setting::{Setting, connect};
use serde_json::json;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// A built-in column's time may be stretched by at most this much.
const GOAL: f64 = 1.5;

/// What is defined and filled: the amount and the closing date once more, as custom fields.
const FILL: &str = "
INSERT INTO custom_fields (workspace_id, id, subject, key, kind, label, filterable, position, created_at, updated_at)
  VALUES ({workspace}, gen_random_uuid(), 'deal', 'fee', 'money', 'Fee', true, 0, now(), now()),
         ({workspace}, gen_random_uuid(), 'deal', 'go_live', 'date', 'Go live', true, 1, now(), now());
UPDATE deals SET custom = jsonb_build_object('fee', amount::text, 'go_live', expected_close_on::text) WHERE workspace_id = {workspace};
VACUUM ANALYZE deals;";

const NODES: &str = "nodes { id name amount expectedCloseOn }";

pub async fn measure(args: &Args, database: &str) {
    let setting = Setting::make(database).await;
    setting.fill(0, args.deals).await;
    let client = connect(database).await;
    let text = FILL.replace("{workspace}", &format!("'{}'", setting.workspace_id));
    for statement in text.split(';') {
        client.batch_execute(statement).await.unwrap();
    }
    let mut options = UNLIMITED.to_vec();
    options.extend(["--database-url", &setting.database]);
    let server = Server::start(&options);
    let begun = Instant::now();
    while indexes(&client).await < 4 {
        assert!(begun.elapsed() < Duration::from_secs(120), "the indexes are not made");
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    client.batch_execute("ANALYZE deals").await.unwrap();
    let target = Target { port: server.port, path: "/graphql".to_owned(), key: setting.key.clone() };
    println!("\n{} deals, 50 of them filtered and sorted, {} s each", args.deals, args.seconds);
    println!(
        "  {:<22} {:>4} {:>10} {:>10} {:>10} {:>10} │ ratio (at most {GOAL})",
        "", "conn", "built-in", "p99", "custom", "p99"
    );
    let pairs = [("an amount, descending", amounts as Pair), ("a day, ascending", days as Pair)];
    for (what, pair) in pairs {
        for connections in [1, 16] {
            let mut p50 = [Vec::new(), Vec::new()];
            let mut p99 = [Duration::ZERO; 2];
            // In turn, so that a slow minute of the machine meets both.
            for _ in 0..3 {
                for (place, ask) in pair().into_iter().enumerate() {
                    load::run(&target, &ask, "\"name\"", connections, args.time() / 10).await;
                    let measured = load::run(&target, &ask, "\"name\"", connections, args.time() / 3).await;
                    assert_eq!(measured.wrong, 0, "{:?}", measured.sample);
                    p50[place].push(measured.p50);
                    p99[place] = p99[place].max(measured.p99);
                }
            }
            let [built_in, custom] = p50.map(|mut times: Vec<Duration>| {
                times.sort();
                times[1]
            });
            let ratio = custom.as_secs_f64() / built_in.as_secs_f64();
            println!(
                "  {what:<22} {connections:>4} {:>10} {:>10} {:>10} {:>10} │ {ratio:.2}",
                millis(built_in),
                millis(p99[0]),
                millis(custom),
                millis(p99[1])
            );
        }
    }
}

async fn indexes(client: &tokio_postgres::Client) -> i64 {
    let count = "SELECT count(*) FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
                 WHERE i.indisvalid AND c.relname LIKE 'deals\\_field\\_%'";
    client.query_one(count, &[]).await.unwrap().get(0)
}

/// The same list by a built-in column and by a custom field.
type Pair = fn() -> [Ask; 2];

fn amounts() -> [Ask; 2] {
    let most = |count: u64| (1_000 + count * 7919 % 89_000).to_string();
    [
        ask(
            "AMOUNT, direction: DESC",
            move |count| json!({ "amountBase": { "lte": most(count), "gte": "500" } }),
        ),
        ask(
            "CUSTOM, customKey: \"fee\", direction: DESC",
            move |count| json!({ "custom": [{ "key": "fee", "lte": most(count), "gte": "500" }] }),
        ),
    ]
}

fn days() -> [Ask; 2] {
    let day = |count: u64| {
        let first = chrono::NaiveDate::from_ymd_opt(2026, 1, 1).unwrap();
        (first + chrono::Days::new(count * 7919 % 690)).to_string()
    };
    [
        ask("EXPECTED_CLOSE_ON", move |count| json!({ "expectedCloseOn": { "gte": day(count) } })),
        ask(
            "CUSTOM, customKey: \"go_live\"",
            move |count| json!({ "custom": [{ "key": "go_live", "gte": day(count) }] }),
        ),
    ]
}

fn ask(order: &str, filter: impl Fn(u64) -> serde_json::Value + Send + Sync + 'static) -> Ask {
    let document = format!(
        "query($filter: DealFilter) {{ deals(first: 50, filter: $filter, orderBy: [{{ field: {order} }}]) {{ {NODES} }} }}"
    );
    // The load counts each connection's requests from a number of its own, far apart.
    Arc::new(move |count| {
        json!({ "query": document, "variables": { "filter": filter(count % 1_000_003) } }).to_string()
    })
}
