//! Contract packages: the row = the GraphQL object, the versions of files it pins, filters and orders.

use crate::db::filter::{Choice, DateTimeFilter, IdFilter, StringFilter, chosen};
use crate::db::id::Id;
use crate::db::schema::{contract_package_files, contract_packages};
use crate::deals::model::{Deal, DealFilter};
use crate::files::model::File;
use crate::team::model::{User, Workspace};
use crate::{entity, orders, text_enum};
use async_graphql::{Enum, InputObject, SimpleObject};
use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

text_enum! {
    /// Where a contract package stands.
    pub enum ContractPackageStatus {
        /// Being put together; the only status in which it can be edited.
        Draft = "draft",
        /// Somebody has to approve it before it may be signed.
        InApproval = "in_approval",
        /// It may be signed, as it is.
        Approved = "approved",
        /// It was not approved.
        Rejected = "rejected",
        /// It was signed. The end.
        Signed = "signed",
        /// Nothing comes of it. The end.
        Cancelled = "cancelled",
    }
}

/// What can be done with a contract package.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum ContractPackageAction {
    /// Change its name, note and files: `updateContractPackage`.
    Edit,
    /// Ask for its approval: `submitContractPackage`.
    Submit,
    /// Take back the request for approval: `recallApproval`.
    Recall,
    /// Make it a draft again: `reopenContractPackage`.
    Reopen,
    /// Say that it was signed: `signContractPackage`.
    Sign,
    /// Say that nothing comes of it: `cancelContractPackage`.
    Cancel,
}

/// Files of a deal that are approved together and then signed. It pins versions: what was approved is exactly these bytes.
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
#[diesel(table_name = contract_packages, treat_none_as_null = true)]
#[graphql(complex, crate = "crate::api::fields")]
pub struct ContractPackage {
    #[graphql(skip)]
    pub workspace_id: Id<Workspace>,
    #[graphql(skip)]
    pub id: Id<ContractPackage>,
    #[graphql(skip)]
    pub deal_id: Id<Deal>,
    /// What people call it.
    pub name: String,
    /// Anything worth knowing about it.
    pub note: Option<String>,
    /// Where it stands.
    pub status: ContractPackageStatus,
    #[graphql(skip)]
    pub approved_hash: Option<String>,
    /// When its approval was asked for last.
    pub submitted_at: Option<DateTime<Utc>>,
    #[graphql(skip)]
    pub submitted_by: Option<Id<User>>,
    /// When somebody said that it was signed; null unless it is.
    pub signed_at: Option<DateTime<Utc>>,
    #[graphql(skip)]
    pub signed_by: Option<Id<User>>,
    #[graphql(skip)]
    pub signed_on: Option<NaiveDate>,
    #[graphql(skip)]
    pub signed_file_id: Option<Id<File>>,
    /// Why nothing comes of it; null unless it was cancelled with a reason.
    pub cancel_reason: Option<String>,
    /// Counts changes, also those of its files; send it back as `expectedVersion`.
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

/// One version of a file that a package is about.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable)]
#[diesel(table_name = contract_package_files)]
pub struct ContractPackageFile {
    pub workspace_id: Id<Workspace>,
    pub id: Id<ContractPackageFile>,
    pub deal_id: Id<Deal>,
    pub package_id: Id<ContractPackage>,
    pub position: i32,
    pub file_id: Id<File>,
    pub number: i32,
    pub sha256: String,
}

entity!(ContractPackage, "pack", "a contract package", contract_packages, versioned);
entity!(ContractPackageFile, "packfile", "a file of a contract package", contract_package_files);

orders! {
    /// What contract packages can be sorted by.
    pub enum ContractPackageOrderField / ContractPackageOrder for ContractPackage {
        /// By name, as a dictionary would.
        Name => [("contract_packages.name COLLATE \"und-x-icu\"", "text", false, |p| Some(p.name.clone()))],
        /// By the day they were made.
        CreatedAt => [("contract_packages.created_at", "timestamptz", false, |p| Some(p.created_at.to_rfc3339()))],
        /// By their last change.
        UpdatedAt => [("contract_packages.updated_at", "timestamptz", false, |p| Some(p.updated_at.to_rfc3339()))],
    }
}

/// Conditions on where a contract package stands.
#[derive(Debug, Clone, Default, InputObject)]
pub struct ContractPackageStatusFilter {
    /// Exactly this.
    pub eq: Option<ContractPackageStatus>,
    /// Anything but this.
    pub ne: Option<ContractPackageStatus>,
    /// One of these.
    #[graphql(name = "in")]
    pub is_in: Option<Vec<ContractPackageStatus>>,
    /// None of these.
    pub not_in: Option<Vec<ContractPackageStatus>>,
}

impl Choice for ContractPackageStatusFilter {
    fn chosen(&self) -> (Option<Vec<String>>, Option<Vec<String>>) {
        let one_of = (self.eq, self.is_in.as_deref());
        chosen(one_of, (self.ne, self.not_in.as_deref()), ContractPackageStatus::as_str)
    }
}

/// Which contract packages. All conditions given must hold.
#[derive(Debug, Clone, Default, InputObject)]
pub struct ContractPackageFilter {
    /// The package itself.
    pub id: Option<IdFilter>,
    /// What people call it.
    pub name: Option<StringFilter>,
    /// Where it stands.
    pub status: Option<ContractPackageStatusFilter>,
    /// Its deal, by id.
    pub deal_id: Option<IdFilter>,
    /// Conditions on its deal.
    pub deal: Option<Box<DealFilter>>,
    /// Who made it, by id.
    pub created_by_id: Option<IdFilter>,
    /// When it was made.
    pub created_at: Option<DateTimeFilter>,
    /// When it was changed last.
    pub updated_at: Option<DateTimeFilter>,
    /// All of these hold.
    pub and: Option<Vec<ContractPackageFilter>>,
    /// At least one of these holds.
    pub or: Option<Vec<ContractPackageFilter>>,
    /// This does not hold.
    pub not: Option<Box<ContractPackageFilter>>,
}
