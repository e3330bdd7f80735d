//! Notifications in GraphQL: relations, queries, mutations. Live news is in `subscription`.

pub mod subscription;

use crate::activities::interactions::model::Activity;
use crate::activities::model::Task;
use crate::activities::notes::model::Note;
use crate::api::ahead::{Ahead, Related};
use crate::api::context::Ask;
use crate::api::page::{Counting, PageArgs, counted};
use crate::api::scalars::Cursor;
use crate::api::user_errors::{UserError, outcome, position};
use crate::app::error::Result as AppResult;
use crate::approvals::runs::model::Approval;
use crate::db::id::Id;
use crate::db::list::{Listing, Visible};
use crate::db::order::{Keyset, OrderDirection};
use crate::deals::model::Deal;
use crate::history::model::ActorNode;
use crate::notifications::model::{
    MarkNotificationsReadInput, Notification, NotificationFilter, NotificationOrder, NotificationOrderField,
    NotificationPreference, SetNotificationPreferencesInput, TargetKind,
};
use crate::notifications::{actions, store};
use async_graphql::{ComplexObject, Context, Object, Result, SimpleObject, Union};
use futures_util::try_join;
use std::sync::Arc;
use uuid::Uuid;

impl Notification {
    /// The id of what it is about, if that is of this kind.
    fn target<R>(&self, kind: TargetKind) -> Option<Id<R>> {
        (self.target_kind == kind).then(|| Id::of(self.target_id))
    }
}

impl Related for Notification {
    async fn ahead(page: &Ahead<'_, Self>) -> AppResult<()> {
        try_join!(
            page.one::<Deal>("deal", |line| line.deal_id),
            page.one::<Task>("subject", |line| line.target(TargetKind::Task)),
            page.one::<Activity>("subject", |line| line.target(TargetKind::Activity)),
            page.one::<Approval>("subject", |line| line.target(TargetKind::Approval)),
            page.one::<Deal>("subject", |line| line.target(TargetKind::Deal)),
            page.one::<Note>("subject", |line| line.target(TargetKind::Note)),
        )
        .map(drop)
    }
}

/// What a notification is about.
#[allow(clippy::large_enum_variant)] // made once a line, never kept
#[derive(Clone, Union)]
pub enum NotificationSubject {
    /// The task that was given, or came due.
    Task(Task),
    /// The activity that is over.
    Activity(Activity),
    /// The approval that was asked for, or ended.
    Approval(Approval),
    /// The deal that was won.
    Deal(Deal),
    /// The note they are mentioned in.
    Note(Note),
}

#[ComplexObject]
impl Notification {
    /// Its id, the same everywhere.
    pub async fn id(&self) -> Id<Notification> {
        self.id
    }
    /// What it is about, of several the latest; null when the viewer may not see it any more.
    async fn subject(&self, ctx: &Context<'_>) -> Result<Option<NotificationSubject>> {
        async fn one<R: Visible>(ctx: &Context<'_>, id: Uuid) -> AppResult<Option<R>> {
            Ok(ctx.one(Some(Id::<R>::of(id))).await?.map(Arc::unwrap_or_clone))
        }
        let id = self.target_id;
        Ok(match self.target_kind {
            TargetKind::Task => one(ctx, id).await?.map(NotificationSubject::Task),
            TargetKind::Activity => one(ctx, id).await?.map(NotificationSubject::Activity),
            TargetKind::Approval => one(ctx, id).await?.map(NotificationSubject::Approval),
            TargetKind::Deal => one(ctx, id).await?.map(NotificationSubject::Deal),
            TargetKind::Note => one(ctx, id).await?.map(NotificationSubject::Note),
        })
    }
    /// The deal it belongs to; null when there is none or the viewer may not see it.
    async fn deal(&self, ctx: &Context<'_>) -> Result<Option<Arc<Deal>>> {
        Ok(ctx.one(self.deal_id).await?)
    }
    /// Who caused the latest of them; of a reminder the server itself.
    async fn actor(&self) -> ActorNode {
        ActorNode(self.actor.0.clone())
    }
}

/// What came of marking notifications.
#[derive(SimpleObject)]
#[graphql(complex, crate = "crate::api::fields")]
pub struct MarkNotificationsReadPayload {
    /// Those that changed, the latest first and at most 200 of them.
    notifications: Vec<Notification>,
    /// Why nothing was marked; empty when it was.
    user_errors: Vec<UserError>,
}

#[ComplexObject]
impl MarkNotificationsReadPayload {
    /// How many lines the viewer has not read now.
    async fn unread(&self, ctx: &Context<'_>) -> Result<i64> {
        Ok(unread(ctx).await?)
    }
    /// The log's position after the change.
    async fn event_cursor(&self, ctx: &Context<'_>) -> Result<Option<Cursor>> {
        Ok(position(ctx).await?)
    }
}

/// What came of a change to how the viewer is told of things.
#[derive(SimpleObject)]
#[graphql(complex, crate = "crate::api::fields")]
pub struct SetNotificationPreferencesPayload {
    /// How they are told of each kind of thing now; empty when the change was refused.
    preferences: Vec<NotificationPreference>,
    /// Why the change was refused; empty when it was made.
    user_errors: Vec<UserError>,
}

#[ComplexObject]
impl SetNotificationPreferencesPayload {
    /// The log's position after the change.
    async fn event_cursor(&self, ctx: &Context<'_>) -> Result<Option<Cursor>> {
        Ok(position(ctx).await?)
    }
}

/// How many lines the viewer has not read.
async fn unread(ctx: &Context<'_>) -> AppResult<i64> {
    let asking = &ctx.loaders()?.asking;
    store::count_unread(&mut *ctx.app().read().await?, (&asking.viewer, asking.now)).await
}

const LATEST: [(NotificationOrderField, OrderDirection); 1] =
    [(NotificationOrderField::At, OrderDirection::Desc)];

#[derive(Default)]
pub struct NotificationQuery;

#[Object]
impl NotificationQuery {
    /// The viewer's inbox: what they were told, the latest first.
    async fn notifications(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which ones; all when left out.")] filter: Option<NotificationFilter>,
        #[graphql(desc = "Page size going forward, 1 to 200; 50 when left out.")] first: Option<i32>,
        #[graphql(desc = "Continue after this cursor.")] after: Option<String>,
    ) -> Result<Counting<Notification>> {
        let asking = &ctx.loaders()?.asking;
        let mut conditions = Notification::seen_by(&asking.viewer, asking.now);
        store::filter_notifications(&mut conditions, &filter.unwrap_or_default());
        let listing = Listing {
            conditions: conditions.into_sql().into(),
            keyset: Keyset::new(
                NotificationOrder::terms(&[], &LATEST, &asking.viewer)?,
                Notification::ID,
                Notification::uuid,
            ),
            page: PageArgs::forward(first, after).page(&ctx.app().settings.limits)?,
        };
        Ok(Box::pin(counted(ctx, listing)).await?)
    }
    /// How many lines of their inbox the viewer has not read.
    async fn unread_notifications(&self, ctx: &Context<'_>) -> Result<i64> {
        Ok(unread(ctx).await?)
    }
    /// How the viewer is told of each kind of thing.
    async fn notification_preferences(&self, ctx: &Context<'_>) -> Result<Vec<NotificationPreference>> {
        let viewer = ctx.viewer()?;
        let me = viewer.user_id().unwrap_or_default();
        let mut conn = ctx.app().read().await?;
        Ok(store::preferences_in(&mut conn, viewer.workspace_id, me).await?)
    }
    /// Whether this server can send e-mails: else what is wanted by e-mail comes into the inbox only.
    async fn email_available(&self, ctx: &Context<'_>) -> Result<bool> {
        ctx.viewer()?;
        Ok(ctx.app().settings.smtp.host.is_some())
    }
}

#[derive(Default)]
pub struct NotificationMutation;

#[Object]
impl NotificationMutation {
    /// Marks lines of the viewer's inbox read: some, or all up to an instant, such as when the inbox was opened; or some unread.
    async fn mark_notifications_read(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which lines.")] input: MarkNotificationsReadInput,
    ) -> Result<MarkNotificationsReadPayload> {
        let done = ctx.write(async |tx| actions::mark_notifications_read(tx, input.clone()).await).await;
        let (notifications, user_errors) = outcome(done)?;
        Ok(MarkNotificationsReadPayload { notifications: notifications.unwrap_or_default(), user_errors })
    }
    /// Sets how the viewer is told of things: in the inbox, by e-mail, both, or not at all.
    async fn set_notification_preferences(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The kinds that change.")] input: SetNotificationPreferencesInput,
    ) -> Result<SetNotificationPreferencesPayload> {
        let done = ctx.write(async |tx| actions::set_notification_preferences(tx, input.clone()).await).await;
        let (preferences, user_errors) = outcome(done)?;
        Ok(SetNotificationPreferencesPayload { preferences: preferences.unwrap_or_default(), user_errors })
    }
}
