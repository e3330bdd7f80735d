//! The workspace measured in: made by the program's own commands, filled by SQL with as many deals as asked for.
//!
//! Ids are computed from kind and number, alike here and in the SQL, and ascend as UUIDv7 do. Of the deals 30 % are open in
//! four stages, 40 % won, 30 % lost; every twentieth has an account of its own, every tenth a contact, every fifth a task.

use crate::harness::{keeper, server};
use dealstream::db::embedded::{Durability, Embedded, Launch};
use dealstream::db::{migrate, pool};
use diesel_async::SimpleAsyncConnection as _;
use std::process::Stdio;
use tokio_postgres::NoTls;
use uuid::Uuid;

/// The private PostgreSQL of a run, writing to the disk as in production.
pub struct Database(Embedded);

impl Database {
    pub fn start() -> Self {
        let data_dir = keeper::scratch().join("bench");
        let launch = Launch { data_dir, pg_bin: None, connections: 200, durability: Durability::Full };
        Self(Embedded::start(&launch).unwrap())
    }

    pub fn url(&self) -> &str {
        self.0.url()
    }

    pub fn stop(self) {
        self.0.stop();
    }
}

/// The workspace, and who asks.
#[derive(Clone)]
pub struct Setting {
    pub database: String,
    pub workspace_id: Uuid,
    pub user_id: Uuid,
    pub key: String,
}

/// What an id is of; the SQL has more kinds.
#[derive(Clone, Copy)]
pub enum Kind {
    Deal = 3,
    Pipeline = 6,
    Stage = 7,
}

/// The id of the n-th of a kind; [`FILL`] computes the same.
pub fn id(kind: Kind, number: u64) -> Uuid {
    Uuid::parse_str(&format!("{number:08x}{:04x}70008000000000000000", kind as u16)).unwrap()
}

/// The pipeline of the questions, with four open stages, won and lost; from 101 on there are those of the fan-out, with the
/// four open ones each.
pub const QUESTIONS: u64 = 1;
/// Boards of the fan-out.
pub const BOARDS: u64 = 100;
/// Deals on each of them.
pub const CARDS: u64 = 20;

/// The number of a stage of a pipeline.
pub fn stage(pipeline: u64, place: u64) -> Uuid {
    id(Kind::Stage, pipeline * 10 + place)
}

impl Setting {
    /// A workspace of forty people without deals.
    pub async fn make(database: &str) -> Self {
        migrate::run(database).await.unwrap();
        run(
            database,
            &[
                "workspace",
                "create",
                "--name",
                "Bench",
                "--slug",
                "bench",
                "--admin-name",
                "Ada",
                "--admin-email",
                "ada@bench.example",
            ],
        );
        run(
            database,
            &["user", "create", "--workspace", "bench", "--email", "rep@bench.example", "--name", "Rep"],
        );
        let key = key(database, "rep@bench.example");
        let client = connect(database).await;
        let row =
            client.query_one("SELECT workspace_id, id FROM users WHERE email = 'rep@bench.example'", &[]);
        let row = row.await.unwrap();
        let setting =
            Self { database: database.to_owned(), workspace_id: row.get(0), user_id: row.get(1), key };
        setting.sql(FRAME).await;
        setting
    }

    /// The workspace of this database, made if it is not there.
    pub async fn made(database: &str) -> Self {
        let sql = "SELECT 1 FROM pg_class WHERE relname = 'bench_people'";
        match connect(database).await.query_opt(sql, &[]).await {
            Ok(Some(_)) => Self::find(database).await,
            _ => Self::make(database).await,
        }
    }

    /// An API key of one of its people.
    pub fn key_of(&self, email: &str) -> String {
        key(&self.database, email)
    }

    /// The workspace made before in this database.
    async fn find(database: &str) -> Self {
        let client = connect(database).await;
        let row =
            client.query_one("SELECT workspace_id, id FROM users WHERE email = 'rep@bench.example'", &[]);
        let row = row.await.unwrap();
        let key = key(database, "rep@bench.example");
        Self { database: database.to_owned(), workspace_id: row.get(0), user_id: row.get(1), key }
    }

    /// Adds deals from one number up to before another, with all that hangs on them.
    pub async fn fill(&self, from: usize, upto: usize) {
        self.sql(&FILL.replace("{from}", &from.to_string()).replace("{upto}", &upto.to_string())).await;
        self.sql("VACUUM ANALYZE").await;
        self.sql("CHECKPOINT").await;
    }

    async fn sql(&self, text: &str) {
        let mut connection = pool::open(&self.database).await.unwrap();
        let text = text.replace("{workspace}", &format!("'{}'::uuid", self.workspace_id));
        let text = text.replace("{user}", &format!("'{}'::uuid", self.user_id));
        connection.batch_execute("SET statement_timeout = 0").await.unwrap();
        connection.batch_execute(&text).await.unwrap();
    }
}

/// A plain connection.
pub async fn connect(database: &str) -> tokio_postgres::Client {
    let (client, connection) = tokio_postgres::connect(database, NoTls).await.unwrap();
    tokio::spawn(connection);
    client
}

fn key(database: &str, email: &str) -> String {
    run(database, &["key", "create", "--workspace", "bench", "--user", email, "--name", "bench"])
}

fn run(database: &str, args: &[&str]) -> String {
    let mut command = server::program();
    command.args(args).env("DATABASE_URL", database).stdin(Stdio::null()).stderr(Stdio::inherit());
    let output = command.output().unwrap();
    assert!(output.status.success(), "{args:?}");
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

/// People, pipelines and the fan-out's boards.
const FRAME: &str = include_str!("frame.sql");
/// Deals with all that hangs on them.
const FILL: &str = include_str!("fill.sql");
