//! Texts made from a row's columns: `{product} · {account}`, `{sales_agent|slug}@example.com`.
//!
//! A template gives nothing when a column it names is empty, so that what is missing can be told from what is there.

use serde::Deserialize;

/// A text with places for columns.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(try_from = "String")]
pub struct Template {
    parts: Vec<Part>,
}

#[derive(Debug, Clone, PartialEq)]
enum Part {
    Text(String),
    Column { name: String, filter: Filter },
}

/// What is done with a column's text.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Filter {
    Whole,
    /// Small letters and digits, words joined by dots: for e-mail addresses.
    Slug,
    Lower,
    Upper,
}

impl TryFrom<String> for Template {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let mut parts = Vec::new();
        let mut rest = text.as_str();
        while let Some((before, after)) = rest.split_once('{') {
            let (inside, behind) =
                after.split_once('}').ok_or_else(|| format!("“{text}”: a {{ without its }}"))?;
            if !before.is_empty() {
                parts.push(Part::Text(before.to_owned()));
            }
            parts.push(column(inside).map_err(|reason| format!("“{text}”: {reason}"))?);
            rest = behind;
        }
        if !rest.is_empty() {
            parts.push(Part::Text(rest.to_owned()));
        }
        Ok(Self { parts })
    }
}

fn column(inside: &str) -> Result<Part, String> {
    let (name, filter) = inside.split_once('|').unwrap_or((inside, ""));
    let filter = match filter.trim() {
        "" => Filter::Whole,
        "slug" => Filter::Slug,
        "lower" => Filter::Lower,
        "upper" => Filter::Upper,
        other => return Err(format!("there is no filter “{other}”; slug, lower and upper are known")),
    };
    Ok(Part::Column { name: name.trim().to_owned(), filter })
}

impl Template {
    /// What one column says, whatever letters its name has.
    pub fn of_column(name: &str) -> Self {
        Self { parts: vec![Part::Column { name: name.to_owned(), filter: Filter::Whole }] }
    }

    /// The same text for every row.
    pub fn of_text(text: &str) -> Self {
        Self { parts: vec![Part::Text(text.to_owned())] }
    }

    /// The columns it names.
    pub fn columns(&self) -> impl Iterator<Item = &str> {
        self.parts.iter().filter_map(|part| match part {
            Part::Column { name, .. } => Some(name.as_str()),
            Part::Text(_) => None,
        })
    }

    /// The text for a row; none when a column it names is empty.
    pub fn fill<'a>(&self, column: impl Fn(&str) -> Option<&'a str>) -> Option<String> {
        let mut text = String::new();
        for part in &self.parts {
            match part {
                Part::Text(words) => text.push_str(words),
                Part::Column { name, filter } => {
                    let value = column(name).map(str::trim).filter(|value| !value.is_empty())?;
                    match filter {
                        Filter::Whole => text.push_str(value),
                        Filter::Slug => text.push_str(&slug(value)),
                        Filter::Lower => text.push_str(&value.to_lowercase()),
                        Filter::Upper => text.push_str(&value.to_uppercase()),
                    }
                }
            }
        }
        Some(text).filter(|text| !text.is_empty())
    }
}

/// `Darcel Schlecht` → `darcel.schlecht`.
fn slug(text: &str) -> String {
    let small = text.to_lowercase();
    let words: Vec<&str> =
        small.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.join(".")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn templates_take_columns_and_give_nothing_when_one_is_empty() {
        let column = |name: &str| match name {
            "product" => Some(" GTX Pro "),
            "agent" => Some("Zane D'Or"),
            "account" => Some(""),
            _ => None,
        };
        for (text, expected) in [
            ("{product}", Some("GTX Pro")),
            ("{product} · {account}", None),
            ("{agent|slug}@example.com", Some("zane.d.or@example.com")),
            ("{product|lower}/{product|upper}", Some("gtx pro/GTX PRO")),
            ("always", Some("always")),
            ("", None),
        ] {
            let template = Template::try_from(text.to_owned());
            assert_eq!(
                template.map(|template| template.fill(column)),
                Ok(expected.map(str::to_owned)),
                "{text}"
            );
        }
        assert!(Template::try_from("{open".to_owned()).is_err());
        assert!(Template::try_from("{a|shout}".to_owned()).is_err());
    }
}
