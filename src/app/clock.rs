//! The only place that asks for the time, so that tests can set it.

use chrono::{DateTime, Duration, Utc};
use parking_lot::Mutex;
use std::sync::Arc;

/// A source of instants. Cloning shares it.
#[derive(Clone, Default)]
pub struct Clock {
    /// Set by tests: the instant to tell instead of the real one.
    fixed: Option<Arc<Mutex<DateTime<Utc>>>>,
}

impl Clock {
    /// The machine's clock.
    pub fn real() -> Self {
        Self::default()
    }

    /// A clock that stands still at `at` until [`Clock::advance`] moves it.
    pub fn fixed(at: DateTime<Utc>) -> Self {
        Self { fixed: Some(Arc::new(Mutex::new(at))) }
    }

    /// The present instant, cut to microseconds, which is what PostgreSQL keeps.
    pub fn now(&self) -> DateTime<Utc> {
        #[allow(clippy::disallowed_methods)] // the one place
        let now = self.fixed.as_ref().map_or_else(Utc::now, |at| *at.lock());
        chrono::DurationRound::duration_trunc(now, Duration::microseconds(1)).unwrap_or(now)
    }

    /// Moves a fixed clock forward; the real one takes no notice.
    pub fn advance(&self, by: Duration) {
        if let Some(at) = &self.fixed {
            let mut at = at.lock();
            *at += by;
        }
    }
}
