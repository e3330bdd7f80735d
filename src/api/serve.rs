//! The accept loop: connections counted, slow ones cut off, and a stop that loses nothing that was begun.
//!
//! axum's own `serve` has no time-outs for headers and no cap on connections, so this is hyper's HTTP/1 with both. A connection
//! holds its place in the cap until its socket is closed, also after it became a WebSocket. A write that makes no progress for
//! long ends the connection, whatever it carries.
//!
//! Stopping: from the first signal `/readyz` says 503, WebSockets are refused and those open close with 1012 over two seconds;
//! after that no connection is accepted, and requests in flight get the drain time.

use crate::api::metrics;
use crate::api::transport::Transport;
use axum::Router;
use axum::body::Body;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use std::io;
use std::io::Write;
use std::net::{IpAddr, SocketAddr};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, Sleep};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tower::ServiceExt;

/// The time over which open sockets are told to come back elsewhere, so that they do not come back all at once.
const SPREAD: Duration = Duration::from_secs(2);

/// Told to a connection beyond the cap.
const FULL: &[u8] =
    b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

/// The other end of a request: of its connection, or whom a trusted proxy speaks for.
#[derive(Debug, Clone)]
pub struct Peer {
    pub address: IpAddr,
    /// Bytes written so far: whether a slow client still takes anything.
    pub written: Arc<AtomicU64>,
}

/// The time open sockets take to close: two seconds, or less when the whole drain is short.
pub fn spread(transport: &Transport) -> Duration {
    SPREAD.min(transport.limits.drain / 4)
}

/// The connections that still speak HTTP.
#[derive(Default)]
struct Open {
    tracker: TaskTracker,
    closing: CancellationToken,
}

impl Open {
    /// Lets each finish its request, and waits for all.
    async fn close(&self) {
        self.closing.cancel();
        self.tracker.close();
        self.tracker.wait().await;
    }
}

/// Serves until the tasks are told to stop and what was begun is done, or the drain time is over.
pub async fn serve(listener: TcpListener, transport: Arc<Transport>, router: Router) -> io::Result<()> {
    let places = Arc::new(Semaphore::new(transport.limits.connections));
    let open = Open::default();
    let stopping = transport.tasks.stopping();
    let closing = async {
        stopping.cancelled().await;
        tokio::time::sleep(spread(&transport)).await;
    };
    tokio::pin!(closing);
    loop {
        let accepted = tokio::select! {
            () = &mut closing => break,
            accepted = listener.accept() => accepted,
        };
        match accepted {
            Ok((stream, address)) => match places.clone().try_acquire_owned() {
                Ok(place) => connection(stream, address, place, &transport, &router, &open),
                Err(_) => turn_away(stream),
            },
            // Out of file descriptors, most likely: others must close first.
            Err(error) => {
                tracing::warn!(%error, "a connection could not be accepted");
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        }
    }
    drop(listener);
    let rest = transport.limits.drain.saturating_sub(spread(&transport));
    if tokio::time::timeout(rest, open.close()).await.is_err() {
        tracing::warn!("requests were still running when the drain time was over");
    }
    Ok(())
}

/// Serves until SIGTERM or SIGINT, then stops in order; a second signal ends the process at once.
pub async fn until_signal(
    listener: TcpListener,
    transport: Arc<Transport>,
    router: Router,
) -> io::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};
    let (mut terminate, mut interrupt) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
    let tasks = transport.tasks.clone();
    let serving = serve(listener, transport, router);
    tokio::pin!(serving);
    tokio::select! {
        ended = &mut serving => return ended,
        _ = terminate.recv() => {},
        _ = interrupt.recv() => {},
    }
    tracing::info!("stopping");
    tasks.stopping().cancel();
    let orderly = async {
        let ended = serving.await;
        tasks.shut_down(SPREAD).await;
        ended
    };
    tokio::select! {
        ended = orderly => return ended,
        _ = terminate.recv() => {},
        _ = interrupt.recv() => {},
    }
    tracing::warn!("a second signal: stopping at once");
    std::process::exit(130)
}

fn connection(
    stream: TcpStream,
    address: SocketAddr,
    place: OwnedSemaphorePermit,
    transport: &Arc<Transport>,
    router: &Router,
    open: &Open,
) {
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%error, "nodelay");
    }
    let limits = &transport.limits;
    let peer = Peer { address: address.ip().to_canonical(), written: Arc::default() };
    let patience = limits.write_stalled + Duration::from_secs(5);
    let io = TokioIo::new(Metered::new(stream, peer.written.clone(), place, patience));
    let router = router.clone();
    let shared = transport.clone();
    let service = service_fn(move |mut request: hyper::Request<hyper::body::Incoming>| {
        let client = shared.proxies.client(peer.address, request.headers());
        request.extensions_mut().insert(Peer { address: client, ..peer.clone() });
        router.clone().oneshot(request.map(Body::new))
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.header_timeout)
        .max_buf_size(limits.header_bytes.max(8 << 10))
        .serve_connection(io, service)
        .with_upgrades();
    let closing = open.closing.clone();
    drop(transport.tasks.spawn(open.tracker.track_future(async move {
        tokio::pin!(connection);
        let ended = tokio::select! {
            ended = connection.as_mut() => ended,
            () = closing.cancelled() => {
                connection.as_mut().graceful_shutdown();
                connection.await
            }
        };
        if let Err(error) = ended {
            tracing::debug!(%error, "a connection ended early");
        }
    })));
}

fn turn_away(stream: TcpStream) {
    if let Ok(mut stream) = stream.into_std() {
        let _ = stream.write(FULL);
    }
}

/// A TCP stream that counts what it writes, holds its place in the cap, and gives up on a peer that takes nothing.
struct Metered {
    stream: TcpStream,
    written: Arc<AtomicU64>,
    patience: Duration,
    /// Running while a write waits.
    stalled: Option<Pin<Box<Sleep>>>,
    _place: OwnedSemaphorePermit,
    _open: metrics::Open,
}

impl Metered {
    fn new(
        stream: TcpStream,
        written: Arc<AtomicU64>,
        place: OwnedSemaphorePermit,
        patience: Duration,
    ) -> Self {
        let open = metrics::Open::connection();
        Self { stream, written, patience, stalled: None, _place: place, _open: open }
    }

    fn judge(
        &mut self,
        wrote: Poll<io::Result<usize>>,
        context: &mut Context<'_>,
    ) -> Poll<io::Result<usize>> {
        match &wrote {
            Poll::Ready(Ok(count)) => {
                self.written.fetch_add(*count as u64, Ordering::Relaxed);
                self.stalled = None;
                wrote
            }
            Poll::Ready(Err(_)) => wrote,
            Poll::Pending => {
                let until = Instant::now() + self.patience;
                let stalled = self.stalled.get_or_insert_with(|| Box::pin(tokio::time::sleep_until(until)));
                match stalled.as_mut().poll(context) {
                    Poll::Ready(()) => Poll::Ready(Err(io::ErrorKind::TimedOut.into())),
                    Poll::Pending => Poll::Pending,
                }
            }
        }
    }
}

impl AsyncRead for Metered {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        into: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, into)
    }
}

impl AsyncWrite for Metered {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let wrote = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.judge(wrote, context)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let wrote = Pin::new(&mut self.stream).poll_write_vectored(context, bytes);
        self.judge(wrote, context)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
