//! What content is, told by its bytes as they pass, whatever its name says.

use crate::files::model::FilePreview;

/// So many of the first bytes tell what content is.
const HEAD: usize = 8 << 10;

/// Longer texts are not shown as such.
const LONGEST_TEXT: u64 = 1 << 20;

/// What a browser shows as an image.
const IMAGES: [&str; 6] = ["image/png", "image/jpeg", "image/gif", "image/webp", "image/avif", "image/bmp"];

/// Text in a form of its own, which nobody reads as it stands.
const TEXT_FORMS: [&str; 2] = ["application/rtf", "application/postscript"];

/// What tells a program that a computer would run when it is opened.
const PROGRAMS: [fn(&[u8]) -> bool; 6] = [
    infer::app::is_exe,
    infer::app::is_elf,
    infer::app::is_mach,
    infer::app::is_java,
    infer::app::is_dex,
    infer::app::is_wasm,
];

/// Looks at content as it passes.
#[derive(Default)]
pub struct Look {
    head: Vec<u8>,
    size: u64,
    text: Text,
}

/// Whether everything so far is UTF-8 without control characters.
#[derive(Default)]
enum Text {
    #[default]
    Empty,
    /// It is, up to the beginning of a letter that goes on in the next chunk.
    SoFar(Vec<u8>),
    No,
}

impl Look {
    /// The next bytes.
    pub fn at(&mut self, bytes: &[u8]) {
        let room = HEAD.saturating_sub(self.head.len());
        self.head.extend(bytes.iter().take(room));
        self.size += bytes.len() as u64;
        self.text = match std::mem::take(&mut self.text) {
            Text::No => Text::No,
            Text::Empty => read(bytes),
            Text::SoFar(begun) if begun.is_empty() => read(bytes),
            Text::SoFar(mut begun) => {
                begun.extend(bytes);
                read(&begun)
            }
        };
    }

    /// Bytes so far.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Whether it is a program, as far as its first bytes tell.
    pub fn is_program(&self) -> bool {
        matches!(self.text, Text::No) && PROGRAMS.iter().any(|tells| tells(&self.head))
    }

    /// What it is, and how it can be shown.
    pub fn tell(&self) -> (String, FilePreview) {
        let text = matches!(&self.text, Text::SoFar(begun) if begun.is_empty());
        let known = infer::get(&self.head).map(|kind| kind.mime_type());
        match known {
            Some(kind) if IMAGES.contains(&kind) => (kind.to_owned(), FilePreview::Image),
            Some("application/pdf") => ("application/pdf".to_owned(), FilePreview::Pdf),
            Some(kind) if TEXT_FORMS.contains(&kind) => (kind.to_owned(), FilePreview::None),
            _ if text => self.tell_text(),
            Some(kind) => (kind.to_owned(), FilePreview::None),
            None => ("application/octet-stream".to_owned(), FilePreview::None),
        }
    }

    /// Markup is not shown: a browser might find scripts in it.
    fn tell_text(&self) -> (String, FilePreview) {
        let head = String::from_utf8_lossy(&self.head).to_lowercase();
        let begin = head.trim_start_matches('\u{feff}').trim_start();
        let kind = if begin.starts_with('<') && begin.contains("<svg") {
            "image/svg+xml"
        } else if begin.starts_with("<?xml") {
            "text/xml"
        } else if begin.starts_with('<') {
            "text/html"
        } else {
            "text/plain"
        };
        let shown = kind == "text/plain" && self.size <= LONGEST_TEXT;
        (kind.to_owned(), if shown { FilePreview::Text } else { FilePreview::None })
    }
}

/// Whether bytes are text, up to a letter that is cut at their end.
fn read(bytes: &[u8]) -> Text {
    let (whole, rest) = match std::str::from_utf8(bytes) {
        Ok(text) => (text, &[][..]),
        Err(error) if error.error_len().is_none() => {
            let (whole, rest) = bytes.split_at(error.valid_up_to());
            (std::str::from_utf8(whole).unwrap_or_default(), rest)
        }
        Err(_) => return Text::No,
    };
    let control = whole.chars().any(|letter| letter.is_control() && !"\t\n\r\u{c}".contains(letter));
    if control { Text::No } else { Text::SoFar(rest.to_vec()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(chunks: &[&[u8]]) -> (String, FilePreview) {
        let mut look = Look::default();
        chunks.iter().for_each(|chunk| look.at(chunk));
        look.tell()
    }

    #[test]
    fn content_is_told_by_its_bytes() {
        let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";
        for (content, kind, preview) in [
            (&png[..], "image/png", FilePreview::Image),
            (b"\xff\xd8\xff\xe0\0\x10JFIF", "image/jpeg", FilePreview::Image),
            (b"%PDF-1.7\n%\xe2\xe3\n", "application/pdf", FilePreview::Pdf),
            (b"PK\x03\x04\x14\0\0\0", "application/zip", FilePreview::None),
            (b"Dear Anna,\r\n\tyours", "text/plain", FilePreview::Text),
            ("\u{feff}Vážená paní".as_bytes(), "text/plain", FilePreview::Text),
            (b"<svg onload='alert(1)'/>", "image/svg+xml", FilePreview::None),
            (b"<?xml version='1.0'?>\n<svg/>", "image/svg+xml", FilePreview::None),
            (b"\n <!DOCTYPE html><script>", "text/html", FilePreview::None),
            (b"\x01\x02\x03", "application/octet-stream", FilePreview::None),
            (b"{\\rtf1 Minutes}", "application/rtf", FilePreview::None),
            (b"#!/bin/sh\nls", "text/plain", FilePreview::Text),
            (b"caf\xe9", "application/octet-stream", FilePreview::None),
        ] {
            assert_eq!(told(&[content]), (kind.to_owned(), preview), "{content:?}");
        }
    }

    #[test]
    fn letters_may_be_cut_between_chunks() {
        assert_eq!(told(&[&"ž".as_bytes()[..1], &"ž".as_bytes()[1..]]).1, FilePreview::Text);
        assert_eq!(told(&[b"a", b"", b"\xc5"]).1, FilePreview::None, "cut at the end");
        assert_eq!(told(&[b"fine", b"\0"]).1, FilePreview::None);
        let long = vec![b'x'; 1 << 20];
        assert_eq!(told(&[&long]).1, FilePreview::Text);
        assert_eq!(told(&[&long, b"x"]), ("text/plain".to_owned(), FilePreview::None));
    }

    #[test]
    fn programs_are_known_whatever_they_are_called() {
        let program = |content: &[u8]| {
            let mut look = Look::default();
            look.at(content);
            look.is_program()
        };
        assert!(program(b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff"));
        assert!(program(b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x02\0\x3e\0\x01\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"));
        assert!(!program(b"MZ is what we call the trade fair"), "text");
        assert!(!program(b"%PDF-1.7"));
        assert!(!program(b"Minutes"));
    }
}
