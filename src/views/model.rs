//! The views that come built in, and what a search finds.

use crate::accounts::model::{Account, Contact};
use crate::deals::model::Deal;
use crate::files::model::File;
use crate::leads::model::Lead;
use crate::proposals::model::Proposal;
use crate::proposals::orders::model::Order;
use async_graphql::{Enum, Json, SimpleObject, Union};
use serde_json::{Value, json};
use uuid::Uuid;

/// The views of deals that come built in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum DealViewKey {
    /// All that are being worked on, the next to be decided first.
    Open,
    /// The viewer's own among them.
    MyOpen,
    /// Won and lost ones, the latest first.
    Completed,
    /// Those put aside.
    Inactive,
    /// Every deal, the latest change first.
    All,
    /// Lost ones with the reason, the latest first.
    Lost,
    /// Won ones, the latest first.
    Won,
}

/// A view that comes built in: its filter, order and columns.
#[derive(Debug, Clone, SimpleObject)]
#[graphql(crate = "crate::api::fields")]
pub struct DealView {
    /// Which of the views it is.
    pub key: DealViewKey,
    /// Which deals it shows: a `DealFilter`, to be sent as it is.
    pub filter: Json<Value>,
    /// How they are sorted: a list of `DealOrder`, to be sent as it is.
    pub order_by: Json<Value>,
    /// The deal's fields it shows, by their names in the API, in order.
    pub columns: Vec<String>,
}

impl DealView {
    /// All of them, in the order they are offered in.
    pub fn all() -> Vec<Self> {
        use DealViewKey::{All, Completed, Inactive, Lost, MyOpen, Open, Won};
        [Open, MyOpen, Completed, Inactive, All, Lost, Won].into_iter().map(Self::of).collect()
    }

    fn of(key: DealViewKey) -> Self {
        const WORK: [&str; 8] =
            ["name", "account", "stage", "amount", "probability", "expectedCloseOn", "owner", "nextStep"];
        const WON: [&str; 6] = ["name", "account", "amount", "closedAt", "owner", "source"];
        let closed = || json!([{ "field": "CLOSED_AT", "direction": "DESC" }]);
        let soonest = || json!([{ "field": "EXPECTED_CLOSE_ON", "direction": "ASC" }]);
        let latest = || json!([{ "field": "UPDATED_AT", "direction": "DESC" }]);
        let (filter, order, columns): (Value, Value, &[&str]) = match key {
            DealViewKey::Open => (json!({ "status": { "eq": "OPEN" } }), soonest(), &WORK),
            DealViewKey::MyOpen => {
                (json!({ "status": { "eq": "OPEN" }, "ownerId": { "eq": "@me" } }), soonest(), &WORK)
            }
            DealViewKey::Completed => (
                json!({ "status": { "in": ["WON", "LOST"] } }),
                closed(),
                &["name", "account", "status", "amount", "closedAt", "owner", "lossReason"],
            ),
            DealViewKey::Inactive => (
                json!({ "status": { "eq": "INACTIVE" } }),
                latest(),
                &["name", "account", "stage", "amount", "inactiveReason", "owner", "updatedAt"],
            ),
            DealViewKey::All => (
                json!({}),
                latest(),
                &["name", "account", "status", "stage", "amount", "expectedCloseOn", "owner", "updatedAt"],
            ),
            DealViewKey::Lost => (
                json!({ "status": { "eq": "LOST" } }),
                closed(),
                &["name", "account", "amount", "lossReason", "closedAt", "owner"],
            ),
            DealViewKey::Won => (json!({ "status": { "eq": "WON" } }), closed(), &WON),
        };
        let columns = columns.iter().map(|column| (*column).to_owned()).collect();
        Self { key, filter: Json(filter), order_by: Json(order), columns }
    }
}

/// A record that a search found.
#[derive(Clone, Union)]
pub enum SearchResult {
    Deal(Deal),
    Account(Account),
    Contact(Contact),
    Lead(Lead),
    File(File),
    Proposal(Proposal),
    Order(Order),
}

impl SearchResult {
    /// The id of the record found.
    pub fn uuid(&self) -> Uuid {
        match self {
            Self::Deal(deal) => deal.id.0,
            Self::Account(account) => account.id.0,
            Self::Contact(contact) => contact.id.0,
            Self::Lead(lead) => lead.id.0,
            Self::File(file) => file.id.0,
            Self::Proposal(proposal) => proposal.id.0,
            Self::Order(order) => order.id.0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deals::model::{DealFilter, DealOrder};
    use async_graphql::InputType;

    fn input<T: InputType>(json: &Value) -> bool {
        async_graphql::Value::from_json(json.clone()).is_ok_and(|value| T::parse(Some(value)).is_ok())
    }

    /// The fields a filter names that its type does not know are not looked at by `parse`, so look here.
    fn known(json: &Value, fields: &[&str]) -> bool {
        json.as_object().is_some_and(|object| object.keys().all(|key| fields.contains(&key.as_str())))
    }

    #[test]
    fn every_built_in_view_is_a_filter_and_an_order_as_the_api_takes_them() {
        assert!(!input::<DealFilter>(&json!({ "status": { "eq": "NONSENSE" } })), "the check sees");
        for view in DealView::all() {
            assert!(
                input::<DealFilter>(&view.filter) && known(&view.filter, &["status", "ownerId"]),
                "{view:?}"
            );
            assert!(input::<Vec<DealOrder>>(&view.order_by), "{view:?}");
            assert!(!view.columns.is_empty());
        }
        assert_eq!(DealView::all().len(), 7);
    }
}
