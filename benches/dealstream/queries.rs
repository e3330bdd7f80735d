//! The questions, asked of Dealstream and of the bare statements in turn.

use crate::Args;
use crate::harness::{Server, eventually, free_port, keeper};
use crate::load::{self, Connection, Measured, Target};
use crate::process;
use crate::questions::{ALL, Moves, Question};
use crate::setting::Setting;
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Rates are measured with the limits that protect a server from one client put out of the way.
pub const UNLIMITED: [&str; 12] = [
    "--set",
    "limits.cost_bucket=1000000000000",
    "--set",
    "limits.cost_per_second=1000000000000",
    "--set",
    "limits.connections=20000",
    "--set",
    "limits.sockets_per_user=20000",
    "--set",
    "limits.operation_timeout=60s",
    "--log",
    "warn",
];

/// The two servers, and PostgreSQL behind both.
struct Side {
    ours: Server,
    bare: Child,
    bare_port: u16,
    key: String,
}

pub async fn measure(args: &Args, database: &str) {
    let setting = Setting::make(database).await;
    let small = args.deals / 10;
    filled(&setting, 0, small).await;
    let side = Side::start(&setting);
    let moves = Moves::new(args.deals);
    let before = pages(&side, small, &moves).await;
    filled(&setting, small, args.deals).await;
    let after = pages(&side, args.deals, &moves).await;
    println!("\n{small} deals beside {}: one connection, p50", args.deals);
    for (question, (before, after)) in ALL.iter().zip(before.iter().zip(&after)) {
        let ratio = after.as_secs_f64() / before.as_secs_f64();
        println!("  {}  {:>9} → {:>9}   × {ratio:.2}", question.name, millis(*before), millis(*after));
    }
    println!("\n{} deals, {} s each", args.deals, args.seconds);
    println!(
        "  {:<3} {:>4} {:>9} {:>9} {:>9} {:>12} │ {:>9} {:>9} {:>12} │ ratio (goal)",
        "", "conn", "req/s", "p50", "p99", "CPU ms/1000", "bare/s", "p50", "CPU ms/1000"
    );
    for question in ALL
        .iter()
        .filter(|question| args.only.is_empty() || args.only.iter().any(|name| name == question.name))
    {
        for connections in &args.connections {
            side.compare(question, *connections, args, &moves).await;
        }
    }
    for question in &ALL {
        println!("  {}: {}", question.name, question.what);
    }
    drop(side);
}

async fn filled(setting: &Setting, from: usize, upto: usize) {
    let begun = Instant::now();
    setting.fill(from, upto).await;
    println!("filled up to {upto} deals in {:.1} s", begun.elapsed().as_secs_f64());
}

/// The middle time of each question over one connection.
async fn pages(side: &Side, deals: usize, moves: &Arc<Moves>) -> Vec<Duration> {
    let mut times = Vec::new();
    for question in &ALL {
        let ask = question.graphql(deals, moves);
        load::run(&side.ours(), &ask, question.proof, 1, Duration::from_millis(500)).await;
        let measured = load::run(&side.ours(), &ask, question.proof, 1, Duration::from_secs(2)).await;
        check(question, &measured);
        times.push(measured.p50);
    }
    times
}

impl Side {
    fn start(setting: &Setting) -> Self {
        let mut options = UNLIMITED.to_vec();
        options.extend(["--database-url", &setting.database]);
        let ours = Server::start(&options);
        let bare_port = free_port();
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.args(["--bare", &format!("127.0.0.1:{bare_port}"), "--database", &setting.database]);
        command.args(["--viewer", &format!("{}/{}", setting.workspace_id, setting.user_id)]);
        let bare = keeper::spawn({
            command.stdin(Stdio::null());
            command
        });
        eventually("the bare server listens", Duration::from_secs(30), || {
            TcpStream::connect(("127.0.0.1", bare_port)).ok()
        });
        Self { ours, bare, bare_port, key: setting.key.clone() }
    }

    fn ours(&self) -> Target {
        Target { port: self.ours.port, path: "/graphql".to_owned(), key: self.key.clone() }
    }

    fn bare(&self, question: &Question) -> Target {
        Target { port: self.bare_port, path: format!("/{}", question.name), key: String::new() }
    }

    async fn compare(&self, question: &Question, connections: usize, args: &Args, moves: &Arc<Moves>) {
        let (graphql, bare) = (question.graphql(args.deals, moves), question.bare(args.deals, moves));
        if std::env::var_os("SHOW").is_some() {
            let answer = Connection::open(&self.ours()).await.ask(graphql(7)).await;
            println!("{}", String::from_utf8_lossy(&answer));
            let answer = Connection::open(&self.bare(question)).await.ask(bare(7)).await;
            println!("{}", String::from_utf8_lossy(&answer));
        }
        // Alternately and twice, so that a slow minute of the machine meets both.
        let (mut ours, mut theirs) = (Vec::new(), Vec::new());
        let half = args.time() / 2;
        load::run(&self.ours(), &graphql, question.proof, connections, half / 5).await;
        load::run(&self.bare(question), &bare, "", connections, half / 5).await;
        let (pid, bare_pid) = (self.ours.pid(), self.bare.id());
        let (mut cpu, mut bare_cpu) = (Duration::ZERO, Duration::ZERO);
        for _ in 0..2 {
            let before = process::cpu(pid);
            ours.push(load::run(&self.ours(), &graphql, question.proof, connections, half).await);
            cpu += process::cpu(pid) - before;
            let before = process::cpu(bare_pid);
            theirs.push(load::run(&self.bare(question), &bare, "", connections, half).await);
            bare_cpu += process::cpu(bare_pid) - before;
        }
        for measured in &ours {
            check(question, measured);
        }
        let rate = |of: &[Measured]| of.iter().map(|one| one.per_second).sum::<f64>() / of.len() as f64;
        let worst =
            |of: &[Measured], time: fn(&Measured) -> Duration| of.iter().map(time).max().unwrap_or_default();
        let per_thousand = |cpu: Duration, of: &[Measured]| {
            cpu.as_secs_f64() * 1_000_000.0 / of.iter().map(|one| one.requests).sum::<usize>() as f64
        };
        println!(
            "  {:<3} {:>4} {:>9.0} {:>9} {:>9} {:>12.0} │ {:>9.0} {:>9} {:>12.0} │ {:.2} ({:.1})",
            question.name,
            connections,
            rate(&ours),
            millis(worst(&ours, |one| one.p50)),
            millis(worst(&ours, |one| one.p99)),
            per_thousand(cpu, &ours),
            rate(&theirs),
            millis(worst(&theirs, |one| one.p50)),
            per_thousand(bare_cpu, &theirs),
            rate(&ours) / rate(&theirs),
            question.goal,
        );
    }
}

impl Drop for Side {
    fn drop(&mut self) {
        let _ = self.bare.kill();
        let _ = self.bare.wait();
    }
}

/// Every answer is right, or refused because nobody could be asked in time: then the rate is that of the server at its limit.
fn check(question: &Question, measured: &Measured) {
    if measured.refused > 0 {
        println!("  {}: {} of {} refused as busy", question.name, measured.refused, measured.requests);
    }
    let sample = measured
        .sample
        .as_ref()
        .map(|sample| String::from_utf8_lossy(sample).chars().take(600).collect::<String>());
    assert!(
        measured.wrong == 0,
        "{}: {} of {} answers are wrong: {sample:?}",
        question.name,
        measured.wrong,
        measured.requests
    );
}

pub fn millis(time: Duration) -> String {
    format!("{:.2} ms", time.as_secs_f64() * 1_000.0)
}
