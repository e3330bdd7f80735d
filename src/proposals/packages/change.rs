//! One change to a contract package in the making: its deal and itself, locked in this order, and the one way to save and tell it.

use crate::app::error::Result;
use crate::app::tx::Tx;
use crate::db::entity::Versioned as _;
use crate::db::id::Id;
use crate::db::list::{self, SavedRow as _};
use crate::deals;
use crate::deals::change::part_news;
use crate::deals::model::Deal;
use crate::live::event::{Audience, News, SubjectKind};
use crate::proposals::packages::model::{ContractPackage, ContractPackageFile};
use crate::proposals::packages::rules::{self, Step};
use crate::proposals::packages::{pins, store};
use serde_json::Value;

/// A contract package being changed under its deal's and its own row lock.
pub struct Change {
    pub deal: Deal,
    audience: Audience,
    before: ContractPackage,
    pub package: ContractPackage,
    pinned: Vec<ContractPackageFile>,
    /// The versions it is about, in order.
    pub pins: Vec<ContractPackageFile>,
    /// What is told with the change without being kept: field and text.
    pub said: Vec<(&'static str, String)>,
}

impl Change {
    /// Locks the deal, then the package; `NotFound` when the viewer may not see it.
    pub async fn begin(tx: &mut Tx, id: Id<ContractPackage>, expected_version: Option<i32>) -> Result<Self> {
        let found: ContractPackage = list::get(tx, id).await?;
        let deal: Deal = list::get_for_update(tx, found.deal_id).await?;
        let change = Self::on(tx, deal, id).await?;
        tx.check_version(&change.before, expected_version).await?;
        Ok(change)
    }

    /// The same whoever may see it: for what follows from a decision, and happens by itself.
    pub async fn of(tx: &mut Tx, id: Id<ContractPackage>) -> Result<Self> {
        let deal = store::deal_of(tx, id).await?;
        let deal = deals::store::lock(tx, deal).await?;
        Self::on(tx, deal, id).await
    }

    /// Of a deal whose row is locked.
    pub async fn on(tx: &mut Tx, deal: Deal, id: Id<ContractPackage>) -> Result<Self> {
        let before = store::lock(tx, id).await?;
        let pinned = store::pins_of(tx, id).await?;
        let audience = deals::store::audience(tx, deal.id).await?;
        let (package, pins) = (before.clone(), pinned.clone());
        Ok(Self { deal, audience, before, package, pinned, pins, said: Vec::new() })
    }

    /// Goes a step; refused when it leads nowhere from here.
    pub fn step(&mut self, step: Step) -> Result<()> {
        self.package.status = rules::step(&self.package, step)?;
        Ok(())
    }

    /// Saves what changed, and tells it as `kind`; other files alone are a new version too. Nothing changed: nothing is written or
    /// told.
    pub async fn save(mut self, tx: &mut Tx, kind: &'static str) -> Result<ContractPackage> {
        let repinned = !rules::same(&self.pinned, &self.pins);
        let saved = tx.save(&self.before, &mut self.package).await?;
        if !saved && !repinned {
            return Ok(self.package);
        }
        if !saved {
            let (now, by) = (tx.now, tx.by());
            self.package.touch(now, by);
            self.package.save(tx.conn()).await?;
        }
        let mut news = news(kind, (&self.deal, &self.audience), &self.package);
        news = news.changing(&self.before, &self.package);
        if repinned {
            store::set_pins(tx, self.package.id, &self.pins).await?;
            let files = pins::files_of(tx, &[&self.pinned[..], &self.pins[..]].concat()).await?;
            let told = |pins: &[ContractPackageFile]| rules::told(pins, &files);
            news.changes.insert("files".to_owned(), (told(&self.pinned), told(&self.pins)));
        }
        // What only this program reads.
        news.changes.remove("approved_hash");
        for (field, text) in self.said {
            news.changes.insert(field.to_owned(), (Value::Null, text.into()));
        }
        tx.emit(news);
        Ok(self.package)
    }
}

/// Adds a new package of a deal whose row is locked, and tells it.
pub async fn insert(
    tx: &mut Tx,
    deal: &Deal,
    (package, pins): (&ContractPackage, &[ContractPackageFile]),
) -> Result<()> {
    tx.insert(package).await?;
    tx.insert_all(pins).await?;
    let audience = deals::store::audience(tx, deal.id).await?;
    let mut news = news("contract_package.created", (deal, &audience), package).creating(package);
    if !pins.is_empty() {
        let files = pins::files_of(tx, pins).await?;
        news.changes.insert("files".to_owned(), (Value::Null, rules::told(pins, &files)));
    }
    tx.emit(news);
    Ok(())
}

fn news(kind: &'static str, (deal, audience): (&Deal, &Audience), package: &ContractPackage) -> News {
    let subject = (SubjectKind::ContractPackage, package.id.0, package.version);
    part_news(kind, deal, subject, audience.clone())
}
