//! `dealstream import`: loads CSV files, tells how far it is, and ends with what came of it.

use super::args::Import as Args;
use super::domain::{app, told};
use super::{Failure, say, start::Ready};
use crate::app::App;
use crate::app::actor::{Actor, Viewer};
use crate::integrations::import::mapping::Mapping;
use crate::integrations::import::model::{Import, ImportStatus, Problem};
use crate::integrations::import::{Files, Report, Watch, run};
use crate::team::model::Workspace;
use crate::team::store::found;
use anyhow::Context as _;
use indicatif::{ProgressBar, ProgressStyle};
use std::fs::File;
use std::io::{IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Loads CSV files.
pub async fn import(ready: Ready, args: Args) -> Result<(), Failure> {
    let text = std::fs::read_to_string(&args.mapping)
        .with_context(|| format!("reading {}", args.mapping.display()))?;
    let mapping = Mapping::parse(&text)
        .map_err(|reason| Failure::Usage(format!("{}: {reason}", args.mapping.display())))?;
    let (folder, mapping) = files(&args.path, mapping)?;
    let app = app(ready);
    let workspace = found::workspace_called(&mut *app.read().await?, &args.workspace).await.map_err(told)?;
    let files = Files { folder, mapping, dry_run: args.dry_run };
    let mut terminal = Terminal::new(args.report.as_deref())?;
    let report = load(&app, &workspace, &files, &mut terminal).await?;
    terminal.end()?;
    summary(&report);
    Ok(())
}

/// A folder with all the mapping's files, or one file of them.
fn files(path: &Path, mut mapping: Mapping) -> Result<(PathBuf, Mapping), Failure> {
    if path.is_dir() {
        return Ok((path.to_owned(), mapping));
    }
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    mapping.sources.retain(|source| source.file == name);
    if mapping.sources.is_empty() {
        return Err(Failure::Usage(format!("{}: the mapping names no file {name}", path.display())));
    }
    Ok((path.parent().unwrap_or(Path::new(".")).to_owned(), mapping))
}

/// Runs an import into a workspace, as the command line does: by nobody in particular.
pub async fn load(
    app: &App,
    workspace: &Workspace,
    files: &Files,
    watch: &mut dyn Watch,
) -> Result<Report, Failure> {
    let viewer = Arc::new(Viewer::system(workspace.id.0, Actor::Import { user_id: None }));
    run(app, &viewer, files, watch).await.map_err(told)
}

/// Shows how far an import is, and writes its report.
pub struct Terminal {
    /// On a terminal; elsewhere lines.
    bar: Option<ProgressBar>,
    /// Tenths told in lines so far.
    tenths: i32,
    report: Option<csv::Writer<File>>,
    /// What went wrong with the report, told at the end.
    trouble: Option<csv::Error>,
}

impl Terminal {
    /// With a report in this file, if any.
    pub fn new(report: Option<&Path>) -> Result<Self, Failure> {
        let open = |path: &Path| -> Result<csv::Writer<File>, Failure> {
            let mut report =
                csv::Writer::from_path(path).with_context(|| format!("writing {}", path.display()))?;
            report.write_record(["file", "line", "severity", "reason"]).context("writing the report")?;
            Ok(report)
        };
        let report = report.map(open).transpose()?;
        Ok(Self { bar: None, tenths: 0, report, trouble: None })
    }

    fn show(&mut self, import: &Import) {
        if std::io::stderr().is_terminal() {
            let total = u64::try_from(import.total).unwrap_or_default();
            let bar = self.bar.get_or_insert_with(|| {
                let bar = ProgressBar::new(total);
                if let Ok(style) = ProgressStyle::with_template(LOOK) {
                    bar.set_style(style);
                }
                bar
            });
            bar.set_position(u64::try_from(import.done).unwrap_or_default());
            return;
        }
        let tenths = import.done.saturating_mul(10) / import.total.max(1);
        if tenths > self.tenths {
            self.tenths = tenths;
            // Whoever closed stderr does not want to read on.
            let _ = writeln!(std::io::stderr(), "{} of {} rows", import.done, import.total);
        }
    }

    /// Ends the bar and the report.
    pub fn end(mut self) -> Result<(), Failure> {
        if let Some(bar) = self.bar.take() {
            bar.finish_and_clear();
        }
        if let Some(trouble) = self.trouble.take() {
            return Err(Failure::Other(anyhow::Error::new(trouble).context("writing the report")));
        }
        match self.report.as_mut().map(csv::Writer::flush) {
            Some(Err(error)) => Err(Failure::Other(anyhow::Error::new(error).context("writing the report"))),
            _ => Ok(()),
        }
    }
}

const LOOK: &str = "{bar:32} {pos} of {len} rows, {per_sec}, {eta} left";

impl Watch for Terminal {
    fn chunk(&mut self, import: &Import, problems: &[Problem]) {
        self.show(import);
        let Some(report) = &mut self.report else { return };
        for problem in problems {
            let line = problem.line.to_string();
            let row = [problem.file.as_str(), &line, problem.severity.as_str(), &problem.reason];
            if let Err(error) = report.write_record(row) {
                self.trouble.get_or_insert(error);
            }
        }
    }
}

/// The table at the end.
fn summary(report: &Report) {
    let import = &report.import;
    let line = |name: &str, numbers: [i32; 4]| {
        let [created, updated, unchanged, failed] = numbers;
        say(format_args!("{name:<32} {created:>9} {updated:>9} {unchanged:>9} {failed:>9}"));
    };
    say(format_args!("{:<32} {:>9} {:>9} {:>9} {:>9}", "", "created", "updated", "unchanged", "rejected"));
    for count in &report.counts {
        let name = format!("{} ({}s)", count.file, count.kind.as_str());
        line(&name, [count.created, count.updated, count.unchanged, count.failed]);
    }
    line("total", [import.created, import.updated, import.unchanged, import.failed]);
    let spent = import.finished_at.unwrap_or(import.started_at) - import.started_at;
    say(format_args!(
        "{} rows in {:.1} s; {} warnings",
        import.done,
        spent.as_seconds_f64(),
        report.warnings
    ));
    if import.dry_run {
        say("dry run: nothing was changed");
    }
    if import.status != ImportStatus::Done {
        say(format_args!("the import ended as {}", import.status.as_str()));
    }
}
