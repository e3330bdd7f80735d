//! What an API key must be.

use crate::app::checks::Checks;
use crate::app::error::{RefusalCode, Result};
use crate::integrations::model::ApiKey;

/// Checks every field of a new key.
pub fn check_key(key: &ApiKey) -> Result<()> {
    let mut checks = Checks::default();
    checks.required_text("name", &key.name, 100);
    let ahead = key.expires_at.is_none_or(|at| at > key.created_at);
    checks.that(ahead, RefusalCode::Invalid, "expiresAt", "Give an instant in the future, or none.");
    checks.done()
}
