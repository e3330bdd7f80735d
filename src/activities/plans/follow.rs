//! What happens to runs by themselves: they follow their deal from stage to stage, and their tasks as people do them.

use crate::activities::model::{Task, TaskStatus};
use crate::activities::plans::actions::{begin, end, save_run};
use crate::activities::plans::model::{ActivityPlan, PlanRun};
use crate::activities::plans::rules::{self, Arrival, Step};
use crate::activities::plans::store;
use crate::activities::several;
use crate::app::error::Result;
use crate::app::tx::Tx;
use crate::db::id::Id;
use crate::db::list;
use crate::deals::model::Deal;
use crate::pipeline::model::Stage;
use crate::{deals, team};

/// A deal, whose row is locked, came into a stage: the stage's plan starts, or what leaving it called off is taken up.
pub async fn enter(tx: &mut Tx, deal: &Deal, stage: &Stage) -> Result<()> {
    let Some(plan) = stage.activity_plan_id else { return Ok(()) };
    let runs = store::of_plan(tx, plan, deal.id).await?;
    match rules::arrival(&runs, stage) {
        Arrival::TakeUp(run) => take_up(tx, deal, run).await,
        Arrival::Had => Ok(()),
        Arrival::Start => {
            let plan: ActivityPlan = list::get(tx, plan).await?;
            if !plan.archived {
                begin(tx, deal, &plan, Some(stage.id)).await?;
            }
            Ok(())
        }
    }
}

/// A deal, whose row is locked, left a stage in which runs went on that the stage had started.
pub async fn leave(tx: &mut Tx, deal: &Deal, stage: Id<Stage>) -> Result<()> {
    for run in store::running(tx, deal.id, stage).await? {
        end(tx, deal, run, Step::Leave).await?;
    }
    Ok(())
}

/// A stage is removed and its deals are in another now: what it started there goes on as if that one had.
pub async fn hand_over(tx: &mut Tx, deal: &Deal, from: Id<Stage>, to: Id<Stage>) -> Result<()> {
    for before in store::running(tx, deal.id, from).await? {
        let mut after = PlanRun { stage_id: Some(to), ..before.clone() };
        save_run(tx, deal, "plan_run.changed", (&before, &mut after)).await?;
    }
    Ok(())
}

/// Takes up again what leaving the stage called off, and nothing else.
async fn take_up(tx: &mut Tx, deal: &Deal, before: &PlanRun) -> Result<()> {
    let status = rules::next(before.status, Step::TakeUp)?;
    let mut after = PlanRun { status, ended_at: None, set_aside: Vec::new(), ..before.clone() };
    save_run(tx, deal, "plan_run.resumed", (before, &mut after)).await?;
    let mut taken_up = Vec::new();
    for task in store::tasks(tx, before.id).await? {
        if before.set_aside.contains(&task.id.0) && task.status == TaskStatus::Cancelled {
            let open = Task { status: TaskStatus::Open, completed_at: None, ..task.clone() };
            taken_up.push((task, open));
        }
    }
    several::save(tx, (deal.id, "task.reopened"), taken_up).await
}

/// Somebody did a task, called it off or took it up again. If it is a run's, the task that waited for it gets its date, and the run
/// ends with its last open task or goes on again. The deal's row is locked.
pub async fn settle(tx: &mut Tx, task: &Task) -> Result<()> {
    let (Some(run), Some(deal)) = (task.plan_run_id, task.deal_id) else { return Ok(()) };
    let before = store::lock(tx, run).await?;
    let tasks = store::tasks(tx, run).await?;
    if task.status != TaskStatus::Open {
        set_date(tx, (deal, &before), task, &tasks).await?;
    }
    let open = tasks.iter().filter(|task| task.status == TaskStatus::Open).count();
    let status = rules::next(before.status, Step::Counted(open))?;
    let mut after = PlanRun { status, ..before.clone() };
    // Whoever takes a task up by hand decides about it from now on.
    after.set_aside.retain(|id| *id != task.id.0);
    let kind = match (open, status == before.status) {
        (_, true) => "plan_run.changed",
        (0, false) => "plan_run.done",
        _ => "plan_run.resumed",
    };
    after.ended_at = match (open, before.ended_at) {
        (0, None) => Some(tx.now),
        (0, ended) => ended,
        _ => None,
    };
    if after != before {
        let deal = deals::store::lock(tx, deal).await?;
        save_run(tx, &deal, kind, (&before, &mut after)).await?;
    }
    Ok(())
}

/// Gives the task that waited for this one its due date, unless somebody gave it one.
async fn set_date(tx: &mut Tx, (deal, run): (Id<Deal>, &PlanRun), done: &Task, tasks: &[Task]) -> Result<()> {
    let next = done.plan_item_id.and_then(|item| rules::waiting(&run.items.0, item));
    let Some(next) = next else { return Ok(()) };
    let waits = |task: &&Task| {
        task.plan_item_id == Some(next.id) && task.status == TaskStatus::Open && task.due_at.is_none()
    };
    let Some(task) = tasks.iter().find(waits) else { return Ok(()) };
    let zone = team::store::workspace(tx).await?.time_zone;
    let dated = Task { due_at: Some(rules::due(&zone, tx.now, next.offset_days)), ..task.clone() };
    several::save(tx, (deal, "task.changed"), vec![(task.clone(), dated)]).await
}
