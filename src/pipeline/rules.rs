//! What pipelines, stages, list values and currencies must be, and which moves a pipeline allows its deals.

use crate::app::checks::Checks;
use crate::app::error::{Refusal, RefusalCode, Result};
use crate::fields::rules::check_translations;
use crate::pipeline::model::{Currency, Lookup, LookupKind, Pipeline, Stage, StageKind};
use rust_decimal::Decimal;

/// The colours stages can have, by the names the client knows them by.
pub const COLORS: [&str; 13] = [
    "gray", "red", "pink", "grape", "violet", "indigo", "blue", "cyan", "teal", "green", "lime", "yellow",
    "orange",
];

/// Checks every field of a pipeline among the others.
pub fn check_pipeline(pipeline: &Pipeline, all: &[Pipeline]) -> Result<()> {
    let mut checks = Checks::default();
    checks.required_text("name", &pipeline.name, 60);
    let taken = all.iter().any(|other| other.id != pipeline.id && same(&other.name, &pipeline.name));
    checks.that(!taken, RefusalCode::Taken, "name", "Another pipeline has this name.");
    let put_away = pipeline.is_default && pipeline.archived;
    checks.that(
        !put_away,
        RefusalCode::Invalid,
        "archived",
        "This is the default; make another pipeline the default first.",
    );
    checks.done()
}

/// Why the default cannot simply stop being it.
pub const ONE_DEFAULT: &str = "One pipeline is always the default; make another one it instead.";

/// Checks every field of a stage among those of its pipeline.
pub fn check_stage(stage: &Stage, stages: &[Stage]) -> Result<()> {
    let mut checks = Checks::default();
    checks.required_text("name", &stage.name, 60);
    let taken = stages.iter().any(|other| other.id != stage.id && same(&other.name, &stage.name));
    checks.that(!taken, RefusalCode::Taken, "name", "Another stage of this pipeline has this name.");
    let (fits, message) = match stage.kind {
        StageKind::Open => {
            ((1..=99).contains(&stage.probability), "An open stage's probability is from 1 to 99.")
        }
        StageKind::Won => (stage.probability == 100, "A won stage's probability is 100."),
        StageKind::Lost => (stage.probability == 0, "A lost stage's probability is 0."),
    };
    checks.that(fits, RefusalCode::Invalid, "probability", message);
    let known = COLORS.contains(&stage.color.as_str());
    checks.that(known, RefusalCode::Invalid, "color", format!("Choose one of {}.", COLORS.join(", ")));
    checks.int("rottingDays", stage.rotting_days, 1..=3650);
    checks.text("guidance", stage.guidance.as_deref(), 10_000);
    let open = stage.kind == StageKind::Open || !stage.go_no_go;
    let message = "Only an open stage ends with a decision to go on or not.";
    checks.that(open, RefusalCode::Invalid, "goNoGo", message);
    checks.done()
}

/// Refuses a pipeline without an open, a won or a lost stage.
pub fn check_kinds(stages: &[Stage]) -> Result<(), Refusal> {
    let kinds = [StageKind::Open, StageKind::Won, StageKind::Lost];
    if kinds.iter().all(|kind| stages.iter().any(|stage| stage.kind == *kind)) {
        return Ok(());
    }
    let message = "A pipeline needs at least one open, one won and one lost stage.";
    Err(Refusal::at(RefusalCode::Invalid, "id", message))
}

/// The probability of a new stage when none is given.
pub fn default_probability(kind: StageKind) -> i32 {
    match kind {
        StageKind::Open => 50,
        StageKind::Won => 100,
        StageKind::Lost => 0,
    }
}

/// Where a new stage goes when no place is given: after the last of its kind.
pub fn place_of_new(kind: StageKind, stages: &[Stage]) -> usize {
    stages.iter().rposition(|stage| stage.kind == kind).map_or(stages.len(), |last| last + 1)
}

/// The list with the item at `from` put at `to`; beyond the end means last.
pub fn reordered<T: Clone>(items: &[T], from: usize, to: i32) -> Vec<T> {
    let mut items = items.to_vec();
    if from < items.len() {
        let item = items.remove(from);
        items.insert(usize::try_from(to).unwrap_or_default().min(items.len()), item);
    }
    items
}

/// Whether a deal may go from one stage to another; `pipeline` and its `stages` (in order, without removed ones) are those of
/// `to`. Gates aside, this is the one rule on every path.
///
/// - Winning, losing, and coming from another pipeline are always allowed.
/// - Forward over an open stage in between only with `allow_skip`.
/// - Back to an earlier stage only with `allow_back`. Reopening a won or lost deal counts as going back, except into the last
///   open stage: a decision taken by mistake can always be taken back to where it fell.
pub fn check_move(pipeline: &Pipeline, stages: &[Stage], from: &Stage, to: &Stage) -> Result<(), Refusal> {
    let forbidden = |message: String| Err(Refusal::at(RefusalCode::MoveForbidden, "stageId", message));
    if to.removed_at.is_some() {
        return forbidden(format!("The stage “{}” was removed; choose another.", to.name));
    }
    if from.id == to.id || from.pipeline_id != to.pipeline_id || to.kind != StageKind::Open {
        return Ok(());
    }
    let open = || stages.iter().filter(|stage| stage.kind == StageKind::Open);
    if from.kind != StageKind::Open {
        return match open().max_by_key(|stage| stage.position) {
            Some(last) if !pipeline.allow_back && last.id != to.id => {
                forbidden(format!("Deals do not go back in {}; reopen it in “{}”.", pipeline.name, last.name))
            }
            _ => Ok(()),
        };
    }
    if to.position < from.position {
        return match pipeline.allow_back {
            true => Ok(()),
            false => forbidden(format!("Deals do not go back to an earlier stage in {}.", pipeline.name)),
        };
    }
    let between = |stage: &&Stage| from.position < stage.position && stage.position < to.position;
    match open().filter(between).min_by_key(|stage| stage.position) {
        Some(next) if !pipeline.allow_skip => {
            forbidden(format!("Stages are not skipped in {}; “{}” comes next.", pipeline.name, next.name))
        }
        _ => Ok(()),
    }
}

/// Whether a stage's deals can go to another when it is removed: it is of the same pipeline and means the same for them.
pub fn check_replacement(removed: &Stage, target: &Stage) -> Result<(), Refusal> {
    if removed.id != target.id && removed.pipeline_id == target.pipeline_id && removed.kind == target.kind {
        return Ok(());
    }
    let message = "Choose another stage of the same pipeline and kind.";
    Err(Refusal::at(RefusalCode::Invalid, "moveDealsToStageId", message))
}

/// Whether a deal may be created in the stage.
pub fn check_create(stage: &Stage) -> Result<(), Refusal> {
    if stage.removed_at.is_some() || !stage.allow_create {
        let message = format!("Deals are not created in “{}”; choose another stage.", stage.name);
        return Err(Refusal::at(RefusalCode::MoveForbidden, "stageId", message));
    }
    Ok(())
}

/// Checks every field of a list value among those of its list.
pub fn check_lookup(lookup: &Lookup, all: &[Lookup]) -> Result<()> {
    let mut checks = Checks::default();
    checks.required_text("label", &lookup.label, 80);
    check_translations(&mut checks, "labels", &lookup.labels.0);
    let taken = all.iter().any(|other| other.id != lookup.id && same(&other.label, &lookup.label));
    checks.that(
        !taken,
        RefusalCode::Taken,
        "label",
        "This list has such a value already, maybe an archived one.",
    );
    let fits = lookup.kind == LookupKind::ActivityKind || !lookup.minutes_expected;
    checks.that(fits, RefusalCode::Invalid, "minutesExpected", "Only activities have minutes.");
    checks.done()
}

/// The key of a new list value: its label in small letters, words joined by `_`, numbered when taken.
pub fn key(label: &str, all: &[Lookup]) -> String {
    let small = label.to_lowercase();
    let words: Vec<&str> =
        small.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let base = if words.is_empty() { "value".to_owned() } else { words.join("_") };
    let free = |key: &String| all.iter().all(|other| other.key != *key);
    let numbered = (2..).map(|number| format!("{base}_{number}"));
    std::iter::once(base.clone()).chain(numbered).find(free).unwrap_or(base)
}

/// Checks a currency of a workspace with this base currency.
pub fn check_currency(currency: &Currency, base: &str) -> Result<()> {
    let mut checks = Checks::default();
    checks.currency("code", &currency.code);
    let fits = currency.rate > Decimal::ZERO
        && currency.rate < Decimal::from(10_000_000_000_i64)
        && currency.rate.normalize().scale() <= 8;
    checks.that(fits, RefusalCode::Invalid, "rate", "Give a rate above 0 with at most eight decimals.");
    if currency.code == base {
        let one = currency.rate == Decimal::ONE;
        checks.that(one, RefusalCode::Invalid, "rate", "This is the base currency: its rate is always 1.");
        checks.that(
            !currency.archived,
            RefusalCode::Invalid,
            "archived",
            "The base currency is always offered.",
        );
    }
    checks.done()
}

fn same(one: &str, other: &str) -> bool {
    one.trim().to_lowercase() == other.trim().to_lowercase()
}

#[cfg(test)]
mod tests;
