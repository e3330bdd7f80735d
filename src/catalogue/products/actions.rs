//! What a person can do with products. Managers and admins keep the catalogue.

use crate::app::actor::Role;
use crate::app::checks::tidy;
use crate::app::error::Result;
use crate::app::tx::Tx;
use crate::catalogue::products::model::{
    CreateProductInput, Product, ProductPrice, ProductPriceInput, UpdateProductInput,
};
use crate::catalogue::products::{rules, store};
use crate::db::id::Id;
use crate::db::jsonb::Jsonb;
use crate::db::list;
use crate::db::patch::set_text;
use crate::live::event::{News, SubjectKind};
use crate::pipeline;
use rust_decimal::Decimal;

/// Adds a product.
pub async fn create_product(tx: &mut Tx, input: CreateProductInput) -> Result<Product> {
    tx.require(Role::Manager)?;
    let product = Product {
        workspace_id: Id::of(tx.workspace_id()),
        id: Id::new(),
        name: input.name.trim().to_owned(),
        code: tidy(input.code),
        series: tidy(input.series),
        description: tidy(input.description),
        tax_percent: input.tax_percent.unwrap_or(Decimal::ZERO).normalize(),
        active: true,
        prices: Jsonb(kept(input.prices.unwrap_or_default())),
        version: 1,
        created_at: tx.now,
        created_by: tx.by().map(Id::of),
        updated_at: tx.now,
        updated_by: tx.by().map(Id::of),
    };
    rules::check_product(&product)?;
    check_currencies(tx, &[], &product.prices.0).await?;
    tx.insert(&product).await.map_err(store::taken)?;
    tx.emit(news("product.created", &product).creating(&product));
    Ok(product)
}

/// Changes a product.
pub async fn update_product(tx: &mut Tx, input: UpdateProductInput) -> Result<Product> {
    tx.require(Role::Manager)?;
    let before: Product = list::get_for_update(tx, input.id).await?;
    tx.check_version(&before, input.expected_version).await?;
    let mut after = before.clone();
    if let Some(name) = input.name {
        after.name = name.trim().to_owned();
    }
    set_text(&mut after.code, input.code);
    set_text(&mut after.series, input.series);
    set_text(&mut after.description, input.description);
    after.tax_percent = input.tax_percent.map_or(after.tax_percent, |percent| percent.normalize());
    after.active = input.active.unwrap_or(after.active);
    if let Some(prices) = input.prices {
        after.prices = Jsonb(kept(prices));
    }
    rules::check_product(&after)?;
    check_currencies(tx, &before.prices.0, &after.prices.0).await?;
    if tx.save(&before, &mut after).await.map_err(store::taken)? {
        tx.emit(news("product.changed", &after).changing(&before, &after));
    }
    Ok(after)
}

fn kept(given: Vec<ProductPriceInput>) -> Vec<ProductPrice> {
    rules::kept(given.into_iter().map(|price| ProductPrice {
        currency: price.currency,
        unit_price: price.unit_price,
        unit_cost: price.unit_cost,
    }))
}

/// The workspace has the currencies that come in anew.
async fn check_currencies(tx: &mut Tx, before: &[ProductPrice], after: &[ProductPrice]) -> Result<()> {
    for price in after {
        if !before.iter().any(|known| known.currency == price.currency) {
            pipeline::store::currency(tx, "prices", &price.currency).await?;
        }
    }
    Ok(())
}

/// News of a product.
pub fn news(kind: &'static str, product: &Product) -> News {
    News::of(kind, SubjectKind::Product, product.id.0, product.version)
}
