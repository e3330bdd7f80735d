//! Custom fields in GraphQL: their definitions, and their values on records.

use crate::accounts::model::{Account, Contact};
use crate::api::auth;
use crate::api::context::Ask;
use crate::api::scalars::{Cursor, Date};
use crate::api::user_errors::{UserError, outcome, position, user_actor};
use crate::app::error::Result as AppResult;
use crate::db::id::Id;
use crate::fields::filter::known;
use crate::fields::model::{
    CreateCustomFieldInput, CustomField, FieldOption, FieldSubject, FieldType, Translation,
    UpdateCustomFieldInput,
};
use crate::fields::values::HasCustom;
use crate::fields::{actions, rules, store};
use crate::history::model::ActorNode;
use crate::team::model::User;
use async_graphql::{ComplexObject, Context, Json, Object, Result, SimpleObject, Union};
use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Texts as they are told.
pub fn translations(labels: &BTreeMap<String, String>) -> Vec<Translation> {
    let one =
        |(language, text): (&String, &String)| Translation { language: language.clone(), text: text.clone() };
    labels.iter().map(one).collect()
}

#[ComplexObject]
impl CustomField {
    /// Its id.
    pub async fn id(&self) -> Id<CustomField> {
        self.id
    }
    /// What people call it.
    async fn label(
        &self,
        #[graphql(desc = "In this language, a BCP 47 tag; where there is no text in it, as it was made.")]
        language: Option<String>,
    ) -> String {
        self.label_in(language.as_deref())
    }
    /// What people call it in other languages.
    async fn labels(&self) -> Vec<Translation> {
        translations(&self.labels.0)
    }
    /// What new records get when nothing is given.
    async fn default_value(&self) -> Option<Json<Value>> {
        self.default_value.clone().map(Json)
    }
    /// The choices, in order; none where the type offers none.
    async fn options(&self) -> Vec<CustomFieldOption> {
        self.options.0.iter().cloned().map(CustomFieldOption).collect()
    }
    /// Who made it.
    async fn created_by(&self) -> Option<ActorNode> {
        user_actor(self.created_by.map(|id| id.0))
    }
    /// Who changed it last.
    async fn updated_by(&self) -> Option<ActorNode> {
        user_actor(self.updated_by.map(|id| id.0))
    }
}

/// One choice of a field that offers some.
#[derive(Debug, Clone)]
pub struct CustomFieldOption(pub FieldOption);

/// One choice of a field that offers some.
#[Object(crate = "crate::api::fields")]
impl CustomFieldOption {
    /// What values keep.
    async fn key(&self) -> &str {
        &self.0.key
    }
    /// What people call it.
    async fn label(
        &self,
        #[graphql(desc = "In this language, a BCP 47 tag; where there is no text in it, as it was made.")]
        language: Option<String>,
    ) -> String {
        self.0.label_in(language.as_deref())
    }
    /// What people call it in other languages.
    async fn labels(&self) -> Vec<Translation> {
        translations(&self.0.labels)
    }
    /// No longer offered; records that have it keep it.
    async fn archived(&self) -> bool {
        self.0.archived
    }
}

/// A custom field of a record with its value.
#[derive(Debug, Clone)]
pub struct CustomValue {
    field: CustomField,
    value: Option<Value>,
}

/// A custom field of a record with its value.
#[Object(crate = "crate::api::fields")]
impl CustomValue {
    /// The field's key.
    async fn key(&self) -> &str {
        &self.field.key
    }
    /// What people call the field.
    async fn label(
        &self,
        #[graphql(desc = "In this language, a BCP 47 tag; where there is no text in it, as it was made.")]
        language: Option<String>,
    ) -> String {
        self.field.label_in(language.as_deref())
    }
    /// The field itself: its type, options and rules.
    async fn field(&self) -> &CustomField {
        &self.field
    }
    /// The value as its type has it; null when it is empty.
    async fn value(&self, ctx: &Context<'_>) -> Result<Option<CustomFieldValue>> {
        match &self.value {
            Some(value) => Ok(typed(ctx, &self.field, value).await?),
            None => Ok(None),
        }
    }
    /// The value as JSON, written as the field's type says; null when it is empty.
    async fn json(&self) -> Option<Json<Value>> {
        self.value.clone().map(Json)
    }
}

/// A value of a custom field, by its type.
#[derive(Union)]
pub enum CustomFieldValue {
    Text(TextValue),
    Number(NumberValue),
    Boolean(BooleanValue),
    Date(DateValue),
    DateTime(DateTimeValue),
    Options(OptionsValue),
    User(UserValue),
    Account(AccountValue),
    Contact(ContactValue),
}

/// A text, a web or e-mail address, or a phone number.
#[derive(SimpleObject)]
#[graphql(crate = "crate::api::fields")]
pub struct TextValue {
    /// The text.
    text: String,
}

/// A number, or an amount in the workspace's base currency.
#[derive(SimpleObject)]
#[graphql(crate = "crate::api::fields")]
pub struct NumberValue {
    /// The number.
    number: Decimal,
}

/// A yes or no.
#[derive(SimpleObject)]
#[graphql(crate = "crate::api::fields")]
pub struct BooleanValue {
    /// True for yes.
    yes: bool,
}

/// A day.
#[derive(SimpleObject)]
#[graphql(crate = "crate::api::fields")]
pub struct DateValue {
    /// The day.
    date: Date,
}

/// An instant.
#[derive(SimpleObject)]
#[graphql(crate = "crate::api::fields")]
pub struct DateTimeValue {
    /// The instant.
    at: DateTime<Utc>,
}

/// What was chosen of the field's options: one, or several in the order they are offered.
#[derive(SimpleObject)]
#[graphql(crate = "crate::api::fields")]
pub struct OptionsValue {
    /// The options chosen.
    options: Vec<CustomFieldOption>,
}

/// A person of the workspace.
#[derive(SimpleObject)]
#[graphql(crate = "crate::api::fields")]
pub struct UserValue {
    /// The user; null when there is none any more.
    user: Option<Arc<User>>,
}

/// A company.
#[derive(SimpleObject)]
#[graphql(crate = "crate::api::fields")]
pub struct AccountValue {
    /// The account; null when there is none, or the viewer may not see it.
    account: Option<Arc<Account>>,
}

/// A person at a company.
#[derive(SimpleObject)]
#[graphql(crate = "crate::api::fields")]
pub struct ContactValue {
    /// The contact; null when there is none, or the viewer may not see it.
    contact: Option<Arc<Contact>>,
}

async fn typed(ctx: &Context<'_>, field: &CustomField, value: &Value) -> AppResult<Option<CustomFieldValue>> {
    let text = value.as_str().unwrap_or_default();
    let record = rules::reference(field.kind, text);
    let options = |keys: Vec<&str>| {
        let options = keys.into_iter().filter_map(|key| field.option(key)).cloned().map(CustomFieldOption);
        CustomFieldValue::Options(OptionsValue { options: options.collect() })
    };
    Ok(match field.kind {
        FieldType::Text | FieldType::LongText | FieldType::Url | FieldType::Email | FieldType::Phone => {
            Some(CustomFieldValue::Text(TextValue { text: text.to_owned() }))
        }
        FieldType::Number | FieldType::Money => {
            text.parse().ok().map(|number| CustomFieldValue::Number(NumberValue { number }))
        }
        FieldType::Boolean => value.as_bool().map(|yes| CustomFieldValue::Boolean(BooleanValue { yes })),
        FieldType::Date => text.parse().ok().map(|day| CustomFieldValue::Date(DateValue { date: Date(day) })),
        FieldType::DateTime => text.parse().ok().map(|at| CustomFieldValue::DateTime(DateTimeValue { at })),
        FieldType::Select => Some(options(vec![text])),
        FieldType::MultiSelect => {
            let keys = value.as_array().into_iter().flatten();
            Some(options(keys.filter_map(Value::as_str).collect()))
        }
        FieldType::User => {
            let user = ctx.one(record.map(Id::of)).await?;
            Some(CustomFieldValue::User(UserValue { user }))
        }
        FieldType::Account => {
            let account = ctx.one(record.map(Id::of)).await?;
            Some(CustomFieldValue::Account(AccountValue { account }))
        }
        FieldType::Contact => {
            let contact = ctx.one(record.map(Id::of)).await?;
            Some(CustomFieldValue::Contact(ContactValue { contact }))
        }
    })
}

/// `custom(key:)` of a record.
///
/// # Errors
/// `BadInput` when there is no such field.
pub fn custom<R: HasCustom>(ctx: &Context<'_>, record: &R, key: &str) -> AppResult<Option<Json<Value>>> {
    let field = known::<R>(ctx.viewer()?, key)?;
    Ok(record.custom().0.get(&field.key).cloned().map(Json))
}

/// `customFields(keys:)` of a record: those named in their order, or all that are in use.
///
/// # Errors
/// `BadInput` when one that is named does not exist.
pub fn custom_fields<R: HasCustom>(
    ctx: &Context<'_>,
    record: &R,
    keys: Option<Vec<String>>,
) -> AppResult<Vec<CustomValue>> {
    let viewer = ctx.viewer()?;
    let fields: Vec<&CustomField> = match &keys {
        Some(keys) => keys.iter().map(|key| known::<R>(viewer, key)).collect::<AppResult<_>>()?,
        None => {
            viewer.fields().iter().filter(|field| field.subject == R::SUBJECT && !field.archived).collect()
        }
    };
    let value = |field: &CustomField| record.custom().0.get(&field.key).cloned();
    Ok(fields.into_iter().map(|field| CustomValue { field: field.clone(), value: value(field) }).collect())
}

#[derive(Default)]
pub struct FieldQuery;

#[Object]
impl FieldQuery {
    /// The custom fields of the workspace, those of each kind of record in order.
    async fn custom_field_definitions(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only those of these records; left out: all.")] subject: Option<FieldSubject>,
        #[graphql(desc = "Also those no longer offered.")] include_archived: Option<bool>,
    ) -> Result<Vec<CustomField>> {
        let workspace_id = ctx.viewer()?.workspace_id;
        let all = store::of_workspace(&mut *ctx.app().read().await?, workspace_id).await?;
        let wanted = |field: &CustomField| {
            subject.is_none_or(|subject| field.subject == subject)
                && (include_archived == Some(true) || !field.archived)
        };
        Ok(all.into_iter().filter(wanted).collect())
    }
}

/// What came of a change to a custom field.
#[derive(SimpleObject)]
#[graphql(complex, crate = "crate::api::fields")]
pub struct CustomFieldPayload {
    /// The field as it is now; null when the change was refused.
    custom_field: Option<CustomField>,
    /// Why the change was refused; empty when it was made.
    user_errors: Vec<UserError>,
}

#[ComplexObject]
impl CustomFieldPayload {
    /// The log's position after the change.
    async fn event_cursor(&self, ctx: &Context<'_>) -> Result<Option<Cursor>> {
        Ok(position(ctx).await?)
    }
}

#[derive(Default)]
pub struct FieldMutation;

#[Object]
impl FieldMutation {
    /// Adds a custom field. For admins. Filters and values of other requests know it a second later at the latest.
    async fn create_custom_field(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The new field.")] input: CreateCustomFieldInput,
    ) -> Result<CustomFieldPayload> {
        let done = ctx.write(async |tx| actions::create_custom_field(tx, input.clone()).await).await;
        auth::forget_workspace(ctx.viewer()?.workspace_id);
        let (custom_field, user_errors) = outcome(done)?;
        Ok(CustomFieldPayload { custom_field, user_errors })
    }
    /// Changes a custom field: what is left out stays. For admins.
    async fn update_custom_field(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The field and what changes.")] input: UpdateCustomFieldInput,
    ) -> Result<CustomFieldPayload> {
        let done = ctx.write(async |tx| actions::update_custom_field(tx, input.clone()).await).await;
        auth::forget_workspace(ctx.viewer()?.workspace_id);
        let (custom_field, user_errors) = outcome(done)?;
        Ok(CustomFieldPayload { custom_field, user_errors })
    }
}
