//! What a workspace, a person, a team and a password must be.

use crate::app::checks::Checks;
use crate::app::error::{Refusal, RefusalCode, Result};
use crate::team::model::{Team, User, Workspace};
use uuid::Uuid;

/// Languages the client and the documents speak.
pub const LOCALES: [&str; 5] = ["en", "cs", "de", "ru", "pl"];

/// Passwords that every attacker tries first, of those long enough to be allowed; small letters, one a line.
const COMMON_PASSWORDS: &str = include_str!("common_passwords.txt");

/// Colours that tell people apart, by their CSS names; each stands out on light and dark ground.
const COLORS: [&str; 10] = [
    "steelblue",
    "seagreen",
    "darkorange",
    "mediumpurple",
    "crimson",
    "teal",
    "goldenrod",
    "orchid",
    "tomato",
    "royalblue",
];

/// Why a team cannot be put below one of its own.
pub const CYCLE: &str = "A team cannot be part of itself or of a team below it.";

/// Checks every field of a workspace.
pub fn check_workspace(workspace: &Workspace) -> Result<()> {
    let mut checks = Checks::default();
    checks.required_text("name", &workspace.name, 100);
    let slug = is_slug(&workspace.slug);
    checks.that(
        slug,
        RefusalCode::Invalid,
        "slug",
        "Use small letters, digits and hyphens, 1 to 50 of them.",
    );
    checks.currency("baseCurrency", &workspace.base_currency);
    check_place(&mut checks, &workspace.locale, &workspace.time_zone);
    checks.int("defaultDaysToClose", Some(workspace.default_days_to_close), 0..=3_650);
    checks.int("historyGraceMinutes", Some(workspace.history_grace_minutes), 0..=10_080);
    checks.done()
}

/// Checks every field of a person.
pub fn check_user(user: &User) -> Result<()> {
    let mut checks = Checks::default();
    checks.required_text("name", &user.name, 100);
    checks.email("email", &user.email);
    check_place(&mut checks, &user.locale, &user.time_zone);
    checks.done()
}

fn check_place(checks: &mut Checks, locale: &str, time_zone: &str) {
    let known = LOCALES.contains(&locale);
    checks.that(known, RefusalCode::Invalid, "locale", "Choose one of en, cs, de, ru, pl.");
    let known = time_zone.parse::<chrono_tz::Tz>().is_ok();
    checks.that(known, RefusalCode::Invalid, "timeZone", "Give an IANA time zone, such as Europe/Prague.");
}

/// Checks every field of a team.
pub fn check_team(team: &Team) -> Result<()> {
    let mut checks = Checks::default();
    checks.required_text("name", &team.name, 100);
    checks.that(team.parent_id != Some(team.id), RefusalCode::Cycle, "parentId", CYCLE);
    checks.done()
}

/// Checks a new password, of the person with this address: long enough, and nothing an attacker tries first.
pub fn check_password(field: &str, password: &str, email: &str) -> Result<()> {
    let mut checks = Checks::default();
    let length = password.chars().count();
    checks.that(length >= 8, RefusalCode::TooShort, field, "Use at least 8 characters.");
    checks.that(length <= 128, RefusalCode::TooLong, field, "Use at most 128 characters.");
    let known = is_common(password) || password.eq_ignore_ascii_case(email.trim());
    checks.that(
        !known,
        RefusalCode::Invalid,
        field,
        "This is among the first passwords an attacker tries; choose another.",
    );
    checks.done()
}

fn is_common(password: &str) -> bool {
    let small = password.to_lowercase();
    let mut letters = small.chars();
    let first = letters.next();
    letters.all(|letter| Some(letter) == first) || COMMON_PASSWORDS.lines().any(|common| common == small)
}

/// An address as it is kept and compared.
pub fn email(typed: &str) -> String {
    typed.trim().to_lowercase()
}

fn is_slug(text: &str) -> bool {
    let good =
        text.bytes().all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == b'-');
    good && (1..=50).contains(&text.len()) && !text.starts_with('-') && !text.ends_with('-')
}

/// The slug of a workspace of this name.
pub fn slug(name: &str) -> String {
    let letter =
        |letter: char| if letter.is_ascii_alphanumeric() { letter.to_ascii_lowercase() } else { ' ' };
    let words: String = name.chars().map(letter).collect();
    let slug = words.split_whitespace().collect::<Vec<_>>().join("-");
    let slug = slug.get(..50).unwrap_or(&slug).trim_end_matches('-');
    if slug.is_empty() { "workspace".to_owned() } else { slug.to_owned() }
}

/// The colour that marks a person: always the same for the same id.
pub fn color(id: Uuid) -> String {
    let sum: usize = id.as_bytes().iter().map(|byte| usize::from(*byte)).sum();
    COLORS[sum % COLORS.len()].to_owned()
}

/// The refusal of taking the last active admin away.
pub fn last_admin(field: &str) -> Refusal {
    let message = "This is the workspace's last active admin; make somebody else an admin first.";
    Refusal::at(RefusalCode::LastAdmin, field, message)
}

/// Why a team cannot be removed; none when it can.
pub fn still_used(people: i64, teams: i64) -> Option<Refusal> {
    let what = match (people, teams) {
        (0, 0) => return None,
        (0, teams) => format!("{teams} teams are part of it"),
        (people, 0) => format!("{people} people belong to it"),
        (people, teams) => format!("{people} people belong to it and {teams} teams are part of it"),
    };
    Some(Refusal::at(
        RefusalCode::InUse,
        "id",
        format!("This team is still in use: {what}. Move them first."),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::error::Error;

    fn codes(result: Result<()>) -> Vec<RefusalCode> {
        match result {
            Err(Error::Refused(refusals)) => refusals.into_iter().map(|refusal| refusal.code).collect(),
            _ => Vec::new(),
        }
    }

    #[test]
    fn a_password_is_long_enough_and_not_what_everybody_tries() {
        let cases = [
            ("correct horse battery", vec![]),
            ("čtyřikotě", vec![]),
            ("seven77", vec![RefusalCode::TooShort]),
            ("Password1", vec![RefusalCode::Invalid]),
            ("zzzzzzzzzzzz", vec![RefusalCode::Invalid]),
            ("Anna@Firma.cz", vec![RefusalCode::Invalid]),
        ];
        for (password, expected) in cases {
            assert_eq!(codes(check_password("password", password, "anna@firma.cz")), expected, "{password}");
        }
        let long = "ab".repeat(65);
        assert_eq!(codes(check_password("password", &long, "a@b.cz")), [RefusalCode::TooLong]);
    }

    #[test]
    fn the_common_passwords_are_kept_as_they_are_compared() {
        for common in COMMON_PASSWORDS.lines() {
            assert!(common.len() >= 8 && common == common.to_lowercase(), "{common}");
        }
        assert!(COMMON_PASSWORDS.lines().count() >= 200);
    }

    #[test]
    fn a_slug_is_made_from_any_name() {
        let cases = [
            ("Škoda & Sons, a.s.", "koda-sons-a-s"),
            ("ACME", "acme"),
            ("株式会社", "workspace"),
            ("a  b", "a-b"),
        ];
        for (name, expected) in cases {
            assert_eq!(slug(name), expected);
            assert!(is_slug(&slug(name)));
        }
        assert!(is_slug(&slug(&"long name ".repeat(20))));
        for bad in ["", "-a", "a-", "A", "a b", &"a".repeat(51)] {
            assert!(!is_slug(bad), "{bad}");
        }
    }

    #[test]
    fn a_team_in_use_says_what_uses_it() {
        assert_eq!(still_used(0, 0), None);
        for (people, teams, part) in
            [(2, 0, "2 people"), (0, 1, "1 teams"), (3, 1, "3 people belong to it and 1")]
        {
            let message = still_used(people, teams).map(|refusal| refusal.message.into_owned());
            assert!(message.as_ref().is_some_and(|text| text.contains(part)), "{message:?}");
        }
    }

    #[test]
    fn places_are_those_that_exist() {
        let places =
            [("en", "UTC", 0), ("cs", "Europe/Prague", 0), ("fr", "Europe/Paris", 1), ("de", "Mars/Base", 1)];
        for (locale, time_zone, refusals) in places {
            let mut checks = Checks::default();
            check_place(&mut checks, locale, time_zone);
            assert_eq!(codes(checks.done()).len(), refusals, "{locale} {time_zone}");
        }
    }
}
