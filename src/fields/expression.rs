//! A custom field's value in SQL, as filters, orders and indexes write it: all three must write the same for an index to serve.

use crate::fields::model::{CustomField, FieldType};
use parking_lot::Mutex;
use std::collections::HashSet;
use std::sync::LazyLock;

/// How values of a type compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// As a dictionary would.
    Words,
    /// Letter by letter, which is right for days, instants, ids and keys.
    Bytes,
    /// As numbers.
    Numbers,
}

impl FieldType {
    /// How its values compare.
    pub fn order(self) -> Order {
        match self {
            Self::Number | Self::Money => Order::Numbers,
            Self::Text | Self::LongText | Self::Url | Self::Email | Self::Phone => Order::Words,
            Self::Boolean
            | Self::Date
            | Self::DateTime
            | Self::Select
            | Self::MultiSelect
            | Self::User
            | Self::Account
            | Self::Contact => Order::Bytes,
        }
    }
}

/// The value of `field` in the column `custom` (`deals.custom`).
///
/// The text becomes part of statements and stays in memory for good: a key is made of small letters, digits and `_` by the rules
/// and by the table's own check, and there are as many texts as fields were ever made.
pub fn of(custom: &'static str, field: &CustomField) -> &'static str {
    let key: String =
        field.key.chars().filter(|letter| letter.is_ascii_alphanumeric() || *letter == '_').collect();
    kept(match field.kind.order() {
        Order::Words => format!("({custom} ->> '{key}') COLLATE \"und-x-icu\""),
        Order::Bytes => format!("({custom} ->> '{key}') COLLATE \"C\""),
        Order::Numbers => format!("custom_number({custom} ->> '{key}')"),
    })
}

fn kept(text: String) -> &'static str {
    static KEPT: LazyLock<Mutex<HashSet<&'static str>>> = LazyLock::new(Mutex::default);
    let mut kept = KEPT.lock();
    match kept.get(text.as_str()) {
        Some(known) => known,
        None => {
            let text: &'static str = text.leak();
            kept.insert(text);
            text
        }
    }
}
