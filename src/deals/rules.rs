//! What a deal must be, and what happens to it in a stage.

use crate::app::checks::{Checks, tidy};
use crate::app::error::{Refusal, RefusalCode, Result};
use crate::db::id::Id;
use crate::deals::input::GoNoGo;
use crate::deals::model::{Brief, Deal, DealStatus};
use crate::pipeline::model::{Stage, StageKind};
use chrono::{DateTime, Datelike as _, Duration, Months, NaiveDate, NaiveTime, TimeZone as _, Utc};
use rust_decimal::{Decimal, RoundingStrategy};

/// Checks every field of a deal.
pub fn check_deal(deal: &Deal) -> Result<()> {
    let mut checks = Checks::default();
    checks.required_text("name", &deal.name, 300);
    checks.money("amount", deal.amount);
    checks.money("budget", deal.budget);
    checks.currency("currency", &deal.currency);
    checks.text("nextStep", deal.next_step.as_deref(), 500);
    checks.done()
}

/// Checks a deal's long texts.
pub fn check_brief(brief: &Brief) -> Result<()> {
    let mut checks = Checks::default();
    checks.text("description", brief.description.as_deref(), 20_000);
    checks.text("customerNeeds", brief.customer_needs.as_deref(), 20_000);
    checks.text("proposedSolution", brief.proposed_solution.as_deref(), 20_000);
    checks.text("tactics", brief.tactics.as_deref(), 20_000);
    checks.text("winLossReport", brief.win_loss_report.as_deref(), 20_000);
    checks.text("reason", brief.inactive_reason.as_deref(), 1_000);
    checks.done()
}

/// Checks a probability typed on a deal: 1 to 99 while it is open; 0 and 100 belong to the final stages.
pub fn check_probability(status: DealStatus, probability: i32, stages: &[Stage]) -> Result<()> {
    if !(0..=100).contains(&probability) {
        return Err(
            Refusal::at(RefusalCode::Invalid, "probability", "Give a percentage from 1 to 99.").into()
        );
    }
    if matches!(status, DealStatus::Won | DealStatus::Lost) {
        let message = "A closed deal's probability is fixed; reopen it by moving it to an open stage.";
        return Err(Refusal::at(RefusalCode::FinalStage, "probability", message).into());
    }
    let kind = match probability {
        0 => StageKind::Lost,
        100 => StageKind::Won,
        _ => return Ok(()),
    };
    let names: Vec<&str> =
        stages.iter().filter(|stage| stage.kind == kind).map(|stage| stage.name.as_str()).collect();
    let message =
        format!("{probability} % belongs to a final stage; move the deal to {} instead.", names.join(" or "));
    Err(Refusal::at(RefusalCode::FinalStage, "probability", message).into())
}

/// Puts a deal into a stage: the stage's kind decides status, probability and closing.
///
/// # Errors
/// `LOSS_REASON_REQUIRED` for a lost stage without a reason.
pub fn enter_stage(deal: &mut Deal, stage: &Stage, now: DateTime<Utc>) -> Result<()> {
    deal.stage_id = stage.id;
    deal.pipeline_id = stage.pipeline_id;
    deal.stage_entered_at = now;
    deal.probability = stage.probability;
    deal.forecast_category_id = stage.forecast_category_id.or(deal.forecast_category_id);
    match stage.kind {
        StageKind::Open => {
            deal.status = DealStatus::Open;
            deal.closed_at = None;
            deal.loss_reason_id = None;
        }
        StageKind::Won => {
            deal.status = DealStatus::Won;
            deal.probability = 100;
            deal.closed_at = Some(now);
            deal.loss_reason_id = None;
        }
        StageKind::Lost => {
            deal.status = DealStatus::Lost;
            deal.probability = 0;
            deal.closed_at = Some(now);
            if deal.loss_reason_id.is_none() {
                let message = "Say why the deal was lost.";
                return Err(Refusal::at(RefusalCode::LossReasonRequired, "lossReasonId", message).into());
            }
        }
    }
    Ok(())
}

/// The month of an instant in a time zone: its first instant, and that of the next month. In UTC where the zone is not known.
pub fn month(time_zone: &str, at: DateTime<Utc>) -> (DateTime<Utc>, DateTime<Utc>) {
    let zone = time_zone.parse::<chrono_tz::Tz>().unwrap_or(chrono_tz::UTC);
    let day = at.with_timezone(&zone).date_naive();
    let first = day.with_day(1).unwrap_or(day);
    let next = first.checked_add_months(Months::new(1)).unwrap_or(first);
    let begins = |day: NaiveDate| {
        let midnight = day.and_time(NaiveTime::MIN);
        // A midnight that the clocks skip is taken as UTC has it.
        let local = zone.from_local_datetime(&midnight).earliest();
        local.map_or_else(|| midnight.and_utc(), |local| local.with_timezone(&Utc))
    };
    (begins(first), begins(next))
}

/// Refuses a decision about a deal that is not open, or in a stage that asks for none.
pub fn check_decision(deal: &Deal, stage: Option<&Stage>) -> Result<()> {
    if deal.status == DealStatus::Open && stage.is_some_and(|stage| stage.go_no_go) {
        return Ok(());
    }
    let message = "Only an open deal in a stage that asks for it is decided like this; move it instead.";
    Err(Refusal::at(RefusalCode::Invalid, "dealId", message).into())
}

/// Where a decision leads: to the stage named, or to the next open one, or the first lost one.
///
/// # Errors
/// Refused when the stage named does not go with the decision, or when there is none to go on to.
pub fn decided_stage(
    decision: GoNoGo,
    named: Option<Id<Stage>>,
    (from, stages): (Option<&Stage>, &[Stage]),
) -> Result<Id<Stage>> {
    let kind = match decision {
        GoNoGo::Go => StageKind::Open,
        GoNoGo::NoGo => StageKind::Lost,
    };
    let here = from.map_or(-1, |stage| stage.position);
    let ahead = |stage: &&Stage| decision == GoNoGo::NoGo || stage.position > here;
    let mut fitting = stages.iter().filter(|stage| stage.kind == kind);
    let found = match named {
        Some(id) => fitting.find(|stage| stage.id == id && from.is_none_or(|from| from.id != id)),
        None => fitting.find(ahead),
    };
    let message = match (decision, named) {
        (GoNoGo::Go, None) => "No open stage comes after this one: say where the deal goes.",
        (GoNoGo::Go, Some(_)) => "Going on leads to another open stage of the deal's pipeline; choose one.",
        (GoNoGo::NoGo, _) => "Giving up leads to a lost stage of the deal's pipeline; choose one.",
    };
    let refusal = || Refusal::at(RefusalCode::Invalid, "stageId", message);
    Ok(found.map(|stage| stage.id).ok_or_else(refusal)?)
}

/// What speaks for a decision, when anything was said.
pub fn decision_reason(reason: Option<String>) -> Result<Option<String>> {
    let reason = tidy(reason);
    let mut checks = Checks::default();
    checks.text("reason", reason.as_deref(), 1_000);
    checks.done().map(|()| reason)
}

/// Prices a deal: its amount in the base currency at `rate`, to the cent, half away from zero.
pub fn price(deal: &mut Deal, rate: Decimal) {
    deal.rate = rate;
    deal.amount = deal.amount.map(cents);
    deal.amount_base = deal.amount.map(|amount| cents(amount.saturating_mul(rate)));
}

/// Amount × probability, to the cent, half away from zero.
pub fn weighted(amount: Option<Decimal>, probability: i32) -> Option<Decimal> {
    amount.map(|amount| cents(amount.saturating_mul(Decimal::from(probability)) / Decimal::ONE_HUNDRED))
}

fn cents(amount: Decimal) -> Decimal {
    let mut rounded = amount.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero);
    rounded.rescale(2);
    rounded
}

/// Whether an open deal has been left alone for longer than its stage allows, counted from its entry or its last activity,
/// whichever is later.
pub fn is_rotting(deal: &Deal, stage: &Stage, now: DateTime<Utc>) -> bool {
    let Some(days) = stage.rotting_days.filter(|_| deal.status == DealStatus::Open) else { return false };
    let since = deal.last_activity_at.map_or(deal.stage_entered_at, |at| at.max(deal.stage_entered_at));
    now - since > Duration::days(i64::from(days))
}

#[cfg(test)]
mod tests {
    use super::{month, weighted};
    use chrono::{DateTime, Utc};
    use rust_decimal::Decimal;

    #[test]
    fn weights_are_exact_and_round_half_away_from_zero() {
        for (amount, probability, expected) in
            [("100", 50, "50.00"), ("0.05", 50, "0.03"), ("1234.56", 33, "407.40"), ("0.01", 49, "0.00")]
        {
            let amount: Decimal = amount.parse().unwrap_or_default();
            assert_eq!(weighted(Some(amount), probability).map(|n| n.to_string()), Some(expected.to_owned()));
        }
        assert_eq!(weighted(None, 50), None);
    }

    #[test]
    fn a_month_is_that_of_the_time_zone() {
        for (zone, at, from, to) in [
            ("UTC", "2026-03-31T23:59:59Z", "2026-03-01T00:00:00Z", "2026-04-01T00:00:00Z"),
            ("Europe/Prague", "2026-03-31T21:59:59Z", "2026-02-28T23:00:00Z", "2026-03-31T22:00:00Z"),
            ("Europe/Prague", "2026-03-31T22:00:00Z", "2026-03-31T22:00:00Z", "2026-04-30T22:00:00Z"),
            ("America/New_York", "2026-01-01T04:59:59Z", "2025-12-01T05:00:00Z", "2026-01-01T05:00:00Z"),
            ("nowhere", "2025-12-31T12:00:00Z", "2025-12-01T00:00:00Z", "2026-01-01T00:00:00Z"),
        ] {
            let instant = |text: &str| text.parse::<DateTime<Utc>>().unwrap_or_default();
            assert_eq!(month(zone, instant(at)), (instant(from), instant(to)), "{zone} {at}");
        }
    }
}
