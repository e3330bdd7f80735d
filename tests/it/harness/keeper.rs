//! The thread that starts every process of the tests. It lives as long as the test process, so a child that asks to end
//! with the thread that started it ends with the tests, not with the one test that happened to want it first.

use dealstream::db::embedded::{Durability, Embedded, Launch};
use dealstream::db::{migrate, pool};
use std::os::unix::fs::PermissionsExt as _;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Mutex, OnceLock};

type Job = Box<dyn FnOnce() + Send>;

fn keeper() -> &'static Mutex<Sender<Job>> {
    static KEEPER: OnceLock<Mutex<Sender<Job>>> = OnceLock::new();
    KEEPER.get_or_init(|| {
        let (sender, jobs): (Sender<Job>, Receiver<Job>) = channel();
        std::thread::Builder::new()
            .name("keeper".into())
            .spawn(move || jobs.iter().for_each(|job| job()))
            .unwrap();
        Mutex::new(sender)
    })
}

/// Runs `job` on the keeper's thread and waits for what it gives.
pub fn run<T: Send + 'static>(job: impl FnOnce() -> T + Send + 'static) -> T {
    let (sender, answer) = channel();
    later(move || drop(sender.send(job())));
    answer.recv().expect("the job on the keeper's thread panicked")
}

/// Runs `job` on the keeper's thread some time.
pub fn later(job: impl FnOnce() + Send + 'static) {
    keeper().lock().unwrap().send(Box::new(job)).unwrap();
}

/// Starts a process that the kernel kills when the tests end.
pub fn spawn(mut command: Command) -> Child {
    run(move || {
        #[cfg(target_os = "linux")]
        // SAFETY: one system call, async-signal-safe.
        unsafe {
            command.pre_exec(|| {
                libc::prctl(libc::PR_SET_PDEATHSIG, libc::SIGKILL);
                Ok(())
            });
        }
        let name = command.get_program().to_owned();
        command.spawn().unwrap_or_else(|error| panic!("{}: {error}", name.display()))
    })
}

/// A folder of this test process, removed at its end.
pub fn scratch() -> &'static Path {
    static SCRATCH: OnceLock<PathBuf> = OnceLock::new();
    SCRATCH.get_or_init(|| {
        sweep();
        let folder = PathBuf::from(format!("/tmp/dealstream-it-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        // PostgreSQL's user passes through when the tests run as root.
        std::fs::set_permissions(&folder, std::fs::Permissions::from_mode(0o711)).unwrap();
        // SAFETY: the function has the required signature and does not unwind.
        unsafe { libc::atexit(clean_up) };
        folder
    })
}

/// Removes what test processes that were killed have left.
fn sweep() {
    for entry in std::fs::read_dir("/tmp").into_iter().flatten().flatten() {
        let name = entry.file_name();
        let pid = name.to_str().and_then(|name| name.strip_prefix("dealstream-it-"));
        if pid.is_some_and(|pid| !Path::new("/proc").join(pid).exists()) {
            let _ = std::fs::remove_dir_all(entry.path());
        }
    }
}

static POSTGRES: OnceLock<Shared> = OnceLock::new();

/// The PostgreSQL that all tests of this process share.
pub struct Shared {
    /// Where the database of that name is.
    url: String,
    pid: Option<u32>,
}

/// The database every test's is copied from.
pub const TEMPLATE: &str = "template_dealstream";

impl Shared {
    pub fn url(&self, database: &str) -> String {
        let (server, _) = self.url.rsplit_once('/').unwrap();
        format!("{server}/{database}")
    }
}

/// Starts it at the first call, with the migrated template database.
pub fn postgres() -> &'static Shared {
    POSTGRES.get_or_init(|| {
        run(|| {
            let launch = Launch {
                data_dir: scratch().join("pg"),
                pg_bin: None,
                connections: 300,
                durability: Durability::Relaxed,
            };
            let embedded = Embedded::start(&launch).unwrap();
            let shared = Shared { url: embedded.url().to_owned(), pid: embedded.pid() };
            // It ends with this thread, which is to say with the tests.
            std::mem::forget(embedded);
            super::block_on(async {
                use diesel_async::SimpleAsyncConnection as _;
                let mut admin = pool::open(&shared.url("postgres")).await.unwrap();
                admin.batch_execute(&format!("CREATE DATABASE {TEMPLATE}")).await.unwrap();
                migrate::run(&shared.url(TEMPLATE)).await.unwrap();
            });
            shared
        })
    })
}

/// At a regular end: stops PostgreSQL without ceremony and removes the scratch folder.
extern "C" fn clean_up() {
    if let Some(pid) = POSTGRES.get().and_then(|shared| shared.pid).and_then(|pid| i32::try_from(pid).ok()) {
        // SAFETY: plain system calls on a child of ours that nobody else waits for.
        unsafe {
            libc::kill(pid, libc::SIGQUIT);
            libc::waitpid(pid, std::ptr::null_mut(), 0);
        }
    }
    let _ = std::fs::remove_dir_all(scratch());
}
