//! Numbers, amounts and dates as each language writes them. The separators and the months' names are the Unicode
//! consortium's (CLDR); where a currency's sign stands is ours.

use super::Error;
use super::document::Language;
use chrono::{Datelike, NaiveDate};
use icu_datetime::fieldsets::YMD;
use icu_datetime::input::Date;
use icu_datetime::{DateTimeFormatter, DateTimeFormatterPreferences};
use icu_decimal::input::Decimal as Digits;
use icu_decimal::{DecimalFormatter, DecimalFormatterPreferences};
use icu_locale_core::{Locale, locale};
use rust_decimal::Decimal;

/// ISO 4217 codes of currencies that know no hundredth part.
const WITHOUT_CENTS: [&str; 6] = ["CLP", "ISK", "JPY", "KRW", "PYG", "VND"];

/// How one language writes values.
pub struct Formats {
    language: Language,
    currency: String,
    numbers: DecimalFormatter,
    dates: DateTimeFormatter<YMD>,
}

impl Formats {
    /// For a proposal in `language` with amounts in `currency` (ISO 4217).
    pub fn new(language: Language, currency: &str) -> Result<Self, Error> {
        // Polish leaves 1234 ungrouped in running text. Under one another in a column all are grouped, as Czech does
        // with the same two separators.
        let grouping = if language == Language::Pl { Language::Cs } else { language };
        let numbers = DecimalFormatter::try_new(
            DecimalFormatterPreferences::from(locale(grouping)),
            Default::default(),
        );
        let dates =
            DateTimeFormatter::try_new(DateTimeFormatterPreferences::from(locale(language)), YMD::long());
        Ok(Self {
            language,
            currency: currency.to_owned(),
            numbers: numbers.map_err(|error| Error::Writing(error.to_string()))?,
            dates: dates.map_err(|error| Error::Writing(error.to_string()))?,
        })
    }

    /// A date with the month's name, which no reader takes for another day.
    pub fn date(&self, date: NaiveDate) -> String {
        let (month, day) = (date.month() as u8, date.day() as u8);
        match Date::try_new_gregorian(date.year(), month, day) {
            // Kept on one line.
            Ok(known) => self.dates.format(&known).to_string().replace(' ', "\u{a0}"),
            Err(_) => date.to_string(),
        }
    }

    /// A number without zeros at its end.
    pub fn number(&self, value: Decimal) -> String {
        self.grouped(value.normalize(), 0)
    }

    /// An amount without its currency, with cents where the currency has them, and more digits where the value has them.
    pub fn amount(&self, value: Decimal) -> String {
        let cents = if WITHOUT_CENTS.contains(&self.currency.as_str()) { 0 } else { 2 };
        self.grouped(value.normalize(), cents)
    }

    /// An amount with its currency: the sign where the language's readers know it, else the code.
    pub fn money(&self, value: Decimal) -> String {
        let sign = match (self.currency.as_str(), self.language) {
            ("EUR", _) => "€",
            ("USD", _) => "$",
            ("GBP", _) => "£",
            ("CZK", Language::Cs) => "Kč",
            ("PLN", Language::Pl) => "zł",
            ("RUB", Language::Ru) => "₽",
            (code, _) => code,
        };
        let amount = self.amount(value);
        match self.language {
            Language::En => {
                let gap = if sign.chars().all(char::is_alphabetic) { "\u{a0}" } else { "" };
                match amount.strip_prefix('-') {
                    Some(positive) => format!("-{sign}{gap}{positive}"),
                    None => format!("{sign}{gap}{amount}"),
                }
            }
            _ => format!("{amount}\u{a0}{sign}"),
        }
    }

    /// A share of a hundred.
    pub fn percent(&self, value: Decimal) -> String {
        match self.language {
            Language::En | Language::Pl => format!("{}%", self.number(value)),
            Language::Cs | Language::De | Language::Ru => format!("{}\u{a0}%", self.number(value)),
        }
    }

    /// `value` with at least `digits` after the separator.
    fn grouped(&self, value: Decimal, digits: i16) -> String {
        let plain = value.to_string();
        match plain.parse::<Digits>() {
            Ok(mut number) => {
                number.absolute.pad_end(-digits);
                self.numbers.format(&number).to_string()
            }
            Err(_) => plain,
        }
    }
}

/// English as Europe writes its dates; its numbers are the same everywhere.
fn locale(language: Language) -> Locale {
    match language {
        Language::En => locale!("en-GB"),
        Language::Cs => locale!("cs"),
        Language::De => locale!("de"),
        Language::Ru => locale!("ru"),
        Language::Pl => locale!("pl"),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)] // what is not there fails the test

    use super::*;

    #[test]
    fn every_language_writes_its_own_way() {
        let table = [
            (Language::En, "EUR", "€1,234,567.50", "0.5", "21%", "22 November 2026"),
            (Language::Cs, "CZK", "1 234 567,50 Kč", "0,5", "21 %", "22. listopadu 2026"),
            (Language::De, "CHF", "1.234.567,50 CHF", "0,5", "21 %", "22. November 2026"),
            (Language::Ru, "RUB", "1 234 567,50 ₽", "0,5", "21 %", "22 ноября 2026 г."),
            (Language::Pl, "PLN", "1 234 567,50 zł", "0,5", "21%", "22 listopada 2026"),
        ];
        for (language, currency, money, number, percent, date) in table {
            let formats = Formats::new(language, currency).unwrap();
            let plain = |text: String| text.replace(['\u{a0}', '\u{202f}'], " ");
            assert_eq!(plain(formats.money(Decimal::new(12_345_675, 1))), money);
            assert_eq!(formats.number(Decimal::new(500, 3)), number);
            assert_eq!(plain(formats.percent(Decimal::new(2100, 2))), percent);
            assert_eq!(plain(formats.date(NaiveDate::from_ymd_opt(2026, 11, 22).unwrap())), date);
        }
    }

    #[test]
    fn digits_that_count_are_never_cut() {
        let formats = Formats::new(Language::En, "EUR").unwrap();
        assert_eq!(formats.amount(Decimal::new(12_345, 4)), "1.2345");
        let polish = Formats::new(Language::Pl, "PLN").unwrap();
        assert_eq!(polish.amount(Decimal::new(123_450, 2)), "1\u{a0}234,50");
        assert_eq!(formats.money(Decimal::new(-500, 2)), "-€5.00");
        assert_eq!(formats.amount(Decimal::MAX), "79,228,162,514,264,337,593,543,950,335.00");
        let yen = Formats::new(Language::En, "JPY").unwrap();
        assert_eq!(yen.money(Decimal::new(120_000, 2)), "JPY\u{a0}1,200");
        assert!(yen.date(NaiveDate::MAX).contains("262142"));
    }
}
