//! Reading the settings from the command line, the variables and the file; a name nobody knows is refused with the nearest.

use super::table::{Knob, SECTIONS, knobs};
use super::{Environment, Settings, Smtp, default_data_dir};
use std::path::{Path, PathBuf};

/// The settings of the command line. Each overrides its variable and the file.
#[derive(Debug, Clone, Default, clap::Args)]
#[command(next_help_heading = "Settings")]
pub struct SettingsArgs {
    /// Address and port to listen on [default: 127.0.0.1:8080]
    #[arg(long, global = true, value_name = "ADDRESS:PORT")]
    pub listen: Option<String>,
    /// Folder of the embedded PostgreSQL [default: /var/lib/dealstream for root, else ~/.local/share/dealstream]
    #[arg(long, global = true, value_name = "DIR")]
    pub data_dir: Option<String>,
    /// A PostgreSQL to use instead of the embedded one; safer in DATABASE_URL, where other users cannot read it
    #[arg(long, global = true, value_name = "URL")]
    pub database_url: Option<String>,
    /// A Redis that carries live events between several servers
    #[arg(long, global = true, value_name = "URL")]
    pub redis_url: Option<String>,
    /// Folder with PostgreSQL's programs, when the search should not choose
    #[arg(long, global = true, value_name = "DIR")]
    pub pg_bin: Option<String>,
    /// Filter of the log: info, debug, or info,dealstream::live=debug
    #[arg(long, global = true, value_name = "FILTER")]
    pub log: Option<String>,
    /// Log as JSON lines
    #[arg(long, global = true)]
    pub log_json: bool,
    /// File with settings [default: dealstream.toml here or in the data folder, where there is one]
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Any setting by its name in the file, e.g. --set limits.page_max=500; may be repeated
    #[arg(long, global = true, value_name = "NAME=VALUE")]
    pub set: Vec<String>,
}

/// What was read, and what is worth a word in the log.
#[derive(Debug)]
pub struct Loaded {
    pub settings: Settings,
    /// The file that was read, if any.
    pub file: Option<PathBuf>,
    /// Variables that look like settings and are none.
    pub unknown_variables: Vec<String>,
}

/// The settings in effect.
///
/// # Errors
/// A sentence naming the place and what it takes.
pub fn load(args: &SettingsArgs, environment: &Environment) -> Result<Loaded, String> {
    let mut settings = Settings { data_dir: default_data_dir(environment), ..Settings::default() };
    let file = find_file(args, environment, &settings)?;
    if let Some(file) = &file {
        let text = std::fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?;
        let table = text.parse::<toml::Table>().map_err(|error| format!("{}: {error}", file.display()))?;
        apply_file(&mut settings, &table).map_err(|error| format!("{}: {error}", file.display()))?;
    }
    apply_variables(&mut settings, environment)?;
    apply_args(&mut settings, args)?;
    check_listen(&settings.listen)?;
    check_smtp(&settings.smtp)?;
    let unknown_variables = unknown_variables(&mut settings, environment);
    Ok(Loaded { settings, file, unknown_variables })
}

/// Refuses what no command could listen on, before one of them finds out.
fn check_listen(listen: &str) -> Result<(), String> {
    match listen.rsplit_once(':') {
        Some((host, port)) if !host.is_empty() && port.parse::<u16>().is_ok() => Ok(()),
        _ => Err(format!("listen takes an address and a port, such as 127.0.0.1:8080, not {listen:?}")),
    }
}

/// Refuses a mail server that no e-mail could be brought to.
fn check_smtp(smtp: &Smtp) -> Result<(), String> {
    if !Smtp::TLS.contains(&smtp.tls.as_str()) {
        return Err(format!("smtp.tls takes {}, not {:?}", Smtp::TLS.join(", "), smtp.tls));
    }
    if u16::try_from(smtp.port).is_err() {
        return Err(format!("smtp.port takes a port, such as 587, not {}", smtp.port));
    }
    match &smtp.from {
        None if smtp.host.is_some() => {
            Err("smtp.from is missing: whom e-mails are from, such as crm@example.com".to_owned())
        }
        Some(from) if from.parse::<lettre::message::Mailbox>().is_err() => {
            Err(format!("smtp.from takes an address, such as Dealstream <crm@example.com>, not {from:?}"))
        }
        _ => Ok(()),
    }
}

/// The file asked for, which must exist; else the first usual one that does.
fn find_file(
    args: &SettingsArgs,
    environment: &Environment,
    defaults: &Settings,
) -> Result<Option<PathBuf>, String> {
    let asked = args.config.clone().or_else(|| environment.get("DEALSTREAM_CONFIG").map(PathBuf::from));
    if let Some(file) = asked {
        return if file.is_file() {
            Ok(Some(file))
        } else {
            Err(format!("{}: there is no such file", file.display()))
        };
    }
    let data_dir = args.data_dir.as_ref().or_else(|| environment.get("DEALSTREAM_DATA_DIR"));
    let data_dir = data_dir.map_or(defaults.data_dir.as_path(), Path::new);
    let usual = [PathBuf::from("dealstream.toml"), data_dir.join("dealstream.toml")];
    Ok(usual.into_iter().find(|file| file.is_file()))
}

/// Sets what the file names.
pub(super) fn apply_file(settings: &mut Settings, table: &toml::Table) -> Result<(), String> {
    let mut knobs = knobs(settings);
    for (name, value) in table {
        match value {
            toml::Value::Table(section) if SECTIONS.contains(&name.as_str()) => {
                for (key, value) in section {
                    let name = format!("{name}.{key}");
                    find(&mut knobs, &name)?.set(value).map_err(|error| format!("{name} {error}"))?;
                }
            }
            value => find(&mut knobs, name)?.set(value).map_err(|error| format!("{name} {error}"))?,
        }
    }
    Ok(())
}

fn apply_variables(settings: &mut Settings, environment: &Environment) -> Result<(), String> {
    for knob in &mut knobs(settings) {
        let own = knob.variable();
        let usual =
            own.strip_prefix("DEALSTREAM_").filter(|name| ["DATABASE_URL", "REDIS_URL"].contains(name));
        let given = [Some(own.as_str()), usual].into_iter().flatten();
        let given = given.filter_map(|name| Some((name.to_owned(), environment.get(name)?))).next();
        if let Some((variable, value)) = given {
            knob.set_text(value).map_err(|error| format!("{variable} {error}"))?;
        }
    }
    Ok(())
}

fn apply_args(settings: &mut Settings, args: &SettingsArgs) -> Result<(), String> {
    let mut given: Vec<(&str, &str)> = Vec::new();
    for pair in &args.set {
        given.push(pair.split_once('=').ok_or_else(|| format!("--set {pair}: takes NAME=VALUE"))?);
    }
    let flags = [
        ("listen", &args.listen),
        ("data_dir", &args.data_dir),
        ("database_url", &args.database_url),
        ("redis_url", &args.redis_url),
        ("pg_bin", &args.pg_bin),
        ("log", &args.log),
    ];
    given.extend(flags.into_iter().filter_map(|(name, value)| Some((name, value.as_deref()?))));
    given.extend(args.log_json.then_some(("log_json", "true")));
    let mut knobs = knobs(settings);
    for (name, value) in given {
        find(&mut knobs, name.trim())?.set_text(value).map_err(|error| format!("{name} {error}"))?;
    }
    Ok(())
}

fn find<'k, 's>(knobs: &'k mut [Knob<'s>], name: &str) -> Result<&'k mut Knob<'s>, String> {
    match knobs.iter().position(|knob| knob.name == name) {
        Some(place) => Ok(&mut knobs[place]),
        None => Err(format!("there is no setting {name}; did you mean {}?", nearest(knobs, name))),
    }
}

fn nearest<'k>(knobs: &'k [Knob<'_>], name: &str) -> &'k str {
    let distance = |knob: &&Knob<'_>| {
        // Under its short name too: `page_max` at the top level means `limits.page_max`.
        let short = knob.name.rsplit('.').next().unwrap_or_default();
        strsim::damerau_levenshtein(&knob.name, name).min(strsim::damerau_levenshtein(short, name))
    };
    knobs.iter().min_by_key(distance).map_or("listen", |knob| knob.name.as_str())
}

/// Not refused: a variable of that prefix may be somebody else's (Kubernetes makes `DEALSTREAM_PORT` of a service's name).
fn unknown_variables(settings: &mut Settings, environment: &Environment) -> Vec<String> {
    let mut known: Vec<String> = knobs(settings).iter().map(Knob::variable).collect();
    known.push("DEALSTREAM_CONFIG".to_owned());
    environment
        .keys()
        .filter(|name| name.starts_with("DEALSTREAM_") && !known.contains(name))
        .cloned()
        .collect()
}
