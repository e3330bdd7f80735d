//! Imports whose program ended without a word: killed, or cut off from the database.
//!
//! What always holds: an import that runs tells how far it is with every chunk, which takes seconds; one that has told nothing
//! for [`SILENCE`] is marked as failed, once, by whichever server looks first. A program that was only slow finds that out with
//! its next chunk and ends. Uploaded files any server can read: those are taken over instead ([`super::upload::claims`]).

use crate::app::App;
use crate::app::actor::{Actor, Viewer};
use crate::app::error::Result;
use crate::app::tx::Tx;
use crate::db::id::Id;
use crate::integrations::import::{progress, store};
use std::sync::Arc;
use std::time::Duration;

/// How long an import may tell nothing.
pub const SILENCE: Duration = Duration::from_secs(120);

/// Time between looks.
const EVERY: Duration = Duration::from_secs(60);

/// Looks until shutdown. On every server.
pub fn start(app: &Arc<App>) {
    let (tasks, app) = (app.tasks.clone(), app.clone());
    tasks.every("looking for abandoned imports", EVERY, move || {
        let app = app.clone();
        async move { round(&app).await }
    });
}

/// One look.
pub async fn round(app: &App) -> Result<()> {
    let since = app.clock.now() - SILENCE;
    let silent = store::silent_since(&mut *app.read().await?, since).await?;
    for (workspace_id, import, version) in silent {
        let viewer = Arc::new(Viewer::system(workspace_id, Actor::System));
        let work = async |tx: &mut Tx| progress::give_up(tx, Id::of(import), version).await;
        app.write(&viewer, None, work).await?;
    }
    Ok(())
}
