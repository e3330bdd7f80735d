//! The fonts inside the server, and text turned into their glyphs. Widths are in em: times the size, they are points.
//!
//! What a text font lacks (arrows, check marks, Hebrew, Arabic) comes from the wide one. What both lack is a box on
//! the page; the character itself stays in the file, so that a search or a copy finds it.

use super::Error;
use krilla::text::{Font, GlyphId, KrillaGlyph};
use rustybuzz::{Direction, Face, Script, ShapePlan, UnicodeBuffer};
use std::collections::HashMap;
use std::sync::LazyLock;

static FONTS: LazyLock<Option<Fonts>> = LazyLock::new(|| {
    Some(Fonts {
        regular: Cut::new(include_bytes!("../fonts/NotoSans-Regular.ttf"))?,
        bold: Cut::new(include_bytes!("../fonts/NotoSans-Bold.ttf"))?,
        italic: Cut::new(include_bytes!("../fonts/NotoSans-Italic.ttf"))?,
        wide: Cut::new(include_bytes!("../fonts/DejaVuSans.ttf"))?,
    })
});

/// Every font there is.
pub struct Fonts {
    regular: Cut,
    bold: Cut,
    italic: Cut,
    wide: Cut,
}

/// One font file, as the shaper and as the writer know it.
struct Cut {
    face: Face<'static>,
    font: Font,
}

/// How a text is set; which font that means is decided glyph by glyph.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Weight {
    Regular,
    Bold,
    Italic,
}

/// Which font a [`Run`]'s glyphs are of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Source {
    Text(Weight),
    Wide,
}

/// Glyphs of one font, side by side, and the text they stand for.
#[derive(Clone, Debug)]
pub struct Run {
    pub source: Source,
    pub text: String,
    pub glyphs: Vec<KrillaGlyph>,
    /// Width.
    pub em: f32,
}

/// What a font does with a script, worked out once: it takes longer than a word.
#[derive(Default)]
pub struct Plans(HashMap<(Source, bool, Script), ShapePlan>);

impl Cut {
    fn new(file: &'static [u8]) -> Option<Self> {
        Some(Self { face: Face::from_slice(file, 0)?, font: Font::new(file.into(), 0)? })
    }

    fn has(&self, letter: char) -> bool {
        self.face.glyph_index(letter).is_some()
    }
}

impl Fonts {
    /// Read at the first call and kept for good.
    pub fn get() -> Result<&'static Self, Error> {
        FONTS.as_ref().ok_or(Error::Fonts)
    }

    /// The font of a run, for the writer.
    pub fn font(&self, source: Source) -> Font {
        self.cut(source).font.clone()
    }

    fn cut(&self, source: Source) -> &Cut {
        match source {
            Source::Text(Weight::Regular) => &self.regular,
            Source::Text(Weight::Bold) => &self.bold,
            Source::Text(Weight::Italic) => &self.italic,
            Source::Wide => &self.wide,
        }
    }

    /// The glyphs of `text`, in the order they stand on the page. A new run begins where the font changes.
    pub fn shape(&self, text: &str, weight: Weight, plans: &mut Plans) -> Vec<Run> {
        let own = Source::Text(weight);
        let mut parts: Vec<(Source, usize)> = Vec::new();
        for (at, letter) in text.char_indices() {
            let source = if self.cut(own).has(letter) || !self.wide.has(letter) { own } else { Source::Wide };
            if parts.last().is_none_or(|(last, _)| *last != source) {
                parts.push((source, at));
            }
        }
        let ends = parts.iter().skip(1).map(|(_, at)| *at).chain([text.len()]);
        let spans: Vec<(Source, &str)> =
            parts.iter().zip(ends).map(|((source, at), end)| (*source, &text[*at..end])).collect();
        spans.into_iter().map(|(source, part)| self.run(source, part, plans)).collect()
    }

    fn run(&self, source: Source, text: &str, plans: &mut Plans) -> Run {
        let cut = self.cut(source);
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(text);
        buffer.guess_segment_properties();
        let leftward = source == Source::Wide && buffer.direction() == Direction::RightToLeft;
        let direction = if leftward { Direction::RightToLeft } else { Direction::LeftToRight };
        buffer.set_direction(direction);
        let script = buffer.script();
        let plan = plans.0.entry((source, leftward, script));
        let plan = plan.or_insert_with(|| ShapePlan::new(&cut.face, direction, Some(script), None, &[]));
        let shaped = rustybuzz::shape_with_plan(&cut.face, plan, buffer);
        let mut starts: Vec<usize> =
            shaped.glyph_infos().iter().map(|info| info.cluster as usize).chain([text.len()]).collect();
        starts.sort_unstable();
        let per_em = |units: i32| units as f32 / cut.face.units_per_em() as f32;
        let pairs = shaped.glyph_infos().iter().zip(shaped.glyph_positions());
        let glyphs: Vec<KrillaGlyph> = pairs
            .map(|(info, position)| {
                let start = info.cluster as usize;
                let next = starts.partition_point(|at| *at <= start);
                let end = starts.get(next).copied().unwrap_or(text.len());
                KrillaGlyph::new(
                    GlyphId::new(info.glyph_id),
                    per_em(position.x_advance),
                    per_em(position.x_offset),
                    per_em(position.y_offset),
                    0.0,
                    start..end,
                    None,
                )
            })
            .collect();
        let em = glyphs.iter().map(|glyph| glyph.x_advance).sum();
        Run { source, text: text.to_owned(), glyphs, em }
    }
}

impl Run {
    /// The next run's glyphs after its own, as one run. Both are of the same font.
    pub fn append(&mut self, next: &Run) {
        let shift = self.text.len();
        self.text.push_str(&next.text);
        self.em += next.em;
        self.glyphs.extend(next.glyphs.iter().cloned().map(|mut glyph| {
            glyph.text_range = glyph.text_range.start + shift..glyph.text_range.end + shift;
            glyph
        }));
    }

    /// Pieces of at most `room` em, never taking apart what is written as one; a piece has one letter at least.
    pub fn cut_to(&self, room: f32) -> Vec<Run> {
        let mut pieces = Vec::new();
        let (mut from, mut em) = (0, 0.0);
        for (at, glyph) in self.glyphs.iter().enumerate() {
            let begins = at > from && self.glyphs[at - 1].text_range != glyph.text_range;
            if begins && em + glyph.x_advance > room {
                pieces.push(self.piece(from, at));
                (from, em) = (at, 0.0);
            }
            em += glyph.x_advance;
        }
        pieces.push(self.piece(from, self.glyphs.len()));
        pieces
    }

    fn piece(&self, from: usize, to: usize) -> Run {
        let mut glyphs = self.glyphs[from..to].to_vec();
        let start = glyphs.iter().map(|glyph| glyph.text_range.start).min().unwrap_or(0);
        let end = glyphs.iter().map(|glyph| glyph.text_range.end).max().unwrap_or(start);
        for glyph in &mut glyphs {
            glyph.text_range = glyph.text_range.start - start..glyph.text_range.end - start;
        }
        let em = glyphs.iter().map(|glyph| glyph.x_advance).sum();
        Run { source: self.source, text: self.text[start..end].to_owned(), glyphs, em }
    }
}
