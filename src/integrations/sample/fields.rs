//! The sample's custom fields: what a company that sells software by the seat keeps about deals and accounts. And its data standards.

use super::{Dice, Past};
use crate::app::actor::Viewer;
use crate::app::error::Result;
use crate::app::tx::Tx;
use crate::db::jsonb::Jsonb;
use crate::fields::actions::create_custom_field;
use crate::fields::model::{CreateCustomFieldInput, FieldOptionInput, FieldSubject, FieldType, Translation};
use crate::fields::standards::actions::set_data_standard;
use crate::fields::standards::model::SetDataStandardInput;
use crate::fields::values::Custom;
use chrono::{Duration, NaiveDate};
use serde_json::{Value, json};
use std::sync::Arc;

const LANGUAGES: [&str; 4] = ["cs", "de", "ru", "pl"];

/// A text in English, and in Czech, German, Russian and Polish.
type Words = [&'static str; 5];

const CONTRACTS: [(&str, Words); 3] = [
    ("annual", ["Annual", "Roční", "Jährlich", "Годовой", "Roczna"]),
    ("monthly", ["Monthly", "Měsíční", "Monatlich", "Помесячный", "Miesięczna"]),
    ("perpetual", ["Perpetual", "Trvalá", "Unbefristet", "Бессрочный", "Bezterminowa"]),
];
const MODULES: [(&str, Words); 4] = [
    ("planning", ["Planning", "Plánování", "Planung", "Планирование", "Planowanie"]),
    ("warehouse", ["Warehouse", "Sklad", "Lager", "Склад", "Magazyn"]),
    ("service", ["Service", "Servis", "Kundendienst", "Сервис", "Serwis"]),
    ("analytics", ["Analytics", "Analytika", "Auswertung", "Аналитика", "Analityka"]),
];
const TIERS: [(&str, Words); 3] = [
    ("strategic", ["Strategic", "Strategický", "Strategisch", "Стратегический", "Strategiczny"]),
    ("growth", ["Growth", "Rozvojový", "Ausbau", "Развитие", "Rozwojowy"]),
    ("standard", ["Standard", "Běžný", "Standard", "Обычный", "Standardowy"]),
];

/// Defines them.
pub async fn define(past: &Past, system: &Arc<Viewer>) -> Result<()> {
    use FieldSubject::{Account, Deal};
    use FieldType::{Date, MultiSelect, Number, Select};
    let fields = [
        (
            Deal,
            Select,
            "contract_type",
            ["Contract type", "Typ smlouvy", "Vertragsart", "Тип договора", "Rodzaj umowy"],
            options(&CONTRACTS),
        ),
        (
            Deal,
            Number,
            "seats",
            ["Seats", "Počet licencí", "Lizenzen", "Число лицензий", "Liczba licencji"],
            None,
        ),
        (
            Deal,
            MultiSelect,
            "modules",
            ["Modules", "Moduly", "Module", "Модули", "Moduły"],
            options(&MODULES),
        ),
        (Deal, Date, "go_live", ["Go-live", "Spuštění", "Produktivstart", "Запуск", "Uruchomienie"], None),
        (Account, Select, "tier", ["Tier", "Úroveň", "Stufe", "Уровень", "Poziom"], options(&TIERS)),
    ];
    let work = async |tx: &mut Tx| {
        for (subject, kind, key, words, options) in &fields {
            let input = CreateCustomFieldInput {
                subject: *subject,
                key: Some((*key).to_owned()),
                kind: *kind,
                label: words[0].to_owned(),
                labels: Some(translations(words)),
                help: None,
                required: None,
                filterable: Some(true),
                default_value: None,
                options: options.clone(),
                pattern: None,
                minimum: (*kind == Number).then_some(1.into()),
                maximum: None,
            };
            create_custom_field(tx, input).await?;
        }
        set_standards(tx).await
    };
    past.app.write(system, None, work).await
}

/// What is asked of addresses and numbers: that they look like some.
async fn set_standards(tx: &mut Tx) -> Result<()> {
    for (subject, field, pattern, hint) in [
        (
            FieldSubject::Account,
            "website",
            r"(https?://)?[^ /]+\.[^ /]{2,}(/[^ ]*)?",
            "Give a web address, such as acme.com.",
        ),
        (
            FieldSubject::Contact,
            "phones",
            r"\+?[0-9 ()/.-]{3,}",
            "Give a phone number: digits and spaces, with + and the country's code in front.",
        ),
    ] {
        let input = SetDataStandardInput {
            subject,
            field: field.to_owned(),
            required: None,
            pattern: Some(pattern.to_owned()),
            pattern_hint: Some(hint.to_owned()),
            minimum: None,
            maximum: None,
            expected_version: None,
        };
        set_data_standard(tx, input).await?;
    }
    Ok(())
}

fn options(of: &[(&str, Words)]) -> Option<Vec<FieldOptionInput>> {
    let option = |(key, words): &(&str, Words)| FieldOptionInput {
        key: Some((*key).to_owned()),
        label: words[0].to_owned(),
        labels: Some(translations(words)),
        archived: None,
    };
    Some(of.iter().map(option).collect())
}

fn translations(words: &Words) -> Vec<Translation> {
    let each = LANGUAGES.iter().zip(&words[1..]);
    each.map(|(language, text)| Translation { language: (*language).to_owned(), text: (*text).to_owned() })
        .collect()
}

/// What is known of a deal that is to be decided on `close`; `number` makes it another for each.
pub fn of_deal(number: usize, close: NaiveDate) -> Custom {
    let mut dice = dice(71, number);
    let contract = CONTRACTS[dice.below(CONTRACTS.len())].0;
    let seats = [5, 10, 25, 40, 80, 150, 400][dice.below(7)] + dice.between(0, 9);
    let modules: Vec<&str> = MODULES.iter().filter(|_| dice.chance(40)).map(|(key, _)| *key).collect();
    let live = close + Duration::days(dice.between(14, 120));
    kept([
        ("contract_type", json!(contract), dice.chance(85)),
        ("seats", json!(seats.to_string()), dice.chance(80)),
        ("modules", json!(modules), !modules.is_empty()),
        ("go_live", json!(live.to_string()), dice.chance(50)),
    ])
}

/// What is known of an account.
pub fn of_account(number: usize) -> Custom {
    let mut dice = dice(73, number);
    kept([("tier", json!(TIERS[dice.below(TIERS.len())].0), dice.chance(90))])
}

/// A row of numbers of its own, so that the rest of the sample stays as it was.
fn dice(seed: u64, number: usize) -> Dice {
    Dice::new(seed + 1_000 * u64::try_from(number).unwrap_or_default())
}

fn kept<const N: usize>(values: [(&str, Value, bool); N]) -> Custom {
    let known = values.into_iter().filter(|(_, _, is_known)| *is_known);
    Jsonb(known.map(|(key, value, _)| (key.to_owned(), value)).collect())
}
