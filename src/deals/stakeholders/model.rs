//! Stakeholders and the influence between them: rows = GraphQL objects, and their filters.

use crate::accounts::model::{Contact, ContactFilter};
use crate::db::filter::{BooleanFilter, Choice, DateFilter, IdFilter, NumberFilter, chosen};
use crate::db::id::Id;
use crate::db::schema::{influence_links, stakeholders};
use crate::deals::model::Deal;
use crate::pipeline::model::Lookup;
use crate::team::model::{User, Workspace};
use crate::{entity, orders, text_enum};
use async_graphql::{InputObject, SimpleObject};
use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

text_enum! {
    /// On whose side a stakeholder stands.
    pub enum StakeholderSide {
        /// The customer's.
        Customer = "customer",
        /// Ours.
        Ours = "ours",
        /// Nobody's in particular: consultants, partners, authorities.
        ThirdParty = "third_party",
    }
}

/// Somebody who takes part in a deal's decision.
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
#[diesel(table_name = stakeholders, treat_none_as_null = true)]
#[graphql(complex, crate = "crate::api::fields")]
pub struct Stakeholder {
    #[graphql(skip)]
    pub workspace_id: Id<Workspace>,
    #[graphql(skip)]
    pub id: Id<Stakeholder>,
    #[graphql(skip)]
    pub deal_id: Id<Deal>,
    #[graphql(skip)]
    pub contact_id: Id<Contact>,
    #[graphql(skip)]
    pub role_id: Option<Id<Lookup>>,
    /// On whose side they stand.
    pub side: StakeholderSide,
    /// How much their word counts in this decision, from 1 to 5.
    pub influence: i32,
    /// How they stand to us: -2 opponent, -1 sceptic, 0 neutral, 1 supporter, 2 advocate.
    pub loyalty: i32,
    /// What moves them: what they want to gain or are afraid to lose.
    pub motivators: Option<String>,
    /// Anything else worth knowing about their part.
    pub notes: Option<String>,
    #[graphql(skip)]
    pub last_met_on: Option<NaiveDate>,
    /// Counts changes; send it back as `expectedVersion`.
    pub version: i32,
    /// When they were added.
    pub created_at: DateTime<Utc>,
    #[graphql(skip)]
    pub created_by: Option<Id<User>>,
    /// When the record was changed last.
    pub updated_at: DateTime<Utc>,
    #[graphql(skip)]
    pub updated_by: Option<Id<User>>,
}

/// That one stakeholder's word counts with another.
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
#[diesel(table_name = influence_links, treat_none_as_null = true)]
#[graphql(complex, crate = "crate::api::fields")]
pub struct InfluenceLink {
    #[graphql(skip)]
    pub workspace_id: Id<Workspace>,
    #[graphql(skip)]
    pub id: Id<InfluenceLink>,
    #[graphql(skip)]
    pub deal_id: Id<Deal>,
    #[graphql(skip)]
    pub from_id: Id<Stakeholder>,
    #[graphql(skip)]
    pub to_id: Id<Stakeholder>,
    /// How much it counts: 1 a little, 2 clearly, 3 decisively.
    pub strength: i32,
    /// Counts changes; send it back as `expectedVersion`.
    pub version: i32,
    /// When it was drawn.
    pub created_at: DateTime<Utc>,
    #[graphql(skip)]
    pub created_by: Option<Id<User>>,
    /// When it was changed last.
    pub updated_at: DateTime<Utc>,
    #[graphql(skip)]
    pub updated_by: Option<Id<User>>,
}

entity!(Stakeholder, "stake", "a stakeholder", stakeholders, versioned);
entity!(InfluenceLink, "infl", "an influence link", influence_links, versioned);

orders! {
    /// What stakeholders can be sorted by.
    pub enum StakeholderOrderField / StakeholderOrder for Stakeholder {
        /// By how much their word counts.
        Influence => [("stakeholders.influence", "int", false, |s| Some(s.influence.to_string()))],
        /// By how they stand to us.
        Loyalty => [("stakeholders.loyalty", "int", false, |s| Some(s.loyalty.to_string()))],
        /// By the day they were met last.
        LastMetOn => [("stakeholders.last_met_on", "date", true, |s| s.last_met_on.map(|day| day.to_string()))],
        /// By when they were added.
        CreatedAt => [("stakeholders.created_at", "timestamptz", false, |s| Some(s.created_at.to_rfc3339()))],
    }
}

/// Conditions on the side a stakeholder stands on.
#[derive(Debug, Clone, Default, InputObject)]
pub struct StakeholderSideFilter {
    /// Exactly this.
    pub eq: Option<StakeholderSide>,
    /// Anything but this.
    pub ne: Option<StakeholderSide>,
    /// One of these.
    #[graphql(name = "in")]
    pub is_in: Option<Vec<StakeholderSide>>,
    /// None of these.
    pub not_in: Option<Vec<StakeholderSide>>,
}

impl Choice for StakeholderSideFilter {
    fn chosen(&self) -> (Option<Vec<String>>, Option<Vec<String>>) {
        let one_of = (self.eq, self.is_in.as_deref());
        chosen(one_of, (self.ne, self.not_in.as_deref()), StakeholderSide::as_str)
    }
}

/// Which stakeholders. All conditions given must hold.
#[derive(Debug, Clone, Default, InputObject)]
pub struct StakeholderFilter {
    /// The stakeholder itself.
    pub id: Option<IdFilter>,
    /// The contact, by id.
    pub contact_id: Option<IdFilter>,
    /// The part they play, by id of the list value.
    pub role_id: Option<IdFilter>,
    /// On whose side they stand.
    pub side: Option<StakeholderSideFilter>,
    /// How much their word counts, 1 to 5.
    pub influence: Option<NumberFilter<i32>>,
    /// How they stand to us, -2 to 2.
    pub loyalty: Option<NumberFilter<i32>>,
    /// The day they were met last.
    pub last_met_on: Option<DateFilter>,
    /// Conditions on the contact.
    pub contact: Option<Box<ContactFilter>>,
    /// All of these hold.
    pub and: Option<Vec<StakeholderFilter>>,
    /// At least one of these holds.
    pub or: Option<Vec<StakeholderFilter>>,
    /// This does not hold.
    pub not: Option<Box<StakeholderFilter>>,
}

/// Conditions on a list of stakeholders. Only those of deals the viewer may see count.
#[derive(Debug, Clone, Default, InputObject)]
pub struct StakeholderListFilter {
    /// At least one stakeholder is like this.
    pub some: Option<StakeholderFilter>,
    /// No stakeholder is like this.
    pub none: Option<StakeholderFilter>,
    /// Every stakeholder is like this; also when there is none.
    pub every: Option<StakeholderFilter>,
}

/// Conditions on how well a deal's stakeholders are covered.
#[derive(Debug, Clone, Default, InputObject)]
pub struct CoverageFilter {
    /// Whether a stakeholder is known who decides.
    pub decision_maker_known: Option<BooleanFilter>,
    /// Loyalty weighted by influence, -2 to 2. Deals without stakeholders have none.
    pub weighted_loyalty: Option<NumberFilter<Decimal>>,
    /// How many stakeholders there are.
    pub stakeholders: Option<NumberFilter<i32>>,
    /// The day the one was last met whose last meeting is longest ago; empty when somebody was never met, or there is nobody.
    pub all_met_since: Option<DateFilter>,
}
