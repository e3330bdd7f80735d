//! Every setting by name: one list that the file, the variables, `--set`, `dealstream config` and docs/settings.md share.

mod limits;
mod places;
mod smtp;

use super::Settings;
use std::fmt::Write as _;
use std::path::PathBuf;
use std::time::Duration;

/// One setting of a [`Settings`], to read or to write.
pub struct Knob<'a> {
    /// Its name in the file; those of the limits begin with `limits.`.
    pub name: String,
    pub about: &'static str,
    slot: Slot<'a>,
}

enum Slot<'a> {
    Text(&'a mut String),
    /// A text that may be missing.
    Word(&'a mut Option<String>),
    /// The same, never shown.
    Secret(&'a mut Option<String>),
    /// An address that may hold a password.
    Address(&'a mut Option<String>),
    Path(&'a mut PathBuf),
    MaybePath(&'a mut Option<PathBuf>),
    List(&'a mut Vec<String>),
    Flag(&'a mut bool),
    Usize(&'a mut usize),
    U64(&'a mut u64),
    U32(&'a mut u32),
    Time(&'a mut Duration),
}

/// All settings, in the order in which they are shown.
pub fn knobs(settings: &mut Settings) -> Vec<Knob<'_>> {
    let lists = [&mut settings.allowed_origins, &mut settings.allowed_hosts, &mut settings.trusted_proxies];
    let flags = [&mut settings.https, &mut settings.metrics_public];
    let callers = callers(lists, flags, &mut settings.forwarded_header);
    let addresses = [&mut settings.database_url, &mut settings.redis_url, &mut settings.files_store];
    let folders = [&mut settings.pg_bin, &mut settings.files_dir];
    let places = places::rows(&mut settings.data_dir, addresses, &mut settings.redis_cluster, folders);
    let mut knobs = vec![knob("listen", "Address and port to listen on.", Slot::Text(&mut settings.listen))];
    knobs.extend(places.into_iter().map(|(name, slot, about)| knob(name, about, slot)));
    knobs.extend(callers);
    knobs.extend([
        knob("pool_size", "Connections to PostgreSQL.", Slot::Usize(&mut settings.pool_size)),
        knob("log_json", "Logs as JSON lines instead of text.", Slot::Flag(&mut settings.log_json)),
        knob(
            "log",
            "Filter of the log: info, debug, or info,dealstream::live=debug.",
            Slot::Text(&mut settings.log),
        ),
        knob(
            "traces",
            "An OpenTelemetry collector that takes traces by OTLP over HTTP: http://collector:4318/v1/traces. Without: none.",
            Slot::Address(&mut settings.traces),
        ),
        knob(
            "public_url",
            "Where people reach the server, for links in e-mails: https://crm.example.com. Default: where it listens.",
            Slot::Word(&mut settings.public_url),
        ),
    ]);
    let smtp = smtp::rows(&mut settings.smtp).into_iter();
    knobs.extend(smtp.map(|(name, slot, about)| knob(&format!("smtp.{name}"), about, slot)));
    let limits = limits::rows(&mut settings.limits).into_iter();
    knobs.extend(limits.map(|(name, slot, about)| knob(&format!("limits.{name}"), about, slot)));
    knobs
}

/// Who may call, from where, and by what they are told apart.
fn callers<'a>(
    [origins, hosts, proxies]: [&'a mut Vec<String>; 3],
    [https, metrics]: [&'a mut bool; 2],
    header: &'a mut String,
) -> Vec<Knob<'a>> {
    vec![
        knob(
            "allowed_origins",
            "Origins besides the server's own that browsers may call from. Exact, with scheme and port.",
            Slot::List(origins),
        ),
        knob(
            "allowed_hosts",
            "Host names the server answers to. None: loopback names when listening on loopback, else any.",
            Slot::List(hosts),
        ),
        knob(
            "https",
            "The public address starts with https: session cookies are then Secure, with the __Host- prefix.",
            Slot::Flag(https),
        ),
        knob(
            "trusted_proxies",
            "Addresses and networks (10.0.0.0/8) of proxies in front, which are believed when they say whom they speak for: limits by address and sign-in tries then go by the client's address.",
            Slot::List(proxies),
        ),
        knob(
            "forwarded_header",
            "The header in which those proxies say it: x-forwarded-for or forwarded. The other one is not read: clients could send it.",
            Slot::Text(header),
        ),
        knob(
            "metrics_public",
            "Serve /metrics to other machines too, not only to this one.",
            Slot::Flag(metrics),
        ),
    ]
}

fn knob<'a>(name: &str, about: &'static str, slot: Slot<'a>) -> Knob<'a> {
    Knob { name: name.to_owned(), about, slot }
}

type Row<'a> = (&'static str, Slot<'a>, &'static str);

impl<'a> From<&'a mut usize> for Slot<'a> {
    fn from(place: &'a mut usize) -> Self {
        Self::Usize(place)
    }
}
impl<'a> From<&'a mut u64> for Slot<'a> {
    fn from(place: &'a mut u64) -> Self {
        Self::U64(place)
    }
}
impl<'a> From<&'a mut u32> for Slot<'a> {
    fn from(place: &'a mut u32) -> Self {
        Self::U32(place)
    }
}
impl<'a> From<&'a mut Duration> for Slot<'a> {
    fn from(place: &'a mut Duration) -> Self {
        Self::Time(place)
    }
}

impl Knob<'_> {
    /// The variable that sets it.
    pub fn variable(&self) -> String {
        format!("DEALSTREAM_{}", self.name.replace('.', "_").to_uppercase())
    }

    /// Sets it from text, as variables and the command line have it; a list is separated by commas.
    ///
    /// # Errors
    /// What kind of value it takes.
    pub fn set_text(&mut self, text: &str) -> Result<(), String> {
        let text = text.trim();
        match &mut self.slot {
            Slot::Text(place) if text.is_empty() => {
                return Err(format!("must not be empty, as “{place}” is not"));
            }
            Slot::Text(place) => text.clone_into(place),
            Slot::Word(place) | Slot::Secret(place) | Slot::Address(place) => {
                **place = Some(text.to_owned()).filter(|text| !text.is_empty());
            }
            Slot::Path(place) => **place = PathBuf::from(text),
            Slot::MaybePath(place) => {
                **place = Some(PathBuf::from(text)).filter(|path| !path.as_os_str().is_empty())
            }
            Slot::List(place) => {
                **place = text
                    .split(',')
                    .map(|item| item.trim().to_owned())
                    .filter(|item| !item.is_empty())
                    .collect();
            }
            Slot::Flag(place) => **place = flag(text)?,
            Slot::Usize(place) => {
                **place = number(text)?.try_into().map_err(|_| "is too large".to_owned())?
            }
            Slot::U64(place) => **place = number(text)?,
            Slot::U32(place) => **place = number(text)?.try_into().map_err(|_| "is too large".to_owned())?,
            Slot::Time(place) => **place = time(text)?,
        }
        Ok(())
    }

    /// Sets it from a value of the file.
    ///
    /// # Errors
    /// What kind of value it takes.
    pub fn set(&mut self, value: &toml::Value) -> Result<(), String> {
        let counts = matches!(self.slot, Slot::Usize(_) | Slot::U64(_) | Slot::U32(_));
        match (value, &mut self.slot) {
            (toml::Value::Array(items), Slot::List(place)) => {
                let texts = items.iter().map(|item| item.as_str().map(ToOwned::to_owned));
                **place = texts.collect::<Option<_>>().ok_or("takes a list of texts")?;
                Ok(())
            }
            (toml::Value::Boolean(value), Slot::Flag(place)) => {
                **place = *value;
                Ok(())
            }
            (toml::Value::Integer(number), _) if counts => self.set_text(&number.to_string()),
            (toml::Value::String(text), slot)
                if !counts && !matches!(slot, Slot::Flag(_) | Slot::List(_)) =>
            {
                self.set_text(text)
            }
            (_, Slot::List(_)) => Err("takes a list of texts, like [\"a\", \"b\"]".to_owned()),
            (_, Slot::Flag(_)) => Err("takes true or false".to_owned()),
            (_, Slot::Time(_)) => Err("takes a time with its unit, like \"10s\"".to_owned()),
            _ if counts => Err("takes a whole number".to_owned()),
            _ => Err("takes a text".to_owned()),
        }
    }

    /// Its value as the file has it, passwords masked; none when it is not set.
    fn shown(&self) -> Option<String> {
        let text = |text: &str| toml::Value::from(text).to_string();
        Some(match &self.slot {
            Slot::Text(value) => text(value),
            Slot::Word(value) => text(value.as_deref()?),
            Slot::Secret(value) => value.as_ref().map(|_| text("***"))?,
            Slot::Address(value) => text(&masked(value.as_deref()?)),
            Slot::Path(value) => text(&value.display().to_string()),
            Slot::MaybePath(value) => text(&value.as_deref()?.display().to_string()),
            Slot::List(value) => toml::Value::from(value.to_vec()).to_string(),
            Slot::Flag(value) => value.to_string(),
            Slot::Usize(value) => value.to_string(),
            Slot::U64(value) => value.to_string(),
            Slot::U32(value) => value.to_string(),
            Slot::Time(value) => text(&time_text(**value)),
        })
    }
}

/// The settings of a file that have a table of their own, after those that have none.
pub const SECTIONS: [&str; 2] = ["smtp", "limits"];

/// The settings as a file that would give them, each with what it is. Passwords are masked.
pub fn to_toml(settings: &Settings) -> String {
    let mut settings = settings.clone();
    let mut page = String::new();
    let mut section = "";
    for knob in knobs(&mut settings) {
        let (of, name) = knob.name.split_once('.').unwrap_or(("", &knob.name));
        if let Some(new) = SECTIONS.into_iter().find(|known| *known == of && of != section) {
            section = new;
            let _ = write!(page, "\n[{section}]\n");
        } else if section.is_empty() && !page.is_empty() {
            page.push('\n');
        }
        let line = knob.shown().map_or_else(|| format!("# {name} ="), |value| format!("{name} = {value}"));
        // Writing to a String cannot fail.
        let _ = match !section.is_empty() {
            true => writeln!(page, "{line:<36} # {}", knob.about),
            false => writeln!(page, "# {}\n{line}", knob.about),
        };
    }
    page
}

/// docs/settings.md: all settings with their defaults.
pub fn to_markdown() -> String {
    format!(
        "# Settings\n\n\
         Every setting can be given in four ways; the first that names it counts:\n\n\
         1. on the command line: those of `dealstream --help` by their own flag, any other as `--set limits.page_max=500`\n\
         2. as a variable: `DEALSTREAM_` and its name in capitals (`DEALSTREAM_POOL_SIZE=32`, `DEALSTREAM_LIMITS_PAGE_MAX=500`; lists separated by commas); the addresses also as `DATABASE_URL` and `REDIS_URL`\n\
         3. in a TOML file: the one named with `--config` or `DEALSTREAM_CONFIG`, else `dealstream.toml` in the current folder, else in the data folder\n\
         4. by default, as below\n\n\
         A name that does not exist is refused, in a variable only warned about: it may be somebody else's. Times carry a unit: `50ms`, `10s`, `5m`, `72h`, `7d`. \
         `dealstream config` prints what is in effect, passwords masked; `dealstream config --guide` prints this page.\n\n\
         ```toml\n{}```\n",
        to_toml(&Settings::default())
    )
}

fn flag(text: &str) -> Result<bool, String> {
    match text {
        "true" | "1" | "yes" | "on" => Ok(true),
        "false" | "0" | "no" | "off" => Ok(false),
        _ => Err("takes true or false".to_owned()),
    }
}

fn number(text: &str) -> Result<u64, String> {
    match text.replace('_', "").parse() {
        Ok(0) => Err("must be at least 1".to_owned()),
        Ok(number) => Ok(number),
        Err(_) => Err("takes a whole number".to_owned()),
    }
}

/// Units of time, in milliseconds, the longest first.
const UNITS: [(&str, u64); 5] = [("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1_000), ("ms", 1)];

fn time(text: &str) -> Result<Duration, String> {
    let digits = text.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(text.len());
    let (number, unit) = text.split_at(digits);
    let scale = UNITS.iter().find(|(name, _)| *name == unit.trim()).map(|(_, scale)| *scale);
    let number = number.parse::<u64>().ok();
    let time = number.zip(scale).and_then(|(number, scale)| number.checked_mul(scale));
    time.map(Duration::from_millis)
        .ok_or_else(|| "takes a time with its unit, like 50ms, 10s, 5m, 72h or 7d".to_owned())
}

fn time_text(time: Duration) -> String {
    let ms = u64::try_from(time.as_millis()).unwrap_or(u64::MAX);
    let (unit, scale) =
        UNITS.into_iter().find(|(_, scale)| ms >= *scale && ms % scale == 0).unwrap_or(("ms", 1));
    format!("{}{unit}", ms / scale)
}

/// An address without its password.
fn masked(address: &str) -> String {
    let Some((scheme, rest)) = address.split_once("://") else { return "***".to_owned() };
    let (host, query) = rest.split_once('?').map_or((rest, None), |(host, query)| (host, Some(query)));
    let host = match host.rsplit_once('@') {
        Some((login, host)) => format!("{}:***@{host}", login.split(':').next().unwrap_or_default()),
        None => host.to_owned(),
    };
    match query {
        Some(query) if query.contains("password") => format!("{scheme}://{host}?***"),
        Some(query) => format!("{scheme}://{host}?{query}"),
        None => format!("{scheme}://{host}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_carry_their_unit_both_ways() {
        for (text, ms) in
            [("50ms", 50), ("10s", 10_000), ("5m", 300_000), ("72h", 259_200_000), ("7d", 604_800_000)]
        {
            assert_eq!(time(text), Ok(Duration::from_millis(ms)));
        }
        assert_eq!(time_text(Duration::from_millis(1_500)), "1500ms");
        assert_eq!(time_text(Duration::from_secs(7 * 86_400)), "7d");
        assert!(time("10").is_err() && time("s").is_err() && time("1.5s").is_err());
    }

    #[test]
    fn a_password_is_never_shown() {
        let cases = [
            ("postgresql://u:secret@h:5432/d?sslmode=require", "postgresql://u:***@h:5432/d?sslmode=require"),
            ("redis://:secret@h", "redis://:***@h"),
            ("postgresql://h/d?user=u&password=secret", "postgresql://h/d?***"),
            ("postgresql://h/d", "postgresql://h/d"),
            ("host=h password=secret", "***"),
        ];
        for (address, expected) in cases {
            assert_eq!(masked(address), expected);
        }
    }

    #[test]
    fn what_is_printed_reads_back_as_the_same_settings() {
        let printed = to_toml(&Settings::default());
        let mut settings = Settings::default();
        settings.limits.page_max = 7;
        let table = printed.parse::<toml::Table>().map_err(|error| error.to_string());
        let read = table.and_then(|table| super::super::load::apply_file(&mut settings, &table));
        assert_eq!(read, Ok(()));
        assert_eq!(to_toml(&settings), printed);
    }
}
