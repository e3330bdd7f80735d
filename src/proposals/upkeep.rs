//! Upkeep of proposals: those whose last day is over expire.
//!
//! What always holds: a proposal expires once, however many servers look: each is taken up under its deal's lock, which a server that
//! finds it taken does not wait for, and only one that still stands where it can expire does.

use crate::app::App;
use crate::app::actor::{Actor, Viewer};
use crate::app::error::Result;
use crate::app::tx::Tx;
use crate::db::id::Id;
use crate::deals::model::Deal;
use crate::proposals::change::Change;
use crate::proposals::model::Proposal;
use crate::proposals::rules::{Step, leads_to, today};
use crate::proposals::store;
use crate::team;
use std::sync::Arc;
use std::time::Duration;

/// Time between rounds.
const EVERY: Duration = Duration::from_secs(60);

/// How many expire in a round at most; the next round goes on.
const MOST: i64 = 500;

/// Looks until shutdown. On every server.
pub fn start(app: &Arc<App>) {
    let (tasks, app) = (app.tasks.clone(), app.clone());
    tasks.every("expiring proposals", EVERY, move || {
        let app = app.clone();
        async move { round(&app).await.map(drop) }
    });
}

/// One round; how many expired.
pub async fn round(app: &App) -> Result<usize> {
    let overdue = store::overdue(&mut *app.read().await?, app.clock.now(), MOST).await?;
    let mut expired = 0;
    for (workspace_id, deal, proposal) in overdue {
        let viewer = Arc::new(Viewer::system(workspace_id, Actor::System));
        let work = async |tx: &mut Tx| expire(tx, (Id::of(deal), Id::of(proposal))).await;
        expired += usize::from(app.write(&viewer, None, work).await?);
    }
    Ok(expired)
}

/// Lets one expire, unless somebody is at work on its deal or was quicker.
async fn expire(tx: &mut Tx, (deal, proposal): (Id<Deal>, Id<Proposal>)) -> Result<bool> {
    if !store::lock_deal_unless_busy(tx, deal).await? {
        return Ok(false);
    }
    let mut change = Change::of(tx, proposal).await?;
    let workspace = team::store::workspace(tx).await?;
    let over = change.proposal.valid_until < today(&workspace.time_zone, tx.now);
    if !over || leads_to(change.proposal.status, Step::Expire).is_none() {
        return Ok(false);
    }
    change.step(Step::Expire)?;
    change.save(tx, "proposal.expired").await.map(|_| true)
}
