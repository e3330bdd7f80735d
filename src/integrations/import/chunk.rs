//! One chunk of rows in one transaction: what is taken, what is not, and how far the import is then.
//!
//! What always holds: a row that is refused leaves nothing behind and stops nobody; a row that says what it said last time
//! writes nothing and tells nothing.

use crate::accounts::model::Account;
use crate::app::error::{Error, Refusal, RefusalCode, Result};
use crate::app::tx::Tx;
use crate::db::id::Id;
use crate::integrations::import::mapping::{Kind, Mapping, Source};
use crate::integrations::import::model::{Import, Problem};
use crate::integrations::import::progress;
use crate::integrations::import::rows::Row;
use crate::integrations::import::upload::claims::{self, Claim};
use crate::integrations::import::world::{Planned, World};
use crate::integrations::import::{accounts, contacts, deals, leads, people, products, store};
use crate::pipeline::model::{Lookup, LookupKind};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use uuid::Uuid;

/// Most rows of one transaction.
pub const ROWS: usize = 200;

/// Where the next card of a stage goes: below this rank, at this number.
pub type Ranks = HashMap<Uuid, (Option<String>, usize)>;

/// What a chunk stands in.
pub struct Job<'a> {
    pub mapping: &'a Mapping,
    pub source: &'a Source,
    pub import: &'a Import,
    pub planned: &'a Planned,
    pub ranks: &'a Ranks,
    /// Problems kept so far.
    pub problems: i32,
    /// Whose turn it is, for a file that any server may read.
    pub claim: Option<Claim>,
}

/// A record whose parent comes later in its file.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Pending {
    pub line: i32,
    pub key: String,
    pub parent: String,
    /// The row's fingerprint with its parent, and without.
    pub fingerprints: (Vec<u8>, Vec<u8>),
    /// The row was counted as one that changes nothing; with its parent found it changes its record.
    pub unchanged: bool,
}

/// What came of a chunk.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Done {
    pub import: Import,
    pub problems: Vec<Problem>,
    pub planned: Planned,
    pub ranks: Ranks,
    pub pending: Vec<Pending>,
}

/// How a row relates to what is there.
pub enum Standing {
    New,
    /// It says something else than last time.
    Changed(Uuid),
}

/// How a row was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Taken {
    Created(Uuid),
    Updated(Uuid),
    Same(Uuid),
}

/// A chunk at work.
pub struct Chunk<'a> {
    pub job: &'a Job<'a>,
    pub world: World,
    pub ranks: Ranks,
    pub pending: Vec<Pending>,
    /// Accounts that rows name and that are not there: each is added with the first row that is taken.
    pub named: HashMap<Uuid, Account>,
    import: Import,
    problems: Vec<Problem>,
    remembered: Vec<(String, Uuid, Vec<u8>)>,
}

/// Takes the rows; `bad` are those that could not even be read.
pub async fn take(tx: &mut Tx, job: &Job<'_>, rows: &[Row], bad: &[Problem]) -> Result<Done> {
    let mut chunk = Chunk::begin(tx, job, rows).await?;
    for problem in bad {
        chunk.problems.push(problem.clone());
        chunk.import.failed += 1;
    }
    match job.source.kind {
        Kind::Teams => people::teams(tx, &mut chunk, rows).await?,
        Kind::Users => people::users(tx, &mut chunk, rows).await?,
        Kind::Accounts => accounts::accounts(tx, &mut chunk, rows).await?,
        Kind::Contacts => contacts::contacts(tx, &mut chunk, rows).await?,
        Kind::Leads => leads::leads(tx, &mut chunk, rows).await?,
        Kind::Products => products::products(tx, &mut chunk, rows).await?,
        Kind::Deals => deals::deals(tx, &mut chunk, rows).await?,
    }
    chunk.end(tx).await
}

/// Puts records below parents that came later in their file.
pub async fn link(tx: &mut Tx, job: &Job<'_>, pending: &[Pending]) -> Result<Done> {
    let rows: Vec<Row> = pending.iter().map(Row::of).collect();
    let mut chunk = Chunk::begin(tx, job, &rows).await?;
    accounts::link(tx, &mut chunk, pending).await?;
    chunk.end(tx).await
}

impl Row {
    /// What is left of a row once all but its parent is loaded.
    fn of(pending: &Pending) -> Self {
        let values = [("parent".to_owned(), pending.parent.clone())].into();
        let (line, key) = (pending.line, pending.key.clone());
        Self { line, key, values, visits: Vec::new(), problems: Vec::new() }
    }
}

impl<'a> Chunk<'a> {
    async fn begin(tx: &mut Tx, job: &'a Job<'a>, rows: &[Row]) -> Result<Self> {
        let from = (job.mapping.source.as_str(), job.source);
        let world = World::load(tx, from, rows, (job.import.dry_run, job.planned)).await?;
        Ok(Self {
            job,
            world,
            ranks: job.ranks.clone(),
            pending: Vec::new(),
            named: HashMap::new(),
            import: job.import.clone(),
            problems: Vec::new(),
            remembered: Vec::new(),
        })
    }

    async fn end(mut self, tx: &mut Tx) -> Result<Done> {
        if !self.import.dry_run {
            store::remember(tx, &self.job.mapping.source, self.job.source.kind, &self.remembered).await?;
        }
        // A row is remarked on while others are told about: who reads them goes down the file.
        self.problems.sort_by_key(|problem| problem.line);
        let (problems, import) = (self.problems, &mut self.import);
        import.done = import.created + import.updated + import.unchanged + import.failed;
        if let Some(claim) = self.job.claim {
            claims::hear(tx, claim).await?;
        }
        progress::advance(tx, (self.job.import, import), (self.job.problems, &problems)).await?;
        let (planned, ranks) = (self.world.planned, self.ranks);
        Ok(Done { import: self.import, problems, planned, ranks, pending: self.pending })
    }

    /// Whether anything is written.
    pub fn dry_run(&self) -> bool {
        self.import.dry_run
    }

    /// Reports something about a row that is taken all the same.
    pub fn warn(&mut self, line: i32, reason: impl Into<String>) {
        let problem = Problem::warning(self.job.source.name(), line, reason.into());
        self.problems.push(problem);
    }

    fn reject(&mut self, line: i32, refusals: &[Refusal]) {
        let problem = Problem::rejected(self.job.source.name(), line, refusals);
        self.problems.push(problem);
        self.import.failed += 1;
    }

    /// The fields of a row that refer to nothing. Parents may come later in the file, and owners are a matter of their own.
    pub fn unknown(&self, row: &Row) -> Vec<&'static str> {
        let kind = self.job.source.kind;
        let fields = kind
            .references()
            .iter()
            .filter(|(field, _)| *field != "owner" && !(kind == Kind::Accounts && *field == "parent"));
        // What is added when it is not there is not unknown.
        let fields = fields.filter(|(_, of)| *of != Kind::Accounts || !self.job.source.creates("account"));
        let unknown = fields
            .filter(|(field, of)| row.get(field).is_some_and(|key| self.world.refer(*of, key).is_none()));
        unknown.map(|(field, _)| *field).collect()
    }

    /// Reports what is odd about a row, and says how it stands; none when it is as it was.
    pub fn look(&mut self, row: &Row) -> Option<(Standing, Vec<u8>)> {
        self.problems.extend(row.problems.iter().cloned());
        if let Some(reason) = self.world.ambiguous(self.job.source.kind, &row.key) {
            self.reject(row.line, &[Refusal::whole(RefusalCode::Taken, reason)]);
            return None;
        }
        let unknown = self.unknown(row);
        for field in &unknown {
            let key = row.get(field).unwrap_or_default();
            self.warn(row.line, format!("{field}: there is no “{key}”; left empty"));
        }
        let fingerprint = row.fingerprint(&unknown);
        match self.world.known(self.job.source.kind, &row.key) {
            Some((_, before)) if *before == fingerprint => {
                self.import.unchanged += 1;
                None
            }
            Some((id, _)) => Some((Standing::Changed(*id), fingerprint)),
            None => Some((Standing::New, fingerprint)),
        }
    }

    /// Notes how a row was taken, or why it was not. Anything but a refusal ends the chunk.
    pub fn settle(&mut self, row: &Row, fingerprint: Vec<u8>, taken: Result<Taken>) -> Result<()> {
        let id = match taken {
            Ok(Taken::Created(id)) => {
                self.import.created += 1;
                self.world.learn(self.job.source.kind, &row.key, id);
                id
            }
            Ok(Taken::Updated(id)) => {
                self.import.updated += 1;
                id
            }
            Ok(Taken::Same(id)) => {
                self.import.unchanged += 1;
                self.world.learn(self.job.source.kind, &row.key, id);
                id
            }
            Err(Error::Refused(refusals)) => {
                self.reject(row.line, &refusals);
                return Ok(());
            }
            Err(error) => return Err(error),
        };
        self.remembered.push((row.key.clone(), id, fingerprint));
        Ok(())
    }

    /// A row as it was, whose parent is to be looked for once more.
    pub fn orphan(&mut self, row: &Row, pending: Pending) {
        self.problems.extend(row.problems.iter().cloned());
        self.import.unchanged += 1;
        self.pending.push(pending);
    }

    /// A row counted as one that changes nothing has changed its record after all.
    pub fn changed_after_all(&mut self) {
        self.import.unchanged -= 1;
        self.import.updated += 1;
    }

    /// Keeps what a record's row said.
    pub fn remember(&mut self, key: &str, id: Uuid, fingerprint: Vec<u8>) {
        self.remembered.push((key.to_owned(), id, fingerprint));
    }

    /// The value of a list a field names; one that the list lacks is added where the mapping says so, else left out and told.
    pub async fn lookup(
        &mut self,
        tx: &mut Tx,
        row: &Row,
        (field, kind): (&str, LookupKind),
    ) -> Result<Option<Id<Lookup>>> {
        let Some(label) = row.get(field) else { return Ok(None) };
        if let Some(id) = self.world.lookup(kind, label) {
            return Ok(Some(id));
        }
        if self.job.source.creates(field) {
            let id = self.world.add_lookup(tx, kind, label).await?;
            self.warn(row.line, format!("{field}: “{label}” was not in the list; it was added"));
            return Ok(Some(id));
        }
        self.warn(row.line, format!("{field}: “{label}” is not in the list; left empty"));
        Ok(None)
    }
}
