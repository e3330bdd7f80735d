//! The search box: deals, accounts, contacts, leads and files by name, also when it is typed wrong, and proposals and orders by number.

use crate::accounts::model::{Account, Contact};
use crate::api::context::Ask;
use crate::app::error::{Error, Result};
use crate::db::filter::Conditions;
use crate::db::fragment::{Bind, Fragment};
use crate::db::list::Visible;
use crate::db::pool::Conn;
use crate::deals::model::Deal;
use crate::files::model::File;
use crate::files::store::NAMES as OF_FILE;
use crate::leads::model::Lead;
use crate::leads::store::NAMES as OF_LEAD;
use crate::proposals::model::Proposal;
use crate::proposals::orders::model::Order;
use crate::views::model::SearchResult;
use crate::views::store::{Likeness, alike, named};
use async_graphql::Context;
use futures_util::future::try_join_all;
use std::collections::HashSet;
use uuid::Uuid;

/// Most results of one search.
const MOST: i32 = 20;
/// Longer texts are cut: nothing is called that.
const LONGEST: usize = 200;
/// Behind fewer results that have all the words, those that are much like the text are shown too.
const FEW: usize = 3;
/// Shorter texts are like too much to be looked for by likeness.
const SHORTEST: usize = 4;

const OF_CONTACT: &str = "contacts.first_name || ' ' || contacts.last_name";

/// What the viewer may see that has all words of `text` in its name: the best deal, account, contact, lead and file, then the second
/// best of each, and so on; behind them, where there is little, what is called much like it. Archived accounts, contacts and files are left
/// out, and leads that became a deal, which is found itself; what was merged into another finds that one. Of a proposal's revisions the last
/// is found, unless it was put away, and by nothing but its number: each is like all others. The same goes for orders.
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
    let (viewer, now) = (&asking.viewer, asking.now);
    let deals = Deal::seen_by(viewer, now);
    let mut accounts = Account::seen_by(viewer, now);
    accounts.and(Fragment::text("NOT accounts.archived OR accounts.merged_into_id IS NOT NULL"));
    let mut contacts = Contact::seen_by(viewer, now);
    contacts.and(Fragment::text("NOT contacts.archived OR contacts.merged_into_id IS NOT NULL"));
    let mut leads = Lead::seen_by(viewer, now);
    leads.and(Fragment::text("leads.status <> 'converted'"));
    let mut files = File::seen_by(viewer, now);
    files.equals("files.archived", Bind::Bool(false));
    let mut proposals = Proposal::seen_by(viewer, now);
    proposals.and(Fragment::text("NOT proposals.archived AND proposals.status <> 'superseded'"));
    let mut look = Look { conn: ctx.app().read().await?, text: &text, limit, likeness: Likeness::Words };
    let by_words = [
        look.by_words(deals.clone(), "deals.name", SearchResult::Deal).await?,
        look.by_words(accounts.clone(), "accounts.name", SearchResult::Account).await?,
        look.by_words(contacts.clone(), OF_CONTACT, SearchResult::Contact).await?,
        look.by_words(leads.clone(), OF_LEAD, SearchResult::Lead).await?,
        look.by_words(files.clone(), OF_FILE, SearchResult::File).await?,
        look.by_words(proposals, "proposals.number", SearchResult::Proposal).await?,
        look.by_words(Order::seen_by(viewer, now), "orders.number", SearchResult::Order).await?,
    ];
    let mut found = interleaved(by_words, limit);
    for likeness in likenesses(&text) {
        if found.len() >= FEW.min(limit) {
            break;
        }
        look.likeness = *likeness;
        let alike = [
            look.alike(deals.clone(), "deals.name", SearchResult::Deal).await?,
            look.alike(accounts.clone(), "accounts.name", SearchResult::Account).await?,
            look.alike(contacts.clone(), OF_CONTACT, SearchResult::Contact).await?,
            look.alike(leads.clone(), OF_LEAD, SearchResult::Lead).await?,
            look.alike(files.clone(), OF_FILE, SearchResult::File).await?,
        ];
        let known: Vec<Uuid> = found.iter().map(SearchResult::uuid).collect();
        let others = interleaved(alike, limit).into_iter();
        found.extend(others.filter(|one| !known.contains(&one.uuid())));
        found.truncate(limit);
    }
    drop(look);
    kept(ctx, found).await
}

/// Instead of what was merged into another that one, once, unless it was put away.
async fn kept(ctx: &Context<'_>, found: Vec<SearchResult>) -> Result<Vec<SearchResult>> {
    let kept = found.into_iter().map(|one| async move {
        Ok::<_, Error>(match one {
            SearchResult::Account(account) if account.merged_into_id.is_some() => {
                let kept = ctx.one(account.merged_into_id).await?.filter(|kept| !kept.archived);
                kept.map(|kept| SearchResult::Account((*kept).clone()))
            }
            SearchResult::Contact(contact) if contact.merged_into_id.is_some() => {
                let kept = ctx.one(contact.merged_into_id).await?.filter(|kept| !kept.archived);
                kept.map(|kept| SearchResult::Contact((*kept).clone()))
            }
            other => Some(other),
        })
    });
    let mut kept: Vec<SearchResult> = try_join_all(kept).await?.into_iter().flatten().collect();
    let mut seen = HashSet::new();
    kept.retain(|one| seen.insert(one.uuid()));
    Ok(kept)
}

/// One search: kind by kind.
struct Look<'a> {
    conn: Conn,
    text: &'a str,
    limit: usize,
    likeness: Likeness,
}

impl Look<'_> {
    /// Those whose name has all the words.
    async fn by_words<R: Visible>(
        &mut self,
        conditions: Conditions<'_>,
        name: &'static str,
        result: fn(R) -> SearchResult,
    ) -> Result<Vec<SearchResult>> {
        let rows: Vec<R> = named(&mut self.conn, conditions, name, (self.text, self.limit)).await?;
        Ok(rows.into_iter().map(result).collect())
    }

    /// Those whose name is, or has, something much like the text.
    async fn alike<R: Visible>(
        &mut self,
        conditions: Conditions<'_>,
        name: &'static str,
        result: fn(R) -> SearchResult,
    ) -> Result<Vec<SearchResult>> {
        let wanted = (self.likeness, self.text, self.limit);
        let rows: Vec<R> = alike(&mut self.conn, conditions, name, wanted).await?;
        Ok(rows.into_iter().map(result).collect())
    }
}

/// How alike names must be to be shown for a text, one after the other until there is enough. Several words that are much like
/// whole words of a name are found in a fraction of the time; one word with a mistake in it shares too few letters for that.
fn likenesses(text: &str) -> &'static [Likeness] {
    if text.chars().count() < SHORTEST {
        &[]
    } else if text.contains(' ') {
        &[Likeness::Words, Likeness::Part]
    } else {
        &[Likeness::Part]
    }
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
