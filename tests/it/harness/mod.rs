//! What tests stand on: a private PostgreSQL with a database per test, a private Redis, the real program.
//!
//! What always holds: everything started here ends with the test process, however it ends, and needs no service of the
//! machine; tests share nothing but the PostgreSQL process, so they run at once, under `cargo test` (one PostgreSQL) as
//! well as nextest (one for each test), as root or not.

#![allow(dead_code)] // a tool box: not every tool is in use at every time

pub mod client;
pub mod database;
pub mod door;
pub mod house;
pub mod keeper;
pub mod node;
pub mod postgres;
pub mod redis;
pub mod server;
pub mod socket;
pub mod statements;

pub use database::TestDb;
pub use redis::Redis;
pub use server::Server;

use std::future::Future;
use std::net::TcpListener;
use std::time::{Duration, Instant};

/// Chooses what https is spoken with, as the program does first thing: clients cannot be made before.
pub fn choose_tls() {
    let _ = rustls::crypto::ring::default_provider().install_default();
}

/// A port nobody listens on just now.
pub fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// Waits until `check` gives something, and says what was waited for when it does not.
#[track_caller]
pub fn eventually<T>(what: &str, within: Duration, mut check: impl FnMut() -> Option<T>) -> T {
    let begun = Instant::now();
    loop {
        if let Some(value) = check() {
            return value;
        }
        assert!(begun.elapsed() < within, "{what}: not within {within:?}");
        std::thread::sleep(Duration::from_millis(10));
    }
}

/// Runs a future to its end in a test that is not asynchronous.
pub fn block_on<F: Future>(work: F) -> F::Output {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap().block_on(work)
}
