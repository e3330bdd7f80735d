//! What an uploaded file is: how its letters are written, what parts its values, what columns it has.
//!
//! What always holds: every column has a name of its own, so that a choice of columns is a choice of names; a file that is not text
//! or has no rows is refused with the reason.

use crate::app::error::{Refusal, RefusalCode, Result};
use crate::integrations::export::cells::unguarded;
use crate::integrations::import::place::is_blank;
use crate::integrations::import::upload::model::FileColumn;
use csv::{ReaderBuilder, StringRecord};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1250, WINDOWS_1252};
use std::borrow::Cow;

/// Values shown of a column.
const SAMPLES: usize = 5;

/// Letters shown of a value.
const SHOWN: usize = 80;

/// Most columns of a file.
const MOST_COLUMNS: usize = 300;

/// The encodings there are, by the names they go by.
const ENCODINGS: [&Encoding; 5] = [UTF_8, WINDOWS_1250, WINDOWS_1252, UTF_16LE, UTF_16BE];

/// What parts values, the likeliest first.
const DELIMITERS: [char; 4] = [',', ';', '\t', '|'];

/// What a file looks like.
#[derive(Debug, Clone, PartialEq)]
pub struct Sniffed {
    pub encoding: String,
    pub delimiter: char,
    pub rows: i32,
    pub columns: Vec<FileColumn>,
}

/// Looks at a file.
///
/// # Errors
/// Refused when it is no CSV with a header and at least one row.
pub fn sniff(bytes: &[u8]) -> Result<Sniffed> {
    let encoding = guess(bytes);
    let text = decode(bytes, encoding);
    if text.contains('\0') {
        return Err(unusable("This is not a text. Save the table as CSV and upload that."));
    }
    let delimiter = delimiter(&text);
    let (columns, rows) = columns(&text, delimiter)?;
    Ok(Sniffed { encoding: encoding.name().to_lowercase(), delimiter, rows, columns })
}

fn unusable(why: &'static str) -> crate::app::error::Error {
    Refusal::at(RefusalCode::Invalid, "file", why).into()
}

/// The encoding of this name.
pub fn encoding(name: &str) -> Option<&'static Encoding> {
    ENCODINGS.into_iter().find(|known| known.name().eq_ignore_ascii_case(name))
}

/// A file as text, without its mark. What cannot be read becomes a sign that says so.
pub fn decode<'a>(bytes: &'a [u8], encoding: &'static Encoding) -> Cow<'a, str> {
    let (text, _) = encoding.decode_with_bom_removal(bytes);
    text
}

/// By its mark; as UTF-8 when it is that; else by letters that are frequent in one code page and hardly occur in the other.
fn guess(bytes: &[u8]) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return encoding;
    }
    if std::str::from_utf8(bytes).is_ok() {
        return UTF_8;
    }
    let count = |letters: &[u8]| bytes.iter().filter(|byte| letters.contains(byte)).count();
    // ě ř ů ľ ą ł ż ś ź č, against à ò ã õ å ñ æ.
    let central = count(&[0xEC, 0xF8, 0xF9, 0xBE, 0xB9, 0xB3, 0xBF, 0x9C, 0x9F, 0xE8]);
    let western = count(&[0xE0, 0xF2, 0xE3, 0xF5, 0xE5, 0xF1, 0xE6]);
    if central > western { WINDOWS_1250 } else { WINDOWS_1252 }
}

/// What parts the header into most columns, where the rows that follow have as many.
fn delimiter(text: &str) -> char {
    let score = |delimiter: char| {
        let mut reader = reader(text, delimiter);
        let widths: Vec<usize> =
            reader.records().take(20).filter_map(|record| Some(record.ok()?.len())).collect();
        let first = widths.first().copied().unwrap_or_default();
        let alike = widths.iter().filter(|width| **width == first).count();
        if first < 2 { (0, 0) } else { (alike * 100 / widths.len().max(1), first) }
    };
    let best = DELIMITERS.into_iter().rev().max_by_key(|delimiter| score(*delimiter));
    best.filter(|delimiter| score(*delimiter) > (0, 0)).unwrap_or(',')
}

fn reader(text: &str, delimiter: char) -> csv::Reader<&[u8]> {
    let delimiter = u8::try_from(delimiter).unwrap_or(b',');
    ReaderBuilder::new().flexible(true).has_headers(false).delimiter(delimiter).from_reader(text.as_bytes())
}

fn columns(text: &str, delimiter: char) -> Result<(Vec<FileColumn>, i32)> {
    let mut reader = reader(text, delimiter);
    let mut record = StringRecord::new();
    if !reader.read_record(&mut record).unwrap_or(false) {
        return Err(unusable("This file is empty. It needs a row of column names, and rows below it."));
    }
    let mut columns: Vec<FileColumn> = Vec::new();
    for name in &record {
        let name = unique(name.trim(), &columns);
        columns.push(FileColumn { name, samples: Vec::new(), filled: 0 });
    }
    if columns.len() > MOST_COLUMNS {
        return Err(unusable("This file has more than 300 columns. Leave out those that are not needed."));
    }
    let mut rows = 0;
    while reader.read_record(&mut record).unwrap_or(false) {
        if is_blank(&record) {
            continue;
        }
        rows += 1;
        for (column, value) in columns.iter_mut().zip(&record) {
            let value: String = unguarded(value.trim()).chars().take(SHOWN).collect();
            if !value.is_empty() {
                column.filled += 1;
                if column.samples.len() < SAMPLES && !column.samples.contains(&value) {
                    column.samples.push(value);
                }
            }
        }
    }
    if rows == 0 {
        return Err(unusable("This file has no rows below its column names."));
    }
    Ok((columns, rows))
}

/// The name, numbered when another column has it already or it is empty.
fn unique(name: &str, others: &[FileColumn]) -> String {
    let taken = |name: &str| others.iter().any(|column| column.name == name);
    let name: String = name.chars().take(200).collect();
    if !name.is_empty() && !taken(&name) {
        return name;
    }
    let base = if name.is_empty() { "Column".to_owned() } else { name };
    let mut number = if base == "Column" { others.len() + 1 } else { 2 };
    while taken(&format!("{base} {number}")) {
        number += 1;
    }
    format!("{base} {number}")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn delimiters_and_encodings_are_found() {
        let czech = WINDOWS_1250.encode("jméno;město\nŘehoř;Plzeň\n").0.into_owned();
        let german = WINDOWS_1252.encode("name;straße\nJörg;Große Gasse, 5\n").0.into_owned();
        for (bytes, encoding, delimiter, names) in [
            (b"a,b\n1,2\n".to_vec(), "utf-8", ',', ["a", "b"]),
            ("\u{feff}á\tb\n1\t2\n".as_bytes().to_vec(), "utf-8", '\t', ["á", "b"]),
            (b"a|b\n\"x, y; z\"|2\n".to_vec(), "utf-8", '|', ["a", "b"]),
            (b"a;b\n\"1,5\";2,5\n".to_vec(), "utf-8", ';', ["a", "b"]),
            (czech, "windows-1250", ';', ["jméno", "město"]),
            (german, "windows-1252", ';', ["name", "straße"]),
        ] {
            let found = sniff(&bytes).unwrap();
            let columns: Vec<&str> = found.columns.iter().map(|column| column.name.as_str()).collect();
            assert_eq!((found.encoding.as_str(), found.delimiter), (encoding, delimiter));
            assert_eq!(columns, names);
        }
    }

    #[test]
    fn columns_have_names_of_their_own_and_show_what_is_in_them() {
        let found = sniff(b"a,a,,b\n1,,x,\n1,2,y,\n3,2,y,\n").unwrap();
        let told: Vec<(&str, i32, usize)> = found
            .columns
            .iter()
            .map(|column| (column.name.as_str(), column.filled, column.samples.len()))
            .collect();
        assert_eq!(told, [("a", 3, 2), ("a 2", 2, 1), ("Column 3", 3, 2), ("b", 0, 0)]);
        assert_eq!(found.rows, 3);
        assert!(sniff(b"").is_err() && sniff(b"a,b\n").is_err() && sniff(b"PK\x03\x04\0\0").is_err());
    }
}
