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
        super::choose_tls();
        static NEXT: AtomicU32 = AtomicU32::new(1);
        let name = format!("test_{}", NEXT.fetch_add(1, Ordering::Relaxed));
        let shared = postgres();
        // Copying files beats writing every page to the log, which is the default, by five times.
        let create = format!("CREATE DATABASE {name} TEMPLATE {TEMPLATE} STRATEGY FILE_COPY");
        administer(&create).await.unwrap();
        let (url, statements) = (shared.url(&name), StatementCount::default());
        let settings = Settings { pool_size: 8, ..Settings::default() };
        let pool = pool::connect_observed(&url, &settings, Some(statements.observer())).await.unwrap();
        statements.take();
        Self { url, pool, statements, name }
    }
}

async fn administer(statement: &str) -> Result<(), String> {
    let mut admin = pool::open(&postgres().url("postgres")).await.map_err(|error| error.to_string())?;
    let patience = "SET statement_timeout = 0; SET lock_timeout = 0";
    admin.batch_execute(patience).await.map_err(|error| error.to_string())?;
    admin.batch_execute(statement).await.map_err(|error| error.to_string())
}

impl Drop for TestDb {
    fn drop(&mut self) {
        self.pool.close();
        let drop = format!("DROP DATABASE {} WITH (FORCE)", self.name);
        // The tests may be at their end by then, and PostgreSQL with them.
        keeper::later(move || super::block_on(administer(&drop)).unwrap_or_default());
    }
}
