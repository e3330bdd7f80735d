//! What a custom field must be. What its values must be stands in `values`.

mod values;

pub use values::{fill, fill_new, option_sought, reference, sought, value};

use crate::app::checks::Checks;
use crate::app::error::{Error, RefusalCode, Result};
use crate::fields::model::{CustomField, FieldOption, FieldType};
use regex::{Regex, RegexBuilder};

/// Most custom fields on one kind of record, archived ones included.
pub const MOST_FIELDS: usize = 100;
/// Most options of one field.
const MOST_OPTIONS: usize = 200;
/// The largest a compiled pattern may be, in bytes: it runs on every write.
const PATTERN_SIZE: usize = 64 * 1024;

impl FieldType {
    /// Whether its values are chosen from options.
    pub fn has_options(self) -> bool {
        matches!(self, Self::Select | Self::MultiSelect)
    }

    /// Whether its values are numbers.
    pub fn is_number(self) -> bool {
        matches!(self, Self::Number | Self::Money)
    }

    /// Whether its values are texts as people type them.
    pub fn is_text(self) -> bool {
        matches!(self, Self::Text | Self::LongText | Self::Url | Self::Email | Self::Phone)
    }

    /// The prefix of the ids it holds, when it refers to records.
    pub fn refers_to(self) -> Option<&'static str> {
        match self {
            Self::User => Some("user"),
            Self::Account => Some("acct"),
            Self::Contact => Some("cont"),
            _ => None,
        }
    }
}

/// Checks a definition against the others of its kind of record.
pub fn check_field(field: &CustomField, others: &[CustomField]) -> Result<()> {
    let mut checks = Checks::default();
    checks.required_text("label", &field.label, 100);
    checks.text("help", field.help.as_deref(), 500);
    checks.that(is_key(&field.key), RefusalCode::Invalid, "key", KEY);
    let mut others = others.iter().filter(|other| other.id != field.id);
    checks.that(
        others.all(|other| other.key != field.key),
        RefusalCode::Taken,
        "key",
        "Another field here has this key.",
    );
    check_translations(&mut checks, "labels", &field.labels.0);
    check_options(&mut checks, field);
    let bounds = field.minimum.is_some() || field.maximum.is_some();
    checks.that(
        !bounds || field.kind.is_number(),
        RefusalCode::Invalid,
        "minimum",
        "Only numbers have bounds.",
    );
    if let (Some(low), Some(high)) = (field.minimum, field.maximum) {
        checks.that(low <= high, RefusalCode::Invalid, "maximum", "The most is below the least.");
    }
    if let Some(text) = &field.pattern {
        checks.text("pattern", Some(text), 500);
        checks.that(field.kind.is_text(), RefusalCode::Invalid, "pattern", "Only texts have a pattern.");
        let message = "This is no regular expression that can be used here.";
        checks.that(pattern(text).is_some(), RefusalCode::Invalid, "pattern", message);
    }
    checks.done()?;
    match &field.default_value {
        Some(value) => {
            self::value(field, value).map(drop).map_err(|error| renamed(error, &field.key, "defaultValue"))
        }
        None => Ok(()),
    }
}

/// What a key is made of.
const KEY: &str = "Begin with a small letter, then small letters, digits and _, at most 40.";

fn is_key(key: &str) -> bool {
    let mut letters = key.chars();
    letters.next().is_some_and(|first| first.is_ascii_lowercase())
        && letters.all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_')
        && key.len() <= 40
}

/// What is called so in other languages: real languages, and a text in each.
pub fn check_translations(
    checks: &mut Checks,
    path: &str,
    texts: &std::collections::BTreeMap<String, String>,
) {
    for (language, text) in texts {
        checks.required_text(path, text, 100);
        let tag = !language.is_empty()
            && language.len() <= 35
            && language.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '-');
        checks.that(tag, RefusalCode::Invalid, path, "Give languages as tags such as de or pt-BR.");
    }
}

fn check_options(checks: &mut Checks, field: &CustomField) {
    let options = &field.options.0;
    if !field.kind.has_options() {
        checks.that(options.is_empty(), RefusalCode::Invalid, "options", "This type offers no options.");
        return;
    }
    let offered = options.iter().any(|option| !option.archived);
    checks.that(offered, RefusalCode::Required, "options", "Offer at least one option.");
    checks.that(
        options.len() <= MOST_OPTIONS,
        RefusalCode::TooLong,
        "options",
        "At most 200 options fit here.",
    );
    for (at, option) in options.iter().enumerate() {
        checks.required_text("options", &option.label, 100);
        check_translations(checks, "options", &option.labels);
        checks.that(is_option_key(&option.key), RefusalCode::Invalid, "options", KEY);
        let twice = options[..at].iter().any(|other| other.key == option.key);
        checks.that(!twice, RefusalCode::Taken, "options", "Two options have the same key.");
    }
}

/// Options may begin with a digit: they are never part of a statement.
fn is_option_key(key: &str) -> bool {
    !key.is_empty()
        && key.len() <= 40
        && key.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_')
}

/// A key made from a label that none of the `taken` is.
pub fn key_of(label: &str, taken: &[&str]) -> String {
    let folded: String = label
        .to_lowercase()
        .chars()
        .map(|letter| if letter.is_ascii_alphanumeric() { letter } else { '_' })
        .collect();
    let words: Vec<&str> = folded.split('_').filter(|word| !word.is_empty()).collect();
    let mut base = words.join("_");
    if !base.starts_with(|first: char| first.is_ascii_lowercase()) {
        base = format!("f_{base}");
    }
    base.truncate(34);
    let base = base.trim_end_matches('_').to_owned();
    let mut key = base.clone();
    let mut count = 1;
    while taken.contains(&key.as_str()) {
        count += 1;
        key = format!("{base}_{count}");
    }
    key
}

/// The options as kept: those left out are archived, since records may have them.
pub fn options(given: Vec<FieldOption>, before: &[FieldOption]) -> Vec<FieldOption> {
    let gone = before.iter().filter(|old| given.iter().all(|new| new.key != old.key));
    let gone: Vec<FieldOption> = gone.map(|old| FieldOption { archived: true, ..old.clone() }).collect();
    given.into_iter().chain(gone).collect()
}

/// The expression that a whole text must match; none when it is none that can be used.
pub fn pattern(text: &str) -> Option<Regex> {
    RegexBuilder::new(&format!("^(?:{text})$")).size_limit(PATTERN_SIZE).build().ok()
}

/// The refusal of a default value, at the place it was given in.
fn renamed(error: Error, from: &str, to: &str) -> Error {
    let Error::Refused(mut refusals) = error else { return error };
    for refusal in &mut refusals {
        refusal.path.iter_mut().filter(|part| *part == from).for_each(|part| to.clone_into(part));
    }
    Error::Refused(refusals)
}
