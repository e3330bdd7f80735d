//! The line a row of a deal says: a product, how many, at what price.
//!
//! What always holds: a deal whose row gives no price gets no line, so that its amount is what it was without products; lines that
//! people have put on a deal since are theirs.

use crate::app::error::{RefusalCode, Result};
use crate::app::tx::Tx;
use crate::catalogue::products::model::Product;
use crate::catalogue::products::rules::price;
use crate::deals::change::part_news;
use crate::deals::lines::actions::selling;
use crate::deals::lines::model::DealLine;
use crate::deals::lines::{rules, store};
use crate::deals::model::Deal;
use crate::deals::store as deal_store;
use crate::integrations::import::chunk::Chunk;
use crate::integrations::import::mapping::Kind;
use crate::integrations::import::rows::Row;
use crate::integrations::import::values;
use crate::integrations::import::world::refused;
use crate::live::event::SubjectKind;
use rust_decimal::Decimal;

/// What a mapping writes as a unit price to mean the product's own.
const LIST: &str = "list";

/// The line a row says, if it says one: with its product at the price given, or at the deal's amount.
///
/// # Errors
/// Refused when quantity or price are none, or the product has no price of its own.
pub fn of_row(chunk: &Chunk<'_>, row: &Row, deal: &Deal) -> Result<Option<DealLine>> {
    let product = row.get("product").and_then(|key| chunk.world.refer(Kind::Products, key));
    let Some(product) = product.and_then(|id| chunk.world.products.get(&id)) else { return Ok(None) };
    let Some(unit_price) = unit_price(row, deal, product)? else { return Ok(None) };
    let quantity = values::decimal(row, "quantity")?.unwrap_or(Decimal::ONE);
    let line = selling(deal, (product, 0), (quantity, unit_price), (deal.created_by, deal.created_at));
    line.map(Some)
}

fn unit_price(row: &Row, deal: &Deal, product: &Product) -> Result<Option<Decimal>> {
    if row.get("unit_price") != Some(LIST) {
        return Ok(values::decimal(row, "unit_price")?.or(deal.amount));
    }
    let listed = price(product, &deal.currency);
    let message = format!("“{}” has no price in {}", product.name, deal.currency);
    listed.map(Some).ok_or_else(|| refused(RefusalCode::Required, "unit_price", message))
}

/// What becomes of the lines of a deal that is there.
pub enum Fate {
    /// They stay as they are.
    Stays,
    /// The deal gets its first.
    Added(Box<DealLine>),
    /// Its only one changes: before and after.
    Changed(Box<(DealLine, DealLine)>),
}

/// What a row means for a deal that was imported before, and the amount that follows.
///
/// # Errors
/// Refused at the amount, when the row says another than the deal's own lines come to.
pub async fn fate(tx: &mut Tx, (before, after): (&Deal, &mut Deal), line: Option<DealLine>) -> Result<Fate> {
    let present = store::of_deal(tx, before.id).await?;
    let fate = match (present.as_slice(), line) {
        ([], None) => return Ok(Fate::Stays),
        ([], Some(line)) => {
            let (deal_id, created_at, updated_at) = (before.id, tx.now, tx.now);
            Fate::Added(Box::new(DealLine { deal_id, created_at, updated_at, ..line }))
        }
        ([only], Some(line)) => {
            let mut changed = DealLine {
                product_id: line.product_id,
                quantity: line.quantity,
                unit_price: line.unit_price,
                ..only.clone()
            };
            rules::check_line(&mut changed, Some(only.discount_percent))?;
            match changed == *only {
                true => Fate::Stays,
                false => Fate::Changed(Box::new((only.clone(), changed))),
            }
        }
        (_, _) => Fate::Stays,
    };
    let amount = match &fate {
        Fate::Added(line) => line.total,
        Fate::Changed(lines) => lines.1.total,
        Fate::Stays => rules::amount(&present),
    };
    if matches!(fate, Fate::Stays) && after.amount.is_some_and(|said| said != amount) {
        return Err(rules::amount_follows().into());
    }
    after.amount = Some(amount);
    let rate = after.rate;
    crate::deals::rules::price(after, rate);
    Ok(fate)
}

/// Writes it down and tells it; the deal's row is locked.
pub async fn write(tx: &mut Tx, deal: &Deal, fate: Fate) -> Result<()> {
    let audience = deal_store::audience(tx, deal.id).await?;
    let subject = |line: &DealLine| (SubjectKind::DealLine, line.id.0, line.version);
    match fate {
        Fate::Stays => {}
        Fate::Added(line) => {
            tx.insert(&*line).await?;
            tx.emit(part_news("deal_line.added", deal, subject(&line), audience).creating(&*line));
        }
        Fate::Changed(lines) => {
            let (before, mut after) = *lines;
            if tx.save(&before, &mut after).await? {
                let news = part_news("deal_line.changed", deal, subject(&after), audience);
                tx.emit(news.changing(&before, &after));
            }
        }
    }
    Ok(())
}
