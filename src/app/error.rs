//! What can go wrong. Expected outcomes are [`Refusal`]s (data in a mutation's `userErrors`), everything else is an
//! [`Error`] that `api/errors.rs` turns into a GraphQL error with a code.

use crate::app::actor::Actor;
use crate::live::subject::SubjectKind;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::borrow::Cow;
use uuid::Uuid;

/// The result of everything that reads or writes the domain.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why an operation did not happen.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The input was understood and refused; the caller can put it right.
    #[error("refused: {0:?}")]
    Refused(Vec<Refusal>),
    /// Nobody is signed in, or the token is no longer good.
    #[error("sign in first")]
    Unauthenticated,
    /// The viewer may see this but not do that.
    #[error("{0}")]
    Forbidden(Cow<'static, str>),
    /// It does not exist, or the viewer may not see it: the two are never told apart.
    #[error("{0} not found")]
    NotFound(&'static str),
    /// An argument cannot be understood.
    #[error("{0}")]
    BadInput(Cow<'static, str>),
    /// The same Idempotency-Key came with another request body.
    #[error("this Idempotency-Key was used for a different request; use a new key")]
    IdempotencyKeyReused,
    /// A cursor from before the log's retention, or from a log since restored.
    #[error("this cursor is too old: load the data again and continue from its eventCursor")]
    CursorExpired,
    /// A dependency does not answer; trying again later helps.
    #[error("the server is busy or its database is away; try again in a moment")]
    Unavailable,
    /// The time for one operation is up.
    #[error("the operation took too long and was stopped")]
    Timeout,
    /// Too much was asked in too short a time.
    #[error("too many requests; try again in {retry_after_s} s")]
    RateLimited { retry_after_s: u64 },
    /// The workspace's files take all the room they may, or the store has none left.
    #[error("there is no room for more files; ask an admin for a larger quota")]
    StorageFull,
    /// Where files' bytes are kept does not answer; trying again later helps. The text goes to the log.
    #[error("the files' store does not answer; try again in a moment")]
    StoreAway(String),
    /// The database refused a statement.
    #[error("database: {0}")]
    Db(#[from] diesel::result::Error),
    /// A fault of ours. The text goes to the log, never to a client.
    #[error("internal: {0}")]
    Internal(String),
}

impl Error {
    /// "Not found" as a refusal of the input field that named the record; anything else as it is.
    pub fn at(self, field: &str) -> Self {
        match self {
            Self::NotFound(what) => {
                Refusal::at(RefusalCode::NotFound, field, format!("There is no such {what}.")).into()
            }
            other => other,
        }
    }

    /// A refusal of a part of an input, on the path it has in the whole; anything else as it is.
    pub fn below(self, field: &str) -> Self {
        let Self::Refused(mut refusals) = self else { return self };
        refusals.iter_mut().for_each(|refusal| refusal.path.insert(0, field.to_owned()));
        Self::Refused(refusals)
    }

    /// A fault that only the log should tell about.
    pub fn internal(cause: impl std::fmt::Display) -> Self {
        Self::Internal(cause.to_string())
    }
}

/// The refusals of several checks as one; a fault among them comes first.
///
/// # Errors
/// When any of them is one.
pub fn together(checks: impl IntoIterator<Item = Result<()>>) -> Result<()> {
    let mut refused = Vec::new();
    for check in checks {
        match check {
            Ok(()) => {}
            Err(Error::Refused(refusals)) => refused.extend(refusals),
            Err(fault) => return Err(fault),
        }
    }
    if refused.is_empty() { Ok(()) } else { Err(Error::Refused(refused)) }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(vec![refusal])
    }
}

impl From<deadpool::managed::PoolError<diesel_async::pooled_connection::PoolError>> for Error {
    fn from(error: deadpool::managed::PoolError<diesel_async::pooled_connection::PoolError>) -> Self {
        tracing::warn!(%error, "no database connection");
        Self::Unavailable
    }
}

/// One reason an input was refused: a fact, where it is, and what to do.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Refusal {
    pub code: RefusalCode,
    /// For people: what is wrong and what to do about it.
    pub message: Cow<'static, str>,
    /// The input field it is about, from the input object's root; empty when it is about the whole.
    pub path: Vec<String>,
    /// Set where the code and the path alone do not say what is wrong.
    #[serde(default)]
    pub reason: Option<Box<Reason>>,
    /// Set when somebody else changed the record first.
    pub conflict: Option<Box<Conflict>>,
    /// Set when a deal lacks something that a stage asks for.
    #[serde(default)]
    pub gate: Option<Box<GateUnmet>>,
}

/// What a deal lacks to enter a stage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GateUnmet {
    pub stage: Uuid,
    /// Kind and key of each requirement.
    pub missing: Vec<(String, String)>,
}

/// What is wrong, for programs: they have the words of other languages.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// Which of the things that can be wrong there, as `UNKNOWN_PLACEHOLDERS`.
    pub name: Cow<'static, str>,
    /// What of the input it is about, as it stands there.
    pub names: Vec<String>,
    /// The most there may be.
    pub most: Option<u64>,
}

impl Reason {
    /// One that the name alone says.
    pub const fn plain(name: &'static str) -> Self {
        Self { name: Cow::Borrowed(name), names: Vec::new(), most: None }
    }

    /// One about something of the input.
    pub fn about(name: &'static str, what: &str) -> Self {
        Self { names: vec![what.to_owned()], ..Self::plain(name) }
    }

    /// One about a limit.
    pub fn above(name: &'static str, most: usize) -> Self {
        Self { most: u64::try_from(most).ok(), ..Self::plain(name) }
    }
}

/// The state a stale write ran into.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Conflict {
    pub subject: Uuid,
    /// What kind of record it is, as far as the log says.
    #[serde(default)]
    pub kind: Option<SubjectKind>,
    pub current_version: i32,
    pub changed_by: Option<Actor>,
    pub changed_at: DateTime<Utc>,
    /// Field, value the writer had seen, value now; in the row's own JSON.
    pub changed: Vec<(String, Value, Value)>,
}

/// The kinds of refusal, as clients see them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, async_graphql::Enum)]
#[graphql(name = "UserErrorCode")]
pub enum RefusalCode {
    /// A value is needed here.
    Required,
    /// The value cannot be used.
    Invalid,
    /// The text does not look as the workspace's data standards ask; the message is the hint they give.
    Pattern,
    /// The number is below the least or above the most that the workspace's data standards allow.
    Range,
    /// The value is longer than the field holds.
    TooLong,
    /// The value is shorter than allowed.
    TooShort,
    /// Somebody or something else has this value already.
    Taken,
    /// The record named does not exist, or is not visible to the viewer.
    NotFound,
    /// Somebody else changed the record first; load it and decide again.
    Conflict,
    /// The viewer's role or rights do not allow this.
    NotAllowed,
    /// A lost deal needs the reason it was lost for.
    LossReasonRequired,
    /// Probability 0 or 100 belongs to the final stages: move the deal there instead.
    FinalStage,
    /// The stage still holds deals: say where they go.
    StageHasDeals,
    /// The parent chosen is the record itself or one below it.
    Cycle,
    /// The pipeline's rules forbid this move.
    MoveForbidden,
    /// The deal lacks something that the stage asks for; `GateUnmet` says what.
    GateUnmet,
    /// The password given is not the current one, or does not go with that address.
    WrongPassword,
    /// Too many tries; wait and try again.
    RateLimited,
    /// The workspace's last active admin cannot lose the role.
    LastAdmin,
    /// Other records still use it.
    InUse,
}

impl Refusal {
    /// A refusal about one input field.
    pub fn at(code: RefusalCode, field: &str, message: impl Into<Cow<'static, str>>) -> Self {
        Self { path: vec![field.to_owned()], ..Self::whole(code, message) }
    }

    /// A refusal about the input as a whole.
    pub fn whole(code: RefusalCode, message: impl Into<Cow<'static, str>>) -> Self {
        Self { code, message: message.into(), path: Vec::new(), reason: None, conflict: None, gate: None }
    }

    /// The same with what a program needs to say it in other words.
    pub fn because(self, reason: Reason) -> Self {
        Self { reason: Some(Box::new(reason)), ..self }
    }
}
