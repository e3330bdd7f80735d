//! `/graphql` by the GraphQL over HTTP specification.
//!
//! POST takes `application/json` and nothing else; GET takes queries and nothing else, so no form, image or link can change
//! anything. With `application/graphql-response+json` the status tells whether the operation was executed; with
//! `application/json` every request that could be read is answered 200, except where the caller must act (401, 403, 429, 503).

use crate::api::engine::{Caller, Operation};
use crate::api::errors::{self, code};
use crate::api::gate::Parameters;
use crate::api::negotiation::{self, Form};
use crate::api::rate::Payer;
use crate::api::run;
use crate::api::serve::Peer;
use crate::api::transport::{RequestId, Transport};
use crate::api::{credentials, parameters, sse};
use crate::app::error::Error;
use async_graphql::parser::types::OperationType;
use async_graphql::{Response as Answer, ServerError};
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::response::Response;
use bytes::Bytes;
use http_body_util::{BodyExt, LengthLimitError, Limited};
use parking_lot::Mutex;
use std::sync::Arc;

/// Why a request is answered before anything is executed.
struct Refused {
    status: StatusCode,
    error: Box<ServerError>,
}

fn refused(status: StatusCode, code: &str, message: impl Into<String>) -> Refused {
    Refused { status, error: Box::new(errors::error(code, message)) }
}

/// The handler of `/graphql`.
pub async fn graphql(State(transport): State<Arc<Transport>>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let request_id = RequestId::of(&parts.extensions);
    let Some(form) = negotiation::accepted(&parts.headers) else {
        let told = "answers come as application/graphql-response+json, application/json or text/event-stream";
        return refuse(
            Form::Json,
            refused(StatusCode::NOT_ACCEPTABLE, code::BAD_USER_INPUT, told),
            &request_id,
        );
    };
    match respond(&transport, form, &parts, body, &request_id).await {
        Ok(response) => response,
        Err(refused) => refuse(form, refused, &request_id),
    }
}

async fn respond(
    transport: &Arc<Transport>,
    form: Form,
    parts: &Parts,
    body: Body,
    request_id: &Arc<str>,
) -> Result<Response, Refused> {
    let parameters = read(transport, parts, body).await?;
    let (caller, stale) = caller(transport, parts, request_id).await?;
    let session = caller.session.clone();
    let mut response = match transport.admit(parameters, &caller) {
        Ok(operation) => {
            if let Err(refused) = allowed(form, &parts.method, &operation) {
                transport.rate.settle(Payer::of(&caller), operation.cost, 0);
                return Err(refused);
            }
            if form == Form::Events {
                sse::run(transport, operation, caller).await
            } else {
                answer(form, &transport.execute(operation, caller).await)
            }
        }
        Err(error) => answer(form, &errors::response(error)),
    };
    let set = session.lock().take().or(stale.then_some(None));
    if let Some(cookie) = set.and_then(|session| credentials::set_cookie(session.as_deref(), transport.https))
    {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    Ok(response)
}

/// The request's parameters, from the body or the query string.
async fn read(transport: &Transport, parts: &Parts, body: Body) -> Result<Parameters, Refused> {
    let bad = |message: String| refused(StatusCode::BAD_REQUEST, code::BAD_USER_INPUT, message);
    if parts.method == Method::GET {
        return parameters::from_uri(&parts.uri).and_then(some_query).map_err(bad);
    }
    if parts.method != Method::POST {
        return Err(refused(
            StatusCode::METHOD_NOT_ALLOWED,
            code::BAD_USER_INPUT,
            "use POST, or GET for queries",
        ));
    }
    if !negotiation::is_json(&parts.headers) {
        let told = "the body must be application/json in UTF-8";
        return Err(refused(StatusCode::UNSUPPORTED_MEDIA_TYPE, code::BAD_USER_INPUT, told));
    }
    let body = collect(transport, parts, body).await?;
    parameters::from_body(&body).and_then(some_query).map_err(bad)
}

fn some_query(parameters: Parameters) -> Result<Parameters, String> {
    if parameters.query.is_none() && parameters.extensions.get("persistedQuery").is_none() {
        return Err("the request has no query".into());
    }
    Ok(parameters)
}

/// The body, refused before it is read when its length says it is too long.
async fn collect(transport: &Transport, parts: &Parts, body: Body) -> Result<Bytes, Refused> {
    let limits = &transport.limits;
    let too_long = || {
        let told = format!("the body is longer than {} bytes", limits.body_bytes);
        refused(StatusCode::PAYLOAD_TOO_LARGE, code::BAD_USER_INPUT, told)
    };
    let length = parts.headers.get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok());
    if length
        .and_then(|length| length.parse::<u64>().ok())
        .is_some_and(|length| length > limits.body_bytes as u64)
    {
        return Err(too_long());
    }
    let reading = Limited::new(body, limits.body_bytes).collect();
    match tokio::time::timeout(limits.body_timeout, reading).await {
        Ok(Ok(body)) => Ok(body.to_bytes()),
        Ok(Err(error)) if error.is::<LengthLimitError>() => Err(too_long()),
        Ok(Err(_)) => Err(refused(StatusCode::BAD_REQUEST, code::BAD_USER_INPUT, "the body broke off")),
        Err(_) => {
            Err(refused(StatusCode::REQUEST_TIMEOUT, code::TIMEOUT, "the body took too long to arrive"))
        }
    }
}

/// Who asks. The flag: a session cookie came that is no longer good, and is to be cleared; the caller then is nobody, for
/// otherwise nobody with an old cookie could sign in again.
pub async fn identify(
    transport: &Transport,
    parts: &Parts,
) -> Result<(Option<Arc<crate::app::actor::Viewer>>, bool), ServerError> {
    identify_unless(transport, parts, transport.guard.forged(&parts.headers)).await
}

/// The same for a request on which a cookie does not count when it is `forged`.
pub async fn identify_unless(
    transport: &Transport,
    parts: &Parts,
    forged: Option<&'static str>,
) -> Result<(Option<Arc<crate::app::actor::Viewer>>, bool), ServerError> {
    let presented = credentials::of(&parts.headers, transport.https);
    let by_cookie = presented.session.is_some();
    if let Some(reason) = forged.filter(|_| by_cookie) {
        return Err(errors::error(code::FORBIDDEN, reason));
    }
    match transport.engine.authenticate(presented).await {
        Ok(viewer) => Ok((viewer, false)),
        Err(Error::Unauthenticated) if by_cookie => Ok((None, true)),
        Err(error) => Err(errors::of(&error)),
    }
}

async fn caller(
    transport: &Transport,
    parts: &Parts,
    request_id: &Arc<str>,
) -> Result<(Caller, bool), Refused> {
    let (viewer, stale) = identify(transport, parts).await.map_err(|error| Refused {
        status: errors::status_of(errors::code_in(&error).unwrap_or_default()),
        error: Box::new(error),
    })?;
    let idempotency_key = match parts.headers.get("idempotency-key").map(HeaderValue::to_str) {
        None => None,
        Some(Ok(key)) if (1..=255).contains(&key.len()) => Some(key.to_owned()),
        Some(_) => {
            let told = "Idempotency-Key must have 1 to 255 ASCII characters";
            return Err(refused(StatusCode::BAD_REQUEST, code::BAD_USER_INPUT, told));
        }
    };
    let remote = parts.extensions.get::<Peer>().map(|peer| peer.address);
    let request_id = request_id.clone();
    Ok((Caller { viewer, idempotency_key, request_id, remote, session: Arc::new(Mutex::new(None)) }, stale))
}

fn allowed(form: Form, method: &Method, operation: &Operation) -> Result<(), Refused> {
    if operation.kind == OperationType::Mutation && method != Method::POST {
        return Err(refused(StatusCode::METHOD_NOT_ALLOWED, code::BAD_USER_INPUT, "mutations need POST"));
    }
    if operation.kind == OperationType::Subscription && form != Form::Events {
        let told = "subscriptions need Accept: text/event-stream, or the WebSocket at /graphql/ws";
        return Err(refused(StatusCode::BAD_REQUEST, code::BAD_USER_INPUT, told));
    }
    Ok(())
}

/// Writes an answer with the status that its form asks for.
fn answer(form: Form, answer: &Answer) -> Response {
    if form == Form::Events {
        return sse::refused(answer);
    }
    let first = answer.errors.first().and_then(errors::code_in).unwrap_or_default();
    let status = match first {
        _ if !run::is_request_error(answer) => StatusCode::OK,
        code::UNAUTHENTICATED | code::FORBIDDEN | code::RATE_LIMITED | code::UNAVAILABLE => {
            errors::status_of(first)
        }
        _ if form == Form::Json => StatusCode::OK,
        _ => errors::status_of(first),
    };
    let mut response = Response::new(Body::from(run::body(answer)));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(form.media_type()));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Some(seconds) = retry_after(answer) {
        headers.insert(header::RETRY_AFTER, seconds.into());
    }
    response
}

fn retry_after(answer: &Answer) -> Option<u64> {
    let first = answer.errors.first()?;
    match first.extensions.as_ref()?.get("retryAfter") {
        Some(async_graphql::Value::Number(seconds)) => seconds.as_u64(),
        _ => (errors::code_in(first) == Some(code::UNAVAILABLE)).then_some(1),
    }
}

/// Answers a request that could not be taken.
fn refuse(form: Form, mut refused: Refused, request_id: &str) -> Response {
    errors::finish_one(&mut refused.error, errors::Reader::Stranger, request_id);
    let form = if form == Form::Events { Form::Json } else { form };
    let allow = if refused.error.message.starts_with("mutations") { "POST" } else { "GET, POST" };
    let mut response = answer(form, &errors::response(*refused.error));
    *response.status_mut() = refused.status;
    let headers = response.headers_mut();
    match refused.status {
        StatusCode::METHOD_NOT_ALLOWED => {
            headers.insert(header::ALLOW, HeaderValue::from_static(allow));
        }
        StatusCode::PAYLOAD_TOO_LARGE | StatusCode::REQUEST_TIMEOUT => {
            headers.insert(header::CONNECTION, HeaderValue::from_static("close"));
        }
        _ => {}
    }
    response
}
