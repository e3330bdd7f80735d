//! The table of what is offered. Columns nobody has a value for are left out; numbers stand under one another to the
//! right; the head is repeated on every page; a row is on one page unless it is longer than one.

use super::canvas::{BODY, Canvas, LEFT, MEASURE, Style};
use super::colour;
use super::document::Line;
use super::fonts::Weight;
use super::letterhead::Setting;
use super::text::{Composer, TextLine};
use krilla::tagging::{TableHeaderScope, Tag};

const HEAD: Style = Style { size: 8.0, leading: 10.5, colour: colour::GREY };
const CELL: Style = Style { size: 9.0, leading: 12.5, colour: colour::INK };
const CODE: Style = Style { size: 7.5, leading: 10.5, colour: colour::GREY };
/// Above and below a row's text.
const PADDING: f32 = 5.5;
/// Between two columns.
const GAP: f32 = 12.0;
/// The least the description has, as a share of the whole.
const DESCRIPTION: f32 = 0.34;

/// How much of a row longer than a page stands where it begins.
const BEGINNING: f32 = 2.0 * PADDING + 6.0 * CELL.leading;

/// A column of the table.
struct Column {
    label: &'static str,
    /// What it says of every line, in their order. Empty for the description, which is set on its own.
    values: Vec<String>,
    /// Its left edge.
    x: f32,
    width: f32,
    side: Side,
}

#[derive(Clone, Copy, PartialEq)]
enum Side {
    Left,
    Right,
}

/// A cell's lines, each in its style.
type Cell = Vec<(Style, TextLine)>;

/// The whole table. `below` points are kept free under the last row: what sums it up stands on its page.
pub fn set(canvas: &mut Canvas, composer: &mut Composer, setting: &Setting, below: f32) {
    let lines = &setting.document.lines;
    if lines.is_empty() {
        return;
    }
    let columns = columns(composer, setting);
    let head = head_cells(composer, &columns);
    let rows: Vec<Vec<Cell>> =
        lines.iter().enumerate().map(|(at, line)| cells(composer, setting, &columns, at, line)).collect();
    let fresh = BODY - row_height(&head);
    let first = rows.first().map_or(0.0, |row| row_height(row));
    canvas.need(row_height(&head) + if first > fresh { BEGINNING } else { first });
    canvas.begin(Tag::Table);
    canvas.begin(Tag::THead);
    head_row(canvas, setting, &columns, &head);
    canvas.end();
    canvas.begin(Tag::TBody);
    let last = rows.len() - 1;
    for (at, cells) in rows.into_iter().enumerate() {
        let height = row_height(&cells);
        let kept = if at == last && height + below < BODY / 2.0 { height + below } else { height };
        let kept = if height > fresh { BEGINNING } else { kept };
        if canvas.need(kept) {
            canvas.aside(|canvas| head_row(canvas, setting, &columns, &head));
        }
        row(canvas, &columns, cells, |canvas| {
            canvas.turn();
            canvas.aside(|canvas| head_row(canvas, setting, &columns, &head));
        });
        canvas.rule(LEFT, canvas.y, MEASURE, 0.5, colour::HAIRLINE);
    }
    canvas.end();
    canvas.end();
    canvas.y += 14.0;
}

fn columns(composer: &mut Composer, setting: &Setting) -> Vec<Column> {
    let (labels, formats, lines) = (setting.labels, setting.formats, &setting.document.lines);
    let of = |value: &dyn Fn(&Line) -> String| lines.iter().map(value).collect::<Vec<String>>();
    let right = |label, values| Column { label, values, x: 0.0, width: 0.0, side: Side::Right };
    let left = |label, values| Column { label, values, x: 0.0, width: 0.0, side: Side::Left };
    let mut columns = vec![
        left(labels.position, of(&|line| line.position.to_string())),
        left(labels.description, Vec::new()),
        right(labels.quantity, of(&|line| formats.number(line.quantity))),
        right(labels.unit_price, of(&|line| formats.amount(line.unit_price))),
    ];
    if lines.iter().any(|line| !line.discount_percent.is_zero()) {
        let shown = |line: &Line| match line.discount_percent.is_zero() {
            true => "–".to_owned(),
            false => formats.percent(line.discount_percent),
        };
        columns.push(right(labels.discount, of(&shown)));
    }
    if lines.iter().any(|line| !line.tax_percent.is_zero()) {
        columns.push(right(labels.tax, of(&|line| formats.percent(line.tax_percent))));
    }
    columns.push(right(labels.amount, of(&|line| formats.amount(line.total))));
    place(composer, &mut columns);
    columns
}

/// Every column as wide as its widest value, the description as wide as what is left.
fn place(composer: &mut Composer, columns: &mut [Column]) {
    let room = MEASURE - GAP * (columns.len() - 1) as f32;
    let mut taken = 0.0;
    for column in columns.iter_mut().filter(|column| !column.values.is_empty()) {
        let words = column.label.split(' ').map(|word| composer.width(word, Weight::Bold, HEAD.size));
        let label = words.fold(0.0, f32::max);
        let values = column.values.iter().map(|text| composer.width(text, Weight::Regular, CELL.size));
        column.width = values.fold(label, f32::max) + 0.1;
        taken += column.width;
    }
    // Numbers too long for any page are cut into lines of their own.
    let squeeze = (room * (1.0 - DESCRIPTION) / taken).min(1.0);
    let mut x = LEFT;
    for column in columns {
        column.width = if column.values.is_empty() { room - taken * squeeze } else { column.width * squeeze };
        column.x = x;
        x += column.width + GAP;
    }
}

fn head_cells(composer: &mut Composer, columns: &[Column]) -> Vec<Cell> {
    let cell = |column: &Column| {
        let lines = composer.wrap(column.label, Weight::Bold, HEAD.size, column.width);
        lines.into_iter().map(|line| (HEAD, line)).collect()
    };
    columns.iter().map(cell).collect()
}

fn cells(
    composer: &mut Composer,
    setting: &Setting,
    columns: &[Column],
    at: usize,
    line: &Line,
) -> Vec<Cell> {
    let mut cells = Vec::new();
    for column in columns {
        let mut cell = Cell::new();
        match column.values.get(at) {
            Some(value) => {
                let lines = composer.wrap(value, Weight::Regular, CELL.size, column.width);
                cell.extend(lines.into_iter().map(|line| (CELL, line)));
            }
            None => {
                let lines = composer.wrap(&line.description, Weight::Regular, CELL.size, column.width);
                cell.extend(lines.into_iter().map(|line| (CELL, line)));
                if let Some(code) = line.product_code.as_ref().filter(|code| !code.trim().is_empty()) {
                    let code = format!("{}: {code}", setting.labels.product_code);
                    let lines = composer.wrap(&code, Weight::Regular, CODE.size, column.width);
                    cell.extend(lines.into_iter().map(|line| (CODE, line)));
                }
            }
        }
        cells.push(cell);
    }
    cells
}

fn row_height(cells: &[Cell]) -> f32 {
    let heights = cells.iter().map(|cell| cell.iter().map(|(style, _)| style.leading).sum::<f32>());
    heights.fold(0.0, f32::max) + 2.0 * PADDING
}

fn head_row(canvas: &mut Canvas, setting: &Setting, columns: &[Column], head: &[Cell]) {
    let text = row_height(head) - 2.0 * PADDING;
    canvas.begin(Tag::TR);
    for (column, cell) in columns.iter().zip(head) {
        canvas.begin(Tag::TH(TableHeaderScope::Column));
        let own: f32 = cell.iter().map(|(style, _)| style.leading).sum();
        let mut y = canvas.y + text - own;
        for (style, line) in cell {
            write(canvas, column, y, *style, line.clone());
            y += style.leading;
        }
        canvas.end();
    }
    canvas.end();
    canvas.y += text + 4.0;
    canvas.rule(LEFT, canvas.y, MEASURE, 1.0, setting.accent);
    canvas.y += 1.0;
}

/// A row. `turn` begins a page where a row longer than one has to go on: its description does, after its numbers.
fn row(canvas: &mut Canvas, columns: &[Column], cells: Vec<Cell>, turn: impl Fn(&mut Canvas)) {
    let long = !canvas.fits(row_height(&cells));
    let mut pairs: Vec<(&Column, Cell)> = columns.iter().zip(cells).collect();
    if long {
        pairs.sort_by_key(|(column, _)| column.values.is_empty());
    }
    let top = canvas.y + PADDING;
    let mut bottom = top;
    canvas.begin(Tag::TR);
    for (column, cell) in pairs {
        canvas.begin(Tag::TD);
        canvas.y = top;
        for (style, line) in cell {
            if long && !canvas.fits(style.leading + PADDING) {
                turn(canvas);
                canvas.y += PADDING;
                bottom = canvas.y;
            }
            write(canvas, column, canvas.y, style, line);
            canvas.y += style.leading;
        }
        bottom = bottom.max(canvas.y);
        canvas.end();
    }
    canvas.end();
    canvas.y = bottom + PADDING;
}

fn write(canvas: &mut Canvas, column: &Column, y: f32, style: Style, line: TextLine) {
    match column.side {
        Side::Left => canvas.text(column.x, y, style, line),
        Side::Right => canvas.text_right(column.x + column.width, y, style, line),
    }
}
