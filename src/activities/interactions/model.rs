//! Activities: the row = the GraphQL object, who takes part, filters, orders.

use crate::accounts::model::{Account, Contact};
use crate::db::filter::{BooleanFilter, Choice, DateTimeFilter, IdFilter, StringFilter, chosen};
use crate::db::id::Id;
use crate::db::schema::{activities, activity_attendees};
use crate::deals::model::{Deal, DealFilter};
use crate::leads::model::Lead;
use crate::pipeline::model::Lookup;
use crate::team::model::{User, Workspace};
use crate::{entity, orders, text_enum};
use async_graphql::{InputObject, SimpleObject};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

text_enum! {
    /// Where an activity stands.
    pub enum ActivityStatus {
        /// It is to take place; past its end it awaits its outcome.
        Planned = "planned",
        /// It took place.
        Held = "held",
        /// It did not take place.
        Missed = "missed",
    }
}

/// Something people do together, or one with another: a meeting, a call, a letter.
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
#[diesel(table_name = activities, treat_none_as_null = true)]
#[graphql(complex, crate = "crate::api::fields")]
pub struct Activity {
    #[graphql(skip)]
    pub workspace_id: Id<Workspace>,
    #[graphql(skip)]
    pub id: Id<Activity>,
    #[graphql(skip)]
    pub kind_id: Id<Lookup>,
    /// What it is about, in a line.
    pub subject: String,
    /// What was said and agreed, in Markdown; ahead of it, what is to be talked about.
    pub minutes: Option<String>,
    /// When it begins.
    pub starts_at: DateTime<Utc>,
    /// When it ends; null when that was not said.
    pub ends_at: Option<DateTime<Utc>>,
    /// Where it stands.
    pub status: ActivityStatus,
    /// What came of it, in short; only once it was held or missed.
    pub outcome: Option<String>,
    /// Put away: left out of lists unless asked for.
    pub archived: bool,
    #[graphql(skip)]
    pub owner_id: Id<User>,
    #[graphql(skip)]
    pub deal_id: Option<Id<Deal>>,
    #[graphql(skip)]
    pub account_id: Option<Id<Account>>,
    #[graphql(skip)]
    pub contact_id: Option<Id<Contact>>,
    /// Counts changes; send it back as `expectedVersion`.
    pub version: i32,
    /// When it was written down.
    pub created_at: DateTime<Utc>,
    #[graphql(skip)]
    pub created_by: Option<Id<User>>,
    /// When it was changed last.
    pub updated_at: DateTime<Utc>,
    #[graphql(skip)]
    pub updated_by: Option<Id<User>>,
    #[graphql(skip)]
    pub lead_id: Option<Id<Lead>>,
}

/// Somebody who takes part in an activity: a contact or a user.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Queryable, Selectable, Insertable)]
#[diesel(table_name = activity_attendees)]
pub struct ActivityAttendee {
    pub workspace_id: Id<Workspace>,
    pub id: Id<ActivityAttendee>,
    pub activity_id: Id<Activity>,
    pub contact_id: Option<Id<Contact>>,
    pub user_id: Option<Id<User>>,
}

entity!(Activity, "activity", "an activity", activities, versioned);
entity!(ActivityAttendee, "attendee", "an attendee", activity_attendees);

orders! {
    /// What activities can be sorted by.
    pub enum ActivityOrderField / ActivityOrder for Activity {
        /// By when they begin.
        StartsAt => [("activities.starts_at", "timestamptz", false, |a| Some(a.starts_at.to_rfc3339()))],
        /// By when they were written down.
        CreatedAt => [("activities.created_at", "timestamptz", false, |a| Some(a.created_at.to_rfc3339()))],
        /// By their last change.
        UpdatedAt => [("activities.updated_at", "timestamptz", false, |a| Some(a.updated_at.to_rfc3339()))],
    }
}

/// Conditions on where an activity stands.
#[derive(Debug, Clone, Default, InputObject)]
pub struct ActivityStatusFilter {
    /// Exactly this.
    pub eq: Option<ActivityStatus>,
    /// Anything but this.
    pub ne: Option<ActivityStatus>,
    /// One of these.
    #[graphql(name = "in")]
    pub is_in: Option<Vec<ActivityStatus>>,
    /// None of these.
    pub not_in: Option<Vec<ActivityStatus>>,
}

impl Choice for ActivityStatusFilter {
    fn chosen(&self) -> (Option<Vec<String>>, Option<Vec<String>>) {
        chosen((self.eq, self.is_in.as_deref()), (self.ne, self.not_in.as_deref()), ActivityStatus::as_str)
    }
}

/// Which activities. All conditions given must hold.
#[derive(Debug, Clone, Default, InputObject)]
pub struct ActivityFilter {
    /// The activity itself.
    pub id: Option<IdFilter>,
    /// What it is about.
    pub subject: Option<StringFilter>,
    /// Its minutes.
    pub minutes: Option<StringFilter>,
    /// Where it stands.
    pub status: Option<ActivityStatusFilter>,
    /// What kind it is, by id of the list value.
    pub kind_id: Option<IdFilter>,
    /// Whose it is, by id.
    pub owner_id: Option<IdFilter>,
    /// The deal it is about, by id.
    pub deal_id: Option<IdFilter>,
    /// The account it is about, by id.
    pub account_id: Option<IdFilter>,
    /// The contact it is about, by id.
    pub contact_id: Option<IdFilter>,
    /// The lead it is about, by id.
    pub lead_id: Option<IdFilter>,
    /// A contact who takes part, by id.
    pub with_contact_id: Option<IdFilter>,
    /// A user who takes part, by id.
    pub with_user_id: Option<IdFilter>,
    /// When it begins.
    pub starts_at: Option<DateTimeFilter>,
    /// When it was written down.
    pub created_at: Option<DateTimeFilter>,
    /// Whether it was put away. Left out: only those that were not.
    pub archived: Option<BooleanFilter>,
    /// Conditions on its deal.
    pub deal: Option<Box<DealFilter>>,
    /// All of these hold.
    pub and: Option<Vec<ActivityFilter>>,
    /// At least one of these holds.
    pub or: Option<Vec<ActivityFilter>>,
    /// This does not hold.
    pub not: Option<Box<ActivityFilter>>,
}

/// Conditions on a list of activities. Only activities the viewer may see count, and none that was put away.
#[derive(Debug, Clone, Default, InputObject)]
pub struct ActivityListFilter {
    /// At least one activity is like this.
    pub some: Option<ActivityFilter>,
    /// No activity is like this.
    pub none: Option<ActivityFilter>,
    /// Every activity is like this; also when there is none.
    pub every: Option<ActivityFilter>,
}
