//! The first look at a document: bytes, tokens and nesting, counted before any parser runs.
//!
//! One pass, no allocation, no recursion. It accepts text that is not GraphQL (the parser says so better); all it promises is
//! that what passes is small and flat enough for a recursive parser.

use super::Denied;
use crate::app::config::Limits;

/// Refuses a text that is too long, has too many tokens or directives, or nests too deep.
pub fn scan(text: &str, limits: &Limits) -> Result<(), Denied> {
    if text.len() > limits.document_bytes {
        return Err(Denied::excess("bytes of GraphQL text", text.len(), limits.document_bytes));
    }
    let bytes = text.as_bytes();
    let (mut at, mut tokens, mut nesting, mut directives) = (0, 0, 0_usize, 0);
    while let Some(&byte) = bytes.get(at) {
        let end = match byte {
            b' ' | b'\t' | b'\r' | b'\n' | b',' | 0xef | 0xbb | 0xbf => {
                at += 1;
                continue;
            }
            b'#' => {
                at = line_end(bytes, at);
                continue;
            }
            b'"' => string_end(bytes, at),
            _ if is_word(byte) => word_end(bytes, at),
            b'.' if bytes[at..].starts_with(b"...") => at + 3,
            _ => at + 1,
        };
        tokens += 1;
        if tokens > limits.tokens {
            return Err(Denied::excess("tokens", tokens, limits.tokens));
        }
        match byte {
            b'{' | b'(' | b'[' => nesting += 1,
            b'}' | b')' | b']' => nesting = nesting.saturating_sub(1),
            b'@' => directives += 1,
            _ => {}
        }
        if nesting > limits.nesting {
            return Err(Denied::excess("levels of brackets", nesting, limits.nesting));
        }
        if directives > limits.directives {
            return Err(Denied::excess("directives", directives, limits.directives));
        }
        at = end;
    }
    Ok(())
}

/// Names and numbers; a number's sign, point and exponent belong to it.
fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-' || byte == b'+'
}

fn word_end(bytes: &[u8], from: usize) -> usize {
    let numeric = !bytes[from].is_ascii_alphabetic() && bytes[from] != b'_';
    let inside = |byte: &u8| is_word(*byte) || (numeric && *byte == b'.');
    bytes[from..].iter().position(|byte| !inside(byte)).map_or(bytes.len(), |length| from + length.max(1))
}

fn line_end(bytes: &[u8], from: usize) -> usize {
    bytes[from..]
        .iter()
        .position(|byte| matches!(byte, b'\n' | b'\r'))
        .map_or(bytes.len(), |length| from + length)
}

/// The end of a string that begins at `from`; an unclosed one ends with its line (a block: with the text).
fn string_end(bytes: &[u8], from: usize) -> usize {
    let block = bytes[from..].starts_with(b"\"\"\"");
    let mut at = from + if block { 3 } else { 1 };
    while let Some(&byte) = bytes.get(at) {
        if block {
            if bytes[at..].starts_with(b"\\\"\"\"") {
                at += 4;
            } else if bytes[at..].starts_with(b"\"\"\"") {
                return at + 3;
            } else {
                at += 1;
            }
            continue;
        }
        match byte {
            b'\\' => at += 2,
            b'"' => return at + 1,
            b'\n' | b'\r' => return at,
            _ => at += 1,
        }
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens_allowed(text: &str, tokens: usize) -> bool {
        scan(text, &Limits { tokens, ..Limits::default() }).is_ok()
    }

    #[test]
    fn tokens_are_counted_as_the_grammar_counts_them() {
        let table = [
            ("{ a }", 3),
            ("# { { {\n{a}", 3),
            ("{ a(b: \"} } \\\" }\") }", 8),
            ("{ a(b: \"\"\"x \\\"\"\" } \"\"\") }", 8),
            ("{ a(b: -1.5e+3, c: [1 2]) ...F }", 16),
            ("\u{feff}{a}", 3),
        ];
        for (text, tokens) in table {
            assert!(tokens_allowed(text, tokens), "{text} has more than {tokens}");
            assert!(!tokens_allowed(text, tokens - 1), "{text} has fewer than {tokens}");
        }
    }

    #[test]
    fn unclosed_strings_and_odd_bytes_end_the_pass() {
        for text in ["\"", "\"\"\"", "\"\\", "{a(b:\"", "é€\u{0}", "...", "..", ""] {
            let _ = scan(text, &Limits::default());
        }
    }
}
