//! What a competitor must be.

use crate::app::checks::Checks;
use crate::app::error::Result;
use crate::catalogue::competitors::model::Competitor;

/// Checks every field of a competitor.
pub fn check_competitor(competitor: &Competitor) -> Result<()> {
    let mut checks = Checks::default();
    checks.required_text("name", &competitor.name, 200);
    checks.text("website", competitor.website.as_deref(), 200);
    checks.text("strengths", competitor.strengths.as_deref(), 5_000);
    checks.text("weaknesses", competitor.weaknesses.as_deref(), 5_000);
    checks.done()
}
