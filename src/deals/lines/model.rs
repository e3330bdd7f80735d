//! Lines of deals: the row = the GraphQL object, what lists are filtered and sorted by, and what lines come to.

use crate::catalogue::products::model::{Product, ProductFilter};
use crate::db::filter::{IdFilter, NumberFilter, StringFilter};
use crate::db::id::Id;
use crate::db::schema::deal_lines;
use crate::deals::model::{Deal, DealFilter};
use crate::team::model::{User, Workspace};
use crate::{entity, orders};
use async_graphql::{InputObject, SimpleObject};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// One thing a deal is about to sell. Its amounts are in the deal's currency.
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
#[diesel(table_name = deal_lines, treat_none_as_null = true)]
#[graphql(complex, crate = "crate::api::fields")]
pub struct DealLine {
    #[graphql(skip)]
    pub workspace_id: Id<Workspace>,
    #[graphql(skip)]
    pub id: Id<DealLine>,
    #[graphql(skip)]
    pub deal_id: Id<Deal>,
    #[graphql(skip)]
    pub product_id: Option<Id<Product>>,
    /// What is sold, as a customer reads it.
    pub description: String,
    /// Lines stand in the order of these numbers, lowest first; they leave room between them and say nothing else.
    pub position: i32,
    /// How many, or how much.
    pub quantity: Decimal,
    /// What one unit costs, before discount and tax.
    pub unit_price: Decimal,
    /// What is taken off the price, in percent.
    pub discount_percent: Decimal,
    /// The tax that comes on top of the total, in percent.
    pub tax_percent: Decimal,
    /// Quantity × unit price less the discount, without tax: to the cent, half away from zero.
    pub total: Decimal,
    /// The tax on the total: to the cent, half away from zero.
    pub tax: Decimal,
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

entity!(DealLine, "line", "a line", deal_lines, versioned);

/// What the lines of a deal come to, in its currency.
#[derive(Debug, Clone, Copy, PartialEq, SimpleObject)]
#[graphql(crate = "crate::api::fields")]
pub struct LineTotals {
    /// How many lines there are.
    pub lines: i32,
    /// What they would come to without discounts: quantity × unit price, each to the cent.
    pub gross: Decimal,
    /// What discounts take off: gross less net.
    pub discount: Decimal,
    /// The sum of their totals, which is the deal's amount.
    pub net: Decimal,
    /// The sum of their taxes.
    pub tax: Decimal,
    /// Net and tax together: what the customer would pay.
    pub total: Decimal,
}

/// No lines: nothing, to the cent.
impl Default for LineTotals {
    fn default() -> Self {
        let nothing = Decimal::new(0, 2);
        Self { lines: 0, gross: nothing, discount: nothing, net: nothing, tax: nothing, total: nothing }
    }
}

orders! {
    /// What lines can be sorted by.
    pub enum DealLineOrderField / DealLineOrder for DealLine {
        /// As they stand on their deal.
        Position => [("deal_lines.position", "int", false, |l| Some(l.position.to_string()))],
        /// By total, in their deals' currencies.
        Total => [("deal_lines.total", "numeric", false, |l| Some(l.total.to_string()))],
        /// By when they were added.
        CreatedAt => [("deal_lines.created_at", "timestamptz", false, |l| Some(l.created_at.to_rfc3339()))],
    }
}

/// Which lines. All conditions given must hold.
#[derive(Debug, Clone, Default, InputObject)]
pub struct DealLineFilter {
    /// The line itself.
    pub id: Option<IdFilter>,
    /// The product, by id.
    pub product_id: Option<IdFilter>,
    /// Conditions on the product, also one that is not sold any more.
    pub product: Option<Box<ProductFilter>>,
    /// What is sold, in words.
    pub description: Option<StringFilter>,
    /// How many.
    pub quantity: Option<NumberFilter<Decimal>>,
    /// What one unit costs, in the deal's currency.
    pub unit_price: Option<NumberFilter<Decimal>>,
    /// Quantity × unit price less the discount, in the deal's currency.
    pub total: Option<NumberFilter<Decimal>>,
    /// Conditions on the deal.
    pub deal: Option<Box<DealFilter>>,
    /// All of these hold.
    pub and: Option<Vec<DealLineFilter>>,
    /// At least one of these holds.
    pub or: Option<Vec<DealLineFilter>>,
    /// This does not hold.
    pub not: Option<Box<DealLineFilter>>,
}

/// Conditions on a list of lines. Only those of deals the viewer may see count.
#[derive(Debug, Clone, Default, InputObject)]
pub struct DealLineListFilter {
    /// At least one line is like this; `{}`: there are lines.
    pub some: Option<DealLineFilter>,
    /// No line is like this; `{}`: there are none.
    pub none: Option<DealLineFilter>,
    /// Every line is like this; also when there is none.
    pub every: Option<DealLineFilter>,
}
