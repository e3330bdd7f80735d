//! Built-in views and search in GraphQL.

use crate::api::context::Ask;
use crate::views::model::{DealView, SearchResult};
use crate::views::search;
use async_graphql::{Context, Object, Result};

#[derive(Default)]
pub struct ViewQuery;

#[Object]
impl ViewQuery {
    /// The views of deals that come built in, in the order they are offered in.
    async fn deal_views(&self, ctx: &Context<'_>) -> Result<Vec<DealView>> {
        ctx.viewer()?;
        Ok(DealView::all())
    }
    /// Deals, accounts, contacts, leads and files with all these words in their names, also when they are typed wrong, or names much like
    /// them, and proposals and orders by number, as far as the viewer may see them; the best matches of each kind in turn.
    async fn search(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Words, or the beginnings of words, without regard to case and accents.")]
        text: String,
        #[graphql(desc = "How many at most, 1 to 20; 20 when left out.")] first: Option<i32>,
    ) -> Result<Vec<SearchResult>> {
        Ok(search::search(ctx, &text, first).await?)
    }
}
