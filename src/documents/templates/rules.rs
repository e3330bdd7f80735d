//! What a document template must be, and what its documents are called.

use crate::app::checks::{Checks, tidy};
use crate::app::error::{Reason, Refusal, RefusalCode, Result};
use crate::deals::model::Deal;
use crate::documents::templates::docx::{Fault, LINE, MOST_BYTES, MOST_PARTS, MOST_UNPACKED};
use crate::documents::templates::model::DocumentTemplate;
use crate::documents::templates::placeholders;
use crate::fields::model::CustomField;
use crate::files::rules::clean_name;
use crate::team::rules::LOCALES;

/// How a Word document's name ends.
const ENDING: &str = ".docx";

/// So many unknown names are told at once, and so much of each.
const TOLD: (usize, usize) = (20, 60);

/// Checks every field of a template.
pub fn check_template(template: &DocumentTemplate) -> Result<()> {
    let mut checks = Checks::default();
    checks.required_text("name", &template.name, 200);
    checks.text("description", template.description.as_deref(), 5_000);
    let known = LOCALES.contains(&template.language.as_str());
    checks.that(known, RefusalCode::Invalid, "language", "Choose one of en, cs, de, ru, pl.");
    checks.done()
}

/// Refuses names that nothing has, all at once.
pub fn check_placeholders(used: &[String], fields: &[CustomField]) -> Result<()> {
    let unknown = used.iter().filter(|key| !placeholders::is_known(key, fields)).take(TOLD.0);
    let names: Vec<String> = unknown.map(|key| key.chars().take(TOLD.1).collect()).collect();
    if names.is_empty() {
        return Ok(());
    }
    let braced: Vec<String> = names.iter().map(|name| format!("{{{{{name}}}}}")).collect();
    let told = format!("There is no {}. Correct what is written in the document.", braced.join(", no "));
    let reason = Reason { names, ..Reason::plain("UNKNOWN_PLACEHOLDERS") };
    Err(Refusal::at(RefusalCode::Invalid, "file", told).because(reason).into())
}

/// What a document that cannot be a template is refused with.
pub fn refused(fault: &Fault) -> Refusal {
    let reason = match fault {
        Fault::NoDocument => Reason::plain("NO_DOCUMENT"),
        Fault::Old => Reason::plain("OLD_DOCUMENT"),
        Fault::Macros => Reason::plain("MACROS"),
        Fault::TooManyParts => Reason::above("TOO_MANY_PARTS", MOST_PARTS),
        Fault::TooLarge => Reason::above("UNPACKED_TOO_LARGE", MOST_UNPACKED),
        Fault::Unreadable(part) => Reason::about("UNREADABLE", part),
        Fault::Unbalanced(text) => Reason::about("UNBALANCED_BRACES", text),
        Fault::OutsideRow(name) => Reason::about("OUTSIDE_ROW", name),
        Fault::Nested(name) => Reason::about("NESTED_ROWS", name),
    };
    Refusal::at(RefusalCode::Invalid, "file", fault.to_string()).because(reason)
}

/// That a template is too large to be brought.
pub fn too_long() -> Refusal {
    let told = format!("A template has at most {} MiB: make its pictures smaller first.", MOST_BYTES >> 20);
    Refusal::at(RefusalCode::TooLong, "file", told).because(Reason::above("TOO_LARGE", MOST_BYTES))
}

/// What an uploaded template is called.
pub fn template_file(given: &str) -> Result<String> {
    let message = "Say what the file is called.";
    let name = clean_name(given).ok_or_else(|| Refusal::at(RefusalCode::Required, "fileName", message))?;
    Ok(with_ending(name))
}

/// What a document is called.
pub fn document_file(template: &DocumentTemplate, deal: &Deal, given: Option<String>) -> Result<String> {
    let mut checks = Checks::default();
    checks.text("name", given.as_deref(), 255);
    checks.done()?;
    let name = tidy(given).unwrap_or_else(|| format!("{} – {}", template.name, deal.name));
    let name = with_ending(name.replace(['/', '\\'], "-"));
    Ok(clean_name(&name).unwrap_or_else(|| format!("Document{ENDING}")))
}

fn with_ending(name: String) -> String {
    match name.to_lowercase().ends_with(ENDING) {
        true => name,
        false => format!("{}{ENDING}", name.trim_end_matches('.')),
    }
}

/// Whether a template says something of this kind: `account.`
pub fn speaks_of(used: &[String], kind: &str) -> bool {
    used.iter().any(|key| key.starts_with(kind))
}

/// Whether a template has a row for every line.
pub fn has_lines(used: &[String]) -> bool {
    speaks_of(used, LINE)
}
