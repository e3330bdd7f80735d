//! One record's room: the visits to it, the fields being edited, and the watchers to tell.

use super::{FIELDS, FORGOTTEN, Present};
use chrono::{DateTime, Utc};
use std::collections::{BTreeMap, HashMap};
use tokio::sync::watch;
use uuid::Uuid;

/// One open page of somebody.
#[derive(Debug, Clone, Copy)]
pub struct Visit {
    pub user_id: Uuid,
    pub since: DateTime<Utc>,
    /// When another server spoke of it last; none: it is this server's own, and ends with its connection.
    pub heard: Option<DateTime<Utc>>,
}

#[derive(Default)]
pub struct Room {
    pub visits: HashMap<Uuid, Visit>,
    /// Who edits which field, and when that was said last.
    edits: BTreeMap<(Uuid, String), DateTime<Utc>>,
    /// Connections of this server that look.
    pub watchers: usize,
    /// Counts changes.
    pub changes: watch::Sender<u64>,
}

impl Room {
    /// Wakes the watchers.
    pub fn told(&self) {
        self.changes.send_modify(|count| *count += 1);
    }

    /// Notes that somebody edits a field as of an instant, or no longer does.
    pub fn edit(&mut self, user_id: Uuid, field: &str, at: Option<DateTime<Utc>>) {
        let key = (user_id, field.to_owned());
        let changed = match at {
            Some(at) if self.edits.contains_key(&key) || self.edits_of(user_id) < FIELDS => {
                self.edits.insert(key, at).is_none()
            }
            Some(_) => false,
            None => self.edits.remove(&key).is_some(),
        };
        if changed {
            self.told();
        }
    }

    fn edits_of(&self, user_id: Uuid) -> usize {
        self.edits.keys().filter(|(user, _)| *user == user_id).count()
    }

    /// The fields somebody is editing.
    pub fn edited_by(&self, user_id: Uuid, now: DateTime<Utc>) -> Vec<String> {
        let fresh = self.edits.iter().filter(|((user, _), at)| *user == user_id && now - **at <= FORGOTTEN);
        fresh.map(|((_, field), _)| field.clone()).collect()
    }

    /// Everybody once, however many pages they have open; the first to come first.
    pub fn present(&self, now: DateTime<Utc>) -> Vec<Present> {
        let mut since: HashMap<Uuid, DateTime<Utc>> = HashMap::new();
        for visit in self.visits.values().filter(|visit| visit.is_fresh(now)) {
            let first = since.entry(visit.user_id).or_insert(visit.since);
            *first = visit.since.min(*first);
        }
        let mut present: Vec<Present> = since
            .into_iter()
            .map(|(user_id, since)| Present { user_id, since, editing: self.edited_by(user_id, now) })
            .collect();
        present.sort_by_key(|one| (one.since, one.user_id));
        present
    }

    /// This server's own visits: id, user, since.
    pub fn own(&self) -> Vec<(Uuid, Uuid, DateTime<Utc>)> {
        let own = self.visits.iter().filter(|(_, visit)| visit.heard.is_none());
        own.map(|(id, visit)| (*id, visit.user_id, visit.since)).collect()
    }

    /// Lets go of what nobody has spoken of for too long.
    pub fn forget(&mut self, now: DateTime<Utc>) {
        let before = self.visits.len() + self.edits.len();
        self.visits.retain(|_, visit| visit.is_fresh(now));
        self.edits.retain(|_, at| now - *at <= FORGOTTEN);
        if self.visits.len() + self.edits.len() != before {
            self.told();
        }
    }

    /// Whether nobody is in it and nobody looks.
    pub fn is_empty(&self) -> bool {
        self.watchers == 0 && self.visits.is_empty() && self.edits.is_empty()
    }
}

impl Visit {
    fn is_fresh(&self, now: DateTime<Utc>) -> bool {
        self.heard.is_none_or(|at| now - at <= FORGOTTEN)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::Duration;

    #[test]
    fn people_are_named_once_since_they_first_came_with_the_fields_they_edit() {
        let (anna, ben, start) = (Uuid::from_u128(1), Uuid::from_u128(2), DateTime::UNIX_EPOCH);
        let mut room = Room::default();
        let visit =
            |user_id, seconds, heard| Visit { user_id, since: start + Duration::seconds(seconds), heard };
        room.visits.insert(Uuid::from_u128(10), visit(ben, 5, None));
        room.visits.insert(Uuid::from_u128(11), visit(anna, 9, Some(start)));
        room.visits.insert(Uuid::from_u128(12), visit(anna, 3, None));
        room.edit(anna, "amount", Some(start));
        room.edit(anna, "name", Some(start + Duration::seconds(30)));
        let later = start + Duration::seconds(50);
        let told: Vec<_> = room.present(later).into_iter().map(|one| (one.user_id, one.editing)).collect();
        assert_eq!(told, [(anna, vec!["name".to_owned()]), (ben, vec![])], "an old word no longer counts");
        room.forget(later);
        assert_eq!((room.visits.len(), room.edits.len()), (2, 1));
        room.edit(anna, "name", None);
        assert!(room.edited_by(anna, later).is_empty());
    }

    #[test]
    fn nobody_edits_without_end() {
        let (anna, now) = (Uuid::from_u128(1), DateTime::UNIX_EPOCH);
        let mut room = Room::default();
        (0..FIELDS + 5).for_each(|number| room.edit(anna, &number.to_string(), Some(now)));
        assert_eq!(room.edited_by(anna, now).len(), FIELDS);
        room.edit(anna, "0", Some(now));
        assert_eq!(room.edited_by(anna, now).len(), FIELDS, "a field already said may be said again");
    }
}
