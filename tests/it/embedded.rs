//! The private PostgreSQL, through the real program.

use crate::harness::{Server, block_on, eventually, keeper, server};
use dealstream::db::pool;
use diesel_async::{RunQueryDsl as _, SimpleAsyncConnection as _};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// An empty data folder of that name.
fn folder(name: &str) -> PathBuf {
    let folder = keeper::scratch().join(name);
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::set_permissions(&folder, std::fs::Permissions::from_mode(0o711)).unwrap();
    folder
}

fn on(data: &Path) -> Vec<&str> {
    vec!["--data-dir", data.to_str().unwrap()]
}

/// The PostgreSQL processes on a data folder.
fn processes(data: &Path) -> Vec<String> {
    let pgdata = data.join("pgdata");
    let mut found = Vec::new();
    for entry in std::fs::read_dir("/proc").unwrap().flatten() {
        if std::fs::read_link(entry.path().join("cwd")).is_ok_and(|cwd| cwd == pgdata) {
            found.push(
                std::fs::read_to_string(entry.path().join("comm")).unwrap_or_default().trim().to_owned(),
            );
        }
    }
    found
}

/// The address of a folder's running PostgreSQL.
fn address(data: &Path) -> String {
    let socket = std::fs::read_to_string(data.join("socket")).unwrap();
    format!("postgresql://dealstream@{}/dealstream", socket.replace('/', "%2F"))
}

fn execute(data: &Path, statement: &str) -> usize {
    block_on(async {
        let mut connection = pool::open(&address(data)).await.unwrap();
        diesel::sql_query(statement).execute(&mut connection).await.unwrap()
    })
}

#[test]
fn it_starts_keeps_its_data_over_a_restart_and_leaves_nothing_running() {
    let data = folder("restart");
    let server = Server::start(&on(&data));
    execute(&data, "CREATE TABLE kept AS SELECT 1 AS id");
    assert_eq!(server.terminate().code(), Some(0));
    assert_eq!(processes(&data), Vec::<String>::new());
    let server = Server::start(&on(&data));
    assert_eq!(execute(&data, "SELECT FROM kept"), 1);
    assert_eq!(server.terminate().code(), Some(0));
    assert!(!data.join("socket").exists(), "nobody would answer there");
}

#[test]
fn a_second_server_on_the_same_data_is_refused_and_told_why() {
    let data = folder("second");
    let first = Server::start(&on(&data));
    let mut args = vec!["serve", "--listen", "127.0.0.1:0"];
    args.extend(on(&data));
    let second = server::run(&args);
    assert_eq!(second.status.code(), Some(3));
    let told = String::from_utf8(second.stderr).unwrap();
    assert!(told.contains(&format!("process {}", first.pid())) && told.contains("--data-dir"), "{told}");
    assert_eq!(first.get("/readyz").map(|(status, _)| status), Some(200));
}

#[test]
fn a_command_joins_the_database_of_the_running_server() {
    let data = folder("join");
    let server = Server::start(&on(&data));
    let mut args = vec!["migrate"];
    args.extend(on(&data));
    let joined = server::run(&args);
    assert_eq!(String::from_utf8(joined.stdout).unwrap(), "nothing to do\n");
    assert_eq!(server.get("/readyz").map(|(status, _)| status), Some(200), "its database was not stopped");
}

#[test]
fn a_killed_server_takes_its_postgresql_with_it_and_loses_nothing() {
    let data = folder("killed");
    let server = Server::start(&on(&data));
    execute(&data, "CREATE TABLE kept AS SELECT 1 AS id");
    assert!(processes(&data).len() > 1);
    server.kill();
    eventually("PostgreSQL ends", Duration::from_secs(10), || processes(&data).is_empty().then_some(()));
    let server = Server::start(&on(&data));
    assert_eq!(execute(&data, "SELECT FROM kept"), 1);
    // And at once, while the old one is still ending.
    server.kill();
    let server = Server::start(&on(&data));
    assert_eq!(execute(&data, "SELECT FROM kept"), 1);
    drop(server);
}

#[test]
fn a_postgresql_that_dies_is_started_again() {
    let data = folder("dies");
    let server = Server::start(&on(&data));
    execute(&data, "CREATE TABLE kept AS SELECT 1 AS id");
    let file = std::fs::read_to_string(data.join("pgdata/postmaster.pid")).unwrap();
    let pid: i32 = file.lines().next().unwrap().parse().unwrap();
    // SAFETY: plain system call on the PostgreSQL of this test.
    unsafe { libc::kill(pid, libc::SIGKILL) };
    eventually("the server answers again", Duration::from_secs(15), || {
        let changed =
            std::fs::read_to_string(data.join("pgdata/postmaster.pid")).is_ok_and(|now| now != file);
        (changed && server.get("/readyz")?.0 == 200).then_some(())
    });
    assert_eq!(execute(&data, "SELECT FROM kept"), 1);
    assert_eq!(server.terminate().code(), Some(0));
    assert_eq!(processes(&data), Vec::<String>::new());
}

#[test]
fn a_signal_while_starting_ends_it_too() {
    let data = folder("early");
    let mut server = Server::launch(&on(&data));
    eventually("PostgreSQL is on its way", Duration::from_secs(10), || {
        data.join("lock").exists().then_some(())
    });
    server.signal(libc::SIGTERM);
    server.ended();
    eventually("PostgreSQL ends", Duration::from_secs(10), || processes(&data).is_empty().then_some(()));
    drop(Server::start(&on(&data)));
}

#[test]
fn a_folder_too_deep_for_a_socket_gets_a_short_one_elsewhere() {
    let data = folder(&format!("deep-{}", "d".repeat(90)));
    let server = Server::start(&on(&data));
    let socket = std::fs::read_to_string(data.join("socket")).unwrap();
    assert!(socket.starts_with("/tmp/dealstream-") && Path::new(&socket).exists(), "{socket}");
    execute(&data, "SELECT 1");
    server.kill();
    eventually("PostgreSQL ends", Duration::from_secs(10), || processes(&data).is_empty().then_some(()));
    let server = Server::start(&on(&data));
    assert!(!Path::new(&socket).exists(), "the killed one's folder is gone");
    let socket = std::fs::read_to_string(data.join("socket")).unwrap();
    assert_eq!(server.terminate().code(), Some(0));
    assert!(!Path::new(&socket).exists());
}

#[test]
fn a_stale_process_file_is_no_hindrance() {
    let data = folder("stale");
    Server::start(&on(&data)).terminate();
    // A process that lives and is no PostgreSQL: this one.
    let stale = format!("{}\n{}/pgdata\n0\n5432\n\n\n\nready\n", std::process::id(), data.display());
    std::fs::write(data.join("pgdata/postmaster.pid"), stale).unwrap();
    assert_eq!(Server::start(&on(&data)).terminate().code(), Some(0));
}

#[test]
fn a_folder_that_postgresql_s_user_cannot_enter_is_named() {
    // SAFETY: geteuid has no preconditions.
    if unsafe { libc::geteuid() } != 0 {
        return; // PostgreSQL runs as ourselves.
    }
    let closed = folder("closed");
    std::fs::set_permissions(&closed, std::fs::Permissions::from_mode(0o700)).unwrap();
    let output = server::run(&["migrate", "--data-dir", closed.join("data").to_str().unwrap()]);
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(told.contains(&format!("cannot enter {}", closed.display())), "{told}");
}

#[test]
fn without_postgresql_s_programs_the_ways_out_are_named() {
    let data = folder("missing");
    let mut args = vec!["serve", "--pg-bin", "/nowhere/bin"];
    args.extend(on(&data));
    let output = server::run(&args);
    assert_eq!(output.status.code(), Some(1));
    let told = String::from_utf8(output.stderr).unwrap();
    for way in ["/nowhere/bin has no postgres", "apt install postgresql", "--pg-bin", "DATABASE_URL"] {
        assert!(told.contains(way), "{way}: {told}");
    }
}

/// A folder of programs that claim to be of some version.
fn pretend(name: &str, version: &str) -> PathBuf {
    let bin = folder(name);
    for program in ["postgres", "initdb"] {
        let script = format!("#!/bin/sh\necho 'postgres (PostgreSQL) {version}'\n");
        std::fs::write(bin.join(program), script).unwrap();
        std::fs::set_permissions(bin.join(program), std::fs::Permissions::from_mode(0o755)).unwrap();
    }
    bin
}

#[test]
fn an_old_postgresql_and_data_of_another_version_are_refused_with_what_to_do() {
    let data = folder("version");
    std::fs::create_dir_all(data.join("pgdata")).unwrap();
    std::fs::write(data.join("pgdata/PG_VERSION"), "16\n").unwrap();
    let refusal = |bin: &Path| {
        let mut args = vec!["migrate", "--pg-bin", bin.to_str().unwrap()];
        args.extend(on(&data));
        String::from_utf8(server::run(&args).stderr).unwrap()
    };
    let old = refusal(&pretend("bin-14", "14.2"));
    assert!(old.contains("14.2") && old.contains("15 or newer"), "{old}");
    let other = refusal(&pretend("bin-17", "17.4"));
    assert!(other.contains("made by PostgreSQL 16") && other.contains("version 17"), "{other}");
    assert!(other.contains("pg_dumpall"), "{other}");
}

#[test]
fn any_number_of_servers_may_migrate_one_database_at_once() {
    let url = keeper::postgres().url("migrated_at_once");
    let create = async {
        let mut admin = pool::open(&keeper::postgres().url("postgres")).await.unwrap();
        admin.batch_execute("CREATE DATABASE migrated_at_once").await.unwrap();
    };
    block_on(create);
    let migrate = || server::program().arg("migrate").env("DATABASE_URL", &url).output().unwrap();
    let outputs: Vec<_> = std::thread::scope(|scope| {
        let runs: Vec<_> = (0..4).map(|_| scope.spawn(migrate)).collect();
        runs.into_iter().map(|run| run.join().unwrap()).collect()
    });
    let told: Vec<_> =
        outputs.iter().map(|output| String::from_utf8_lossy(&output.stdout).into_owned()).collect();
    assert!(outputs.iter().all(|output| output.status.success()), "{outputs:?}");
    assert_eq!(told.iter().filter(|text| text.contains("nothing to do")).count(), 3, "{told:?}");
}

#[test]
fn a_database_that_refuses_us_is_reported_at_once() {
    let url = keeper::postgres().url("no_such_database");
    let begun = std::time::Instant::now();
    let output = server::program().arg("serve").env("DATABASE_URL", url).output().unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(told.contains("no_such_database") && begun.elapsed() < Duration::from_secs(10), "{told}");
}
