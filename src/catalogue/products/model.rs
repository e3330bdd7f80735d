//! Products: the row = the GraphQL object, filters, orders, inputs.

use crate::db::filter::{BooleanFilter, DateTimeFilter, IdFilter, StringFilter};
use crate::db::id::Id;
use crate::db::jsonb::Jsonb;
use crate::db::schema::products;
use crate::team::model::{User, Workspace};
use crate::{entity, orders};
use async_graphql::{InputObject, MaybeUndefined, SimpleObject};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// Something the company sells: goods or a service.
#[derive(
    Debug,
    Clone,
    PartialEq,
    Serialize,
    Deserialize,
    Queryable,
    Selectable,
    Insertable,
    AsChangeset,
    SimpleObject,
)]
#[diesel(table_name = products, treat_none_as_null = true)]
#[graphql(complex, crate = "crate::api::fields")]
pub struct Product {
    #[graphql(skip)]
    pub workspace_id: Id<Workspace>,
    #[graphql(skip)]
    pub id: Id<Product>,
    /// What it is called; a line that sells it says the same unless told otherwise.
    pub name: String,
    /// The number it goes by in price lists and orders; no two products share one, whatever its case.
    pub code: Option<String>,
    /// The family of products it belongs to.
    pub series: Option<String>,
    /// What it is and what comes with it.
    pub description: Option<String>,
    /// The tax on it in percent, which lines begin with.
    pub tax_percent: Decimal,
    /// Whether it is sold. One that is not stays on the lines it is on, and goes on no new one.
    pub active: bool,
    #[graphql(skip)]
    pub prices: Jsonb<Vec<ProductPrice>>,
    /// Counts changes; send it back as `expectedVersion`.
    pub version: i32,
    /// When it was added.
    pub created_at: DateTime<Utc>,
    #[graphql(skip)]
    pub created_by: Option<Id<User>>,
    /// When it was changed last.
    pub updated_at: DateTime<Utc>,
    #[graphql(skip)]
    pub updated_by: Option<Id<User>>,
}

entity!(Product, "prod", "a product", products, versioned);

/// What one unit of a product costs in one currency.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, SimpleObject)]
#[serde(rename_all = "camelCase")]
#[graphql(crate = "crate::api::fields")]
pub struct ProductPrice {
    /// ISO 4217 code.
    pub currency: String,
    /// What one unit costs, before discount and tax.
    pub unit_price: Decimal,
    /// What one unit costs the company itself; null while that is not known. Proposals' margins are counted by it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit_cost: Option<Decimal>,
}

/// What one unit of a product is to cost in one currency.
#[derive(Debug, Clone, InputObject)]
pub struct ProductPriceInput {
    /// ISO 4217 code of one of the workspace's currencies, each given once.
    pub currency: String,
    /// What one unit costs, before discount and tax: not negative, at most four decimals.
    pub unit_price: Decimal,
    /// What one unit costs the company itself: not negative, at most four decimals. Lines of new proposals take it over.
    pub unit_cost: Option<Decimal>,
}

orders! {
    /// What products can be sorted by.
    pub enum ProductOrderField / ProductOrder for Product {
        /// By name, as a dictionary would.
        Name => [("products.name COLLATE \"und-x-icu\"", "text", false, |p| Some(p.name.clone()))],
        /// By code; those without one last.
        Code => [("products.code COLLATE \"und-x-icu\"", "text", true, |p| p.code.clone())],
        /// By series, and by name within one; those without a series last.
        Series => [
            ("products.series COLLATE \"und-x-icu\"", "text", true, |p| p.series.clone()),
            ("products.name COLLATE \"und-x-icu\"", "text", false, |p| Some(p.name.clone()))
        ],
        /// By the day they were added.
        CreatedAt => [("products.created_at", "timestamptz", false, |p| Some(p.created_at.to_rfc3339()))],
        /// By their last change.
        UpdatedAt => [("products.updated_at", "timestamptz", false, |p| Some(p.updated_at.to_rfc3339()))],
    }
}

/// Which products. All conditions given must hold.
#[derive(Debug, Clone, Default, InputObject)]
pub struct ProductFilter {
    /// The product itself.
    pub id: Option<IdFilter>,
    /// What it is called.
    pub name: Option<StringFilter>,
    /// The number it goes by.
    pub code: Option<StringFilter>,
    /// The family of products it belongs to.
    pub series: Option<StringFilter>,
    /// Whether it is sold. Left out of a list of products: only those that are.
    pub active: Option<BooleanFilter>,
    /// When it was added.
    pub created_at: Option<DateTimeFilter>,
    /// When it was changed last.
    pub updated_at: Option<DateTimeFilter>,
    /// All of these hold.
    pub and: Option<Vec<ProductFilter>>,
    /// At least one of these holds.
    pub or: Option<Vec<ProductFilter>>,
    /// This does not hold.
    pub not: Option<Box<ProductFilter>>,
}

/// A new product.
#[derive(Debug, Clone, Default, InputObject)]
pub struct CreateProductInput {
    /// What it is called, 1 to 200 characters.
    pub name: String,
    /// The number it goes by, at most 60 characters; no other product may have it.
    pub code: Option<String>,
    /// The family of products it belongs to.
    pub series: Option<String>,
    /// What it is and what comes with it.
    pub description: Option<String>,
    /// The tax on it, 0 to 100 percent with two decimals; 0 when left out.
    pub tax_percent: Option<Decimal>,
    /// What one unit costs, one price a currency, at most 30.
    pub prices: Option<Vec<ProductPriceInput>>,
}

/// Changes to a product: a field left out stays, a null clears. Lines that sell it stay as they are.
#[derive(Debug, Clone, InputObject)]
pub struct UpdateProductInput {
    /// The product.
    pub id: Id<Product>,
    /// What it is called.
    pub name: Option<String>,
    /// The number it goes by.
    pub code: MaybeUndefined<String>,
    /// The family of products it belongs to.
    pub series: MaybeUndefined<String>,
    /// What it is and what comes with it.
    pub description: MaybeUndefined<String>,
    /// The tax on it in percent.
    pub tax_percent: Option<Decimal>,
    /// Sell it no more, or again.
    pub active: Option<bool>,
    /// What one unit costs in each currency; replaces all prices.
    pub prices: Option<Vec<ProductPriceInput>>,
    /// The version the change was decided on; another one is refused as a conflict.
    pub expected_version: Option<i32>,
}
