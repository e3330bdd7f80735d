//! Which part of content a request is for: `Range`, `If-Range` and `If-None-Match` (RFC 9110).

use axum::http::{HeaderMap, header};
use std::ops::Range;

/// The part asked for.
#[derive(Debug, PartialEq, Eq)]
pub enum Part {
    Whole,
    /// These bytes.
    Bytes(Range<u64>),
    /// None of it: the client has it already.
    Known,
    /// A part that is beyond its end.
    Beyond,
}

/// What the headers ask for of content of this size and entity tag.
pub fn asked(headers: &HeaderMap, size: u64, tag: &str) -> Part {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    if text(header::IF_NONE_MATCH).is_some_and(|known| names(known, tag)) {
        return Part::Known;
    }
    // What changed since the first part was fetched is sent as a whole.
    if text(header::IF_RANGE).is_some_and(|known| known.trim() != tag) {
        return Part::Whole;
    }
    text(header::RANGE).map_or(Part::Whole, |range| parse(range, size))
}

/// Whether a list of entity tags names this one; tags are compared weakly.
fn names(list: &str, tag: &str) -> bool {
    let tags = list.split(',').map(|one| one.trim().trim_start_matches("W/"));
    list.trim() == "*" || tags.into_iter().any(|one| one == tag)
}

/// One range of bytes. What is no range, and several at once, are answered with the whole, as the standard allows.
fn parse(range: &str, size: u64) -> Part {
    let Some((unit, one)) = range.split_once('=') else { return Part::Whole };
    let Some((first, last)) = one.trim().split_once('-') else { return Part::Whole };
    if !unit.trim().eq_ignore_ascii_case("bytes") || one.contains(',') {
        return Part::Whole;
    }
    let number = |text: &str| {
        let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        digits.then(|| text.parse::<u64>().unwrap_or(u64::MAX))
    };
    match (number(first), number(last), first.is_empty(), last.is_empty()) {
        (None, Some(0), true, _) => Part::Beyond,
        (None, Some(last), true, _) => Part::Bytes(size.saturating_sub(last)..size),
        (Some(first), _, _, true) if first < size => Part::Bytes(first..size),
        (Some(first), Some(last), ..) if first > last => Part::Whole,
        (Some(first), Some(last), ..) if first < size => Part::Bytes(first..last.saturating_add(1).min(size)),
        (Some(_), Some(_), ..) | (Some(_), _, _, true) => Part::Beyond,
        _ => Part::Whole,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::{HeaderName, HeaderValue};

    fn of(pairs: &[(HeaderName, &'static str)]) -> Part {
        let headers = pairs.iter().map(|(name, value)| (name.clone(), HeaderValue::from_static(value)));
        asked(&headers.collect(), 100, "\"tag\"")
    }

    #[test]
    fn ranges_are_read_as_the_standard_has_them() {
        for (range, expected) in [
            ("bytes=0-9", Part::Bytes(0..10)),
            ("bytes=90-", Part::Bytes(90..100)),
            ("bytes=-10", Part::Bytes(90..100)),
            ("bytes=-1000", Part::Bytes(0..100)),
            ("bytes=99-400", Part::Bytes(99..100)),
            ("Bytes= 0-0", Part::Bytes(0..1)),
            ("bytes=0-99999999999999999999999", Part::Bytes(0..100)),
            ("bytes=100-", Part::Beyond),
            ("bytes=100-200", Part::Beyond),
            ("bytes=-0", Part::Beyond),
            ("bytes=9-0", Part::Whole),
            ("bytes=0-1,5-6", Part::Whole),
            ("bytes=-", Part::Whole),
            ("bytes=a-b", Part::Whole),
            ("lines=0-1", Part::Whole),
            ("nonsense", Part::Whole),
        ] {
            assert_eq!(of(&[(header::RANGE, range)]), expected, "{range}");
        }
    }

    #[test]
    fn a_tag_says_what_the_client_has() {
        let range = (header::RANGE, "bytes=0-9");
        assert_eq!(of(&[range.clone(), (header::IF_RANGE, "\"tag\"")]), Part::Bytes(0..10));
        assert_eq!(of(&[range.clone(), (header::IF_RANGE, "\"other\"")]), Part::Whole);
        assert_eq!(
            of(&[range.clone(), (header::IF_RANGE, "W/\"tag\"")]),
            Part::Whole,
            "not for certain the same"
        );
        assert_eq!(of(&[range, (header::IF_NONE_MATCH, "\"a\", W/\"tag\"")]), Part::Known);
        assert_eq!(of(&[(header::IF_NONE_MATCH, "*")]), Part::Known);
        assert_eq!(of(&[(header::IF_NONE_MATCH, "\"other\"")]), Part::Whole);
        assert_eq!(of(&[]), Part::Whole);
    }
}
