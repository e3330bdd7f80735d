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

    /// Accepts everything and answers nothing, as behind a network that swallows packets, until [`Postgres::thaw`].
    pub fn freeze(&self) {
        self.signal(libc::SIGSTOP);
    }

    /// Goes on where it was frozen.
    pub fn thaw(&self) {
        self.signal(libc::SIGCONT);
    }

    /// Each of its processes is told: they are groups of their own.
    fn signal(&self, signal: libc::c_int) {
        let parent = self.running.as_ref().and_then(Embedded::pid).unwrap();
        let processes = std::fs::read_dir("/proc").unwrap().flatten();
        let all = processes.filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok());
        let is_child = |pid: &u32| {
            let status = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
            status.lines().any(|line| line.split_whitespace().eq(["PPid:", &parent.to_string()]))
        };
        for pid in std::iter::once(parent).chain(all.filter(is_child)) {
            // SAFETY: kill takes two numbers and touches no memory of ours.
            unsafe { libc::kill(pid.cast_signed(), signal) };
        }
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        self.stop();
    }
}
