//! Putting values into a part that was looked through.

use super::scan::{Part, Piece};
use super::{Fault, LINE};
use std::collections::HashMap;
use std::ops::Range;

/// What stands in the placeholders' places.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Values {
    /// By name.
    pub once: HashMap<String, String>,
    /// One of each line, by name: `line.total`.
    pub lines: Vec<HashMap<String, String>>,
}

/// What has been written of a part.
struct Page<'a> {
    part: &'a Part,
    values: &'a Values,
    out: Vec<u8>,
    most: usize,
}

impl Part {
    /// The part with these values, as long as it may be; so much less is left for others.
    pub fn filled(&self, values: &Values, left: &mut usize) -> Result<Vec<u8>, Fault> {
        let mut page = Page { part: self, values, out: Vec::new(), most: *left };
        let mut at = 0;
        if values.lines.is_empty() {
            for gone in &self.gone {
                page.copy(at..gone.start, None)?;
                at = gone.end;
            }
        } else {
            for row in &self.rows {
                page.copy(at..row.start, None)?;
                for line in &values.lines {
                    page.copy(row.clone(), Some(line))?;
                }
                at = row.end;
            }
        }
        page.copy(at..self.bytes.len(), None)?;
        *left -= page.out.len();
        Ok(page.out)
    }
}

impl Page<'_> {
    /// Writes what stands between two places, for a line when it is a row of one.
    fn copy(&mut self, range: Range<usize>, line: Option<&HashMap<String, String>>) -> Result<(), Fault> {
        let part = self.part;
        let first = part.edits.partition_point(|edit| edit.range.start < range.start);
        let mut at = range.start;
        for edit in part.edits[first..].iter().take_while(|edit| edit.range.end <= range.end) {
            self.write(&part.bytes[at..edit.range.start])?;
            self.text(&edit.pieces, line)?;
            at = edit.range.end;
        }
        self.write(&part.bytes[at..range.end])
    }

    fn write(&mut self, bytes: &[u8]) -> Result<(), Fault> {
        if self.out.len() + bytes.len() > self.most {
            return Err(Fault::TooLarge);
        }
        self.out.extend_from_slice(bytes);
        Ok(())
    }

    /// A text element; a value's lines stand below each other.
    fn text(&mut self, pieces: &[Piece], line: Option<&HashMap<String, String>>) -> Result<(), Fault> {
        let (open, close) = self.tags();
        self.write(open.as_bytes())?;
        for piece in pieces {
            let value = match piece {
                Piece::Text(text) => {
                    self.write(escaped(text).as_bytes())?;
                    continue;
                }
                Piece::Value(key) if key.starts_with(LINE) => line.and_then(|line| line.get(key)),
                Piece::Value(key) => self.values.once.get(key),
            };
            let Some(value) = value else { continue };
            let prefix = &self.part.prefix;
            let broken = format!("{close}<{prefix}br/>{open}");
            let moved = format!("{close}<{prefix}tab/>{open}");
            for (number, row) in value.lines().enumerate() {
                if number > 0 {
                    self.write(broken.as_bytes())?;
                }
                for (number, cell) in row.split('\t').enumerate() {
                    if number > 0 {
                        self.write(moved.as_bytes())?;
                    }
                    self.write(escaped(cell).as_bytes())?;
                }
            }
        }
        self.write(close.as_bytes())
    }

    fn tags(&self) -> (String, String) {
        let prefix = &self.part.prefix;
        (format!("<{prefix}t xml:space=\"preserve\">"), format!("</{prefix}t>"))
    }
}

/// A text as XML writes it, without the letters that XML cannot have.
fn escaped(text: &str) -> String {
    let mut told = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => told.push_str("&amp;"),
            '<' => told.push_str("&lt;"),
            '>' => told.push_str("&gt;"),
            '\t' | '\n' => told.push(letter),
            '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            letter => told.push(letter),
        }
    }
    told
}
