//! Leads in GraphQL: their fields and lists. The mutations are in `mutation`.

pub mod mutation;

use crate::accounts::model::{Account, Contact};
use crate::activities::interactions::model::{Activity, ActivityFilter, ActivityOrder};
use crate::activities::model::{Task, TaskFilter, TaskOrder};
use crate::activities::notes::model::{Note, NoteFilter, NoteOrder};
use crate::api::ahead::{Ahead, Related};
use crate::api::context::Ask;
use crate::api::fields::List;
use crate::api::loaders::Asking;
use crate::api::page::{Counting, PageArgs, counted};
use crate::api::user_errors::user_actor;
use crate::app::actor::Role;
use crate::app::error::Result as AppResult;
use crate::db::id::Id;
use crate::db::list::{Listing, Page, Visible};
use crate::db::order::{Keyset, OrderDirection};
use crate::deals::model::Deal;
use crate::fields;
use crate::fields::graphql::CustomValue;
use crate::files::model::{File, FileFilter, FileOrder};
use crate::history::model::{ActorNode, HistoryConnection};
use crate::leads::duplicates::{self, LeadDuplicates, Sought};
use crate::leads::model::{Lead, LeadAnswer, LeadFilter, LeadOrder, LeadOrderField, LeadStatus};
use crate::leads::{rules, store};
use crate::pipeline::model::Lookup;
use crate::team::model::User;
use async_graphql::{ComplexObject, Context, Json, Object, Result};
use futures_util::try_join;
use serde_json::Value;
use std::sync::Arc;

impl Related for Lead {
    async fn ahead(page: &Ahead<'_, Self>) -> AppResult<()> {
        try_join!(
            page.one("source", |lead| lead.source_id),
            page.one("owner", |lead| Some(lead.owner_id)),
            page.one("account", |lead| lead.account_id),
            page.one("contact", |lead| lead.contact_id),
            page.one("deal", |lead| lead.deal_id),
        )
        .map(drop)
    }
}

#[ComplexObject]
impl Lead {
    /// Its id, the same everywhere.
    pub async fn id(&self) -> Id<Lead> {
        self.id
    }
    /// What the person is called; null when it names nobody.
    async fn person(&self) -> Option<String> {
        rules::person(self.first_name.as_deref(), self.last_name.as_deref())
    }
    /// Where it came from.
    async fn source(&self, ctx: &Context<'_>) -> Result<Option<Arc<Lookup>>> {
        Ok(ctx.one(self.source_id).await?)
    }
    /// Who looks after it.
    async fn owner(&self, ctx: &Context<'_>) -> Result<Arc<User>> {
        Ok(ctx.the(self.owner_id).await?)
    }
    /// What of budget, authority, need and timing is not answered yet; empty once it is qualified.
    async fn missing(&self) -> Vec<LeadAnswer> {
        rules::missing(self)
    }
    /// The account it became, or turned out to be.
    async fn account(&self, ctx: &Context<'_>) -> Result<Option<Arc<Account>>> {
        Ok(ctx.one(self.account_id).await?)
    }
    /// The contact it became, or turned out to be.
    async fn contact(&self, ctx: &Context<'_>) -> Result<Option<Arc<Contact>>> {
        Ok(ctx.one(self.contact_id).await?)
    }
    /// The deal it became; null too when the viewer may not see the deal.
    async fn deal(&self, ctx: &Context<'_>) -> Result<Option<Arc<Deal>>> {
        Ok(ctx.one(self.deal_id).await?)
    }
    /// Records it may be about already, as far as the viewer may see them.
    async fn duplicates(&self, ctx: &Context<'_>) -> Result<LeadDuplicates> {
        Ok(Box::pin(duplicates_of(ctx, Sought::of(self))).await?)
    }
    /// Whether the viewer may change it: all who see it may, except viewers by role, while it is neither disqualified nor converted.
    async fn viewer_can_edit(&self, ctx: &Context<'_>) -> Result<bool> {
        let open = !matches!(self.status, LeadStatus::Disqualified | LeadStatus::Converted);
        Ok(open && ctx.viewer()?.role >= Role::Rep)
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
        let wanted = (filter, order_by.unwrap_or_default());
        Ok(Box::pin(crate::activities::graphql::of_lead(ctx, self.id, wanted, args)).await?)
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
        Ok(Box::pin(crate::activities::notes::graphql::of_lead(ctx, self.id, wanted, args)).await?)
    }
    /// Documents on it, which go along to its deal: the newest first, unless another order is given.
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
        Ok(Box::pin(crate::files::graphql::of_lead(ctx, self.id, wanted, args)).await?)
    }
    /// Meetings, calls and the like about it: the latest beginning first, unless another order is given.
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
        Ok(Box::pin(crate::activities::interactions::graphql::of_lead(ctx, self.id, wanted, args)).await?)
    }
    /// Who changed what, newest first.
    async fn history(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many entries at most, 1 to 200; 50 when left out.")] first: Option<i32>,
        #[graphql(desc = "Only entries older than this cursor of an edge.")] after: Option<String>,
        #[graphql(desc = "Also what its creator corrected soon after creation.")] include_grace: Option<bool>,
    ) -> Result<HistoryConnection> {
        let args = PageArgs::forward(first, after);
        Ok(Box::pin(crate::history::graphql::of(ctx, self.id.0, args, include_grace)).await?)
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

async fn duplicates_of(ctx: &Context<'_>, sought: Sought) -> AppResult<LeadDuplicates> {
    let asking = &ctx.loaders()?.asking;
    let mut conn = ctx.app().read().await?;
    duplicates::find(&mut conn, &asking.viewer, asking.now, &sought).await
}

/// The lead a deal began as, as far as the viewer may see it.
pub async fn of_deal(ctx: &Context<'_>, id: Id<Deal>) -> AppResult<Option<Arc<Lead>>> {
    ctx.loaders()?.load::<store::OfDealBatch>(id.0).await
}

/// A list of leads as asked for, also outside GraphQL; the newest first unless another order is given.
pub fn listed(
    asking: &Asking,
    (filter, order, search): (Option<&LeadFilter>, &[LeadOrder], Option<&str>),
    page: Page,
) -> AppResult<Listing<Lead>> {
    let mut conditions = Lead::seen_by(&asking.viewer, asking.now);
    store::leads_where(&mut conditions, filter, search)?;
    let newest = [(LeadOrderField::CreatedAt, OrderDirection::Desc)];
    let terms = LeadOrder::terms(order, &newest, &asking.viewer)?;
    Ok(Listing {
        conditions: conditions.into_sql().into(),
        keyset: Keyset::new(terms, Lead::ID, Lead::uuid),
        page,
    })
}

#[derive(Default)]
pub struct LeadQuery;

#[Object]
impl LeadQuery {
    /// One lead; null when there is none or the viewer may not see it.
    async fn lead(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The lead.")] id: Id<Lead>,
    ) -> Result<Option<Arc<Lead>>> {
        Ok(ctx.one(Some(id)).await?)
    }
    /// The leads that match, the newest first unless another order is given; whatever their status unless the filter says which.
    #[allow(clippy::too_many_arguments)] // GraphQL arguments
    async fn leads(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which ones; all the viewer may see when left out.")] filter: Option<
            Box<LeadFilter>,
        >,
        #[graphql(desc = "What to sort by, at most four terms.")] order_by: Option<Vec<LeadOrder>>,
        #[graphql(
            desc = "Words that all occur in topic, company and person, without regard to case and accents."
        )]
        search: Option<String>,
        #[graphql(desc = "Page size going forward, 1 to 200; 50 when left out.")] first: Option<i32>,
        #[graphql(desc = "Continue after this cursor.")] after: Option<String>,
        #[graphql(desc = "Page size going backward, 1 to 200.")] last: Option<i32>,
        #[graphql(desc = "End before this cursor.")] before: Option<String>,
    ) -> Result<Counting<Lead>> {
        let page = PageArgs { first, after, last, before }.page(&ctx.app().settings.limits)?;
        let order = order_by.unwrap_or_default();
        let asked = (filter.as_deref(), order.as_slice(), search.as_deref());
        Ok(Box::pin(counted(ctx, listed(&ctx.loaders()?.asking, asked, page)?)).await?)
    }
    /// Records that somebody new may be already: for a form, before the lead is added.
    #[allow(clippy::too_many_arguments)] // GraphQL arguments
    async fn lead_duplicates(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The company, at least three characters of it.")] company: Option<String>,
        #[graphql(desc = "The company's web address or domain.")] website: Option<String>,
        #[graphql(desc = "The person's given name.")] first_name: Option<String>,
        #[graphql(desc = "The person's family name.")] last_name: Option<String>,
        #[graphql(desc = "The person's e-mail address, whole.")] email: Option<String>,
    ) -> Result<LeadDuplicates> {
        let company = (company.as_deref(), website.as_deref());
        let sought = Sought::new(company, (first_name.as_deref(), last_name.as_deref()), email.as_deref());
        Ok(Box::pin(duplicates_of(ctx, sought)).await?)
    }
}
