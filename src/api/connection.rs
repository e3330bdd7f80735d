//! Connections as Relay's “GraphQL Cursor Connections Specification” has them: pages of a list, with cursors to go on from.
//!
//! Like the library's, but lists answer as objects do ([`crate::api::fields`]): a page is most of what is ever asked for.

use crate::api::ahead::{Ahead, Related};
use crate::api::fields::List;
use crate::db::list::Slice;
use async_graphql::connection::{EmptyFields, PageInfo};
use async_graphql::{Context, Object, ObjectType, OutputType, Result, TypeName};
use std::borrow::Cow;
use std::marker::PhantomData;
use std::sync::Arc;

/// What pages of `R` are called, without `Connection` or `Edge`.
pub trait Naming: Send + Sync {
    fn name<R: OutputType>() -> Cow<'static, str>;
}

/// After what they hold.
pub struct AsItsRows;

impl Naming for AsItsRows {
    fn name<R: OutputType>() -> Cow<'static, str> {
        R::type_name()
    }
}

/// A page of `R`. `F` are the fields of the whole list.
pub struct Connection<R, F = EmptyFields, N = AsItsRows> {
    page: Arc<Slice<R>>,
    fields: F,
    naming: PhantomData<fn() -> N>,
}

/// A row in its place in the list.
pub struct Edge<'a, R, N = AsItsRows> {
    cursor: &'a str,
    node: &'a R,
    naming: PhantomData<fn() -> N>,
}

impl<R, F, N> Connection<R, F, N> {
    /// Shows a page, and the fields of the list it is from.
    pub fn new(page: impl Into<Arc<Slice<R>>>, fields: F) -> Self {
        Self { page: page.into(), fields, naming: PhantomData }
    }
}

#[Object(name_type, crate = "crate::api::fields")]
impl<R: OutputType + Related, F: ObjectType, N: Naming> Connection<R, F, N> {
    /// Information to aid in pagination.
    async fn page_info(&self) -> PageInfo {
        PageInfo {
            has_previous_page: self.page.has_previous,
            has_next_page: self.page.has_next,
            start_cursor: self.page.rows.first().map(|(cursor, _)| cursor.clone()),
            end_cursor: self.page.rows.last().map(|(cursor, _)| cursor.clone()),
        }
    }

    /// A list of edges.
    async fn edges(&self, ctx: &Context<'_>) -> Result<List<Edge<'_, R, N>>> {
        Ahead::load(ctx, ctx.look_ahead().field("node"), &self.page.rows).await?;
        let rows = self.page.rows.iter();
        Ok(List(rows.map(|(cursor, node)| Edge { cursor, node, naming: PhantomData }).collect()))
    }

    /// A list of nodes.
    async fn nodes(&self, ctx: &Context<'_>) -> Result<List<&R>> {
        Ahead::load(ctx, ctx.look_ahead(), &self.page.rows).await?;
        Ok(List(self.page.rows.iter().map(|(_, node)| node).collect()))
    }

    #[graphql(flatten)]
    async fn fields(&self) -> &F {
        &self.fields
    }
}

/// An edge in a connection.
#[Object(name_type, crate = "crate::api::fields")]
impl<R: OutputType, N: Naming> Edge<'_, R, N> {
    /// The item at the end of the edge
    async fn node(&self) -> &R {
        self.node
    }

    /// A cursor for use in pagination
    async fn cursor(&self) -> &str {
        self.cursor
    }
}

impl<R: OutputType + Related, F: ObjectType, N: Naming> TypeName for Connection<R, F, N> {
    fn type_name() -> Cow<'static, str> {
        format!("{}Connection", N::name::<R>()).into()
    }
}

impl<R: OutputType, N: Naming> TypeName for Edge<'_, R, N> {
    fn type_name() -> Cow<'static, str> {
        format!("{}Edge", N::name::<R>()).into()
    }
}
