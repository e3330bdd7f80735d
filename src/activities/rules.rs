//! What a task must be, and how it goes from one status to another.

use crate::activities::model::{Task, TaskStatus};
use crate::app::checks::Checks;
use crate::app::error::{Refusal, RefusalCode, Result};

/// Checks every field of a task.
pub fn check_task(task: &Task) -> Result<()> {
    let mut checks = Checks::default();
    checks.required_text("title", &task.title, 300);
    checks.text("description", task.description.as_deref(), 10_000);
    checks.text("outcome", task.outcome.as_deref(), 10_000);
    checks.done()
}

/// What one can do about where a task stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    Complete,
    Reopen,
    Cancel,
}

/// Where a step leads from a status: the only transitions there are.
///
/// # Errors
/// `INVALID`, saying how the task stands, when the step does not lead anywhere from there.
pub fn next(status: TaskStatus, step: Step) -> Result<TaskStatus, Refusal> {
    match (status, step) {
        (TaskStatus::Open, Step::Complete) => Ok(TaskStatus::Done),
        (TaskStatus::Open, Step::Cancel) => Ok(TaskStatus::Cancelled),
        (TaskStatus::Done | TaskStatus::Cancelled, Step::Reopen) => Ok(TaskStatus::Open),
        (TaskStatus::Open, Step::Reopen) => Err(refused("This task is open already.")),
        (TaskStatus::Done, Step::Complete) => Err(refused("This task is done already.")),
        (TaskStatus::Done, Step::Cancel) => Err(refused("This task is done; reopen it first.")),
        (TaskStatus::Cancelled, Step::Complete) => Err(refused("This task was cancelled; reopen it first.")),
        (TaskStatus::Cancelled, Step::Cancel) => Err(refused("This task is cancelled already.")),
    }
}

fn refused(message: &'static str) -> Refusal {
    Refusal::at(RefusalCode::Invalid, "id", message)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_task_goes_where_the_table_says_and_nowhere_else() {
        use Step::{Cancel, Complete, Reopen};
        use TaskStatus::{Cancelled, Done, Open};
        for (status, step, leads_to) in [
            (Open, Complete, Some(Done)),
            (Open, Cancel, Some(Cancelled)),
            (Open, Reopen, None),
            (Done, Complete, None),
            (Done, Cancel, None),
            (Done, Reopen, Some(Open)),
            (Cancelled, Complete, None),
            (Cancelled, Cancel, None),
            (Cancelled, Reopen, Some(Open)),
        ] {
            assert_eq!(next(status, step).ok(), leads_to, "{status:?}, {step:?}");
        }
    }
}
