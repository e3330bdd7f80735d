//! Steps of a stage: what is to be done while a deal is in it, to be ticked off on each deal.
//!
//! They are kept with their stage, in order; which of them are done on a deal is kept in `deals/steps`.

use crate::app::checks::{Checks, tidy};
use crate::app::error::{Error, Refusal, RefusalCode, Result};
use crate::db::entity::Entity;
use crate::db::id::Id;
use async_graphql::{InputObject, SimpleObject};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The most steps a stage can have.
pub const MOST: usize = 20;

/// One thing to do while a deal is in a stage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, SimpleObject)]
#[graphql(crate = "crate::api::fields")]
pub struct StageStep {
    /// Its id; stays when the stage changes.
    pub id: Id<StageStep>,
    /// Place among the stage's steps, from 0.
    pub position: i32,
    /// What is to be done.
    pub title: String,
    /// How to go about it.
    pub hint: Option<String>,
}

impl Entity for StageStep {
    const PREFIX: &'static str = "step";
    const ARTICLE_NAME: &'static str = "a step";
    const NAME: &'static str = "step of this stage";
}

/// One thing to do, to be set.
#[derive(Debug, Clone, Default, InputObject)]
pub struct StageStepInput {
    /// The step it was until now; left out: a new one.
    pub id: Option<Id<StageStep>>,
    /// What is to be done, 1 to 200 characters.
    pub title: String,
    /// How to go about it, at most 1000 characters.
    pub hint: Option<String>,
}

/// What is kept of the steps given: those with the id of one before keep it, and what is done of them on deals.
///
/// # Errors
/// Refused when a step is not as it should be, or names one the stage does not have.
pub fn kept_all(given: Vec<StageStepInput>, before: &[StageStep]) -> Result<Vec<StageStep>> {
    if given.len() > MOST {
        let message = format!("At most {MOST} steps fit into one stage.");
        return Err(Refusal::at(RefusalCode::TooLong, "steps", message).into());
    }
    let mut steps: Vec<StageStep> = Vec::with_capacity(given.len());
    for (place, one) in given.into_iter().enumerate() {
        let here = |error: Error| error.below(&place.to_string()).below("steps");
        let known = |id: Id<StageStep>| before.iter().any(|step| step.id == id);
        if one.id.is_some_and(|id| !known(id) || steps.iter().any(|step| step.id == id)) {
            return Err(here(Error::NotFound(StageStep::NAME).at("id")));
        }
        let step = StageStep {
            id: one.id.unwrap_or_default(),
            position: i32::try_from(place).unwrap_or(i32::MAX),
            title: one.title.trim().to_owned(),
            hint: tidy(one.hint),
        };
        let mut checks = Checks::default();
        checks.required_text("title", &step.title, 200);
        checks.text("hint", step.hint.as_deref(), 1_000);
        checks.done().map_err(here)?;
        steps.push(step);
    }
    Ok(steps)
}

/// The same steps for another stage, done on no deal.
pub fn renewed(steps: &[StageStep]) -> Vec<StageStep> {
    steps.iter().map(|step| StageStep { id: Id::new(), ..step.clone() }).collect()
}

/// The steps as the history tells them.
pub fn told(steps: &[StageStep]) -> Value {
    let one = |step: &StageStep| match &step.hint {
        Some(hint) => format!("{} ({hint})", step.title),
        None => step.title.clone(),
    };
    steps.iter().map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn given(id: Option<Id<StageStep>>, title: &str) -> StageStepInput {
        StageStepInput { id, title: title.to_owned(), hint: None }
    }

    #[test]
    fn steps_keep_their_ids_and_their_order_and_nothing_unknown_gets_in() {
        let before = kept_all(vec![given(None, " Ask "), given(None, "Tell")], &[]).unwrap_or_default();
        let again = kept_all(vec![given(Some(before[1].id), "Tell all"), given(None, "New")], &before);
        let again = again.unwrap_or_default();
        assert_eq!((again[0].id, again[0].position, again[0].title.as_str()), (before[1].id, 0, "Tell all"));
        assert_eq!(before[0].title, "Ask");
        assert_ne!(again[1].id, before[0].id);
        for wrong in [
            vec![given(Some(Id::new()), "Gone")],
            vec![given(Some(before[0].id), "Once"), given(Some(before[0].id), "Twice")],
            vec![given(None, " ")],
            (0..=MOST).map(|_| given(None, "Many")).collect(),
        ] {
            assert!(kept_all(wrong, &before).is_err());
        }
        assert!(renewed(&before).iter().zip(&before).all(|(new, old)| new.id != old.id));
    }
}
