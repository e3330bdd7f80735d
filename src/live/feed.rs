//! One subscription: opening, replay from the log, live, and back to the log when it cannot keep up.
//!
//! What always holds: joined first, then replayed up to where the group stands, then live, so that nothing falls between; each
//! event is told in order and once; polling is the back-pressure, and a subscription that is not polled keeps a bounded queue.

use crate::api::engine::Delivery;
use crate::api::errors::may_pass;
use crate::app::error::{Error, Result};
use crate::live::cursor;
use crate::live::group::{Letter, Mailbox};
use crate::live::hub::{Hub, Membership};
use crate::live::log;
use crate::live::runner::{Batch, Opening, Ran, Runner, Topic};
use futures_util::stream::{self, BoxStream, StreamExt};
use std::sync::Arc;
use std::time::Duration;

/// Between two tries while the database is away.
const AGAIN: Duration = Duration::from_millis(250);

/// A subscription being served.
struct Feed {
    hub: Arc<Hub>,
    runner: Arc<dyn Runner>,
    /// As the person: for replays, and for going alone.
    personal: Arc<Topic>,
    /// As anybody of the scope; none when the document depends on the person.
    shared: Option<Arc<Topic>>,
    mailbox: Arc<Mailbox>,
    membership: Option<Membership>,
    /// Everything up to here was told.
    position: i64,
    /// The group's position: the log is read up to here before going live.
    target: i64,
    state: State,
    /// The cursor the client resumes from.
    after: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Opening,
    /// To find another group.
    Joining,
    Replaying,
    Live,
    Over,
}

/// How a subscription is to be served.
pub struct Plan {
    pub personal: Arc<Topic>,
    pub shared: Option<Arc<Topic>>,
    pub after: Option<String>,
    /// It tells nothing of the log, so it is no feed.
    pub beside_the_log: bool,
}

/// Serves a subscription as a stream that ends only with an error, or by being dropped.
pub fn open(hub: Arc<Hub>, runner: Arc<dyn Runner>, plan: Plan) -> BoxStream<'static, Delivery> {
    let most = (hub.limits.queue_events, hub.limits.queue_bytes);
    let mailbox = Mailbox::new(plan.personal.viewer.person.clone(), most);
    let feed = Feed {
        hub,
        runner,
        personal: plan.personal,
        shared: plan.shared,
        mailbox,
        membership: None,
        position: 0,
        target: 0,
        state: State::Opening,
        after: plan.after,
    };
    stream::unfold(feed, |mut feed| async move { feed.next().await.map(|delivery| (delivery, feed)) }).boxed()
}

impl Feed {
    async fn next(&mut self) -> Option<Delivery> {
        loop {
            let step = match self.state {
                State::Opening => self.begin().await,
                State::Joining => self.join().await.map(|()| {
                    self.state = State::Replaying;
                    None
                }),
                State::Replaying => self.replay().await,
                State::Live => self.live().await,
                State::Over => return None,
            };
            match step {
                Ok(Some(delivery)) => {
                    if matches!(delivery, Delivery::Error(_)) {
                        self.state = State::Over;
                    }
                    return Some(delivery);
                }
                Ok(None) => {}
                // The database is away: a subscription that stands waits for it, and misses nothing.
                Err(error) if self.state != State::Opening && may_pass(&error) => {
                    tokio::time::sleep(AGAIN).await;
                }
                Err(error) => {
                    self.state = State::Over;
                    return Some(failed(&error));
                }
            }
        }
    }

    /// Joins, finds the starting position, and says "live now" from there.
    async fn begin(&mut self) -> Result<Option<Delivery>> {
        if self.shared.is_some() && self.runner.has_personal(self.personal.clone()).await {
            self.shared = None;
        }
        let workspace_id = self.personal.viewer.workspace_id;
        self.join().await?;
        let head = self.hub.head(workspace_id).await?;
        let mut opening = Opening::Live;
        self.position = match self.after.take() {
            None => self.target,
            Some(after) => match cursor::decode(&head, &after) {
                Ok(position) => position,
                Err(Error::CursorExpired) => {
                    opening = Opening::Resync;
                    self.target
                }
                Err(error) => return Err(error),
            },
        };
        self.state = State::Replaying;
        let batch = Batch { events: Arc::from([]), head, upto: self.position, opening };
        Ok(told(self.runner.run(self.personal.clone(), batch).await))
    }

    async fn join(&mut self) -> Result<()> {
        self.membership = None;
        let topic = self.shared.clone().unwrap_or_else(|| self.personal.clone());
        let (membership, position) = self.hub.join(&topic, self.mailbox.clone()).await?;
        self.membership = Some(membership);
        self.target = position;
        Ok(())
    }

    /// Tells one page of the log, as the person.
    async fn replay(&mut self) -> Result<Option<Delivery>> {
        if self.position >= self.target {
            self.state = State::Live;
            return Ok(None);
        }
        let workspace_id = self.personal.viewer.workspace_id;
        let (events, head) = {
            let mut conn = self.hub.pool.get().await?;
            let page = self.hub.limits.log_page;
            let events = log::read(&mut conn, workspace_id, self.position, self.target, page).await?;
            (events, log::head(&mut conn, workspace_id).await?)
        };
        let Some(last) = events.last() else {
            self.position = self.target;
            return Ok(None);
        };
        self.position = last.seq;
        let events = events.into_iter().map(Arc::new).collect();
        let batch = Batch { events, head, upto: self.position, opening: Opening::No };
        Ok(told(self.runner.run(self.personal.clone(), batch).await))
    }

    /// Waits for the group's next payload.
    async fn live(&mut self) -> Result<Option<Delivery>> {
        match self.mailbox.next().await {
            // A client may hold a cursor ahead of this server's hub; what it has already is not told again.
            Letter::Payload { upto, .. } if upto <= self.position => Ok(None),
            Letter::Payload { from, upto, .. } if from < self.position => {
                self.target = upto;
                self.state = State::Replaying;
                Ok(None)
            }
            Letter::Payload { upto, bytes, .. } => {
                self.position = upto;
                Ok(Some(Delivery::Next(bytes)))
            }
            Letter::GoAlone => {
                self.shared = None;
                self.state = State::Joining;
                Ok(None)
            }
            Letter::Overflowed => {
                if let Some(membership) = &self.membership {
                    self.target = membership.group.rejoin(&self.mailbox);
                }
                self.state = State::Replaying;
                Ok(None)
            }
        }
    }
}

fn told(ran: Ran) -> Option<Delivery> {
    match ran {
        Ran::Nothing => None,
        Ran::Payload(bytes) => Some(Delivery::Next(bytes)),
        Ran::Failed(bytes) => Some(Delivery::Error(bytes)),
    }
}

fn failed(error: &Error) -> Delivery {
    Delivery::Error(crate::api::run::list(&[crate::api::errors::of(error)]))
}
