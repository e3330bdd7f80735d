//! Where a setting comes from, and how a wrong one is refused.

use crate::harness::keeper;
use dealstream::app::config::load::{Loaded, SettingsArgs, load};
use dealstream::app::config::{Environment, table};
use std::path::PathBuf;

fn environment(pairs: &[(&str, &str)]) -> Environment {
    pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

fn file(name: &str, text: &str) -> PathBuf {
    let path = keeper::scratch().join(name);
    std::fs::write(&path, text).unwrap();
    path
}

fn loaded(args: SettingsArgs, pairs: &[(&str, &str)]) -> Result<Loaded, String> {
    load(&args, &environment(pairs))
}

#[test]
fn the_command_line_comes_before_variables_before_the_file_before_defaults() {
    let path =
        file("precedence.toml", "listen = 'file:1'\nlog = 'file'\npool_size = 5\n[limits]\npage_max = 11\n");
    let with_file = || SettingsArgs { config: Some(path.clone()), ..SettingsArgs::default() };
    let variables = [("DEALSTREAM_LISTEN", "variable:1"), ("DEALSTREAM_LIMITS_PAGE_MAX", "22")];
    let flags =
        SettingsArgs { listen: Some("flag:1".into()), set: vec!["limits.page_max=33".into()], ..with_file() };
    let cases = [
        (SettingsArgs::default(), &[][..], ("127.0.0.1:8080", "info", 16, 200)),
        (with_file(), &[], ("file:1", "file", 5, 11)),
        (with_file(), &variables, ("variable:1", "file", 5, 22)),
        (flags, &variables, ("flag:1", "file", 5, 33)),
    ];
    for (args, variables, expected) in cases {
        let settings = loaded(args, variables).unwrap().settings;
        let found =
            (settings.listen.as_str(), settings.log.as_str(), settings.pool_size, settings.limits.page_max);
        assert_eq!(found, expected);
    }
}

#[test]
fn the_usual_names_of_addresses_yield_to_our_own() {
    let usual = ("DATABASE_URL", "postgresql://usual/d");
    let own = ("DEALSTREAM_DATABASE_URL", "postgresql://own/d");
    let found =
        |pairs: &[(&str, &str)]| loaded(SettingsArgs::default(), pairs).unwrap().settings.database_url;
    assert_eq!(found(&[usual]).as_deref(), Some(usual.1));
    assert_eq!(found(&[usual, own]).as_deref(), Some(own.1));
    assert_eq!(found(&[("DATABASE_URL", "")]), None, "set to nothing is not set");
}

#[test]
fn a_wrong_setting_is_refused_with_its_place_and_what_it_takes() {
    let cases = [
        ("listen = 'foo'", "listen takes an address and a port, such as 127.0.0.1:8080, not \"foo\""),
        ("lisen = 'x'", "there is no setting lisen; did you mean listen?"),
        ("page_max = 5", "there is no setting page_max; did you mean limits.page_max?"),
        ("[limits]\npage_maks = 5", "did you mean limits.page_max?"),
        ("[limits]\nbody_timeout = 15", "limits.body_timeout takes a time with its unit"),
        ("[limits]\npage_max = '5'", "limits.page_max takes a whole number"),
        ("[limits]\npage_max = 0", "limits.page_max must be at least 1"),
        ("https = 'yes'", "https takes true or false"),
        ("allowed_hosts = 'a'", "allowed_hosts takes a list"),
        ("listen = ", "wrong.toml: TOML parse error at line 1"),
        ("[smtp]\nhost = 'mail'", "smtp.from is missing"),
        ("[smtp]\nfrom = 'nobody'", "smtp.from takes an address"),
        ("[smtp]\ntls = 'maybe'", "smtp.tls takes starttls, tls, none"),
        ("[smtp]\nport = 70000", "smtp.port takes a port"),
        ("[smtp]\nprot = 25", "did you mean smtp.port?"),
    ];
    for (text, expected) in cases {
        let args = SettingsArgs { config: Some(file("wrong.toml", text)), ..SettingsArgs::default() };
        let refusal = loaded(args, &[]).map(|_| ()).unwrap_err();
        assert!(refusal.contains(expected), "{text}: {refusal}");
    }
    let refusal =
        loaded(SettingsArgs::default(), &[("DEALSTREAM_LIMITS_DRAIN", "8")]).map(|_| ()).unwrap_err();
    assert!(refusal.starts_with("DEALSTREAM_LIMITS_DRAIN takes a time"), "{refusal}");
}

#[test]
fn the_mail_server_s_password_is_not_shown() {
    let given = [
        ("DEALSTREAM_SMTP_HOST", "mail"),
        ("DEALSTREAM_SMTP_PASSWORD", "secret://of@mine"),
        ("DEALSTREAM_SMTP_FROM", "crm@firma.cz"),
    ];
    let shown = table::to_toml(&loaded(SettingsArgs::default(), &given).unwrap().settings);
    assert!(shown.contains("host = \"mail\"") && shown.contains("password = \"***\""), "{shown}");
    assert!(!shown.contains("secret") && !shown.contains("mine"), "{shown}");
}

#[test]
fn a_variable_that_is_no_setting_is_reported_not_refused() {
    let foreign = [("DEALSTREAM_PORT", "tcp://10.0.0.1:8080"), ("DEALSTREAM_LOG", "debug")];
    assert_eq!(loaded(SettingsArgs::default(), &foreign).unwrap().unknown_variables, ["DEALSTREAM_PORT"]);
}

#[test]
fn the_page_about_settings_is_the_one_the_program_prints() {
    let page = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/settings.md")).unwrap();
    let same = page == table::to_markdown();
    assert!(same, "run `cargo run -- config --guide > docs/settings.md`");
}
