//! SQL for activity plans and their runs, and who may see them: plans everybody, runs whoever sees their deal.

use crate::activities::model::Task;
use crate::activities::plans::model::{
    ActivityPlan, ActivityPlanFilter, PlanRun, PlanRunFilter, PlanRunStatus,
};
use crate::api::loaders::{Asking, Batch};
use crate::app::error::{Error, Result};
use crate::app::tx::Tx;
use crate::db::entity::Entity as _;
use crate::db::filter::Conditions;
use crate::db::fragment::Bind;
use crate::db::id::Id;
use crate::db::list::{self, Visible};
use crate::db::pool::DbConnection;
use crate::deals::model::Deal;
use crate::deals::store::on_visible_deal;
use crate::pipeline::model::Stage;
use std::collections::HashMap;
use std::sync::Arc;
use uuid::Uuid;

impl Visible for ActivityPlan {
    const ID: &'static str = "activity_plans.id";
    const WORKSPACE: &'static str = "activity_plans.workspace_id";

    fn see(_: &mut Conditions<'_>) {}

    fn uuid(&self) -> Uuid {
        self.id.0
    }
}

impl Visible for PlanRun {
    const ID: &'static str = "plan_runs.id";
    const WORKSPACE: &'static str = "plan_runs.workspace_id";

    fn see(conditions: &mut Conditions<'_>) {
        on_visible_deal(conditions, "plan_runs.deal_id");
    }

    fn uuid(&self) -> Uuid {
        self.id.0
    }
}

/// Adds a filter on plans.
pub fn filter_plans(to: &mut Conditions<'_>, filter: &ActivityPlanFilter) -> Result<()> {
    to.id::<ActivityPlan>("activity_plans.id", filter.id.as_ref())?;
    to.text("activity_plans.name", filter.name.as_ref());
    to.boolean("activity_plans.archived", filter.archived.as_ref());
    to.logic((filter.and.as_deref(), filter.or.as_deref(), filter.not.as_deref()), filter_plans)
}

/// What a root list of plans holds: filter, search, and only those in use unless the filter says otherwise.
pub fn plans_where(
    conditions: &mut Conditions<'_>,
    filter: Option<&ActivityPlanFilter>,
    search: Option<&str>,
) -> Result<()> {
    if filter.is_none_or(|filter| filter.archived.is_none()) {
        conditions.equals("activity_plans.archived", Bind::Bool(false));
    }
    if let Some(filter) = filter {
        filter_plans(conditions, filter)?;
    }
    if let Some(text) = search.map(str::trim).filter(|text| !text.is_empty()) {
        conditions.search("activity_plans.name", text);
    }
    Ok(())
}

/// Adds a filter on runs.
pub fn filter_runs(to: &mut Conditions<'_>, filter: &PlanRunFilter) -> Result<()> {
    to.id::<PlanRun>("plan_runs.id", filter.id.as_ref())?;
    to.id::<ActivityPlan>("plan_runs.plan_id", filter.plan_id.as_ref())?;
    to.id::<Stage>("plan_runs.stage_id", filter.stage_id.as_ref())?;
    to.one_of("plan_runs.status", filter.status.as_ref().map(|status| status as _));
    to.logic((filter.and.as_deref(), filter.or.as_deref(), filter.not.as_deref()), filter_runs)
}

/// The runs a plan has had on a deal, whose row is locked; the latest first.
pub async fn of_plan(tx: &mut Tx, plan: Id<ActivityPlan>, deal: Id<Deal>) -> Result<Vec<PlanRun>> {
    let viewer = tx.viewer.clone();
    let mut conditions = Conditions::on(PlanRun::WORKSPACE, &viewer, tx.now);
    conditions.equals("plan_runs.deal_id", Bind::Uuid(deal.0));
    conditions.equals("plan_runs.plan_id", Bind::Uuid(plan.0));
    let mut sql = conditions.into_sql();
    sql.push(" ORDER BY plan_runs.started_at DESC, plan_runs.id DESC");
    list::all(tx.conn(), sql).await
}

/// The runs that a stage started on a deal, whose row is locked, and that go on.
pub async fn running(tx: &mut Tx, deal: Id<Deal>, stage: Id<Stage>) -> Result<Vec<PlanRun>> {
    let viewer = tx.viewer.clone();
    let mut conditions = Conditions::on(PlanRun::WORKSPACE, &viewer, tx.now);
    conditions.equals("plan_runs.deal_id", Bind::Uuid(deal.0));
    conditions.equals("plan_runs.stage_id", Bind::Uuid(stage.0));
    conditions.equals("plan_runs.status", Bind::Text(PlanRunStatus::Running.as_str().to_owned()));
    let mut sql = conditions.into_sql();
    sql.push(" ORDER BY plan_runs.started_at, plan_runs.id FOR NO KEY UPDATE OF plan_runs");
    list::all(tx.conn(), sql).await
}

/// A run, locked, whoever may see it: who does the last task of it may not see its deal.
pub async fn lock(tx: &mut Tx, id: Id<PlanRun>) -> Result<PlanRun> {
    let viewer = tx.viewer.clone();
    let mut conditions = Conditions::on(PlanRun::WORKSPACE, &viewer, tx.now);
    conditions.equals(PlanRun::ID, Bind::Uuid(id.0));
    list::locked(tx.conn(), conditions.into_sql()).await?.pop().ok_or(Error::NotFound(PlanRun::NAME))
}

/// The tasks a run made, whoever may see them; its deal's row is locked.
pub async fn tasks(tx: &mut Tx, run: Id<PlanRun>) -> Result<Vec<Task>> {
    let viewer = tx.viewer.clone();
    let mut conditions = Conditions::on(Task::WORKSPACE, &viewer, tx.now);
    conditions.equals("tasks.plan_run_id", Bind::Uuid(run.0));
    let mut sql = conditions.into_sql();
    sql.push(" ORDER BY tasks.created_at, tasks.id FOR NO KEY UPDATE OF tasks");
    list::all(tx.conn(), sql).await
}

/// The tasks of several runs, as far as the viewer may see them.
pub struct TasksBatch;

impl Batch for TasksBatch {
    type Key = Uuid;
    type Value = Arc<[Task]>;

    async fn load(
        conn: &mut DbConnection,
        asking: &Asking,
        runs: Vec<Uuid>,
    ) -> Result<HashMap<Uuid, Arc<[Task]>>> {
        let mut sql = Task::seen_by(&asking.viewer, asking.now).into_sql();
        sql.push(" AND tasks.plan_run_id = ANY(").bind(Bind::Uuids(runs));
        sql.push(") ORDER BY tasks.created_at, tasks.id");
        let mut grouped: HashMap<Uuid, Vec<Task>> = HashMap::new();
        for task in list::all::<Task>(conn, sql).await? {
            if let Some(run) = task.plan_run_id {
                grouped.entry(run.0).or_default().push(task);
            }
        }
        Ok(grouped.into_iter().map(|(run, tasks)| (run, tasks.into())).collect())
    }
}

/// The stages that start several plans, pipeline by pipeline, without the removed ones.
pub struct StagesBatch;

impl Batch for StagesBatch {
    type Key = Uuid;
    type Value = Arc<[Stage]>;

    async fn load(
        conn: &mut DbConnection,
        asking: &Asking,
        plans: Vec<Uuid>,
    ) -> Result<HashMap<Uuid, Arc<[Stage]>>> {
        let mut sql = Stage::seen_by(&asking.viewer, asking.now).into_sql();
        sql.push(" AND stages.removed_at IS NULL AND stages.activity_plan_id = ANY(")
            .bind(Bind::Uuids(plans));
        sql.push(") ORDER BY stages.pipeline_id, stages.position, stages.id");
        let mut grouped: HashMap<Uuid, Vec<Stage>> = HashMap::new();
        for stage in list::all::<Stage>(conn, sql).await? {
            if let Some(plan) = stage.activity_plan_id {
                grouped.entry(plan.0).or_default().push(stage);
            }
        }
        Ok(grouped.into_iter().map(|(plan, stages)| (plan, stages.into())).collect())
    }
}
