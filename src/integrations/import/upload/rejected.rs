//! The rows of an uploaded file that were not taken, as they were, each with its reason.

use crate::app::App;
use crate::app::actor::Viewer;
use crate::app::error::{Error, Result};
use crate::db::id::Id;
use crate::db::list;
use crate::integrations::export::cells::guarded;
use crate::integrations::export::comma::encoded;
use crate::integrations::import::model::Import;
use crate::integrations::import::place::Lines;
use crate::integrations::import::upload::model::ImportFile;
use crate::integrations::import::upload::{sniff, store};
use csv::{ReaderBuilder, StringRecord};
use std::collections::HashMap;
use std::sync::Arc;

/// What a spreadsheet is told UTF-8 by.
const MARK: &[u8] = b"\xef\xbb\xbf";

/// The file of an import's rejected rows, to be put right and uploaded again.
///
/// # Errors
/// `NotFound` when the viewer may not see the import, it has not ended, every row was taken, or the file is kept no more.
pub async fn file(app: &App, viewer: &Arc<Viewer>, id: Id<Import>) -> Result<Vec<u8>> {
    let mut conn = app.read().await?;
    let asking = (&**viewer, app.clock.now());
    let import = list::find(&mut conn, asking, id).await?.ok_or(Error::NotFound("import"))?;
    let none = Error::NotFound("file of rejected rows");
    let (Some(file), true) = (import.file_id, import.failed > 0 && import.finished_at.is_some()) else {
        return Err(none);
    };
    let file = list::find(&mut conn, asking, file).await?.ok_or(Error::NotFound("import file"))?;
    let content = store::content(&mut conn, import.workspace_id.0, file.id).await?;
    let content = content.ok_or(Error::NotFound("import file"))?;
    let reasons = store::rejected(&mut conn, &import).await?;
    drop(conn);
    let encoding = import.encoding.clone().unwrap_or_else(|| file.encoding.clone());
    let writing = tokio::task::spawn_blocking(move || rows(&content, &encoding, &file, &reasons));
    writing.await.map_err(Error::internal)?
}

fn rows(
    content: &[u8],
    encoding: &str,
    file: &ImportFile,
    reasons: &HashMap<i32, String>,
) -> Result<Vec<u8>> {
    let encoding = sniff::encoding(encoding).ok_or_else(|| Error::internal("an unknown encoding"))?;
    let text = sniff::decode(content, encoding);
    let delimiter = file.delimiter.bytes().next().unwrap_or(b',');
    let mut reader = ReaderBuilder::new();
    let reader = reader.flexible(true).delimiter(delimiter);
    let mut reader = reader.from_reader(text.as_bytes());
    reader.headers().map_err(Error::internal)?;
    let at = usize::try_from(reader.position().byte()).unwrap_or_default();
    let lines = Lines::of(text.as_bytes().get(at.saturating_sub(1)..=at).unwrap_or_default());
    let header = file.shown.0.iter().map(|column| column.name.clone()).chain(["reason".to_owned()]);
    let mut kept: Vec<Vec<String>> = vec![header.collect()];
    let (mut record, width) = (StringRecord::new(), file.shown.0.len());
    while reader.read_record(&mut record).map_err(Error::internal)? {
        let line = lines.line(reader.position(), &record);
        let Some(reason) = i32::try_from(line).ok().and_then(|line| reasons.get(&line)) else { continue };
        // As they were: whoever uploads them again must not find apostrophes. The reason is ours.
        let mut row: Vec<String> = record.iter().map(str::to_owned).collect();
        row.resize(width.max(row.len()), String::new());
        row.push(guarded(reason));
        kept.push(row);
    }
    Ok([MARK, &encoded(kept.into_iter())?].concat())
}
