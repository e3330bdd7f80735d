//! Settings of where things are kept: the database, the broker, files.

use super::{Row, Slot};
use std::path::PathBuf;

/// Each with its name, its slot and what it is, in the order in which they are shown.
pub fn rows<'a>(
    data_dir: &'a mut PathBuf,
    [database, redis, store]: [&'a mut Option<String>; 3],
    redis_cluster: &'a mut bool,
    [pg_bin, files_dir]: [&'a mut Option<PathBuf>; 2],
) -> Vec<Row<'a>> {
    vec![
        (
            "data_dir",
            Slot::Path(data_dir),
            "Where the embedded PostgreSQL, its socket and its lock live. Default: /var/lib/dealstream for root, else $XDG_DATA_HOME/dealstream or ~/.local/share/dealstream.",
        ),
        (
            "database_url",
            Slot::Address(database),
            "A PostgreSQL (15 or newer, with ICU) to use instead of the embedded one: postgresql://user:password@host/database, with ?sslmode=require for TLS. Also DATABASE_URL.",
        ),
        (
            "redis_url",
            Slot::Address(redis),
            "A Redis that carries live events between servers: redis://host:6379. Without: one server, in-process. Also REDIS_URL.",
        ),
        (
            "redis_cluster",
            Slot::Flag(redis_cluster),
            "The Redis is a cluster: sharded pub/sub, one channel a workspace.",
        ),
        (
            "pg_bin",
            Slot::MaybePath(pg_bin),
            "Folder with PostgreSQL's programs, when the search should not choose.",
        ),
        (
            "files_dir",
            Slot::MaybePath(files_dir),
            "Folder for the content of files; several servers need one that they share. Default: files in data_dir.",
        ),
        (
            "files_store",
            Slot::Address(store),
            "An S3-compatible store for the content of files instead of the folder: s3://id:key@bucket/prefix?endpoint=https://host&region=name; signs in id and key percent-encoded.",
        ),
    ]
}
