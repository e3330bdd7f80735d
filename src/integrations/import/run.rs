//! One import from its first row to its last: count, prepare, then chunk after chunk.

use crate::app::App;
use crate::app::actor::Viewer;
use crate::app::error::{Error, Result};
use crate::app::tx::Tx;
use crate::integrations::import::chunk::{self, Done, Job, Pending, ROWS, Ranks};
use crate::integrations::import::mapping::{Kind, Mapping, Source};
use crate::integrations::import::model::{Import, ImportStatus, Problem};
use crate::integrations::import::rows::{Read, Row, Rows, Seen};
use crate::integrations::import::upload::claims::Claim;
use crate::integrations::import::world::Planned;
use crate::integrations::import::{accounts, progress, store};
use crate::pipeline;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What is imported, and how.
pub struct Files {
    /// Where the mapping's files are.
    pub folder: PathBuf,
    pub mapping: Mapping,
    /// Check and report only.
    pub dry_run: bool,
}

/// Somebody who looks on.
pub trait Watch: Send {
    /// A chunk was committed: how far the import is, and what was met in it.
    fn chunk(&mut self, import: &Import, problems: &[Problem]);
}

/// What came of one kind of record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Count {
    pub file: String,
    pub kind: Kind,
    pub created: i32,
    pub updated: i32,
    pub unchanged: i32,
    pub failed: i32,
}

/// What came of an import.
#[derive(Debug, Clone)]
pub struct Report {
    pub import: Import,
    /// Per source of the mapping, in its order.
    pub counts: Vec<Count>,
    pub warnings: i32,
}

/// An import under way.
struct Run<'a> {
    app: &'a App,
    viewer: &'a Arc<Viewer>,
    files: &'a Files,
    import: Import,
    planned: Planned,
    ranks: Ranks,
    pending: Vec<Pending>,
    /// Problems kept so far.
    problems: i32,
    /// Whose turn it is, for a file that any server may read.
    claim: Option<Claim>,
    /// Rows that another server has taken already.
    skip: i32,
}

/// Imports the files as `viewer`, who must be an admin or the system.
///
/// # Errors
/// `BadInput` when a file cannot be read or lacks a column, before anything is written. A fault of the database ends the import
/// as failed; what was committed stays, and running it again goes on.
pub async fn run(app: &App, viewer: &Arc<Viewer>, files: &Files, watch: &mut dyn Watch) -> Result<Report> {
    crate::team::actions::require_admin(viewer)?;
    let total = count(files).map_err(|reason| Error::BadInput(reason.into()))?;
    let planned = prepare(app, viewer, files).await?;
    let (title, dry_run) = (files.mapping.title(), files.dry_run);
    let begin = async |tx: &mut Tx| progress::begin(tx, (title, total), dry_run).await;
    let import = app.write(viewer, None, begin).await?;
    let (ranks, pending) = (Ranks::new(), Vec::new());
    let (claim, skip) = (None, 0);
    let mut run = Run { app, viewer, files, import, planned, ranks, pending, problems: 0, claim, skip };
    let loaded = run.load(watch).await;
    let status = if loaded.is_ok() { ImportStatus::Done } else { ImportStatus::Failed };
    let id = run.import.id;
    let finish = async |tx: &mut Tx| progress::finish(tx, id, status).await;
    let import = app.write(viewer, None, finish).await;
    let counts = loaded?;
    let import = import?;
    watch.chunk(&import, &[]);
    let warnings = run.problems - import.failed;
    Ok(Report { import, counts, warnings })
}

/// Reads an uploaded file from where it stands, as the person who began it.
///
/// # Errors
/// Refused when somebody ended it, or another server goes on with it; what the database says, when it does not answer.
pub async fn resume(
    (app, viewer, files): (&App, &Arc<Viewer>, &Files),
    (import, claim): (Import, Claim),
    problems: i32,
) -> Result<Import> {
    let (planned, ranks, pending, skip) = (Planned::default(), Ranks::new(), Vec::new(), import.done);
    let claim = Some(claim);
    let mut run = Run { app, viewer, files, import, planned, ranks, pending, problems, claim, skip };
    run.load(&mut Nobody).await?;
    Ok(run.import)
}

/// Nobody looks on but through the API.
struct Nobody;

impl Watch for Nobody {
    fn chunk(&mut self, _: &Import, _: &[Problem]) {}
}

/// How many records the files hold.
fn count(files: &Files) -> Result<i32, String> {
    let (mut seen, mut total) = (Seen::new(), 0);
    for source in &files.mapping.sources {
        let mut rows = Rows::open(&files.folder, source)?;
        while let Some(read) = rows.next(&mut seen) {
            total += i32::from(!matches!(read, Read::Repeated));
        }
    }
    Ok(total)
}

/// Makes the pipelines the mapping needs and the workspace lacks; a dry run only draws them up.
async fn prepare(app: &App, viewer: &Arc<Viewer>, files: &Files) -> Result<Planned> {
    let (hints, dry_run) = (&files.mapping.pipelines, files.dry_run);
    let work = async |tx: &mut Tx| {
        let mut planned = Planned::default();
        for hint in hints {
            let mut all = store::pipelines(tx).await?;
            all.extend(planned.pipelines.iter().cloned());
            if all.iter().any(|pipeline| pipeline.name.to_lowercase() == hint.name.trim().to_lowercase()) {
                continue;
            }
            if dry_run {
                let (pipeline, stages) = pipeline::actions::draft_from(tx, &hint.blueprint(), &all)?;
                planned.pipelines.push(pipeline);
                planned.stages.extend(stages);
            } else {
                pipeline::actions::create_from(tx, &hint.blueprint()).await?;
            }
        }
        Ok(planned)
    };
    app.write(viewer, None, work).await
}

impl Run<'_> {
    async fn load(&mut self, watch: &mut dyn Watch) -> Result<Vec<Count>> {
        let (mut seen, mut counts) = (Seen::new(), Vec::new());
        for source in &self.files.mapping.sources {
            let before = self.import.clone();
            self.source(source, &mut seen, watch).await?;
            self.link(source, watch).await?;
            let after = &self.import;
            counts.push(Count {
                file: source.file.clone(),
                kind: source.kind,
                created: after.created - before.created,
                updated: after.updated - before.updated,
                unchanged: after.unchanged - before.unchanged,
                failed: after.failed - before.failed,
            });
        }
        Ok(counts)
    }

    /// All rows of one file, in chunks.
    async fn source(&mut self, source: &Source, seen: &mut Seen, watch: &mut dyn Watch) -> Result<()> {
        let folder: &Path = &self.files.folder;
        let mut file = Rows::open(folder, source).map_err(|reason| Error::BadInput(reason.into()))?;
        let (mut rows, mut bad): (Vec<Row>, Vec<Problem>) = (Vec::new(), Vec::new());
        loop {
            let read = file.next(seen);
            let ended = read.is_none();
            let read = self.unless_taken(source, read);
            match read {
                Some(Read::Row(row)) => rows.push(row),
                Some(Read::Bad(problem)) => bad.push(problem),
                Some(Read::Repeated) | None => {}
            }
            let full = rows.len() + bad.len() == ROWS;
            if full || (ended && !(rows.is_empty() && bad.is_empty())) {
                let (import, planned, ranks) = (&self.import, &self.planned, &self.ranks);
                let (mapping, problems) = (&self.files.mapping, self.problems);
                let claim = self.claim;
                let job = Job { mapping, source, import, planned, ranks, problems, claim };
                let work = async |tx: &mut Tx| chunk::take(tx, &job, &rows, &bad).await;
                let done = self.app.write(self.viewer, None, work).await?;
                let before = self.import.created;
                self.keep(done, watch);
                self.look_again(before).await?;
                rows.clear();
                bad.clear();
            }
            if ended {
                return Ok(());
            }
        }
    }

    /// A row that is still to be taken. One that another server has taken is only looked at for its parent, which may come later.
    fn unless_taken(&mut self, source: &Source, read: Option<Read>) -> Option<Read> {
        let counts = matches!(read, Some(Read::Row(_) | Read::Bad(_)));
        if self.skip == 0 || !counts {
            return read;
        }
        self.skip -= 1;
        if let Some(Read::Row(row)) = read
            && source.kind == Kind::Accounts
        {
            self.pending.extend(accounts::left(&row));
        }
        Some(Read::Repeated)
    }

    /// Lets PostgreSQL plan anew whenever there is five times as much as last time.
    async fn look_again(&self, before: i32) -> Result<()> {
        let mut marks = std::iter::successors(Some(100_i32), |mark| mark.checked_mul(5));
        if !self.files.dry_run && marks.any(|mark| before < mark && mark <= self.import.created) {
            let looked = store::look_again(&mut *self.app.read().await?).await;
            // Only slower without: a role that does not own the tables, or somebody else is looking.
            drop(looked.inspect_err(|error| tracing::debug!(%error, "statistics were not renewed")));
        }
        Ok(())
    }

    /// The records whose parents came later in the file.
    async fn link(&mut self, source: &Source, watch: &mut dyn Watch) -> Result<()> {
        let pending = std::mem::take(&mut self.pending);
        for some in pending.chunks(ROWS) {
            let (import, planned, ranks) = (&self.import, &self.planned, &self.ranks);
            let (mapping, problems) = (&self.files.mapping, self.problems);
            let claim = self.claim;
            let job = Job { mapping, source, import, planned, ranks, problems, claim };
            let work = async |tx: &mut Tx| chunk::link(tx, &job, some).await;
            let done = self.app.write(self.viewer, None, work).await?;
            self.keep(done, watch);
        }
        Ok(())
    }

    /// What was committed becomes where the next chunk begins.
    fn keep(&mut self, done: Done, watch: &mut dyn Watch) {
        watch.chunk(&done.import, &done.problems);
        self.import = done.import;
        self.planned.extend(done.planned);
        self.ranks = done.ranks;
        self.pending.extend(done.pending);
        self.problems += i32::try_from(done.problems.len()).unwrap_or_default();
    }
}
