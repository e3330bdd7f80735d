//! The fan-out: many sockets on one board and over a hundred boards, quietly and as fast as it goes.

use crate::Args;
use crate::harness::Server;
use crate::load::{Connection, Target, percentile};
use crate::queries::{UNLIMITED, millis};
use crate::setting::{self, BOARDS, CARDS, Kind, Setting, id};
use crate::{process, raw_redis, sockets};
use dealstream::db::id::Id;
use dealstream::deals::model::Deal;
use dealstream::pipeline::model::{Pipeline, Stage};
use futures_util::stream::{self, StreamExt as _};
use serde_json::{Value, json};
use sockets::Told;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

/// Moves per second of the quiet run: a busy sales floor.
const QUIET: u32 = 20;
/// Moves of the fast run.
const FAST: u64 = 2_000;
/// Connections that move.
const MOVERS: u64 = 8;

const MOVE: &str = "mutation($input: MoveDealInput!) { moveDeal(input: $input) { deal { version } userErrors { code message } } }";

pub async fn measure(args: &Args, database: &str) {
    let setting = Setting::made(database).await;
    println!(
        "\nfan-out: quiet is {QUIET} moves/s, fast is {FAST} moves as fast as {MOVERS} connections move"
    );
    for count in &args.sockets {
        for boards in [1, BOARDS] {
            Floor::open(&setting, *count, boards).await.measure(args).await;
        }
    }
}

/// A server with sockets on its boards.
struct Floor {
    server: Server,
    setting: Setting,
    sockets: usize,
    boards: u64,
    told: Arc<Told>,
    /// Bytes of memory a socket takes.
    each: f64,
}

impl Floor {
    async fn open(setting: &Setting, count: usize, boards: u64) -> Self {
        let mut options = UNLIMITED.to_vec();
        options.extend(["--database-url", &setting.database]);
        let server = Server::start(&options);
        // What the first socket and the first move bring along is not of one socket.
        let (told, warm) = (Arc::new(Told::default()), Arc::new(Told::default()));
        sockets::watch(server.port, &setting.key, &board(0), 1, warm).await;
        let before = process::resident(server.pid());
        let opened = Instant::now();
        stream::iter(0..count)
            .for_each_concurrent(64, |number| {
                let (told, key, port) = (told.clone(), setting.key.clone(), server.port);
                async move {
                    sockets::watch(port, &key, &board(number as u64 % boards), number, told).await;
                }
            })
            .await;
        let each = (process::resident(server.pid()) - before) as f64 / count as f64;
        println!(
            "\n{count} sockets over {boards} board(s), opened in {:.1} s, {:.1} KB each",
            opened.elapsed().as_secs_f64(),
            each / 1_024.0
        );
        Self { server, setting: setting.clone(), sockets: count, boards, told, each }
    }

    async fn measure(self, args: &Args) {
        let quiet = (u64::from(QUIET) * args.seconds).next_multiple_of(BOARDS);
        let pace = Duration::from_secs(1) / QUIET;
        self.run("quiet", quiet, 1, Some(pace)).await;
        let (rate, payloads) = self.run("fast", FAST, MOVERS, None).await;
        let raw = raw_redis::deliver(&payloads, self.sockets, usize::try_from(self.boards).unwrap()).await;
        println!(
            "  Redis, the same payloads to as many raw subscribers: {raw:.0} messages/s   ratio {:.2} (0.75)",
            rate / raw
        );
        if self.each > 30.0 * 1_024.0 {
            println!("  MISSED: more than 30 KB a socket");
        }
    }

    /// Moves so many deals and waits until everybody was told; messages per second, and the payloads one socket got.
    async fn run(&self, name: &str, moves: u64, movers: u64, pace: Option<Duration>) -> (f64, Vec<Vec<u8>>) {
        let told = &self.told;
        let count = |of: &std::sync::atomic::AtomicU64| of.load(Ordering::Acquire);
        let (events, messages, bytes) = (count(&told.events), count(&told.messages), count(&told.bytes));
        told.times.lock().clear();
        told.payloads.lock().clear();
        let cpu = process::cpu(self.server.pid());
        let begun = Instant::now();
        let tasks: Vec<_> =
            (0..movers).map(|mover| tokio::spawn(self.mover(mover, movers, moves / movers, pace))).collect();
        for task in tasks {
            task.await.unwrap();
        }
        let moved = begun.elapsed();
        // Each move is told to the sockets of its board; they go round the boards.
        let expected = moves / movers * movers * self.sockets as u64 / self.boards;
        while count(&told.events) - events < expected && begun.elapsed() < moved + Duration::from_secs(60) {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        let took = begun.elapsed();
        tokio::time::sleep(Duration::from_millis(200)).await;
        let cpu = process::cpu(self.server.pid()) - cpu;
        let delivered = count(&told.events) - events;
        let messages = (count(&told.messages) - messages) as f64;
        let mut times = std::mem::take(&mut *told.times.lock());
        times.sort_unstable();
        println!(
            "  {name:<5} {moves} moves in {:.2} s, all told after {:.2} s: {:.0} events/s in {:.0} messages/s, {:.0} MB/s; p50 {}, p99 {}; lost {}; server CPU {:.2} s",
            moved.as_secs_f64(),
            took.as_secs_f64(),
            delivered as f64 / took.as_secs_f64(),
            messages / took.as_secs_f64(),
            (count(&told.bytes) - bytes) as f64 / took.as_secs_f64() / 1e6,
            millis(percentile(&times, 50)),
            millis(percentile(&times, 99)),
            expected as i64 - delivered as i64,
            cpu.as_secs_f64(),
        );
        assert_eq!(delivered, expected, "every event is told to everybody once");
        (messages / took.as_secs_f64(), std::mem::take(&mut *told.payloads.lock()))
    }

    /// Moves cards of its own, round the boards and round each board's stages.
    fn mover(
        &self,
        mover: u64,
        movers: u64,
        moves: u64,
        pace: Option<Duration>,
    ) -> impl Future<Output = ()> + Send + 'static {
        let target =
            Target { port: self.server.port, path: "/graphql".to_owned(), key: self.setting.key.clone() };
        let (boards, database) = (self.boards, self.setting.database.clone());
        async move {
            let client = setting::connect(&database).await;
            let mut connection = Connection::open(&target).await;
            let begun = Instant::now();
            for turn in 0..moves {
                // Movers keep to their own cards, so that no move meets another's version.
                let board = (turn * movers + mover) % boards;
                let card = mover + movers * (turn % (CARDS / movers));
                let deal = id(Kind::Deal, 10_000_000 + (101 + board) * 100 + card);
                let row = client
                    .query_one("SELECT version, stage_id FROM deals WHERE id = $1", &[&deal])
                    .await
                    .unwrap();
                let (version, now): (i32, uuid::Uuid) = (row.get(0), row.get(1));
                let place = (0..4).find(|place| setting::stage(101 + board, *place) == now).unwrap();
                let input = json!({
                    "id": Id::<Deal>::of(deal).to_string(),
                    "stageId": Id::<Stage>::of(setting::stage(101 + board, (place + 1) % 4)).to_string(),
                    "expectedVersion": version,
                });
                let body = json!({ "query": MOVE, "variables": { "input": input } }).to_string();
                let answer: Value = serde_json::from_slice(&connection.ask(body).await).unwrap();
                assert!(answer["data"]["moveDeal"]["deal"]["version"].is_i64(), "{answer}");
                if let Some(pace) = pace {
                    tokio::time::sleep_until((begun + pace * u32::try_from(turn + 1).unwrap()).into()).await;
                }
            }
        }
    }
}

fn board(number: u64) -> String {
    Id::<Pipeline>::of(id(Kind::Pipeline, 101 + number)).to_string()
}
