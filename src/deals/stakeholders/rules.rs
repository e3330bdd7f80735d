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

/// One stakeholder for two that turned out to be the same person: what was said of the one that stays, and where nothing was said,
/// what was said of the other.
pub fn joined(stays: &Stakeholder, other: &Stakeholder) -> Stakeholder {
    let rated = if is_bare(stays) { other } else { stays };
    Stakeholder {
        side: rated.side,
        influence: rated.influence,
        loyalty: rated.loyalty,
        role_id: stays.role_id.or(other.role_id),
        motivators: stays.motivators.clone().or_else(|| other.motivators.clone()),
        notes: stays.notes.clone().or_else(|| other.notes.clone()),
        last_met_on: stays.last_met_on.max(other.last_met_on),
        ..stays.clone()
    }
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
    use super::*;
    use crate::db::id::Id;

    fn stakeholder(influence: i32, loyalty: i32, notes: Option<&str>) -> Stakeholder {
        Stakeholder {
            workspace_id: Id::new(),
            id: Id::new(),
            deal_id: Id::new(),
            contact_id: Id::new(),
            role_id: None,
            side: StakeholderSide::Customer,
            influence,
            loyalty,
            motivators: None,
            notes: notes.map(str::to_owned),
            last_met_on: None,
            version: 1,
            created_at: Default::default(),
            created_by: None,
            updated_at: Default::default(),
            updated_by: None,
        }
    }

    #[test]
    fn of_two_rows_of_one_person_nothing_that_was_said_is_lost() {
        let met = |day: u32| chrono::NaiveDate::from_ymd_opt(2026, 3, day);
        let bare = Stakeholder { last_met_on: None, ..stakeholder(3, 0, None) };
        let other = Stakeholder { last_met_on: met(4), ..stakeholder(5, -2, Some("Decides")) };
        let joined_up = joined(&bare, &other);
        assert_eq!((joined_up.id, joined_up.influence, joined_up.loyalty), (bare.id, 5, -2));
        assert_eq!((joined_up.notes.as_deref(), joined_up.last_met_on), (Some("Decides"), met(4)));
        let known = Stakeholder { last_met_on: met(7), ..stakeholder(2, 1, Some("Signs")) };
        let joined_up = joined(&known, &other);
        assert_eq!((joined_up.influence, joined_up.loyalty), (2, 1), "what is said of who stays counts");
        assert_eq!((joined_up.notes.as_deref(), joined_up.last_met_on), (Some("Signs"), met(7)));
    }

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
