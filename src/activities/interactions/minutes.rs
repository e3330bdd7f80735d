//! Minutes that are to be sent: holding an activity of a kind that expects them makes the task.

use crate::activities::interactions::model::Activity;
use crate::activities::interactions::store;
use crate::activities::model::{Task, TaskPriority, TaskStatus};
use crate::activities::{plans, several};
use crate::app::error::Result;
use crate::app::tx::Tx;
use crate::db::id::Id;
use crate::fields::values::Custom;
use crate::team;

/// What the task is called: this and the activity's subject.
const TITLE: &str = "Send the minutes: ";

/// The most characters a task's title has.
const LONGEST: usize = 300;

/// Gives the activity's owner the task to send its minutes by the end of the next day, unless it is open already. The row of the
/// deal is locked, when the activity is on one.
pub async fn send_minutes(tx: &mut Tx, activity: &Activity) -> Result<Option<Task>> {
    let zone = team::store::workspace(tx).await?.time_zone;
    let task = Task {
        workspace_id: activity.workspace_id,
        id: Id::new(),
        title: TITLE.chars().chain(activity.subject.chars()).take(LONGEST).collect(),
        description: None,
        assignee_id: activity.owner_id,
        due_at: Some(plans::rules::end_of_next_day(&zone, tx.now)),
        priority: TaskPriority::Normal,
        status: TaskStatus::Open,
        mandatory: false,
        outcome: None,
        completed_at: None,
        deal_id: activity.deal_id,
        account_id: activity.account_id,
        contact_id: activity.contact_id,
        version: 1,
        created_at: tx.now,
        created_by: tx.by().map(Id::of),
        updated_at: tx.now,
        updated_by: tx.by().map(Id::of),
        custom: Custom::default(),
        lead_id: activity.lead_id,
        plan_run_id: None,
        plan_item_id: None,
    };
    if store::minutes_await(tx, &task).await? {
        return Ok(None);
    }
    several::add(tx, std::slice::from_ref(&task)).await?;
    Ok(Some(task))
}
