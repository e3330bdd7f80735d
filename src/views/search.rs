//! The search box: deals, accounts, contacts, leads and files by name, also when it is typed wrong, and proposals and orders by number.

use crate::accounts::model::{Account, Contact};
use crate::api::context::Ask;
use crate::app::error::{Error, Result};
use crate::db::filter::{Conditions, OF_CONTACT, OF_LEAD};
use crate::db::fragment::{Bind, Fragment};
use crate::db::list::Visible;
use crate::db::pool::Conn;
use crate::deals::model::Deal;
use crate::files::model::File;
use crate::leads::model::Lead;
use crate::proposals::model::Proposal;
use crate::proposals::orders::model::Order;
use crate::views::model::SearchResult;
use crate::views::spelling;
use crate::views::store::{alike, named, near};
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

/// What the viewer may see that has all words of `text` in its name: the best deal, account, contact, lead and file, then the second
/// best of each, and so on; behind them, where there is little, what has the words that were meant by those no name has, and where
/// that is little too, what is called much like the text. Archived accounts, contacts and files are left
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
    let kinds = Kinds { deals, accounts, contacts, leads, files };
    let mut look = Look { conn: ctx.app().read().await?, limit };
    let typed: Vec<Vec<String>> = text.split(' ').map(|word| vec![word.to_owned()]).collect();
    let words = (typed.as_slice(), text.as_str());
    let offers = look.by_words(proposals, "proposals.number", words, SearchResult::Proposal).await?;
    let orders = Order::seen_by(viewer, now);
    let orders = look.by_words(orders, "orders.number", words, SearchResult::Order).await?;
    let [deals, accounts, contacts, leads, files] = look.all_by_words(&kinds, words).await?;
    let mut found = interleaved([deals, accounts, contacts, leads, files, offers, orders], limit);
    if found.len() < FEW.min(limit) && text.chars().count() >= SHORTEST {
        add(&mut found, look.misspelt(&kinds, (viewer.workspace_id, &text)).await?, limit);
    }
    if found.len() < FEW.min(limit) && text.chars().count() >= SHORTEST {
        add(&mut found, look.all_alike(&kinds, &text).await?, limit);
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

/// Behind what was found, what else was, while there is room.
fn add(found: &mut Vec<SearchResult>, others: [Vec<SearchResult>; 5], limit: usize) {
    let known: Vec<Uuid> = found.iter().map(SearchResult::uuid).collect();
    found.extend(interleaved(others, limit).into_iter().filter(|one| !known.contains(&one.uuid())));
    found.truncate(limit);
}

/// What is found by name, of each kind what may be found.
struct Kinds<'v> {
    deals: Conditions<'v>,
    accounts: Conditions<'v>,
    contacts: Conditions<'v>,
    leads: Conditions<'v>,
    files: Conditions<'v>,
}

/// One search: kind by kind.
struct Look {
    conn: Conn,
    limit: usize,
}

/// Words, each with its spellings, and the text they are.
type Words<'w> = (&'w [Vec<String>], &'w str);

impl Look {
    /// Those whose name has all the words.
    async fn by_words<R: Visible>(
        &mut self,
        conditions: Conditions<'_>,
        name: &'static str,
        (words, text): Words<'_>,
        result: fn(R) -> SearchResult,
    ) -> Result<Vec<SearchResult>> {
        let rows: Vec<R> = named(&mut self.conn, conditions, name, (words, text, self.limit)).await?;
        Ok(rows.into_iter().map(result).collect())
    }

    async fn all_by_words(&mut self, kinds: &Kinds<'_>, words: Words<'_>) -> Result<[Vec<SearchResult>; 5]> {
        Ok([
            self.by_words(kinds.deals.clone(), "deals.name", words, SearchResult::Deal).await?,
            self.by_words(kinds.accounts.clone(), "accounts.name", words, SearchResult::Account).await?,
            self.by_words(kinds.contacts.clone(), OF_CONTACT, words, SearchResult::Contact).await?,
            self.by_words(kinds.leads.clone(), OF_LEAD, words, SearchResult::Lead).await?,
            self.by_words(kinds.files.clone(), "files.name", words, SearchResult::File).await?,
        ])
    }

    /// Those whose name has all the words as they were meant, when some are words that no name has.
    async fn misspelt(
        &mut self,
        kinds: &Kinds<'_>,
        (workspace_id, text): (Uuid, &str),
    ) -> Result<[Vec<SearchResult>; 5]> {
        let typed = spelling::words(text);
        let unknown = near(&mut self.conn, workspace_id, typed.clone()).await?;
        let Some(meant) = spelling::meant(&typed, unknown) else { return Ok(Default::default()) };
        let likeliest: Vec<&str> = meant.iter().filter_map(|word| word.first()).map(String::as_str).collect();
        self.all_by_words(kinds, (&meant, &likeliest.join(" "))).await
    }

    /// Those whose name has something much like the text.
    async fn alike<R: Visible>(
        &mut self,
        conditions: Conditions<'_>,
        name: &'static str,
        text: &str,
        result: fn(R) -> SearchResult,
    ) -> Result<Vec<SearchResult>> {
        let rows: Vec<R> = alike(&mut self.conn, conditions, name, (text, self.limit)).await?;
        Ok(rows.into_iter().map(result).collect())
    }

    async fn all_alike(&mut self, kinds: &Kinds<'_>, text: &str) -> Result<[Vec<SearchResult>; 5]> {
        Ok([
            self.alike(kinds.deals.clone(), "deals.name", text, SearchResult::Deal).await?,
            self.alike(kinds.accounts.clone(), "accounts.name", text, SearchResult::Account).await?,
            self.alike(kinds.contacts.clone(), OF_CONTACT, text, SearchResult::Contact).await?,
            self.alike(kinds.leads.clone(), OF_LEAD, text, SearchResult::Lead).await?,
            self.alike(kinds.files.clone(), "files.name", text, SearchResult::File).await?,
        ])
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
