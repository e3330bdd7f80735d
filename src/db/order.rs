//! Keyset orders: what a list is sorted by, and the cursor that says where in that order a row stands.
//!
//! A page costs the same wherever it begins, because the cursor is a condition on the sort columns and not an offset. Rows
//! without a value come last in either direction. The id is always the last sort column, so that the order is total.

use crate::app::error::{Error, Result};
use crate::db::fragment::{Bind, Fragment};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use uuid::Uuid;

/// Which way a list is sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, async_graphql::Enum)]
pub enum OrderDirection {
    /// Lowest first.
    #[default]
    Asc,
    /// Highest first.
    Desc,
}

type Reader<R> = dyn Fn(&R) -> Option<String> + Send + Sync;

/// Reads the value a row is sorted by, as text PostgreSQL reads back exactly.
pub enum Reading<R> {
    /// From a column of the row.
    Row(fn(&R) -> Option<String>),
    /// From what only the request knows, such as a custom field.
    Made(Arc<Reader<R>>),
}

impl<R> Reading<R> {
    fn of(&self, row: &R) -> Option<String> {
        match self {
            Self::Row(read) => read(row),
            Self::Made(read) => read(row),
        }
    }
}

/// One thing a list of `R` can be sorted by.
pub struct Column<R> {
    /// The expression, as its index has it.
    pub sql: &'static str,
    /// Its SQL type, to read a cursor's value back.
    pub cast: &'static str,
    pub nullable: bool,
    /// The value of a row.
    pub value: Reading<R>,
}

/// A list's order: columns with directions, then the id.
pub struct Keyset<R> {
    terms: Vec<(Column<R>, OrderDirection)>,
    id_sql: &'static str,
    id: fn(&R) -> Uuid,
}

/// What an opaque cursor holds.
#[derive(Debug, Serialize, Deserialize)]
struct Position {
    /// The order it was made in; a cursor of another order means nothing here.
    o: String,
    v: Vec<Option<String>>,
    i: Uuid,
}

impl<R> Keyset<R> {
    /// The order by `terms`, at most four of them, then by id.
    pub fn new(terms: Vec<(Column<R>, OrderDirection)>, id_sql: &'static str, id: fn(&R) -> Uuid) -> Self {
        Self { terms, id_sql, id }
    }

    fn signature(&self) -> String {
        self.terms.iter().map(|(column, direction)| format!("{}{direction:?};", column.sql)).collect()
    }

    fn last_direction(&self) -> OrderDirection {
        self.terms.last().map(|(_, direction)| *direction).unwrap_or_default()
    }

    /// `ORDER BY` list; `reverse` reads the same order from its end.
    pub fn order_by(&self, reverse: bool) -> Fragment {
        let mut sql = Fragment::default();
        for (column, direction) in &self.terms {
            sql.push(column.sql).push(match (direction, reverse, column.nullable) {
                (OrderDirection::Asc, false, _) => " ASC, ",
                (OrderDirection::Asc, true, _) => " DESC, ",
                (OrderDirection::Desc, false, true) => " DESC NULLS LAST, ",
                (OrderDirection::Desc, true, true) => " ASC NULLS FIRST, ",
                (OrderDirection::Desc, false, false) => " DESC, ",
                (OrderDirection::Desc, true, false) => " ASC, ",
            });
        }
        sql.push(self.id_sql).push(if (self.last_direction() == OrderDirection::Asc) == reverse {
            " DESC"
        } else {
            " ASC"
        });
        sql
    }

    /// Makes the cursors of rows.
    pub fn cursors(&self) -> impl Fn(&R) -> String + '_ {
        let signature = signature_hash(&self.signature());
        move |row| self.cursor(&signature, row)
    }

    fn cursor(&self, signature: &str, row: &R) -> String {
        let position = Position {
            o: signature.to_owned(),
            v: self.terms.iter().map(|(column, _)| column.value.of(row)).collect(),
            i: (self.id)(row),
        };
        URL_SAFE_NO_PAD.encode(serde_json::to_vec(&position).unwrap_or_default())
    }

    /// The condition "beyond this cursor", after it or with `before` ahead of it, as parts that follow each other in the order.
    ///
    /// Each part is one range of the order's index; a list by a column with empty values has two, the values and the empty ones.
    ///
    /// # Errors
    /// `BadInput` when the cursor is garbage or of another order.
    pub fn beyond(&self, cursor: &str, before: bool) -> Result<Vec<Fragment>> {
        let position: Position = URL_SAFE_NO_PAD
            .decode(cursor)
            .ok()
            .and_then(|bytes| serde_json::from_slice(&bytes).ok())
            .ok_or(Error::BadInput("this page cursor cannot be read: use one from pageInfo".into()))?;
        if position.o != signature_hash(&self.signature()) || position.v.len() != self.terms.len() {
            return Err(Error::BadInput(
                "this page cursor is of another order: start from the first page".into(),
            ));
        }
        if let ([(column, _)], [value]) = (self.terms.as_slice(), position.v.as_slice())
            && column.nullable
        {
            return Ok(self.beyond_nullable(column, value.is_some(), &position, before));
        }
        let uniform = self
            .terms
            .iter()
            .all(|(column, direction)| !column.nullable && *direction == self.last_direction());
        Ok(vec![if uniform {
            self.beyond_row(&position, before)
        } else {
            self.beyond_terms(&position, before)
        }])
    }

    /// The only column may be empty, and empty ones come last: the rest of the values, then the empty ones by id.
    fn beyond_nullable(
        &self,
        column: &Column<R>,
        at_value: bool,
        position: &Position,
        before: bool,
    ) -> Vec<Fragment> {
        let mut empty = Fragment::text(column.sql);
        empty.push(" IS NULL");
        if at_value {
            let rest = self.beyond_row(position, before);
            return if before { vec![rest] } else { vec![rest, empty] };
        }
        let ascending = (self.last_direction() == OrderDirection::Asc) != before;
        empty.push(" AND ").push(self.id_sql).push(if ascending { " > " } else { " < " });
        empty.bind(Bind::Uuid(position.i));
        let mut values = Fragment::text(column.sql);
        values.push(" IS NOT NULL");
        if before { vec![empty, values] } else { vec![empty] }
    }

    /// `(a, b, id) > (…)`: one range of the index.
    fn beyond_row(&self, position: &Position, before: bool) -> Fragment {
        let mut sql = Fragment::text("(");
        for (column, _) in &self.terms {
            sql.push(column.sql).push(", ");
        }
        let ascending = (self.last_direction() == OrderDirection::Asc) != before;
        sql.push(self.id_sql).push(if ascending { ") > (" } else { ") < (" });
        for ((column, _), value) in self.terms.iter().zip(&position.v) {
            sql.append(bound(column, value.clone().unwrap_or_default())).push(", ");
        }
        sql.bind(Bind::Uuid(position.i)).push(")");
        sql
    }

    /// The same spelt out column by column, where directions or nulls differ.
    fn beyond_terms(&self, position: &Position, before: bool) -> Fragment {
        let mut sql = Fragment::text("false");
        let mut equal = Fragment::text("true");
        for ((column, direction), value) in self.terms.iter().zip(&position.v) {
            let ascending = (*direction == OrderDirection::Asc) != before;
            sql.push(" OR (").append(equal.clone()).push(" AND ");
            match value {
                Some(value) => {
                    sql.push("(").push(column.sql).push(if ascending { " > " } else { " < " });
                    sql.append(bound(column, value.clone()));
                    if column.nullable && !before {
                        sql.push(" OR ").push(column.sql).push(" IS NULL");
                    }
                    sql.push("))");
                    equal.push(" AND ").push(column.sql).push(" = ").append(bound(column, value.clone()));
                }
                None => {
                    // Nothing is beyond no value, except, backwards, every value.
                    sql.push(if before { column.sql } else { "false" });
                    sql.push(if before { " IS NOT NULL)" } else { ")" });
                    equal.push(" AND ").push(column.sql).push(" IS NULL");
                }
            }
        }
        let ascending = (self.last_direction() == OrderDirection::Asc) != before;
        sql.push(" OR (").append(equal).push(" AND ").push(self.id_sql);
        sql.push(if ascending { " > " } else { " < " }).bind(Bind::Uuid(position.i)).push(")");
        sql
    }
}

fn bound<R>(column: &Column<R>, value: String) -> Fragment {
    let mut sql = Fragment::text("CAST(");
    sql.bind(Bind::Text(value)).push("::text AS ").push(column.cast).push(")");
    sql
}

/// Short and stable; only has to tell orders apart.
fn signature_hash(signature: &str) -> String {
    use sha2::{Digest, Sha256};
    URL_SAFE_NO_PAD.encode(&Sha256::digest(signature.as_bytes())[..6])
}

/// Most things one list is sorted by.
pub const MOST_TERMS: usize = 4;

/// Refuses an `orderBy` of more terms than a list is sorted by: leaving some out would be another order than asked for.
///
/// # Errors
/// `BadInput`.
pub fn check_terms(count: usize) -> Result<()> {
    if count > MOST_TERMS {
        return Err(Error::BadInput(format!("orderBy takes at most four terms, not {count}").into()));
    }
    Ok(())
}

/// A field enum that knows its columns.
pub trait Sortable: Sized {
    type Row;
    /// The sort columns of this field, in order.
    fn columns(&self) -> Vec<Column<Self::Row>>;
}

/// Declares what a list can be sorted by:
/// `orders! { pub enum DealOrderField / DealOrder for Deal { /// doc  Name => [("deals.name", "text", false, |d| Some(d.name.clone()))], … } }`
///
/// Expands to the GraphQL enum `DealOrderField`, the input `DealOrder { field, direction }`, and [`Sortable`]. With
/// `for Deal, or Custom` custom fields can be sorted by too: `DealOrder { field: Custom, customKey, direction }`.
#[macro_export]
macro_rules! orders {
    ($(#[$meta:meta])* pub enum $field:ident / $order:ident for $row:ty $(, or $custom:ident)? {
        $($(#[$vmeta:meta])* $variant:ident => [$(($sql:literal, $cast:literal, $nullable:literal, $value:expr)),+]),+ $(,)?
    }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, async_graphql::Enum)]
        pub enum $field {
            $($(#[$vmeta])* $variant,)+
            $(/** By a custom field, which `customKey` names. */ $custom,)?
        }

        impl $crate::db::order::Sortable for $field {
            type Row = $row;
            fn columns(&self) -> Vec<$crate::db::order::Column<$row>> {
                match self {
                    $(Self::$variant => vec![$($crate::db::order::Column {
                        sql: $sql, cast: $cast, nullable: $nullable, value: $crate::db::order::Reading::Row($value),
                    }),+],)+
                    // Which one is known with the order only.
                    $(Self::$custom => Vec::new(),)?
                }
            }
        }

        #[doc = concat!("One thing to sort by, and which way.")]
        #[derive(Debug, Clone, async_graphql::InputObject)]
        pub struct $order {
            /// What to sort by.
            pub field: $field,
            /// Which way; ascending when left out.
            pub direction: Option<$crate::db::order::OrderDirection>,
            $(
                /// With `field: CUSTOM`, the key of the custom field.
                #[cfg_attr(any(), $custom)] // says that this repeats with it
                pub custom_key: Option<String>,
            )?
        }

        impl From<($field, $crate::db::order::OrderDirection)> for $order {
            fn from((field, direction): ($field, $crate::db::order::OrderDirection)) -> Self {
                Self { field, direction: Some(direction), $(custom_key: { let _ = stringify!($custom); None })? }
            }
        }

        impl $order {
            /// The terms of an `orderBy` argument, or `default` when there is none.
            ///
            /// # Errors
            /// `BadInput` when there are more than [`MOST_TERMS`]($crate::db::order::MOST_TERMS), or a custom field is not known.
            pub fn terms(
                orders: &[Self],
                default: &[($field, $crate::db::order::OrderDirection)],
                viewer: &$crate::app::actor::Viewer,
            ) -> $crate::app::error::Result<Vec<($crate::db::order::Column<$row>, $crate::db::order::OrderDirection)>> {
                use $crate::db::order::Sortable as _;
                $crate::db::order::check_terms(orders.len())?;
                let _ = viewer;
                let default: Vec<Self> = default.iter().copied().map(Self::from).collect();
                let mut terms = Vec::new();
                for order in if orders.is_empty() { &default } else { orders } {
                    let direction = order.direction.unwrap_or_default();
                    $(if order.field == $field::$custom {
                        let key = order.custom_key.as_deref();
                        terms.push(($crate::fields::order::column::<$row>(viewer, key)?, direction));
                    })?
                    terms.extend(order.field.columns().into_iter().map(|column| (column, direction)));
                }
                Ok(terms)
            }
        }
    };
}
