//! The custom fields a row says: mapped as `custom.<key>`, checked by the same rules as everywhere.

use crate::app::error::{Error, Refusal, RefusalCode, Result};
use crate::db::id::type_id;
use crate::fields::model::{CustomField, CustomValueInput, FieldOption, FieldSubject, FieldType};
use crate::fields::rules;
use crate::fields::values::Custom;
use crate::integrations::import::mapping::Source;
use crate::integrations::import::rows::Row;
use crate::integrations::import::values;
use crate::integrations::import::world::{World, refused};
use async_graphql::Json;
use chrono::SecondsFormat;
use serde_json::{Value, json};

/// How fields of a mapping begin that are custom ones.
pub const PREFIX: &str = "custom.";

/// The custom fields of a record as the row says them: of a new one with the defaults, of one that is there over what it has.
///
/// # Errors
/// Refused at the mapped field.
pub fn of_row(
    world: &World,
    source: &Source,
    (row, subject): (&Row, FieldSubject),
    before: Option<&Custom>,
) -> Result<Custom> {
    let (mut given, mut refusals) = (Vec::new(), Vec::new());
    for (field, text) in &row.values {
        let Some(key) = field.strip_prefix(PREFIX) else { continue };
        let known = world.fields.iter().find(|known| known.subject == subject && known.key == key);
        let value = match known {
            Some(known) => match json_of(world, source, (known, field), text) {
                Ok(value) => value,
                Err(Error::Refused(some)) => {
                    refusals.extend(some);
                    continue;
                }
                Err(error) => return Err(error),
            },
            // The rules say that there is none.
            None => Value::Null,
        };
        given.push(CustomValueInput { key: key.to_owned(), value: Some(Json(value)) });
    }
    let done = match before {
        Some(before) => {
            let mut custom = before.clone();
            rules::fill(&world.fields, subject, &mut custom, given).map(|()| custom)
        }
        None => rules::fill_new(&world.fields, subject, given),
    };
    match done.map_err(|error| error.below("custom")) {
        Err(Error::Refused(others)) => {
            let told =
                |one: &Refusal| refusals.iter().any(|known| known.path.join(".") == one.path.join("."));
            // What could not be read was not left out.
            let others: Vec<_> = others.into_iter().filter(|one| !told(one)).collect();
            refusals.extend(others);
        }
        Err(error) => return Err(error),
        Ok(custom) if refusals.is_empty() => return Ok(custom),
        Ok(_) => {}
    }
    Err(Error::Refused(refusals))
}

/// A file's text as the JSON of the field's type. Options are found by what people call them too; several are parted by `;`.
fn json_of(
    world: &World,
    source: &Source,
    (known, field): (&CustomField, &str),
    text: &str,
) -> Result<Value> {
    let option = |word: &str| {
        let same = |text: &str| text.to_lowercase() == word.trim().to_lowercase();
        let options = known.options.0.iter();
        let named = |option: &&FieldOption| same(&option.key) || same(&option.label);
        let abroad = |option: &&FieldOption| option.labels.values().any(|label| same(label));
        let found = options.clone().find(named).or_else(|| options.clone().find(abroad));
        found.map_or_else(|| word.to_owned(), |option| option.key.clone())
    };
    Ok(match known.kind {
        FieldType::Boolean => json!(values::yes_or_no(field, text)?),
        FieldType::Date => {
            let format = source.rules(field).and_then(|rules| rules.format.as_deref());
            json!(values::day_of(field, text, format)?.to_string())
        }
        FieldType::DateTime => {
            let format = source.rules(field).and_then(|rules| rules.format.as_deref());
            let at = values::instant_of(field, text, (format, &world.workspace.time_zone))?;
            json!(at.to_rfc3339_opts(SecondsFormat::Secs, true))
        }
        FieldType::Select => json!(option(text)),
        FieldType::MultiSelect => json!(text.split(';').map(option).collect::<Vec<_>>()),
        FieldType::User => json!(type_id("user", world.person(field, text)?.0)),
        FieldType::Account | FieldType::Contact => {
            return Err(wrong(field, "a reference to a record cannot be imported; enter it by hand".into()));
        }
        _ => json!(text),
    })
}

fn wrong(field: &str, message: String) -> Error {
    refused(RefusalCode::Invalid, field, message)
}
