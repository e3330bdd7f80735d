//! What a competitor on a deal must be, and what becomes of it when the deal is closed or reopened.

use crate::app::checks::Checks;
use crate::app::error::{RefusalCode, Result};
use crate::deals::competitors::model::{CompetitorOutcome, DealCompetitor};
use crate::deals::model::DealStatus;

/// The most competitors a deal can have.
pub const MOST: usize = 50;

/// Checks every field of a competitor on a deal that stands so.
pub fn check_rival(rival: &DealCompetitor, status: DealStatus) -> Result<()> {
    let mut checks = Checks::default();
    checks.text("strengths", rival.strengths.as_deref(), 5_000);
    checks.text("weaknesses", rival.weaknesses.as_deref(), 5_000);
    checks.text("tactic", rival.tactic.as_deref(), 5_000);
    let lost = rival.outcome != CompetitorOutcome::LostTo || status == DealStatus::Lost;
    let message = "The deal is not lost, so nobody has got it: move it to a lost stage first.";
    checks.that(lost, RefusalCode::Invalid, "outcome", message);
    checks.done()
}

/// The outcome after the deal's status changed, and whether winning it is what says so.
pub fn after((outcome, settled): (CompetitorOutcome, bool), status: DealStatus) -> (CompetitorOutcome, bool) {
    match (outcome, status) {
        (CompetitorOutcome::Open, DealStatus::Won) => (CompetitorOutcome::Beaten, true),
        (CompetitorOutcome::Beaten, DealStatus::Won) => (outcome, settled),
        (CompetitorOutcome::Beaten, _) if settled => (CompetitorOutcome::Open, false),
        (CompetitorOutcome::LostTo, DealStatus::Won) => (CompetitorOutcome::Beaten, true),
        (CompetitorOutcome::LostTo, DealStatus::Open) => (CompetitorOutcome::Open, false),
        _ => (outcome, false),
    }
}

#[cfg(test)]
mod tests {
    use super::after;
    use crate::deals::competitors::model::CompetitorOutcome::{Beaten, LostTo, Open, Withdrew};
    use crate::deals::model::DealStatus;

    #[test]
    fn outcomes_follow_the_deal_and_what_people_said_stays() {
        for (before, status, expected) in [
            ((Open, false), DealStatus::Won, (Beaten, true)),
            ((Open, false), DealStatus::Lost, (Open, false)),
            ((Beaten, true), DealStatus::Open, (Open, false)),
            ((Beaten, true), DealStatus::Lost, (Open, false)),
            ((Beaten, true), DealStatus::Won, (Beaten, true)),
            ((Beaten, false), DealStatus::Open, (Beaten, false)),
            ((Beaten, false), DealStatus::Won, (Beaten, false)),
            ((Withdrew, false), DealStatus::Won, (Withdrew, false)),
            ((Withdrew, false), DealStatus::Open, (Withdrew, false)),
            ((LostTo, false), DealStatus::Open, (Open, false)),
            ((LostTo, false), DealStatus::Won, (Beaten, true)),
            ((LostTo, false), DealStatus::Lost, (LostTo, false)),
            ((Open, false), DealStatus::Inactive, (Open, false)),
        ] {
            assert_eq!(after(before, status), expected, "{before:?} {status:?}");
        }
    }
}
