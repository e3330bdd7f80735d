//! Lines of proposals: the row = the GraphQL object.

use crate::catalogue::products::model::Product;
use crate::db::id::Id;
use crate::db::schema::proposal_lines;
use crate::deals::model::Deal;
use crate::entity;
use crate::proposals::model::Proposal;
use crate::team::model::{User, Workspace};
use async_graphql::SimpleObject;
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// One thing a proposal offers. Its amounts are in the proposal's currency.
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
#[diesel(table_name = proposal_lines, treat_none_as_null = true)]
#[graphql(complex, crate = "crate::api::fields")]
pub struct ProposalLine {
    #[graphql(skip)]
    pub workspace_id: Id<Workspace>,
    #[graphql(skip)]
    pub id: Id<ProposalLine>,
    #[graphql(skip)]
    pub deal_id: Id<Deal>,
    #[graphql(skip)]
    pub proposal_id: Id<Proposal>,
    #[graphql(skip)]
    pub origin_id: Id<ProposalLine>,
    #[graphql(skip)]
    pub product_id: Option<Id<Product>>,
    /// What is offered, as the customer reads it.
    pub description: String,
    /// Lines stand in the order of these numbers, lowest first; they leave room between them and say nothing else.
    pub position: i32,
    /// How many, or how much.
    pub quantity: Decimal,
    /// What one unit costs the customer, before discount and tax.
    pub unit_price: Decimal,
    /// What one unit costs the company: the product's cost when it was chosen; null when that was not known.
    pub unit_cost: Option<Decimal>,
    /// What is taken off the price of this line, in percent; the proposal's own discount comes on top.
    pub discount_percent: Decimal,
    /// The tax that comes on top of the net amount, in percent.
    pub tax_percent: Decimal,
    /// Quantity × unit price less the line's own discount: to the cent, half away from zero.
    pub total: Decimal,
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

entity!(ProposalLine, "pline", "a proposal line", proposal_lines, versioned);
