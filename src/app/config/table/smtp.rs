//! The settings of the mail server by name.

use super::{Row, Slot};
use crate::app::config::Smtp;

/// Every one: name, place, what it is.
pub fn rows(smtp: &mut Smtp) -> Vec<Row<'_>> {
    let Smtp { host, port, user, password, from, tls } = smtp;
    vec![
        ("host", Slot::Word(host), "A mail server that takes e-mails to people. Without: none are sent."),
        ("port", Slot::U32(port), "Its port."),
        ("user", Slot::Word(user), "Whom it knows the server as, where it asks."),
        ("password", Slot::Secret(password), "The password with it."),
        ("from", Slot::Word(from), "Whom e-mails are from: Dealstream <crm@example.com>."),
        (
            "tls",
            Slot::Text(tls),
            "How the way there is kept private: starttls, tls (from the beginning) or none.",
        ),
    ]
}
