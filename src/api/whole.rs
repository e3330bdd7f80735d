//! The whole list behind a page: what counts and sums over all pages are of.
//!
//! Lists of equal shape under sibling parents are counted together, in one statement for all of them.

use crate::api::loaders::{Asking, Batch};
use crate::api::page::Under;
use crate::app::error::Result;
use crate::db::fragment::{Bind, Fragment};
use crate::db::list::{self, Row};
use crate::db::pool::DbConnection;
use std::collections::HashMap;
use std::hash::{Hash, Hasher};
use std::sync::Arc;
use uuid::Uuid;

/// A list without its page.
#[derive(Clone)]
pub enum Whole {
    /// One of a kind.
    Alone { table: &'static str, conditions: Arc<Fragment> },
    /// One of several.
    Sibling(Sibling),
}

impl<R: Row> From<&Under<R>> for Whole {
    fn from(under: &Under<R>) -> Self {
        Self::Sibling(Sibling {
            table: R::TABLE,
            column: under.column.0,
            parent: under.parent,
            shape: under.shape.clone(),
            conditions: under.listing.conditions.clone(),
        })
    }
}

/// A list under one of several parents.
#[derive(Clone)]
pub struct Sibling {
    pub table: &'static str,
    /// The column that names the parent.
    pub column: &'static str,
    pub parent: Uuid,
    /// Equal for lists that differ in nothing but the parent.
    pub shape: Arc<str>,
    /// Without the parent's.
    pub conditions: Arc<Fragment>,
}

impl PartialEq for Sibling {
    fn eq(&self, other: &Self) -> bool {
        (self.table, self.column, self.parent, &self.shape)
            == (other.table, other.column, other.parent, &other.shape)
    }
}
impl Eq for Sibling {}
impl Hash for Sibling {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.table, self.column, self.parent, &self.shape).hash(state);
    }
}

/// Lists of equal shape, and the conditions of all together.
pub struct Family {
    pub table: &'static str,
    pub column: &'static str,
    pub conditions: Fragment,
    pub members: Vec<Sibling>,
}

/// The families among lists.
pub fn families(of: Vec<Sibling>) -> Vec<Family> {
    let mut grouped: HashMap<(&'static str, &'static str, Arc<str>), Vec<Sibling>> = HashMap::new();
    for sibling in of {
        grouped.entry((sibling.table, sibling.column, sibling.shape.clone())).or_default().push(sibling);
    }
    let family = |((table, column, _), members): ((&'static str, &'static str, _), Vec<Sibling>)| {
        let mut conditions = members.first().map(|one| (*one.conditions).clone()).unwrap_or_default();
        let parents = members.iter().map(|sibling| sibling.parent).collect();
        conditions.push(" AND ").push(column).push(" = ANY(").bind(Bind::Uuids(parents)).push(")");
        Family { table, column, conditions, members }
    };
    grouped.into_iter().map(family).collect()
}

/// How many rows each of several lists holds.
pub struct Counts;

impl Batch for Counts {
    type Key = Sibling;
    type Value = i64;

    async fn load(conn: &mut DbConnection, _: &Asking, keys: Vec<Sibling>) -> Result<HashMap<Sibling, i64>> {
        let mut counts = HashMap::new();
        for Family { table, column, conditions, members } in families(keys) {
            let found: HashMap<Uuid, i64> =
                list::count_by(conn, (table, column), conditions).await?.into_iter().collect();
            counts.extend(members.into_iter().map(|one| {
                let count = found.get(&one.parent).copied().unwrap_or(0);
                (one, count)
            }));
        }
        Ok(counts)
    }
}
