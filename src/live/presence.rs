//! Who is looking at a record, and which of its fields they are editing.
//!
//! What always holds: presence is not an event; nothing of it is stored, and losing word of it harms nobody. Each server knows
//! its own visits for sure and those of other servers by word over the bus, which is repeated every [`RENEWED`] and forgotten
//! after [`FORGOTTEN`]: a server that dies leaves nobody behind for longer than that. Who may be seen where is decided by whoever
//! asks ([`graphql`]): the rooms know no rights.

pub mod graphql;
mod room;

use crate::app::App;
use crate::app::clock::Clock;
use crate::app::error::Result;
use crate::live::bus::{Bus, Whisper, Word};
use chrono::{DateTime, Utc};
use parking_lot::Mutex;
use room::{Room, Visit};
use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;
use uuid::Uuid;

/// Time between two words about the same visit, and between two from a client about the same field.
pub const RENEWED: Duration = Duration::from_secs(20);

/// After this long without a word, a visit to another server and an edited field are forgotten: two words may be lost.
pub const FORGOTTEN: chrono::Duration = chrono::Duration::seconds(45);

/// Fields one person can be said to be editing on one record.
pub const FIELDS: usize = 20;

/// Somebody on a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Present {
    pub user_id: Uuid,
    pub since: DateTime<Utc>,
    /// Fields by their names in the API, sorted.
    pub editing: Vec<String>,
}

/// Where a room is: workspace and record.
type Place = (Uuid, Uuid);

/// All rooms this server has heard of.
pub struct Presence {
    bus: Bus,
    clock: Clock,
    rooms: Mutex<HashMap<Place, Room>>,
}

impl Presence {
    /// No one anywhere.
    pub fn new(bus: Bus, clock: Clock) -> Arc<Self> {
        Arc::new(Self { bus, clock, rooms: Mutex::default() })
    }

    /// Somebody comes to look at a record; without a user they look on unseen. Leaving is dropping the stay.
    pub fn enter(self: &Arc<Self>, place: Place, user_id: Option<Uuid>) -> Stay {
        let now = self.clock.now();
        let visit = user_id.map(|user_id| (Uuid::now_v7(), Visit { user_id, since: now, heard: None }));
        let changes = {
            let mut rooms = self.rooms.lock();
            let room = rooms.entry(place).or_default();
            room.watchers += 1;
            if let Some((id, visit)) = visit {
                room.visits.insert(id, visit);
                room.told();
            }
            room.changes.subscribe()
        };
        self.say(place, Word::Who);
        if let Some((id, visit)) = visit {
            self.say(place, Word::Here { visit: id, user_id: visit.user_id, since: visit.since });
        }
        Stay { presence: self.clone(), place, visit: visit.map(|(id, _)| id), changes }
    }

    /// Says that somebody edits a field, or has ceased to. Said again every [`RENEWED`] while it lasts. Returns all fields they are
    /// said to be editing there; one more than [`FIELDS`] is not taken in.
    pub fn edit(&self, place: Place, user_id: Uuid, field: String, editing: bool) -> Vec<String> {
        let now = self.clock.now();
        let fields = {
            let mut rooms = self.rooms.lock();
            let room = rooms.entry(place).or_default();
            room.edit(user_id, &field, editing.then_some(now));
            room.edited_by(user_id, now)
        };
        self.say(place, Word::Editing { user_id, field, editing });
        self.tidy(place);
        fields
    }

    /// Who is there now, those who came first before the others.
    pub fn present(&self, place: Place) -> Vec<Present> {
        let now = self.clock.now();
        self.rooms.lock().get(&place).map(|room| room.present(now)).unwrap_or_default()
    }

    /// Takes in what another server says.
    pub fn heard(&self, Whisper { workspace_id, subject, word }: Whisper) {
        let (place, now) = ((workspace_id, subject), self.clock.now());
        let mut answers = Vec::new();
        {
            let mut rooms = self.rooms.lock();
            let room = rooms.entry(place).or_default();
            match word {
                Word::Here { visit, user_id, since } => {
                    let known = room.visits.insert(visit, Visit { user_id, since, heard: Some(now) });
                    if known.is_none() {
                        room.told();
                    }
                }
                Word::Gone { visit } => {
                    if room.visits.remove(&visit).is_some() {
                        room.told();
                    }
                }
                Word::Editing { user_id, field, editing } => {
                    room.edit(user_id, &field, editing.then_some(now))
                }
                Word::Who => answers = room.own(),
            }
        }
        for (visit, user_id, since) in answers {
            self.say(place, Word::Here { visit, user_id, since });
        }
        self.tidy(place);
    }

    /// Repeats the word about this server's own visits.
    pub fn repeat(&self) {
        let own: Vec<_> = {
            let rooms = self.rooms.lock();
            rooms
                .iter()
                .flat_map(|(place, room)| room.own().into_iter().map(|visit| (*place, visit)))
                .collect()
        };
        for (place, (visit, user_id, since)) in own {
            self.say(place, Word::Here { visit, user_id, since });
        }
    }

    /// Forgets what was not repeated.
    pub fn forget(&self) {
        let now = self.clock.now();
        self.rooms.lock().retain(|_, room| {
            room.forget(now);
            !room.is_empty()
        });
    }

    fn say(&self, (workspace_id, subject): Place, word: Word) {
        self.bus.whisper(&Whisper { workspace_id, subject, word });
    }

    /// A room that nobody is in and nobody watches is closed.
    fn tidy(&self, place: Place) {
        let mut rooms = self.rooms.lock();
        if rooms.get(&place).is_some_and(Room::is_empty) {
            rooms.remove(&place);
        }
    }
}

/// Repeats and forgets until shutdown.
pub fn start(app: &Arc<App>) {
    let (repeating, forgetting) = (app.presence.clone(), app.presence.clone());
    app.tasks.every("repeating who is present", RENEWED, move || {
        repeating.repeat();
        std::future::ready(Result::Ok(()))
    });
    app.tasks.every("forgetting who is no longer present", RENEWED / 4, move || {
        forgetting.forget();
        std::future::ready(Result::Ok(()))
    });
}

/// Somebody's stay on a record; dropping it is leaving.
pub struct Stay {
    presence: Arc<Presence>,
    place: Place,
    visit: Option<Uuid>,
    changes: watch::Receiver<u64>,
}

impl Stay {
    /// Resolves when somebody came, went, or began or ceased to edit.
    pub async fn changed(&mut self) {
        if self.changes.changed().await.is_err() {
            std::future::pending::<()>().await;
        }
    }

    /// Who is there now.
    pub fn present(&self) -> Vec<Present> {
        self.presence.present(self.place)
    }
}

impl Drop for Stay {
    fn drop(&mut self) {
        {
            let mut rooms = self.presence.rooms.lock();
            if let Some(room) = rooms.get_mut(&self.place) {
                room.watchers -= 1;
                if self.visit.is_some_and(|visit| room.visits.remove(&visit).is_some()) {
                    room.told();
                }
            }
        }
        if let Some(visit) = self.visit {
            self.presence.say(self.place, Word::Gone { visit });
        }
        self.presence.tidy(self.place);
    }
}
