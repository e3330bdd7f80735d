//! The hub of one server: puts events in order, fills gaps from the log, and hands them to the groups of equal subscriptions.
//!
//! What always holds, per workspace: events are handed on strictly by number, each once; what the bus lost is read from the log,
//! at the latest with the next position check; a workspace nobody here listens to costs nothing.

use crate::app::clock::Clock;
use crate::app::config::Limits;
use crate::app::error::Result;
use crate::app::tasks::Tasks;
use crate::db::pool::Pool;
use crate::live::bus::{Bus, Published, Signal};
use crate::live::event::Event;
use crate::live::group::{Group, GroupKey, Mailbox};
use crate::live::log::{self, Head};
use crate::live::presence::Presence;
use crate::live::runner::{Runner, Topic};
use parking_lot::Mutex;
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, OnceLock};
use std::time::Duration;
use tokio::sync::{mpsc, watch};
use uuid::Uuid;

/// How long an event may wait for the one before it before the log is read: commits are published side by side, so neighbours
/// often arrive in the wrong order within a moment.
const REORDER: Duration = Duration::from_millis(4);

/// Signals waiting for one workspace; beyond, they are dropped and the position check finds the gap.
const WAITING: usize = 4_096;

/// Kinds of events after which open sockets must look at their rights again.
const RIGHTS: [&str; 5] = ["user.", "team.", "workspace.", "api_key.", "session."];

/// What all parts of the hub need.
pub struct Hub {
    pub pool: Pool,
    pub clock: Clock,
    pub limits: Limits,
    pub tasks: Tasks,
    bus: Bus,
    presence: Arc<Presence>,
    runner: OnceLock<Arc<dyn Runner>>,
    workspaces: Mutex<HashMap<Uuid, Arc<Workspace>>>,
}

/// One workspace that somebody here listens to.
pub struct Workspace {
    id: Uuid,
    signals: mpsc::Sender<Signal>,
    /// Counts changes of rights.
    rights: watch::Sender<u64>,
    state: Mutex<State>,
}

struct State {
    head: Head,
    /// Number of the last event handed on.
    position: i64,
    groups: HashMap<GroupKey, Arc<Group>>,
    /// Sockets that only wait for changes of rights.
    attending: usize,
}

impl Hub {
    /// A hub that listens to `signals`. It does nothing until somebody subscribes.
    pub fn start(
        (pool, clock): (Pool, Clock),
        limits: Limits,
        tasks: Tasks,
        (bus, presence, signals): (Bus, Arc<Presence>, mpsc::Receiver<Signal>),
    ) -> Arc<Self> {
        let hub = Arc::new(Self {
            pool,
            clock,
            limits,
            tasks: tasks.clone(),
            bus,
            presence,
            runner: OnceLock::new(),
            workspaces: Mutex::default(),
        });
        tasks.spawn_until_stop(hub.clone().route(signals));
        tasks.spawn_until_stop(hub.clone().check_positions());
        hub
    }

    /// Who executes subscriptions; set once, when the schema exists.
    pub fn set_runner(&self, runner: Arc<dyn Runner>) {
        drop(self.runner.set(runner));
    }

    /// Who executes subscriptions.
    pub fn runner(&self) -> Option<Arc<dyn Runner>> {
        self.runner.get().cloned()
    }

    /// Passes each signal to its workspace, if anybody listens there.
    async fn route(self: Arc<Self>, mut signals: mpsc::Receiver<Signal>) {
        while let Some(signal) = signals.recv().await {
            let to: Vec<Arc<Workspace>> = {
                let workspaces = self.workspaces.lock();
                match &signal {
                    Signal::Published(published) => {
                        workspaces.get(&published.workspace_id).cloned().into_iter().collect()
                    }
                    Signal::Doubt(Some(id)) => workspaces.get(id).cloned().into_iter().collect(),
                    Signal::Doubt(None) => workspaces.values().cloned().collect(),
                    Signal::Whispered(_) => Vec::new(),
                }
            };
            if let Signal::Whispered(whisper) = signal {
                self.presence.heard(whisper);
                continue;
            }
            for workspace in to {
                drop(workspace.signals.try_send(signal.clone()));
            }
        }
    }

    /// Compares positions with the log's heads, about every second while anybody listens: one statement for all workspaces.
    async fn check_positions(self: Arc<Self>) {
        loop {
            tokio::time::sleep(self.limits.position_check.mul_f64(0.75 + rand::random::<f64>() / 2.0)).await;
            let listened: Vec<Arc<Workspace>> = self.workspaces.lock().values().cloned().collect();
            metrics::gauge!("dealstream_hub_workspaces").set(listened.len() as f64);
            if listened.is_empty() {
                continue;
            }
            let ids: Vec<Uuid> = listened.iter().map(|workspace| workspace.id).collect();
            let heads = match self.pool.get().await {
                Ok(mut conn) => log::heads(&mut conn, &ids).await,
                Err(error) => Err(error.into()),
            };
            let Ok(heads) = heads else { continue };
            let mut lag = 0;
            for workspace in listened {
                let Some(head) = heads.get(&workspace.id) else { continue };
                let behind = {
                    let mut state = workspace.state.lock();
                    state.head.clone_from(head);
                    head.seq - state.position
                };
                lag = lag.max(behind);
                if behind > 0 {
                    drop(workspace.signals.try_send(Signal::Doubt(Some(workspace.id))));
                }
            }
            metrics::gauge!("dealstream_hub_lag_events").set(lag as f64);
        }
    }

    /// The workspace, listened to from now on.
    async fn workspace(self: &Arc<Self>, id: Uuid) -> Result<Arc<Workspace>> {
        if let Some(workspace) = self.workspaces.lock().get(&id) {
            return Ok(workspace.clone());
        }
        // Listen first, then read the position: what is published in between is known or newer.
        self.bus.listen(id);
        let head = log::head(&mut *self.pool.get().await?, id).await?;
        let mut workspaces = self.workspaces.lock();
        if let Some(workspace) = workspaces.get(&id) {
            return Ok(workspace.clone());
        }
        let (signals, inbox) = mpsc::channel(WAITING);
        let position = head.seq;
        let state = State { head, position, groups: HashMap::new(), attending: 0 };
        let workspace =
            Arc::new(Workspace { id, signals, rights: watch::Sender::new(0), state: Mutex::new(state) });
        workspaces.insert(id, workspace.clone());
        self.tasks.spawn_until_stop(workspace.clone().run(self.clone(), inbox));
        Ok(workspace)
    }

    /// Where the workspace's log stood at the last look: epoch, floor and the key of its cursors.
    pub async fn head(self: &Arc<Self>, id: Uuid) -> Result<Head> {
        log::head(&mut *self.pool.get().await?, id).await
    }

    /// Joins the group of equal subscriptions; the position is what the group has handed out up to.
    pub async fn join(
        self: &Arc<Self>,
        topic: &Arc<Topic>,
        mailbox: Arc<Mailbox>,
    ) -> Result<(Membership, i64)> {
        loop {
            let workspace = self.workspace(topic.viewer.workspace_id).await?;
            // Lock order, everywhere: workspaces, then one workspace's state, then one group.
            let workspaces = self.workspaces.lock();
            if !workspaces.contains_key(&workspace.id) {
                continue;
            }
            let mut state = workspace.state.lock();
            let start = state.position;
            let key = topic.key.clone();
            let group = state
                .groups
                .entry(key.clone())
                .or_insert_with(|| Group::start(self, topic.clone(), start))
                .clone();
            let position = group.add(mailbox.clone());
            drop(state);
            return Ok((
                Membership { hub: self.clone(), workspace: workspace.clone(), key, group, mailbox },
                position,
            ));
        }
    }

    /// Waits for changes of rights in a workspace.
    pub async fn attend(self: &Arc<Self>, id: Uuid) -> Result<Attendance> {
        loop {
            let workspace = self.workspace(id).await?;
            let workspaces = self.workspaces.lock();
            if workspaces.contains_key(&id) {
                workspace.state.lock().attending += 1;
                let changes = workspace.rights.subscribe();
                return Ok(Attendance { hub: self.clone(), workspace: workspace.clone(), changes });
            }
        }
    }

    /// Stops listening to a workspace when nobody is left.
    fn leave(&self, workspace: &Arc<Workspace>, change: impl FnOnce(&mut State)) {
        let mut workspaces = self.workspaces.lock();
        let mut state = workspace.state.lock();
        change(&mut state);
        if state.groups.is_empty() && state.attending == 0 {
            workspaces.remove(&workspace.id);
            self.bus.unlisten(workspace.id);
        }
    }
}

/// A place in a group; leaving is dropping it.
pub struct Membership {
    hub: Arc<Hub>,
    workspace: Arc<Workspace>,
    key: GroupKey,
    pub group: Arc<Group>,
    mailbox: Arc<Mailbox>,
}

impl Drop for Membership {
    fn drop(&mut self) {
        if self.group.remove(&self.mailbox) {
            self.hub.leave(&self.workspace, |state| {
                // Somebody may have joined since.
                if state.groups.get(&self.key).is_some_and(|group| group.is_empty()) {
                    state.groups.remove(&self.key);
                }
            });
        }
    }
}

/// A watch over a workspace's rights; ending it is dropping it.
pub struct Attendance {
    hub: Arc<Hub>,
    workspace: Arc<Workspace>,
    changes: watch::Receiver<u64>,
}

impl Attendance {
    /// Resolves when somebody's rights may have changed.
    pub async fn changed(&mut self) {
        if self.changes.changed().await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}

impl Drop for Attendance {
    fn drop(&mut self) {
        self.hub.leave(&self.workspace, |state| state.attending -= 1);
    }
}

impl Workspace {
    /// Puts what arrives in order, until the workspace is no longer listened to.
    async fn run(self: Arc<Self>, hub: Arc<Hub>, mut inbox: mpsc::Receiver<Signal>) {
        // Published ahead of their turn, by first number.
        let mut early: BTreeMap<i64, Published> = BTreeMap::new();
        loop {
            if !hub.workspaces.lock().get(&self.id).is_some_and(|known| Arc::ptr_eq(known, &self)) {
                return;
            }
            let wait = if early.is_empty() { Duration::from_secs(5) } else { REORDER };
            match tokio::time::timeout(wait, inbox.recv()).await {
                Ok(Some(Signal::Published(published))) => {
                    early.insert(published.first_seq, published);
                    self.hand_on(&hub, &mut early).await;
                }
                Ok(Some(Signal::Whispered(_))) => {}
                Ok(Some(Signal::Doubt(_))) => self.read_log(&hub, &mut early).await,
                Ok(None) => return,
                Err(_) if early.is_empty() => {}
                Err(_) => {
                    metrics::counter!("dealstream_hub_gaps_total").increment(1);
                    self.read_log(&hub, &mut early).await;
                }
            }
        }
    }

    /// Hands on whatever is next in line.
    async fn hand_on(&self, hub: &Hub, early: &mut BTreeMap<i64, Published>) {
        while let Some(entry) = early.first_entry() {
            let position = self.state.lock().position;
            if *entry.key() > position + 1 {
                return;
            }
            let events: Vec<Arc<Event>> =
                entry.remove().events.into_iter().filter(|event| event.seq > position).collect();
            self.deliver(hub, events).await;
        }
    }

    /// Reads everything after the position from the log.
    async fn read_log(&self, hub: &Arc<Hub>, early: &mut BTreeMap<i64, Published>) {
        loop {
            let position = self.state.lock().position;
            let page = match hub.pool.get().await {
                Ok(mut conn) => log::read(&mut conn, self.id, position, i64::MAX, hub.limits.log_page).await,
                Err(error) => Err(error.into()),
            };
            match page {
                Ok(events) if events.is_empty() => break,
                Ok(events) => self.deliver(hub, events.into_iter().map(Arc::new).collect()).await,
                Err(error) => {
                    // The position check comes back to it.
                    tracing::warn!(%error, "the log cannot be read; live events wait");
                    early.clear();
                    return;
                }
            }
        }
        self.hand_on(hub, early).await;
    }

    /// Reads epoch and floor of the log anew. What fails here the next position check does.
    async fn look_at_head(&self, hub: &Hub) {
        if let Ok(mut conn) = hub.pool.get().await
            && let Ok(head) = log::head(&mut conn, self.id).await
        {
            self.state.lock().head = head;
        }
    }

    /// Gives events to every group; they begin right after the position.
    async fn deliver(&self, hub: &Hub, events: Vec<Arc<Event>>) {
        let Some(last) = events.last().map(|event| event.seq) else { return };
        // The workspace's settings may have begun a new epoch, which the cursors told from here on must be of.
        if events.iter().any(|event| event.kind.starts_with("workspace.")) {
            self.look_at_head(hub).await;
        }
        metrics::counter!("dealstream_events_total").increment(events.len() as u64);
        let rights = events.iter().any(|event| RIGHTS.iter().any(|kind| event.kind.starts_with(kind)));
        let events: Arc<[Arc<Event>]> = events.into();
        {
            let mut state = self.state.lock();
            state.position = last;
            for group in state.groups.values() {
                group.give(events.clone(), &state.head);
            }
        }
        if rights {
            self.rights.send_modify(|count| *count += 1);
        }
    }
}
