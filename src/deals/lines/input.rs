//! What mutations on lines take.

use crate::catalogue::products::model::Product;
use crate::db::id::Id;
use crate::deals::lines::model::DealLine;
use crate::deals::model::Deal;
use async_graphql::{InputObject, MaybeUndefined};
use rust_decimal::Decimal;

/// Adds a line to a deal. Say what is sold: by a product, by a description, or by both.
#[derive(Debug, Clone, Default, InputObject)]
pub struct AddDealLineInput {
    /// The deal.
    pub deal_id: Id<Deal>,
    /// The product sold; it must be one that is sold still.
    pub product_id: Option<Id<Product>>,
    /// What is sold, at most 500 characters; the product's name when left out.
    pub description: Option<String>,
    /// How many: above 0, at most four decimals; 1 when left out.
    pub quantity: Option<Decimal>,
    /// What one unit costs, at most four decimals; the product's price in the deal's currency when left out, needed when there is
    /// none.
    pub unit_price: Option<Decimal>,
    /// What is taken off the price, 0 to 100 percent; 0 when left out.
    pub discount_percent: Option<Decimal>,
    /// The tax on top, 0 to 100 percent; the product's when left out, else 0.
    pub tax_percent: Option<Decimal>,
    /// The line it is to stand below; left out: it stands last.
    pub after_id: Option<Id<DealLine>>,
}

/// Changes to a line: a field left out stays. Another product changes neither description nor price by itself.
#[derive(Debug, Clone, InputObject)]
pub struct UpdateDealLineInput {
    /// The line.
    pub id: Id<DealLine>,
    /// The product sold; null: none of the catalogue.
    pub product_id: MaybeUndefined<Id<Product>>,
    /// What is sold.
    pub description: Option<String>,
    /// How many: above 0, at most four decimals.
    pub quantity: Option<Decimal>,
    /// What one unit costs.
    pub unit_price: Option<Decimal>,
    /// What is taken off the price, 0 to 100 percent.
    pub discount_percent: Option<Decimal>,
    /// The tax on top, 0 to 100 percent.
    pub tax_percent: Option<Decimal>,
    /// The version the change was decided on; another one is refused as a conflict.
    pub expected_version: Option<i32>,
}

/// Takes a line off a deal. When it was the last, the deal's amount stays and can be typed again.
#[derive(Debug, Clone, InputObject)]
pub struct RemoveDealLineInput {
    /// The line.
    pub id: Id<DealLine>,
    /// The version the change was decided on; another one is refused as a conflict.
    pub expected_version: Option<i32>,
}

/// Puts a line in another place among those of its deal.
#[derive(Debug, Clone, InputObject)]
pub struct MoveDealLineInput {
    /// The line.
    pub id: Id<DealLine>,
    /// The line of the same deal it is to stand below; null or left out: it stands first.
    pub after_id: Option<Id<DealLine>>,
    /// The version the change was decided on; another one is refused as a conflict.
    pub expected_version: Option<i32>,
}
