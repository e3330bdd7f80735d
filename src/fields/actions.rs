//! What a person can do with custom fields, and how values come into records.

use crate::accounts::actions::{account_named, contact_named};
use crate::app::actor::{Role, Viewer};
use crate::app::checks::tidy;
use crate::app::error::{Error, Refusal, RefusalCode, Result};
use crate::app::tx::Tx;
use crate::db::entity::Entity as _;
use crate::db::id::Id;
use crate::db::jsonb::Jsonb;
use crate::db::list;
use crate::db::patch::{set, set_text};
use crate::fields::model::{
    CreateCustomFieldInput, CustomField, CustomValueInput, FieldOption, FieldOptionInput, FieldSubject,
    FieldType, Known, Translation, UpdateCustomFieldInput,
};
use crate::fields::values::Custom;
use crate::fields::{rules, store};
use crate::live::event::{News, SubjectKind};
use crate::{pipeline, team};
use async_graphql::MaybeUndefined;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Adds a custom field after the others of its records. For admins.
pub async fn create_custom_field(tx: &mut Tx, input: CreateCustomFieldInput) -> Result<CustomField> {
    tx.require(Role::Admin)?;
    store::lock(tx).await?;
    let others = store::for_update(tx, input.subject).await?;
    if others.len() >= rules::MOST_FIELDS {
        let message = "There are 100 custom fields on these records, which is as many as fit.";
        return Err(Refusal::whole(RefusalCode::TooLong, message).into());
    }
    let taken: Vec<&str> = others.iter().map(|field| field.key.as_str()).collect();
    let label = input.label.trim().to_owned();
    let field = CustomField {
        workspace_id: Id::of(tx.workspace_id()),
        id: Id::new(),
        subject: input.subject,
        key: tidy(input.key).unwrap_or_else(|| rules::key_of(&label, &taken)),
        kind: input.kind,
        label,
        labels: Jsonb(by_language(input.labels)),
        help: tidy(input.help),
        required: input.required.unwrap_or(false),
        filterable: input.filterable.unwrap_or(false),
        default_value: input.default_value.map(|value| value.0).filter(|value| !value.is_null()),
        options: Jsonb(options(input.options.unwrap_or_default(), &[])),
        pattern: tidy(input.pattern),
        minimum: input.minimum,
        maximum: input.maximum,
        position: pipeline::actions::place(others.len()),
        archived: false,
        version: 1,
        created_at: tx.now,
        created_by: tx.by().map(Id::of),
        updated_at: tx.now,
        updated_by: tx.by().map(Id::of),
    };
    rules::check_field(&field, &others)?;
    tx.insert(&field).await?;
    tx.emit(news("custom_field.created", &field).creating(&field));
    Ok(field)
}

/// Changes a custom field; a new place moves the others. For admins.
pub async fn update_custom_field(tx: &mut Tx, input: UpdateCustomFieldInput) -> Result<CustomField> {
    tx.require(Role::Admin)?;
    store::lock(tx).await?;
    let subject = list::get(tx, input.id).await?.subject;
    let all = store::for_update(tx, subject).await?;
    let at = all.iter().position(|field| field.id == input.id).ok_or(Error::NotFound(CustomField::NAME))?;
    tx.check_version(&all[at], input.expected_version).await?;
    let position = input.position.unwrap_or(all[at].position);
    let mut changed = changed(&all[at], input);
    rules::check_field(&changed, &all)?;
    for (place, before) in pipeline::rules::reordered(&all, at, position).iter().enumerate() {
        let state = if before.id == changed.id { &changed } else { before };
        let mut after = CustomField { position: pipeline::actions::place(place), ..state.clone() };
        if tx.save(before, &mut after).await? {
            tx.emit(news("custom_field.changed", &after).changing(before, &after));
        }
        if after.id == changed.id {
            changed = after;
        }
    }
    Ok(changed)
}

fn changed(before: &CustomField, input: UpdateCustomFieldInput) -> CustomField {
    let mut after = before.clone();
    if let Some(label) = input.label {
        after.label = label.trim().to_owned();
    }
    if input.labels.is_some() {
        after.labels = Jsonb(by_language(input.labels));
    }
    set_text(&mut after.help, input.help);
    after.required = input.required.unwrap_or(after.required);
    after.filterable = input.filterable.unwrap_or(after.filterable);
    match input.default_value {
        MaybeUndefined::Undefined => {}
        MaybeUndefined::Null => after.default_value = None,
        MaybeUndefined::Value(value) => after.default_value = Some(value.0).filter(|value| !value.is_null()),
    }
    if let Some(given) = input.options {
        after.options = Jsonb(options(given, &before.options.0));
    }
    set_text(&mut after.pattern, input.pattern);
    set(&mut after.minimum, input.minimum);
    set(&mut after.maximum, input.maximum);
    after.archived = input.archived.unwrap_or(after.archived);
    after
}

/// Texts as they are kept.
pub fn by_language(given: Option<Vec<Translation>>) -> BTreeMap<String, String> {
    let given = given.unwrap_or_default().into_iter();
    given.map(|one| (one.language.trim().to_owned(), one.text.trim().to_owned())).collect()
}

/// The options given, each with its key: its own, that of the same label before, or one made from its label.
fn options(given: Vec<FieldOptionInput>, before: &[FieldOption]) -> Vec<FieldOption> {
    let mut options: Vec<FieldOption> = Vec::with_capacity(given.len());
    for one in given {
        let label = one.label.trim().to_owned();
        let same = before.iter().find(|old| old.label == label).map(|old| old.key.clone());
        let known = before.iter().map(|old| old.key.as_str());
        let taken: Vec<&str> = known.chain(options.iter().map(|new| new.key.as_str())).collect();
        let key = tidy(one.key).or(same).unwrap_or_else(|| rules::key_of(&label, &taken));
        let labels = by_language(one.labels);
        options.push(FieldOption { key, label, labels, archived: one.archived.unwrap_or(false) });
    }
    rules::options(options, before)
}

fn news(kind: &'static str, field: &CustomField) -> News {
    News::of(kind, SubjectKind::CustomField, field.id.0, field.version)
}

/// The fields and standards of the transaction's workspace: those its viewer came with, or as they are when they are first
/// asked for.
pub async fn known(tx: &mut Tx) -> Result<Known> {
    if let Some(known) = &tx.viewer.known {
        return Ok(known.clone());
    }
    let workspace_id = tx.workspace_id();
    let known = store::known(tx.conn(), workspace_id).await?;
    tx.viewer = Arc::new(Viewer { known: Some(known.clone()), ..(*tx.viewer).clone() });
    Ok(known)
}

/// Puts the values given into a record that is there. Refusals stand below `custom`, at the field's key.
pub async fn fill(
    tx: &mut Tx,
    subject: FieldSubject,
    custom: &mut Custom,
    given: Option<Vec<CustomValueInput>>,
) -> Result<()> {
    let Some(given) = given.filter(|given| !given.is_empty()) else { return Ok(()) };
    let known = known(tx).await?;
    rules::fill(&known, subject, custom, given.clone()).map_err(|error| error.below("custom"))?;
    check_references(tx, &known, subject, custom, &given).await
}

/// The values of a new record: those given, and the defaults of the others. Refused where a required one is missing.
pub async fn fill_new(
    tx: &mut Tx,
    subject: FieldSubject,
    given: Option<Vec<CustomValueInput>>,
) -> Result<Custom> {
    let known = known(tx).await?;
    let given = given.unwrap_or_default();
    let custom = rules::fill_new(&known, subject, given.clone()).map_err(|error| error.below("custom"))?;
    check_references(tx, &known, subject, &custom, &given).await?;
    Ok(custom)
}

/// The records that given values refer to exist, as far as the viewer may see them.
async fn check_references(
    tx: &mut Tx,
    known: &Known,
    subject: FieldSubject,
    custom: &Custom,
    given: &[CustomValueInput],
) -> Result<()> {
    let fields = known.iter().filter(|field| field.subject == subject);
    for field in fields.filter(|field| given.iter().any(|one| one.key == field.key)) {
        let value = custom.0.get(&field.key).and_then(serde_json::Value::as_str);
        let Some(id) = value.and_then(|text| rules::reference(field.kind, text)) else { continue };
        let checked = match field.kind {
            FieldType::User => team::store::check_user(tx, &field.key, Id::of(id)).await,
            FieldType::Account => account_named(tx, &field.key, Id::of(id)).await.map(drop),
            FieldType::Contact => contact_named(tx, &field.key, Id::of(id)).await.map(drop),
            _ => Ok(()),
        };
        checked.map_err(|error| error.below("custom"))?;
    }
    Ok(())
}
