//! Templates made here are filled, and what comes of them is read by another reader.

#![allow(clippy::unwrap_used)] // what is not there fails the test

use super::*;

const MAIN: &str = "word/document.xml";

/// A paragraph of these runs.
fn paragraph(runs: &[&str]) -> String {
    let runs: String = runs
        .iter()
        .map(|run| format!("<w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">{run}</w:t></w:r>"))
        .collect();
    format!("<w:p>{runs}</w:p>")
}

fn row(cells: &[&str]) -> String {
    let cells: String = cells.iter().map(|cell| format!("<w:tc>{}</w:tc>", paragraph(&[cell]))).collect();
    format!("<w:tr>{cells}</w:tr>")
}

fn table(rows: &[String]) -> String {
    format!("<w:tbl><w:tblPr/>{}</w:tbl>", rows.concat())
}

fn values(once: &[(&str, &str)], lines: &[&[(&str, &str)]]) -> Values {
    let named = |pairs: &[(&str, &str)]| {
        pairs.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
    };
    Values { once: named(once), lines: lines.iter().map(|line| named(line)).collect() }
}

fn part(document: &[u8], name: &str) -> String {
    let mut archive = ZipArchive::new(Cursor::new(document)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// What a reader finds: a line of each paragraph, by calamine's and everybody's quick-xml but none of our code.
fn read(document: &[u8]) -> Vec<String> {
    let text = part(document, MAIN);
    let (mut lines, mut line) = (Vec::new(), String::new());
    let mut reader = quick_xml::NsReader::from_str(&text);
    loop {
        match reader.read_event().unwrap() {
            Event::Text(said) => line.push_str(&said.xml10_content().unwrap()),
            Event::GeneralRef(one) => line.push_str(match &*one.decode().unwrap() {
                "amp" => "&",
                "lt" => "<",
                "gt" => ">",
                other => panic!("{other}"),
            }),
            Event::Empty(element) if element.local_name().as_ref() == b"br" => line.push('⏎'),
            Event::Empty(element) if element.local_name().as_ref() == b"tab" => line.push('⇥'),
            Event::End(element) if element.local_name().as_ref() == b"p" => {
                lines.push(std::mem::take(&mut line))
            }
            Event::Eof => return lines,
            _ => {}
        }
    }
}

fn filled(body: &str, values: &Values) -> Vec<String> {
    let template = letter(body).unwrap();
    read(&Template::read(&template).unwrap().fill(values).unwrap())
}

fn refused(body: &str) -> String {
    Template::read(&letter(body).unwrap()).err().map(|fault| fault.to_string()).unwrap_or_default()
}

#[test]
fn a_value_stands_where_its_name_stood_however_word_has_split_it() {
    let values = values(&[("deal.name", "Desks"), ("account.name", "Acme")], &[]);
    for (runs, expected) in [
        (&["Re: {{deal.name}}!"][..], "Re: Desks!"),
        (&["Re: {", "{deal", ".name}", "}!"], "Re: Desks!"),
        (&["{{ deal.name ", "}} for {{acc", "ount.name}}"], "Desks for Acme"),
        (&["{{deal.name}}{{account.name}}"], "DesksAcme"),
        (&["a{{", "", "deal.name", "", "}}b{{deal.name}}"], "aDesksbDesks"),
        (&["&#123;{deal.name}&#x7d; &amp; co"], "Desks & co"),
        (&["<![CDATA[{{deal.name}} <b>]]>"], "Desks <b>"),
        (&["no braces { } here"], "no braces { } here"),
    ] {
        assert_eq!(filled(&paragraph(runs), &values), [expected], "{runs:?}");
    }
    let template = letter(&paragraph(&["x {", "{deal.name}} y"])).unwrap();
    let document = Template::read(&template).unwrap().fill(&values).unwrap();
    let bold = "<w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">";
    assert!(
        part(&document, MAIN).contains(&format!("<w:p>{bold}x Desks</w:t></w:r>{bold} y</w:t></w:r></w:p>"))
    );
}

#[test]
fn a_value_is_text_and_nothing_else() {
    let evil = "</w:t><w:p/> & {{deal.name}} \u{1}\u{fffe}";
    let values = values(&[("a", evil), ("b", "one\ntwo\r\n\tthree"), ("deal.name", "no")], &[]);
    let body = [paragraph(&["{{a}}"]), paragraph(&["[{{b}}]"]), paragraph(&["[{{missing}}]"])].concat();
    assert_eq!(filled(&body, &values), ["</w:t><w:p/> & {{deal.name}} ", "[one⏎two⏎⇥three]", "[]"]);
}

#[test]
fn a_row_is_repeated_for_every_line_and_left_out_without_any() {
    let header = row(&["What", "Total"]);
    let lines = row(&["{{line.position}}. {{line.description}}", "{{line.total}} {{deal.currency}}"]);
    let body = [
        table(&[header.clone(), lines.clone(), row(&["Sum", ""])]),
        table(std::slice::from_ref(&lines)),
        paragraph(&["end"]),
    ]
    .concat();
    let line = |number: &'static str, what: &'static str| {
        [("line.position", number), ("line.description", what), ("line.total", "5")]
    };
    let (one, two) = (line("1", "Desk"), line("2", "{{deal.currency}}"));
    let with = values(&[("deal.currency", "EUR")], &[&one, &two]);
    let rows = ["1. Desk", "5 EUR", "2. {{deal.currency}}", "5 EUR"];
    let expected = [&["What", "Total"][..], &rows, &["Sum", ""], &rows, &["end"]].concat();
    assert_eq!(filled(&body, &with), expected);
    let without = values(&[("deal.currency", "EUR")], &[]);
    assert_eq!(filled(&body, &without), ["What", "Total", "Sum", "", "end"]);
    let document = Template::read(&letter(&body).unwrap()).unwrap().fill(&without).unwrap();
    assert_eq!(part(&document, MAIN).matches("<w:tbl>").count(), 1, "a table of no rows is no table");
}

#[test]
fn the_innermost_row_is_the_one_that_is_repeated() {
    let inner = table(&[row(&["{{line.position}}"])]);
    let outer = format!(
        "<w:tbl><w:tr><w:tc>{}{inner}{}</w:tc></w:tr></w:tbl>",
        paragraph(&["once"]),
        paragraph(&["after"])
    );
    let values = values(&[], &[&[("line.position", "1")], &[("line.position", "2")]]);
    assert_eq!(filled(&outer, &values), ["once", "1", "2", "after"]);
    let both = outer.replace("once", "{{line.total}}");
    assert!(refused(&both).contains("inside another one"), "{}", refused(&both));
}

#[test]
fn what_cannot_be_filled_is_refused_with_what_to_do() {
    for (body, told) in [
        (paragraph(&["{{deal.name"]), "Braces do not match in “{{deal.name”"),
        (paragraph(&["deal.name}}"]), "Braces do not match"),
        (paragraph(&["{{a {{b}}"]), "Braces do not match"),
        ([paragraph(&["{{deal"]), paragraph(&[".name}}"])].concat(), "Braces do not match in “{{deal”"),
        (paragraph(&["{{line.total}}"]), "{{line.total}} stands outside a table"),
        ("<w:p>".to_owned(), "word/document.xml in the document cannot be read"),
        ("<w:p><w:r><w:t>&evil;</w:t></w:r></w:p>".to_owned(), "cannot be read"),
        ("<w:p>".repeat(500) + &"</w:p>".repeat(500), "cannot be read"),
    ] {
        assert!(refused(&body).contains(told), "{body:.80}: {}", refused(&body));
    }
    assert_eq!(
        refused("<w:p><w:r><w:t>{{a</w:t><w:tab/><w:t>b}}</w:t></w:r></w:p>"),
        "",
        "a name of its own, and unknown"
    );
    let entity = letter("<w:p/>").unwrap();
    let evil = part(&entity, MAIN).replace("<w:document", "<!DOCTYPE x [<!ENTITY a \"b\">]><w:document");
    let contents = part(&entity, "[Content_Types].xml");
    let packed =
        |main: &str, contents: &str| pack(&[("[Content_Types].xml", contents), (MAIN, main)]).unwrap();
    assert!(matches!(Template::read(&packed(&evil, &contents)), Err(Fault::Unreadable(_))));
    let macros = contents.replace(
        "openxmlformats-officedocument.wordprocessingml.document.main",
        "ms-word.document.macroEnabled.main",
    );
    let template = contents.replace("document.main", "template.main");
    for (bytes, fault) in [
        (packed(&part(&entity, MAIN), &macros), Fault::Macros),
        (packed(&part(&entity, MAIN), &template), Fault::NoDocument),
        (
            pack(&[("[Content_Types].xml", &contents), (MAIN, ""), ("word/vbaProject.bin", "")]).unwrap(),
            Fault::Macros,
        ),
        (pack(&[("word/document.xml", "<a/>")]).unwrap(), Fault::NoDocument),
        (b"%PDF-1.7".to_vec(), Fault::NoDocument),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec(), Fault::Old),
        (Vec::new(), Fault::NoDocument),
    ] {
        assert_eq!(Template::read(&bytes).err(), Some(fault));
    }
}

#[test]
fn what_unpacks_to_too_much_or_has_too_many_parts_is_refused() {
    let zeros = "0".repeat(MOST_UNPACKED);
    let plain = letter("<w:p/>").unwrap();
    let contents = part(&plain, "[Content_Types].xml");
    let bomb =
        pack(&[("[Content_Types].xml", &contents), (MAIN, "<a/>"), ("word/media/a.png", &zeros)]).unwrap();
    assert!(bomb.len() < MOST_BYTES);
    assert_eq!(Template::read(&bomb).err(), Some(Fault::TooLarge));
    let names: Vec<String> = (0..=MOST_PARTS).map(|number| format!("word/media/{number}")).collect();
    let many: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "")).collect();
    assert_eq!(Template::read(&pack(&many).unwrap()).err(), Some(Fault::TooManyParts));
    let twice =
        pack(&[("[Content_Types].xml", &contents), (MAIN, "<a/>"), ("word/Document.xml", "<a/>")]).unwrap();
    assert_eq!(Template::read(&twice).err(), Some(Fault::NoDocument));
    let long = "x".repeat(1 << 20);
    let template = letter(&paragraph(&["{{a}}"]).repeat(33)).unwrap();
    let fault = Template::read(&template).unwrap().fill(&values(&[("a", &long)], &[])).err();
    assert_eq!(fault, Some(Fault::TooLarge));
}

#[test]
fn headers_count_and_what_has_no_placeholder_comes_out_byte_for_byte() {
    let plain = letter(&paragraph(&["{{user.name}}, {{deal.name}}"])).unwrap();
    let header = part(&plain, MAIN)
        .replace("w:", "word:")
        .replace("xmlns:w=", "xmlns:word=")
        .replace("{{user.name}}, ", "");
    let contents = part(&plain, "[Content_Types].xml").replace("</Types>", "<Override PartName=\"/word/header1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml\"/></Types>");
    let styles = "<w:styles>{{not.looked.at}}</w:styles>";
    let marked = format!("\u{feff}{header}");
    let template = pack(&[
        ("word/header1.xml", &marked),
        ("[Content_Types].xml", &contents),
        ("word/styles.xml", styles),
        (MAIN, &part(&plain, MAIN)),
    ])
    .unwrap();
    let read = Template::read(&template).unwrap();
    assert_eq!(read.placeholders(), ["user.name", "deal.name"]);
    let values = values(&[("deal.name", "Desks"), ("user.name", "Anna")], &[]);
    let (one, two) = (read.fill(&values).unwrap(), Template::read(&template).unwrap().fill(&values).unwrap());
    assert_eq!(one, two, "the same input gives the same bytes");
    assert!(part(&one, "word/header1.xml").contains("<word:t xml:space=\"preserve\">Desks</word:t>"));
    assert!(part(&one, MAIN).contains("Anna, Desks"));
    let raw = |bytes: &[u8], name: &str| {
        let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
        let index = archive.index_for_name(name).unwrap();
        let mut raw = Vec::new();
        archive.by_index_raw(index).unwrap().read_to_end(&mut raw).unwrap();
        raw
    };
    assert_eq!(raw(&one, "word/styles.xml"), raw(&template, "word/styles.xml"));
    let names = |bytes: &[u8]| -> Vec<String> {
        let archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
        archive.file_names().map(|name| name.unwrap().into_owned()).collect()
    };
    assert_eq!(names(&one), names(&template));
    assert_eq!(Template::read(&one).unwrap().placeholders(), [""; 0]);
}
