//! The private PostgreSQL of a server that was given no `DATABASE_URL`.
//!
//! What always holds:
//! - One server per data folder, by a lock the kernel releases when the process ends, however it ends. Commands that only
//!   need the database join the running one on purpose ([`Embedded::start_or_join`]).
//! - PostgreSQL ends with the process that started it, also by kill -9: the kernel sends it SIGINT (a fast, clean
//!   shutdown) when the *thread* that spawned it is gone. Therefore everything here is blocking and is called from the
//!   main thread, before and beside the asynchronous runtime, never from one of its workers.
//! - Nothing listens on the network: a Unix socket in a folder that only the owner (and root) can enter, which is what
//!   makes the missing password safe.
//! - Started by root it runs as `postgres`, else `nobody`, because PostgreSQL refuses to be root.

mod binaries;
mod cluster;
mod folder;
mod postmaster;

pub use binaries::Binaries;

use crate::app::config::Settings;
use folder::Folder;
use postmaster::Postmaster;
use std::path::PathBuf;
use std::time::Duration;

/// The database and the superuser of the embedded PostgreSQL.
const NAME: &str = "dealstream";

/// How long PostgreSQL may take to end before it is made to.
const STOP_WITHIN: Duration = Duration::from_secs(10);

/// Why the embedded PostgreSQL is not there, for the person at the terminal.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    #[error(
        "no PostgreSQL found ({looked}). Three ways out:\n  \
         - install it: Debian and Ubuntu `apt install postgresql`, Fedora `dnf install postgresql-server`, macOS `brew install postgresql@17`\n  \
         - say where its programs are: `--pg-bin /path/to/bin`, or put them into {ours}\n  \
         - use a server of your own: `--database-url postgresql://user:password@host/database` or DATABASE_URL"
    )]
    NotFound { looked: String, ours: String },
    #[error(
        "the PostgreSQL in {bin} is version {found}; Dealstream needs 15 or newer. Install a newer one, or choose one with --pg-bin"
    )]
    TooOld { bin: String, found: String },
    #[error(
        "the PostgreSQL in {bin} was built without ICU, which Dealstream needs to sort names correctly. \
         Use your distribution's package, choose another one with --pg-bin, or set DATABASE_URL"
    )]
    NoIcu { bin: String },
    #[error(
        "the database in {data} was made by PostgreSQL {of}, but {bin} holds version {found}. \
         Choose the old version with --pg-bin, or move the data: `pg_dumpall` with version {of}, a new data folder, and `psql` with {found}"
    )]
    OtherVersion { data: String, of: String, bin: String, found: String },
    #[error(
        "another Dealstream (process {pid}) already serves the data folder {data}. Stop it first (kill {pid}), \
         or give this one a folder of its own with --data-dir. Several servers on one database need DATABASE_URL"
    )]
    InUse { data: String, pid: String },
    #[error(
        "PostgreSQL runs as the user {user} here, who cannot enter {blocked}. Choose another folder with --data-dir"
    )]
    Unreachable { user: String, blocked: String },
    #[error("{what}: {cause}")]
    Io { what: String, cause: std::io::Error },
    #[error("{step} failed: {output}")]
    Failed { step: &'static str, output: String },
}

impl Trouble {
    fn io(what: impl std::fmt::Display) -> impl FnOnce(std::io::Error) -> Self {
        move |cause| Self::Io { what: what.to_string(), cause }
    }
}

/// What to start, and where.
#[derive(Debug, Clone)]
pub struct Launch {
    pub data_dir: PathBuf,
    /// Folder with PostgreSQL's programs, when the search should not choose.
    pub pg_bin: Option<PathBuf>,
    /// Connections PostgreSQL accepts.
    pub connections: usize,
    /// What a commit means.
    pub durability: Durability,
}

/// What a commit means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Durability {
    /// On the disk before it is answered.
    Full,
    /// For tests: may be lost with the machine, never with the process.
    Relaxed,
}

impl From<&Settings> for Launch {
    fn from(settings: &Settings) -> Self {
        Self {
            data_dir: settings.data_dir.clone(),
            pg_bin: settings.pg_bin.clone(),
            connections: settings.pool_size.saturating_add(10).max(60),
            durability: Durability::Full,
        }
    }
}

/// A PostgreSQL that accepts connections: ours to stop, or another process's that was joined.
#[derive(Debug)]
pub struct Embedded {
    url: String,
    /// None when joined: whoever started it stops it.
    own: Option<Own>,
}

#[derive(Debug)]
struct Own {
    postmaster: Postmaster,
    /// Held as long as the server runs.
    folder: Folder,
}

impl Embedded {
    /// Starts PostgreSQL on the data folder, making the folder and the database when they are not there. Call it from
    /// a thread that lives as long as the server should.
    ///
    /// # Errors
    /// Any [`Trouble`]; [`Trouble::InUse`] when another process serves this folder.
    pub fn start(launch: &Launch) -> Result<Self, Trouble> {
        let folder = Folder::open(&launch.data_dir)?;
        if !folder.lock()? {
            return Err(folder.in_use());
        }
        Self::start_locked(launch, folder)
    }

    /// Joins the PostgreSQL of a server that runs on this data folder, or starts one.
    ///
    /// # Errors
    /// Any [`Trouble`] but [`Trouble::InUse`], unless the other process does not get its PostgreSQL to start.
    pub fn start_or_join(launch: &Launch) -> Result<Self, Trouble> {
        let folder = Folder::open(&launch.data_dir)?;
        for _ in 0..200 {
            if folder.lock()? {
                return Self::start_locked(launch, folder);
            }
            if let Some(socket) = folder.socket_of_running() {
                tracing::info!(socket = %socket.display(), "joining the running server's PostgreSQL");
                return Ok(Self { url: cluster::url(&socket, NAME), own: None });
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        Err(folder.in_use())
    }

    fn start_locked(launch: &Launch, folder: Folder) -> Result<Self, Trouble> {
        let binaries = Binaries::find(launch.pg_bin.as_deref(), &launch.data_dir)?;
        folder.admit(&binaries)?;
        let fresh = cluster::initialise(&binaries, &folder)?;
        folder.stop_leftovers(STOP_WITHIN)?;
        let socket = folder.socket_dir()?;
        let postmaster = Postmaster::spawn(launch, binaries, &folder, socket)?;
        let socket = postmaster.socket().to_owned();
        let bin = postmaster.bin().to_owned();
        let embedded = Self { url: cluster::url(&socket, NAME), own: Some(Own { postmaster, folder }) };
        let Some(Own { folder, .. }) = &embedded.own else { return Ok(embedded) };
        if fresh || !folder.is_complete() {
            if let Err(trouble) = cluster::create_database(&socket, NAME, &bin) {
                return Err(embedded.give_up(trouble));
            }
            folder.mark_complete()?;
        }
        folder.announce(&socket)?;
        Ok(embedded)
    }

    /// Stops, and where this PostgreSQL can never do, leaves no database that would bind the next start to its version.
    fn give_up(mut self, trouble: Trouble) -> Trouble {
        if let (Trouble::NoIcu { .. }, Some(own)) = (&trouble, &mut self.own) {
            own.postmaster.stop(STOP_WITHIN);
            own.folder.discard();
        }
        trouble
    }

    /// Where to connect.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Process id of the PostgreSQL started here; none when joined.
    pub fn pid(&self) -> Option<u32> {
        self.own.as_ref().map(|own| own.postmaster.pid())
    }

    /// Starts PostgreSQL again if it has died. Call it from the thread that started it, every now and then.
    ///
    /// # Errors
    /// Any [`Trouble`]: it does not start again.
    pub fn keep_alive(&mut self) -> Result<(), Trouble> {
        let Some(own) = &mut self.own else { return Ok(()) };
        if !own.postmaster.has_ended() {
            return Ok(());
        }
        tracing::error!("PostgreSQL has ended by itself; starting it again");
        own.folder.stop_leftovers(STOP_WITHIN)?;
        own.postmaster.respawn(&own.folder)
    }

    /// Stops PostgreSQL: open transactions are rolled back, what was committed is kept. Does nothing when joined.
    pub fn stop(mut self) {
        self.end();
    }

    fn end(&mut self) {
        if let Some(mut own) = self.own.take() {
            own.postmaster.stop(STOP_WITHIN);
            own.folder.retire();
        }
    }
}

impl Drop for Embedded {
    fn drop(&mut self) {
        self.end();
    }
}
