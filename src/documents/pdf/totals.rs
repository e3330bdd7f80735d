//! What it comes to, under the table's amounts. Rows that would say nothing new are left out: no discount, no subtotal;
//! no tax, no net.

use super::canvas::{BODY, Canvas, MEASURE, RIGHT, Style};
use super::colour;
use super::fonts::Weight;
use super::letterhead::Setting;
use super::text::{Composer, TextLine};
use krilla::tagging::Tag;

const ROW: Style = Style { size: 9.0, leading: 13.0, colour: colour::INK };
const GRAND: Style = Style { size: 12.0, leading: 17.0, colour: colour::INK };
/// Under every row.
const BELOW: f32 = 3.5;
/// Between a label and its amount.
const GAP: f32 = 18.0;
/// Above the grand total, for its rule.
const ABOVE_GRAND: f32 = 6.0;

/// The sums of one proposal, measured.
pub struct Sums {
    rows: Vec<Row>,
    /// Where the labels begin.
    x: f32,
    pub height: f32,
}

struct Row {
    style: Style,
    labels: Vec<TextLine>,
    amounts: Vec<TextLine>,
}

impl Row {
    fn height(&self) -> f32 {
        self.labels.len().max(self.amounts.len()) as f32 * self.style.leading + BELOW
    }
}

/// Set in lines, not yet drawn: the table asks how much room they take.
pub fn measure(composer: &mut Composer, setting: &Setting) -> Sums {
    let texts = texts(setting);
    let last = texts.len() - 1;
    let look = |at: usize| if at == last { (GRAND, Weight::Bold) } else { (ROW, Weight::Regular) };
    let (mut label_width, mut amount_width) = (0.0_f32, 0.0_f32);
    for (at, (label, amount)) in texts.iter().enumerate() {
        let (style, weight) = look(at);
        label_width = label_width.max(composer.width(label, weight, style.size) + 0.1);
        amount_width = amount_width.max(composer.width(amount, weight, style.size) + 0.1);
    }
    let amount_width = amount_width.min(MEASURE * 0.6);
    let width = (label_width + GAP + amount_width).clamp(225.0, MEASURE);
    let rows: Vec<Row> = texts
        .into_iter()
        .enumerate()
        .map(|(at, (label, amount))| {
            let (style, weight) = look(at);
            let labels = composer.wrap(&label, weight, style.size, width - GAP - amount_width);
            let amounts = composer.wrap(&amount, weight, style.size, amount_width);
            Row { style, labels, amounts }
        })
        .collect();
    let height = rows.iter().map(Row::height).sum::<f32>() + ABOVE_GRAND;
    Sums { rows, x: RIGHT - width, height }
}

/// Label and amount of every row, the grand total last.
fn texts(setting: &Setting) -> Vec<(String, String)> {
    let (labels, formats, totals) = (setting.labels, setting.formats, &setting.document.totals);
    let mut texts = Vec::new();
    if !totals.discount.is_zero() {
        texts.push((labels.subtotal.to_owned(), formats.money(totals.subtotal)));
        let percent = formats.percent(totals.discount_percent);
        texts.push((format!("{} {percent}", labels.discount), formats.money(-totals.discount)));
    }
    let taxes = || totals.taxes.iter().filter(|sum| !sum.percent.is_zero() || !sum.tax.is_zero());
    if taxes().next().is_some() {
        texts.push((labels.net.to_owned(), formats.money(totals.net)));
    }
    for sum in taxes() {
        let (percent, base) = (formats.percent(sum.percent), formats.money(sum.net));
        let label = format!("{} {percent} {} {base}", labels.tax, labels.of);
        texts.push((label, formats.money(sum.tax)));
    }
    texts.push((labels.total.to_owned(), formats.money(totals.total)));
    texts
}

/// Draws them, on one page when a page has the room.
pub fn set(canvas: &mut Canvas, sums: Sums, setting: &Setting) {
    canvas.need(sums.height.min(BODY));
    let last = sums.rows.len() - 1;
    for (at, row) in sums.rows.into_iter().enumerate() {
        canvas.need(row.height());
        let mut y = canvas.y;
        if at == last {
            canvas.rule(sums.x, y + 1.0, RIGHT - sums.x, 1.0, setting.accent);
            y += ABOVE_GRAND;
        }
        let next = y + row.height();
        canvas.begin(Tag::P);
        let down = |at: usize| y + at as f32 * row.style.leading;
        for (at, label) in row.labels.into_iter().enumerate() {
            canvas.text(sums.x, down(at), row.style, label);
        }
        for (at, amount) in row.amounts.into_iter().enumerate() {
            canvas.text_right(RIGHT, down(at), row.style, amount);
        }
        canvas.end();
        canvas.y = next;
    }
    canvas.y += 18.0;
}
