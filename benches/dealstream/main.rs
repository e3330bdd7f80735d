//! What Dealstream costs, beside the least it could cost: `cargo bench --bench dealstream`.
//!
//! `queries` asks four questions and moves deals at 16 and 64 connections, and asks PostgreSQL the same by the best single
//! statement behind the same HTTP server ([`bare`]). `fanout` lets many sockets watch boards, and lets Redis carry the same
//! payloads to as many raw subscribers. `fields` asks for lists by custom fields beside the same by built-in columns; `search` types names into
//! the search box; `approvals` waits for the news of what was submitted and decided. Everything runs on a private PostgreSQL that really writes to the disk, and a private
//! Redis; the figures of one run belong together and to no other machine. See docs/performance.md.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::disallowed_methods
)]

mod approvals;
mod bare;
mod bare_move;
mod fanout;
mod fields;
#[path = "../../tests/it/harness/mod.rs"]
mod harness;
mod load;
mod process;
mod queries;
mod questions;
mod raw_redis;
mod search;
mod setting;
mod sockets;

use clap::{Parser, ValueEnum};
use std::time::Duration;

/// Measures Dealstream beside the least it could cost.
#[derive(Parser, Clone)]
pub struct Args {
    /// What to measure.
    #[arg(value_enum, default_value = "all")]
    what: What,
    /// Deals in the workspace.
    #[arg(long, default_value_t = 100_000)]
    deals: usize,
    /// Seconds of each measurement.
    #[arg(long, default_value_t = 5)]
    seconds: u64,
    /// Connections to measure at.
    #[arg(long, value_delimiter = ',', default_value = "16,64")]
    connections: Vec<usize>,
    /// Sockets to measure the fan-out with.
    #[arg(long, value_delimiter = ',', default_value = "1000,5000")]
    sockets: Vec<usize>,
    /// Only these questions: q1, q2, q3, q4, m1.
    #[arg(long, value_delimiter = ',')]
    only: Vec<String>,
    /// Given by cargo; says nothing.
    #[arg(long, hide = true)]
    bench: bool,
    /// Serves the bare statements on this address; the benchmark starts it as a process of its own.
    #[arg(long, hide = true)]
    bare: Option<String>,
    #[arg(long, hide = true)]
    database: Option<String>,
    #[arg(long, hide = true)]
    viewer: Option<String>,
}

impl Args {
    fn time(&self) -> Duration {
        Duration::from_secs(self.seconds)
    }
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum What {
    All,
    Queries,
    Fanout,
    Fields,
    Search,
    Approvals,
}

fn main() {
    let args = Args::parse();
    process::allow_many_files();
    if let Some(address) = args.bare.clone() {
        return harness::block_on(bare::serve(&address, &args));
    }
    // On this thread: PostgreSQL ends with the thread that started it.
    let database = setting::Database::start();
    let result =
        std::thread::scope(|scope| scope.spawn(|| harness::block_on(measure(&args, database.url()))).join());
    database.stop();
    if result.is_err() {
        std::process::exit(1);
    }
}

async fn measure(args: &Args, database: &str) {
    println!("{}", process::machine());
    if matches!(args.what, What::All | What::Queries) {
        queries::measure(args, database).await;
    }
    if matches!(args.what, What::All | What::Fanout) {
        fanout::measure(args, database).await;
    }
    if args.what == What::Fields {
        fields::measure(args, database).await;
    }
    if args.what == What::Search {
        search::measure(args, database).await;
    }
    if args.what == What::Approvals {
        approvals::measure(args, database).await;
    }
}
