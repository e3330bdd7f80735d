//! What mutations on orders take.

use crate::db::id::Id;
use crate::deals::model::Deal;
use crate::proposals::model::Proposal;
use crate::proposals::orders::model::{Order, OrderStatus};
use async_graphql::{InputObject, MaybeUndefined};

/// A new order: with the lines of an accepted proposal, or else with the deal's own.
#[derive(Debug, Clone, Default, InputObject)]
pub struct CreateOrderInput {
    /// The deal.
    pub deal_id: Id<Deal>,
    /// An accepted proposal of the deal; left out: the deal's lines are ordered as they are now.
    pub proposal_id: Option<Id<Proposal>>,
    /// Anything worth knowing about it, at most 5,000 characters.
    pub note: Option<String>,
}

/// Changes to an order: a field left out stays, a null clears.
#[derive(Debug, Clone, InputObject)]
pub struct UpdateOrderInput {
    /// The order.
    pub id: Id<Order>,
    /// Anything worth knowing about it.
    pub note: MaybeUndefined<String>,
    /// Fulfilled or cancelled when it is open; open again when it is either.
    pub status: Option<OrderStatus>,
    /// Why it is cancelled, at most 1,000 characters; needed with `CANCELLED`, and can be put right later.
    pub cancel_reason: Option<String>,
    /// The version the change was decided on; another one is refused as a conflict.
    pub expected_version: Option<i32>,
}
