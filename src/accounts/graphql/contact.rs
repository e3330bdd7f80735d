//! The fields of a contact beyond its row.

use crate::accounts::model::{Account, Contact};
use crate::activities::interactions::model::{Activity, ActivityFilter, ActivityOrder};
use crate::activities::notes::model::{Note, NoteFilter, NoteOrder};
use crate::api::ahead::{Ahead, Related};
use crate::api::context::Ask;
use crate::api::fields::List;
use crate::api::page::{Counting, PageArgs};
use crate::api::user_errors::user_actor;
use crate::app::error::Result as AppResult;
use crate::db::id::Id;
use crate::deals::graphql::DealConnection;
use crate::deals::model::{DealFilter, DealOrder};
use crate::deals::stakeholders::model::{Stakeholder, StakeholderFilter, StakeholderOrder};
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

impl Related for Contact {
    async fn ahead(page: &Ahead<'_, Self>) -> AppResult<()> {
        try_join!(
            page.one("account", |contact| contact.account_id),
            page.one("source", |contact| contact.source_id),
            page.one("owner", |contact| Some(contact.owner_id)),
            page.one("mergedInto", |contact| contact.merged_into_id),
        )
        .map(drop)
    }
}

#[ComplexObject]
impl Contact {
    /// Their id, the same everywhere.
    pub async fn id(&self) -> Id<Contact> {
        self.id
    }
    /// Given and family name.
    async fn name(&self) -> String {
        format!("{} {}", self.first_name, self.last_name).trim().to_owned()
    }
    /// The account they belong to.
    async fn account(&self, ctx: &Context<'_>) -> Result<Option<Arc<Account>>> {
        Ok(ctx.one(self.account_id).await?)
    }
    /// The contact they were merged into, who has all that was here; null when they were not merged.
    async fn merged_into(&self, ctx: &Context<'_>) -> Result<Option<Arc<Contact>>> {
        Ok(ctx.one(self.merged_into_id).await?)
    }
    /// Where they came from.
    async fn source(&self, ctx: &Context<'_>) -> Result<Option<Arc<Lookup>>> {
        Ok(ctx.one(self.source_id).await?)
    }
    /// Who looks after them.
    async fn owner(&self, ctx: &Context<'_>) -> Result<Arc<User>> {
        Ok(ctx.the(self.owner_id).await?)
    }
    /// Deals they are the primary contact of, as far as the viewer may see them.
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
        Ok(Box::pin(crate::deals::graphql::of_contact(
            ctx,
            self.id,
            (filter, order_by.unwrap_or_default()),
            args,
        ))
        .await?)
    }
    /// The deals they are a stakeholder in, as far as the viewer may see them, and the part they play in each.
    #[allow(clippy::too_many_arguments)] // GraphQL arguments
    async fn stakes(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which ones; all when left out.")] filter: Option<Box<StakeholderFilter>>,
        #[graphql(desc = "What to sort by, at most four terms.")] order_by: Option<Vec<StakeholderOrder>>,
        #[graphql(desc = "Page size going forward, 1 to 200; 50 when left out.")] first: Option<i32>,
        #[graphql(desc = "Continue after this cursor.")] after: Option<String>,
        #[graphql(desc = "Page size going backward, 1 to 200.")] last: Option<i32>,
        #[graphql(desc = "End before this cursor.")] before: Option<String>,
    ) -> Result<Counting<Stakeholder>> {
        let args = PageArgs { first, after, last, before };
        let wanted = (filter, order_by.unwrap_or_default());
        Ok(Box::pin(crate::deals::stakeholders::graphql::of_contact(ctx, self.id, wanted, args)).await?)
    }
    /// What people wrote down about them: pinned ones first, then the newest, unless another order is given.
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
        Ok(Box::pin(crate::activities::notes::graphql::of_contact(ctx, self.id, wanted, args)).await?)
    }
    /// Documents on them: the newest first, unless another order is given.
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
        Ok(Box::pin(crate::files::graphql::of_contact(ctx, self.id, wanted, args)).await?)
    }
    /// Meetings, calls and the like they take part in, as far as the viewer may see the deals: the latest beginning first, unless another
    /// order is given.
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
        Ok(Box::pin(crate::activities::interactions::graphql::of_contact(ctx, self.id, wanted, args)).await?)
    }
    /// Everything that happened with them that the viewer may see, newest first: their own changes, notes, tasks, activities they take
    /// part in, and their part in deals.
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
        Ok(Box::pin(timeline(ctx, Of::Contact(self.and_absorbed()), kinds, args)).await?)
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
    /// Who added them.
    async fn created_by(&self) -> Option<ActorNode> {
        user_actor(self.created_by.map(|id| id.0))
    }
    /// Who changed the record last.
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
