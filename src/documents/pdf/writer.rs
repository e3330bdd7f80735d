//! Filled pages into the file's bytes: fonts with the glyphs that are used, the tree a screen reader follows, title,
//! author, language and date. The same pages give the same bytes.

use super::Error;
use super::canvas::{Canvas, Child, HEIGHT, Ink, Item, Part, WIDTH};
use super::colour;
use super::document::{Colour, ProposalDocument};
use super::fonts::Fonts;
use super::footer::Watermark;
use super::labels::Labels;
use super::text::TextLine;
use chrono::Datelike;
use krilla::color::rgb;
use krilla::error::KrillaError;
use krilla::geom::{PathBuilder, Point, Rect, Size, Transform};
use krilla::metadata::{DateTime, Metadata};
use krilla::num::NormalizedF32;
use krilla::page::PageSettings;
use krilla::paint::{Fill, FillRule};
use krilla::surface::Surface;
use krilla::tagging::{Artifact, ArtifactType, ContentTag, Identifier, Node, SpanTag, TagGroup, TagTree};
use krilla::{Document, SerializeSettings};

/// The file.
pub fn write(
    canvas: Canvas,
    watermark: Option<Watermark>,
    document: &ProposalDocument,
    fonts: &'static Fonts,
) -> Result<Vec<u8>, Error> {
    let mut file = Document::new_with(SerializeSettings::default());
    file.set_metadata(metadata(document, document.language.labels()));
    let mut read = Vec::new();
    for items in &canvas.pages {
        let settings = PageSettings::from_wh(WIDTH, HEIGHT);
        let settings = settings.ok_or_else(|| Error::Writing("a page has no size".into()))?;
        let mut page = file.start_page_with(settings);
        let mut surface = page.surface();
        if let Some(watermark) = &watermark {
            across(&mut surface, watermark, fonts);
        }
        read.push(items.iter().map(|item| draw(&mut surface, item, fonts)).collect());
        surface.finish();
        page.finish();
    }
    let mut tree = TagTree::new().with_lang(Some(document.language.code().to_owned()));
    if let Some(whole) = group(&canvas.parts, 0, &read) {
        tree.push(whole);
    }
    file.set_tag_tree(tree);
    file.finish().map_err(|error| match error {
        KrillaError::Image(..) | KrillaError::SixteenBitImage(..) => Error::Logo(super::LogoError::Broken),
        other => Error::Writing(other.to_string()),
    })
}

fn metadata(document: &ProposalDocument, labels: &Labels) -> Metadata {
    let title = format!("{} {}", labels.proposal, document.number);
    let day = document.date;
    let year = u16::try_from(day.year().clamp(0, 9999)).unwrap_or_default();
    let date = DateTime::new(year).month(day.month() as u8).day(day.day() as u8).hour(0).minute(0).second(0);
    let metadata = Metadata::new()
        .title(title)
        .language(document.language.code().to_owned())
        .creator("Dealstream".to_owned())
        .creation_date(date.utc_offset_hour(0).utc_offset_minute(0));
    match document.seller.name.trim() {
        "" => metadata,
        name => metadata.authors(vec![name.to_owned()]),
    }
}

/// One item, and by what name a part can claim it.
fn draw(surface: &mut Surface, item: &Item, fonts: &Fonts) -> Option<Identifier> {
    let tag = match (&item.part, &item.ink) {
        (None, _) => ContentTag::Artifact(Artifact::with_kind(ArtifactType::Other)),
        (Some(_), Ink::Text { .. }) => ContentTag::Span(SpanTag::empty()),
        (Some(_), _) => ContentTag::Other,
    };
    let name = surface.start_tagged(tag);
    match &item.ink {
        Ink::Text { x, baseline, style, line } => {
            surface.set_fill(Some(fill(style.colour)));
            text(surface, line, (*x, *baseline), style.size, fonts);
        }
        Ink::Block { x, y, width, height, colour } => {
            surface.set_fill(Some(fill(*colour)));
            let mut builder = PathBuilder::new();
            if let Some(block) = Rect::from_xywh(*x, *y, *width, *height) {
                builder.push_rect(block);
            }
            if let Some(path) = builder.finish() {
                surface.draw_path(&path);
            }
        }
        Ink::Picture { x, y, width, height, image } => {
            if let Some(size) = Size::from_wh(*width, *height) {
                surface.push_transform(&Transform::from_translate(*x, *y));
                surface.draw_image(image.clone(), size);
                surface.pop();
            }
        }
    }
    surface.end_tagged();
    item.part.map(|_| name)
}

fn text(surface: &mut Surface, line: &TextLine, at: (f32, f32), size: f32, fonts: &Fonts) {
    let mut x = at.0;
    for run in &line.runs {
        let font = fonts.font(run.source);
        surface.draw_glyphs(Point::from_xy(x, at.1), &run.glyphs, font, &run.text, size, false);
        x += run.em * size;
    }
}

fn across(surface: &mut Surface, watermark: &Watermark, fonts: &Fonts) {
    surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Other)));
    let (x, y) = watermark.centre;
    surface.push_transform(&Transform::from_rotate_at(watermark.angle, x, y));
    surface.set_fill(Some(fill(colour::WATERMARK)));
    text(surface, &watermark.line, (watermark.x, watermark.baseline), watermark.size, fonts);
    surface.pop();
    surface.end_tagged();
}

fn fill(colour: Colour) -> Fill {
    let paint = rgb::Color::new(colour.red, colour.green, colour.blue).into();
    Fill { paint, opacity: NormalizedF32::ONE, rule: FillRule::NonZero }
}

/// A part with all it is made of; none when that is nothing. Parts nest as deep as a table's cells, no deeper.
fn group(parts: &[Part], at: usize, read: &[Vec<Option<Identifier>>]) -> Option<TagGroup> {
    let part = &parts[at];
    let children: Vec<Node> = part
        .children
        .iter()
        .filter_map(|child| match child {
            Child::Part(inner) => group(parts, *inner, read).map(Node::from),
            Child::Item(page, item) => read.get(*page)?.get(*item)?.map(Node::from),
        })
        .collect();
    (!children.is_empty()).then(|| TagGroup::with_children(part.tag.clone(), children))
}
