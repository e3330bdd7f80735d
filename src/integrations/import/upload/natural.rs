//! What a record is recognised by when no column tells: its own name, address or number.

use crate::app::error::{Refusal, RefusalCode};
use crate::integrations::import::mapping::Kind;
use std::collections::BTreeMap;

/// Between the parts of a key: no text has it.
pub const BETWEEN: char = '\u{1f}';

/// The key of a row: an account's name; a contact's e-mail address, or name and account without one; a lead's e-mail address and
/// topic, or topic and company; a deal's name and account; a product's code, or its name.
pub fn key(kind: Kind, values: &BTreeMap<String, String>) -> Option<String> {
    let get = |field: &str| values.get(field).map(|text| text.trim().to_lowercase());
    let joined = |parts: &[Option<String>]| {
        let parts: Vec<&str> = parts.iter().map(|part| part.as_deref().unwrap_or_default()).collect();
        parts.join(&BETWEEN.to_string())
    };
    match kind {
        Kind::Accounts => get("name"),
        Kind::Contacts => match get("email").as_deref().and_then(first) {
            Some(email) => Some(email),
            None => {
                let last = get("last_name")?;
                Some(joined(&[Some(last), get("first_name"), get("account")]))
            }
        },
        Kind::Leads => {
            let topic = get("topic")?;
            match get("email") {
                Some(email) => Some(joined(&[Some(email), Some(topic)])),
                None => Some(joined(&[None, Some(topic), get("company")])),
            }
        }
        Kind::Deals => Some(joined(&[Some(get("name").or_else(|| get("account"))?), get("account")])),
        Kind::Products => match get("code") {
            Some(code) => Some(joined(&[Some("code".to_owned()), Some(code)])),
            None => Some(joined(&[Some("name".to_owned()), Some(get("name")?)])),
        },
        Kind::Teams | Kind::Users => None,
    }
}

/// The first of several addresses.
fn first(texts: &str) -> Option<String> {
    parts(texts).next().map(str::to_owned)
}

/// Several texts in one, parted by `;` or `,`.
pub fn parts(texts: &str) -> impl Iterator<Item = &str> {
    texts.split([';', ',']).map(str::trim).filter(|text| !text.is_empty())
}

/// Why a row has no key.
pub fn missing(kind: Kind) -> Refusal {
    let (field, told) = match kind {
        Kind::Contacts => ("last_name", "this row has neither an e-mail address nor a name"),
        Kind::Leads => ("topic", "this row has none"),
        _ => ("name", "this row has none"),
    };
    Refusal::at(RefusalCode::Required, field, told)
}

/// A key as people read it.
pub fn shown(key: &str) -> String {
    let parts: Vec<&str> = key.split(BETWEEN).filter(|part| !part.is_empty()).collect();
    match parts.as_slice() {
        ["code" | "name", rest] => (*rest).to_owned(),
        parts => parts.join(", "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_recognised_by_what_people_would_recognise_them_by() {
        for (kind, fields, expected) in [
            (Kind::Accounts, vec![("name", " Acme GmbH ")], Some("acme gmbh")),
            (Kind::Contacts, vec![("last_name", "Bos"), ("email", "B@x.cz; c@x.cz")], Some("b@x.cz")),
            (Kind::Contacts, vec![("last_name", "Bos"), ("account", "Acme")], Some("bos, acme")),
            (Kind::Leads, vec![("topic", "Chairs"), ("email", "B@x.cz")], Some("b@x.cz, chairs")),
            (Kind::Leads, vec![("topic", "Chairs"), ("company", "Acme")], Some("chairs, acme")),
            (Kind::Deals, vec![("name", "Chairs"), ("account", "Acme")], Some("chairs, acme")),
            (Kind::Deals, vec![("account", "Acme")], Some("acme, acme")),
            (Kind::Products, vec![("name", "Chair"), ("code", "C-1")], Some("c-1")),
            (Kind::Products, vec![("name", "Chair")], Some("chair")),
            (Kind::Products, vec![("series", "x")], None),
        ] {
            let values =
                fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
            assert_eq!(key(kind, &values).map(|key| shown(&key)).as_deref(), expected, "{fields:?}");
        }
    }
}
