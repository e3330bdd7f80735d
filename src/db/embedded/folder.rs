//! The data folder: whose it is, its lock, the socket's place, and what an earlier process may have left running.
//!
//! Layout: `pgdata` (the database), `run` (the socket), `lock` (process id of the holder), `socket` (where the running
//! server's socket is), `complete` (the database was created), `postgres.log`, `postgres.log.1`.

use super::{Binaries, Trouble, postmaster::processes_of};
use std::fs::{File, OpenOptions, Permissions};
use std::io::Write as _;
use std::os::fd::AsRawFd as _;
use std::os::unix::fs::{DirBuilderExt as _, MetadataExt as _, PermissionsExt as _};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

/// Longest path of a Unix socket, without the closing NUL.
const SOCKET_PATH_MAX: usize = 107;
/// The socket's file name, as PostgreSQL makes it from the port.
const SOCKET_NAME: &str = ".s.PGSQL.5432";
/// A log longer than this is put aside at the next start.
const LOG_MAX: u64 = 4 << 20;

/// The user PostgreSQL runs as when we are root.
#[derive(Debug, Clone)]
struct Owner {
    name: String,
    uid: u32,
    gid: u32,
}

/// An opened data folder.
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
    lock: File,
    owner: Option<Owner>,
}

impl Folder {
    /// Makes the folder when it is not there, and opens its lock without taking it.
    pub fn open(path: &Path) -> Result<Self, Trouble> {
        // SAFETY: geteuid has no preconditions.
        let owner = (unsafe { libc::geteuid() } == 0).then(server_user).transpose()?;
        // PostgreSQL's user must be able to pass through, not to look.
        let mode = if owner.is_some() { 0o711 } else { 0o700 };
        let made = std::fs::DirBuilder::new().recursive(true).mode(mode).create(path);
        made.map_err(Trouble::io(format_args!("creating the data folder {}", path.display())))?;
        let path = path.canonicalize().map_err(Trouble::io(path.display()))?;
        let file = path.join("lock");
        let lock = OpenOptions::new().create(true).truncate(false).read(true).write(true).open(&file);
        Ok(Self { lock: lock.map_err(Trouble::io(file.display()))?, path, owner })
    }

    /// Takes the lock, for as long as this value lives. False when another process has it.
    pub fn lock(&self) -> Result<bool, Trouble> {
        // SAFETY: the descriptor is open as long as `self.lock`.
        if unsafe { libc::flock(self.lock.as_raw_fd(), libc::LOCK_EX | libc::LOCK_NB) } != 0 {
            let cause = std::io::Error::last_os_error();
            if cause.raw_os_error() == Some(libc::EWOULDBLOCK) {
                return Ok(false);
            }
            return Err(Trouble::Io { what: format!("locking {}", self.path.display()), cause });
        }
        let pid = format!("{}\n", std::process::id());
        let written = self.lock.set_len(0).and_then(|()| (&self.lock).write_all(pid.as_bytes()));
        written.map_err(Trouble::io("writing the lock"))?;
        Ok(true)
    }

    /// The refusal for a folder that another process holds.
    pub fn in_use(&self) -> Trouble {
        let pid = std::fs::read_to_string(self.path.join("lock")).unwrap_or_default();
        Trouble::InUse { data: self.path.display().to_string(), pid: pid.trim().to_owned() }
    }

    pub fn pgdata(&self) -> PathBuf {
        self.path.join("pgdata")
    }

    /// Makes sure PostgreSQL's user can reach its data and its programs.
    pub fn admit(&self, binaries: &Binaries) -> Result<(), Trouble> {
        let Some(owner) = &self.owner else { return Ok(()) };
        for place in [self.path.as_path(), binaries.bin.as_path()] {
            if let Some(blocked) = place.ancestors().find(|folder| !owner.can_enter(folder)) {
                let blocked = blocked.display().to_string();
                return Err(Trouble::Unreachable { user: owner.name.clone(), blocked });
            }
        }
        Ok(())
    }

    /// A command that runs as PostgreSQL's user, with nothing of our environment.
    pub fn command(&self, program: &Path) -> Command {
        let mut command = Command::new(program);
        command.env_clear().env("LC_ALL", "C.UTF-8").env("TZ", "UTC").current_dir("/");
        if let Some(owner) = &self.owner {
            command.uid(owner.uid).gid(owner.gid);
        }
        command
    }

    /// A new, empty folder in the data folder that only PostgreSQL's user can enter.
    pub fn make_private(&self, name: &str) -> Result<PathBuf, Trouble> {
        let path = self.path.join(name);
        if path.exists() {
            std::fs::remove_dir_all(&path).map_err(Trouble::io(path.display()))?;
        }
        std::fs::DirBuilder::new().mode(0o700).create(&path).map_err(Trouble::io(path.display()))?;
        self.hand_over(&path)?;
        Ok(path)
    }

    fn hand_over(&self, path: &Path) -> Result<(), Trouble> {
        let Some(owner) = &self.owner else { return Ok(()) };
        std::os::unix::fs::chown(path, Some(owner.uid), Some(owner.gid)).map_err(Trouble::io(path.display()))
    }

    /// A fresh folder for the socket: `run`, or a short one in /tmp when the path would be too long for a socket.
    pub fn socket_dir(&self) -> Result<PathBuf, Trouble> {
        self.retire();
        let run = self.path.join("run");
        if run.join(SOCKET_NAME).as_os_str().len() <= SOCKET_PATH_MAX {
            return self.make_private("run");
        }
        let short = temporary_folder().map_err(Trouble::io("creating a folder for the socket in /tmp"))?;
        self.hand_over(&short)?;
        // Remembered before it is used, so that whoever starts after a crash can remove it.
        self.announce(&short)?;
        Ok(short)
    }

    /// Tells other processes where the running server's socket is.
    pub fn announce(&self, socket: &Path) -> Result<(), Trouble> {
        let file = self.path.join("socket");
        std::fs::write(&file, socket.as_os_str().as_encoded_bytes()).map_err(Trouble::io(file.display()))
    }

    /// Where the socket of the server that holds the lock is, once it answers.
    pub fn socket_of_running(&self) -> Option<PathBuf> {
        let dir = PathBuf::from(std::fs::read_to_string(self.path.join("socket")).ok()?);
        std::os::unix::net::UnixStream::connect(dir.join(SOCKET_NAME)).ok().map(|_| dir)
    }

    /// Takes the announcement back, and removes the socket's folder if it was a temporary one.
    pub fn retire(&self) {
        let file = self.path.join("socket");
        let Ok(dir) = std::fs::read_to_string(&file) else { return };
        let removed = std::fs::remove_file(&file);
        if removed.is_ok() && dir.starts_with(TEMPORARY) {
            // It may be gone with a restart of the machine.
            let _ = std::fs::remove_dir_all(dir);
        }
    }

    /// Whether the database in `pgdata` was created to the end.
    pub fn is_complete(&self) -> bool {
        self.path.join("complete").exists()
    }

    pub fn mark_complete(&self) -> Result<(), Trouble> {
        let file = self.path.join("complete");
        std::fs::write(&file, "").map_err(Trouble::io(file.display()))
    }

    /// Removes a database that cannot be used.
    pub fn discard(&self) {
        if let Err(error) = std::fs::remove_dir_all(self.pgdata()) {
            tracing::warn!(%error, "could not remove the unusable database");
        }
    }

    /// PostgreSQL's log, to append to; a long one is put aside first.
    pub fn log(&self) -> Result<File, Trouble> {
        let path = self.path.join("postgres.log");
        if path.metadata().is_ok_and(|log| log.len() > LOG_MAX) {
            let aside = self.path.join("postgres.log.1");
            std::fs::rename(&path, aside).map_err(Trouble::io(path.display()))?;
        }
        let log =
            OpenOptions::new().create(true).append(true).open(&path).map_err(Trouble::io(path.display()))?;
        log.set_permissions(Permissions::from_mode(0o600)).map_err(Trouble::io(path.display()))?;
        Ok(log)
    }

    /// The last lines of PostgreSQL's log.
    pub fn log_tail(&self) -> String {
        let log = std::fs::read(self.path.join("postgres.log")).unwrap_or_default();
        let log = String::from_utf8_lossy(&log);
        let lines: Vec<&str> = log.lines().rev().take(5).collect();
        lines.into_iter().rev().collect::<Vec<_>>().join("\n")
    }

    /// Writes a new database's files to the disk in the background: `initdb --no-sync` left that to us.
    pub fn flush_soon(&self) {
        #[cfg(target_os = "linux")]
        if let Ok(folder) = File::open(&self.path) {
            std::thread::spawn(move || {
                // SAFETY: the descriptor is open as long as `folder`.
                unsafe { libc::syncfs(folder.as_raw_fd()) }
            });
        }
    }

    /// Ends a PostgreSQL that outlived its Dealstream (still shutting down, or on a system without parent-death
    /// signals), and clears its process-id file once nothing runs on the data any more.
    pub fn stop_leftovers(&self, within: Duration) -> Result<(), Trouble> {
        let pgdata = self.pgdata();
        let begun = Instant::now();
        let mut signal = libc::SIGINT;
        loop {
            let running = processes_of(&pgdata);
            if running.is_empty() {
                break;
            }
            if begun.elapsed() > within * 2 {
                let output = format!("processes {running:?} still use {}; end them first", pgdata.display());
                return Err(Trouble::Failed { step: "stopping an earlier PostgreSQL", output });
            }
            if signal != 0 {
                tracing::info!(?running, "an earlier PostgreSQL still runs on this data; stopping it");
            }
            for pid in running {
                // SAFETY: plain system call; the process is a PostgreSQL on our own data.
                unsafe { libc::kill(pid, signal) };
            }
            signal = if begun.elapsed() > within { libc::SIGKILL } else { 0 };
            std::thread::sleep(Duration::from_millis(20));
        }
        match std::fs::remove_file(pgdata.join("postmaster.pid")) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                Err(Trouble::Io { what: "removing a stale postmaster.pid".to_owned(), cause: error })
            }
            _ => Ok(()),
        }
    }
}

impl Owner {
    /// Whether the permissions let this user pass through `folder`.
    fn can_enter(&self, folder: &Path) -> bool {
        let Ok(meta) = folder.metadata() else { return folder.as_os_str().is_empty() };
        let shift = match (meta.uid() == self.uid, meta.gid() == self.gid) {
            (true, _) => 6,
            (_, true) => 3,
            _ => 0,
        };
        meta.mode() >> shift & 1 == 1
    }
}

/// `postgres`, else `nobody`, from the system's list of users.
fn server_user() -> Result<Owner, Trouble> {
    let users = std::fs::read_to_string("/etc/passwd").map_err(Trouble::io("/etc/passwd"))?;
    let find = |wanted: &str| {
        users.lines().find_map(|line| {
            let mut fields = line.split(':');
            let name = fields.next().filter(|name| *name == wanted)?.to_owned();
            let uid = fields.nth(1)?.parse().ok()?;
            Some(Owner { name, uid, gid: fields.next()?.parse().ok()? })
        })
    };
    find("postgres").or_else(|| find("nobody")).ok_or_else(|| Trouble::Failed {
        step: "choosing a user for PostgreSQL",
        output: "there is neither a user postgres nor nobody; run Dealstream as an ordinary user".to_owned(),
    })
}

/// How the names of temporary socket folders begin.
const TEMPORARY: &str = "/tmp/dealstream-";

fn temporary_folder() -> std::io::Result<PathBuf> {
    let mut template = format!("{TEMPORARY}XXXXXX\0").into_bytes();
    // SAFETY: the template is writable, ends with NUL, and has the six X that mkdtemp replaces.
    let made = unsafe { libc::mkdtemp(template.as_mut_ptr().cast()) };
    if made.is_null() {
        return Err(std::io::Error::last_os_error());
    }
    template.pop();
    Ok(PathBuf::from(String::from_utf8_lossy(&template).into_owned()))
}
