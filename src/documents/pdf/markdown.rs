//! Texts as people write them: paragraphs, headings, bold, italic, lists, links. What else markdown knows is set as
//! plain text, never lost: pictures by their description, html as it was typed.

use super::fonts::Weight;
use super::text::Span;
use pulldown_cmark::{Event, Parser, Tag, TagEnd};

/// The deepest a list is moved in; what is deeper stays there.
const DEEPEST: usize = 3;

/// A paragraph, a heading or an entry of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    pub kind: Kind,
    pub spans: Vec<Span>,
}

/// What a block is.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    Heading,
    Paragraph,
    /// `mark` is what stands before it: a bullet, a number, or nothing where an entry goes on.
    Entry {
        depth: usize,
        mark: String,
    },
}

/// What has been read so far.
#[derive(Default)]
struct Reader {
    blocks: Vec<Block>,
    spans: Vec<Span>,
    strong: usize,
    emphasis: usize,
    heading: bool,
    /// The next number of every open list; none where it has bullets.
    lists: Vec<Option<u64>>,
    /// The mark of an entry that has shown nothing yet.
    mark: Option<String>,
    /// Address of every open link, and where in `spans` it began.
    links: Vec<(String, usize)>,
}

/// A text in blocks, those without a word left out.
pub fn blocks(text: &str) -> Vec<Block> {
    let mut reader = Reader::default();
    for event in Parser::new(text) {
        match event {
            Event::Start(tag) => reader.start(tag),
            Event::End(tag) => reader.end(tag),
            Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) => {
                reader.add(&text)
            }
            Event::SoftBreak => reader.add(" "),
            Event::HardBreak => reader.add("\n"),
            _ => {}
        }
    }
    reader.finish();
    reader.blocks
}

/// A text as plain lines: paragraphs apart, entries of lists below each other with their marks.
pub fn plain(text: &str) -> String {
    let (mut told, mut was_entry) = (String::new(), false);
    for block in blocks(text) {
        let words: String = block.spans.iter().map(|span| span.text.as_str()).collect();
        let is_entry = matches!(block.kind, Kind::Entry { .. });
        if !told.is_empty() {
            told.push_str(if is_entry && was_entry { "\n" } else { "\n\n" });
        }
        if let Kind::Entry { depth, mark } = block.kind {
            told.push_str(&"   ".repeat(depth.saturating_sub(1)));
            told.push_str(&mark);
            told.push(' ');
        }
        told.push_str(&words);
        was_entry = is_entry;
    }
    told
}

impl Reader {
    fn start(&mut self, tag: Tag) {
        match tag {
            Tag::Paragraph | Tag::CodeBlock(_) | Tag::HtmlBlock => self.finish(),
            Tag::Heading { .. } => {
                self.finish();
                self.heading = true;
            }
            Tag::List(first) => {
                self.finish();
                self.lists.push(first);
            }
            Tag::Item => {
                self.finish();
                self.mark = self.lists.last_mut().map(|next| match next {
                    Some(number) => {
                        let mark = format!("{number}.");
                        *number = number.saturating_add(1);
                        mark
                    }
                    None => "•".to_owned(),
                });
            }
            Tag::Strong => self.strong += 1,
            Tag::Emphasis => self.emphasis += 1,
            Tag::Link { dest_url, .. } => self.links.push((dest_url.to_string(), self.spans.len())),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::CodeBlock | TagEnd::HtmlBlock | TagEnd::Heading(_) | TagEnd::Item => {
                self.finish()
            }
            TagEnd::List(_) => {
                self.finish();
                self.lists.pop();
            }
            TagEnd::Strong => self.strong = self.strong.saturating_sub(1),
            TagEnd::Emphasis => self.emphasis = self.emphasis.saturating_sub(1),
            TagEnd::Link => self.link(),
            _ => {}
        }
    }

    /// A link's address after its words, unless they say it already: paper cannot be clicked.
    fn link(&mut self) {
        let Some((address, from)) = self.links.pop() else { return };
        let words: String = self.spans.iter().skip(from).map(|span| span.text.as_str()).collect();
        let bare = |text: &str| {
            let bare = ["https://", "http://", "mailto:"].iter().find_map(|scheme| text.strip_prefix(scheme));
            bare.unwrap_or(text).trim_end_matches('/').to_owned()
        };
        if !address.is_empty() && bare(&words) != bare(&address) {
            self.add(&format!(" ({})", bare(&address)));
        }
    }

    /// Bold wins over italic: there is no font for both.
    fn add(&mut self, text: &str) {
        let weight = match (self.strong, self.emphasis) {
            (0, 0) => Weight::Regular,
            (0, _) => Weight::Italic,
            _ => Weight::Bold,
        };
        self.spans.push(Span { text: text.to_owned(), weight });
    }

    fn finish(&mut self) {
        let spans = std::mem::take(&mut self.spans);
        self.links.iter_mut().for_each(|link| link.1 = 0);
        let heading = std::mem::take(&mut self.heading);
        if spans.iter().all(|span| span.text.trim().is_empty()) {
            return;
        }
        let kind = match self.lists.len() {
            0 if heading => Kind::Heading,
            0 => Kind::Paragraph,
            depth => Kind::Entry { depth: depth.min(DEEPEST), mark: self.mark.take().unwrap_or_default() },
        };
        self.blocks.push(Block { kind, spans });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Vec<String> {
        let told = blocks(text).into_iter().map(|block| {
            let words: String = block.spans.iter().map(|span| span.text.as_str()).collect();
            match block.kind {
                Kind::Heading => format!("# {words}"),
                Kind::Paragraph => words,
                Kind::Entry { depth, mark } => format!("{depth} {mark} {words}"),
            }
        });
        told.collect()
    }

    #[test]
    fn what_people_write_becomes_blocks() {
        assert_eq!(
            told("# One\ntext\nmore\n\n- a\n- b\n  1. c\n  2. d\n\n     goes on\n\nlast"),
            ["# One", "text more", "1 • a", "1 • b", "2 1. c", "2 2. d", "2  goes on", "last"]
        );
        assert_eq!(
            told("See [our site](https://example.com/a) and <https://b.example>"),
            ["See our site (example.com/a) and https://b.example"]
        );
        assert_eq!(told("a <b>c</b> ![plan](x.png)\n\n***\n\n\n"), ["a <b>c</b> plan"]);
        assert_eq!(told(&"- ".repeat(5_000)), [""; 0]);
        assert_eq!(told(&format!("{}x", "> ".repeat(5_000))).len(), 1);
    }

    #[test]
    fn as_plain_lines_nothing_but_the_marks_is_lost() {
        let text = "# Terms\n**Net** 14\n\n- a\n- b\n  1. c\n\nlast";
        assert_eq!(plain(text), "Terms\n\nNet 14\n\n• a\n• b\n   1. c\n\nlast");
        assert_eq!(plain(" \n"), "");
    }

    #[test]
    fn bold_and_italic_are_kept() {
        let spans = &blocks("a **b** *c* ***d***")[0].spans;
        let weights: Vec<Weight> = spans.iter().map(|span| span.weight).collect();
        assert!(
            weights.contains(&Weight::Italic) && weights.iter().filter(|w| **w == Weight::Bold).count() == 2
        );
    }
}
