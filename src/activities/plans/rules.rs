//! What a plan must be, how a run of one goes, who gets its tasks and when they are due.

use crate::activities::plans::input::ActivityPlanItemInput;
use crate::activities::plans::model::{
    ActivityPlan, ActivityPlanItem, PlanAssigneeRule, PlanOffset, PlanRun, PlanRunStatus, RunItem,
};
use crate::app::checks::{Checks, tidy};
use crate::app::error::{Error, Refusal, RefusalCode, Result};
use crate::db::id::{Id, type_id};
use crate::pipeline::model::Stage;
use crate::team::model::User;
use crate::team::store::stand_ins::StandIns;
use chrono::{DateTime, Duration, NaiveTime, TimeZone as _, Utc};
use chrono_tz::Tz;
use serde_json::{Value, json};

/// The most tasks a plan can make.
pub const MOST_ITEMS: usize = 50;

/// The most days between what an item waits for and the day it is due.
const MOST_DAYS: i32 = 365;

/// Checks every field of a plan and of its items.
pub fn check_plan(plan: &ActivityPlan) -> Result<()> {
    let mut checks = Checks::default();
    checks.required_text("name", &plan.name, 120);
    checks.text("description", plan.description.as_deref(), 5_000);
    let items = &plan.items.0;
    checks.that(!items.is_empty(), RefusalCode::Required, "items", "A plan has at least one task.");
    let message = format!("At most {MOST_ITEMS} tasks fit into one plan.");
    checks.that(items.len() <= MOST_ITEMS, RefusalCode::TooLong, "items", message);
    let mut all = refusals(checks.done());
    for (place, item) in items.iter().enumerate() {
        let found = check_item(place, item).map_err(|error| error.below(&place.to_string()).below("items"));
        all.extend(refusals(found));
    }
    if all.is_empty() { Ok(()) } else { Err(Error::Refused(all)) }
}

fn refusals(of: Result<()>) -> Vec<Refusal> {
    match of {
        Err(Error::Refused(refusals)) => refusals,
        _ => Vec::new(),
    }
}

fn check_item(place: usize, item: &ActivityPlanItem) -> Result<()> {
    let mut checks = Checks::default();
    checks.required_text("title", &item.title, 300);
    checks.text("description", item.description.as_deref(), 10_000);
    checks.int("offsetDays", Some(item.offset_days), 0..=MOST_DAYS);
    let has_one_before = place > 0 || item.offset_from == PlanOffset::Start;
    let message = "The first task has none before it: count from the start.";
    checks.that(has_one_before, RefusalCode::Invalid, "offsetFrom", message);
    let named = item.assignee_rule != PlanAssigneeRule::User || item.user_id.is_some();
    checks.that(named, RefusalCode::Required, "userId", "Say which user gets it.");
    checks.done()
}

/// The items as they are kept: those given with the id of one before keep it.
///
/// # Errors
/// `NOT_FOUND` for an id that is no item's before, or is given twice.
pub fn kept(given: Vec<ActivityPlanItemInput>, before: &[ActivityPlanItem]) -> Result<Vec<ActivityPlanItem>> {
    let mut items: Vec<ActivityPlanItem> = Vec::with_capacity(given.len());
    for (place, one) in given.into_iter().enumerate() {
        let rule = one.assignee_rule.unwrap_or(PlanAssigneeRule::Owner);
        let known = |id: Id<ActivityPlanItem>| before.iter().any(|item| item.id == id);
        if one.id.is_some_and(|id| !known(id) || items.iter().any(|item| item.id == id)) {
            let missing = Error::NotFound("item of this plan").at("id");
            return Err(missing.below(&place.to_string()).below("items"));
        }
        items.push(ActivityPlanItem {
            id: one.id.unwrap_or_default(),
            position: i32::try_from(place).unwrap_or(i32::MAX),
            title: one.title.trim().to_owned(),
            description: tidy(one.description),
            offset_days: one.offset_days.unwrap_or(0),
            offset_from: one.offset_from.unwrap_or(PlanOffset::Start),
            assignee_rule: rule,
            user_id: one.user_id.filter(|_| rule == PlanAssigneeRule::User),
            team_id: one.team_id.filter(|_| rule == PlanAssigneeRule::TeamManager),
            mandatory: one.mandatory.unwrap_or(false),
            priority: one.priority.unwrap_or(crate::activities::model::TaskPriority::Normal),
        });
    }
    Ok(items)
}

/// The items as the history tells them: in the API's own words, without what only tells them apart.
pub fn told(items: &[ActivityPlanItem]) -> Value {
    let one = |item: &ActivityPlanItem| {
        json!({
            "title": item.title,
            "description": item.description,
            "offsetDays": item.offset_days,
            "offsetFrom": item.offset_from.as_str().to_uppercase(),
            "assigneeRule": item.assignee_rule.as_str().to_uppercase(),
            "user": item.user_id.map(|id| type_id("user", id.0)),
            "team": item.team_id.map(|id| type_id("team", id.0)),
            "mandatory": item.mandatory,
            "priority": item.priority.as_str().to_uppercase(),
        })
    };
    items.iter().map(one).collect()
}

/// What a run keeps of its plan's items.
pub fn snapshot(items: &[ActivityPlanItem]) -> Vec<RunItem> {
    let one = |item: &ActivityPlanItem| RunItem {
        id: item.id,
        offset_days: item.offset_days,
        offset_from: item.offset_from,
    };
    items.iter().map(one).collect()
}

/// What can happen to a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// A task of it changed its status; so many are open now.
    Counted(usize),
    /// Somebody calls it off.
    CallOff,
    /// The deal leaves the stage that started it.
    Leave,
    /// The deal comes back to that stage.
    TakeUp,
}

/// Where a step leads from a status: the only transitions there are.
///
/// # Errors
/// `INVALID`, saying how the run stands, when the step does not lead anywhere from there.
pub fn next(status: PlanRunStatus, step: Step) -> Result<PlanRunStatus, Refusal> {
    use PlanRunStatus::{Cancelled, Done, Running};
    match (status, step) {
        (Running | Done, Step::Counted(0)) => Ok(Done),
        (Cancelled, Step::Counted(0)) => Ok(Cancelled),
        // A task of it was taken up again.
        (_, Step::Counted(_)) => Ok(Running),
        (Running, Step::CallOff | Step::Leave) => Ok(Cancelled),
        // Done, too, when one of several was taken up by hand meanwhile and finished.
        (_, Step::TakeUp) => Ok(Running),
        (Done, _) => Err(refused("This plan is done already.")),
        (Cancelled, _) => Err(refused("This plan was called off already.")),
    }
}

fn refused(message: &'static str) -> Refusal {
    Refusal::at(RefusalCode::Invalid, "id", message)
}

/// What coming into a stage does about the plan it starts.
#[derive(Debug, PartialEq)]
pub enum Arrival<'a> {
    /// It was left with tasks open: they are taken up.
    TakeUp(&'a PlanRun),
    /// The deal has had it: it runs already, or this stage started it once and it was finished or called off by hand.
    Had,
    Start,
}

/// What coming into a stage does, by the runs its plan has had on the deal.
pub fn arrival<'a>(runs: &'a [PlanRun], stage: &Stage) -> Arrival<'a> {
    let here = || runs.iter().filter(|run| run.stage_id == Some(stage.id));
    if let Some(run) = here().find(|run| !run.set_aside.is_empty()) {
        return Arrival::TakeUp(run);
    }
    let runs_already = runs.iter().any(|run| run.status == PlanRunStatus::Running);
    if runs_already || here().next().is_some() { Arrival::Had } else { Arrival::Start }
}

/// The item after this one, when its task waits for this one's.
pub fn waiting(items: &[RunItem], item: Id<ActivityPlanItem>) -> Option<&RunItem> {
    let place = items.iter().position(|one| one.id == item)?;
    items.get(place + 1).filter(|next| next.offset_from == PlanOffset::PreviousDone)
}

/// Who gets the task of an item on a deal of this owner.
pub fn assignee(item: &ActivityPlanItem, owner: Id<User>, found: &StandIns) -> Id<User> {
    let stand_in = match item.assignee_rule {
        PlanAssigneeRule::Owner => None,
        PlanAssigneeRule::User => item.user_id.filter(|id| found.active.contains(id)),
        PlanAssigneeRule::TeamManager => match item.team_id {
            Some(team) => found.managers.get(&team).copied(),
            None => found.owners_manager,
        },
    };
    stand_in.unwrap_or(owner)
}

/// When a task is due so many days after an instant: at 17:00 of that day in the workspace's time zone.
pub fn due(time_zone: &str, from: DateTime<Utc>, days: i32) -> DateTime<Utc> {
    at_time(time_zone, from, i64::from(days), (17, 0))
}

/// The end of the day after an instant, in the workspace's time zone.
pub fn end_of_next_day(time_zone: &str, from: DateTime<Utc>) -> DateTime<Utc> {
    at_time(time_zone, from, 1, (23, 59))
}

fn at_time(time_zone: &str, from: DateTime<Utc>, days: i64, (hour, minute): (u32, u32)) -> DateTime<Utc> {
    let zone = time_zone.parse::<Tz>().unwrap_or(Tz::UTC);
    let day = from.with_timezone(&zone).date_naive() + Duration::days(days);
    let local = day.and_time(NaiveTime::from_hms_opt(hour, minute, 0).unwrap_or_default());
    zone.from_local_datetime(&local).earliest().map_or_else(|| local.and_utc(), |at| at.to_utc())
}

#[cfg(test)]
mod tests;
