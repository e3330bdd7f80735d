//! One change to a proposal in the making: its deal and itself, locked in this order, and the one way to save and tell it.

use crate::app::error::Result;
use crate::app::tx::Tx;
use crate::db::entity::Versioned as _;
use crate::db::id::Id;
use crate::db::list::{self, SavedRow as _};
use crate::deals;
use crate::deals::change::part_news;
use crate::deals::model::Deal;
use crate::live::event::{Audience, News, SubjectKind};
use crate::proposals::model::Proposal;
use crate::proposals::rules::{self, Step};
use crate::proposals::store;
use serde_json::Value;

/// A proposal being changed under its deal's and its own row lock.
pub struct Change {
    pub deal: Deal,
    /// Who hears of it.
    pub audience: Audience,
    before: Proposal,
    pub proposal: Proposal,
    /// What is told with the change without being kept: field and text.
    pub said: Vec<(&'static str, String)>,
}

impl Change {
    /// Locks the deal, then the proposal; `NotFound` when the viewer may not see it.
    pub async fn begin(tx: &mut Tx, id: Id<Proposal>, expected_version: Option<i32>) -> Result<Self> {
        let found: Proposal = list::get(tx, id).await?;
        let deal: Deal = list::get_for_update(tx, found.deal_id).await?;
        let change = Self::on(tx, deal, id).await?;
        tx.check_version(&change.before, expected_version).await?;
        Ok(change)
    }

    /// The same whoever may see it: for what follows from a decision, and happens by itself.
    pub async fn of(tx: &mut Tx, id: Id<Proposal>) -> Result<Self> {
        let deal = store::deal_of(tx, id).await?;
        let deal = deals::store::lock(tx, deal).await?;
        Self::on(tx, deal, id).await
    }

    /// Of a deal whose row is locked.
    async fn on(tx: &mut Tx, deal: Deal, id: Id<Proposal>) -> Result<Self> {
        let before = store::lock(tx, id).await?;
        let audience = deals::store::audience(tx, deal.id).await?;
        Ok(Self { deal, audience, proposal: before.clone(), before, said: Vec::new() })
    }

    /// The proposal as it was.
    pub fn before(&self) -> &Proposal {
        &self.before
    }

    /// Goes a step; refused when it leads nowhere from here.
    pub fn step(&mut self, step: Step) -> Result<()> {
        self.proposal.status = rules::step(&self.proposal, step)?;
        Ok(())
    }

    /// Saves what changed, and tells it as `kind`. Nothing changed: nothing is written or told.
    pub async fn save(mut self, tx: &mut Tx, kind: &'static str) -> Result<Proposal> {
        if tx.save(&self.before, &mut self.proposal).await? {
            self.tell(tx, kind);
        }
        Ok(self.proposal)
    }

    /// Saves after its lines were changed: counts a version even when it comes to the same.
    pub async fn save_counted(mut self, tx: &mut Tx) -> Result<Proposal> {
        if !tx.save(&self.before, &mut self.proposal).await? {
            let (now, by) = (tx.now, tx.by());
            self.proposal.touch(now, by);
            self.proposal.save(tx.conn()).await?;
        }
        self.tell(tx, "proposal.changed");
        Ok(self.proposal)
    }

    fn tell(&self, tx: &mut Tx, kind: &'static str) {
        let mut news = self.news(kind, &self.proposal).changing(&self.before, &self.proposal);
        // What only this program reads.
        news.changes.remove("approved_hash");
        for (field, text) in &self.said {
            news.changes.insert((*field).to_owned(), (Value::Null, text.clone().into()));
        }
        tx.emit(news);
    }

    /// News of it, without changes.
    pub fn news(&self, kind: &'static str, proposal: &Proposal) -> News {
        news(kind, (&self.deal, &self.audience), proposal)
    }
}

/// News of a proposal.
pub fn news(kind: &'static str, (deal, audience): (&Deal, &Audience), proposal: &Proposal) -> News {
    let subject = (SubjectKind::Proposal, proposal.id.0, proposal.version);
    part_news(kind, deal, subject, audience.clone())
}
