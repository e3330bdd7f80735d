//! Filters by custom fields, typed by their definitions.

use crate::app::error::{Error, Result};
use crate::db::filter::{Conditions, escape_like, pair};
use crate::db::fragment::{Bind, Fragment};
use crate::fields::expression::{self, Order};
use crate::fields::model::{CustomField, FieldType};
use crate::fields::rules;
use crate::fields::values::HasCustom;
use async_graphql::{InputObject, Json};
use serde_json::Value;

/// A condition on a custom field. Values are written as the field's type says; days and instants may be relative (`@today+14d`), users
/// may be `@me`. What a type cannot do (a word compared as a number, a choice it does not offer) is refused.
#[derive(Debug, Clone, Default, InputObject)]
pub struct CustomFilter {
    /// The field.
    pub key: String,
    /// Exactly this; of several options: this one among them.
    pub eq: Option<Json<Value>>,
    /// Anything but this; also nothing at all.
    pub ne: Option<Json<Value>>,
    /// One of these; of several options: at least one of these among them.
    #[graphql(name = "in")]
    pub is_in: Option<Vec<Json<Value>>>,
    /// None of these; also nothing at all.
    pub not_in: Option<Vec<Json<Value>>>,
    /// Below this.
    pub lt: Option<Json<Value>>,
    /// This or below.
    pub lte: Option<Json<Value>>,
    /// Above this.
    pub gt: Option<Json<Value>>,
    /// This or above.
    pub gte: Option<Json<Value>>,
    /// From the first to the second, both included.
    pub between: Option<Vec<Json<Value>>>,
    /// Somewhere in the text, without regard to case and accents.
    pub contains: Option<String>,
    /// At the beginning of the text, without regard to case and accents.
    pub starts_with: Option<String>,
    /// True: empty. False: not empty.
    pub is_null: Option<bool>,
}

/// The custom field of this key that the viewer's workspace has for `R`, archived or not.
///
/// # Errors
/// `BadInput` when there is none.
pub fn known<'v, R: HasCustom>(viewer: &'v crate::app::actor::Viewer, key: &str) -> Result<&'v CustomField> {
    let mut fields = viewer.fields().iter();
    let found = fields.find(|field| field.subject == R::SUBJECT && field.key == key);
    found.ok_or_else(|| {
        let subject = R::SUBJECT.as_str();
        let told =
            format!("there is no custom field “{key:.40}” on a {subject}; customFieldDefinitions lists them");
        Error::BadInput(told.into())
    })
}

/// Adds filters by custom fields of `R`.
pub fn filter_custom<R: HasCustom>(to: &mut Conditions<'_>, filters: Option<&[CustomFilter]>) -> Result<()> {
    for filter in filters.unwrap_or_default() {
        let field = known::<R>(to.viewer, &filter.key)?;
        let column = expression::of(R::COLUMN, field);
        if field.kind == FieldType::MultiSelect {
            among::<R>(to, field, filter)?;
        } else {
            let one = One { field, column };
            one.equal(to, filter)?;
            one.compared(to, filter)?;
            one.worded(to, filter)?;
        }
        to.null(column, filter.is_null);
    }
    Ok(())
}

/// A field of one value.
struct One<'f> {
    field: &'f CustomField,
    column: &'static str,
}

impl One<'_> {
    /// The value as it compares.
    fn bind(&self, to: &Conditions<'_>, value: &Value) -> Result<Bind> {
        let text = rules::sought(self.field, value, (to.viewer.user_id(), to.now))?;
        match self.field.kind.order() {
            Order::Numbers => {
                let number = text.parse().map_err(|_| wrong(self.field, "this is no number"))?;
                Ok(Bind::Decimal(number))
            }
            Order::Words | Order::Bytes => Ok(Bind::Text(text)),
        }
    }

    fn binds(&self, to: &Conditions<'_>, values: &[Json<Value>]) -> Result<Bind> {
        let mut texts = Vec::with_capacity(values.len());
        let mut numbers = Vec::new();
        for value in values {
            match self.bind(to, &value.0)? {
                Bind::Decimal(number) => numbers.push(number),
                Bind::Text(text) => texts.push(text),
                _ => {}
            }
        }
        let is_number = self.field.kind.order() == Order::Numbers;
        Ok(if is_number { Bind::Decimals(numbers) } else { Bind::Texts(texts) })
    }

    fn equal(&self, to: &mut Conditions<'_>, filter: &CustomFilter) -> Result<()> {
        if let Some(value) = &filter.eq {
            let bind = self.bind(to, &value.0)?;
            to.compare(self.column, " = ", bind);
        }
        if let Some(value) = &filter.ne {
            let bind = self.bind(to, &value.0)?;
            to.compare(self.column, " IS DISTINCT FROM ", bind);
        }
        if let Some(values) = &filter.is_in {
            let binds = self.binds(to, values)?;
            to.any(self.column, binds);
        }
        if let Some(values) = &filter.not_in {
            let binds = self.binds(to, values)?;
            to.not_any(self.column, binds);
        }
        Ok(())
    }

    fn compared(&self, to: &mut Conditions<'_>, filter: &CustomFilter) -> Result<()> {
        let (low, high) = match &filter.between {
            Some(range) => {
                let (low, high) = pair(range)?;
                (Some(low), Some(high))
            }
            None => (None, None),
        };
        let asked = [
            (" < ", filter.lt.as_ref()),
            (" <= ", filter.lte.as_ref()),
            (" > ", filter.gt.as_ref()),
            (" >= ", filter.gte.as_ref()),
            (" >= ", low),
            (" <= ", high),
        ];
        for (operator, value) in asked {
            let Some(value) = value else { continue };
            if !matches!(
                self.field.kind,
                FieldType::Number | FieldType::Money | FieldType::Date | FieldType::DateTime
            ) {
                return Err(wrong(self.field, "only numbers, amounts, days and instants have more and less"));
            }
            let bind = self.bind(to, &value.0)?;
            to.compare(self.column, operator, bind);
        }
        Ok(())
    }

    fn worded(&self, to: &mut Conditions<'_>, filter: &CustomFilter) -> Result<()> {
        let contains = filter.contains.as_ref().map(|text| format!("%{}%", escape_like(text)));
        let begins = filter.starts_with.as_ref().map(|text| format!("{}%", escape_like(text)));
        for pattern in [contains, begins].into_iter().flatten() {
            if self.field.kind.order() != Order::Words {
                return Err(wrong(self.field, "only texts contain something or start with it"));
            }
            to.like(self.column, pattern);
        }
        Ok(())
    }
}

/// A field of several options: the record's `custom` holds the option, which its index knows.
fn among<R: HasCustom>(to: &mut Conditions<'_>, field: &CustomField, filter: &CustomFilter) -> Result<()> {
    let compared = [&filter.lt, &filter.lte, &filter.gt, &filter.gte].iter().any(|value| value.is_some());
    if compared || filter.between.is_some() || filter.contains.is_some() || filter.starts_with.is_some() {
        return Err(wrong(field, "options can be asked for by eq, ne, in, notIn and isNull"));
    }
    let holds = |value: &Json<Value>| -> Result<Fragment> {
        let option = rules::option_sought(field, &value.0)?;
        let mut document = serde_json::Map::new();
        document.insert(field.key.clone(), serde_json::json!([option]));
        let mut sql = Fragment::text(R::COLUMN);
        sql.push(" @> ").bind(Bind::Json(document.into()));
        Ok(sql)
    };
    let any = |values: &[Json<Value>]| -> Result<Fragment> {
        let mut sql = Fragment::text("false");
        for value in values {
            sql.push(" OR ").append(holds(value)?);
        }
        Ok(sql)
    };
    let not = |condition: Fragment| {
        let mut sql = Fragment::text("NOT (");
        sql.append(condition).push(")");
        sql
    };
    if let Some(value) = &filter.eq {
        to.and(holds(value)?);
    }
    if let Some(value) = &filter.ne {
        to.and(not(holds(value)?));
    }
    if let Some(values) = &filter.is_in {
        to.and(any(values)?);
    }
    if let Some(values) = &filter.not_in {
        to.and(not(any(values)?));
    }
    Ok(())
}

fn wrong(field: &CustomField, why: &str) -> Error {
    Error::BadInput(format!("custom field “{}”: {why}", field.key).into())
}
