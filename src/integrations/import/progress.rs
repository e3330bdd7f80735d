//! How far an import is: its row, and the news of it.

use crate::app::actor::Role;
use crate::app::error::{Refusal, RefusalCode, Result};
use crate::app::tx::Tx;
use crate::db::id::Id;
use crate::db::list;
use crate::integrations::import::model::{Import, ImportStatus, Problem};
use crate::integrations::import::store;
use crate::live::event::{Audience, News, SubjectKind};

/// Begins an import.
pub async fn begin(tx: &mut Tx, titled: (&str, i32), dry_run: bool) -> Result<Import> {
    let import = draft(tx, titled, dry_run);
    add(tx, &import).await?;
    Ok(import)
}

/// An import as it begins, not yet kept.
pub fn draft(tx: &Tx, (name, total): (&str, i32), dry_run: bool) -> Import {
    Import {
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
        kind: None,
        file_id: None,
        chosen: None,
        key_column: None,
        encoding: None,
        mapping_id: None,
    }
}

/// Keeps a new import.
pub async fn add(tx: &mut Tx, import: &Import) -> Result<()> {
    tx.insert(import).await?;
    tx.emit(news("import.started", import).creating(import).heard_by(None, audience(import)));
    Ok(())
}

/// Keeps how far it is and what was met since, the problems numbered from `kept`.
///
/// # Errors
/// Refused when it was ended meanwhile, by somebody or because it was not heard of: the chunk is taken back.
pub async fn advance(
    tx: &mut Tx,
    (before, after): (&Import, &mut Import),
    (kept, problems): (i32, &[Problem]),
) -> Result<()> {
    let now: Import = list::get_for_update(tx, before.id).await?;
    if now.status != ImportStatus::Running {
        return Err(Refusal::whole(RefusalCode::Invalid, ended_by_others(now.status)).into());
    }
    if !problems.is_empty() {
        store::add_problems(tx, after.id, kept, problems).await?;
    }
    save(tx, "import.progress", (before, after)).await
}

fn ended_by_others(status: ImportStatus) -> &'static str {
    match status {
        ImportStatus::Cancelled => {
            "The import was cancelled. What was loaded stays; running it again goes on."
        }
        _ => {
            "The import was silent for so long that it was given up. What was loaded stays; running it again goes on."
        }
    }
}

/// Sets the numbers of a dry run that broke off back to nothing: what it would have added is known to nobody any more.
pub async fn anew(tx: &mut Tx, before: &Import) -> Result<Import> {
    let mut after = Import { done: 0, created: 0, updated: 0, unchanged: 0, failed: 0, ..before.clone() };
    save(tx, "import.progress", (before, &mut after)).await?;
    Ok(after)
}

/// Ends it, unless somebody else has.
pub async fn finish(tx: &mut Tx, id: Id<Import>, status: ImportStatus) -> Result<Import> {
    let now: Import = list::get_for_update(tx, id).await?;
    if now.status == ImportStatus::Running { end(tx, now, status).await } else { Ok(now) }
}

/// Ends one that nobody works on any more: it has not gone on since it was at this version.
pub async fn give_up(tx: &mut Tx, id: Id<Import>, version: i32) -> Result<()> {
    let now: Import = list::get_for_update(tx, id).await?;
    if now.status == ImportStatus::Running && now.version == version {
        end(tx, now, ImportStatus::Failed).await?;
    }
    Ok(())
}

/// Stops an import that runs; its program ends at its next chunk. Whoever sees it may.
pub async fn cancel(tx: &mut Tx, id: Id<Import>) -> Result<Import> {
    tx.require(Role::Rep)?;
    let now: Import = list::get_for_update(tx, id).await?;
    if now.status != ImportStatus::Running {
        return Err(Refusal::at(RefusalCode::Invalid, "id", "This import has ended already.").into());
    }
    end(tx, now, ImportStatus::Cancelled).await
}

async fn end(tx: &mut Tx, before: Import, status: ImportStatus) -> Result<Import> {
    let kind = match status {
        ImportStatus::Cancelled => "import.cancelled",
        _ => "import.finished",
    };
    if before.file_id.is_some() {
        store::claims::end(tx, before.id).await?;
    }
    let mut after = Import { status, finished_at: Some(tx.now), ..before.clone() };
    save(tx, kind, (&before, &mut after)).await?;
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
