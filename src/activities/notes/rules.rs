//! Mentions: who a note is addressed to, as it stands in its body: `@[Anna Lindqvist](user_…)`. The one place that reads it.
//!
//! What always holds: what does not look exactly like that is text, and stays as it was written.

use crate::activities::notes::model::Note;
use crate::app::checks::Checks;
use crate::app::error::RefusalCode;
use crate::db::id::Id;
use crate::team::model::User;

/// The most people that one note mentions.
pub const MOST: usize = 20;

/// The longest label, in characters.
const LONGEST: usize = 200;

/// A user's id as it is written: `user_` and 26 letters and digits.
const ID_LENGTH: usize = 31;

/// One mention.
struct Mention<'b> {
    /// The name that was typed; what the person is called may have changed.
    label: &'b str,
    user: Id<User>,
    /// How many bytes it takes in the body.
    length: usize,
}

/// The mention a text begins with.
fn mention(text: &str) -> Option<Mention<'_>> {
    let inner = text.strip_prefix("@[")?;
    let label = label(inner)?;
    let from = label.len() + "](".len();
    let id = inner.get(from..from + ID_LENGTH)?;
    let user = Id::parse(id).ok()?;
    inner[from + ID_LENGTH..].starts_with(')').then_some(Mention {
        label,
        user,
        length: "@[".len() + from + ID_LENGTH + ")".len(),
    })
}

/// What stands ahead of the first `](`; it may hold brackets, but neither another mention's beginning nor a line's end.
fn label(inner: &str) -> Option<&str> {
    for (count, (at, letter)) in inner.char_indices().enumerate() {
        let rest = &inner[at..];
        if rest.starts_with("](") {
            return Some(&inner[..at]).filter(|label| !label.trim().is_empty());
        }
        if count == LONGEST || matches!(letter, '\n' | '\r') || rest.starts_with("@[") {
            return None;
        }
    }
    None
}

/// A body cut into the texts between its mentions, and these: each text with the mention after it.
fn pieces(body: &str) -> impl Iterator<Item = (&str, Option<Mention<'_>>)> {
    let mut rest = Some(body);
    std::iter::from_fn(move || {
        let text = rest?;
        let found = text.match_indices("@[").find_map(|(at, _)| Some((at, mention(&text[at..])?)));
        let (ahead, mention) = match found {
            Some((at, mention)) => {
                rest = Some(&text[at + mention.length..]);
                (&text[..at], Some(mention))
            }
            None => {
                rest = None;
                (text, None)
            }
        };
        Some((ahead, mention))
    })
}

/// Whom a body mentions, each once, in the order in which they are named first.
pub fn mentioned(body: &str) -> Vec<Id<User>> {
    let mut users = Vec::new();
    for (_, mention) in pieces(body) {
        if let Some(Mention { user, .. }) = mention.filter(|mention| !users.contains(&mention.user)) {
            users.push(user);
        }
    }
    users
}

/// Whom a body mentions that an older one did not.
pub fn newly_mentioned(before: &str, after: &str) -> Vec<Id<User>> {
    let known = mentioned(before);
    mentioned(after).into_iter().filter(|user| !known.contains(user)).collect()
}

/// Whether a note speaks to somebody: it mentions them and was not put away.
pub fn speaks_to(note: &Note, user: Id<User>) -> bool {
    !note.archived && mentioned(&note.body).contains(&user)
}

/// A body as people read it, with `@Name` for each mention.
pub fn plain(body: &str) -> String {
    let mut text = String::with_capacity(body.len());
    for (ahead, mention) in pieces(body) {
        text.push_str(ahead);
        if let Some(mention) = mention {
            text.push('@');
            text.push_str(mention.label);
        }
    }
    text
}

/// The beginning of a body as people read it, on one line, of at most so many characters.
pub fn excerpt(body: &str, most: usize) -> String {
    let line = plain(body).split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= most {
        return line;
    }
    let kept: String = line.chars().take(most.saturating_sub(1)).collect();
    format!("{}…", kept.trim_end())
}

/// Refuses a note that does not say something, says too much, or mentions too many.
pub fn check_body(checks: &mut Checks, body: &str) {
    checks.required_text("body", body, 20_000);
    let message = "A note mentions at most 20 people; take some of them out, or write another note for them.";
    checks.that(mentioned(body).len() <= MOST, RefusalCode::TooLong, "body", message);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::db::id::type_id;
    use uuid::Uuid;

    fn id(number: u128) -> String {
        type_id("user", Uuid::from_u128(number))
    }

    fn users(body: &str) -> Vec<u128> {
        mentioned(body).iter().map(|user| user.0.as_u128()).collect()
    }

    #[test]
    fn people_are_named_once_in_the_order_of_their_first_mention() {
        let (eva, bob) = (id(3), id(2));
        let body = format!("@[Eva]({eva}) and @[Bob]({bob}): ask @[Eva Malá]({eva}).@[Bob]({bob})");
        assert_eq!(users(&body), [3, 2]);
        assert_eq!(plain(&body), "@Eva and @Bob: ask @Eva Malá.@Bob");
        assert_eq!((users(""), plain("").as_str()), (vec![], ""));
        assert_eq!(plain("Nobody, a@b.cz [x](y)"), "Nobody, a@b.cz [x](y)");
    }

    #[test]
    fn a_name_may_have_brackets() {
        let body = format!("@[Anna [Sales] (North)]({0}) @[Žofie [Ž]]({1}) @[(]({2})", id(1), id(2), id(3));
        assert_eq!(users(&body), [1, 2, 3]);
        assert_eq!(plain(&body), "@Anna [Sales] (North) @Žofie [Ž] @(");
    }

    #[test]
    fn what_does_not_look_exactly_like_it_is_text() {
        let (anna, long) = (id(1), "ř".repeat(LONGEST + 1));
        for body in [
            format!("@[Anna] ({anna})"),
            format!("@[Anna]({anna}"),
            format!("@[Anna]({anna}x)"),
            format!("@[Anna]({})", &anna[..30]),
            format!("@[Anna]({}ž)", &anna[..30]),
            format!("@[]({anna})"),
            format!("@[ \t]({anna})"),
            format!("@[An\nna]({anna})"),
            format!("[Anna]({anna})"),
            format!("@Anna]({anna})"),
            format!("@[Anna]({})", anna.to_uppercase()),
            format!("@[Anna]({})", anna.replace("user_", "deal_")),
            format!("@[Anna]({})", anna.replace("user_0", "user_8")),
            format!("@[Anna](x)]({anna})"),
            format!("@[{long}]({anna})"),
            "@[Anna](https://example.com/with/some/more/letters)".to_owned(),
            "@[@[@[".to_owned(),
        ] {
            assert_eq!(users(&body), [0; 0], "{body}");
            assert_eq!(plain(&body), body);
        }
        let longest = format!("@[{}]({anna})", &long[2..]);
        assert_eq!(users(&longest), [1], "as long as a label may be");
    }

    #[test]
    fn a_broken_one_does_not_swallow_the_next() {
        let anna = id(1);
        for ahead in ["@[", "@[Bob @[", "@[Bob](deal_1) ", "@[Bob](user_1)", "@@[x]"] {
            let body = format!("{ahead}@[Anna]({anna})!");
            assert_eq!(users(&body), [1], "{body}");
            assert_eq!(plain(&body), format!("{ahead}@Anna!"));
        }
        let many = "@[".repeat(10_000);
        assert_eq!(plain(&many), many, "without looking through all of it for each");
    }

    #[test]
    fn only_who_was_not_there_before_is_new() {
        let (anna, bob) = (format!("@[A]({})", id(1)), format!("@[B]({})", id(2)));
        let new = |before: &str, after: &str| -> Vec<u128> {
            newly_mentioned(before, after).iter().map(|user| user.0.as_u128()).collect()
        };
        assert_eq!(new("", &format!("{bob}{anna}")), [2, 1]);
        assert_eq!(new(&anna, &format!("{bob} and {anna}, {bob}")), [2]);
        assert_eq!(new(&format!("{anna}{bob}"), &bob), [0; 0]);
    }

    #[test]
    fn an_excerpt_is_one_short_line() {
        let body = format!("@[Anna]({}),\n\n  the  budget\tis there.", id(1));
        assert_eq!(excerpt(&body, 80), "@Anna, the budget is there.");
        assert_eq!(excerpt(&body, 27), "@Anna, the budget is there.");
        assert_eq!(excerpt(&body, 12), "@Anna, the…");
        assert_eq!(excerpt("řřřř", 3), "řř…");
    }

    #[test]
    fn twenty_people_are_enough_for_one_note() {
        let body = |people: u128| (1..=people).map(|one| format!("@[P]({}) ", id(one))).collect::<String>();
        let refused = |body: &str| {
            let mut checks = Checks::default();
            check_body(&mut checks, body);
            checks.done().is_err()
        };
        assert!(!refused(&body(20)) && refused(&body(21)));
        assert!(!refused(&body(20).repeat(3)), "the same people again");
    }
}
