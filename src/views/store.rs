//! The SQL of the search box.

use crate::app::error::Result;
use crate::db::filter::Conditions;
use crate::db::fragment::{Bind, Fragment, Select};
use crate::db::list::Visible;
use diesel_async::AsyncPgConnection;

/// Visible records whose `name` (an expression as its index folds it) contains every word of `text`: those that begin with the
/// text first, then those that have least besides.
pub async fn named<R: Visible>(
    conn: &mut AsyncPgConnection,
    mut conditions: Conditions<'_>,
    name: &'static str,
    (text, limit): (&str, usize),
) -> Result<Vec<R>> {
    conditions.search(name, text);
    let mut sql = Fragment::text("FROM ");
    sql.push(R::TABLE).push(" WHERE ").append(conditions.into_sql());
    sql.push(" ORDER BY starts_with(fold(").push(name).push("), fold(").bind(Bind::Text(text.to_owned()));
    sql.push(")) DESC, length(").push(name).push("), ").push(R::ID);
    sql.push(" DESC LIMIT ").bind(Bind::BigInt(i64::try_from(limit).unwrap_or(i64::MAX)));
    R::load(conn, Select::new(sql)).await
}

/// How alike a name must be to a text, as `pg_trgm` counts shared trigrams.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Likeness {
    /// Whole words of the name are like the text: strict word similarity of 0.5, PostgreSQL's default.
    Words,
    /// Any part of the name is: word similarity of 0.4, a setting of the session.
    Part,
}

/// Visible records in whose `name` something is much like `text`: a letter missing, doubled, swapped or mistaken. The most alike
/// first, then those that have least besides.
pub async fn alike<R: Visible>(
    conn: &mut AsyncPgConnection,
    mut conditions: Conditions<'_>,
    name: &'static str,
    (likeness, text, limit): (Likeness, &str, usize),
) -> Result<Vec<R>> {
    let text = Bind::Text(text.to_owned());
    let mut like = Fragment::text("fold(");
    like.push(name).push(match likeness {
        Likeness::Words => ") %>> fold(",
        Likeness::Part => ") %> fold(",
    });
    like.bind(text.clone()).push(")");
    conditions.and(like);
    let mut sql = Fragment::text("FROM ");
    sql.push(R::TABLE).push(" WHERE ").append(conditions.into_sql());
    sql.push(" ORDER BY word_similarity(fold(")
        .bind(text)
        .push("), fold(")
        .push(name)
        .push(")) DESC, length(");
    sql.push(name).push("), ").push(R::ID).push(" DESC LIMIT ");
    sql.bind(Bind::BigInt(i64::try_from(limit).unwrap_or(i64::MAX)));
    R::load(conn, Select::new(sql)).await
}
