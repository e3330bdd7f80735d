//! Media types: which one an answer has, and whether a body is one we read.

use axum::http::{HeaderMap, header};

/// The form of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// `application/graphql-response+json`: the status says whether anything was executed.
    Graphql,
    /// `application/json`: 200 for every request that was understood as one.
    Json,
    /// `text/event-stream`: one event a result.
    Events,
}

impl Form {
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Graphql => "application/graphql-response+json; charset=utf-8",
            Self::Json => "application/json; charset=utf-8",
            Self::Events => "text/event-stream; charset=utf-8",
        }
    }
}

/// The form the client likes best; JSON when it does not say, none when it likes none of ours.
pub fn accepted(headers: &HeaderMap) -> Option<Form> {
    if !headers.contains_key(header::ACCEPT) {
        return Some(Form::Json);
    }
    let mut best: Option<(u16, Form)> = None;
    for value in headers.get_all(header::ACCEPT) {
        for range in value.to_str().unwrap_or_default().split(',') {
            let Some((form, weight)) = range_of(range) else { continue };
            if weight > best.map_or(0, |(weight, _)| weight) {
                best = Some((weight, form));
            }
        }
    }
    best.map(|(_, form)| form)
}

fn range_of(range: &str) -> Option<(Form, u16)> {
    let mut parts = range.split(';').map(str::trim);
    let form = match parts.next()?.to_ascii_lowercase().as_str() {
        "application/graphql-response+json" => Form::Graphql,
        "application/json" | "application/*" | "*/*" => Form::Json,
        "text/event-stream" => Form::Events,
        _ => return None,
    };
    let mut weight = 1_000;
    for part in parts {
        let (name, value) = part.split_once('=').unwrap_or((part, ""));
        if name.eq_ignore_ascii_case("q") {
            weight = (value.parse::<f32>().unwrap_or(0.0).clamp(0.0, 1.0) * 1_000.0) as u16;
        } else if name.eq_ignore_ascii_case("charset") && !is_utf8(value) {
            return None;
        }
    }
    Some((form, weight))
}

/// Whether a body is JSON in UTF-8, by its `Content-Type`.
pub fn is_json(headers: &HeaderMap) -> bool {
    let mut values = headers.get_all(header::CONTENT_TYPE).iter();
    let (Some(value), None) = (values.next(), values.next()) else { return false };
    let mut parts = value.to_str().unwrap_or_default().split(';').map(str::trim);
    let json = parts.next().is_some_and(|media| media.eq_ignore_ascii_case("application/json"));
    json && parts
        .filter_map(|part| part.split_once('='))
        .all(|(name, value)| !name.eq_ignore_ascii_case("charset") || is_utf8(value))
}

fn is_utf8(charset: &str) -> bool {
    let charset = charset.trim_matches('"');
    charset.eq_ignore_ascii_case("utf-8") || charset.eq_ignore_ascii_case("utf8")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_best_liked_form_is_chosen() {
        let table = [
            ("application/graphql-response+json", Some(Form::Graphql)),
            (
                "application/graphql-response+json; charset=utf-8, application/json; charset=utf-8",
                Some(Form::Graphql),
            ),
            ("application/json;q=0.9, application/graphql-response+json;q=0.5", Some(Form::Json)),
            ("*/*", Some(Form::Json)),
            ("text/html, */*;q=0.1", Some(Form::Json)),
            ("text/event-stream", Some(Form::Events)),
            ("text/event-stream, application/json;q=0.5", Some(Form::Events)),
            ("application/json; charset=iso-8859-1", None),
            ("application/json;q=0", None),
            ("text/html", None),
        ];
        for (accept, form) in table {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT, accept.parse().unwrap());
            assert_eq!(accepted(&headers), form, "{accept}");
        }
        assert_eq!(accepted(&HeaderMap::new()), Some(Form::Json));
    }

    #[test]
    fn bodies_are_json_in_utf8() {
        let table = [
            ("application/json", true),
            ("Application/JSON; charset=\"UTF-8\"", true),
            ("application/json; charset=utf-16", false),
            ("application/graphql", false),
            ("text/plain", false),
            ("application/x-www-form-urlencoded", false),
            ("multipart/form-data; boundary=application/json", false),
            ("", false),
        ];
        for (media, json) in table {
            let mut headers = HeaderMap::new();
            headers.insert(header::CONTENT_TYPE, media.parse().unwrap());
            assert_eq!(is_json(&headers), json, "{media}");
        }
    }
}
