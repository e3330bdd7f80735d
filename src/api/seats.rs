//! How many sockets and event streams each user holds, so that one cannot take all of them.

use crate::app::actor::Viewer;
use parking_lot::Mutex;
use std::collections::HashMap;
use std::sync::Arc;
use uuid::Uuid;

/// The count for every user with something open.
#[derive(Debug, Clone)]
pub struct Seats {
    most: usize,
    taken: Arc<Mutex<HashMap<Uuid, usize>>>,
}

/// One open socket or stream; dropping it frees the seat.
#[derive(Debug)]
pub struct Seat {
    user: Option<Uuid>,
    taken: Arc<Mutex<HashMap<Uuid, usize>>>,
}

impl Seats {
    pub fn new(most: usize) -> Self {
        Self { most, taken: Arc::default() }
    }

    /// A seat, unless the user has as many as allowed. Callers without a user are bounded by the connection cap alone.
    pub fn take(&self, viewer: Option<&Viewer>) -> Option<Seat> {
        self.take_for(viewer.and_then(|viewer| viewer.user_id().or(viewer.actor.user_id())))
    }

    /// The same for whatever seats are counted by.
    pub fn take_for(&self, user: Option<Uuid>) -> Option<Seat> {
        if let Some(user) = user {
            let mut taken = self.taken.lock();
            let count = taken.entry(user).or_insert(0);
            if *count >= self.most {
                return None;
            }
            *count += 1;
        }
        Some(Seat { user, taken: self.taken.clone() })
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let Some(user) = self.user else { return };
        let mut taken = self.taken.lock();
        if let Some(count) = taken.get_mut(&user) {
            *count -= 1;
            if *count == 0 {
                taken.remove(&user);
            }
        }
    }
}
