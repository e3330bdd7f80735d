//! What mutations on contract packages take.

use crate::api::scalars::Date;
use crate::db::id::Id;
use crate::deals::model::Deal;
use crate::files::model::File;
use crate::proposals::packages::model::ContractPackage;
use async_graphql::{InputObject, MaybeUndefined};

/// A new contract package: a draft with the latest version of each file.
#[derive(Debug, Clone, InputObject)]
pub struct CreateContractPackageInput {
    /// The deal.
    pub deal_id: Id<Deal>,
    /// What people call it, 1 to 200 characters.
    pub name: String,
    /// Anything worth knowing about it, at most 5,000 characters.
    pub note: Option<String>,
    /// The files, in order, at most 50: files on the deal that were not put away. One that is named twice counts once.
    pub file_ids: Vec<Id<File>>,
}

/// Changes to a draft: a field left out stays, a null clears.
#[derive(Debug, Clone, InputObject)]
pub struct UpdateContractPackageInput {
    /// The contract package.
    pub id: Id<ContractPackage>,
    /// What people call it, 1 to 200 characters.
    pub name: Option<String>,
    /// Anything worth knowing about it, at most 5,000 characters.
    pub note: MaybeUndefined<String>,
    /// The files, in order, at most 50: the latest version of each is taken anew, also of those that were in it before.
    pub file_ids: Option<Vec<Id<File>>>,
    /// The version the change was decided on; another one is refused as a conflict.
    pub expected_version: Option<i32>,
}

/// Asks for the approval of a draft that has files, in their latest versions. When nobody has to approve it, it is approved at once.
#[derive(Debug, Clone, InputObject)]
pub struct SubmitContractPackageInput {
    /// The contract package.
    pub id: Id<ContractPackage>,
    /// What whoever decides should know, at most 2,000 characters.
    pub message: Option<String>,
    /// The version the decision was made on; another one is refused as a conflict.
    pub expected_version: Option<i32>,
}

/// Makes an approved or rejected contract package a draft again, with the latest version of each file. It has to be approved anew.
#[derive(Debug, Clone, InputObject)]
pub struct ReopenContractPackageInput {
    /// The contract package.
    pub id: Id<ContractPackage>,
    /// The version the decision was made on; another one is refused as a conflict.
    pub expected_version: Option<i32>,
}

/// Says that an approved contract package was signed.
#[derive(Debug, Clone, InputObject)]
pub struct SignContractPackageInput {
    /// The contract package.
    pub id: Id<ContractPackage>,
    /// The day on the paper, not ahead; left out: today in the workspace's time zone.
    pub signed_on: Option<Date>,
    /// The signed paper: a file on the same deal.
    pub signed_file_id: Option<Id<File>>,
    /// The version the decision was made on; another one is refused as a conflict.
    pub expected_version: Option<i32>,
}

/// Says that nothing comes of a contract package that was not signed. A request for its approval is taken back.
#[derive(Debug, Clone, InputObject)]
pub struct CancelContractPackageInput {
    /// The contract package.
    pub id: Id<ContractPackage>,
    /// Why, at most 1,000 characters.
    pub reason: Option<String>,
    /// The version the decision was made on; another one is refused as a conflict.
    pub expected_version: Option<i32>,
}
