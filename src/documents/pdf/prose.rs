//! Introduction and terms: blocks of text that flow from page to page. No page ends with a heading, and no paragraph
//! leaves a single line behind.

use super::canvas::{Canvas, LEFT, MEASURE, RIGHT, Style};
use super::colour;
use super::fonts::Weight;
use super::markdown::{Block, Kind, blocks};
use super::text::{Composer, Span, TextLine};
use krilla::tagging::{ListNumbering, Tag};
use std::num::NonZeroU16;

/// Text that is read.
const BODY: Style = Style { size: 9.5, leading: 14.0, colour: colour::INK };
/// Over a part of the document.
const SECTION: Style = Style { size: 12.5, leading: 18.0, colour: colour::INK };
/// How far a list is moved in, for each level.
const INDENT: f32 = 15.0;

/// A text, in blocks under one another.
pub fn set(canvas: &mut Canvas, composer: &mut Composer, text: &str) {
    let mut rest = &blocks(text)[..];
    while let Some(block) = rest.first() {
        let listed = |block: &Block| matches!(block.kind, Kind::Entry { .. });
        let many = if listed(block) { rest.iter().take_while(|block| listed(block)).count() } else { 1 };
        match block.kind {
            Kind::Entry { .. } => list(canvas, composer, &rest[..many]),
            Kind::Heading => heading(canvas, composer, block, rest.get(1).is_some()),
            Kind::Paragraph => {
                canvas.begin(Tag::P);
                let lines = composer.wrap_spans(&block.spans, BODY.size, MEASURE);
                flow(canvas, LEFT, lines);
                canvas.end();
                canvas.y += 6.0;
            }
        }
        rest = &rest[many..];
    }
}

/// A text under the heading of a part of the document, which is kept with the first of it.
pub fn section(canvas: &mut Canvas, composer: &mut Composer, title: &str, text: &str) {
    let headed = blocks(text).first().is_some_and(|block| block.kind == Kind::Heading);
    let lines = if headed { 4.0 } else { 2.0 };
    canvas.need(SECTION.leading + 8.0 + lines * BODY.leading);
    canvas.begin(Tag::Hn(NonZeroU16::MIN.saturating_add(1), None));
    for line in composer.wrap(title, Weight::Bold, SECTION.size, MEASURE) {
        canvas.text(LEFT, canvas.y, SECTION, line);
        canvas.y += SECTION.leading;
    }
    canvas.end();
    canvas.y += 5.0;
    set(canvas, composer, text);
}

fn heading(canvas: &mut Canvas, composer: &mut Composer, block: &Block, followed: bool) {
    let spans: Vec<Span> =
        block.spans.iter().map(|span| Span { weight: Weight::Bold, ..span.clone() }).collect();
    let lines = composer.wrap_spans(&spans, BODY.size + 0.5, MEASURE);
    canvas.y += 4.0;
    let kept = if followed { 2.0 * BODY.leading } else { 0.0 };
    canvas.need(lines.len().min(4) as f32 * BODY.leading + kept);
    canvas.begin(Tag::Hn(NonZeroU16::MIN.saturating_add(2), None));
    for line in lines {
        canvas.need(BODY.leading);
        canvas.text(LEFT, canvas.y, Style { size: BODY.size + 0.5, ..BODY }, line);
        canvas.y += BODY.leading;
    }
    canvas.end();
    canvas.y += 2.0;
}

/// Entries under one another, all in one list for a reader's program; the depth is seen by how far they are moved in.
fn list(canvas: &mut Canvas, composer: &mut Composer, entries: &[Block]) {
    let numbered =
        entries.iter().any(|entry| matches!(&entry.kind, Kind::Entry { mark, .. } if mark.ends_with('.')));
    canvas.begin(Tag::L(if numbered { ListNumbering::Decimal } else { ListNumbering::Circle }));
    let widest = entries.iter().map(|entry| match &entry.kind {
        Kind::Entry { mark, .. } => composer.width(mark, Weight::Regular, BODY.size) + 6.0,
        _ => 0.0,
    });
    let indent = widest.fold(INDENT, f32::max);
    for entry in entries {
        let Kind::Entry { depth, mark } = &entry.kind else { continue };
        let left = LEFT + indent * *depth as f32;
        let lines = composer.wrap_spans(&entry.spans, BODY.size, RIGHT - left);
        canvas.need(lines.len().min(2) as f32 * BODY.leading);
        canvas.begin(Tag::LI);
        if !mark.is_empty() {
            canvas.begin(Tag::Lbl);
            let mark = composer.line(&format!("{mark}\u{a0}"), Weight::Regular);
            canvas.text_right(left - 3.0, canvas.y, BODY, mark);
            canvas.end();
        }
        canvas.begin(Tag::LBody);
        flow(canvas, left, lines);
        canvas.end();
        canvas.end();
        canvas.y += 2.5;
    }
    canvas.end();
    canvas.y += 3.5;
}

/// Lines under one another, never one alone on either side of a page's end.
fn flow(canvas: &mut Canvas, x: f32, lines: Vec<TextLine>) {
    let count = lines.len();
    for (at, line) in lines.into_iter().enumerate() {
        let together = if count > 1 && (at == 0 || at + 2 == count) { 2.0 } else { 1.0 };
        canvas.need(together * BODY.leading);
        canvas.text(x, canvas.y, BODY, line);
        canvas.y += BODY.leading;
    }
}
