//! Statements as spans, for traces.

use diesel::connection::{Instrumentation, InstrumentationEvent};
use tracing::Span;

/// One connection's observer.
#[derive(Default)]
pub struct Statements {
    open: Option<Span>,
}

impl Instrumentation for Statements {
    fn on_connection_event(&mut self, event: InstrumentationEvent<'_>) {
        match event {
            InstrumentationEvent::StartQuery { query, .. } => {
                let text = query.to_string();
                // What follows are values: customers' data.
                let text = text.split("-- binds:").next().unwrap_or_default().trim();
                self.open = Some(tracing::info_span!(
                    "statement",
                    db.system.name = "postgresql",
                    db.query.text = text
                ));
            }
            InstrumentationEvent::FinishQuery { .. } => drop(self.open.take()),
            _ => {}
        }
    }
}
