//! Relay connections: page arguments in, edges out.

use crate::api::ahead::Related;
use crate::api::connection::Connection;
use crate::api::context::Ask;
use crate::api::loaders::{Asking, Batch};
use crate::api::whole::{Counts, Sibling, Whole};
use crate::app::config::Limits;
use crate::app::error::{Error, Result};
use crate::db::list::{self, Link, Listing, Page, Row, Slice, Visible};
use crate::db::pool::DbConnection;
use async_graphql::{Context, Object, OutputType};
use std::collections::HashMap;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::sync::Arc;
use uuid::Uuid;

/// The four page arguments of a connection.
#[derive(Debug, Clone, Default)]
pub struct PageArgs {
    pub first: Option<i32>,
    pub after: Option<String>,
    pub last: Option<i32>,
    pub before: Option<String>,
}

impl PageArgs {
    /// Arguments of lists that only go forward.
    pub fn forward(first: Option<i32>, after: Option<String>) -> Self {
        Self { first, after, ..Self::default() }
    }

    /// The page meant.
    ///
    /// # Errors
    /// `BadInput` when both directions are asked for at once, or the size is outside 1…`page_max`.
    pub fn page(self, limits: &Limits) -> Result<Page> {
        let (size, cursor, reverse) = match (self.first, self.last) {
            (Some(_), Some(_)) => return Err(Error::BadInput("give first or last, not both".into())),
            (None, Some(last)) => (last, self.before, true),
            (first, None) => {
                let default = i32::try_from(limits.page_default).unwrap_or(50);
                (first.unwrap_or(default), self.after, false)
            }
        };
        let limit = usize::try_from(size).ok().filter(|size| (1..=limits.page_max).contains(size));
        let limit = limit.ok_or_else(|| {
            Error::BadInput(format!("first and last take 1 to {}, not {size}", limits.page_max).into())
        })?;
        Ok(Page { limit, cursor, reverse })
    }
}

/// How many records a list has in all, counted only when asked for.
pub struct Counted(pub Whole);

#[Object(crate = "crate::api::fields")]
impl Counted {
    /// How many there are in all, over all pages. Counted only when selected.
    async fn total_count(&self, ctx: &Context<'_>) -> async_graphql::Result<i64> {
        Ok(count(ctx, &self.0).await?)
    }
}

/// How many rows a list holds over all pages.
pub async fn count(ctx: &Context<'_>, whole: &Whole) -> Result<i64> {
    match whole {
        Whole::Alone { table, conditions } => {
            list::count(&mut *ctx.app().read().await?, table, (**conditions).clone()).await
        }
        Whole::Sibling(one) => Ok(ctx.loaders()?.load::<Counts>(one.clone()).await?.unwrap_or(0)),
    }
}

/// A connection of `R` with its total.
pub type Counting<R> = Connection<R, Counted>;

/// A root list.
pub async fn counted<R: Row + OutputType + Related>(
    ctx: &Context<'_>,
    listing: Listing<R>,
) -> Result<Counting<R>> {
    let slice = listing.load(&mut *ctx.app().read().await?).await?;
    Ok(Connection::new(slice, Counted(Whole::Alone { table: R::TABLE, conditions: listing.conditions })))
}

/// The column that names a row's parent, and the same of a loaded row.
pub type ParentColumn<R> = (&'static str, fn(&R) -> Option<Uuid>);

/// A list under one parent among siblings: all siblings' lists of the same shape come in one statement.
pub struct Under<R: Row> {
    pub parent: Uuid,
    /// The column that names the parent, and the same of a loaded row.
    pub column: ParentColumn<R>,
    /// What the listing was made from; equal shapes under equal viewers are equal lists.
    pub shape: Arc<str>,
    pub listing: Arc<Listing<R>>,
}

impl<R: Row> Clone for Under<R> {
    fn clone(&self) -> Self {
        Self {
            parent: self.parent,
            column: self.column,
            shape: self.shape.clone(),
            listing: self.listing.clone(),
        }
    }
}
impl<R: Row> PartialEq for Under<R> {
    fn eq(&self, other: &Self) -> bool {
        (self.parent, self.column.0, &self.shape) == (other.parent, other.column.0, &other.shape)
    }
}
impl<R: Row> Eq for Under<R> {}
impl<R: Row> Hash for Under<R> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.parent, self.column.0, &self.shape).hash(state);
    }
}

/// The batch of lists under parents.
pub struct UnderBatch<R>(PhantomData<fn() -> R>);

impl<R: Row> Batch for UnderBatch<R> {
    type Key = Under<R>;
    type Value = Arc<Slice<R>>;

    async fn load(
        conn: &mut DbConnection,
        _: &Asking,
        keys: Vec<Under<R>>,
    ) -> Result<HashMap<Under<R>, Arc<Slice<R>>>> {
        let mut shapes: HashMap<(&'static str, Arc<str>), Vec<Under<R>>> = HashMap::new();
        for key in keys {
            shapes.entry((key.column.0, key.shape.clone())).or_default().push(key);
        }
        let mut loaded = HashMap::new();
        for siblings in shapes.into_values() {
            let Some(one) = siblings.first().cloned() else { continue };
            let parents = siblings.iter().map(|key| key.parent).collect();
            let mut slices = one.listing.load_under(conn, parents, one.column).await?;
            for key in siblings {
                let slice = slices.remove(&key.parent).unwrap_or_default();
                loaded.insert(key, Arc::new(slice));
            }
        }
        Ok(loaded)
    }
}

/// A list under a parent, with its total.
pub async fn counted_under<R: Row + OutputType + Related>(
    ctx: &Context<'_>,
    under: Under<R>,
) -> Result<Counting<R>> {
    let slice = ctx.loaders()?.load::<UnderBatch<R>>(under.clone()).await?.unwrap_or_default();
    Ok(Connection::new(slice, Counted(Whole::from(&under))))
}

/// The batch of lists under parents that another table links to the rows.
pub struct LinkedBatch<R, L>(PhantomData<fn() -> (R, L)>);

impl<R: Visible, L: Link> Batch for LinkedBatch<R, L> {
    type Key = Under<R>;
    type Value = Arc<Slice<R>>;

    async fn load(
        conn: &mut DbConnection,
        asking: &Asking,
        keys: Vec<Under<R>>,
    ) -> Result<HashMap<Under<R>, Arc<Slice<R>>>> {
        let mut shapes: HashMap<Arc<str>, Vec<Under<R>>> = HashMap::new();
        for key in keys {
            shapes.entry(key.shape.clone()).or_default().push(key);
        }
        let mut loaded = HashMap::new();
        for siblings in shapes.into_values() {
            let Some(one) = siblings.first().cloned() else { continue };
            let parents = siblings.iter().map(|key| key.parent).collect();
            let under = (asking.viewer.workspace_id, parents);
            let mut slices = one.listing.load_linked::<L>(conn, under).await?;
            for key in siblings {
                let slice = slices.remove(&key.parent).unwrap_or_default();
                loaded.insert(key, Arc::new(slice));
            }
        }
        Ok(loaded)
    }
}

/// A list under a parent that another table links to the rows, with its total.
pub async fn counted_linked<R: Visible + OutputType + Related, L: Link>(
    ctx: &Context<'_>,
    (parent, shape, listing): (Uuid, Arc<str>, Listing<R>),
) -> Result<Counting<R>> {
    let under = Under { parent, column: (L::COLUMN, |_: &R| None), shape, listing: Arc::new(listing) };
    let slice = ctx.loaders()?.load::<LinkedBatch<R, L>>(under.clone()).await?.unwrap_or_default();
    let whole = Whole::Sibling(Sibling {
        table: L::TABLE,
        column: L::COLUMN,
        parent,
        shape: under.shape.clone(),
        conditions: under.listing.conditions.clone(),
    });
    Ok(Connection::new(slice, Counted(whole)))
}
