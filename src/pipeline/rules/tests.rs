//! The tables of the pipeline rules.

use super::*;
use crate::app::error::Error;
use crate::db::id::Id;
use crate::db::jsonb::Jsonb;
use crate::pipeline::model::LookupKind;
use chrono::DateTime;
use uuid::Uuid;

fn pipeline(id: u128, allow_skip: bool, allow_back: bool) -> Pipeline {
    Pipeline {
        workspace_id: Id::of(Uuid::nil()),
        id: Id::of(Uuid::from_u128(id)),
        name: format!("Pipeline {id}"),
        is_default: false,
        position: 0,
        allow_skip,
        allow_back,
        archived: false,
        version: 1,
        created_at: DateTime::UNIX_EPOCH,
        created_by: None,
        updated_at: DateTime::UNIX_EPOCH,
        updated_by: None,
    }
}

fn stage(pipeline: u128, position: i32, kind: StageKind) -> Stage {
    Stage {
        workspace_id: Id::of(Uuid::nil()),
        id: Id::of(Uuid::from_u128(pipeline * 100 + position.unsigned_abs() as u128)),
        pipeline_id: Id::of(Uuid::from_u128(pipeline)),
        name: format!("Stage {position}"),
        position,
        kind,
        probability: default_probability(kind),
        forecast_category_id: None,
        color: "gray".into(),
        rotting_days: None,
        guidance: None,
        in_funnel: true,
        allow_create: true,
        removed_at: None,
        version: 1,
        created_at: DateTime::UNIX_EPOCH,
        created_by: None,
        updated_at: DateTime::UNIX_EPOCH,
        updated_by: None,
        gate: Vec::new(),
        activity_plan_id: None,
        steps: crate::db::jsonb::Jsonb(Vec::new()),
        go_no_go: false,
    }
}

/// Open 0, 1, 2; won 3; lost 4.
fn stages() -> Vec<Stage> {
    use StageKind::{Lost, Open, Won};
    [Open, Open, Open, Won, Lost].into_iter().zip(0..).map(|(kind, place)| stage(1, place, kind)).collect()
}

fn codes<T>(result: Result<T>) -> Vec<(RefusalCode, String)> {
    match result {
        Err(Error::Refused(refusals)) => {
            refusals.into_iter().map(|refusal| (refusal.code, refusal.path.concat())).collect()
        }
        _ => Vec::new(),
    }
}

#[test]
fn a_pipeline_s_rules_say_where_a_deal_may_go() {
    let stages = stages();
    // from, to, and whether it is allowed with (skip, back): none, skip only, back only, both.
    for (from, to, allowed) in [
        (0, 0, [true, true, true, true]),
        (0, 1, [true, true, true, true]),
        (0, 2, [false, true, false, true]),
        (1, 0, [false, false, true, true]),
        (2, 0, [false, false, true, true]),
        (0, 3, [true, true, true, true]),
        (0, 4, [true, true, true, true]),
        (3, 4, [true, true, true, true]),
        (3, 2, [true, true, true, true]),
        (4, 2, [true, true, true, true]),
        (3, 0, [false, false, true, true]),
        (4, 1, [false, false, true, true]),
    ] {
        for ((skip, back), allowed) in
            [(false, false), (true, false), (false, true), (true, true)].into_iter().zip(allowed)
        {
            let done = check_move(&pipeline(1, skip, back), &stages, &stages[from], &stages[to]);
            assert_eq!(done.is_ok(), allowed, "{from} → {to}, skip {skip}, back {back}");
        }
    }
}

#[test]
fn another_pipeline_s_deals_enter_anywhere_and_nobody_enters_a_removed_stage() {
    let stages = stages();
    let foreign = stage(2, 4, StageKind::Open);
    assert_eq!(check_move(&pipeline(1, false, false), &stages, &foreign, &stages[0]), Ok(()));
    let removed = Stage { removed_at: Some(DateTime::UNIX_EPOCH), ..stages[1].clone() };
    let refused = check_move(&pipeline(1, true, true), &stages, &stages[0], &removed);
    assert_eq!(refused.map_err(|refusal| refusal.code), Err(RefusalCode::MoveForbidden));
}

#[test]
fn deals_are_created_where_the_stage_allows() {
    let stage = stage(1, 0, StageKind::Open);
    assert_eq!(check_create(&stage), Ok(()));
    assert!(check_create(&Stage { allow_create: false, ..stage.clone() }).is_err());
    assert!(check_create(&Stage { removed_at: Some(DateTime::UNIX_EPOCH), ..stage }).is_err());
}

#[test]
fn a_stage_s_probability_follows_its_kind() {
    for (kind, good, bad) in [
        (StageKind::Open, vec![1, 50, 99], vec![-1, 0, 100, 101]),
        (StageKind::Won, vec![100], vec![0, 99]),
        (StageKind::Lost, vec![0], vec![1, 100]),
    ] {
        let with = |probability| codes(check_stage(&Stage { probability, ..stage(1, 0, kind) }, &[]));
        assert!(good.into_iter().all(|probability| with(probability).is_empty()));
        let refused = vec![(RefusalCode::Invalid, "probability".to_owned())];
        assert!(bad.into_iter().all(|probability| with(probability) == refused));
    }
}

#[test]
fn a_stage_says_everything_that_is_wrong_with_it_at_once() {
    let all = stages();
    let wrong = Stage {
        id: Id::of(Uuid::from_u128(9)),
        name: " stage 1 ".into(),
        color: "mauve".into(),
        rotting_days: Some(0),
        ..all[0].clone()
    };
    let fields: Vec<String> = codes(check_stage(&wrong, &all)).into_iter().map(|(_, field)| field).collect();
    assert_eq!(fields, ["name", "color", "rottingDays"]);
    assert!(
        codes(check_stage(&Stage { name: " ".into(), ..wrong }, &all))
            .contains(&(RefusalCode::Required, "name".into()))
    );
}

#[test]
fn a_pipeline_keeps_an_open_a_won_and_a_lost_stage() {
    let all = stages();
    assert_eq!(check_kinds(&all), Ok(()));
    for kind in [StageKind::Open, StageKind::Won, StageKind::Lost] {
        let rest: Vec<Stage> = all.iter().filter(|stage| stage.kind != kind).cloned().collect();
        assert!(check_kinds(&rest).is_err(), "{kind:?}");
    }
}

#[test]
fn the_default_pipeline_is_not_put_away_and_names_are_told_apart() {
    let default = Pipeline { is_default: true, archived: true, ..pipeline(1, true, true) };
    assert_eq!(codes(check_pipeline(&default, &[])), [(RefusalCode::Invalid, "archived".into())]);
    let twin = Pipeline { name: "PIPELINE 1".into(), ..pipeline(2, true, true) };
    assert_eq!(
        codes(check_pipeline(&twin, &[pipeline(1, true, true)])),
        [(RefusalCode::Taken, "name".into())]
    );
}

#[test]
fn moving_an_item_keeps_the_others_in_order() {
    for (from, to, expected) in
        [(0, 2, "bcad"), (3, 0, "dabc"), (1, 1, "abcd"), (0, 99, "bcda"), (2, -5, "cabd"), (9, 0, "abcd")]
    {
        assert_eq!(reordered(&['a', 'b', 'c', 'd'], from, to).into_iter().collect::<String>(), expected);
    }
}

#[test]
fn a_new_stage_stands_after_the_last_of_its_kind() {
    let all = stages();
    let places = [StageKind::Open, StageKind::Won, StageKind::Lost].map(|kind| place_of_new(kind, &all));
    assert_eq!(places, [3, 4, 5]);
    assert_eq!(place_of_new(StageKind::Open, &[]), 0);
}

fn lookup(id: u128, key: &str, label: &str) -> Lookup {
    Lookup {
        workspace_id: Id::of(Uuid::nil()),
        id: Id::of(Uuid::from_u128(id)),
        kind: LookupKind::Source,
        key: key.into(),
        label: label.into(),
        position: 0,
        archived: false,
        version: 1,
        created_at: DateTime::UNIX_EPOCH,
        created_by: None,
        updated_at: DateTime::UNIX_EPOCH,
        updated_by: None,
        minutes_expected: false,
        labels: Jsonb::default(),
    }
}

#[test]
fn keys_are_made_from_labels_and_never_twice() {
    let all = [lookup(1, "trade_fair", "Trade fair"), lookup(2, "trade_fair_2", "Trade-fair!")];
    for (label, expected) in [
        ("Cold call", "cold_call"),
        ("  Trade / Fair ", "trade_fair_3"),
        ("Доверие", "доверие"),
        ("!!!", "value"),
    ] {
        assert_eq!(key(label, &all), expected);
    }
    assert_eq!(
        codes(check_lookup(&lookup(3, "x", "trade FAIR"), &all)),
        [(RefusalCode::Taken, "label".into())]
    );
}

#[test]
fn a_currency_has_a_positive_rate_and_the_base_currency_is_one() {
    let currency = |code: &str, rate: &str, archived| Currency {
        workspace_id: Id::of(Uuid::nil()),
        id: Id::of(Uuid::nil()),
        code: code.into(),
        rate: rate.parse().unwrap_or_default(),
        archived,
        version: 1,
        created_at: DateTime::UNIX_EPOCH,
        created_by: None,
        updated_at: DateTime::UNIX_EPOCH,
        updated_by: None,
    };
    for (code, rate, archived, refused) in [
        ("USD", "0.92", true, vec![]),
        ("EUR", "1.000", false, vec![]),
        ("usd", "1", false, vec!["code"]),
        ("USD", "0", false, vec!["rate"]),
        ("USD", "-1", false, vec!["rate"]),
        ("USD", "0.123456789", false, vec!["rate"]),
        ("EUR", "2", true, vec!["rate", "archived"]),
    ] {
        let found: Vec<String> = codes(check_currency(&currency(code, rate, archived), "EUR"))
            .into_iter()
            .map(|(_, field)| field)
            .collect();
        assert_eq!(found, refused, "{code} {rate}");
    }
}
