//! Proposals on paper: from plain values to the bytes of a PDF on A4.
//!
//! `document` is what goes in; `letterhead`, `table`, `totals`, `prose` and `footer` fill the pages of a `canvas`, with
//! lines from `text` and glyphs from `fonts`; `writer` makes the file. It asks nobody for anything: no clock, no
//! database, no network; the same input gives the same bytes, and any input ends in pages or an [`Error`].

mod canvas;
mod colour;
mod document;
mod fonts;
mod footer;
mod formats;
mod labels;
mod letterhead;
mod logo;
mod markdown;
mod prose;
mod table;
#[cfg(test)]
mod tests;
mod text;
mod totals;
mod writer;

pub use document::{Colour, Customer, Language, Line, Mark, ProposalDocument, Seller, TaxSum, Totals};
pub use formats::Formats;
pub use logo::{LogoError, check_logo};
pub use markdown::plain;

use canvas::Canvas;
use fonts::Fonts;
use krilla::tagging::Tag;
use letterhead::Setting;
use text::Composer;

/// Why there is no file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The person who chose the logo can put it right.
    #[error("{0}")]
    Logo(#[from] LogoError),
    /// A fault of ours: a font inside the server cannot be read.
    #[error("a font cannot be read")]
    Fonts,
    /// A fault of ours: the file could not be written.
    #[error("the document could not be written: {0}")]
    Writing(String),
}

/// The PDF of a proposal. Computes for milliseconds and blocks as long; a very long one takes part of a second.
pub fn render(document: &ProposalDocument) -> Result<Vec<u8>, Error> {
    let fonts = Fonts::get()?;
    let formats = Formats::new(document.language, &document.currency)?;
    let accent = colour::accent(document.seller.accent);
    let labels = document.language.labels();
    let setting = Setting { document, formats: &formats, labels, accent };
    let mut composer = Composer::new(fonts, document.language);
    let mut canvas = Canvas::new(Tag::Part.into());
    letterhead::set(&mut canvas, &mut composer, &setting)?;
    if let Some(intro) = &document.intro {
        prose::set(&mut canvas, &mut composer, intro);
        canvas.y += 10.0;
    }
    let sums = totals::measure(&mut composer, &setting);
    table::set(&mut canvas, &mut composer, &setting, sums.height + 14.0);
    totals::set(&mut canvas, sums, &setting);
    if let Some(terms) = document.terms.as_ref().filter(|terms| !terms.trim().is_empty()) {
        prose::section(&mut canvas, &mut composer, labels.terms, terms);
    }
    footer::set(&mut canvas, &mut composer, &setting);
    let watermark = footer::watermark(&mut composer, &setting);
    writer::write(canvas, watermark, document, fonts)
}
