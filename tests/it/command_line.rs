//! What the program says about itself and how it ends.

use crate::harness::{Server, eventually, keeper, server};
use std::io::Write as _;
use std::time::Duration;

fn help(args: &[&str]) -> String {
    let output = server::run(args);
    assert!(output.status.success());
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn help_reads_well() {
    insta::assert_snapshot!("help", help(&["--help"]));
    insta::assert_snapshot!("help_key_create", help(&["help", "key", "create"]));
}

#[test]
fn a_wrong_command_line_or_setting_ends_with_2() {
    for args in [
        &["serv"][..],
        &["migrate", "--set", "limits.page_max"],
        &["--config", "/nowhere.toml"],
        &["--log", "=="],
    ] {
        let output = server::run(args);
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{args:?}: {told}");
    }
}

#[test]
fn the_settings_in_effect_are_printed_without_passwords() {
    let output = server::program()
        .args(["config", "--listen", "0.0.0.0:80"])
        .env("DATABASE_URL", "postgresql://crm:secret@db/crm")
        .output()
        .unwrap();
    let printed = String::from_utf8(output.stdout).unwrap();
    assert!(printed.contains("listen = \"0.0.0.0:80\"\n"), "{printed}");
    assert!(printed.contains("database_url = \"postgresql://crm:***@db/crm\"\n"), "{printed}");
    assert!(!printed.contains("secret"));
}

#[test]
fn it_stops_at_the_first_signal_and_at_once_at_the_second() {
    let data = keeper::scratch().join("signals");
    let args = ["--data-dir", data.to_str().unwrap(), "--log-json"];
    let server = Server::start(&args);
    let line = server.log().lines().next().map(ToOwned::to_owned).unwrap();
    assert!(line.starts_with('{') && line.ends_with('}'), "{line}");
    assert_eq!(server.terminate().code(), Some(0));
    let mut server = Server::start(&args);
    // Half a request keeps the first signal waiting.
    let mut slow = std::net::TcpStream::connect(("127.0.0.1", server.port)).unwrap();
    slow.write_all(b"GET /healthz HTTP/1.1\r\n").unwrap();
    server.signal(libc::SIGINT);
    eventually("it begins to stop", Duration::from_secs(5), || server.log().contains("SIGINT").then_some(()));
    server.signal(libc::SIGTERM);
    let code = server.ended().code();
    assert!(code == Some(143) || code == Some(0), "{code:?}: at once, or it had ended already");
}
