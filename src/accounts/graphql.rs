//! Accounts and contacts in GraphQL: the fields of accounts, and the lists. The fields of a contact are in `contact`, the
//! questions in `query`, the mutations in `mutation`.

pub mod contact;
pub mod mutation;
pub mod query;

use crate::accounts::model::{Account, AccountFilter, AccountOrder, Contact, ContactFilter, ContactOrder};
use crate::accounts::model::{AccountOrderField, ContactOrderField};
use crate::accounts::store;
use crate::activities::interactions::model::{Activity, ActivityFilter, ActivityOrder};
use crate::activities::model::{Task, TaskFilter, TaskOrder};
use crate::activities::notes::model::{Note, NoteFilter, NoteOrder};
use crate::api::ahead::{Ahead, Related};
use crate::api::context::Ask;
use crate::api::fields::List;
use crate::api::loaders::Asking;
use crate::api::page::{Counting, PageArgs, Under, counted_under};
use crate::api::user_errors::user_actor;
use crate::app::error::Result as AppResult;
use crate::db::id::Id;
use crate::db::list::{Listing, Page, Visible};
use crate::db::order::Keyset;
use crate::db::order::OrderDirection;
use crate::deals::graphql::DealConnection;
use crate::deals::model::{DealFilter, DealOrder};
use crate::fields;
use crate::fields::graphql::CustomValue;
use crate::files::model::{File, FileFilter, FileOrder};
use crate::history::model::{ActorNode, HistoryConnection};
use crate::history::timeline::graphql::timeline;
use crate::history::timeline::model::{TimelineConnection, TimelineKind};
use crate::history::timeline::store::Of;
use crate::pipeline::model::Lookup;
use crate::team::model::User;
use async_graphql::Json;
use async_graphql::{ComplexObject, Context, Result};
use futures_util::try_join;
use serde_json::Value;
use std::sync::Arc;

impl Related for Account {
    async fn ahead(page: &Ahead<'_, Self>) -> AppResult<()> {
        try_join!(
            page.one("industry", |account| account.industry_id),
            page.one("source", |account| account.source_id),
            page.one("owner", |account| Some(account.owner_id)),
            page.one("parent", |account| account.parent_id),
            page.one("mergedInto", |account| account.merged_into_id),
        )
        .map(drop)
    }
}

#[ComplexObject]
impl Account {
    /// Its id, the same everywhere.
    pub async fn id(&self) -> Id<Account> {
        self.id
    }
    /// What it does.
    async fn industry(&self, ctx: &Context<'_>) -> Result<Option<Arc<Lookup>>> {
        Ok(ctx.one(self.industry_id).await?)
    }
    /// Where it came from.
    async fn source(&self, ctx: &Context<'_>) -> Result<Option<Arc<Lookup>>> {
        Ok(ctx.one(self.source_id).await?)
    }
    /// Who looks after it.
    async fn owner(&self, ctx: &Context<'_>) -> Result<Arc<User>> {
        Ok(ctx.the(self.owner_id).await?)
    }
    /// The account it belongs to.
    async fn parent(&self, ctx: &Context<'_>) -> Result<Option<Arc<Account>>> {
        Ok(ctx.one(self.parent_id).await?)
    }
    /// The account it was merged into, which has all that was here; null when it was not merged.
    async fn merged_into(&self, ctx: &Context<'_>) -> Result<Option<Arc<Account>>> {
        Ok(ctx.one(self.merged_into_id).await?)
    }
    /// The accounts that belong to it.
    async fn subsidiaries(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Page size going forward, 1 to 200; 50 when left out.")] first: Option<i32>,
        #[graphql(desc = "Continue after this cursor.")] after: Option<String>,
    ) -> Result<Counting<Account>> {
        let args = PageArgs::forward(first, after);
        let list = account_listing(ctx, None, &[], None, args.clone())?;
        let column: (&str, fn(&Account) -> _) = ("accounts.parent_id", |row| row.parent_id.map(|id| id.0));
        let shape = format!("{args:?}").into();
        Ok(Box::pin(counted_under(ctx, Under { parent: self.id.0, column, shape, listing: list.into() }))
            .await?)
    }
    /// The people who work there.
    #[allow(clippy::too_many_arguments)] // GraphQL arguments
    async fn contacts(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which ones; all the viewer may see when left out.")] filter: Option<
            Box<ContactFilter>,
        >,
        #[graphql(desc = "What to sort by, at most four terms.")] order_by: Option<Vec<ContactOrder>>,
        #[graphql(desc = "Page size going forward, 1 to 200; 50 when left out.")] first: Option<i32>,
        #[graphql(desc = "Continue after this cursor.")] after: Option<String>,
        #[graphql(desc = "Page size going backward, 1 to 200.")] last: Option<i32>,
        #[graphql(desc = "End before this cursor.")] before: Option<String>,
    ) -> Result<Counting<Contact>> {
        let args = PageArgs { first, after, last, before };
        let order = order_by.unwrap_or_default();
        let shape = format!("{filter:?}{order:?}{args:?}").into();
        let list = contact_listing(ctx, filter.as_deref(), &order, None, args)?;
        let column: (&str, fn(&Contact) -> _) = ("contacts.account_id", |row| row.account_id.map(|id| id.0));
        Ok(Box::pin(counted_under(ctx, Under { parent: self.id.0, column, shape, listing: list.into() }))
            .await?)
    }
    /// Its deals that the viewer may see.
    #[allow(clippy::too_many_arguments)] // GraphQL arguments
    async fn deals(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which ones; all the viewer may see when left out.")] filter: Option<
            Box<DealFilter>,
        >,
        #[graphql(desc = "What to sort by, at most four terms.")] order_by: Option<Vec<DealOrder>>,
        #[graphql(desc = "Page size going forward, 1 to 200; 50 when left out.")] first: Option<i32>,
        #[graphql(desc = "Continue after this cursor.")] after: Option<String>,
        #[graphql(desc = "Page size going backward, 1 to 200.")] last: Option<i32>,
        #[graphql(desc = "End before this cursor.")] before: Option<String>,
    ) -> Result<DealConnection> {
        let args = PageArgs { first, after, last, before };
        Ok(Box::pin(crate::deals::graphql::of_account(
            ctx,
            self.id,
            (filter, order_by.unwrap_or_default()),
            args,
        ))
        .await?)
    }
    /// Tasks about it that the viewer may see.
    #[allow(clippy::too_many_arguments)] // GraphQL arguments
    async fn tasks(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which ones; all the viewer may see when left out.")] filter: Option<
            Box<TaskFilter>,
        >,
        #[graphql(desc = "What to sort by, at most four terms.")] order_by: Option<Vec<TaskOrder>>,
        #[graphql(desc = "Page size going forward, 1 to 200; 50 when left out.")] first: Option<i32>,
        #[graphql(desc = "Continue after this cursor.")] after: Option<String>,
        #[graphql(desc = "Page size going backward, 1 to 200.")] last: Option<i32>,
        #[graphql(desc = "End before this cursor.")] before: Option<String>,
    ) -> Result<Counting<Task>> {
        let args = PageArgs { first, after, last, before };
        Ok(Box::pin(crate::activities::graphql::of_account(
            ctx,
            self.id,
            (filter, order_by.unwrap_or_default()),
            args,
        ))
        .await?)
    }
    /// What people wrote down about it: pinned ones first, then the newest, unless another order is given.
    #[allow(clippy::too_many_arguments)] // GraphQL arguments
    async fn notes(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which ones; all that were not put away when left out.")] filter: Option<
            Box<NoteFilter>,
        >,
        #[graphql(desc = "What to sort by, at most four terms.")] order_by: Option<Vec<NoteOrder>>,
        #[graphql(desc = "Page size going forward, 1 to 200; 50 when left out.")] first: Option<i32>,
        #[graphql(desc = "Continue after this cursor.")] after: Option<String>,
        #[graphql(desc = "Page size going backward, 1 to 200.")] last: Option<i32>,
        #[graphql(desc = "End before this cursor.")] before: Option<String>,
    ) -> Result<Counting<Note>> {
        let args = PageArgs { first, after, last, before };
        let wanted = (filter, order_by.unwrap_or_default());
        Ok(Box::pin(crate::activities::notes::graphql::of_account(ctx, self.id, wanted, args)).await?)
    }
    /// Documents on the account itself, not on its deals: the newest first, unless another order is given.
    #[allow(clippy::too_many_arguments)] // GraphQL arguments
    async fn files(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which ones; all that were not put away when left out.")] filter: Option<
            Box<FileFilter>,
        >,
        #[graphql(desc = "What to sort by, at most four terms.")] order_by: Option<Vec<FileOrder>>,
        #[graphql(desc = "Page size going forward, 1 to 200; 50 when left out.")] first: Option<i32>,
        #[graphql(desc = "Continue after this cursor.")] after: Option<String>,
        #[graphql(desc = "Page size going backward, 1 to 200.")] last: Option<i32>,
        #[graphql(desc = "End before this cursor.")] before: Option<String>,
    ) -> Result<Counting<File>> {
        let args = PageArgs { first, after, last, before };
        let wanted = (filter, order_by.unwrap_or_default());
        Ok(Box::pin(crate::files::graphql::of_account(ctx, self.id, wanted, args)).await?)
    }
    /// Meetings, calls and the like about it, those on its deals that the viewer may see included: the latest beginning first, unless
    /// another order is given.
    #[allow(clippy::too_many_arguments)] // GraphQL arguments
    async fn activities(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which ones; all that were not put away when left out.")] filter: Option<
            Box<ActivityFilter>,
        >,
        #[graphql(desc = "What to sort by, at most four terms.")] order_by: Option<Vec<ActivityOrder>>,
        #[graphql(desc = "Page size going forward, 1 to 200; 50 when left out.")] first: Option<i32>,
        #[graphql(desc = "Continue after this cursor.")] after: Option<String>,
        #[graphql(desc = "Page size going backward, 1 to 200.")] last: Option<i32>,
        #[graphql(desc = "End before this cursor.")] before: Option<String>,
    ) -> Result<Counting<Activity>> {
        let args = PageArgs { first, after, last, before };
        let wanted = (filter, order_by.unwrap_or_default());
        Ok(Box::pin(crate::activities::interactions::graphql::of_account(ctx, self.id, wanted, args)).await?)
    }
    /// Everything that happened with it and on its deals that the viewer may see, newest first.
    async fn timeline(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only what is about these; everything when left out.")] kinds: Option<
            Vec<TimelineKind>,
        >,
        #[graphql(desc = "Page size going forward, 1 to 200; 50 when left out.")] first: Option<i32>,
        #[graphql(desc = "Continue after this cursor.")] after: Option<String>,
    ) -> Result<TimelineConnection> {
        let args = PageArgs::forward(first, after);
        Ok(Box::pin(timeline(ctx, Of::Account(self.and_absorbed()), kinds, args)).await?)
    }
    /// Who changed what, newest first.
    async fn history(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Page size going forward, 1 to 200; 50 when left out.")] first: Option<i32>,
        #[graphql(desc = "Continue after this cursor.")] after: Option<String>,
        #[graphql(desc = "Also the creator's own corrections soon after creation.")] include_grace: Option<
            bool,
        >,
    ) -> Result<HistoryConnection> {
        Ok(Box::pin(crate::history::graphql::of_all(
            ctx,
            self.and_absorbed(),
            PageArgs::forward(first, after),
            include_grace,
        ))
        .await?)
    }
    /// Who added it.
    async fn created_by(&self) -> Option<ActorNode> {
        user_actor(self.created_by.map(|id| id.0))
    }
    /// Who changed it last.
    async fn updated_by(&self) -> Option<ActorNode> {
        user_actor(self.updated_by.map(|id| id.0))
    }
    /// One custom field's value as JSON, written as the field's type says; null when it is empty. Alias it as you like.
    async fn custom(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The field's key.")] key: String,
    ) -> Result<Option<Json<Value>>> {
        Ok(fields::graphql::custom(ctx, self, &key)?)
    }
    /// Custom fields with their typed values.
    async fn custom_fields(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "These fields, in this order; left out: all that are in use.")] keys: Option<
            Vec<String>,
        >,
    ) -> Result<List<CustomValue>> {
        Ok(List(fields::graphql::custom_fields(ctx, self, keys)?))
    }
}

/// A list of accounts as asked for; by name unless another order is given.
fn account_listing(
    ctx: &Context<'_>,
    filter: Option<&AccountFilter>,
    order: &[AccountOrder],
    search: Option<&str>,
    args: PageArgs,
) -> AppResult<Listing<Account>> {
    let page = args.page(&ctx.app().settings.limits)?;
    account_listed(&ctx.loaders()?.asking, (filter, order, search), page)
}

/// The same for whoever asks, also outside GraphQL.
pub fn account_listed(
    asking: &Asking,
    (filter, order, search): (Option<&AccountFilter>, &[AccountOrder], Option<&str>),
    page: Page,
) -> AppResult<Listing<Account>> {
    let mut conditions = Account::seen_by(&asking.viewer, asking.now);
    store::accounts_where(&mut conditions, filter, search)?;
    let terms =
        AccountOrder::terms(order, &[(AccountOrderField::Name, OrderDirection::Asc)], &asking.viewer)?;
    Ok(Listing {
        conditions: conditions.into_sql().into(),
        keyset: Keyset::new(terms, Account::ID, Account::uuid),
        page,
    })
}

/// A list of contacts as asked for; by name unless another order is given.
fn contact_listing(
    ctx: &Context<'_>,
    filter: Option<&ContactFilter>,
    order: &[ContactOrder],
    search: Option<&str>,
    args: PageArgs,
) -> AppResult<Listing<Contact>> {
    let page = args.page(&ctx.app().settings.limits)?;
    contact_listed(&ctx.loaders()?.asking, (filter, order, search), page)
}

/// The same for whoever asks, also outside GraphQL.
pub fn contact_listed(
    asking: &Asking,
    (filter, order, search): (Option<&ContactFilter>, &[ContactOrder], Option<&str>),
    page: Page,
) -> AppResult<Listing<Contact>> {
    let mut conditions = Contact::seen_by(&asking.viewer, asking.now);
    store::contacts_where(&mut conditions, filter, search)?;
    let terms =
        ContactOrder::terms(order, &[(ContactOrderField::Name, OrderDirection::Asc)], &asking.viewer)?;
    Ok(Listing {
        conditions: conditions.into_sql().into(),
        keyset: Keyset::new(terms, Contact::ID, Contact::uuid),
        page,
    })
}
