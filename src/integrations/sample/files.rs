//! The sample's documents: a few small ones on deals, accounts and leads, made here and the same everywhere.

mod content;

use super::customers::Customers;
use super::people::House;
use super::story::Story;
use super::{Past, as_person};
use crate::app::actor::Viewer;
use crate::app::error::{Error, Result};
use crate::app::tx::Tx;
use crate::db::id::Id;
use crate::deals::model::DealStatus;
use crate::files::depot::{Depot, new_key};
use crate::files::kind::Look;
use crate::files::model::{Content, File, Upload};
use crate::files::{actions, store};
use crate::integrations::import::store as lists;
use crate::leads::model::{Lead, LeadStatus};
use crate::pipeline::model::{Lookup, LookupKind};
use crate::team::model::User;
use sha2::{Digest, Sha256};
use std::sync::Arc;

/// So many deals, accounts and leads have documents.
const DEALS: usize = 12;
const ACCOUNTS: usize = 4;
const LEADS: usize = 3;

/// Puts documents on records that are there. Those on deals, as they are then.
pub async fn keep(
    past: &Past,
    system: &Arc<Viewer>,
    (house, customers): (&House, &Customers),
    story: &Story,
) -> Result<Vec<File>> {
    let mut kept = Vec::new();
    let lookups = past.app.write(system, None, async |tx| lists::lookups(tx).await).await?;
    let shelf = Shelf { past, depot: Depot::of(&past.app.settings).map_err(Error::Internal)?, lookups };
    let person = |id: Id<User>| house.people.iter().find(|user| user.id == id);
    let open: Vec<_> = story.deals.iter().filter(|deal| deal.status == DealStatus::Open).collect();
    for (number, deal) in open.iter().step_by((open.len() / DEALS).max(1)).take(DEALS).enumerate() {
        let Some(owner) = person(deal.owner_id) else { continue };
        let place = Upload { deal_id: Some(deal.id), ..Upload::default() };
        let mut file = shelf.add(owner, place, number).await?;
        if number % 4 == 0 {
            let comment = Some("With the dates we agreed on".to_owned());
            let next = Upload { file_id: Some(file.id), comment, ..Upload::default() };
            file = shelf.add(owner, next, number).await?;
        }
        kept.push(file);
    }
    for (number, account) in customers.accounts.iter().take(ACCOUNTS).enumerate() {
        let Some(owner) = person(account.owner_id) else { continue };
        let place = Upload { account_id: Some(account.id), ..Upload::default() };
        shelf.add(owner, place, number + 1).await?;
    }
    let leads = story.sittings.values().flat_map(|deeds| &deeds.leads);
    let is_open = |lead: &&Lead| !matches!(lead.status, LeadStatus::Converted | LeadStatus::Disqualified);
    for (number, lead) in leads.filter(is_open).take(LEADS).enumerate() {
        let Some(owner) = person(lead.owner_id) else { continue };
        let place = Upload { lead_id: Some(lead.id), ..Upload::default() };
        shelf.add(owner, place, number * 3).await?;
    }
    Ok(kept)
}

/// Where documents are put.
struct Shelf<'a> {
    past: &'a Past,
    depot: Depot,
    lookups: Vec<Lookup>,
}

impl Shelf<'_> {
    /// One of the documents, as its owner would upload it.
    async fn add(&self, owner: &User, place: Upload, number: usize) -> Result<File> {
        let document = content::document(number);
        let of_kind = |one: &&Lookup| one.kind == LookupKind::FileCategory && one.key == document.category;
        let category = self.lookups.iter().find(of_kind).map(|category| category.id);
        let upload = Upload { category_id: category.filter(|_| place.file_id.is_none()), ..place };
        let (app, workspace_id) = (&self.past.app, owner.workspace_id.0);
        let key = new_key(workspace_id);
        store::begin_upload(&mut *app.read().await?, workspace_id, (&key, app.clock.now())).await?;
        let mut look = Look::default();
        look.at(&document.bytes);
        let (media_type, preview) = look.tell();
        let content = Content {
            storage_key: key.clone(),
            file_name: document.name.to_owned(),
            size: i64::try_from(look.size()).unwrap_or_default(),
            media_type,
            preview,
            sha256: Sha256::digest(&document.bytes).iter().map(|byte| format!("{byte:02x}")).collect(),
        };
        let mut intake = self.depot.intake(&key).await?;
        intake.take(document.bytes.into()).await?;
        intake.settle().await?;
        let quota = app.settings.limits.files_quota;
        let work = async |tx: &mut Tx| actions::add(tx, &upload, (&content, quota)).await;
        Ok(app.write(&as_person(owner), None, work).await?.file)
    }
}
