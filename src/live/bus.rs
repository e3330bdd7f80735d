//! The bus: carries committed events to every server's hub, best effort.
//!
//! What always holds: publishing never waits and never fails a mutation. This server's own hub gets its events at once, the others
//! through Redis; what is lost on the way, the hubs read from the log. Numbers tell duplicates apart.

mod redis;

use crate::app::config::Settings;
use crate::app::tasks::Tasks;
use crate::live::event::Event;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use tokio::sync::mpsc;
use uuid::Uuid;

/// The events of one commit.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Published {
    pub workspace_id: Uuid,
    pub first_seq: i64,
    pub events: Vec<Arc<Event>>,
}

impl Published {
    /// Number of the last event.
    pub fn last_seq(&self) -> i64 {
        self.events.last().map_or(self.first_seq - 1, |event| event.seq)
    }
}

/// Word from one server to the others about who is present; never kept, and lost without harm.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Whisper {
    pub workspace_id: Uuid,
    pub subject: Uuid,
    pub word: Word,
}

/// What is said about a record's visitors.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Word {
    /// Somebody looks at it on the server that says so.
    Here { visit: Uuid, user_id: Uuid, since: DateTime<Utc> },
    /// They no longer do.
    Gone { visit: Uuid },
    /// Somebody edits a field, or no longer does.
    Editing { user_id: Uuid, field: String, editing: bool },
    /// Who is there? Each server answers for its own.
    Who,
}

/// What reaches a hub.
#[derive(Debug, Clone)]
pub enum Signal {
    Published(Published),
    /// Something may have been missed in this workspace (all of them when none): look at the log.
    Doubt(Option<Uuid>),
    /// Another server speaks of who is present.
    Whispered(Whisper),
}

/// Events waiting for the hub; past this many they are dropped and the hub reads the log.
const INBOUND: usize = 8_192;

/// The way from a commit to the hubs. Cloning shares it.
#[derive(Clone)]
pub struct Bus {
    inbound: mpsc::Sender<Signal>,
    /// The way to other servers; none: there are none.
    redis: Option<redis::Link>,
}

impl Bus {
    /// The bus the settings ask for, and the end this server's hub reads from.
    pub fn start(settings: &Settings, tasks: &Tasks) -> (Self, mpsc::Receiver<Signal>) {
        let (inbound, receiver) = mpsc::channel(INBOUND);
        let redis = settings.redis_url.as_ref().map(|url| {
            redis::Link::start(
                redis::Address { url: url.clone(), cluster: settings.redis_cluster },
                inbound.clone(),
                tasks,
            )
        });
        (Self { inbound, redis }, receiver)
    }

    /// Hands events on: at once to this server's hub, and without waiting to the others.
    pub fn publish(&self, published: Published) {
        if let Some(redis) = &self.redis {
            redis.publish(&published);
        }
        if self.inbound.try_send(Signal::Published(published)).is_err() {
            metrics::counter!("dealstream_bus_dropped_total").increment(1);
        }
    }

    /// Says something to the other servers that listen to the workspace, without waiting.
    pub fn whisper(&self, whisper: &Whisper) {
        if let Some(redis) = &self.redis {
            redis.whisper(whisper);
        }
    }

    /// What is wrong with the bus, when something is: news of other servers comes about a second late then.
    pub fn trouble(&self) -> Option<String> {
        self.redis.as_ref().filter(|redis| !redis.is_up()).map(|_| "redis".to_owned())
    }

    /// This server has subscribers in the workspace from now on.
    pub fn listen(&self, workspace_id: Uuid) {
        if let Some(redis) = &self.redis {
            redis.listen(workspace_id);
        }
    }

    /// The last subscriber in the workspace is gone.
    pub fn unlisten(&self, workspace_id: Uuid) {
        if let Some(redis) = &self.redis {
            redis.unlisten(workspace_id);
        }
    }
}
