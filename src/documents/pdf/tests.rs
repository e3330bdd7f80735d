//! What a reader finds in the file: every text and number in order, in every language, on pages that break where they
//! should; and that nothing anybody types or uploads breaks the typesetter.

#![allow(clippy::unwrap_used)] // what is not there fails the test

use super::*;
use chrono::NaiveDate;
use rust_decimal::Decimal;
use std::time::{Duration, Instant};

mod pages;
mod samples;

use pages::{Paper, squeezed};
use samples::{hostile, logo, sample};

#[test]
fn everything_is_on_paper_in_order_in_every_language() {
    for language in [Language::En, Language::Cs, Language::De, Language::Ru, Language::Pl] {
        let document = sample(language);
        let paper = Paper::of(&document);
        let formats = Formats::new(language, &document.currency).unwrap();
        let labels = language.labels();
        let mut expected = vec![document.seller.name.clone()];
        expected.extend(document.seller.address.clone());
        expected.extend([labels.proposal.into(), document.number.clone(), "2".into()]);
        expected.extend([document.customer.company.clone(), document.customer.contact.clone().unwrap()]);
        expected.extend([labels.date.into(), formats.date(document.date)]);
        expected.extend([labels.valid_until.into(), formats.date(document.valid_until.unwrap())]);
        expected.extend([labels.prepared_by.into(), document.prepared_by.clone().unwrap()]);
        expected.push("1.".into());
        expected.extend([labels.description.into(), labels.quantity.into(), labels.amount.into()]);
        for line in &document.lines {
            expected.extend([line.position.to_string(), line.description.clone()]);
            expected.extend(line.product_code.iter().map(|code| format!("{}: {code}", labels.product_code)));
            expected.extend([formats.number(line.quantity), formats.amount(line.unit_price)]);
            expected.extend([formats.percent(line.tax_percent), formats.amount(line.total)]);
        }
        let totals = &document.totals;
        expected.extend([labels.subtotal.into(), formats.money(totals.subtotal)]);
        expected.extend([labels.discount.into(), formats.money(-totals.discount)]);
        expected.extend([labels.net.into(), formats.money(totals.net)]);
        for sum in &totals.taxes {
            expected.extend([formats.percent(sum.percent), formats.money(sum.net), formats.money(sum.tax)]);
        }
        expected.extend([labels.total.into(), formats.money(totals.total), labels.terms.into()]);
        paper.tells_in_order(&expected);
    }
}

#[test]
fn parts_nobody_filled_in_leave_no_trace() {
    let mut document = sample(Language::En);
    document.seller = Seller { name: "Bare Ltd".into(), ..Seller::default() };
    document.customer = Customer { company: "Buyer".into(), ..Customer::default() };
    (document.valid_until, document.prepared_by) = (None, None);
    (document.intro, document.terms, document.revision) = (None, Some("  ".into()), 1);
    for line in &mut document.lines {
        (line.discount_percent, line.tax_percent, line.product_code) = Default::default();
    }
    document.totals.discount = Decimal::ZERO;
    document.totals.taxes.clear();
    let text = squeezed(&Paper::of(&document).all());
    let labels = Language::En.labels();
    let absent = [
        labels.valid_until,
        labels.prepared_by,
        labels.revision,
        labels.registration_number,
        labels.tax_number,
        labels.terms,
        labels.tax,
        labels.discount,
        labels.subtotal,
        labels.net,
        labels.product_code,
    ];
    for label in absent {
        assert!(!text.contains(&squeezed(label)), "{label} in {text}");
    }
    assert!(text.contains("Total€19,252.12"), "{text}");
}

#[test]
fn a_long_table_repeats_its_head_and_never_splits_a_row() {
    let mut document = sample(Language::De);
    let line = document.lines[0].clone();
    let numbered = |position| Line {
        position,
        description: format!("Anfang{position} {} Ende{position}", "und etwas mehr davon ".repeat(6)),
        ..line.clone()
    };
    document.lines = (1..=200).map(numbered).collect();
    let paper = Paper::of(&document);
    let pages = paper.pages.len();
    assert!((10..40).contains(&pages), "{pages}");
    let rows: Vec<usize> = (1..=200)
        .map(|position| {
            let begins = paper.page_with(&format!("Anfang{position}und"));
            assert_eq!(begins, paper.page_with(&format!("Ende{position}Artikel")), "row {position}");
            begins
        })
        .collect();
    assert!(rows.is_sorted(), "{rows:?}");
    for (at, text) in paper.pages.iter().enumerate() {
        let text = squeezed(text);
        assert!(text.contains(&format!("Seite{}von{pages}", at + 1)), "page {at}: {text}");
        assert!(text.contains("P-2026-0042"));
        assert_eq!(text.contains("Beschreibung"), rows.contains(&at), "page {at}");
    }
    assert_eq!(paper.page_with("Gesamtbetrag"), rows[199], "the sums stand with the last row");
}

#[test]
fn a_row_longer_than_a_page_goes_on_under_the_head() {
    let mut document = sample(Language::En);
    document.lines.truncate(1);
    document.lines[0].description = (0..150).map(|at| format!("part{at}\n")).collect();
    let paper = Paper::of(&document);
    assert_eq!(paper.page_with("part0part1part2"), 0, "it begins where there is room");
    let told = squeezed(&paper.all());
    assert!((0..149).all(|at| told.contains(&format!("part{at}"))));
    assert!(paper.page_with("part149Product") >= 2);
    let headed =
        paper.pages.iter().filter(|text| text.contains("part") && text.contains("Description")).count();
    assert_eq!(headed, paper.page_with("part149Product") + 1);
}

#[test]
fn terms_flow_over_pages_without_losing_a_word() {
    let mut document = sample(Language::En);
    document.terms =
        Some((0..3_000).map(|at| format!("w{at}{}", if at % 90 == 89 { "\n\n" } else { " " })).collect());
    let paper = Paper::of(&document);
    assert!(paper.pages.len() > 3);
    let words: Vec<String> = (0..3_000).map(|at| format!("w{at}")).collect();
    paper.tells_in_order(&words);
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let mut document = sample(Language::Ru);
    document.seller.logo = Some(logo());
    document.mark = Mark::Draft;
    let bytes = render(&document).unwrap();
    assert_eq!(bytes, render(&document).unwrap());
    assert!(bytes.len() < 120_000, "{} bytes: fonts are subset", bytes.len());
    document.date = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
    assert_ne!(bytes, render(&document).unwrap());
}

#[test]
fn the_file_says_what_it_is() {
    let paper = Paper::of(&sample(Language::Cs));
    assert_eq!(paper.property("Title"), "Nabídka P-2026-0042");
    assert_eq!(paper.property("Author"), "Severní světlo s.r.o.");
    assert!(paper.property("CreationDate").starts_with("D:20261122"));
    let catalog = paper.file.catalog().unwrap();
    assert_eq!(catalog.get(b"Lang").unwrap().as_str().unwrap(), b"cs");
    assert!(catalog.get(b"StructTreeRoot").is_ok(), "tagged");
}

#[test]
fn a_draft_says_so_on_every_page_and_nothing_else_does() {
    let mut document = sample(Language::En);
    document.terms = Some("word ".repeat(2_000));
    let said = |document: &ProposalDocument| {
        let paper = Paper::of(document);
        assert!(paper.pages.len() > 2);
        paper.pages.iter().filter(|text| text.contains("DRAFT")).count() == paper.pages.len()
    };
    assert!(!said(&document));
    assert!(!Paper::of(&document).all().contains("DRAFT"));
    document.mark = Mark::Draft;
    assert!(said(&document));
}

#[test]
fn a_logo_that_cannot_be_used_is_told_and_never_left_out() {
    let whole = logo();
    assert_eq!(check_logo(&whole), Ok(()));
    let mut huge = whole.clone();
    huge[16..24].copy_from_slice(&[0, 0, 0xff, 0xff, 0, 0, 0xff, 0xff]);
    let cut_jpeg = [0xff, 0xd8, 0xff, 0xe0, 0, 16, b'J', b'F', b'I', b'F', 0, 1];
    let broken: [(&[u8], LogoError); 6] = [
        (b"", LogoError::Kind),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", LogoError::Kind),
        (&whole[..20], LogoError::Broken),
        (&whole[..whole.len() / 2], LogoError::Broken),
        (&huge, LogoError::Broken),
        (&cut_jpeg, LogoError::Broken),
    ];
    for (file, reason) in broken {
        assert_eq!(check_logo(file), Err(Error::Logo(reason)), "{} bytes", file.len());
        let mut document = sample(Language::En);
        document.seller.logo = Some(file.to_vec());
        assert_eq!(render(&document), Err(Error::Logo(reason)));
    }
    let wide = samples::png(5_000, 2);
    assert_eq!(check_logo(&wide), Err(Error::Logo(LogoError::TooLarge)));
}

#[test]
fn nothing_anybody_types_breaks_it() {
    for (name, document) in hostile() {
        let begun = Instant::now();
        let bytes = render(&document).unwrap_or_else(|error| panic!("{name}: {error}"));
        let took = begun.elapsed();
        assert!(took < Duration::from_secs(20), "{name}: {took:?}");
        let paper = Paper::read(&bytes);
        assert!(paper.pages.len() < 400, "{name}: {} pages", paper.pages.len());
    }
}
