//! The fields that uploaded rows can have, as people are offered them.

use crate::app::actor::Viewer;
use crate::fields::model::{FieldSubject, FieldType};
use crate::integrations::import::custom::PREFIX;
use crate::integrations::import::mapping::Kind;
use crate::integrations::import::upload::model::{ImportField, ImportKind};

/// Whose custom fields rows of a kind have.
pub const fn subject(kind: Kind) -> Option<FieldSubject> {
    match kind {
        Kind::Accounts => Some(FieldSubject::Account),
        Kind::Contacts => Some(FieldSubject::Contact),
        Kind::Leads => Some(FieldSubject::Lead),
        Kind::Deals => Some(FieldSubject::Deal),
        Kind::Teams | Kind::Users | Kind::Products => None,
    }
}

/// The fields a new record needs when it is uploaded: what a mapping file must also say, its owner and stage, follows.
pub const fn required(kind: ImportKind) -> &'static [&'static str] {
    match kind {
        ImportKind::Accounts | ImportKind::Products | ImportKind::Deals => &["name"],
        ImportKind::Contacts => &["last_name"],
        ImportKind::Leads => &["topic"],
    }
}

/// The fields of a kind, custom ones in use among them.
pub fn of(viewer: &Viewer, kind: ImportKind) -> Vec<ImportField> {
    let references = kind.kind().references();
    let own = kind.kind().fields().iter().map(|key| {
        let refers = references.iter().find(|(field, _)| field == key).map(|(_, of)| *of);
        ImportField {
            key: (*key).to_owned(),
            label: label(key),
            required: required(kind).contains(key),
            of_type: type_of(kind, key, refers).to_owned(),
            reference: refers.and_then(ImportKind::of),
            custom: false,
        }
    });
    let subject = subject(kind.kind());
    // What refers to a record cannot be told by a text.
    let named = |kind: FieldType| matches!(kind, FieldType::Account | FieldType::Contact);
    let custom = viewer.fields().iter().filter(|field| Some(field.subject) == subject && !field.archived);
    let custom = custom.filter(|field| !named(field.kind)).map(|field| ImportField {
        key: format!("{PREFIX}{}", field.key),
        label: field.label.clone(),
        required: field.required && field.default_value.is_none(),
        of_type: field.kind.as_str().to_owned(),
        reference: None,
        custom: true,
    });
    own.chain(custom).collect()
}

/// `annual_revenue` → `Annual revenue`.
fn label(key: &str) -> String {
    let words = match key {
        "email" => "e-mail".to_owned(),
        "tax_percent" => "tax in percent".to_owned(),
        "created_on" => "created".to_owned(),
        "closed_on" => "closed".to_owned(),
        "expected_close_on" => "expected close".to_owned(),
        "stage_entered_on" => "in stage since".to_owned(),
        "active" => "sold".to_owned(),
        other => other.replace('_', " "),
    };
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn type_of(kind: ImportKind, key: &str, refers: Option<Kind>) -> &'static str {
    match (key, refers) {
        (_, Some(Kind::Users)) => "user",
        (_, Some(_)) => "reference",
        ("budget", _) if kind == ImportKind::Deals => "number",
        ("amount" | "annual_revenue" | "price" | "unit_price" | "quantity" | "tax_percent", _) => "number",
        ("employees" | "founded_year" | "probability", _) => "integer",
        ("created_on" | "closed_on" | "expected_close_on" | "stage_entered_on", _) => "date",
        ("active", _) => "boolean",
        ("email", _) => "email",
        ("industry" | "source" | "loss_reason", _) => "lookup",
        _ => "text",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_that_is_required_exists() {
        for kind in [
            ImportKind::Accounts,
            ImportKind::Contacts,
            ImportKind::Leads,
            ImportKind::Deals,
            ImportKind::Products,
        ] {
            assert!(required(kind).iter().all(|key| kind.kind().fields().contains(key)), "{kind:?}");
        }
        assert_eq!(label("annual_revenue"), "Annual revenue");
    }
}
