//! What the values of custom fields must be, and how they come into a record.

use super::pattern;
use crate::app::checks::Checks;
use crate::app::error::{Error, Refusal, RefusalCode, Result};
use crate::db::filter::{day, instant};
use crate::fields::model::{CustomField, CustomValueInput, FieldSubject, FieldType};
use crate::fields::values::Custom;
use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};
use rust_decimal::Decimal;
use serde_json::Value;
use uuid::Uuid;

/// Puts the values given into a record that is there: null clears, what is not given stays.
///
/// # Errors
/// All refusals at once, each at its field's key.
pub fn fill(
    known: &[CustomField],
    subject: FieldSubject,
    custom: &mut Custom,
    given: Vec<CustomValueInput>,
) -> Result<()> {
    let mut refusals = Vec::new();
    for CustomValueInput { key, value } in given {
        let given = value.map_or(Value::Null, |value| value.0);
        match one(known, subject, &key, &given) {
            Ok(Some(value)) => drop(custom.0.insert(key, value)),
            Ok(None) => drop(custom.0.remove(&key)),
            Err(Error::Refused(more)) => refusals.extend(more),
            Err(error) => return Err(error),
        }
    }
    if refusals.is_empty() { Ok(()) } else { Err(Error::Refused(refusals)) }
}

/// The values of a new record: those given, and the defaults of the others.
///
/// # Errors
/// All refusals at once, each at its field's key; also where a required value is missing.
pub fn fill_new(
    known: &[CustomField],
    subject: FieldSubject,
    given: Vec<CustomValueInput>,
) -> Result<Custom> {
    let mut custom = Custom::default();
    let offered = || known.iter().filter(|field| field.subject == subject && !field.archived);
    for field in offered().filter(|field| given.iter().all(|one| one.key != field.key)) {
        // One that the rules came to forbid since is no default any more.
        let default = field.default_value.as_ref().and_then(|default| value(field, default).ok().flatten());
        custom.0.extend(default.map(|default| (field.key.clone(), default)));
    }
    fill(known, subject, &mut custom, given)?;
    let missing = offered().filter(|field| field.required && !custom.0.contains_key(&field.key));
    let refusal = |field: &CustomField| {
        Refusal::at(RefusalCode::Required, &field.key, format!("“{}” must be filled in.", field.label))
    };
    let missing: Vec<Refusal> = missing.map(refusal).collect();
    if missing.is_empty() { Ok(custom) } else { Err(Error::Refused(missing)) }
}

/// One value given, as it is kept.
fn one(known: &[CustomField], subject: FieldSubject, key: &str, given: &Value) -> Result<Option<Value>> {
    let Some(field) = known.iter().find(|field| field.subject == subject && field.key == key) else {
        let message =
            format!("There is no custom field “{key:.40}” here; customFieldDefinitions lists them.");
        return Err(Refusal::at(RefusalCode::NotFound, key, message).into());
    };
    let kept = value(field, given)?;
    if kept.is_none() && field.required && !field.archived {
        let message = format!("“{}” must be filled in.", field.label);
        return Err(Refusal::at(RefusalCode::Required, key, message).into());
    }
    if kept.is_some() && field.archived {
        let message = "This field is no longer in use: it can only be cleared.";
        return Err(Refusal::at(RefusalCode::Invalid, key, message).into());
    }
    Ok(kept)
}

/// A value as it is kept, from what was given; none when it was empty.
///
/// # Errors
/// Refused at the field's key.
pub fn value(field: &CustomField, given: &Value) -> Result<Option<Value>> {
    let refuse = |code, message: String| Err(Error::from(Refusal::at(code, &field.key, message)));
    let invalid = |message: &str| refuse(RefusalCode::Invalid, message.to_owned());
    match (field.kind, given) {
        (_, Value::Null) => Ok(None),
        (kind, Value::String(text)) if kind.is_text() => text_value(field, text),
        (kind, _) if kind.is_text() => invalid("Give a text."),
        (kind, given) if kind.is_number() => match decimal(given) {
            Some(number) => number_value(field, number).map(Some),
            None => invalid("Give a number, such as 12.5."),
        },
        (FieldType::Boolean, Value::Bool(_)) => Ok(Some(given.clone())),
        (FieldType::Boolean, _) => invalid("Give true or false."),
        (_, Value::String(text)) if text.trim().is_empty() => Ok(None),
        (FieldType::Date, Value::String(text)) => match NaiveDate::parse_from_str(text, "%Y-%m-%d") {
            Ok(day) if (1000..=9999).contains(&chrono::Datelike::year(&day)) => {
                Ok(Some(day.to_string().into()))
            }
            _ => invalid("Give a day as YYYY-MM-DD."),
        },
        (FieldType::DateTime, Value::String(text)) => match DateTime::parse_from_rfc3339(text) {
            Ok(at) => Ok(Some(instant_text(at.to_utc()).into())),
            Err(_) => invalid("Give an instant such as 2026-03-02T09:00:00Z."),
        },
        (FieldType::Select, Value::String(key)) => offered(field, key).map(|key| Some(key.into())),
        (FieldType::MultiSelect, Value::Array(keys)) => several(field, keys),
        (kind, Value::String(text)) if kind.refers_to().is_some() => match reference(kind, text) {
            Some(_) => Ok(Some(given.clone())),
            None => invalid("Give the id of a record of the field's type."),
        },
        (FieldType::MultiSelect, _) => invalid("Give a list of options."),
        _ => invalid("Give a text as the field's type says."),
    }
}

fn text_value(field: &CustomField, text: &str) -> Result<Option<Value>> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let mut checks = Checks::default();
    let key = field.key.as_str();
    checks.text(key, Some(text), if field.kind == FieldType::LongText { 10_000 } else { 500 });
    match field.kind {
        FieldType::Email => checks.email(key, text),
        FieldType::Url => {
            let address = url::Url::parse(text).ok().filter(|url| matches!(url.scheme(), "http" | "https"));
            checks.that(
                address.is_some(),
                RefusalCode::Invalid,
                key,
                "Give an address that begins with https://.",
            );
        }
        FieldType::Phone => {
            let phone = text.chars().all(|letter| letter.is_ascii_digit() || "+-()/. x".contains(letter));
            checks.that(phone && text.len() <= 50, RefusalCode::Invalid, key, "This is not a phone number.");
        }
        _ => {}
    }
    if let Some(wanted) = &field.pattern {
        let fits = pattern(wanted).is_none_or(|wanted| wanted.is_match(text));
        checks.that(fits, RefusalCode::Invalid, key, format!("This does not look as it should: {wanted}"));
    }
    checks.done()?;
    Ok(Some(text.into()))
}

fn number_value(field: &CustomField, number: Decimal) -> Result<Value> {
    let mut checks = Checks::default();
    let key = field.key.as_str();
    let fits = number.normalize().scale() <= 10 && number.abs() < Decimal::from(10_i64.pow(16));
    checks.that(fits, RefusalCode::Invalid, key, "At most 16 digits and 10 decimals fit here.");
    if field.kind == FieldType::Money {
        checks.that(
            number.normalize().scale() <= 2,
            RefusalCode::Invalid,
            key,
            "At most two decimals fit here.",
        );
    }
    if let Some(least) = field.minimum {
        checks.that(number >= least, RefusalCode::Invalid, key, format!("Give {least} or more."));
    }
    if let Some(most) = field.maximum {
        checks.that(number <= most, RefusalCode::Invalid, key, format!("Give {most} or less."));
    }
    checks.done()?;
    Ok(number.normalize().to_string().into())
}

fn several(field: &CustomField, keys: &[Value]) -> Result<Option<Value>> {
    let mut chosen: Vec<String> = Vec::with_capacity(keys.len());
    for key in keys {
        let option = offered(field, key.as_str().unwrap_or_default())?;
        if !chosen.contains(&option) {
            chosen.push(option);
        }
    }
    // In the order they are offered, whatever the order they were given in: the same choice is the same value.
    let place = |key: &String| field.options.0.iter().position(|option| option.key == *key);
    chosen.sort_by_key(place);
    Ok((!chosen.is_empty()).then(|| chosen.into()))
}

fn offered(field: &CustomField, key: &str) -> Result<String> {
    let offered = field.option(key).filter(|option| !option.archived);
    let refuse = || Refusal::at(RefusalCode::Invalid, &field.key, "This is not among the options offered.");
    Ok(offered.ok_or_else(refuse)?.key.clone())
}

/// The exact decimal of a JSON number or text.
fn decimal(value: &Value) -> Option<Decimal> {
    match value {
        Value::String(text) => text.trim().parse().ok(),
        Value::Number(number) => {
            let text = number.to_string();
            text.parse().ok().or_else(|| Decimal::from_scientific(&text).ok())
        }
        _ => None,
    }
}

fn instant_text(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Micros, true)
}

/// The record an id of a referring field names.
pub fn reference(kind: FieldType, text: &str) -> Option<Uuid> {
    let (prefix, id) = crate::db::id::split(text)?;
    (Some(prefix) == kind.refers_to()).then_some(id)
}

/// A value to compare with in a filter, as the text that is kept.
pub fn sought(
    field: &CustomField,
    value: &Value,
    (me, now): (Option<Uuid>, DateTime<Utc>),
) -> Result<String> {
    let wrong =
        || Error::BadInput(format!("custom field “{}”: {value} is no value of its type", field.key).into());
    match (field.kind, value) {
        (FieldType::Date, Value::String(text)) => Ok(day(text, now)?.to_string()),
        (FieldType::DateTime, Value::String(text)) => Ok(instant_text(instant(text, now)?)),
        (FieldType::User, Value::String(text)) if text == "@me" => {
            Ok(crate::db::id::type_id("user", me.unwrap_or_default()))
        }
        (FieldType::Select | FieldType::MultiSelect, value) => option_sought(field, value),
        (FieldType::Boolean, Value::Bool(yes)) => Ok(yes.to_string()),
        (kind, value) if kind.is_number() => Ok(decimal(value).ok_or_else(wrong)?.normalize().to_string()),
        (kind, Value::String(text)) if kind.refers_to().is_some() => {
            reference(kind, text).map(|_| text.clone()).ok_or_else(wrong)
        }
        (kind, Value::String(text)) if kind.is_text() => Ok(text.clone()),
        _ => Err(wrong()),
    }
}

/// An option to look for; archived ones too, since records may have them.
pub fn option_sought(field: &CustomField, value: &Value) -> Result<String> {
    let found = value.as_str().and_then(|key| field.option(key));
    let wrong = || Error::BadInput(format!("custom field “{}” has no option {value}", field.key).into());
    Ok(found.ok_or_else(wrong)?.key.clone())
}
