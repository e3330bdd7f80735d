//! The load: connections that each ask the next question as soon as the last is answered.

use bytes::Bytes;
use http_body_util::{BodyExt as _, Full};
use hyper::Request;
use hyper::client::conn::http1::SendRequest;
use hyper_util::rt::TokioIo;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::net::TcpStream;

/// Makes the body of the n-th request of a connection.
pub type Ask = Arc<dyn Fn(u64) -> String + Send + Sync>;

/// Where and as whom to ask.
#[derive(Clone)]
pub struct Target {
    pub port: u16,
    pub path: String,
    pub key: String,
}

/// What came of a load.
pub struct Measured {
    pub requests: usize,
    pub per_second: f64,
    pub p50: Duration,
    pub p95: Duration,
    pub p99: Duration,
    /// Answers without the word that proves them.
    pub wrong: usize,
    /// Answers that the server or its database is busy; not counted in the rate.
    pub refused: usize,
    /// One of them.
    pub sample: Option<Bytes>,
}

/// One kept connection.
pub struct Connection {
    target: Target,
    sender: SendRequest<Full<Bytes>>,
}

impl Connection {
    pub async fn open(target: &Target) -> Self {
        let stream = TcpStream::connect(("127.0.0.1", target.port)).await.unwrap();
        stream.set_nodelay(true).unwrap();
        let (sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(stream)).await.unwrap();
        tokio::spawn(connection);
        Self { target: target.clone(), sender }
    }

    pub async fn ask(&mut self, body: String) -> Bytes {
        let request = Request::post(&self.target.path)
            .header("host", "127.0.0.1")
            .header("authorization", format!("Bearer {}", self.target.key))
            .header("content-type", "application/json")
            .header("accept", "application/json")
            .body(Full::new(Bytes::from(body)))
            .unwrap();
        let response = self.sender.send_request(request).await.unwrap();
        response.into_body().collect().await.unwrap().to_bytes()
    }
}

/// Asks over so many connections for so long; an answer counts when it contains `proof` and no errors.
pub async fn run(
    target: &Target,
    ask: &Ask,
    proof: &'static str,
    connections: usize,
    time: Duration,
) -> Measured {
    let begun = Instant::now();
    let tasks: Vec<_> = (0..connections as u64)
        .map(|number| {
            let (target, ask) = (target.clone(), ask.clone());
            tokio::spawn(async move {
                let mut connection = Connection::open(&target).await;
                let (mut times, mut wrong, mut refused, mut sample) = (Vec::new(), 0, 0, None);
                let mut count = number << 32;
                while begun.elapsed() < time {
                    count += 1;
                    let body = ask(count);
                    let asked = Instant::now();
                    let answer = connection.ask(body).await;
                    times.push(asked.elapsed());
                    if !proves(&answer, proof) {
                        let busy = memchr::memmem::find(&answer, b"\"UNAVAILABLE\"").is_some();
                        (wrong, refused) = if busy { (wrong, refused + 1) } else { (wrong + 1, refused) };
                    }
                    sample = Some(answer);
                }
                (times, wrong, refused, sample)
            })
        })
        .collect();
    let (mut times, mut wrong, mut refused, mut sample) = (Vec::new(), 0, 0, None);
    for task in tasks {
        let (more, bad, busy, answer) = task.await.unwrap();
        times.extend(more);
        (wrong, refused) = (wrong + bad, refused + busy);
        sample = answer.or(sample);
    }
    let took = begun.elapsed();
    times.sort_unstable();
    Measured {
        requests: times.len(),
        per_second: (times.len() - refused) as f64 / took.as_secs_f64(),
        p50: percentile(&times, 50),
        p95: percentile(&times, 95),
        p99: percentile(&times, 99),
        wrong,
        refused,
        sample,
    }
}

fn proves(answer: &[u8], proof: &str) -> bool {
    let text = std::str::from_utf8(answer).unwrap_or_default();
    text.contains(proof) && !text.contains("\"errors\":[{")
}

/// Of sorted times.
pub fn percentile(sorted: &[Duration], percent: usize) -> Duration {
    sorted
        .get((sorted.len() * percent / 100).min(sorted.len().saturating_sub(1)))
        .copied()
        .unwrap_or_default()
}
