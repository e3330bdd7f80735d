//! A list as an Excel workbook: one sheet, written row by row to a temporary file, which then goes out piece by piece.

use crate::app::error::{Error, Result};
use crate::integrations::export::cells::Cell;
use crate::integrations::export::run::Opened;
use bytes::Bytes;
use chrono::{NaiveDate, NaiveDateTime};
use futures_util::StreamExt as _;
use futures_util::stream::{self, BoxStream, TryStreamExt as _};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;
use rust_xlsxwriter::{Format, Workbook, Worksheet};
use std::io::{Seek as _, SeekFrom};
use tokio::io::AsyncReadExt as _;

/// Bytes sent at once.
const PIECE: usize = 64 << 10;

/// Characters a cell holds.
const LONGEST: usize = 32_767;

/// The last number below which every whole number is exact in a spreadsheet: fifteen digits.
const EXACT: i128 = 1_000_000_000_000_000;

/// The file, piece by piece. It is written when the first piece is asked for.
pub fn file(opened: Opened) -> BoxStream<'static, Result<Bytes>> {
    stream::once(written(opened)).map_ok(pieces).try_flatten().boxed()
}

fn pieces(file: std::fs::File) -> BoxStream<'static, Result<Bytes>> {
    let file = tokio::fs::File::from_std(file);
    stream::try_unfold(file, |mut file| async move {
        let mut piece = vec![0; PIECE];
        let read = file.read(&mut piece).await.map_err(Error::internal)?;
        piece.truncate(read);
        Ok((read > 0).then(|| (Bytes::from(piece), file)))
    })
    .boxed()
}

/// How days, instants and the header look.
struct Formats {
    day: Format,
    instant: Format,
    header: Format,
}

async fn written(mut opened: Opened) -> Result<std::fs::File> {
    let formats = Formats {
        day: Format::new().set_num_format("yyyy-mm-dd"),
        instant: Format::new().set_num_format("yyyy-mm-dd hh:mm:ss"),
        header: Format::new().set_bold(),
    };
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet_with_constant_memory().map_err(Error::internal)?;
    sheet.set_freeze_panes(1, 0).map_err(Error::internal)?;
    for (column, label) in (0_u16..).zip(&opened.header) {
        sheet.write_string_with_format(0, column, label, &formats.header).map_err(Error::internal)?;
    }
    let mut line = 0_u32;
    while let Some(rows) = opened.pages.next().await {
        let sheet = workbook.worksheet_from_index(0).map_err(Error::internal)?;
        for row in rows? {
            line += 1;
            for (column, cell) in (0_u16..).zip(&row) {
                put(sheet, (line, column), cell, &formats).map_err(Error::internal)?;
            }
        }
    }
    // Packing a large sheet takes a while: not on a thread that others wait for.
    let packed = tokio::task::spawn_blocking(move || {
        let mut file = tempfile::tempfile().map_err(Error::internal)?;
        workbook.save_to_writer(&mut file).map_err(Error::internal)?;
        file.seek(SeekFrom::Start(0)).map_err(Error::internal)?;
        Ok(file)
    });
    packed.await.map_err(Error::internal)?
}

fn put(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    cell: &Cell,
    formats: &Formats,
) -> std::result::Result<(), rust_xlsxwriter::XlsxError> {
    let done = match cell {
        Cell::Empty => return Ok(()),
        Cell::Text(text) => sheet.write_string(row, column, cut(text)),
        Cell::Bool(yes) => sheet.write_boolean(row, column, *yes),
        Cell::Number(number) => match exact(number) {
            Some(number) => sheet.write_number(row, column, number),
            None => sheet.write_string(row, column, number.to_string()),
        },
        Cell::Day(day) => sheet.write_number_with_format(
            row,
            column,
            serial(day.and_time(Default::default())),
            &formats.day,
        ),
        Cell::Instant(at) => {
            sheet.write_number_with_format(row, column, serial(at.naive_local()), &formats.instant)
        }
    };
    done.map(drop)
}

/// A number as spreadsheets keep them, when they can keep it exactly.
fn exact(number: &Decimal) -> Option<f64> {
    (number.mantissa().abs() < EXACT).then(|| number.to_f64()).flatten()
}

/// Days since the spreadsheets' day 0, with the time as a fraction.
fn serial(at: NaiveDateTime) -> f64 {
    let zero = NaiveDate::from_ymd_opt(1899, 12, 30).unwrap_or_default().and_time(Default::default());
    (at - zero).as_seconds_f64() / 86_400.0
}

fn cut(text: &str) -> String {
    // Counted as Excel counts: in units of UTF-16.
    let mut units = 0;
    text.chars()
        .take_while(|letter| {
            units += letter.len_utf16();
            units <= LONGEST
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_numbers_are_those_of_a_spreadsheet() {
        let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap_or_default();
        assert!((serial(day(2026, 3, 2).and_time(Default::default())) - 46_083.0).abs() < f64::EPSILON);
        assert_eq!(exact(&Decimal::new(1050, 2)), Some(10.5));
        assert_eq!(exact(&Decimal::from_i128_with_scale(1_234_567_890_123_456_789, 2)), None);
        assert_eq!(cut(&"x".repeat(40_000)).len(), LONGEST);
    }
}
