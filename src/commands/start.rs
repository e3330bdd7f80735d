//! What commands have in common: the log, the embedded PostgreSQL beside them, the runtime around them.

use super::Failure;
use super::args::Command;
use crate::app::config::Settings;
use crate::app::tasks::Tasks;
use crate::app::traces::Traces;
use crate::db::embedded::{Embedded, Launch};
use crate::db::{migrate, pool};
use anyhow::Context as _;
use std::io::IsTerminal as _;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::filter::{FilterExt as _, filter_fn};
use tracing_subscriber::layer::{Layer as _, SubscriberExt as _};
use tracing_subscriber::util::SubscriberInitExt as _;

/// How often the embedded PostgreSQL is looked after.
const WATCH_EVERY: Duration = Duration::from_millis(200);

/// A command's surroundings before it has a database.
pub struct Address {
    pub settings: Settings,
    /// Where the database is.
    pub url: String,
    pub tasks: Tasks,
}

/// A command's surroundings: the database is there and up to date.
pub struct Ready {
    pub settings: Settings,
    pub url: String,
    pub pool: pool::Pool,
    pub tasks: Tasks,
}

/// Sends the log to stderr. A server says what it does; a command that ends only says what went wrong. Also begins to send
/// traces where they are wanted, until the value returned is dropped.
pub fn log(settings: &Settings, command: &Command) -> Result<Option<Traces>, Failure> {
    let serves = matches!(command, Command::Serve | Command::Demo(_));
    let usual = settings.log == Settings::default().log;
    let filter = if usual && !serves { "warn" } else { &settings.log };
    let filter = EnvFilter::try_new(filter).map_err(|error| Failure::Usage(format!("log: {error}")))?;
    let colours = std::io::stderr().is_terminal();
    let log = tracing_subscriber::fmt::layer().with_ansi(colours).with_writer(std::io::stderr);
    let log = if settings.log_json {
        log.json().flatten_event(true).boxed()
    } else {
        log.with_target(false).boxed()
    };
    // Lines only: each says by itself what it is about, and without traces nobody needs the spans.
    let log = log.with_filter(filter.and(filter_fn(|metadata| metadata.is_event())));
    let traces = settings.traces.as_deref().filter(|_| serves).map(Traces::to).transpose();
    let traces = traces.map_err(|error| Failure::Usage(format!("traces: {error}")))?;
    let spans = traces.as_ref().map(|traces| {
        let ours = filter_fn(|metadata| metadata.is_span() && metadata.target().starts_with("dealstream"));
        tracing_opentelemetry::layer().with_tracer(traces.tracer()).with_filter(ours)
    });
    let set = tracing_subscriber::registry().with(log).with(spans).try_init();
    set.context("setting up the log").map_err(Failure::Other)?;
    Ok(traces)
}

/// Runs `work` with the address of the database: the one set, else the embedded one, joined if a server runs it already.
pub fn with_address<F>(settings: Settings, work: F) -> Result<(), Failure>
where
    F: AsyncFnOnce(Address) -> Result<(), Failure> + Send + 'static,
{
    let embedded = match settings.database_url {
        Some(_) => None,
        None => Some(Embedded::start_or_join(&Launch::from(&settings))?),
    };
    beside(embedded, settings, work)
}

/// Runs `work` with a pool on a database that is up to date.
pub fn with_database<F>(settings: Settings, work: F) -> Result<(), Failure>
where
    F: AsyncFnOnce(Ready) -> Result<(), Failure> + Send + 'static,
{
    with_address(settings, async move |address| work(ready(address).await?).await)
}

/// Connects, and migrates what is pending.
pub async fn ready(address: Address) -> Result<Ready, Failure> {
    let Address { settings, url, tasks } = address;
    let pool = pool::connect(&url, &settings).await?;
    migrate::run(&url).await?;
    Ok(Ready { settings, url, pool, tasks })
}

/// Runs `work` on a runtime in a thread of its own, while this thread, which PostgreSQL's life hangs on, looks after it.
pub fn beside<F>(embedded: Option<Embedded>, settings: Settings, work: F) -> Result<(), Failure>
where
    F: AsyncFnOnce(Address) -> Result<(), Failure> + Send + 'static,
{
    let mut embedded = embedded;
    let url =
        embedded.as_ref().map(|embedded| embedded.url().to_owned()).or_else(|| settings.database_url.clone());
    let address = Address { settings, url: url.unwrap_or_default(), tasks: Tasks::default() };
    let runtime =
        tokio::runtime::Builder::new_multi_thread().enable_all().build().context("starting the runtime")?;
    let (done, is_done) = channel();
    let worker = std::thread::Builder::new().name("command".to_owned()).spawn(move || {
        let outcome = runtime.block_on(work(address));
        // What still runs has had its time: blocking work must not hold up the end.
        runtime.shutdown_timeout(Duration::from_millis(100));
        // The other end waits as long as this thread runs.
        let _ = done.send(outcome);
    });
    let worker = worker.context("starting the command's thread")?;
    let outcome = loop {
        match is_done.recv_timeout(WATCH_EVERY) {
            Ok(outcome) => break outcome,
            Err(RecvTimeoutError::Disconnected) => break Err(anyhow::anyhow!("the command panicked").into()),
            Err(RecvTimeoutError::Timeout) => {}
        }
        if let Some(Err(trouble)) = embedded.as_mut().map(Embedded::keep_alive) {
            tracing::error!(%trouble, "PostgreSQL does not start again; trying on");
            std::thread::sleep(Duration::from_secs(1));
        }
    };
    drop(worker);
    if let Some(embedded) = embedded {
        embedded.stop();
    }
    outcome
}
