//! The lists there are files of.

use async_graphql::{Enum, SimpleObject};

/// A list that can be had as a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum ExportList {
    /// Deals, as `deals` lists them.
    Deals,
    /// Accounts, as `accounts` lists them.
    Accounts,
    /// Contacts, as `contacts` lists them.
    Contacts,
    /// Leads, as `leads` lists them.
    Leads,
    /// Products, as `products` lists them.
    Products,
    /// Tasks, as `tasks` lists them.
    Tasks,
    /// Competitors, as `competitors` lists them.
    Competitors,
    /// Proposals, as `proposals` lists them.
    Proposals,
    /// Orders, as `orders` lists them.
    Orders,
    /// Contract packages, as `contractPackages` lists them.
    ContractPackages,
    /// Activities, as `activities` lists them.
    Activities,
}

impl ExportList {
    const ALL: [Self; 11] = [
        Self::Deals,
        Self::Accounts,
        Self::Contacts,
        Self::Leads,
        Self::Products,
        Self::Tasks,
        Self::Competitors,
        Self::Proposals,
        Self::Orders,
        Self::ContractPackages,
        Self::Activities,
    ];

    /// As addresses and files name it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Deals => "deals",
            Self::Accounts => "accounts",
            Self::Contacts => "contacts",
            Self::Leads => "leads",
            Self::Products => "products",
            Self::Tasks => "tasks",
            Self::Competitors => "competitors",
            Self::Proposals => "proposals",
            Self::Orders => "orders",
            Self::ContractPackages => "contract-packages",
            Self::Activities => "activities",
        }
    }

    /// The list of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|list| list.as_str() == name)
    }
}

/// A column that a file of a list can have.
#[derive(Debug, Clone, PartialEq, Eq, SimpleObject)]
#[graphql(crate = "crate::api::fields")]
pub struct ExportColumn {
    /// What `columns=` of `/export` takes: a field of the API, `account.name`, or `custom.` and the key of a custom field.
    pub key: String,
    /// What the file's first row says.
    pub label: String,
}
