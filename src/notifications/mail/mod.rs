//! E-mails to people about their notifications.
//!
//! What always holds: an e-mail is written down in the transaction that tells it, and sent later, by whichever server comes first.
//! What it says is put together when it is sent: whoever has read the notification by then, cannot sign in any more or may not see
//! what it is about gets none. A server that dies between the mail server's answer and writing that down sends it a second time,
//! under the same Message-ID.

pub mod post;
pub mod rules;
pub mod store;
