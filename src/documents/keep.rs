//! The paper of a proposal that was sent is kept among its deal's files: by a job, off the request's path.
//!
//! What always holds: one paper per proposal, however many servers look; what a server that ended was at is taken up again by
//! another after a minute; the paper tells what was sent, for nothing of the proposal changes after that.

use crate::app::App;
use crate::app::actor::{Actor, Viewer};
use crate::app::error::Result;
use crate::app::tx::Tx;
use crate::db::id::Id;
use crate::documents::{proposals, store};
use crate::files::actions;
use crate::files::depot::Depot;
use crate::files::keep::{forget, keep};
use crate::files::model::{Content, Upload};
use crate::proposals::change::Change;
use crate::proposals::model::Proposal;
use serde_json::Value;
use std::sync::Arc;
use std::time::Duration;

/// Time between rounds: a person who has sent one looks for it.
const EVERY: Duration = Duration::from_secs(2);

/// Looks until shutdown. On every server.
pub fn start(app: &Arc<App>, depot: &Arc<Depot>) {
    let (tasks, app, depot) = (app.tasks.clone(), app.clone(), depot.clone());
    tasks.every("keeping proposals' papers", EVERY, move || {
        let (app, depot) = (app.clone(), depot.clone());
        async move { round(&app, &depot).await.map(drop) }
    });
}

/// One round; how many were kept.
pub async fn round(app: &App, depot: &Depot) -> Result<usize> {
    let mut kept = 0;
    loop {
        let due = store::take_up(&mut *app.read().await?, app.clock.now()).await?;
        let Some((workspace_id, id)) = due else { return Ok(kept) };
        let viewer = Arc::new(Viewer::system(workspace_id, Actor::System));
        match one((app, depot), &viewer, Id::of(id)).await {
            Ok(done) => kept += usize::from(done),
            // One that fails must not keep the others waiting; it is tried again later.
            Err(error) => tracing::warn!(%error, proposal = %id, "a proposal's paper was not kept"),
        }
    }
}

async fn one((app, depot): (&App, &Depot), viewer: &Arc<Viewer>, id: Id<Proposal>) -> Result<bool> {
    let made = proposals::pdf(app, viewer, id).await?;
    let content = keep((app, depot), viewer.workspace_id, (made.name, made.bytes)).await?;
    let quota = app.settings.limits.files_quota;
    let work = async |tx: &mut Tx| add(tx, id, (&content, quota)).await;
    let added = app.write(viewer, None, work).await;
    if !matches!(added, Ok(true)) {
        forget((app, depot), viewer.workspace_id, &content.storage_key).await;
    }
    added
}

/// Makes the file, unless another server was quicker.
async fn add(tx: &mut Tx, id: Id<Proposal>, (content, quota): (&Content, u64)) -> Result<bool> {
    let change = Change::of(tx, id).await?;
    if store::is_kept(tx, id).await? {
        return Ok(false);
    }
    let upload = Upload {
        deal_id: Some(change.deal.id),
        category_id: store::category(tx).await?,
        ..Upload::default()
    };
    let added = actions::add(tx, &upload, (content, quota)).await?;
    store::keep_as(tx, id, added.file.id).await?;
    let mut news = change.news("proposal.documented", &change.proposal);
    news.changes.insert("document_id".to_owned(), (Value::Null, added.file.id.0.to_string().into()));
    tx.emit(news);
    Ok(true)
}
