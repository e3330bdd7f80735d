//! What belongs to a deal besides its row and is no record of its own: its texts, its stays, its shares; and what is loaded ahead of
//! a page of deals.

use crate::activities::store::NextTaskBatch;
use crate::api::ahead::{Ahead, Related};
use crate::api::context::Ask;
use crate::api::loaders::{Asking, Batch};
use crate::api::user_errors::user_actor;
use crate::app::error::Result as AppResult;
use crate::approvals::runs::store::PendingBatch;
use crate::db::id::Id;
use crate::db::pool::DbConnection;
use crate::deals::lines::store::TotalsBatch;
use crate::deals::model::{Brief, Deal, DealShare, StageVisit};
use crate::deals::store;
use crate::history::model::ActorNode;
use crate::pipeline::model::Stage;
use crate::team::model::{Team, User};
use async_graphql::{ComplexObject, Context, Object, Result};
use futures_util::try_join;
use std::collections::HashMap;
use std::sync::Arc;
use uuid::Uuid;

impl Related for Deal {
    async fn ahead(page: &Ahead<'_, Self>) -> AppResult<()> {
        try_join!(
            page.one("account", |deal| deal.account_id),
            page.one("primaryContact", |deal| deal.primary_contact_id),
            page.one("owner", |deal| Some(deal.owner_id)),
            page.one("pipeline", |deal| Some(deal.pipeline_id)),
            page.one("stage", |deal| Some(deal.stage_id)),
            page.one("forecastCategory", |deal| deal.forecast_category_id),
            page.one("source", |deal| deal.source_id),
            page.one("lossReason", |deal| deal.loss_reason_id),
            page.batch::<NextTaskBatch>("nextTask", |deal| Some(deal.id.0)),
            page.batch::<TotalsBatch>("lineTotals", |deal| Some(deal.id.0)),
            page.batch::<PendingBatch>("pendingEntry", |deal| Some(deal.id.0)),
        )
        .map(drop)
    }
}

/// The long texts of deals by deal.
pub struct Briefs;
impl Batch for Briefs {
    type Key = Uuid;
    type Value = Brief;
    async fn load(
        conn: &mut DbConnection,
        asking: &Asking,
        ids: Vec<Uuid>,
    ) -> AppResult<HashMap<Uuid, Brief>> {
        let rows = store::briefs(conn, asking.viewer.workspace_id, &ids).await?;
        Ok(rows.into_iter().map(|row| (row.id.0, row)).collect())
    }
}

/// The long texts of a deal, as fields of the deal.
pub struct Texts(pub Id<Deal>);

async fn brief(ctx: &Context<'_>, id: Id<Deal>) -> Result<Option<Brief>> {
    Ok(ctx.loaders()?.load::<Briefs>(id.0).await?)
}

/// The long texts of a deal.
#[Object(crate = "crate::api::fields")]
impl Texts {
    /// Why it was put aside.
    async fn inactive_reason(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        Ok(brief(ctx, self.0).await?.and_then(|brief| brief.inactive_reason))
    }
    /// What was learnt from winning or losing it.
    async fn win_loss_report(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        Ok(brief(ctx, self.0).await?.and_then(|brief| brief.win_loss_report))
    }
    /// Anything worth knowing about it.
    async fn description(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        Ok(brief(ctx, self.0).await?.and_then(|brief| brief.description))
    }
    /// What the customer needs.
    async fn customer_needs(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        Ok(brief(ctx, self.0).await?.and_then(|brief| brief.customer_needs))
    }
    /// What is proposed to them.
    async fn proposed_solution(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        Ok(brief(ctx, self.0).await?.and_then(|brief| brief.proposed_solution))
    }
    /// How to win it.
    async fn tactics(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        Ok(brief(ctx, self.0).await?.and_then(|brief| brief.tactics))
    }
}

/// The stays of deals by deal.
pub struct Visits;
impl Batch for Visits {
    type Key = Uuid;
    type Value = Vec<StageVisit>;
    async fn load(
        conn: &mut DbConnection,
        asking: &Asking,
        ids: Vec<Uuid>,
    ) -> AppResult<HashMap<Uuid, Vec<StageVisit>>> {
        let mut grouped: HashMap<Uuid, Vec<StageVisit>> = HashMap::new();
        for row in store::visits(conn, asking.viewer.workspace_id, &ids).await? {
            grouped.entry(row.deal_id.0).or_default().push(row);
        }
        Ok(grouped)
    }
}

/// The shares of deals by deal.
pub struct Shares;
impl Batch for Shares {
    type Key = Uuid;
    type Value = Vec<DealShare>;
    async fn load(
        conn: &mut DbConnection,
        asking: &Asking,
        ids: Vec<Uuid>,
    ) -> AppResult<HashMap<Uuid, Vec<DealShare>>> {
        let mut grouped: HashMap<Uuid, Vec<DealShare>> = HashMap::new();
        for row in store::shares(conn, asking.viewer.workspace_id, &ids).await? {
            grouped.entry(row.deal_id.0).or_default().push(row);
        }
        Ok(grouped)
    }
}

/// Somebody a deal is shared with: a user or a team.
#[Object(crate = "crate::api::fields")]
impl DealShare {
    /// The user, when it is one.
    async fn user(&self, ctx: &Context<'_>) -> Result<Option<Arc<User>>> {
        Ok(ctx.one(self.user_id).await?)
    }
    /// The team, when it is one.
    async fn team(&self, ctx: &Context<'_>) -> Result<Option<Arc<Team>>> {
        Ok(ctx.one(self.team_id).await?)
    }
}

#[ComplexObject]
impl StageVisit {
    /// Its id.
    pub async fn id(&self) -> Id<StageVisit> {
        self.id
    }
    /// The stage; also one removed since.
    async fn stage(&self, ctx: &Context<'_>) -> Result<Arc<Stage>> {
        Ok(ctx.the(self.stage_id).await?)
    }
    /// Who put it there.
    async fn entered_by(&self) -> Option<ActorNode> {
        user_actor(self.entered_by.map(|id| id.0))
    }
    /// Who moved it on.
    async fn left_by(&self) -> Option<ActorNode> {
        user_actor(self.left_by.map(|id| id.0))
    }
    /// How long it stayed, or has stayed so far, in seconds.
    async fn seconds(&self, ctx: &Context<'_>) -> Result<i64> {
        let until = self.left_at.unwrap_or(ctx.loaders()?.asking.now);
        Ok((until - self.entered_at).num_seconds())
    }
}
