//! What a stakeholder must be, and what a deal's stakeholders come to.

use crate::app::checks::Checks;
use crate::app::error::{Refusal, RefusalCode, Result};
use crate::deals::stakeholders::model::{InfluenceLink, Stakeholder, StakeholderSide};
use rust_decimal::{Decimal, RoundingStrategy};

/// Key of the role of those who decide.
pub const DECISION_MAKER: &str = "decision_maker";

/// Keys of the roles a decision at a company rarely does without: the buying centre of Webster and Wind (“A general model for
/// understanding organizational buying behavior”, Journal of Marketing 36, 1972), with the champion that selling to one needs.
/// A role that was archived is not missed.
pub const EXPECTED_ROLES: [&str; 5] =
    [DECISION_MAKER, "economic_buyer", "champion", "technical_evaluator", "end_user"];

/// The most stakeholders a deal can have: more would make neither a list nor a picture.
pub const MOST: usize = 100;

/// The most influences that can be drawn on a deal.
pub const MOST_LINKS: usize = 300;

/// Checks every field of a stakeholder.
pub fn check_stakeholder(stakeholder: &Stakeholder) -> Result<()> {
    let mut checks = Checks::default();
    checks.int("influence", Some(stakeholder.influence), 1..=5);
    checks.int("loyalty", Some(stakeholder.loyalty), -2..=2);
    checks.text("motivators", stakeholder.motivators.as_deref(), 2_000);
    checks.text("notes", stakeholder.notes.as_deref(), 5_000);
    checks.done()
}

/// Checks an influence.
pub fn check_link(link: &InfluenceLink) -> Result<()> {
    let mut checks = Checks::default();
    checks.int("strength", Some(link.strength), 1..=3);
    let message = "Nobody listens to themselves: choose another stakeholder.";
    checks.that(link.from_id != link.to_id, RefusalCode::Invalid, "toId", message);
    checks.done()
}

/// Whether nothing but who they are is known of a stakeholder: nothing would be lost with them.
pub fn is_bare(stakeholder: &Stakeholder) -> bool {
    stakeholder.role_id.is_none()
        && stakeholder.side == StakeholderSide::Customer
        && (stakeholder.influence, stakeholder.loyalty) == (3, 0)
        && stakeholder.motivators.is_none()
        && stakeholder.notes.is_none()
        && stakeholder.last_met_on.is_none()
}

/// Why a deal's primary contact cannot just be cleared.
pub fn primary_stays() -> Refusal {
    let message = "While a deal has stakeholders, one is its primary contact: make another one primary, or take this one off the stakeholders.";
    Refusal::at(RefusalCode::InUse, "primaryContactId", message)
}

/// Loyalty weighted by influence, to two decimals, half away from zero; none without stakeholders.
pub fn weighted_loyalty(ratings: &[(i32, i32)]) -> Option<Decimal> {
    let influence: i32 = ratings.iter().map(|(influence, _)| influence).sum();
    let weighted: i32 = ratings.iter().map(|(influence, loyalty)| influence * loyalty).sum();
    let mean = Decimal::from(weighted).checked_div(Decimal::from(influence))?;
    Some(mean.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero))
}

#[cfg(test)]
mod tests {
    use super::weighted_loyalty;

    #[test]
    fn loyalty_counts_as_much_as_the_word_of_who_has_it() {
        for (ratings, expected) in [
            (&[][..], None),
            (&[(3, 0)], Some("0")),
            (&[(5, 2), (1, -2)], Some("1.33")),
            (&[(1, 2), (5, -2)], Some("-1.33")),
            (&[(4, 1), (4, 0)], Some("0.50")),
        ] {
            let found = weighted_loyalty(ratings).map(|mean| mean.normalize().to_string());
            let expected = expected.map(|text: &str| text.trim_end_matches('0').to_owned());
            let expected = expected.map(|text| if text.is_empty() { "0".to_owned() } else { text });
            assert_eq!(found, expected, "{ratings:?}");
        }
    }
}
