//! A file as a reader sees it: its pages' text and its properties.

use crate::documents::pdf::{ProposalDocument, render};

/// A file, read again.
pub struct Paper {
    pub file: lopdf::Document,
    /// The text of every page, in the order it is drawn.
    pub pages: Vec<String>,
}

impl Paper {
    pub fn of(document: &ProposalDocument) -> Self {
        Self::read(&render(document).unwrap())
    }

    pub fn read(bytes: &[u8]) -> Self {
        let file = lopdf::Document::load_mem(bytes).unwrap();
        let pages = file.get_pages().keys().map(|page| file.extract_text(&[*page]).unwrap()).collect();
        Self { file, pages }
    }

    pub fn all(&self) -> String {
        self.pages.concat()
    }

    /// Every text is there, each after the one before it. Where lines break does not matter.
    pub fn tells_in_order(&self, texts: &[String]) {
        let all = squeezed(&self.all());
        let mut from = 0;
        for text in texts {
            let text = squeezed(text);
            let found = all[from..].find(&text);
            let near: String = all[from..].chars().take(200).collect();
            from += found.unwrap_or_else(|| panic!("{text} is not in what follows: {near}")) + text.len();
        }
    }

    /// The only page with this text; pages count from 0.
    pub fn page_with(&self, text: &str) -> usize {
        let found: Vec<usize> = (0..self.pages.len())
            .filter(|page| squeezed(&self.pages[*page]).contains(&squeezed(text)))
            .collect();
        assert_eq!(found.len(), 1, "{text} on {found:?}");
        found[0]
    }

    /// One of the file's own properties.
    pub fn property(&self, name: &str) -> String {
        let info = self.file.trailer.get(b"Info").unwrap().as_reference().unwrap();
        let value = self.file.get_dictionary(info).unwrap().get(name.as_bytes()).unwrap();
        lopdf::decode_text_string(value).unwrap()
    }
}

/// Without any space.
pub fn squeezed(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_whitespace()).collect()
}
