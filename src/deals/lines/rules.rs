//! What a line must be, what it comes to, and where it stands.

use crate::app::checks::Checks;
use crate::app::error::{Refusal, RefusalCode, Result};
use crate::catalogue::products::rules::{money, percent, unit_price};
use crate::deals::lines::model::DealLine;
use rust_decimal::Decimal;

/// The most lines a deal can have.
pub const MOST: usize = 200;

/// How far apart lines are put, so that others fit in between.
const STEP: i32 = 1 << 10;

/// Checks every field of a line, and works out what it comes to.
pub fn check_line(line: &mut DealLine) -> Result<()> {
    let mut checks = Checks::default();
    checks.required_text("description", &line.description, 500);
    let above = line.quantity > Decimal::ZERO;
    checks.that(above, RefusalCode::Invalid, "quantity", "Give a number above 0.");
    let short = line.quantity.normalize().scale() <= 4;
    checks.that(short, RefusalCode::Invalid, "quantity", "At most four decimals fit here.");
    let fits = line.quantity < Decimal::from(1_000_000_000);
    checks.that(fits, RefusalCode::Invalid, "quantity", "This is more than fits here.");
    unit_price(&mut checks, "unitPrice", line.unit_price);
    percent(&mut checks, "discountPercent", line.discount_percent);
    percent(&mut checks, "taxPercent", line.tax_percent);
    checks.done()?;
    line.quantity = line.quantity.normalize();
    line.unit_price = money(line.unit_price);
    line.discount_percent = line.discount_percent.normalize();
    line.tax_percent = line.tax_percent.normalize();
    let kept = Decimal::ONE_HUNDRED - line.discount_percent;
    let total = share(&[line.quantity, line.unit_price, kept]);
    line.total =
        total.filter(|total| *total < Decimal::from(10_000_000_000_000_000_i64)).ok_or_else(|| {
            Refusal::at(RefusalCode::Invalid, "unitPrice", "The line comes to more than fits here.")
        })?;
    line.tax = share(&[line.total, line.tax_percent]).unwrap_or_default();
    Ok(())
}

/// A product of numbers the last of which is a percentage, to the cent, half away from zero. Whole numbers all the way: the
/// digits of a decimal might not do, and rounding twice is rounding wrong.
fn share(factors: &[Decimal]) -> Option<Decimal> {
    let mantissa = factors
        .iter()
        .try_fold(1_i128, |product, factor| product.checked_mul(factor.normalize().mantissa()))?;
    // Cents of percents: the two hundreds cancel out.
    let scale: u32 = factors.iter().map(|factor| factor.normalize().scale()).sum();
    let unit = 10_i128.checked_pow(scale)?;
    let cents = (mantissa.checked_add(unit / 2)?).div_euclid(unit);
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

/// Why an amount cannot be typed.
pub fn amount_follows() -> Refusal {
    let message = "The amount follows the lines: change them, or take them off to type an amount.";
    Refusal::at(RefusalCode::Invalid, "amount", message)
}

#[cfg(test)]
mod tests {
    use super::{between, nth, share};
    use rust_decimal::Decimal;

    fn decimal(text: &str) -> Decimal {
        text.parse().unwrap_or_default()
    }

    #[test]
    fn totals_are_exact_and_round_half_away_from_zero() {
        for (quantity, price, discount, tax, total, taxed) in [
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
            let kept = Decimal::ONE_HUNDRED - decimal(discount);
            let found = share(&[decimal(quantity), decimal(price), kept]).unwrap_or_default();
            assert_eq!(found.to_string(), total, "{quantity} × {price} - {discount} %");
            let found = share(&[found, decimal(tax)]).unwrap_or_default();
            assert_eq!(found.to_string(), taxed, "{tax} % of {total}");
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
