//! The first page's head: who offers, what this is, to whom, and until when.

use super::Error;
use super::canvas::{Canvas, Ink, LEFT, MEASURE, RIGHT, Style};
use super::colour;
use super::document::{Colour, ProposalDocument, Seller};
use super::fonts::Weight;
use super::formats::Formats;
use super::labels::Labels;
use super::logo;
use super::text::{Composer, TextLine};
use krilla::tagging::Tag;
use std::num::NonZeroU16;

const NAME: Style = Style { size: 17.0, leading: 21.0, colour: colour::INK };
const SENDER: Style = Style { size: 8.0, leading: 11.5, colour: colour::GREY };
const TITLE: Style = Style { size: 25.0, leading: 31.0, colour: colour::INK };
const NUMBER: Style = Style { size: 11.5, leading: 16.0, colour: colour::GREY };
const LABEL: Style = Style { size: 8.0, leading: 14.0, colour: colour::GREY };
const COMPANY: Style = Style { size: 11.0, leading: 15.0, colour: colour::INK };
const FACT: Style = Style { size: 9.5, leading: 14.0, colour: colour::INK };
/// The room a logo is fitted into.
const LOGO: (f32, f32) = (180.0, 54.0);
/// Width of the seller's address, at the right.
const ADDRESS: f32 = 215.0;
/// Where the facts begin when the customer stands beside them.
const MIDDLE: f32 = LEFT + 276.0;

/// What every part of the document is set with.
pub struct Setting<'a> {
    pub document: &'a ProposalDocument,
    pub formats: &'a Formats,
    pub labels: &'static Labels,
    pub accent: Colour,
}

/// The whole head, with the space below it.
pub fn set(canvas: &mut Canvas, composer: &mut Composer, setting: &Setting) -> Result<(), Error> {
    let top = canvas.y;
    let left = sender_mark(canvas, composer, setting)?;
    canvas.y = top;
    sender(canvas, composer, &setting.document.seller);
    canvas.y = canvas.y.max(left) + 14.0;
    canvas.rule(LEFT, canvas.y, MEASURE, 1.2, setting.accent);
    canvas.y += 26.0;
    title(canvas, composer, setting);
    let top = canvas.y;
    customer(canvas, composer, setting);
    let end = std::mem::replace(&mut canvas.y, top);
    facts(canvas, composer, setting, if end > top { MIDDLE } else { LEFT });
    canvas.y = canvas.y.max(end) + 20.0;
    Ok(())
}

/// The logo, or the name in its place. How far down it reaches.
fn sender_mark(canvas: &mut Canvas, composer: &mut Composer, setting: &Setting) -> Result<f32, Error> {
    let seller = &setting.document.seller;
    match &seller.logo {
        Some(file) => {
            let image = logo::read(file)?;
            let (width, height) = image.size();
            let (width, height) = (width as f32, height as f32);
            let scale = (LOGO.0 / width).min(LOGO.1 / height).min(1.0);
            let (width, height) = (width * scale, height * scale);
            canvas.begin(Tag::Figure(Some(seller.name.clone())));
            canvas.draw(Ink::Picture { x: LEFT, y: canvas.y, width, height, image });
            canvas.end();
            canvas.y += height;
        }
        None => {
            let lines = composer.wrap(&seller.name, Weight::Bold, NAME.size, MEASURE - ADDRESS - 24.0);
            canvas.begin(Tag::P);
            stack(canvas, LEFT, Style { colour: setting.accent, ..NAME }, lines);
            canvas.end();
        }
    }
    Ok(canvas.y)
}

/// Address and ways to reach the seller, at the right edge.
fn sender(canvas: &mut Canvas, composer: &mut Composer, seller: &Seller) {
    canvas.begin(Tag::P);
    if seller.logo.is_some() {
        for line in composer.wrap(&seller.name, Weight::Bold, SENDER.size, ADDRESS) {
            canvas.need(SENDER.leading);
            canvas.text_right(RIGHT, canvas.y, Style { colour: colour::INK, ..SENDER }, line);
            canvas.y += SENDER.leading;
        }
    }
    let reach = [&seller.phone, &seller.email, &seller.website];
    for text in seller.address.iter().chain(reach.into_iter().flatten()) {
        for line in composer.wrap(text, Weight::Regular, SENDER.size, ADDRESS) {
            canvas.need(SENDER.leading);
            canvas.text_right(RIGHT, canvas.y, SENDER, line);
            canvas.y += SENDER.leading;
        }
    }
    canvas.end();
}

fn title(canvas: &mut Canvas, composer: &mut Composer, setting: &Setting) {
    let document = setting.document;
    canvas.begin(Tag::Hn(NonZeroU16::MIN, None));
    let lines = composer.wrap(setting.labels.proposal, Weight::Bold, TITLE.size, MEASURE);
    stack(canvas, LEFT, TITLE, lines);
    canvas.end();
    canvas.begin(Tag::P);
    let mut x = LEFT;
    let lines = composer.wrap(&document.number, Weight::Bold, NUMBER.size, MEASURE);
    for line in lines {
        canvas.need(NUMBER.leading);
        x = LEFT + line.em * NUMBER.size;
        canvas.text(LEFT, canvas.y, Style { colour: setting.accent, ..NUMBER }, line);
        canvas.y += NUMBER.leading;
    }
    if document.revision > 1 {
        let revision = format!("\u{a0}·\u{a0}{} {}", setting.labels.revision, document.revision);
        let line = composer.line(&revision, Weight::Regular);
        canvas.text(x, canvas.y - NUMBER.leading, NUMBER, line);
    }
    canvas.end();
    canvas.y += 18.0;
}

fn customer(canvas: &mut Canvas, composer: &mut Composer, setting: &Setting) {
    let customer = &setting.document.customer;
    let below = customer.contact.iter().chain(&customer.address);
    let rest: Vec<&String> = below.filter(|text| !text.trim().is_empty()).collect();
    if customer.company.trim().is_empty() && rest.is_empty() {
        return;
    }
    let width = MIDDLE - LEFT - 24.0;
    canvas.begin(Tag::P);
    let label = composer.wrap(setting.labels.customer, Weight::Regular, LABEL.size, width);
    stack(canvas, LEFT, LABEL, label);
    let company = composer.wrap(&customer.company, Weight::Bold, COMPANY.size, width);
    stack(canvas, LEFT, COMPANY, company);
    for text in rest {
        let lines = composer.wrap(text, Weight::Regular, FACT.size, width);
        stack(canvas, LEFT, FACT, lines);
    }
    canvas.end();
}

/// Dates and names, each beside its label.
fn facts(canvas: &mut Canvas, composer: &mut Composer, setting: &Setting, x: f32) {
    let (document, labels) = (setting.document, setting.labels);
    let mut facts = vec![(labels.date, setting.formats.date(document.date))];
    facts.extend(document.valid_until.map(|day| (labels.valid_until, setting.formats.date(day))));
    let name = document.prepared_by.iter().filter(|name| !name.trim().is_empty());
    facts.extend(name.map(|name| (labels.prepared_by, name.clone())));
    let widest = facts.iter().map(|(label, _)| composer.width(label, Weight::Regular, LABEL.size));
    let column = x + widest.fold(0.0, f32::max) + 14.0;
    for (label, value) in facts {
        canvas.begin(Tag::P);
        let label = composer.line(&format!("{label} "), Weight::Regular);
        canvas.text(x, canvas.y + 0.4, LABEL, label);
        let lines = composer.wrap(&value, Weight::Regular, FACT.size, RIGHT - column);
        stack(canvas, column, FACT, lines);
        canvas.end();
        canvas.y += 2.5;
    }
}

/// Lines under one another.
fn stack(canvas: &mut Canvas, x: f32, style: Style, lines: Vec<TextLine>) {
    for line in lines {
        canvas.need(style.leading);
        canvas.text(x, canvas.y, style, line);
        canvas.y += style.leading;
    }
}
