//! Servers that read uploaded files: each looks for imports that wait, takes one up and reads it to its end.
//!
//! What always holds: it is read with the rights its starter has now; what ends it without a fault of the database ends it for
//! everybody; when the database or this server goes away it stays as it is, and another goes on with it.

use crate::api::errors;
use crate::app::App;
use crate::app::actor::{Actor, Role, Viewer};
use crate::app::error::{Error, Result};
use crate::app::tx::Tx;
use crate::db::id::Id;
use crate::db::list;
use crate::integrations::import::model::{Import, ImportStatus};
use crate::integrations::import::store::claims as line;
use crate::integrations::import::upload::claims::{self, Claim, MOST_TRIES, SILENCE};
use crate::integrations::import::upload::model::ImportFile;
use crate::integrations::import::upload::{plan, sniff, store};
use crate::integrations::import::{Files, progress, resume};
use crate::team::store::viewers::{self, Credential};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use uuid::Uuid;

/// Imports read at once on a server.
const AT_ONCE: usize = 2;

/// Time between looks, when nobody asks here.
const EVERY: Duration = Duration::from_secs(5);

/// Time between looks for files that are too old to be kept.
const SWEEP: Duration = Duration::from_secs(3600);

/// Reads until shutdown. On every server.
pub fn start(app: &Arc<App>) {
    for _ in 0..AT_ONCE {
        let app = app.clone();
        app.tasks.clone().spawn_until_stop(async move {
            loop {
                match round(&app).await {
                    Ok(true) => continue,
                    Ok(false) => {}
                    Err(error) => tracing::warn!(%error, "an import could not be read; it is tried again"),
                }
                drop(tokio::time::timeout(EVERY, app.imports.notified()).await);
            }
        });
    }
    let (tasks, app) = (app.tasks.clone(), app.clone());
    tasks.every("forgetting old import files", SWEEP, move || {
        let app = app.clone();
        async move { sweep(&app).await.map(drop) }
    });
}

/// Forgets files that are too old to be kept.
pub async fn sweep(app: &App) -> Result<usize> {
    let kept = chrono::Duration::from_std(app.settings.limits.import_kept).map_err(Error::internal)?;
    store::forget(&mut *app.read().await?, app.clock.now() - kept).await
}

/// Takes up one import that waits, and reads it to its end. False when none does.
pub async fn round(app: &App) -> Result<bool> {
    let waiting = line::waiting(&mut *app.read().await?, app.clock.now() - SILENCE, 10).await?;
    for (workspace_id, import) in waiting {
        let system = Arc::new(Viewer::system(workspace_id, Actor::System));
        let work = async |tx: &mut Tx| claims::take(tx, Id::of(import)).await;
        if let Some(claim) = app.write(&system, None, work).await? {
            read(app, &system, claim).await?;
            return Ok(true);
        }
    }
    Ok(false)
}

/// Reads an import to its end.
async fn read(app: &App, system: &Arc<Viewer>, claim: Claim) -> Result<()> {
    let done = match claim.tries {
        tries if tries > MOST_TRIES => Err(Error::internal("no server survives it")),
        _ => load(app, system, claim).await,
    };
    if let Err(error) = &done {
        // It stays as it is: whoever looks next goes on with it.
        if errors::may_pass(error) || matches!(error, Error::Unavailable) {
            return Err(Error::Unavailable);
        }
        tracing::warn!(import = %claim.import, %error, "an import ended early");
    }
    let status = if done.is_ok() { ImportStatus::Done } else { ImportStatus::Failed };
    let end = async |tx: &mut Tx| {
        // Not ours any more, or ended by somebody.
        if line::hear(tx, claim.import, claim.token).await? {
            progress::finish(tx, claim.import, status).await?;
        }
        Ok(())
    };
    app.write(system, None, end).await
}

/// What there is to read, and by whom.
async fn load(app: &App, system: &Arc<Viewer>, claim: Claim) -> Result<Import> {
    let begin = async |tx: &mut Tx| {
        let mut import: Import = list::get_for_update(tx, claim.import).await?;
        if import.dry_run && import.done > 0 {
            store::forget_problems(tx, import.id).await?;
            import = progress::anew(tx, &import).await?;
        }
        let problems = store::count_problems(tx, import.id).await?;
        let file: ImportFile = list::get(tx, import.file_id.ok_or(Error::NotFound("import file"))?).await?;
        Ok((import, problems, file))
    };
    let (import, problems, file) = app.write(system, None, begin).await?;
    let viewer = importer(app, &import).await?;
    let content = {
        let mut conn = app.read().await?;
        store::content(&mut conn, system.workspace_id, file.id).await?
    };
    let content = content.ok_or(Error::NotFound("import file"))?;
    let encoding = import.encoding.clone().unwrap_or_else(|| file.encoding.clone());
    let folder = tempfile::tempdir().map_err(Error::internal)?;
    written(folder.path(), content, encoding).await?;
    let (kind, chosen) = import.kind.zip(import.chosen.clone()).ok_or(Error::NotFound("import file"))?;
    let mapping = plan::mapping(&file, (kind, &chosen.0, import.key_column.as_deref()));
    let files = Files { folder: folder.path().to_owned(), mapping, dry_run: import.dry_run };
    resume((app, &viewer, &files), (import, claim), problems).await
}

/// Whoever began it, while they may import.
async fn importer(app: &App, import: &Import) -> Result<Arc<Viewer>> {
    let nobody = || Error::Forbidden("whoever began it may not import any more".into());
    let id: Uuid = import.started_by.ok_or_else(nobody)?.0;
    let credential = Credential::Importer { workspace_id: import.workspace_id.0, id };
    let found = viewers::find(&mut *app.read().await?, credential, app.clock.now()).await?;
    let viewer = found.filter(|viewer| viewer.role >= Role::Manager).ok_or_else(nobody)?;
    Ok(Arc::new(viewer))
}

/// Writes the file as the engine reads it, in UTF-8. On a thread of its own: it may be long.
async fn written(folder: &Path, content: Vec<u8>, encoding: String) -> Result<()> {
    let path = folder.join(plan::FILE);
    let writing = tokio::task::spawn_blocking(move || {
        let encoding = sniff::encoding(&encoding).ok_or_else(|| Error::internal("an unknown encoding"))?;
        std::fs::write(path, sniff::decode(&content, encoding).as_bytes()).map_err(Error::internal)
    });
    writing.await.map_err(Error::internal)?
}
