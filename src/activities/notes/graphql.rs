//! Notes in GraphQL.

use crate::accounts::model::{Account, Contact};
use crate::activities::notes::model::{
    CreateNoteInput, Note, NoteFilter, NoteOrder, NoteOrderField, UpdateNoteInput,
};
use crate::activities::notes::{actions, rules, store};
use crate::api::ahead::{Ahead, Related};
use crate::api::context::Ask;
use crate::api::fields::List;
use crate::api::page::{Counting, PageArgs, ParentColumn, Under, counted_under};
use crate::api::scalars::Cursor;
use crate::api::user_errors::{UserError, outcome, position, user_actor};
use crate::app::actor::Role;
use crate::app::error::Result as AppResult;
use crate::db::id::Id;
use crate::db::list::{Listing, Visible};
use crate::db::order::{Keyset, OrderDirection};
use crate::deals::model::Deal;
use crate::history::model::{ActorNode, HistoryConnection};
use crate::leads::model::Lead;
use crate::team::model::User;
use async_graphql::{ComplexObject, Context, Object, Result, SimpleObject};
use futures_util::future::try_join_all;
use futures_util::try_join;
use std::sync::Arc;
use uuid::Uuid;

impl Related for Note {
    async fn ahead(page: &Ahead<'_, Self>) -> AppResult<()> {
        try_join!(
            page.one("deal", |note| note.deal_id),
            page.one("account", |note| note.account_id),
            page.one("contact", |note| note.contact_id),
            page.one("lead", |note| note.lead_id),
            page.many("mentions", Note::mentioned),
        )
        .map(drop)
    }
}

impl Note {
    /// Whom its body mentions, as far as it may.
    fn mentioned(&self) -> Vec<Id<User>> {
        let mut users = rules::mentioned(&self.body);
        users.truncate(rules::MOST);
        users
    }
}

#[ComplexObject]
impl Note {
    /// Its id, the same everywhere.
    pub async fn id(&self) -> Id<Note> {
        self.id
    }
    /// The deal it is about.
    async fn deal(&self, ctx: &Context<'_>) -> Result<Option<Arc<Deal>>> {
        Ok(ctx.one(self.deal_id).await?)
    }
    /// The account it is about.
    async fn account(&self, ctx: &Context<'_>) -> Result<Option<Arc<Account>>> {
        Ok(ctx.one(self.account_id).await?)
    }
    /// The contact it is about.
    async fn contact(&self, ctx: &Context<'_>) -> Result<Option<Arc<Contact>>> {
        Ok(ctx.one(self.contact_id).await?)
    }
    /// The lead it is about, or was written on before the lead became a deal; null too when the viewer may not see the lead.
    async fn lead(&self, ctx: &Context<'_>) -> Result<Option<Arc<Lead>>> {
        Ok(ctx.one(self.lead_id).await?)
    }
    /// Who is mentioned in it, in the order in which they are named first; ids of nobody in the workspace are left out.
    async fn mentions(&self, ctx: &Context<'_>) -> Result<List<User>> {
        let found = self.mentioned().into_iter().map(|id| ctx.one(Some(id)));
        let found = try_join_all(found).await?;
        Ok(List(found.into_iter().flatten().map(Arc::unwrap_or_clone).collect()))
    }
    /// Whether the viewer may change what it says, and put it away: its author, and managers.
    async fn viewer_can_edit(&self, ctx: &Context<'_>) -> Result<bool> {
        let viewer = ctx.viewer()?;
        let mine = self.created_by.map(|id| id.0) == viewer.user_id();
        Ok(viewer.role >= Role::Manager || mine && viewer.role >= Role::Rep)
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
    /// Who wrote it.
    async fn created_by(&self) -> Option<ActorNode> {
        user_actor(self.created_by.map(|id| id.0))
    }
    /// Who changed it last.
    async fn updated_by(&self) -> Option<ActorNode> {
        user_actor(self.updated_by.map(|id| id.0))
    }
}

/// Which notes are asked for, and in which order.
pub type Wanted = (Option<Box<NoteFilter>>, Vec<NoteOrder>);

/// The notes on a deal.
pub async fn of_deal(
    ctx: &Context<'_>,
    id: Id<Deal>,
    wanted: Wanted,
    args: PageArgs,
) -> AppResult<Counting<Note>> {
    under(ctx, (id.0, ("notes.deal_id", |note| note.deal_id.map(|id| id.0))), wanted, args).await
}

/// The notes on an account.
pub async fn of_account(
    ctx: &Context<'_>,
    id: Id<Account>,
    wanted: Wanted,
    args: PageArgs,
) -> AppResult<Counting<Note>> {
    under(ctx, (id.0, ("notes.account_id", |note| note.account_id.map(|id| id.0))), wanted, args).await
}

/// The notes on a contact.
pub async fn of_contact(
    ctx: &Context<'_>,
    id: Id<Contact>,
    wanted: Wanted,
    args: PageArgs,
) -> AppResult<Counting<Note>> {
    under(ctx, (id.0, ("notes.contact_id", |note| note.contact_id.map(|id| id.0))), wanted, args).await
}

/// The notes on a lead.
pub async fn of_lead(
    ctx: &Context<'_>,
    id: Id<Lead>,
    wanted: Wanted,
    args: PageArgs,
) -> AppResult<Counting<Note>> {
    under(ctx, (id.0, ("notes.lead_id", |note| note.lead_id.map(|id| id.0))), wanted, args).await
}

/// Pinned ones first, then the newest, unless another order is given.
async fn under(
    ctx: &Context<'_>,
    (parent, column): (Uuid, ParentColumn<Note>),
    (filter, order): Wanted,
    args: PageArgs,
) -> AppResult<Counting<Note>> {
    let shape = format!("{filter:?}{order:?}{args:?}").into();
    let asking = &ctx.loaders()?.asking;
    let mut conditions = Note::seen_by(&asking.viewer, asking.now);
    store::notes_where(&mut conditions, filter.as_deref())?;
    let default =
        [(NoteOrderField::Pinned, OrderDirection::Desc), (NoteOrderField::CreatedAt, OrderDirection::Desc)];
    let terms = NoteOrder::terms(&order, &default, &asking.viewer)?;
    let listing = Listing {
        conditions: conditions.into_sql().into(),
        keyset: Keyset::new(terms, Note::ID, Note::uuid),
        page: args.page(&ctx.app().settings.limits)?,
    };
    counted_under(ctx, Under { parent, column, shape, listing: listing.into() }).await
}

/// What came of a change to a note.
#[derive(SimpleObject)]
#[graphql(complex, crate = "crate::api::fields")]
pub struct NotePayload {
    /// The note as it is now; null when the change was refused.
    note: Option<Note>,
    /// Why the change was refused; empty when it was made.
    user_errors: Vec<UserError>,
}

#[ComplexObject]
impl NotePayload {
    /// The log's position after the change.
    async fn event_cursor(&self, ctx: &Context<'_>) -> Result<Option<Cursor>> {
        Ok(position(ctx).await?)
    }
}

impl NotePayload {
    fn of(done: AppResult<Note>) -> Result<Self> {
        let (note, user_errors) = outcome(done)?;
        Ok(Self { note, user_errors })
    }
}

#[derive(Default)]
pub struct NoteMutation;

#[Object]
impl NoteMutation {
    /// Writes a note on a deal, an account, a contact or a lead.
    async fn create_note(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The note, and what it is about.")] input: CreateNoteInput,
    ) -> Result<NotePayload> {
        NotePayload::of(ctx.write(async |tx| actions::create_note(tx, input.clone()).await).await)
    }
    /// Changes a note, pins it, puts it away or takes it out again.
    async fn update_note(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The note and what changes.")] input: UpdateNoteInput,
    ) -> Result<NotePayload> {
        NotePayload::of(ctx.write(async |tx| actions::update_note(tx, input.clone()).await).await)
    }
}
