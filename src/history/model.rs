//! History as clients see it.

use crate::app::actor::Actor;
use crate::db::id::type_id;
use crate::live::event::SubjectKind;
use async_graphql::{Json, SimpleObject};
use serde_json::Value;
use uuid::Uuid;

/// Who caused a change.
#[derive(Clone)]
pub struct ActorNode(pub Actor);

/// One field's value before and after. Values are the API's own: ids as ids, decimals as strings.
#[derive(Debug, Clone, SimpleObject)]
pub struct FieldChange {
    /// The field's name in the API.
    pub field: String,
    /// Its value before; null when it had none.
    pub before: Option<Json<Value>>,
    /// Its value after; null when it was cleared.
    pub after: Option<Json<Value>>,
}

impl FieldChange {
    /// From a row's own field and values.
    pub fn new(column: &str, before: &Value, after: &Value) -> Self {
        Self { field: api_name(column), before: api_value(column, before), after: api_value(column, after) }
    }
}

/// `owner_id` → `owner`, `expected_close_on` → `expectedCloseOn`.
pub fn api_name(column: &str) -> String {
    let base = column.strip_suffix("_id").unwrap_or(column);
    let mut name = String::with_capacity(base.len());
    let mut upper = false;
    for letter in base.chars() {
        match (letter, upper) {
            ('_', _) => upper = true,
            (letter, true) => {
                name.extend(letter.to_uppercase());
                upper = false;
            }
            (letter, false) => name.push(letter),
        }
    }
    name
}

/// What a column refers to, when it is a reference.
pub fn reference(column: &str) -> Option<SubjectKind> {
    Some(match column {
        "owner_id" | "assignee_id" | "manager_id" | "user_id" => SubjectKind::User,
        "account_id" => SubjectKind::Account,
        "primary_contact_id" | "contact_id" => SubjectKind::Contact,
        "pipeline_id" => SubjectKind::Pipeline,
        "stage_id" => SubjectKind::Stage,
        "deal_id" => SubjectKind::Deal,
        "team_id" => SubjectKind::Team,
        "source_id" | "industry_id" | "loss_reason_id" | "forecast_category_id" => SubjectKind::Lookup,
        _ => return None,
    })
}

fn api_value(column: &str, value: &Value) -> Option<Json<Value>> {
    if value.is_null() {
        return None;
    }
    let id = reference(column).and_then(|kind| {
        let uuid: Uuid = value.as_str()?.parse().ok()?;
        Some(Value::String(type_id(kind.prefix(), uuid)))
    });
    let enumerated = matches!(column, "status" | "priority" | "role" | "deal_visibility" | "kind");
    let value = match (id, value) {
        (Some(id), _) => id,
        (None, Value::String(text)) if enumerated => Value::String(text.to_uppercase()),
        (None, value) => value.clone(),
    };
    Some(Json(value))
}
