//! A database for one test, copied from the migrated template and dropped at the end.

use super::keeper::{self, TEMPLATE, postgres};
use super::statements::StatementCount;
use dealstream::app::config::Settings;
use dealstream::db::pool::{self, Pool};
use diesel_async::SimpleAsyncConnection as _;
use std::sync::atomic::{AtomicU32, Ordering};

/// A test's own, empty, migrated database.
pub struct TestDb {
    pub url: String,
    /// Counts its statements.
    pub pool: Pool,
    pub statements: StatementCount,
    name: String,
}

impl TestDb {
    pub async fn new() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(1);
        let name = format!("test_{}", NEXT.fetch_add(1, Ordering::Relaxed));
        let shared = postgres();
        let create = format!("CREATE DATABASE {name} TEMPLATE {TEMPLATE} STRATEGY FILE_COPY");
        administer(&create).await;
        let (url, statements) = (shared.url(&name), StatementCount::default());
        let settings = Settings { pool_size: 8, ..Settings::default() };
        let pool = pool::connect_observed(&url, &settings, Some(statements.observer())).await.unwrap();
        statements.take();
        Self { url, pool, statements, name }
    }
}

async fn administer(statement: &str) {
    let mut admin = pool::open(&postgres().url("postgres")).await.unwrap();
    admin.batch_execute("SET statement_timeout = 0; SET lock_timeout = 0").await.unwrap();
    admin.batch_execute(statement).await.unwrap();
}

impl Drop for TestDb {
    fn drop(&mut self) {
        self.pool.close();
        let drop = format!("DROP DATABASE {} WITH (FORCE)", self.name);
        keeper::later(move || super::block_on(administer(&drop)));
    }
}
