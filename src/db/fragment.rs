//! Pieces of SQL that are put together at run time: filters, orders and the lists they make.
//!
//! Column names and operators are program text (`&'static str`); every value is a bind. Statements are cached by their text, so
//! equal shapes share one prepared statement. Diesel's boxed expressions would do the same with a type per table and column and
//! cost minutes of compile time; a fragment is the same thing with the types left to PostgreSQL.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::expression::{AppearsOnTable, Expression, SelectableExpression, ValidGrouping, is_aggregate};
use diesel::pg::Pg;
use diesel::query_builder::{AstPass, QueryFragment, QueryId};
use diesel::result::QueryResult;
use diesel::sql_types as sql;
use parking_lot::RwLock;
use rust_decimal::Decimal;
use std::any::TypeId;
use std::collections::HashMap;
use std::marker::PhantomData;
use std::sync::LazyLock;
use uuid::Uuid;

/// A value bound into a fragment.
#[derive(Debug, Clone)]
pub enum Bind {
    Uuid(Uuid),
    Uuids(Vec<Uuid>),
    Text(String),
    Texts(Vec<String>),
    Int(i32),
    Ints(Vec<i32>),
    BigInt(i64),
    Decimal(Decimal),
    Decimals(Vec<Decimal>),
    Date(NaiveDate),
    Instant(DateTime<Utc>),
    Bool(bool),
    Json(serde_json::Value),
    Jsons(Vec<serde_json::Value>),
}

#[derive(Debug, Clone)]
enum Piece {
    Text(&'static str),
    Bind(Bind),
}

/// SQL text with its binds.
#[derive(Debug, Clone, Default)]
pub struct Fragment {
    pieces: Vec<Piece>,
}

impl Fragment {
    /// The text alone.
    pub fn text(text: &'static str) -> Self {
        Self { pieces: vec![Piece::Text(text)] }
    }

    /// Appends text.
    pub fn push(&mut self, text: &'static str) -> &mut Self {
        self.pieces.push(Piece::Text(text));
        self
    }

    /// Appends a value.
    pub fn bind(&mut self, value: Bind) -> &mut Self {
        self.pieces.push(Piece::Bind(value));
        self
    }

    /// Appends another fragment.
    pub fn append(&mut self, other: Self) -> &mut Self {
        self.pieces.extend(other.pieces);
        self
    }

    /// Of how many pieces it is.
    pub fn len(&self) -> usize {
        self.pieces.len()
    }

    /// Whether nothing was pushed yet.
    pub fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }

    /// The fragment as an expression of the SQL type `ST`, usable on any table it names.
    pub fn typed<ST>(self) -> Typed<ST> {
        Typed { fragment: self, sql_type: PhantomData }
    }
}

impl QueryFragment<Pg> for Fragment {
    fn walk_ast<'b>(&'b self, mut pass: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        // The text differs from value to value of this type, so diesel must look at it and not at the type.
        for piece in &self.pieces {
            match piece {
                Piece::Text(text) => pass.push_sql(text),
                Piece::Bind(bind) => push_bind(&mut pass, bind)?,
            }
        }
        Ok(())
    }
}

fn push_bind<'b>(pass: &mut AstPass<'_, 'b, Pg>, bind: &'b Bind) -> QueryResult<()> {
    match bind {
        Bind::Uuid(value) => pass.push_bind_param::<sql::Uuid, _>(value),
        Bind::Uuids(value) => pass.push_bind_param::<sql::Array<sql::Uuid>, _>(value),
        Bind::Text(value) => pass.push_bind_param::<sql::Text, _>(value),
        Bind::Texts(value) => pass.push_bind_param::<sql::Array<sql::Text>, _>(value),
        Bind::Int(value) => pass.push_bind_param::<sql::Int4, _>(value),
        Bind::Ints(value) => pass.push_bind_param::<sql::Array<sql::Int4>, _>(value),
        Bind::BigInt(value) => pass.push_bind_param::<sql::Int8, _>(value),
        Bind::Decimal(value) => pass.push_bind_param::<sql::Numeric, _>(value),
        Bind::Decimals(value) => pass.push_bind_param::<sql::Array<sql::Numeric>, _>(value),
        Bind::Date(value) => pass.push_bind_param::<sql::Date, _>(value),
        Bind::Instant(value) => pass.push_bind_param::<sql::Timestamptz, _>(value),
        Bind::Bool(value) => pass.push_bind_param::<sql::Bool, _>(value),
        Bind::Json(value) => pass.push_bind_param::<sql::Jsonb, _>(value),
        Bind::Jsons(value) => pass.push_bind_param::<sql::Array<sql::Jsonb>, _>(value),
    }
}

/// A fragment with the SQL type of its value.
#[derive(Debug, Clone)]
pub struct Typed<ST> {
    fragment: Fragment,
    sql_type: PhantomData<ST>,
}

impl<ST> Expression for Typed<ST>
where
    ST: diesel::sql_types::SqlType + diesel::expression::TypedExpressionType,
{
    type SqlType = ST;
}
impl<ST> QueryFragment<Pg> for Typed<ST> {
    fn walk_ast<'b>(&'b self, pass: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        self.fragment.walk_ast(pass)
    }
}
impl<ST: 'static> QueryId for Typed<ST> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}
impl<ST> ValidGrouping<()> for Typed<ST> {
    type IsAggregate = is_aggregate::Never;
}
impl<ST, QS> AppearsOnTable<QS> for Typed<ST> where Self: Expression {}
impl<ST, QS> SelectableExpression<QS> for Typed<ST> where Self: Expression {}

/// A whole statement: `SELECT <columns of R> <tail>`, loading rows of `R`.
#[derive(Debug, Clone)]
pub struct Select<R> {
    tail: Fragment,
    row: PhantomData<fn() -> R>,
}

impl<R> Select<R> {
    /// `tail` begins at FROM, and the columns of `R` must be reachable under their table's name.
    pub fn new(tail: Fragment) -> Self {
        Self { tail, row: PhantomData }
    }
}

impl<R> QueryFragment<Pg> for Select<R>
where
    R: diesel::Selectable<Pg> + 'static,
    R::SelectExpression: QueryFragment<Pg>,
{
    fn walk_ast<'b>(&'b self, mut pass: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        pass.push_sql("SELECT ");
        pass.push_sql(columns::<R>()?);
        pass.push_sql(" ");
        self.tail.walk_ast(pass)
    }
}

/// The columns of `R` as text. Made once for each kind of row: diesel walks a statement four times before it is sent, and the
/// columns would be most of the way.
fn columns<R>() -> QueryResult<&'static str>
where
    R: diesel::Selectable<Pg> + 'static,
    R::SelectExpression: QueryFragment<Pg>,
{
    use diesel::query_builder::QueryBuilder;
    static KNOWN: LazyLock<RwLock<HashMap<TypeId, &'static str>>> = LazyLock::new(RwLock::default);
    let kind = TypeId::of::<R>();
    if let Some(text) = KNOWN.read().get(&kind) {
        return Ok(text);
    }
    let mut builder = <Pg as diesel::backend::Backend>::QueryBuilder::default();
    R::construct_selection().to_sql(&mut builder, &Pg)?;
    // Kept for good: there are as many as kinds of rows.
    let text: &'static str = builder.finish().leak();
    KNOWN.write().insert(kind, text);
    Ok(text)
}

impl<R> QueryId for Select<R> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}
impl<R> diesel::query_builder::Query for Select<R>
where
    R: diesel::Selectable<Pg>,
    R::SelectExpression: Expression,
{
    type SqlType = <R::SelectExpression as Expression>::SqlType;
}

/// A whole statement written as a fragment, whose columns have the SQL types `ST`.
#[derive(Debug, Clone)]
pub struct Statement<ST> {
    fragment: Fragment,
    sql_type: PhantomData<fn() -> ST>,
}

impl<ST> Statement<ST> {
    pub fn new(fragment: Fragment) -> Self {
        Self { fragment, sql_type: PhantomData }
    }
}
impl<ST> QueryFragment<Pg> for Statement<ST> {
    fn walk_ast<'b>(&'b self, pass: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        self.fragment.walk_ast(pass)
    }
}
impl<ST> QueryId for Statement<ST> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}
impl<ST> diesel::query_builder::Query for Statement<ST> {
    type SqlType = ST;
}
