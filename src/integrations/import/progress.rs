//! How far an import is: its row, and the news of it.

use crate::app::error::Result;
use crate::app::tx::Tx;
use crate::db::id::Id;
use crate::integrations::import::model::{Import, ImportStatus, Problem};
use crate::integrations::import::store;
use crate::live::event::{Audience, News, SubjectKind};

/// Begins an import.
pub async fn begin(tx: &mut Tx, (name, total): (&str, i32), dry_run: bool) -> Result<Import> {
    let import = Import {
        workspace_id: Id::of(tx.workspace_id()),
        id: Id::new(),
        name: name.to_owned(),
        status: ImportStatus::Running,
        dry_run,
        total,
        done: 0,
        created: 0,
        updated: 0,
        unchanged: 0,
        failed: 0,
        started_at: tx.now,
        finished_at: None,
        started_by: tx.by().map(Id::of),
        version: 1,
    };
    tx.insert(&import).await?;
    tx.emit(news("import.started", &import).creating(&import).heard_by(None, audience(&import)));
    Ok(import)
}

/// Keeps how far it is and what was met since, the problems numbered from `kept`.
pub async fn advance(
    tx: &mut Tx,
    (before, after): (&Import, &mut Import),
    (kept, problems): (i32, &[Problem]),
) -> Result<()> {
    if !problems.is_empty() {
        store::add_problems(tx, after.id, kept, problems).await?;
    }
    save(tx, "import.progress", (before, after)).await
}

/// Ends it.
pub async fn finish(tx: &mut Tx, before: &Import, status: ImportStatus) -> Result<Import> {
    let mut after = Import { status, finished_at: Some(tx.now), ..before.clone() };
    save(tx, "import.finished", (before, &mut after)).await?;
    Ok(after)
}

async fn save(tx: &mut Tx, kind: &'static str, (before, after): (&Import, &mut Import)) -> Result<()> {
    if before == after {
        return Ok(());
    }
    after.version = before.version + 1;
    store::save(tx, after).await?;
    tx.emit(news(kind, after).changing(before, after));
    Ok(())
}

fn news(kind: &'static str, import: &Import) -> News {
    let audience = audience(import);
    News::of(kind, SubjectKind::Import, import.id.0, import.version).heard_by(audience.clone(), audience)
}

fn audience(import: &Import) -> Option<Audience> {
    Some(Audience::Admins { user_id: import.started_by.map(|id| id.0) })
}
