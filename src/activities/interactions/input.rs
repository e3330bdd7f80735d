//! What mutations on activities take.

use crate::accounts::model::{Account, Contact};
use crate::activities::interactions::model::{Activity, ActivityStatus};
use crate::activities::model::TaskPriority;
use crate::db::id::Id;
use crate::deals::model::Deal;
use crate::fields::model::CustomValueInput;
use crate::leads::model::Lead;
use crate::pipeline::model::Lookup;
use crate::team::model::User;
use async_graphql::{InputObject, MaybeUndefined};
use chrono::{DateTime, Utc};

/// A task that follows from an activity; it is about the same records.
#[derive(Debug, Clone, Default, InputObject)]
pub struct FollowUpTaskInput {
    /// What is to be done, 1 to 300 characters.
    pub title: String,
    /// More about it.
    pub description: Option<String>,
    /// Who is to do it; left out: the caller.
    pub assignee_id: Option<Id<User>>,
    /// When it is to be done by.
    pub due_at: Option<DateTime<Utc>>,
    /// How pressing it is; normal when left out.
    pub priority: Option<TaskPriority>,
    /// Whether the deal may not go on without it.
    pub mandatory: Option<bool>,
    /// Values of custom fields of tasks; required ones must be among them.
    pub custom: Option<Vec<CustomValueInput>>,
}

/// A new activity: one that took place, or one that is to. Name at least one record that it is about.
#[derive(Debug, Clone, InputObject)]
pub struct CreateActivityInput {
    /// What kind it is: a value of the list `ACTIVITY_KIND`.
    pub kind_id: Id<Lookup>,
    /// What it is about, 1 to 300 characters.
    pub subject: String,
    /// When it begins, or began.
    pub starts_at: DateTime<Utc>,
    /// When it ends; at most 31 days after its beginning.
    pub ends_at: Option<DateTime<Utc>>,
    /// Where it stands. Left out: planned when it begins later than now, else held.
    pub status: Option<ActivityStatus>,
    /// What was said and agreed, up to 20,000 characters of Markdown.
    pub minutes: Option<String>,
    /// What came of it, up to 1,000 characters. Not of a planned one.
    pub outcome: Option<String>,
    /// Whose it is, and who is asked for its outcome; left out: the caller.
    pub owner_id: Option<Id<User>>,
    /// The deal it is about.
    pub deal_id: Option<Id<Deal>>,
    /// The account it is about; left out: the deal's account, or the contact's.
    pub account_id: Option<Id<Account>>,
    /// The contact it is about; takes part in any case.
    pub contact_id: Option<Id<Contact>>,
    /// The lead it is about; it goes along when the lead becomes a deal.
    pub lead_id: Option<Id<Lead>>,
    /// The contacts who take part.
    pub contact_ids: Option<Vec<Id<Contact>>>,
    /// Our own people who take part.
    pub user_ids: Option<Vec<Id<User>>>,
    /// Tasks to be made in the same step, at most 20.
    pub tasks: Option<Vec<FollowUpTaskInput>>,
}

/// Changes to an activity: a field left out stays, a null clears. Where it stands is changed by `recordOutcome` and `reopenActivity`.
#[derive(Debug, Clone, InputObject)]
pub struct UpdateActivityInput {
    /// The activity.
    pub id: Id<Activity>,
    /// What kind it is.
    pub kind_id: Option<Id<Lookup>>,
    /// What it is about.
    pub subject: Option<String>,
    /// When it begins, or began.
    pub starts_at: Option<DateTime<Utc>>,
    /// When it ends.
    pub ends_at: MaybeUndefined<DateTime<Utc>>,
    /// What was said and agreed, in Markdown.
    pub minutes: MaybeUndefined<String>,
    /// What came of it.
    pub outcome: MaybeUndefined<String>,
    /// Whose it is.
    pub owner_id: Option<Id<User>>,
    /// All contacts who take part, in place of those who do now.
    pub contact_ids: Option<Vec<Id<Contact>>>,
    /// All of our own people who take part, in place of those who do now.
    pub user_ids: Option<Vec<Id<User>>>,
    /// Put it away, or take it out again.
    pub archived: Option<bool>,
    /// The version the change was decided on; another one is refused as a conflict.
    pub expected_version: Option<i32>,
}

/// Says what came of an activity; of one that has an outcome already, says it anew.
#[derive(Debug, Clone, InputObject)]
pub struct RecordOutcomeInput {
    /// The activity.
    pub id: Id<Activity>,
    /// `HELD` or `MISSED`.
    pub status: ActivityStatus,
    /// What came of it, up to 1,000 characters. Left out: what stands there stays.
    pub outcome: MaybeUndefined<String>,
    /// What was said and agreed, in Markdown. Left out: what stands there stays.
    pub minutes: MaybeUndefined<String>,
    /// When it began, if not as planned.
    pub starts_at: Option<DateTime<Utc>>,
    /// When it ended, if not as planned.
    pub ends_at: MaybeUndefined<DateTime<Utc>>,
    /// Tasks that follow from it, made in the same step, at most 20.
    pub tasks: Option<Vec<FollowUpTaskInput>>,
    /// The version the change was decided on; another one is refused as a conflict.
    pub expected_version: Option<i32>,
}

/// Takes back that an activity was held or missed: it is planned again, without an outcome.
#[derive(Debug, Clone, InputObject)]
pub struct ReopenActivityInput {
    /// The activity.
    pub id: Id<Activity>,
    /// The version the change was decided on; another one is refused as a conflict.
    pub expected_version: Option<i32>,
}
