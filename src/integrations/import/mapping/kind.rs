//! The kinds of rows there are, and their fields.

use serde::{Deserialize, Serialize};

const ACCOUNTS: &[&str] = &[
    "name",
    "website",
    "industry",
    "source",
    "owner",
    "parent",
    "employees",
    "annual_revenue",
    "founded_year",
    "phone",
    "address",
    "description",
];

const CONTACTS: &[&str] = &[
    "last_name",
    "first_name",
    "account",
    "email",
    "phone",
    "job_title",
    "department",
    "language",
    "source",
    "owner",
    "description",
];

const LEADS: &[&str] = &[
    "topic",
    "company",
    "first_name",
    "last_name",
    "job_title",
    "email",
    "phone",
    "website",
    "source",
    "owner",
    "budget",
    "authority",
    "need",
    "timing",
    "description",
];

const PRODUCTS: &[&str] =
    &["name", "code", "series", "description", "tax_percent", "price", "currency", "active"];

const DEALS: &[&str] = &[
    "name",
    "account",
    "owner",
    "pipeline",
    "stage",
    "amount",
    "currency",
    "budget",
    "probability",
    "source",
    "loss_reason",
    "next_step",
    "description",
    "created_on",
    "stage_entered_on",
    "closed_on",
    "expected_close_on",
    "product",
    "quantity",
    "unit_price",
];

/// What a file's rows are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    Teams,
    Users,
    Accounts,
    Contacts,
    Leads,
    Products,
    Deals,
}

impl Kind {
    /// The text external ids are kept under.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Teams => "team",
            Self::Users => "user",
            Self::Accounts => "account",
            Self::Contacts => "contact",
            Self::Leads => "lead",
            Self::Products => "product",
            Self::Deals => "deal",
        }
    }

    /// The fields a row of this kind can have.
    pub const fn fields(self) -> &'static [&'static str] {
        match self {
            Self::Teams => &["name", "parent", "manager"],
            Self::Users => &["name", "email", "role", "team"],
            Self::Accounts => ACCOUNTS,
            Self::Contacts => CONTACTS,
            Self::Leads => LEADS,
            Self::Products => PRODUCTS,
            Self::Deals => DEALS,
        }
    }

    /// The fields that name other records by their keys, and of which kind those are.
    pub const fn references(self) -> &'static [(&'static str, Kind)] {
        match self {
            Self::Teams => &[("parent", Self::Teams), ("manager", Self::Users)],
            Self::Users => &[("team", Self::Teams)],
            Self::Accounts => &[("parent", Self::Accounts), ("owner", Self::Users)],
            Self::Contacts => &[("account", Self::Accounts), ("owner", Self::Users)],
            Self::Leads => &[("owner", Self::Users)],
            Self::Products => &[],
            Self::Deals => {
                &[("account", Self::Accounts), ("owner", Self::Users), ("product", Self::Products)]
            }
        }
    }

    /// The fields a row of this kind must have.
    pub const fn needed(self) -> &'static [&'static str] {
        match self {
            Self::Teams | Self::Accounts | Self::Products => &["name"],
            Self::Users => &["name", "email"],
            Self::Contacts => &["last_name"],
            Self::Leads => &["topic"],
            Self::Deals => &["owner", "stage"],
        }
    }
}
