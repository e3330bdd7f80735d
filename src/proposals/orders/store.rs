//! SQL for orders, and who may see them: whoever sees the deal.

use crate::api::loaders::{Asking, Batch};
use crate::app::error::Result;
use crate::db::filter::{Conditions, Relation};
use crate::db::fragment::{Bind, Fragment};
use crate::db::list::{self, Visible};
use crate::db::pool::DbConnection;
use crate::deals::model::Deal;
use crate::deals::store::{filter_deals, on_visible_deal};
use crate::proposals::model::Proposal;
use crate::proposals::orders::model::{Order, OrderFilter, OrderLine};
use std::collections::HashMap;
use std::sync::Arc;
use uuid::Uuid;

impl Visible for Order {
    const ID: &'static str = "orders.id";
    const WORKSPACE: &'static str = "orders.workspace_id";

    fn see(conditions: &mut Conditions<'_>) {
        on_visible_deal(conditions, "orders.deal_id");
    }

    fn uuid(&self) -> Uuid {
        self.id.0
    }
}

impl Visible for OrderLine {
    const ID: &'static str = "order_lines.id";
    const WORKSPACE: &'static str = "order_lines.workspace_id";

    fn see(conditions: &mut Conditions<'_>) {
        on_visible_deal(conditions, "order_lines.deal_id");
    }

    fn uuid(&self) -> Uuid {
        self.id.0
    }
}

const DEAL: Relation = Relation {
    column: "orders.deal_id",
    select: "SELECT deals.id FROM deals WHERE ",
    workspace: "deals.workspace_id",
};

/// What a search of orders looks at: their number, and their deal's name.
const NAMES: &str = "orders.number || ' ' || (SELECT d.name FROM deals d WHERE d.workspace_id = orders.workspace_id AND d.id = orders.deal_id)";

/// Adds a filter on orders.
pub fn filter_orders(to: &mut Conditions<'_>, filter: &OrderFilter) -> Result<()> {
    to.id::<Order>("orders.id", filter.id.as_ref())?;
    to.text("orders.number", filter.number.as_ref());
    to.one_of("orders.status", filter.status.as_ref().map(|status| status as _));
    to.id::<Deal>("orders.deal_id", filter.deal_id.as_ref())?;
    to.id::<Proposal>("orders.proposal_id", filter.proposal_id.as_ref())?;
    to.decimal("orders.net", filter.net.as_ref())?;
    to.decimal("(orders.net + orders.tax)", filter.total.as_ref())?;
    to.instant("orders.created_at", filter.created_at.as_ref())?;
    if let Some(deal) = &filter.deal {
        to.some(DEAL, |inner| {
            Deal::see(inner);
            filter_deals(inner, deal)
        })?;
    }
    to.logic((filter.and.as_deref(), filter.or.as_deref(), filter.not.as_deref()), filter_orders)
}

/// What a list of orders holds: filter and search.
pub fn orders_where(
    conditions: &mut Conditions<'_>,
    filter: Option<&OrderFilter>,
    search: Option<&str>,
) -> Result<()> {
    if let Some(filter) = filter {
        filter_orders(conditions, filter)?;
    }
    if let Some(text) = search.map(str::trim).filter(|text| !text.is_empty()) {
        conditions.search(NAMES, text);
    }
    Ok(())
}

/// The lines of orders, in order, as far as the viewer may see them.
pub struct LinesBatch;

impl Batch for LinesBatch {
    type Key = Uuid;
    type Value = Arc<Vec<OrderLine>>;

    async fn load(
        conn: &mut DbConnection,
        asking: &Asking,
        orders: Vec<Uuid>,
    ) -> Result<HashMap<Uuid, Arc<Vec<OrderLine>>>> {
        let mut conditions = OrderLine::seen_by(&asking.viewer, asking.now);
        let mut these = Fragment::text("order_lines.order_id = ANY(");
        these.bind(Bind::Uuids(orders)).push(")");
        conditions.and(these);
        let mut sql = conditions.into_sql();
        sql.push(" ORDER BY order_lines.position, order_lines.id");
        let mut grouped: HashMap<Uuid, Vec<OrderLine>> = HashMap::new();
        for line in list::all::<OrderLine>(conn, sql).await? {
            grouped.entry(line.order_id.0).or_default().push(line);
        }
        Ok(grouped.into_iter().map(|(order, lines)| (order, Arc::new(lines))).collect())
    }
}

/// The orders made from proposals, the first made first.
pub struct OfProposalBatch;

impl Batch for OfProposalBatch {
    type Key = Uuid;
    type Value = Arc<Vec<Order>>;

    async fn load(
        conn: &mut DbConnection,
        asking: &Asking,
        proposals: Vec<Uuid>,
    ) -> Result<HashMap<Uuid, Arc<Vec<Order>>>> {
        let mut conditions = Order::seen_by(&asking.viewer, asking.now);
        let mut these = Fragment::text("orders.proposal_id = ANY(");
        these.bind(Bind::Uuids(proposals)).push(")");
        conditions.and(these);
        let mut sql = conditions.into_sql();
        sql.push(" ORDER BY orders.created_at, orders.id");
        let mut grouped: HashMap<Uuid, Vec<Order>> = HashMap::new();
        for order in list::all::<Order>(conn, sql).await? {
            if let Some(proposal) = order.proposal_id {
                grouped.entry(proposal.0).or_default().push(order);
            }
        }
        Ok(grouped.into_iter().map(|(proposal, orders)| (proposal, Arc::new(orders))).collect())
    }
}
