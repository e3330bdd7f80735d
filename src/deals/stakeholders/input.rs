//! What mutations on stakeholders take.

use crate::accounts::input::CreateContactInput;
use crate::accounts::model::Contact;
use crate::api::scalars::Date;
use crate::db::id::Id;
use crate::deals::model::Deal;
use crate::deals::stakeholders::model::{InfluenceLink, Stakeholder, StakeholderSide};
use crate::pipeline::model::Lookup;
use async_graphql::{InputObject, MaybeUndefined};

/// Adds a stakeholder to a deal: a contact that is there, or a new one.
#[derive(Debug, Clone, Default, InputObject)]
pub struct AddStakeholderInput {
    /// The deal.
    pub deal_id: Id<Deal>,
    /// Who it is. Give either this or `newContact`.
    pub contact_id: Option<Id<Contact>>,
    /// Who it is, added as a contact in the same step; at the deal's account unless another is named.
    pub new_contact: Option<CreateContactInput>,
    /// The part they play: a value of the list `STAKEHOLDER_ROLE`.
    pub role_id: Option<Id<Lookup>>,
    /// On whose side they stand; the customer's when left out.
    pub side: Option<StakeholderSide>,
    /// How much their word counts, 1 to 5; 3 when left out.
    pub influence: Option<i32>,
    /// How they stand to us, -2 to 2; 0 when left out.
    pub loyalty: Option<i32>,
    /// What moves them.
    pub motivators: Option<String>,
    /// Anything else worth knowing about their part.
    pub notes: Option<String>,
    /// The day they were met last.
    pub last_met_on: Option<Date>,
    /// Makes them the deal's primary contact. A deal's first stakeholder always is.
    pub primary: Option<bool>,
}

/// Changes to a stakeholder: a field left out stays, a null clears.
#[derive(Debug, Clone, InputObject)]
pub struct UpdateStakeholderInput {
    /// The stakeholder.
    pub id: Id<Stakeholder>,
    /// The part they play.
    pub role_id: MaybeUndefined<Id<Lookup>>,
    /// On whose side they stand.
    pub side: Option<StakeholderSide>,
    /// How much their word counts, 1 to 5.
    pub influence: Option<i32>,
    /// How they stand to us, -2 to 2.
    pub loyalty: Option<i32>,
    /// What moves them.
    pub motivators: MaybeUndefined<String>,
    /// Anything else worth knowing about their part.
    pub notes: MaybeUndefined<String>,
    /// The day they were met last.
    pub last_met_on: MaybeUndefined<Date>,
    /// True makes them the deal's primary contact instead of the present one. There is always one, so false is refused on it.
    pub primary: Option<bool>,
    /// The version the change was decided on; another one is refused as a conflict.
    pub expected_version: Option<i32>,
}

/// Takes a stakeholder, and the influence drawn from and to them, off a deal. The contact stays.
#[derive(Debug, Clone, InputObject)]
pub struct RemoveStakeholderInput {
    /// The stakeholder.
    pub id: Id<Stakeholder>,
    /// The version the change was decided on; another one is refused as a conflict.
    pub expected_version: Option<i32>,
}

/// Says that one stakeholder's word counts with another, and how much; again: changes how much.
#[derive(Debug, Clone, InputObject)]
pub struct LinkStakeholdersInput {
    /// Whose word counts.
    pub from_id: Id<Stakeholder>,
    /// With whom; another stakeholder of the same deal.
    pub to_id: Id<Stakeholder>,
    /// How much: 1 a little, 2 clearly, 3 decisively; 2 when left out.
    pub strength: Option<i32>,
    /// The version of the influence drawn already that the change was decided on; another one is refused as a conflict.
    pub expected_version: Option<i32>,
}

/// Takes an influence back.
#[derive(Debug, Clone, InputObject)]
pub struct UnlinkStakeholdersInput {
    /// The influence.
    pub id: Id<InfluenceLink>,
    /// The version the change was decided on; another one is refused as a conflict.
    pub expected_version: Option<i32>,
}
