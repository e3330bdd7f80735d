//! How much each user, key or address may ask for: a leaky bucket of cost points.
//!
//! A request is charged what it may cost before it runs and given back what it did not use, so many at once cannot overdraw.
//! The map is bounded: a bucket that has drained is forgotten, and when strangers fill the map the emptiest go first.

use crate::api::engine::{Caller, Cost};
use crate::app::clock::Clock;
use crate::app::config::Limits;
use async_graphql::Value;
use chrono::{DateTime, Duration, Utc};
use parking_lot::Mutex;
use serde::Serialize;
use std::collections::HashMap;
use std::net::IpAddr;
use uuid::Uuid;

/// Buckets kept at once.
const MOST: usize = 50_000;

/// Whose bucket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Payer {
    /// A user, whatever the session.
    User(Uuid),
    /// A session or key that belongs to nobody.
    Credential(Uuid),
    /// Somebody not signed in.
    Address(Option<IpAddr>),
}

impl Payer {
    /// Keys pay for themselves, people for all their sessions together, strangers by address.
    pub fn of(caller: &Caller) -> Self {
        use crate::app::actor::Actor;
        match caller.viewer.as_deref() {
            Some(viewer) => match (&viewer.actor, viewer.user_id(), viewer.credential_id) {
                (Actor::ApiKey { key_id, .. }, _, _) => Self::Credential(*key_id),
                (_, Some(user), _) => Self::User(user),
                (_, None, Some(credential)) => Self::Credential(credential),
                (_, None, None) => Self::Address(caller.remote),
            },
            None => Self::Address(caller.remote.map(network)),
        }
    }
}

/// A /64 is one household; its addresses share a bucket.
fn network(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V6(v6) => IpAddr::V6((v6.to_bits() & !(u128::from(u64::MAX))).into()),
        v4 => v4,
    }
}

/// `extensions.cost` of a response.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CostReport {
    pub requested: u64,
    pub actual: u64,
    pub limit: u64,
    pub remaining: u64,
    pub resets_at: DateTime<Utc>,
}

#[derive(Debug, Clone, Copy)]
struct Bucket {
    /// Points spent and not yet drained.
    level: f64,
    at: DateTime<Utc>,
}

/// All buckets of this server.
pub struct Rate {
    clock: Clock,
    capacity: f64,
    per_second: f64,
    buckets: Mutex<HashMap<Payer, Bucket>>,
}

impl Rate {
    pub fn new(limits: &Limits, clock: Clock) -> Self {
        Self {
            clock,
            capacity: limits.cost_bucket as f64,
            per_second: (limits.cost_per_second as f64).max(0.001),
            buckets: Mutex::default(),
        }
    }

    /// Takes an operation's cost (at least 1 point); `Err` is the number of seconds after which it would fit.
    pub fn charge(&self, payer: Payer, cost: Cost) -> Result<(), u64> {
        let points = (cost.requested as f64).max(1.0);
        let now = self.clock.now();
        let mut buckets = self.buckets.lock();
        if buckets.len() >= MOST && !buckets.contains_key(&payer) {
            self.make_room(&mut buckets, now);
        }
        let level = buckets.get(&payer).map_or(0.0, |bucket| self.drained(bucket, now));
        if level > 0.0 && level + points > self.capacity {
            return Err((((level + points - self.capacity) / self.per_second).ceil() as u64).max(1));
        }
        buckets.insert(payer, Bucket { level: level + points, at: now });
        Ok(())
    }

    /// Gives back what was not used, and tells how things stand.
    pub fn settle(&self, payer: Payer, cost: Cost, actual: u64) -> CostReport {
        let now = self.clock.now();
        let actual = actual.min(cost.requested);
        let mut buckets = self.buckets.lock();
        let mut level = buckets.get(&payer).map_or(0.0, |bucket| self.drained(bucket, now));
        level = (level - (cost.requested - actual) as f64).max(0.0);
        if level > 0.0 {
            buckets.insert(payer, Bucket { level, at: now });
        } else {
            buckets.remove(&payer);
        }
        CostReport {
            requested: cost.requested,
            actual,
            limit: self.capacity as u64,
            remaining: (self.capacity - level).max(0.0) as u64,
            resets_at: now + Duration::milliseconds((level / self.per_second * 1_000.0) as i64),
        }
    }

    fn drained(&self, bucket: &Bucket, now: DateTime<Utc>) -> f64 {
        let seconds = (now - bucket.at).num_milliseconds().max(0) as f64 / 1_000.0;
        (bucket.level - seconds * self.per_second).max(0.0)
    }

    /// Forgets drained buckets; if that frees nothing, the emptier half.
    fn make_room(&self, buckets: &mut HashMap<Payer, Bucket>, now: DateTime<Utc>) {
        buckets.retain(|_, bucket| self.drained(bucket, now) > 0.0);
        if buckets.len() < MOST {
            return;
        }
        let mut levels: Vec<f64> = buckets.values().map(|bucket| self.drained(bucket, now)).collect();
        let middle = levels.len() / 2;
        let (_, median, _) = levels.select_nth_unstable_by(middle, f64::total_cmp);
        let median = *median;
        let mut drop_equal = buckets.len() / 2;
        buckets.retain(|_, bucket| {
            let level = self.drained(bucket, now);
            let goes = level < median || (level == median && drop_equal > 0);
            drop_equal -= usize::from(goes && drop_equal > 0);
            !goes
        });
    }
}

/// Objects in an answer, the root not counted; without recursion.
pub fn objects(data: &Value) -> u64 {
    let mut count = 0_u64;
    let mut rest = vec![data];
    while let Some(value) = rest.pop() {
        match value {
            Value::Object(fields) => {
                count += 1;
                rest.extend(fields.values());
            }
            Value::List(items) => rest.extend(items),
            _ => {}
        }
    }
    count.saturating_sub(1)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use std::net::{Ipv4Addr, Ipv6Addr};

    fn rate() -> (Rate, Clock) {
        let clock = Clock::fixed(DateTime::UNIX_EPOCH);
        let limits = Limits { cost_bucket: 100, cost_per_second: 10, ..Limits::default() };
        (Rate::new(&limits, clock.clone()), clock)
    }

    fn cost(requested: u64) -> Cost {
        Cost { requested, ..Cost::default() }
    }

    #[test]
    fn a_full_bucket_refuses_and_says_when_to_come_back() {
        let (rate, clock) = rate();
        let payer = Payer::Address(Some(Ipv4Addr::LOCALHOST.into()));
        assert_eq!(rate.charge(payer, cost(80)), Ok(()));
        assert_eq!(rate.charge(payer, cost(50)), Err(3));
        assert_eq!(rate.charge(Payer::Address(None), cost(50)), Ok(()));
        clock.advance(Duration::seconds(3));
        assert_eq!(rate.charge(payer, cost(50)), Ok(()));
    }

    #[test]
    fn what_is_not_used_comes_back() {
        let (rate, _) = rate();
        let payer = Payer::Address(None);
        rate.charge(payer, cost(80)).unwrap();
        let report = rate.settle(payer, cost(80), 5);
        assert_eq!((report.actual, report.remaining), (5, 95));
        assert_eq!(report.resets_at, DateTime::UNIX_EPOCH + Duration::milliseconds(500));
        assert_eq!(rate.settle(payer, cost(80), 500).actual, 80);
    }

    #[test]
    fn the_map_stays_bounded() {
        let (rate, _) = rate();
        for n in 0..(MOST as u128 + 1_000) {
            rate.charge(Payer::User(Uuid::from_u128(n)), cost(1)).unwrap();
        }
        assert!(rate.buckets.lock().len() <= MOST);
    }

    #[test]
    fn addresses_of_one_household_share() {
        let a: Ipv6Addr = "2001:db8::1".parse().unwrap();
        let b: Ipv6Addr = "2001:db8::ffff".parse().unwrap();
        assert_eq!(network(a.into()), network(b.into()));
    }

    #[test]
    fn objects_are_counted_at_any_depth() {
        let data = Value::from_json(serde_json::json!({"a": [{"b": {}}, {"b": null}], "c": 1})).unwrap();
        assert_eq!(objects(&data), 3);
    }
}
