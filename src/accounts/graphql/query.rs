//! Asking for accounts and contacts: one, many, and who may be the same.

use super::{account_listing, contact_listing};
use crate::accounts::model::{Account, AccountFilter, AccountOrder, Contact, ContactFilter, ContactOrder};
use crate::api::context::Ask;
use crate::api::fields::List;
use crate::api::page::{Counting, PageArgs, counted};
use crate::db::id::Id;
use crate::leads::duplicates;
use async_graphql::{Context, Object, Result};
use std::sync::Arc;

#[derive(Default)]
pub struct AccountQuery;

#[Object]
impl AccountQuery {
    /// One account; null when there is none.
    async fn account(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its id.")] id: Id<Account>,
    ) -> Result<Option<Arc<Account>>> {
        Ok(ctx.one(Some(id)).await?)
    }
    /// The accounts that match, by name unless another order is given.
    #[allow(clippy::too_many_arguments)] // GraphQL arguments
    async fn accounts(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which ones; all the viewer may see when left out.")] filter: Option<
            Box<AccountFilter>,
        >,
        #[graphql(desc = "What to sort by, at most four terms.")] order_by: Option<Vec<AccountOrder>>,
        #[graphql(desc = "Words that all occur in the name, without regard to case and accents.")]
        search: Option<String>,
        #[graphql(desc = "Page size going forward, 1 to 200; 50 when left out.")] first: Option<i32>,
        #[graphql(desc = "Continue after this cursor.")] after: Option<String>,
        #[graphql(desc = "Page size going backward, 1 to 200.")] last: Option<i32>,
        #[graphql(desc = "End before this cursor.")] before: Option<String>,
    ) -> Result<Counting<Account>> {
        let args = PageArgs { first, after, last, before };
        let order = order_by.unwrap_or_default();
        Ok(Box::pin(counted(ctx, account_listing(ctx, filter.as_deref(), &order, search.as_deref(), args)?))
            .await?)
    }
    /// One contact; null when there is none.
    async fn contact(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its id.")] id: Id<Contact>,
    ) -> Result<Option<Arc<Contact>>> {
        Ok(ctx.one(Some(id)).await?)
    }
    /// The contacts that match, by name unless another order is given.
    #[allow(clippy::too_many_arguments)] // GraphQL arguments
    async fn contacts(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which ones; all the viewer may see when left out.")] filter: Option<
            Box<ContactFilter>,
        >,
        #[graphql(desc = "What to sort by, at most four terms.")] order_by: Option<Vec<ContactOrder>>,
        #[graphql(desc = "Words that all occur in the name, without regard to case and accents.")]
        search: Option<String>,
        #[graphql(desc = "Page size going forward, 1 to 200; 50 when left out.")] first: Option<i32>,
        #[graphql(desc = "Continue after this cursor.")] after: Option<String>,
        #[graphql(desc = "Page size going backward, 1 to 200.")] last: Option<i32>,
        #[graphql(desc = "End before this cursor.")] before: Option<String>,
    ) -> Result<Counting<Contact>> {
        let args = PageArgs { first, after, last, before };
        let order = order_by.unwrap_or_default();
        Ok(Box::pin(counted(ctx, contact_listing(ctx, filter.as_deref(), &order, search.as_deref(), args)?))
            .await?)
    }
    /// Accounts that are likely the same company as this one: of the same domain, or much the same name; the likeliest first. Archived
    /// ones are left out.
    async fn account_duplicates(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The account.")] id: Id<Account>,
    ) -> Result<List<Account>> {
        let account = ctx.the(id).await?;
        let asking = &ctx.loaders()?.asking;
        let mut conn = ctx.app().read().await?;
        let found = duplicates::of_account(&mut conn, &asking.viewer, asking.now, &account).await?;
        Ok(List(found))
    }
    /// Contacts that are likely the same person as this one: of the same e-mail address, or much the same name; the likeliest first.
    /// Archived ones are left out.
    async fn contact_duplicates(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The contact.")] id: Id<Contact>,
    ) -> Result<List<Contact>> {
        let contact = ctx.the(id).await?;
        let asking = &ctx.loaders()?.asking;
        let mut conn = ctx.app().read().await?;
        let found = duplicates::of_contact(&mut conn, &asking.viewer, asking.now, &contact).await?;
        Ok(List(found))
    }
}
