//! What a merge is asked with.

use crate::accounts::model::{Account, Contact};
use crate::db::id::Id;
use async_graphql::InputObject;

/// Which account is merged into which, and what it brings along.
#[derive(Debug, Clone, InputObject)]
pub struct MergeAccountsInput {
    /// The account that stays.
    pub keep_id: Id<Account>,
    /// The account that is merged into it: put away for good, with its page leading to the other.
    pub merge_id: Id<Account>,
    /// The fields that take the merged one's value, empty or not, as the API names them: `website`, `industry`, `owner`,
    /// `annualRevenue`, `custom.key` …; all others stay as they are on the one that is kept. Left out: none.
    pub fields: Option<Vec<String>>,
    /// The version of the kept account that the choice was made on; another one is refused as a conflict.
    pub expected_version: i32,
    /// The version of the merged account that the choice was made on; another one is refused as a conflict.
    pub merge_expected_version: i32,
}

/// Which contact is merged into which, and what they bring along.
#[derive(Debug, Clone, InputObject)]
pub struct MergeContactsInput {
    /// The contact that stays.
    pub keep_id: Id<Contact>,
    /// The contact that is merged into it: put away for good, with their page leading to the other.
    pub merge_id: Id<Contact>,
    /// The fields that take the merged one's value, empty or not, as the API names them: `jobTitle`, `emails`, `account`, `owner`,
    /// `custom.key` …; all others stay as they are on the one that is kept. Left out: none.
    pub fields: Option<Vec<String>>,
    /// The version of the kept contact that the choice was made on; another one is refused as a conflict.
    pub expected_version: i32,
    /// The version of the merged contact that the choice was made on; another one is refused as a conflict.
    pub merge_expected_version: i32,
}
