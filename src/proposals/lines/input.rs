//! What mutations on lines of proposals take.

use crate::catalogue::products::model::Product;
use crate::db::id::Id;
use crate::proposals::lines::model::ProposalLine;
use crate::proposals::model::Proposal;
use async_graphql::{InputObject, MaybeUndefined};
use rust_decimal::Decimal;

/// Adds a line to a draft. Say what is offered: by a product, by a description, or by both.
#[derive(Debug, Clone, Default, InputObject)]
pub struct AddProposalLineInput {
    /// The proposal.
    pub proposal_id: Id<Proposal>,
    /// The product offered; it must be one that is sold still.
    pub product_id: Option<Id<Product>>,
    /// What is offered, at most 500 characters; the product's name when left out.
    pub description: Option<String>,
    /// How many: above 0, at most four decimals; 1 when left out.
    pub quantity: Option<Decimal>,
    /// What one unit costs, at most four decimals; the product's price in the proposal's currency when left out, needed when there
    /// is none.
    pub unit_price: Option<Decimal>,
    /// What is taken off the price, 0 to 100 percent; 0 when left out.
    pub discount_percent: Option<Decimal>,
    /// The tax on top, 0 to 100 percent; the product's when left out, else 0.
    pub tax_percent: Option<Decimal>,
    /// The line it is to stand below; left out: it stands last.
    pub after_id: Option<Id<ProposalLine>>,
}

/// Changes to a line of a draft: a field left out stays. Choosing a product, also the same again, takes over its cost; description and
/// price do not change by themselves.
#[derive(Debug, Clone, InputObject)]
pub struct UpdateProposalLineInput {
    /// The line.
    pub id: Id<ProposalLine>,
    /// The product offered; null: none of the catalogue.
    pub product_id: MaybeUndefined<Id<Product>>,
    /// What is offered.
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

/// Takes a line off a draft.
#[derive(Debug, Clone, InputObject)]
pub struct RemoveProposalLineInput {
    /// The line.
    pub id: Id<ProposalLine>,
    /// The version the change was decided on; another one is refused as a conflict.
    pub expected_version: Option<i32>,
}

/// Puts a line in another place among those of its draft.
#[derive(Debug, Clone, InputObject)]
pub struct MoveProposalLineInput {
    /// The line.
    pub id: Id<ProposalLine>,
    /// The line of the same proposal it is to stand below; null or left out: it stands first.
    pub after_id: Option<Id<ProposalLine>>,
    /// The version the change was decided on; another one is refused as a conflict.
    pub expected_version: Option<i32>,
}
