//! What admins can do with pipelines and stages.
//!
//! Whoever changes a pipeline's stages locks the pipeline first, so that places are given by one transaction at a time.

mod blueprint;
mod defaults;
mod lists;
mod words;

pub use blueprint::{Blueprint, StageBlueprint, create_from, draft_from};
pub use defaults::create_defaults;
pub use lists::{create_lookup, draft_lookup, set_currency, update_lookup};

use crate::activities::plans;
use crate::app::actor::Role;
use crate::app::checks::tidy;
use crate::app::error::{Error, Refusal, RefusalCode, Result};
use crate::app::tx::Tx;
use crate::approvals;
use crate::db::entity::Entity;
use crate::db::id::Id;
use crate::db::jsonb::Jsonb;
use crate::db::list;
use crate::db::patch::{set, set_text};
use crate::fields;
use crate::live::event::{News, SubjectKind};
use crate::pipeline::model::{
    CreatePipelineInput, CreateStageInput, LookupKind, MoveStageInput, Pipeline, RemoveStageInput, Stage,
    StageKind, UpdatePipelineInput, UpdateStageInput,
};
use crate::pipeline::{gate, rules, steps, store};

/// Adds a pipeline, with the stages of another or with one of each kind.
pub async fn create_pipeline(tx: &mut Tx, input: CreatePipelineInput) -> Result<Pipeline> {
    tx.require(Role::Admin)?;
    let all = store::pipelines_for_update(tx).await?;
    let model = match input.copy_from_id {
        Some(id) => Some(list::get::<Pipeline>(tx, id).await.map_err(|error| error.at("copyFromId"))?),
        None => None,
    };
    let mut pipeline = new_pipeline(tx, &input.name, place(all.len()));
    if let Some(model) = &model {
        (pipeline.allow_skip, pipeline.allow_back) = (model.allow_skip, model.allow_back);
    }
    rules::check_pipeline(&pipeline, &all)?;
    add_pipeline(tx, &pipeline).await?;
    let stages = match model {
        Some(model) => {
            let stages = store::stages_of(tx, model.id).await?;
            stages.into_iter().map(|stage| renewed(tx, &pipeline, stage)).collect()
        }
        None => [
            ("Open", StageKind::Open, "blue"),
            ("Won", StageKind::Won, "green"),
            ("Lost", StageKind::Lost, "red"),
        ]
        .into_iter()
        .enumerate()
        .map(|(at, (name, kind, color))| Stage {
            color: color.into(),
            ..new_stage(tx, &pipeline, (name, kind, at))
        })
        .collect::<Vec<_>>(),
    };
    for stage in &stages {
        add_stage(tx, stage).await?;
    }
    Ok(pipeline)
}

/// Changes a pipeline. Making it the default takes that from the one that was it.
pub async fn update_pipeline(tx: &mut Tx, input: UpdatePipelineInput) -> Result<Pipeline> {
    tx.require(Role::Admin)?;
    let all = store::pipelines_for_update(tx).await?;
    let before =
        all.iter().find(|pipeline| pipeline.id == input.id).ok_or(Error::NotFound(Pipeline::NAME))?;
    tx.check_version(before, input.expected_version).await?;
    let mut after = before.clone();
    if let Some(name) = input.name {
        after.name = name.trim().to_owned();
    }
    after.allow_skip = input.allow_skip.unwrap_or(after.allow_skip);
    after.allow_back = input.allow_back.unwrap_or(after.allow_back);
    after.archived = input.archived.unwrap_or(after.archived);
    after.is_default = input.is_default.unwrap_or(after.is_default);
    if before.is_default && !after.is_default {
        return Err(Refusal::at(RefusalCode::Invalid, "isDefault", rules::ONE_DEFAULT).into());
    }
    rules::check_pipeline(&after, &all)?;
    let deposed = all.iter().filter(|other| after.is_default && other.is_default && other.id != after.id);
    for before in deposed {
        save_pipeline(tx, before, &mut Pipeline { is_default: false, ..before.clone() }).await?;
    }
    save_pipeline(tx, before, &mut after).await?;
    Ok(after)
}

/// Adds a stage to a pipeline.
pub async fn create_stage(tx: &mut Tx, input: CreateStageInput) -> Result<Stage> {
    tx.require(Role::Admin)?;
    let pipeline =
        list::get_for_update(tx, input.pipeline_id).await.map_err(|error| error.at("pipelineId"))?;
    let stages = store::stages_of(tx, pipeline.id).await?;
    let kind = input.kind.unwrap_or(StageKind::Open);
    let end = place(stages.len());
    let at =
        input.position.map_or(place(rules::place_of_new(kind, &stages)), |position| position.clamp(0, end));
    let mut stage = new_stage(tx, &pipeline, (&input.name, kind, 0));
    stage.position = at;
    stage.probability = input.probability.unwrap_or(stage.probability);
    stage.color = input.color.unwrap_or(stage.color);
    stage.rotting_days = input.rotting_days;
    stage.guidance = tidy(input.guidance);
    stage.forecast_category_id = input.forecast_category_id;
    stage.activity_plan_id = input.activity_plan_id;
    stage.steps = Jsonb(steps::kept_all(input.steps.unwrap_or_default(), &[])?);
    stage.go_no_go = input.go_no_go.unwrap_or(false);
    rules::check_stage(&stage, &stages)?;
    check_references(tx, None, &stage).await?;
    add_stage(tx, &stage).await?;
    let mut order = stages;
    order.push(stage.clone());
    number(tx, rules::reordered(&order, order.len() - 1, at), None).await?;
    Ok(stage)
}

/// Changes a stage.
pub async fn update_stage(tx: &mut Tx, input: UpdateStageInput) -> Result<Stage> {
    tx.require(Role::Admin)?;
    let (_, stages, at) = stage_in_pipeline(tx, input.id).await?;
    let before = &stages[at];
    tx.check_version(before, input.expected_version).await?;
    let mut after = before.clone();
    if let Some(name) = input.name {
        after.name = name.trim().to_owned();
    }
    after.probability = input.probability.unwrap_or(after.probability);
    after.color = input.color.unwrap_or(after.color);
    set(&mut after.rotting_days, input.rotting_days);
    set_text(&mut after.guidance, input.guidance);
    after.in_funnel = input.in_funnel.unwrap_or(after.in_funnel);
    after.allow_create = input.allow_create.unwrap_or(after.allow_create);
    set(&mut after.forecast_category_id, input.forecast_category_id);
    if let Some(gate) = &input.gate {
        let known = fields::actions::known(tx).await?;
        let policies = approvals::runs::entry::policies(tx, gate).await?;
        after.gate = gate::kept_all(gate, &known, &policies)?;
    }
    set(&mut after.activity_plan_id, input.activity_plan_id);
    if let Some(steps) = input.steps {
        after.steps = Jsonb(steps::kept_all(steps, &before.steps.0)?);
    }
    after.go_no_go = input.go_no_go.unwrap_or(after.go_no_go);
    rules::check_stage(&after, &stages)?;
    check_references(tx, Some(before), &after).await?;
    if tx.save(before, &mut after).await? {
        tx.emit(with_steps(stage_news("stage.changed", &after).changing(before, &after), (before, &after)));
    }
    Ok(after)
}

/// Puts a stage at another place in its pipeline.
pub async fn move_stage(tx: &mut Tx, input: MoveStageInput) -> Result<Stage> {
    tx.require(Role::Admin)?;
    let (_, stages, at) = stage_in_pipeline(tx, input.id).await?;
    number(tx, rules::reordered(&stages, at, input.position), Some(input.id)).await?;
    list::get(tx, input.id).await
}

/// Takes a stage out of its pipeline, moving its deals to another. Returns the pipeline and how many deals were moved.
pub async fn remove_stage(tx: &mut Tx, input: RemoveStageInput) -> Result<(Pipeline, i32)> {
    tx.require(Role::Admin)?;
    let (pipeline, stages, _) = stage_in_pipeline(tx, input.id).await?;
    let before = store::stage_to_remove(tx, input.id).await?;
    let rest: Vec<Stage> = stages.into_iter().filter(|stage| stage.id != before.id).collect();
    rules::check_kinds(&rest)?;
    let moved = match input.move_deals_to_stage_id {
        Some(id) => {
            let target =
                store::stage_to_enter(tx, id).await.map_err(|error| error.at("moveDealsToStageId"))?;
            rules::check_replacement(&before, &target)?;
            crate::deals::actions::move_all_between_stages(tx, &before, &target).await?
        }
        None if store::holds_deals(tx, before.id).await? => {
            let message = format!("“{}” holds deals: say which stage they go to.", before.name);
            return Err(Refusal::at(RefusalCode::StageHasDeals, "moveDealsToStageId", message).into());
        }
        None => 0,
    };
    let mut after = Stage { removed_at: Some(tx.now), ..before.clone() };
    tx.save(&before, &mut after).await?;
    tx.emit(stage_news("stage.removed", &after).changing(&before, &after));
    approvals::runs::entry::stage_removed(tx, &after).await?;
    number(tx, rest, None).await?;
    Ok((pipeline, moved))
}

/// A stage's pipeline, locked, its stages in order, and the stage's place among them.
async fn stage_in_pipeline(tx: &mut Tx, id: Id<Stage>) -> Result<(Pipeline, Vec<Stage>, usize)> {
    let stage: Stage = list::get(tx, id).await?;
    let pipeline = list::get_for_update(tx, stage.pipeline_id).await?;
    let stages = store::stages_of(tx, pipeline.id).await?;
    let at = stages.iter().position(|stage| stage.id == id).ok_or(Error::NotFound(Stage::NAME))?;
    Ok((pipeline, stages, at))
}

/// Gives the stages the places they stand at; the news of the one that was moved says so.
async fn number(tx: &mut Tx, stages: Vec<Stage>, moved: Option<Id<Stage>>) -> Result<()> {
    for (at, before) in stages.iter().enumerate() {
        let mut after = Stage { position: place(at), ..before.clone() };
        if tx.save(before, &mut after).await? {
            let kind = if moved == Some(after.id) { "stage.moved" } else { "stage.changed" };
            tx.emit(stage_news(kind, &after).changing(before, &after));
        }
    }
    Ok(())
}

/// What the stage refers to exists, where it refers to others than before.
async fn check_references(tx: &mut Tx, before: Option<&Stage>, after: &Stage) -> Result<()> {
    let plan = before.and_then(|before| before.activity_plan_id);
    if let Some(id) = after.activity_plan_id.filter(|id| plan != Some(*id)) {
        plans::actions::usable(tx, "activityPlanId", id).await?;
    }
    let pair = (before.and_then(|before| before.forecast_category_id), after.forecast_category_id);
    store::check_lookup(tx, "forecastCategoryId", LookupKind::ForecastCategory, pair).await
}

async fn add_pipeline(tx: &mut Tx, pipeline: &Pipeline) -> Result<()> {
    tx.insert(pipeline).await?;
    tx.emit(pipeline_news("pipeline.created", pipeline).creating(pipeline));
    Ok(())
}

async fn save_pipeline(tx: &mut Tx, before: &Pipeline, after: &mut Pipeline) -> Result<()> {
    if tx.save(before, after).await? {
        tx.emit(pipeline_news("pipeline.changed", after).changing(before, after));
    }
    Ok(())
}

async fn add_stage(tx: &mut Tx, stage: &Stage) -> Result<()> {
    tx.insert(stage).await?;
    let bare = Stage { steps: Jsonb(Vec::new()), ..stage.clone() };
    tx.emit(with_steps(stage_news("stage.created", stage).creating(stage), (&bare, stage)));
    Ok(())
}

fn new_pipeline(tx: &Tx, name: &str, position: i32) -> Pipeline {
    Pipeline {
        workspace_id: Id::of(tx.workspace_id()),
        id: Id::new(),
        name: name.trim().to_owned(),
        is_default: false,
        position,
        allow_skip: true,
        allow_back: true,
        archived: false,
        version: 1,
        created_at: tx.now,
        created_by: tx.by().map(Id::of),
        updated_at: tx.now,
        updated_by: tx.by().map(Id::of),
    }
}

fn new_stage(tx: &Tx, pipeline: &Pipeline, (name, kind, at): (&str, StageKind, usize)) -> Stage {
    Stage {
        workspace_id: pipeline.workspace_id,
        id: Id::new(),
        pipeline_id: pipeline.id,
        name: name.trim().to_owned(),
        position: place(at),
        kind,
        probability: rules::default_probability(kind),
        forecast_category_id: None,
        color: "gray".to_owned(),
        rotting_days: None,
        guidance: None,
        in_funnel: true,
        allow_create: true,
        removed_at: None,
        version: 1,
        created_at: tx.now,
        created_by: tx.by().map(Id::of),
        updated_at: tx.now,
        updated_by: tx.by().map(Id::of),
        gate: Vec::new(),
        activity_plan_id: None,
        steps: Jsonb(Vec::new()),
        go_no_go: false,
    }
}

/// A stage of another pipeline as a new one of this.
fn renewed(tx: &Tx, pipeline: &Pipeline, stage: Stage) -> Stage {
    let new = new_stage(tx, pipeline, (&stage.name, stage.kind, 0));
    Stage {
        position: stage.position,
        probability: stage.probability,
        forecast_category_id: stage.forecast_category_id,
        color: stage.color,
        rotting_days: stage.rotting_days,
        guidance: stage.guidance,
        in_funnel: stage.in_funnel,
        allow_create: stage.allow_create,
        gate: stage.gate,
        activity_plan_id: stage.activity_plan_id,
        steps: Jsonb(steps::renewed(&stage.steps.0)),
        go_no_go: stage.go_no_go,
        ..new
    }
}

pub fn place(at: usize) -> i32 {
    i32::try_from(at).unwrap_or(i32::MAX)
}

fn pipeline_news(kind: &'static str, pipeline: &Pipeline) -> News {
    News::of(kind, SubjectKind::Pipeline, pipeline.id.0, pipeline.version)
}

/// The steps in people's words, where they differ.
fn with_steps(mut news: News, (before, after): (&Stage, &Stage)) -> News {
    if let Some(change) = news.changes.get_mut("steps") {
        *change = (steps::told(&before.steps.0), steps::told(&after.steps.0));
    }
    news
}

fn stage_news(kind: &'static str, stage: &Stage) -> News {
    News::of(kind, SubjectKind::Stage, stage.id.0, stage.version)
}
