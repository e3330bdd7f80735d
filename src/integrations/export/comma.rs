//! A list as CSV: UTF-8 with its mark, commas, quoted where need be, lines ended as RFC 4180 ends them. Row by row, as they come.

use crate::app::error::{Error, Result};
use crate::integrations::export::cells::{Cell, guarded};
use crate::integrations::export::run::{Opened, Rows};
use bytes::Bytes;
use csv::{Terminator, WriterBuilder};
use futures_util::StreamExt as _;
use futures_util::stream::{self, BoxStream};

/// What tells a spreadsheet that the text is UTF-8.
const MARK: &[u8] = b"\xef\xbb\xbf";

/// The file, piece by piece.
pub fn file(opened: Opened) -> BoxStream<'static, Result<Bytes>> {
    let header: Vec<String> = opened.header.iter().map(|label| guarded(label)).collect();
    let first = encoded(std::iter::once(header)).map(|line| Bytes::from([MARK, &line].concat()));
    stream::iter([first]).chain(opened.pages.map(|rows| rows.and_then(|rows| page(&rows)))).boxed()
}

fn page(rows: &Rows) -> Result<Bytes> {
    encoded(rows.iter().map(|row| row.iter().map(Cell::guarded).collect())).map(Bytes::from)
}

/// Lines of CSV.
///
/// # Errors
/// Only for a fault of ours.
pub fn encoded(rows: impl Iterator<Item = Vec<String>>) -> Result<Vec<u8>> {
    let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).flexible(true).from_writer(Vec::new());
    for row in rows {
        writer.write_record(row).map_err(Error::internal)?;
    }
    writer.into_inner().map_err(Error::internal)
}
