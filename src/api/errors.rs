//! Errors as clients see them. Every one has a code and the request's id; nothing of ours that has no code gets out.
//!
//! Resolvers return [`Error`] with `?`; async-graphql keeps it as the GraphQL error's source, and [`finish`] (called on every
//! response before it is written) turns the source into message and code. What has neither source nor code is either the
//! library's complaint about the client's document or input, which is let through, or a fault of ours, which is masked and
//! logged. There is no `From<Error>` to write: the library's blanket one is in the way, and this is the better place.

use crate::api::gate::Denied;
use crate::app::error::{Error, Reason, Refusal};
use async_graphql::indexmap::IndexMap;
use async_graphql::{ErrorExtensionValues, InputType as _, Name, Response, ServerError, Value};
use axum::http::StatusCode;
use diesel::result::{DatabaseErrorKind, Error as DbError};

/// Characters of a message about a document that a client gets to see.
const MESSAGE: usize = 200;

/// The codes of `extensions.code`.
pub mod code {
    pub const UNAUTHENTICATED: &str = "UNAUTHENTICATED";
    pub const FORBIDDEN: &str = "FORBIDDEN";
    pub const NOT_FOUND: &str = "NOT_FOUND";
    pub const BAD_USER_INPUT: &str = "BAD_USER_INPUT";
    pub const CONFLICT: &str = "CONFLICT";
    pub const QUERY_TOO_COMPLEX: &str = "QUERY_TOO_COMPLEX";
    pub const RATE_LIMITED: &str = "RATE_LIMITED";
    pub const UNAVAILABLE: &str = "UNAVAILABLE";
    pub const TIMEOUT: &str = "TIMEOUT";
    pub const IDEMPOTENCY_KEY_REUSED: &str = "IDEMPOTENCY_KEY_REUSED";
    pub const CURSOR_EXPIRED: &str = "CURSOR_EXPIRED";
    pub const PERSISTED_QUERY_NOT_FOUND: &str = "PERSISTED_QUERY_NOT_FOUND";
    pub const STORAGE_FULL: &str = "STORAGE_FULL";
    pub const INTERNAL: &str = "INTERNAL";
}

/// Who reads the errors of a response.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reader {
    /// Signed in: may be told which field was probably meant.
    Known,
    /// Nobody knows: the schema's names are not theirs to learn from.
    Stranger,
}

/// A GraphQL error with a code.
pub fn error(code: &str, message: impl Into<String>) -> ServerError {
    let mut error = ServerError::new(message, None);
    extensions(&mut error).set("code", code);
    error
}

/// What a client is told of an application error.
pub fn of(cause: &Error) -> ServerError {
    let mut told = error(code_of(cause), message_of(cause));
    match cause {
        Error::RateLimited { retry_after_s } => extensions(&mut told).set("retryAfter", *retry_after_s),
        Error::Refused(refusals) => tell(&mut told, refusals),
        _ => {}
    }
    told
}

/// Puts refusals into an error, as a mutation's `userErrors` would have them, with the reasons for programs.
pub fn tell(told: &mut ServerError, refusals: &[Refusal]) {
    let refusals = refusals.iter().map(|refusal| {
        let strings = |all: &[String]| Value::List(all.iter().map(|one| Value::from(one.as_str())).collect());
        let mut one = IndexMap::from([
            (Name::new("code"), refusal.code.to_value()),
            (Name::new("message"), Value::from(refusal.message.as_ref())),
            (Name::new("path"), strings(&refusal.path)),
        ]);
        if let Some(Reason { name, names, most }) = refusal.reason.as_deref() {
            one.insert(Name::new("reason"), Value::from(name.as_ref()));
            one.insert(Name::new("names"), strings(names));
            one.extend(most.map(|most| (Name::new("most"), Value::from(most))));
        }
        Value::Object(one)
    });
    extensions(told).set("refusals", Value::List(refusals.collect()));
}

/// What a client is told of a document that was not admitted.
pub fn denied(denied: Denied) -> ServerError {
    match denied {
        Denied::Excess { limit, found, allowed } => {
            let message = format!("the request is too complex: {limit}: found {found}, allowed {allowed}");
            let mut told = error(code::QUERY_TOO_COMPLEX, message);
            let extensions = extensions(&mut told);
            extensions.set("limit", limit);
            extensions.set("found", found);
            extensions.set("allowed", allowed);
            told
        }
        Denied::Syntax { message, at } => {
            let mut told = error(code::BAD_USER_INPUT, cut(&message));
            told.locations.extend(at);
            told
        }
        Denied::BadInput(message) => error(code::BAD_USER_INPUT, cut(&message)),
        Denied::NotPersisted => error(
            code::PERSISTED_QUERY_NOT_FOUND,
            "PersistedQueryNotFound: send the query's text with its hash once",
        ),
    }
}

/// Makes every error of a response fit to be told: coded, masked where need be, and with the request's id.
pub fn finish(response: &mut Response, reader: Reader, request_id: &str) {
    for told in &mut response.errors {
        finish_one(told, reader, request_id);
    }
}

/// The same for one error.
pub fn finish_one(told: &mut ServerError, reader: Reader, request_id: &str) {
    if let Some(cause) = told.source::<Error>() {
        log(cause, request_id);
        let better = of(cause);
        (told.message, told.extensions) = (better.message, better.extensions);
    } else if code_in(told).is_none() {
        if told.source.is_none() && (told.path.is_empty() || is_about_input(&told.message)) {
            told.message = cut(&told.message);
            extensions(told).set("code", code::BAD_USER_INPUT);
        } else {
            tracing::error!(request_id, message = %told.message, path = ?told.path, "an error without a code");
            told.message =
                "something went wrong on our side; try again, and tell us the request id if it stays".into();
            extensions(told).set("code", code::INTERNAL);
        }
    }
    if reader == Reader::Stranger
        && let Some((before, _)) = told.message.split_once("Did you mean")
    {
        told.message = before.trim_end().to_owned();
    }
    told.source = None;
    extensions(told).set("requestId", request_id);
}

/// The code an error carries.
pub fn code_in(told: &ServerError) -> Option<&str> {
    match told.extensions.as_ref()?.get("code")? {
        Value::String(code) => Some(code),
        _ => None,
    }
}

/// The HTTP status that fits a code, for answers without data.
pub fn status_of(code: &str) -> StatusCode {
    match code {
        code::UNAUTHENTICATED => StatusCode::UNAUTHORIZED,
        code::FORBIDDEN => StatusCode::FORBIDDEN,
        code::RATE_LIMITED => StatusCode::TOO_MANY_REQUESTS,
        code::UNAVAILABLE => StatusCode::SERVICE_UNAVAILABLE,
        code::TIMEOUT => StatusCode::GATEWAY_TIMEOUT,
        code::CONFLICT | code::IDEMPOTENCY_KEY_REUSED => StatusCode::CONFLICT,
        code::STORAGE_FULL => StatusCode::INSUFFICIENT_STORAGE,
        code::INTERNAL => StatusCode::INTERNAL_SERVER_ERROR,
        _ => StatusCode::BAD_REQUEST,
    }
}

/// A response that is errors only: nothing was executed.
pub fn response(told: ServerError) -> Response {
    Response::from_errors(vec![told])
}

/// The code of an application error.
pub fn code_of(cause: &Error) -> &'static str {
    match cause {
        Error::Unauthenticated => code::UNAUTHENTICATED,
        Error::Forbidden(_) => code::FORBIDDEN,
        Error::NotFound(_) => code::NOT_FOUND,
        Error::Refused(_) | Error::BadInput(_) => code::BAD_USER_INPUT,
        Error::IdempotencyKeyReused => code::IDEMPOTENCY_KEY_REUSED,
        Error::CursorExpired => code::CURSOR_EXPIRED,
        Error::Unavailable | Error::StoreAway(_) => code::UNAVAILABLE,
        Error::Timeout => code::TIMEOUT,
        Error::RateLimited { .. } => code::RATE_LIMITED,
        Error::StorageFull => code::STORAGE_FULL,
        Error::Db(cause) => db_code(cause),
        Error::Internal(_) => code::INTERNAL,
    }
}

/// What PostgreSQL says when it is busy, going or coming.
const AWAY: [&str; 4] = ["lock timeout", "terminating connection", "is shutting down", "is starting up"];

/// Whether the same will work by itself before long.
pub fn may_pass(cause: &Error) -> bool {
    code_of(cause) == code::UNAVAILABLE
}

fn db_code(cause: &DbError) -> &'static str {
    match cause {
        DbError::DatabaseError(DatabaseErrorKind::Unknown, about)
            if about.message().contains("statement timeout") =>
        {
            code::TIMEOUT
        }
        DbError::DatabaseError(DatabaseErrorKind::Unknown, about)
            if AWAY.iter().any(|sign| about.message().contains(sign)) =>
        {
            code::UNAVAILABLE
        }
        DbError::DatabaseError(
            DatabaseErrorKind::ClosedConnection
            | DatabaseErrorKind::UnableToSendCommand
            | DatabaseErrorKind::SerializationFailure,
            _,
        )
        | DbError::BrokenTransactionManager => code::UNAVAILABLE,
        _ => code::INTERNAL,
    }
}

fn message_of(cause: &Error) -> String {
    match cause {
        Error::Refused(refusals) => {
            refusals.iter().map(|refusal| refusal.message.as_ref()).collect::<Vec<_>>().join("; ")
        }
        Error::Db(db) => match db_code(db) {
            code::TIMEOUT => Error::Timeout.to_string(),
            code::UNAVAILABLE => Error::Unavailable.to_string(),
            _ => masked(),
        },
        Error::Internal(_) => masked(),
        other => other.to_string(),
    }
}

fn masked() -> String {
    "something went wrong on our side; try again, and tell us the request id if it stays".into()
}

fn log(cause: &Error, request_id: &str) {
    match cause {
        Error::Db(cause) => tracing::error!(request_id, %cause, "the database refused a statement"),
        Error::StoreAway(cause) => tracing::error!(request_id, cause, "the files' store does not answer"),
        Error::Internal(cause) => tracing::error!(request_id, cause, "internal error"),
        _ => {}
    }
}

/// The library's own complaints about arguments come with a path, as a resolver's errors do.
fn is_about_input(message: &str) -> bool {
    [
        "Failed to parse \"",
        "Expected input type \"",
        "Invalid value for argument",
        "Variable \"",
        "Unknown argument",
    ]
    .iter()
    .any(|start| message.starts_with(start))
}

fn cut(message: &str) -> String {
    if message.chars().count() <= MESSAGE {
        return message.to_owned();
    }
    message.chars().take(MESSAGE - 1).chain(['…']).collect()
}

fn extensions(error: &mut ServerError) -> &mut ErrorExtensionValues {
    error.extensions.get_or_insert_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    fn told(mut error: ServerError, reader: Reader) -> (String, String) {
        finish_one(&mut error, reader, "r1");
        let code = code_in(&error).unwrap_or_default().to_owned();
        (code, error.message)
    }

    fn with_path(message: &str) -> ServerError {
        ServerError::new(message, None).with_path(vec![async_graphql::PathSegment::Field("deal".into())])
    }

    #[test]
    fn faults_are_masked_and_refusals_are_told() {
        let internal = with_path("");
        let internal = ServerError { source: Some(Arc::new(Error::internal("password=x"))), ..internal };
        let missing = ServerError { source: Some(Arc::new(Error::NotFound("deal"))), ..with_path("") };
        let table = [
            (internal, "INTERNAL", "something went wrong"),
            (missing, "NOT_FOUND", "deal not found"),
            (with_path("relation deals does not exist"), "INTERNAL", "something went wrong"),
            (with_path("Failed to parse \"Int\": no"), "BAD_USER_INPUT", "Failed to parse"),
            (ServerError::new("Unknown field \"a\"", None), "BAD_USER_INPUT", "Unknown field"),
        ];
        for (error, code, message) in table {
            let (found, text) = told(error, Reader::Known);
            assert_eq!(found, code);
            assert!(text.starts_with(message), "{text}");
        }
    }

    #[test]
    fn a_database_that_goes_or_comes_is_away() {
        for (says, expected) in [
            ("terminating connection due to administrator command", "UNAVAILABLE"),
            ("the database system is starting up", "UNAVAILABLE"),
            ("canceling statement due to lock timeout", "UNAVAILABLE"),
            ("canceling statement due to statement timeout", "TIMEOUT"),
            ("column \"x\" does not exist", "INTERNAL"),
        ] {
            let about = Box::new(says.to_owned());
            let error = Error::Db(DbError::DatabaseError(DatabaseErrorKind::Unknown, about));
            assert_eq!(code_of(&error), expected, "{says}");
        }
    }

    #[test]
    fn strangers_get_no_suggestions_and_nobody_a_novel() {
        let message = "Unknown field \"nam\" on type \"User\". Did you mean \"name\"?";
        assert!(told(ServerError::new(message, None), Reader::Known).1.contains("name\"?"));
        assert!(!told(ServerError::new(message, None), Reader::Stranger).1.contains("name\"?"));
        assert_eq!(told(ServerError::new("é".repeat(5_000), None), Reader::Known).1.chars().count(), 200);
    }
}
