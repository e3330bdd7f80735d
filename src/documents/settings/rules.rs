//! What the settings of proposals must be.

use crate::app::checks::Checks;
use crate::app::error::{Refusal, RefusalCode, Result};
use crate::documents::pdf::{self, Colour};
use crate::documents::settings::model::ProposalSettings;
use sha2::{Digest as _, Sha256};

/// The most bytes a logo has.
pub const LOGO_BYTES: usize = 512 << 10;

/// How many days a proposal is valid when nobody says so.
pub const VALID_DAYS: i32 = 30;

/// Checks every field.
pub fn check(settings: &ProposalSettings) -> Result<()> {
    let mut checks = Checks::default();
    for (field, text, most) in [
        ("company", &settings.company, 200),
        ("address", &settings.address, 500),
        ("taxNumber", &settings.tax_number, 50),
        ("registrationNumber", &settings.registration_number, 50),
        ("email", &settings.email, 200),
        ("phone", &settings.phone, 50),
        ("website", &settings.website, 200),
        ("intro", &settings.intro, 20_000),
        ("terms", &settings.terms, 20_000),
    ] {
        checks.text(field, text.as_deref(), most);
    }
    let address = settings.email.as_deref().is_none_or(|email| {
        email.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'))
            && !email.contains(char::is_whitespace)
    });
    checks.that(address, RefusalCode::Invalid, "email", "Write an address such as sales@example.com.");
    let known = settings.accent_color.as_deref().is_none_or(|text| colour(text).is_some());
    checks.that(known, RefusalCode::Invalid, "accentColor", "Write a colour as #rrggbb, such as #1f6feb.");
    let days = (1..=730).contains(&settings.valid_days);
    checks.that(days, RefusalCode::Invalid, "validDays", "Choose 1 to 730 days.");
    checks.done()
}

/// `#rrggbb`.
pub fn colour(text: &str) -> Option<Colour> {
    let digits = text.strip_prefix('#')?;
    if digits.len() != 6 || !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        return None;
    }
    let part = |from: usize| u8::from_str_radix(digits.get(from..from + 2)?, 16).ok();
    Some(Colour { red: part(0)?, green: part(2)?, blue: part(4)? })
}

/// Refuses what cannot be typeset, or is too large.
pub fn check_logo(content: &[u8]) -> Result<()> {
    if content.len() > LOGO_BYTES {
        return Err(too_long().into());
    }
    pdf::check_logo(content)
        .map_err(|error| Refusal::at(RefusalCode::Invalid, "file", error.to_string()).into())
}

/// That a logo is too large.
pub fn too_long() -> Refusal {
    let told = format!("A logo has at most {} KiB: make it smaller first.", LOGO_BYTES >> 10);
    Refusal::at(RefusalCode::TooLong, "file", told)
}

/// What tells one logo from another.
pub fn hash(content: &[u8]) -> String {
    Sha256::digest(content).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_colour_is_six_digits_and_nothing_else() {
        assert_eq!(colour("#1F6feb"), Some(Colour { red: 0x1f, green: 0x6f, blue: 0xeb }));
        for wrong in ["", "#", "1f6feb", "#1f6fe", "#1f6febb", "#+f6feb", "#ééé", "red"] {
            assert_eq!(colour(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn what_is_no_image_is_no_logo() {
        assert!(check_logo(b"<svg/>").is_err());
        assert!(check_logo(&vec![0; LOGO_BYTES + 1]).is_err());
    }
}
