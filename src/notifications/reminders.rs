//! Reminders: a task came due, or an activity is over and nobody said what came of it.
//!
//! What always holds: each person is reminded of each once, whatever the number of servers: the occasion is written down
//! in the transaction that reminds, and there is one of it. Moving a due time makes a new occasion.

use crate::app::App;
use crate::app::actor::{Actor, Viewer};
use crate::app::error::Result;
use crate::app::tx::Tx;
use crate::notifications::deliver::{self, Cause, Mailing};
use crate::notifications::model::NotificationKind;
use crate::notifications::rules::{NEWS_FOR, Told};
use crate::notifications::store::{self, Due};
use std::collections::BTreeMap;
use std::sync::Arc;
use uuid::Uuid;

/// The most that one round reminds of; the next one goes on.
const MOST: i64 = 200;

/// One round.
pub async fn round(app: &App) -> Result<()> {
    let now = app.clock.now();
    let due = store::due(&mut *app.read().await?, (now - NEWS_FOR, now), MOST).await?;
    let mut by_workspace: BTreeMap<Uuid, Vec<Due>> = BTreeMap::new();
    for one in due {
        by_workspace.entry(one.workspace_id).or_default().push(one);
    }
    let mailing = Mailing::of(&app.settings);
    for (workspace_id, due) in by_workspace {
        let viewer = Arc::new(Viewer::system(workspace_id, Actor::System));
        let work = async |tx: &mut Tx| remind(tx, &due, mailing).await;
        if let Err(error) = app.write(&viewer, None, work).await {
            // One that fails must not keep the others waiting.
            tracing::warn!(%error, workspace = %workspace_id, "nobody was reminded in a workspace");
        }
    }
    Ok(())
}

async fn remind(tx: &mut Tx, due: &[Due], mailing: Mailing) -> Result<()> {
    for one in due {
        if store::is_first(tx, one).await? {
            let told = Told { user: one.user_id, kind: NotificationKind::Reminder, target: one.target };
            let cause = Cause { actor: &Actor::System, at: one.at, event: None };
            deliver::deliver(tx, &told, &cause, mailing).await?;
        }
    }
    Ok(())
}
