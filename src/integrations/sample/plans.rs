//! The sample's activity plans: one that Presentation starts, one for handing over what was won, and where the first of them runs.

use super::people::House;
use super::story::Story;
use super::{Past, as_person};
use crate::activities::model::TaskPriority;
use crate::activities::plans::actions::create_activity_plan;
use crate::activities::plans::follow;
use crate::activities::plans::input::{ActivityPlanItemInput, CreateActivityPlanInput};
use crate::activities::plans::model::PlanAssigneeRule::{self, Owner, TeamManager};
use crate::activities::plans::model::PlanOffset::{self, PreviousDone, Start};
use crate::app::actor::Viewer;
use crate::app::error::Result;
use crate::app::tx::Tx;
use crate::db::list;
use crate::deals::model::{Deal, DealStatus};
use crate::integrations::import::store as lists;
use crate::pipeline::actions::update_stage;
use crate::pipeline::model::{Stage, UpdateStageInput};
use async_graphql::MaybeUndefined;
use chrono::Duration;
use std::sync::Arc;

/// On so many deals the plan of the stage they are in runs.
const RUNNING: usize = 4;

/// A task to be: what, when, by whom, and whether the deal waits for it.
type Item = (&'static str, (i32, PlanOffset), PlanAssigneeRule, bool);

const PRESENTATION: [Item; 5] = [
    ("Agree on who attends and what they want to see", (0, Start), Owner, true),
    ("Prepare the demonstration", (2, Start), Owner, false),
    ("Rehearse with the team's manager", (1, PreviousDone), TeamManager, false),
    ("Send the minutes", (7, Start), Owner, true),
    ("Call for their impression", (2, PreviousDone), Owner, false),
];

const HANDOVER: [Item; 3] = [
    ("Thank the customer", (0, Start), Owner, false),
    ("Hand over to delivery", (2, Start), Owner, true),
    ("Ask for a reference", (30, PreviousDone), TeamManager, false),
];

/// Adds the plans; Presentation starts the first.
pub async fn keep(past: &Past, system: &Arc<Viewer>) -> Result<()> {
    let work = async |tx: &mut Tx| {
        let presentation = create_activity_plan(tx, plan("Presentation", &PRESENTATION)).await?;
        create_activity_plan(tx, plan("Handover", &HANDOVER)).await?;
        let stages = lists::stages(tx).await?;
        let Some(stage) = stages.iter().find(|stage| stage.name == "Presentation") else { return Ok(()) };
        let input = UpdateStageInput {
            id: stage.id,
            name: None,
            probability: None,
            color: None,
            rotting_days: MaybeUndefined::Undefined,
            guidance: MaybeUndefined::Undefined,
            in_funnel: None,
            allow_create: None,
            forecast_category_id: MaybeUndefined::Undefined,
            gate: None,
            activity_plan_id: MaybeUndefined::Value(presentation.id),
            steps: None,
            go_no_go: None,
            expected_version: None,
        };
        update_stage(tx, input).await.map(drop)
    };
    past.app.write(system, None, work).await
}

fn plan(name: &str, items: &[Item]) -> CreateActivityPlanInput {
    let item = |&(title, (days, from), rule, mandatory): &Item| ActivityPlanItemInput {
        title: title.to_owned(),
        offset_days: Some(days),
        offset_from: Some(from),
        assignee_rule: Some(rule),
        mandatory: Some(mandatory),
        priority: Some(if mandatory { TaskPriority::High } else { TaskPriority::Normal }),
        ..ActivityPlanItemInput::default()
    };
    CreateActivityPlanInput {
        name: name.to_owned(),
        description: None,
        items: items.iter().map(item).collect(),
    }
}

/// Lets the plan run on some deals that are in its stage, started by their owners an hour ago.
pub async fn run(past: &Past, system: &Arc<Viewer>, (house, story): (&House, &Story)) -> Result<()> {
    let stages = past.app.write(system, None, async |tx| lists::stages(tx).await).await?;
    let Some(stage) = stages.into_iter().find(|stage: &Stage| stage.activity_plan_id.is_some()) else {
        return Ok(());
    };
    past.pass_until(past.now - Duration::hours(1));
    let there = |deal: &&Deal| deal.stage_id == stage.id && deal.status == DealStatus::Open;
    for deal in story.deals.iter().filter(there).take(RUNNING) {
        let Some(owner) = house.people.iter().find(|user| user.id == deal.owner_id) else { continue };
        let work = async |tx: &mut Tx| {
            let deal: Deal = list::get_for_update(tx, deal.id).await?;
            follow::enter(tx, &deal, &stage).await
        };
        past.app.write(&as_person(owner), None, work).await?;
    }
    Ok(())
}
