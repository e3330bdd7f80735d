//! The pages while they are being filled: what is drawn where, and which part of the text it belongs to. Lengths are
//! points (1/72 inch), from the upper left corner of an A4 page. Nothing is written yet, so that the last page's number
//! is known when the first one's footer is.

use super::document::Colour;
use super::text::TextLine;
use krilla::image::Image;
use krilla::tagging::TagKind;

/// Width of A4.
pub const WIDTH: f32 = 595.28;
/// Height of A4.
pub const HEIGHT: f32 = 841.89;
/// Where everything begins…
pub const LEFT: f32 = 56.0;
/// …and ends.
pub const RIGHT: f32 = WIDTH - 56.0;
/// Between the two.
pub const MEASURE: f32 = RIGHT - LEFT;
/// Where a page's matter begins.
const TOP: f32 = 52.0;
/// Where it ends; below is the footer.
pub const BOTTOM: f32 = HEIGHT - 76.0;
/// The most that can be kept together.
pub const BODY: f32 = BOTTOM - TOP;

/// How a line of text is set.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    pub size: f32,
    /// From one baseline to the next.
    pub leading: f32,
    pub colour: Colour,
}

/// Something on a page.
pub enum Ink {
    Text { x: f32, baseline: f32, style: Style, line: TextLine },
    Block { x: f32, y: f32, width: f32, height: f32, colour: Colour },
    Picture { x: f32, y: f32, width: f32, height: f32, image: Image },
}

/// Ink, and the part it belongs to; without one it is decoration that no screen reader reads.
pub struct Item {
    pub ink: Ink,
    pub part: Option<usize>,
}

/// A part of the text: a heading, a paragraph, a cell.
pub struct Part {
    pub tag: TagKind,
    pub children: Vec<Child>,
}

/// What a part is made of, in the order it is read.
pub enum Child {
    Part(usize),
    /// An item by its page and its place there.
    Item(usize, usize),
}

/// All pages, and how far down the last one is filled.
pub struct Canvas {
    pub pages: Vec<Vec<Item>>,
    /// The first is the whole document.
    pub parts: Vec<Part>,
    open: Vec<usize>,
    /// Whether what is drawn belongs to no part.
    aside: bool,
    pub y: f32,
}

impl Canvas {
    /// One empty page of a document that is tagged as `whole`.
    pub fn new(whole: TagKind) -> Self {
        let root = Part { tag: whole, children: Vec::new() };
        Self { pages: vec![Vec::new()], parts: vec![root], open: vec![0], aside: false, y: TOP }
    }

    /// Begins a part inside the open one.
    pub fn begin(&mut self, tag: impl Into<TagKind>) {
        if self.aside {
            return;
        }
        let part = self.parts.len();
        self.parts.push(Part { tag: tag.into(), children: Vec::new() });
        if let Some(parent) = self.open.last() {
            self.parts[*parent].children.push(Child::Part(part));
        }
        self.open.push(part);
    }

    /// Ends the part begun last.
    pub fn end(&mut self) {
        if !self.aside {
            self.open.pop();
        }
    }

    /// Draws what `draw` does as decoration: repeated, or of no meaning.
    pub fn aside(&mut self, draw: impl FnOnce(&mut Self)) {
        let before = std::mem::replace(&mut self.aside, true);
        draw(self);
        self.aside = before;
    }

    /// Whether `height` more fits on this page.
    pub fn fits(&self, height: f32) -> bool {
        self.y + height <= BOTTOM
    }

    /// Begins a page when less than `height` is left on this one. Whether it did.
    pub fn need(&mut self, height: f32) -> bool {
        let turns = !self.fits(height) && self.y > TOP;
        if turns {
            self.turn();
        }
        turns
    }

    /// Begins a page.
    pub fn turn(&mut self) {
        self.pages.push(Vec::new());
        self.y = TOP;
    }

    /// A line of text whose upper edge is at `y`, from `x` on.
    pub fn text(&mut self, x: f32, y: f32, style: Style, line: TextLine) {
        let baseline = y + f32::midpoint(style.leading, 0.714 * style.size);
        self.draw(Ink::Text { x, baseline, style, line });
    }

    /// The same ending at `right`.
    pub fn text_right(&mut self, right: f32, y: f32, style: Style, line: TextLine) {
        self.text(right - line.em * style.size, y, style, line);
    }

    /// A rule of `thickness`, from `x` on.
    pub fn rule(&mut self, x: f32, y: f32, width: f32, thickness: f32, colour: Colour) {
        self.aside(|canvas| canvas.draw(Ink::Block { x, y, width, height: thickness, colour }));
    }

    /// Draws on the last page.
    pub fn draw(&mut self, ink: Ink) {
        let page = self.pages.len() - 1;
        let part = self.open.last().copied().filter(|_| !self.aside);
        if let Some(part) = part {
            self.parts[part].children.push(Child::Item(page, self.pages[page].len()));
        }
        self.pages[page].push(Item { ink, part });
    }
}
