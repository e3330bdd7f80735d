//! One socket's conversation, from connection_init to its end.
//!
//! A mutation's idempotency key comes as `extensions.idempotencyKey` in the payload of `subscribe`, there being no headers.

use super::LARGEST;
use super::close::Close;
use super::message::{self, ClientMessage, Frames};
use crate::api::engine::{Caller, Credentials, Delivery};
use crate::api::errors::{self, code};
use crate::api::seats::Seat;
use crate::api::serve::{Peer, spread};
use crate::api::transport::Transport;
use crate::api::{metrics, parameters, run};
use crate::app::actor::Viewer;
use crate::app::config::Limits;
use crate::app::error::Error;
use axum::extract::ws::{Message, WebSocket};
use futures_util::future::{AbortHandle, Abortable, BoxFuture};
use futures_util::stream::{BoxStream, SelectAll};
use futures_util::{FutureExt, SinkExt, StreamExt};
use parking_lot::Mutex;
use serde_json::{Map, Value};
use std::collections::HashMap;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use tokio::time::{Instant, Sleep, sleep};

/// Deliveries written before the socket looks at anything else.
const BATCH: usize = 64;

/// Why a conversation stops: with a reason to tell, or because the client is gone.
type Ended = Option<Close>;

/// An operation that runs.
struct Running {
    frames: Frames,
    abort: AbortHandle,
}

/// What the timer waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Waiting {
    Init,
    Ping,
    Pong,
}

/// How many messages may still come.
struct Allowance {
    left: f64,
    at: Instant,
}

pub struct Session<'a> {
    socket: &'a mut WebSocket,
    transport: Arc<Transport>,
    presented: Credentials,
    peer: Option<Peer>,
    request_id: Arc<str>,
    /// Set with the acknowledgement; the seat is held as long as the socket.
    member: Option<(Option<Arc<Viewer>>, Seat)>,
    running: HashMap<Arc<str>, Running>,
    deliveries: SelectAll<BoxStream<'static, (Arc<str>, Delivery)>>,
    /// Resolves when rights change or the server stops.
    over: BoxFuture<'static, Close>,
    timer: Pin<Box<Sleep>>,
    waiting: Waiting,
    allowance: Allowance,
    /// Operations so far, to tell their request ids apart.
    count: u64,
}

impl<'a> Session<'a> {
    pub fn new(
        socket: &'a mut WebSocket,
        transport: Arc<Transport>,
        presented: Credentials,
        peer: Option<Peer>,
        request_id: Arc<str>,
    ) -> Self {
        let timer = Box::pin(sleep(transport.limits.init_timeout));
        let allowance = Allowance { left: f64::from(transport.limits.message_burst), at: Instant::now() };
        let over = over(&transport, None);
        Self {
            socket,
            transport,
            presented,
            peer,
            request_id,
            member: None,
            running: HashMap::new(),
            deliveries: SelectAll::new(),
            over,
            timer,
            waiting: Waiting::Init,
            allowance,
            count: 0,
        }
    }

    /// Talks until it is over.
    pub async fn run(mut self) -> Ended {
        loop {
            let step = tokio::select! {
                close = &mut self.over => Err(Some(close)),
                message = self.socket.recv() => match message {
                    Some(Ok(message)) => self.heard(message).await,
                    Some(Err(error)) => Err(broken(&error)),
                    None => Err(None),
                },
                Some((id, delivery)) = self.deliveries.next(), if !self.deliveries.is_empty() => {
                    self.deliver(id, delivery).await
                },
                () = &mut self.timer => self.timed().await,
            };
            if let Err(ended) = step {
                return ended;
            }
        }
    }

    async fn heard(&mut self, heard: Message) -> Result<(), Ended> {
        if self.waiting == Waiting::Pong {
            self.wait_for(Waiting::Ping);
        }
        if !self.allowance.take(&self.transport.limits) {
            return Err(Some(Close::TooMany));
        }
        let text = match heard {
            Message::Text(text) => text,
            Message::Binary(_) => return Err(Some(Close::BadMessage("messages must be text"))),
            Message::Ping(_) | Message::Pong(_) => return Ok(()),
            Message::Close(_) => return Err(None),
        };
        if text.len() > self.transport.limits.message_bytes {
            return Err(Some(Close::TooBig));
        }
        match message::read(&text).map_err(|reason| Some(Close::BadMessage(reason)))? {
            ClientMessage::Init { payload } => self.init(payload).await,
            ClientMessage::Ping { payload } => self.say(message::pong(payload)).await,
            ClientMessage::Pong => Ok(()),
            ClientMessage::Subscribe { id, payload } => self.subscribe(id, payload).await,
            ClientMessage::Complete { id } => {
                if let Some(running) = self.running.remove(id.as_str()) {
                    running.abort.abort();
                }
                Ok(())
            }
        }
    }

    async fn init(&mut self, payload: Option<Map<String, Value>>) -> Result<(), Ended> {
        if self.member.is_some() {
            return Err(Some(Close::InitTwice));
        }
        let token = payload.as_ref().and_then(token_in);
        let presented = match token {
            Some(token) => Credentials { session: None, bearer: Some(token) },
            None => std::mem::take(&mut self.presented),
        };
        let asking = self.transport.engine.authenticate(presented);
        let viewer = match tokio::time::timeout(self.transport.limits.operation_timeout, asking).await {
            Ok(Ok(Some(viewer))) => viewer,
            Ok(Ok(None) | Err(Error::Unauthenticated | Error::Forbidden(_))) => {
                return Err(Some(Close::Forbidden));
            }
            Ok(Err(_)) | Err(_) => return Err(Some(Close::Unavailable)),
        };
        let seat = self.transport.seats.take(Some(&viewer)).ok_or(Some(Close::TooManySockets))?;
        self.over = over(&self.transport, Some(viewer.clone()));
        self.member = Some((Some(viewer), seat));
        self.wait_for(Waiting::Ping);
        self.say(message::ack()).await
    }

    async fn subscribe(&mut self, id: String, mut payload: Map<String, Value>) -> Result<(), Ended> {
        let Some((viewer, _)) = &self.member else { return Err(Some(Close::Unauthorized)) };
        if self.running.contains_key(id.as_str()) {
            return Err(Some(Close::DuplicateId));
        }
        let frames = Frames::new(&id);
        let caller = self.caller(viewer.clone(), &mut payload);
        self.count += 1;
        let parameters = parameters::from_map(payload).and_then(|parameters| match &parameters.query {
            None if parameters.extensions.get("persistedQuery").is_none() => Err("no query".to_owned()),
            _ => Ok(parameters),
        });
        let Ok(parameters) = parameters else {
            return Err(Some(Close::BadMessage("the payload of subscribe must have a query")));
        };
        let most = self.transport.limits.operations_per_socket;
        if self.running.len() >= most {
            let told = format!("at most {most} operations at once on one socket; complete some first");
            let mut told = errors::error(code::RATE_LIMITED, told);
            errors::finish_one(&mut told, caller.reader(), &caller.request_id);
            return self.say(frames.error(&run::list(&[told]))).await;
        }
        let operation = match self.transport.admit(parameters, &caller) {
            Ok(operation) => operation,
            Err(told) => return self.say(frames.error(&run::list(&[told]))).await,
        };
        let (abort, registration) = AbortHandle::new_pair();
        let id: Arc<str> = id.into();
        let name = id.clone();
        let deliveries =
            self.transport.deliveries(operation, caller).map(move |delivery| (name.clone(), delivery));
        self.deliveries.push(Abortable::new(deliveries, registration).boxed());
        self.running.insert(id, Running { frames, abort });
        Ok(())
    }

    fn caller(&self, viewer: Option<Arc<Viewer>>, payload: &mut Map<String, Value>) -> Caller {
        let extensions = payload.get_mut("extensions").and_then(Value::as_object_mut);
        let key = extensions.and_then(|extensions| extensions.remove("idempotencyKey"));
        let idempotency_key = match key {
            Some(Value::String(key)) if (1..=255).contains(&key.len()) => Some(key),
            _ => None,
        };
        Caller {
            viewer,
            idempotency_key,
            request_id: format!("{}-{}", self.request_id, self.count).into(),
            remote: self.peer.as_ref().map(|peer| peer.address),
            session: Arc::new(Mutex::new(None)),
        }
    }

    /// Writes what is ready, one flush for all of it.
    async fn deliver(&mut self, id: Arc<str>, delivery: Delivery) -> Result<(), Ended> {
        let mut next = Some((id, delivery));
        let mut written = 0;
        while let Some((id, delivery)) = next.take() {
            if let Some(message) = self.frame(&id, &delivery) {
                self.write(Some(message)).await?;
                written += 1;
            }
            if written < BATCH {
                next = self.deliveries.next().now_or_never().flatten();
            }
        }
        metrics::delivered(written as u64);
        self.write(None).await
    }

    fn frame(&mut self, id: &Arc<str>, delivery: &Delivery) -> Option<Message> {
        let running = self.running.get(id)?;
        let message = match delivery {
            Delivery::Next(payload) if payload.len() <= LARGEST => return Some(running.frames.next(payload)),
            Delivery::Next(_) => {
                let told = "the answer is too large for a socket; ask for less at once";
                running.frames.error(&run::list(&[errors::error(code::QUERY_TOO_COMPLEX, told)]))
            }
            Delivery::Error(list) => running.frames.error(list),
            Delivery::Complete => running.frames.complete(),
        };
        running.abort.abort();
        self.running.remove(id);
        Some(message)
    }

    async fn say(&mut self, message: Message) -> Result<(), Ended> {
        self.write(Some(message)).await?;
        self.write(None).await
    }

    /// Feeds a message, or flushes; ends when the client takes nothing for too long, or when it is over meanwhile.
    async fn write(&mut self, message: Option<Message>) -> Result<(), Ended> {
        let patience = self.transport.limits.write_stalled;
        let peer = self.peer.as_ref();
        let taken = || peer.map_or(0, |peer| peer.written.load(Ordering::Relaxed));
        let mut before = taken();
        let writing = async {
            match message {
                Some(message) => self.socket.feed(message).await,
                None => self.socket.flush().await,
            }
        };
        tokio::pin!(writing);
        loop {
            tokio::select! {
                biased;
                written = &mut writing => return written.map_err(|_| None),
                close = &mut self.over => return Err(Some(close)),
                () = sleep(patience) => {
                    let now = taken();
                    if now == before {
                        return Err(Some(Close::Stalled));
                    }
                    before = now;
                }
            }
        }
    }

    async fn timed(&mut self) -> Result<(), Ended> {
        match self.waiting {
            Waiting::Init => Err(Some(Close::InitTimeout)),
            Waiting::Pong => Err(Some(Close::Stalled)),
            Waiting::Ping => {
                self.wait_for(Waiting::Pong);
                self.say(Message::Ping(Default::default())).await
            }
        }
    }

    fn wait_for(&mut self, waiting: Waiting) {
        let limits = &self.transport.limits;
        let time = match waiting {
            Waiting::Init => limits.init_timeout,
            Waiting::Ping => limits.ping_every,
            Waiting::Pong => limits.pong_within,
        };
        self.waiting = waiting;
        self.timer.as_mut().reset(Instant::now() + time);
    }
}

impl Allowance {
    fn take(&mut self, limits: &Limits) -> bool {
        let now = Instant::now();
        let back = (now - self.at).as_secs_f64() * f64::from(limits.messages_per_second);
        self.left = (self.left + back).min(f64::from(limits.message_burst)) - 1.0;
        self.at = now;
        self.left >= 0.0
    }
}

/// Resolves when the viewer's rights change, or some time after the server began to stop: not the same for all sockets.
fn over(transport: &Arc<Transport>, viewer: Option<Arc<Viewer>>) -> BoxFuture<'static, Close> {
    let stopping = transport.tasks.stopping();
    let spread = spread(transport);
    let revoked = viewer.map(|viewer| transport.engine.revoked(viewer));
    let stopped = async move {
        stopping.cancelled_owned().await;
        sleep(spread.mul_f64(rand::random::<f64>())).await;
    };
    async move {
        match revoked {
            Some(revoked) => {
                tokio::select! { () = revoked => Close::Forbidden, () = stopped => Close::Restart }
            }
            None => {
                stopped.await;
                Close::Restart
            }
        }
    }
    .boxed()
}

/// A token in connection_init: `{"Authorization": "Bearer …"}` or `{"token": "…"}`.
fn token_in(payload: &Map<String, Value>) -> Option<String> {
    let text = |name: &str| payload.get(name).and_then(Value::as_str);
    let bearer = text("Authorization").or_else(|| text("authorization"));
    let bearer = bearer.and_then(|value| value.split_once(' ')).map(|(_, token)| token.trim());
    bearer.or_else(|| text("token")).map(|token| token.chars().take(512).collect())
}

/// What a failed read means: far too big, or gone.
fn broken(error: &axum::Error) -> Ended {
    error.to_string().starts_with("Space limit exceeded").then_some(Close::TooBig)
}
