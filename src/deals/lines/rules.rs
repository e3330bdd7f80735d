//! What a line must be, what it comes to, and where it stands.

use crate::app::checks::{Checks, tidy};
use crate::app::error::{Refusal, RefusalCode, Result};
use crate::catalogue::products::model::Product;
use crate::catalogue::products::rules::{money, percent, price, unit_price};
use crate::deals::lines::model::DealLine;
use rust_decimal::Decimal;

/// The most lines a deal can have.
pub const MOST: usize = 200;

/// How far apart lines are put, so that others fit in between.
const STEP: i32 = 1 << 10;

/// What a line says, whatever it is a line of.
#[derive(Debug, Clone)]
pub struct Terms {
    pub description: String,
    pub quantity: Decimal,
    pub unit_price: Decimal,
    pub discount_percent: Decimal,
    pub tax_percent: Decimal,
}

impl Terms {
    /// Checks what a line says, puts it as it is kept, and returns what it comes to. A discount that `stays` as it was may have more
    /// decimals than people type: it came with an accepted proposal.
    pub fn check(&mut self, stays: Option<Decimal>) -> Result<Decimal> {
        let mut checks = Checks::default();
        checks.required_text("description", &self.description, 500);
        let above = self.quantity > Decimal::ZERO;
        checks.that(above, RefusalCode::Invalid, "quantity", "Give a number above 0.");
        let short = self.quantity.normalize().scale() <= 4;
        checks.that(short, RefusalCode::Invalid, "quantity", "At most four decimals fit here.");
        let fits = self.quantity < Decimal::from(1_000_000_000);
        checks.that(fits, RefusalCode::Invalid, "quantity", "This is more than fits here.");
        unit_price(&mut checks, "unitPrice", self.unit_price);
        if stays != Some(self.discount_percent) {
            percent(&mut checks, "discountPercent", self.discount_percent);
        }
        percent(&mut checks, "taxPercent", self.tax_percent);
        checks.done()?;
        self.quantity = self.quantity.normalize();
        self.unit_price = money(self.unit_price);
        self.discount_percent = self.discount_percent.normalize();
        self.tax_percent = self.tax_percent.normalize();
        let total = worth(&[self.quantity, self.unit_price], &[kept(self.discount_percent)]);
        let total = total.filter(|total| *total < Decimal::from(10_000_000_000_000_000_i64));
        let message = "The line comes to more than fits here.";
        Ok(total.ok_or_else(|| Refusal::at(RefusalCode::Invalid, "unitPrice", message))?)
    }
}

/// What was said of a new line; what was left out comes from its product.
#[derive(Debug, Clone, Default)]
pub struct Given {
    pub description: Option<String>,
    pub quantity: Option<Decimal>,
    pub unit_price: Option<Decimal>,
    pub discount_percent: Option<Decimal>,
    pub tax_percent: Option<Decimal>,
}

impl Given {
    /// What the line says then.
    pub fn terms(self, product: Option<&Product>, currency: &str) -> Result<Terms> {
        let name = product.map(|product| product.name.clone());
        let description = tidy(self.description).or(name).ok_or_else(|| {
            let message = "Say what is sold: choose a product, or describe it.";
            Refusal::at(RefusalCode::Required, "description", message)
        })?;
        let listed = product.and_then(|product| price(product, currency));
        let unit_price = self.unit_price.or(listed).ok_or_else(|| {
            let message = match product {
                Some(product) => {
                    format!("“{}” has no price in {currency}: say what one costs.", product.name)
                }
                None => "Say what one costs.".to_owned(),
            };
            Refusal::at(RefusalCode::Required, "unitPrice", message)
        })?;
        let tax = product.map(|product| product.tax_percent);
        Ok(Terms {
            description,
            quantity: self.quantity.unwrap_or(Decimal::ONE),
            unit_price,
            discount_percent: self.discount_percent.unwrap_or(Decimal::ZERO),
            tax_percent: self.tax_percent.or(tax).unwrap_or(Decimal::ZERO),
        })
    }
}

/// Checks every field of a line, and works out what it comes to. A discount that `stays` as it was is not one that was typed.
pub fn check_line(line: &mut DealLine, stays: Option<Decimal>) -> Result<()> {
    let mut terms = Terms {
        description: line.description.clone(),
        quantity: line.quantity,
        unit_price: line.unit_price,
        discount_percent: line.discount_percent,
        tax_percent: line.tax_percent,
    };
    line.total = terms.check(stays)?;
    line.tax = tax(line.total, terms.tax_percent);
    line.quantity = terms.quantity;
    line.unit_price = terms.unit_price;
    line.discount_percent = terms.discount_percent;
    line.tax_percent = terms.tax_percent;
    Ok(())
}

/// What is left of a hundred after a discount.
pub fn kept(discount_percent: Decimal) -> Decimal {
    Decimal::ONE_HUNDRED - discount_percent
}

/// The tax on an amount.
pub fn tax(amount: Decimal, tax_percent: Decimal) -> Decimal {
    worth(&[amount], &[tax_percent]).unwrap_or_default()
}

/// A product of numbers and percentages, to the cent, rounded once, half away from zero; none when it is more than can be counted.
/// Whole numbers all the way: the digits of a decimal might not do, and rounding twice is rounding wrong.
pub fn worth(factors: &[Decimal], percents: &[Decimal]) -> Option<Decimal> {
    let factors = || factors.iter().chain(percents).map(Decimal::normalize);
    // A hundred for the cents, and one less for each percentage.
    let product = factors().try_fold(1_i128, |product, factor| product.checked_mul(factor.mantissa()))?;
    let hundreds = u32::try_from(percents.len()).ok()?;
    let scale = factors().map(|factor| factor.scale()).sum::<u32>() + 2 * hundreds;
    let (product, scale) = match scale.checked_sub(2) {
        Some(scale) => (product, scale),
        None => (product.checked_mul(10_i128.checked_pow(2 - scale)?)?, 0),
    };
    let unit = 10_i128.checked_pow(scale)?;
    let half = unit / 2;
    let cents = match product.is_negative() {
        false => product.checked_add(half)?.div_euclid(unit),
        true => -product.checked_neg()?.checked_add(half)?.div_euclid(unit),
    };
    Decimal::try_from_i128_with_scale(cents, 2).ok()
}

/// Where a new place lies between two lines, or beyond the last; none when there is no room, and all must be placed anew.
pub fn between(above: Option<i32>, below: Option<i32>) -> Option<i32> {
    let low = above.unwrap_or(0);
    match below {
        Some(high) => {
            let middle = low.checked_add(high)? / 2;
            (low < middle && middle < high).then_some(middle)
        }
        None => low.checked_add(STEP),
    }
}

/// The place of the n-th line when all are placed anew.
pub fn nth(index: usize) -> i32 {
    i32::try_from(index + 1).unwrap_or(i32::MAX).saturating_mul(STEP)
}

/// The amount of a deal with these lines. Each is rounded by itself, so that the sum is of what one reads on them.
pub fn amount(lines: &[DealLine]) -> Decimal {
    lines.iter().fold(Decimal::new(0, 2), |sum, line| sum + line.total)
}

/// Whether two lists of lines sell the same, line by line.
pub fn say_the_same(these: &[DealLine], those: &[DealLine]) -> bool {
    let said = |line: &DealLine| {
        let numbers = [line.quantity, line.unit_price, line.discount_percent, line.tax_percent];
        (line.product_id, line.description.clone(), numbers, line.total)
    };
    these.iter().map(said).eq(those.iter().map(said))
}

/// Why an amount cannot be typed.
pub fn amount_follows() -> Refusal {
    let message = "The amount follows the lines: change them, or take them off to type an amount.";
    Refusal::at(RefusalCode::Invalid, "amount", message)
}

#[cfg(test)]
mod tests {
    use super::{between, kept, nth, tax, worth};
    use rust_decimal::Decimal;

    fn decimal(text: &str) -> Decimal {
        text.parse().unwrap_or_default()
    }

    #[test]
    fn totals_are_exact_and_round_half_away_from_zero() {
        for (quantity, price, discount, rate, total, taxed) in [
            ("1", "100.00", "0", "21", "100.00", "21.00"),
            ("3", "33.35", "10", "19", "90.05", "17.11"), // 90.045 and 17.1095
            ("0.5", "0.01", "0", "0", "0.01", "0.00"),
            ("0.4999", "0.01", "0", "100", "0.00", "0.00"),
            ("1000", "0.0025", "0", "7.5", "2.50", "0.19"), // 0.1875
            ("7", "19.99", "33.33", "20", "93.29", "18.66"), // 93.291331
            ("1", "0.30", "50", "0", "0.15", "0.00"),
            ("1", "0.01", "50", "0", "0.01", "0.00"), // half a cent
            ("1", "10", "100", "21", "0.00", "0.00"),
            // More digits than a decimal holds: rounded once, not twice.
            ("999999999.9999", "9999999.9999", "0.01", "0", "9998999999899010.10", "0.00"),
        ] {
            let found = worth(&[decimal(quantity), decimal(price)], &[kept(decimal(discount))]);
            let found = found.unwrap_or_default();
            assert_eq!(found.to_string(), total, "{quantity} × {price} - {discount} %");
            assert_eq!(tax(found, decimal(rate)).to_string(), taxed, "{rate} % of {total}");
        }
    }

    #[test]
    fn several_percentages_are_rounded_once_and_none_is_no_percentage() {
        let some = |texts: &[&str]| texts.iter().map(|text| decimal(text)).collect::<Vec<Decimal>>();
        for (factors, percents, expected) in [
            (&["3", "33.35"][..], &["90", "95"][..], Some("85.54")), // 85.54275
            (&["1", "0.05"], &["50", "50"], Some("0.01")),           // 0.0125; by steps 0.03 and 0.02
            (&["2", "1.005"], &[], Some("2.01")),
            (&["7"], &[], Some("7.00")),
            (&["-0.05"], &["50"], Some("-0.03")),
            (&["999999999.9999", "999999999999.9999"], &["99.999999"], Some("999999989999899900001.00")),
            (&["79228162514264337593543950335", "79228162514264337593543950335"], &[], None),
        ] {
            let found = worth(&some(factors), &some(percents)).map(|found| found.to_string());
            assert_eq!(found.as_deref(), expected, "{factors:?} {percents:?}");
        }
    }

    #[test]
    fn a_place_lies_between_its_neighbours_as_long_as_there_is_room() {
        for (above, below, place) in [
            (None, None, Some(1024)),
            (Some(1024), None, Some(2048)),
            (None, Some(1024), Some(512)),
            (Some(1024), Some(2048), Some(1536)),
            (Some(7), Some(8), None),
            (None, Some(1), None),
            (Some(i32::MAX), None, None),
        ] {
            assert_eq!(between(above, below), place, "{above:?} {below:?}");
        }
        assert_eq!((nth(0), nth(199)), (1024, 204_800));
    }
}
