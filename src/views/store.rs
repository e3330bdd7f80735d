//! The SQL of the search box.

use crate::app::error::Result;
use crate::db::filter::{Conditions, folded, folded_text};
use crate::db::fragment::{Bind, Fragment, Select, Statement};
use crate::db::list::Visible;
use crate::db::schema::workspaces;
use diesel::prelude::*;
use diesel::sql_types::{self as sql, BigInt, Nullable, Text};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

/// Visible records whose `name` contains a spelling of every word: those that begin with `text` first, then those that have least
/// besides.
pub async fn named<R: Visible>(
    conn: &mut AsyncPgConnection,
    mut conditions: Conditions<'_>,
    name: &'static str,
    (words, text, limit): (&[Vec<String>], &str, usize),
) -> Result<Vec<R>> {
    conditions.spelt(name, words);
    let mut sql = Fragment::text("FROM ");
    sql.push(R::TABLE).push(" WHERE ").append(conditions.into_sql());
    sql.push(" ORDER BY starts_with(").append(folded(name));
    sql.push(", ").append(folded_text(text.to_owned())).push(") DESC, length(").push(name).push("), ");
    sql.push(R::ID).push(" DESC LIMIT ").bind(Bind::BigInt(i64::try_from(limit).unwrap_or(i64::MAX)));
    R::load(conn, Select::new(sql)).await
}

/// Visible records in whose `name` something is much like `text`, as `pg_trgm` counts shared trigrams (word similarity of 0.4, a
/// setting of the session). The most alike first, then those that have least besides.
pub async fn alike<R: Visible>(
    conn: &mut AsyncPgConnection,
    mut conditions: Conditions<'_>,
    name: &'static str,
    (text, limit): (&str, usize),
) -> Result<Vec<R>> {
    let mut like = folded(name);
    like.push(" %> ").append(folded_text(text.to_owned()));
    conditions.and(like);
    let mut sql = Fragment::text("FROM ");
    sql.push(R::TABLE).push(" WHERE ").append(conditions.into_sql());
    sql.push(" ORDER BY word_similarity(")
        .append(folded_text(text.to_owned()))
        .push(", ")
        .append(folded(name));
    sql.push(") DESC, length(").push(name).push("), ").push(R::ID).push(" DESC LIMIT ");
    sql.bind(Bind::BigInt(i64::try_from(limit).unwrap_or(i64::MAX)));
    R::load(conn, Select::new(sql)).await
}

/// A typed word that no name has, by its place among those typed (from 1), folded; and a word that names have, if one is near.
pub type Near = (i64, String, Option<String>);

/// Which of the typed words no name of the workspace has, not as a part of a word either; each with up to fifty words that begin
/// nearly so (Levenshtein), the nearest first. Short words and numbers are left as they are.
pub async fn near(conn: &mut AsyncPgConnection, workspace_id: Uuid, typed: Vec<String>) -> Result<Vec<Near>> {
    let workspace = || Bind::Uuid(workspace_id);
    // OFFSET 0 has PostgreSQL compute what stands before it once for each row.
    let mut sql = Fragment::text(
        "SELECT typed.place, typed.word, known.word
         FROM (SELECT place, fold(word) AS word FROM unnest(",
    );
    sql.bind(Bind::Texts(typed)).push(
        ") WITH ORDINALITY AS given (word, place) OFFSET 0) typed
         CROSS JOIN LATERAL (SELECT CASE WHEN length(typed.word) < 8 THEN 2 ELSE 3 END AS most) allowed
         LEFT JOIN LATERAL (
           SELECT word, min(least(away, levenshtein_less_equal(word, typed.word, most))) AS away
           FROM (SELECT word, levenshtein_less_equal(left(word, length(typed.word)), typed.word, most) AS away
                 FROM search_words WHERE workspace_id = ",
    );
    sql.bind(workspace()).push(
        " AND length(word) >= length(typed.word) - 2 OFFSET 0) compared
           WHERE away <= most GROUP BY word ORDER BY 2, abs(length(word) - length(typed.word)), word LIMIT 50
         ) known ON true
         WHERE length(typed.word) BETWEEN 4 AND 40 AND typed.word !~ '[0-9]'
           AND NOT EXISTS (SELECT FROM search_words part WHERE part.workspace_id = ",
    );
    sql.bind(workspace())
        .push(" AND part.word LIKE '%' || typed.word || '%') ORDER BY typed.place, known.away");
    Ok(Statement::<(BigInt, Text, Nullable<Text>)>::new(sql).get_results(conn).await?)
}

/// The workspaces there are.
pub async fn workspaces(conn: &mut AsyncPgConnection) -> Result<Vec<Uuid>> {
    Ok(workspaces::table.select(workspaces::id).load(conn).await?)
}

/// Makes the words of a workspace those its names have: names that were changed leave theirs behind. How many were forgotten.
pub async fn renew_words(conn: &mut AsyncPgConnection, workspace_id: Uuid) -> Result<usize> {
    let text = "WITH used AS (
          SELECT words_of(folded) AS word FROM deals WHERE workspace_id = $1
          UNION SELECT words_of(folded) FROM accounts WHERE workspace_id = $1
          UNION SELECT words_of(folded) FROM contacts WHERE workspace_id = $1
          UNION SELECT words_of(folded) FROM leads WHERE workspace_id = $1
          UNION SELECT words_of(folded) FROM files WHERE workspace_id = $1
        ), missing AS (
          INSERT INTO search_words (workspace_id, word)
          SELECT $1, word FROM used EXCEPT SELECT workspace_id, word FROM search_words WHERE workspace_id = $1
        )
        DELETE FROM search_words
        WHERE workspace_id = $1 AND NOT EXISTS (SELECT FROM used WHERE used.word = search_words.word)";
    Ok(diesel::sql_query(text).bind::<sql::Uuid, _>(workspace_id).execute(conn).await?)
}
