//! A pipeline made whole, with its stages, as an import's mapping describes it.

use super::{add_pipeline, add_stage, new_pipeline, new_stage, place};
use crate::app::actor::Role;
use crate::app::error::{Refusal, RefusalCode, Result};
use crate::app::tx::Tx;
use crate::pipeline::model::{Pipeline, Stage, StageKind};
use crate::pipeline::{rules, store};

/// A pipeline to be.
#[derive(Debug, Clone)]
pub struct Blueprint {
    pub name: String,
    pub stages: Vec<StageBlueprint>,
}

/// One of its stages.
#[derive(Debug, Clone)]
pub struct StageBlueprint {
    pub name: String,
    pub kind: StageKind,
    /// Left out: what its kind begins with.
    pub probability: Option<i32>,
    pub color: Option<String>,
    pub rotting_days: Option<i32>,
}

/// The pipeline as it would be made beside `all` others; nothing is written.
///
/// # Errors
/// Refused when it breaks a rule.
pub fn draft_from(tx: &Tx, blueprint: &Blueprint, all: &[Pipeline]) -> Result<(Pipeline, Vec<Stage>)> {
    let pipeline = new_pipeline(tx, &blueprint.name, place(all.len()));
    rules::check_pipeline(&pipeline, all)?;
    let mut stages: Vec<Stage> = Vec::new();
    for (at, given) in blueprint.stages.iter().enumerate() {
        let new = new_stage(tx, &pipeline, (&given.name, given.kind, at));
        let stage = Stage {
            probability: given.probability.unwrap_or(new.probability),
            color: given.color.clone().unwrap_or_else(|| new.color.clone()),
            rotting_days: given.rotting_days,
            ..new
        };
        rules::check_stage(&stage, &stages)?;
        stages.push(stage);
    }
    match rules::check_kinds(&stages) {
        Ok(()) => Ok((pipeline, stages)),
        Err(refusal) => Err(Refusal::at(RefusalCode::Invalid, "stages", refusal.message).into()),
    }
}

/// Adds a pipeline with its stages.
pub async fn create_from(tx: &mut Tx, blueprint: &Blueprint) -> Result<(Pipeline, Vec<Stage>)> {
    tx.require(Role::Admin)?;
    let all = store::pipelines_for_update(tx).await?;
    let (pipeline, stages) = draft_from(tx, blueprint, &all)?;
    add_pipeline(tx, &pipeline).await?;
    for stage in &stages {
        add_stage(tx, stage).await?;
    }
    Ok((pipeline, stages))
}
