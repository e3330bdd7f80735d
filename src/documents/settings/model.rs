//! The settings of proposals: row = GraphQL object, and the input that changes them.

use crate::db::id::Id;
use crate::db::schema::proposal_settings;
use crate::entity;
use crate::team::model::{User, Workspace};
use async_graphql::{InputObject, MaybeUndefined, SimpleObject};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

/// How the workspace presents itself on its proposals, and what new ones begin with.
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
#[diesel(table_name = proposal_settings, treat_none_as_null = true)]
#[graphql(complex, crate = "crate::api::fields")]
pub struct ProposalSettings {
    #[graphql(skip)]
    pub workspace_id: Id<Workspace>,
    #[graphql(skip)]
    pub id: Id<ProposalSettings>,
    /// The name of the company that offers; the workspace's when there is none.
    pub company: Option<String>,
    /// Its postal address, as one writes it on a letter.
    pub address: Option<String>,
    /// The number it pays taxes under.
    pub tax_number: Option<String>,
    /// The number it is registered under.
    pub registration_number: Option<String>,
    /// Where customers write to.
    pub email: Option<String>,
    /// Where customers ring.
    pub phone: Option<String>,
    /// Where customers read about it.
    pub website: Option<String>,
    /// The colour of its papers, `#rrggbb`; it is darkened until it can be read on white.
    pub accent_color: Option<String>,
    #[graphql(skip)]
    pub logo_hash: Option<String>,
    /// What stands above the lines of new proposals, as Markdown.
    pub intro: Option<String>,
    /// What stands below the lines of new proposals, as Markdown.
    pub terms: Option<String>,
    /// How many days new proposals are valid.
    pub valid_days: i32,
    /// Counts changes; send it back as `expectedVersion`.
    pub version: i32,
    /// When they were set first.
    pub created_at: DateTime<Utc>,
    #[graphql(skip)]
    pub created_by: Option<Id<User>>,
    /// When they were changed last.
    pub updated_at: DateTime<Utc>,
    #[graphql(skip)]
    pub updated_by: Option<Id<User>>,
}

entity!(ProposalSettings, "propset", "settings of proposals", proposal_settings, versioned);

/// Changes to the settings of proposals: a field left out stays, a null clears.
#[derive(Debug, Clone, Default, InputObject)]
pub struct UpdateProposalSettingsInput {
    /// The name of the company that offers, at most 200 characters.
    pub company: MaybeUndefined<String>,
    /// Its postal address, at most 500 characters.
    pub address: MaybeUndefined<String>,
    /// The number it pays taxes under, at most 50 characters.
    pub tax_number: MaybeUndefined<String>,
    /// The number it is registered under, at most 50 characters.
    pub registration_number: MaybeUndefined<String>,
    /// Where customers write to, at most 200 characters.
    pub email: MaybeUndefined<String>,
    /// Where customers ring, at most 50 characters.
    pub phone: MaybeUndefined<String>,
    /// Where customers read about it, at most 200 characters.
    pub website: MaybeUndefined<String>,
    /// The colour of its papers, `#rrggbb`.
    pub accent_color: MaybeUndefined<String>,
    /// True takes the logo away; a new one is brought by `PUT /proposal-logo`.
    pub remove_logo: Option<bool>,
    /// What stands above the lines of new proposals, as Markdown, at most 20,000 characters.
    pub intro: MaybeUndefined<String>,
    /// What stands below the lines of new proposals, as Markdown, at most 20,000 characters.
    pub terms: MaybeUndefined<String>,
    /// How many days new proposals are valid, 1 to 730.
    pub valid_days: Option<i32>,
    /// The version the change was decided on; another one is refused as a conflict.
    pub expected_version: Option<i32>,
}
