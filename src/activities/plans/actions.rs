//! What a person can do with plans and their runs. Managers and admins keep plans; whoever works on a deal starts them there.

use crate::activities::model::{Task, TaskStatus};
use crate::activities::plans::input::{
    CancelPlanRunInput, CreateActivityPlanInput, StartActivityPlanInput, UpdateActivityPlanInput,
};
use crate::activities::plans::model::{
    ActivityPlan, ActivityPlanItem, PlanAssigneeRule, PlanRun, PlanRunStatus,
};
use crate::activities::plans::rules::{self, Step};
use crate::activities::plans::store;
use crate::activities::several;
use crate::app::actor::Role;
use crate::app::checks::tidy;
use crate::app::error::{Refusal, RefusalCode, Result};
use crate::app::tx::Tx;
use crate::db::id::Id;
use crate::db::jsonb::Jsonb;
use crate::db::list;
use crate::db::patch::set_text;
use crate::deals::change::news_on;
use crate::deals::model::Deal;
use crate::fields::values::Custom;
use crate::live::event::{News, SubjectKind};
use crate::pipeline::model::Stage;
use crate::team;
use crate::team::model::User;
use crate::team::store::stand_ins::{StandIns, stand_ins};
use uuid::Uuid;

/// Adds a plan.
pub async fn create_activity_plan(tx: &mut Tx, input: CreateActivityPlanInput) -> Result<ActivityPlan> {
    tx.require(Role::Manager)?;
    let plan = ActivityPlan {
        workspace_id: Id::of(tx.workspace_id()),
        id: Id::new(),
        name: input.name.trim().to_owned(),
        description: tidy(input.description),
        items: Jsonb(rules::kept(input.items, &[])?),
        archived: false,
        version: 1,
        created_at: tx.now,
        created_by: tx.by().map(Id::of),
        updated_at: tx.now,
        updated_by: tx.by().map(Id::of),
    };
    rules::check_plan(&plan)?;
    check_people(tx, &[], &plan.items.0).await?;
    tx.insert(&plan).await?;
    let mut news = plan_news("plan.created", &plan).creating(&plan);
    say_items(&mut news, &[], &plan);
    tx.emit(news);
    Ok(plan)
}

/// Changes a plan. Runs that were started go on as they began.
pub async fn update_activity_plan(tx: &mut Tx, input: UpdateActivityPlanInput) -> Result<ActivityPlan> {
    tx.require(Role::Manager)?;
    let before: ActivityPlan = list::get_for_update(tx, input.id).await?;
    tx.check_version(&before, input.expected_version).await?;
    let mut after = before.clone();
    if let Some(name) = input.name {
        after.name = name.trim().to_owned();
    }
    set_text(&mut after.description, input.description);
    after.archived = input.archived.unwrap_or(after.archived);
    if let Some(items) = input.items {
        after.items = Jsonb(rules::kept(items, &before.items.0)?);
    }
    rules::check_plan(&after)?;
    check_people(tx, &before.items.0, &after.items.0).await?;
    if tx.save(&before, &mut after).await? {
        let mut news = plan_news("plan.changed", &after).changing(&before, &after);
        say_items(&mut news, &before.items.0, &after);
        tx.emit(news);
    }
    Ok(after)
}

/// The users and teams that come in anew exist.
async fn check_people(tx: &mut Tx, before: &[ActivityPlanItem], after: &[ActivityPlanItem]) -> Result<()> {
    for (place, item) in after.iter().enumerate() {
        let same = |other: &ActivityPlanItem| other.user_id == item.user_id && other.team_id == item.team_id;
        if before.iter().any(same) {
            continue;
        }
        let mut found = Ok(());
        if let Some(user) = item.user_id {
            found = team::store::check_user(tx, "userId", user).await;
        }
        if let Some(team) = item.team_id {
            found = team::store::check_team(tx, "teamId", team).await;
        }
        found.map_err(|error| error.below(&place.to_string()).below("items"))?;
    }
    Ok(())
}

/// Starts a plan by hand.
pub async fn start_activity_plan(tx: &mut Tx, input: StartActivityPlanInput) -> Result<PlanRun> {
    tx.require(Role::Rep)?;
    let deal: Deal = list::get_for_update(tx, input.deal_id).await.map_err(|error| error.at("dealId"))?;
    let plan = usable(tx, "planId", input.plan_id).await?;
    let runs = store::of_plan(tx, plan.id, deal.id).await?;
    if runs.iter().any(|run| run.status == PlanRunStatus::Running) {
        let message = "This plan is running on the deal already.";
        return Err(Refusal::at(RefusalCode::Taken, "planId", message).into());
    }
    begin(tx, &deal, &plan, None).await
}

/// Calls a run off, with what is open of it.
pub async fn cancel_plan_run(tx: &mut Tx, input: CancelPlanRunInput) -> Result<PlanRun> {
    tx.require(Role::Rep)?;
    let found: PlanRun = list::get(tx, input.id).await?;
    let deal: Deal = list::get_for_update(tx, found.deal_id).await?;
    let run = list::get_for_update(tx, input.id).await?;
    tx.check_version(&run, input.expected_version).await?;
    end(tx, &deal, run, Step::CallOff).await
}

/// A plan that can be started.
///
/// # Errors
/// Refused on `field` when there is none, or it was put away.
pub async fn usable(tx: &mut Tx, field: &str, id: Id<ActivityPlan>) -> Result<ActivityPlan> {
    let plan: ActivityPlan = list::get(tx, id).await.map_err(|error| error.at(field))?;
    if plan.archived {
        let message = format!("“{}” was put away; take it out again first.", plan.name);
        return Err(Refusal::at(RefusalCode::Invalid, field, message).into());
    }
    Ok(plan)
}

/// Makes all tasks of a plan on a deal whose row is locked.
pub async fn begin(
    tx: &mut Tx,
    deal: &Deal,
    plan: &ActivityPlan,
    stage: Option<Id<Stage>>,
) -> Result<PlanRun> {
    let found = find_people(tx, deal.owner_id, &plan.items.0).await?;
    let zone = team::store::workspace(tx).await?.time_zone;
    let run = PlanRun {
        workspace_id: deal.workspace_id,
        id: Id::new(),
        plan_id: plan.id,
        deal_id: deal.id,
        stage_id: stage,
        status: PlanRunStatus::Running,
        items: Jsonb(rules::snapshot(&plan.items.0)),
        set_aside: Vec::new(),
        started_at: tx.now,
        started_by: tx.by().map(Id::of),
        ended_at: None,
        version: 1,
        updated_at: tx.now,
        updated_by: tx.by().map(Id::of),
    };
    tx.insert(&run).await?;
    let news = run_news(tx, deal, "plan_run.started", &run).await?.creating(&run);
    tx.emit(without_bookkeeping(news));
    let tasks: Vec<Task> =
        plan.items.0.iter().map(|item| task(tx, (deal, &run), item, (&found, &zone))).collect();
    several::add(tx, &tasks).await?;
    Ok(run)
}

/// Whom the items name, as far as they can sign in; nobody is looked for where the owner gets everything.
async fn find_people(tx: &mut Tx, owner: Id<User>, items: &[ActivityPlanItem]) -> Result<StandIns> {
    if items.iter().all(|item| item.assignee_rule == PlanAssigneeRule::Owner) {
        return Ok(StandIns::default());
    }
    let users: Vec<Uuid> = items.iter().filter_map(|item| item.user_id).map(|id| id.0).collect();
    let teams: Vec<Uuid> = items.iter().filter_map(|item| item.team_id).map(|id| id.0).collect();
    stand_ins(tx, owner, users, teams).await
}

fn task(
    tx: &Tx,
    (deal, run): (&Deal, &PlanRun),
    item: &ActivityPlanItem,
    (found, zone): (&StandIns, &str),
) -> Task {
    let from_start = item.offset_from == crate::activities::plans::model::PlanOffset::Start;
    Task {
        workspace_id: deal.workspace_id,
        id: Id::new(),
        title: item.title.clone(),
        description: item.description.clone(),
        assignee_id: rules::assignee(item, deal.owner_id, found),
        due_at: from_start.then(|| rules::due(zone, tx.now, item.offset_days)),
        priority: item.priority,
        status: TaskStatus::Open,
        mandatory: item.mandatory,
        outcome: None,
        completed_at: None,
        deal_id: Some(deal.id),
        account_id: deal.account_id,
        contact_id: None,
        version: 1,
        created_at: tx.now,
        created_by: tx.by().map(Id::of),
        updated_at: tx.now,
        updated_by: tx.by().map(Id::of),
        custom: Custom::default(),
        lead_id: None,
        plan_run_id: Some(run.id),
        plan_item_id: Some(item.id),
    }
}

/// Ends a run of a deal whose row is locked: calls off what is open of it. What leaving a stage calls off is remembered.
pub async fn end(tx: &mut Tx, deal: &Deal, before: PlanRun, step: Step) -> Result<PlanRun> {
    let status = rules::next(before.status, step)?;
    let mut after = PlanRun { status, ended_at: Some(tx.now), set_aside: Vec::new(), ..before.clone() };
    let mut called_off = Vec::new();
    for task in store::tasks(tx, before.id).await? {
        if task.status == TaskStatus::Open {
            let off = Task { status: TaskStatus::Cancelled, completed_at: Some(tx.now), ..task.clone() };
            called_off.push((task, off));
        }
    }
    if step == Step::Leave {
        after.set_aside = called_off.iter().map(|(task, _)| task.id.0).collect();
    }
    several::save(tx, (deal.id, "task.cancelled"), called_off).await?;
    save_run(tx, deal, "plan_run.cancelled", (&before, &mut after)).await?;
    Ok(after)
}

/// Saves a run of a deal whose row is locked, and tells what changed.
pub async fn save_run(
    tx: &mut Tx,
    deal: &Deal,
    kind: &'static str,
    (before, after): (&PlanRun, &mut PlanRun),
) -> Result<()> {
    if tx.save(before, after).await? {
        let news = run_news(tx, deal, kind, after).await?.changing(before, after);
        tx.emit(without_bookkeeping(news));
    }
    Ok(())
}

async fn run_news(tx: &mut Tx, deal: &Deal, kind: &'static str, run: &PlanRun) -> Result<News> {
    news_on(tx, deal, kind, (SubjectKind::PlanRun, run.id.0, run.version)).await
}

/// How a run is kept says nothing to people.
fn without_bookkeeping(mut news: News) -> News {
    news.changes.retain(|field, _| !["items", "set_aside"].contains(&field.as_str()));
    news
}

fn plan_news(kind: &'static str, plan: &ActivityPlan) -> News {
    News::of(kind, SubjectKind::ActivityPlan, plan.id.0, plan.version)
}

/// The items in the API's own words, where they differ.
fn say_items(news: &mut News, before: &[ActivityPlanItem], after: &ActivityPlan) {
    if let Some(change) = news.changes.get_mut("items") {
        let was = if before.is_empty() { serde_json::Value::Null } else { rules::told(before) };
        *change = (was, rules::told(&after.items.0));
    }
}
