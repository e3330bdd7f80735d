//! Word documents with placeholders, `{{deal.name}}`: from the bytes of a template to the bytes of a document. It asks nobody for
//! anything; the same input gives the same bytes.
//!
//! What always holds: what is unpacked is counted as it comes, never as a file says it would be; no entity is expanded; a value is
//! text, nothing in it is read as XML or as a placeholder; parts without placeholders are copied as they are. The crates that do
//! this already were looked at and left: none bounds what it unpacks, their output differs from run to run, and a name nobody knows
//! becomes nothing without a word.

mod fill;
mod scan;
#[cfg(test)]
mod tests;

pub use fill::Values;

use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;
use scan::Part;
use std::collections::{BTreeMap, HashMap};
use std::io::{Cursor, Read as _, Write as _};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// The most bytes a template has.
pub const MOST_BYTES: usize = 2 << 20;

/// What a Word document is to a browser.
pub const MEDIA_TYPE: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// How the placeholders begin that stand for a line, once for each.
pub const LINE: &str = "line.";

/// The most parts a document has.
pub const MOST_PARTS: usize = 1_000;

/// The most bytes all parts together have, unpacked; of a template, and of what is made from it.
pub const MOST_UNPACKED: usize = 32 << 20;

/// Where a document says what its parts are.
const CONTENTS: &str = "[content_types].xml";

/// The kinds of parts that are looked through, in this order.
const LOOKED_THROUGH: [&str; 5] = ["document.main", "header", "footer", "footnotes", "endnotes"];

/// Why a document cannot be a template, or none can be made of it: what to do about it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    #[error("This is no Word document: save it as .docx and bring that.")]
    NoDocument,
    #[error("This is an old Word document, or one with a password: save it as .docx without a password.")]
    Old,
    #[error("The document has macros: save it as .docx, which has none.")]
    Macros,
    #[error("A document has at most 1000 parts: take out pictures.")]
    TooManyParts,
    #[error("The document is larger than 32 MiB when unpacked: make it smaller.")]
    TooLarge,
    #[error("{0} in the document cannot be read: open it in Word and save it again.")]
    Unreadable(String),
    #[error("Braces do not match in “{0}”: write every placeholder as {{{{name}}}}, within one paragraph.")]
    Unbalanced(String),
    #[error(
        "{{{{{0}}}}} stands outside a table: put it into a table's row, which is repeated for every line."
    )]
    OutsideRow(String),
    #[error("{{{{{0}}}}} stands in a row inside another one that is repeated: use it in one of them only.")]
    Nested(String),
}

/// A document with placeholders, looked through.
pub struct Template<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// The parts with placeholders, by their place in the archive.
    parts: BTreeMap<usize, Part>,
    placeholders: Vec<String>,
}

impl<'a> Template<'a> {
    /// Looks a document through. Computes for as long as it takes to unpack it.
    pub fn read(bytes: &'a [u8]) -> Result<Self, Fault> {
        if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
            return Err(Fault::Old);
        }
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Fault::NoDocument)?;
        if archive.len() > MOST_PARTS {
            return Err(Fault::TooManyParts);
        }
        let names = names(&archive)?;
        let mut left = MOST_UNPACKED;
        let contents = *names.get(CONTENTS).ok_or(Fault::NoDocument)?;
        let kinds = kinds(&unpack(&mut archive, (contents, CONTENTS), &mut left)?)?;
        let (mut texts, mut all) = (Vec::new(), names.iter().collect::<Vec<_>>());
        all.sort();
        for (name, index) in all.into_iter().filter(|(_, index)| **index != contents) {
            let part = unpack(&mut archive, (*index, name), &mut left)?;
            if let Some(rank) = kinds.get(name) {
                texts.push((*rank, name.as_str(), *index, part));
            }
        }
        texts.sort_by(|one, other| (one.0, one.1).cmp(&(other.0, other.1)));
        if texts.first().is_none_or(|first| first.0 != 0) {
            return Err(Fault::NoDocument);
        }
        let (mut parts, mut placeholders) = (BTreeMap::new(), Vec::<String>::new());
        for (_, name, index, bytes) in texts {
            let part = scan::part(name, bytes)?;
            for key in part.keys() {
                if !placeholders.iter().any(|known| known == key) {
                    placeholders.push(key.to_owned());
                }
            }
            if part.has_placeholders() {
                parts.insert(index, part);
            }
        }
        Ok(Self { archive, parts, placeholders })
    }

    /// The names of its placeholders, each once, in the order of their first use.
    pub fn placeholders(&self) -> &[String] {
        &self.placeholders
    }

    /// The document with these values in their places; a placeholder without a value becomes nothing.
    pub fn fill(&self, values: &Values) -> Result<Vec<u8>, Fault> {
        let mut archive = self.archive.clone();
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        let mut left = MOST_UNPACKED;
        for index in 0..archive.len() {
            let entry = archive.by_index_raw(index).map_err(unwritable)?;
            let Some(part) = self.parts.get(&index) else {
                writer.raw_copy_file(entry).map_err(unwritable)?;
                continue;
            };
            let options =
                SimpleFileOptions::default().last_modified_time(entry.last_modified().unwrap_or_default());
            let name = entry.name().map_err(unwritable)?.into_owned();
            writer.start_file(name, options).map_err(unwritable)?;
            writer.write_all(&part.filled(values, &mut left)?).map_err(unwritable)?;
        }
        Ok(writer.finish().map_err(unwritable)?.into_inner())
    }
}

fn unwritable(_: impl std::error::Error) -> Fault {
    Fault::Unreadable("A part".to_owned())
}

/// The place of every part by its name in small letters: names that differ by case only are the same.
fn names(archive: &ZipArchive<Cursor<&[u8]>>) -> Result<HashMap<String, usize>, Fault> {
    let mut names = HashMap::new();
    for index in 0..archive.len() {
        let name = archive.name_for_index(index).and_then(Result::ok).ok_or(Fault::NoDocument)?;
        if names.insert(name.to_ascii_lowercase(), index).is_some() {
            return Err(Fault::NoDocument);
        }
    }
    match archive.has_duplicate_names() {
        true => Err(Fault::NoDocument),
        false if names.keys().any(|name| name.ends_with("vbaproject.bin")) => Err(Fault::Macros),
        false => Ok(names),
    }
}

/// A part's bytes, as many as may still come.
fn unpack(
    archive: &mut ZipArchive<Cursor<&[u8]>>,
    (index, name): (usize, &str),
    left: &mut usize,
) -> Result<Vec<u8>, Fault> {
    let entry = archive.by_index(index).map_err(|_| Fault::Unreadable(name.to_owned()))?;
    let mut bytes = Vec::new();
    let most = u64::try_from(*left).unwrap_or(u64::MAX).saturating_add(1);
    entry.take(most).read_to_end(&mut bytes).map_err(|_| Fault::Unreadable(name.to_owned()))?;
    *left = left.checked_sub(bytes.len()).ok_or(Fault::TooLarge)?;
    Ok(bytes)
}

/// The parts that are looked through, by name in small letters, with the place of their kind among these.
fn kinds(contents: &[u8]) -> Result<HashMap<String, usize>, Fault> {
    let text = std::str::from_utf8(contents).map_err(|_| Fault::NoDocument)?;
    let mut reader = Reader::from_str(text.trim_start_matches('\u{feff}'));
    let mut kinds = HashMap::new();
    loop {
        let element = match reader.read_event() {
            Ok(Event::Start(element) | Event::Empty(element)) => element,
            Ok(Event::Eof) => return Ok(kinds),
            Ok(Event::DocType(_)) | Err(_) => return Err(Fault::NoDocument),
            Ok(_) => continue,
        };
        let Some(kind) = said(&element, b"ContentType") else { continue };
        let kind = kind.to_ascii_lowercase();
        if kind.contains("macroenabled") || kind.contains("vbaproject") {
            return Err(Fault::Macros);
        }
        let short = kind.strip_prefix("application/vnd.openxmlformats-officedocument.wordprocessingml.");
        let short = short.and_then(|kind| kind.strip_suffix("+xml")).unwrap_or_default();
        let rank = LOOKED_THROUGH.iter().position(|one| *one == short);
        if let (Some(rank), Some(name)) = (rank, said(&element, b"PartName")) {
            kinds.insert(name.trim_start_matches('/').to_ascii_lowercase(), rank);
        }
    }
}

/// What an element says under a name.
fn said(element: &BytesStart, name: &[u8]) -> Option<String> {
    let mut attributes = element.attributes();
    let found = attributes.with_checks(false).flatten().find(|one| one.key.as_ref() == name)?;
    String::from_utf8(found.value.into_owned()).ok()
}

/// A document of these parts, as the sample's templates are made.
pub fn pack(parts: &[(&str, &str)]) -> Result<Vec<u8>, Fault> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).map_err(unwritable)?;
        writer.write_all(text.as_bytes()).map_err(unwritable)?;
    }
    Ok(writer.finish().map_err(unwritable)?.into_inner())
}

/// The smallest document with this in its body: what one writes in tests and samples.
pub fn letter(body: &str) -> Result<Vec<u8>, Fault> {
    const KIND: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
    const OFFICE: &str = "http://schemas.openxmlformats.org";
    let contents = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?><Types xmlns=\"{OFFICE}/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/word/document.xml\" ContentType=\"{KIND}\"/></Types>"
    );
    let relations = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?><Relationships xmlns=\"{OFFICE}/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"{OFFICE}/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/></Relationships>"
    );
    let document = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?><w:document xmlns:w=\"{OFFICE}/wordprocessingml/2006/main\"><w:body>{body}<w:sectPr><w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"1417\" w:right=\"1417\" w:bottom=\"1417\" w:left=\"1417\" w:header=\"708\" w:footer=\"708\" w:gutter=\"0\"/></w:sectPr></w:body></w:document>"
    );
    pack(&[("[Content_Types].xml", &contents), ("_rels/.rels", &relations), ("word/document.xml", &document)])
}
