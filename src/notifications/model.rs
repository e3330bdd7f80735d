//! Notifications: the row = the GraphQL object, filter, preferences, inputs.

use crate::app::actor::Actor;
use crate::db::filter::{Choice, chosen};
use crate::db::id::Id;
use crate::db::jsonb::Jsonb;
use crate::db::schema::notifications;
use crate::deals::model::Deal;
use crate::team::model::{User, Workspace};
use crate::{entity, orders, text_enum};
use async_graphql::{InputObject, SimpleObject};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

text_enum! {
    /// Why somebody is told.
    pub enum NotificationKind {
        /// Somebody else gave them a task.
        TaskAssigned = "task_assigned",
        /// Somebody else made them the owner of a deal.
        DealAssigned = "deal_assigned",
        /// Their decision is asked for: newly, handed on or escalated to them, or it is overdue.
        ApprovalRequested = "approval_requested",
        /// What they asked to be approved was granted or refused, or somebody else recalled or voided it.
        ApprovalDecided = "approval_decided",
        /// Somebody mentioned them in a note.
        Mention = "mention",
        /// A task of theirs came due, or an activity of theirs is over and nobody said what came of it.
        Reminder = "reminder",
        /// Somebody else won a deal that they own, take part in, or whose team they manage.
        DealWon = "deal_won",
    }
}

impl NotificationKind {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Self; 7] = [
        Self::TaskAssigned,
        Self::DealAssigned,
        Self::ApprovalRequested,
        Self::ApprovalDecided,
        Self::Mention,
        Self::Reminder,
        Self::DealWon,
    ];
}

text_enum! {
    /// What kind of record a notification is about.
    pub enum TargetKind {
        /// A task.
        Task = "task",
        /// An activity.
        Activity = "activity",
        /// An approval.
        Approval = "approval",
        /// A deal.
        Deal = "deal",
        /// A note.
        Note = "note",
    }
}

/// A record that somebody is told about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Target {
    pub kind: TargetKind,
    pub id: Uuid,
    /// The deal it belongs to.
    pub deal_id: Option<Uuid>,
}

/// A line in somebody's inbox. Until it is read it takes in what else happens of its kind on its deal, and deals handed over together
/// are one line.
#[derive(
    Debug,
    Clone,
    PartialEq,
    Serialize,
    Deserialize,
    Queryable,
    Selectable,
    Insertable,
    AsChangeset,
    SimpleObject,
)]
#[diesel(table_name = notifications, treat_none_as_null = true)]
#[graphql(complex, crate = "crate::api::fields")]
pub struct Notification {
    #[graphql(skip)]
    pub workspace_id: Id<Workspace>,
    #[graphql(skip)]
    pub id: Id<Notification>,
    #[graphql(skip)]
    pub user_id: Id<User>,
    /// Why the viewer is told.
    pub kind: NotificationKind,
    #[graphql(skip)]
    pub target_kind: TargetKind,
    #[graphql(skip)]
    pub target_id: Uuid,
    #[graphql(skip)]
    pub deal_id: Option<Id<Deal>>,
    #[graphql(skip)]
    pub actor: Jsonb<Actor>,
    /// How many things it stands for: those that happened on the same deal before it was read, or how many deals were handed over
    /// together.
    pub count: i32,
    /// When the latest of them happened.
    pub at: DateTime<Utc>,
    /// When it was read; null while it was not.
    pub read_at: Option<DateTime<Utc>>,
    /// Counts changes.
    pub version: i32,
    /// When the first of them was told.
    pub created_at: DateTime<Utc>,
    #[graphql(skip)]
    pub updated_at: DateTime<Utc>,
    #[graphql(skip)]
    pub updated_by: Option<Id<User>>,
}

entity!(Notification, "notif", "a notification", notifications, versioned);

orders! {
    /// What notifications are sorted by.
    pub enum NotificationOrderField / NotificationOrder for Notification {
        /// By when the latest of what they stand for happened.
        At => [("notifications.at", "timestamptz", false, |n| Some(n.at.to_rfc3339()))],
    }
}

/// Conditions on why somebody is told.
#[derive(Debug, Clone, Default, InputObject)]
pub struct NotificationKindFilter {
    /// Exactly this.
    pub eq: Option<NotificationKind>,
    /// Anything but this.
    pub ne: Option<NotificationKind>,
    /// One of these.
    #[graphql(name = "in")]
    pub is_in: Option<Vec<NotificationKind>>,
    /// None of these.
    pub not_in: Option<Vec<NotificationKind>>,
}

impl Choice for NotificationKindFilter {
    fn chosen(&self) -> (Option<Vec<String>>, Option<Vec<String>>) {
        let one_of = (self.eq, self.is_in.as_deref());
        chosen(one_of, (self.ne, self.not_in.as_deref()), NotificationKind::as_str)
    }
}

/// Which notifications. All conditions given must hold.
#[derive(Debug, Clone, Default, InputObject)]
pub struct NotificationFilter {
    /// Only those that were not read, or only those that were.
    pub unread: Option<bool>,
    /// Why the viewer was told.
    pub kind: Option<NotificationKindFilter>,
}

/// Whether and how the viewer is told of one kind of thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, SimpleObject)]
#[graphql(crate = "crate::api::fields")]
pub struct NotificationPreference {
    /// What it is about.
    pub kind: NotificationKind,
    /// Whether it comes into the inbox.
    pub inbox: bool,
    /// Whether it comes by e-mail, where the server can send any.
    pub email: bool,
}

/// How the viewer wants to be told of one kind of thing.
#[derive(Debug, Clone, Copy, InputObject)]
pub struct NotificationPreferenceInput {
    /// What it is about.
    pub kind: NotificationKind,
    /// Whether it comes into the inbox.
    pub inbox: bool,
    /// Whether it comes by e-mail.
    pub email: bool,
}

/// What the viewer has read, or wants to see as unread again.
#[derive(Debug, Clone, InputObject)]
pub struct MarkNotificationsReadInput {
    /// These, at most 200.
    pub ids: Option<Vec<Id<Notification>>>,
    /// All of the viewer's whose latest happened up to this instant; not together with `ids`, and only to mark them read.
    pub up_to: Option<DateTime<Utc>>,
    /// False marks them unread again.
    #[graphql(default = true)]
    pub read: bool,
}

/// How the viewer wants to be told of things.
#[derive(Debug, Clone, InputObject)]
pub struct SetNotificationPreferencesInput {
    /// The kinds that change; the others stay as they are.
    pub preferences: Vec<NotificationPreferenceInput>,
}
