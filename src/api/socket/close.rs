//! Every reason for which the server closes a socket, with the code that makes clients do the right thing.
//!
//! Public clients give up on 1002, 1011 and the 44xx codes, and come back after 1012 and 1013; so what will be better in a
//! moment is never told with the former.

use axum::extract::ws::{CloseFrame, Message};

/// A reason to close.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Close {
    /// No connection_init in time.
    InitTimeout,
    /// A second connection_init.
    InitTwice,
    /// An operation before the acknowledgement.
    Unauthorized,
    /// No one we know, or no longer with the rights they had.
    Forbidden,
    /// Not a message of the protocol.
    BadMessage(&'static str),
    /// The id of an operation that still runs.
    DuplicateId,
    /// The client speaks another subprotocol.
    Subprotocol,
    TooBig,
    /// More messages a second than a client has reason to send.
    TooMany,
    /// The server stops; another is ready.
    Restart,
    /// It does not read, or does not answer pings.
    Stalled,
    /// The user has as many sockets as allowed.
    TooManySockets,
    /// Whoever knows who this is does not answer.
    Unavailable,
}

impl Close {
    pub fn code(self) -> u16 {
        match self {
            Self::InitTimeout => 4408,
            Self::InitTwice | Self::TooMany => 4429,
            Self::Unauthorized => 4401,
            Self::Forbidden => 4403,
            Self::BadMessage(_) => 4400,
            Self::DuplicateId => 4409,
            Self::Subprotocol => 4406,
            Self::TooBig => 1009,
            Self::Restart => 1012,
            Self::Stalled | Self::TooManySockets | Self::Unavailable => 1013,
        }
    }

    pub fn reason(self) -> &'static str {
        match self {
            Self::InitTimeout => "Connection initialisation timeout",
            Self::InitTwice => "Too many initialisation requests",
            Self::TooMany => "Too many messages",
            Self::Unauthorized => "Unauthorized",
            Self::Forbidden => "Forbidden",
            Self::BadMessage(reason) => reason,
            Self::DuplicateId => "Subscriber for this id already exists",
            Self::Subprotocol => "Subprotocol not acceptable",
            Self::TooBig => "Message too big",
            Self::Restart => "Service restart",
            Self::Stalled => "Too slow; come back",
            Self::TooManySockets => "Too many sockets; close some",
            Self::Unavailable => "Try again later",
        }
    }

    pub fn message(self) -> Message {
        Message::Close(Some(CloseFrame { code: self.code(), reason: self.reason().into() }))
    }
}
