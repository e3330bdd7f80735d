//! Subscriptions that are equal (same document, variables, scope) share one execution per batch and one serialised payload.
//!
//! What always holds: a member gets every payload of its group in order, or is told to catch up from the log; a member that does
//! not keep up costs bounded memory and holds up nobody.

use crate::app::actor::{Person, Scope};
use crate::live::event::{Audience, Event};
use crate::live::hub::Hub;
use crate::live::log::Head;
use crate::live::runner::{Batch, Opening, Ran, Topic};
use bytes::Bytes;
use parking_lot::Mutex;
use std::collections::VecDeque;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};
use tokio::sync::mpsc;

/// What makes subscriptions equal.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct GroupKey {
    pub text: Arc<str>,
    pub name: Option<String>,
    /// Canonical JSON, without the cursor.
    pub variables: Arc<str>,
    pub scope: Scope,
    /// Set when the execution depends on the person.
    pub person: Option<Person>,
}

/// What waits for one subscription.
#[derive(Debug, Clone)]
pub enum Letter {
    /// The payload of the events after `from` up to `upto`.
    Payload { from: i64, upto: i64, events: usize, bytes: Bytes },
    /// Something concerns this person beyond their scope: leave the group and go on alone.
    GoAlone,
    /// More came than fits: everything waiting was dropped; go on from the log.
    Overflowed,
}

#[derive(Default)]
struct Waiting {
    letters: VecDeque<Letter>,
    events: usize,
    bytes: usize,
    /// Set until the member has caught up: nothing is queued meanwhile.
    overflowed: bool,
    waker: Option<Waker>,
}

/// The bounded queue of one subscription.
pub struct Mailbox {
    pub person: Option<Person>,
    most: (usize, usize),
    waiting: Mutex<Waiting>,
}

impl Mailbox {
    /// A queue of at most so many events and bytes.
    pub fn new(person: Option<Person>, most: (usize, usize)) -> Arc<Self> {
        Arc::new(Self { person, most, waiting: Mutex::default() })
    }

    fn push(&self, letter: Letter) {
        let mut waiting = self.waiting.lock();
        if waiting.overflowed {
            return;
        }
        if let Letter::Payload { events, bytes, .. } = &letter {
            waiting.events += events;
            waiting.bytes += bytes.len();
        }
        if waiting.events > self.most.0 || waiting.bytes > self.most.1 {
            crate::api::metrics::overflowed();
            *waiting = Waiting { overflowed: true, waker: waiting.waker.take(), ..Waiting::default() };
            waiting.letters.push_back(Letter::Overflowed);
        } else {
            waiting.letters.push_back(letter);
        }
        if let Some(waker) = waiting.waker.take() {
            waker.wake();
        }
    }

    /// Empties the queue for a member that begins anew.
    fn reset(&self) {
        *self.waiting.lock() = Waiting::default();
    }

    /// The next letter.
    pub async fn next(&self) -> Letter {
        std::future::poll_fn(|cx| self.poll(cx)).await
    }

    fn poll(&self, cx: &mut Context<'_>) -> Poll<Letter> {
        let mut waiting = self.waiting.lock();
        if let Some(letter) = waiting.letters.pop_front() {
            if let Letter::Payload { events, bytes, .. } = &letter {
                waiting.events -= events;
                waiting.bytes -= bytes.len();
            }
            return Poll::Ready(letter);
        }
        waiting.waker = Some(cx.waker().clone());
        Poll::Pending
    }
}

struct Members {
    /// What the group has handed out up to.
    position: i64,
    mailboxes: Vec<Arc<Mailbox>>,
}

/// One shared execution and its members.
pub struct Group {
    topic: Arc<Topic>,
    inbox: mpsc::UnboundedSender<(Arc<[Arc<Event>]>, Head)>,
    members: Mutex<Members>,
}

impl Group {
    /// A group that has handed out everything up to `position`. It ends when the last reference is gone.
    pub fn start(hub: &Arc<Hub>, topic: Arc<Topic>, position: i64) -> Arc<Self> {
        let (inbox, events) = mpsc::unbounded_channel();
        let members = Mutex::new(Members { position, mailboxes: Vec::new() });
        let group = Arc::new(Self { topic, inbox, members });
        hub.tasks.spawn_until_stop(run(hub.clone(), Arc::downgrade(&group), events));
        group
    }

    /// Hands the group the next events.
    pub fn give(&self, events: Arc<[Arc<Event>]>, head: &Head) {
        drop(self.inbox.send((events, head.clone())));
    }

    /// Adds a member (again); it gets what comes after the returned position.
    pub fn add(&self, mailbox: Arc<Mailbox>) -> i64 {
        let mut members = self.members.lock();
        mailbox.reset();
        if !members.mailboxes.iter().any(|known| Arc::ptr_eq(known, &mailbox)) {
            members.mailboxes.push(mailbox);
        }
        members.position
    }

    /// Begins anew for a member that fell behind: empties its queue.
    pub fn rejoin(&self, mailbox: &Mailbox) -> i64 {
        let members = self.members.lock();
        mailbox.reset();
        members.position
    }

    /// Takes a member out. True when nobody is left.
    pub fn remove(&self, mailbox: &Arc<Mailbox>) -> bool {
        let mut members = self.members.lock();
        members.mailboxes.retain(|known| !Arc::ptr_eq(known, mailbox));
        members.mailboxes.is_empty()
    }

    /// Whether nobody is left.
    pub fn is_empty(&self) -> bool {
        self.members.lock().mailboxes.is_empty()
    }

    /// Runs one batch and hands out its payload.
    async fn execute(&self, hub: &Hub, events: Arc<[Arc<Event>]>, head: Head) {
        let (Some(runner), Some(last)) = (hub.runner(), events.last()) else { return };
        let upto = last.seq;
        let batch = Batch { events: events.clone(), head, upto, opening: Opening::No };
        let ran = runner.run(self.topic.clone(), batch).await;
        let alone: Vec<&Audience> = self.beyond_scope(&events);
        let mut members = self.members.lock();
        let from = std::mem::replace(&mut members.position, upto);
        for mailbox in &members.mailboxes {
            let named = mailbox.person.as_ref().is_some_and(|person| {
                alone.iter().any(|audience| audience.names(person.user_id, &person.team_ids))
            });
            if named {
                mailbox.push(Letter::GoAlone);
            } else if let Ran::Payload(bytes) | Ran::Failed(bytes) = &ran {
                mailbox.push(Letter::Payload { from, upto, events: events.len(), bytes: bytes.clone() });
            }
        }
    }

    /// Audiences that name persons beyond the scope this group runs for.
    fn beyond_scope<'e>(&self, events: &'e [Arc<Event>]) -> Vec<&'e Audience> {
        if self.topic.viewer.person.is_some() {
            return Vec::new();
        }
        let audiences = events.iter().filter(|event| !event.is_private());
        let audiences = audiences.flat_map(|event| [&event.audience_before, &event.audience_after]).flatten();
        audiences.filter(|audience| !audience.admits_scope(&self.topic.viewer)).collect()
    }
}

/// Executes batches as they come: the first event at once, those that follow within the gathering time together.
async fn run(
    hub: Arc<Hub>,
    group: std::sync::Weak<Group>,
    mut inbox: mpsc::UnboundedReceiver<(Arc<[Arc<Event>]>, Head)>,
) {
    while let Some((mut events, mut head)) = inbox.recv().await {
        let mut more = Vec::new();
        while events.len() + more.len() < hub.limits.log_page
            && let Ok((next, newer)) = inbox.try_recv()
        {
            more.extend(next.iter().cloned());
            head = newer;
        }
        if !more.is_empty() {
            events = events.iter().cloned().chain(more).collect();
        }
        let Some(group) = group.upgrade() else { return };
        group.execute(&hub, events, head).await;
        drop(group);
        tokio::time::sleep(hub.limits.gather).await;
    }
}
