//! What was done about a lead goes with it to the deal it became.

use crate::activities::model::Task;
use crate::activities::{actions, interactions, notes};
use crate::app::error::Result;
use crate::app::tx::Tx;
use crate::deals;
use crate::deals::model::Deal;
use crate::leads::model::Lead;
use crate::leads::store::on_lead_for_update;

/// Puts the tasks, notes and activities of a lead on its deal, account and contact, whoever may see them.
pub async fn carry(tx: &mut Tx, lead: &Lead, deal: &Deal) -> Result<()> {
    let tasks: Vec<Task> = on_lead_for_update(tx, "tasks.lead_id", lead.id).await?;
    for before in tasks {
        let mut after = Task {
            deal_id: Some(deal.id),
            account_id: before.account_id.or(deal.account_id),
            contact_id: before.contact_id.or(lead.contact_id),
            ..before.clone()
        };
        if let Some(deal) = before.deal_id {
            deals::store::lock(tx, deal).await?;
        }
        actions::save(tx, "task.changed", &before, &mut after).await?;
    }
    notes::actions::carry(tx, lead, deal).await?;
    interactions::actions::carry(tx, lead, deal).await
}
