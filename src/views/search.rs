//! The search box: deals, accounts, contacts and leads by name, also when it is typed wrong.

use crate::accounts::model::{Account, Contact};
use crate::api::context::Ask;
use crate::app::error::{Error, Result};
use crate::db::filter::Conditions;
use crate::db::fragment::{Bind, Fragment};
use crate::db::list::Visible;
use crate::db::pool::DbConnection;
use crate::deals::model::Deal;
use crate::leads::model::Lead;
use crate::leads::store::NAMES as OF_LEAD;
use crate::views::model::SearchResult;
use crate::views::store::{alike, named};
use async_graphql::Context;

/// Most results of one search.
const MOST: i32 = 20;
/// Longer texts are cut: nothing is called that.
const LONGEST: usize = 200;
/// With fewer results that have all the words, those of a kind that are much like them are shown too.
const FEW: usize = 3;
/// Shorter texts are like too much to be looked for by likeness.
const SHORTEST: usize = 4;

const OF_CONTACT: &str = "contacts.first_name || ' ' || contacts.last_name";

/// What the viewer may see that has all words of `text` in its name, or is much like it where little has: the best deal, account,
/// contact and lead, then the second best of each, and so on. Archived accounts and contacts are left out, and leads that became
/// a deal, which is found itself.
pub async fn search(ctx: &Context<'_>, text: &str, first: Option<i32>) -> Result<Vec<SearchResult>> {
    let first = first.unwrap_or(MOST);
    let limit = usize::try_from(first).ok().filter(|_| (1..=MOST).contains(&first));
    let limit =
        limit.ok_or_else(|| Error::BadInput(format!("first takes 1 to {MOST}, not {first}").into()))?;
    let text = words(text);
    if text.is_empty() {
        return Ok(Vec::new());
    }
    let asking = &ctx.loaders()?.asking;
    let (viewer, now, asked) = (&asking.viewer, asking.now, (text.as_str(), limit));
    let mut accounts = Account::seen_by(viewer, now);
    accounts.equals("accounts.archived", Bind::Bool(false));
    let mut contacts = Contact::seen_by(viewer, now);
    contacts.equals("contacts.archived", Bind::Bool(false));
    let mut leads = Lead::seen_by(viewer, now);
    leads.and(Fragment::text("leads.status <> 'converted'"));
    let mut conn = ctx.app().read().await?;
    let deals = found(&mut conn, Deal::seen_by(viewer, now), "deals.name", asked).await?;
    let accounts = found(&mut conn, accounts, "accounts.name", asked).await?;
    let contacts = found(&mut conn, contacts, OF_CONTACT, asked).await?;
    let leads = found(&mut conn, leads, OF_LEAD, asked).await?;
    let deals = deals.into_iter().map(SearchResult::Deal).collect();
    let accounts = accounts.into_iter().map(SearchResult::Account).collect();
    let contacts = contacts.into_iter().map(SearchResult::Contact).collect();
    Ok(interleaved([deals, accounts, contacts, leads.into_iter().map(SearchResult::Lead).collect()], limit))
}

/// Those with all the words; where they are few, also those whose name has something much like the text.
async fn found<R: Visible>(
    conn: &mut DbConnection,
    conditions: Conditions<'_>,
    name: &'static str,
    (text, limit): (&str, usize),
) -> Result<Vec<R>> {
    let mut found: Vec<R> = named(conn, conditions.clone(), name, (text, limit)).await?;
    if found.len() < FEW.min(limit) && text.chars().count() >= SHORTEST {
        let others: Vec<R> = alike(conn, conditions, name, (text, limit)).await?;
        let known: Vec<_> = found.iter().map(Visible::uuid).collect();
        found.extend(others.into_iter().filter(|row| !known.contains(&row.uuid())));
        found.truncate(limit);
    }
    Ok(found)
}

/// The words of the text with one space between, without control characters.
fn words(text: &str) -> String {
    let words: Vec<&str> = text
        .split(|letter: char| letter.is_whitespace() || letter.is_control())
        .filter(|word| !word.is_empty())
        .collect();
    words.join(" ").chars().take(LONGEST).collect()
}

/// The first of each list, then the second of each, at most `limit`.
fn interleaved<T, const N: usize>(lists: [Vec<T>; N], limit: usize) -> Vec<T> {
    let mut lists = lists.map(Vec::into_iter);
    let mut found = Vec::with_capacity(limit);
    loop {
        let round: Vec<T> = lists.iter_mut().filter_map(Iterator::next).collect();
        if round.is_empty() || found.len() >= limit {
            found.truncate(limit);
            return found;
        }
        found.extend(round);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_take_turns_until_there_are_enough() {
        let lists = || [vec!["d1", "d2", "d3"], vec![], vec!["c1"]];
        assert_eq!(interleaved(lists(), 20), ["d1", "c1", "d2", "d3"]);
        assert_eq!(interleaved(lists(), 3), ["d1", "c1", "d2"]);
    }

    #[test]
    fn only_words_are_searched_for() {
        for (text, expected) in [("  Acme \t GmbH\u{0} ", "Acme GmbH"), ("\u{0}", ""), ("", "")] {
            assert_eq!(words(text), expected);
        }
        assert_eq!(words(&"x".repeat(5_000)).len(), LONGEST);
    }
}
