//! SQL for lines, and who may see them: whoever sees the deal.

use crate::api::loaders::{Asking, Batch};
use crate::app::error::Result;
use crate::app::tx::Tx;
use crate::catalogue::products::model::Product;
use crate::catalogue::products::store::filter_products;
use crate::db::filter::{Conditions, Relation};
use crate::db::fragment::{Bind, Fragment, Statement};
use crate::db::id::Id;
use crate::db::list::Visible;
use crate::db::pool::DbConnection;
use crate::db::schema::deal_lines;
use crate::deals::lines::model::{DealLine, DealLineFilter, DealLineListFilter, LineTotals};
use crate::deals::model::Deal;
use crate::deals::store::{filter_deals, on_visible_deal};
use diesel::prelude::*;
use diesel::sql_types as sql;
use diesel_async::RunQueryDsl;
use rust_decimal::Decimal;
use std::collections::HashMap;
use uuid::Uuid;

impl Visible for DealLine {
    const ID: &'static str = "deal_lines.id";
    const WORKSPACE: &'static str = "deal_lines.workspace_id";

    fn see(conditions: &mut Conditions<'_>) {
        on_visible_deal(conditions, "deal_lines.deal_id");
    }

    fn uuid(&self) -> Uuid {
        self.id.0
    }
}

const PRODUCT: Relation = Relation {
    column: "deal_lines.product_id",
    select: "SELECT products.id FROM products WHERE ",
    workspace: "products.workspace_id",
};
const DEAL: Relation = Relation {
    column: "deal_lines.deal_id",
    select: "SELECT deals.id FROM deals WHERE ",
    workspace: "deals.workspace_id",
};

/// Adds a filter on lines.
pub fn filter_lines(to: &mut Conditions<'_>, filter: &DealLineFilter) -> Result<()> {
    to.id::<DealLine>("deal_lines.id", filter.id.as_ref())?;
    to.id::<Product>("deal_lines.product_id", filter.product_id.as_ref())?;
    to.text("deal_lines.description", filter.description.as_ref());
    to.decimal("deal_lines.quantity", filter.quantity.as_ref())?;
    to.decimal("deal_lines.unit_price", filter.unit_price.as_ref())?;
    to.decimal("deal_lines.total", filter.total.as_ref())?;
    if let Some(product) = &filter.product {
        to.some(PRODUCT, |inner| filter_products(inner, product))?;
    }
    if let Some(deal) = &filter.deal {
        to.some(DEAL, |inner| {
            Deal::see(inner);
            filter_deals(inner, deal)
        })?;
    }
    to.logic((filter.and.as_deref(), filter.or.as_deref(), filter.not.as_deref()), filter_lines)
}

/// Adds a filter on a list of lines; only visible ones count.
pub fn filter_list(to: &mut Conditions<'_>, relation: Relation, filter: &DealLineListFilter) -> Result<()> {
    let visible = |inner: &mut Conditions<'_>, filter: &DealLineFilter| {
        DealLine::see(inner);
        filter_lines(inner, filter)
    };
    if let Some(some) = &filter.some {
        to.some(relation, |inner| visible(inner, some))?;
    }
    if let Some(none) = &filter.none {
        to.none(relation, |inner| visible(inner, none))?;
    }
    if let Some(every) = &filter.every {
        let see = |inner: &mut Conditions<'_>| {
            DealLine::see(inner);
            Ok(())
        };
        to.every(relation, see, |inner| filter_lines(inner, every))?;
    }
    Ok(())
}

/// Whether the deal at hand has lines. Whoever sees the deal sees them, so nothing more is asked.
pub const LINES_EXIST: &str =
    "EXISTS (SELECT FROM deal_lines l WHERE l.workspace_id = deals.workspace_id AND l.deal_id = deals.id)";

/// The lines of a deal whose row is locked, in order.
pub async fn of_deal(tx: &mut Tx, deal: Id<Deal>) -> Result<Vec<DealLine>> {
    let rows = deal_lines::table
        .filter(deal_lines::workspace_id.eq(tx.workspace_id()).and(deal_lines::deal_id.eq(deal.0)))
        .order((deal_lines::position, deal_lines::id))
        .select(DealLine::as_select());
    Ok(rows.load(tx.conn()).await?)
}

/// Those of these deals that have lines.
pub async fn deals_with_lines(tx: &mut Tx, deals: Vec<Uuid>) -> Result<Vec<Uuid>> {
    let mut text = Fragment::text("SELECT DISTINCT l.deal_id FROM deal_lines l WHERE l.workspace_id = ");
    text.bind(Bind::Uuid(tx.workspace_id())).push(" AND l.deal_id = ANY(").bind(Bind::Uuids(deals)).push(")");
    Ok(Statement::<sql::Uuid>::new(text).load(tx.conn()).await?)
}

/// Takes a line off its deal.
pub async fn delete(tx: &mut Tx, id: Id<DealLine>) -> Result<()> {
    let row =
        deal_lines::table.filter(deal_lines::workspace_id.eq(tx.workspace_id()).and(deal_lines::id.eq(id.0)));
    diesel::delete(row).execute(tx.conn()).await?;
    Ok(())
}

/// Takes all lines off a deal.
pub async fn delete_all(tx: &mut Tx, deal: Id<Deal>) -> Result<()> {
    let rows = deal_lines::table
        .filter(deal_lines::workspace_id.eq(tx.workspace_id()).and(deal_lines::deal_id.eq(deal.0)));
    diesel::delete(rows).execute(tx.conn()).await?;
    Ok(())
}

/// What the lines of deals come to; deals without lines are missing.
pub struct TotalsBatch;

impl Batch for TotalsBatch {
    type Key = Uuid;
    type Value = LineTotals;

    async fn load(
        conn: &mut DbConnection,
        asking: &Asking,
        deals: Vec<Uuid>,
    ) -> Result<HashMap<Uuid, LineTotals>> {
        type Row = (sql::Uuid, sql::Int4, sql::Numeric, sql::Numeric, sql::Numeric);
        let mut which = DealLine::seen_by(&asking.viewer, asking.now);
        let mut these = Fragment::text("deal_lines.deal_id = ANY(");
        these.bind(Bind::Uuids(deals)).push(")");
        which.and(these);
        let mut text = Fragment::text(
            "SELECT deal_lines.deal_id, count(*)::int, sum(round(deal_lines.quantity * deal_lines.unit_price, 2)), \
             sum(deal_lines.total), sum(deal_lines.tax) FROM deal_lines WHERE ",
        );
        text.append(which.into_sql()).push(" GROUP BY deal_lines.deal_id");
        let rows: Vec<(Uuid, i32, Decimal, Decimal, Decimal)> =
            Statement::<Row>::new(text).load(conn).await?;
        let totals = |(deal, lines, gross, net, tax): (_, _, Decimal, Decimal, Decimal)| {
            (deal, LineTotals { lines, gross, discount: gross - net, net, tax, total: net + tax })
        };
        Ok(rows.into_iter().map(totals).collect())
    }
}
