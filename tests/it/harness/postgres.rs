//! A PostgreSQL of one test, which can go away and come back.

use super::keeper;
use dealstream::db::embedded::{Durability, Embedded, Launch};
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};

/// It ends with the value.
pub struct Postgres {
    pub url: String,
    launch: Launch,
    running: Option<Embedded>,
}

impl Postgres {
    pub fn start() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(1);
        let name = format!("own-pg-{}", NEXT.fetch_add(1, Ordering::Relaxed));
        let data_dir: PathBuf = keeper::scratch().join(name);
        let durability = Durability::Relaxed;
        let launch = Launch { data_dir, pg_bin: None, connections: 60, durability };
        let mut postgres = Self { url: String::new(), launch, running: None };
        postgres.resume();
        postgres
    }

    /// Away: open connections are cut, new ones refused.
    pub fn stop(&mut self) {
        let running = self.running.take();
        keeper::run(move || drop(running));
    }

    /// Back at the same address.
    pub fn resume(&mut self) {
        let launch = self.launch.clone();
        let running = keeper::run(move || Embedded::start(&launch).unwrap());
        running.url().clone_into(&mut self.url);
        self.running = Some(running);
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        self.stop();
    }
}
