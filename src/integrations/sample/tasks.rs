//! The sample's tasks: open, overdue and done, received and given.

use super::deals::later;
use super::names::{OUTCOMES, TASKS};
use super::people::House;
use super::story::{Story, sitting};
use super::{Dice, Past};
use crate::activities::model::{Task, TaskPriority, TaskStatus};
use crate::db::id::Id;
use crate::deals::model::{Deal, DealStatus};
use crate::fields::values::Custom;
use crate::live::event::{Audience, News, SubjectKind};
use chrono::{DateTime, Duration, NaiveTime, Utc};

/// Invents tasks on the story's deals.
pub fn invent(past: &Past, house: &House, story: &mut Story) {
    let mut dice = Dice::new(37);
    for deal in story.deals.clone() {
        let tasks = match deal.status {
            DealStatus::Open => 1 + usize::from(dice.chance(25)),
            _ => usize::from(dice.chance(40)),
        };
        for _ in 0..tasks {
            if dice.chance(75) {
                task(past, house, (&deal, &mut dice), story);
            }
        }
    }
}

fn task(past: &Past, house: &House, (deal, dice): (&Deal, &mut Dice), story: &mut Story) {
    let person = |id| house.people.iter().position(|user| user.id == id).unwrap_or_default();
    let owner = person(deal.owner_id);
    let managers = house.managers();
    let boss = dice.pick(&managers).map_or(owner, |manager| person(manager.id));
    let creator = if dice.chance(35) { boss } else { owner };
    let assignee = if dice.chance(12) { boss } else { owner };
    let age = (past.now - deal.stage_entered_at).num_days().max(2);
    let closed = deal.status != DealStatus::Open;
    let asked = dice.between(2, age.min(if closed { 380 } else { 20 }));
    let (at, _) = later(sitting(past.now, creator, asked), deal.stage_entered_at);
    // Some are due already and not done; most lie ahead.
    let due = if closed { at + Duration::days(5) } else { past.now + Duration::days(dice.between(-4, 18)) };
    let due = afternoon(due.max(at + Duration::days(1)));
    let mut task = Task {
        workspace_id: deal.workspace_id,
        id: Id::new(),
        title: TASKS[dice.below(TASKS.len())].to_owned(),
        description: None,
        assignee_id: house.people[assignee].id,
        due_at: Some(due).filter(|_| dice.chance(92)),
        priority: [TaskPriority::Low, TaskPriority::Normal, TaskPriority::Normal, TaskPriority::High]
            [dice.below(4)],
        status: TaskStatus::Open,
        mandatory: dice.chance(10),
        outcome: None,
        completed_at: None,
        deal_id: Some(deal.id),
        account_id: deal.account_id,
        contact_id: deal.primary_contact_id.filter(|_| dice.chance(50)),
        version: 1,
        created_at: at,
        created_by: Some(house.people[creator].id),
        updated_at: at,
        updated_by: Some(house.people[creator].id),
        lead_id: None,
        plan_run_id: None,
        plan_item_id: None,
        custom: Custom::default(),
    };
    let kind = if creator == assignee { "task.created" } else { "task.assigned" };
    let people = || [Some(task.assignee_id.0), task.created_by.map(|id| id.0)].into_iter().flatten();
    let audiences = (audience(deal, None), audience(deal, Some(&task)).with_task_of(people()));
    let done_with = audience(deal, None).with_task_of(people());
    let told =
        news(kind, &task).creating(&task).heard_by(Some(audiences.0.clone()), Some(audiences.1.clone()));
    story.at((at, creator)).news.push(told);
    if closed || dice.chance(30) {
        let done = dice.between(1, asked);
        let (done, _) = later(sitting(past.now, assignee, done), at);
        let before = task.clone();
        task.completed_at = Some(done);
        (task.status, task.version) = (TaskStatus::Done, 2);
        task.outcome =
            dice.pick(&OUTCOMES).filter(|_| dice.below(10) < 6).map(|outcome| (*outcome).to_owned());
        (task.updated_at, task.updated_by) = (done, Some(task.assignee_id));
        let told = news("task.completed", &task).changing(&before, &task);
        story.at((done, assignee)).news.push(told.heard_by(Some(audiences.1), Some(done_with)));
    }
    story.at((at, creator)).tasks.push(task);
}

fn afternoon(at: DateTime<Utc>) -> DateTime<Utc> {
    at.date_naive().and_time(NaiveTime::from_hms_opt(15, 0, 0).unwrap_or_default()).and_utc()
}

fn news(kind: &'static str, task: &Task) -> News {
    News::of(kind, SubjectKind::Task, task.id.0, task.version)
        .on(task.deal_id.map(|id| id.0), task.account_id.map(|id| id.0))
}

/// Who hears of a deal: its owner and by policy, and the assignee of an open task on it.
fn audience(deal: &Deal, task: Option<&Task>) -> Audience {
    Audience::Deal {
        owner_id: deal.owner_id.0,
        restricted: deal.restricted,
        users: task.map(|task| task.assignee_id.0).into_iter().collect(),
        teams: Vec::new(),
        of_task: Vec::new(),
    }
}
