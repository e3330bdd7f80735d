//! `dealstream serve` and `dealstream demo`.
//!
//! The end: a first SIGTERM or SIGINT begins the shutdown, which takes ten seconds at most and ends with exit code 0; a
//! second one ends the process at once, and the embedded PostgreSQL with it.

use super::{Failure, args, demo, domain, start};
use crate::app::config::Settings;
use crate::app::tasks::Tasks;
use crate::db::embedded::{Embedded, Launch};
use anyhow::Context as _;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use tokio::net::TcpListener;
use tokio::signal::unix::{Signal, SignalKind, signal};

/// Serves until told to stop.
pub fn run(settings: Settings, demo: Option<args::Demo>) -> Result<(), Failure> {
    // Never joins: two servers on one embedded database would not hear of each other's changes.
    let embedded = match settings.database_url {
        Some(_) => None,
        None => Some(Embedded::start(&Launch::from(&settings))?),
    };
    start::beside(embedded, settings, async move |address| {
        Signals::listen()?.watch(&address.tasks);
        // Bound before the database is asked: a port that is taken is the quicker answer.
        let listen = address.settings.listen.clone();
        let listener = TcpListener::bind(&listen).await.with_context(|| format!("listening on {listen}"))?;
        let url = url(listener.local_addr().context("the address listened on")?);
        let stopping = address.tasks.stopping();
        let ready = async {
            let ready = start::ready(address).await?;
            if let Some(args) = demo {
                demo::prepare(&ready, &url, args).await?;
            }
            Ok::<start::Ready, Failure>(ready)
        };
        tokio::select! {
            ready = ready => domain::serve(listener, ready?).await,
            () = stopping.cancelled() => Ok(()),
        }
    })
}

/// Where a browser on this machine finds what listens at `address`: every address also means the loopback one.
pub fn url(address: SocketAddr) -> String {
    let ip = match address.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => IpAddr::V4(Ipv4Addr::LOCALHOST),
        IpAddr::V6(ip) if ip.is_unspecified() => IpAddr::V6(Ipv6Addr::LOCALHOST),
        ip => ip,
    };
    format!("http://{}", SocketAddr::new(ip, address.port()))
}

/// The two signals that mean “end”.
struct Signals {
    terminate: Signal,
    interrupt: Signal,
}

impl Signals {
    fn listen() -> Result<Self, Failure> {
        let listen = |kind| signal(kind).context("listening for signals");
        Ok(Self { terminate: listen(SignalKind::terminate())?, interrupt: listen(SignalKind::interrupt())? })
    }

    /// Begins the shutdown at the first signal and ends the process at the second.
    fn watch(mut self, tasks: &Tasks) {
        let stopping = tasks.stopping();
        tasks.spawn_untracked(async move {
            let first = self.next().await;
            tracing::info!(signal = first.name, "stopping; a second signal ends at once");
            stopping.cancel();
            let second = self.next().await;
            std::process::exit(second.exit_code);
        });
    }

    async fn next(&mut self) -> Told {
        tokio::select! {
            _ = self.terminate.recv() => Told { name: "SIGTERM", exit_code: 143 },
            _ = self.interrupt.recv() => Told { name: "SIGINT", exit_code: 130 },
        }
    }
}

/// A signal, and what a shell calls an end by it.
struct Told {
    name: &'static str,
    exit_code: i32,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_told_is_one_that_can_be_opened() {
        for (bound, expected) in [
            ("127.0.0.1:8080", "http://127.0.0.1:8080"),
            ("0.0.0.0:41234", "http://127.0.0.1:41234"),
            ("[::]:8080", "http://[::1]:8080"),
            ("192.0.2.7:80", "http://192.0.2.7:80"),
        ] {
            assert_eq!(bound.parse().map(url).as_deref(), Ok(expected));
        }
    }
}
