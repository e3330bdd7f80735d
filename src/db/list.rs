//! Pages of rows: one gate in ([`Listing`]), one way out ([`Slice`]), for root lists and for lists under a parent alike.

use crate::app::actor::Viewer;
use crate::app::error::{Error, Result};
use crate::app::tx::Tx;
use crate::db::entity::{Entity, Versioned};
use crate::db::filter::Conditions;
use crate::db::fragment::{Bind, Fragment, Select, Statement};
use crate::db::id::Id;
use crate::db::order::Keyset;
use chrono::{DateTime, Utc};
use diesel::sql_types::{BigInt, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use futures_util::future::BoxFuture;
use std::collections::HashMap;
use std::sync::Arc;
use uuid::Uuid;

/// A row that can be listed. `entity!` implements it.
pub trait Row: Sized + Send + Sync + Clone + 'static {
    /// Its table.
    const TABLE: &'static str;

    /// Runs a select of such rows.
    fn load(conn: &mut AsyncPgConnection, select: Select<Self>) -> BoxFuture<'_, Result<Vec<Self>>>;

    /// Inserts this row.
    fn insert<'a>(&'a self, conn: &'a mut AsyncPgConnection) -> BoxFuture<'a, Result<()>>;

    /// Inserts several rows in one statement; some hundreds at most, every value is a bind.
    fn insert_all<'a>(rows: &'a [Self], conn: &'a mut AsyncPgConnection) -> BoxFuture<'a, Result<()>>;
}

/// A row that can be written back whole. Only [`crate::app::tx::Tx::save`] calls it: it counts the version.
pub trait SavedRow: Row + Versioned + PartialEq {
    fn save<'a>(&'a self, conn: &'a mut AsyncPgConnection) -> BoxFuture<'a, Result<()>>;
}

/// A row somebody may or may not see. The one place that says so for its kind: lists, counts, aggregates, search, loaders and
/// events all go through it.
pub trait Visible: Row + Entity {
    /// Its id column, with the table's name.
    const ID: &'static str;
    /// Its workspace column, with the table's name.
    const WORKSPACE: &'static str;

    /// Adds what the viewer of `conditions` may see of this kind; the workspace is in already.
    fn see(conditions: &mut Conditions<'_>);

    /// Its id.
    fn uuid(&self) -> Uuid;

    /// The conditions every read of this kind begins with.
    fn seen_by(viewer: &Viewer, now: DateTime<Utc>) -> Conditions<'_> {
        let mut conditions = Conditions::on(Self::WORKSPACE, viewer, now);
        Self::see(&mut conditions);
        conditions
    }
}

/// Those of the ids that exist and that the viewer may see.
pub async fn by_ids<R: Visible>(
    conn: &mut AsyncPgConnection,
    (viewer, now): (&Viewer, DateTime<Utc>),
    ids: Vec<Uuid>,
) -> Result<Vec<R>> {
    let mut conditions = R::seen_by(viewer, now);
    let mut these = Fragment::text(R::ID);
    these.push(" = ANY(").bind(Bind::Uuids(ids)).push(")");
    conditions.and(these);
    all(conn, conditions.into_sql()).await
}

/// The record, or nothing when there is none or the viewer may not see it.
pub async fn find<R: Visible>(
    conn: &mut AsyncPgConnection,
    asking: (&Viewer, DateTime<Utc>),
    id: Id<R>,
) -> Result<Option<R>> {
    Ok(by_ids(conn, asking, vec![id.0]).await?.pop())
}

/// The record.
///
/// # Errors
/// `NotFound` when there is none or the viewer may not see it.
pub async fn get<R: Visible>(tx: &mut Tx, id: Id<R>) -> Result<R> {
    let (viewer, now) = (tx.viewer.clone(), tx.now);
    find(tx.conn(), (&viewer, now), id).await?.ok_or(Error::NotFound(R::NAME))
}

/// The record, locked until the transaction ends.
///
/// # Errors
/// `NotFound` when there is none or the viewer may not see it.
pub async fn get_for_update<R: Visible>(tx: &mut Tx, id: Id<R>) -> Result<R> {
    let (viewer, now) = (tx.viewer.clone(), tx.now);
    let mut conditions = R::seen_by(&viewer, now);
    conditions.equals(R::ID, Bind::Uuid(id.0));
    locked(tx.conn(), conditions.into_sql()).await?.pop().ok_or(Error::NotFound(R::NAME))
}

/// Those of the ids that exist and that the viewer may see, held until the transaction ends: they can be changed meanwhile, and be
/// referred to, but not be locked as a whole, which is what merging them begins with.
pub async fn held<R: Visible>(tx: &mut Tx, ids: Vec<Uuid>) -> Result<Vec<R>> {
    let (viewer, now) = (tx.viewer.clone(), tx.now);
    let mut conditions = R::seen_by(&viewer, now);
    let mut these = Fragment::text(R::ID);
    these.push(" = ANY(").bind(Bind::Uuids(ids)).push(")");
    conditions.and(these);
    let mut sql = conditions.into_sql();
    sql.push(" ORDER BY ").push(R::ID).push(" FOR KEY SHARE OF ").push(R::TABLE);
    all(tx.conn(), sql).await
}

/// The record, held as [`held`] does.
///
/// # Errors
/// `NotFound` when there is none or the viewer may not see it.
pub async fn get_held<R: Visible>(tx: &mut Tx, id: Id<R>) -> Result<R> {
    held(tx, vec![id.0]).await?.pop().ok_or(Error::NotFound(R::NAME))
}

/// How rows of `R` belong to parents when another table says so, and not a column of theirs.
pub trait Link: Send + Sync + 'static {
    /// Both tables, joined.
    const TABLE: &'static str;
    /// The column of the other table that names the parent.
    const COLUMN: &'static str;
    /// `… AND `: that a row belongs to the parent at hand, `parent.id`.
    const LINKED: &'static str;
}

/// Which part of a list is asked for.
#[derive(Debug, Clone)]
pub struct Page {
    pub limit: usize,
    /// Beyond this cursor.
    pub cursor: Option<String>,
    /// From the list's end.
    pub reverse: bool,
}

/// A list: what it holds, in which order, and which page of it.
pub struct Listing<R> {
    /// The full condition, workspace and visibility included.
    pub conditions: Arc<Fragment>,
    pub keyset: Keyset<R>,
    pub page: Page,
}

/// One page of rows with their cursors.
#[derive(Debug, Clone)]
pub struct Slice<R> {
    pub rows: Vec<(String, R)>,
    pub has_next: bool,
    pub has_previous: bool,
}

impl<R> Default for Slice<R> {
    fn default() -> Self {
        Self { rows: Vec::new(), has_next: false, has_previous: false }
    }
}

impl<R: Row> Listing<R> {
    /// `FROM …` with the page's rows in order, one more than the page to know whether there are more. `under` is a further
    /// condition, ahead of the others.
    fn source(&self, under: &Fragment) -> Result<Fragment> {
        let beyond = match &self.page.cursor {
            Some(cursor) => self.keyset.beyond(cursor, self.page.reverse)?,
            None => Vec::new(),
        };
        let mut sql = Fragment::text("FROM ");
        match beyond.as_slice() {
            // Two ranges of the index, one page of each at most.
            [first, second] => {
                sql.push("((SELECT * FROM ").append(self.range(under, Some(first)));
                sql.push(") UNION ALL (SELECT * FROM ").append(self.range(under, Some(second)));
                sql.push(")) AS ").push(R::TABLE).append(self.tail());
            }
            [one] => {
                sql.append(self.range(under, Some(one)));
            }
            _ => {
                sql.append(self.range(under, None));
            }
        }
        Ok(sql)
    }

    /// `<table> WHERE … ORDER BY … LIMIT …` of one range of the order.
    fn range(&self, under: &Fragment, beyond: Option<&Fragment>) -> Fragment {
        let mut sql = Fragment::text(R::TABLE);
        sql.push(" WHERE ").append(under.clone()).append((*self.conditions).clone());
        if let Some(beyond) = beyond {
            sql.push(" AND (").append(beyond.clone()).push(")");
        }
        sql.append(self.tail());
        sql
    }

    fn tail(&self) -> Fragment {
        let mut sql = Fragment::text(" ORDER BY ");
        sql.append(self.keyset.order_by(self.page.reverse));
        sql.push(" LIMIT ").bind(Bind::BigInt(i64::try_from(self.page.limit + 1).unwrap_or(i64::MAX)));
        sql
    }

    fn slice(&self, mut rows: Vec<R>) -> Slice<R> {
        let more = rows.len() > self.page.limit;
        rows.truncate(self.page.limit);
        if self.page.reverse {
            rows.reverse();
        }
        let beyond = self.page.cursor.is_some();
        let (has_next, has_previous) = if self.page.reverse { (beyond, more) } else { (more, beyond) };
        let cursor = self.keyset.cursors();
        let rows = rows.into_iter().map(|row| (cursor(&row), row)).collect();
        Slice { rows, has_next, has_previous }
    }

    /// The page.
    pub async fn load(&self, conn: &mut AsyncPgConnection) -> Result<Slice<R>> {
        let sql = self.source(&Fragment::default())?;
        Ok(self.slice(R::load(conn, Select::new(sql)).await?))
    }

    /// The same page under each of several parents, in one statement: a lateral subselect per parent.
    pub async fn load_under(
        &self,
        conn: &mut AsyncPgConnection,
        parents: Vec<Uuid>,
        (column, parent_of): (&'static str, fn(&R) -> Option<Uuid>),
    ) -> Result<HashMap<Uuid, Slice<R>>> {
        let mut sql = Fragment::text("FROM unnest(");
        sql.bind(Bind::Uuids(parents))
            .push(") WITH ORDINALITY AS parent(id, place) CROSS JOIN LATERAL (SELECT * ");
        // The parent's condition stands inside, so that each parent's rows come off its own stretch of the index.
        let mut under = Fragment::text(column);
        under.push(" = parent.id AND ");
        sql.append(self.source(&under)?);
        sql.push(") AS ").push(R::TABLE);
        sql.push(" ORDER BY parent.place, ").append(self.keyset.order_by(self.page.reverse));
        let mut grouped: HashMap<Uuid, Vec<R>> = HashMap::new();
        for row in R::load(conn, Select::new(sql)).await? {
            if let Some(parent) = parent_of(&row) {
                grouped.entry(parent).or_default().push(row);
            }
        }
        Ok(grouped.into_iter().map(|(parent, rows)| (parent, self.slice(rows))).collect())
    }
}

impl<R: Visible> Listing<R> {
    /// The same page under each of several parents to which a row may belong together: which rows under which parent, and then
    /// the rows, in two statements.
    pub async fn load_linked<L: Link>(
        &self,
        conn: &mut AsyncPgConnection,
        (workspace_id, parents): (Uuid, Vec<Uuid>),
    ) -> Result<HashMap<Uuid, Slice<R>>> {
        let mut sql = Fragment::text("SELECT parent.id, ");
        sql.push(R::ID).push(" FROM unnest(").bind(Bind::Uuids(parents));
        sql.push(") WITH ORDINALITY AS parent(id, place) CROSS JOIN LATERAL (SELECT * ");
        sql.append(self.source(&Fragment::text(L::LINKED))?).push(") AS ").push(R::TABLE);
        sql.push(" ORDER BY parent.place, ").append(self.keyset.order_by(self.page.reverse));
        let places: Vec<(Uuid, Uuid)> = Statement::<(SqlUuid, SqlUuid)>::new(sql).get_results(conn).await?;
        let mut these = Fragment::text(R::WORKSPACE);
        these.push(" = ").bind(Bind::Uuid(workspace_id)).push(" AND ").push(R::ID);
        these.push(" = ANY(").bind(Bind::Uuids(places.iter().map(|(_, id)| *id).collect())).push(")");
        let rows = all::<R>(conn, these).await?.into_iter().map(|row| (row.uuid(), row));
        let rows: HashMap<Uuid, R> = rows.collect();
        let mut grouped: HashMap<Uuid, Vec<R>> = HashMap::new();
        for (parent, id) in places {
            if let Some(row) = rows.get(&id) {
                grouped.entry(parent).or_default().push(row.clone());
            }
        }
        Ok(grouped.into_iter().map(|(parent, rows)| (parent, self.slice(rows))).collect())
    }
}

/// How many rows of a table meet the conditions.
pub async fn count(conn: &mut AsyncPgConnection, table: &'static str, conditions: Fragment) -> Result<i64> {
    let mut sql = Fragment::text("SELECT count(*) FROM ");
    sql.push(table).push(" WHERE ").append(conditions);
    Ok(Statement::<BigInt>::new(sql).get_result(conn).await?)
}

/// How many rows of a table meet the conditions, by the value of a column; values without rows are missing.
pub async fn count_by(
    conn: &mut AsyncPgConnection,
    (table, column): (&'static str, &'static str),
    conditions: Fragment,
) -> Result<Vec<(Uuid, i64)>> {
    let mut sql = Fragment::text("SELECT ");
    sql.push(column).push(", count(*) FROM ").push(table).push(" WHERE ").append(conditions);
    sql.push(" GROUP BY ").push(column);
    Ok(Statement::<(SqlUuid, BigInt)>::new(sql).get_results(conn).await?)
}

/// Rows that meet the conditions, unordered; for loaders by id.
pub async fn all<R: Row>(conn: &mut AsyncPgConnection, conditions: Fragment) -> Result<Vec<R>> {
    let mut sql = Fragment::text("FROM ");
    sql.push(R::TABLE).push(" WHERE ").append(conditions);
    R::load(conn, Select::new(sql)).await
}

/// Rows that meet the conditions, locked until the transaction ends.
pub async fn locked<R: Row>(conn: &mut AsyncPgConnection, conditions: Fragment) -> Result<Vec<R>> {
    let mut sql = Fragment::text("FROM ");
    sql.push(R::TABLE).push(" WHERE ").append(conditions).push(" FOR NO KEY UPDATE OF ").push(R::TABLE);
    R::load(conn, Select::new(sql)).await
}
