//! Where documents are typeset and filled: on threads of their own, few at once, so that a pile of them does not take the server's time.

use crate::app::error::{Error, Result};
use crate::documents::pdf::{self, ProposalDocument};
use tokio::sync::Semaphore;

/// How many are typeset at once.
const PLACES: usize = 2;

/// How many may be on their way: typeset, or waiting for a place.
const MOST: usize = PLACES + 16;

static AT_ONCE: Semaphore = Semaphore::const_new(PLACES);
static ON_THEIR_WAY: Semaphore = Semaphore::const_new(MOST);

/// The proposal as a PDF.
///
/// # Errors
/// `Unavailable` when too many wait already.
pub async fn proposal(document: ProposalDocument) -> Result<Vec<u8>> {
    work(move || pdf::render(&document).map_err(Error::internal)).await
}

/// What comes of work that takes a processor's time.
///
/// # Errors
/// What the work says; `Unavailable` when too many wait already.
pub async fn work<T: Send + 'static>(work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    let way = ON_THEIR_WAY.try_acquire().map_err(|_| Error::Unavailable)?;
    let place = AT_ONCE.acquire().await.map_err(Error::internal)?;
    // Both move along: a reader who hangs up does not make room before the work has ended.
    let set = tokio::task::spawn_blocking(move || {
        let _places = (way, place);
        work()
    });
    set.await.map_err(Error::internal)?
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::documents::pdf::{Customer, Language, Mark, Seller, Totals};

    fn blank() -> ProposalDocument {
        ProposalDocument {
            language: Language::En,
            currency: "EUR".to_owned(),
            seller: Seller::default(),
            customer: Customer::default(),
            number: "P-2026-0001".to_owned(),
            revision: 1,
            date: chrono::NaiveDate::default(),
            valid_until: None,
            prepared_by: None,
            intro: None,
            terms: None,
            lines: Vec::new(),
            totals: Totals::default(),
            mark: Mark::None,
        }
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn what_finds_a_place_is_set_and_what_finds_none_is_told_to_come_again() {
        let places = AT_ONCE.acquire_many(2).await.ok();
        let waiting: Vec<_> = (0..MOST).map(|_| Box::pin(proposal(blank()))).collect();
        let all = futures_util::future::join_all(waiting);
        let mut all = std::pin::pin!(all);
        assert!(futures_util::poll!(&mut all).is_pending(), "as many as may wait");
        assert!(matches!(proposal(blank()).await, Err(Error::Unavailable)));
        drop(places);
        assert!(all.await.iter().all(|set| set.as_ref().is_ok_and(|file| file.starts_with(b"%PDF-"))));
        assert!(proposal(blank()).await.is_ok());
    }
}
