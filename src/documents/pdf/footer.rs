//! The foot of every page, and what a draft says across it. Set last, when it is known how many pages there are.

use super::canvas::{BOTTOM, Canvas, HEIGHT, LEFT, MEASURE, RIGHT, Style, WIDTH};
use super::colour;
use super::document::Mark;
use super::fonts::Weight;
use super::letterhead::Setting;
use super::text::{Composer, TextLine};

const FOOT: Style = Style { size: 7.5, leading: 10.5, colour: colour::GREY };
/// How wide the word across a draft is.
const ACROSS: f32 = 440.0;

/// Page by page: who offers at the left, the number and the page at the right.
pub fn set(canvas: &mut Canvas, composer: &mut Composer, setting: &Setting) {
    let count = canvas.pages.len();
    let mut done = Vec::new();
    let left = company(composer, setting);
    for (at, page) in std::mem::take(&mut canvas.pages).into_iter().enumerate() {
        canvas.pages.push(page);
        let labels = setting.labels;
        let number = composer.wrap(&setting.document.number, Weight::Regular, FOOT.size, MEASURE * 0.3);
        let draft = match setting.document.mark {
            Mark::Draft => format!("{}  ·  ", labels.draft),
            Mark::None => String::new(),
        };
        let pages = format!("{draft}{} {} {} {count}", labels.page, at + 1, labels.page_of);
        let pages = composer.line(&pages, Weight::Regular);
        canvas.aside(|canvas| {
            let mut y = BOTTOM + 20.0;
            canvas.rule(LEFT, y - 7.0, MEASURE, 0.5, colour::HAIRLINE);
            for (row, line) in left.iter().take(3).enumerate() {
                canvas.text(LEFT, y + row as f32 * FOOT.leading, FOOT, line.clone());
            }
            for line in number.into_iter().take(2).chain([pages]) {
                canvas.text_right(RIGHT, y, FOOT, line);
                y += FOOT.leading;
            }
        });
        done.append(&mut canvas.pages);
    }
    canvas.pages = done;
}

/// Name and numbers of the seller.
fn company(composer: &mut Composer, setting: &Setting) -> Vec<TextLine> {
    let (seller, labels) = (&setting.document.seller, setting.labels);
    let numbers =
        [(labels.registration_number, &seller.registration_number), (labels.tax_number, &seller.tax_number)];
    let shown = numbers.into_iter().filter_map(|(label, number)| {
        let number = number.as_ref().filter(|number| !number.trim().is_empty())?;
        Some(format!("{label} {number}"))
    });
    let mut lines = composer.wrap(&seller.name, Weight::Regular, FOOT.size, MEASURE * 0.6);
    lines.truncate(1);
    let numbers = shown.collect::<Vec<String>>().join("  ·  ");
    lines.extend(composer.wrap(&numbers, Weight::Regular, FOOT.size, MEASURE * 0.6));
    lines
}

/// The word across a draft's pages, behind everything: its size, and the point it turns around with the text's start.
pub struct Watermark {
    pub line: TextLine,
    pub size: f32,
    pub x: f32,
    pub baseline: f32,
    /// Degrees, the way a clock turns.
    pub angle: f32,
    pub centre: (f32, f32),
}

/// What stands across every page; nothing unless it is a draft.
pub fn watermark(composer: &mut Composer, setting: &Setting) -> Option<Watermark> {
    if setting.document.mark == Mark::None {
        return None;
    }
    let line = composer.line(setting.labels.draft, Weight::Bold);
    let size = ACROSS / line.em.max(1.0);
    let centre = (WIDTH / 2.0, HEIGHT / 2.0);
    let (x, baseline) = (centre.0 - ACROSS / 2.0, centre.1 + 0.357 * size);
    Some(Watermark { line, size, x, baseline, angle: -52.0, centre })
}
