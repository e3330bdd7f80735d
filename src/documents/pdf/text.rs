//! Words into lines. A line breaks at spaces and after hyphens; a word longer than a line is cut where it has to be.
//! What no page can show (control characters, marks that turn the direction) is left out.

use super::document::Language;
use super::fonts::{Fonts, Plans, Run, Weight};
use std::collections::HashMap;
use std::rc::Rc;

/// A piece of a paragraph in one weight. A newline in it begins a new line.
#[derive(Clone, Debug, PartialEq)]
pub struct Span {
    pub text: String,
    pub weight: Weight,
}

/// What fits side by side.
#[derive(Clone, Debug, Default)]
pub struct TextLine {
    pub runs: Vec<Run>,
    /// Width.
    pub em: f32,
}

/// Breaks paragraphs, remembering the words it has met.
pub struct Composer {
    pub fonts: &'static Fonts,
    words: HashMap<(Weight, String), Rc<[Run]>>,
    plans: Plans,
    /// What stands between words, in every text font; all are as wide.
    spaces: Vec<Run>,
    /// Words of one letter that do not stand at a line's end.
    bound: &'static str,
}

/// What stands between two places a line may break at.
struct Word {
    pieces: Vec<Span>,
    /// Whether a space is before it, when it does not begin a line.
    spaced: bool,
    /// Whether it begins a line in any case.
    forced: bool,
}

/// A word with its glyphs.
struct Shaped {
    runs: Vec<Run>,
    em: f32,
    spaced: bool,
    forced: bool,
    reversed: bool,
}

impl Composer {
    /// For texts in `language`, as far as it has rules of its own.
    pub fn new(fonts: &'static Fonts, language: Language) -> Self {
        let bound = match language {
            Language::Cs => "aikosuvzAIKOSUVZ",
            Language::Pl => "aiouwzAIOUWZ",
            Language::Ru => "авикосуяАВИКОСУЯ",
            Language::En | Language::De => "",
        };
        let mut plans = Plans::default();
        let weights = [Weight::Regular, Weight::Bold, Weight::Italic];
        let spaces = weights.into_iter().flat_map(|weight| fonts.shape(" ", weight, &mut plans)).collect();
        Self { fonts, words: HashMap::new(), plans, spaces, bound }
    }

    /// One weight's text in lines of at most `width` points at `size` points.
    pub fn wrap(&mut self, text: &str, weight: Weight, size: f32, width: f32) -> Vec<TextLine> {
        self.wrap_spans(&[Span { text: text.to_owned(), weight }], size, width)
    }

    /// A paragraph in lines of at most `width` points at `size` points. Nothing to say gives no line.
    pub fn wrap_spans(&mut self, spans: &[Span], size: f32, width: f32) -> Vec<TextLine> {
        let room = (width / size).max(0.1);
        let words: Vec<Shaped> = self.words(spans).into_iter().map(|word| self.shaped(word)).collect();
        let space = self.spaces.first().map_or(0.0, |space| space.em);
        let mut lines = Vec::new();
        let mut current: Vec<Shaped> = Vec::new();
        let mut used = 0.0;
        for word in words {
            let gap = if word.spaced && !current.is_empty() { space } else { 0.0 };
            let fits = used + gap + word.em <= room;
            if !current.is_empty() && (word.forced || !fits) {
                let mut line = self.joined(std::mem::take(&mut current));
                if word.spaced {
                    // Neither seen nor measured: a reader of the file's text finds two words where there are two.
                    let em = line.em;
                    self.space_after(&mut line);
                    line.em = em;
                }
                lines.push(line);
                used = 0.0;
            } else {
                used += gap;
            }
            let mut pieces = if word.em > room { cut(word, room) } else { vec![word] };
            let last = pieces.pop();
            lines.extend(pieces.into_iter().map(|piece| self.joined(vec![piece])));
            used += last.as_ref().map_or(0.0, |piece| piece.em);
            current.extend(last);
        }
        if !current.is_empty() {
            lines.push(self.joined(current));
        }
        lines
    }

    /// Width of a text on one line, in points at `size` points.
    pub fn width(&mut self, text: &str, weight: Weight, size: f32) -> f32 {
        self.line(text, weight).em * size
    }

    /// A text on one line, however long.
    pub fn line(&mut self, text: &str, weight: Weight) -> TextLine {
        self.wrap(&text.replace('\n', " "), weight, 1.0, f32::MAX).pop().unwrap_or_default()
    }

    fn words(&self, spans: &[Span]) -> Vec<Word> {
        let mut words = Vec::new();
        let mut current = Word { pieces: Vec::new(), spaced: false, forced: false };
        let finish = |current: &mut Word, words: &mut Vec<Word>, spaced, forced| {
            let next = Word { pieces: Vec::new(), spaced, forced };
            if current.pieces.is_empty() {
                current.spaced |= spaced;
                current.forced |= forced;
            } else {
                words.push(std::mem::replace(current, next));
            }
        };
        for span in spans {
            let mut letters = span.text.chars().filter(|letter| shown(*letter)).peekable();
            while let Some(letter) = letters.next() {
                if letter == '\n' || letter == '\u{2028}' || letter == '\u{2029}' {
                    finish(&mut current, &mut words, false, true);
                } else if letter != '\u{a0}' && letter != '\u{202f}' && letter.is_whitespace() {
                    if self.binds(&current) {
                        add(&mut current, '\u{a0}', span.weight);
                    } else {
                        finish(&mut current, &mut words, true, false);
                    }
                } else {
                    add(&mut current, letter, span.weight);
                    let follows = letters.peek().is_some_and(|next| next.is_alphabetic());
                    if matches!(letter, '-' | '–' | '—' | '/') && follows && length(&current) > 2 {
                        finish(&mut current, &mut words, false, false);
                    }
                }
            }
        }
        finish(&mut current, &mut words, false, false);
        words
    }

    /// Whether the next word belongs to this one's line: a preposition of one letter.
    fn binds(&self, word: &Word) -> bool {
        length(word) == 1 && word.pieces.iter().all(|piece| self.bound.contains(&piece.text))
    }

    fn shaped(&mut self, word: Word) -> Shaped {
        let mut runs = Vec::new();
        for piece in word.pieces {
            let (fonts, plans) = (self.fonts, &mut self.plans);
            let known = self.words.entry((piece.weight, piece.text));
            let shaped = known.or_insert_with_key(|(weight, text)| fonts.shape(text, *weight, plans).into());
            runs.extend(shaped.iter().cloned());
        }
        let reversed = runs
            .iter()
            .flat_map(|run| run.text.chars())
            .find(|letter| letter.is_alphabetic())
            .is_some_and(leftward);
        if reversed {
            runs.reverse();
        }
        let em = runs.iter().map(|run| run.em).sum();
        Shaped { runs, em, spaced: word.spaced, forced: word.forced, reversed }
    }

    /// One line of the words; those written from the right follow each other from the right.
    fn joined(&self, mut words: Vec<Shaped>) -> TextLine {
        for row in words.chunk_by_mut(|one, next| one.reversed && next.reversed) {
            row.reverse();
        }
        let mut line = TextLine::default();
        for (at, word) in words.into_iter().enumerate() {
            if at > 0 && (word.spaced || word.reversed) {
                self.space_after(&mut line);
            }
            for run in word.runs {
                line.add(run);
            }
        }
        line
    }

    /// A space in the font of what is before it.
    fn space_after(&self, line: &mut TextLine) {
        let source = line.runs.last().map(|run| run.source);
        let space = self.spaces.iter().find(|space| Some(space.source) == source).or(self.spaces.first());
        if let Some(space) = space {
            line.add(space.clone());
        }
    }
}

impl TextLine {
    fn add(&mut self, run: Run) {
        self.em += run.em;
        match self.runs.last_mut() {
            Some(last) if last.source == run.source => last.append(&run),
            _ => self.runs.push(run),
        }
    }
}

/// A word longer than a line, in pieces that are none.
fn cut(word: Shaped, room: f32) -> Vec<Shaped> {
    let mut pieces: Vec<Shaped> = Vec::new();
    for run in word.runs.iter().flat_map(|run| run.cut_to(room)) {
        match pieces.last_mut() {
            Some(piece) if piece.em + run.em <= room => {
                piece.em += run.em;
                piece.runs.push(run);
            }
            _ => pieces.push(Shaped {
                em: run.em,
                runs: vec![run],
                spaced: false,
                forced: false,
                reversed: word.reversed,
            }),
        }
    }
    pieces
}

fn add(word: &mut Word, letter: char, weight: Weight) {
    match word.pieces.last_mut() {
        Some(piece) if piece.weight == weight => piece.text.push(letter),
        _ => word.pieces.push(Span { text: letter.to_string(), weight }),
    }
}

/// In letters, counted no further than anyone asks.
fn length(word: &Word) -> usize {
    word.pieces.iter().flat_map(|piece| piece.text.chars()).take(3).count()
}

/// Whether a character has a place on a page.
fn shown(letter: char) -> bool {
    let invisible = matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}');
    matches!(letter, '\n' | '\t') || !(letter.is_control() || invisible)
}

/// Whether a letter is of a script written from right to left.
fn leftward(letter: char) -> bool {
    matches!(letter, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefe}')
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)] // what is not there fails the test

    use super::*;

    fn lines(text: &str, language: Language, width: f32) -> Vec<String> {
        let mut composer = Composer::new(Fonts::get().unwrap(), language);
        let lines = composer.wrap(text, Weight::Regular, 10.0, width);
        assert!(lines.iter().all(|line| line.em * 10.0 <= width + 0.01), "{lines:?}");
        let told = lines.iter().map(|line| line.runs.iter().map(|run| run.text.as_str()).collect::<String>());
        told.map(|line| line.trim_end_matches(' ').to_owned()).collect()
    }

    #[test]
    fn lines_break_at_spaces_and_hyphens_and_in_words_only_when_they_must() {
        assert_eq!(lines("one two three", Language::En, 45.0), ["one two", "three"]);
        assert_eq!(lines("one\ntwo\n\nthree", Language::En, 400.0), ["one", "two", "three"]);
        assert_eq!(lines("Preis-Leistungs", Language::De, 60.0), ["Preis-", "Leistungs"]);
        assert_eq!(lines("WWWWWWWW x", Language::En, 40.0), ["WWWW", "WWWW", "x"]);
        assert_eq!(lines("   ", Language::En, 40.0), [""; 0]);
        assert_eq!(lines("a\u{0}b\u{202e}c\u{7}\u{200b}", Language::En, 90.0), ["abc"]);
    }

    #[test]
    fn every_font_has_the_space_lines_are_measured_with() {
        let composer = Composer::new(Fonts::get().unwrap(), Language::En);
        let widths: Vec<f32> = composer.spaces.iter().map(|space| space.em).collect();
        assert_eq!(widths, [widths[0]; 3]);
        assert!(widths[0] > 0.2, "{widths:?}");
    }

    #[test]
    fn a_preposition_of_one_letter_goes_with_its_word() {
        assert_eq!(lines("dům v Praze", Language::Cs, 40.0), ["dům", "v\u{a0}Praze"]);
        assert_eq!(lines("dom v Praze", Language::En, 40.0), ["dom v", "Praze"]);
    }

    #[test]
    fn words_from_the_right_follow_each_other_from_the_right() {
        let line = lines("to שלום עולם!", Language::En, 400.0).concat();
        assert!(line.find("עולם") < line.find("שלום"), "{line}");
    }
}
