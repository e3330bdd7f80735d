//! The fences of the house: which file may know what. Each has a snippet that must be caught, so that a fence which no
//! longer sees anything is a red test too.

use std::path::{Path, PathBuf};

/// One rule about lines.
struct Fence {
    /// What is kept together, and where.
    rule: &'static str,
    /// What a line must not hold…
    banned: &'static [&'static str],
    /// …in the files this is true of, by their path from the repository's root.
    applies: fn(&str) -> bool,
    /// A file and a line that break it.
    caught: (&'static str, &'static str),
    /// A file and a line that come close and do not.
    passed: (&'static str, &'static str),
}

const FENCES: &[Fence] = &[
    Fence {
        rule: "rules.rs is pure: no diesel, no GraphQL, no runtime, no clock",
        banned: &["diesel::", "diesel_async", "async_graphql::", "tokio::", "async fn", "Clock", "Utc::now"],
        applies: |path| role(path) == "rules",
        caught: ("src/deals/rules.rs", "use diesel::prelude::*;"),
        passed: ("src/deals/store.rs", "use diesel::prelude::*;"),
    },
    Fence {
        rule: "SQL is written in store.rs, db/, live/log.rs and app/tx.rs only",
        banned: &[
            "diesel::prelude",
            "RunQueryDsl",
            "diesel::dsl",
            "diesel::sql_query",
            "diesel::insert_into",
            "diesel::update(",
            "diesel::delete(",
        ],
        applies: |path| !is_sql(path) && role(path) != "model",
        caught: ("src/deals/actions.rs", "use diesel_async::RunQueryDsl;"),
        passed: ("src/deals/store/board.rs", "use diesel_async::RunQueryDsl;"),
    },
    Fence {
        rule: "diesel is known to model.rs for its derives, besides where SQL is written",
        banned: &["diesel::", "diesel_async::"],
        applies: |path| {
            !is_sql(path)
                && role(path) != "model"
                && !["src/app/error.rs", "src/app/mod.rs", "src/api/errors.rs"].contains(&path)
        },
        caught: ("src/deals/graphql.rs", "    Err(diesel::result::Error::NotFound) => None,"),
        passed: ("src/deals/model.rs", "#[derive(diesel::Queryable)]"),
    },
    Fence {
        rule: "resolvers are written in graphql.rs and api/ only",
        banned: &[
            "#[Object",
            "#[Subscription",
            "#[ComplexObject",
            "async_graphql::Object",
            "async_graphql::Subscription",
        ],
        applies: |path| role(path) != "graphql" && !path.starts_with("src/api/"),
        caught: ("src/deals/actions.rs", "#[Object]"),
        passed: ("src/deals/graphql/board.rs", "#[ComplexObject]"),
    },
    Fence {
        rule: "Redis is known to live/bus.rs only",
        banned: &["redis::"],
        applies: |path| path != "src/live/bus.rs" && !path.starts_with("src/live/bus/"),
        caught: ("src/live/hub.rs", "use redis::AsyncCommands;"),
        passed: ("src/live/bus/cluster.rs", "use redis::AsyncCommands;"),
    },
    Fence {
        rule: "the environment is read in app/config.rs only",
        banned: &["std::env", "env::var", "option_env!"],
        applies: |path| path != "src/app/config.rs",
        caught: ("src/api/http.rs", "let port = std::env::var(\"PORT\");"),
        passed: ("src/app/config.rs", "std::env::vars_os()"),
    },
    Fence {
        rule: "the time is asked for in app/clock.rs only (Instant measures, it does not tell the time)",
        banned: &["Utc::now", "Local::now", "SystemTime::now"],
        applies: |path| path != "src/app/clock.rs",
        caught: ("src/deals/actions.rs", "let now = Utc::now();"),
        passed: ("src/api/http.rs", "let begun = Instant::now();"),
    },
    Fence {
        rule: "tasks are spawned in app/tasks.rs only, where shutdown knows them",
        banned: &["tokio::spawn", "task::spawn(", "spawn_local"],
        applies: |path| path != "src/app/tasks.rs",
        caught: ("src/live/hub.rs", "tokio::spawn(async move {});"),
        passed: ("src/live/hub.rs", "app.tasks.spawn(async move {});"),
    },
    Fence {
        rule: "transactions are opened in app/tx.rs only",
        banned: &[
            ".transaction(",
            ".transaction::<",
            "build_transaction",
            "\"BEGIN",
            "\"COMMIT",
            "begin_transaction",
        ],
        applies: |path| path != "src/app/tx.rs",
        caught: ("src/deals/store.rs", "connection.transaction(async |c| work(c).await).await"),
        passed: ("src/deals/actions.rs", "app.write(actor, async |tx| work(tx).await).await"),
    },
];

/// The role of a file in its area: `deals/store.rs` and `deals/store/board.rs` are both `store`.
fn role(path: &str) -> &str {
    let roles = ["rules", "model", "store", "actions", "graphql"];
    let mut parts = path.trim_end_matches(".rs").split('/').skip(1);
    parts.find(|part| roles.contains(part)).unwrap_or_default()
}

fn is_sql(path: &str) -> bool {
    role(path) == "store"
        || path.starts_with("src/db/")
        || ["src/live/log.rs", "src/app/tx.rs"].contains(&path)
}

/// Names that say nothing.
const EMPTY_NAMES: [&str; 8] = ["util", "utils", "helper", "helpers", "manager", "service", "common", "misc"];

/// Every macro there may be.
const MACROS: [&str; 3] = ["entity", "orders", "text_enum"];

/// Lines of code without comments, without what tests say (they follow `#[cfg(test)]`), and without text in quotes that
/// the banned word would only be mentioned in.
fn code(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let lines = text.lines().enumerate().map(|(number, line)| (number + 1, line));
    lines
        .take_while(|(_, line)| line.trim() != "#[cfg(test)]")
        .filter(|(_, line)| !line.trim_start().starts_with("//"))
}

fn breaches(path: &str, text: &str) -> Vec<String> {
    let mut found = Vec::new();
    if !text.starts_with("//!") {
        found.push(format!("{path}: begins with //! that says what it is and what always holds"));
    }
    if text.lines().count() > 400 && path != "src/db/schema.rs" {
        found.push(format!("{path}: {} lines; 400 is the most", text.lines().count()));
    }
    if path.split(['/', '.']).any(|part| EMPTY_NAMES.contains(&part)) {
        found.push(format!("{path}: a name that says nothing"));
    }
    for fence in FENCES.iter().filter(|fence| path.starts_with("src/") && (fence.applies)(path)) {
        for (number, line) in
            code(text).filter(|(_, line)| fence.banned.iter().any(|word| mentions(line, word)))
        {
            found.push(format!("{path}:{number}: {}: {}", fence.rule, line.trim()));
        }
    }
    found
}

/// Whether `line` holds `word`, not as the end of a longer one: `redis::` is not in `my_redis::`.
fn mentions(line: &str, word: &str) -> bool {
    line.match_indices(word).any(|(place, _)| {
        let before = line[..place].chars().next_back();
        let whole = word.starts_with(|first: char| first.is_alphanumeric());
        !whole || !before.is_some_and(|letter| letter.is_alphanumeric() || letter == '_')
    })
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every Rust file, with its path from the root.
fn files() -> Vec<(String, String)> {
    let mut folders: Vec<PathBuf> = ["src", "tests", "benches"].map(|name| root().join(name)).into();
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let name = path.strip_prefix(root()).unwrap().display().to_string();
                found.push((name, std::fs::read_to_string(&path).unwrap()));
            }
        }
    }
    assert!(found.len() > 10, "no sources found at {}", root().display());
    found.sort();
    found
}

fn macros(text: &str) -> Vec<&str> {
    let defined = code(text).filter_map(|(_, line)| line.trim_start().strip_prefix("macro_rules!"));
    defined.map(|rest| rest.trim_matches([' ', '{', '('])).collect()
}

#[test]
fn every_file_keeps_to_the_fences() {
    let found: Vec<String> = files().iter().flat_map(|(path, text)| breaches(path, text)).collect();
    assert!(found.is_empty(), "\n{}\n", found.join("\n"));
}

#[test]
fn every_fence_catches_what_it_is_for_and_nothing_near() {
    for fence in FENCES {
        let tell = |(path, line): (&str, &str)| breaches(path, &format!("//! What this is.\n{line}\n"));
        let (caught, passed) = (tell(fence.caught), tell(fence.passed));
        assert!(caught.iter().any(|breach| breach.contains(fence.rule)), "not caught: {}", fence.rule);
        assert!(!passed.iter().any(|breach| breach.contains(fence.rule)), "caught by mistake: {passed:?}");
    }
}

#[test]
fn the_rules_about_whole_files_catch_too() {
    let long = format!("//! Long.\n{}", "\n".repeat(400));
    for (path, text) in
        [("src/deals/model.rs", "use x;"), ("src/a.rs", &long), ("src/deals/helpers.rs", "//! H.")]
    {
        assert_eq!(breaches(path, text).len(), 1, "{path}");
    }
    assert_eq!(breaches("src/db/schema.rs", &long), Vec::<String>::new(), "generated");
    let tested =
        "//! Tests may.\n#[cfg(test)]\nmod tests { fn at() { Utc::now(); } }\n// Utc::now() in a comment\n";
    assert_eq!(breaches("src/deals/actions.rs", tested), Vec::<String>::new());
}

#[test]
fn there_are_no_macros_but_the_three() {
    assert_eq!(macros("    macro_rules! shortcut {\n// macro_rules! spoken_of"), ["shortcut"]);
    for (path, text) in files() {
        let foreign: Vec<&str> = macros(&text).into_iter().filter(|name| !MACROS.contains(name)).collect();
        assert!(foreign.is_empty() || path == "tests/it/tidy.rs", "{path}: {foreign:?}");
    }
}

#[test]
fn functions_over_60_lines_and_careless_calls_are_denied_by_clippy() {
    let read = |name: &str| std::fs::read_to_string(root().join(name)).unwrap();
    assert!(read("clippy.toml").contains("too-many-lines-threshold = 60"));
    let manifest = read("Cargo.toml");
    for lint in [
        "too_many_lines",
        "unwrap_used",
        "expect_used",
        "print_stdout",
        "dbg_macro",
        "todo",
        "disallowed_methods",
    ] {
        assert!(manifest.contains(&format!("{lint} = \"deny\"")), "{lint}");
    }
}

/// The objects of a file that do not say that their fields are resolved our way ([`dealstream::api::fields`]). The roots need not:
/// the library resolves theirs.
fn foreign_objects(text: &str) -> Vec<&str> {
    let derived = text.split("\n#[derive(").skip(1).filter_map(|rest| {
        let (derives, below) = rest.split_once(")]")?;
        let (attributes, item) = below.split_once("struct ")?;
        let ours = attributes.contains("crate = \"crate::api::fields\"");
        (derives.contains("SimpleObject") && !ours).then(|| item.lines().next().unwrap_or_default())
    });
    let written = text.split("\n#[Object").skip(1).filter_map(|rest| {
        let (attribute, item) = rest.split_once("impl")?;
        let item = item.lines().next().unwrap_or_default();
        let root = item.ends_with("Query {") || item.ends_with("Mutation {");
        (!root && !attribute.contains("crate = \"crate::api::fields\"")).then_some(item)
    });
    derived.chain(written).collect()
}

#[test]
fn every_object_resolves_its_fields_our_way() {
    let ours = "\n#[derive(Clone, SimpleObject)]\n#[graphql(complex, crate = \"crate::api::fields\")]\npub struct A {\n\n#[Object]\nimpl AQuery {";
    assert_eq!(foreign_objects(ours), Vec::<&str>::new());
    let theirs = "\n#[derive(Clone, SimpleObject)]\npub struct A {\n\n#[Object(name = \"B\")]\nimpl B {\n\n#[derive(Clone)]\nstruct C;";
    assert_eq!(foreign_objects(theirs), ["A {", " B {"]);
    for (path, text) in files().iter().filter(|(path, _)| path.starts_with("src/")) {
        assert!(foreign_objects(text).is_empty(), "{path}: {:?}", foreign_objects(text));
    }
}
