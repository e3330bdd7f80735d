//! SQL for lines of proposals, and who may see them: whoever sees the deal.

use crate::api::loaders::{Asking, Batch};
use crate::app::error::Result;
use crate::app::tx::Tx;
use crate::db::filter::Conditions;
use crate::db::fragment::{Bind, Fragment};
use crate::db::id::Id;
use crate::db::list::{self, Visible};
use crate::db::pool::DbConnection;
use crate::db::schema::proposal_lines;
use crate::deals::store::on_visible_deal;
use crate::proposals::lines::model::ProposalLine;
use crate::proposals::model::Proposal;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use std::collections::HashMap;
use std::sync::Arc;
use uuid::Uuid;

impl Visible for ProposalLine {
    const ID: &'static str = "proposal_lines.id";
    const WORKSPACE: &'static str = "proposal_lines.workspace_id";

    fn see(conditions: &mut Conditions<'_>) {
        on_visible_deal(conditions, "proposal_lines.deal_id");
    }

    fn uuid(&self) -> Uuid {
        self.id.0
    }
}

/// The lines of a proposal whose row is locked, in order.
pub async fn of_proposal(tx: &mut Tx, proposal: Id<Proposal>) -> Result<Vec<ProposalLine>> {
    let workspace_id = tx.workspace_id();
    let rows = proposal_lines::table
        .filter(proposal_lines::workspace_id.eq(workspace_id).and(proposal_lines::proposal_id.eq(proposal.0)))
        .order((proposal_lines::position, proposal_lines::id))
        .select(ProposalLine::as_select());
    Ok(rows.load(tx.conn()).await?)
}

/// Takes a line off its proposal.
pub async fn delete(tx: &mut Tx, id: Id<ProposalLine>) -> Result<()> {
    let row = proposal_lines::table
        .filter(proposal_lines::workspace_id.eq(tx.workspace_id()).and(proposal_lines::id.eq(id.0)));
    diesel::delete(row).execute(tx.conn()).await?;
    Ok(())
}

/// The lines of proposals, in order, as far as the viewer may see them.
pub struct LinesBatch;

impl Batch for LinesBatch {
    type Key = Uuid;
    type Value = Arc<Vec<ProposalLine>>;

    async fn load(
        conn: &mut DbConnection,
        asking: &Asking,
        proposals: Vec<Uuid>,
    ) -> Result<HashMap<Uuid, Arc<Vec<ProposalLine>>>> {
        let mut conditions = ProposalLine::seen_by(&asking.viewer, asking.now);
        let mut these = Fragment::text("proposal_lines.proposal_id = ANY(");
        these.bind(Bind::Uuids(proposals)).push(")");
        conditions.and(these);
        let mut sql = conditions.into_sql();
        sql.push(" ORDER BY proposal_lines.position, proposal_lines.id");
        let mut grouped: HashMap<Uuid, Vec<ProposalLine>> = HashMap::new();
        for line in list::all::<ProposalLine>(conn, sql).await? {
            grouped.entry(line.proposal_id.0).or_default().push(line);
        }
        Ok(grouped.into_iter().map(|(proposal, lines)| (proposal, Arc::new(lines))).collect())
    }
}
