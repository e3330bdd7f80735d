//! Settings: every one, its default and its unit. The only file that reads the environment.
//!
//! Precedence: command line, then `DEALSTREAM_*` variables (and `DATABASE_URL`, `REDIS_URL`, which yield to
//! `DEALSTREAM_DATABASE_URL`, `DEALSTREAM_REDIS_URL`), then the TOML file, then the defaults here. `load` reads them,
//! `table` names every setting once: for reading, for `dealstream config`, and for docs/settings.md.

pub mod load;
pub mod table;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

/// The variables of the process, or of a test.
pub type Environment = BTreeMap<String, String>;

/// The process's own variables, those that are text.
pub fn environment() -> Environment {
    std::env::vars_os()
        .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
        .collect()
}

/// The folders in which the system looks for programs.
pub fn search_path() -> Vec<PathBuf> {
    std::env::var_os("PATH").map(|path| std::env::split_paths(&path).collect()).unwrap_or_default()
}

/// Where data goes when nobody says: root has no home that PostgreSQL's user could enter.
pub fn default_data_dir(environment: &Environment) -> PathBuf {
    // SAFETY: geteuid has no preconditions.
    if unsafe { libc::geteuid() } == 0 {
        return PathBuf::from("/var/lib/dealstream");
    }
    let set = |name: &str| environment.get(name).filter(|value| value.starts_with('/')).map(PathBuf::from);
    set("XDG_DATA_HOME")
        .or_else(|| set("HOME").map(|home| home.join(".local/share")))
        .map_or_else(|| PathBuf::from("data"), |base| base.join("dealstream"))
}

/// Everything a running server can be told.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Address and port to listen on. Default 127.0.0.1:8080.
    pub listen: String,
    /// Where the embedded PostgreSQL, its socket and its lock live.
    pub data_dir: PathBuf,
    /// A PostgreSQL to use instead of the embedded one.
    pub database_url: Option<String>,
    /// A Redis to carry live events between servers; none: one server, in-process.
    pub redis_url: Option<String>,
    /// Redis is a cluster: sharded pub/sub, one channel a workspace.
    pub redis_cluster: bool,
    /// Folder with PostgreSQL's binaries, when the search should not choose.
    pub pg_bin: Option<PathBuf>,
    /// Folder for files' bytes; none: `files` in the data folder.
    pub files_dir: Option<PathBuf>,
    /// An S3-compatible store for files' bytes instead of the folder.
    pub files_store: Option<String>,
    /// Origins besides the server's own that browsers may call from. Exact, with scheme and port.
    pub allowed_origins: Vec<String>,
    /// Host names the server answers to; empty: loopback names when listening on loopback, else any.
    pub allowed_hosts: Vec<String>,
    /// The public address starts with https: session cookies are then Secure with the `__Host-` prefix.
    pub https: bool,
    /// Addresses and networks of proxies that are believed when they say whom they speak for.
    pub trusted_proxies: Vec<String>,
    /// The header in which they say it.
    pub forwarded_header: String,
    /// Serve /metrics to other machines too. Default: only to this one.
    pub metrics_public: bool,
    /// Connections to PostgreSQL.
    pub pool_size: usize,
    /// Logs as JSON lines instead of text.
    pub log_json: bool,
    /// Filter of the log, as in RUST_LOG.
    pub log: String,
    /// Where traces go: OTLP over HTTP.
    pub traces: Option<String>,
    /// Where people reach the server, for links in e-mails; none: where it listens.
    pub public_url: Option<String>,
    pub smtp: Smtp,
    pub limits: Limits,
}

/// The mail server that takes e-mails to people.
#[derive(Debug, Clone)]
pub struct Smtp {
    /// None: no e-mails.
    pub host: Option<String>,
    pub port: u32,
    pub user: Option<String>,
    pub password: Option<String>,
    /// Whom e-mails are from.
    pub from: Option<String>,
    /// How the connection is kept private.
    pub tls: String,
}

impl Smtp {
    /// What `tls` can be: upgraded with STARTTLS, private from the beginning, or not at all.
    pub const TLS: [&'static str; 3] = ["starttls", "tls", "none"];
}

impl Default for Smtp {
    fn default() -> Self {
        Self { host: None, port: 587, user: None, password: None, from: None, tls: Self::TLS[0].into() }
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            listen: "127.0.0.1:8080".into(),
            data_dir: PathBuf::from("/var/lib/dealstream"),
            database_url: None,
            redis_url: None,
            redis_cluster: false,
            pg_bin: None,
            files_dir: None,
            files_store: None,
            allowed_origins: Vec::new(),
            allowed_hosts: Vec::new(),
            https: false,
            trusted_proxies: Vec::new(),
            forwarded_header: "x-forwarded-for".into(),
            metrics_public: false,
            pool_size: 16,
            log_json: false,
            log: "info".into(),
            traces: None,
            public_url: None,
            smtp: Smtp::default(),
            limits: Limits::default(),
        }
    }
}

/// What the server refuses to do more of, so that one client cannot take it from the others.
#[derive(Debug, Clone)]
pub struct Limits {
    // ---- the document gate ----
    /// Bytes of GraphQL text.
    pub document_bytes: usize,
    /// Lexical tokens in a document.
    pub tokens: usize,
    /// Nesting of brackets while lexing.
    pub nesting: usize,
    pub operations: usize,
    pub fragments: usize,
    pub variables: usize,
    pub directives: usize,
    pub aliases: usize,
    /// Root fields of a query or subscription.
    pub root_fields: usize,
    /// Root fields of a mutation.
    pub mutation_root_fields: usize,
    /// Fields after fragments are spread out.
    pub expanded_fields: u64,
    /// Levels of selection.
    pub depth: usize,
    /// Levels of selection in an introspection query.
    pub introspection_depth: usize,
    /// Objects an answer may hold, by its page sizes.
    pub nodes: u64,
    /// Cost points of one operation.
    pub cost: u64,
    /// Cost points a user or key holds at most, and how many come back per second (leaky bucket).
    pub cost_bucket: u64,
    pub cost_per_second: u64,
    // ---- HTTP ----
    /// Bytes of a JSON body.
    pub body_bytes: usize,
    /// Bytes of the request line and headers.
    pub header_bytes: usize,
    pub header_timeout: Duration,
    pub body_timeout: Duration,
    /// Open connections, all kinds.
    pub connections: usize,
    pub request_timeout: Duration,
    pub operation_timeout: Duration,
    /// Wait for a database connection.
    pub pool_wait: Duration,
    // ---- sockets ----
    /// Open sockets of one user.
    pub sockets_per_user: usize,
    /// Time for connection_init.
    pub init_timeout: Duration,
    pub message_bytes: usize,
    /// Operations at once on one socket.
    pub operations_per_socket: usize,
    pub messages_per_second: u32,
    pub message_burst: u32,
    pub ping_every: Duration,
    pub pong_within: Duration,
    /// A write that makes no progress for this long closes the socket.
    pub write_stalled: Duration,
    /// Time between looks at an open socket's rights when no change of rights was heard of.
    pub rights_check: Duration,
    // ---- live ----
    /// Events queued for one subscription before it switches to reading the log.
    pub queue_events: usize,
    /// Bytes queued for one subscription.
    pub queue_bytes: usize,
    /// Events per page when reading the log.
    pub log_page: usize,
    /// Events that follow within this time go out together.
    pub gather: Duration,
    /// Age up to which a cursor can be resumed.
    pub retention: Duration,
    /// Time between looks at the log's head while there are subscribers.
    pub position_check: Duration,
    // ---- paging ----
    pub page_default: usize,
    pub page_max: usize,
    pub bulk_max: usize,
    /// How long an Idempotency-Key is remembered.
    pub idempotency: Duration,
    // ---- files in and out ----
    /// Bytes of one uploaded file.
    pub file_bytes: u64,
    /// Bytes of all versions of all files of a workspace.
    pub files_quota: u64,
    /// Time for an upload as a whole.
    pub upload_timeout: Duration,
    /// Bytes of a file to import.
    pub import_bytes: usize,
    /// How long a file to import is kept.
    pub import_kept: Duration,
    /// Rows of an exported file.
    pub export_rows: usize,
    /// Exports of one workspace at once on one server.
    pub exports_at_once: usize,
    // ---- shutdown ----
    pub drain: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        let s = Duration::from_secs;
        Self {
            document_bytes: 64 << 10,
            tokens: 4_000,
            nesting: 64,
            operations: 10,
            fragments: 50,
            variables: 100,
            directives: 50,
            aliases: 30,
            root_fields: 20,
            mutation_root_fields: 10,
            expanded_fields: 5_000,
            depth: 12,
            introspection_depth: 15,
            nodes: 20_000,
            cost: 10_000,
            cost_bucket: 50_000,
            cost_per_second: 2_500,
            body_bytes: 1 << 20,
            header_bytes: 32 << 10,
            header_timeout: s(10),
            body_timeout: s(15),
            connections: 1_024,
            request_timeout: s(30),
            operation_timeout: s(10),
            pool_wait: s(2),
            sockets_per_user: 50,
            init_timeout: s(5),
            message_bytes: 128 << 10,
            operations_per_socket: 100,
            messages_per_second: 50,
            message_burst: 200,
            ping_every: s(20),
            pong_within: s(10),
            write_stalled: s(15),
            rights_check: s(60),
            queue_events: 256,
            queue_bytes: 1 << 20,
            log_page: 100,
            gather: Duration::from_millis(50),
            retention: s(7 * 24 * 3600),
            position_check: s(1),
            page_default: 50,
            page_max: 200,
            bulk_max: 200,
            idempotency: s(72 * 3600),
            file_bytes: 25 << 20,
            files_quota: 10 << 30,
            upload_timeout: s(300),
            import_bytes: 25 << 20,
            import_kept: s(7 * 24 * 3600),
            export_rows: 100_000,
            exports_at_once: 4,
            drain: s(8),
        }
    }
}
