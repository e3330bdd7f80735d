//! What a saved view must be, and what of it there is no more.

use crate::app::checks::Checks;
use crate::app::error::{RefusalCode, Result};
use crate::fields::model::{CustomField, FieldSubject};
use crate::text_enum;
use crate::views::saved::model::{SavedView, ViewLayout};
use serde_json::Value;

/// The most views one person keeps.
pub const MOST: i64 = 200;

/// Checks every field of a view but its filter and order, which the API itself reads.
pub fn check_view(view: &SavedView) -> Result<()> {
    let mut checks = Checks::default();
    checks.required_text("name", &view.name, 80);
    checks.text("search", view.search.as_deref(), 200);
    let message = "A board shows one pipeline: say which.";
    let shown = view.layout == ViewLayout::Table || view.pipeline_id.is_some();
    checks.that(shown, RefusalCode::Required, "pipelineId", message);
    let message = "At most 40 columns fit in a table.";
    checks.that(view.shown.len() <= 40, RefusalCode::TooLong, "columns", message);
    for column in &view.shown {
        checks.text("columns", Some(column), 80);
    }
    let long = view.filter.0.to_string().len() > 20_000 || view.order_by.0.to_string().len() > 2_000;
    checks.that(!long, RefusalCode::TooLong, "filter", "This filter is longer than can be kept.");
    checks.done()
}

/// Whether every field given is in what was understood; else the first that is not.
///
/// # Errors
/// The unknown field's name.
pub fn all_known(given: &Value, understood: &Value) -> std::result::Result<(), String> {
    match (given, understood) {
        (Value::Object(given), Value::Object(understood)) => given
            .iter()
            .try_for_each(|(key, value)| all_known(value, understood.get(key).ok_or_else(|| key.clone())?)),
        (Value::Array(given), Value::Array(understood)) => {
            given.iter().zip(understood).try_for_each(|(given, understood)| all_known(given, understood))
        }
        _ => Ok(()),
    }
}

text_enum! {
    /// A part of a saved view.
    pub enum ViewPart {
        /// Which deals it shows.
        Filter = "filter",
        /// How they are sorted.
        Order = "order",
        /// What it shows of each.
        Columns = "columns",
    }
}

/// The custom fields a view speaks of that nobody can use any more, part by part, each once.
pub fn gone(view: &SavedView, fields: &[CustomField]) -> Vec<(ViewPart, String)> {
    let used = |subject: FieldSubject, key: &str| {
        fields.iter().any(|field| (field.subject, field.key.as_str()) == (subject, key) && !field.archived)
    };
    let mut named = Vec::new();
    let mut in_filter = |subject, key: &str| named.push((subject, ViewPart::Filter, key.to_owned()));
    keys(&view.filter.0, FieldSubject::Deal, &mut in_filter);
    for order in view.order_by.0.as_array().into_iter().flatten() {
        let key = order["customKey"].as_str();
        named.extend(key.map(|key| (FieldSubject::Deal, ViewPart::Order, key.to_owned())));
    }
    let columns = view.shown.iter().filter_map(|column| column.strip_prefix("custom."));
    named.extend(columns.map(|key| (FieldSubject::Deal, ViewPart::Columns, key.to_owned())));
    let mut gone: Vec<(ViewPart, String)> = Vec::new();
    for (subject, part, key) in named {
        if !used(subject, &key) && !gone.contains(&(part, key.clone())) {
            gone.push((part, key));
        }
    }
    gone
}

/// Every key of a custom field in a filter, however deep, with the records it is a field of: `subject` unless the filter
/// hops to others.
fn keys(filter: &Value, subject: FieldSubject, found: &mut dyn FnMut(FieldSubject, &str)) {
    match filter {
        Value::Array(all) => all.iter().for_each(|one| keys(one, subject, found)),
        Value::Object(fields) => {
            for (name, value) in fields {
                let of = match name.as_str() {
                    "account" | "parent" => FieldSubject::Account,
                    "contact" | "primaryContact" => FieldSubject::Contact,
                    "tasks" => FieldSubject::Task,
                    _ => subject,
                };
                if name == "custom" {
                    let conditions = value.as_array().into_iter().flatten();
                    conditions.filter_map(|one| one["key"].as_str()).for_each(|key| found(subject, key));
                } else {
                    keys(value, of, found);
                }
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_field_that_was_not_understood_is_named() {
        let understood = json!({ "a": { "eq": 1, "ne": null }, "or": [{ "b": null }] });
        assert_eq!(all_known(&json!({ "a": { "eq": 1 }, "or": [{ "b": 2 }] }), &understood), Ok(()));
        assert_eq!(all_known(&json!({ "a": { "eg": 1 } }), &understood), Err("eg".to_owned()));
        assert_eq!(all_known(&json!({ "or": [{ "c": 1 }] }), &understood), Err("c".to_owned()));
    }

    #[test]
    fn keys_of_custom_fields_are_found_at_any_depth() {
        let filter = json!({ "or": [{ "custom": [{ "key": "a" }] }, { "account": { "not": { "custom": [{ "key": "b" }, { "eq": 1 }] } } }] });
        let mut found = Vec::new();
        keys(&filter, FieldSubject::Deal, &mut |subject, key| found.push((subject, key.to_owned())));
        assert_eq!(found, [(FieldSubject::Deal, "a".to_owned()), (FieldSubject::Account, "b".to_owned())]);
    }
}
