//! Lists sorted by custom fields.

use crate::app::actor::Viewer;
use crate::app::error::{Error, Result};
use crate::db::order::{Column, Reading};
use crate::fields::expression::{self, Order};
use crate::fields::filter::known;
use crate::fields::model::FieldType;
use crate::fields::values::HasCustom;

/// The sort column of the custom field an order names.
///
/// # Errors
/// `BadInput` when none is named, there is none of that key, or it holds several options, which have no order.
pub fn column<R: HasCustom>(viewer: &Viewer, key: Option<&str>) -> Result<Column<R>> {
    let missing = || Error::BadInput("an order by CUSTOM names its field in customKey".into());
    let field = known::<R>(viewer, key.ok_or_else(missing)?)?;
    if field.kind == FieldType::MultiSelect {
        let told = format!("a list cannot be sorted by “{}”: it may hold several options", field.key);
        return Err(Error::BadInput(told.into()));
    }
    let cast = match field.kind.order() {
        Order::Numbers => "numeric",
        Order::Words | Order::Bytes => "text",
    };
    let key = field.key.clone();
    let read = move |row: &R| match row.custom().0.get(&key)? {
        serde_json::Value::String(text) => Some(text.clone()),
        value => Some(value.to_string()),
    };
    Ok(Column {
        sql: expression::of(R::COLUMN, field),
        cast,
        nullable: true,
        value: Reading::Made(std::sync::Arc::new(read)),
    })
}
