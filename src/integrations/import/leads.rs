//! Rows that are leads.

use crate::app::error::{Result, together};
use crate::app::tx::Tx;
use crate::db::id::Id;
use crate::fields::model::FieldSubject;
use crate::fields::standards::actions::check_by;
use crate::integrations::import::chunk::{Chunk, Standing, Taken};
use crate::integrations::import::rows::Row;
use crate::integrations::import::{accounts, custom, store};
use crate::leads::actions::news;
use crate::leads::model::{Lead, LeadStatus};
use crate::leads::rules;
use crate::pipeline::model::LookupKind;

/// Takes rows that are leads.
pub async fn leads(tx: &mut Tx, chunk: &mut Chunk<'_>, rows: &[Row]) -> Result<()> {
    let mut fresh: Vec<Lead> = Vec::new();
    for row in rows {
        let Some((standing, fingerprint)) = chunk.look(row) else { continue };
        let before: Option<Lead> = match standing {
            Standing::Changed(id) => store::locked(tx, vec![id]).await?.remove(&id),
            Standing::New => None,
        };
        let taken = match (lead(tx, chunk, row, before.as_ref()).await, before) {
            (Ok(lead), None) => {
                let id = lead.id.0;
                fresh.push(lead);
                Ok(Taken::Created(id))
            }
            (Ok(lead), Some(before)) => save(tx, chunk, &before, lead).await,
            (Err(error), _) => Err(error),
        };
        chunk.settle(row, fingerprint, taken)?;
    }
    if chunk.dry_run() {
        return Ok(());
    }
    tx.insert_all(&fresh).await?;
    for lead in &fresh {
        tx.emit(news("lead.created", None, lead).creating(lead));
    }
    Ok(())
}

/// The lead a row says. What the mapping does not name stays as it was; one that is read-only takes nothing.
async fn lead(tx: &mut Tx, chunk: &mut Chunk<'_>, row: &Row, before: Option<&Lead>) -> Result<Lead> {
    if let Some(before) = before {
        rules::check_open(before, "topic")?;
    }
    let source_id = chunk.lookup(tx, row, ("source", LookupKind::Source)).await?;
    let owner_id = match (row.get("owner"), before) {
        (Some(key), _) => chunk.world.owner(key)?,
        (None, Some(before)) => before.owner_id,
        (None, None) => accounts::owner_of_all(tx, chunk)?,
    };
    let (source, said) = (chunk.job.source, (row, FieldSubject::Lead));
    let custom = custom::of_row(&chunk.world, source, said, before.map(|before| &before.custom))?;
    let mut lead = before.cloned().unwrap_or_else(|| blank(tx, owner_id));
    if let Some(topic) = row.get("topic") {
        lead.topic = topic.to_owned();
    }
    for (field, place) in [
        ("company", &mut lead.company),
        ("first_name", &mut lead.first_name),
        ("last_name", &mut lead.last_name),
        ("job_title", &mut lead.job_title),
        ("email", &mut lead.email),
        ("phone", &mut lead.phone),
        ("website", &mut lead.website),
        ("budget", &mut lead.budget),
        ("authority", &mut lead.authority),
        ("need", &mut lead.need),
        ("timing", &mut lead.timing),
        ("description", &mut lead.description),
    ] {
        if let Some(text) = row.get(field) {
            *place = Some(text.to_owned());
        }
    }
    lead.source_id = source_id.or(lead.source_id);
    (lead.owner_id, lead.custom) = (owner_id, custom);
    lead.status = rules::standing(&lead);
    let kept = check_by(&chunk.world.fields, FieldSubject::Lead, before, &lead);
    together([rules::check_lead(&lead), kept])?;
    Ok(lead)
}

fn blank(tx: &Tx, owner_id: Id<crate::team::model::User>) -> Lead {
    Lead {
        workspace_id: Id::of(tx.workspace_id()),
        id: Id::new(),
        topic: String::new(),
        company: None,
        first_name: None,
        last_name: None,
        job_title: None,
        email: None,
        phone: None,
        website: None,
        source_id: None,
        owner_id,
        status: LeadStatus::New,
        disqualify_reason: None,
        budget: None,
        authority: None,
        need: None,
        timing: None,
        description: None,
        converted_at: None,
        account_id: None,
        contact_id: None,
        deal_id: None,
        version: 1,
        created_at: tx.now,
        created_by: tx.by().map(Id::of),
        updated_at: tx.now,
        updated_by: tx.by().map(Id::of),
        custom: crate::fields::values::Custom::default(),
    }
}

async fn save(tx: &mut Tx, chunk: &Chunk<'_>, before: &Lead, mut after: Lead) -> Result<Taken> {
    let id = after.id.0;
    if *before == after {
        return Ok(Taken::Same(id));
    }
    if !chunk.dry_run() && tx.save(before, &mut after).await? {
        tx.emit(news("lead.changed", Some(before), &after).changing(before, &after));
    }
    Ok(Taken::Updated(id))
}
