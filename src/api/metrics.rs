//! What the server counts about itself, for Prometheus.
//!
//! Labels are bounded: paths by route, operations by the first 300 names seen. Nothing here names a customer.

use crate::api::errors::Reader;
use async_graphql::parser::types::OperationType;
use metrics::{counter, gauge, histogram};
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use parking_lot::Mutex;
use std::collections::HashSet;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

/// Operation names told apart; the rest count as "other".
const NAMES: usize = 300;

/// Seconds; from a cache hit to the operation's time limit.
const BUCKETS: [f64; 11] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 2.5, 10.0];

static HANDLE: OnceLock<Option<PrometheusHandle>> = OnceLock::new();

/// Begins to count. Once for the process; later calls do nothing.
pub fn install() {
    HANDLE.get_or_init(|| {
        let builder =
            PrometheusBuilder::new().set_buckets_for_metric(Matcher::Suffix("_seconds".into()), &BUCKETS);
        builder.ok()?.install_recorder().ok()
    });
}

/// Gauges that are read, not kept (the pool, the hub): run before each rendering.
#[derive(Clone, Default)]
pub struct Probes(Arc<Mutex<Vec<Probe>>>);

type Probe = Box<dyn Fn() + Send + Sync>;

impl Probes {
    pub fn add(&self, probe: impl Fn() + Send + Sync + 'static) {
        self.0.lock().push(Box::new(probe));
    }

    /// The page that Prometheus reads.
    pub fn render(&self) -> Option<String> {
        for probe in self.0.lock().iter() {
            probe();
        }
        let handle = HANDLE.get()?.as_ref()?;
        handle.run_upkeep();
        Some(handle.render())
    }
}

/// The names that label operations.
#[derive(Debug, Default)]
pub struct Names(Mutex<HashSet<Arc<str>>>);

impl Names {
    /// The operation's name, as long as there are not too many; strangers, who could make them up, get to add few.
    pub fn label(&self, name: Option<&str>, reader: Reader) -> Arc<str> {
        let Some(name) = name.filter(|name| name.len() <= 80) else { return "anonymous".into() };
        let mut names = self.0.lock();
        if let Some(known) = names.get(name) {
            return known.clone();
        }
        let most = if reader == Reader::Known { NAMES } else { NAMES / 10 };
        if names.len() >= most {
            return "other".into();
        }
        let name: Arc<str> = name.into();
        names.insert(name.clone());
        name
    }
}

/// A request answered.
pub fn request(route: &'static str, status: u16, took: Duration) {
    counter!("dealstream_requests_total", "route" => route, "status" => status.to_string()).increment(1);
    histogram!("dealstream_request_seconds", "route" => route).record(took);
}

/// An operation executed.
pub fn operation(name: &Arc<str>, kind: OperationType, took: Duration, cost: u64, failed: bool) {
    let failed = if failed { "yes" } else { "no" };
    let kind = kind.to_string();
    counter!("dealstream_operations_total", "name" => name.to_string(), "kind" => kind, "failed" => failed)
        .increment(1);
    histogram!("dealstream_operation_seconds", "name" => name.to_string()).record(took);
    counter!("dealstream_cost_points_total").increment(cost);
}

/// An operation refused by the gate or the rate.
pub fn refused(code: &str) {
    counter!("dealstream_operations_refused_total", "code" => code.to_owned()).increment(1);
}

/// Results put into sockets and event streams.
pub fn delivered(count: u64) {
    counter!("dealstream_deliveries_total").increment(count);
}

/// A socket closed by the server.
pub fn closed(code: u16) {
    counter!("dealstream_sockets_closed_total", "code" => code.to_string()).increment(1);
}

/// A subscription's queue overflowed and it went on from the log. For the fan-out to call.
pub fn overflowed() {
    counter!("dealstream_queue_overflows_total").increment(1);
}

/// Something open that is counted while it lives.
#[derive(Debug)]
pub struct Open(&'static str);

impl Open {
    pub fn socket() -> Self {
        Self::new("dealstream_sockets")
    }

    pub fn subscription() -> Self {
        Self::new("dealstream_subscriptions")
    }

    pub fn connection() -> Self {
        Self::new("dealstream_connections")
    }

    fn new(name: &'static str) -> Self {
        gauge!(name).increment(1.0);
        Self(name)
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        gauge!(self.0).decrement(1.0);
    }
}
