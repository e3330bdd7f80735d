//! The sample's lines: what about two deals of three are about to sell, for about as much as the deal was to be worth.

use super::Dice;
use crate::app::error::Result;
use crate::catalogue::products::model::Product;
use crate::catalogue::products::rules::price;
use crate::deals::lines::actions::selling;
use crate::deals::lines::model::DealLine;
use crate::deals::lines::rules::{amount, check_line};
use crate::deals::model::Deal;
use crate::deals::rules;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;

/// Lines of a new deal, whose amount then is their sum. The deal's number decides, so that the rest of the story stays as it is.
pub fn invent(deal: &mut Deal, number: usize, products: &[Product]) -> Result<Vec<DealLine>> {
    let mut dice = Dice::new(7_000 + u64::try_from(number).unwrap_or_default());
    let (Some(worth), true) = (deal.amount, dice.chance(65)) else { return Ok(Vec::new()) };
    let count = dice.between(1, 4);
    let share = worth.checked_div(Decimal::from(count)).unwrap_or(worth);
    let mut lines: Vec<DealLine> = Vec::new();
    for _ in 0..count {
        let fresh: Vec<&Product> =
            products.iter().filter(|one| !lines.iter().any(|line| line.product_id == Some(one.id))).collect();
        let Some(product) = dice.pick(&fresh) else { continue };
        let Some(unit_price) = price(product, &deal.currency) else { continue };
        let quantity = share.checked_div(unit_price).and_then(|many| many.round().to_i64()).unwrap_or(1);
        let quantity = Decimal::from(quantity.clamp(1, 40));
        let made = (deal.created_by, deal.created_at);
        let mut line = selling(deal, (product, lines.len()), (quantity, unit_price), made)?;
        if dice.chance(30) {
            line.discount_percent = Decimal::from(dice.between(1, 4) * 5);
            check_line(&mut line, None)?;
        }
        lines.push(line);
    }
    if !lines.is_empty() {
        deal.amount = Some(amount(&lines));
        let rate = deal.rate;
        rules::price(deal, rate);
    }
    Ok(lines)
}
