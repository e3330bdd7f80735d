//! The second signal ends the process at once.

use crate::harness::{Server, TestDb, block_on, eventually};
use std::os::unix::process::ExitStatusExt as _;
use std::time::{Duration, Instant};

#[test]
fn a_second_signal_ends_the_server_at_once() {
    let db = block_on(TestDb::new());
    for (signal, code) in [(libc::SIGTERM, 143), (libc::SIGINT, 130)] {
        let mut server = Server::start(&["--database-url", &db.url, "--set", "limits.drain=60s"]);
        let begun = Instant::now();
        server.signal(libc::SIGTERM);
        eventually("the first is heard", Duration::from_secs(2), || {
            server.get("/readyz").filter(|(status, _)| *status == 503)
        });
        let second = Instant::now();
        server.signal(signal);
        let status = server.ended();
        println!(
            "ended {:?} after the second signal, {:?} after the first",
            second.elapsed(),
            begun.elapsed()
        );
        assert_eq!((status.code(), status.signal()), (Some(code), None));
        // In order it takes two seconds to tell the sockets.
        assert!(second.elapsed() < Duration::from_millis(1_000), "{:?}", second.elapsed());
    }
}
