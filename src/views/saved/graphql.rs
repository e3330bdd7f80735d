//! Saved views in GraphQL.

use crate::api::ahead::{Ahead, Related};
use crate::api::context::Ask;
use crate::api::page::{Counting, PageArgs, counted};
use crate::api::scalars::Cursor;
use crate::api::user_errors::{UserError, outcome, position, user_actor};
use crate::app::actor::Role;
use crate::app::error::Result as AppResult;
use crate::db::fragment::Bind;
use crate::db::id::Id;
use crate::db::list::{Listing, Visible};
use crate::db::order::{Keyset, OrderDirection};
use crate::history::model::{ActorNode, HistoryConnection};
use crate::pipeline::model::Pipeline;
use crate::team::model::{Team, User};
use crate::views::saved::actions;
use crate::views::saved::model::{
    CreateSavedViewInput, SavedView, SavedViewOrder, SavedViewOrderField, UpdateSavedViewInput,
};
use crate::views::saved::rules::{self, ViewPart};
use async_graphql::{ComplexObject, Context, Json, Object, Result, SimpleObject};
use futures_util::try_join;
use serde_json::Value;
use std::sync::Arc;

impl Related for SavedView {
    async fn ahead(page: &Ahead<'_, Self>) -> AppResult<()> {
        try_join!(
            page.one("owner", |view| Some(view.owner_id)),
            page.one("team", |view| view.team_id),
            page.one("pipeline", |view| view.pipeline_id),
        )
        .map(drop)
    }
}

/// Something a saved view speaks of that there is no more.
#[derive(Debug, Clone, SimpleObject)]
#[graphql(crate = "crate::api::fields")]
pub struct SavedViewProblem {
    /// Where it stands.
    pub part: ViewPart,
    /// The field, as the view names it: `custom.` and its key.
    pub field: String,
}

#[ComplexObject]
impl SavedView {
    /// Its id, the same everywhere.
    pub async fn id(&self) -> Id<SavedView> {
        self.id
    }
    /// Which deals it shows: a `DealFilter`, to be sent as it is.
    async fn filter(&self) -> Json<Value> {
        Json(self.filter.0.clone())
    }
    /// How they are sorted: a list of `DealOrder`, to be sent as it is.
    async fn order_by(&self) -> Json<Value> {
        Json(self.order_by.0.clone())
    }
    /// The pipeline of a board.
    async fn pipeline(&self, ctx: &Context<'_>) -> Result<Option<Arc<Pipeline>>> {
        Ok(ctx.one(self.pipeline_id).await?)
    }
    /// Whose it is.
    async fn owner(&self, ctx: &Context<'_>) -> Result<Arc<User>> {
        Ok(ctx.the(self.owner_id).await?)
    }
    /// The team it is shared with.
    async fn team(&self, ctx: &Context<'_>) -> Result<Option<Arc<Team>>> {
        Ok(ctx.one(self.team_id).await?)
    }
    /// Custom fields it speaks of that were archived: a filter or an order that names one is refused until it is changed.
    async fn problems(&self, ctx: &Context<'_>) -> Result<Vec<SavedViewProblem>> {
        let gone = rules::gone(self, ctx.viewer()?.fields());
        Ok(gone
            .into_iter()
            .map(|(part, key)| SavedViewProblem { part, field: format!("custom.{key}") })
            .collect())
    }
    /// Whether the viewer may change it: its owner, and admins.
    async fn viewer_can_edit(&self, ctx: &Context<'_>) -> Result<bool> {
        let viewer = ctx.viewer()?;
        Ok(viewer.user_id() == Some(self.owner_id.0) || viewer.role == Role::Admin)
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
    /// Who saved it first.
    async fn created_by(&self) -> Option<ActorNode> {
        user_actor(self.created_by.map(|id| id.0))
    }
    /// Who changed it last.
    async fn updated_by(&self) -> Option<ActorNode> {
        user_actor(self.updated_by.map(|id| id.0))
    }
}

/// What came of a change to a saved view.
#[derive(SimpleObject)]
#[graphql(complex, crate = "crate::api::fields")]
pub struct SavedViewPayload {
    /// The view as it is now; null when the change was refused.
    saved_view: Option<SavedView>,
    /// Why the change was refused; empty when it was made.
    user_errors: Vec<UserError>,
}

#[ComplexObject]
impl SavedViewPayload {
    /// The log's position after the change.
    async fn event_cursor(&self, ctx: &Context<'_>) -> Result<Option<Cursor>> {
        Ok(position(ctx).await?)
    }
}

impl SavedViewPayload {
    fn of(done: AppResult<SavedView>) -> Result<Self> {
        let (saved_view, user_errors) = outcome(done)?;
        Ok(Self { saved_view, user_errors })
    }
}

#[derive(Default)]
pub struct SavedViewQuery;

#[Object]
impl SavedViewQuery {
    /// One saved view; null when there is none or it is not shared with the viewer.
    async fn saved_view(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The view.")] id: Id<SavedView>,
    ) -> Result<Option<Arc<SavedView>>> {
        Ok(ctx.one(Some(id)).await?)
    }
    /// The viewer's own saved views, and those shared with them, by name.
    async fn saved_views(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Also those that were put away.")] include_archived: Option<bool>,
        #[graphql(desc = "What to sort by, at most four terms.")] order_by: Option<Vec<SavedViewOrder>>,
        #[graphql(desc = "Page size going forward, 1 to 200; 50 when left out.")] first: Option<i32>,
        #[graphql(desc = "Continue after this cursor.")] after: Option<String>,
    ) -> Result<Counting<SavedView>> {
        let asking = &ctx.loaders()?.asking;
        let mut conditions = SavedView::seen_by(&asking.viewer, asking.now);
        if include_archived != Some(true) {
            conditions.equals("saved_views.archived", Bind::Bool(false));
        }
        let by_name = [(SavedViewOrderField::Name, OrderDirection::Asc)];
        let terms = SavedViewOrder::terms(&order_by.unwrap_or_default(), &by_name, &asking.viewer)?;
        let listing = Listing {
            conditions: conditions.into_sql().into(),
            keyset: Keyset::new(terms, SavedView::ID, SavedView::uuid),
            page: PageArgs::forward(first, after).page(&ctx.app().settings.limits)?,
        };
        Ok(Box::pin(counted(ctx, listing)).await?)
    }
}

#[derive(Default)]
pub struct SavedViewMutation;

#[Object]
impl SavedViewMutation {
    /// Keeps a view of deals for oneself, one's team or everybody.
    async fn create_saved_view(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The view.")] input: CreateSavedViewInput,
    ) -> Result<SavedViewPayload> {
        SavedViewPayload::of(ctx.write(async |tx| actions::create_saved_view(tx, input.clone()).await).await)
    }
    /// Changes a saved view, shares it, puts it away or takes it out again.
    async fn update_saved_view(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The view and what changes.")] input: UpdateSavedViewInput,
    ) -> Result<SavedViewPayload> {
        SavedViewPayload::of(ctx.write(async |tx| actions::update_saved_view(tx, input.clone()).await).await)
    }
}
