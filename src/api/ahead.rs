//! Related records of a page's rows, loaded before the rows are resolved.
//!
//! Loaders would do it in as many statements. But every field that waits for one is kept, woken and asked again, some hundreds
//! of times a page; here the page waits, once, and its rows find what they refer to.

use crate::api::context::Ask;
use crate::api::loaders::{Batch, ById};
use crate::app::error::Result;
use crate::db::id::Id;
use crate::db::list::Visible;
use async_graphql::{Context, Lookahead};

/// A row of pages, and what it refers to.
pub trait Related: Sized + Send + Sync {
    /// Loads what is asked of the rows, by [`Ahead::one`] for each field that is resolved by loading a record, [`Ahead::many`] for
    /// one that is by loading several.
    fn ahead(_: &Ahead<'_, Self>) -> impl Future<Output = Result<()>> + Send {
        async { Ok(()) }
    }
}

/// A page's rows and what is asked of each.
pub struct Ahead<'a, R> {
    asked: Lookahead<'a>,
    ctx: &'a Context<'a>,
    rows: &'a [(String, R)],
}

impl<'a, R: Related> Ahead<'a, R> {
    /// Loads what `asked` selects of the rows.
    ///
    /// # Errors
    /// Those of the statements.
    pub async fn load(ctx: &'a Context<'a>, asked: Lookahead<'a>, rows: &'a [(String, R)]) -> Result<()> {
        if rows.is_empty() { Ok(()) } else { R::ahead(&Self { asked, ctx, rows }).await }
    }

    /// The records that this field shows, if it is asked for.
    pub async fn one<T: Visible>(
        &self,
        field: &str,
        id: impl Fn(&R) -> Option<Id<T>> + Send + Sync,
    ) -> Result<()> {
        self.batch::<ById<T>>(field, |row| id(row).map(|id| id.0)).await
    }

    /// The records that this field shows several of in each row, if it is asked for.
    pub async fn many<T: Visible>(
        &self,
        field: &str,
        ids: impl Fn(&R) -> Vec<Id<T>> + Send + Sync,
    ) -> Result<()> {
        if !self.asked.field(field).exists() {
            return Ok(());
        }
        let ids = self.rows.iter().flat_map(|(_, row)| ids(row));
        self.ctx.loaders()?.ahead::<ById<T>>(ids.map(|id| id.0)).await
    }

    /// The values of a batch that this field shows, if it is asked for.
    pub async fn batch<B: Batch>(
        &self,
        field: &str,
        key: impl Fn(&R) -> Option<B::Key> + Send + Sync,
    ) -> Result<()> {
        if !self.asked.field(field).exists() {
            return Ok(());
        }
        self.ctx.loaders()?.ahead::<B>(self.rows.iter().filter_map(|(_, row)| key(row))).await
    }
}
