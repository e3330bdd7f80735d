//! One part of a document: where its placeholders and the rows around them are. Nothing of it is changed here.
//!
//! Word splits what one types over many runs (spelling, formatting, when it was typed), so a placeholder is sought in the text of
//! a whole paragraph and then found in the runs that hold it.

use super::{Fault, LINE};
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::reader::Reader;
use std::ops::Range;

/// The deepest elements stand in each other.
const DEEPEST: usize = 400;

/// What WordprocessingML is called: by Word, and by those who take the standard at its word.
const WORDS: [&[u8]; 2] = [
    b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    b"http://purl.oclc.org/ooxml/wordprocessingml/main",
];

/// A part, looked through.
pub struct Part {
    pub bytes: Vec<u8>,
    /// What the elements' names begin with, `w:`.
    pub prefix: String,
    /// The texts that are written anew, in the order they stand.
    pub edits: Vec<Edit>,
    /// The rows that are repeated, in the order they stand. None is inside another.
    pub rows: Vec<Range<usize>>,
    /// What is left out when there are no lines: these rows, and tables of nothing else.
    pub gone: Vec<Range<usize>>,
}

/// A text element, and what stands in its place.
pub struct Edit {
    pub range: Range<usize>,
    pub pieces: Vec<Piece>,
}

/// Something in a text.
#[derive(Debug, PartialEq, Eq)]
pub enum Piece {
    Text(String),
    Value(String),
}

impl Part {
    /// The names of its placeholders, in the order they stand.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.edits.iter().flat_map(|edit| &edit.pieces).filter_map(|piece| match piece {
            Piece::Value(key) => Some(key.as_str()),
            Piece::Text(_) => None,
        })
    }

    /// Whether it has any.
    pub fn has_placeholders(&self) -> bool {
        !self.edits.is_empty()
    }
}

/// An element that has not ended.
enum Open {
    Table(usize),
    Row(usize),
    Paragraph,
    Text { begun: usize, keeps_space: bool, said: String },
    Other,
}

struct Row {
    range: Range<usize>,
    /// The row around its table, when there is one.
    around: Option<usize>,
    table: Option<usize>,
    /// The first placeholder in it that stands for a line.
    repeats: Option<String>,
}

/// The texts of a paragraph that has not ended, as one.
#[derive(Default)]
struct Paragraph {
    said: String,
    /// Each element, and its part of what is said.
    runs: Vec<(Range<usize>, Range<usize>)>,
}

#[derive(Default)]
struct Scan {
    open: Vec<Open>,
    paragraphs: Vec<Paragraph>,
    edits: Vec<Edit>,
    tables: Vec<Range<usize>>,
    rows: Vec<Row>,
}

/// Looks a part through.
pub fn part(name: &str, bytes: Vec<u8>) -> Result<Part, Fault> {
    let unreadable = || Fault::Unreadable(name.to_owned());
    let text = std::str::from_utf8(&bytes).map_err(|_| unreadable())?;
    let plain = text.strip_prefix('\u{feff}').unwrap_or(text);
    let skipped = text.len() - plain.len();
    let mut reader = Reader::from_str(plain);
    let (mut scan, mut prefix) = (Scan::default(), None::<Vec<u8>>);
    let place = |reader: &Reader<&[u8]>| usize::try_from(reader.buffer_position()).map(|at| at + skipped);
    loop {
        let begun = place(&reader).map_err(|_| unreadable())?;
        let event = reader.read_event().map_err(|_| unreadable())?;
        let ended = place(&reader).map_err(|_| unreadable())?;
        match event {
            Event::Start(element) => {
                let words = prefix.get_or_insert_with(|| words(&element).unwrap_or_default());
                scan.begin(local(&element, words), &element, begun);
            }
            Event::Empty(element) => {
                let words = prefix.get_or_insert_with(|| words(&element).unwrap_or_default());
                scan.mark(local(&element, words));
            }
            Event::End(_) => scan.end(ended)?,
            Event::Text(said) => scan.say(&said.xml10_content().map_err(|_| unreadable())?),
            Event::CData(said) => scan.say(&said.xml10_content().map_err(|_| unreadable())?),
            Event::GeneralRef(reference) => scan.say(&meant(&reference).ok_or_else(unreadable)?.to_string()),
            Event::DocType(_) => return Err(unreadable()),
            Event::Decl(told) => {
                let other = told
                    .encoding()
                    .is_some_and(|code| !code.is_ok_and(|code| code.eq_ignore_ascii_case(b"utf-8")));
                if other {
                    return Err(unreadable());
                }
            }
            Event::Comment(_) | Event::PI(_) => {}
            Event::Eof => break,
        }
        if scan.open.len() > DEEPEST {
            return Err(unreadable());
        }
    }
    if !scan.open.is_empty() {
        return Err(unreadable());
    }
    let prefix = String::from_utf8(prefix.unwrap_or_default()).map_err(|_| unreadable())?;
    let (rows, gone) = scan.repeated()?;
    let mut edits = scan.edits;
    edits.sort_by_key(|edit| edit.range.start);
    Ok(Part { bytes, prefix, edits, rows, gone })
}

/// What the names of WordprocessingML's elements begin with, as the outermost says.
fn words(outermost: &BytesStart) -> Option<Vec<u8>> {
    let mut attributes = outermost.attributes();
    let found = attributes.with_checks(false).flatten().find(|one| WORDS.contains(&one.value.as_ref()))?;
    match found.key.as_ref() {
        b"xmlns" => Some(Vec::new()),
        key => key.strip_prefix(b"xmlns:").map(|name| [name, b":"].concat()),
    }
}

/// The name of an element of WordprocessingML; none of others.
fn local<'e>(element: &'e BytesStart, words: &[u8]) -> &'e [u8] {
    let name = element.name().into_inner();
    let rest = name.strip_prefix(words).unwrap_or_default();
    if rest.contains(&b':') { b"" } else { rest }
}

/// The letter a reference stands for: only those that XML itself knows.
fn meant(reference: &BytesRef) -> Option<char> {
    match &**reference {
        b"lt" => Some('<'),
        b"gt" => Some('>'),
        b"amp" => Some('&'),
        b"apos" => Some('\''),
        b"quot" => Some('"'),
        _ => reference.resolve_char_ref().ok().flatten(),
    }
}

impl Scan {
    fn begin(&mut self, name: &[u8], element: &BytesStart, begun: usize) {
        let opened = match name {
            b"tbl" => {
                self.tables.push(begun..begun);
                Open::Table(self.tables.len() - 1)
            }
            b"tr" => {
                let (around, table) = (self.row(), self.table());
                self.rows.push(Row { range: begun..begun, around, table, repeats: None });
                Open::Row(self.rows.len() - 1)
            }
            b"p" => {
                self.paragraphs.push(Paragraph::default());
                Open::Paragraph
            }
            b"t" => {
                let keeps_space = super::said(element, b"xml:space").is_some_and(|how| how == "preserve");
                Open::Text { begun, keeps_space, said: String::new() }
            }
            other => {
                self.mark(other);
                Open::Other
            }
        };
        self.open.push(opened);
    }

    /// What stands between texts: no placeholder goes on beyond it.
    fn mark(&mut self, name: &[u8]) {
        let sign = match name {
            b"tab" | b"ptab" => '\t',
            b"br" | b"cr" => '\n',
            _ => return,
        };
        if let Some(paragraph) = self.paragraphs.last_mut() {
            paragraph.said.push(sign);
        }
    }

    fn say(&mut self, text: &str) {
        if let Some(Open::Text { said, .. }) = self.open.last_mut() {
            said.push_str(text);
        }
    }

    fn end(&mut self, ended: usize) -> Result<(), Fault> {
        match self.open.pop() {
            Some(Open::Table(table)) => self.tables[table].end = ended,
            Some(Open::Row(row)) => self.rows[row].range.end = ended,
            Some(Open::Paragraph) => {
                if let Some(paragraph) = self.paragraphs.pop() {
                    self.close(&paragraph)?;
                }
            }
            Some(Open::Text { begun, keeps_space, said }) => {
                if let Some(paragraph) = self.paragraphs.last_mut() {
                    let from = paragraph.said.len();
                    paragraph.said.push_str(if keeps_space { &said } else { said.trim_ascii() });
                    paragraph.runs.push((begun..ended, from..paragraph.said.len()));
                }
            }
            Some(Open::Other) | None => {}
        }
        Ok(())
    }

    /// Finds the placeholders of a paragraph in its texts.
    fn close(&mut self, paragraph: &Paragraph) -> Result<(), Fault> {
        let found = placeholders(&paragraph.said)?;
        for (_, key) in found.iter().filter(|(_, key)| key.starts_with(LINE)) {
            let row = self.row().ok_or_else(|| Fault::OutsideRow(key.clone()))?;
            self.rows[row].repeats.get_or_insert_with(|| key.clone());
        }
        let mut next = 0;
        for (element, said) in &paragraph.runs {
            while found.get(next).is_some_and(|(range, _)| range.end <= said.start) {
                next += 1;
            }
            let inside = || found[next..].iter().take_while(|(range, _)| range.start < said.end);
            if inside().next().is_none() {
                continue;
            }
            let (mut pieces, mut at) = (Vec::new(), said.start);
            for (range, key) in inside() {
                if range.start >= said.start {
                    pieces.push(Piece::Text(paragraph.said[at..range.start].to_owned()));
                    pieces.push(Piece::Value(key.clone()));
                }
                at = range.end.min(said.end);
            }
            pieces.push(Piece::Text(paragraph.said[at..said.end].to_owned()));
            self.edits.push(Edit { range: element.clone(), pieces });
        }
        Ok(())
    }

    fn row(&self) -> Option<usize> {
        self.open.iter().rev().find_map(|open| if let Open::Row(row) = open { Some(*row) } else { None })
    }

    fn table(&self) -> Option<usize> {
        self.open
            .iter()
            .rev()
            .find_map(|open| if let Open::Table(table) = open { Some(*table) } else { None })
    }

    /// The rows that are repeated, and what is left out without lines: a table of no other rows goes with them.
    #[allow(clippy::type_complexity)] // two lists of places
    fn repeated(&self) -> Result<(Vec<Range<usize>>, Vec<Range<usize>>), Fault> {
        let mut others = vec![0_usize; self.tables.len()];
        for row in &self.rows {
            let Some(key) = &row.repeats else {
                if let Some(table) = row.table {
                    others[table] += 1;
                }
                continue;
            };
            let mut around = row.around;
            while let Some(outer) = around {
                if self.rows[outer].repeats.is_some() {
                    return Err(Fault::Nested(key.clone()));
                }
                around = self.rows[outer].around;
            }
        }
        let repeated = || self.rows.iter().filter(|row| row.repeats.is_some());
        let mut gone: Vec<Range<usize>> = repeated()
            .map(|row| match row.table {
                Some(table) if others[table] == 0 => self.tables[table].clone(),
                _ => row.range.clone(),
            })
            .collect();
        gone.sort_by_key(|range| range.start);
        gone.dedup();
        Ok((repeated().map(|row| row.range.clone()).collect(), gone))
    }
}

/// Every placeholder of a text: where it stands, and its name.
fn placeholders(text: &str) -> Result<Vec<(Range<usize>, String)>, Fault> {
    let unbalanced = || Fault::Unbalanced(text.trim().chars().take(80).collect());
    let (mut found, mut at) = (Vec::new(), 0);
    loop {
        let rest = &text[at..];
        match (rest.find("{{"), rest.find("}}")) {
            (None, None) => return Ok(found),
            (Some(open), Some(close)) if open < close => {
                let name = &rest[open + 2..close];
                if name.contains("{{") {
                    return Err(unbalanced());
                }
                found.push((at + open..at + close + 2, name.trim().to_owned()));
                at += close + 2;
            }
            _ => return Err(unbalanced()),
        }
    }
}
