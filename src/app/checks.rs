//! Checking what people type, once for every form, import and integration: all refusals of an input at once.

use crate::app::error::{Error, Refusal, RefusalCode, Result};
use rust_decimal::Decimal;
use std::borrow::Cow;

/// Gathers the refusals of one input.
#[derive(Debug, Default)]
pub struct Checks {
    refusals: Vec<Refusal>,
}

impl Checks {
    /// Refuses `field` unless `holds`.
    pub fn that(
        &mut self,
        holds: bool,
        code: RefusalCode,
        field: &str,
        message: impl Into<Cow<'static, str>>,
    ) {
        if !holds {
            self.refusals.push(Refusal::at(code, field, message));
        }
    }

    /// A text that must be there, at most `most` characters.
    pub fn required_text(&mut self, field: &str, text: &str, most: usize) {
        self.that(!text.trim().is_empty(), RefusalCode::Required, field, "This cannot be empty.");
        self.text(field, Some(text), most);
    }

    /// A text of at most `most` characters, without control characters.
    pub fn text(&mut self, field: &str, text: Option<&str>, most: usize) {
        let Some(text) = text else { return };
        let long = text.chars().count() > most;
        self.that(!long, RefusalCode::TooLong, field, format!("At most {most} characters fit here."));
        let control = text.chars().any(|letter| letter.is_control() && !matches!(letter, '\t' | '\n' | '\r'));
        self.that(!control, RefusalCode::Invalid, field, "Control characters cannot be stored; remove them.");
    }

    /// An amount of money: not negative, at most 2 decimals, below 10^16.
    pub fn money(&mut self, field: &str, amount: Option<Decimal>) {
        let Some(amount) = amount else { return };
        self.that(
            !amount.is_sign_negative() || amount.is_zero(),
            RefusalCode::Invalid,
            field,
            "This cannot be negative.",
        );
        self.that(
            amount.normalize().scale() <= 2,
            RefusalCode::Invalid,
            field,
            "At most two decimals fit here.",
        );
        self.that(
            amount < Decimal::from(10_000_000_000_000_000_i64),
            RefusalCode::Invalid,
            field,
            "This is more than fits here.",
        );
    }

    /// A whole number within `range`.
    pub fn int(&mut self, field: &str, number: Option<i32>, range: std::ops::RangeInclusive<i32>) {
        let Some(number) = number else { return };
        let message = format!("Give a number from {} to {}.", range.start(), range.end());
        self.that(range.contains(&number), RefusalCode::Invalid, field, message);
    }

    /// An ISO 4217 code.
    pub fn currency(&mut self, field: &str, code: &str) {
        let good = code.len() == 3 && code.bytes().all(|letter| letter.is_ascii_uppercase());
        self.that(
            good,
            RefusalCode::Invalid,
            field,
            "Give a currency as three capital letters, such as EUR.",
        );
    }

    /// An e-mail address: something, one @, a domain with a dot or localhost.
    pub fn email(&mut self, field: &str, address: &str) {
        let good = address.split_once('@').is_some_and(|(local, domain)| {
            !local.is_empty()
                && !domain.is_empty()
                && !domain.contains('@')
                && !address.contains(char::is_whitespace)
                && (domain.contains('.') || domain == "localhost")
        });
        self.that(good, RefusalCode::Invalid, field, "This is not an e-mail address.");
        self.text(field, Some(address), 254);
    }

    /// Nothing, or all refusals.
    pub fn done(self) -> Result<()> {
        if self.refusals.is_empty() { Ok(()) } else { Err(Error::Refused(self.refusals)) }
    }
}

/// What both checks refuse, at once. A fault of either is the answer.
pub fn both(one: Result<()>, other: Result<()>) -> Result<()> {
    match (one, other) {
        (Err(Error::Refused(mut refusals)), Err(Error::Refused(more))) => {
            refusals.extend(more);
            Err(Error::Refused(refusals))
        }
        (Err(Error::Refused(_)), Err(fault)) => Err(fault),
        (one, other) => one.and(other),
    }
}

/// Empty texts are no texts; spaces around them are not meant.
pub fn tidy(text: Option<String>) -> Option<String> {
    text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
}
