//! SQL for steps done on deals. Whoever sees a deal sees them.

use crate::api::loaders::{Asking, Batch};
use crate::app::error::Result;
use crate::app::tx::Tx;
use crate::db::id::Id;
use crate::db::pool::DbConnection;
use crate::db::schema::deal_steps;
use crate::deals::model::Deal;
use crate::deals::steps::model::DoneStep;
use crate::pipeline::steps::StageStep;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use std::collections::HashMap;
use std::sync::Arc;
use uuid::Uuid;

/// Whether every step of the stage that the deal at hand is in is done.
pub const STEPS_DONE: &str = "NOT EXISTS (SELECT FROM stages s CROSS JOIN LATERAL jsonb_array_elements(s.steps) AS step WHERE s.workspace_id = deals.workspace_id AND s.id = deals.stage_id AND NOT EXISTS (SELECT FROM deal_steps d WHERE d.workspace_id = deals.workspace_id AND d.deal_id = deals.id AND d.step_id = (step->>'id')::uuid))";

/// Marks a step done; false when it was already. The deal's row is locked.
pub async fn add(tx: &mut Tx, step: &DoneStep) -> Result<bool> {
    let insert = diesel::insert_into(deal_steps::table).values(step).on_conflict_do_nothing();
    Ok(insert.execute(tx.conn()).await? > 0)
}

/// Marks a step not done; false when it was not. The deal's row is locked.
pub async fn remove(tx: &mut Tx, deal: Id<Deal>, step: Id<StageStep>) -> Result<bool> {
    let row = deal_steps::table.find((tx.workspace_id(), deal.0, step.0));
    Ok(diesel::delete(row).execute(tx.conn()).await? > 0)
}

/// The steps done on several deals, which the viewer is known to see.
pub struct DoneBatch;

impl Batch for DoneBatch {
    type Key = Uuid;
    type Value = Arc<[DoneStep]>;

    async fn load(
        conn: &mut DbConnection,
        asking: &Asking,
        deals: Vec<Uuid>,
    ) -> Result<HashMap<Uuid, Arc<[DoneStep]>>> {
        let rows = deal_steps::table
            .filter(deal_steps::workspace_id.eq(asking.viewer.workspace_id))
            .filter(deal_steps::deal_id.eq_any(deals))
            .select(DoneStep::as_select());
        let mut grouped: HashMap<Uuid, Vec<DoneStep>> = HashMap::new();
        for row in rows.load(conn).await? {
            grouped.entry(row.deal_id.0).or_default().push(row);
        }
        Ok(grouped.into_iter().map(|(deal, steps)| (deal, steps.into())).collect())
    }
}
