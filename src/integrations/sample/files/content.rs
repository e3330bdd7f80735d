//! What the sample's documents hold: plain text, a PDF of one page, and a drawing.

/// A document.
pub struct Document {
    pub name: &'static str,
    /// Key of its category.
    pub category: &'static str,
    pub bytes: Vec<u8>,
}

const MINUTES: &str = "Minutes of the first visit\n\n\
    Present: plant manager, head of IT, us\n\n\
    - Picking errors cost them two days a month.\n\
    - The present system is out of support from autumn.\n\
    - They want to see the figures of a plant like theirs.\n\n\
    Next: demo on site, in three weeks.\n";

const PRICES: &str = "Price list (without tax)\n\n\
    Licence, per plant and year     12,000 EUR\n\
    Introduction, per day            1,150 EUR\n\
    Support, per month                 480 EUR\n";

const REQUEST: [&str; 6] = [
    "Request for quotation",
    "",
    "We ask for your quotation for a warehouse system for three plants,",
    "to be live before the season begins.",
    "",
    "Please state licence, introduction, support and delivery time.",
];

/// One of the documents; they take turns.
pub fn document(number: usize) -> Document {
    let (name, category, bytes) = match number % 4 {
        0 => ("Request for quotation.pdf", "request_for_quotation", pdf(&REQUEST)),
        1 => ("Minutes of the first visit.txt", "minutes", MINUTES.into()),
        2 => ("Site plan.png", "other", png(120, 80)),
        _ => ("Price list.txt", "price_list", PRICES.into()),
    };
    Document { name, category, bytes }
}

/// A page of text.
fn pdf(lines: &[&str]) -> Vec<u8> {
    let mut text = "BT /F1 12 Tf 72 770 Td 18 TL\n".to_owned();
    for line in lines {
        text.push_str(&format!(
            "({}) Tj T*\n",
            line.replace('\\', "\\\\").replace('(', "\\(").replace(')', "\\)")
        ));
    }
    text.push_str("ET");
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 5 0 R >> >> /Contents 4 0 R >>".to_owned(),
        format!("<< /Length {} >>\nstream\n{text}\nendstream", text.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
    ];
    let mut file = "%PDF-1.4\n".to_owned();
    let mut places = Vec::new();
    for (number, object) in objects.iter().enumerate() {
        places.push(file.len());
        file.push_str(&format!("{} 0 obj\n{object}\nendobj\n", number + 1));
    }
    let begin = file.len();
    file.push_str(&format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1));
    for place in places {
        file.push_str(&format!("{place:010} 00000 n \n"));
    }
    file.push_str(&format!(
        "trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{begin}\n%%EOF\n",
        objects.len() + 1
    ));
    file.into_bytes()
}

/// A drawing of three halls on a lawn, without compression.
fn png(width: u32, height: u32) -> Vec<u8> {
    let mut rows = Vec::new();
    for y in 0..height {
        rows.push(0);
        for x in 0..width {
            let hall = (10..30).contains(&(x % 38)) && (20..60).contains(&y);
            let edge = hall && (matches!(x % 38, 10 | 29) || matches!(y, 20 | 59));
            rows.extend(match (edge, hall) {
                (true, _) => [60, 70, 90],
                (_, true) => [150, 175, 210],
                _ => [225, 238, 220],
            });
        }
    }
    let mut header = [width.to_be_bytes(), height.to_be_bytes()].concat();
    // Eight bits each of red, green and blue.
    header.extend([8, 2, 0, 0, 0]);
    let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
    for (kind, bytes) in [(b"IHDR", header), (b"IDAT", stored(&rows)), (b"IEND", Vec::new())] {
        file.extend(u32::try_from(bytes.len()).unwrap_or_default().to_be_bytes());
        let chunk = [kind.as_slice(), &bytes].concat();
        file.extend(&chunk);
        file.extend(crc(&chunk).to_be_bytes());
    }
    file
}

/// Bytes as zlib has them when it does not compress.
fn stored(bytes: &[u8]) -> Vec<u8> {
    let mut out = vec![0x78, 0x01];
    let mut blocks = bytes.chunks(60_000).peekable();
    while let Some(block) = blocks.next() {
        let length = u16::try_from(block.len()).unwrap_or_default();
        out.push(u8::from(blocks.peek().is_none()));
        out.extend(length.to_le_bytes());
        out.extend((!length).to_le_bytes());
        out.extend(block);
    }
    let (low, high) = bytes.iter().fold((1_u32, 0_u32), |(low, high), byte| {
        let low = (low + u32::from(*byte)) % 65_521;
        (low, (high + low) % 65_521)
    });
    out.extend(((high << 16) | low).to_be_bytes());
    out
}

/// The check sum of a chunk (CRC-32).
fn crc(bytes: &[u8]) -> u32 {
    let step = |crc: u32, _| if crc & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 };
    !bytes.iter().fold(u32::MAX, |crc, byte| (0..8).fold(crc ^ u32::from(*byte), step))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::kind::Look;
    use crate::files::model::FilePreview;

    #[test]
    fn documents_are_what_they_are_called_and_always_the_same() {
        let told = |number| {
            let mut look = Look::default();
            look.at(&document(number).bytes);
            look.tell().1
        };
        assert_eq!(
            [0, 1, 2, 3].map(told),
            [FilePreview::Pdf, FilePreview::Text, FilePreview::Image, FilePreview::Text]
        );
        assert_eq!(document(2).bytes, document(6).bytes);
    }

    #[test]
    fn check_sums_are_the_standards() {
        assert_eq!(crc(b"123456789"), 0xcbf4_3926);
        assert_eq!(stored(b"Wikipedia")[2..], *b"\x01\x09\0\xf6\xffWikipedia\x11\xe6\x03\x98");
    }

    #[test]
    fn a_pdf_s_table_says_where_its_objects_are() {
        let file = String::from_utf8(pdf(&["A (b)"])).unwrap_or_default();
        let table = file
            .rsplit_once("startxref\n")
            .map(|(_, rest)| rest.lines().next().unwrap_or_default().to_owned());
        let begin: usize = table.and_then(|text| text.parse().ok()).unwrap_or_default();
        assert!(file[begin..].starts_with("xref\n0 6\n"));
        for (number, line) in file[begin..].lines().skip(3).take(5).enumerate() {
            let place: usize = line[..10].parse().unwrap_or_default();
            assert!(file[place..].starts_with(&format!("{} 0 obj", number + 1)));
        }
        assert!(file.contains("(A \\(b\\)) Tj"));
    }
}
