//! Asking a gate before a deal enters a stage.

use crate::app::actor::Role;
use crate::app::checks::tidy;
use crate::app::error::{Refusal, RefusalCode, Result};
use crate::app::tx::Tx;
use crate::deals::gate::rules::Entering;
use crate::deals::gate::store;
use crate::pipeline::gate::{GateRequirement, GateRequirementKind};
use crate::pipeline::model::Stage;

/// Why a deal may go where the gate asks for more.
#[derive(Debug, Clone, Default)]
pub struct Override {
    pub reason: Option<String>,
    /// A manager gave the reason before, when the approval was asked for that lets the deal in now.
    pub given_before: bool,
}

/// How a deal passed a gate.
#[derive(Debug, Default)]
pub struct Passed {
    /// Why it did although something is missing, to be told with the move.
    pub reason: Option<String>,
    /// The approvals that are still to be asked for: until they are granted it waits.
    pub approvals: Vec<GateRequirement>,
}

/// Lets a deal into a stage, or says everything that is missing. With a reason a manager lets it in all the same, but for
/// approvals: those are to be asked for.
///
/// # Errors
/// `GATE_UNMET` with all that is missing; refused too when somebody below a manager overrides.
pub async fn pass(tx: &mut Tx, entering: Entering<'_>, to: &Stage, over: Override) -> Result<Passed> {
    if to.gate.is_empty() {
        return Ok(Passed::default());
    }
    let (viewer, now) = (tx.viewer.clone(), tx.now);
    let missing = store::missing(tx.conn(), (&viewer, now), entering, to).await?;
    let is_approval = |one: &GateRequirement| one.kind == GateRequirementKind::Approval;
    let approvals: Vec<GateRequirement> = missing.iter().filter(|one| is_approval(one)).cloned().collect();
    if approvals.len() == missing.len() {
        return Ok(Passed { reason: None, approvals });
    }
    match tidy(over.reason) {
        Some(reason) if reason.chars().count() > 500 => {
            let message = "At most 500 characters fit here.";
            Err(Refusal::at(RefusalCode::TooLong, "overrideReason", message).into())
        }
        Some(reason) => {
            if !over.given_before {
                tx.require(Role::Manager)?;
            }
            Ok(Passed { reason: Some(reason), approvals })
        }
        None => Err(unmet(to, missing).into()),
    }
}

/// The same for a deal that is nowhere yet, and so cannot wait for an approval.
///
/// # Errors
/// `GATE_UNMET` also when only approvals are missing.
pub async fn pass_new(
    tx: &mut Tx,
    entering: Entering<'_>,
    to: &Stage,
    over: Override,
) -> Result<Option<String>> {
    let passed = pass(tx, entering, to, over).await?;
    match passed.approvals.is_empty() {
        true => Ok(passed.reason),
        false => Err(unmet(to, passed.approvals).into()),
    }
}

/// The refusal that names everything a gate misses.
fn unmet(to: &Stage, missing: Vec<GateRequirement>) -> Refusal {
    let labels: Vec<&str> = missing.iter().map(|one| one.label.as_str()).collect();
    let message = format!("“{}” asks for: {}.", to.name, labels.join(", "));
    Refusal {
        gate: Some(Box::new(crate::app::error::GateUnmet {
            stage: to.id.0,
            missing: missing.into_iter().map(|one| (one.kind.as_str().to_owned(), one.key)).collect(),
        })),
        ..Refusal::at(RefusalCode::GateUnmet, "stageId", message)
    }
}
