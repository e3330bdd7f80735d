//! What a product must be, and how prices and percentages are kept.

use crate::app::checks::Checks;
use crate::app::error::{RefusalCode, Result};
use crate::catalogue::products::model::{Product, ProductPrice};
use rust_decimal::Decimal;

/// The most prices a product can have: more currencies than a company sells in.
pub const MOST_PRICES: usize = 30;

/// Checks every field of a product.
pub fn check_product(product: &Product) -> Result<()> {
    let mut checks = Checks::default();
    checks.required_text("name", &product.name, 200);
    checks.text("code", product.code.as_deref(), 60);
    checks.text("series", product.series.as_deref(), 100);
    checks.text("description", product.description.as_deref(), 10_000);
    percent(&mut checks, "taxPercent", product.tax_percent);
    let prices = &product.prices.0;
    checks.that(
        prices.len() <= MOST_PRICES,
        RefusalCode::TooLong,
        "prices",
        "A product has at most 30 prices.",
    );
    let twice = prices.windows(2).any(|pair| matches!(pair, [one, next] if one.currency == next.currency));
    checks.that(!twice, RefusalCode::Taken, "prices", "Give one price a currency.");
    for price in prices {
        checks.currency("prices", &price.currency);
        unit_price(&mut checks, "prices", price.unit_price);
        if let Some(cost) = price.unit_cost {
            unit_price(&mut checks, "prices", cost);
        }
    }
    checks.done()
}

/// A percentage from 0 to 100 with at most two decimals.
pub fn percent(checks: &mut Checks, field: &str, percent: Decimal) {
    let within = percent >= Decimal::ZERO && percent <= Decimal::ONE_HUNDRED;
    checks.that(within, RefusalCode::Invalid, field, "Give a percentage from 0 to 100.");
    let short = percent.normalize().scale() <= 2;
    checks.that(short, RefusalCode::Invalid, field, "At most two decimals fit here.");
}

/// What one unit costs: not negative, at most four decimals, below 10^12.
pub fn unit_price(checks: &mut Checks, field: &str, price: Decimal) {
    checks.that(price >= Decimal::ZERO, RefusalCode::Invalid, field, "This cannot be negative.");
    checks.that(
        price.normalize().scale() <= 4,
        RefusalCode::Invalid,
        field,
        "At most four decimals fit here.",
    );
    let most = Decimal::from(1_000_000_000_000_i64);
    checks.that(price < most, RefusalCode::Invalid, field, "This is more than fits here.");
}

/// Prices as they are kept: by currency, with two decimals or as many more as they need.
pub fn kept(prices: impl IntoIterator<Item = ProductPrice>) -> Vec<ProductPrice> {
    let mut kept: Vec<ProductPrice> = prices
        .into_iter()
        .map(|price| ProductPrice {
            currency: price.currency.trim().to_owned(),
            unit_price: money(price.unit_price),
            unit_cost: price.unit_cost.map(money),
        })
        .collect();
    kept.sort_by(|one, other| one.currency.cmp(&other.currency));
    kept
}

/// An amount with two decimals, or as many more as it needs.
pub fn money(amount: Decimal) -> Decimal {
    let mut amount = amount.normalize();
    amount.rescale(amount.scale().max(2));
    amount
}

/// What one unit costs in a currency.
pub fn price(product: &Product, currency: &str) -> Option<Decimal> {
    listed(product, currency).map(|price| price.unit_price)
}

/// What one unit costs the company, in a currency.
pub fn cost(product: &Product, currency: &str) -> Option<Decimal> {
    listed(product, currency).and_then(|price| price.unit_cost)
}

fn listed<'a>(product: &'a Product, currency: &str) -> Option<&'a ProductPrice> {
    product.prices.0.iter().find(|price| price.currency == currency)
}

#[cfg(test)]
mod tests {
    use super::{kept, money};
    use crate::catalogue::products::model::ProductPrice;
    use rust_decimal::Decimal;

    fn decimal(text: &str) -> Decimal {
        text.parse().unwrap_or_default()
    }

    #[test]
    fn prices_show_cents_and_keep_what_is_finer() {
        for (given, shown) in
            [("5", "5.00"), ("5.1", "5.10"), ("0.0025", "0.0025"), ("7.500", "7.50"), ("0", "0.00")]
        {
            assert_eq!(money(decimal(given)).to_string(), shown, "{given}");
        }
    }

    #[test]
    fn prices_stand_by_currency() {
        let price = |currency: &str, unit_price, unit_cost| ProductPrice {
            currency: currency.to_owned(),
            unit_price: decimal(unit_price),
            unit_cost: Option::map(unit_cost, decimal),
        };
        let kept = kept([price("USD", "2", None), price(" EUR ", "1", Some("0.5"))]);
        let cost = kept.first().and_then(|price| price.unit_cost).map(|cost| cost.to_string());
        assert_eq!(cost.as_deref(), Some("0.50"));
        let kept: Vec<String> = kept.into_iter().map(|price| price.currency).collect();
        assert_eq!(kept, ["EUR", "USD"]);
    }
}
