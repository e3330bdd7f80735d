//! A private redis-server that can be killed, stopped and brought back on the same port.

use super::{eventually, free_port, keeper};
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// A Redis of one test; it ends with the value.
pub struct Redis {
    port: u16,
    child: Option<Child>,
    cluster: bool,
}

impl Redis {
    pub fn start() -> Self {
        let mut redis = Self { port: free_port(), child: None, cluster: false };
        redis.launch();
        redis
    }

    /// A cluster of one node, which has all slots.
    pub fn cluster() -> Self {
        // Its bus listens ten thousand ports higher.
        let port = std::iter::repeat_with(free_port).find(|port| *port < 55_000).unwrap();
        let mut redis = Self { port, child: None, cluster: true };
        redis.launch();
        redis.command(&["CLUSTER", "ADDSLOTSRANGE", "0", "16383"]);
        eventually("the cluster is whole", Duration::from_secs(10), || {
            redis.command(&["CLUSTER", "INFO"]).contains("cluster_state:ok").then_some(())
        });
        redis
    }

    /// What it answers to a command.
    pub fn command(&self, words: &[&str]) -> String {
        let mut command = Command::new("redis-cli");
        let output = command.args(["-p", &self.port.to_string()]).args(words).output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    }

    /// One that somebody else started, to ask it things.
    pub fn at(port: u16) -> Self {
        Self { port, child: None, cluster: false }
    }

    pub fn url(&self) -> String {
        format!("redis://127.0.0.1:{}", self.port)
    }

    pub fn port(&self) -> u16 {
        self.port
    }

    /// A regular end; connections are closed.
    pub fn stop(&mut self) {
        self.end(libc::SIGTERM);
    }

    /// The end of a machine: kill -9.
    pub fn kill(&mut self) {
        self.end(libc::SIGKILL);
    }

    /// Back again on the same port, empty, after [`Redis::stop`] or [`Redis::kill`], or in place of the one running.
    pub fn restart(&mut self) {
        self.kill();
        self.launch();
    }

    /// Stands still without closing anything, until [`Redis::resume`]: what a cut network looks like.
    pub fn freeze(&self) {
        self.signal(libc::SIGSTOP);
    }

    pub fn resume(&self) {
        self.signal(libc::SIGCONT);
    }

    fn launch(&mut self) {
        let mut command = Command::new("redis-server");
        command.args([
            "--save",
            "",
            "--appendonly",
            "no",
            "--bind",
            "127.0.0.1",
            "--port",
            &self.port.to_string(),
        ]);
        if self.cluster {
            let state = format!("cluster-{}.conf", self.port);
            command.args(["--cluster-enabled", "yes", "--cluster-config-file", &state]);
        }
        command.stdout(Stdio::null()).stderr(Stdio::null()).current_dir(keeper::scratch());
        self.child = Some(keeper::spawn(command));
        let port = self.port;
        eventually("redis-server answers", Duration::from_secs(10), || ping(port));
    }

    fn signal(&self, signal: i32) {
        if let Some(child) = &self.child {
            // SAFETY: plain system call; the child has not been waited for.
            unsafe { libc::kill(i32::try_from(child.id()).unwrap(), signal) };
        }
    }

    fn end(&mut self, signal: i32) {
        self.signal(signal);
        // Frozen, it would not hear of it.
        self.signal(libc::SIGCONT);
        if let Some(mut child) = self.child.take() {
            child.wait().unwrap();
        }
    }
}

impl Drop for Redis {
    fn drop(&mut self) {
        self.kill();
    }
}

fn ping(port: u16) -> Option<()> {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).ok()?;
    stream.set_read_timeout(Some(Duration::from_secs(1))).ok()?;
    stream.write_all(b"PING\r\n").ok()?;
    let mut answer = [0; 5];
    stream.read_exact(&mut answer).ok()?;
    (&answer == b"+PONG").then_some(())
}
