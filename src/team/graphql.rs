//! The workspace, its users and teams in GraphQL: relations and queries. Mutations are in `mutations`.

mod mutations;

pub use mutations::TeamMutation;

use crate::api::ahead::{Ahead, Related};
use crate::api::context::Ask;
use crate::api::page::{Counting, PageArgs, counted};
use crate::api::user_errors::user_actor;
use crate::app::actor::{Actor, Viewer};
use crate::app::error::Result as AppResult;
use crate::db::id::Id;
use crate::db::list::{self, Listing, Visible};
use crate::db::order::Keyset;
use crate::db::order::OrderDirection;
use crate::documents::settings;
use crate::documents::settings::model::ProposalSettings;
use crate::history::model::ActorNode;
use crate::team::model::{
    Team, TeamOrder, TeamOrderField, User, UserFilter, UserOrder, UserOrderField, Workspace,
};
use crate::team::store;
use async_graphql::{ComplexObject, Context, Object, Result, SimpleObject};
use futures_util::try_join;
use std::sync::Arc;

#[ComplexObject]
impl Workspace {
    /// Its id, the same everywhere.
    pub async fn id(&self) -> Id<Workspace> {
        self.id
    }
    /// How it presents itself on its proposals, and what new ones begin with; null until an admin sets it.
    async fn proposal_settings(&self, ctx: &Context<'_>) -> Result<Option<ProposalSettings>> {
        let asking = (ctx.viewer()?, ctx.app().clock.now());
        Ok(settings::store::find(&mut *ctx.app().read().await?, (asking.0, asking.1)).await?)
    }
}

impl Related for User {}

impl Related for Team {
    async fn ahead(page: &Ahead<'_, Self>) -> AppResult<()> {
        try_join!(page.one("parent", |team| team.parent_id), page.one("manager", |team| team.manager_id),)
            .map(drop)
    }
}

#[ComplexObject]
impl User {
    /// Their id, the same everywhere.
    pub async fn id(&self) -> Id<User> {
        self.id
    }
    /// The team they belong to.
    async fn team(&self, ctx: &Context<'_>) -> Result<Option<Arc<Team>>> {
        Ok(team_of(ctx, self).await?)
    }
    /// Who added them; null for the first admin.
    async fn created_by(&self) -> Option<ActorNode> {
        user_actor(self.created_by.map(|id| id.0))
    }
    /// Who changed the record last.
    async fn updated_by(&self) -> Option<ActorNode> {
        user_actor(self.updated_by.map(|id| id.0))
    }
}

/// In the answer to a sign-in the context still belongs to nobody, or to somebody else: then the team is looked up for the
/// person who just proved to be this user.
async fn team_of(ctx: &Context<'_>, user: &User) -> AppResult<Option<Arc<Team>>> {
    if ctx.viewer().is_ok_and(|viewer| viewer.workspace_id == user.workspace_id.0) {
        return ctx.one(user.team_id).await;
    }
    let Some(team_id) = user.team_id else { return Ok(None) };
    let viewer = Viewer::system(user.workspace_id.0, Actor::User { user_id: user.id.0 });
    list::find(&mut *ctx.app().read().await?, (&viewer, ctx.app().clock.now()), team_id)
        .await
        .map(|team| team.map(Arc::new))
}

#[ComplexObject]
impl Team {
    /// Its id, the same everywhere.
    pub async fn id(&self) -> Id<Team> {
        self.id
    }
    /// The team it is part of; null at the top.
    async fn parent(&self, ctx: &Context<'_>) -> Result<Option<Arc<Team>>> {
        Ok(ctx.one(self.parent_id).await?)
    }
    /// Who looks after it and the teams below it.
    async fn manager(&self, ctx: &Context<'_>) -> Result<Option<Arc<User>>> {
        Ok(ctx.one(self.manager_id).await?)
    }
    /// The active people who belong to it directly, by name.
    async fn members(&self, ctx: &Context<'_>) -> Result<Vec<User>> {
        Ok(ctx.loaders()?.load::<store::Members>(self.id.0).await?.unwrap_or_default())
    }
    /// Who made it.
    async fn created_by(&self) -> Option<ActorNode> {
        user_actor(self.created_by.map(|id| id.0))
    }
    /// Who changed it last.
    async fn updated_by(&self) -> Option<ActorNode> {
        user_actor(self.updated_by.map(|id| id.0))
    }
}

/// Whether this server is ready to be signed in to.
#[derive(SimpleObject)]
#[graphql(crate = "crate::api::fields")]
pub struct SetupStatus {
    /// True while there is no workspace: `setUpWorkspace` makes the first one and its admin.
    needed: bool,
}

/// A list of users as asked for, by name.
fn user_listing(
    ctx: &Context<'_>,
    filter: Option<&UserFilter>,
    search: Option<&str>,
    args: PageArgs,
) -> AppResult<Listing<User>> {
    let asking = &ctx.loaders()?.asking;
    let mut conditions = User::seen_by(&asking.viewer, asking.now);
    store::users_where(&mut conditions, filter, search)?;
    let terms = UserOrder::terms(&[], &[(UserOrderField::Name, OrderDirection::Asc)], &asking.viewer)?;
    Ok(Listing {
        conditions: conditions.into_sql().into(),
        keyset: Keyset::new(terms, User::ID, User::uuid),
        page: args.page(&ctx.app().settings.limits)?,
    })
}

/// All teams, by name.
fn team_listing(ctx: &Context<'_>, args: PageArgs) -> AppResult<Listing<Team>> {
    let asking = &ctx.loaders()?.asking;
    let terms = TeamOrder::terms(&[], &[(TeamOrderField::Name, OrderDirection::Asc)], &asking.viewer)?;
    Ok(Listing {
        conditions: Team::seen_by(&asking.viewer, asking.now).into_sql().into(),
        keyset: Keyset::new(terms, Team::ID, Team::uuid),
        page: args.page(&ctx.app().settings.limits)?,
    })
}

#[derive(Default)]
pub struct TeamQuery;

#[Object]
impl TeamQuery {
    /// What a new server still needs before anybody can sign in. Answered without signing in.
    async fn setup(&self, ctx: &Context<'_>) -> Result<SetupStatus> {
        let exists = store::found::any_workspace(&mut *ctx.app().read().await?).await?;
        Ok(SetupStatus { needed: !exists })
    }
    /// The signed-in user, or the one an API key acts for; null when nobody is.
    async fn viewer(&self, ctx: &Context<'_>) -> Result<Option<Arc<User>>> {
        match ctx.viewer().ok().and_then(|viewer| viewer.user_id()) {
            Some(id) => Ok(ctx.one(Some(Id::of(id))).await?),
            None => Ok(None),
        }
    }
    /// The viewer's workspace and its settings.
    async fn workspace(&self, ctx: &Context<'_>) -> Result<Arc<Workspace>> {
        Ok(ctx.the(Id::of(ctx.viewer()?.workspace_id)).await?)
    }
    /// The people of the workspace that match, by name; also those who can no longer sign in, unless the filter says otherwise.
    #[allow(clippy::too_many_arguments)] // GraphQL arguments
    async fn users(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which ones; all the viewer may see when left out.")] filter: Option<
            Box<UserFilter>,
        >,
        #[graphql(desc = "Words that all occur in name or address, without regard to case and accents.")]
        search: Option<String>,
        #[graphql(desc = "Page size going forward, 1 to 200; 50 when left out.")] first: Option<i32>,
        #[graphql(desc = "Continue after this cursor.")] after: Option<String>,
        #[graphql(desc = "Page size going backward, 1 to 200.")] last: Option<i32>,
        #[graphql(desc = "End before this cursor.")] before: Option<String>,
    ) -> Result<Counting<User>> {
        let args = PageArgs { first, after, last, before };
        Ok(Box::pin(counted(ctx, user_listing(ctx, filter.as_deref(), search.as_deref(), args)?)).await?)
    }
    /// The teams of the workspace, by name.
    async fn teams(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Page size going forward, 1 to 200; 50 when left out.")] first: Option<i32>,
        #[graphql(desc = "Continue after this cursor.")] after: Option<String>,
        #[graphql(desc = "Page size going backward, 1 to 200.")] last: Option<i32>,
        #[graphql(desc = "End before this cursor.")] before: Option<String>,
    ) -> Result<Counting<Team>> {
        let args = PageArgs { first, after, last, before };
        Ok(Box::pin(counted(ctx, team_listing(ctx, args)?)).await?)
    }
}
