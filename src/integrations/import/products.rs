//! Rows that are products.

use crate::app::error::{RefusalCode, Result};
use crate::app::tx::Tx;
use crate::catalogue::products::actions::news;
use crate::catalogue::products::model::{Product, ProductPrice};
use crate::catalogue::products::store::by_codes;
use crate::catalogue::products::{rules, store as product_store};
use crate::db::id::Id;
use crate::db::jsonb::Jsonb;
use crate::integrations::import::chunk::{Chunk, Standing, Taken};
use crate::integrations::import::rows::Row;
use crate::integrations::import::world::refused;
use crate::integrations::import::{store, values};
use rust_decimal::Decimal;
use std::collections::HashMap;
use uuid::Uuid;

/// Which product has a code, in lower case.
type Codes = HashMap<String, Uuid>;

/// Takes rows that are products.
pub async fn products(tx: &mut Tx, chunk: &mut Chunk<'_>, rows: &[Row]) -> Result<()> {
    let mut codes = codes(tx, chunk, rows).await?;
    let mut fresh: Vec<Product> = Vec::new();
    for row in rows {
        let Some((standing, fingerprint)) = chunk.look(row) else { continue };
        let before = match standing {
            Standing::Changed(id) => store::locked(tx, vec![id]).await?.remove(&id),
            Standing::New => None,
        };
        let taken = match (product(tx, chunk, row, (before.as_ref(), &mut codes)), before) {
            (Ok(product), None) => {
                let id = product.id.0;
                fresh.push(product);
                Ok(Taken::Created(id))
            }
            (Ok(product), Some(before)) => save(tx, chunk, &before, product).await,
            (Err(error), _) => Err(error),
        };
        chunk.settle(row, fingerprint, taken)?;
    }
    if chunk.dry_run() {
        chunk.world.planned.products.extend(fresh);
        return Ok(());
    }
    tx.insert_all(&fresh).await.map_err(product_store::taken)?;
    for product in &fresh {
        tx.emit(news("product.created", product).creating(product));
    }
    Ok(())
}

/// The codes the rows name that products have already.
async fn codes(tx: &mut Tx, chunk: &Chunk<'_>, rows: &[Row]) -> Result<Codes> {
    let wanted = rows.iter().filter_map(|row| row.get("code")).map(str::to_lowercase).collect();
    let mut there = by_codes(tx, wanted).await?;
    there.extend(chunk.job.planned.products.iter().cloned());
    let code = |product: Product| Some((product.code?.to_lowercase(), product.id.0));
    Ok(there.into_iter().filter_map(code).collect())
}

/// The product a row says. What the mapping does not name stays as it was.
fn product(
    tx: &Tx,
    chunk: &Chunk<'_>,
    row: &Row,
    (before, codes): (Option<&Product>, &mut Codes),
) -> Result<Product> {
    let text = |field: &str, was: fn(&Product) -> &Option<String>| {
        row.get(field).map(str::to_owned).or_else(|| before.and_then(|before| was(before).clone()))
    };
    let tax = values::decimal(row, "tax_percent")?.or(before.map(|before| before.tax_percent));
    let product = Product {
        workspace_id: Id::of(tx.workspace_id()),
        id: before.map_or_else(Id::new, |before| before.id),
        name: row.get("name").unwrap_or_default().to_owned(),
        code: text("code", |was| &was.code),
        series: text("series", |was| &was.series),
        description: text("description", |was| &was.description),
        tax_percent: tax.unwrap_or(Decimal::ZERO).normalize(),
        active: active(row)?.unwrap_or(before.is_none_or(|before| before.active)),
        prices: Jsonb(prices(chunk, row, before)?),
        version: before.map_or(1, |before| before.version),
        created_at: before.map_or(tx.now, |before| before.created_at),
        created_by: before.map_or(tx.by().map(Id::of), |before| before.created_by),
        updated_at: before.map_or(tx.now, |before| before.updated_at),
        updated_by: before.map_or(tx.by().map(Id::of), |before| before.updated_by),
    };
    rules::check_product(&product)?;
    if let Some(code) = &product.code {
        let has = *codes.entry(code.to_lowercase()).or_insert(product.id.0);
        if has != product.id.0 {
            return Err(refused(RefusalCode::Taken, "code", format!("another product has “{code}” already")));
        }
    }
    Ok(product)
}

fn active(row: &Row) -> Result<Option<bool>> {
    row.get("active").map(|text| values::yes_or_no("active", text)).transpose()
}

/// The row's price in its currency, beside those in others.
fn prices(chunk: &Chunk<'_>, row: &Row, before: Option<&Product>) -> Result<Vec<ProductPrice>> {
    let was = before.map(|before| before.prices.0.clone()).unwrap_or_default();
    let Some(price) = values::decimal(row, "price")? else { return Ok(was) };
    let code = row.get("currency").unwrap_or(&chunk.world.workspace.base_currency);
    let currency = chunk.world.currency("currency", code)?.code.clone();
    let (same, others): (Vec<ProductPrice>, Vec<ProductPrice>) =
        was.into_iter().partition(|other| other.currency == currency);
    // A price list says what is asked; what it costs the company stays.
    let unit_cost = same.first().and_then(|price| price.unit_cost);
    Ok(rules::kept(others.into_iter().chain([ProductPrice { currency, unit_price: price, unit_cost }])))
}

async fn save(tx: &mut Tx, chunk: &Chunk<'_>, before: &Product, mut after: Product) -> Result<Taken> {
    let id = after.id.0;
    if *before == after {
        return Ok(Taken::Same(id));
    }
    if !chunk.dry_run() && tx.save(before, &mut after).await.map_err(product_store::taken)? {
        tx.emit(news("product.changed", &after).changing(before, &after));
    }
    Ok(Taken::Updated(id))
}
