//! Following the log: what happened is told to whom it concerns, exactly once.
//!
//! What always holds: a page of events is told in one transaction together with the position after it, under the position's row
//! lock. A server that dies in the middle leaves neither; another one begins where the position stands. It goes on from what is
//! there where the log was cut, and begins at the present in a workspace that was never followed.

use crate::app::App;
use crate::app::actor::{Actor, Viewer};
use crate::app::error::Result;
use crate::app::tx::Tx;
use crate::approvals::runs::model::Approval;
use crate::db::id::Id;
use crate::db::list;
use crate::live::event::{Audience, Event};
use crate::live::log;
use crate::notifications::deliver::{self, Cause};
use crate::notifications::model::NotificationKind;
use crate::notifications::rules::{self, Facts, NEWS_FOR};
use crate::notifications::store;
use crate::team;
use std::sync::Arc;
use uuid::Uuid;

/// Events in one transaction.
const PAGE: usize = 100;

/// Workspaces that one round goes on with; the next one takes others.
const MOST: i64 = 200;

/// What to do when another server reads a workspace's log at the moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    /// Read on after it: it may have begun before the last commit.
    Wait,
    /// Leave it to that one.
    Skip,
}

/// One round: begins with new workspaces, and goes on in those whose log went on.
pub async fn round(app: &App) -> Result<()> {
    let mut conn = app.read().await?;
    store::begin(&mut conn, app.clock.now()).await?;
    let behind = store::behind(&mut conn, MOST).await?;
    drop(conn);
    for workspace_id in behind {
        if let Err(error) = catch_up(app, workspace_id, Turn::Skip).await {
            // One that fails must not keep the others waiting.
            tracing::warn!(%error, workspace = %workspace_id, "a workspace's log could not be followed");
        }
    }
    Ok(())
}

/// Reads one workspace's log to its end.
pub async fn catch_up(app: &App, workspace_id: Uuid, turn: Turn) -> Result<()> {
    let viewer = Arc::new(Viewer::system(workspace_id, Actor::System));
    let mailing = deliver::Mailing::of(&app.settings);
    while app.write(&viewer, None, async |tx: &mut Tx| read_on(tx, turn, mailing).await).await? {}
    Ok(())
}

/// Tells what the next page of the log holds, and moves the position past it. Whether there may be more.
pub async fn read_on(tx: &mut Tx, turn: Turn, mailing: deliver::Mailing) -> Result<bool> {
    let workspace_id = tx.workspace_id();
    let Some(position) = store::lock_position(tx, turn).await? else { return Ok(false) };
    let events = log::read(tx.conn(), workspace_id, position, i64::MAX, PAGE).await?;
    let Some(last) = events.last().map(|event| event.seq) else {
        // A log that was restored may end before it.
        let head = log::head(tx.conn(), workspace_id).await?;
        if head.seq < position {
            store::move_to(tx, head.seq).await?;
        }
        return Ok(false);
    };
    let since = tx.now - NEWS_FOR;
    for event in events.iter().filter(|event| event.at > since) {
        tell(tx, event, mailing).await?;
    }
    store::move_to(tx, last).await?;
    Ok(events.len() == PAGE)
}

async fn tell(tx: &mut Tx, event: &Event, mailing: deliver::Mailing) -> Result<()> {
    if let Some((user, deal)) = rules::settled(event).zip(event.deal_id) {
        deliver::read_requests(tx, user, deal).await?;
    }
    let facts = facts(tx, event).await?;
    for told in rules::told(event, &facts) {
        let cause = Cause { actor: &event.actor, at: event.at, event: Some(event) };
        deliver::deliver(tx, &told, &cause, mailing).await?;
    }
    Ok(())
}

/// What has to be looked up to know who is told; nothing for nearly all.
async fn facts(tx: &mut Tx, event: &Event) -> Result<Facts> {
    let (viewer, now) = (tx.viewer.clone(), tx.now);
    let mut facts = Facts::default();
    for kind in rules::news(event) {
        match (kind, &event.audience_after) {
            (NotificationKind::ApprovalDecided, _) => {
                let run = list::find::<Approval>(tx.conn(), (&viewer, now), Id::of(event.subject_id)).await?;
                facts.requester = run.and_then(|run| run.requested_by).map(|id| id.0);
            }
            (NotificationKind::DealWon, Some(Audience::Deal { owner_id, teams, .. })) => {
                facts.managers = team::store::above::managers(tx, (*owner_id, teams)).await?;
            }
            _ => {}
        }
    }
    Ok(facts)
}
