//! The way to other servers: one channel a workspace, plain pub/sub on one Redis, sharded pub/sub on a cluster.
//!
//! What always holds: only channels that somebody here listens to are subscribed; the link owns its reconnection; after every
//! (re)connection the hubs look at the log, because what was published meanwhile is gone.

use crate::app::tasks::Tasks;
use crate::live::bus::{Published, Signal, Whisper};
use redis::aio::MultiplexedConnection;
use redis::cluster::ClusterClientBuilder;
use redis::cluster_async::ClusterConnection;
use redis::{
    AsyncConnectionConfig, Client, Cmd, ConnectionInfo, IntoConnectionInfo, ProtocolVersion, PushInfo,
    PushKind, RedisResult, Value,
};
use serde::{Deserialize, Serialize};
use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tokio::sync::mpsc;
use uuid::Uuid;

/// Longest time one command may take; a slower Redis counts as away.
const COMMAND: Duration = Duration::from_millis(200);
/// Time to connect.
const CONNECT: Duration = Duration::from_secs(1);
/// Between two looks whether a quiet connection still stands.
const HEARTBEAT: Duration = Duration::from_secs(5);
/// First and longest wait before connecting again.
const BACK_OFF: (Duration, Duration) = (Duration::from_millis(100), Duration::from_secs(5));
/// Commits waiting to be published; past this they are dropped and the other hubs read the log.
const OUTBOUND: usize = 4_096;

/// Where Redis is.
#[derive(Debug, Clone)]
pub struct Address {
    /// One URL, or several of a cluster's nodes separated by commas.
    pub url: String,
    pub cluster: bool,
}

enum Order {
    Publish { workspace_id: Uuid, message: Vec<u8> },
    Listen(Uuid),
    Unlisten(Uuid),
}

/// What servers send one another. The fields tell which it is.
#[derive(Deserialize)]
#[serde(untagged)]
enum Message {
    Published(Published),
    Whispered(Whisper),
}

impl From<Message> for Signal {
    fn from(message: Message) -> Self {
        match message {
            Message::Published(published) => Self::Published(published),
            Message::Whispered(whisper) => Self::Whispered(whisper),
        }
    }
}

/// The link as the bus holds it. Cloning shares it.
#[derive(Clone)]
pub struct Link {
    /// Tells this server's own messages, which it has had already.
    sender: Uuid,
    published: mpsc::Sender<Order>,
    /// Never dropped, few, and therefore in a queue of their own.
    wanted: mpsc::UnboundedSender<Order>,
    up: Arc<AtomicBool>,
}

impl Link {
    /// Connects in the background, and again whenever the connection is lost.
    pub fn start(address: Address, inbound: mpsc::Sender<Signal>, tasks: &Tasks) -> Self {
        let (published, publishing) = mpsc::channel(OUTBOUND);
        let (wanted, wishes) = mpsc::unbounded_channel();
        let up = Arc::new(AtomicBool::new(false));
        let sender = Uuid::new_v4();
        let worker =
            Worker { address, sender, inbound, publishing, wishes, channels: HashSet::new(), up: up.clone() };
        tasks.spawn_until_stop(worker.run());
        Self { sender, published, wanted, up }
    }

    /// Whether the connection stands.
    pub fn is_up(&self) -> bool {
        self.up.load(Ordering::Relaxed)
    }

    /// Queues a commit's events; without a connection, or with a full queue, they are dropped.
    pub fn publish(&self, published: &Published) {
        self.send(published.workspace_id, published);
    }

    /// Queues word of who is present, likewise.
    pub fn whisper(&self, whisper: &Whisper) {
        self.send(whisper.workspace_id, whisper);
    }

    fn send(&self, workspace_id: Uuid, body: &impl Serialize) {
        if !self.is_up() {
            return;
        }
        let Ok(body) = serde_json::to_vec(body) else { return };
        let mut message = self.sender.as_bytes().to_vec();
        message.extend(body);
        let order = Order::Publish { workspace_id, message };
        if self.published.try_send(order).is_err() {
            metrics::counter!("dealstream_bus_dropped_total").increment(1);
        }
    }

    pub fn listen(&self, workspace_id: Uuid) {
        drop(self.wanted.send(Order::Listen(workspace_id)));
    }

    pub fn unlisten(&self, workspace_id: Uuid) {
        drop(self.wanted.send(Order::Unlisten(workspace_id)));
    }
}

/// One connection of either kind.
#[derive(Clone)]
enum Wire {
    Plain(MultiplexedConnection),
    Cluster(ClusterConnection),
}

impl Wire {
    async fn connect(address: &Address, pushes: mpsc::UnboundedSender<PushInfo>) -> RedisResult<Self> {
        if address.cluster {
            let nodes: Vec<&str> = address.url.split(',').map(str::trim).collect();
            let client = ClusterClientBuilder::new(nodes)
                .use_protocol(ProtocolVersion::RESP3)
                .push_sender(pushes)
                .connection_timeout(CONNECT)
                .response_timeout(COMMAND)
                .build()?;
            return Ok(Self::Cluster(client.get_async_connection().await?));
        }
        let info: ConnectionInfo = address.url.as_str().into_connection_info()?;
        let settings = info.redis_settings().clone().set_protocol(ProtocolVersion::RESP3);
        let client = Client::open(info.set_redis_settings(settings))?;
        let config = AsyncConnectionConfig::new()
            .set_connection_timeout(Some(CONNECT))
            .set_response_timeout(Some(COMMAND))
            .set_push_sender(pushes);
        Ok(Self::Plain(client.get_multiplexed_async_connection_with_config(&config).await?))
    }

    async fn subscribe(&mut self, channel: String) -> RedisResult<()> {
        match self {
            Self::Plain(wire) => wire.subscribe(channel).await,
            Self::Cluster(wire) => wire.ssubscribe(channel).await,
        }
    }

    async fn unsubscribe(&mut self, channel: String) -> RedisResult<()> {
        match self {
            Self::Plain(wire) => wire.unsubscribe(channel).await,
            Self::Cluster(wire) => wire.sunsubscribe(channel).await,
        }
    }

    async fn publish(&mut self, channel: String, message: Vec<u8>) -> RedisResult<()> {
        match self {
            Self::Plain(wire) => Cmd::publish(channel, message).exec_async(wire).await,
            Self::Cluster(wire) => Cmd::spublish(channel, message).exec_async(wire).await,
        }
    }

    async fn ping(&mut self) -> RedisResult<()> {
        match self {
            Self::Plain(wire) => redis::cmd("PING").exec_async(wire).await,
            Self::Cluster(wire) => redis::cmd("PING").exec_async(wire).await,
        }
    }
}

/// The braces make a workspace's channel one hash slot by name, on a cluster of any shape.
fn channel(workspace_id: Uuid) -> String {
    format!("dealstream:{{{workspace_id}}}")
}

struct Worker {
    address: Address,
    sender: Uuid,
    inbound: mpsc::Sender<Signal>,
    publishing: mpsc::Receiver<Order>,
    wishes: mpsc::UnboundedReceiver<Order>,
    channels: HashSet<Uuid>,
    up: Arc<AtomicBool>,
}

impl Worker {
    async fn run(mut self) {
        let mut wait = BACK_OFF.0;
        loop {
            let (pushes, arriving) = mpsc::unbounded_channel();
            match Wire::connect(&self.address, pushes).await {
                Ok(wire) => {
                    wait = BACK_OFF.0;
                    let error = self.serve(wire, arriving).await;
                    tracing::warn!(%error, "the link to Redis broke; live news of other servers comes from the log");
                }
                Err(error) => {
                    tracing::warn!(%error, "no link to Redis; live news of other servers comes from the log")
                }
            }
            self.up.store(false, Ordering::Relaxed);
            drop(self.inbound.try_send(Signal::Doubt(None)));
            self.idle(wait.mul_f64(0.75 + rand::random::<f64>() / 2.0)).await;
            wait = (wait * 2).min(BACK_OFF.1);
        }
    }

    /// Waits, keeping up with what is wanted, and dropping what would be published.
    async fn idle(&mut self, wait: Duration) {
        let until = tokio::time::Instant::now() + wait;
        loop {
            tokio::select! {
                () = tokio::time::sleep_until(until) => return,
                Some(wish) = self.wishes.recv() => match wish {
                    Order::Listen(id) => drop(self.channels.insert(id)),
                    Order::Unlisten(id) => drop(self.channels.remove(&id)),
                    Order::Publish { .. } => {}
                },
                Some(_) = self.publishing.recv() => {}
            }
        }
    }

    /// Serves one connection until it breaks.
    async fn serve(
        &mut self,
        mut wire: Wire,
        mut arriving: mpsc::UnboundedReceiver<PushInfo>,
    ) -> redis::RedisError {
        for id in self.channels.clone() {
            if let Err(error) = wire.subscribe(channel(id)).await {
                return error;
            }
        }
        self.up.store(true, Ordering::Relaxed);
        drop(self.inbound.try_send(Signal::Doubt(None)));
        loop {
            let done = tokio::select! {
                Some(wish) = self.wishes.recv() => self.wish(&mut wire, wish).await,
                push = arriving.recv() => self.arrived(push),
                Some(Order::Publish { workspace_id, message }) = self.publishing.recv() =>
                    wire.publish(channel(workspace_id), message).await,
                () = tokio::time::sleep(HEARTBEAT) => wire.ping().await,
            };
            if let Err(error) = done {
                return error;
            }
        }
    }

    async fn wish(&mut self, wire: &mut Wire, wish: Order) -> RedisResult<()> {
        match wish {
            Order::Listen(id) if self.channels.insert(id) => {
                wire.subscribe(channel(id)).await?;
                // What was published before the subscription stood is in the log.
                drop(self.inbound.try_send(Signal::Doubt(Some(id))));
                Ok(())
            }
            Order::Unlisten(id) if self.channels.remove(&id) => wire.unsubscribe(channel(id)).await,
            _ => Ok(()),
        }
    }

    /// Passes a message on to the hub.
    fn arrived(&self, push: Option<PushInfo>) -> RedisResult<()> {
        let broken = || redis::RedisError::from((redis::ErrorKind::Io, "the connection was closed"));
        let push = push.ok_or_else(broken)?;
        match push.kind {
            PushKind::Message | PushKind::SMessage => {
                if let Some(message) = self.read(&push.data) {
                    drop(self.inbound.try_send(message.into()));
                }
                Ok(())
            }
            PushKind::Disconnection => Err(broken()),
            _ => Ok(()),
        }
    }

    fn read(&self, data: &[Value]) -> Option<Message> {
        let Some(Value::BulkString(message)) = data.last() else { return None };
        let (sender, body) = message.split_at_checked(16)?;
        if sender == self.sender.as_bytes() {
            return None;
        }
        match serde_json::from_slice(body) {
            Ok(message) => Some(message),
            Err(error) => {
                tracing::warn!(%error, "a message on the bus cannot be read; the log has its events");
                None
            }
        }
    }
}
