//! What a person can do with the lines of a deal. Whoever sees the deal may.

use crate::app::actor::Role;
use crate::app::error::{Error, Refusal, RefusalCode, Result};
use crate::app::tx::Tx;
use crate::approvals::runs::entry;
use crate::catalogue::products::model::Product;
use crate::db::entity::{Entity as _, Versioned as _};
use crate::db::id::Id;
use crate::db::list;
use crate::db::patch::set;
use crate::deals::change::{Change, news_on, part_news};
use crate::deals::lines::input::{
    AddDealLineInput, MoveDealLineInput, RemoveDealLineInput, UpdateDealLineInput,
};
use crate::deals::lines::model::DealLine;
use crate::deals::lines::rules::Given;
use crate::deals::lines::{rules, store};
use crate::deals::model::Deal;
use crate::live::event::{News, SubjectKind};
use crate::team::model::User;
use crate::{deals, pipeline};
use chrono::{DateTime, Utc};
use rust_decimal::Decimal;

/// Adds a line; the deal's amount follows.
pub async fn add_deal_line(tx: &mut Tx, input: AddDealLineInput) -> Result<DealLine> {
    tx.require(Role::Rep)?;
    let change = Change::begin(tx, input.deal_id, None).await.map_err(|error| error.at("dealId"))?;
    let present = store::of_deal(tx, change.deal.id).await?;
    if present.len() >= rules::MOST {
        let message = format!("A deal has at most {} lines; take some off first.", rules::MOST);
        return Err(Refusal::at(RefusalCode::TooLong, "dealId", message).into());
    }
    let index = match input.after_id {
        Some(id) => below(&present, id)?,
        None => present.len(),
    };
    let product = match input.product_id {
        Some(id) => Some(sold(tx, id).await?),
        None => None,
    };
    let mut line = line(tx, &change.deal, (input, product))?;
    rules::check_line(&mut line, None)?;
    line.position = place(tx, &change.deal, &present, index).await?;
    tx.insert(&line).await?;
    let news = news(tx, &change.deal, "deal_line.added", &line).await?;
    tx.emit(news.creating(&line));
    follow(tx, change).await?;
    Ok(line)
}

/// What is asked for; what is left out comes from the product.
fn line(tx: &Tx, deal: &Deal, (input, product): (AddDealLineInput, Option<Product>)) -> Result<DealLine> {
    let given = Given {
        description: input.description,
        quantity: input.quantity,
        unit_price: input.unit_price,
        discount_percent: input.discount_percent,
        tax_percent: input.tax_percent,
    };
    let terms = given.terms(product.as_ref(), &deal.currency)?;
    Ok(DealLine {
        workspace_id: deal.workspace_id,
        id: Id::new(),
        deal_id: deal.id,
        product_id: input.product_id,
        description: terms.description,
        position: 0,
        quantity: terms.quantity,
        unit_price: terms.unit_price,
        discount_percent: terms.discount_percent,
        tax_percent: terms.tax_percent,
        total: Decimal::ZERO,
        tax: Decimal::ZERO,
        version: 1,
        created_at: tx.now,
        created_by: tx.by().map(Id::of),
        updated_at: tx.now,
        updated_by: tx.by().map(Id::of),
    })
}

/// A line that sells a product as the catalogue has it, in the n-th place.
///
/// # Errors
/// Refused when quantity or price are none.
pub fn selling(
    deal: &Deal,
    (product, index): (&Product, usize),
    (quantity, unit_price): (Decimal, Decimal),
    (by, at): (Option<Id<User>>, DateTime<Utc>),
) -> Result<DealLine> {
    let mut line = DealLine {
        workspace_id: deal.workspace_id,
        id: Id::new(),
        deal_id: deal.id,
        product_id: Some(product.id),
        description: product.name.clone(),
        position: rules::nth(index),
        quantity,
        unit_price,
        discount_percent: Decimal::ZERO,
        tax_percent: product.tax_percent,
        total: Decimal::ZERO,
        tax: Decimal::ZERO,
        version: 1,
        created_at: at,
        created_by: by,
        updated_at: at,
        updated_by: by,
    };
    rules::check_line(&mut line, None)?;
    Ok(line)
}

/// A product that can go on a line.
pub async fn sold(tx: &mut Tx, id: Id<Product>) -> Result<Product> {
    let product: Product = list::get(tx, id).await.map_err(|error| error.at("productId"))?;
    if !product.active {
        let message = format!("“{}” is not sold any more; choose another product.", product.name);
        return Err(Refusal::at(RefusalCode::Invalid, "productId", message).into());
    }
    Ok(product)
}

/// The place below a line.
fn below(present: &[DealLine], id: Id<DealLine>) -> Result<usize> {
    let above = present.iter().position(|line| line.id == id);
    above.map(|above| above + 1).ok_or_else(|| Error::NotFound(DealLine::NAME).at("afterId"))
}

/// The number of a place among the lines of a deal; all are numbered anew when there is no room.
async fn place(tx: &mut Tx, deal: &Deal, present: &[DealLine], index: usize) -> Result<i32> {
    let above = index.checked_sub(1).and_then(|above| present.get(above)).map(|line| line.position);
    if let Some(place) = rules::between(above, present.get(index).map(|line| line.position)) {
        return Ok(place);
    }
    for (at, before) in present.iter().enumerate() {
        let position = rules::nth(if at < index { at } else { at + 1 });
        let mut after = DealLine { position, ..before.clone() };
        if tx.save(before, &mut after).await? {
            let news = news(tx, deal, "deal_line.changed", &after).await?;
            tx.emit(news.changing(before, &after));
        }
    }
    Ok(rules::nth(index))
}

/// Locks a line's deal, then the line: always in this order, so that no two changes wait for each other.
async fn lock(tx: &mut Tx, id: Id<DealLine>) -> Result<(Change, DealLine)> {
    let found: DealLine = list::get(tx, id).await?;
    let change = Change::begin(tx, found.deal_id, None).await?;
    Ok((change, list::get_for_update(tx, id).await?))
}

/// Changes a line; the deal's amount follows.
pub async fn update_deal_line(tx: &mut Tx, input: UpdateDealLineInput) -> Result<DealLine> {
    tx.require(Role::Rep)?;
    let (change, before) = lock(tx, input.id).await?;
    tx.check_version(&before, input.expected_version).await?;
    let mut after = before.clone();
    set(&mut after.product_id, input.product_id);
    if let Some(id) = after.product_id.filter(|id| before.product_id != Some(*id)) {
        sold(tx, id).await?;
    }
    after.description = input.description.map_or(after.description, |text| text.trim().to_owned());
    after.quantity = input.quantity.unwrap_or(after.quantity);
    after.unit_price = input.unit_price.unwrap_or(after.unit_price);
    after.discount_percent = input.discount_percent.unwrap_or(after.discount_percent);
    after.tax_percent = input.tax_percent.unwrap_or(after.tax_percent);
    rules::check_line(&mut after, Some(before.discount_percent))?;
    save(tx, &change.deal, (&before, &mut after)).await?;
    follow(tx, change).await?;
    Ok(after)
}

/// Puts a line in another place. What it costs does not change.
pub async fn move_deal_line(tx: &mut Tx, input: MoveDealLineInput) -> Result<DealLine> {
    tx.require(Role::Rep)?;
    let (change, before) = lock(tx, input.id).await?;
    tx.check_version(&before, input.expected_version).await?;
    let all = store::of_deal(tx, change.deal.id).await?;
    let others: Vec<DealLine> = all.iter().filter(|line| line.id != before.id).cloned().collect();
    let index = match input.after_id {
        Some(id) => below(&others, id)?,
        None => 0,
    };
    if all.get(index).is_some_and(|line| line.id == before.id) {
        return Ok(before);
    }
    let position = place(tx, &change.deal, &others, index).await?;
    let mut after = DealLine { position, ..before.clone() };
    save(tx, &change.deal, (&before, &mut after)).await?;
    Ok(after)
}

async fn save(tx: &mut Tx, deal: &Deal, (before, after): (&DealLine, &mut DealLine)) -> Result<()> {
    if tx.save(before, after).await? {
        let news = news(tx, deal, "deal_line.changed", after).await?;
        tx.emit(news.changing(before, after));
    }
    Ok(())
}

/// Takes a line off its deal; the amount follows, unless it was the last.
pub async fn remove_deal_line(tx: &mut Tx, input: RemoveDealLineInput) -> Result<DealLine> {
    tx.require(Role::Rep)?;
    let (change, line) = lock(tx, input.id).await?;
    tx.check_version(&line, input.expected_version).await?;
    store::delete(tx, line.id).await?;
    // The version of the removal: later than any that was seen.
    let mut gone = line.clone();
    gone.touch(tx.now, tx.by());
    let news = news(tx, &change.deal, "deal_line.removed", &gone).await?;
    tx.emit(news.removing(&line));
    follow(tx, change).await?;
    Ok(line)
}

/// Makes the amount of a deal the sum of its lines, at today's rate, and tells it; without lines it stays.
pub async fn follow(tx: &mut Tx, mut change: Change) -> Result<Deal> {
    let lines = store::of_deal(tx, change.deal.id).await?;
    let amount = Some(rules::amount(&lines));
    if !lines.is_empty() && change.deal.amount != amount {
        change.deal.amount = amount;
        let currency = change.deal.currency.clone();
        let currency = pipeline::store::currency(tx, "dealId", &currency).await?;
        deals::rules::price(&mut change.deal, currency.rate);
    }
    // Another amount tells by itself; other lines of the same amount do not.
    let same = change.has_entry && change.before().amount == change.deal.amount;
    let deal = change.save(tx, "deal.changed").await?;
    if same {
        entry::lines_changed(tx, &deal).await?;
    }
    Ok(deal)
}

/// Puts these lines in the place of a deal's own, in their order, and makes the deal's amount their sum, in their currency, at today's
/// rate; the caller saves the deal. Where they say the same, nothing happens to them.
pub async fn replace(
    tx: &mut Tx,
    change: &mut Change,
    currency: &str,
    mut lines: Vec<DealLine>,
) -> Result<()> {
    for (index, line) in lines.iter_mut().enumerate() {
        line.position = rules::nth(index);
    }
    let before = store::of_deal(tx, change.deal.id).await?;
    if !rules::say_the_same(&before, &lines) {
        let audience = deals::store::audience(tx, change.deal.id).await?;
        let subject = |line: &DealLine| (SubjectKind::DealLine, line.id.0, line.version);
        store::delete_all(tx, change.deal.id).await?;
        for line in &before {
            let mut gone = line.clone();
            gone.touch(tx.now, tx.by());
            let news = part_news("deal_line.removed", &change.deal, subject(&gone), audience.clone());
            tx.emit(news.removing(line));
        }
        tx.insert_all(&lines).await?;
        for line in &lines {
            let news = part_news("deal_line.added", &change.deal, subject(line), audience.clone());
            tx.emit(news.creating(line));
        }
        if change.has_entry {
            entry::lines_changed(tx, &change.deal).await?;
        }
    }
    let amount = Some(rules::amount(&lines));
    if (change.deal.amount, change.deal.currency.as_str()) != (amount, currency) {
        change.deal.amount = amount;
        currency.clone_into(&mut change.deal.currency);
        let currency = pipeline::store::currency(tx, "id", currency).await?;
        deals::rules::price(&mut change.deal, currency.rate);
    }
    Ok(())
}

/// Refuses another amount for a deal with lines.
pub async fn check_amount(tx: &mut Tx, before: &Deal, after: &Deal) -> Result<()> {
    if before.amount != after.amount && !store::deals_with_lines(tx, vec![after.id.0]).await?.is_empty() {
        return Err(rules::amount_follows().into());
    }
    Ok(())
}

async fn news(tx: &mut Tx, deal: &Deal, kind: &'static str, line: &DealLine) -> Result<News> {
    news_on(tx, deal, kind, (SubjectKind::DealLine, line.id.0, line.version)).await
}
