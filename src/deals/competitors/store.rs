//! SQL for competitors on deals, and who may see them: whoever sees the deal.

use crate::api::loaders::{Asking, Batch};
use crate::app::error::Result;
use crate::app::tx::Tx;
use crate::catalogue::competitors::model::Competitor;
use crate::db::filter::{Conditions, Relation};
use crate::db::fragment::{Bind, Fragment, Statement};
use crate::db::id::Id;
use crate::db::list::Visible;
use crate::db::pool::DbConnection;
use crate::db::schema::deal_competitors;
use crate::deals::competitors::model::{
    CompetitorRecord, DealCompetitor, DealCompetitorFilter, DealCompetitorListFilter,
};
use crate::deals::model::Deal;
use crate::deals::store::{filter_deals, on_visible_deal};
use diesel::prelude::*;
use diesel::sql_types as sql;
use diesel_async::RunQueryDsl;
use std::collections::HashMap;
use uuid::Uuid;

impl Visible for DealCompetitor {
    const ID: &'static str = "deal_competitors.id";
    const WORKSPACE: &'static str = "deal_competitors.workspace_id";

    fn see(conditions: &mut Conditions<'_>) {
        on_visible_deal(conditions, "deal_competitors.deal_id");
    }

    fn uuid(&self) -> Uuid {
        self.id.0
    }
}

const DEAL: Relation = Relation {
    column: "deal_competitors.deal_id",
    select: "SELECT deals.id FROM deals WHERE ",
    workspace: "deals.workspace_id",
};

/// Adds a filter on competitors of deals.
pub fn filter_rivals(to: &mut Conditions<'_>, filter: &DealCompetitorFilter) -> Result<()> {
    to.id::<DealCompetitor>("deal_competitors.id", filter.id.as_ref())?;
    to.id::<Competitor>("deal_competitors.competitor_id", filter.competitor_id.as_ref())?;
    to.one_of("deal_competitors.threat", filter.threat.as_ref().map(|threat| threat as _));
    to.one_of("deal_competitors.outcome", filter.outcome.as_ref().map(|outcome| outcome as _));
    if let Some(deal) = &filter.deal {
        to.some(DEAL, |inner| {
            Deal::see(inner);
            filter_deals(inner, deal)
        })?;
    }
    to.logic((filter.and.as_deref(), filter.or.as_deref(), filter.not.as_deref()), filter_rivals)
}

/// Adds a filter on a list of competitors of deals; only visible ones count.
pub fn filter_list(
    to: &mut Conditions<'_>,
    relation: Relation,
    filter: &DealCompetitorListFilter,
) -> Result<()> {
    let visible = |inner: &mut Conditions<'_>, filter: &DealCompetitorFilter| {
        DealCompetitor::see(inner);
        filter_rivals(inner, filter)
    };
    if let Some(some) = &filter.some {
        to.some(relation, |inner| visible(inner, some))?;
    }
    if let Some(none) = &filter.none {
        to.none(relation, |inner| visible(inner, none))?;
    }
    if let Some(every) = &filter.every {
        let see = |inner: &mut Conditions<'_>| {
            DealCompetitor::see(inner);
            Ok(())
        };
        to.every(relation, see, |inner| filter_rivals(inner, every))?;
    }
    Ok(())
}

/// Whether a competitor is named on the deal at hand. Whoever sees the deal sees it, so nothing more is asked.
pub const COMPETITOR_NAMED: &str = "EXISTS (SELECT FROM deal_competitors c WHERE c.workspace_id = deals.workspace_id AND c.deal_id = deals.id)";

/// The competitors named on a deal whose row is locked.
pub async fn of_deal(tx: &mut Tx, deal: Id<Deal>) -> Result<Vec<DealCompetitor>> {
    let rows = deal_competitors::table
        .filter(
            deal_competitors::workspace_id.eq(tx.workspace_id()).and(deal_competitors::deal_id.eq(deal.0)),
        )
        .order((deal_competitors::created_at, deal_competitors::id))
        .select(DealCompetitor::as_select());
    Ok(rows.load(tx.conn()).await?)
}

/// Takes a competitor off its deal.
pub async fn delete(tx: &mut Tx, id: Id<DealCompetitor>) -> Result<()> {
    let row = deal_competitors::table
        .filter(deal_competitors::workspace_id.eq(tx.workspace_id()).and(deal_competitors::id.eq(id.0)));
    diesel::delete(row).execute(tx.conn()).await?;
    Ok(())
}

/// How deals against competitors went, over those the viewer sees; competitors that are named on none are missing.
pub struct RecordBatch;

impl Batch for RecordBatch {
    type Key = Uuid;
    type Value = CompetitorRecord;

    async fn load(
        conn: &mut DbConnection,
        asking: &Asking,
        competitors: Vec<Uuid>,
    ) -> Result<HashMap<Uuid, CompetitorRecord>> {
        type Row = (sql::Uuid, sql::Int4, sql::Int4, sql::Int4, sql::Int4);
        let mut text = Fragment::text(
            "SELECT c.competitor_id, count(*) FILTER (WHERE deals.status = 'open')::int, \
             count(*) FILTER (WHERE deals.status = 'won')::int, count(*) FILTER (WHERE deals.status = 'lost')::int, \
             count(*) FILTER (WHERE deals.status = 'lost' AND c.outcome = 'lost_to')::int \
             FROM deal_competitors c JOIN deals ON deals.workspace_id = c.workspace_id AND deals.id = c.deal_id \
             WHERE c.workspace_id = ",
        );
        text.bind(Bind::Uuid(asking.viewer.workspace_id)).push(" AND c.competitor_id = ANY(");
        text.bind(Bind::Uuids(competitors)).push(") AND ");
        text.append(Deal::seen_by(&asking.viewer, asking.now).into_sql()).push(" GROUP BY c.competitor_id");
        let rows: Vec<(Uuid, i32, i32, i32, i32)> = Statement::<Row>::new(text).load(conn).await?;
        let record = |(competitor, open, won, lost, lost_to_them)| {
            let closed = f64::from(won + lost);
            let win_rate = (closed > 0.0).then(|| f64::from(won) / closed);
            (competitor, CompetitorRecord { open, won, lost, lost_to_them, win_rate })
        };
        Ok(rows.into_iter().map(record).collect())
    }
}
