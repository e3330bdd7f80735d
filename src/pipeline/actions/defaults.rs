//! What a new workspace comes with: two pipelines, the lists, and the currencies.

use super::lists::{add_currency, add_lookup, new_currency, new_lookup};
use super::words::{LISTS, in_languages};
use super::{add_pipeline, add_stage, new_pipeline, new_stage, place};
use crate::app::error::Result;
use crate::app::tx::Tx;
use crate::db::id::Id;
use crate::db::jsonb::Jsonb;
use crate::pipeline::model::LookupKind::{ActivityKind, ForecastCategory};
use crate::pipeline::model::StageKind::{Lost, Open, Won};
use crate::pipeline::model::{Lookup, Pipeline, Stage, StageKind};
use crate::pipeline::steps::{self, StageStepInput};
use crate::team;
use rust_decimal::Decimal;

/// A stage as it comes: what it is, how it looks, and what to do in it.
struct Preset {
    name: &'static str,
    kind: StageKind,
    probability: i32,
    /// Key of its forecast category.
    category: &'static str,
    color: &'static str,
    rotting_days: Option<i32>,
    guidance: &'static str,
    /// What is to be done in it.
    steps: &'static [&'static str],
    /// Whether it ends with a decision to go on or not.
    go_no_go: bool,
}

const fn open(
    name: &'static str,
    forecast: (i32, &'static str),
    looks: (&'static str, i32),
    guidance: &'static str,
    steps: &'static [&'static str],
) -> Preset {
    let ((probability, category), (color, rotting_days)) = (forecast, looks);
    Preset {
        name,
        kind: Open,
        probability,
        category,
        color,
        rotting_days: Some(rotting_days),
        guidance,
        steps,
        go_no_go: false,
    }
}

const WON: Preset = Preset {
    name: "Won",
    kind: Won,
    probability: 100,
    category: "commit",
    color: "green",
    rotting_days: None,
    guidance: "Thank the customer, hand over to delivery, and write down what decided it.",
    steps: &[],
    go_no_go: false,
};

const LOST: Preset = Preset {
    name: "Lost",
    kind: Lost,
    probability: 0,
    category: "omitted",
    color: "red",
    rotting_days: None,
    guidance: "Give the reason, and write down what to do differently next time.",
    steps: &[],
    go_no_go: false,
};

const CORPORATE: [Preset; 8] = [
    Preset {
        go_no_go: true,
        ..open(
            "Qualification",
            (10, "pipeline"),
            ("gray", 14),
            "Is there a need, a budget, a date, and somebody who decides? If not, say so now.",
            &["Confirm the need", "Ask for the budget", "Ask for the date", "Find out who decides"],
        )
    },
    open(
        "Needs analysis",
        (20, "pipeline"),
        ("indigo", 21),
        "Understand the process and the problem. Write down the needs in the customer's words; find out who takes part in the decision.",
        &["Map who takes part in the decision", "Write down the needs", "Have the needs confirmed"],
    ),
    open(
        "Presentation",
        (40, "pipeline"),
        ("blue", 21),
        "Show how the needs are met, to the people who decide. Send the minutes the same day.",
        &["Agree on who attends", "Prepare the demonstration", "Present", "Send the minutes"],
    ),
    open(
        "Proposal",
        (60, "best_case"),
        ("cyan", 14),
        "Send the proposal and go through it together. Agree on when and how they decide.",
        &["Send the proposal", "Go through it together", "Agree on the date of the decision"],
    ),
    open(
        "Negotiation",
        (75, "best_case"),
        ("teal", 14),
        "Settle price, scope and terms. Give nothing without getting something for it.",
        &["Agree on the price", "Agree on the terms"],
    ),
    open(
        "Contracting",
        (90, "commit"),
        ("lime", 10),
        "Agree on the wording, collect the signatures, plan the start.",
        &["Agree on the wording", "Collect the signatures", "Plan the start"],
    ),
    WON,
    LOST,
];

const SIMPLE: [Preset; 6] = [
    open(
        "Contact",
        (10, "pipeline"),
        ("gray", 14),
        "Find out who they are and what they need.",
        &["Find out what they need"],
    ),
    open(
        "Enquiry",
        (25, "pipeline"),
        ("blue", 14),
        "Clarify what they want, by when, and for how much.",
        &["Clarify the scope", "Clarify the date"],
    ),
    open(
        "Offer",
        (50, "best_case"),
        ("cyan", 14),
        "Send the offer and call to hear what they think of it.",
        &["Send the offer", "Call about it"],
    ),
    open(
        "Closing",
        (80, "commit"),
        ("teal", 7),
        "Clear the last questions and get the order.",
        &["Clear the last questions"],
    ),
    WON,
    LOST,
];

/// Worth of one unit in euros, roughly; a starting point for admins to correct.
const IN_EUROS: [(&str, i64, u32); 5] =
    [("EUR", 1, 0), ("USD", 86, 2), ("GBP", 114, 2), ("CZK", 41, 3), ("PLN", 236, 3)];

/// Sets up the pipelines, lists and currencies of a new workspace.
pub async fn create_defaults(tx: &mut Tx) -> Result<()> {
    create_currencies(tx).await?;
    let mut categories = Vec::new();
    for (kind, values) in LISTS {
        for (at, (key, label, texts)) in values.iter().enumerate() {
            let minutes_expected = kind == ActivityKind && *key == "presentation";
            let labels = Jsonb(in_languages(*texts));
            let lookup = Lookup { minutes_expected, labels, ..new_lookup(tx, (kind, key, label), place(at)) };
            add_lookup(tx, &lookup).await?;
            if kind == ForecastCategory {
                categories.push(lookup);
            }
        }
    }
    let corporate = Pipeline { is_default: true, ..new_pipeline(tx, "Corporate sales", 0) };
    create_preset(tx, &corporate, &CORPORATE, &categories).await?;
    let simple = new_pipeline(tx, "Simple", 1);
    create_preset(tx, &simple, &SIMPLE, &categories).await
}

async fn create_currencies(tx: &mut Tx) -> Result<()> {
    let base = team::store::workspace(tx).await?.base_currency;
    for (code, rate) in rates(&base) {
        let currency = new_currency(tx, &code, rate);
        add_currency(tx, &currency).await?;
    }
    Ok(())
}

/// The base currency at 1, and the others relative to it where its worth is known.
fn rates(base: &str) -> Vec<(String, Decimal)> {
    let euros = |&(code, digits, scale): &(&'static str, i64, u32)| (code, Decimal::new(digits, scale));
    let Some((_, unit)) = IN_EUROS.iter().map(euros).find(|(code, _)| *code == base) else {
        return vec![(base.to_owned(), Decimal::ONE)];
    };
    IN_EUROS.iter().map(euros).map(|(code, worth)| (code.to_owned(), (worth / unit).round_dp(5))).collect()
}

async fn create_preset(
    tx: &mut Tx,
    pipeline: &Pipeline,
    presets: &[Preset],
    categories: &[Lookup],
) -> Result<()> {
    add_pipeline(tx, pipeline).await?;
    for (at, preset) in presets.iter().enumerate() {
        let category: Option<Id<Lookup>> =
            categories.iter().find(|category| category.key == preset.category).map(|category| category.id);
        let stage = Stage {
            probability: preset.probability,
            forecast_category_id: category,
            color: preset.color.to_owned(),
            rotting_days: preset.rotting_days,
            guidance: Some(preset.guidance.to_owned()),
            steps: Jsonb(steps::kept_all(preset.steps.iter().copied().map(step).collect(), &[])?),
            go_no_go: preset.go_no_go,
            ..new_stage(tx, pipeline, (preset.name, preset.kind, at))
        };
        add_stage(tx, &stage).await?;
    }
    Ok(())
}

fn step(title: &str) -> StageStepInput {
    StageStepInput { title: title.to_owned(), ..StageStepInput::default() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pipeline::rules::COLORS;

    #[test]
    fn rates_are_relative_to_the_base_currency_or_it_stands_alone() {
        let found = |base: &str| {
            rates(base)
                .into_iter()
                .map(|(code, rate)| format!("{code} {}", rate.normalize()))
                .collect::<Vec<_>>()
        };
        assert_eq!(found("EUR"), ["EUR 1", "USD 0.86", "GBP 1.14", "CZK 0.041", "PLN 0.236"]);
        assert!(found("CZK").contains(&"EUR 24.39024".to_owned()));
        assert!(found("CZK").contains(&"CZK 1".to_owned()));
        assert_eq!(found("JPY"), ["JPY 1"]);
    }

    #[test]
    fn presets_name_colours_and_categories_that_exist() {
        for preset in CORPORATE.iter().chain(&SIMPLE) {
            assert!(COLORS.contains(&preset.color), "{}", preset.color);
            assert!(LISTS[0].1.iter().any(|(key, ..)| *key == preset.category), "{}", preset.category);
        }
    }
}
