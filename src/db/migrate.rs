//! The schema's migrations, compiled in, and run by one server at a time.
//!
//! What always holds: any number of servers may start on one database at once; an advisory lock lets one of them migrate
//! while the others wait, and then find nothing to do. Each migration is one transaction.

use crate::app::error::{Error, Result};
use crate::db::pool;
use diesel_async::{AsyncMigrationHarness, SimpleAsyncConnection as _};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness as _, embed_migrations};

const MIGRATIONS: EmbeddedMigrations = embed_migrations!("migrations");

/// Any number, as long as it is always this one.
const LOCK: i64 = 0x6465_616c_7374_726d;

/// Brings the database at `url` up to date, and names the migrations that ran. Needs the multi-threaded runtime.
///
/// # Errors
/// What the database said; the migrations before the failed one stay.
pub async fn run(url: &str) -> Result<Vec<String>> {
    let mut connection = pool::open(url).await.map_err(Error::internal)?;
    // A migration of a large table takes its time, and so does waiting for another server to finish one.
    let patience =
        "SET statement_timeout = 0; SET lock_timeout = 0; SET idle_in_transaction_session_timeout = 0";
    connection.batch_execute(&format!("{patience}; SELECT pg_advisory_lock({LOCK})")).await?;
    let mut harness = AsyncMigrationHarness::new(connection);
    // The lock belongs to the session: it ends with the connection, also when a migration fails.
    let ran = harness.run_pending_migrations(MIGRATIONS).map_err(Error::internal)?;
    let ran: Vec<String> = ran.iter().map(ToString::to_string).collect();
    for migration in &ran {
        tracing::info!(%migration, "migrated");
    }
    Ok(ran)
}
