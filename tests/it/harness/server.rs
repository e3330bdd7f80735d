//! The real program as a process of its own.

use super::{eventually, free_port, keeper};
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Output, Stdio};
use std::time::Duration;

/// The program, not yet started, with an environment that holds nothing of ours but PATH.
pub fn program() -> Command {
    super::choose_tls();
    let mut command = Command::new(env!("CARGO_BIN_EXE_dealstream"));
    let path = dealstream::app::config::environment().remove("PATH").unwrap_or_default();
    command.env_clear().env("PATH", path).current_dir(keeper::scratch());
    command
}

/// Runs a command of the program to its end.
pub fn run(args: &[&str]) -> Output {
    program().args(args).stdin(Stdio::null()).output().unwrap()
}

/// A running server.
pub struct Server {
    pub port: u16,
    child: Child,
    log: PathBuf,
}

impl Server {
    /// `dealstream serve` with these arguments on a free port, once it is ready.
    pub fn start(args: &[&str]) -> Self {
        let mut server = Self::launch(args);
        server.wait_until_ready();
        server
    }

    /// The same without waiting.
    pub fn launch(args: &[&str]) -> Self {
        let port = free_port();
        let log = keeper::scratch().join(format!("server-{port}.log"));
        let mut command = program();
        command.arg("serve").args(["--listen", &format!("127.0.0.1:{port}")]).args(args);
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(std::fs::File::create(&log).unwrap());
        Self { port, child: keeper::spawn(command), log }
    }

    pub fn wait_until_ready(&mut self) {
        eventually("the server is ready", Duration::from_secs(30), || {
            assert!(self.child.try_wait().unwrap().is_none(), "the server ended: {}", self.log());
            self.get("/readyz").filter(|(status, _)| *status == 200)
        });
    }

    /// Status and body of a GET; none when nobody answers.
    pub fn get(&self, path: &str) -> Option<(u16, String)> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).ok()?;
        stream.set_read_timeout(Some(Duration::from_secs(10))).ok()?;
        let request = format!("GET {path} HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).ok()?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer).ok()?;
        let (head, body) = answer.split_once("\r\n\r\n")?;
        Some((head.split(' ').nth(1)?.parse().ok()?, body.to_owned()))
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// What it has logged.
    pub fn log(&self) -> String {
        std::fs::read_to_string(&self.log).unwrap_or_default()
    }

    pub fn signal(&self, signal: i32) {
        // SAFETY: plain system call; the child has not been waited for.
        unsafe { libc::kill(i32::try_from(self.child.id()).unwrap(), signal) };
    }

    /// SIGTERM, and how it ended.
    pub fn terminate(mut self) -> ExitStatus {
        self.signal(libc::SIGTERM);
        self.ended()
    }

    /// Waits for it to end by itself.
    pub fn ended(&mut self) -> ExitStatus {
        eventually("the server ends", Duration::from_secs(12), || self.child.try_wait().unwrap())
    }

    /// kill -9.
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
