//! Which SQL statements an operation took: an N+1 shows as a number that grows with the data.

use dealstream::db::pool::Observer;
use diesel::connection::{Instrumentation, InstrumentationEvent};
use std::sync::{Arc, Mutex};

/// The statements of one pool's connections. Cloning shares it.
#[derive(Clone, Default)]
pub struct StatementCount(Arc<Mutex<Vec<String>>>);

impl StatementCount {
    /// What a pool is made with to be counted here.
    pub fn observer(&self) -> Observer {
        let counted = self.clone();
        Arc::new(move || Box::new(Counter(counted.clone())))
    }

    /// The statements since the last call, without their values and without BEGIN, COMMIT and the like.
    pub fn take(&self) -> Vec<String> {
        std::mem::take(&mut *self.0.lock().unwrap())
    }

    /// How many statements `work` took on these connections. Nothing else may use them meanwhile.
    pub async fn of<T>(&self, work: impl Future<Output = T>) -> (T, usize) {
        self.take();
        let answer = work.await;
        (answer, self.take().len())
    }
}

struct Counter(StatementCount);

impl Instrumentation for Counter {
    fn on_connection_event(&mut self, event: InstrumentationEvent<'_>) {
        if let InstrumentationEvent::StartQuery { query, .. } = event {
            let text = query.to_string();
            let sql = text.split(" -- binds").next().unwrap_or_default().trim().to_owned();
            let bare = ["BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE", "SET TRANSACTION"];
            if !bare.iter().any(|word| sql.starts_with(word)) {
                self.0.0.lock().unwrap().push(sql);
            }
        }
    }
}
