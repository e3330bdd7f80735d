//! Tasks: the row = the GraphQL object, filters, orders, inputs.

use crate::accounts::model::{Account, AccountFilter, Contact};
use crate::activities::plans::model::{ActivityPlanItem, PlanRun};
use crate::db::filter::{BooleanFilter, Choice, DateTimeFilter, IdFilter, StringFilter, chosen};
use crate::db::id::Id;
use crate::db::schema::tasks;
use crate::deals::model::{Deal, DealFilter};
use crate::fields::filter::CustomFilter;
use crate::fields::model::CustomValueInput;
use crate::fields::values::Custom;
use crate::leads::model::Lead;
use crate::team::model::{User, Workspace};
use crate::{entity, orders, text_enum};
use async_graphql::{InputObject, MaybeUndefined, SimpleObject};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

text_enum! {
    /// Where a task stands.
    pub enum TaskStatus {
        /// To be done.
        Open = "open",
        /// Done.
        Done = "done",
        /// Not to be done any more.
        Cancelled = "cancelled",
    }
}

text_enum! {
    /// How pressing a task is.
    pub enum TaskPriority {
        /// When there is time.
        Low = "low",
        /// As usual.
        Normal = "normal",
        /// Before the others.
        High = "high",
    }
}

/// Something somebody has to do.
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
#[diesel(table_name = tasks, treat_none_as_null = true)]
#[graphql(complex, crate = "crate::api::fields")]
pub struct Task {
    #[graphql(skip)]
    pub workspace_id: Id<Workspace>,
    #[graphql(skip)]
    pub id: Id<Task>,
    /// What is to be done.
    pub title: String,
    /// More about it.
    pub description: Option<String>,
    #[graphql(skip)]
    pub assignee_id: Id<User>,
    /// When it is to be done by.
    pub due_at: Option<DateTime<Utc>>,
    /// How pressing it is.
    pub priority: TaskPriority,
    /// Where it stands.
    pub status: TaskStatus,
    /// Whether the deal may not go on without it.
    pub mandatory: bool,
    /// What came of it.
    pub outcome: Option<String>,
    /// When it was done or cancelled.
    pub completed_at: Option<DateTime<Utc>>,
    #[graphql(skip)]
    pub deal_id: Option<Id<Deal>>,
    #[graphql(skip)]
    pub account_id: Option<Id<Account>>,
    #[graphql(skip)]
    pub contact_id: Option<Id<Contact>>,
    /// Counts changes; send it back as `expectedVersion`.
    pub version: i32,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    #[graphql(skip)]
    pub created_by: Option<Id<User>>,
    /// When it was changed last.
    pub updated_at: DateTime<Utc>,
    #[graphql(skip)]
    pub updated_by: Option<Id<User>>,
    #[graphql(skip)]
    pub custom: Custom,
    #[graphql(skip)]
    pub lead_id: Option<Id<Lead>>,
    #[graphql(skip)]
    pub plan_run_id: Option<Id<PlanRun>>,
    /// Which item of the plan it was made from: not told, the run is.
    #[graphql(skip)]
    #[serde(skip)]
    pub plan_item_id: Option<Id<ActivityPlanItem>>,
}

entity!(Task, "task", "a task", tasks, versioned);

orders! {
    /// What tasks can be sorted by.
    pub enum TaskOrderField / TaskOrder for Task, or Custom {
        /// By when they are due; those without a date last.
        DueAt => [("tasks.due_at", "timestamptz", true, |t| t.due_at.map(|at| at.to_rfc3339()))],
        /// By when they were made.
        CreatedAt => [("tasks.created_at", "timestamptz", false, |t| Some(t.created_at.to_rfc3339()))],
        /// By their last change.
        UpdatedAt => [("tasks.updated_at", "timestamptz", false, |t| Some(t.updated_at.to_rfc3339()))],
        /// By how pressing they are, low first.
        Priority => [(
            "array_position(ARRAY['low', 'normal', 'high'], tasks.priority)", "int", false,
            |t| Some(match t.priority { TaskPriority::Low => "1", TaskPriority::Normal => "2", TaskPriority::High => "3" }.into())
        )],
    }
}

/// Conditions on where a task stands.
#[derive(Debug, Clone, Default, InputObject)]
pub struct TaskStatusFilter {
    /// Exactly this.
    pub eq: Option<TaskStatus>,
    /// Anything but this.
    pub ne: Option<TaskStatus>,
    /// One of these.
    #[graphql(name = "in")]
    pub is_in: Option<Vec<TaskStatus>>,
    /// None of these.
    pub not_in: Option<Vec<TaskStatus>>,
}

impl Choice for TaskStatusFilter {
    fn chosen(&self) -> (Option<Vec<String>>, Option<Vec<String>>) {
        chosen((self.eq, self.is_in.as_deref()), (self.ne, self.not_in.as_deref()), TaskStatus::as_str)
    }
}

/// Which tasks. All conditions given must hold.
#[derive(Debug, Clone, Default, InputObject)]
pub struct TaskFilter {
    /// The task itself.
    pub id: Option<IdFilter>,
    /// What is to be done.
    pub title: Option<StringFilter>,
    /// Where it stands.
    pub status: Option<TaskStatusFilter>,
    /// Who is to do it, by id.
    pub assignee_id: Option<IdFilter>,
    /// Who made it, by id.
    pub created_by_id: Option<IdFilter>,
    /// The deal it is for, by id.
    pub deal_id: Option<IdFilter>,
    /// The account it is for, by id.
    pub account_id: Option<IdFilter>,
    /// The contact it is for, by id.
    pub contact_id: Option<IdFilter>,
    /// The lead it is for, by id.
    pub lead_id: Option<IdFilter>,
    /// When it is due.
    pub due_at: Option<DateTimeFilter>,
    /// When it was made.
    pub created_at: Option<DateTimeFilter>,
    /// Whether the deal may not go on without it.
    pub mandatory: Option<BooleanFilter>,
    /// Conditions on its deal.
    pub deal: Option<Box<DealFilter>>,
    /// Conditions on its account.
    pub account: Option<Box<AccountFilter>>,
    /// Its custom fields; all of these conditions hold.
    pub custom: Option<Vec<CustomFilter>>,
    /// All of these hold.
    pub and: Option<Vec<TaskFilter>>,
    /// At least one of these holds.
    pub or: Option<Vec<TaskFilter>>,
    /// This does not hold.
    pub not: Option<Box<TaskFilter>>,
}

/// Conditions on a list of tasks. Only tasks the viewer may see count.
#[derive(Debug, Clone, Default, InputObject)]
pub struct TaskListFilter {
    /// At least one task is like this.
    pub some: Option<TaskFilter>,
    /// No task is like this.
    pub none: Option<TaskFilter>,
    /// Every task is like this; also when there is none.
    pub every: Option<TaskFilter>,
}

/// A new task.
#[derive(Debug, Clone, Default, InputObject)]
pub struct CreateTaskInput {
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
    /// The deal it is for.
    pub deal_id: Option<Id<Deal>>,
    /// The account it is for; the deal's account when a deal is given.
    pub account_id: Option<Id<Account>>,
    /// The contact it is for.
    pub contact_id: Option<Id<Contact>>,
    /// The lead it is for; it goes along when the lead becomes a deal.
    pub lead_id: Option<Id<Lead>>,
    /// Values of custom fields; required ones must be among them.
    pub custom: Option<Vec<CustomValueInput>>,
}

/// Changes to a task: a field left out stays, a null clears.
#[derive(Debug, Clone, InputObject)]
pub struct UpdateTaskInput {
    /// The task.
    pub id: Id<Task>,
    /// What is to be done.
    pub title: Option<String>,
    /// More about it.
    pub description: MaybeUndefined<String>,
    /// Who is to do it.
    pub assignee_id: Option<Id<User>>,
    /// When it is to be done by.
    pub due_at: MaybeUndefined<DateTime<Utc>>,
    /// How pressing it is.
    pub priority: Option<TaskPriority>,
    /// Whether the deal may not go on without it.
    pub mandatory: Option<bool>,
    /// Values of custom fields: those not named stay.
    pub custom: Option<Vec<CustomValueInput>>,
    /// The version the change was decided on; another one is refused as a conflict.
    pub expected_version: Option<i32>,
}

/// Marks a task done.
#[derive(Debug, Clone, InputObject)]
pub struct CompleteTaskInput {
    /// The task.
    pub id: Id<Task>,
    /// What came of it.
    pub outcome: Option<String>,
    /// The version the change was decided on; another one is refused as a conflict.
    pub expected_version: Option<i32>,
}

/// Takes a task up again that was done or cancelled.
#[derive(Debug, Clone, InputObject)]
pub struct ReopenTaskInput {
    /// The task.
    pub id: Id<Task>,
    /// The version the change was decided on; another one is refused as a conflict.
    pub expected_version: Option<i32>,
}

/// Calls a task off.
#[derive(Debug, Clone, InputObject)]
pub struct CancelTaskInput {
    /// The task.
    pub id: Id<Task>,
    /// The version the change was decided on; another one is refused as a conflict.
    pub expected_version: Option<i32>,
}
