//! Stakeholders in GraphQL.

use crate::accounts::model::Contact;
use crate::api::ahead::{Ahead, Related};
use crate::api::context::Ask;
use crate::api::fields::List;
use crate::api::page::{Counting, PageArgs, ParentColumn, Under, counted_under};
use crate::api::scalars::{Cursor, Date};
use crate::api::user_errors::{UserError, outcome, position, user_actor};
use crate::app::error::Result as AppResult;
use crate::db::id::Id;
use crate::db::list::{Listing, Visible};
use crate::db::order::{Keyset, OrderDirection};
use crate::deals::model::Deal;
use crate::deals::stakeholders::input::{
    AddStakeholderInput, LinkStakeholdersInput, RemoveStakeholderInput, UnlinkStakeholdersInput,
    UpdateStakeholderInput,
};
use crate::deals::stakeholders::model::{
    InfluenceLink, Stakeholder, StakeholderFilter, StakeholderOrder, StakeholderOrderField,
};
use crate::deals::stakeholders::rules::{DECISION_MAKER, EXPECTED_ROLES, weighted_loyalty};
use crate::deals::stakeholders::{actions, store};
use crate::history::model::{ActorNode, HistoryConnection};
use crate::pipeline::model::Lookup;
use async_graphql::{ComplexObject, Context, Object, Result, SimpleObject};
use chrono::{Days, NaiveDate};
use futures_util::try_join;
use rust_decimal::Decimal;
use std::sync::Arc;
use uuid::Uuid;

impl Related for Stakeholder {
    async fn ahead(page: &Ahead<'_, Self>) -> AppResult<()> {
        try_join!(
            page.one("contact", |stakeholder| Some(stakeholder.contact_id)),
            page.one("role", |stakeholder| stakeholder.role_id),
            page.one("deal", |stakeholder| Some(stakeholder.deal_id)),
        )
        .map(drop)
    }
}

#[ComplexObject]
impl Stakeholder {
    /// Its id, the same everywhere.
    pub async fn id(&self) -> Id<Stakeholder> {
        self.id
    }
    /// The deal whose decision it is.
    async fn deal(&self, ctx: &Context<'_>) -> Result<Arc<Deal>> {
        Ok(ctx.the(self.deal_id).await?)
    }
    /// Who it is.
    async fn contact(&self, ctx: &Context<'_>) -> Result<Arc<Contact>> {
        Ok(ctx.the(self.contact_id).await?)
    }
    /// The part they play; null while that is not known.
    async fn role(&self, ctx: &Context<'_>) -> Result<Option<Arc<Lookup>>> {
        Ok(ctx.one(self.role_id).await?)
    }
    /// Whether they are the deal's primary contact. While a deal has stakeholders, exactly one is.
    async fn primary(&self, ctx: &Context<'_>) -> Result<bool> {
        Ok(ctx.the(self.deal_id).await?.primary_contact_id == Some(self.contact_id))
    }
    /// The day somebody of ours last met or talked to them about the deal.
    async fn last_met_on(&self) -> Option<Date> {
        self.last_met_on.map(Date)
    }
    /// Who changed what, newest first.
    async fn history(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many entries at most, 1 to 200; 50 when left out.")] first: Option<i32>,
        #[graphql(desc = "Only entries older than this cursor of an edge.")] after: Option<String>,
        #[graphql(desc = "Also what its creator corrected soon after creation.")] include_grace: Option<bool>,
    ) -> Result<HistoryConnection> {
        let args = PageArgs::forward(first, after);
        Ok(Box::pin(crate::history::graphql::of(ctx, self.id.0, args, include_grace)).await?)
    }
    /// Who added them.
    async fn created_by(&self) -> Option<ActorNode> {
        user_actor(self.created_by.map(|id| id.0))
    }
    /// Who changed the record last.
    async fn updated_by(&self) -> Option<ActorNode> {
        user_actor(self.updated_by.map(|id| id.0))
    }
}

#[ComplexObject]
impl InfluenceLink {
    /// Its id, the same everywhere.
    pub async fn id(&self) -> Id<InfluenceLink> {
        self.id
    }
    /// Whose word counts.
    async fn from(&self, ctx: &Context<'_>) -> Result<Arc<Stakeholder>> {
        Ok(ctx.the(self.from_id).await?)
    }
    /// With whom.
    async fn to(&self, ctx: &Context<'_>) -> Result<Arc<Stakeholder>> {
        Ok(ctx.the(self.to_id).await?)
    }
    /// Who drew it.
    async fn created_by(&self) -> Option<ActorNode> {
        user_actor(self.created_by.map(|id| id.0))
    }
    /// Who changed it last.
    async fn updated_by(&self) -> Option<ActorNode> {
        user_actor(self.updated_by.map(|id| id.0))
    }
}

/// What a deal's stakeholders come to: whether those who decide are known, and for us.
pub struct Coverage {
    stakeholders: Arc<Vec<Stakeholder>>,
    roles: Arc<Vec<Lookup>>,
    today: NaiveDate,
}

impl Coverage {
    /// Of a deal the viewer sees.
    pub async fn of(ctx: &Context<'_>, deal: Id<Deal>) -> AppResult<Self> {
        let loaders = ctx.loaders()?;
        let (stakeholders, roles) = try_join!(
            loaders.load::<store::StakeholdersBatch>(deal.0),
            loaders.load::<store::RolesBatch>(())
        )?;
        let today = loaders.asking.now.date_naive();
        Ok(Self { stakeholders: stakeholders.unwrap_or_default(), roles: roles.unwrap_or_default(), today })
    }

    fn has(&self, role: &Lookup) -> bool {
        self.stakeholders.iter().any(|stakeholder| stakeholder.role_id == Some(role.id))
    }
}

/// What a deal's stakeholders come to: whether those who decide are known, and for us.
#[Object(crate = "crate::api::fields")]
impl Coverage {
    /// Whether a stakeholder is known who decides.
    async fn decision_maker_known(&self) -> bool {
        self.roles.iter().any(|role| role.key == DECISION_MAKER && self.has(role))
    }
    /// Loyalty weighted by influence, from -2 to 2; null without stakeholders.
    async fn weighted_loyalty(&self) -> Option<Decimal> {
        let ratings: Vec<(i32, i32)> =
            self.stakeholders.iter().map(|rated| (rated.influence, rated.loyalty)).collect();
        weighted_loyalty(&ratings)
    }
    /// Roles such a decision rarely does without and that nobody plays yet: decision maker, economic buyer, champion, technical
    /// evaluator and end user, as far as the workspace has not archived them.
    async fn missing_roles(&self) -> Vec<Lookup> {
        let missed =
            |role: &&Lookup| EXPECTED_ROLES.contains(&role.key.as_str()) && !role.archived && !self.has(role);
        self.roles.iter().filter(missed).cloned().collect()
    }
    /// Whom nobody has met lately, whose word counts most first; our own people are left out.
    async fn not_met_lately(
        &self,
        #[graphql(desc = "How many days are lately, 1 to 3650; 30 when left out.")] days: Option<i32>,
    ) -> List<Stakeholder> {
        let days = u64::try_from(days.unwrap_or(30)).unwrap_or(1).clamp(1, 3650);
        let since = self.today.checked_sub_days(Days::new(days));
        let late = |one: &&Stakeholder| {
            one.side != super::model::StakeholderSide::Ours
                && one.last_met_on.is_none_or(|day| Some(day) < since)
        };
        let mut late: Vec<Stakeholder> = self.stakeholders.iter().filter(late).cloned().collect();
        late.sort_by_key(|one| (-one.influence, one.created_at, one.id));
        List(late)
    }
    /// How many stakeholders there are.
    async fn stakeholders(&self) -> i32 {
        i32::try_from(self.stakeholders.len()).unwrap_or(i32::MAX)
    }
}

type Wanted = (Option<Box<StakeholderFilter>>, Vec<StakeholderOrder>);

/// The stakeholders of a deal; whose word counts most first unless another order is given.
pub async fn of_deal(
    ctx: &Context<'_>,
    id: Id<Deal>,
    wanted: Wanted,
    args: PageArgs,
) -> AppResult<Counting<Stakeholder>> {
    under(ctx, (id.0, ("stakeholders.deal_id", |row| Some(row.deal_id.0))), wanted, args).await
}

/// What a contact is a stakeholder in, as far as the viewer may see the deals.
pub async fn of_contact(
    ctx: &Context<'_>,
    id: Id<Contact>,
    wanted: Wanted,
    args: PageArgs,
) -> AppResult<Counting<Stakeholder>> {
    under(ctx, (id.0, ("stakeholders.contact_id", |row| Some(row.contact_id.0))), wanted, args).await
}

async fn under(
    ctx: &Context<'_>,
    (parent, column): (Uuid, ParentColumn<Stakeholder>),
    (filter, order): Wanted,
    args: PageArgs,
) -> AppResult<Counting<Stakeholder>> {
    let shape = format!("{filter:?}{order:?}{args:?}").into();
    let asking = &ctx.loaders()?.asking;
    let mut conditions = Stakeholder::seen_by(&asking.viewer, asking.now);
    if let Some(filter) = &filter {
        store::filter_stakeholders(&mut conditions, filter)?;
    }
    let default = [(StakeholderOrderField::Influence, OrderDirection::Desc)];
    let terms = StakeholderOrder::terms(&order, &default, &asking.viewer)?;
    let listing = Listing {
        conditions: conditions.into_sql().into(),
        keyset: Keyset::new(terms, Stakeholder::ID, Stakeholder::uuid),
        page: args.page(&ctx.app().settings.limits)?,
    };
    counted_under(ctx, Under { parent, column, shape, listing: listing.into() }).await
}

/// What came of a change to a stakeholder.
#[derive(SimpleObject)]
#[graphql(complex, crate = "crate::api::fields")]
pub struct StakeholderPayload {
    /// The stakeholder as it is now, or as it was last when it was removed; null when the change was refused.
    stakeholder: Option<Stakeholder>,
    /// Why the change was refused; empty when it was made.
    user_errors: Vec<UserError>,
}

#[ComplexObject]
impl StakeholderPayload {
    /// The deal with all its stakeholders; null when the change was refused.
    async fn deal(&self, ctx: &Context<'_>) -> Result<Option<Arc<Deal>>> {
        Ok(ctx.one(self.stakeholder.as_ref().map(|stakeholder| stakeholder.deal_id)).await?)
    }
    /// The log's position after the change.
    async fn event_cursor(&self, ctx: &Context<'_>) -> Result<Option<Cursor>> {
        Ok(position(ctx).await?)
    }
}

impl StakeholderPayload {
    fn of(done: AppResult<Stakeholder>) -> Result<Self> {
        let (stakeholder, user_errors) = outcome(done)?;
        Ok(Self { stakeholder, user_errors })
    }
}

/// What came of a change to the influence between stakeholders.
#[derive(SimpleObject)]
#[graphql(complex, crate = "crate::api::fields")]
pub struct InfluenceLinkPayload {
    /// The influence as it is now, or as it was last when it was taken back; null when the change was refused.
    influence_link: Option<InfluenceLink>,
    /// Why the change was refused; empty when it was made.
    user_errors: Vec<UserError>,
}

#[ComplexObject]
impl InfluenceLinkPayload {
    /// The deal with all its stakeholders; null when the change was refused.
    async fn deal(&self, ctx: &Context<'_>) -> Result<Option<Arc<Deal>>> {
        Ok(ctx.one(self.influence_link.as_ref().map(|link| link.deal_id)).await?)
    }
    /// The log's position after the change.
    async fn event_cursor(&self, ctx: &Context<'_>) -> Result<Option<Cursor>> {
        Ok(position(ctx).await?)
    }
}

impl InfluenceLinkPayload {
    fn of(done: AppResult<InfluenceLink>) -> Result<Self> {
        let (influence_link, user_errors) = outcome(done)?;
        Ok(Self { influence_link, user_errors })
    }
}

#[derive(Default)]
pub struct StakeholderMutation;

#[Object]
impl StakeholderMutation {
    /// Adds a stakeholder to a deal: a contact that is there, or a new one made in the same step. The first is its primary contact.
    async fn add_stakeholder(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The deal, who it is, and the part they play.")] input: AddStakeholderInput,
    ) -> Result<StakeholderPayload> {
        StakeholderPayload::of(ctx.write(async |tx| actions::add_stakeholder(tx, input.clone()).await).await)
    }
    /// Changes a stakeholder: fields left out stay, nulls clear.
    async fn update_stakeholder(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The stakeholder and what changes.")] input: UpdateStakeholderInput,
    ) -> Result<StakeholderPayload> {
        StakeholderPayload::of(
            ctx.write(async |tx| actions::update_stakeholder(tx, input.clone()).await).await,
        )
    }
    /// Takes a stakeholder off a deal. If it was the primary contact, the one whose word counts most takes that place.
    async fn remove_stakeholder(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The stakeholder.")] input: RemoveStakeholderInput,
    ) -> Result<StakeholderPayload> {
        StakeholderPayload::of(
            ctx.write(async |tx| actions::remove_stakeholder(tx, input.clone()).await).await,
        )
    }
    /// Says that one stakeholder's word counts with another, and how much.
    async fn link_stakeholders(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The two, and how much it counts.")] input: LinkStakeholdersInput,
    ) -> Result<InfluenceLinkPayload> {
        InfluenceLinkPayload::of(
            ctx.write(async |tx| actions::link_stakeholders(tx, input.clone()).await).await,
        )
    }
    /// Takes an influence back.
    async fn unlink_stakeholders(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The influence.")] input: UnlinkStakeholdersInput,
    ) -> Result<InfluenceLinkPayload> {
        InfluenceLinkPayload::of(
            ctx.write(async |tx| actions::unlink_stakeholders(tx, input.clone()).await).await,
        )
    }
}
