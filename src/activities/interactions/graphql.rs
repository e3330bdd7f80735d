//! Activities in GraphQL: their fields, and the lists of them. The mutations are in `mutation`.

pub mod mutation;

use crate::accounts::model::{Account, Contact};
use crate::activities::interactions::model::{
    Activity, ActivityAttendee, ActivityFilter, ActivityOrder, ActivityOrderField,
};
use crate::activities::interactions::store::{AttendeesBatch, TakesPart};
use crate::activities::interactions::{rules, store};
use crate::api::ahead::{Ahead, Related};
use crate::api::context::Ask;
use crate::api::loaders::Asking;
use crate::api::page::{Counting, PageArgs, ParentColumn, Under, counted, counted_linked, counted_under};
use crate::api::user_errors::user_actor;
use crate::app::actor::Role;
use crate::app::error::Result as AppResult;
use crate::db::id::Id;
use crate::db::list::{Listing, Page, Visible};
use crate::db::order::{Keyset, OrderDirection};
use crate::deals::model::Deal;
use crate::files::model::{File, FileFilter, FileOrder};
use crate::history::model::{ActorNode, HistoryConnection};
use crate::leads::model::Lead;
use crate::pipeline::model::Lookup;
use crate::team::model::User;
use async_graphql::{ComplexObject, Context, Object, Result};
use futures_util::try_join;
use std::sync::Arc;
use uuid::Uuid;

impl Related for Activity {
    async fn ahead(page: &Ahead<'_, Self>) -> AppResult<()> {
        try_join!(
            page.one("kind", |activity| Some(activity.kind_id)),
            page.one("owner", |activity| Some(activity.owner_id)),
            page.one("deal", |activity| activity.deal_id),
            page.one("account", |activity| activity.account_id),
            page.one("contact", |activity| activity.contact_id),
            page.one("lead", |activity| activity.lead_id),
            page.batch::<AttendeesBatch>("attendees", |activity| Some(activity.id.0)),
        )
        .map(drop)
    }
}

#[ComplexObject]
impl Activity {
    /// Its id, the same everywhere.
    pub async fn id(&self) -> Id<Activity> {
        self.id
    }
    /// What kind it is: a value of the list `ACTIVITY_KIND`.
    async fn kind(&self, ctx: &Context<'_>) -> Result<Arc<Lookup>> {
        Ok(ctx.the(self.kind_id).await?)
    }
    /// Whose it is, and who is asked for its outcome.
    async fn owner(&self, ctx: &Context<'_>) -> Result<Arc<User>> {
        Ok(ctx.the(self.owner_id).await?)
    }
    /// The deal it is about.
    async fn deal(&self, ctx: &Context<'_>) -> Result<Option<Arc<Deal>>> {
        Ok(ctx.one(self.deal_id).await?)
    }
    /// The account it is about.
    async fn account(&self, ctx: &Context<'_>) -> Result<Option<Arc<Account>>> {
        Ok(ctx.one(self.account_id).await?)
    }
    /// The contact it is about, who takes part in any case.
    async fn contact(&self, ctx: &Context<'_>) -> Result<Option<Arc<Contact>>> {
        Ok(ctx.one(self.contact_id).await?)
    }
    /// The lead it is about, or took place for before the lead became a deal; null too when the viewer may not see the lead.
    async fn lead(&self, ctx: &Context<'_>) -> Result<Option<Arc<Lead>>> {
        Ok(ctx.one(self.lead_id).await?)
    }
    /// Who takes part: contacts first, then our own people, each in the order they were named.
    async fn attendees(&self, ctx: &Context<'_>) -> Result<Vec<ActivityAttendee>> {
        let mut attendees = ctx.loaders()?.load::<AttendeesBatch>(self.id.0).await?.unwrap_or_default();
        attendees.sort_by_key(|one| one.contact_id.is_none());
        Ok(attendees)
    }
    /// Documents on it: the newest first, unless another order is given.
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
        Ok(Box::pin(crate::files::graphql::of_activity(ctx, self.id, wanted, args)).await?)
    }
    /// Whether it is over and nobody said what came of it.
    async fn awaits_outcome(&self, ctx: &Context<'_>) -> Result<bool> {
        Ok(rules::awaits_outcome(self, ctx.loaders()?.asking.now))
    }
    /// Whether the viewer may change it: all who see it may, except viewers by role.
    async fn viewer_can_edit(&self, ctx: &Context<'_>) -> Result<bool> {
        Ok(ctx.viewer()?.role >= Role::Rep)
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
    /// Who wrote it down.
    async fn created_by(&self) -> Option<ActorNode> {
        user_actor(self.created_by.map(|id| id.0))
    }
    /// Who changed it last.
    async fn updated_by(&self) -> Option<ActorNode> {
        user_actor(self.updated_by.map(|id| id.0))
    }
}

/// Somebody who takes part in an activity: a contact or a user.
#[Object(crate = "crate::api::fields")]
impl ActivityAttendee {
    /// The contact, when it is one.
    async fn contact(&self, ctx: &Context<'_>) -> Result<Option<Arc<Contact>>> {
        Ok(ctx.one(self.contact_id).await?)
    }
    /// The user, when it is one of our own people.
    async fn user(&self, ctx: &Context<'_>) -> Result<Option<Arc<User>>> {
        Ok(ctx.one(self.user_id).await?)
    }
}

/// Which activities are asked for, and in which order.
pub type Wanted = (Option<Box<ActivityFilter>>, Vec<ActivityOrder>);

/// A list as asked for; the latest beginning first unless another order is given.
fn listing(
    ctx: &Context<'_>,
    asked: (Option<&ActivityFilter>, &[ActivityOrder]),
    args: PageArgs,
) -> AppResult<Listing<Activity>> {
    listed(&ctx.loaders()?.asking, asked, args.page(&ctx.app().settings.limits)?)
}

/// The same for whoever asks, also outside GraphQL.
pub fn listed(
    asking: &Asking,
    (filter, order): (Option<&ActivityFilter>, &[ActivityOrder]),
    page: Page,
) -> AppResult<Listing<Activity>> {
    let mut conditions = Activity::seen_by(&asking.viewer, asking.now);
    store::activities_where(&mut conditions, filter)?;
    let latest = [(ActivityOrderField::StartsAt, OrderDirection::Desc)];
    let terms = ActivityOrder::terms(order, &latest, &asking.viewer)?;
    Ok(Listing {
        conditions: conditions.into_sql().into(),
        keyset: Keyset::new(terms, Activity::ID, Activity::uuid),
        page,
    })
}

/// The activities on a deal.
pub async fn of_deal(
    ctx: &Context<'_>,
    id: Id<Deal>,
    wanted: Wanted,
    args: PageArgs,
) -> AppResult<Counting<Activity>> {
    under(ctx, (id.0, ("activities.deal_id", |row| row.deal_id.map(|id| id.0))), wanted, args).await
}

/// The activities about an account, those on its deals included, as far as the viewer may see the deals.
pub async fn of_account(
    ctx: &Context<'_>,
    id: Id<Account>,
    wanted: Wanted,
    args: PageArgs,
) -> AppResult<Counting<Activity>> {
    under(ctx, (id.0, ("activities.account_id", |row| row.account_id.map(|id| id.0))), wanted, args).await
}

/// The activities about a lead.
pub async fn of_lead(
    ctx: &Context<'_>,
    id: Id<Lead>,
    wanted: Wanted,
    args: PageArgs,
) -> AppResult<Counting<Activity>> {
    under(ctx, (id.0, ("activities.lead_id", |row| row.lead_id.map(|id| id.0))), wanted, args).await
}

async fn under(
    ctx: &Context<'_>,
    (parent, column): (Uuid, ParentColumn<Activity>),
    (filter, order): Wanted,
    args: PageArgs,
) -> AppResult<Counting<Activity>> {
    let shape = format!("{filter:?}{order:?}{args:?}").into();
    let listing = listing(ctx, (filter.as_deref(), &order), args)?;
    counted_under(ctx, Under { parent, column, shape, listing: listing.into() }).await
}

/// The activities a contact takes part in, as far as the viewer may see their deals.
pub async fn of_contact(
    ctx: &Context<'_>,
    id: Id<Contact>,
    (filter, order): Wanted,
    args: PageArgs,
) -> AppResult<Counting<Activity>> {
    let shape = format!("{filter:?}{order:?}{args:?}").into();
    let listing = listing(ctx, (filter.as_deref(), &order), args)?;
    counted_linked::<_, TakesPart>(ctx, (id.0, shape, listing)).await
}

#[derive(Default)]
pub struct InteractionQuery;

#[Object]
impl InteractionQuery {
    /// One activity; null when there is none or the viewer may not see it.
    async fn activity(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The activity.")] id: Id<Activity>,
    ) -> Result<Option<Arc<Activity>>> {
        Ok(ctx.one(Some(id)).await?)
    }
    /// The activities that match, the latest beginning first unless another order is given.
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
        let order = order_by.unwrap_or_default();
        Ok(Box::pin(counted(ctx, listing(ctx, (filter.as_deref(), &order), args)?)).await?)
    }
    /// The viewer's own activities that are over and of which nobody said what came, the oldest first.
    async fn activities_awaiting_outcome(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Page size going forward, 1 to 200; 50 when left out.")] first: Option<i32>,
        #[graphql(desc = "Continue after this cursor.")] after: Option<String>,
    ) -> Result<Counting<Activity>> {
        let asking = &ctx.loaders()?.asking;
        let mut conditions = Activity::seen_by(&asking.viewer, asking.now);
        store::awaiting_outcome(&mut conditions);
        let oldest = [(ActivityOrderField::StartsAt, OrderDirection::Asc)];
        let terms = ActivityOrder::terms(&[], &oldest, &asking.viewer)?;
        let listing = Listing {
            conditions: conditions.into_sql().into(),
            keyset: Keyset::new(terms, Activity::ID, Activity::uuid),
            page: PageArgs::forward(first, after).page(&ctx.app().settings.limits)?,
        };
        Ok(Box::pin(counted(ctx, listing)).await?)
    }
}
