//! GraphQL over server-sent events, one operation a request ("distinct connections mode").
//!
//! Each result is a `next` event, the end a `complete` event; a comment every 20 s keeps intermediaries awake. The stream ends
//! without `complete` when the viewer's rights change or the server stops: the client then comes back and is judged anew.

use crate::api::engine::{Caller, Delivery, Operation};
use crate::api::metrics;
use crate::api::negotiation::Form;
use crate::api::run;
use crate::api::transport::Transport;
use async_graphql::Response as Answer;
use async_graphql::parser::types::OperationType;
use axum::body::Body;
use axum::http::{HeaderValue, header};
use axum::response::Response;
use bytes::{BufMut, Bytes, BytesMut};
use futures_util::{Stream, StreamExt, stream};
use std::convert::Infallible;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use tokio::time::{Interval, MissedTickBehavior, interval_at};

/// Runs an admitted operation as a stream of events. Queries and mutations have run when the headers go out, so that signing
/// in can still set its cookie.
pub async fn run(transport: &Arc<Transport>, operation: Operation, caller: Caller) -> Response {
    if operation.kind != OperationType::Subscription {
        let answer = transport.execute(operation, caller).await;
        return response(Body::from(whole(&answer)));
    }
    let seat = match transport.seats.take(caller.viewer.as_deref()) {
        Some(seat) => seat,
        None => {
            let message = "too many open streams; close some first";
            let told = crate::api::errors::error(crate::api::errors::code::RATE_LIMITED, message);
            return refused(&crate::api::errors::response(told));
        }
    };
    let revoked = caller.viewer.clone().map(|viewer| transport.engine.revoked(viewer));
    let stopping = transport.tasks.stopping();
    let over = async move {
        let revoked = async {
            match revoked {
                Some(revoked) => revoked.await,
                None => std::future::pending().await,
            }
        };
        tokio::select! { () = revoked => {}, () = stopping.cancelled_owned() => {} }
        drop(seat);
    };
    let every = transport.limits.ping_every;
    let mut beat = interval_at(tokio::time::Instant::now() + every, every);
    beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let events = Events { inner: transport.deliveries(operation, caller), beat, done: false };
    response(Body::from_stream(events.take_until(Box::pin(over)).map(Ok::<_, Infallible>)))
}

/// An answer that is errors only, as events: the client asked for events, so that is where it looks.
pub fn refused(answer: &Answer) -> Response {
    response(Body::from_stream(stream::iter([Ok::<_, Infallible>(whole(answer))])))
}

fn whole(answer: &Answer) -> Bytes {
    let mut frame = BytesMut::new();
    event(&mut frame, "next", &run::body(answer));
    event(&mut frame, "complete", b"");
    frame.freeze()
}

fn response(body: Body) -> Response {
    let mut response = Response::new(body);
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(Form::Events.media_type()));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert("x-accel-buffering", HeaderValue::from_static("no"));
    response
}

fn event(frame: &mut BytesMut, name: &str, data: &[u8]) {
    frame.reserve(name.len() + data.len() + 20);
    frame.put_slice(b"event: ");
    frame.put_slice(name.as_bytes());
    frame.put_slice(b"\ndata: ");
    frame.put_slice(data);
    frame.put_slice(b"\n\n");
}

/// Deliveries written as events, with heartbeats between.
struct Events {
    inner: stream::BoxStream<'static, Delivery>,
    beat: Interval,
    done: bool,
}

impl Stream for Events {
    type Item = Bytes;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Bytes>> {
        if self.done {
            return Poll::Ready(None);
        }
        let mut frame = BytesMut::new();
        match self.inner.poll_next_unpin(context) {
            Poll::Ready(Some(Delivery::Next(payload))) => {
                metrics::delivered(1);
                event(&mut frame, "next", &payload);
            }
            Poll::Ready(Some(Delivery::Error(told))) => {
                self.done = true;
                let payload = [b"{\"errors\":".as_slice(), &told, b"}"].concat();
                event(&mut frame, "next", &payload);
                event(&mut frame, "complete", b"");
            }
            Poll::Ready(Some(Delivery::Complete) | None) => {
                self.done = true;
                event(&mut frame, "complete", b"");
            }
            Poll::Pending => {
                std::task::ready!(self.beat.poll_tick(context));
                frame.put_slice(b":\n\n");
            }
        }
        Poll::Ready(Some(frame.freeze()))
    }
}
