//! The pool of database connections, and how each is made.
//!
//! What always holds: waiting for a connection ends within [`Limits::pool_wait`](crate::app::config::Limits) (then
//! [`Error::Unavailable`](crate::app::error::Error)); every connection has the session's time-outs set before anybody uses
//! it; a connection whose server has gone is noticed and replaced at the next checkout.
//!
//! TLS is used when the address says `sslmode=require`, `verify-ca` or `verify-full`, and then the certificate is always
//! verified, name included, against the system's certificates (`SSL_CERT_FILE` names others). Any other `sslmode`: none.

use crate::app::config::Settings;
use crate::app::error::{Error, Result};
use crate::db::traced::Statements;
use deadpool::Runtime;
use diesel::connection::Instrumentation;
use diesel::{ConnectionError, ConnectionResult};
use diesel_async::pooled_connection::{
    AsyncDieselConnectionManager, ManagerConfig, RecyclingMethod, deadpool as managed,
};
use diesel_async::{AsyncConnection as _, AsyncPgConnection, SimpleAsyncConnection as _};
use futures_util::FutureExt as _;
use std::sync::{Arc, LazyLock};
use std::time::{Duration, Instant};
use tokio_postgres::config::SslMode;
use tokio_postgres::error::SqlState;
use tokio_postgres::{Config, NoTls};
use tokio_postgres_rustls::MakeRustlsConnect;

/// The connections of one server. Cloning shares them.
pub type Pool = managed::Pool<AsyncPgConnection>;
/// One connection, in or out of a transaction: what stores take.
pub type DbConnection = AsyncPgConnection;
/// A connection borrowed from the pool; it goes back when dropped.
pub type Conn = managed::Object<AsyncPgConnection>;
/// Makes the observer of each new connection's statements.
pub type Observer = Arc<dyn Fn() -> Box<dyn Instrumentation> + Send + Sync>;

/// How long a start waits for a database that is starting up itself.
const START_PATIENCE: Duration = Duration::from_secs(30);

/// How long one attempt to connect may take.
const CONNECT_WITHIN: Duration = Duration::from_secs(2);

/// What every session begins with. Statements are short and many: compiling one (`jit`) costs more than running it.
const SESSION: &str = "SET lock_timeout = '2s'; SET statement_timeout = '5s'; \
                       SET idle_in_transaction_session_timeout = '10s'; SET application_name = 'dealstream'; \
                       SET TIME ZONE 'UTC'; SET jit = off; SET pg_trgm.word_similarity_threshold = 0.4";

/// The pool for the database at `url`, once it answers.
///
/// # Errors
/// The reason, when the address is wrong, the database refuses us, or it does not answer for 30 seconds.
pub async fn connect(url: &str, settings: &Settings) -> Result<Pool> {
    let statements = || Box::new(Statements::default()) as Box<dyn Instrumentation>;
    let observer = settings.traces.as_ref().map(|_| Arc::new(statements) as Observer);
    connect_observed(url, settings, observer).await
}

/// [`connect`], with every statement shown to an observer.
///
/// # Errors
/// As [`connect`].
pub async fn connect_observed(url: &str, settings: &Settings, observer: Option<Observer>) -> Result<Pool> {
    drop(open_patiently(url).await?);
    let mut manager = ManagerConfig::default();
    // The default asks the server `SELECT 1` at every checkout: a round trip for each request.
    manager.recycling_method = RecyclingMethod::Fast;
    manager.custom_setup = Box::new(move |url| {
        let (url, observer) = (url.to_owned(), observer.clone());
        async move {
            let mut connection =
                open(&url).await.map_err(|error| ConnectionError::BadConnection(error.to_string()))?;
            if let Some(observer) = observer {
                connection.set_instrumentation(observer());
            }
            Ok(connection)
        }
        .boxed()
    });
    let wait = settings.limits.pool_wait;
    Pool::builder(AsyncDieselConnectionManager::new_with_config(url, manager))
        .max_size(settings.pool_size)
        .runtime(Runtime::Tokio1)
        .wait_timeout(Some(wait))
        .create_timeout(Some(wait))
        .recycle_timeout(Some(wait))
        .build()
        .map_err(Error::internal)
}

/// One connection outside any pool, ready for use.
///
/// # Errors
/// [`Refused`], with the reason.
pub async fn open(url: &str) -> std::result::Result<AsyncPgConnection, Refused> {
    let (mut config, tls) = parse(url)?;
    config.connect_timeout(CONNECT_WITHIN);
    // A server that vanished without a word is noticed within these, not after the kernel's quarter of an hour.
    config.keepalives_idle(Duration::from_secs(10)).tcp_user_timeout(Duration::from_secs(10));
    let mut connection = if tls {
        let (client, connection) = config.connect(rustls_connector()?).await?;
        made(AsyncPgConnection::try_from_client_and_connection(client, connection).await)?
    } else {
        let (client, connection) = config.connect(NoTls).await?;
        made(AsyncPgConnection::try_from_client_and_connection(client, connection).await)?
    };
    connection.batch_execute(SESSION).await.map_err(|error| Refused::Broken(error.to_string()))?;
    Ok(connection)
}

/// Why there is no connection.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    #[error("the database address cannot be read: {0}")]
    Address(String),
    #[error("{}", told(.0))]
    Server(#[from] tokio_postgres::Error),
    #[error("{0}")]
    Broken(String),
}

impl Refused {
    /// Whether the next attempt may go better without anybody doing anything.
    fn may_pass(&self) -> bool {
        match self {
            Self::Address(_) => false,
            Self::Broken(_) => true,
            Self::Server(error) => error.code().is_none_or(|code| {
                [SqlState::CANNOT_CONNECT_NOW, SqlState::TOO_MANY_CONNECTIONS, SqlState::ADMIN_SHUTDOWN]
                    .contains(code)
            }),
        }
    }
}

fn told(error: &tokio_postgres::Error) -> String {
    let cause = std::error::Error::source(error).map(|cause| format!(": {cause}"));
    error
        .as_db_error()
        .map_or_else(|| format!("{error}{}", cause.unwrap_or_default()), |db| db.message().to_owned())
}

fn made(connection: ConnectionResult<AsyncPgConnection>) -> std::result::Result<AsyncPgConnection, Refused> {
    connection.map_err(|error| Refused::Broken(error.to_string()))
}

/// [`open`], again and again while the database may only be starting up.
async fn open_patiently(url: &str) -> Result<AsyncPgConnection> {
    let begun = Instant::now();
    let mut pause = Duration::from_millis(50);
    loop {
        match open(url).await {
            Ok(connection) => return Ok(connection),
            Err(refused) if refused.may_pass() && begun.elapsed() + pause < START_PATIENCE => {
                tracing::warn!(%refused, "the database does not answer yet");
                tokio::time::sleep(pause).await;
                pause = (pause * 2).min(Duration::from_secs(2));
            }
            Err(refused) => return Err(Error::Internal(format!("cannot use the database: {refused}"))),
        }
    }
}

/// The address as the driver wants it, and whether it asks for TLS.
fn parse(url: &str) -> std::result::Result<(Config, bool), Refused> {
    // The driver knows disable, prefer and require; rustls verifies in any case.
    let known =
        url.replace("sslmode=verify-full", "sslmode=require").replace("sslmode=verify-ca", "sslmode=require");
    let known = known.replace("sslmode=allow", "sslmode=prefer");
    let config = known.parse::<Config>().map_err(|error| {
        let cause = std::error::Error::source(&error).map(ToString::to_string);
        Refused::Address(cause.unwrap_or_else(|| error.to_string()))
    })?;
    let tls = config.get_ssl_mode() == SslMode::Require;
    Ok((config, tls))
}

/// The TLS client, made once: reading the system's certificates takes milliseconds.
fn rustls_connector() -> std::result::Result<MakeRustlsConnect, Refused> {
    static CONFIG: LazyLock<std::result::Result<rustls::ClientConfig, String>> = LazyLock::new(|| {
        let mut roots = rustls::RootCertStore::empty();
        let native = rustls_native_certs::load_native_certs();
        roots.add_parsable_certificates(native.certs);
        if roots.is_empty() {
            return Err(format!(
                "the system has no certificates to verify the database's with: {:?}",
                native.errors
            ));
        }
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let versions =
            rustls::ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
        let config = versions.map_err(|error| error.to_string())?;
        Ok(config.with_root_certificates(roots).with_no_client_auth())
    });
    let config = CONFIG.clone().map_err(Refused::Broken)?;
    Ok(MakeRustlsConnect::new(config))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tls_is_used_when_the_address_asks_for_it() {
        let cases =
            [("", false), ("?sslmode=disable", false), ("?sslmode=allow", false), ("?sslmode=prefer", false)];
        let secure =
            ["?sslmode=require", "?sslmode=verify-ca", "?sslmode=verify-full"].map(|mode| (mode, true));
        for (query, expected) in cases.into_iter().chain(secure) {
            let parsed = parse(&format!("postgresql://u:p@db.example/crm{query}"));
            assert_eq!(parsed.map(|(_, tls)| tls).ok(), Some(expected), "{query}");
        }
        assert!(matches!(parse("postgresql://u@h/d?sslmod=require"), Err(Refused::Address(_))));
    }
}
