//! Rows that are contacts.

use crate::accounts::actions::contact_news;
use crate::accounts::model::Contact;
use crate::accounts::rules;
use crate::app::error::{Result, together};
use crate::app::tx::Tx;
use crate::db::id::Id;
use crate::fields::model::FieldSubject;
use crate::fields::standards::actions::check_by;
use crate::integrations::import::chunk::{Chunk, Standing, Taken};
use crate::integrations::import::rows::Row;
use crate::integrations::import::upload::natural::parts;
use crate::integrations::import::{accounts, custom, store};
use crate::pipeline::model::LookupKind;

/// Takes rows that are contacts.
pub async fn contacts(tx: &mut Tx, chunk: &mut Chunk<'_>, rows: &[Row]) -> Result<()> {
    let mut fresh: Vec<Contact> = Vec::new();
    for row in rows {
        let Some((standing, fingerprint)) = chunk.look(row) else { continue };
        let before = match standing {
            Standing::Changed(id) => store::locked(tx, vec![id]).await?.remove(&id),
            Standing::New => None,
        };
        let taken = match (contact(tx, chunk, row, before.as_ref()).await, before) {
            (Ok(contact), None) => {
                accounts::add_named(tx, chunk, row, contact.account_id.map(|id| id.0)).await?;
                let id = contact.id.0;
                fresh.push(contact);
                Ok(Taken::Created(id))
            }
            (Ok(contact), Some(before)) => {
                accounts::add_named(tx, chunk, row, contact.account_id.map(|id| id.0)).await?;
                save(tx, chunk, &before, contact).await
            }
            (Err(error), _) => Err(error),
        };
        chunk.settle(row, fingerprint, taken)?;
    }
    if chunk.dry_run() {
        return Ok(());
    }
    tx.insert_all(&fresh).await?;
    for contact in &fresh {
        tx.emit(contact_news("contact.created", contact).creating(contact));
    }
    Ok(())
}

/// The contact a row says. What the mapping does not name stays as it was.
async fn contact(tx: &mut Tx, chunk: &mut Chunk<'_>, row: &Row, before: Option<&Contact>) -> Result<Contact> {
    let source_id = chunk.lookup(tx, row, ("source", LookupKind::Source)).await?;
    let owner_id = match (row.get("owner"), before) {
        (Some(key), _) => chunk.world.owner(key)?,
        (None, Some(before)) => before.owner_id,
        (None, None) => accounts::owner_of_all(tx, chunk)?,
    };
    let account_id = accounts::named(tx, chunk, row, owner_id)?.map(Id::of);
    let (source, said) = (chunk.job.source, (row, FieldSubject::Contact));
    let custom = custom::of_row(&chunk.world, source, said, before.map(|before| &before.custom))?;
    let text = |field: &str, was: fn(&Contact) -> &Option<String>| {
        row.get(field).map(str::to_owned).or_else(|| before.and_then(|before| was(before).clone()))
    };
    let name = |field: &str, was: fn(&Contact) -> &String| {
        row.get(field)
            .map(str::to_owned)
            .or_else(|| before.map(|before| was(before).clone()))
            .unwrap_or_default()
    };
    let contact = Contact {
        workspace_id: Id::of(tx.workspace_id()),
        id: before.map_or_else(Id::new, |before| before.id),
        account_id: account_id.or(before.and_then(|before| before.account_id)),
        first_name: name("first_name", |was| &was.first_name),
        last_name: name("last_name", |was| &was.last_name),
        job_title: text("job_title", |was| &was.job_title),
        department: text("department", |was| &was.department),
        emails: with(row.get("email"), before.map(|before| before.emails.as_slice())),
        phones: with(row.get("phone"), before.map(|before| before.phones.as_slice())),
        language: text("language", |was| &was.language),
        source_id: source_id.or(before.and_then(|before| before.source_id)),
        owner_id,
        description: text("description", |was| &was.description),
        archived: before.is_some_and(|before| before.archived),
        version: before.map_or(1, |before| before.version),
        created_at: before.map_or(tx.now, |before| before.created_at),
        created_by: before.map_or(tx.by().map(Id::of), |before| before.created_by),
        updated_at: before.map_or(tx.now, |before| before.updated_at),
        updated_by: before.map_or(tx.by().map(Id::of), |before| before.updated_by),
        custom,
        merged_into_id: before.and_then(|before| before.merged_into_id),
        absorbed: before.and_then(|before| before.absorbed.clone()),
    };
    let kept = check_by(&chunk.world.fields, FieldSubject::Contact, before, &contact);
    together([rules::check_contact(&contact), kept])?;
    Ok(contact)
}

/// The addresses a row says, ahead of those that are there and it does not say.
fn with(said: Option<&str>, was: Option<&[String]>) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    let said = said.into_iter().flat_map(parts).map(str::to_owned);
    for text in said.chain(was.unwrap_or_default().iter().cloned()) {
        if !all.iter().any(|known| known.to_lowercase() == text.to_lowercase()) {
            all.push(text);
        }
    }
    all
}

async fn save(tx: &mut Tx, chunk: &Chunk<'_>, before: &Contact, mut after: Contact) -> Result<Taken> {
    let id = after.id.0;
    if *before == after {
        return Ok(Taken::Same(id));
    }
    if !chunk.dry_run() && tx.save(before, &mut after).await? {
        tx.emit(contact_news("contact.changed", &after).changing(before, &after));
    }
    Ok(Taken::Updated(id))
}
