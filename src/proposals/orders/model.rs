//! Orders and their lines: the rows = the GraphQL objects, their filters and orders.

use crate::catalogue::products::model::Product;
use crate::db::filter::{Choice, DateTimeFilter, IdFilter, NumberFilter, StringFilter, chosen};
use crate::db::id::Id;
use crate::db::schema::{order_lines, orders};
use crate::deals::model::{Deal, DealFilter};
use crate::proposals::model::{Proposal, parts};
use crate::team::model::{User, Workspace};
use crate::{entity, orders, text_enum};
use async_graphql::{InputObject, SimpleObject};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

text_enum! {
    /// Where an order stands.
    pub enum OrderStatus {
        /// It is to be fulfilled.
        Open = "open",
        /// The customer has all of it.
        Fulfilled = "fulfilled",
        /// Nothing comes of it, with the reason.
        Cancelled = "cancelled",
    }
}

/// What a customer ordered. All amounts are in its currency.
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
#[diesel(table_name = orders, treat_none_as_null = true)]
#[graphql(complex, crate = "crate::api::fields")]
pub struct Order {
    #[graphql(skip)]
    pub workspace_id: Id<Workspace>,
    #[graphql(skip)]
    pub id: Id<Order>,
    /// The number people quote: `O-2026-0001`, without gaps per year.
    pub number: String,
    #[graphql(skip)]
    pub deal_id: Id<Deal>,
    #[graphql(skip)]
    pub proposal_id: Option<Id<Proposal>>,
    /// Where it stands.
    pub status: OrderStatus,
    /// ISO 4217 code of its amounts.
    pub currency: String,
    /// What the customer pays before tax: the sum of its lines' totals.
    pub net: Decimal,
    /// The sum of its lines' taxes.
    pub tax: Decimal,
    /// Anything worth knowing about it.
    pub note: Option<String>,
    /// When the customer had all of it; null unless it is fulfilled.
    pub fulfilled_at: Option<DateTime<Utc>>,
    /// When it was cancelled; null unless it is.
    pub cancelled_at: Option<DateTime<Utc>>,
    /// Why it was cancelled; null unless it is.
    pub cancel_reason: Option<String>,
    /// Counts changes; send it back as `expectedVersion`.
    pub version: i32,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    #[graphql(skip)]
    pub created_by: Option<Id<User>>,
    /// When it was changed last.
    pub updated_at: DateTime<Utc>,
    #[graphql(skip)]
    pub updated_by: Option<Id<User>>,
}

/// One thing that was ordered: a copy that never changes.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, SimpleObject)]
#[diesel(table_name = order_lines)]
#[graphql(complex, crate = "crate::api::fields")]
pub struct OrderLine {
    #[graphql(skip)]
    pub workspace_id: Id<Workspace>,
    #[graphql(skip)]
    pub id: Id<OrderLine>,
    #[graphql(skip)]
    pub deal_id: Id<Deal>,
    #[graphql(skip)]
    pub order_id: Id<Order>,
    #[graphql(skip)]
    pub product_id: Option<Id<Product>>,
    /// What was ordered, as the customer reads it.
    pub description: String,
    /// Lines stand in the order of these numbers, lowest first.
    pub position: i32,
    /// How many, or how much.
    pub quantity: Decimal,
    /// What one unit costs, before discount and tax.
    pub unit_price: Decimal,
    /// What is taken off the price, in percent: all discounts together.
    pub discount_percent: Decimal,
    /// The tax that comes on top of the total, in percent.
    pub tax_percent: Decimal,
    /// Quantity × unit price less the discount, without tax: to the cent, half away from zero.
    pub total: Decimal,
    /// The tax on the total: to the cent, half away from zero.
    pub tax: Decimal,
}

entity!(Order, "order", "an order", orders, versioned);
entity!(OrderLine, "oline", "an order line", order_lines);

orders! {
    /// What orders can be sorted by.
    pub enum OrderOrderField / OrderOrder for Order {
        /// By number.
        Number => [
            ("split_part(orders.number, '-', 2)", "text", false, |o| Some(parts(&o.number).0)),
            ("(split_part(orders.number, '-', 3)::int)", "int", false, |o| Some(parts(&o.number).1))
        ],
        /// By the day they were made.
        CreatedAt => [("orders.created_at", "timestamptz", false, |o| Some(o.created_at.to_rfc3339()))],
        /// By what the customer pays before tax, in their own currencies.
        Net => [("orders.net", "numeric", false, |o| Some(o.net.to_string()))],
        /// By where they stand: open, fulfilled, cancelled.
        Status => [(
            "array_position(ARRAY['open', 'fulfilled', 'cancelled'], orders.status)", "int", false,
            |o| Some(match o.status {
                OrderStatus::Open => "1", OrderStatus::Fulfilled => "2", OrderStatus::Cancelled => "3",
            }.into())
        )],
    }
}

/// Conditions on where an order stands.
#[derive(Debug, Clone, Default, InputObject)]
pub struct OrderStatusFilter {
    /// Exactly this.
    pub eq: Option<OrderStatus>,
    /// Anything but this.
    pub ne: Option<OrderStatus>,
    /// One of these.
    #[graphql(name = "in")]
    pub is_in: Option<Vec<OrderStatus>>,
    /// None of these.
    pub not_in: Option<Vec<OrderStatus>>,
}

impl Choice for OrderStatusFilter {
    fn chosen(&self) -> (Option<Vec<String>>, Option<Vec<String>>) {
        chosen((self.eq, self.is_in.as_deref()), (self.ne, self.not_in.as_deref()), OrderStatus::as_str)
    }
}

/// Which orders. All conditions given must hold.
#[derive(Debug, Clone, Default, InputObject)]
pub struct OrderFilter {
    /// The order itself.
    pub id: Option<IdFilter>,
    /// Its number.
    pub number: Option<StringFilter>,
    /// Where it stands.
    pub status: Option<OrderStatusFilter>,
    /// Its deal, by id.
    pub deal_id: Option<IdFilter>,
    /// Conditions on its deal.
    pub deal: Option<Box<DealFilter>>,
    /// The proposal it was made from, by id.
    pub proposal_id: Option<IdFilter>,
    /// What the customer pays before tax, in its own currency.
    pub net: Option<NumberFilter<Decimal>>,
    /// What the customer pays with tax, in its own currency.
    pub total: Option<NumberFilter<Decimal>>,
    /// When it was made.
    pub created_at: Option<DateTimeFilter>,
    /// All of these hold.
    pub and: Option<Vec<OrderFilter>>,
    /// At least one of these holds.
    pub or: Option<Vec<OrderFilter>>,
    /// This does not hold.
    pub not: Option<Box<OrderFilter>>,
}
