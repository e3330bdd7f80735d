//! PostgreSQL's main process as our child: spawned, watched, stopped.

use super::{Binaries, Durability, Launch, Trouble, folder::Folder};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

/// The settings every embedded PostgreSQL gets. The log holds neither statements nor details: both can hold customer data.
const CONFIG: [&str; 16] = [
    "listen_addresses=",
    "unix_socket_permissions=0700",
    "cluster_name=dealstream",
    "shared_buffers=128MB",
    "effective_cache_size=512MB",
    "work_mem=8MB",
    "maintenance_work_mem=64MB",
    "random_page_cost=1.1",
    "jit=off",
    "wal_level=minimal",
    "max_wal_senders=0",
    "wal_compression=on",
    "log_timezone=UTC",
    "log_min_error_statement=panic",
    "log_error_verbosity=terse",
    "log_line_prefix=%m [%p] ",
];

/// A running PostgreSQL and what it was started with.
#[derive(Debug)]
pub struct Postmaster {
    child: Child,
    launch: Launch,
    binaries: Binaries,
    socket: PathBuf,
}

impl Postmaster {
    /// Starts it and waits until it accepts connections.
    pub fn spawn(
        launch: &Launch,
        binaries: Binaries,
        folder: &Folder,
        socket: PathBuf,
    ) -> Result<Self, Trouble> {
        let child = start(launch, &binaries, folder, &socket)?;
        let mut postmaster = Self { child, launch: launch.clone(), binaries, socket };
        postmaster.wait_until_ready(folder)?;
        Ok(postmaster)
    }

    /// Starts another one in place of one that has ended.
    pub fn respawn(&mut self, folder: &Folder) -> Result<(), Trouble> {
        self.child = start(&self.launch, &self.binaries, folder, &self.socket)?;
        self.wait_until_ready(folder)
    }

    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    pub fn socket(&self) -> &Path {
        &self.socket
    }

    pub fn bin(&self) -> &Path {
        &self.binaries.bin
    }

    pub fn has_ended(&mut self) -> bool {
        !matches!(self.child.try_wait(), Ok(None))
    }

    /// A fast shutdown, forced after `within`.
    pub fn stop(&mut self, within: Duration) {
        self.signal(libc::SIGINT);
        if self.ended_within(within) {
            return;
        }
        tracing::warn!("PostgreSQL did not end in time; it will recover at the next start");
        self.signal(libc::SIGQUIT);
        if !self.ended_within(Duration::from_secs(2)) {
            let _ = self.child.kill();
            let _ = self.child.wait();
        }
    }

    fn signal(&mut self, signal: i32) {
        if let (false, Ok(pid)) = (self.has_ended(), i32::try_from(self.child.id())) {
            // SAFETY: plain system call; the child has not been waited for, so the id is still its own.
            unsafe { libc::kill(pid, signal) };
        }
    }

    fn ended_within(&mut self, within: Duration) -> bool {
        let begun = Instant::now();
        while begun.elapsed() < within {
            if self.has_ended() {
                return true;
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        false
    }

    /// Reads the status PostgreSQL itself keeps in postmaster.pid. Recovery after a crash may take long, so there is no
    /// end to the waiting as long as it lives.
    fn wait_until_ready(&mut self, folder: &Folder) -> Result<(), Trouble> {
        let file = folder.pgdata().join("postmaster.pid");
        let pid = self.child.id().to_string();
        let mut begun = Instant::now();
        loop {
            let status = std::fs::read_to_string(&file).unwrap_or_default();
            let mut lines = status.lines();
            if lines.next() == Some(pid.as_str())
                && lines.nth(6).is_some_and(|status| status.starts_with("ready"))
            {
                return Ok(());
            }
            if self.has_ended() {
                return Err(Trouble::Failed { step: "starting PostgreSQL", output: folder.log_tail() });
            }
            if begun.elapsed() > Duration::from_secs(10) {
                tracing::info!(
                    "PostgreSQL is still starting; after a crash of the machine it first recovers"
                );
                begun = Instant::now();
            }
            std::thread::sleep(Duration::from_millis(5));
        }
    }
}

fn start(launch: &Launch, binaries: &Binaries, folder: &Folder, socket: &Path) -> Result<Child, Trouble> {
    let mut command = folder.command(&binaries.program("postgres"));
    command.arg("-D").arg(folder.pgdata()).arg("-k").arg(socket);
    for setting in CONFIG {
        command.arg("-c").arg(setting);
    }
    let (commit, fsync) = match launch.durability {
        Durability::Full => ("on", "on"),
        Durability::Relaxed => ("off", "off"),
    };
    command.arg("-c").arg(format!("max_connections={}", launch.connections));
    command.arg("-c").arg(format!("synchronous_commit={commit}"));
    command.arg("-c").arg(format!("fsync={fsync}")).arg("-c").arg(format!("full_page_writes={fsync}"));
    let log = folder.log()?;
    let errors = log.try_clone().map_err(Trouble::io("postgres.log"))?;
    // Its own process group: Ctrl-C in the terminal is for us, and we stop PostgreSQL in order.
    command.stdin(Stdio::null()).stdout(log).stderr(errors).process_group(0);
    end_with_this_thread(&mut command);
    command.spawn().map_err(Trouble::io(format_args!("running {}", binaries.program("postgres").display())))
}

/// Asks the kernel to send SIGINT to the child when the calling thread ends.
fn end_with_this_thread(command: &mut std::process::Command) {
    #[cfg(target_os = "linux")]
    {
        let parent = std::process::id();
        let ask = move || {
            // SAFETY: prctl and getppid are async-signal-safe and touch no memory of ours.
            unsafe {
                if libc::prctl(libc::PR_SET_PDEATHSIG, libc::SIGINT) != 0 {
                    return Err(std::io::Error::last_os_error());
                }
                // Gone between fork and prctl: nobody would ever send the signal.
                if libc::getppid().cast_unsigned() != parent {
                    return Err(std::io::Error::from_raw_os_error(libc::ECHILD));
                }
            }
            Ok(())
        };
        // SAFETY: the closure makes two system calls and allocates nothing; it runs after the change of user, which
        // would clear the signal again.
        unsafe { command.pre_exec(ask) };
    }
    #[cfg(not(target_os = "linux"))]
    let _ = command;
}

/// The PostgreSQL processes that have `pgdata` as their working folder, as every one of a cluster has.
#[cfg(target_os = "linux")]
pub fn processes_of(pgdata: &Path) -> Vec<i32> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir("/proc").into_iter().flatten().flatten() {
        let Some(pid) = entry.file_name().to_str().and_then(|name| name.parse::<i32>().ok()) else {
            continue;
        };
        let here = std::fs::read_link(entry.path().join("cwd")).is_ok_and(|cwd| cwd == pgdata);
        let program = std::fs::read_link(entry.path().join("exe")).ok();
        if here && program.is_some_and(|exe| exe.to_string_lossy().contains("postgres")) {
            found.push(pid);
        }
    }
    found
}

/// The process of postmaster.pid, if it is alive.
#[cfg(not(target_os = "linux"))]
pub fn processes_of(pgdata: &Path) -> Vec<i32> {
    let file = std::fs::read_to_string(pgdata.join("postmaster.pid")).unwrap_or_default();
    let pid = file.lines().next().and_then(|line| line.trim().parse::<i32>().ok());
    // SAFETY: signal 0 only asks whether the process exists.
    pid.filter(|pid| unsafe { libc::kill(*pid, 0) } == 0).into_iter().collect()
}
