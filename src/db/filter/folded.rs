//! Texts compared without regard to case and accents.

use super::{Conditions, escape_like};
use crate::db::fragment::{Bind, Fragment};

/// The most words of a search that count.
const WORDS: usize = 8;

/// Names that are kept folded beside them, in a column of their own that an index is on.
const KEPT: [(&str, &str); 5] = [
    ("deals.name", "deals.folded"),
    ("accounts.name", "accounts.folded"),
    (OF_CONTACT, "contacts.folded"),
    (OF_LEAD, "leads.folded"),
    ("files.name", "files.folded"),
];

/// What a contact is searched by.
pub const OF_CONTACT: &str = "contacts.first_name || ' ' || contacts.last_name";
/// What a lead is searched by.
pub const OF_LEAD: &str = "leads.topic || ' ' || coalesce(leads.company, '') || ' ' || coalesce(leads.first_name, '') || ' ' || coalesce(leads.last_name, '')";

/// A text column or an expression of such, folded: the column it is kept in, where it is.
pub fn folded(expression: &'static str) -> Fragment {
    if let Some((_, kept)) = KEPT.iter().find(|(name, _)| *name == expression) {
        return Fragment::text(kept);
    }
    let mut sql = Fragment::text("fold(");
    sql.push(expression).push(")");
    sql
}

/// A text of a question, folded: once, not once for each row it is compared with.
pub fn folded_text(text: String) -> Fragment {
    let mut sql = Fragment::text("(SELECT fold(");
    sql.bind(Bind::Text(text)).push("))");
    sql
}

impl Conditions<'_> {
    /// `column` matches the pattern, without regard to case and accents.
    pub fn like(&mut self, column: &'static str, pattern: String) {
        self.sql.push(" AND ").append(folded(column));
        self.sql.push(" LIKE fold(").bind(Bind::Text(pattern)).push(")");
    }

    /// Every word of `text` occurs in the expression, without regard to case and accents; at most eight words count.
    pub fn search(&mut self, expression: &'static str, text: &str) {
        for word in text.split_whitespace().take(WORDS) {
            self.like(expression, anywhere(word));
        }
    }

    /// Of every word at least one spelling occurs in the expression. For lists in an order that no index has: PostgreSQL plans it
    /// without regard to how many rows have the words.
    pub fn spelt(&mut self, expression: &'static str, words: &[Vec<String>]) {
        for spellings in words.iter().take(WORDS) {
            let mut any = Fragment::text("false");
            for spelling in spellings {
                any.push(" OR ").append(folded(expression));
                any.push(" LIKE ").append(folded_text(anywhere(spelling)));
            }
            self.and(any);
        }
    }
}

fn anywhere(word: &str) -> String {
    format!("%{}%", escape_like(word))
}
