//! Asking a gate before a deal enters a stage.

use crate::app::actor::Role;
use crate::app::checks::tidy;
use crate::app::error::{Refusal, RefusalCode, Result};
use crate::app::tx::Tx;
use crate::deals::gate::rules::Entering;
use crate::deals::gate::store;
use crate::pipeline::gate::GateRequirement;
use crate::pipeline::model::Stage;

/// Lets a deal into a stage, or says everything that is missing. With a reason a manager lets it in all the same; the reason is
/// returned when it was needed, to be told with the move.
///
/// # Errors
/// `GATE_UNMET` with all that is missing; refused too when somebody below a manager overrides.
pub async fn pass(
    tx: &mut Tx,
    entering: Entering<'_>,
    to: &Stage,
    override_reason: Option<String>,
) -> Result<Option<String>> {
    if to.gate.is_empty() {
        return Ok(None);
    }
    let (viewer, now) = (tx.viewer.clone(), tx.now);
    let missing = store::missing(tx.conn(), (&viewer, now), entering, to).await?;
    if missing.is_empty() {
        return Ok(None);
    }
    match tidy(override_reason) {
        Some(reason) if reason.chars().count() > 500 => {
            let message = "At most 500 characters fit here.";
            Err(Refusal::at(RefusalCode::TooLong, "overrideReason", message).into())
        }
        Some(reason) => {
            tx.require(Role::Manager)?;
            Ok(Some(reason))
        }
        None => Err(unmet(to, missing).into()),
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
